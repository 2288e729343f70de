"""Drawing written down as text, a line for each verb, so that goldens can be read and compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import fsum

from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Leaflet
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import Part
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import Stroke
from brochure.composition.leaflet import TextLine
from brochure.pdf.surface import paint
from brochure.units import millimetres
from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size


class Plain:
    """A surface whose drawing is `lines`, in millimetres; sizes of type and widths of lines in points."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def page(self, name: str, size: Size) -> None:
        self.lines.append(f"page {name} {_mm(size.width)}x{_mm(size.height)}mm")

    def text(self, line: TextLine) -> None:
        """One line a stretch of runs with the same face and span, words in logical order within a run."""
        at = line.x
        for (face, span), group in groupby(line.line.runs, key=lambda run: (run.face.key, run.span)):
            runs = list(group)
            words = "".join(run.text for run in runs)
            self.lines.append(
                f"text {_mm(at)} {_mm(line.y)} {line.size:g}pt {face} {line.inks[span]} "
                f'#{line.spans[span].node} "{words}"'
            )
            at += fsum(run.advance for run in runs) * line.size

    def ground(self, ground: Ground) -> None:
        looks = [f"fill {ground.fill}"] if ground.fill else []
        looks += [f"stroke {ground.stroke} {ground.stroke_width:g}pt"] if ground.stroke else []
        looks += ["corners " + " ".join(_mm(radius) for radius in ground.radii)] if any(ground.radii) else []
        self.lines.append(" ".join(["ground", _rect(ground.rect), *looks]))

    def stroke(self, stroke: Stroke) -> None:
        caps = " round" if stroke.round_caps else ""
        points = " ".join(_point(point) for point in stroke.points)
        self.lines.append(f"stroke {points} {stroke.ink} {stroke.width:g}pt{caps}")

    def mark(self, mark: Mark) -> None:
        fill = f" fill {mark.fill}" if mark.fill else ""
        self.lines.append(f"mark {mark.kind} {_rect(mark.rect)} {mark.ink}{fill} #{mark.node} {mark.text}")

    def picture(self, picture: PlacedPicture) -> None:
        node = "artifact" if picture.node is None else f"#{picture.node}"
        clip = f" clip {_rect(picture.clip)}" if picture.clip else ""
        self.lines.append(f"picture {picture.picture} {_rect(picture.rect)} {node}{clip}")

    def code(self, code: PlacedCode) -> None:
        self.lines.append(f"code {len(code.rows)} rows {_rect(code.rect)} {code.ink} #{code.node}")

    def hole(self, name: str) -> None:
        self.lines.append(f"hole {name}")


def describe(leaflet: Leaflet, parts: Sequence[Part] = ()) -> str:
    """The leaflet's drawing as text, page by page, each clinic's box where it belongs in reading order.

    A box's own drawing stands after it when `parts` has it.
    """
    surface = Plain()
    boxes = {part.name: part for part in parts}
    for number, page in enumerate(leaflet.pages):
        surface.page(page.name, page.size)
        start = 0
        for hole in sorted(
            (hole for hole in leaflet.holes if hole.page == number), key=lambda hole: hole.order
        ):
            paint(page.items[start : hole.order], surface)
            surface.hole(hole.name)
            if hole.name in boxes:
                paint(boxes[hole.name].items, surface)
            start = hole.order
        paint(page.items[start:], surface)
    return "\n".join(surface.lines) + "\n"


def _mm(points: float) -> str:
    text = f"{millimetres(points):.1f}"
    return "0.0" if text == "-0.0" else text


def _point(point: Point) -> str:
    return f"{_mm(point.x)},{_mm(point.y)}"


def _rect(rect: Rect) -> str:
    return f"{_mm(rect.x)} {_mm(rect.y)} {_mm(rect.width)}x{_mm(rect.height)}"
