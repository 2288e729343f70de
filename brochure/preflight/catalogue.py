"""What a file says of itself: metadata, standards claimed, links, bookmarks, boxes, viewer preferences."""

from __future__ import annotations

from collections.abc import Mapping

from brochure.preflight.objects import box
from brochure.preflight.objects import downwards
from brochure.preflight.objects import entries
from brochure.preflight.objects import entry
from brochure.preflight.objects import Identity
from brochure.preflight.objects import identity
from brochure.preflight.objects import inherited
from brochure.preflight.objects import integer
from brochure.preflight.objects import items
from brochure.preflight.objects import name
from brochure.preflight.objects import Opened
from brochure.preflight.objects import PdfObject
from brochure.preflight.objects import raw
from brochure.preflight.objects import shown
from brochure.preflight.objects import string
from brochure.preflight.report import Bookmark
from brochure.preflight.report import Link
from brochure.preflight.report import OutputIntent
from brochure.preflight.report import PageInfo
from brochure.units import Rect
from brochure.units import Size

MAX_LINKS = 10_000
MAX_BOOKMARKS = 5_000

_BOXES = ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_NO_BOX = (0.0, 0.0, 0.0, 0.0)

Pairs = tuple[tuple[str, str], ...]


def read_pages(pages: tuple[PdfObject, ...]) -> tuple[PageInfo, ...]:
    """Each page's size and stated boxes, in points, y downwards from its media box's head."""
    found = []
    for page in pages:
        media = box(inherited(page, "/MediaBox")) or _NO_BOX
        stated = []
        for key in _BOXES:
            inner = box(inherited(page, key) if key == "/CropBox" else entry(page, key))
            if inner is not None:
                stated.append((key[1:], downwards(inner, media)))
        size = Size(media[2] - media[0], media[3] - media[1])
        rotation = (integer(inherited(page, "/Rotate")) or 0) % 360
        found.append(PageInfo(size, rotation, tuple(stated), name(entry(page, "/Tabs"))))
    return tuple(found)


def read_links(pages: tuple[PdfObject, ...]) -> tuple[tuple[Link, ...], dict[Identity, int]]:
    """Link annotations in the pages' order, not yet known to be tagged, and their numbers by identity."""
    links: list[Link] = []
    numbers: dict[Identity, int] = {}
    for index, page in enumerate(pages):
        media = box(inherited(page, "/MediaBox")) or _NO_BOX
        for annotation in items(entry(page, "/Annots")):
            if name(entry(annotation, "/Subtype")) != "Link" or len(links) >= MAX_LINKS:
                continue
            place = box(entry(annotation, "/Rect"))
            action = entry(annotation, "/A")
            # A URI is a byte string in 7-bit ASCII (ISO 32000-1, 12.6.4.7).
            uri = raw(entry(action, "/URI")) if name(entry(action, "/S")) == "URI" else None
            if identity(annotation) != (0, 0):
                numbers[identity(annotation)] = len(links)
            links.append(
                Link(
                    uri.decode("utf-8", "replace") if uri is not None else None,
                    downwards(place, media) if place else Rect(0.0, 0.0, 0.0, 0.0),
                    index,
                    string(entry(annotation, "/Contents")),
                    tagged=False,
                )
            )
    return tuple(links), numbers


def read_bookmarks(opened: Opened, pages: Mapping[Identity, int]) -> tuple[Bookmark, ...]:
    """Outline entries in reading order, MAX_BOOKMARKS and thirty levels at most."""
    found: list[Bookmark] = []
    met: set[Identity] = set()

    def visit(item: PdfObject, level: int) -> None:
        while item is not None and level <= 30 and len(found) < MAX_BOOKMARKS and identity(item) not in met:
            met.add(identity(item))
            target = entry(item, "/Dest")
            action = entry(item, "/A")
            if target is None and name(entry(action, "/S")) == "GoTo":
                target = entry(action, "/D")
            place = items(target)
            page = pages.get(identity(place[0])) if place else None
            found.append(Bookmark(string(entry(item, "/Title")) or "", level, page))
            visit(entry(item, "/First"), level + 1)
            item = entry(item, "/Next")

    visit(entry(entry(opened.catalogue, "/Outlines"), "/First"), 1)
    return tuple(found)


def read_viewer(opened: Opened) -> Pairs:
    """Viewer preferences as names and values; yes and no are "true" and "false"."""
    found = entries(entry(opened.catalogue, "/ViewerPreferences"))
    return tuple((key[1:], shown(value)) for key, value in found)


def read_intents(opened: Opened) -> tuple[OutputIntent, ...]:
    """Output intents in the catalogue's order."""
    return tuple(
        OutputIntent(
            name(entry(intent, "/S")) or "",
            string(entry(intent, "/OutputConditionIdentifier")) or "",
            entry(intent, "/DestOutputProfile") is not None,
        )
        for intent in items(entry(opened.catalogue, "/OutputIntents"))[:20]
    )


def read_information(opened: Opened) -> Pairs:
    """The information dictionary's texts by name, without strokes."""
    found = entries(entry(opened.trailer, "/Info"))
    return tuple((key[1:], text) for key, value in found if (text := string(value)) is not None)


def read_id(opened: Opened) -> Pairs:
    """The trailer's two file identifiers in hexadecimal digits, as ("ID", …) and ("ID changing", …)."""
    both = [raw(part) for part in items(entry(opened.trailer, "/ID"))]
    return tuple(
        (label, part.hex())
        for label, part in zip(("ID", "ID changing"), both, strict=False)
        if part is not None
    )
