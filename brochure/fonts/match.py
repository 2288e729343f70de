"""Which of a family's files draws a weight: CSS's rules for matching (CSS Fonts 4, 5.2)."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[float, float]
"""What a file can do of one property, lowest and highest; both the same for a static file."""

NORMAL_WIDTH = 100.0


def held(wanted: float, span: Span) -> float:
    """The value in `span` that is nearest to `wanted`."""
    return min(max(wanted, span[0]), span[1])


def match_width(spans: Sequence[Span]) -> float:
    """The width, in percent, that a family's words stand in: normal where there is such a file.

    Without one, the nearest narrower width, then the nearest wider one, as for `font-width: normal`.
    ValueError for no spans.
    """
    nearest = [held(NORMAL_WIDTH, span) for span in spans]
    return min(nearest, key=lambda width: (width > NORMAL_WIDTH, abs(width - NORMAL_WIDTH)))


def match_weight(spans: Sequence[Span], wanted: float) -> float:
    """The weight that is used for the one wanted, which one of `spans` holds.

    The wanted one where there is such a file. From 400 to 500: the next heavier up to 500, then the next
    lighter, then the next heavier at all. Below 400 lighter ones come first, above 500 heavier ones.
    ValueError for no spans.
    """

    def order(weight: float) -> tuple[int, float]:
        away = abs(weight - wanted)
        if 400 <= wanted <= 500:
            return (0 if wanted <= weight <= 500 else 1 if weight < wanted else 2), away
        return int(weight > wanted if wanted < 400 else weight < wanted), away

    return min((held(wanted, span) for span in spans), key=order)
