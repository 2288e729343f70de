"""How a clinic's logos and codes stand on the page: seen, uncrowded, once a side, and to be scanned."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from math import ceil
from math import floor
from math import hypot
from typing import NamedTuple

from brochure.brand.inks import AA
from brochure.brand.inks import contrast
from brochure.brand.inks import palette
from brochure.brand.inks import ROLES
from brochure.brand.legibility import find_source
from brochure.brand.model import Brand
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import Part
from brochure.composition.leaflet import Placed
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import Stroke
from brochure.composition.leaflet import TextLine
from brochure.composition.pairs import find_pairs
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.document.tree import Document
from brochure.pictures.values import Picture
from brochure.units import INCH
from brochure.units import millimetres
from brochure.units import Rect

LOGOS = ("logo", "logo-on-dark")
"""The clinic's own logo in its versions; what else it shows are the logos of others."""

WHITE = (255, 255, 255)

FINE, COARSE = 300, 150
"""Pixels to the inch: fewer than the first can be seen in print, fewer than the second by everyone."""


def check_logos(
    part: Part,
    room: Rect,
    panel: Iterable[Placed],
    brand: Brand,
    pictures: Mapping[str, Picture],
    findings: Findings,
) -> None:
    """Note what is wrong with how a clinic's logos are placed in `part`; `panel` is all that stands around.

    An error for a logo that reaches out of `room`, the box's place, and where its own logo is narrower than
    the brand allows or something comes too near to it; for each logo of pixels that prints coarsely an error
    or a warning.
    """
    logo, around = brand.logo, [*panel, *part.items]
    for item in part.items:
        if not isinstance(item, PlacedPicture) or item.picture not in brand.files:
            continue
        source = brand.files[item.picture].source
        check_pixels(pictures[item.picture], item.rect.width, source, findings)
        beyond = max(room.x - item.rect.x, item.rect.right - room.right)
        if beyond > 0.1:
            findings.fail(
                f'"{item.picture}" reaches {millimetres(beyond):.1f} mm out of the room for it',
                source,
                "name fewer accreditors, or give versions of their logos that are less wide",
            )
        if item.picture not in LOGOS:
            continue
        if item.rect.width < logo.minimum_width - 0.01:
            findings.fail(
                f"the logo would be {millimetres(item.rect.width):.1f} mm wide, "
                f"and its minimum is {millimetres(logo.minimum_width):.1f} mm",
                source,
                "a logo that is wider for its height, or the version of it for small sizes, has room there",
            )
        near = find_neighbour(item, around)
        if near is not None and near.distance < logo.clear_space - 0.01:
            findings.fail(
                f"{near.what} stands {millimetres(near.distance):.1f} mm from the logo, "
                f"and its clear space is {millimetres(logo.clear_space):.1f} mm",
                source,
                'leave the empty space out of the logo\'s own file, or give a smaller "clear-space"',
            )


def check_pixels(picture: Picture, width: float, source: Source, findings: Findings) -> None:
    """Note an error for pixels that print below COARSE to the inch, and a warning below FINE."""
    if picture.pixels is None:
        return
    density = picture.pixels.width / (width / INCH)
    if density < FINE - 0.5:
        note, needed = (findings.fail, COARSE) if density < COARSE - 0.5 else (findings.warn, FINE)
        note(
            f'"{picture.name}" prints {density:.0f} pixels to the inch, and {needed} are needed',
            source,
            f"save it at least {ceil(width / INCH * FINE)} pixels wide, or as SVG, which is always sharp",
        )


def check_sides(
    boxes: Iterable[tuple[str, Document]], sides: Iterable[Sequence[str]], most: int, findings: Findings
) -> None:
    """Note an error where a side of a sheet shows the clinic's own logo more than `most` times.

    `boxes` are the clinic's boxes, each with the panel that it stands on, `sides` the panels of each side.
    """
    shown = [
        (panel, element)
        for panel, document in boxes
        for element in document.root.walk()
        if element.name == "logo" and (element.attributes.get("picture") or "logo") in LOGOS
    ]
    for side in sides:
        for _, element in [one for one in shown if one[0] in side][most:]:
            findings.fail(
                f"this side of the sheet shows the clinic's logo more than {most} "
                f"time{'s' if most != 1 else ''}: {', '.join(side)}",
                element.source,
                'take it out of one box, or say "logos-a-side" in layout.yaml',
                trace=element.trace,
            )


def check_codes(part: Part, under: Sequence[Ground], brand: Brand, findings: Findings) -> None:
    """Note an error for a QR code that cameras may not read: not dark on light, or below AA.

    `under` are the grounds that have been painted before the clinic's box. No ink is changed for a code.
    """
    grounds = list(under)
    for item in part.items:
        if isinstance(item, Ground):
            grounds.append(item)
        elif isinstance(item, PlacedCode):
            colours = dict(zip(ROLES, palette(brand), strict=True))
            for pair in find_pairs([item], grounds):
                ink, ground = colours[pair.ink], colours[pair.ground]
                dark = contrast(ink, WHITE) > contrast(ground, WHITE)
                if not dark or contrast(ink, ground) < AA:
                    findings.fail(
                        f'the QR code, ink "{pair.ink}" ({ink.hex}) on "{pair.ground}" ({ground.hex}), '
                        f"has a contrast of {floor(contrast(ink, ground) * 10) / 10}:1",
                        find_source(brand.inks, pair.ink),
                        f'cameras need it dark on light, {AA:g}:1 at least: choose a darker "{pair.ink}" '
                        f'or a lighter "{pair.ground}"',
                    )


class Neighbour(NamedTuple):
    """What stands near, in words for a message, and how far away, in points."""

    what: str
    distance: float


def find_neighbour(logo: PlacedPicture, items: Iterable[Placed]) -> Neighbour | None:
    """The thing among a panel's `items` that is nearest to the logo, None where nothing else is there.

    A ground under the whole logo is what it stands on, and so is no neighbour.
    """
    near = [
        Neighbour(_name(item), _distance(logo.rect, rect))
        for item in items
        if item is not logo
        for rect in (_reach(item),)
        if not (isinstance(item, Ground) and _holds(rect, logo.rect))
    ]
    return min(near, key=lambda neighbour: neighbour.distance, default=None)


def _reach(item: Placed) -> Rect:
    """The rectangle that a thing covers; a line of text from its capitals' heads to its tails, about."""
    if isinstance(item, TextLine):
        return Rect(item.x, item.y - 0.75 * item.size, item.line.advance * item.size, item.size)
    if isinstance(item, Stroke):
        left, head = min(point.x for point in item.points), min(point.y for point in item.points)
        right, foot = max(point.x for point in item.points), max(point.y for point in item.points)
        return Rect(left, head, right - left, foot - head)
    if isinstance(item, PlacedPicture) and item.clip is not None:
        return item.rect.intersect(item.clip)
    return item.rect


def _holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and outer.x + outer.width >= inner.x + inner.width
        and outer.y + outer.height >= inner.y + inner.height
    )


def _distance(one: Rect, other: Rect) -> float:
    across = max(one.x - other.x - other.width, other.x - one.x - one.width, 0.0)
    down = max(one.y - other.y - other.height, other.y - one.y - one.height, 0.0)
    return hypot(across, down)


def _name(item: Placed) -> str:
    if isinstance(item, TextLine):
        return f'"{item.line.text.strip()[:40]}"'
    if isinstance(item, PlacedPicture):
        return f'the picture "{item.picture}"'
    if isinstance(item, PlacedCode):
        return "the QR code"
    if isinstance(item, Mark | Stroke):
        return "a line"
    return "a coloured ground"
