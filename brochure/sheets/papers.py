"""Papers by name, and how far words stay from their edge."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from brochure.diagnostics import nearest
from brochure.units import INCH
from brochure.units import MM
from brochure.units import Size

PAPERS: Mapping[str, Size] = MappingProxyType(
    {
        "a4": Size(210 * MM, 297 * MM),  # ISO 216
        "letter": Size(8.5 * INCH, 11 * INCH),  # ANSI/ASME Y14.1, size A
    }
)

TEXT_INSET = 8 * MM
"""No words come nearer to the trim than this (printers ask for 3 to 5 mm): what a printer may leave white."""

FOLD_ZONE = 9 * MM
"""How far from the sheet's head and foot a fold is free of words, and may bear a tick."""


class UnknownName(KeyError):
    """A paper, fold scheme or panel that does not exist; `hints` lead to the nearest that does."""

    def __init__(self, kind: str, word: str, known: tuple[str, ...], plural: str) -> None:
        self.message = f'"{word}" is not a {kind}'
        self.hints = nearest(word, known, plural)
        super().__init__(self.message)

    def __str__(self) -> str:
        return "; ".join((self.message, *self.hints))


def paper_size(name: str) -> Size:
    """Width and height, in points, of a paper held upright; UnknownName when there is no such paper."""
    size = PAPERS.get(name)
    if size is None:
        raise UnknownName("paper", name, tuple(PAPERS), "papers")
    return size
