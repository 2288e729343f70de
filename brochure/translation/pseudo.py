"""Two languages that nobody speaks, to prove a layout before a translator is paid.

`en-XA` is English with accents, in brackets and 40 % longer, as translations of English are (IBM, Globalize
your business, A3); `ar-XB` is English whose words run from right to left (UAX #9: right-to-left override).
"""

from __future__ import annotations

import re

from brochure.content.model import Content
from brochure.content.model import Wording
from brochure.marked import Str
from brochure.translation.units import find_units

PSEUDO = ("en-XA", "ar-XB")
"""Their tags; XA and XB are for private use (ISO 3166-1)."""

LONGER = 0.4
_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)
_KEPT = re.compile(r"(\{[a-z-]+\}|\*\*|\]\([^)]*\)|\[|\\)")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’])*")
_OVERRIDE, _POP = "\u202e", "\u202c"
_FILLER = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
]


def pseudo_translate(content: Content, language: str) -> Content:
    """The leaflet in one of the two; placeholders, marks and digits stay as they are."""
    say = _lengthen if language == "en-XA" else _turn
    texts = {unit.context: Str(say(unit.words), unit.words.source) for unit in find_units(content)}
    return content.in_words(texts, Wording(language))


def _lengthen(words: str) -> str:
    plain = " ".join(words.split())
    said = "".join(part if at % 2 else part.translate(_ACCENTS) for at, part in enumerate(_KEPT.split(plain)))
    needed = round(len(_KEPT.sub("", plain)) * LONGER) - 2
    filler = ""
    for word in _FILLER * 20:
        if len(filler) + 1 >= needed:
            break
        filler += " " + word[: max(needed - len(filler) - 1, 1)]
    return f"[{said}{filler}]"


def _turn(words: str) -> str:
    plain = " ".join(words.split())
    return "".join(
        part if at % 2 else _WORD.sub(lambda word: f"{_OVERRIDE}{word[0]}{_POP}", part)
        for at, part in enumerate(_KEPT.split(plain))
    )
