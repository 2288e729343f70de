from dataclasses import replace
from itertools import pairwise

import pytest

from brochure.composition.leaflet import BLEED
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import Stroke
from brochure.composition.leaflet import TextLine
from brochure.composition.measure import Room
from brochure.composition.measure import SIGN_GAP
from brochure.composition.place import Placer
from brochure.composition.place import SPREAD_LIMIT
from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size

SIZE = Size(200.0, 300.0)
ROOM = Room(158.0, 30.0, 12.0, 20.0, 10.0)
"""What style "panel" leaves of SIZE."""


def place(kit, *children, height=None, spread=False, valign="head", gap=0.0, room=ROOM, **options):
    """Things stacked from the head margin of a panel; gives the placer."""
    placer = kit.placer(SIZE, **options)
    if height is None:
        height = placer.measure.stack_height(children, room, gap)
    placer.stack(children, room, room.start, room.head, height, gap, {}, spread, valign)
    return placer


def placed(placer, kind):
    return [emitted.item for emitted in placer.items if isinstance(emitted.item, kind)]


def baselines(placer):
    return [line.y for line in placed(placer, TextLine)]


def steps(placer):
    lines = baselines(placer)
    return [round(after - before, 2) for before, after in pairwise(lines)]


# Words


def test_lines_stand_a_line_height_apart_and_half_the_leading_above(kit):
    placer = place(kit, kit.p(3))
    assert steps(placer) == [18.0, 18.0]
    # Noto Sans: ascender 1.069, descender 0.293 ems; the line is 1.362 × 12 = 16.344 high in 18.
    assert baselines(placer)[0] == pytest.approx(20.0 + (18 - 16.344) / 2 + 1.069 * 12, abs=0.01)


@pytest.mark.parametrize(("style", "share"), [("body", 0.0), ("middle", 0.5), ("far", 1.0)])
def test_lines_stand_in_their_measure_as_the_style_aligns_them(kit, style, share):
    (line,) = placed(place(kit, kit.p(1, style=style)), TextLine)
    assert line.x == pytest.approx(30.0 + share * (158.0 - line.line.advance * 12), abs=0.001)


def test_words_take_the_ink_of_the_box_around_them(kit):
    box = kit.element("box", kit.p(), kit.p(style="red"), style="dark")
    inner, red = placed(place(kit, box), TextLine)
    assert (inner.inks, red.inks) == (("on-primary",), ("caution",))
    (outer,) = placed(place(kit, kit.p()), TextLine)
    assert outer.inks == ("ink",)


def test_a_border_takes_the_ink_of_the_box_around_it_too(kit):
    inner = kit.element("box", kit.p(), style="border")
    plain, dark = placed(place(kit, inner, kit.element("box", inner, style="dark")), Ground)[0::2]
    assert plain.stroke == "danger"
    assert dark.stroke == "caution"


# Grounds


def ground(kit, *, rtl=False, **attributes):
    (found,) = placed(place(kit, kit.element("box", kit.p(), **attributes), rtl=rtl), Ground)
    return found


def test_a_ground_fills_its_box(kit):
    found = ground(kit, style="card")
    assert found.rect == (30.0, 20.0, 158.0, 28.0)
    assert (found.fill, found.stroke, found.radii) == ("mist", None, (3.0, 3.0, 3.0, 3.0))


def test_an_outset_ground_hangs_out_of_the_measure_while_its_words_keep_their_edge(kit):
    placer = place(kit, kit.p(), kit.element("box", kit.p(), style="outset"))
    (found,) = placed(placer, Ground)
    assert (found.rect.x, found.rect.width) == (30.0 - 13.0, 158.0 + 26.0)
    assert len({line.x for line in placed(placer, TextLine)}) == 1


def test_a_ground_that_reaches_an_edge_goes_over_it_by_the_bleed(kit):
    found = ground(kit, style="grounded", reaches=("head", "end", "foot", "start"))
    rect = found.rect
    assert rect.x == pytest.approx(-BLEED, abs=0.001)
    assert rect.y == pytest.approx(-BLEED, abs=0.001)
    assert rect.right == pytest.approx(200.0 + BLEED, abs=0.001)
    # At the foot: the box itself, the foot margin, the bleed.
    assert rect.foot == pytest.approx(20.0 + 18.0 + 10.0 + BLEED, abs=0.001)


def test_corners_at_an_edge_that_is_reached_are_square(kit):
    assert ground(kit, style="card", reaches=("foot",)).radii == (3.0, 3.0, 0.0, 0.0)
    assert ground(kit, style="card", reaches=("head",)).radii == (0.0, 0.0, 3.0, 3.0)


def test_corners_are_round_where_the_style_says(kit):
    assert ground(kit, style="head").radii == (3.0, 3.0, 0.0, 0.0)
    assert ground(kit, style="foot").radii == (0.0, 0.0, 3.0, 3.0)
    assert ground(kit, style="square").radii == (0.0, 0.0, 0.0, 0.0)


def test_each_side_is_reached_by_itself(kit):
    foot = ground(kit, style="grounded", reaches=("foot",)).rect
    assert (foot.y, foot.foot) == (20.0, pytest.approx(38.0 + 10.0 + BLEED, abs=0.001))
    head = ground(kit, style="grounded", reaches=("head",)).rect
    assert (head.y, head.foot) == (pytest.approx(-BLEED, abs=0.001), pytest.approx(38.0))


def test_a_border_is_drawn_inside_its_box(kit):
    found = ground(kit, style="border")
    assert found.rect == (31.0, 21.0, 156.0, 18.0)
    assert (found.stroke_width, found.fill) == (2.0, None)


def test_a_rule_runs_along_the_head_of_its_box_and_what_stands_in_it_starts_below(kit):
    placer = place(kit, kit.element("box", kit.p(), style="ruled"))
    (rule,) = placed(placer, Stroke)
    assert rule.points == ((24.0, 22.0), (194.0, 22.0))
    assert (rule.ink, rule.width) == ("primary", 4.0)
    alone = placed(place(kit, kit.p()), TextLine)[0]
    assert placed(placer, TextLine)[0].y == pytest.approx(alone.y + 4.0 + 5.0)


def test_a_ground_is_painted_before_what_stands_on_it(kit):
    placer = place(kit, kit.ordered(kit.element("section", kit.p(), kit.items(1), style="card")))
    kinds = [type(emitted.item) for emitted in sorted(placer.items, key=lambda emitted: emitted.order)]
    assert kinds == [Ground, TextLine, Mark, TextLine]


def test_each_space_in_a_stack_is_that_of_its_own_neighbours(kit):
    placer = place(kit, kit.p(1, style="spaced"), kit.p(), kit.p(), kit.p(1, style="spaced"), gap=2.0)
    assert steps(placer) == [24.0, 20.0, 28.0]


def test_a_stack_stands_at_the_head_unless_told(kit):
    placer = kit.placer(SIZE)
    placer.stack([kit.p()], ROOM, 30.0, 20.0, 200.0, 0.0, {})
    assert baselines(placer) == baselines(place(kit, kit.p()))


def test_what_grows_in_a_box_stays_inside_its_padding(kit):
    inner = kit.element("box", kit.p(), style="grounded", grow=1.0)
    outer = kit.element("box", inner, style="card", grow=1.0)
    first, second = placed(place(kit, outer, height=100.0), Ground)
    assert (first.rect.y, first.rect.height) == (20.0, 100.0)
    assert (second.rect.y, second.rect.height) == (24.0, 90.0)


def test_a_borders_corners_follow_the_middle_of_its_line(kit):
    assert ground(kit, style="frame").radii == (2.0, 2.0, 2.0, 2.0)
    assert ground(kit, style="thick").radii == (0.0, 0.0, 0.0, 0.0)


# Height that is left over


def test_a_stack_that_spreads_widens_its_gaps_but_only_so_far(kit):
    assert steps(place(kit, kit.p(), kit.p(), kit.p(), height=74.0, spread=True)) == [28.0, 28.0]
    far = steps(place(kit, kit.p(), kit.p(), height=200.0, spread=True))
    assert far == [18.0 + SPREAD_LIMIT]


def test_spreading_never_parts_a_heading_from_what_follows_it(kit):
    assert steps(place(kit, kit.heading(), kit.p(), kit.p(), height=64.0, spread=True)) == [18.0, 28.0]


def test_what_follows_a_running_head_begins_below_its_room_whether_it_says_something_or_not(kit):
    after = kit.p(style="spaced")
    for said in ((kit.p(),), ()):
        head = kit.element("head", *said, height=24.0)
        placer = place(kit, head, after, kit.p(), height=200.0, gap=8.0, spread=True)
        assert baselines(placer)[len(said)] - baselines(place(kit, after))[0] == pytest.approx(24.0)


def test_what_grows_takes_the_height_instead(kit):
    box = kit.element("box", kit.p(), style="grounded", grow=1.0)
    placer = place(kit, kit.p(), box, kit.p(), height=154.0, spread=True)
    (found,) = placed(placer, Ground)
    assert found.rect.height == 118.0
    assert baselines(placer)[-1] - baselines(placer)[0] == pytest.approx(136.0)


@pytest.mark.parametrize(("valign", "drop"), [("head", 0.0), ("center", 41.0), ("foot", 82.0)])
def test_a_stack_stands_in_its_height_as_valign_says(kit, valign, drop):
    high = baselines(place(kit, kit.p(), height=100.0, valign=valign))
    assert high[0] - baselines(place(kit, kit.p()))[0] == pytest.approx(drop)


def test_a_rows_children_stand_as_valign_says_each_for_itself(kit):
    children = [kit.element("stack", kit.p(), share=1.0, valign=side) for side in ("head", "center", "foot")]
    row = kit.element("row", *children, kit.element("stack", kit.p(3), share=1.0))
    head, center, foot, *_ = baselines(place(kit, row))
    assert (center - head, foot - head) == pytest.approx((18.0, 36.0))
    plain = kit.element("row", kit.element("stack", kit.p()), kit.element("stack", kit.p(3)))
    assert baselines(place(kit, plain))[:2] == [head, head]


# Lists


def test_a_mark_stands_at_the_start_of_its_first_line_and_words_behind_the_indent(kit):
    placer = place(kit, kit.items(2))
    (mark,) = placed(placer, Mark)
    first = placed(placer, TextLine)[0]
    assert (mark.rect.x, mark.rect.width, mark.kind, mark.text) == (30.0, 4.0, "disc", "\u2022")
    assert (mark.stroke_width, mark.fill, mark.ink) == (0.0, None, "accent")
    assert first.x == 40.0
    # The disc stands on the middle of the small letters: x-height 0.536 ems of Noto Sans.
    assert mark.rect.y + 2.0 == pytest.approx(first.y - 0.536 * 12 / 2, abs=0.01)


def test_ticks_are_boxes_on_the_middle_of_the_capitals(kit):
    placer = place(kit, kit.items(1, kind="ticks"))
    (mark,) = placed(placer, Mark)
    (line,) = placed(placer, TextLine)
    assert (mark.kind, mark.ink, mark.fill, mark.text) == ("box", "primary", "paper", "\u2610")
    assert mark.stroke_width == 1.3
    assert mark.rect.y + 6.0 == pytest.approx(line.y - 0.714 * 12 / 2, abs=0.01)


def test_gaps_between_items_shrink_with_all_spaces(kit):
    tight = replace(kit.full, spaces=0.7)
    assert steps(place(kit, kit.items(1, 1))) == [23.0]
    assert steps(place(kit, kit.items(1, 1), fit=tight)) == [21.5]


def test_a_mark_names_its_own_node_and_comes_before_its_words(kit):
    listed = kit.items(1, 1)
    placer = place(kit, listed)
    nodes = [item.node if isinstance(item, Mark) else item.spans[0].node for _, item in placer.items]
    expected = []
    for item in listed.children:
        expected += [item.attributes["label-node"], item.node]
    assert nodes == expected


def test_numbers_are_words_on_the_items_first_line(kit):
    number, first, *_ = placed(place(kit, kit.items(2, kind="ol", style="numbers")), TextLine)
    assert (number.line.text, number.x, number.y) == ("1", 30.0, first.y)


def test_a_list_without_marks_has_none(kit):
    placer = place(kit, kit.items(1, style="bare"))
    assert placed(placer, Mark) == []
    assert placed(placer, TextLine)[0].x == 30.0


# Pictures, codes, rules, boxes of the clinic


def picture(kit, view=None, width=40.0, height=20.0, on_side=(), **attributes):
    pictures = {"dog": kit.picture(width=width, height=height, view=view)}
    element = kit.element("img", picture="dog", **attributes)
    (found,) = placed(place(kit, element, pictures=pictures, **dict(on_side)), PlacedPicture)
    return found


@pytest.mark.parametrize(("align", "x"), [("start", 30.0), ("center", 89.0), ("end", 148.0)])
def test_a_picture_stands_as_its_align_says(kit, align, x):
    assert picture(kit, align=align).rect == (x, 20.0, 40.0, 20.0)


def test_a_picture_that_reaches_the_edges_fills_the_panel_and_shows_as_far_as_grounds_go(kit):
    found = picture(kit, view=Rect(4.0, 2.0, 32.0, 16.0), reaches=("start", "end", "head"))
    scale = 200.0 / 32.0
    assert found.rect == pytest.approx((-4 * scale, -2 * scale, 40 * scale, 20 * scale), abs=0.001)
    assert found.clip == pytest.approx((-BLEED, -BLEED, 200 + 2 * BLEED, 100 + BLEED), abs=0.001)


def test_a_picture_without_bleed_is_not_clipped(kit):
    assert picture(kit).clip is None


def test_a_picture_that_is_too_high_is_cropped_at_its_foot(kit):
    pictures = {"dog": kit.picture(width=100.0, height=100.0)}
    element = kit.element("img", picture="dog", width=100.0, height=40.0, grow=1.0, reaches=("foot",))
    (found,) = placed(place(kit, element, height=60.0, pictures=pictures), PlacedPicture)
    assert found.rect == (30.0, 20.0, 100.0, 100.0)
    assert found.clip == pytest.approx((30.0, 20.0, 100.0, 70.0 + BLEED), abs=0.001)


def test_a_decoration_is_an_artifact_and_a_picture_names_its_node(kit):
    element = kit.element("img", picture="dog")
    pictures = {"dog": kit.picture()}
    (told,) = placed(place(kit, element, pictures=pictures), PlacedPicture)
    (quiet,) = placed(place(kit, replace(element, node=None), pictures=pictures), PlacedPicture)
    assert (told.node, quiet.node) == (element.node, None)


def test_a_code_keeps_four_modules_of_quiet_inside_its_width_when_asked_to(kit):
    rows = ("1" * 21,) * 21
    plain = kit.element("qr", value="x", width=58.0)
    quiet = kit.element("qr", value="x", width=58.0, quiet=True)
    first, second = placed(place(kit, plain, quiet, codes={"x": rows}), PlacedCode)
    assert first.rect == (30.0, 20.0, 58.0, 58.0)
    assert second.rect == (38.0, 86.0, 42.0, 42.0)


def test_lines_to_write_on_stand_a_pitch_apart_over_the_whole_measure(kit):
    strokes = placed(place(kit, kit.element("write-in", lines=2, pitch=25.0)), Stroke)
    assert [stroke.points for stroke in strokes] == [
        (Point(30.0, 45.0), Point(188.0, 45.0)),
        (Point(30.0, 70.0), Point(188.0, 70.0)),
    ]
    assert {(stroke.ink, stroke.width) for stroke in strokes} == {("rule", 1.0)}
    (rule,) = placed(place(kit, kit.element("rule", height=2.0, ink="accent")), Stroke)
    assert (rule.points[0], rule.ink, rule.width) == (Point(30.0, 21.0), "accent", 2.0)


def test_a_clinics_box_leaves_a_hole_with_the_inks_around_it(kit):
    box = kit.element("box", kit.element("clinic", name="logo", height=44.0), style="dark")
    (hole,) = place(kit, box).holes
    assert (hole.name, hole.rect) == ("logo", Rect(30.0, 20.0, 158.0, 44.0))
    assert dict(hole.inks)["ink"] == "on-primary"


# Figures with labels


def figure(kit, *labels, rtl=False, points=None, view=None, room=ROOM, **attributes):
    findings = kit.setter().findings
    pictures = {"dog": kit.picture(points=points, view=view)}
    image = kit.element("img", picture="dog", width=80.0)
    marked = [kit.element("label", words=text, to=to) for text, to in labels]
    element = kit.element("figure", image, *marked, **attributes)
    measure = kit.measure(rtl=rtl, pictures=pictures, findings=findings)
    placer = Placer(measure, SIZE)
    placer.place(element, room, room.start, room.head, measure.height(element, room), {})
    return placer, findings


def test_a_label_stands_at_the_height_of_the_point_it_names_with_a_line_to_it(kit):
    placer, findings = figure(kit, ("nose", "nose"))
    (shown,) = placed(placer, PlacedPicture)
    (line,) = placed(placer, Stroke)
    # The picture stands at the end of the measure, at twice its size.
    assert shown.rect == (108.0, 20.0, 80.0, 40.0)
    (words,) = placed(placer, TextLine)
    assert words.x == 30.0
    # The line starts a little behind the words, on the height of the point, which is the middle of theirs.
    assert line.points[0].x == pytest.approx(30.0 + words.line.advance * 12 + SIGN_GAP, abs=0.001)
    assert line.points[0].y == line.points[1].y == 30.0
    assert line.points[1].x == 128.0
    assert (line.ink, line.width) == ("line", 1.25)
    assert words.y == pytest.approx(30.0 - 9.0 + (18 - 16.344) / 2 + 1.069 * 12, abs=0.01)
    assert not findings.found


def test_a_point_is_counted_from_the_picture_s_trim(kit):
    placer, _ = figure(kit, ("nose", "nose"), view=Rect(5.0, 2.0, 32.0, 16.0))
    (line,) = placed(placer, Stroke)
    # 80 pt for 32: two and a half times its size; the nose is 5 pt and 3 pt from the trim's corner.
    assert line.points[1] == Point(108.0 + 12.5, 20.0 + 7.5)


def test_a_figures_picture_stands_at_the_end_of_its_padding(kit):
    placer, _ = figure(kit, ("nose", "nose"), style="card")
    (shown,) = placed(placer, PlacedPicture)
    assert shown.rect == (103.0, 24.0, 80.0, 40.0)
    assert placed(placer, TextLine)[0].x == 39.0


def test_a_label_for_a_point_that_the_picture_lacks_is_an_error(kit):
    _, findings = figure(kit, ("ear", "ear"))
    (found,) = findings
    assert found.message == 'picture "dog" has no point "ear"'
    assert found.hints == ("points: nose, tail",)


def test_labels_that_only_touch_are_no_error(kit):
    # At twice its size, 9 pt in the picture are the height of one line.
    near = {"nose": Point(10.0, 5.0), "tail": Point(12.0, 14.0)}
    assert not figure(kit, ("nose", "nose"), ("tail", "tail"), points=near)[1].found


def test_a_label_is_read_where_it_stands_among_the_figures_parts(kit):
    placer, _ = figure(kit, ("nose", "nose"), ("tail", "tail"))
    nodes = [emitted.item.spans[0].node for emitted in placer.items if isinstance(emitted.item, TextLine)]
    orders = [emitted.order for emitted in placer.items if isinstance(emitted.item, TextLine)]
    assert orders == nodes


def test_labels_that_run_into_one_another_are_an_error(kit):
    near = {"nose": Point(10.0, 5.0), "eye": Point(12.0, 6.0)}
    _, findings = figure(kit, ("nose", "nose"), ("eye", "eye"), points=near)
    assert [found.message for found in findings] == ["labels of the figure run into one another"]


def test_under_right_to_left_a_label_asks_for_the_point_that_is_made_for_it(kit):
    both = {"nose": Point(10.0, 5.0), "nose-mirror": Point(30.0, 15.0)}
    left = placed(figure(kit, ("nose", "nose"), points=both)[0], Stroke)[0]
    right = placed(figure(kit, ("nose", "nose"), points=both, rtl=True)[0], Stroke)[0]
    assert left.points[1].y == 30.0
    assert right.points[0] == Point(72.0, 50.0)


# Right to left


def everything(kit):
    """One of each kind, with nothing symmetrical about where it stands."""
    kit.fresh()
    return [
        kit.p(2),
        kit.p(1, width=60.0, align="end"),
        kit.items(1, 2),
        kit.items(1, kind="ol", style="numbers"),
        kit.element("box", kit.items(1, kind="ticks"), kit.p(style="far"), style="card", reaches=("start",)),
        kit.element("box", kit.p(), style="grounded", reaches=("end",)),
        kit.element("box", kit.p(), style="outset"),
        kit.element(
            "row",
            kit.element("img", picture="dog"),
            kit.element("stack", kit.p(), kit.element("clinic", name="logo", height=20.0), share=1.0),
            gap=7.0,
        ),
        kit.element("img", picture="dog", width=100.0, reaches=("start",)),
        kit.element("qr", value="x", width=29.0, quiet=True),
        kit.element("write-in", lines=1, pitch=20.0, width=50.0),
    ]


def edges(placer):
    """Left and right edges of all that was placed, with its kind and height."""
    found = []
    for _, item in placer.items:
        if isinstance(item, TextLine):
            found.append(("text", item.x, item.x + item.line.advance * item.size, item.y))
        elif isinstance(item, Stroke):
            xs = [point.x for point in item.points]
            found.append(("stroke", min(xs), max(xs), item.points[0].y))
        else:
            found.append((type(item).__name__, item.rect.x, item.rect.right, item.rect.y))
    found += [("hole", hole.rect.x, hole.rect.right, hole.rect.y) for hole in placer.holes]
    return found


def test_right_to_left_mirrors_every_place_within_the_panel(kit):
    pictures = {"dog": kit.picture()}
    codes = {"x": ("1" * 21,) * 21}
    ltr = edges(place(kit, *everything(kit), pictures=pictures, codes=codes))
    rtl = edges(place(kit, *everything(kit), pictures=pictures, codes=codes, rtl=True))
    kinds = {kind for kind, *_ in ltr}
    assert kinds == {"text", "Mark", "Ground", "PlacedPicture", "PlacedCode", "stroke", "hole"}
    assert len(ltr) == len(rtl)
    for (kind, left, right, y), (mirrored, start, end, mirrored_y) in zip(ltr, rtl, strict=True):
        assert (mirrored, mirrored_y) == (kind, y)
        assert (start, end) == pytest.approx((200.0 - right, 200.0 - left), abs=0.01)
    assert ltr != rtl


def test_a_clip_at_the_start_edge_turns_to_the_right_edge_under_right_to_left(kit):
    view = Rect(4.0, 2.0, 32.0, 16.0)
    left = picture(kit, view=view, width=40.0, height=20.0, reaches=("start",)).clip
    right = picture(kit, view=view, width=40.0, height=20.0, reaches=("start",), on_side={"rtl": True}).clip
    assert left.x == pytest.approx(-BLEED, abs=0.001)
    assert right.right == pytest.approx(200.0 + BLEED, abs=0.001)
    assert right.width == pytest.approx(left.width, abs=0.001)


def test_a_dry_placer_finds_columns_and_sets_no_words(kit):
    column = kit.element("column", flow="main", grow=1.0)
    placer = replace(kit.placer(SIZE), dry=True)
    placer.stack(
        [kit.p(2), kit.items(1), kit.element("write-in", lines=2), column], ROOM, 30.0, 20.0, 200.0, 0.0, {}
    )
    (place_of,) = placer.columns
    assert placer.items == []
    assert place_of.element is column
    assert place_of.height == pytest.approx(200.0 - 36.0 - 18.0 - 54.0)
