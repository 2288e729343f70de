"""What an inspection found, as values that know nothing of PDF objects.

Places are in points from the left corner at the head of a page's media box, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brochure.diagnostics import Diagnostic
from brochure.units import Rect
from brochure.units import Size


@dataclass(frozen=True, slots=True)
class PageInfo:
    """A page's media box, its rotation in degrees, and the other boxes that it states ("TrimBox")."""

    size: Size
    rotation: int
    boxes: tuple[tuple[str, Rect], ...]
    tab_order: str | None


@dataclass(frozen=True, slots=True)
class FontInfo:
    """A font as the file holds it; `name` is without the subset's tag, `kind` as "Type0/CIDFontType2".

    `unicode` says whether codes are mapped to text by a ToUnicode CMap.
    """

    name: str
    embedded: bool
    subset: bool
    kind: str
    unicode: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one marked-content sequence: `drawn` from its glyphs, `said` with ActualText in its place.

    A new line within it is "\\n". `first` and `last` are its first and last baseline, y downwards, None
    where it draws no text; `size` is that of its last text in points; `page` counts from 0.
    """

    page: int
    mcid: int
    drawn: str
    said: str
    first: float | None = None
    last: float | None = None
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element: `role` as written, `standard` after the role map; kids in reading order.

    `lang` is what the element itself states. `links` are indices into Report.links, `title` is /T.
    """

    role: str
    standard: str
    kids: tuple[Node | Piece, ...] = ()
    alt: str | None = None
    actual: str | None = None
    lang: str | None = None
    title: str | None = None
    links: tuple[int, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()

    @property
    def children(self) -> tuple[Node, ...]:
        """The elements below, without the content."""
        return tuple(kid for kid in self.kids if isinstance(kid, Node))

    @property
    def text(self) -> str:
        """All words in this element, in reading order, ActualText taken for what it replaces."""
        return text_of(self)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation: `uri` None leads within the file; `contents` is what it says of itself."""

    uri: str | None
    rect: Rect
    page: int
    contents: str | None
    tagged: bool


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An outline entry; `level` counts from 1, `page` from 0, None where it leads nowhere known."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """A raster image where it is drawn: pixels, and the lower of its two resolutions in dots per inch."""

    page: int
    width: int
    height: int
    resolution: float


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """An output intent: its subtype ("GTS_PDFA1"), condition, and whether it carries a profile."""

    subtype: str
    condition: str
    profile: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that an inspection found.

    `standards` are those that the metadata claim ("PDF/A-2a", "PDF/UA-1"); `identifiers`, `dates` and
    `information` are pairs of name and value. `loose` is, by page, text that is neither in the structure
    nor an artifact, `artifacts` text that is declared one. `problems` are warnings.
    """

    version: str
    pages: tuple[PageInfo, ...]
    title: str | None
    language: str | None
    tagged: bool
    identifiers: tuple[tuple[str, str], ...]
    standards: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    information: tuple[tuple[str, str], ...]
    fonts: tuple[FontInfo, ...]
    structure: tuple[Node, ...]
    loose: tuple[str, ...]
    artifacts: tuple[str, ...]
    links: tuple[Link, ...]
    bookmarks: tuple[Bookmark, ...]
    viewer: tuple[tuple[str, str], ...]
    intents: tuple[OutputIntent, ...]
    images: tuple[ImageInfo, ...]
    problems: tuple[Diagnostic, ...]

    def walk(self) -> Iterator[Node]:
        """Every structure element, in reading order."""
        for node in self.structure:
            yield from node.walk()


INLINE = frozenset(
    {"Span", "Strong", "Em", "Link", "Reference", "Quote", "Code", "Annot", "Sub", "NonStruct"}
)
"""Standard roles that stand within a line (ISO 32000-1, table 338, and 32000-2's Strong, Em and Sub)."""

NEW_LINE = 0.6
"""Baselines nearer than this, in ems, are one line: a raised or lowered glyph makes no new one."""


def text_of(node: Node, actual: bool = True, alt: bool = False) -> str:
    """A node's words in reading order, "\\n" between lines and blocks.

    Not `actual` takes drawn glyphs only; `alt` takes alternative texts for the elements that have one.
    """
    out: list[str] = []
    last: Piece | None = None

    def visit(kid: Node | Piece) -> None:
        nonlocal last
        if isinstance(kid, Piece):
            text = kid.said if actual else kid.drawn
            if out and last is not None and text and _breaks(last, kid):
                out.append("\n")
            out.append(text)
            last = kid if text else last
            return
        block = kid.standard not in INLINE
        if block and out and out[-1] != "\n":
            out.append("\n")
            last = None
        if actual and kid.actual is not None:
            out.append(kid.actual)
        elif alt and kid.alt is not None:
            out.append(f"\n{kid.alt}\n")
        else:
            for below in kid.kids:
                visit(below)
        if block and out and out[-1] != "\n":
            out.append("\n")
            last = None

    visit(node)
    return "".join(out).strip("\n")


def _breaks(before: Piece, after: Piece) -> bool:
    if before.page != after.page:
        return True
    if before.last is None or after.first is None:
        return False
    return abs(before.last - after.first) > NEW_LINE * before.size
