"""Where everything stands in one panel, once its heights are known.

Inside, distances run from the panel's start edge; what is emitted is turned to left-hand
distances on the way out, which is all that mirroring within a panel needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from itertools import pairwise
from math import fsum
from typing import NamedTuple

from brochure.composition.leaflet import BLEED
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import overhang
from brochure.composition.leaflet import Placed
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import Stroke
from brochure.composition.leaflet import TextLine
from brochure.composition.measure import kept_with_next
from brochure.composition.measure import Measure
from brochure.composition.measure import names
from brochure.composition.measure import number
from brochure.composition.measure import own_room
from brochure.composition.measure import picture_name
from brochure.composition.measure import Room
from brochure.composition.measure import says
from brochure.composition.measure import SIGN_GAP
from brochure.composition.measure import WORDS
from brochure.composition.typeset import LISTS
from brochure.document.tree import Element
from brochure.document.tree import Span
from brochure.styles.resolve import BoxStyle
from brochure.styles.resolve import ListStyle
from brochure.styles.resolve import ParagraphStyle
from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size

SPREAD_LIMIT = 22.0
"""Points that one gap may gain when a stack spreads: more would tear apart what belongs together."""

LEADER_WIDTH = 1.25
"""Points: the line from a label to its picture, as light as the drawings' fine strokes."""

SHARES = {"start": 0.0, "head": 0.0, "center": 0.5, "end": 1.0, "foot": 1.0}
"""Of the space that is left over, how much stands before a thing by its `align` or `valign`."""

DRAWN = ("img", "logo", "qr", "rule", "write-in", "figure")


class Emitted(NamedTuple):
    """Something placed, with the reading order it is painted in (a structure node's number)."""

    order: float
    item: Placed


class HolePlace(NamedTuple):
    """Where a clinic's box stands in its panel; `rect` from the left."""

    order: float
    name: str
    rect: Rect
    inks: tuple[tuple[str, str], ...]


class ColumnPlace(NamedTuple):
    """Where a column of a flow stands in its panel; `room` and `x`, `y` from the start edge."""

    element: Element
    room: Room
    x: float
    y: float
    height: float
    inks: Mapping[str, str]


@dataclass(slots=True)
class Placer:
    """Places things on one panel of `size`; what it has emitted is in `items`, `holes` and `columns`.

    A `dry` placer leaves words out: enough to learn which heights the columns get.
    """

    measure: Measure
    size: Size
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    items: list[Emitted] = field(default_factory=list)
    holes: list[HolePlace] = field(default_factory=list)
    columns: list[ColumnPlace] = field(default_factory=list)
    dry: bool = False
    cursor: float = 0.0

    def emit(self, item: Placed) -> None:
        self.items.append(Emitted(self.cursor, item))

    def left(self, x: float, width: float) -> float:
        """The left-hand distance of something `width` wide that stands `x` from the start edge."""
        return self.size.width - x - width if self.measure.setter.rtl else x

    def place(
        self, element: Element, room: Room, x: float, y: float, height: float, inks: Mapping[str, str]
    ) -> None:
        """Place one element, given the room it was measured in and the height it gets (natural or more)."""
        if element.node is not None:
            self.cursor = element.node
        name = element.name
        if self.dry and (name in WORDS or name in LISTS or name in DRAWN):
            return
        if name in WORDS:
            own = own_room(element, room)
            style = self.measure.setter.paragraph_style(element)
            self.words(element, style, own.width, x + own.start - room.start, y, inks)
        elif name in LISTS:
            self._list(element, room, x, y, inks)
        elif name in ("img", "logo"):
            self._picture(element, room, x, y, height)
        elif name == "qr":
            self._code(element, room, x, y, inks)
        elif name == "rule":
            self._rule(element, room, x, y, inks)
        elif name == "write-in":
            self._write_in(element, room, x, y, inks)
        elif name == "clinic":
            rect = Rect(self.left(x, room.width), y, room.width, height)
            self.holes.append(
                HolePlace(self.cursor, str(element.attributes["name"]), rect, tuple(inks.items()))
            )
        elif name == "column":
            self.columns.append(ColumnPlace(element, room, x, y, height, inks))
        elif name == "row":
            self._row(element, room, x, y, height, inks)
        elif name == "figure":
            self._figure(element, room, x, y, height, inks)
        elif name != "spacer":
            first = len(self.items)
            self._box(element, room, x, y, height, inks)
            if name == "head" and (drop := overhang((one.item for one in self.items[first:]), y)):
                del self.items[first:]
                self._box(element, room, x, y + drop, height, inks)

    def words(
        self,
        element: Element,
        style: ParagraphStyle,
        width: float,
        x: float,
        y: float,
        inks: Mapping[str, str],
        part: slice | None = None,
    ) -> None:
        """A paragraph's lines (or `part` of them), the first one's head at `y`."""
        if self.dry:
            return
        measure = self.measure
        fit = measure.fit
        lines = measure.setter.lines(element, style, fit, width)
        size, distance = fit.points(style), fit.baseline_distance(style)
        face = measure.setter.typefaces.chain(style).first(style.weight, fit.width)
        # Half the leading stands above the line and half below, as in CSS 2.1, 10.8.1.
        baseline = y + (distance - (face.ascender - face.descender) * size) / 2 + face.ascender * size
        ink = inks.get(style.ink, style.ink)
        colours = tuple(ink for _ in element.spans)
        share = SHARES[style.align]
        for index, line in enumerate(lines[part] if part else lines):
            advance = line.advance * size
            start = x + (width - advance) * share
            self.emit(
                TextLine(
                    round(self.left(start, advance), 3),
                    round(baseline + index * distance, 3),
                    size,
                    line,
                    element.spans,
                    colours,
                )
            )

    def _list(self, element: Element, room: Room, x: float, y: float, inks: Mapping[str, str]) -> None:
        for item in self.measure.children(element):
            self.item(element, item, room, x, y, inks)
            y += self.measure.item_height(element, item, room)
            y += self.measure.setter.list_style(element).gap * self.measure.fit.spaces

    def item(
        self, element: Element, item: Element, room: Room, x: float, y: float, inks: Mapping[str, str]
    ) -> None:
        """One list item: its mark beside the first line, its words behind the indent."""
        setter = self.measure.setter
        listed = setter.list_style(element)
        style = setter.styles.paragraph[listed.paragraph]
        label = item.attributes.get("label-node")
        if isinstance(label, int) and listed.mark != "none":
            self.cursor = label
            self._mark(element, item, listed, style, label, x, y, inks)
        if item.node is not None:
            self.cursor = item.node
        self.words(item, style, room.width - listed.indent, x + listed.indent, y, inks)

    def _mark(
        self,
        element: Element,
        item: Element,
        listed: ListStyle,
        style: ParagraphStyle,
        node: int,
        x: float,
        y: float,
        inks: Mapping[str, str],
    ) -> None:
        setter, fit = self.measure.setter, self.measure.fit
        size, distance = fit.points(style), fit.baseline_distance(style)
        if listed.mark == "number":
            text = str(item.attributes.get("label") or "")
            numbered = Element("p", {}, spans=(Span(text, node),), node=node, source=item.source)
            self.words(numbered, style, listed.indent, x, y, inks)
            return
        face = setter.typefaces.chain(style).first(style.weight, fit.width)
        baseline = y + (distance - (face.ascender - face.descender) * size) / 2 + face.ascender * size
        # A disc stands on the middle of the small letters, a box on the middle of the capitals.
        middle = (face.x_height if listed.mark != "box" else face.cap_height) * size / 2
        side = listed.mark_size
        rect = Rect(round(self.left(x, side), 3), round(baseline - middle - side / 2, 3), side, side)
        kinds = {"disc": "\u2022", "box": "\u2610", "cross": "\u2715"}
        ink = inks.get(listed.mark_ink, listed.mark_ink)
        fill = inks.get(listed.mark_fill, listed.mark_fill) if listed.mark_fill else None
        width = {"disc": 0.0, "box": 1.3, "cross": 1.9}[listed.mark]
        self.emit(Mark(listed.mark, rect, ink, node, kinds[listed.mark], fill, width))

    def _picture(self, element: Element, room: Room, x: float, y: float, height: float) -> None:
        measure = self.measure
        name = picture_name(element)
        picture = measure.setter.pictures[name]
        width, natural = measure.picture_size(element, room)
        reaches = names(element, "reaches")
        if "start" in reaches:
            x -= room.start
        elif not reaches:
            x += (room.width - width) * SHARES[str(element.attributes.get("align") or "start")]
        if "foot" in reaches:
            height += room.foot
        if "head" in reaches:
            y -= room.head
            height += room.head
        # What is too high is cropped at its foot; what has room to spare stands at the foot.
        top = y + max(0.0, height - natural)
        trim = picture.view
        scale = width / trim.width
        left = self.left(x, width)
        rect = Rect(
            round(left - trim.x * scale, 3),
            round(top - trim.y * scale, 3),
            round(picture.size.width * scale, 3),
            round(picture.size.height * scale, 3),
        )
        clip = None
        bleeds = picture.view.width < picture.size.width or picture.view.height < picture.size.height
        if bleeds or natural > height + 0.01:
            clip = self._visible(Rect(left, y, width, height), reaches)
        self.emit(PlacedPicture(name, rect, element.node, clip))

    def _visible(self, box: Rect, reaches: Sequence[str]) -> Rect:
        """What of a drawing may show: its box, and at sides that reach the edge as far as grounds go."""
        before, after = ("end", "start") if self.measure.setter.rtl else ("start", "end")
        start = BLEED if before in reaches else 0.0
        head = BLEED if "head" in reaches else 0.0
        return Rect(
            round(box.x - start, 3),
            round(box.y - head, 3),
            round(box.width + start + (BLEED if after in reaches else 0.0), 3),
            round(box.height + head + (BLEED if "foot" in reaches else 0.0), 3),
        )

    def _code(self, element: Element, room: Room, x: float, y: float, inks: Mapping[str, str]) -> None:
        side = number(element, "width") or number(element, "height")
        rows = self.codes[str(element.attributes["value"])]
        # ISO/IEC 18004, 5.3.8: four modules of quiet on all sides, inside the space that the code is given.
        quiet = side * 4 / (len(rows) + 8) if says(element, "quiet") else 0.0
        rect = Rect(
            round(self.left(x, side) + quiet, 3), round(y + quiet, 3), side - 2 * quiet, side - 2 * quiet
        )
        node = element.node if element.node is not None else 0
        self.emit(PlacedCode(rows, rect, inks.get("ink", "ink"), node))

    def _rule(self, element: Element, room: Room, x: float, y: float, inks: Mapping[str, str]) -> None:
        width = number(element, "height", 0.75)
        ink = str(element.attributes.get("ink") or "rule")
        self._line(x, x + room.width, y + width / 2, inks.get(ink, ink), width)

    def _write_in(self, element: Element, room: Room, x: float, y: float, inks: Mapping[str, str]) -> None:
        pitch = number(element, "pitch", 27.0)
        for index in range(int(number(element, "lines", 2))):
            self._line(x, x + room.width, y + pitch * (index + 1), inks.get("rule", "rule"), 1.0)

    def _line(self, x1: float, x2: float, y: float, ink: str, width: float) -> None:
        left = self.left(x1, x2 - x1)
        points = (Point(round(left, 3), round(y, 3)), Point(round(left + x2 - x1, 3), round(y, 3)))
        self.emit(Stroke(points, ink, width))

    def _row(
        self, element: Element, room: Room, x: float, y: float, height: float, inks: Mapping[str, str]
    ) -> None:
        measure = self.measure
        inks = self.ground(element, room, x, y, height, inks)
        head, foot = measure.paddings(element)
        y, height = y + head, height - head - foot
        valign = str(element.attributes.get("valign") or "head")
        children = measure.children(element)
        for child, own in zip(children, measure.row_rooms(element, room), strict=True):
            natural = measure.height(child, own)
            takes = height if number(child, "grow") else natural
            drop = SHARES[str(child.attributes.get("valign") or valign)]
            self.place(child, own, x + own.start - room.start, y + (height - takes) * drop, takes, inks)

    def _box(
        self, element: Element, room: Room, x: float, y: float, height: float, inks: Mapping[str, str]
    ) -> None:
        measure = self.measure
        inks = self.ground(element, room, x, y, height, inks)
        head, foot = measure.paddings(element)
        inner = measure.inner(element, room)
        self.stack(
            measure.children(element),
            inner,
            x + inner.start - room.start,
            y + head,
            height - head - foot,
            measure.gap(element),
            inks,
            says(element, "spread"),
            str(element.attributes.get("valign") or "head"),
        )

    def stack(
        self,
        children: Sequence[Element],
        room: Room,
        x: float,
        y: float,
        height: float,
        gap: float,
        inks: Mapping[str, str],
        spread: bool = False,
        valign: str = "head",
    ) -> None:
        """Things one under another in `height`: what is left over goes to those that grow, else to the gaps
        of a stack that spreads (SPREAD_LIMIT each at most), else above, around or below."""
        measure = self.measure
        extra = max(0.0, height - measure.stack_height(children, room, gap))
        growing = fsum(number(child, "grow") for child in children)
        loose = [not kept_with_next(measure, child) for child in children[:-1]]
        widen = 0.0
        if spread and not growing and any(loose):
            widen = min(SPREAD_LIMIT, extra / fsum(loose))
        elif not growing:
            y += extra * SHARES[valign]
        for index, child in enumerate(children):
            if index:
                y += measure.between(children[index - 1], child, gap)
                y += widen if loose[index - 1] else 0.0
            own = measure.height(child, room)
            if growing:
                own += extra * number(child, "grow") / growing
            self.place(child, room, x, y, own, inks)
            y += own

    def ground(
        self, element: Element, room: Room, x: float, y: float, height: float, inks: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Paint a box's ground and border; gives the inks that hold inside it."""
        style = self.measure.box_style(element)
        if style.ground is not None or style.border is not None or style.rule is not None:
            first = next((child.node for child in element.walk() if child.node is not None), None)
            if first is not None:
                self.cursor = max(self.cursor, first) if element.node is None else self.cursor
        if style.ground is not None or style.border is not None:
            self.emit(self._ground_of(element, style, room, x, y, height, inks))
        if style.rule is not None:
            start, end = self._sides_of(element, style, room, x)
            width, ink = style.rule_width, inks.get(style.rule, style.rule)
            self._line(start, end, y + width / 2, ink, width)
        if not style.inks:
            return inks
        return {**inks, **dict(style.inks)}

    def _sides_of(self, element: Element, style: BoxStyle, room: Room, x: float) -> tuple[float, float]:
        """How far a box that stands at `x` goes to its start and its end."""
        reaches = names(element, "reaches")
        start = x - style.outset if "start" not in reaches else x - room.start - BLEED
        end = x + room.width + style.outset if "end" not in reaches else x + room.width + room.end + BLEED
        return start, end

    def _ground_of(
        self,
        element: Element,
        style: BoxStyle,
        room: Room,
        x: float,
        y: float,
        height: float,
        inks: Mapping[str, str],
    ) -> Ground:
        reaches = names(element, "reaches")
        start, end = self._sides_of(element, style, room, x)
        head = y if "head" not in reaches else y - room.head - BLEED
        foot = y + height if "foot" not in reaches else y + height + room.foot + BLEED
        half = style.border_width / 2 if style.border else 0.0
        rect = Rect(
            round(self.left(start, end - start) + half, 3),
            round(head + half, 3),
            round(end - start - 2 * half, 3),
            round(foot - head - 2 * half, 3),
        )
        radius = max(0.0, style.radius - half)
        top = radius if style.corners in ("all", "head") and "head" not in reaches else 0.0
        bottom = radius if style.corners in ("all", "foot") and "foot" not in reaches else 0.0
        fill = inks.get(style.ground, style.ground) if style.ground else None
        border = inks.get(style.border, style.border) if style.border else None
        return Ground(rect, fill, (top, top, bottom, bottom), border, style.border_width)

    def _figure(
        self, element: Element, room: Room, x: float, y: float, height: float, inks: Mapping[str, str]
    ) -> None:
        """A picture with labels on its start side, each at the height of the point it names."""
        measure = self.measure
        inks = self.ground(element, room, x, y, height, inks)
        head, _ = measure.paddings(element)
        inner = measure.inner(element, room)
        x, y = x + inner.start - room.start, y + head
        pictures = [child for child in element.children if child.name == "img"]
        labels = [child for child in element.children if child.name == "label"]
        others = [child for child in element.children if child.name not in ("img", "label")]
        if not pictures:
            return
        image = pictures[0]
        width, tall = measure.picture_size(image, inner)
        at = x + inner.width - width
        image_room = Room(width, inner.start + at - x, inner.end, inner.head, inner.foot)
        self.place(image, image_room, at, y, tall, inks)
        placed: list[tuple[float, float]] = []
        for label in labels:
            self._label(label, image, width, x, at, y, inks, placed)
        for above, below in pairwise(sorted(placed)):
            if above[1] > below[0] + 0.01:
                measure.setter.findings.fail(
                    "labels of the figure run into one another",
                    element.source,
                    "shorten them or give the figure more height",
                )
        if others:
            self.stack(others, inner, x, y, tall, measure.gap(element), inks)

    def _label(
        self,
        label: Element,
        image: Element,
        width: float,
        x: float,
        at: float,
        y: float,
        inks: Mapping[str, str],
        placed: list[tuple[float, float]],
    ) -> None:
        measure = self.measure
        setter = measure.setter
        picture = setter.pictures[picture_name(image)]
        to = str(label.attributes["to"])
        mirrored = f"{to}-mirror" if setter.rtl and f"{to}-mirror" in picture.points else to
        if mirrored not in picture.points:
            setter.findings.fail(
                f'picture "{picture.name}" has no point "{to}"',
                label.source,
                f"points: {', '.join(sorted(picture.points)) or 'none'}",
                trace=label.trace,
            )
            return
        scale = width / picture.view.width
        point = picture.points[mirrored]
        # Under right-to-left reading the picture is not mirrored: distance from its start is from its right.
        along = (point.x - picture.view.x) * scale
        if setter.rtl:
            along = width - along
        target_x, target_y = at + along, y + (point.y - picture.view.y) * scale
        room = Room(at - x - SIGN_GAP)
        style = setter.paragraph_style(label)
        tall = measure.height(label, room)
        self.cursor = label.node if label.node is not None else self.cursor
        top = target_y - tall / 2
        self.words(label, style, room.width, x, top, inks)
        placed.append((top, top + tall))
        lines = setter.lines(label, style, measure.fit, room.width)
        reach = max((line.advance for line in lines), default=0.0) * measure.fit.points(style)
        self._line(x + reach + SIGN_GAP, target_x, target_y, inks.get("line", "line"), LEADER_WIDTH)
