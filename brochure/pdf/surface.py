"""What a painter draws on, and the painter, who decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import Placed
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import Stroke
from brochure.composition.leaflet import TextLine
from brochure.units import Size


class Surface(Protocol):
    """One verb for each kind of placed thing; places are in points, y downwards from the page's head."""

    def page(self, name: str, size: Size) -> None:
        """Begin the page that all that follows stands on."""

    def text(self, line: TextLine) -> None:
        """Draw a line of text."""

    def ground(self, ground: Ground) -> None:
        """Draw a ground, an artifact."""

    def stroke(self, stroke: Stroke) -> None:
        """Draw an open line, an artifact."""

    def mark(self, mark: Mark) -> None:
        """Draw a list item's label."""

    def picture(self, picture: PlacedPicture) -> None:
        """Draw a picture."""

    def code(self, code: PlacedCode) -> None:
        """Draw a QR code."""

    def hole(self, name: str) -> None:
        """Leave room, here in the reading order, for the clinic's box of that name."""


def paint(items: Iterable[Placed], surface: Surface) -> None:
    """Hand each thing to the surface's verb for it, in order."""
    for item in items:
        if isinstance(item, TextLine):
            surface.text(item)
        elif isinstance(item, Ground):
            surface.ground(item)
        elif isinstance(item, Stroke):
            surface.stroke(item)
        elif isinstance(item, Mark):
            surface.mark(item)
        elif isinstance(item, PlacedPicture):
            surface.picture(item)
        else:
            surface.code(item)
