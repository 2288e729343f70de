"""Panels seen side by side: what is at one level in each of them starts at one height."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError
from graphlib import TopologicalSorter
from math import fsum

from brochure.composition.measure import Measure
from brochure.composition.measure import number
from brochure.composition.measure import Room
from brochure.composition.measure import says
from brochure.diagnostics import Findings
from brochure.document.tree import Element
from brochure.units import Size


@dataclass(frozen=True, slots=True)
class PanelFrame:
    """A panel as its template fills it: its children in order, its size, and the room inside its margins."""

    name: str
    element: Element
    children: tuple[Element, ...]
    size: Size
    room: Room

    @property
    def height(self) -> float:
        """What stands between the head and the foot margin, in points."""
        return self.size.height - self.room.head - self.room.foot


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a panel that starts at a level (or at the head, level ""), `y` below the head margin."""

    level: str
    children: tuple[Element, ...]
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class SolvedPanel:
    """A panel's segments with their places; `over` is how much too high it is, `natural` what it needs."""

    frame: PanelFrame
    segments: tuple[Segment, ...]
    natural: float
    over: float


def frame_panel(
    measure: Measure, name: str, element: Element, children: Sequence[Element], size: Size
) -> PanelFrame:
    """A panel's frame: its style's padding are its margins, which copyfit leaves alone."""
    padding = measure.box_style(element).padding
    room = Room(
        size.width - padding.start - padding.end, padding.start, padding.end, padding.head, padding.foot
    )
    return PanelFrame(name, element, tuple(children), size, room)


def _segments(measure: Measure, frame: PanelFrame) -> list[tuple[str, list[Element]]]:
    parts: list[tuple[str, list[Element]]] = [("", [])]
    for child in frame.children:
        if not measure.stands(child):
            continue
        level = child.attributes.get("level")
        if isinstance(level, str):
            parts.append((level, [child]))
        else:
            parts[-1][1].append(child)
    return parts


def check_levels(
    panels: Mapping[str, tuple[Element, Sequence[Element]]],
    neighbours: Sequence[Sequence[str]],
    findings: Findings,
) -> None:
    """Note errors for levels that cannot be kept: inside something, twice in a panel, in another order."""
    orders: dict[str, dict[str, Element]] = {}
    for name, (_, children) in panels.items():
        order = orders[name] = {}
        for child in children:
            for inner in child.walk():
                level = inner.attributes.get("level")
                if not isinstance(level, str):
                    continue
                if inner is not child:
                    what = f'level "{level}" stands inside {child.name}'
                    hint = "a level holds for what stands in the panel itself"
                elif level in order:
                    what, hint = f'panel "{name}" has level "{level}" twice', "name the second one otherwise"
                else:
                    order[level] = child
                    continue
                findings.fail(what, inner.source, hint, trace=inner.trace)
    for group in neighbours:
        rows = [orders[name] for name in group if name in orders]
        try:
            _level_order([list(order) for order in rows])
        except CycleError as error:
            first, *_, second = dict.fromkeys(error.args[1])
            element = next(order[first] for order in rows if first in order)
            findings.fail(
                f'levels "{first}" and "{second}" change their order from panel to panel',
                element.source,
                f"panels seen side by side: {', '.join(group)}",
                trace=element.trace,
            )


def solve_panels(measure: Measure, frames: Sequence[PanelFrame]) -> list[SolvedPanel]:
    """Places for the segments of panels that are seen side by side.

    A level stands as low as the longest text above it needs, in all panels alike; height that is left
    over goes to the stretches that hold something that grows, by the largest sum of `grow` in any panel.
    """
    parts = {frame.name: _segments(measure, frame) for frame in frames}
    gaps = {frame.name: measure.gap(frame.element) for frame in frames}
    order = _level_order([[level for level, _ in parts[frame.name] if level] for frame in frames])
    ends = {frame.name: 0.0 for frame in frames}
    last: dict[str, Element | None] = {frame.name: None for frame in frames}
    tops: dict[tuple[str, str], float] = {}
    heights: dict[tuple[str, str], float] = {}
    for level in ["", *order]:
        holders = [frame for frame in frames if any(name == level for name, _ in parts[frame.name])]
        top = 0.0
        for frame in holders:
            children = next(children for name, children in parts[frame.name] if name == level)
            before = last[frame.name]
            gap = measure.between(before, children[0], gaps[frame.name]) if before and children else 0.0
            top = max(top, ends[frame.name] + gap)
        for frame in holders:
            children = next(children for name, children in parts[frame.name] if name == level)
            height = measure.stack_height(children, frame.room, gaps[frame.name])
            tops[frame.name, level] = top
            heights[frame.name, level] = height
            if children:
                ends[frame.name] = top + height
                last[frame.name] = children[-1]
    shifts = _shifts(frames, parts, order, ends)
    return [
        _finish(measure, frame, parts[frame.name], tops, heights, ends[frame.name], shifts)
        for frame in frames
    ]


def _level_order(sequences: Sequence[Sequence[str]]) -> list[str]:
    """All levels in an order that agrees with each panel's; CycleError when there is none."""
    order: TopologicalSorter[str] = TopologicalSorter()
    for sequence in sequences:
        for index, level in enumerate(sequence):
            order.add(level, *sequence[max(0, index - 1) : index])
    return list(order.static_order())


def _grow(children: Sequence[Element]) -> float:
    return fsum(number(child, "grow") for child in children)


def _shifts(
    frames: Sequence[PanelFrame],
    parts: Mapping[str, Sequence[tuple[str, Sequence[Element]]]],
    order: Sequence[str],
    ends: Mapping[str, float],
) -> dict[str, float]:
    """How far each level moves down when the height that all panels have left over is shared out."""
    slack = max(0.0, min(frame.height - ends[frame.name] for frame in frames))
    stretches = ["", *order]
    weights = {
        level: max(
            (_grow(children) for frame in frames for name, children in parts[frame.name] if name == level),
            default=0.0,
        )
        for level in stretches
    }
    total = fsum(weights.values())
    shifts: dict[str, float] = {}
    moved = 0.0
    for level in stretches:
        shifts[level] = moved
        if total:
            moved += slack * weights[level] / total
    return shifts


def _finish(
    measure: Measure,
    frame: PanelFrame,
    parts: Sequence[tuple[str, Sequence[Element]]],
    tops: Mapping[tuple[str, str], float],
    heights: Mapping[tuple[str, str], float],
    end: float,
    shifts: Mapping[str, float],
) -> SolvedPanel:
    segments = []
    gap = measure.gap(frame.element)
    stretches = says(frame.element, "spread")
    for index, (level, children) in enumerate(parts):
        top = tops[frame.name, level] + shifts[level]
        natural = heights[frame.name, level]
        if index + 1 < len(parts):
            following = parts[index + 1]
            below = tops[frame.name, following[0]] + shifts[following[0]]
            space = measure.between(children[-1], following[1][0], gap) if children else 0.0
            height = below - space - top
        else:
            height = frame.height - top
        grows = _grow(children) > 0 or stretches
        segments.append(Segment(level, tuple(children), top, max(natural, height) if grows else natural))
    natural = fsum(heights[frame.name, level] for level, _ in parts)
    return SolvedPanel(frame, tuple(segments), natural, end - frame.height)
