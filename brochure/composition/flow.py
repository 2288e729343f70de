"""A text that runs through several columns: levelled, or filled one after another."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum

from brochure.composition.measure import kept_with_next
from brochure.composition.measure import Measure
from brochure.composition.measure import Room
from brochure.composition.measure import says
from brochure.composition.place import ColumnPlace
from brochure.composition.place import Placer
from brochure.composition.place import SPREAD_LIMIT
from brochure.composition.typeset import LISTS
from brochure.document.tree import Element

ORPHANS = 2
"""Least lines of a paragraph, or items of a list, at the foot of a column and at the head of the next."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A block of a flow, or the lines or items `start` to `stop` of one that is split."""

    element: Element
    start: int = 0
    stop: int | None = None

    @property
    def whole(self) -> bool:
        return self.start == 0 and self.stop is None


def flow_blocks(measure: Measure, children: Sequence[Element]) -> list[Element]:
    """The blocks between which a flow may break: a section that is plain and need not be kept is opened."""
    blocks: list[Element] = []
    for child in children:
        if not measure.stands(child):
            continue
        style = measure.box_style(child) if child.name in ("section", "stack", "aside") else None
        plain = style is not None and style.ground is None and style.border is None
        if plain and not says(child, "keep") and child.children:
            blocks.extend(flow_blocks(measure, child.children))
        else:
            blocks.append(child)
    return blocks


def split_levelled(
    measure: Measure, blocks: Sequence[Element], rooms: Sequence[Room], gap: float, rows: bool
) -> tuple[list[list[Element]], float]:
    """Blocks shared out over columns in reading order so that the highest column is as low as can be.

    Of several ways the evenest counts, then the one that fills earlier columns more. Gives the blocks of
    each column and that height in points. With `rows`, the nth blocks of all columns share one height, so
    that they can stand on one line.
    """
    best: tuple[float, float, list[list[Element]]] | None = None
    count = len(rooms)
    for cuts in reversed(list(combinations(range(len(blocks) + 1), count - 1))):
        bounds = [0, *cuts, len(blocks)]
        columns = [list(blocks[bounds[i] : bounds[i + 1]]) for i in range(count)]
        if rows and len(columns[0]) < max(len(column) for column in columns):
            continue
        height = levelled_height(measure, columns, rooms, gap, rows)
        if best is not None and height > best[0] + 1e-6:
            continue
        own = [measure.stack_height(column, room, gap) for column, room in zip(columns, rooms, strict=True)]
        unevenness = max(own) - min(own)
        if best is None or height < best[0] - 1e-6 or unevenness < best[1] - 1e-6:
            best = (height, unevenness, columns)
    if best is None:
        return [list(blocks), *([] for _ in range(count - 1))], 0.0
    return best[2], best[0]


def levelled_height(
    measure: Measure, columns: Sequence[Sequence[Element]], rooms: Sequence[Room], gap: float, rows: bool
) -> float:
    """The height of the highest column, in points."""
    if rows:
        heights = row_heights(measure, columns, rooms)
        return fsum(heights) + fsum(row_gaps(measure, columns, gap))
    return max(measure.stack_height(column, room, gap) for column, room in zip(columns, rooms, strict=True))


def row_heights(measure: Measure, columns: Sequence[Sequence[Element]], rooms: Sequence[Room]) -> list[float]:
    """The height of each row of blocks, in points: that of its highest."""
    deepest = max(len(column) for column in columns)
    return [
        max(
            measure.height(column[row], room)
            for column, room in zip(columns, rooms, strict=True)
            if row < len(column)
        )
        for row in range(deepest)
    ]


def row_gaps(measure: Measure, columns: Sequence[Sequence[Element]], gap: float) -> list[float]:
    """The spaces between rows, in points."""
    deepest = max(len(column) for column in columns)
    return [
        max(measure.between(column[row], column[row + 1], gap) for column in columns if row + 1 < len(column))
        for row in range(deepest - 1)
    ]


def place_levelled(
    placer: Placer,
    columns: Sequence[Sequence[Element]],
    rooms: Sequence[Room],
    place: ColumnPlace,
    index: int,
    rows: bool,
) -> None:
    """Place one column's blocks; height that is left goes between them, SPREAD_LIMIT a gap at most."""
    measure = placer.measure
    gap = measure.gap(place.element)
    column = columns[index]
    if not rows:
        placer.stack(column, place.room, place.x, place.y, place.height, gap, place.inks, spread=True)
        return
    heights = row_heights(measure, columns, rooms)
    gaps = row_gaps(measure, columns, gap)
    extra = max(0.0, place.height - fsum(heights) - fsum(gaps))
    widen = min(SPREAD_LIMIT, extra / len(gaps)) if gaps else 0.0
    y = place.y
    for row, block in enumerate(column):
        placer.place(block, place.room, place.x, y, measure.height(block, place.room), place.inks)
        y += heights[row] + (gaps[row] + widen if row < len(gaps) else 0.0)


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled flow: fragments by column, what each holds and could hold in points, and what none could.

    `over` is the height of what is `left`.
    """

    columns: tuple[tuple[Fragment, ...], ...]
    used: tuple[float, ...]
    heights: tuple[float, ...]
    left: tuple[Fragment, ...]
    over: float


def fill_columns(
    measure: Measure, blocks: Sequence[Element], rooms: Sequence[Room], heights: Sequence[float], gap: float
) -> Filled:
    """Blocks set into columns one after another, each as full as it can be.

    A block with `break-before` starts a new column; one that is kept with the next goes along with it;
    paragraphs and lists split where ORPHANS lines or items stay on both sides.
    """
    queue = [Fragment(block) for block in blocks]
    columns: list[tuple[Fragment, ...]] = []
    used: list[float] = []
    for room, height in zip(rooms, heights, strict=True):
        column: list[Fragment] = []
        total = 0.0
        while queue:
            head = queue[0]
            if column and says(head.element, "break-before"):
                break
            space = measure.between(column[-1].element, head.element, gap) if column else 0.0
            own = fragment_height(measure, head, room)
            if total + space + own <= height + 1e-3:
                column.append(queue.pop(0))
                total += space + own
                continue
            parts = _split(measure, head, room, height - total - space)
            if parts is not None:
                column.append(parts[0])
                total += space + fragment_height(measure, parts[0], room)
                queue[0] = parts[1]
            break
        while queue and len(column) > 1 and kept_with_next(measure, column[-1].element):
            queue.insert(0, column.pop())
        columns.append(tuple(column))
        used.append(_used(measure, column, room, gap))
    over = _used(measure, queue, rooms[-1], gap) if queue else 0.0
    return Filled(tuple(columns), tuple(used), tuple(heights), tuple(queue), over)


def _used(measure: Measure, column: Sequence[Fragment], room: Room, gap: float) -> float:
    total = 0.0
    for index, fragment in enumerate(column):
        if index:
            total += measure.between(column[index - 1].element, fragment.element, gap)
        total += fragment_height(measure, fragment, room)
    return total


def fragment_height(measure: Measure, fragment: Fragment, room: Room) -> float:
    """The height of a block or of part of one, in points."""
    if fragment.whole:
        return measure.height(fragment.element, room)
    element = fragment.element
    if element.name in LISTS:
        items = measure.children(element)[fragment.start : fragment.stop]
        gap = measure.setter.list_style(element).gap * measure.fit.spaces
        return fsum(measure.item_height(element, item, room) for item in items) + gap * (len(items) - 1)
    style = measure.setter.paragraph_style(element)
    distance = measure.fit.baseline_distance(style)
    count = round(measure.height(element, room) / distance)
    return ((fragment.stop if fragment.stop is not None else count) - fragment.start) * distance


def _split(
    measure: Measure, fragment: Fragment, room: Room, height: float
) -> tuple[Fragment, Fragment] | None:
    """A fragment in two, the first no higher than `height`; None when it must stay whole."""
    element = fragment.element
    if says(element, "keep"):
        return None
    if element.name in LISTS:
        total = len(measure.children(element))
    elif element.name == "p":
        style = measure.setter.paragraph_style(element)
        total = round(measure.height(element, room) / measure.fit.baseline_distance(style))
    else:
        return None
    stop = fragment.stop if fragment.stop is not None else total
    for cut in range(stop - ORPHANS, fragment.start + ORPHANS - 1, -1):
        first = Fragment(element, fragment.start, cut)
        if fragment_height(measure, first, room) <= height:
            return first, Fragment(element, cut, fragment.stop)
    return None


def place_filled(
    placer: Placer, fragments: Sequence[Fragment], used: float, place: ColumnPlace, spread: bool
) -> None:
    """Place one column's fragments; with `spread`, height that is left goes between them."""
    measure = placer.measure
    gap = measure.gap(place.element)
    loose = [not kept_with_next(measure, fragment.element) for fragment in fragments[:-1]]
    extra = max(0.0, place.height - used)
    growing = [fragment for fragment in fragments if measure_grow(fragment)]
    widen = min(SPREAD_LIMIT / 2, extra / max(1, fsum(loose))) if spread and not growing else 0.0
    y = place.y
    for index, fragment in enumerate(fragments):
        if index:
            y += measure.between(fragments[index - 1].element, fragment.element, gap)
            y += widen if loose[index - 1] else 0.0
        height = fragment_height(measure, fragment, place.room)
        if fragment in growing:
            height += extra / len(growing)
        _place_fragment(placer, fragment, place, y, height)
        y += height


def measure_grow(fragment: Fragment) -> bool:
    """Whether a fragment takes height that is left over."""
    grow = fragment.element.attributes.get("grow")
    return fragment.whole and isinstance(grow, int | float) and grow > 0


def _place_fragment(placer: Placer, fragment: Fragment, place: ColumnPlace, y: float, height: float) -> None:
    element = fragment.element
    if fragment.whole:
        placer.place(element, place.room, place.x, y, height, place.inks)
        return
    measure = placer.measure
    if element.name in LISTS:
        for item in measure.children(element)[fragment.start : fragment.stop]:
            placer.item(element, item, place.room, place.x, y, place.inks)
            y += measure.item_height(element, item, place.room)
            y += measure.setter.list_style(element).gap * measure.fit.spaces
        return
    if element.node is not None:
        placer.cursor = element.node
    style = measure.setter.paragraph_style(element)
    part = slice(fragment.start, fragment.stop)
    placer.words(element, style, place.room.width, place.x, y, place.inks, part)


def locate_columns(
    measure: Measure, panels: Mapping[str, tuple[Sequence[Element], Room]]
) -> dict[str, list[tuple[Element, Room, str]]]:
    """Every flow's columns in reading order, with their rooms and panels."""
    found: dict[str, list[tuple[Element, Room, str]]] = {}
    for name, (children, room) in panels.items():
        for child in children:
            for column, own in _columns_in(measure, child, room):
                found.setdefault(str(column.attributes["flow"]), []).append((column, own, name))
    return found


def _columns_in(measure: Measure, element: Element, room: Room) -> Iterator[tuple[Element, Room]]:
    if not measure.stands(element):
        return
    if element.name == "column":
        yield element, room
    elif element.name == "row":
        for child, own in zip(measure.children(element), measure.row_rooms(element, room), strict=True):
            yield from _columns_in(measure, child, own)
    elif element.children and element.name not in (*LISTS, "figure"):
        inner = measure.inner(element, room)
        for child in element.children:
            yield from _columns_in(measure, child, inner)
