"""A leaflet as plain data for other programs: panels with paragraphs, shapes and pictures at places.

What decides a leaflet's look is decided already: which plan holds the words, at which size, where each
paragraph begins and how wide it is, in which cut of which typeface and in which colours. A peer breaks the
lines, shapes and places the letters, draws the shapes and pictures and writes the file. All lengths are in
points, y downwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from brochure.brand.inks import palette
from brochure.brand.inks import ROLES
from brochure.build import Dressed
from brochure.build import Edition
from brochure.build import Press
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import Placed
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import Stroke
from brochure.composition.leaflet import TextLine
from brochure.document.tree import Document
from brochure.fonts.face import Face
from brochure.styles.resolve import Styles
from brochure.units import Rect

Scene = dict[str, Any]

SLACK = 1.02
"""How much wider a paragraph is than its longest line: other programs kern and round otherwise."""


def export(press: Press, edition: Edition, folder: Path) -> Scene:
    """The scene of an edition; its pictures are written into `folder`, once each."""
    dressed = press.dress(edition)
    inks = {
        role: f"#{red:02x}{green:02x}{blue:02x}"
        for role, (red, green, blue) in zip(ROLES, palette(dressed.brand), strict=True)
    }
    pictures = _Pictures(press.project.root, dressed, inks, folder)
    leaflet = dressed.typeset.composition.leaflet
    styles = dressed.typeset.setter.styles
    panels = []
    for number, page in enumerate(leaflet.pages):
        shared = dressed.typeset.composition.document
        items = list(_items(page.items, shared, inks, pictures, _trackings(shared, styles)))
        for part, document in dressed.parts:
            if part.page == number:
                items += _items(part.items, document, inks, pictures, _trackings(document, styles))
        panels.append(
            {"name": page.name, "width": page.size.width, "height": page.size.height, "items": items}
        )
    content = press.words(edition.language).content
    return {
        "id": edition.id,
        "language": edition.language,
        "title": str(content.leaflet.title),
        "author": str(dressed.brand.name.full),
        "panels": panels,
    }


def _trackings(document: Document, styles: Styles) -> dict[int, float]:
    """Ems between letters by a paragraph's spans."""
    found = {}
    for element in document.root.walk():
        if element.spans:
            name = str(element.attributes.get("style") or element.name)
            found[id(element.spans)] = styles.paragraph[name if name in styles.paragraph else "body"].tracking
    return found


def find_faces(scenes: Iterable[Scene]) -> list[str]:
    """The names of all faces in some scenes: "path|index|weight|width"."""
    names = {
        run["face"]
        for scene in scenes
        for panel in scene["panels"]
        for item in panel["items"]
        if item["kind"] == "text"
        for run in item["runs"]
    }
    return sorted(names)


def write_scene(scene: Scene, path: Path) -> None:
    """The scene as JSON, as a peer's user would have it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(scene, ensure_ascii=False), encoding="utf-8")


class _Pictures:
    """Drawings in a clinic's colours, and its logo as it is: files by what they hold."""

    def __init__(self, root: Path, dressed: Dressed, inks: dict[str, str], folder: Path) -> None:
        self._folder = folder
        self._brand = dressed.brand
        self._looks = [root / "looks" / name / "art" for name in (str(dressed.brand.look), "warm")]
        reserved = yaml.safe_load((root / "looks" / "inks.yaml").read_text(encoding="utf-8"))
        self._inks = {colour.lower(): inks[role] for role, colour in reserved.items()}

    def find(self, name: str) -> str:
        """The file's name below the folder."""
        if name in self._brand.files:
            return self.keep(self._brand.files[name].data, Path(self._brand.files[name].path).suffix)
        path = next(place / f"{name}.svg" for place in self._looks if (place / f"{name}.svg").is_file())
        text = path.read_text(encoding="utf-8")
        for colour, ink in self._inks.items():
            text = text.replace(colour.upper(), ink).replace(colour, ink)
        return self.keep(text.encode(), ".svg")

    def keep(self, data: bytes, suffix: str) -> str:
        """Write a file under the name of its bytes."""
        name = f"pictures/{sha256(data).hexdigest()[:16]}{suffix}"
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file():
            path.write_bytes(data)
        return name


def _items(
    items: Iterable[Placed],
    document: Document,
    inks: dict[str, str],
    pictures: _Pictures,
    trackings: dict[int, float],
) -> Iterator[Scene]:
    nodes = document.structure.nodes
    for _, group in groupby(
        items, key=lambda item: id(item.spans) if isinstance(item, TextLine) else id(item)
    ):
        item, *more = group
        if isinstance(item, TextLine):
            lines = [item, *(line for line in more if isinstance(line, TextLine))]
            yield _paragraph(lines, document, inks, trackings.get(id(item.spans), 0.0))
        elif isinstance(item, Ground):
            stroke = inks[item.stroke] if item.stroke else None
            fill = inks[item.fill] if item.fill else None
            yield {
                "kind": "ground",
                **_rect(item.rect),
                "radii": item.radii,
                "fill": fill,
                "stroke": stroke,
                "stroke_width": item.stroke_width,
            }
        elif isinstance(item, Stroke):
            yield {"kind": "stroke", "points": item.points, "ink": inks[item.ink], "width": item.width}
        elif isinstance(item, Mark):
            yield from _mark(item, inks)
        elif isinstance(item, PlacedPicture):
            alt = nodes[item.node].alt if item.node is not None else None
            clip = _rect(item.clip) if item.clip else None
            picture = pictures.find(item.picture)
            yield {"kind": "picture", **_rect(item.rect), "file": picture, "alt": alt, "clip": clip}
        elif isinstance(item, PlacedCode):
            name = pictures.keep(_code(item, inks[item.ink]).encode(), ".svg")
            alt = nodes[item.node].alt
            yield {"kind": "picture", **_rect(item.rect), "file": name, "alt": alt, "clip": None}


def _paragraph(lines: list[TextLine], document: Document, inks: dict[str, str], tracking: float) -> Scene:
    first = lines[0]
    faces: dict[int, Face] = {}
    for line in lines:
        for run in line.line.runs:
            faces.setdefault(run.span, run.face)
    # A paragraph may be placed in part; its spans are then those whose words stand in these lines.
    runs = [
        {
            "text": span.text,
            "face": _face(faces[index]),
            "ink": inks[first.inks[index]],
            "link": span.link,
        }
        for index, span in enumerate(first.spans)
        if index in faces
    ]
    ends = [line.x + line.line.advance * line.size for line in lines]
    starts = [line.x for line in lines]
    width = max(ends) - min(starts)
    centred = len(lines) > 1 and max(starts) - min(starts) > 0.5
    some = next(iter(faces.values()))
    leading = lines[1].y - first.y if len(lines) > 1 else first.size * 1.3
    return {
        "kind": "text",
        "role": document.structure.nodes[first.spans[0].node].role,
        "x": min(starts),
        "baseline": first.y,
        "width": width * SLACK + 1.0,
        "size": first.size,
        "leading": leading,
        "tracking": tracking * first.size,
        "align": "center" if centred else "left",
        "ascender": some.ascender,
        "descender": some.descender,
        "lines": len(lines),
        "runs": runs,
    }


def _mark(mark: Mark, inks: dict[str, str]) -> Iterator[Scene]:
    rect, ink = mark.rect, inks[mark.ink]
    if mark.kind == "disc":
        radius = min(rect.width, rect.height) / 2
        yield {
            "kind": "ground",
            **_rect(rect),
            "radii": [radius] * 4,
            "fill": ink,
            "stroke": None,
            "stroke_width": 0,
        }
    elif mark.kind == "box":
        width = mark.stroke_width or rect.width / 10
        inner = Rect(rect.x + width / 2, rect.y + width / 2, rect.width - width, rect.height - width)
        fill = inks[mark.fill] if mark.fill else None
        yield {
            "kind": "ground",
            **_rect(inner),
            "radii": [width] * 4,
            "fill": fill,
            "stroke": ink,
            "stroke_width": width,
        }
    else:
        width = mark.stroke_width or rect.width / 6
        ways = [((rect.x, rect.y), (rect.right, rect.foot)), ((rect.x, rect.foot), (rect.right, rect.y))]
        if mark.kind == "dash":
            middle = rect.y + rect.height / 2
            ways = [((rect.x, middle), (rect.right, middle))]
        for points in ways:
            yield {"kind": "stroke", "points": points, "ink": ink, "width": width}


def _code(code: PlacedCode, ink: str) -> str:
    side = len(code.rows)
    path = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, modules in enumerate(code.rows)
        for column, module in enumerate(modules)
        if module == "1"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<path fill="{ink}" d="{path}"/></svg>'
    )


def _rect(rect: Rect) -> dict[str, float]:
    return {"x": rect.x, "y": rect.y, "w": rect.width, "h": rect.height}


def _face(face: Face) -> str:
    return f"{face.path}|{face.index}|{face.weight}|{face.width:g}"
