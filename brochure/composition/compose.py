"""From a document to finished pages: the first setting of copyfit at which every word has its place."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from brochure.composition.fit import candidates
from brochure.composition.fit import Fit
from brochure.composition.fit import Range
from brochure.composition.flow import fill_columns
from brochure.composition.flow import Filled
from brochure.composition.flow import flow_blocks
from brochure.composition.flow import locate_columns
from brochure.composition.flow import place_filled
from brochure.composition.flow import place_levelled
from brochure.composition.flow import split_levelled
from brochure.composition.leaflet import Given
from brochure.composition.leaflet import Hole
from brochure.composition.leaflet import Leaflet
from brochure.composition.leaflet import Page
from brochure.composition.leaflet import Part
from brochure.composition.leaflet import Placed
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import TextLine
from brochure.composition.measure import Measure
from brochure.composition.measure import number
from brochure.composition.measure import Room
from brochure.composition.measure import says
from brochure.composition.panels import check_levels
from brochure.composition.panels import frame_panel
from brochure.composition.panels import solve_panels
from brochure.composition.panels import SolvedPanel
from brochure.composition.place import Placer
from brochure.composition.report import Overflow
from brochure.composition.report import report_emptiness
from brochure.composition.report import report_overflow
from brochure.composition.report import report_unplaced
from brochure.composition.typeset import Typesetter
from brochure.document.tree import Document
from brochure.document.tree import Element
from brochure.units import Size

TOLERANCE = 0.05
"""Points that a panel may be too high: a fiftieth of a millimetre is rounding, not overflow."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One arrangement of the sections over the panels, as data for the layout's template."""

    name: str
    document: Document
    panels: tuple[tuple[str, Size], ...]
    neighbours: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """A leaflet with the document it was made from, the setting that held, and the ink maps of its holes."""

    leaflet: Leaflet
    document: Document
    fit: Fit
    hole_inks: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Solved:
    """All panels and flows at one fit."""

    measure: Measure
    panels: tuple[SolvedPanel, ...]
    levelled: Mapping[str, tuple[list[list[Element]], list[Room], bool]]
    filled: Mapping[str, Filled]
    overflows: tuple[Overflow, ...]


_SOMETHING = Overflow("panel", "", 0.0, (), 0.0)
"""What a hasty look gives when it has seen enough."""


def compose(plans: Sequence[Callable[[], Plan]], limits: Range, setter: Typesetter) -> Composition | None:
    """The leaflet at the first setting, of the first plan, at which everything fits.

    Plans are made only when their turn comes. When none fits, the last plan's overflow at the smallest
    setting is noted as an error for each panel or flow, and None comes back; so it does when a character
    has no font.
    """
    solved: _Solved | None = None
    plan: Plan | None = None
    for make in plans:
        plan = make()
        panels, flows = collect(plan.document.root)
        check_levels(panels, plan.neighbours, setter.findings)
        if setter.findings.errors:
            return None
        settings = candidates(limits, setter.typefaces.has_width_axis, _has_optional(plan.document))
        solved, fits = _search(plan, panels, flows, settings, setter)
        if setter.findings.errors:
            return None
        if fits:
            return _finish(plan, solved, setter)
    if solved is not None and plan is not None:
        report_overflow(solved.measure, solved.overflows, plan.name, setter.findings)
    return None


def _has_optional(document: Document) -> bool:
    return any(says(element, "optional") for element in document.root.walk())


def _search(
    plan: Plan,
    panels: Mapping[str, tuple[Element, list[Element]]],
    flows: Mapping[str, tuple[Element, list[Element]]],
    settings: Sequence[Fit],
    setter: Typesetter,
) -> tuple[_Solved, bool]:
    """The first setting that holds, by halving: whatever fits at one setting fits at all tighter ones.

    The smallest size that gives nothing else is asked before anything tighter: most languages hold
    there, and another width would have to be shaped anew.
    """

    def solve(index: int, hasty: bool = True) -> _Solved:
        return _solve(plan, panels, flows, settings[index], setter, hasty)

    attempt = solve(0)
    if not attempt.overflows or setter.findings.errors:
        return attempt, not attempt.overflows
    low = 0
    sizes = max(index for index, fit in enumerate(settings) if _gives_size_only(fit, settings[0]))
    for high in dict.fromkeys((sizes, len(settings) - 1)):
        attempt = solve(high)
        if not attempt.overflows or setter.findings.errors:
            break
        low = high
    else:
        return solve(len(settings) - 1, hasty=False), False
    best = attempt
    while high - low > 1:
        middle = (low + high) // 2
        attempt = solve(middle)
        if attempt.overflows:
            low = middle
        else:
            high, best = middle, attempt
    return best, True


def _gives_size_only(fit: Fit, first: Fit) -> bool:
    return replace(fit, size=first.size) == first


def collect(
    root: Element,
) -> tuple[dict[str, tuple[Element, list[Element]]], dict[str, tuple[Element, list[Element]]]]:
    """Panels and flows by name, each with all that the template puts into it, in reading order.

    Panels and flows stand under the root or under sections of it; one that is named again goes on.
    """
    panels: dict[str, tuple[Element, list[Element]]] = {}
    flows: dict[str, tuple[Element, list[Element]]] = {}
    for child in root.children:
        if child.name in ("panel", "flow"):
            into = panels if child.name == "panel" else flows
            into.setdefault(str(child.attributes["name"]), (child, []))[1].extend(child.children)
        elif child.name in ("section", "aside", "stack"):
            for found, into in zip(collect(child), (panels, flows), strict=True):
                for name, (element, children) in found.items():
                    into.setdefault(name, (element, []))[1].extend(children)
    return panels, flows


def _solve(
    plan: Plan,
    panels: Mapping[str, tuple[Element, list[Element]]],
    flows: Mapping[str, tuple[Element, list[Element]]],
    fit: Fit,
    setter: Typesetter,
    hasty: bool = False,
) -> _Solved:
    """Heights and places of everything at one setting, and what does not fit; all of it unless `hasty`."""
    columns: dict[int, float] = {}
    measure = Measure(setter, fit, columns)
    sizes = dict(plan.panels)
    frames = {
        name: frame_panel(measure, name, element, children, sizes[name])
        for name, (element, children) in panels.items()
    }
    located = locate_columns(measure, {name: (frame.children, frame.room) for name, frame in frames.items()})
    levelled: dict[str, tuple[list[list[Element]], list[Room], bool]] = {}
    for name, (flow, children) in flows.items():
        places = located.get(name, [])
        if says(flow, "fill") or not places:
            continue
        rooms = [room for _, room, _ in places]
        rows = says(flow, "rows")
        blocks = [child for child in children if measure.stands(child)]
        shared, height = split_levelled(measure, blocks, rooms, measure.gap(places[0][0]), rows)
        levelled[name] = (shared, rooms, rows)
        columns.update({id(column): height for column, _, _ in places})
    order = [name for name, _ in plan.panels if name in frames]
    solved: dict[str, SolvedPanel] = {}
    for group in _groups(plan, order):
        for panel in solve_panels(measure, [frames[name] for name in group]):
            solved[panel.frame.name] = panel
        if hasty and (measure.wide or any(panel.over > TOLERANCE for panel in solved.values())):
            return _Solved(measure, (), {}, {}, (_SOMETHING,))
    arranged = tuple(solved[name] for name in order)
    overflows = [
        Overflow("panel", panel.frame.name, panel.over, panel.frame.children, panel.natural)
        for panel in arranged
        if panel.over > TOLERANCE
    ]
    filled: dict[str, Filled] = {}
    if any(says(flow, "fill") for flow, _ in flows.values()):
        filled = _fill(measure, arranged, flows, overflows)
    overflows += [
        Overflow("word", wide.element.name, wide.over, (wide.element,), 0.0) for wide in measure.wide.values()
    ]
    return _Solved(measure, arranged, levelled, filled, tuple(overflows))


def _groups(plan: Plan, order: Sequence[str]) -> list[list[str]]:
    groups = [[name for name in group if name in order] for group in plan.neighbours]
    grouped = {name for group in groups for name in group}
    return [group for group in groups if group] + [[name] for name in order if name not in grouped]


def _fill(
    measure: Measure,
    panels: Sequence[SolvedPanel],
    flows: Mapping[str, tuple[Element, list[Element]]],
    overflows: list[Overflow],
) -> dict[str, Filled]:
    """Fill the flows that run on from column to column, at the heights that their panels leave them."""
    places: dict[str, list[tuple[Room, float, Element]]] = {}
    for panel in panels:
        placer = Placer(measure, panel.frame.size, dry=True)
        _place_panel(placer, panel)
        for column in placer.columns:
            name = str(column.element.attributes["flow"])
            places.setdefault(name, []).append((column.room, column.height, column.element))
    filled = {}
    for name, (flow, children) in flows.items():
        if not says(flow, "fill") or name not in places:
            continue
        rooms = [room for room, _, _ in places[name]]
        heights = [height for _, height, _ in places[name]]
        gap = measure.gap(places[name][0][2])
        result = fill_columns(measure, flow_blocks(measure, children), rooms, heights, gap)
        filled[name] = result
        if result.left:
            elements = tuple(fragment.element for fragment in result.left)
            overflows.append(Overflow("flow", name, result.over, elements, result.over))
    return filled


def _place_panel(placer: Placer, panel: SolvedPanel) -> None:
    frame = panel.frame
    inks = placer.ground(frame.element, Room(frame.size.width), 0.0, 0.0, frame.size.height, {})
    gap = placer.measure.gap(frame.element)
    for segment in panel.segments:
        placer.stack(
            segment.children,
            frame.room,
            frame.room.start,
            frame.room.head + segment.y,
            segment.height,
            gap,
            inks,
            spread=says(frame.element, "spread"),
        )


def _finish(plan: Plan, solved: _Solved, setter: Typesetter) -> Composition:
    """Break the lines and place everything, now that the setting is known."""
    pages: list[Page] = []
    holes: list[Hole] = []
    hole_inks: list[Mapping[str, str]] = []
    seen: dict[str, int] = {}
    for index, panel in enumerate(solved.panels):
        placer = Placer(solved.measure, panel.frame.size)
        _place_panel(placer, panel)
        for place in list(placer.columns):
            name = str(place.element.attributes["flow"])
            at = seen[name] = seen.get(name, -1) + 1
            if name in solved.filled:
                filled = solved.filled[name]
                spread = says(place.element, "spread")
                place_filled(placer, filled.columns[at], filled.used[at], place, spread)
            else:
                shared, rooms, rows = solved.levelled[name]
                place_levelled(placer, shared, rooms, place, at, rows)
        # Columns are placed after the panel's own things, so reading order is restored by node number;
        # the sort is stable, so a ground stays under what stands on it.
        items = sorted(placer.items, key=lambda emitted: emitted.order)
        for hole in sorted(placer.holes, key=lambda place: place.order):
            before = sum(1 for emitted in items if emitted.order <= hole.order)
            holes.append(Hole(hole.name, index, hole.rect, before))
            hole_inks.append(dict(hole.inks))
        pages.append(Page(panel.frame.name, panel.frame.size, tuple(emitted.item for emitted in items)))
    fit = solved.measure.fit
    given = Given(plan.name, fit.size, fit.leading, fit.spaces, fit.width, fit.optional)
    placed = frozenset(node for page in pages for item in page.items for node in _nodes(item))
    report_unplaced(plan.document.root, placed, fit.optional, setter.findings)
    report_emptiness(solved.measure, solved.panels, solved.filled, setter.findings)
    return Composition(Leaflet(tuple(pages), tuple(holes), given), plan.document, fit, tuple(hole_inks))


def _nodes(item: Placed) -> Iterator[int]:
    """The structure nodes that something placed stands for."""
    if isinstance(item, TextLine):
        yield from (span.node for span in item.spans)
    elif isinstance(item, PlacedPicture) and item.node is not None:
        yield item.node


def compose_part(
    document: Document,
    hole: Hole,
    page: Size,
    fit: Fit,
    setter: Typesetter,
    inks: Mapping[str, str],
    codes: Mapping[str, tuple[str, ...]],
) -> Part:
    """A clinic's box at the place and size that the layout reserves for it.

    Words that do not fit there are an error with the millimetres that are too many: a clinic's words never
    move shared text, and are never set smaller for it.
    """
    measure = Measure(setter, fit)
    placer = Placer(measure, page, codes)
    rect = hole.rect
    start = page.width - rect.x - rect.width if setter.rtl else rect.x
    room = Room(
        rect.width, start, page.width - start - rect.width, rect.y, page.height - rect.y - rect.height
    )
    root = document.root
    children = measure.children(root)
    gap = number(root, "gap") * fit.spaces
    natural = measure.stack_height(children, room, gap)
    overflows = [
        Overflow("word", wide.element.name, wide.over, (wide.element,), 0.0) for wide in measure.wide.values()
    ]
    if natural > rect.height + TOLERANCE:
        overflows.append(Overflow("clinic", hole.name, natural - rect.height, tuple(children), natural))
    if overflows:
        report_overflow(measure, overflows, "", setter.findings)
        return Part(hole.name, hole.page, ())
    valign = str(root.attributes.get("valign") or "head")
    placer.stack(children, room, start, rect.y, rect.height, gap, inks, says(root, "spread"), valign)
    items = sorted(placer.items, key=lambda emitted: emitted.order)
    placed = frozenset(node for emitted in items for node in _nodes(emitted.item))
    report_unplaced(root, placed, fit.optional, setter.findings)
    return Part(hole.name, hole.page, tuple(emitted.item for emitted in items))
