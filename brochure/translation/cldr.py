"""Dates, hours, lists and names as a language says them, from CLDR (Babel)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from datetime import time
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def locale(language: str) -> Locale:
    """The locale of a BCP 47 tag; where CLDR lacks it, that of the language alone, then English."""
    from babel import Locale
    from babel import UnknownLocaleError

    tag = {"ar-XB": "ar", "en-XA": "en"}.get(language, language)
    while tag:
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            tag = tag.rpartition("-")[0]
    return Locale.parse("en")


def say_month(day: date, language: str) -> str:
    """A month and its year: "November 2026", "2026年11月"."""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", day, locale=locale(language)))


def say_days(days: Sequence[int], language: str, wide: bool = False) -> str:
    """Days of the week (0 is Monday): three or more in a row as a range, others as a list."""
    from babel.dates import get_day_names

    names = get_day_names("wide" if wide else "abbreviated", "stand-alone", locale(language))
    said = [str(names[day]) for day in days]
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return _range(said[0], said[-1], language)
    return join(said, language)


def say_times(opens: str, closes: str, language: str) -> str:
    """Opening hours, "08:30" to "17:30", by the 24-hour clock."""
    from babel.dates import format_interval

    start, end = (time(int(hour), int(minute)) for hour, minute in (opens.split(":"), closes.split(":")))
    return str(format_interval(start, end, "Hm", locale=locale(language)))


def join(said: Sequence[str], language: str) -> str:
    """A list in words: "A, B and C"."""
    from babel.lists import format_list

    return str(format_list(list(said), locale=locale(language)))


def own_name(language: str) -> str:
    """What speakers of a language call it: "español", "العربية"."""
    found = locale(language)
    return str(found.get_display_name(found))


def _range(first: str, last: str, language: str) -> str:
    pattern = str(locale(language).interval_formats[None])
    return pattern.replace("{0}", first).replace("{1}", last)


def english_name(language: str) -> str:
    """What English calls a language: "Spanish"; the tag where CLDR does not know it."""
    return str(locale(language).get_display_name("en") or language)
