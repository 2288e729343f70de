"""What there is to translate: each text of the leaflet under its path, with what a translator should know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brochure.content.model import Content
from brochure.marked import Str


@dataclass(frozen=True, slots=True)
class Unit:
    """One text: `context` is its path ("safety.stop.clot"), `words` are in the own language."""

    context: str
    words: Str
    notes: tuple[str, ...] = ()


def find_units(content: Content) -> Iterator[Unit]:
    """All that is to be translated, in reading order; terms come first, because all else uses them."""
    for name, term in content.terminology.items():
        yield Unit(f"terminology.{name}", term)
    for path, words in content.texts():
        yield Unit(path, words)
