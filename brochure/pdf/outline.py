"""Bookmarks from the headings, through ReportLab's outline."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import PDFOutlines

from brochure.document.tree import StructureTree
from brochure.pdf.marks import Notes
from brochure.pdf.objects import number
from brochure.pdf.structure import Position

_LEVELS = {"H1": 0, "H2": 1}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 0 or 1, and where it begins (the leaflet's page, y downwards in points)."""

    level: int
    words: str
    page: int
    y: float


def gather_headings(structure: StructureTree, notes: Notes) -> tuple[tuple[int, Heading], ...]:
    """The first two levels' headings with their nodes, in reading order; one never drawn is left out."""
    return tuple(
        (
            node.number,
            Heading(_LEVELS[node.role], _words(structure, notes, node.number), *notes.tops[node.number]),
        )
        for node in structure.nodes
        if node.role in _LEVELS and node.number in notes.tops
    )


def _words(structure: StructureTree, notes: Notes, node: int) -> str:
    below = (_words(structure, notes, child) for child in structure.nodes[node].children)
    return " ".join(words for words in (notes.words(node), *below) if words)


class Bookmarks:
    """What ReportLab's outline asks of a canvas: destinations by name."""

    def __init__(self, headings: Iterable[Heading], positions: Sequence[Position]) -> None:
        self.headings = tuple(headings)
        self.positions = positions

    def fill(self, outlines: PDFOutlines) -> None:
        """Enter the headings; a level is never left out on the way down."""
        level = -1
        for index, heading in enumerate(self.headings):
            level = min(heading.level, level + 1)
            outlines.addOutlineEntry(str(index), level, heading.words)

    def _bookmarkReference(self, name: str) -> bytes:  # noqa: N802 - ReportLab's name
        """The destination of heading number `name`: its place on the sheet, the zoom left as it is."""
        heading = self.headings[int(name)]
        at = self.positions[heading.page]
        head = number(at.height - heading.y + at.y)
        return f"[{at.object} 0 R/XYZ {number(at.x)} {head} null]".encode("ascii")
