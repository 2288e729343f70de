"""How many lines of its own a clinic asks for."""

import pytest

from brochure.brand.model import Brand
from brochure.brand.room import Around
from brochure.brand.room import count_lines
from brochure.brand.room import find_room
from brochure.brand.room import find_source
from brochure.brand.room import NAMES
from brochure.marked import Str
from brochure.marked import validate

SMALL = """\
name: {full: Harbour Clinic, short: Harbour}
logo: {on-light: logo.svg, alt: Harbour Clinic}
inks: {primary: "#0B5563", accent: "#D8623A"}
contacts: {address: [1 Quay, Harbour], telephones: ["01632 960142"]}
emergency: {number: "999"}
"""
MORE = {
    "tagline: Care by the sea\n": {"contacts": 5},
    "tagline: {en: Care by the sea, es: Junto al mar}\n": {"contacts": 5},
    "tagline: {es: Junto al mar}\n": {},
    "interpreter: We can book an interpreter for you. It is free.\n": {"interpreter": 2},
    "registrations: [{body: HCPC, number: PH 1}, {body: Chartered Society, number: '2'}]\n": {
        "registrations": 2
    },
    "accreditors: [{file: a.svg, alt: A}, {file: b.svg, alt: B}]\n": {"accreditors": 1},
}
WORDS = {
    "phone": "Phone",
    "registered": "Registered: {body} {number}.",
    "other-languages": "In other languages: {languages}",
}
AROUND = Around({Str(name): Str(words) for name, words in WORDS.items()})
ALL = dict.fromkeys(NAMES, 0)


def read(lines: str = "") -> Brand:
    return validate(SMALL + lines, "clinic.yaml", Brand)


def find(brand: Brand, least: dict[str, int] = ALL, around: Around = AROUND) -> dict[str, int]:
    return find_room(brand, "en", "en", around, least, lambda word: len(word) * 0.55)


def test_a_plain_clinic_asks_for_its_contacts_alone() -> None:
    assert find(read()) == {**ALL, "contacts": 4}


@pytest.mark.parametrize("lines", MORE)
def test_what_a_clinic_says_more_takes_lines(lines: str) -> None:
    brand = read(lines)
    assert find(brand) == {**ALL, "contacts": 4, **MORE[lines]}
    assert all(find_source(brand, name).line == 6 for name in MORE[lines] if name != "contacts")


def test_a_layout_keeps_what_it_keeps_and_asks_for_no_more() -> None:
    assert find(read(), {"contacts": 6}) == {"contacts": 6}
    assert find(read(), {"contacts": 0}, AROUND._replace(hours=["Mon: 9:00–17:00"])) == {"contacts": 4}


def test_words_are_counted_in_the_editions_language() -> None:
    words = AROUND.words | {Str("phone"): Str("Número de la recepción")}
    assert find(read(), around=AROUND._replace(words=words)) == {**ALL, "contacts": 5}
    brand = read("registrations: [{body: HCPC, number: PH 1}]\n")
    words = AROUND.words | {
        Str("registered"): Str("Inscrito en el registro: {body}, con el número {number}.")
    }
    assert find(brand, around=AROUND._replace(words=words)) == {**ALL, "contacts": 4, "registrations": 2}


def test_hours_and_other_languages_are_counted_as_they_are_printed() -> None:
    hours = ["Mon – Fri: 8:30 – 17:30", "Monday, Wednesday and Saturday: 9:00 – 12:00"]
    assert find(read(), around=AROUND._replace(hours=hours))["hours"] == 2 + 1
    assert find(read(), around=AROUND._replace(languages="Español"))["other-languages"] == 1
    assert find(read(), around=AROUND._replace(languages="Español · " * 3))["other-languages"] == 2
    assert find_source(read("languages: [en, es]\n"), "other-languages").line == 6


def test_the_line_with_the_number_to_call_may_need_a_second_one() -> None:
    for said, lines in (("Call 999 now if you:", 1), ("Tumawag sa 999 ngayon na kung kayo ay:", 2)):
        assert find(read(), around=AROUND._replace(emergency=said))["emergency"] == lines
    assert find_source(read(), "emergency").line == 5


def test_lines_are_filled_word_by_word() -> None:
    texts = ("", "aaaa bbbb", "aaaaa bbbbb", "a b c d e f g h i", "a" * 25, "aaaaaaa" + " bbb" * 2)
    assert [count_lines(text, 10, len) for text in texts] == [1, 1, 2, 2, 3, 2]


def test_a_line_does_not_end_at_a_space_that_holds() -> None:
    assert count_lines("aaaa bb\u00a0cccc d", 10, len) == 2
    assert count_lines("aaaa bb cccc d", 8, len) == count_lines("aaaa\u00a0bb cccc d", 8, len) == 2
    assert count_lines("aaaa bb\u00a0cc d", 8, len) == 2


def test_a_long_web_address_takes_a_line_more() -> None:
    short, long = (
        SMALL.replace("telephones", f"web: https://{name}, telephones")
        for name in ("a.example", "a.example/" + "b" * 40)
    )
    found = [find(validate(text, "clinic.yaml", Brand))["contacts"] for text in (short, long)]
    assert found == [4, 5]
