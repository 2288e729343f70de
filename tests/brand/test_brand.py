"""clinic.yaml: what it gives, and in which words its mistakes are told."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from brochure.brand.inks import palette
from brochure.brand.model import Brand
from brochure.brand.model import minutes
from brochure.brand.read import read_brand
from brochure.diagnostics import BuildError
from brochure.units import MM

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "clinics" / "riverside"

SMALL = """\
name: {full: Harbour Clinic, short: Harbour}
logo: {on-light: logo.svg, alt: Harbour Clinic}
inks: {primary: "#0B5563", accent: "#D8623A"}
contacts:
  address: [1 Quay]
  telephones: [01632 960142]
emergency: {number: "999"}
"""


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    folder = tmp_path / "clinics" / "harbour"
    folder.mkdir(parents=True)
    (folder / "logo.svg").write_text("<svg/>")
    (folder / "clinic.yaml").write_text(SMALL, encoding="utf-8")
    return folder


def change(clinic: Path, old: str, new: str) -> None:
    file = clinic / "clinic.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def refuse(clinic: Path) -> list[str]:
    with pytest.raises(BuildError) as error:
        read_brand(clinic, clinic.parents[1])
    return str(error.value).removeprefix("clinics/harbour/").replace("\nclinics/harbour/", "\n").splitlines()


def test_the_sample_clinic_is_read_without_a_warning() -> None:
    brand = read_brand(SAMPLE, ROOT)
    assert (brand.id, brand.name.full, brand.paper.size) == ("riverside", "Riverside Physiotherapy", "a4")
    assert brand.files["logo"].path == SAMPLE / "logo.svg"
    assert brand.logo.minimum_width == pytest.approx(25 * MM)
    assert brand.contacts.telephones[0].number.source.path == "clinics/riverside/clinic.yaml"
    assert brand.hours[0].days == ("mon", "tue", "wed", "thu", "fri")
    assert palette(brand)[3].hex == "#0B5563"


def test_little_is_needed_and_the_rest_has_defaults(clinic: Path) -> None:
    brand = read_brand(clinic, clinic.parents[1])
    assert brand.typefaces.body == "Noto Sans"
    assert brand.paper.margin == pytest.approx(5 * MM)
    assert (brand.hours, brand.booking, brand.author) == ((), None, None)


def test_every_block_needed_is_told_with_what_it_is_for(clinic: Path) -> None:
    (clinic / "clinic.yaml").write_text("author: We\n")
    lines = refuse(clinic)
    assert [line for line in lines if "error" in line] == [
        f'clinic.yaml:1:1: error: "{name}" is missing'
        for name in ("name", "logo", "inks", "contacts", "emergency")
    ]
    assert "    hint: logo: The clinic's logo." in lines


def test_the_digest_follows_the_file_and_the_logo(clinic: Path) -> None:
    root = clinic.parents[1]
    first = read_brand(clinic, root)
    file, logo = (clinic / "clinic.yaml").read_bytes(), (clinic / "logo.svg").read_bytes()
    assert first.digest == sha256(sha256(file).digest() + sha256(logo).digest()).hexdigest()
    assert first.files["logo"].data == logo
    again = read_brand(clinic, root)
    assert (again.digest, hash(again), again) == (first.digest, hash(first), first)
    (clinic / "logo.svg").write_text("<svg />")
    second = read_brand(clinic, root)
    change(clinic, "1 Quay", "2 Quay")
    assert len({first.digest, second.digest, read_brand(clinic, root).digest}) == 3


def test_a_brand_survives_being_sent_to_another_process() -> None:
    brand = read_brand(SAMPLE, ROOT)
    copy = pickle.loads(pickle.dumps(brand))
    assert (copy, copy.digest, copy.id, copy.files) == (brand, brand.digest, "riverside", brand.files)
    assert copy.name.full.source == brand.name.full.source


COLOUR_HINT = '    hint: write it in quotes, as in "#0B5563": a bare # starts a comment'
TELEPHONE_HINT = (
    '    hint: write digits, spaces, "+", "-", "(" and ")" only, as in "01632 960142" or "+44 1632 960142"'
)

MISTAKES: Mapping[tuple[str, str], list[str]] = {
    ("primary:", "primry:"): [
        'clinic.yaml:3:1: error: "primary" is missing in "inks"',
        "    hint: primary: The clinic's strong colour: headings, the cover, the key facts. Dark is best.",
        'clinic.yaml:3:8: error: "primry" is not known in "inks"',
        '    hint: did you mean "primary"?',
    ],
    ("short:", "shrt:"): [
        'clinic.yaml:1:1: error: "short" is missing in "name"',
        "    hint: short: A shorter name for where room is tight, as in the imprint.",
        'clinic.yaml:1:30: error: "shrt" is not known in "name"',
        '    hint: did you mean "short"?',
        "    hint: known: full, short",
    ],
    ('{primary: "#0B5563", accent: "#D8623A"}', "\n  primary: #0B5563\n  accent: '#D8623A'"): [
        "clinic.yaml:4:11: error: a colour is missing here",
        COLOUR_HINT,
    ],
    ('accent: "#D8623A"', 'accent: "#D8623A", muted: 123456'): [
        'clinic.yaml:3:54: error: "123456" is not a colour',
        '    hint: write "#" and six digits in quotes, as in "#0B5563"',
    ],
    ('"#D8623A"', '"#D8623A", rule: ~'): ["clinic.yaml:3:53: error: a colour is missing here", COLOUR_HINT],
    ('"#D8623A"', "coral"): [
        'clinic.yaml:3:36: error: "coral" is not a colour: write "#" and six digits, as in "#0B5563", or '
        '"rgb(11, 85, 99)"'
    ],
    ("Harbour Clinic, short", '" ", short'): [
        "clinic.yaml:1:14: error: words are missing here",
        "    hint: take the line out if there are none to give",
    ],
    ("full: Harbour Clinic", 'full: "Harbour\\nClinic"'): [
        "clinic.yaml:1:14: error: this must be one line of text"
    ],
    ("full: Harbour Clinic", 'full: "Har\u202ebour"'): [
        "clinic.yaml:1:18: error: a character that does not show stands here, U+202E",
        "    hint: delete it",
    ],
    ("1 Quay", "x" * 201): ["clinic.yaml:5:213: error: this line has 201 characters, and 200 is the most"],
    ("[1 Quay]", "1 Quay"): [
        'clinic.yaml:5:12: error: "address" must be a list (lines that start with "- "), not "1 Quay"'
    ],
    ('"999"', "999"): [
        'clinic.yaml:7:21: error: "number" must be text, not the number 999',
        '    hint: put it in quotes: "999"',
    ],
    ("01632 960142", "ring us"): [
        'clinic.yaml:6:16: error: "ring us" is not a telephone number',
        TELEPHONE_HINT,
    ],
    ("01632 960142", "'12'"): ['clinic.yaml:6:16: error: "12" is not a telephone number', TELEPHONE_HINT],
    ("01632 960142", "0;phone-context=x"): [
        'clinic.yaml:6:16: error: "0;phone-context=x" is not a telephone number',
        TELEPHONE_HINT,
    ],
    ("emergency", "booking: javascript:alert(1)\nemergency"): [
        'clinic.yaml:7:10: error: "javascript:alert(1)" does not start with "https://" or "http://"',
        "    hint: other kinds of link are not printed",
    ],
    ("emergency", "booking: harbour.example/book\nemergency"): [
        'clinic.yaml:7:10: error: "harbour.example/book" does not start with "https://" or "http://"',
        '    hint: did you mean "https://harbour.example/book"?',
    ],
    ("emergency", "booking: https://nhs.example@evil.example/\nemergency"): [
        'clinic.yaml:7:10: error: "https://nhs.example@evil.example/" is not a web address',
        '    hint: write it as in "https://clinic.example/book"',
    ],
    ("emergency", "booking: https://[::1/\nemergency"): [
        'clinic.yaml:7:10: error: "https://[::1/" is not a web address',
        '    hint: write it as in "https://clinic.example/book"',
    ],
    ("emergency", "booking: https://harbour.example/a b\nemergency"): [
        'clinic.yaml:7:10: error: "https://harbour.example/a b" is not a web address',
        '    hint: write it as in "https://clinic.example/book"',
    ],
    ("emergency", "feedback: desk@harbour\nemergency"): [
        'clinic.yaml:7:11: error: "desk@harbour" is not an e-mail address',
        '    hint: write it as in "desk@clinic.example"',
    ],
    ("emergency", "hours: [{days: [mon, mon], opens: 9:00, closes: 17:00}]\nemergency"): [
        'clinic.yaml:7:9: error: a day stands twice in "days"'
    ],
    ("emergency", "hours: [{days: [monday], opens: 9:00, closes: 17:00}]\nemergency"): [
        'clinic.yaml:7:17: error: item 1 of "days" must be '
        '"mon", "tue", "wed", "thu", "fri", "sat" or "sun", not "monday"',
        '    hint: did you mean "mon"?',
        "    hint: known: fri, mon, sat, sun, thu, tue, wed",
    ],
    ("emergency", "hours: [{days: [mon], opens: 5 pm, closes: 17:00}]\nemergency"): [
        'clinic.yaml:7:30: error: "5 pm" is not a time of day',
        '    hint: write hours and minutes by the 24-hour clock, as in "17:30"',
    ],
    ("emergency", "hours: [{days: [mon], opens: 9:00, closes: 9:00}]\nemergency"): [
        'clinic.yaml:7:44: error: "closes" must be later than "opens", 9:00'
    ],
    ("emergency", "paper: {size: a3, margin: 5}\nemergency"): [
        'clinic.yaml:7:15: error: "size" must be "a4" or "letter", not "a3"',
        "    hint: known: a4, letter",
        'clinic.yaml:7:27: error: "5" is not a length: write a number and one of mm, cm, in, pt, '
        'as in "12mm"',
    ],
    ("emergency", "paper: {margin: 3cm}\nemergency"): [
        'clinic.yaml:7:17: error: "3cm" is out of bounds: 0 mm to 20 mm'
    ],
    ("logo.svg", "../riverside/logo.svg"): [
        'clinic.yaml:2:18: error: "../riverside/logo.svg" is not in this clinic\'s own folder',
        '    hint: put the file there and write its name alone, as in "logo.svg"',
    ],
    ("logo.svg", "/etc/logo.svg"): [
        'clinic.yaml:2:18: error: "/etc/logo.svg" is not in this clinic\'s own folder',
        '    hint: put the file there and write its name alone, as in "logo.svg"',
    ],
    ("logo.svg", "logo.gif"): [
        'clinic.yaml:2:18: error: "logo.gif" is not a picture that can be read',
        "    hint: known: .svg, .png, .jpg, .jpeg",
    ],
    ("logo.svg", "log.svg"): [
        'clinic.yaml:2:18: error: logo "log.svg" is not there',
        '    hint: did you mean "logo.svg"?',
        "    hint: files in this folder: logo.svg",
    ],
}


@pytest.mark.parametrize("swap", MISTAKES)
def test_each_mistake_is_told_at_its_place(clinic: Path, swap: tuple[str, str]) -> None:
    change(clinic, *swap)
    lines = [line for line in refuse(clinic) if not line.startswith("    hint: known: accent")]
    assert lines == MISTAKES[swap]


@pytest.mark.parametrize(
    "number", ["999", "+44 1632 960142", "(01632) 960142", "0800-111.22", "01632 960142 ext 12"]
)
def test_telephone_numbers_are_taken_as_people_write_them(clinic: Path, number: str) -> None:
    change(clinic, "01632 960142", f"'{number}'")
    assert read_brand(clinic, clinic.parents[1]).contacts.telephones[0].number == number


def test_a_link_out_of_the_folder_is_not_followed(clinic: Path) -> None:
    outside = clinic.parent / "secret.svg"
    shutil.move(clinic / "logo.svg", outside)
    (clinic / "logo.svg").symlink_to(outside)
    assert refuse(clinic) == [
        'clinic.yaml:2:18: error: logo "logo.svg" is not in this clinic\'s own folder',
        "    hint: copy the file into the folder: a link that leads out of it is not followed",
    ]


def test_a_logo_in_a_folder_of_the_clinics_own_is_read(clinic: Path) -> None:
    (clinic / "art").mkdir()
    shutil.move(clinic / "logo.svg", clinic / "art" / "logo.svg")
    change(clinic, "logo.svg", "art/logo.svg")
    assert read_brand(clinic, clinic.parents[1]).files["logo"].data == b"<svg/>"


def test_too_large_files_are_not_read(clinic: Path) -> None:
    (clinic / "logo.svg").write_bytes(b" " * 2_000_001)
    assert refuse(clinic) == [
        "logo.svg: error: this file is larger than 2,000,000 bytes, the most that is read"
    ]
    (clinic / "clinic.yaml").write_bytes(b"#" * 100_001)
    assert refuse(clinic) == [
        "clinic.yaml: error: this file is larger than 100,000 bytes, the most that is read"
    ]


def test_minutes_of_the_day() -> None:
    assert [minutes("9:05"), minutes("09:05"), minutes("23:59")] == [545, 545, 1439]


def test_editors_are_told_what_every_field_is_for() -> None:
    schema = json.loads(json.dumps(Brand.model_json_schema()))
    bare = []

    def look(part: Any, path: str) -> None:
        for name, inner in part.get("properties", {}).items():
            named = schema["$defs"][inner["$ref"].split("/")[-1]] if "$ref" in inner else inner
            if not inner.get("description", named.get("description")):
                bare.append(f"{path}{name}")

    look(schema, "")
    for name, part in schema["$defs"].items():
        assert part["additionalProperties"] is False
        look(part, f"{name}.")
    assert bare == []
    assert schema["$defs"]["Inks"]["properties"]["on-primary"]["anyOf"][0]["format"] == "color"
    assert "digest" not in schema["properties"]
