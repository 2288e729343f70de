"""Lay finished pages out on the sheets that a target asks for.

A page is composed once with grounds that go over its edges. What of that may show is settled here,
by a clip: nothing past a fold ever, the target's bleed past a trim edge, and for the clinic's own
printer (no bleed, never cut) nothing in the margin that the printer cannot print on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brochure.composition.leaflet import Stroke
from brochure.diagnostics import Findings
from brochure.sheets.folds import FoldScheme
from brochure.sheets.folds import Place
from brochure.sheets.folds import Side
from brochure.sheets.papers import FOLD_ZONE
from brochure.sheets.papers import TEXT_INSET
from brochure.sheets.papers import UnknownName
from brochure.targets import Target
from brochure.units import millimetres
from brochure.units import MM
from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size

TICK_LENGTH = 4 * MM
TICK_WIDTH = 0.25
"""The thinnest positive line that printers accept, in points."""

_SHORTEST_TICK = 1 * MM
_NEAR = 0.01
"""Edges nearer than this, in points, are one edge: panel widths in millimetres do not sum up exactly."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Page number `page` (its index) with its left corner at the head on (x, y) of the sheet, in points.

    Only what lies in `clip`, in the sheet's coordinates, shows; None shows all that the sheet holds.
    """

    page: int
    x: float
    y: float
    clip: Rect | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the file: one side of a sheet, or a panel on its own; all in points, y downwards.

    `trim` is what is left when the bleed has been cut off. `strokes` are artifacts drawn over the placements.
    `folds` are positions from the sheet's left edge. A sheet with no placements is a blank side.
    """

    name: str
    size: Size
    placements: tuple[Placement, ...]
    strokes: tuple[Stroke, ...]
    trim: Rect
    folds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Imposition:
    """The sheets in the file's order, and the edge to turn on, "short" or "long"; None prints one-sided."""

    sheets: tuple[Sheet, ...]
    duplex: str | None


def impose(
    pages: Sequence[tuple[str, Size]],
    scheme: FoldScheme,
    paper: str,
    rtl: bool,
    target: Target,
    margin: float,
) -> Imposition:
    """Place `pages` (name and size in points, in reading order) on sheets of `paper`.

    A target that is not imposed gets one sheet a page. Otherwise the sides of the fold scheme up to the
    last one used follow one another; a side or place without a page stays blank. Several sides are made
    even with a blank one, so that a second copy starts on a fresh sheet whatever the printer's driver
    does; one side alone is printed one-sided. `margin` is what the printer cannot print on, in points.
    Raises UnknownName for a paper or page that the scheme does not have, ValueError for a page of
    another size than its place or given twice, BuildError for a margin that would cut words.
    """
    sides = scheme.sides(paper, rtl)
    places = {place.panel: place for side in sides for place in side.places}
    numbers = _number_pages(pages, places, scheme)
    if not target.imposed:
        return Imposition(
            tuple(_single(number, name, scheme, paper, rtl, target) for name, number in numbers.items()), None
        )
    _check_margin(margin)
    used = [index for index, side in enumerate(sides) if any(place.panel in numbers for place in side.places)]
    count = max(used, default=-1) + 1
    if count > 1:
        count = min(count + count % 2, len(sides))
    sheets = tuple(_whole(side, numbers, target, margin) for side in sides[:count])
    return Imposition(sheets, scheme.duplex if len(sheets) > 1 else None)


def _number_pages(
    pages: Sequence[tuple[str, Size]], places: dict[str, Place], scheme: FoldScheme
) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, (name, size) in enumerate(pages):
        if name not in places:
            raise UnknownName(f"panel of {scheme.name}", name, scheme.reading, "panels")
        if name in numbers:
            raise ValueError(f'panel "{name}" is given twice')
        rect = places[name].rect
        if abs(size.width - rect.width) > _NEAR or abs(size.height - rect.height) > _NEAR:
            raise ValueError(
                f'panel "{name}" is {size.width:.2f} x {size.height:.2f} pt, '
                f"its place {rect.width:.2f} x {rect.height:.2f} pt"
            )
        numbers[name] = number
    return numbers


def _check_margin(margin: float) -> None:
    # `not … <=` also refuses NaN.
    if not 0 <= margin <= TEXT_INSET + _NEAR:
        findings = Findings()
        findings.fail(
            f"a printer's margin of {millimetres(margin):g} mm would cut words off",
            None,
            f"words stand {millimetres(TEXT_INSET):g} mm from the paper's edge: use at most that",
        )
        findings.stop_if_errors()


def _single(number: int, name: str, scheme: FoldScheme, paper: str, rtl: bool, target: Target) -> Sheet:
    """One page alone; its edges on the sheet's trim may bleed, those on a fold end there."""
    side, place = next(
        (side, place) for side in scheme.sides(paper, rtl) for place in side.places if place.panel == name
    )
    bleed = target.bleed
    size = Size(place.rect.width + 2 * bleed, place.rect.height + 2 * bleed)
    trim = Rect(bleed, bleed, place.rect.width, place.rect.height)
    clip = None
    if bleed:
        shown = _bleed(place.rect, side.size, bleed)
        clip = Rect(shown.x - place.rect.x + bleed, shown.y - place.rect.y + bleed, shown.width, shown.height)
    return Sheet(name, size, (Placement(number, bleed, bleed, clip),), (), trim)


def _whole(side: Side, numbers: dict[str, int], target: Target, margin: float) -> Sheet:
    """One side of the sheet with every page that has its place there."""
    bleed = target.bleed
    trim = Rect(bleed, bleed, side.size.width, side.size.height)
    printable = Rect(margin, margin, side.size.width - 2 * margin, side.size.height - 2 * margin)
    placements = []
    for place in side.places:
        if place.panel not in numbers:
            continue
        if bleed:
            shown = _bleed(place.rect, side.size, bleed)
            clip = Rect(shown.x + bleed, shown.y + bleed, shown.width, shown.height)
        else:
            clip = place.rect.intersect(printable)
        placements.append(Placement(numbers[place.panel], place.rect.x + bleed, place.rect.y + bleed, clip))
    folds = tuple(fold.x + bleed for fold in side.folds)
    # What is cut is folded by a machine that is told the measures: ticks are for a clinic's hands.
    strokes = () if bleed or not placements else _ticks(folds, side.size, margin)
    size = Size(side.size.width + 2 * bleed, side.size.height + 2 * bleed)
    return Sheet(side.name, size, tuple(placements), strokes, trim, folds)


def _bleed(rect: Rect, sheet: Size, bleed: float) -> Rect:
    """`rect` with its edges that lie on the sheet's trim moved out by `bleed`; edges on a fold stay."""
    left = bleed if rect.x < _NEAR else 0.0
    head = bleed if rect.y < _NEAR else 0.0
    right = bleed if rect.right > sheet.width - _NEAR else 0.0
    foot = bleed if rect.foot > sheet.height - _NEAR else 0.0
    return Rect(rect.x - left, rect.y - head, rect.width + left + right, rect.height + head + foot)


def _ticks(folds: tuple[float, ...], sheet: Size, margin: float) -> tuple[Stroke, ...]:
    """Short strokes at head and foot of each fold, between the printer's margin and where words may begin."""
    length = min(TICK_LENGTH, FOLD_ZONE - margin)
    if length < _SHORTEST_TICK:
        return ()
    spans = ((margin, margin + length), (sheet.height - margin - length, sheet.height - margin))
    return tuple(
        Stroke((Point(x, head), Point(x, foot)), "rule", TICK_WIDTH) for x in folds for head, foot in spans
    )
