"""Finished panels and pages: things at absolute positions, each naming its structure node.

Positions are in points from the page's left-hand corner at the head, y downwards. The painter
that takes these decides nothing: whatever is drawn is drawn where it says, in the order it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from brochure.document.tree import Span
from brochure.text.lines import Line
from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size


class TextLine(NamedTuple):
    """A line of text with its left end at (x, y), y on the baseline; `size` and all else in points.

    `spans` are the paragraph's, so that a run's `span` index leads to node, link and language.
    `inks` gives one ink role per span. Lines of one paragraph follow one another in a page's items.
    """

    x: float
    y: float
    size: float
    line: Line
    spans: tuple[Span, ...]
    inks: tuple[str, ...]

    @property
    def ink(self) -> tuple[float, float]:
        """The y of its highest and of its lowest ink: marks upon letters reach higher than any capital."""
        reaches = [
            (y_offset + foot, y_offset + head)
            for run in self.line.runs
            for gid, y_offset in {(gid, y_offset) for gid, _, _, y_offset, _ in run.glyphs}
            for foot, head in (run.face.ink(gid),)
            if foot < head
        ]
        head = max((head for _, head in reaches), default=0.0)
        foot = min((foot for foot, _ in reaches), default=0.0)
        return self.y - head * self.size, self.y - foot * self.size


class Ground(NamedTuple):
    """A filled and perhaps stroked rectangle with rounded corners: always an artifact.

    `fill` and `stroke` are ink roles or None. `radii` are for the corners top-left, top-right,
    bottom-right, bottom-left. A ground that reaches an edge already goes over it by BLEED.
    """

    rect: Rect
    fill: str | None
    radii: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    stroke: str | None = None
    stroke_width: float = 0.0


class Stroke(NamedTuple):
    """An open line through `points` (rules, write-in lines, leaders): always an artifact."""

    points: tuple[Point, ...]
    ink: str
    width: float
    round_caps: bool = False


class Mark(NamedTuple):
    """A list item's label drawn as a shape: `kind` is "disc", "box", "cross" or "dash".

    The painter tags it with `node` (role Lbl) and gives `text` ("•", "☐") as ActualText.
    """

    kind: str
    rect: Rect
    ink: str
    node: int
    text: str
    fill: str | None = None
    stroke_width: float = 0.0


class PlacedPicture(NamedTuple):
    """A picture scaled to fill `rect`; `node` None makes it an artifact. `clip` limits what shows."""

    picture: str
    rect: Rect
    node: int | None
    clip: Rect | None = None
    clip_radii: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


class PlacedCode(NamedTuple):
    """A QR code filling `rect`, its quiet zone outside it; `rows` are strings of 0 and 1."""

    rows: tuple[str, ...]
    rect: Rect
    ink: str
    node: int


Placed = TextLine | Ground | Stroke | Mark | PlacedPicture | PlacedCode


def overhang(items: Iterable[Placed], head: float) -> float:
    """How far ink of lines stands above `head`, in points; in the head margin a printer would cut it off."""
    return max([0.0, *(head - item.ink[0] for item in items if isinstance(item, TextLine))])


BLEED = 6 * 72 / 25.4
"""How far a ground that reaches an edge is drawn over it (6 mm: more than any printer asks for);
imposition clips it to what the target wants."""


class Page(NamedTuple):
    """One panel or page, in reading order among its leaflet's."""

    name: str
    size: Size
    items: tuple[Placed, ...]


class Hole(NamedTuple):
    """Where a clinic's own box goes: `rect` is reserved in the shared composition, `name` says which box.

    `order` is the index among the page's items that the box follows in reading order.
    """

    name: str
    page: int
    rect: Rect
    order: int


class Given(NamedTuple):
    """What copyfit gave: body size in points, leading 1 = the styles' own to 0 = the tightest,
    share of the spaces, width axis in percent, whether optional blocks were left out, and the plan."""

    plan: str
    size: float
    leading: float
    spaces: float
    width: float
    optional: bool


class Leaflet(NamedTuple):
    """Composed pages in reading order, with the clinic's boxes still open."""

    pages: tuple[Page, ...]
    holes: tuple[Hole, ...]
    given: Given


class Part(NamedTuple):
    """A clinic's box, composed: items at absolute positions on page `page` of the leaflet."""

    name: str
    page: int
    items: tuple[Placed, ...]
