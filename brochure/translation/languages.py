"""Which way a language runs, by its BCP 47 tag."""

from __future__ import annotations

RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"})

RIGHT_TO_LEFT_LANGUAGES = frozenset(
    {"ar", "arz", "ckb", "dv", "fa", "he", "ks", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi"}
)
"""Languages that CLDR's likely subtags write in one of those scripts, where the tag names none."""


def is_rtl(language: str) -> bool:
    """Whether the language is read from right to left; a script in the tag ("pa-Arab") decides first."""
    subtags = language.split("-")
    scripts = [subtag.title() for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()]
    if scripts:
        return scripts[0] in RIGHT_TO_LEFT_SCRIPTS
    return subtags[0].lower() in RIGHT_TO_LEFT_LANGUAGES
