"""Lines taken apart into stretches of one structure node, as drawn and as read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import fsum
from typing import NamedTuple

from brochure.composition.leaflet import TextLine
from brochure.text.lines import Run


class Stretch(NamedTuple):
    """Neighbouring runs of one node and link; `start` and `advance` in ems from the line's left end."""

    node: int
    link: str | None
    runs: tuple[Run, ...]
    start: float
    advance: float

    @property
    def text(self) -> str:
        """The words in logical order."""
        return "".join(self.runs[index].text for index in visual_to_logical([run.level for run in self.runs]))


def stretches(line: TextLine) -> tuple[Stretch, ...]:
    """The line's stretches from left to right."""
    spans = line.spans
    runs = line.line.runs
    if len(runs) == 1:
        span = spans[runs[0].span]
        return (Stretch(span.node, span.link, runs, 0.0, runs[0].advance),)
    made: list[Stretch] = []
    at = 0.0
    for (node, link), group in groupby(runs, key=lambda run: (spans[run.span].node, spans[run.span].link)):
        together = tuple(group)
        advance = fsum(run.advance for run in together)
        made.append(Stretch(node, link, together, at, advance))
        at += advance
    return tuple(made)


def logical_order(pieces: Sequence[Stretch]) -> tuple[int, ...]:
    """The stretches' indices in the order in which they are read."""
    if len(pieces) == 1:
        return (0,)
    owners = [index for index, piece in enumerate(pieces) for _ in piece.runs]
    levels = [run.level for piece in pieces for run in piece.runs]
    return tuple(dict.fromkeys(owners[run] for run in visual_to_logical(levels)))


def visual_to_logical(levels: Sequence[int]) -> list[int]:
    """Indices of runs in logical order, given their embedding levels from left to right.

    The reversals of rule L2 (UAX 9, 3.4) undone: from the lowest odd level up to the highest.
    """
    order = list(range(len(levels)))
    if not any(level % 2 for level in levels):
        return order
    now = list(levels)
    for level in range(min(level for level in now if level % 2), max(now) + 1):
        start = 0
        while start < len(now):
            if now[start] < level:
                start += 1
                continue
            end = start
            while end < len(now) and now[end] >= level:
                end += 1
            now[start:end] = reversed(now[start:end])
            order[start:end] = reversed(order[start:end])
            start = end
    return order
