"""Dates, hours, lists, digits and names of languages, as people who speak them expect."""

import subprocess
import sys
import unicodedata
from datetime import date

import pytest
from babel import localedata

from brochure.translation.cldr import DAYS
from brochure.translation.cldr import english_name
from brochure.translation.cldr import find_countries
from brochure.translation.cldr import is_country
from brochure.translation.cldr import join
from brochure.translation.cldr import locale
from brochure.translation.cldr import own_name
from brochure.translation.cldr import say_days
from brochure.translation.cldr import say_digits
from brochure.translation.cldr import say_month
from brochure.translation.cldr import say_times
from brochure.translation.cldr import ZEROS

NOVEMBER = date(2026, 11, 22)
WEEK = (0, 1, 2, 3, 4)
SHIPPED = (
    *(
        "en",
        "es",
        "fr",
        "ht",
        "pt-BR",
        "de",
        "it",
        "pl",
        "ru",
        "uk",
        "el",
        "tr",
        "vi",
        "tl",
        "so",
        "ar",
        "fa",
    ),
    *("ur", "he", "hi", "bn", "pa", "gu", "ta", "th", "km", "am", "zh-Hans", "zh-Hant", "ja", "ko"),
)


def plain(text):
    """CLDR's spaces of all widths as one."""
    return " ".join(text.split())


# Hours: the country's clock in the language's words


@pytest.mark.parametrize(
    ("language", "country", "said"),
    [
        ("en", "GB", "08:30–17:30"),
        ("en", "US", "8:30 AM – 5:30 PM"),
        ("en", None, "8:30 AM – 5:30 PM"),
        ("en-GB", None, "08:30–17:30"),
        ("de", None, "08:30–17:30 Uhr"),
        ("es", "US", "8:30 a.m. – 5:30 p.m."),
        # CLDR has no Arabic of the United Kingdom and no Vietnamese of the United States.
        ("ar", "GB", "08:30–17:30"),
        ("ar", None, "8:30 ص – 5:30 م"),
        ("vi", "US", "8:30 SA – 5:30 CH"),
        ("fa", "GB", "۸:۳۰ تا ۱۷:۳۰"),
        ("bn", "GB", "০৮:৩০–১৭:৩০"),
        ("my", "GB", "၀၈:၃၀ – ၁၇:၃၀"),
        ("zh-Hans", "GB", "08:30–17:30"),
        ("pt-BR", "GB", "08:30 – 17:30"),
    ],
)
def test_hours_go_by_the_countrys_clock(language, country, said):
    assert plain(say_times("08:30", "17:30", language, country)) == said


def test_hours_of_one_half_of_the_day_say_so_once():
    assert plain(say_times("9:00", "11:30", "en", "US")) == "9:00 – 11:30 AM"


@pytest.mark.parametrize(
    ("language", "country", "days", "said"),
    [
        ("en", "GB", WEEK, "Mon – Fri"),
        ("en", "GB", (0, 2, 4), "Mon, Wed and Fri"),
        ("en", "US", (0, 2, 4), "Mon, Wed, and Fri"),
        ("ht", "US", WEEK, "lendi – vandredi"),
        ("ht", None, (0, 2), "lendi ak mèkredi"),
        ("fa", None, WEEK, "دوشنبه تا جمعه"),
        ("zh-Hant", None, (5,), "週六"),
    ],
)
def test_days_in_a_row_are_a_range_and_others_a_list(language, country, days, said):
    assert plain(say_days(days, language, country=country)) == said


ORDER = """
from brochure.translation.cldr import say_days
for language in {order}:
    print(language, ascii(say_days((0, 1, 2), language)), ascii(say_days((0, 2), language, wide=True)))
"""


def test_no_language_has_anothers_days_whichever_came_first():
    """Babel alone gives Hindi the days of Urdu where Urdu was asked first."""
    told = [
        subprocess.run(
            [sys.executable, "-c", ORDER.format(order=order)], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        for order in (("ur", *SHIPPED), (*reversed(SHIPPED), "ur"))
    ]
    assert set(told[0]) == set(told[1])
    assert len(set(told[0])) == len(SHIPPED)
    days = {language: say_days((0, 1, 2), language) for language in ("ur", "hi", "th")}
    scripts = {language: unicodedata.name(said[0]).split()[0] for language, said in days.items()}
    assert scripts == {"ur": "ARABIC", "hi": "DEVANAGARI", "th": "THAI"}


# Months and digits


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "November 2026"),
        # The name that stands alone, not the one beside a day of the month: "22 listopada", "22 ноября".
        ("pl", "listopad 2026"),
        ("ru", "ноябрь 2026 г."),
        ("ht", "novanm 2026"),
        ("tl", "Nobyembre 2026"),
        ("so", "Noofeembar 2026"),
        ("ja", "2026年11月"),
        # The Gregorian year, where a Thai or Persian calendar would have 2569 and 1405.
        ("th", "พฤศจิกายน 2026"),
        ("fa", "نوامبر ۲۰۲۶"),
        ("prs", "نومبر ۲۰۲۶"),
        ("bn", "নভেম্বর ২০২৬"),
        ("mr", "नोव्हेंबर २०२६"),
        ("xx", "November 2026"),
    ],
)
def test_a_month_stands_alone(language, said):
    assert plain(say_month(NOVEMBER, language)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "12"), ("ar", "12"), ("ar-EG", "١٢"), ("fa", "۱۲"), ("ne", "१२"), ("my", "၁၂"), ("hi", "12")],
)
def test_digits_are_the_languages_own(language, said):
    assert say_digits("12", language) == said


def test_every_numbering_system_of_cldr_is_known():
    found = {localedata.load(name)["default_numbering_system"] for name in localedata.locale_identifiers()}
    assert found - {"latn"} == set(ZEROS)
    for zero in ZEROS.values():
        assert [unicodedata.decimal(chr(zero + value)) for value in range(10)] == list(range(10))


# Names


@pytest.mark.parametrize(
    ("language", "own", "english"),
    [
        ("es", "Español", "Spanish"),
        ("pl", "Polski", "Polish"),
        ("ht", "Kreyòl Ayisyen", "Haitian Creole"),
        ("pt-BR", "Português (Brasil)", "Brazilian Portuguese"),
        ("zh-Hans", "简体中文", "Simplified Chinese"),
        ("zh-Hant", "繁體中文", "Traditional Chinese"),
        ("tl", "Tagalog", "Tagalog"),
        ("so", "Soomaali", "Somali"),
        ("prs", "دری", "Dari"),
        ("ar", "العربية", "Arabic"),
        ("ka", "ქართული", "Georgian"),
        ("vi", "Tiếng Việt", "Vietnamese"),
        # CLDR has no word in Hmong, and nothing at all of the last.
        ("hmn", "Hmong", "Hmong"),
        ("qqq", "qqq", "qqq"),
    ],
)
def test_a_language_is_called_as_its_speakers_call_it(language, own, english):
    assert (own_name(language), english_name(language)) == (own, english)


@pytest.mark.parametrize("language", SHIPPED)
def test_what_is_shipped_is_not_said_in_another_language(language):
    assert locale(language).language == {"tl": "fil"}.get(language, language.split("-")[0])
    if language != "en":
        assert own_name(language) != own_name("en")
        assert say_days(WEEK, language, wide=True) != say_days(WEEK, "en", wide=True)


@pytest.mark.parametrize(("tag", "name"), [("xx", "en"), ("zh-Hant-HK", "zh_Hant_HK"), ("es-XY", "es")])
def test_a_tag_that_cldr_lacks_has_that_of_the_language_then_english(tag, name):
    assert str(locale(tag)) == name


def test_lists():
    assert join(["A", "B", "C"], "en", "GB") == "A, B and C"
    assert join(["A"], "ar") == "A"


# Countries


def test_countries_are_those_of_iso_3166():
    assert all(map(is_country, ("GB", "US", "NO", "XK", "HT")))
    assert not any(map(is_country, ("UK", "gb", "ZZ", "EU", "001", "England", "")))
    assert [find_countries(code) for code in ("uk", "gb", "England")] == [("GB",), ("GB",), ()]


def test_days_are_told_from_monday_on():
    assert [say_days((at,), "en", wide=True)[:3].lower() for at in range(7)] == list(DAYS)


def test_hours_whose_half_of_the_day_cannot_be_said_go_by_24_hours():
    """The pattern names a part of the day, which Babel cannot write."""
    assert plain(say_times("12:00", "20:00", "zh-Hant", "US")) == "12:00 – 20:00"
