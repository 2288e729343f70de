"""What the text engine has to know about single characters: white, invisible, of which script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import icu

LINE_BREAK = "\u2028"
SOFT_HYPHEN = "\u00ad"

# Drawn as nothing and meaning nothing to who copies the text: soft hyphen, zero width space, word joiner,
# bidi controls, byte order mark.
_SILENT = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
# Drawn as nothing, yet part of the spelling: joiners, variation selectors, fillers.
_SPELT = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)

ignorable = re.compile(f"[{_SILENT}{_SPELT}]").search
"""Default ignorable code points (Unicode, DerivedCoreProperties): they take their neighbour's font."""

_silent = re.compile(f"[{_SILENT}]+")
_HANGING = frozenset(
    " \u1680\u205f\u3000\u00ad\u061c\u180e\u200b\u200e\u200f\ufeff\u2028"
    + "".join(
        map(
            chr,
            (*range(0x2000, 0x2007), *range(0x2008, 0x200B), *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
        )
    )
)
"""What hangs at a line's end: spaces that may break, and what is silent."""
_controls = re.compile("[\u0000-\u001f\u007f-\u009f\u2029]")

# Hebrew to Arabic Extended, presentation forms, the right-to-left blocks beyond the BMP, bidi controls.
needs_bidi = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
).search
"""Whether left-to-right text holds anything that the bidi algorithm would move (UAX #9)."""


def visible(text: str) -> str:
    """The text without what is neither drawn nor spelt."""
    return _silent.sub("", text)


def without_controls(text: str) -> str:
    """The text with each control character and paragraph separator as a space; of the same length."""
    return _controls.sub(" ", text) if _controls.search(text) else text


def visible_end(text: str, start: int, end: int) -> int:
    """Where text[start:end] ends when what hangs at a line's end is left out (at least `start`)."""
    while end > start and text[end - 1] in _HANGING:
        end -= 1
    return end


class _Scripts(dict[str, str]):
    """Characters to ISO 15924 codes: a pure function, worked out at a character's first use."""

    def __missing__(self, char: str) -> str:
        self[char] = found = str(icu.Script.getScript(char).getShortName())
        return found


@lru_cache(maxsize=1)
def scripts() -> Mapping[str, str]:
    """Characters to the short names of their scripts; "Zyyy" and "Zinh" take their neighbour's (UAX #24)."""
    return _Scripts()
