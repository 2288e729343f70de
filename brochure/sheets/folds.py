"""Fold schemes as data: the panels in reading order, their sizes, and where each lands on which side.

Widths and orders are those of facts that printers publish: a roll fold's tucked-in panel is 1/16 in
(Letter) or 3 mm (A4) narrower than the other two. A right-to-left leaflet is the mirror image.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from brochure.sheets.papers import paper_size
from brochure.sheets.papers import UnknownName
from brochure.units import INCH
from brochure.units import MM
from brochure.units import Rect
from brochure.units import Size


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel or page by its logical name, and its size in points."""

    name: str
    size: Size


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel lands on its side: `rect` in points from the sheet's left corner at the head."""

    panel: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold that runs from head to foot at `x`, in points from the sheet's left edge."""

    x: float


@dataclass(frozen=True, slots=True)
class Side:
    """One printed side of a sheet: places from left to right, and the folds between them."""

    name: str
    size: Size
    places: tuple[Place, ...]
    folds: tuple[Fold, ...]


@dataclass(frozen=True, slots=True)
class FoldScheme:
    """How a sheet becomes a leaflet.

    `reading` holds the panels in reading order. `rows` holds, side by side of the sheet, its name and its
    panels from start to end. `widths` holds, by paper, the panels that do not have the sheet's whole
    width. `neighbours` are panels seen side by side, from start to end: flat, or with the cover open.
    `duplex` is the edge that the printer turns the sheet on, "short" or "long".
    """

    name: str
    summary: str
    reading: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    duplex: str
    landscape: bool = False
    widths: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()
    neighbours: tuple[tuple[str, ...], ...] = ()

    def sheet(self, paper: str) -> Size:
        """The sheet's trimmed size in points, as its sides are seen; UnknownName for an unknown paper."""
        size = paper_size(paper)
        return Size(size.height, size.width) if self.landscape else size

    def panels(self, paper: str, rtl: bool = False) -> tuple[Panel, ...]:
        """Every panel in reading order with its size in points; UnknownName for an unknown paper.

        A panel is as large in either direction: `rtl` is taken so that callers need not know that.
        """
        sizes = {place.panel: place.rect for side in self.sides(paper, rtl) for place in side.places}
        return tuple(Panel(name, Size(sizes[name].width, sizes[name].height)) for name in self.reading)

    def sides(self, paper: str, rtl: bool = False) -> tuple[Side, ...]:
        """The printed sides in the order that the printer takes them; UnknownName for an unknown paper.

        Right to left, each side is mirrored between its panels, never within one.
        """
        return _sides(self, paper, rtl)


@lru_cache(maxsize=64)
def _sides(scheme: FoldScheme, paper: str, rtl: bool) -> tuple[Side, ...]:
    sheet = scheme.sheet(paper)
    widths = dict(dict(scheme.widths).get(paper, ()))
    sides = []
    for name, row in scheme.rows:
        places, x = [], 0.0
        for panel in reversed(row) if rtl else row:
            width = widths.get(panel, sheet.width)
            places.append(Place(panel, Rect(x, 0.0, width, sheet.height)))
            x += width
        folds = tuple(Fold(place.rect.x) for place in places[1:])
        sides.append(Side(name, sheet, tuple(places), folds))
    return tuple(sides)


def _roll_widths(wide: float, tucked: float) -> tuple[tuple[str, float], ...]:
    names = ("cover", "flap", "inside-1", "inside-2", "inside-3", "back")
    # The flap and inside-3 are two faces of one piece of paper: the one that is tucked in.
    return tuple((name, tucked if name in {"flap", "inside-3"} else wide) for name in names)


_ROLL_FOLD = FoldScheme(
    name="roll-fold",
    summary="three panels, the end one folded in first and the cover over it",
    reading=("cover", "flap", "inside-1", "inside-2", "inside-3", "back"),
    rows=(("outside", ("flap", "back", "cover")), ("inside", ("inside-1", "inside-2", "inside-3"))),
    duplex="short",
    landscape=True,
    widths=(
        ("a4", _roll_widths(100 * MM, 97 * MM)),
        ("letter", _roll_widths(3.6875 * INCH, 3.625 * INCH)),
    ),
    neighbours=(("inside-1", "inside-2", "inside-3"), ("inside-1", "flap"), ("flap", "back", "cover")),
)

_TWO_SIDED = FoldScheme(
    name="two-sided",
    summary="upright pages on both sides of one sheet or two, not folded",
    reading=("page-1", "page-2", "page-3", "page-4"),
    rows=tuple((name, (name,)) for name in ("page-1", "page-2", "page-3", "page-4")),
    duplex="long",
)

SCHEMES: Mapping[str, FoldScheme] = MappingProxyType(
    {scheme.name: scheme for scheme in (_ROLL_FOLD, _TWO_SIDED)}
)


def scheme(name: str) -> FoldScheme:
    """The fold scheme of that name; UnknownName, with the nearest name in its hints, when there is none."""
    found = SCHEMES.get(name)
    if found is None:
        raise UnknownName("fold scheme", name, tuple(SCHEMES), "fold schemes")
    return found
