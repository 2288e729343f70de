"""What a leaflet's files have in common: for all clinics, and for all clinics on one imposition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from brochure.document.tree import StructureTree
from brochure.fonts.face import Face
from brochure.memory import Memory
from brochure.pdf.codes import Codes
from brochure.pdf.file import Head
from brochure.pdf.marks import Notes
from brochure.pdf.outline import Heading
from brochure.pdf.store import Store
from brochure.pdf.structure import Elements
from brochure.pdf.structure import Position
from brochure.pdf.structure import Tree
from brochure.pictures.values import Picture
from brochure.units import Rect
from brochure.units import Size

BRAND = 2
"""The object number of the palette's colour space."""

STRUCTURE = 3
"""The object number of the structure tree's root."""

_MEMORY = 16_000_000
"""Two targets of a large leaflet take some 300 kB each; a batch has few impositions a leaflet."""


@dataclass(frozen=True, slots=True)
class PageStreams:
    """A page as object numbers of its streams, a box's name standing where that box's stream goes."""

    size: Size
    contents: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class SheetReady:
    """A sheet as far as it is the same for every clinic.

    `contents` are streams' object numbers and, where a clinic's box goes, its name; `parents` the structure
    elements' references by marked-content id, `length` of them; `links` annotations' object numbers.
    """

    object: int
    size: Size
    trim: Rect
    contents: tuple[int | str, ...]
    parents: bytes
    length: int
    links: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A shared leaflet on one imposition: the file's head, and what the rest is made from.

    `link_parents` are the parent tree's entries for links, as bytes; `next_key` the first key free there.
    `note_ids` are the notes' ids with their elements' numbers, `pictures` the entries that name pictures.
    """

    head: Head
    sheets: tuple[SheetReady, ...]
    positions: tuple[Position, ...]
    elements: Elements
    link_parents: bytes
    next_key: int
    note_ids: tuple[tuple[bytes, int], ...]
    pictures: bytes


@dataclass(frozen=True, slots=True)
class Shared:
    """A leaflet with its clinic boxes open, painted; nothing in it depends on a clinic or on a target.

    `fonts` and `pictures` lead from resource names to object numbers, `numbers` from nodes to those of their
    elements, `mounts` from box names to nodes, `forms` from pictures to resource names; `art` are the
    pictures themselves. `marks` is how many marked-content ids are in use. `laid` remembers impositions.
    """

    store: Store
    pages: tuple[PageStreams, ...]
    structure: StructureTree
    language: str
    notes: Notes
    tree: Tree
    numbers: Mapping[int, int]
    mounts: Mapping[str, int]
    headings: tuple[tuple[int, Heading], ...]
    codes: Mapping[Face, Codes]
    fonts: Mapping[str, int]
    pictures: Mapping[str, int]
    forms: Mapping[tuple[str, bytes], str]
    art: Mapping[str, Picture]
    profile: int
    marks: int
    laid: Memory[Laid] = field(default_factory=lambda: Memory(_MEMORY))
