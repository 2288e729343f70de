"""A clinic's own words, in one language or in several."""

from copy import copy

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


# Words that are not translated


SENTENCE = "these words must be translated: translate: no is for names and addresses"
FIXED = "{text: Pflege am Meer, translate: no, language: de}"


def test_words_that_stay_as_they_are_serve_every_edition():
    said = read(f"tagline: {FIXED}\n").tagline
    assert said is not None
    assert [said.pick(tag, "en") for tag in ("en", "de", "ar")] == ["Pflege am Meer"] * 3
    assert said.tongue(said.first, "en") == "de"
    own = read("tagline: {text: Care, translate: no}\n").tagline
    assert own is not None
    assert (own.pick("ar", "en"), own.tongue(own.first, "en")) == ("Care", "en")
    assert own != read("tagline: Care\n").tagline


def test_a_name_or_an_address_may_say_its_language():
    text = SMALL.replace("full: Harbour Clinic", "full: {text: Praxis am Hafen, translate: no, language: de}")
    brand = validate(text.replace("[1 Quay]", "[{text: Kai 1, translate: no}]"), "clinic.yaml", Brand)
    assert (brand.name.full, brand.name.full.language) == ("Praxis am Hafen", "de")
    assert (brand.contacts.address, brand.contacts.address[0].language) == (("Kai 1",), "")
    assert str(brand.name.full.source) == "clinic.yaml:1:21"
    assert copy(brand.name.full).language == "de"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "interpreter: {text: It is free, translate: no}\n",
            f"clinic.yaml:6:21: error: {SENTENCE}",
        ),
        (
            "slots: {note: {text: Park here, translate: no}}\n",
            f"clinic.yaml:6:22: error: {SENTENCE}",
        ),
        ("tagline: {text: Care, translate: yes}\n", 'clinic.yaml:6:34: error: "translate" can only be no'),
        ("tagline: {text: Care}\n", 'clinic.yaml:6:10: error: "translate" can only be no'),
        ("tagline: {translate: no}\n", 'clinic.yaml:6:10: error: "text" is missing here'),
        (
            "tagline: {text: Care, translate: no, language: German}\n",
            'clinic.yaml:6:48: error: "German" is not a language tag',
        ),
        (
            "tagline: {text: Care, translate: no, langage: de}\n",
            'clinic.yaml:6:38: error: "langage" is not there',
        ),
        ("author: {name: Ines}\n", 'clinic.yaml:6:10: error: "name" is not there'),
        ("author: []\n", "clinic.yaml:6:9: error: must be text"),
        (
            "author: {text: ' ', translate: no}\n",
            "clinic.yaml:6:9: error: words are missing here",
        ),
    ],
)
def test_what_cannot_stay_as_it_is(lines, told):
    assert refuse(lines)[0] == told
