"""Dates, hours, lists, digits and names as a language says them, from CLDR (Babel)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from datetime import time
from functools import cache
from functools import lru_cache
from typing import Any
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

ZEROS = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "hmnp": 0x1E140,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "tibt": 0x0F20,
}
"""The digit 0 of each numbering system but "latn" that CLDR has as a language's own; the others follow it."""

# CLDR has Haitian Creole's months, days and "and" from French.
_HAITIAN_DAYS = ("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch")
_HAITIAN_MONTHS = (
    *("janvye", "fevriye", "mas", "avril", "me", "jen"),
    *("jiyè", "out", "septanm", "oktòb", "novanm", "desanm"),
)


def locale(language: str) -> Locale:
    """The locale of a BCP 47 tag; where CLDR lacks it, that of the language alone, then English."""
    found = _find(language) or _load("en")
    assert found is not None, "Babel comes with English"
    return found


@cache
def _find(language: str) -> Locale | None:
    from babel.core import get_global

    tag = {"ar-XB": "ar", "en-XA": "en"}.get(language, language).replace("-", "_")
    while tag:
        # Tagalog is CLDR's Filipino, and Dari its Persian of Afghanistan.
        found = _load(tag) or _load(str(get_global("language_aliases").get(tag, "")))
        if found is not None:
            return found
        tag = tag.rpartition("_")[0]
    return None


@cache
def _load(name: str) -> Locale | None:
    """CLDR's locale of just that name.

    Its days and months are its own copy. Babel writes what an alias leads to into data that locales share:
    after Urdu's days, Hindi's and Thai's would be Urdu too (babel.localedata.LocaleDataDict.__getitem__).
    """
    from babel import Locale
    from babel import localedata

    # Babel makes a file's name of it.
    if not name.isidentifier() or not localedata.exists(name):
        return None
    found = Locale.parse(name, resolve_likely_subtags=False)
    data: dict[Any, Any] = dict(localedata.load(name))
    data |= {key: deepcopy(data[key]) for key in ("days", "months")}
    if found.language == "ht":
        data |= _say_haitian()
    vars(found)["_Locale__data"] = localedata.LocaleDataDict(data)
    return found


def _say_haitian() -> dict[str, Any]:
    def by_width(names: dict[int, str]) -> dict[str, Any]:
        widths = {"wide": names, "abbreviated": names}
        return {"format": widths, "stand-alone": widths}

    pattern = {"start": "{0}, {1}", "middle": "{0}, {1}", "end": "{0} ak {1}", "2": "{0} ak {1}"}
    return {
        "days": by_width(dict(enumerate(_HAITIAN_DAYS))),
        "months": by_width(dict(enumerate(_HAITIAN_MONTHS, 1))),
        "list_patterns": {"standard": pattern},
    }


def say_month(day: date, language: str) -> str:
    """A month and its year as they stand alone: "November 2026", "2026年11月".

    Always by the Gregorian calendar: Thai, Persian and Ethiopian clinics give appointments by it too, and a
    reader can compare the day with that on any other leaflet.
    """
    from babel.dates import format_skeleton

    return say_digits(str(format_skeleton("yMMMM", day, locale=locale(language))), language)


@lru_cache(maxsize=1024)
def say_days(days: tuple[int, ...], language: str, wide: bool = False, country: str | None = None) -> str:
    """Days of the week (0 is Monday): three or more in a row as a range, others as a list."""
    from babel.dates import get_day_names

    there = _regional(language, country)
    names = get_day_names("wide" if wide else "abbreviated", "stand-alone", there)
    said = [str(names[day]) for day in days]
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        pattern = str(there.interval_formats[None])
        return pattern.replace("{0}", said[0]).replace("{1}", said[-1])
    return join(said, language, country)


@lru_cache(maxsize=1024)
def say_times(opens: str, closes: str, language: str, country: str | None = None) -> str:
    """Opening hours, "08:30" to "17:30", by the clock of the `country` (ISO 3166-1), in the language's words.

    Patients read the clock that hangs in their clinic's country, whatever language they read best: Arabic in
    the United Kingdom has 24 hours, Vietnamese in the United States 12. Without a country it is the clock of
    the language; in English that has 12 hours, which every reader of English understands. Remembered: clinics
    keep much the same hours.
    """
    from babel.dates import format_interval

    start, end = (time(int(hour), int(minute)) for hour, minute in (opens.split(":"), closes.split(":")))
    there = _regional(language, country)
    try:
        said = format_interval(start, end, _clock(language, country), locale=there)
    except NotImplementedError:
        # Babel cannot say parts of the day (CLDR's "B"), which Chinese has with twelve hours.
        said = format_interval(start, end, "Hm", locale=there)
    return say_digits(str(said), language)


def say_digits(text: str, language: str) -> str:
    """A text with its digits 0 to 9 as the language writes numbers: "Page 12" has "۱۲" in Persian."""
    table = _digits(language)
    return text.translate(table) if table else text


@cache
def _digits(language: str) -> dict[int, int]:
    zero = ZEROS.get(str(locale(language).default_numbering_system))
    return {ord("0") + value: zero + value for value in range(10)} if zero else {}


def join(said: Sequence[str], language: str, country: str | None = None) -> str:
    """A list in words: "A, B and C"."""
    from babel.lists import format_list

    return str(format_list(list(said), locale=_regional(language, country)))


def own_name(language: str) -> str:
    """What speakers of a language call it, as it begins a line or stands in a menu: "Español", "العربية".

    What English calls it where CLDR does not know more.
    """
    found = _find(language)
    if found is None:
        return english_name(language)
    # CLDR names some variants in a word of their own: "简体中文", "دری".
    said = _name(language, found) or str(found.get_display_name(found))
    # Title case, for Georgian's capitals are not for the beginning of a word.
    return said[:1].title() + said[1:]


def english_name(language: str) -> str:
    """What English calls a language: "Spanish"; the tag where CLDR does not know it."""
    return _name(language, locale("en"), language.partition("-")[0]) or language


def _name(language: str, says: Locale, *more: str) -> str | None:
    """What the locale `says` calls a language by a word of its own, or else the first of `more` there."""
    names = says.languages
    keys = (language.replace("-", "_"), str(_find(language) or ""), *more)
    return next((str(names[key]) for key in keys if key in names), None)


def is_country(code: str) -> bool:
    """Whether `code` is a country of ISO 3166-1, by its two capital letters, that CLDR knows."""
    from babel.core import get_global

    return len(code) == 2 and code != "ZZ" and code in get_global("territory_languages")


def find_countries(code: str) -> tuple[str, ...]:
    """The countries that somebody who wrote `code` may mean: GB for "uk"."""
    from babel.core import get_global

    meant = get_global("territory_aliases").get(code.upper(), [code.upper()])
    return tuple(name for name in meant if is_country(name))


@cache
def _regional(language: str, country: str | None) -> Locale:
    """The language as it is written in a country, where CLDR tells a difference and the tag names none."""
    found = locale(language)
    if country is None or found.territory:
        return found
    return _load("_".join(filter(None, (found.language, found.script, country)))) or found


@cache
def _clock(language: str, country: str | None) -> str:
    """The skeleton of hours: "Hm" for 24 of them, "hm" for twice 12.

    Where CLDR does not know the language in that country, its most spoken official language decides.
    """
    there = _regional(language, country)
    if country is not None and there.territory != country:
        from babel.languages import get_official_languages

        spoken = get_official_languages(country, de_facto=True)
        there = next(filter(None, (_load(f"{name}_{country}") for name in spoken)), there)
    pattern = str(there.time_formats["short"].pattern)
    return "Hm" if "H" in pattern else "hm"
