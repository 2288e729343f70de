"""Whether words stand where a clinic's own printer can print: a margin that would cut them is refused."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from brochure.composition.leaflet import Placed
from brochure.composition.leaflet import TextLine
from brochure.sheets.folds import FoldScheme
from brochure.units import Size

_ASCENT = 0.75
_DESCENT = 0.25
"""Ems above and below the baseline that words take at least: Noto Sans' capitals and descenders."""

_HIGHEST = 2.0
"""Ems from the baseline that no ink goes beyond: farther away from what is nearest nothing is measured."""

_NEAR = 0.01


class Reach(NamedTuple):
    """How near a page's words come to its edges, in points; infinite where it holds none."""

    left: float = inf
    head: float = inf
    right: float = inf
    foot: float = inf

    def join(self, other: Reach) -> Reach:
        """The nearest of both at each edge."""
        return Reach(*map(min, self, other))


def find_reach(items: Iterable[Placed], size: Size) -> Reach:
    """How near the words among a page's items come to the page's edges."""
    reach = Reach()
    lines = [item for item in items if isinstance(item, TextLine)]
    # The outermost first: of those between them no ink has to be looked at.
    for line in sorted(lines, key=lambda line: min(line.y, size.height - line.y)):
        head, foot = line.y - _ASCENT * line.size, line.y + _DESCENT * line.size
        beyond = _HIGHEST * line.size
        if line.y - beyond < reach.head or size.height - line.y - beyond < reach.foot:
            highest, lowest = line.ink
            head, foot = min(head, highest), max(foot, lowest)
        reach = Reach(
            min(reach.left, line.x),
            min(reach.head, head),
            min(reach.right, size.width - line.x - line.line.advance * line.size),
            min(reach.foot, size.height - foot),
        )
    return reach


def find_nearest(
    reaches: Mapping[str, Reach], scheme: FoldScheme, paper: str, rtl: bool
) -> tuple[str, float]:
    """The panel whose words come nearest to the paper's edge, and how near, in points.

    Folds are no edges of the paper. UnknownName for a paper that the scheme does not have.
    """
    nearest = ("", inf)
    for side in scheme.sides(paper, rtl):
        for place in side.places:
            reach = reaches.get(place.panel, Reach())
            distances = [reach.head, reach.foot]
            if place.rect.x < _NEAR:
                distances.append(reach.left)
            if place.rect.right > side.size.width - _NEAR:
                distances.append(reach.right)
            nearest = min(nearest, (place.panel, min(distances)), key=lambda found: found[1])
    return nearest
