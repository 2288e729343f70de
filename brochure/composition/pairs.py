"""Which inks stand on which grounds in a composed leaflet, told from the finished things themselves.

What is painted last under a point is its ground there, whatever box or style it came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import NamedTuple

from brochure.brand.inks import AA
from brochure.brand.legibility import LARGE
from brochure.brand.legibility import Pair
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Leaflet
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import Part
from brochure.composition.leaflet import Placed
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import Stroke
from brochure.composition.leaflet import TextLine

LARGE_SIZE, LARGE_BOLD_SIZE, BOLD = 18.0, 14.0, 700
"""Points from which words are large, and bold words of which weight (WCAG 2.2, "large scale (text)")."""

CODE = 4.5
"""Contrast that telephones want of a QR code: what `logos.check_codes` refuses below."""


class Uses(NamedTuple):
    """The pairs of what a leaflet's clinics share, and the shared grounds under each clinic box, by name."""

    pairs: frozenset[Pair]
    grounds: Mapping[str, tuple[Ground, ...]]

    def with_boxes(self, parts: Iterable[Part]) -> frozenset[Pair]:
        """These pairs and those of a clinic's boxes."""
        return self.pairs.union(*(find_pairs(part.items, self.grounds[part.name]) for part in parts))


def find_pairs(items: Iterable[Placed], under: Sequence[Ground] = ()) -> frozenset[Pair]:
    """The pairs among things in painting order; `under` are grounds that have been painted before."""
    return frozenset(_find(items, list(under)))


def find_uses(leaflet: Leaflet) -> Uses:
    """What a leaflet uses, its clinics' boxes still open."""
    pairs = frozenset(pair for page in leaflet.pages for pair in find_pairs(page.items))
    grounds = {
        hole.name: tuple(
            item for item in leaflet.pages[hole.page].items[: hole.order] if isinstance(item, Ground)
        )
        for hole in leaflet.holes
    }
    return Uses(pairs, grounds)


def _find(items: Iterable[Placed], under: list[Ground]) -> Iterator[Pair]:
    for item in items:
        if isinstance(item, TextLine):
            yield from _find_words(item, under)
        elif isinstance(item, Ground):
            rect = item.rect
            if item.stroke is not None:
                ground = _ground(under, rect.x + rect.width / 2, rect.y + rect.height / 2)
                yield Pair(item.stroke, ground, LARGE, False)
            under.append(item)
        elif isinstance(item, Mark):
            rect = item.rect
            ground = _ground(under, rect.x + rect.width / 2, rect.y + rect.height / 2)
            yield Pair(item.ink, ground, LARGE, False)
            if item.fill is not None:
                yield Pair(item.ink, item.fill, LARGE, False)
        elif isinstance(item, Stroke):
            yield Pair(item.ink, _ground(under, *item.points[0]), LARGE, False)
        elif isinstance(item, PlacedCode):
            rect = item.rect
            ground = _ground(under, rect.x + rect.width / 2, rect.y + rect.height / 2)
            yield Pair(item.ink, ground, CODE, False)


def _find_words(item: TextLine, under: Sequence[Ground]) -> Iterator[Pair]:
    """A line may leave the ground that it starts on, so both of its ends are asked for."""
    height = item.y - item.size / 4  # the middle of small letters, about
    ends = (item.x + 0.1, item.x + item.line.advance * item.size - 0.1)
    grounds = {_ground(under, x, height) for x in ends}
    for run in item.line.runs:
        large = item.size >= (LARGE_BOLD_SIZE if run.face.weight >= BOLD else LARGE_SIZE)
        for ground in grounds:
            yield Pair(item.inks[run.span], ground, LARGE if large else AA, True)


def _ground(under: Sequence[Ground], x: float, y: float) -> str:
    """The role that shows at a point: the last ground painted there, else the paper."""
    for ground in reversed(under):
        rect = ground.rect
        if ground.fill is not None and (
            rect.x <= x <= rect.x + rect.width and rect.y <= y <= rect.y + rect.height
        ):
            return ground.fill
    return "paper"
