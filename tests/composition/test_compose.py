from dataclasses import replace

import pytest

from brochure.composition.compose import collect
from brochure.composition.compose import compose
from brochure.composition.compose import compose_part
from brochure.composition.fit import candidates
from brochure.composition.fit import Range
from brochure.composition.leaflet import BLEED
from brochure.composition.leaflet import Given
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Hole
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import TextLine
from brochure.composition.measure import Room
from brochure.diagnostics import Findings
from brochure.diagnostics import Severity
from brochure.document.tree import Document
from brochure.document.tree import StructureTree
from brochure.units import Rect
from brochure.units import Size

LIMITS = Range(12.5, 12.0, 94.0, 90.0)
TEXT = " ".join(
    ["Massage means pressing and rubbing or stroking the skin and muscles, with the hands or a tool."] * 10
)


def make(kit, height, name="first"):
    """A plan whose panel is so high, holding something for each thing that copyfit can give.

    The text takes fewer lines at 92 % in a measure of 220 pt, and at 90 % in one of 200.
    """
    return kit.plan(
        kit.panel(
            kit.element("p", words=TEXT, style="spaced"),
            kit.element("p", words=TEXT, style="spaced", width=200.0),
            kit.p(3, optional=True),
        ),
        sizes={"one": Size(220.0, height)},
        name=name,
    )


@pytest.mark.parametrize("index", range(10))
def test_copyfit_gives_no_more_than_it_must_and_says_what_it_gave(kit, index):
    fits = candidates(LIMITS, width_axis=True, optional=True)
    assert len(fits) == 10
    (panel,) = make(kit, 0.0).document.root.children
    needed = []
    for fit in fits:
        measure = kit.measure(fit)
        needed.append(measure.stack_height(measure.children(panel), Room(220.0), 0.0))
    # Each setting needs less room than the one before it, or the test would prove nothing.
    assert needed == sorted(set(needed), reverse=True)
    made, findings = kit.compose(make(kit, needed[index] + 0.01), limits=LIMITS)
    fit = fits[index]
    assert made.leaflet.given == Given("first", fit.size, fit.leading, fit.spaces, fit.width, fit.optional)
    assert made.fit == fit
    assert not findings.errors


def test_a_fiftieth_of_a_millimetre_is_rounding_not_overflow(kit):
    assert kit.compose(kit.plan(kit.panel(kit.p(5)), sizes={"one": Size(200.0, 89.96)}))[0].fit.leading == 1.0
    assert kit.compose(kit.plan(kit.panel(kit.p(5)), sizes={"one": Size(200.0, 89.94)}))[0].fit.leading < 1.0


def test_the_next_plan_is_asked_when_one_holds_at_no_setting(kit):
    low = {"one": Size(200.0, 60.0)}
    two = {"one": Size(200.0, 60.0), "two": Size(200.0, 60.0)}
    first = kit.plan(kit.panel(kit.p(3), kit.p(3)), sizes=low, name="first")
    second = kit.plan(kit.panel(kit.p(3)), kit.panel(kit.p(3), name="two"), sizes=two, name="second")
    made, findings = kit.compose(first, second)
    assert made.leaflet.given == Given("second", 12.0, 1.0, 1.0, 94.0, True)
    assert [page.name for page in made.leaflet.pages] == ["one", "two"]
    assert made.document is second.document
    assert not findings.found


def test_a_plan_is_not_even_made_before_its_turn(kit):
    def refuse():
        raise AssertionError

    plan = kit.plan(kit.panel(kit.p(10)))
    assert compose([lambda: plan, refuse], Range(12.0, 12.0), kit.setter()) is not None


def test_when_no_plan_holds_the_last_ones_overflow_is_told(kit):
    first = kit.plan(kit.panel(kit.p(30)), name="first")
    words = kit.p(25, key="safety.stop.clot")
    second = kit.plan(kit.panel(kit.p(2), words), name="second")
    made, findings = kit.compose(first, second)
    assert made is None
    (found,) = findings
    # 27 lines of 15.6 pt are 121.2 pt too many for 300: 42.8 mm.
    assert found.message == 'panel "one" overflows by 42.8 mm at 12 pt, the smallest size'
    assert found.source == words.source
    assert found.hints == (
        "about 8 words too long; the longest section here is "
        f'"safety.stop" ({words.spans[0].source}) with 25 words',
        'the last plan tried was "second"; another layout may hold this language',
    )


def test_every_panel_that_overflows_is_told(kit):
    sizes = {"one": Size(200.0, 40.0), "two": Size(200.0, 400.0), "three": Size(200.0, 40.0)}
    panels = [kit.panel(kit.p(9), name=name) for name in sizes]
    _, findings = kit.compose(kit.plan(*panels, sizes=sizes))
    assert [found.message.split(" overflows")[0] for found in findings] == ['panel "one"', 'panel "three"']


def test_a_word_wider_than_its_line_is_told_once_with_its_own_place(kit):
    word = "Donaudampfschifffahrtsgesellschaftskapitänspatent"
    long = kit.element("p", words=f"The {word} is long")
    made, findings = kit.compose(kit.plan(kit.panel(long)))
    assert made is None
    (found,) = findings
    assert found.message.startswith(f'"{word}" is wider than its line by ')
    assert found.message.endswith(" mm at 12 pt, the smallest size")
    assert found.source == long.spans[0].source
    assert "soft hyphen" in found.hints[0]


def test_a_character_that_no_font_has_is_told_with_its_place_and_the_words_around_it(kit):
    hieroglyph = kit.element("p", words="Can it \U00013000 help your nerves soon?")
    made, findings = kit.compose(kit.plan(kit.panel(kit.p(), hieroglyph)))
    assert made is None
    (found,) = findings
    assert found.message.startswith('no font has the character "\U00013000" (U+13000) in ')
    assert found.message.endswith('"Can it \U00013000 help your nerv…"')
    assert found.source == hieroglyph.spans[0].source
    assert found.hints[0].startswith("fonts tried: Noto Sans, Source Sans 3, ")


def test_a_missing_character_is_told_once_though_settings_are_many(kit):
    texts = [kit.p(60), kit.element("p", words="Can it \U00013000 help?")]
    sizes = {"one": Size(200.0, 300.0), "two": Size(200.0, 300.0)}
    panels = [kit.panel(texts[0]), kit.panel(texts[1], name="two")]
    _, findings = kit.compose(
        kit.plan(*panels, sizes=sizes, rows=(("one",), ("two",))), limits=Range(14.0, 12.0)
    )
    assert len([found for found in findings if "U+13000" in found.message]) == 1


# What is told although it holds


def test_a_panel_less_than_half_full_is_a_warning_with_its_figure(kit):
    made, findings = kit.compose(kit.plan(kit.panel(kit.p(5))))
    assert made is not None
    (found,) = findings
    assert found.severity is Severity.WARNING
    assert found.message == 'panel "one" is 30% full at 12 pt'


def test_a_panel_that_is_half_full_is_not_told(kit):
    half = {"one": Size(200.0, 324.0)}
    assert not kit.compose(kit.plan(kit.panel(kit.p(9)), sizes=half))[1].found
    less = {"one": Size(200.0, 325.0)}
    assert kit.compose(kit.plan(kit.panel(kit.p(9)), sizes=less))[1].found


def test_a_picture_that_reaches_the_foot_fills_its_panel(kit):
    dog = kit.picture(width=100.0, height=20.0)
    panel = kit.panel(kit.p(1), kit.element("img", picture="dog", reaches=("foot",)))
    assert not kit.compose(kit.plan(panel), pictures={"dog": dog})[1].found


def test_a_page_whose_columns_are_nearly_empty_is_told_too(kit):
    sizes = {"one": Size(200.0, 300.0), "two": Size(200.0, 300.0)}
    panels = [kit.panel(kit.element("column", flow="main", grow=1.0), name=name) for name in sizes]
    flow = kit.element("flow", kit.p(15), kit.p(3), name="main", fill=True)
    _, findings = kit.compose(kit.plan(*panels, flow, sizes=sizes, rows=(("one",), ("two",))))
    assert [found.message for found in findings] == ['panel "two" is 18% full at 12 pt']


# Nothing vanishes


def test_labels_without_a_picture_are_an_error_not_a_gap(kit):
    figure = kit.element("figure", kit.element("label", words="your hands", to="hands"))
    _, findings = kit.compose(kit.plan(kit.panel(kit.p(12), figure)))
    assert [found.message for found in findings] == ['the words "your hands" find no place']


def test_a_second_picture_in_a_figure_is_an_error_not_a_gap(kit):
    pictures = {"dog": kit.picture(), "cat": kit.picture("cat")}
    figure = kit.element("figure", *(kit.element("img", picture=name) for name in pictures))
    _, findings = kit.compose(kit.plan(kit.panel(kit.p(12), figure)), pictures=pictures)
    assert [found.message for found in findings] == ['picture "cat" find no place']


def test_a_flow_whose_only_column_is_given_up_is_an_error_not_a_gap(kit):
    column = kit.element("stack", kit.p(3), kit.element("column", flow="main"), optional=True)
    flow = kit.element("flow", kit.p(15), name="main")
    plan = kit.plan(kit.panel(kit.p(4), column), flow, sizes={"one": Size(200.0, 300.0)})
    made, findings = kit.compose(plan)
    assert made.leaflet.given.optional is False
    assert {found.message.split('"')[0] for found in findings.errors} == {"the words "}


# Where things stand


def test_pages_come_in_the_plans_order_with_their_sizes(kit):
    sizes = {"back": Size(100.0, 50.0), "cover": Size(120.0, 60.0)}
    made, _ = kit.compose(
        kit.plan(kit.panel(kit.p(2), name="cover"), kit.panel(kit.p(2), name="back"), sizes=sizes)
    )
    assert [(page.name, page.size) for page in made.leaflet.pages] == list(sizes.items())


def test_a_panel_named_again_goes_on(kit):
    first, second = kit.panel(kit.p(1)), kit.panel(kit.p(2))
    section = kit.element("section", second)
    panels, flows = collect(kit.document(first, section).root)
    assert [[child.name for child in children] for _, children in panels.values()] == [["p", "p"]]
    assert flows == {}


def test_levels_hold_between_the_panels_of_one_row_only(kit):
    sizes = {name: Size(200.0, 300.0) for name in ("a", "b", "c")}
    panels = [
        kit.panel(kit.p(lines), kit.p(8, level="low"), name=name)
        for name, lines in (("a", 2), ("b", 5), ("c", 3))
    ]
    made, _ = kit.compose(kit.plan(*panels, sizes=sizes, rows=(("a", "b"), ("c",))))

    def low(name):
        return [item.y for item in kit.items_of(made, name)][-8]

    assert low("a") == low("b")
    assert low("b") - low("c") == pytest.approx(36.0)


def test_levelled_columns_in_neighbouring_panels_set_their_rows_on_one_line(kit):
    sizes = {"a": Size(200.0, 300.0), "b": Size(200.0, 300.0)}
    panels = [kit.panel(kit.element("column", flow="cards", level="cards"), name=name) for name in sizes]
    cards = [kit.element("section", kit.p(lines), keep=True) for lines in (2, 5, 1, 3)]
    flow = kit.element("flow", *cards, name="cards", rows=True)
    made, _ = kit.compose(kit.plan(*panels, flow, sizes=sizes))
    heads = [[item.y for item in kit.items_of(made, name)] for name in sizes]
    assert [len(lines) for lines in heads] == [7, 4]
    # The rows start at one height: below the higher of the two first cards.
    assert heads[0][0] == heads[1][0]
    assert heads[0][2] == heads[1][1]
    assert heads[0][2] - heads[0][0] == pytest.approx(36.0)


def test_reading_order_holds_though_columns_are_placed_last(kit):
    flow = kit.element("flow", kit.p(2), kit.items(1), name="main", fill=True)
    panel = kit.panel(kit.heading(), kit.element("column", flow="main", grow=1.0))
    made, _ = kit.compose(kit.plan(panel, flow, kit.panel(kit.p(4))))
    nodes = [
        item.node if isinstance(item, Mark) else item.spans[0].node
        for item in kit.items_of(made)
        if isinstance(item, TextLine | Mark)
    ]
    assert nodes == sorted(nodes)
    assert len(nodes) == 9


def test_a_hole_stands_behind_what_comes_before_it_in_reading_order(kit):
    panel = kit.panel(kit.p(2), kit.element("clinic", name="logo", height=40.0), kit.p(12))
    made, _ = kit.compose(kit.plan(panel))
    (hole,) = made.leaflet.holes
    assert hole == Hole("logo", 0, Rect(0.0, 36.0, 200.0, 40.0), 2)


def test_a_panels_ground_covers_it_and_reaches_over_its_edges(kit):
    panel = kit.panel(kit.p(9), style="grounded", reaches=("head", "end", "foot", "start"))
    ground, *_ = kit.items_of(kit.compose(kit.plan(panel))[0])
    assert isinstance(ground, Ground)
    assert ground.rect == pytest.approx((-BLEED, -BLEED, 200 + 2 * BLEED, 300 + 2 * BLEED), abs=0.01)


def test_a_whole_panel_mirrors_under_right_to_left(kit):
    def items(rtl):
        kit.fresh()
        flow = kit.element("flow", kit.p(3), kit.items(1, 1), name="main", fill=True)
        row = kit.element(
            "row",
            kit.element("column", flow="main", share=1.0, grow=1.0),
            kit.element("img", picture="dog"),
            gap=10.0,
            grow=1.0,
        )
        box = kit.element("box", kit.items(1), style="card", reaches=("start",))
        plan = kit.plan(kit.panel(box, row, kit.p(2), style="panel"), flow)
        made, _ = kit.compose(plan, rtl=rtl, pictures={"dog": kit.picture()})
        return kit.items_of(made)

    ltr, rtl = items(False), items(True)
    assert len(ltr) == len(rtl) == 13
    for left, right in zip(ltr, rtl, strict=True):
        assert type(left) is type(right)
        if isinstance(left, TextLine):
            assert right.x == pytest.approx(200.0 - left.x - left.line.advance * left.size, abs=0.01)
            assert right.y == left.y
        else:
            assert right.rect.x == pytest.approx(200.0 - left.rect.right, abs=0.01)
            assert right.rect[1:] == pytest.approx(left.rect[1:])
    assert {type(item) for item in ltr} == {Ground, Mark, TextLine, PlacedPicture}


# The clinic's own boxes

PAGE = Size(200.0, 300.0)
HOLE = Hole("contacts", 1, Rect(30.0, 200.0, 100.0, 60.0), 3)


def box(kit, *children, rtl=False, fit=None, **attributes):
    findings = Findings("en, riverside")
    root = kit.ordered(kit.element("stack", *children, **attributes))
    document = Document(root, StructureTree(()), "en")
    setter = kit.setter(rtl=rtl, findings=findings)
    part = compose_part(document, HOLE, PAGE, fit or kit.full, setter, {"ink": "on-primary"}, {})
    return part, findings


def test_a_clinics_box_stands_in_its_hole_in_the_inks_around_it(kit):
    part, findings = box(kit, kit.p(3))
    assert (part.name, part.page) == ("contacts", 1)
    assert {item.x for item in part.items} == {30.0}
    assert part.items[0].inks == ("on-primary",)
    assert all(200.0 < item.y < 260.0 for item in part.items)
    assert not findings.found


def test_a_clinics_box_mirrors_within_its_hole(kit):
    (line,) = box(kit, kit.p(1), rtl=True)[0].items
    assert line.x + line.line.advance * line.size == pytest.approx(130.0, abs=0.01)


def test_a_clinics_box_may_stand_at_the_foot_of_its_hole(kit):
    head = box(kit, kit.p(1))[0].items[0].y
    assert box(kit, kit.p(1), valign="foot")[0].items[0].y - head == pytest.approx(42.0)


def test_a_clinics_box_takes_part_in_what_copyfit_gave(kit):
    def step(fit):
        first, second = box(kit, kit.p(1), kit.p(1), gap=10.0, fit=fit)[0].items
        return second.y - first.y

    assert step(kit.full) == pytest.approx(28.0)
    assert step(replace(kit.full, spaces=0.7)) == pytest.approx(25.0)
    assert step(replace(kit.full, leading=0.0)) == pytest.approx(25.6)


def test_what_reaches_the_foot_from_a_clinics_box_reaches_the_pages(kit):
    (ground, _) = box(kit, kit.element("box", kit.p(1), style="grounded", reaches=("foot", "end")))[0].items
    # The hole's foot is 40 pt above the page's, its end 70 pt from the page's.
    assert ground.rect.foot == pytest.approx(218.0 + 40.0 + BLEED, abs=0.01)
    assert ground.rect.right == pytest.approx(200.0 + BLEED, abs=0.01)


def test_a_clinics_box_that_is_too_long_is_refused_in_millimetres_and_never_set_smaller(kit):
    long = kit.p(4, key="clinic.contacts.address")
    part, findings = box(kit, long)
    assert part.items == ()
    (found,) = findings
    assert found.message == "the clinic's box \"contacts\" overflows by 4.2 mm at 12 pt, the leaflet's size"
    assert found.context == "en, riverside"
    (hint,) = found.hints
    assert hint.startswith('about 1 word too long; the longest section here is "clinic.contacts" ')
    assert hint.endswith(f"({long.spans[0].source}) with 4 words")


def test_a_clinics_box_may_be_full_to_the_brim(kit):
    lines = [kit.p(1) for _ in range(3)]
    assert not box(kit, *lines, gap=3.0)[1].found
    assert box(kit, *lines, gap=3.1)[1].found


def test_a_word_too_wide_for_the_box_is_told_beside_its_height(kit):
    wide = kit.element("p", words="Riverside" * 9)
    _, findings = box(kit, wide)
    assert [found.message.split(" by ")[0] for found in findings] == [
        f'"{"Riverside" * 9}" is wider than its line',
        'the clinic\'s box "contacts" overflows',
    ]
