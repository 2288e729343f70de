"""layout.yaml: sizes, widths, plans, and which fold it is printed on."""

import pytest

from brochure.diagnostics import BuildError
from brochure.layouts.layout import judge_slots
from brochure.layouts.layout import read_layout

LAYOUT = """\
summary: a small one
fold: roll-fold
size: {largest: 14pt, smallest: 12pt}
width: {widest: 94, narrowest: 90}
plans:
  - name: standard
  - {name: long, options: {pages: 4, wide: true, side: start}, leaves-out: [cover]}
leaves-out: [glossary]
"""


@pytest.fixture
def read(tmp_path):
    def run(text=LAYOUT):
        path = tmp_path / "layouts" / "mini" / "layout.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return read_layout(tmp_path / "layouts", "mini", tmp_path, frozenset({"roll-fold", "two-sided"}))

    return run


@pytest.fixture
def told(read):
    """What is said of the layout when `old` becomes `new`: without the file's name."""

    def run(old, new):
        assert old in LAYOUT
        with pytest.raises(BuildError) as caught:
            read(LAYOUT.replace(old, new))
        return [line.removeprefix("layouts/mini/layout.yaml:") for line in str(caught.value).splitlines()]

    return run


def test_a_layout_says_how_it_folds_and_how_far_its_type_gives(read):
    layout = read()
    assert (layout.directory, layout.file.fold, layout.file.summary) == ("mini", "roll-fold", "a small one")
    assert (layout.file.size.largest, layout.file.size.smallest) == (14.0, 12.0)
    assert (layout.file.width.widest, layout.file.width.narrowest) == (94.0, 90.0)
    assert layout.file.leaves_out == ["glossary"]


def test_width_plans_options_and_leaving_out_have_defaults(read):
    short = read("summary: x\nfold: roll-fold\nsize: {largest: 12pt, smallest: 12pt}\nplans: [{name: one}]\n")
    assert (short.file.width.widest, short.file.width.narrowest) == (94.0, 90.0)
    assert short.values("one") == {"name": "one"}
    assert short.file.leaves_out == []


def test_a_template_sees_a_plans_name_and_options(read):
    layout = read()
    assert layout.values("standard") == {"name": "standard"}
    assert layout.values("long") == {"name": "long", "pages": 4, "wide": True, "side": "start"}
    assert layout.plan("long").leaves_out == ["cover"]


def test_another_file_has_another_digest(read):
    assert read().digest == read().digest
    assert read().digest != read(LAYOUT.replace("a small", "a large")).digest


def test_a_fold_that_is_not_there(told):
    assert told("roll-fold", "rol-fold") == [
        '2:7: error: "rol-fold" is not a fold scheme',
        '    hint: did you mean "roll-fold"?',
        "    hint: fold schemes: roll-fold, two-sided",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("smallest: 12pt", "smallest: 11.5pt", "1:10: error: the smallest size, 11.5 pt, is below 12 pt"),
        ("largest: 14pt", "largest: 49pt", "1:10: error: the largest size, 49 pt, is above 48 pt"),
        ("largest: 14pt", "largest: 11pt", "1:10: error: the largest size is below the smallest"),
        ("widest: 94", "widest: 89", "1:10: error: the widest width is below the narrowest"),
        ("narrowest: 90", "narrowest: 62", '4:32: error: "narrowest" must be 85'),
        ("widest: 94", "widest: 101", '4:17: error: "widest" must be 100'),
        ("name: long", "name: standard", '7:12: error: two plans are named "standard"'),
        ("pages: 4", "name: x", '7:28: error: plan "long" has an option "name"'),
        ("largest: 14pt", "largest: 14", '3:17: error: "14" has no unit: write one of mm, cm, in, pt'),
        ("leaves-out: [gl", "leave-out: [gl", '8:1: error: "leave-out" is not known'),
        ("summary: a small one\n", "", '1:1: error: "summary" is missing'),
    ],
)
def test_values_that_are_refused(told, old, new, message):
    assert told(old, new)[0].startswith(message)


def test_a_layout_has_a_plan(told):
    plans = LAYOUT[LAYOUT.index("plans:") : LAYOUT.index("leaves-out: [glossary]")]
    assert told(plans, "plans: []\n")[0] == '5:8: error: "plans" must have at least 1 entry, and has 0'


def test_room_is_kept_for_what_a_clinic_can_say(told):
    assert told("leaves-out: [glossary]", "reserves: {contact: 3}") == [
        '8:12: error: "contact" is nothing that room is kept for',
        '    hint: did you mean "contacts"?',
        "    hint: what room is kept for: "
        "accreditors, contacts, emergency, emergency-text, hours, interpreter, other-languages, "
        "registrations",
    ]


def test_a_layout_takes_each_slot_or_is_without_it(read):
    layout = read(LAYOUT + "slots: {note: 3, nite: 2, page: 41}\nwithout-slots: [page]\n")
    assert [
        str(item).splitlines()[0].partition("layout.yaml:")[2]
        for item in judge_slots(layout, ("note", "page", "offer"), ("note", "offer"))
    ] == [
        '9:18: error: content.yaml has no slot "nite"',
        '10:17: error: slot "page" is taken and not taken',
        '9:27: error: slot "page" must have 1 to 40 lines, not 41',
        '1:10: error: this layout does not say what it does with slot "offer"',
    ]
    assert not [item for item in judge_slots(read(), ("note",), ()) if item]
