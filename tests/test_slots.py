"""A clinic's own words: slots filled and refused, blocks left out and locked, and what stays shared."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from brochure.build import Edition
from brochure.build import Press
from brochure.diagnostics import BuildError
from brochure.pdf.plain import describe
from brochure.project import read_project
from brochure.review import review_project

ROOT = Path(__file__).resolve().parent.parent
TRIFOLD = Edition("riverside", "en", "trifold", "screen")
HANDOUT = replace(TRIFOLD, layout="handout")

PARK = "local-note: Park behind the house. The lift is by the door."
LONG = (
    "local-note: Park behind the house. The door at the back has no step. "
    "Ring the bell there and we will come."
)
SERVICE = "service: We offer gentle hand and foot massage. It takes half an hour."
PAGE = """extra-page: |
    # How to find us

    Take bus 12 to Mill Lane.
    We are **across the road**.

    Bring your [list of medicines](https://riverside-physio.example/list)."""


@pytest.fixture
def clinics(tmp_path):
    """A project in which a clinic with these lines in its clinic.yaml can be made."""
    for name in ("layouts", "looks", "clinics/riverside"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "content.yaml", tmp_path)

    def make(clinic, *slots, more=""):
        folder = tmp_path / "clinics" / clinic
        shutil.copytree(ROOT / "clinics" / "riverside", folder)
        text = (folder / "clinic.yaml").read_text(encoding="utf-8").rstrip("\n")
        filled = "\nslots:\n" + "\n".join(f"  {slot}" for slot in slots) if slots else ""
        (folder / "clinic.yaml").write_text(f"{text}{filled}\n{more}", encoding="utf-8")
        return clinic

    make.root = tmp_path
    return make


@pytest.fixture
def press(clinics):
    return Press(read_project(clinics.root))


def told(press, clinic, edition=TRIFOLD):
    """What is said when a clinic is refused, without its file's name and without hints."""
    with pytest.raises(BuildError) as caught:
        press.print(replace(edition, clinic=clinic))
    return [
        line.partition(f"{clinic}/clinic.yaml:")[2].split(": ", 1)[1].removeprefix("error: ")
        for line in str(caught.value).splitlines()
        if not line.startswith("    ")
    ]


# What is refused


@pytest.mark.parametrize(
    ("slot", "message"),
    [
        ("safety: It is always fine.", '"safety" is locked: a warning that is missing can harm a reader'),
        ("foot-care: Wash them.", '"foot-care" is no slot'),
        ("local-not: Park here.", '"local-not" is not a slot'),
        (
            "service: Say here what your clinic offers, and for whom.",
            'slot "service" still holds its placeholder',
        ),
        (
            f"local-note: {'Park here. ' * 12}",
            'slot "local-note" holds 100 letters at most, and these words have 131',
        ),
        ("service: 'One.\n\n\n    Two.'", 'slot "service" holds 1 paragraph at most, and here are 2'),
        ("service: '# Our work'", 'slot "service" has a heading and no words'),
        (
            "extra-page: Take the bus.",
            'slot "extra-page" begins with a heading, and these words have none',
        ),
        ("service: Ring {number}.", '"{" cannot be printed here'),
        ("service: We do *this*.", '*words* or _words_ would be italics: "*this*."'),
        (
            "service: Our massage cures pain.",
            '"cures" promises too much: "Our massage cures pain." [over-claim: the evidence]',
        ),
    ],
)
def test_words_that_do_not_belong_in_a_slot(clinics, press, slot, message):
    assert told(press, clinics("own", slot))[0] == message


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("safety.stop.clot", '"safety.stop.clot" is locked: a warning that is missing can harm a reader'),
        (
            "imprint",
            '"imprint" is locked: readers must see who answers for the words and how old they are',
        ),
        ("massage", '"massage" is not for clinics to leave out'),
        ("foot-car", '"foot-car" is not in content.yaml'),
    ],
)
def test_what_a_clinic_may_not_leave_out(clinics, press, path, message):
    clinics("own", more=f"leaves-out: [{path}]\n")
    assert told(press, "own") == [message]


def test_the_hint_says_what_is_open(clinics, press):
    clinics("own", "local-not: Park here.", more="leaves-out: [urgent]\n")
    with pytest.raises(BuildError) as caught:
        press.print(replace(TRIFOLD, clinic="own"))
    assert [found.hints for found in caught.value.diagnostics] == [
        (
            'did you mean "local-note"?',
            "slots: expect, extra-page, local-note, opening, service",
        ),
        ("clinics may leave out: session.expect, foot-care, questions.mine",),
    ]


def test_a_slot_does_not_stand_in_the_place_of_what_is_left_out(clinics, press):
    clinics("own", "expect: You may feel tired.", more="leaves-out: [session.expect]\n")
    assert told(press, "own", HANDOUT) == [
        'slot "expect" stands in the place of "session.expect", which this clinic leaves out'
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("tagline: It always works", "always works"),
        ("interpreter: We guarantee an interpreter.", "guarantee"),
    ],
)
def test_an_over_claim_in_another_line_of_the_clinic(clinics, press, line, name):
    clinics("own", more=f"{line}\n")
    with pytest.raises(BuildError, match=f'"{name}" promises too much') as caught:
        press.print(replace(TRIFOLD, clinic="own"))
    assert caught.value.diagnostics[0].hints == ("say instead: may help some people",)


def test_words_that_are_not_there_in_the_editions_language(clinics, press):
    clinics("own", "local-note: {es: Hay un ascensor.}", more="tagline: {es: Para todos}\n")
    assert told(press, "own") == ['"tagline" has no words in "en"', '"slots.local-note" has no words in "en"']


def test_words_too_many_for_the_room_say_by_how_much(clinics, press):
    wide = "local-note: " + "Wwwwwwwwww " * 9
    clinics("own", wide.strip())
    with pytest.raises(BuildError, match=r'the clinic\'s box "local-note" overflows by \d+\.\d mm'):
        press.print(replace(TRIFOLD, clinic="own"))


def test_a_slot_that_a_layout_does_not_name(clinics, press):
    path = clinics.root / "layouts" / "trifold" / "layout.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(", local-note: 3}", "}"), encoding="utf-8")
    template = path.with_name("template.xml.j2")
    text = template.read_text(encoding="utf-8").replace("{% if room.local_note %}", "{% if false %}")
    template.write_text(text, encoding="utf-8")
    press.print(TRIFOLD)
    clinics("own", PARK)
    with pytest.raises(BuildError, match='does not say what it does with slot "local-note"'):
        press.print(replace(TRIFOLD, clinic="own"))
    assert any("does not say" in found.message for found in review_project(clinics.root))


def test_a_slot_that_a_template_forgets(clinics, press):
    path = clinics.root / "layouts" / "trifold" / "template.xml.j2"
    text = path.read_text(encoding="utf-8").replace("{% if room.local_note %}", "{% if false %}")
    path.write_text(text, encoding="utf-8")
    clinics("own", PARK)
    with pytest.raises(BuildError, match='slot "local-note" is not placed by this layout'):
        press.print(replace(TRIFOLD, clinic="own"))


# What is printed


def boxes(made):
    return [hole.name for hole in made.composition.leaflet.holes]


def test_filled_slots_stand_in_boxes_of_their_own(clinics, press):
    clinics("own", PARK, SERVICE, "opening: Welcome to our house.", "expect: You may feel tired.", PAGE)
    trifold = press.print(replace(TRIFOLD, clinic="own"))
    assert {"service", "local-note"} <= set(boxes(trifold))
    handout = press.print(replace(HANDOUT, clinic="own"))
    assert {"opening", "service", "expect", "local-note", "extra-page"} <= set(boxes(handout))
    assert "You may feel tired or a little sore" not in describe(handout.composition.leaflet)
    assert "After your session" in describe(handout.composition.leaflet)
    assert "How to find us" not in describe(handout.composition.leaflet)


def test_an_extra_page_is_the_third_and_its_back_is_blank(clinics, press):
    clinics("own", PAGE)
    made = press.print(replace(HANDOUT, clinic="own"))
    assert [page.name for page in made.composition.leaflet.pages] == ["page-1", "page-2", "page-3"]
    assert made.pages == 3
    office = press.print(replace(HANDOUT, clinic="own", target="office"))
    assert [len(sheet.placements) for sheet in office.imposition.sheets] == [1, 1, 1, 0]


def test_what_a_clinic_leaves_out_is_not_printed(clinics, press):
    clinics("own", more="leaves-out: [foot-care, questions.mine, session.expect]\n")
    words = describe(press.print(replace(HANDOUT, clinic="own")).composition.leaflet)
    assert "Look after your feet" not in words
    assert "Look after your feet" in describe(press.print(HANDOUT).composition.leaflet)


def test_printing_needs_no_reading_grades(clinics, press, monkeypatch):
    monkeypatch.setitem(sys.modules, "textstat", None)
    clinics("own", PARK)
    press.print(replace(TRIFOLD, clinic="own"))


# What stays shared


def test_clinics_that_fill_the_same_share_one_leaflet(clinics, press):
    clinics("first", PARK, SERVICE)
    clinics("second", "local-note: We are next to the school.", "service: We come to your home. Ask us when.")
    clinics("third", PARK)
    first, second, third = (
        press.print(replace(TRIFOLD, clinic=name)).composition for name in ("first", "second", "third")
    )
    assert first is second
    assert third is not first
    assert press.print(TRIFOLD).composition is not third


def test_other_words_of_a_like_length_move_nothing(clinics, press):
    clinics("first", "local-note: Ring twice.")
    clinics("second", PARK)
    clinics("long", LONG)
    first, second, long = (
        press.print(replace(TRIFOLD, clinic=name)).composition.leaflet for name in ("first", "second", "long")
    )
    assert first.pages == second.pages
    assert first.holes == second.holes
    assert long.holes != first.holes
    assert "Ring" not in describe(first)


def test_clinics_that_leave_out_the_same_share_one_leaflet(clinics, press):
    clinics("first", more="leaves-out: [foot-care, questions.mine]\n")
    clinics("second", more="leaves-out: [questions.mine, foot-care]\n")
    first, second = (press.print(replace(HANDOUT, clinic=name)).composition for name in ("first", "second"))
    assert first is second
    assert press.print(HANDOUT).composition is not first


# What is weighed


def test_check_weighs_a_clinics_words(clinics):
    hard = (
        "extra-page: |\n    # Us\n\n    Our physiotherapeutic rehabilitation interventions "
        "incorporate individualised "
        "multidisciplinary considerations throughout every complicated treatment that our "
        "professional practitioners administer to all the people of this town."
    )
    clinics("own", hard, "local-note: Massage helps you.", more="tagline: A holistic house\n")
    clinics("plain", PAGE, PARK, SERVICE)
    found = [item for item in review_project(clinics.root) if "clinic.yaml" in str(item.source)]
    assert {item.message.rsplit("[", 1)[-1].partition(":")[0] for item in found} == {
        "bare-promise",
        "plain-word",
        "grade-limit",
    }
    (grade,) = (item for item in found if "grade" in item.message)
    assert 'the reading grade of "slots.extra-page" is ' in grade.message
    assert grade.hints[0].startswith('hardest sentence: "Our physiotherapeutic')
