"""What must read as it is written among words that run from right to left (UAX #9, 2.4 and 3.1.3)."""

from __future__ import annotations

import re

from brochure.layouts.views import FIRST_STRONG_ISOLATE
from brochure.layouts.views import LEFT_TO_RIGHT_ISOLATE
from brochure.layouts.views import Piece
from brochure.layouts.views import POP_ISOLATE
from brochure.layouts.views import Words

# Digits of the script itself run as its readers read them, a range from the right: the rules do that.
_DIGIT = "0-9"
# A number of several parts (a range, a telephone number, a date) or with a Latin unit. By the rules for
# numbers alone 5-10 would show as 10-5 in Arabic, and 38 \u00b0C as C\u00b0 38.
_NUMBER = re.compile(
    rf"[+(]?[{_DIGIT}](?:[{_DIGIT}\u00a0\u202f\u2009 ().,:/+\u2010-\u2015\u2212\u00d7-]*[{_DIGIT}])?"
    r"(?:[\u00a0\u202f\u2009 ]?(?:\u00b0[\u00a0\u202f ]?[CF]?|[%\u2030]|[A-Za-z\u00b5]{1,4}\b))?"
)


def isolate(words: Words) -> tuple[Piece, ...]:
    """The pieces of a text for a right-to-left paragraph.

    A value that is no text of the leaflet, such as a line of an address or a telephone number, is isolated
    whole: its own first letter says which way it runs, and a number runs from left to right. In the leaflet's
    own texts numbers of several parts are; what `fill` put in is isolated already.
    """
    pieces = words.pieces
    if words.rich:
        return tuple(piece._replace(text=_NUMBER.sub(_wrap, piece.text)) for piece in pieces)
    if not pieces:
        return pieces
    # Without a letter the first strong character decides nothing, and the paragraph would.
    open_with = FIRST_STRONG_ISOLATE if any(char.isalpha() for char in words.plain) else LEFT_TO_RIGHT_ISOLATE
    first, *rest = pieces
    opened = (first._replace(text=open_with + first.text), *rest)
    return (*opened[:-1], opened[-1]._replace(text=opened[-1].text + POP_ISOLATE))


def _wrap(match: re.Match[str]) -> str:
    said = match[0]
    return said if said.isdigit() else f"{LEFT_TO_RIGHT_ISOLATE}{said}{POP_ISOLATE}"
