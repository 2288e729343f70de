"""How high things are in a given measure, at one setting of copyfit.

Only heights are asked here, so paragraphs are counted (`Shaped.count`), not broken: trying a
dozen settings costs little, and the lines themselves are made once, for the setting that holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from math import fsum
from typing import NamedTuple

from brochure.composition.fit import Fit
from brochure.composition.typeset import LISTS
from brochure.composition.typeset import Typesetter
from brochure.document.tree import Element
from brochure.styles.resolve import BoxStyle

WORDS = ("h1", "h2", "h3", "p", "label", "numeral")

SIGN_GAP = 4.25
"""Points (1.5 mm) between a label's words and the line that leads from them."""


class Room(NamedTuple):
    """The measure that something stands in, and how far its sides are from the panel's edges, in points."""

    width: float
    start: float = 0.0
    end: float = 0.0
    head: float = 0.0
    foot: float = 0.0


class Wide(NamedTuple):
    """A piece of text wider than its measure, by so many points."""

    element: Element
    over: float


def number(element: Element, name: str, default: float = 0.0) -> float:
    """An attribute that is a number or a length in points."""
    value = element.attributes.get(name)
    return float(value) if isinstance(value, int | float) else default


def names(element: Element, name: str) -> tuple[str, ...]:
    """An attribute that is a list of names."""
    value = element.attributes.get(name)
    return tuple(str(item) for item in value) if isinstance(value, tuple | list) else ()


def picture_name(element: Element) -> str:
    """The picture that an img shows; a logo element shows the clinic's own."""
    return str(element.attributes.get("picture") or "logo")


def says(element: Element, name: str) -> bool:
    """Whether a yes/no attribute says yes."""
    return element.attributes.get(name) is True


@dataclass(slots=True)
class Measure:
    """Heights at one `fit`; `columns` maps a column element's id to the height its flow needs there.

    The memo belongs to this fit alone; `wide` collects pieces that no line can hold, by their element's id.
    """

    setter: Typesetter
    fit: Fit
    columns: Mapping[int, float] = field(default_factory=dict)
    wide: dict[int, Wide] = field(default_factory=dict)
    _heights: dict[tuple[int, Room], float] = field(default_factory=dict)
    _spaces: dict[int, tuple[float, float]] = field(default_factory=dict)

    def stands(self, element: Element) -> bool:
        """Whether the element is there at this fit: optional blocks are the last thing given."""
        return self.fit.optional or not says(element, "optional")

    def box_style(self, element: Element) -> BoxStyle:
        """The box style of anything that is not words or a list; the plain root when it names none."""
        return self.setter.styles.box[str(element.attributes.get("style") or "box")]

    def spaces(self, element: Element) -> tuple[float, float]:
        """Space before and after, in points; a box without ground or padding passes on its children's."""
        key = id(element)
        known = self._spaces.get(key)
        if known is None:
            known = self._spaces[key] = self._find_spaces(element)
        return known

    def _find_spaces(self, element: Element) -> tuple[float, float]:
        share = self.fit.spaces
        if element.name in WORDS:
            style = self.setter.paragraph_style(element)
            return style.space_before * share, style.space_after * share
        if element.name in LISTS:
            listed = self.setter.list_style(element)
            return listed.space_before * share, listed.space_after * share
        box = self.box_style(element)
        before, after = box.space_before * share, box.space_after * share
        children = [child for child in element.children if self.stands(child)]
        if (
            children
            and box.ground is None
            and box.border is None
            and box.rule is None
            and element.name in ("stack", "section", "box")
        ):
            before = max(before, self.spaces(children[0])[0])
            after = max(after, self.spaces(children[-1])[1])
        return before, after

    def between(self, upper: Element, lower: Element, gap: float) -> float:
        """Space between two neighbours: the largest of what either asks and of their parent's gap.

        None after a running head: it stands in the head margin, and what follows begins as if it were first.
        """
        if upper.name == "head":
            return 0.0
        return max(self.spaces(upper)[1], self.spaces(lower)[0], gap)

    def inner(self, element: Element, room: Room) -> Room:
        """The room inside a box: its outset widens, padding and border narrow, reaching changes nothing.

        Half the border counts: a ground of the border's ink then meets the line's middle, and no hairline
        shows between the two.
        """
        style = self.box_style(element)
        reaches = names(element, "reaches")
        start = 0.0 if "start" in reaches else style.padding.start + style.border_width / 2 - style.outset
        end = 0.0 if "end" in reaches else style.padding.end + style.border_width / 2 - style.outset
        return Room(
            room.width - start - end,
            room.start + start,
            room.end + end,
            room.head,
            room.foot,
        )

    def paddings(self, element: Element) -> tuple[float, float]:
        """Head and foot padding, half the border and the rule, in points; no padding at an edge reached."""
        style = self.box_style(element)
        reaches = names(element, "reaches")
        head = 0.0 if "head" in reaches else style.padding.head * self.fit.spaces + style.border_width / 2
        foot = 0.0 if "foot" in reaches else style.padding.foot * self.fit.spaces + style.border_width / 2
        return head + (style.rule_width if style.rule else 0.0), foot

    def gap(self, element: Element) -> float:
        """Least space between a box's children, in points."""
        return number(element, "gap", self.box_style(element).gap) * self.fit.spaces

    def height(self, element: Element, room: Room) -> float:
        """The natural height of an element in `room`, in points."""
        key = (id(element), room)
        known = self._heights.get(key)
        if known is None:
            known = self._heights[key] = self._find_height(element, room)
        return known

    def _find_height(self, element: Element, room: Room) -> float:
        name = element.name
        if name in WORDS:
            return self._words_height(element, own_room(element, room).width)
        if name in LISTS:
            return self._list_height(element, room)
        if name in ("img", "logo"):
            return self.picture_height(element, room)
        if name == "qr":
            return number(element, "height") or number(element, "width")
        if name == "rule":
            return number(element, "height", 0.75)
        if name == "spacer":
            return number(element, "min") * self.fit.spaces
        if name == "write-in":
            return number(element, "lines", 2) * number(element, "pitch", 27.0)
        if name == "clinic":
            return self.hole_height(element)
        if name == "column":
            return self.columns.get(id(element), 0.0)
        if name == "row":
            return self._row_height(element, room)
        if name == "figure":
            return self._figure_height(element, room)
        return self._box_height(element, room)

    def _words_height(self, element: Element, width: float) -> float:
        style = self.setter.paragraph_style(element)
        shaped = self.setter.shaped(element, style, self.fit)
        measure = width / self.fit.points(style)
        if shaped.longest > measure + 1e-6:
            self._note_wide(element, (shaped.longest - measure) * self.fit.points(style))
        return shaped.count(measure) * self.fit.baseline_distance(style)

    def _note_wide(self, element: Element, over: float) -> None:
        known = self.wide.get(id(element))
        if known is None or known.over < over:
            self.wide[id(element)] = Wide(element, over)

    def _list_height(self, element: Element, room: Room) -> float:
        items = [child for child in element.children if self.stands(child)]
        listed = self.setter.list_style(element)
        heights = [self.item_height(element, item, room) for item in items]
        return fsum(heights) + listed.gap * self.fit.spaces * max(0, len(items) - 1)

    def item_height(self, element: Element, item: Element, room: Room) -> float:
        """Height of one list item, in points: never less than its mark."""
        listed = self.setter.list_style(element)
        style = self.setter.styles.paragraph[listed.paragraph]
        shaped = self.setter.shaped(item, style, self.fit)
        measure = (room.width - listed.indent) / self.fit.points(style)
        if shaped.longest > measure + 1e-6:
            self._note_wide(item, (shaped.longest - measure) * self.fit.points(style))
        return max(shaped.count(measure) * self.fit.baseline_distance(style), listed.mark_size)

    def picture_size(self, element: Element, room: Room) -> tuple[float, float]:
        """Natural width and height of a picture in `room`, in points, its proportions kept."""
        picture = self.setter.pictures[picture_name(element)]
        trim = picture.view
        reaches = names(element, "reaches")
        width = number(element, "width")
        height = number(element, "height")
        if trim.height > trim.width:  # a sign above its name looks small where one beside it does not
            height = number(element, "tall") or height
        if reaches:
            width = (width or room.width) + (room.start if "start" in reaches else 0.0)
            width += room.end if "end" in reaches else 0.0
        elif width and height:
            scale = min(width / trim.width, height / trim.height)
            return trim.width * scale, trim.height * scale
        elif height:
            # What is too wide for its room at that height is as high as its room allows.
            scale = min(height / trim.height, room.width / trim.width)
            return trim.width * scale, trim.height * scale
        elif not width:
            width = min(room.width, trim.width)
        return width, width * trim.height / trim.width

    def picture_height(self, element: Element, room: Room) -> float:
        """What a picture needs: all of it, or with `grow` only its `height`, the rest cropped at the foot."""
        full = self.picture_size(element, room)[1]
        reaches = names(element, "reaches")
        beyond = (room.foot if "foot" in reaches else 0.0) + (room.head if "head" in reaches else 0.0)
        if number(element, "grow") and number(element, "height"):
            full = min(full, number(element, "height"))
        return max(0.0, full - beyond)

    def hole_height(self, element: Element) -> float:
        """What the layout reserves for a clinic's box: a length, or lines of a paragraph style."""
        lines = number(element, "lines")
        if not lines:
            return number(element, "height")
        style = self.setter.styles.paragraph[str(element.attributes.get("of") or "body")]
        return lines * self.fit.baseline_distance(style)

    def row_rooms(self, element: Element, room: Room) -> list[Room]:
        """The rooms of a row's children: fixed and natural widths first, the rest by `share`."""
        inner = self.inner(element, room)
        children = [child for child in element.children if self.stands(child)]
        gap = number(element, "gap", self.box_style(element).gap)
        widths = [self._natural_width(child, inner) for child in children]
        free = inner.width - fsum(width for width in widths if width) - gap * max(0, len(children) - 1)
        shares = fsum(
            number(child, "share", 1.0) for child, width in zip(children, widths, strict=True) if not width
        )
        rooms = []
        start = inner.start
        for child, width in zip(children, widths, strict=True):
            own = width or (free * number(child, "share", 1.0) / shares if shares else 0.0)
            rooms.append(
                Room(own, start, inner.width + inner.start + inner.end - start - own, inner.head, inner.foot)
            )
            start += own + gap
        return rooms

    def _natural_width(self, child: Element, room: Room) -> float:
        if number(child, "width"):
            return number(child, "width")
        if child.name in ("img", "logo") and not names(child, "reaches"):
            return self.picture_size(child, room)[0]
        return 0.0

    def _row_height(self, element: Element, room: Room) -> float:
        children = [child for child in element.children if self.stands(child)]
        head, foot = self.paddings(element)
        rooms = self.row_rooms(element, room)
        heights = [self.height(child, own) for child, own in zip(children, rooms, strict=True)]
        least = max(number(element, "height"), self.box_style(element).least_height)
        return max(head + max(heights, default=0.0) + foot, least)

    def _figure_height(self, element: Element, room: Room) -> float:
        head, foot = self.paddings(element)
        inner = self.inner(element, room)
        pictures = [child for child in element.children if child.name == "img"]
        for label in element.children:
            if label.name == "label" and pictures:
                # Asked for the sake of words that are wider than the space beside the picture.
                self.height(label, Room(inner.width - self.picture_size(pictures[0], inner)[0] - SIGN_GAP))
        return head + max((self.height(child, inner) for child in pictures), default=0.0) + foot

    def _box_height(self, element: Element, room: Room) -> float:
        head, foot = self.paddings(element)
        inner = self.inner(element, room)
        total = head + self.stack_height(self.children(element), inner, self.gap(element)) + foot
        return max(total, number(element, "height"), self.box_style(element).least_height)

    def children(self, element: Element) -> list[Element]:
        """The children that stand at this fit."""
        return [child for child in element.children if self.stands(child)]

    def stack_height(self, children: Sequence[Element], room: Room, gap: float) -> float:
        """Height of things one under another, spaces between them included, none before the first."""
        total = 0.0
        for index, child in enumerate(children):
            if index:
                total += self.between(children[index - 1], child, gap)
            total += self.height(child, room)
        return total


def kept_with_next(measure: Measure, element: Element) -> bool:
    """Whether an element may not be parted from what follows it, not even by height that is left over."""
    if element.name == "head":
        return True
    return element.name in WORDS and measure.setter.paragraph_style(element).keep_with_next


def own_room(element: Element, room: Room) -> Room:
    """The room of an element that asks for a width of its own, where its `align` puts it."""
    width = number(element, "width")
    if not width or width >= room.width:
        return room
    spare = room.width - width
    share = {"start": 0.0, "center": 0.5, "end": 1.0}[str(element.attributes.get("align") or "start")]
    return Room(width, room.start + spare * share, room.end + spare * (1 - share), room.head, room.foot)
