"""Which way a language runs, by its BCP 47 tag."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*", re.ASCII
)
"""Language, script, region, variants (RFC 5646, 2.1) in the letters that section 2.1.1 recommends."""

RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"})

RIGHT_TO_LEFT_LANGUAGES = frozenset(
    {"ar", "arz", "azb", "bal", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo"}
    | {"pnb", "prs", "ps", "sd", "skr", "syr", "ug", "ur", "yi"}
)
"""Languages that CLDR's likely subtags write in one of those scripts, where the tag names none."""


def is_tag(language: str) -> bool:
    """Whether `language` is written as a tag is: "en", "pt-BR", "zh-Hant", "sr-Latn-RS"."""
    return _TAG.fullmatch(language) is not None


def is_rtl(language: str) -> bool:
    """Whether the language is read from right to left; a script in the tag ("pa-Arab") decides first."""
    subtags = language.split("-")
    scripts = [subtag.title() for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()]
    if scripts:
        return scripts[0] in RIGHT_TO_LEFT_SCRIPTS
    return subtags[0].lower() in RIGHT_TO_LEFT_LANGUAGES
