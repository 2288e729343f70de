"""Where lines may end: ICU's line breaks, with the dictionaries and customs of the language."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from threading import get_ident
from typing import Any

import icu

# Japanese: no small kana or marks at a line's head. Korean: between words, as books for patients do it.
_CUSTOMS = {"ja": "ja@lb=strict", "ko": "ko@lw=phrase"}

# UAX #14 allows a break in "5–10" after the dash; a range torn apart is misread.
_inside_range = re.compile("(?<=[0-9][-\u2010\u2012\u2013/])(?=[0-9])")


@lru_cache(maxsize=256)
def _locale(language: str) -> Any:
    base = language.split("-", 1)[0].lower()
    custom = _CUSTOMS.get(base)
    return icu.Locale(custom) if custom else icu.Locale.forLanguageTag(language)


# A break iterator holds the text it works on, so each thread has its own.
@lru_cache(maxsize=64)
def _line_iterator(language: str, thread: int) -> Any:
    return icu.BreakIterator.createLineInstance(_locale(language))


@lru_cache(maxsize=16)
def _character_iterator(thread: int) -> Any:
    return icu.BreakIterator.createCharacterInstance(icu.Locale.getRoot())


def _boundaries(iterator: Any, text: str) -> list[int]:
    """The iterator's boundaries in code points, without 0; ICU counts in UTF-16 units."""
    iterator.setText(icu.UnicodeString(text))
    found = list(iterator)
    if text.isascii() or max(text) <= "\uffff":
        return found
    index = {
        unit: at
        for at, unit in enumerate(accumulate((len(c.encode("utf-16-le")) // 2 for c in text), initial=0))
    }
    return [index[unit] for unit in found if unit in index]


def line_breaks(text: str, language: str) -> list[int]:
    """Offsets in `text` (code points) before which a line may or must end; the last is its length.

    By ICU (UAX #14 with dictionaries for Thai, Lao, Khmer and Burmese) in the customs of `language`; never
    inside a range of numbers.
    """
    found = _boundaries(_line_iterator(language, get_ident()), text)
    torn = {match.start() for match in _inside_range.finditer(text)}
    return [at for at in found if at not in torn] if torn else found


def graphemes(text: str) -> list[int]:
    """Offsets in `text` after each extended grapheme cluster (UAX #29)."""
    return _boundaries(_character_iterator(get_ident()), text)
