"""The brand sheet: everything of a brand is on it, and it is as sound a file as a leaflet."""

import re

import pytest

from brochure.brand.inks import palette
from brochure.brand.inks import ROLES
from brochure.brand.read import read_brand
from brochure.preflight.inspect import inspect
from brochure.preflight.render import page_texts
from brochure.project import read_project


def sheet(copy, clinic="riverside"):
    outcome = copy.run("brand", clinic, "--output", str(copy.output))
    assert outcome.code == 0, outcome.told
    path = copy.output / clinic / "brand-sheet.pdf"
    assert re.fullmatch(rf"{re.escape(str(path))}  \d pages  \d+ kB\n", outcome.said)
    return path.read_bytes()


def words(data):
    return " ".join(" ".join(page_texts(data)).split())


def test_every_ink_stands_on_it_with_its_value(copy):
    brand = read_brand(copy.root / "clinics" / "riverside", copy.root)
    said = words(sheet(copy))
    for role, colour in zip(ROLES, palette(brand), strict=True):
        assert f"{role} {colour.hex}" in said


def test_printing_inks_and_spots_are_told_and_what_is_only_near(copy):
    ink = r'  primary: {cmyk: "cmyk(90%, 40%, 40%, 30%)", spot: PANTONE 3165 C}'
    copy.change("clinics/riverside/clinic.yaml", r"^  primary: .*$", ink)
    said = words(sheet(copy))
    assert re.search(r"primary about #[0-9A-F]{6} ", said)
    assert "C90 M40 Y40 K30" in said
    assert "PANTONE 3165 C" in said


def test_pairs_that_cannot_be_read_are_shown_and_not_refused(copy):
    assert "fails" not in words(sheet(copy))
    copy.change("clinics/riverside/clinic.yaml", r"^  muted: .*$", '  muted: "#9A9A9E"')
    assert "words: 2.80 : 1 fails: 4.5 : 1 needed" in words(sheet(copy))


def test_contacts_and_styles_stand_on_it(copy):
    said = words(sheet(copy))
    for text in ("12 Mill Lane", "01632 960142", "Call 999 now", "Mon – Fri"):
        assert text in said
    for style in read_project(copy.root).look("warm").styles.paragraph:
        assert style in said


def test_the_logo_for_dark_grounds_stands_on_dark(copy):
    assert "on primary, on a plate of paper" in words(sheet(copy))
    copy.write(
        "clinics/riverside/white.svg", copy.read("clinics/riverside/logo.svg").replace("#0B5563", "#FFFFFF")
    )
    copy.change(
        "clinics/riverside/clinic.yaml", "^  on-light: logo.svg", "  on-light: logo.svg\n  on-dark: white.svg"
    )
    assert "on primary, the version for dark grounds" in words(sheet(copy))


def test_a_logo_that_may_not_be_small_has_a_row_of_its_own(copy):
    copy.change("clinics/riverside/clinic.yaml", "^  minimum-width: .*$", "  minimum-width: 50mm")
    sheet(copy)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("look", ["warm", "bold"])
def test_it_is_tagged_and_sound_and_the_same_each_time(copy, paper, look):
    copy.change("clinics/riverside/clinic.yaml", "^  size: a4", f"  size: {paper}")
    text = re.sub(r"^look: .*\n", "", copy.read("clinics/riverside/clinic.yaml"), flags=re.MULTILINE)
    copy.write("clinics/riverside/clinic.yaml", f"look: {look}\n{text}")
    data = sheet(copy)
    report = inspect(data)
    assert report.problems == ()
    assert data == sheet(copy)
    assert {round(page.size.width) for page in report.pages} == {595 if paper == "a4" else 612}


def test_a_clinic_with_much_to_say_runs_on(copy):
    numbers = "\n".join(f'    - "01632 9601{number}"' for number in range(40, 49))
    copy.change("clinics/riverside/clinic.yaml", r"^    - \{label: phone.*$", numbers)
    outcome = copy.run("brand", "riverside", "--output", str(copy.output))
    if outcome.code:  # the leaflet itself has no room for them, and says so
        assert "error:" in outcome.told
    else:
        assert "01632 960148" in words((copy.output / "riverside" / "brand-sheet.pdf").read_bytes())


def test_a_clinic_that_there_is_not(copy):
    outcome = copy.run("brand", "rivrside")
    assert outcome.code == 2
    assert outcome.lines[:2] == [
        'error: there is no clinic "rivrside"',
        '    hint: did you mean "riverside"?',
    ]
