"""Embedding levels of a paragraph, and the order in which a line's runs are drawn (UAX #9)."""

from __future__ import annotations

from collections.abc import Sequence

import icu


def levels_of(text: str, rtl: bool) -> list[int]:
    """One embedding level a code point; the paragraph's own level is 1 when `rtl`, else 0."""
    if not text:
        return []
    bidi = icu.Bidi()
    units = icu.UnicodeString(text)
    bidi.setPara(units, 1 if rtl else 0)
    found = list(bidi.getLevels())
    if len(found) == len(text):
        return found
    levels, at = [], 0
    for char in text:
        levels.append(found[at])
        at += 2 if char > "\uffff" else 1
    return levels


def visual_order(levels: Sequence[int]) -> list[int]:
    """Indexes of a line's runs from left to right, given their levels in logical order (rule L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    if not odd:
        return order
    for limit in range(max(levels), min(odd) - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= limit:
                end += 1
            if end > at:
                order[at:end] = order[at:end][::-1]
            at = end + 1
    return order
