"""Makes QR codes (ISO/IEC 18004) as rows of modules."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from brochure.units import MM

MODULE = 0.4 * MM
"""The least side of a module, in points, that phones read from office prints."""

QUIET = 4
"""Modules of quiet zone that a code needs around it (ISO/IEC 18004, 6.3.8)."""

_MASK = 2
"""Of the eight masks the one with the lowest mean and the lowest worst penalty (ISO/IEC 18004, 7.8.3) over 60
web addresses: 1533, where choosing for each address gives 1472 and the other masks 1561 to 1680."""


@lru_cache(maxsize=256)
def qr(text: str) -> tuple[str, ...]:
    """The code's rows from its head down, "1" for a dark module, without the quiet zone.

    Error level Q (a quarter of the code may be lost), never raised to fill up the symbol, so that the code is
    as small as it can be. The data mask is always the same: each is valid, readers learn it from the code,
    and comparing all eight takes six times as long as making the code. The same text gives the same rows.
    ValueError for an empty text and for one that no code can hold (1663 bytes).
    """
    if not text:
        raise ValueError("a QR code needs a text")
    import segno

    try:
        code = segno.make(text, error="q", micro=False, boost_error=False, mask=_MASK)
    except segno.DataOverflowError:
        raise ValueError(
            f"a QR code holds no more than 1663 characters, and this text has {len(text)}"
        ) from None
    return tuple("".join("1" if module else "0" for module in row) for row in code.matrix)


def side(rows: tuple[str, ...]) -> float:
    """The least side of a code in points, with modules of MODULE, without the quiet zone."""
    return len(rows) * MODULE


def room(side: float) -> int:
    """How many characters (bytes of UTF-8) a code at most `side` points wide holds, with modules of MODULE.

    22 mm hold 130: what a message about a web address that is too long can say.
    """
    import segno.consts

    version = min(40, (int(side / MODULE + 1e-6) - 17) // 4)
    if version < 1:
        return 0
    capacities: Any = segno.consts.SYMBOL_CAPACITY
    bits = capacities[version][segno.consts.ERROR_LEVEL_Q]
    # Four bits say that bytes follow, and eight or sixteen how many (ISO/IEC 18004, table 3).
    return int((bits - 4 - (8 if version < 10 else 16)) // 8)
