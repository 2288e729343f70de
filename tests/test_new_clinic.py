"""A new clinic: what is asked, what is refused, and a folder that is there whole or not at all."""

import os
import re

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from brochure.brand.read import read_brand
from brochure.cli import app
from brochure.marked import load
from brochure.starting import quote

GIVEN = ("--yes", "--address", "4 Quay Street", "--telephone", "01632 960555")


class Desk:
    """The command with a keyboard."""

    def __init__(self, copy):
        self.copy = copy
        self.folder = copy.root / "clinics"

    def new(self, *arguments, keys=""):
        return CliRunner().invoke(
            app, ["new", "clinic", *arguments, "--project", str(self.copy.root)], input=keys
        )

    def left(self):
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def desk(copy):
    return Desk(copy)


def test_flags_alone_make_a_clinic_that_prints_at_once(desk):
    done = desk.new("harbour", *GIVEN)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[:2] == ["clinics/harbour/clinic.yaml", "clinics/harbour/logo.svg"]
    assert "make pdf CLINIC=harbour" in done.stdout
    assert "stand-in" in done.stdout
    outcome = desk.copy.run("build", "--clinic", "harbour", "--target", "screen")
    assert (outcome.code, outcome.lines) == (0, [])
    assert [name for name in desk.copy.files() if name.endswith(".pdf")] == [
        "harbour/en/handout-screen.pdf",
        "harbour/en/trifold-screen.pdf",
    ]


def test_every_flag_stands_in_the_file(desk):
    done = desk.new(
        *(
            "harbour",
            *GIVEN,
            "--address",
            "Harbour HB2 3CD",
            "--name",
            'The "Yes": Clinic #1',
            "--short",
            "No",
        ),
        *(
            "--primary",
            "rgb(20, 80, 140)",
            "--accent",
            "cmyk(0%, 60%, 90%, 0%)",
            "--mail",
            "desk@harbour.example",
        ),
        *("--web", "https://harbour.example", "--booking", "https://harbour.example/b", "--paper", "letter"),
        *("--emergency", "0123", "--heading", "Source Sans 3", "--look", "warm"),
    )
    assert done.exit_code == 0, done.output
    brand = read_brand(desk.folder / "harbour", desk.copy.root)
    assert (brand.name.full, brand.name.short) == ('The "Yes": Clinic #1', "No")
    assert brand.contacts.address == ("4 Quay Street", "Harbour HB2 3CD")
    assert (brand.inks.primary.srgb, brand.inks.accent.cmyk) == ((20, 80, 140), (0, 60, 90, 0))
    assert (brand.contacts.mail, brand.contacts.web) == ("desk@harbour.example", "https://harbour.example")
    assert (brand.booking, brand.paper.size) == ("https://harbour.example/b", "letter")
    assert (brand.emergency.number, brand.typefaces.heading) == ("0123", "Source Sans 3")


def test_what_is_not_given_is_asked_for_and_asked_again(desk):
    keys = [
        *(
            "Harbour Health Centre",
            "",
            "yellow",
            "#FFFF00",
            "#14508C",
            "",
            "",
            "4 Quay Street",
            "Harbour",
            "",
        ),
        *(
            "ring us",
            "01632 960555",
            "desk",
            "",
            "harbour.example",
            "https://harbour.example",
            "a5",
            "letter",
        ),
        *("", "", "loud", "", "Comic Sans", "", ""),
    ]
    done = desk.new("harbour", keys="\n".join(keys) + "\n")
    assert done.exit_code == 0, done.output
    told = re.findall(r"(?:error|hint): (.*)", done.output)
    assert told[:4] == [
        '"yellow" is not a colour: write "#" and six digits, as in "#0B5563", or "rgb(11, 85, 99)"',
        'did you mean "#FFFF00"?',
        '"#FFFF00" is too pale: words in it would have a contrast of 0.91:1, and they need 4.5:1',
        told[3],
    ] or told[2].startswith('"#FFFF00" is too pale')
    assert re.fullmatch(r'"#[0-9A-F]{6}" would do', told[3])
    assert "this is needed" in told
    for start in (
        '"ring us" is not a telephone number',
        '"desk" is not an e-mail address',
        'did you mean "https://harbour.example"?',
        '"a5" is not a paper',
        'there is no look "loud"',
        'typeface "Comic Sans" is not installed',
    ):
        assert any(line.startswith(start) for line in told), start
    brand = read_brand(desk.folder / "harbour", desk.copy.root)
    assert (brand.name.full, brand.name.short) == ("Harbour Health Centre", "Harbour")
    assert brand.contacts.address == ("4 Quay Street", "Harbour")
    assert (brand.emergency.number, brand.contacts.mail) == ("911", None)


@pytest.mark.parametrize(
    ("paper", "telephone", "number"),
    [
        ("a4", "01632 960555", "999"),
        ("a4", "+44 1632 960555", "999"),
        ("a4", "+49 30 1234567", "112"),
        ("letter", "202 555 0143", "911"),
        ("a4", "+1 202 555 0143", "911"),
    ],
)
def test_the_emergency_number_goes_with_paper_and_telephone(desk, paper, telephone, number):
    done = desk.new("harbour", "--yes", "--address", "x", "--telephone", telephone, "--paper", paper)
    assert done.exit_code == 0, done.output
    assert read_brand(desk.folder / "harbour", desk.copy.root).emergency.number == number


def test_bad_flags_are_told_all_at_once_and_nothing_is_made(desk):
    before = desk.left()
    done = desk.new("harbour", "--yes", "--telephone", "ring us", "--primary", "#FFF", "--web", "harbour")
    assert done.exit_code == 2
    told = [line for line in done.output.splitlines() if line.startswith("error")]
    assert [line.split(":")[1].split()[0] for line in told] == [
        "--primary",
        "--address",
        "--telephone",
        "--web",
    ]
    assert desk.left() == before


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Élan Vital", 'did you mean "elan-vital"?'),
        ("../harbour", 'did you mean "harbour"?'),
        ("_group", 'did you mean "group"?'),
        ("con", None),
        ("", None),
        ("a" * 61, 'did you mean "' + "a" * 60 + '"?'),
    ],
)
def test_a_name_that_cannot_be_a_folder(desk, name, hint):
    done = desk.new(name, *GIVEN)
    assert done.exit_code == 2
    assert "cannot be a clinic's name" in done.output
    assert re.findall("hint: (.*)", done.output) == ([hint] if hint else [])


def test_a_folder_that_is_there_is_left_as_it_is(desk):
    before = desk.copy.read("clinics/riverside/clinic.yaml")
    done = desk.new("riverside", *GIVEN)
    assert done.exit_code == 2
    assert "error: clinics/riverside is there already" in done.output
    assert desk.copy.read("clinics/riverside/clinic.yaml") == before


def test_an_interruption_leaves_nothing(desk, monkeypatch):
    before = desk.left()
    done = desk.new("harbour", keys="Harbour\n")
    assert done.exit_code == 130
    assert "nothing was written" in done.output
    monkeypatch.setattr("brochure.starting.read_brand", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert desk.new("harbour", *GIVEN).exit_code == 130
    assert desk.left() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(desk):
    desk.folder.chmod(0o555)
    try:
        outcome = desk.copy.run("new", "clinic", "harbour", *GIVEN)
    finally:
        desk.folder.chmod(0o755)
    assert outcome.code == 1
    assert "cannot be made: Permission denied" in outcome.told


def test_a_disk_that_refuses(desk, monkeypatch):
    before = desk.left()

    def refuse(path, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.rename", refuse)
    outcome = desk.copy.run("new", "clinic", "harbour", *GIVEN)
    assert outcome.code == 1
    assert "cannot be made: No space left on device" in outcome.told
    assert desk.left() == before


def test_a_logo_is_copied_and_printed(desk):
    logo = desk.folder / "riverside" / "logo.svg"
    done = desk.new("harbour", *GIVEN, "--logo", str(logo))
    assert done.exit_code == 0, done.output
    assert "stand-in" not in done.stdout
    assert (desk.folder / "harbour" / "logo.svg").read_bytes() == logo.read_bytes()


@pytest.mark.parametrize(
    ("file", "data", "said"),
    [
        ("logo.gif", b"GIF89a", "is not a picture that can be read"),
        ("logo.svg", None, "is not there"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "script"),
        ("logo.png", b"no picture", "logo.png"),
    ],
)
def test_a_logo_that_cannot_be_printed_makes_no_clinic(desk, tmp_path, file, data, said):
    path = tmp_path / file
    if data is not None:
        path.write_bytes(data)
    before = desk.left()
    outcome = desk.copy.run("new", "clinic", "harbour", *GIVEN, "--logo", str(path))
    assert outcome.code == 1
    assert said in outcome.told
    assert desk.left() == before


def test_what_waits_as_a_comment_is_right_when_its_sign_is_taken_away(desk):
    desk.copy.write("clinics/_group/clinic.yaml", "author: The group\n")
    assert desk.new("harbour", *GIVEN).exit_code == 0
    logo = desk.copy.read("clinics/harbour/logo.svg")
    desk.copy.write("clinics/harbour/logo-white.svg", logo)
    desk.copy.write("clinics/harbour/accreditor.svg", logo)
    text = desk.copy.read("clinics/harbour/clinic.yaml")
    opened = re.sub(r"^(\s*)#(?=\S| {2})", r"\1", text, flags=re.MULTILINE)
    assert opened != text
    desk.copy.write("clinics/harbour/clinic.yaml", opened)
    brand = read_brand(desk.folder / "harbour", desk.copy.root)
    unsaid = {name for name in type(brand).model_fields if name not in brand.model_fields_set}
    assert unsaid == set()
    assert set(brand.slots) == set(load(desk.copy.read("content.yaml"), "content.yaml").value["slots"])


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), min_size=1))
def test_every_text_is_read_back_as_it_was_given(text):
    text = text.replace("\ufeff", "x")
    assert load(f"name: {quote(text)}\n", "x.yaml").value["name"] == text
    assert load(f"- {{number: {quote(text)}}}\n", "x.yaml").value[0]["number"] == text


@pytest.mark.parametrize(
    "text", ["yes", "No", "null", "0123", "1e5", "a: b", "a #b", "'", '"', "~", "- a", "12:30"]
)
def test_texts_that_yaml_takes_for_something_else(text):
    value = load(f"name: {quote(text)}\n", "x.yaml").value["name"]
    assert (type(value).__name__, value) == ("Str", text)
