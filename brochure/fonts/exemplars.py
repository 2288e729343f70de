"""The letters and digits that a language is written with, as CLDR has them."""

from __future__ import annotations

from functools import lru_cache

import icu

from brochure.fonts.chain import script_of

_MERGED = {"Jpan": ("Hani", "Hira", "Kana"), "Kore": ("Hang", "Hani"), "Hans": ("Hani",), "Hant": ("Hani",)}
_FEW = 20


@lru_cache(maxsize=64)
def letters_of(language: str) -> str:
    """What a font must have to show a BCP 47 `language`, in order: its letters, large and small, and digits.

    CLDR's main exemplars. Of a language that CLDR does not know, the first letters of its script.
    """
    # CLDR knows Dari as fa-AF only.
    locale = icu.Locale.forLanguageTag("fa-AF" if language == "prs" else language)
    found = set("".join(str(item) for item in icu.LocaleData(locale.getName()).getExemplarSet(0, 0)))
    # ICU answers for a language that it does not know with its own default's letters.
    if not any(in_script(char, language) for char in found):
        script = script_of(language)
        found = set(list(icu.UnicodeSet(f"[[:sc={script}:]&[:L:]]"))[:_FEW])
    found |= {char for letter in found if len(char := str(icu.UnicodeString(letter).toUpper(locale))) == 1}
    found |= {*"0123456789", *str(icu.NumberingSystem.createInstance(locale).getDescription())}
    return "".join(sorted(char for char in found if not _unseen(char)))


def in_script(char: str, language: str) -> bool:
    """Whether a character is of the script that the language is written in."""
    script = script_of(language)
    return str(icu.Script.getScript(char).getShortName()) in _MERGED.get(script, (script,))


def _unseen(char: str) -> bool:
    return (
        bool(icu.Char.hasBinaryProperty(char, icu.UProperty.DEFAULT_IGNORABLE_CODE_POINT)) or char.isspace()
    )
