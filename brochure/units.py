"""Lengths and plane geometry, in PostScript points (1/72 in), y downwards from the head.

A length is a plain float of points: composition does millions of additions, and a class for them
would cost more than it protects. What protects is that authors write units ("12mm", "10pt",
"0.5in") and that `length` is the only way in.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MM = 72 / 25.4
INCH = 72.0

_UNITS = {"mm": MM, "cm": 10 * MM, "in": INCH, "pt": 1.0}
_LENGTH = re.compile(r"\s*(-?\d{1,5}(?:\.\d{1,6})?)\s*(mm|cm|in|pt)\s*", re.ASCII)


def length(text: str) -> float:
    """Points of a written length such as "12mm"; ValueError says what was expected."""
    match = _LENGTH.fullmatch(text)
    if not match:
        raise ValueError(
            f'"{text}" is not a length: write a number and one of {", ".join(_UNITS)}, as in "12mm"'
        )
    return float(match[1]) * _UNITS[match[2]]


def millimetres(points: float) -> float:
    """A length in points, as millimetres."""
    return points / MM


class Point(NamedTuple):
    """A place, in points from the head's left corner."""

    x: float
    y: float


class Size(NamedTuple):
    """Width and height in points."""

    width: float
    height: float


class Insets(NamedTuple):
    """Distances from the four sides of a rectangle, in points, by reading direction."""

    head: float
    end: float
    foot: float
    start: float


class Rect(NamedTuple):
    """A rectangle by its left-hand corner at the head, and its size, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def foot(self) -> float:
        return self.y + self.height

    def intersect(self, other: Rect) -> Rect:
        """The part that both share; its size is zero when they share nothing."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, foot = min(self.right, other.right), min(self.foot, other.foot)
        return Rect(x, y, max(0.0, right - x), max(0.0, foot - y))
