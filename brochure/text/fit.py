"""Which breaks to take, given how far text reaches at each of them: greedy, and total fit.

Pieces stand between neighbouring breaks, numbered from 0. A line from break i to break k is
`ends[k] - starts[i]` wide: what hangs at its end lies between ends[k] and starts[k].
"""

from __future__ import annotations

from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

EPSILON = 1e-7
"""Ems by which a line may go over its measure: rounding, when the measure is the line's own width."""

_FEWEST_WORDS = 2
_FEWEST_CHARACTERS = 12
_LONELY = 1e9
_HYPHEN = 4.0


class Pieces(NamedTuple):
    """Breaks 0 to n of one stretch between forced breaks; lengths in ems.

    `starts` never fall. `reach[k]` is the least of ends[k:], so that it never falls either (a shown hyphen
    may reach further than the next letters would). `offsets` are the breaks' places in the text,
    `hyphens` those breaks that show a hyphen.
    """

    starts: Sequence[float]
    ends: Sequence[float]
    reach: Sequence[float]
    offsets: Sequence[int]
    hyphens: frozenset[int]


def pieces_of(
    starts: Sequence[float], ends: Sequence[float], offsets: Sequence[int], hyphens: frozenset[int]
) -> Pieces:
    """Pieces with what searching needs: a start after a later one counts as early as that."""
    if starts == sorted(starts) and ends == sorted(ends):
        return Pieces(starts, ends, ends, offsets, hyphens)
    early, reach = list(starts), list(ends)
    for at in range(len(early) - 2, -1, -1):
        early[at] = min(early[at], early[at + 1])
        reach[at] = min(reach[at], reach[at + 1])
    return Pieces(early, ends, reach, offsets, hyphens)


def count_lines(pieces: Pieces, measure: float) -> int:
    """How many lines the pieces need when each line takes as many as it can hold."""
    starts, reach = pieces.starts, pieces.reach
    last = len(starts) - 1
    limit = measure + EPSILON
    if reach[last] - starts[0] <= limit:
        return 1
    at = lines = 0
    while at < last:
        found = bisect_right(reach, starts[at] + limit, at + 1) - 1
        at = found if found > at else at + 1
        lines += 1
    return lines


def greedy(pieces: Pieces, measure: float) -> list[int]:
    """The break that ends each line when each line takes as many pieces as it can hold."""
    starts, reach = pieces.starts, pieces.reach
    last = len(starts) - 1
    limit = measure + EPSILON
    taken: list[int] = []
    at = 0
    while at < last:
        found = bisect_right(reach, starts[at] + limit, at + 1) - 1
        at = found if found > at else at + 1
        taken.append(at)
    return taken


def _earliest(pieces: Pieces, measure: float) -> list[int]:
    """The break that ends each line when the last lines take as many pieces as they can hold."""
    starts, ends = pieces.starts, pieces.ends
    at = len(starts) - 1
    taken = [at]
    while True:
        found = bisect_left(starts, ends[at] - measure - EPSILON, 0, at)
        at = found if found < at else at - 1
        if at <= 0:
            return taken[::-1]
        taken.append(at)


def _loneliness(pieces: Pieces, start: int) -> int:
    """How far the text from break `start` to the end is a lone short word: 0 is not at all."""
    last = len(pieces.starts) - 1
    words = sum(1 for at in range(start + 1, last + 1) if at not in pieces.hyphens)
    few_words = words < _FEWEST_WORDS
    few_characters = pieces.offsets[last] - pieces.offsets[start] < _FEWEST_CHARACTERS
    return few_words + few_characters


def total_fit(pieces: Pieces, measure: float, balance: bool) -> list[int]:
    """The breaks of the evenest setting in as many lines as `greedy` takes.

    After Knuth and Plass (Breaking Paragraphs into Lines, 1981) with ragged lines: the least sum of squared
    slack, plus a fixed price for each shown hyphen. The last line counts only when `balance`; otherwise
    it is kept from being a lone short word wherever it can be.
    """
    late = greedy(pieces, measure)
    if len(late) < 2:
        return late
    early = _earliest(pieces, measure)
    if len(early) != len(late):
        return late
    starts, ends, hyphens = pieces.starts, pieces.ends, pieces.hyphens
    limit = measure + EPSILON
    final = len(late) - 1
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line, (low, high) in enumerate(zip(early, late, strict=True)):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in range(min(low, high), high + 1):
            choice: tuple[float, tuple[int, ...]] | None = None
            for start, (cost, path) in best.items():
                width = ends[end] - starts[start]
                if start >= end or width > limit:
                    continue
                if line < final or balance:
                    cost += (measure - width) ** 2 + (_HYPHEN if end in hyphens else 0.0)
                else:
                    cost += _LONELY * _loneliness(pieces, start)
                if choice is None or cost < choice[0]:
                    choice = (cost, (*path, end))
            if choice is not None:
                reached[end] = choice
        best = reached
    found = best.get(len(starts) - 1)
    return list(found[1]) if found else late
