from graphlib import CycleError

import pytest

from brochure.composition.panels import _level_order
from brochure.composition.panels import check_levels
from brochure.composition.panels import frame_panel
from brochure.composition.panels import solve_panels
from brochure.diagnostics import Findings
from brochure.units import Size

SIZE = Size(200.0, 300.0)


@pytest.fixture
def solve(kit):
    """Panels solved side by side, from one list of children each."""

    def run(*panels, size=SIZE, **attributes):
        measure = kit.measure()
        frames = [
            frame_panel(measure, f"panel-{number}", kit.panel(**attributes), children, size)
            for number, children in enumerate(panels)
        ]
        return solve_panels(measure, frames)

    return run


def tops(solved):
    """Where each level of each panel starts."""
    return [{segment.level: segment.y for segment in panel.segments if segment.level} for panel in solved]


def test_a_panels_padding_are_its_margins(kit):
    frame = frame_panel(kit.measure(), "one", kit.panel(style="panel"), (), SIZE)
    assert frame.room == (158.0, 30.0, 12.0, 20.0, 10.0)
    assert frame.height == 270.0


def test_copyfit_leaves_margins_alone(kit):
    tight = kit.measure(kit.full.__class__(12.0, 0.0, 0.7, 90.0, False))
    assert frame_panel(tight, "one", kit.panel(style="panel"), (), SIZE).room.head == 20.0


def test_a_level_starts_at_one_height_as_low_as_the_longest_panel_needs(kit, solve):
    solved = solve([kit.p(2), kit.p(level="low")], [kit.p(5), kit.p(level="low")], [kit.p(3, level="low")])
    assert tops(solved) == [{"low": 90.0}] * 3


def test_several_levels_each_hold_across_the_panels_that_have_them(kit, solve):
    solved = solve(
        [kit.p(1), kit.p(4, level="middle"), kit.p(level="low")],
        [kit.p(3), kit.p(1, level="middle"), kit.p(level="low")],
        [kit.p(2), kit.p(level="low")],
    )
    assert tops(solved) == [
        {"middle": 54.0, "low": 126.0},
        {"middle": 54.0, "low": 126.0},
        {"low": 126.0},
    ]


def test_height_left_over_goes_above_the_level_where_something_grows(kit, solve):
    solved = solve([kit.p(2, grow=1.0), kit.p(level="low")], [kit.p(5), kit.p(level="low")])
    assert tops(solved) == [{"low": 282.0}] * 2
    # What grows fills up to the level; what does not keeps its natural height.
    assert [panel.segments[0].height for panel in solved] == pytest.approx([282.0, 90.0])


def test_what_grows_above_a_level_leaves_the_space_that_the_level_asks_for(kit, solve):
    (panel,) = solve([kit.p(2, grow=1.0), kit.p(level="low", style="spaced")])
    assert tops([panel]) == [{"low": 282.0}]
    assert panel.segments[0].height == pytest.approx(272.0)


def test_height_left_over_is_shared_by_the_sums_of_grow(kit, solve):
    (panel,) = solve([kit.p(2, grow=1.0), kit.p(2, level="low", grow=3.0)])
    # 300 - 72 = 228 are left: a quarter above the level, the rest below it.
    assert tops([panel]) == [{"low": 36.0 + 57.0}]
    assert panel.segments[1].height == pytest.approx(300.0 - 93.0)


def test_what_grows_between_two_levels_fills_the_stretch_between_them(kit, solve):
    (panel,) = solve([kit.p(1), kit.p(1, level="a", grow=1.0), kit.p(1, level="b"), kit.p(1, level="c")])
    assert tops([panel]) == [{"a": 18.0, "b": 264.0, "c": 282.0}]
    assert [segment.height for segment in panel.segments] == pytest.approx([18.0, 246.0, 18.0, 18.0])


def test_nothing_grows_in_a_panel_that_is_full_or_too_high(kit, solve):
    for lines in (16, 17):
        (panel,) = solve([kit.p(lines, grow=1.0), kit.p(1, level="low")], size=Size(200.0, 17 * 18.0))
        assert tops([panel]) == [{"low": lines * 18.0}]
        assert panel.segments[0].height == pytest.approx(lines * 18.0)


def test_the_fullest_panel_says_how_much_is_left_over(kit, solve):
    solved = solve([kit.p(1, grow=1.0), kit.p(level="low")], [kit.p(3), kit.p(12, level="low")])
    assert tops(solved) == [{"low": 84.0}] * 2


def test_spaces_hold_between_what_stands_above_a_level_and_what_starts_it(kit, solve):
    solved = solve([kit.p(2), kit.p(level="low", style="spaced")], [kit.p(1), kit.p(level="low")])
    assert tops(solved) == [{"low": 46.0}] * 2


def test_a_panel_that_is_too_high_says_by_how_much(kit, solve):
    fits, over = solve([kit.p(16)], [kit.p(17)])
    assert fits.over == pytest.approx(-12.0)
    assert over.over == pytest.approx(6.0)
    assert over.natural == pytest.approx(306.0)


def test_a_level_pushed_down_by_a_neighbour_may_be_what_overflows(kit, solve):
    full, pushed = solve([kit.p(15), kit.p(level="low")], [kit.p(1), kit.p(3, level="low")])
    assert full.over < 0 < pushed.over


@pytest.mark.parametrize(
    ("sequences", "order"),
    [
        ([["a", "b"], ["b", "c"]], ["a", "b", "c"]),
        ([["b"], ["a", "b"]], ["a", "b"]),
        ([["a"], ["b"], ["a", "b"]], ["a", "b"]),
        ([["b"], ["a"], ["a", "b"]], ["a", "b"]),
        ([[], ["a"]], ["a"]),
    ],
)
def test_levels_come_in_an_order_that_agrees_with_every_panel(sequences, order):
    assert _level_order(sequences) == order


def test_an_order_that_contradicts_itself_is_found():
    with pytest.raises(CycleError):
        _level_order([["a", "b"], ["b", "c"], ["c", "a"]])


def messages(kit, *panels, rows=None):
    findings = Findings()
    named = {f"p{number}": (kit.panel(), children) for number, children in enumerate(panels)}
    check_levels(named, rows if rows is not None else [tuple(named)], findings)
    return [f"{found.source}: {found.message}" for found in findings]


def test_levels_that_agree_are_not_told(kit):
    above, below = kit.p(level="a"), kit.p(level="b")
    assert messages(kit, [above, below], [kit.p(), kit.p(level="b")]) == []


def test_a_level_inside_something_is_an_error_because_it_would_hold_nothing(kit):
    inner = kit.p(level="a")
    assert messages(kit, [kit.element("stack", inner)]) == [f'{inner.source}: level "a" stands inside stack']


def test_a_level_twice_in_a_panel_is_an_error(kit):
    first, second = kit.p(level="a"), kit.p(level="a")
    assert messages(kit, [first, second]) == [f'{second.source}: panel "p0" has level "a" twice']


def test_levels_that_change_their_order_between_neighbours_are_an_error(kit):
    panels = ([kit.p(level="a"), kit.p(level="b")], [kit.p(level="b"), kit.p(level="a")])
    (message,) = messages(kit, *panels)
    assert message.endswith('levels "a" and "b" change their order from panel to panel')
    # Panels that are not seen side by side may differ.
    assert messages(kit, *panels, rows=[("p0",), ("p1",)]) == []
