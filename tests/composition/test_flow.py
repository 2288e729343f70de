from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies

from brochure.composition.flow import fill_columns
from brochure.composition.flow import flow_blocks
from brochure.composition.flow import fragment_height
from brochure.composition.flow import locate_columns
from brochure.composition.flow import place_filled
from brochure.composition.flow import place_levelled
from brochure.composition.flow import row_heights
from brochure.composition.flow import split_levelled
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import TextLine
from brochure.composition.measure import kept_with_next
from brochure.composition.measure import Room
from brochure.composition.place import ColumnPlace
from brochure.composition.place import SPREAD_LIMIT

LINE = 18.0
ROOM = Room(200.0)


def fill(kit, blocks, *lines, gap=0.0):
    """Blocks filled into columns so many lines high."""
    return fill_columns(kit.measure(), blocks, [ROOM] * len(lines), [LINE * many for many in lines], gap)


def ranges(filled):
    """What each column holds: (name, start, stop) of each fragment."""
    return [[(part.element.name, part.start, part.stop) for part in column] for column in filled.columns]


# Filling column after column


def test_columns_fill_one_after_another(kit):
    filled = fill(kit, [kit.p(2), kit.p(2), kit.p(2)], 4, 4)
    assert ranges(filled) == [[("p", 0, None)] * 2, [("p", 0, None)]]
    assert filled.used == pytest.approx((72.0, 36.0))
    assert filled.left == ()


def test_a_paragraph_splits_where_two_lines_stay_on_both_sides(kit):
    assert ranges(fill(kit, [kit.p(6)], 4, 9)) == [[("p", 0, 4)], [("p", 4, None)]]
    # Five of six lines would fit, but one would stand alone at the head of the next column.
    assert ranges(fill(kit, [kit.p(6)], 5, 9)) == [[("p", 0, 4)], [("p", 4, None)]]
    assert ranges(fill(kit, [kit.p(7)], 4, 9)) == [[("p", 0, 4)], [("p", 4, None)]]
    # One line alone at the foot is no better, and three lines cannot be split at all.
    assert ranges(fill(kit, [kit.p(6)], 1, 9)) == [[], [("p", 0, None)]]
    assert ranges(fill(kit, [kit.p(3)], 2, 9)) == [[], [("p", 0, None)]]


def test_a_paragraph_may_run_over_three_columns(kit):
    assert ranges(fill(kit, [kit.p(9)], 3, 4, 4)) == [[("p", 0, 3)], [("p", 3, 7)], [("p", 7, None)]]


def test_a_list_splits_where_two_items_stay_on_both_sides(kit):
    five = kit.items(1, 1, 1, 1, 1)
    assert ranges(fill(kit, [five], 4, 9)) == [[("ul", 0, 3)], [("ul", 3, None)]]
    assert ranges(fill(kit, [kit.items(1, 1, 1)], 2, 9)) == [[], [("ul", 0, None)]]


def test_part_of_a_list_is_as_high_as_its_items_and_the_gaps_between_them(kit):
    three = (3 * LINE + 2 * 5.0) / LINE
    filled = fill(kit, [kit.items(1, 1, 1, 1, 1)], three, 9)
    assert ranges(filled) == [[("ul", 0, 3)], [("ul", 3, None)]]
    assert filled.used == pytest.approx((64.0, 41.0))
    assert filled.over == 0.0
    assert ranges(fill(kit, [kit.items(1, 1, 1, 1, 1)], three - 0.1, 9)) == [
        [("ul", 0, 2)],
        [("ul", 2, None)],
    ]


def test_a_card_never_splits(kit):
    card = kit.element("section", kit.p(3), kit.p(3), style="card", keep=True)
    filled = fill(kit, [kit.p(2), card], 6, 9)
    assert ranges(filled) == [[("p", 0, None)], [("section", 0, None)]]


def test_what_is_kept_never_splits_though_it_is_a_paragraph(kit):
    assert ranges(fill(kit, [kit.p(6, keep=True)], 4, 9)) == [[], [("p", 0, None)]]


def test_a_heading_goes_along_with_what_follows_it(kit):
    blocks = [kit.p(2), kit.heading(), kit.p(3)]
    assert ranges(fill(kit, blocks, 4, 9)) == [[("p", 0, None)], [("h2", 0, None), ("p", 0, None)]]
    # Two lines of a longer paragraph below it are enough for the heading to stay.
    blocks = [kit.p(2), kit.heading(), kit.p(4)]
    assert ranges(fill(kit, blocks, 5, 9)) == [
        [("p", 0, None), ("h2", 0, None), ("p", 0, 2)],
        [("p", 2, None)],
    ]


def test_headings_in_a_row_go_along_together(kit):
    blocks = [kit.p(2), kit.heading(), kit.heading(), kit.p(3)]
    assert [len(column) for column in fill(kit, blocks, 5, 9).columns] == [1, 3]


def test_a_break_before_starts_a_new_column(kit):
    blocks = [kit.p(1), kit.p(1, break_before=True), kit.p(1)]
    assert [len(column) for column in fill(kit, blocks, 9, 9).columns] == [1, 2]


def test_a_break_before_the_first_block_leaves_no_column_empty(kit):
    assert [len(column) for column in fill(kit, [kit.p(1, break_before=True)], 9, 9).columns] == [1, 0]


def test_what_no_column_holds_is_left_with_its_height(kit):
    blocks = [kit.p(2), kit.p(3, keep=True), kit.p(2)]
    filled = fill(kit, blocks, 4)
    assert [part.element for part in filled.left] == blocks[1:]
    assert filled.over == pytest.approx(5 * LINE)


def test_spaces_at_the_head_of_a_column_are_dropped(kit):
    filled = fill(kit, [kit.p(2, style="spaced"), kit.p(2, style="spaced")], 2, 2)
    assert filled.left == ()
    assert filled.used == pytest.approx((36.0, 36.0))


def test_spaces_within_a_column_count_each_between_its_own_neighbours(kit):
    blocks = [kit.p(1, style="spaced"), kit.p(1), kit.p(1), kit.p(1, style="spaced")]
    filled = fill(kit, blocks, 9, gap=2.0)
    # 6 pt below the first, the gap between the plain ones, 10 pt above the last.
    assert filled.used == pytest.approx((4 * LINE + 6.0 + 2.0 + 10.0,))
    assert fill(kit, blocks, 4, gap=2.0).over == pytest.approx(LINE)


def test_blocks_that_are_given_up_do_not_flow(kit):
    given_up = kit.full.__class__(12.0, 0.0, 0.7, 90.0, False)
    blocks = [kit.p(), kit.element("section", kit.p(), optional=True), kit.p(optional=True), kit.p()]
    assert flow_blocks(kit.measure(given_up), blocks) == [blocks[0], blocks[3]]


def test_a_plain_section_is_opened_and_a_kept_or_grounded_one_is_not(kit):
    plain = kit.element("section", kit.p(), kit.element("stack", kit.p(), kit.p()))
    kept = kit.element("section", kit.p(), keep=True)
    grounded = kit.element("section", kit.p(), style="card")
    optional = kit.element("section", kit.p(), optional=True)
    names = [block.name for block in flow_blocks(kit.measure(), [plain, kept, grounded, optional])]
    assert names == ["p", "p", "p", "section", "section", "p"]


BLOCKS = strategies.lists(
    strategies.tuples(strategies.sampled_from(["p", "h2", "ul", "card"]), strategies.integers(1, 7)),
    min_size=1,
    max_size=9,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BLOCKS, strategies.lists(strategies.integers(0, 12), min_size=1, max_size=4))
def test_whatever_flows_every_line_lands_once_in_order_and_no_column_overflows(kit, wanted, heights):
    make = {
        "p": kit.p,
        "h2": lambda many: kit.heading(min(many, 2)),
        "ul": lambda many: kit.items(*[1] * many),
        "card": lambda many: kit.element("section", kit.p(many), style="card", keep=True),
    }
    blocks = [make[name](many) for name, many in wanted]
    filled = fill(kit, blocks, *heights)
    measure = kit.measure()
    fragments = [part for column in (*filled.columns, filled.left) for part in column]
    # In order, nothing twice, nothing lost: each fragment goes on where the one before it stopped.
    assert [fragments[0].element, fragments[0].start] == [blocks[0], 0]
    for before, after in pairwise(fragments):
        if before.stop is None:
            assert after.element is blocks[blocks.index(before.element) + 1]
            assert after.start == 0
        else:
            assert (after.element, after.start) == (before.element, before.stop)
    assert fragments[-1].element is blocks[-1]
    assert fragments[-1].stop is None
    for part in fragments:
        if not part.whole:
            stop = part.stop if part.stop is not None else wanted[blocks.index(part.element)][1]
            assert stop - part.start >= 2
            assert part.element.name in ("p", "ul")
    for column, used, height in zip(filled.columns, filled.used, heights, strict=True):
        assert used <= height * LINE + 0.01
        assert used == pytest.approx(sum(fragment_height(measure, part, ROOM) for part in column))
    for column, after in pairwise([*filled.columns, filled.left]):
        if len(column) > 1 and after:
            assert not kept_with_next(measure, column[-1].element)


# Levelled columns


def heights(kit, columns):
    measure = kit.measure()
    return [measure.stack_height(column, ROOM, 0.0) for column in columns]


def split(kit, blocks, count, rows=False, gap=0.0):
    return split_levelled(kit.measure(), blocks, [ROOM] * count, gap, rows)


def test_levelled_columns_are_as_low_as_can_be(kit):
    blocks = [kit.p(lines) for lines in (4, 2, 1, 3, 2)]
    columns, height = split(kit, blocks, 2)
    assert [len(column) for column in columns] == [2, 3]
    assert height == pytest.approx(6 * LINE)
    assert heights(kit, columns) == pytest.approx([6 * LINE, 6 * LINE])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.lists(strategies.integers(1, 6), min_size=1, max_size=7), strategies.integers(1, 3))
def test_no_other_way_to_cut_is_lower(kit, lines, count):
    blocks = [kit.p(many) for many in lines]
    columns, height = split(kit, blocks, count)
    assert [block for column in columns for block in column] == blocks
    assert max(heights(kit, columns)) == pytest.approx(height)
    # What one column could hold at this height, taken greedily: a lower height would need more columns.
    needed, room = 1, 0
    for many in lines:
        if room + many > height / LINE - 0.5:
            needed, room = needed + 1, 0
        room += many
    assert needed > count or height == pytest.approx(max(lines) * LINE)


def test_of_ways_that_are_as_low_the_evenest_counts_and_then_the_fuller_first_column(kit):
    assert [len(column) for column in split(kit, [kit.p(1)], 2)[0]] == [1, 0]
    assert [len(column) for column in split(kit, [kit.p(5), kit.p(1), kit.p(1)], 3)[0]] == [1, 1, 1]
    assert [len(column) for column in split(kit, [kit.p(1), kit.p(1), kit.p(1)], 2)[0]] == [2, 1]


def test_rows_share_their_heights_and_the_first_column_is_never_the_shorter(kit):
    blocks = [kit.p(lines) for lines in (2, 1, 1, 3, 2)]
    columns, height = split(kit, blocks, 2, rows=True, gap=6.0)
    assert [len(column) for column in columns] == [3, 2]
    assert row_heights(kit.measure(), columns, [ROOM, ROOM]) == pytest.approx([54.0, 36.0, 18.0])
    assert height == pytest.approx(54.0 + 36.0 + 18.0 + 2 * 6.0)


def test_columns_are_found_in_reading_order_wherever_they_stand(kit):
    first = kit.element("column", flow="main")
    second = kit.element("column", flow="main")
    other = kit.element("column", flow="side")
    third = kit.element("column", flow="main")
    row = kit.element("row", kit.element("stack", second), other, gap=10.0)
    room = Room(190.0, 20.0, 5.0)
    found = locate_columns(kit.measure(), {"a": ([first, row], room), "b": ([third], room)})
    assert [(column, panel) for column, _, panel in found["main"]] == [
        (first, "a"),
        (second, "a"),
        (third, "b"),
    ]
    assert [own.width for _, own, _ in found["main"]] == [190.0, 90.0, 190.0]
    assert [(own.start, own.width) for _, own, _ in found["side"]] == [(120.0, 90.0)]


def test_a_column_in_an_optional_block_is_gone_with_it(kit):
    column = kit.element("column", flow="main")
    stack = kit.element("stack", column, optional=True)
    fit = kit.full.__class__(12.0, 0.0, 0.7, 90.0, False)
    assert locate_columns(kit.measure(fit), {"a": ([stack], ROOM)}) == {}


# Where columns put what they hold


def column(kit, height, **attributes):
    """A placer, and a column of that height in it."""
    placer = kit.placer()
    element = kit.element("column", flow="main", **attributes)
    return placer, ColumnPlace(element, ROOM, 0.0, 0.0, height, {})


def heads(placer):
    """Where the lines stand, from the first one's baseline on."""
    lines = [emitted.item.y for emitted in placer.items]
    return [round(line - lines[0], 2) for line in lines]


def test_a_filled_columns_blocks_keep_their_spaces(kit):
    placer, place = column(kit, 300.0)
    blocks = [kit.p(1, style="spaced"), kit.p(1), kit.p(1), kit.p(1, style="spaced")]
    filled = fill(kit, blocks, 9, gap=2.0)
    place_filled(placer, filled.columns[0], filled.used[0], place, spread=False)
    # The column names no style, so its own gap is none.
    assert heads(placer) == [0.0, 24.0, 42.0, 70.0]


def test_a_filled_column_that_spreads_widens_its_gaps_but_not_below_headings(kit):
    blocks = [kit.p(1), kit.heading(), kit.p(1), kit.p(1)]
    filled = fill(kit, blocks, 9)
    placer, place = column(kit, 4 * LINE + 10.0)
    place_filled(placer, filled.columns[0], filled.used[0], place, spread=True)
    assert heads(placer) == [0.0, 23.0, 41.0, 64.0]
    placer, place = column(kit, 300.0)
    place_filled(placer, filled.columns[0], filled.used[0], place, spread=True)
    assert heads(placer) == [0.0, 29.0, 47.0, 76.0]
    placer, place = column(kit, 300.0)
    place_filled(placer, filled.columns[0], filled.used[0], place, spread=False)
    assert heads(placer) == [0.0, 18.0, 36.0, 54.0]


def test_two_that_grow_in_a_filled_column_share_what_is_left(kit):
    blocks = [kit.element("box", kit.p(1), grow=1.0, style="grounded") for _ in range(2)]
    filled = fill(kit, [*blocks, kit.p(1)], 9)
    placer, place = column(kit, 3 * LINE + 40.0)
    place_filled(placer, filled.columns[0], filled.used[0], place, spread=True)
    grounds = [emitted.item.rect for emitted in placer.items if isinstance(emitted.item, Ground)]
    assert [(rect.y, rect.height) for rect in grounds] == [(0.0, 38.0), (38.0, 38.0)]


def test_parts_of_paragraphs_and_lists_go_on_in_the_next_column(kit):
    blocks = [kit.p(5), kit.items(1, 1, 1, 1)]
    filled = fill(kit, blocks, 3, 5, 5)
    assert ranges(filled) == [[("p", 0, 3)], [("p", 3, None), ("ul", 0, 2)], [("ul", 2, None)]]
    texts = []
    for at, fragments in enumerate(filled.columns):
        placer, place = column(kit, 300.0)
        place_filled(placer, fragments, filled.used[at], place, spread=False)
        texts.append([emitted.item for emitted in placer.items if isinstance(emitted.item, TextLine)])
    assert [len(lines) for lines in texts] == [3, 4, 2]
    assert [round(line.y - texts[1][0].y, 2) for line in texts[1]] == [0.0, 18.0, 36.0, 59.0]
    assert [line.x for line in texts[1]] == [0.0, 0.0, 10.0, 10.0]


def levelled(kit, height, rows, *lines):
    """Where the first column's lines stand when blocks of so many lines are levelled over two columns."""
    blocks = [kit.p(many) for many in lines]
    shared, _ = split(kit, blocks, 2, rows=rows)
    placer, place = column(kit, height)
    place_levelled(placer, shared, [ROOM, ROOM], place, 0, rows)
    return heads(placer)


def test_rows_share_out_what_is_left_so_far_as_gaps_may_widen(kit):
    assert levelled(kit, 3 * LINE, True, 1, 1, 1, 1, 1) == [0.0, 18.0, 36.0]
    assert levelled(kit, 3 * LINE + 10.0, True, 1, 1, 1, 1, 1) == [0.0, 23.0, 46.0]
    assert levelled(kit, 300.0, True, 1, 1, 1, 1, 1) == [0.0, 18.0 + SPREAD_LIMIT, 2 * (18.0 + SPREAD_LIMIT)]
    # A row is as high as its highest block, in the other column too.
    assert levelled(kit, 3 * LINE, True, 1, 1, 2, 1) == [0.0, 36.0]


def test_rows_count_their_gaps_before_they_widen_them(kit):
    blocks = [kit.p(1, style="spaced") for _ in range(4)]
    shared, height = split(kit, blocks, 2, rows=True)
    assert height == pytest.approx(2 * LINE + 10.0)
    placer, place = column(kit, height + 4.0)
    place_levelled(placer, shared, [ROOM, ROOM], place, 0, True)
    assert heads(placer) == [0.0, 32.0]


def test_columns_without_rows_spread_each_for_itself(kit):
    assert levelled(kit, 2 * LINE + 10.0, False, 1, 1, 1, 1) == [0.0, 28.0]
