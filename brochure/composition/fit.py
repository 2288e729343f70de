"""What copyfit may give, and in which order: the candidates that are tried until the words fit."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from brochure.styles.resolve import ParagraphStyle

STEP = 0.25
"""Body sizes are tried in steps of a quarter point: smaller steps cannot be seen."""

TIGHT_LEADING = 1.3
"""Leading never goes below 1.3 times the size (or the style's own, where that is less)."""

TIGHT_SPACES = 0.7
"""Spaces never go below 70 % of what the styles say."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One setting of all that gives: body size in points, leading from 1 (the styles' own) to 0 (the
    tightest), share of the spaces, width axis in percent, and whether optional blocks stand."""

    size: float
    leading: float
    spaces: float
    width: float
    optional: bool
    least: float = 0.0
    """The script's own least leading: marks above and below its letters must not touch the next line's."""

    def points(self, style: ParagraphStyle) -> float:
        """The size of a paragraph style in points."""
        if style.fixed:
            return style.size
        return max(style.floor, style.size * self.size)

    def baseline_distance(self, style: ParagraphStyle) -> float:
        """Baseline to baseline, in points.

        A style that asks for no more than its own size is one line by design, such as a mark in the margin:
        there is no next line that its marks could touch.
        """
        tight = min(style.leading, TIGHT_LEADING)
        least = self.least if style.leading > 1.0 else 0.0
        return self.points(style) * max(least, tight + (style.leading - tight) * self.leading)


@dataclass(frozen=True, slots=True)
class Range:
    """How far a layout lets its type give: body sizes in points, width axis in percent.

    `least` is the leading that the language's script needs, whatever the styles say.
    """

    largest: float
    smallest: float
    widest: float = 94.0
    narrowest: float = 90.0
    least: float = 0.0


def candidates(limits: Range, width_axis: bool, optional: bool) -> tuple[Fit, ...]:
    """All settings in the order of giving: size, leading, spaces, width axis, optional blocks.

    `width_axis` says whether the typefaces have one; `optional` whether the layout marks any block so.
    """
    # A step more than none is taken for any difference that is not rounding.
    steps = ceil((limits.largest - limits.smallest) / STEP - 1e-6)
    sizes = [limits.largest - STEP * step for step in range(steps)] + [limits.smallest]
    least = limits.least
    fits = [Fit(size, 1.0, 1.0, limits.widest, True, least) for size in sizes]
    small = limits.smallest
    fits += [Fit(small, leading, 1.0, limits.widest, True, least) for leading in (0.5, 0.0)]
    fits += [Fit(small, 0.0, spaces, limits.widest, True, least) for spaces in (0.85, TIGHT_SPACES)]
    if width_axis:
        middle = (limits.widest + limits.narrowest) / 2
        fits += [Fit(small, 0.0, TIGHT_SPACES, width, True, least) for width in (middle, limits.narrowest)]
    if optional:
        last = fits[-1]
        fits.append(Fit(last.size, last.leading, last.spaces, last.width, False, least))
    return tuple(fits)
