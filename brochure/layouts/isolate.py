"""What must read as it is written among words that run from right to left (UAX #9, 2.4 and 3.1.3)."""

from __future__ import annotations

import re

FIRST_STRONG_ISOLATE = "\u2068"
LEFT_TO_RIGHT_ISOLATE = "\u2066"
POP_ISOLATE = "\u2069"
_OVERRIDE, _POP_OVERRIDE = "\u202d", "\u202c"

runs_right_to_left = re.compile(
    "[\u0590-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
).search
"""Whether a text holds anything that the rules would turn around; Persian digits they do not."""

_SPACE = "[ \u00a0\u2009\u202f]"
_DASH = "\u2010-\u2015\u2212\u00d7-"
_SIGN = "#$\u00a3\u00a5\u00b1\u20a0-\u20c0"
# Letters, digits, and what is written close to a number: a degree, a fraction, a currency.
_LETTER = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_CLOSE = "\u00b0%\u2030\u2032\u2033\u00b2\u00b3\u00b9\u00bc-\u00be"
_ONE = rf"(?:[0-9{_LETTER}{_SIGN}{_CLOSE}]|\([0-9][0-9 ]{{,9}}\))"
_DIGIT = "[\u0660-\u0669\u06f0-\u06f9]"
# Digits of the script itself run as its readers read, a range from the right: the rules do that. But a
# telephone number does not: six digits and more after a zero or a plus, or three groups and more.
_TELEPHONE = re.compile(
    rf"(?:\+{_DIGIT}|\(?[\u0660\u06f0])(?:[ \u00a0()\u2010-\u2015-]{{,3}}{_DIGIT}){{5,}}"
    rf"|{_DIGIT}+(?:[\u2010-\u2015-]{_DIGIT}+){{2,}}"
)
# Latin words and numbers as far as spaces, hyphens and the like hold them together: what follows a comma or a
# full stop and a space is another stretch.
_STRETCH = re.compile(
    rf"(?:(?<!\w)[+\u2212-])?{_ONE}(?:(?:[.,:/+&@_'\u2019{_DASH}]|{_SPACE}(?:[{_DASH}]{_SPACE})?)?{_ONE})*"
    rf"|{_TELEPHONE.pattern}"
)


def isolate_numbers(text: str) -> str:
    """The text with each number of several parts, and each number before Latin words, isolated.

    By the rules alone 5-10 would show as 10-5 in Arabic, 38 \u00b0C as C\u00b0 38, and 12 Mill Lane as
    Mill Lane 12. What begins with a Latin letter reads right without.
    """
    return _STRETCH.sub(_wrap, text)


def isolate_ends(text: str) -> tuple[str, str]:
    """What a value is isolated with: its own first letter says which way it runs.

    Without a letter the first strong character decides nothing, and the paragraph would.
    """
    return (FIRST_STRONG_ISOLATE, POP_ISOLATE) if any(map(str.isalpha, text)) else _number_ends(text)


def _number_ends(number: str) -> tuple[str, str]:
    if _TELEPHONE.search(number):
        # Arabic-Indic digits change places across a space or a hyphen even so (rule N1): it is overridden.
        return LEFT_TO_RIGHT_ISOLATE + _OVERRIDE, _POP_OVERRIDE + POP_ISOLATE
    return LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE


def _wrap(match: re.Match[str]) -> str:
    said = match[0]
    first = next(filter(str.isalnum, said), "")
    if not first or first.isalpha() or said.isdigit():
        return said
    return said.join(_number_ends(said))
