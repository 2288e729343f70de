from dataclasses import replace

import pytest

from brochure.composition.measure import own_room
from brochure.composition.measure import Room
from brochure.composition.measure import SIGN_GAP
from brochure.units import Rect

ROOM = Room(200.0, 30.0, 12.0, 20.0, 10.0)


def test_a_paragraph_is_as_high_as_its_lines(kit):
    assert kit.measure().height(kit.p(3), ROOM) == pytest.approx(54.0)
    tight = replace(kit.full, leading=0.0)
    assert kit.measure(tight).height(kit.p(3), ROOM) == pytest.approx(3 * 15.6)


def test_the_larger_of_two_neighbours_spaces_counts_and_never_less_than_the_gap(kit):
    measure = kit.measure()
    plain, spaced = kit.p(), kit.p(style="spaced")
    assert measure.between(spaced, plain, 0.0) == 6.0
    assert measure.between(plain, spaced, 0.0) == 10.0
    assert measure.between(spaced, spaced, 0.0) == 10.0
    assert measure.between(spaced, spaced, 25.0) == 25.0
    assert measure.stack_height([plain, spaced, plain], ROOM, 8.0) == pytest.approx(3 * 18 + 10 + 8)
    assert measure.stack_height([spaced, plain, plain], ROOM, 2.0) == pytest.approx(3 * 18 + 6 + 2)


def test_spaces_and_paddings_shrink_together(kit):
    measure = kit.measure(replace(kit.full, spaces=0.7))
    assert measure.between(kit.p(style="spaced"), kit.p(), 0.0) == pytest.approx(4.2)
    assert measure.paddings(kit.element("box", style="card")) == pytest.approx((2.8, 4.2))
    assert measure.gap(kit.element("stack", style="gap")) == pytest.approx(5.6)
    assert measure.spaces(kit.element("box", style="apart")) == pytest.approx((14.0, 10.5))
    assert measure.height(kit.items(1, 1, 1), ROOM) == pytest.approx(3 * 18.0 + 2 * 3.5)
    # Sideways nothing shrinks: measures stay what they are, so that no line is shaped anew.
    assert measure.inner(kit.element("box", style="card"), ROOM) == kit.measure().inner(
        kit.element("box", style="card"), ROOM
    )


def test_a_plain_box_passes_on_its_childrens_spaces_and_a_ground_keeps_them_in(kit):
    measure = kit.measure()
    assert measure.spaces(kit.element("stack", kit.p(style="spaced"), kit.p())) == (10.0, 0.0)
    assert measure.spaces(kit.element("section", kit.p(), kit.p(style="spaced"), style="around")) == (
        2.0,
        6.0,
    )
    assert measure.spaces(kit.element("box", kit.p(style="spaced"), style="grounded")) == (0.0, 0.0)
    assert measure.spaces(kit.element("box", kit.p(style="spaced"), style="apart")) == (20.0, 15.0)


def test_a_box_adds_its_padding_and_is_never_lower_than_its_style_or_attribute_asks(kit):
    measure = kit.measure()
    assert measure.height(kit.element("box", kit.p(2), style="card"), ROOM) == pytest.approx(46.0)
    assert measure.height(kit.element("box", kit.p(), style="low"), ROOM) == 50.0
    assert measure.height(kit.element("box", kit.p(), style="low", height=70.0), ROOM) == 70.0


def test_an_outset_that_equals_the_padding_leaves_the_measure_as_it_is(kit):
    inner = kit.measure().inner(kit.element("box", style="outset"), ROOM)
    assert inner == ROOM


def test_padding_narrows_the_measure_but_not_at_a_side_that_reaches_the_edge(kit):
    measure = kit.measure()
    assert measure.inner(kit.element("box", style="card"), ROOM) == Room(186.0, 39.0, 17.0, 20.0, 10.0)
    reaching = kit.element("box", style="card", reaches=("head", "start"))
    assert measure.inner(reaching, ROOM) == Room(195.0, 30.0, 17.0, 20.0, 10.0)
    assert measure.paddings(reaching) == (0.0, 6.0)


def test_half_a_border_narrows_the_measure_as_padding_does(kit):
    inner = kit.measure().inner(kit.element("box", style="border"), ROOM)
    assert inner == Room(198.0, 31.0, 13.0, 20.0, 10.0)
    reaching = kit.measure().inner(kit.element("box", style="border", reaches=("end",)), ROOM)
    assert reaching == Room(199.0, 31.0, 12.0, 20.0, 10.0)


def test_a_list_adds_gaps_between_items_which_are_never_lower_than_their_marks(kit):
    measure = kit.measure()
    assert measure.height(kit.items(1, 2, 1), ROOM) == pytest.approx(4 * 18 + 2 * 5)
    assert measure.height(kit.items(1, 2, style="tall"), ROOM) == pytest.approx(30 + 36 + 5)


def test_a_word_wider_than_its_line_is_noted_once_with_the_most_it_is_too_wide(kit):
    measure = kit.measure()
    long = kit.element("p", words="Donaudampfschifffahrtsgesellschaft")
    measure.height(long, Room(100.0))
    measure.height(long, Room(60.0))
    measure.height(long, Room(100.0))
    (wide,) = measure.wide.values()
    assert wide.element is long
    fresh = kit.measure()
    fresh.height(long, Room(60.0))
    assert wide.over == pytest.approx(next(iter(fresh.wide.values())).over)
    assert wide.over > 100.0
    assert not kit.measure().wide


def test_a_word_exactly_as_wide_as_its_line_is_not_too_wide(kit):
    element = kit.element("p", words="Donaudampfschifffahrtsgesellschaft")
    shaped = kit.setter().shaped(element, kit.styles.paragraph["body"], kit.full)
    measure = kit.measure()
    assert measure.height(element, Room(shaped.longest * 12.0)) == pytest.approx(18.0)
    assert not measure.wide
    measure.height(element, Room(shaped.longest * 12.0 - 1.0))
    assert next(iter(measure.wide.values())).over == pytest.approx(1.0)


def test_an_items_words_stand_behind_its_indent_so_their_line_is_shorter(kit):
    item = kit.element("li", words="Donaudampfschifffahrtsgesellschaft", label="1", label_node=999)
    listed = kit.element("ul", item)
    width = kit.setter().shaped(item, kit.styles.paragraph["list"], kit.full).longest * 12.0
    measure = kit.measure()
    assert measure.height(listed, Room(width + 10.0)) == pytest.approx(18.0)
    assert not measure.wide
    measure = kit.measure()
    assert measure.height(listed, Room(width + 5.0)) == pytest.approx(36.0)
    assert next(iter(measure.wide.values())).over == pytest.approx(5.0)


def test_a_figure_is_as_high_as_its_picture_in_its_padding(kit):
    measure = kit.measure(pictures={"dog": kit.picture(width=40.0, height=20.0)})
    image = kit.element("img", picture="dog", width=80.0)
    figure = kit.element("figure", image, style="card")
    assert measure.height(figure, ROOM) == pytest.approx(4.0 + 40.0 + 6.0)


def test_a_label_that_is_wider_than_the_space_beside_the_picture_is_noted(kit):
    label = kit.element("label", words="Donaudampfschifffahrt", to="nose", side="start")
    width = kit.setter().shaped(label, kit.styles.paragraph["body"], kit.full).longest * 12.0
    image = kit.element("img", picture="dog", width=80.0)
    figure = kit.element("figure", image, label)

    def wide(room):
        measure = kit.measure(pictures={"dog": kit.picture(width=40.0, height=20.0)})
        measure.height(figure, Room(room))
        return [found.over for found in measure.wide.values()]

    assert wide(80.0 + SIGN_GAP + width + 0.1) == []
    assert wide(80.0 + SIGN_GAP + width - 2.0) == pytest.approx([2.0])


def test_pictures_keep_their_proportions(kit):
    measure = kit.measure(pictures={"dog": kit.picture(width=400.0, height=200.0)})

    def size(**attributes):
        return measure.picture_size(kit.element("img", picture="dog", **attributes), ROOM)

    assert size() == (200.0, 100.0)
    assert size(width=60.0) == (60.0, 30.0)
    assert size(height=60.0) == (120.0, 60.0)
    assert size(height=150.0) == (200.0, 100.0), "never wider than its room"
    assert size(width=60.0, height=10.0) == (20.0, 10.0)
    assert size(reaches=("start",)) == (230.0, 115.0)
    assert size(reaches=("start", "end"), width=100.0) == (142.0, 71.0)


def test_a_logo_that_is_higher_than_wide_may_be_taller(kit):
    for sides, size in (
        ((20.0, 10.0), (80.0, 40.0)),
        ((10.0, 20.0), (30.0, 60.0)),
        ((10.0, 10.0), (40.0, 40.0)),
    ):
        measure = kit.measure(pictures={"logo": kit.picture(width=sides[0], height=sides[1])})
        logo = kit.element("logo", height=40.0, tall=60.0)
        assert measure.picture_size(logo, ROOM) == size


def test_logos_in_a_row_stand_together(kit):
    logo = kit.picture(width=20.0, height=10.0)
    measure = kit.measure(pictures={"logo": logo, "other": logo})
    row = kit.element(
        "row", kit.element("logo", height=10.0), kit.element("logo", picture="other", height=5.0), gap=6.0
    )
    assert [(room.start, room.width) for room in measure.row_rooms(row, Room(200.0))] == [
        (0.0, 20.0),
        (26.0, 10.0),
    ]


def test_a_picture_counts_by_its_trim_not_by_its_bleed(kit):
    picture = kit.picture(width=120.0, height=80.0, view=Rect(10.0, 20.0, 100.0, 50.0))
    measure = kit.measure(pictures={"dog": picture})
    assert measure.picture_size(kit.element("img", picture="dog", width=50.0), ROOM) == (50.0, 25.0)


def test_what_a_picture_has_beyond_the_margin_needs_no_room_in_its_panel(kit):
    measure = kit.measure(pictures={"dog": kit.picture(width=200.0, height=100.0)})
    assert measure.height(kit.element("img", picture="dog", reaches=("foot",)), ROOM) == 90.0
    growing = kit.element("img", picture="dog", height=30.0, width=200.0, grow=1.0, reaches=("foot",))
    assert measure.height(growing, ROOM) == 20.0
    # Without `grow` it needs all of itself, whatever its least height.
    still = kit.element("img", picture="dog", height=30.0, width=200.0, reaches=("foot",))
    assert measure.height(still, ROOM) == 90.0


def test_a_row_gives_fixed_widths_first_and_shares_out_the_rest(kit):
    measure = kit.measure(pictures={"dog": kit.picture(width=40.0, height=20.0)})
    row = kit.element(
        "row",
        kit.element("img", picture="dog"),
        kit.element("stack", kit.p(), share=1.0),
        kit.element("stack", kit.p(2), share=2.0),
        gap=5.0,
    )
    rooms = measure.row_rooms(row, ROOM)
    assert [room.width for room in rooms] == pytest.approx([40.0, 50.0, 100.0])
    assert [room.start for room in rooms] == pytest.approx([30.0, 75.0, 130.0])
    assert [room.start + room.width + room.end for room in rooms] == pytest.approx([242.0] * 3)
    assert measure.height(row, ROOM) == pytest.approx(36.0)


def test_a_clinics_box_is_measured_by_what_the_layout_reserves(kit):
    measure = kit.measure()
    assert measure.height(kit.element("clinic", name="logo", height=44.0), ROOM) == 44.0
    lines = kit.element("clinic", name="imprint", lines=2.0, of="tight")
    assert measure.height(lines, ROOM) == pytest.approx(28.8)
    larger = kit.measure(replace(kit.full, size=14.0))
    assert larger.height(lines, ROOM) == pytest.approx(33.6)


def test_optional_blocks_need_no_room_once_they_are_given_up(kit):
    stack = kit.element("stack", kit.p(), kit.p(2, optional=True))
    assert kit.measure().height(stack, ROOM) == pytest.approx(54.0)
    assert kit.measure(replace(kit.full, optional=False)).height(stack, ROOM) == pytest.approx(18.0)


@pytest.mark.parametrize(("align", "start"), [("start", 30.0), ("center", 80.0), ("end", 130.0)])
def test_an_element_with_a_width_of_its_own_stands_where_its_align_says(kit, align, start):
    room = own_room(kit.p(width=100.0, align=align), ROOM)
    assert (room.start, room.width, room.start + room.width + room.end) == (start, 100.0, 242.0)
    assert own_room(kit.p(width=300.0), ROOM) == ROOM


def test_rules_spacers_and_lines_to_write_on(kit):
    measure = kit.measure(replace(kit.full, spaces=0.7))
    assert measure.height(kit.element("rule"), ROOM) == 0.75
    assert measure.height(kit.element("spacer", min=10.0), ROOM) == pytest.approx(7.0)
    # A hand needs its room, however tight the leaflet is.
    assert measure.height(kit.element("write-in", lines=3.0, pitch=25.0), ROOM) == 75.0
