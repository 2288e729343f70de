"""Styles inherit, are complete, and name only what is there."""

import pytest

from brochure.brand.inks import ROLES
from brochure.diagnostics import BuildError
from brochure.styles.resolve import BoxStyle
from brochure.styles.resolve import ListStyle
from brochure.styles.resolve import ParagraphStyle
from brochure.styles.resolve import read_styles
from brochure.units import Insets
from brochure.units import MM

EMPTY = {"paragraph": "  body: {}\n", "list": "  list: {}\n", "box": "  box: {}\n"}


@pytest.fixture
def read(tmp_path):
    """Styles of a file; each kind is written as its lines below the root style."""

    def run(**kinds):
        text = "".join(f"{kind}:\n{EMPTY[kind]}{kinds.get(kind, '')}" for kind in EMPTY)
        (tmp_path / "styles.yaml").write_text(text, encoding="utf-8")
        return read_styles(tmp_path / "styles.yaml", tmp_path, frozenset(ROLES))

    return run


@pytest.fixture
def told(read):
    """What is said of such a file."""

    def run(**kinds):
        with pytest.raises(BuildError) as caught:
            read(**kinds)
        return str(caught.value).splitlines()

    return run


def test_a_style_that_says_nothing_has_every_property_all_the_same(read):
    styles = read()
    assert styles.paragraph["body"] == ParagraphStyle("body")
    assert styles.list["list"] == ListStyle("list")
    assert styles.box["box"] == BoxStyle("box")


def test_a_style_takes_no_room_unless_it_says_so(read):
    styles = read()
    paragraph, listed, box = styles.paragraph["body"], styles.list["list"], styles.box["box"]
    assert {style.space_before for style in (paragraph, listed, box)} == {0.0}
    assert {style.space_after for style in (paragraph, listed, box)} == {0.0}
    assert box.padding == (0.0, 0.0, 0.0, 0.0)
    assert (box.border_width, box.radius, box.outset, box.gap, box.least_height) == (0.0, 0.0, 0.0, 0.0, 0.0)
    assert (box.ground, box.border, box.inks) == (None, None, ())
    assert (paragraph.align, paragraph.breaks, paragraph.keep_with_next) == ("start", "pretty", False)
    assert paragraph.floor == 12.0


def test_a_style_is_based_on_its_kinds_root_where_it_names_none(read):
    styles = read(paragraph="  other: {weight: 600}\n")
    assert styles.paragraph["other"].weight == 600
    assert styles.paragraph["other"].leading == ParagraphStyle("x").leading


def test_properties_come_down_the_line_and_the_nearest_counts(read):
    styles = read(
        paragraph="  a: {weight: 600, ink: muted, tracking: 0.1}\n"
        "  b: {based-on: a, ink: primary}\n"
        "  c: {based-on: b, tracking: 0}\n"
    )
    c = styles.paragraph["c"]
    assert (c.name, c.weight, c.ink, c.tracking) == ("c", 600, "primary", 0.0)


def test_what_is_based_on_may_stand_further_down(read):
    assert read(paragraph="  b: {based-on: a}\n  a: {weight: 600}\n").paragraph["b"].weight == 600


def test_lengths_become_points(read):
    styles = read(
        paragraph="  a: {space-before: 1mm, floor: 10pt}\n",
        list="  a: {indent: 2mm, gap: 1in}\n",
        box="  a: {outset: 1cm, padding: {head: 1mm, start: 2mm}}\n",
    )
    assert styles.paragraph["a"].space_before == pytest.approx(MM)
    assert styles.paragraph["a"].floor == 10.0
    assert (styles.list["a"].indent, styles.list["a"].gap) == pytest.approx((2 * MM, 72.0))
    assert styles.box["a"].outset == pytest.approx(10 * MM)
    assert styles.box["a"].padding == pytest.approx(Insets(MM, 0.0, 0.0, 2 * MM))


def test_a_size_is_times_the_body_size_or_fixed(read):
    styles = read(paragraph="  a: {size: 1.25}\n  b: {size: 16pt}\n  c: {based-on: b, size: 5}\n")
    sizes = {name: (style.size, style.fixed) for name, style in styles.paragraph.items()}
    assert sizes == {"body": (1.0, False), "a": (1.25, False), "b": (16.0, True), "c": (5.0, False)}


def test_inks_that_a_box_replaces_have_one_order(read):
    styles = read(box="  a: {inks: {primary: on-primary, ink: on-primary}}\n")
    assert styles.box["a"].inks == (("ink", "on-primary"), ("primary", "on-primary"))


def test_names_are_told_apart_by_kind(read):
    styles = read(paragraph="  a: {}\n", box="  card: {}\n")
    assert styles.names == {
        "paragraph": {"body", "a"},
        "list": {"list"},
        "box": {"box", "card"},
    }


# Mistakes


def test_a_style_based_on_one_that_is_not_there(told):
    assert told(paragraph="  lead: {}\n  b: {based-on: leed}\n") == [
        'styles.yaml:4:17: error: paragraph style "b" is based on "leed", which does not exist',
        '    hint: did you mean "lead"?',
        "    hint: paragraph styles: b, body, lead",
    ]


def test_styles_based_on_each_other(told):
    assert told(box="  a: {based-on: b}\n  b: {based-on: a}\n") == [
        'styles.yaml:7:3: error: box style "a" is based on itself, through a → b → a',
        'styles.yaml:8:3: error: box style "b" is based on itself, through b → a → b',
    ]


def test_a_kind_without_its_root(tmp_path):
    (tmp_path / "styles.yaml").write_text("paragraph: {lead: {}}\nlist: {list: {}}\nbox: {box: {}}\n")
    with pytest.raises(BuildError) as caught:
        read_styles(tmp_path / "styles.yaml", tmp_path, frozenset(ROLES))
    assert str(caught.value).splitlines() == [
        'styles.yaml: error: paragraph style "body" is missing',
        "    hint: every other style is based on it in the end",
    ]


@pytest.mark.parametrize(
    ("kind", "line", "column"),
    [
        ("paragraph", "  a: {ink: primry}", 12),
        ("list", "  a: {mark-ink: primry}", 17),
        ("list", "  a: {mark-fill: primry}", 18),
        ("box", "  a: {ground: primry}", 15),
        ("box", "  a: {border: primry}", 15),
        ("box", "  a: {inks: {primry: ink}}", 14),
        ("box", "  a: {inks: {ink: primry}}", 19),
    ],
)
def test_an_ink_that_is_no_role(told, kind, line, column):
    first, near, known = told(**{kind: f"{line}\n"})
    number = {"paragraph": 3, "list": 5, "box": 7}[kind]
    assert first == f'styles.yaml:{number}:{column}: error: ink "primry" is not a role'
    assert near == '    hint: did you mean "primary"?'
    assert known.startswith("    hint: roles: accent, ")


def test_a_list_in_a_paragraph_style_that_is_not_there(told):
    assert told(list="  a: {paragraph: boddy}\n")[:2] == [
        'styles.yaml:5:18: error: list style "a" sets its items in "boddy", which is no paragraph style',
        '    hint: did you mean "body"?',
    ]


@pytest.mark.parametrize(
    ("property_", "message"),
    [
        ("space-after: 3", '"3" has no unit: write one of mm, cm, in, pt behind it, as in "12mm"'),
        (
            "space-after: 3px",
            '"3px" is not a length: write a number and one of mm, cm, in, pt, as in "12mm"',
        ),
        ("size: 6.5", '"6.5" is no size: write at most 5 times the body size, or a length'),
        ("size: 0", '"0" is no size: write at most 5 times the body size, or a length'),
        ("size: 3pt", '"3pt" is too small to read: 6pt is the least'),
        ("leading: 3", '"leading" must be 2.5 or less, not the number 3'),
        ("weight: bold", '"weight" must be a whole number, not "bold"'),
        ("align: left", '"align" must be "start", "center" or "end", not "left"'),
        ("breaks: none", '"breaks" must be "pretty" or "balance", not "none"'),
    ],
)
def test_values_that_are_refused(told, property_, message):
    column = len("  a: {") + property_.index(":") + 3
    assert told(paragraph=f"  a: {{{property_}}}\n")[0] == f"styles.yaml:3:{column}: error: {message}"


def test_all_mistakes_are_told_at_once(told):
    lines = told(paragraph="  a: {ink: primry}\n", box="  b: {ground: papr}\n  c: {based-on: d}\n")
    assert len([line for line in lines if "error:" in line]) == 3
