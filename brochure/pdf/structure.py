"""Structure elements: which node holds which marked content, and all of it as objects (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from brochure.document.tree import StructureNode
from brochure.document.tree import StructureTree
from brochure.pdf.marks import Marked
from brochure.pdf.marks import Notes
from brochure.pdf.objects import fine_number
from brochure.pdf.objects import name
from brochure.pdf.objects import rectangle
from brochure.pdf.objects import text_string

Kid = Marked | int


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page of the leaflet stands in the file: the sheet's index, its page object, and what to add to
    x and (y upwards) to y of the leaflet's page, whose own height is `height`."""

    sheet: int
    object: int
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Tree:
    """The nodes that hold something, each with its kids in reading order: marked content or child nodes."""

    kids: Mapping[int, tuple[Kid, ...]]
    roots: tuple[int, ...]


def arrange(structure: StructureTree, notes: Notes, mounts: Collection[str] = ()) -> Tree:
    """The kids of all nodes; nodes with nothing at or below them are left out, but those that mount a box.

    A node with marked content of its own (a paragraph with a link in it) takes its child nodes where their
    content comes; a node with children alone keeps the document's order.
    """
    nodes = structure.nodes
    own: dict[int, list[tuple[int, Marked]]] = {}
    first: dict[int, int] = {}
    for at, mark in enumerate(notes.marks):
        own.setdefault(mark.node, []).append((at, mark))
        first.setdefault(mark.node, at)
    for node in reversed(nodes):
        if node.mount in mounts and node.mount is not None:
            first.setdefault(node.number, -1)
        if node.number in first and node.parent is not None:
            mine = first[node.number]
            first[node.parent] = min(mine, first.get(node.parent, mine))
    kids: dict[int, tuple[Kid, ...]] = {}
    for node in nodes:
        if node.number not in first:
            continue
        children = [child for child in node.children if child in first]
        held = own.get(node.number)
        if held is None:
            kids[node.number] = tuple(children)
        elif not children:
            kids[node.number] = tuple(mark for _, mark in held)
        else:
            # `sorted` keeps what comes first in a tie, and no two have the same place.
            places: list[tuple[int, Kid]] = [*held, *((first[child], child) for child in children)]
            kids[node.number] = tuple(kid for _, kid in sorted(places, key=lambda place: place[0]))
    roots = tuple(node.number for node in nodes if node.parent is None and node.number in first)
    return Tree(kids, roots)


@dataclass(frozen=True, slots=True)
class Elements:
    """What it takes to write a tree's elements: object numbers by node, pages' positions, annotations.

    `root` is the object above the tree's roots; `prefix` tells this tree's ids from another's.
    """

    structure: StructureTree
    notes: Notes
    tree: Tree
    numbers: Mapping[int, int]
    positions: Sequence[Position]
    annotations: Mapping[int, tuple[tuple[int, int], ...]]
    root: int
    prefix: str

    def element(self, number: int, mounted: Sequence[int] = ()) -> bytes:
        """The structure element of node `number` (table 323), `mounted` objects hanging at its end."""
        node = self.structure.nodes[number]
        kids = self.tree.kids[number]
        parent = self.root if node.parent is None else self.numbers[node.parent]
        parts = [b"<</Type/StructElem/S", name(node.role), b"/P %d 0 R" % parent]
        home = next((self.positions[kid.page].object for kid in kids if isinstance(kid, Marked)), 0)
        if home:
            parts.append(b"/Pg %d 0 R" % home)
        parts.append(self._kids(number, kids, home, mounted))
        if node.alt is not None:
            parts += [b"/Alt", text_string(node.alt)]
        if node.language is not None:
            parts += [b"/Lang", text_string(node.language)]
        if node.title is not None:
            parts += [b"/T", text_string(node.title)]
        if node.role == "Note":
            parts += [b"/ID", self.note_id(number)]
        parts += [self._actual_text(number, kids), self._attributes(node), b">>"]
        return b"".join(parts)

    def note_id(self, number: int) -> bytes:
        """The id that a Note must have (ISO 14289-1, 7.9)."""
        return text_string(f"{self.prefix}{number:05d}")

    def note_ids(self) -> tuple[tuple[bytes, int], ...]:
        """The tree's notes, each by its id and the number of its element."""
        nodes = self.structure.nodes
        found = (node for node in self.tree.kids if nodes[node].role == "Note")
        return tuple((self.note_id(node), self.numbers[node]) for node in found)

    def _kids(self, number: int, kids: Sequence[Kid], home: int, mounted: Sequence[int]) -> bytes:
        parts: list[bytes] = []
        for kid in kids:
            if not isinstance(kid, Marked):
                parts.append(b"%d 0 R" % self.numbers[kid])
            elif self.positions[kid.page].object == home:
                parts.append(b"%d" % kid.mcid)
            else:
                page = self.positions[kid.page].object
                parts.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page, kid.mcid))
        parts += [
            b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (annotation, page)
            for annotation, page in self.annotations.get(number, ())
        ]
        parts += [b"%d 0 R" % item for item in mounted]
        if not parts:
            return b""
        if len(parts) == 1:
            return b"/K " + parts[0]
        return b"/K[" + b" ".join(parts) + b"]"

    def _actual_text(self, number: int, kids: Sequence[Kid]) -> bytes:
        """What a label's shape stands for, or the words of a node whose lines run from right to left.

        There the glyphs stand in visual order, which readers of pages put right by place; who walks the tree
        hears the words as they are written. Where there are nodes below, these say theirs.
        """
        if number in self.notes.labels:
            return b"/ActualText" + text_string(self.notes.labels[number])
        if number not in self.notes.turned or not all(isinstance(kid, Marked) for kid in kids):
            return b""
        words = self.notes.words(number)
        if self.structure.nodes[number].role == "Span" and "".join(self.notes.texts[number]).endswith(" "):
            words += " "
        return b"/ActualText" + text_string(words)

    def _attributes(self, node: StructureNode) -> bytes:
        """Attribute objects (14.7.5), one an owner; a figure's BBox is in the sheet's space (14.8.5.4.3)."""
        owners: list[bytes] = []
        for owner, group in groupby(node.attributes, key=lambda attribute: attribute[0]):
            pairs = b"".join(name(key) + _attribute(value) for _, key, value in group)
            owners.append(b"<</O" + name(owner) + pairs + b">>")
        covered = self.notes.boxes.get(node.number)
        if covered is not None:
            page, box = covered
            at = self.positions[page]
            head = at.height - box.y + at.y
            area = rectangle(box.x + at.x, head - box.height, box.right + at.x, head)
            owners.append(b"<</O/Layout/Placement/Block/BBox" + area + b">>")
        if not owners:
            return b""
        return b"/A" + (owners[0] if len(owners) == 1 else b"[" + b"".join(owners) + b"]")


def _attribute(value: str) -> bytes:
    """A name, or a number where the value is written as one."""
    try:
        return b" " + fine_number(float(value)).encode("ascii")
    except ValueError:
        return name(value)
