"""A clinic's own words, in one language or in several."""

import pytest

from brochure.brand.model import Brand
from brochure.brand.said import Said
from brochure.diagnostics import BuildError
from brochure.marked import Str
from brochure.marked import validate

SMALL = """\
name: {full: Harbour Clinic, short: Harbour}
logo: {on-light: logo.svg, alt: Harbour Clinic}
inks: {primary: "#0B5563", accent: "#D8623A"}
contacts: {address: [1 Quay], telephones: ["01632 960142"]}
emergency: {number: "999"}
"""


def read(lines: str) -> Brand:
    return validate(SMALL + lines, "clinic.yaml", Brand)


def refuse(lines: str) -> list[str]:
    with pytest.raises(BuildError) as error:
        read(lines)
    return str(error.value).splitlines()


def test_words_alone_are_in_the_leaflets_own_language():
    said = read("tagline: Care by the sea\n").tagline
    assert said is not None
    assert said.pick("en", "en") == "Care by the sea"
    assert said.pick("en-GB", "en") == "Care by the sea"
    assert said.pick("es", "en") is None


def test_words_by_language():
    said = read("tagline: {en: Care by the sea, es: Junto al mar, zh-Hant: 海邊}\n").tagline
    assert said is not None
    assert [said.pick(tag, "en") for tag in ("en", "es", "es-MX", "zh-Hant-HK", "zh", "fr")] == [
        "Care by the sea",
        "Junto al mar",
        "Junto al mar",
        "海邊",
        None,
        None,
    ]


def test_a_name_serves_every_language_unless_it_is_given_in_it():
    alone, two = Said(("", Str("Sea Clinic"))), Said(("en", Str("Sea Clinic")), ("es", Str("Clínica Mar")))
    assert [alone.pick_name(tag) for tag in ("en", "ar")] == ["Sea Clinic", "Sea Clinic"]
    assert [two.pick_name(tag) for tag in ("es", "ar")] == ["Clínica Mar", "Sea Clinic"]


def test_each_languages_words_know_their_place():
    said = read("tagline:\n  en: Care\n  es: Salud\n").tagline
    assert said is not None
    assert [str(text.source) for _, text in said.texts] == ["clinic.yaml:7:7", "clinic.yaml:8:7"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("tagline: {english: Care}\n", 'clinic.yaml:6:11: error: "english" is not a language tag'),
        ("tagline: {en: [Care]}\n", 'clinic.yaml:6:11: error: the words in "en" must be text'),
        ("tagline: []\n", "clinic.yaml:6:10: error: words are missing here"),
        ('tagline: {en: "Ca\\nre"}\n', "clinic.yaml:6:15: error: this must be one line of text"),
        ("tagline: {en: Care, es: ' '}\n", "clinic.yaml:6:25: error: words are missing here"),
        ("interpreter: 12\n", "clinic.yaml:6:14: error: words are missing here"),
    ],
)
def test_what_is_no_words_is_refused_at_its_place(lines, told):
    assert refuse(lines)[0] == told


def test_equal_words_are_equal():
    one, other = read("tagline: {en: Care}\n").tagline, read("tagline: {en: Care}\n").tagline
    assert one == other
    assert hash(one) == hash(other)
