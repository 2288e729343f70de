"""A clinic's values in other languages: hours, names that stay as they are, the languages offered."""

import pytest

from brochure.brand.model import Brand
from brochure.content.model import Wording
from brochure.diagnostics import Findings
from brochure.layouts.clinics import BETWEEN_NAMES
from brochure.layouts.expand import expand_clinics
from brochure.layouts.expand import expand_shared
from brochure.marked import validate

CLINIC = """\
name: {full: "4 Riverside", short: {text: Praxis, translate: no, language: de}}
logo: {on-light: logo.svg, alt: Riverside Clinic logo}
inks: {primary: "#0b5563", accent: "#e58f4e"}
contacts: {address: [1 Mill Lane, Newtown], telephones: ["+44 1632 960142"]}
country: GB
languages: [en, ar, zh-Hans, he, pl]
tagline: {text: Care, translate: no}
registrations: [{body: HCPC, number: PH 12}]
hours:
  - {days: [mon, tue, wed], opens: "09:00", closes: "17:00"}
emergency: {number: "999"}
"""
NAMES = "<p>{{ clinic.name.full }}</p><p>{{ clinic.name.short }}</p><p>{{ clinic.tagline }}</p>"
OFFER = """\
{% if clinic.other_languages %}<p>{{ words.others|fill(languages=clinic.other_languages) }}</p>{% endif %}"""


@pytest.fixture
def said_in(site):
    """Expand a box in a language: its spans' texts and languages, line by line."""
    words = dict(site.content.words) | {"others": "Other languages: {languages}"}
    content = site.content.model_copy(update={"words": words})

    def expand(language, body, clinic=CLINIC, rtl=False):
        site.write("{% macro contacts() %}\n" + body + "\n{% endmacro %}\n", "clinic.xml.j2")
        findings = Findings()
        options = site.options(rtl) | {"language": language, "content": content}
        brand = validate(clinic, "clinic.yaml", Brand)
        (document,) = expand_clinics(**options, brand=brand, boxes={"contacts": None}, findings=findings)
        assert not list(findings)
        return [
            [(span.text, span.language) for span in element.spans]
            for element in document.root.walk()
            if element.spans
        ]

    return expand


def test_names_are_tagged_with_their_own_language(said_in):
    body = NAMES + "<p>{{ clinic.contacts.address[0] }}</p><p>{{ clinic.registrations[0].body }}</p>"
    assert said_in("es", body) == [
        [("4 Riverside", "en")],
        [("Praxis", "de")],
        [("Care", "en")],
        [("1 Mill Lane", "en")],
        [("HCPC", "en")],
    ]
    assert said_in("en-GB", NAMES) == [[("4 Riverside", None)], [("Praxis", "de")], [("Care", None)]]
    assert said_in("de", NAMES) == [[("4 Riverside", "en")], [("Praxis", None)], [("Care", "en")]]


def test_numbers_have_no_language(said_in):
    assert said_in("es", "<p>{{ clinic.contacts.telephones[0].number }}</p>") == [[("+44 1632 960142", None)]]


def test_names_are_isolated_among_words_from_right_to_left(said_in):
    assert said_in("ar", NAMES, rtl=True)[0] == [("\u20684 Riverside\u2069", "en")]


def test_the_logos_words_know_their_language(site):
    box = '<logo height="10mm"/>'
    document, _ = site.box(box)
    assert [node.language for node in document.structure.nodes] == [None]
    site.content._wording = Wording("ar")
    document, _ = site.box(box, rtl=True)
    assert [node.language for node in document.structure.nodes] == ["en"]


def test_the_other_languages_each_in_their_own_script(said_in):
    (spans,) = said_in("pl", OFFER)
    assert spans == [
        ("Other languages: ", None),
        ("\u2068English\u2069", "en"),
        (BETWEEN_NAMES, None),
        ("\u2068العربية\u2069", "ar"),
        (BETWEEN_NAMES, None),
        # Word joiners: a line may end anywhere in Chinese, but not in so short a name.
        ("\u2068简\u2060体\u2060中\u2060文\u2069", "zh-Hans"),
        (BETWEEN_NAMES, None),
        ("\u2068עברית\u2069", "he"),
    ]


def test_those_that_are_named_stand_alone_and_in_their_order(said_in):
    clinic = CLINIC.replace("languages:", "named-languages: [he, pl, ar]\nlanguages:", 1)
    (spans,) = said_in("pl", OFFER, clinic)
    assert [language for _, language in spans if language] == ["he", "ar"]
    assert said_in("pl", OFFER, clinic.replace("[he, pl, ar]", "[pl]")) == []
    assert said_in("pl", OFFER, clinic.replace("[he, pl, ar]", "[]")) == []


@pytest.mark.parametrize("held", ["Tiếng\u00a0Việt", "Kreyòl\u00a0Ayisyen", "Português\u00a0(Brasil)"])
def test_no_line_ends_within_a_name(said_in, held):
    clinic = CLINIC.replace("[en, ar, zh-Hans, he, pl]", "[en, vi, ht, pt-BR]")
    (spans,) = said_in("en", OFFER, clinic)
    assert f"\u2068{held}\u2069" in [text for text, _ in spans]


def test_in_a_mirrored_edition_the_list_runs_with_the_words(said_in):
    """Isolated as a whole it would run from left to right, for all its letters are isolated already."""
    (spans,) = said_in("ar", OFFER, rtl=True)
    assert [text for text, language in spans if language is None] == [
        "Other languages: ",
        *[BETWEEN_NAMES] * 3,
    ]


@pytest.mark.parametrize("languages", ["[en]", "[]"])
def test_a_clinic_with_one_language_names_no_others(said_in, languages):
    assert said_in("en", OFFER, CLINIC.replace("[en, ar, zh-Hans, he, pl]", languages)) == []


@pytest.mark.parametrize(
    ("language", "country", "said"),
    [
        ("en", "GB", "Mon – Wed 09:00–17:00"),
        ("en", "US", "Mon – Wed 9:00 AM – 5:00 PM"),
        ("fa", "GB", "دوشنبه تا چهارشنبه ۹:۰۰ تا ۱۷:۰۰"),
    ],
)
def test_hours_are_told_as_in_the_country(said_in, language, country, said):
    body = "{% for entry in clinic.hours %}<p>{{ entry.short_days }} {{ entry.times }}</p>{% endfor %}"
    ((*spans,),) = said_in(language, body, CLINIC.replace("GB", country))
    isolates = dict.fromkeys(map(ord, "\u2068\u2069"))
    assert " ".join("".join(text for text, _ in spans).translate(isolates).split()) == said


@pytest.mark.parametrize(("language", "said"), [("en", "Page 1 of 12"), ("fa", "Page ۱ of ۱۲")])
def test_page_numbers_have_the_languages_digits_and_telephones_never(site, language, said):
    site.leaflet(
        '<h1>{{ words.page_of|fill(page=1, pages=12) }}</h1><numeral value="3"/><p>{{ leaflet.version }}</p>'
    )
    findings = Findings()
    options = site.options(False) | {"language": language}
    document = expand_shared(**options, panels=("front", "back"), findings=findings)
    assert not list(findings)
    told = ["".join(span.text for span in element.spans) for element in document.root.walk() if element.spans]
    assert told == [said, "3" if language == "en" else "۳", "1.0"]
