"""How far apart lines of a script must stand, so that marks of one do not touch those of the next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from brochure.fonts.chain import script_of

# Baseline to baseline, in ems: how far the tallest and the lowest letters with their marks reach in the
# shipped translations, in Noto Sans 400 and 700, rounded up. In Arabic and Khmer the extremes (1.64 and 1.57)
# come from single clusters, which hardly ever meet: these two get what all others need.
LEAST: Mapping[str, float] = MappingProxyType(
    {
        "Arab": 1.4,
        "Beng": 1.26,
        "Deva": 1.22,
        "Ethi": 1.15,
        "Gujr": 1.2,
        "Guru": 1.22,
        "Khmr": 1.45,
        "Knda": 1.3,
        "Laoo": 1.35,
        "Mlym": 1.25,
        "Mymr": 1.45,
        "Sinh": 1.25,
        "Taml": 1.2,
        "Telu": 1.35,
        "Thai": 1.3,
    }
)

STACKED = ("vi", "yo")
"""Languages in Latin letters with marks upon marks, on capitals too."""


def least_leading(language: str) -> float:
    """The least leading of a language's script, in ems; 0 where any that a style asks for will do."""
    if language.split("-")[0] in STACKED:
        return 1.2
    return LEAST.get(script_of(language), 0.0)
