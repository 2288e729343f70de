"""Bookmarks from the headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brochure.document.tree import StructureTree
from brochure.pdf.marks import Notes
from brochure.pdf.objects import number
from brochure.pdf.objects import text_string
from brochure.pdf.store import Store
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


def add_bookmarks(headings: Sequence[Heading], positions: Sequence[Position], store: Store) -> bytes | None:
    """Put the outline into the store (ISO 32000-1, 12.3.3); gives a reference to it, None without headings.

    A level is never left out on the way down: a second-level heading before any first is on the first.
    """
    if not headings:
        return None
    root = store.reserve()
    numbers = [store.reserve() for _ in headings]
    parents: list[int] = []
    children: dict[int, list[int]] = {root: []}
    top = root
    for heading, item in zip(headings, numbers, strict=True):
        parent = root if heading.level == 0 or top == root else top
        if parent == root:
            top = item
        parents.append(parent)
        children.setdefault(parent, []).append(item)
    for heading, item, parent in zip(headings, numbers, parents, strict=True):
        around = children[parent]
        at = around.index(item)
        links = b"/Prev %d 0 R" % around[at - 1] if at else b""
        links += b"/Next %d 0 R" % around[at + 1] if at + 1 < len(around) else b""
        store.add(
            b"<</Title%s/Parent %d 0 R%s%s/Dest%s>>"
            % (
                text_string(heading.words),
                parent,
                links,
                _ends(children.get(item, []), len(children.get(item, []))),
                _destination(heading, positions),
            ),
            item,
        )
    store.add(b"<</Type/Outlines%s>>" % _ends(children[root], len(numbers)), root)
    return b"%d 0 R" % root


def _ends(items: Sequence[int], count: int) -> bytes:
    """First and last of the items below, and how many show when all is unfolded."""
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (items[0], items[-1], count) if items else b""


def _destination(heading: Heading, positions: Sequence[Position]) -> bytes:
    """The heading's place on its sheet, the zoom left as it is."""
    at = positions[heading.page]
    head = number(at.height - heading.y + at.y)
    return f"[{at.object} 0 R/XYZ {number(at.x)} {head} null]".encode("ascii")
