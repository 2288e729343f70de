"""Paths of simple shapes as operators, y upwards (ISO 32000-1, 8.5.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from brochure.pdf.objects import number

_ONES = re.compile("1+")

_ARC = 0.5523
"""How far a quarter circle's control points stand from its ends, in radii: off by 0.03 % at most."""


def rounded(x: float, y: float, width: float, height: float, radii: Sequence[float]) -> str:
    """A rectangle with its foot's left corner at (x, y); `radii` clockwise from the top-left corner.

    Radii that do not fit are made smaller together, as CSS Backgrounds 3, 5.5 has it.
    """
    if not any(radii):
        return f"{number(x)} {number(y)} {number(width)} {number(height)} re"
    sums = (
        (width, radii[0] + radii[1]),
        (width, radii[3] + radii[2]),
        (height, radii[0] + radii[3]),
        (height, radii[1] + radii[2]),
    )
    share = min([1.0, *(side / total for side, total in sums if total > 0)])
    a, b, c, d = (radius * share for radius in radii)
    right, head = x + width, y + height
    path = [_to("m", x, y + d)]
    path += [_to("l", x, head - a), *_corner(x, head - a, 0, 1, a, 1, 0)]
    path += [_to("l", right - b, head), *_corner(right - b, head, 1, 0, b, 0, -1)]
    path += [_to("l", right, y + c), *_corner(right, y + c, 0, -1, c, -1, 0)]
    path += [_to("l", x + d, y), *_corner(x + d, y, -1, 0, d, 0, 1)]
    return " ".join([*path, "h"])


def _corner(x: float, y: float, dx: int, dy: int, radius: float, ex: int, ey: int) -> list[str]:
    """A quarter circle from (x, y), setting out towards (dx, dy) and arriving towards (ex, ey)."""
    if not radius:
        return []
    end_x, end_y = x + (dx + ex) * radius, y + (dy + ey) * radius
    near = radius * _ARC
    points = (x + dx * near, y + dy * near, end_x - ex * near, end_y - ey * near, end_x, end_y)
    return [" ".join(number(value) for value in points) + " c"]


def _to(verb: str, x: float, y: float) -> str:
    return f"{number(x)} {number(y)} {verb}"


def disc(x: float, y: float, width: float, height: float) -> str:
    """An ellipse that fills the rectangle with its foot's left corner at (x, y)."""
    radius = min(width, height) / 2
    return rounded(x, y, width, height, (radius, radius, radius, radius))


@lru_cache(maxsize=256)
def modules(rows: tuple[str, ...]) -> str:
    """A rectangle a unit high for each stretch of "1" in `rows`; remembered: a clinic's code comes again."""
    return " ".join([f"{start} {row} {length} 1 re" for row, start, length in runs_of(rows)])


def runs_of(rows: Sequence[str]) -> list[tuple[int, int, int]]:
    """The stretches of "1" in `rows`, as (row, first column, length)."""
    spans = re.Match.span
    return [
        (row, start, end - start)
        for row, text in enumerate(rows)
        for start, end in map(spans, _ONES.finditer(text))
    ]
