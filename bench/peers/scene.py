"""Our composed leaflet as plain data, for other tools to set: panels, blocks, gaps, words, sizes, inks.

A scene holds all that an author would otherwise write into a template and a style sheet: how wide each block is and
how far it stands below the one before it, in points; every text with its size, leading, weight and ink; every
picture with its file; the code's modules. Where lines end is left to the tool that sets it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
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
from brochure.composition.measure import own_room
from brochure.composition.measure import Room
from brochure.composition.measure import WORDS
from brochure.composition.place import Placer
from brochure.composition.typeset import LISTS
from brochure.document.tree import Document
from brochure.document.tree import Element
from brochure.document.tree import LINE_BREAK
from brochure.document.tree import Span
from brochure.styles.resolve import ParagraphStyle

Block = dict[str, Any]


@dataclass(slots=True)
class Seen:
    """An element where the placer put it, what was drawn for it, and the elements placed inside it."""

    element: Element
    room: Room
    x: float
    y: float
    height: float
    inks: Mapping[str, str]
    items: Sequence[Placed] = ()
    inside: list[Seen] = field(default_factory=list)


@contextmanager
def watched() -> Iterator[list[list[Seen]]]:
    """While it lasts: what each placer places, the panels' first and then the clinic's boxes, in order."""
    placed: dict[int, list[Seen]] = {}
    kept: list[Placer] = []  # so that no two have one id
    open_: list[Seen] = []
    own = Placer.place

    def place(
        placer: Placer,
        element: Element,
        room: Room,
        x: float,
        y: float,
        height: float,
        inks: Mapping[str, str],
    ) -> None:
        if placer.dry:
            return own(placer, element, room, x, y, height, inks)
        if id(placer) not in placed:
            kept.append(placer)
            placed[id(placer)] = []
        seen = Seen(element, room, x, y, height, inks)
        (open_[-1].inside if open_ else placed[id(placer)]).append(seen)
        open_.append(seen)
        first = len(placer.items)
        own(placer, element, room, x, y, height, inks)
        open_.pop()
        seen.items = [emitted.item for emitted in placer.items[first:]]
        # What was placed twice, because its ink would have stood too high, counts where it stands last.
        seen.inside = list({id(one.element): one for one in seen.inside}.values())
        return None

    result: list[list[Seen]] = []
    Placer.place = place  # type: ignore[method-assign]
    try:
        yield result
    finally:
        Placer.place = own  # type: ignore[method-assign]
        result += [placed[id(placer)] for placer in kept]


@dataclass(frozen=True, slots=True)
class Setting:
    """What turns an edition's elements into blocks: its shared leaflet, its colours by role."""

    dressed: Dressed
    colours: Mapping[str, str]

    def hex(self, role: str | None) -> str | None:
        return self.colours[role] if role is not None else None

    def look(self, seen: Seen, style: ParagraphStyle) -> Block:
        """Type of a text: size, leading and the first baseline's drop in points, tracking in ems."""
        typeset = self.dressed.typeset
        fit = typeset.composition.fit
        size, leading = fit.points(style), fit.baseline_distance(style)
        face = typeset.setter.typefaces.chain(style).first(style.weight, fit.width)
        rise = (leading - (face.ascender - face.descender) * size) / 2 + face.ascender * size
        return {
            "size": round(size, 3),
            "leading": round(leading, 3),
            "rise": round(rise, 3),
            "middle": round(rise - face.x_height * size / 2, 3),
            "capital": round(rise - face.cap_height * size / 2, 3),
            "weight": style.weight,
            "strong": style.strong,
            "tracking": style.tracking,
            "ink": self.hex(seen.inks.get(style.ink, style.ink)),
        }


def describe(press: Press, edition: Edition, folder: Path) -> Block:
    """The scene of an edition; `press` must not have met its language, as what is remembered is not placed again.

    Picture files and the code are written below `folder`, which the scene's paths start from.
    """
    with watched() as placed:
        dressed = press.dress(edition)
    dressed.findings.stop_if_errors()
    inks = {
        role: f"#{red:02X}{green:02X}{blue:02X}"
        for role, (red, green, blue) in zip(ROLES, palette(dressed.brand), strict=True)
    }
    setting = Setting(dressed, inks)
    composition = dressed.typeset.composition
    pages = composition.leaflet.pages
    shared, own = placed[: len(pages)], placed[len(pages) :]
    boxes = {
        (part.page, part.name): (document, seen)
        for (part, document), seen in zip(dressed.parts, own, strict=True)
    }
    scene: Block = {
        "language": edition.language,
        "title": composition.document.title,
        "clinic": str(dressed.brand.name.full),
        "width": composition.fit.width,
        "pages": [],
    }
    for number, (page, seen) in enumerate(zip(pages, shared, strict=True)):
        maker = _Maker(setting, composition.document, {name: box for (at, name), box in boxes.items() if at == number}, page.size)
        blocks = [block for one in seen for block in maker.blocks(one)]
        width, height = page.size
        foot = _stack(blocks, 0.0, 0.0, height)
        scene["pages"].append(
            {
                "name": page.name,
                "width": round(width, 3),
                "height": round(height, 3),
                "foot": foot,
                "blocks": blocks,
            }
        )
    scene["pictures"] = _write_pictures(press, dressed, scene, inks, folder)
    return scene


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the blocks of one panel, at absolute places first: x, y, width, height."""

    setting: Setting
    document: Document
    boxes: Mapping[str, tuple[Document, Sequence[Seen]]]
    page: tuple[float, float]
    ground: bool = False

    def blocks(self, seen: Seen) -> list[Block]:
        """What an element becomes: boxes without a ground leave what is in them."""
        element = seen.element
        name = element.name
        if name == "clinic":
            if str(element.attributes["name"]) not in self.boxes:
                return []
            document, inside = self.boxes[str(element.attributes["name"])]
            maker = _Maker(self.setting, document, {}, self.page, self.ground)
            return [block for one in inside for block in maker.blocks(one)]
        if name in WORDS:
            return [self._text(seen)]
        if name in LISTS:
            return [self._list(seen)]
        if name in ("img", "logo"):
            return [self._picture(seen)]
        if name == "qr":
            return [self._code(seen)]
        if name == "figure":
            return [self._figure(seen)]
        return self._box(seen)

    def _text(self, seen: Seen) -> Block:
        own = own_room(seen.element, seen.room)
        style = self.setting.dressed.typeset.setter.paragraph_style(seen.element)
        node = seen.element.node
        role = self.document.structure.nodes[node].role if node is not None else "P"
        return {
            "kind": "text",
            "x": seen.x + own.start - seen.room.start,
            "y": seen.y,
            "width": own.width,
            "height": seen.height,
            "level": int(role[1]) if re.fullmatch("H[1-6]", role) else 0,
            **self.setting.look(seen, style),
            "runs": _runs(seen.element.spans),
        }

    def _list(self, seen: Seen) -> Block:
        setter = self.setting.dressed.typeset.setter
        style = setter.list_style(seen.element)
        fit = self.setting.dressed.typeset.composition.fit
        mark = next(item for item in seen.items if isinstance(item, Mark))
        return {
            "kind": "list",
            "x": seen.x,
            "y": seen.y,
            "width": seen.room.width,
            "height": seen.height,
            **self.setting.look(seen, setter.styles.paragraph[style.paragraph]),
            "hang": round(style.indent, 3),
            "gap": round(style.gap * fit.spaces, 3),
            "mark": mark.kind,
            "mark_size": round(style.mark_size, 3),
            "mark_ink": self.setting.hex(mark.ink),
            "mark_fill": self.setting.hex(mark.fill),
            "mark_width": mark.stroke_width,
            "items": [_runs(item.spans) for item in seen.element.children if item.spans],
        }

    def _picture(self, seen: Seen) -> Block:
        """A picture, and which part of it shows: a bleed that goes over the panel's edge is cut off here."""
        picture = next(item for item in seen.items if isinstance(item, PlacedPicture))
        rect = picture.rect
        left, top = max(rect.x, 0.0), max(rect.y, 0.0)
        right, bottom = min(rect.x + rect.width, self.page[0]), min(rect.y + rect.height, self.page[1])
        if picture.clip is not None:
            left, top = max(left, picture.clip.x), max(top, picture.clip.y)
            right = min(right, picture.clip.x + picture.clip.width)
            bottom = min(bottom, picture.clip.y + picture.clip.height)
        node = seen.element.node
        return {
            "kind": "picture",
            "name": picture.picture,
            "alt": (self.document.structure.nodes[node].alt or "") if node is not None else "",
            "x": left,
            "y": top,
            "width": right - left,
            "height": bottom - top,
            "full": [round(value, 3) for value in (rect.x - left, rect.y - top, rect.width, rect.height)],
        }

    def _code(self, seen: Seen) -> Block:
        code = next(item for item in seen.items if isinstance(item, PlacedCode))
        node = seen.element.node
        return {
            "kind": "code",
            "alt": (self.document.structure.nodes[node].alt or "") if node is not None else "",
            "value": str(seen.element.attributes["value"]),
            "x": code.rect.x,
            "y": code.rect.y,
            "width": code.rect.width,
            "height": code.rect.height,
            "ink": self.setting.hex(code.ink),
            "rows": list(code.rows),
        }

    def _figure(self, seen: Seen) -> Block:
        """A picture with labels beside it, each at its place: no tool flows them."""
        image = next(one for one in seen.inside if one.element.name == "img")
        labels: dict[int, Block] = {}
        for item in seen.items:
            if isinstance(item, TextLine):
                labels.setdefault(
                    id(item.spans),
                    {
                        "text": "".join(span.text for span in item.spans),
                        "x": round(item.x - seen.x, 3),
                        "y": round(item.y - seen.y, 3),
                        "size": item.size,
                        "weight": item.line.runs[0].face.weight,
                        "ink": self.setting.hex(item.inks[0]),
                    },
                )
        strokes = [
            {
                "points": [[round(point.x - seen.x, 3), round(point.y - seen.y, 3)] for point in item.points],
                "ink": self.setting.hex(item.ink),
                "width": item.width,
            }
            for item in seen.items
            if isinstance(item, Stroke)
        ]
        picture = self._picture(image)
        return {
            "kind": "figure",
            "x": seen.x,
            "y": seen.y,
            "width": seen.room.width,
            "height": seen.height,
            "name": picture["name"],
            "alt": picture["alt"],
            "at": [round(picture["x"] - seen.x, 3), round(picture["y"] - seen.y, 3)],
            "size": [round(picture["width"], 3), round(picture["height"], 3)],
            "labels": list(labels.values()),
            "lines": strokes,
        }

    def _box(self, seen: Seen) -> list[Block]:
        """A box with its ground, a row with its cells, or what stands in either."""
        style = self.setting.dressed.typeset.setter.styles.box.get(str(seen.element.attributes.get("style")))
        ground = None
        if style is not None and (style.ground or style.border):
            ground = next(item for item in seen.items if isinstance(item, Ground))
            if ground.fill == "paper" and ground.stroke is None and not self.ground:
                ground = None
        maker = _Maker(self.setting, self.document, self.boxes, self.page, self.ground or ground is not None)
        if seen.element.name == "row":
            inside = maker._row(seen)
        else:
            inside = [block for one in seen.inside for block in maker.blocks(one)]
        if ground is None:
            return inside
        rect = ground.rect
        half = ground.stroke_width / 2 if ground.stroke else 0.0
        left, top = max(rect.x - half, 0.0), max(rect.y - half, 0.0)
        right = min(rect.x + rect.width + half, self.page[0])
        bottom = min(rect.y + rect.height + half, self.page[1])
        foot = _stack(inside, left, top, bottom)
        return [
            {
                "kind": "box",
                "x": left,
                "y": top,
                "width": right - left,
                "height": bottom - top,
                "fill": self.setting.hex(ground.fill),
                "border": self.setting.hex(ground.stroke),
                "border_width": ground.stroke_width if ground.stroke else 0.0,
                "radii": [round(radius + half if radius else 0.0, 3) for radius in ground.radii],
                "foot": foot,
                "blocks": inside,
            }
        ]

    def _row(self, seen: Seen) -> list[Block]:
        cells = []
        for one in seen.inside:
            blocks = self.blocks(one)
            if not blocks:
                continue
            left, top = min(block["x"] for block in blocks), min(block["y"] for block in blocks)
            right = max(block["x"] + block["width"] for block in blocks)
            bottom = max(block["y"] + block["height"] for block in blocks)
            _stack(blocks, left, top, bottom)
            cells.append({"x": left, "y": top, "width": right - left, "height": bottom - top, "blocks": blocks})
        if len(cells) == 0:
            return []
        left, top = min(cell["x"] for cell in cells), min(cell["y"] for cell in cells)
        right = max(cell["x"] + cell["width"] for cell in cells)
        bottom = max(cell["y"] + cell["height"] for cell in cells)
        for cell in cells:
            cell["drop"] = round(cell.pop("y") - top, 3)
            cell["indent"] = round(cell.pop("x") - left, 3)
            cell["width"], cell["height"] = round(cell["width"], 3), round(cell["height"], 3)
        return [
            {
                "kind": "row",
                "x": left,
                "y": top,
                "width": right - left,
                "height": bottom - top,
                "cells": cells,
            }
        ]


def _runs(spans: Sequence[Span]) -> list[list[Any]]:
    """Runs of one weight: text, whether strong, where it leads."""
    return [[span.text.replace(LINE_BREAK, "\n"), span.strong, span.link] for span in spans]


def _stack(blocks: list[Block], left: float, top: float, bottom: float) -> float:
    """Turn places into gaps and indents, blocks in their order down the page; gives what is left at the foot."""
    blocks.sort(key=lambda block: float(block["y"]))
    at = top
    for block in blocks:
        x, y = float(block.pop("x")), float(block.pop("y"))
        block["before"], block["indent"] = round(y - at, 3), round(x - left, 3)
        at = y + float(block["height"])
        block["width"], block["height"] = round(block["width"], 3), round(block["height"], 3)
    return round(bottom - at, 3)


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks of a scene's page, those in boxes and cells too."""
    for block in blocks:
        yield block
        yield from walk(block.get("blocks", ()))
        for cell in block.get("cells", ()):
            yield from walk(cell["blocks"])


def _write_pictures(
    press: Press, dressed: Dressed, scene: Block, inks: Mapping[str, str], folder: Path
) -> dict[str, str]:
    """The files of the pictures that a scene shows, drawings in the clinic's colours, and the code's own."""
    reserved = yaml.safe_load((press.project.root / "looks" / "inks.yaml").read_text(encoding="utf-8"))
    roles = {str(colour).upper(): role for role, colour in reserved.items()}
    paths = {}
    for page in scene["pages"]:
        for block in walk(page["blocks"]):
            if block["kind"] not in ("picture", "figure", "code"):
                continue
            if block["kind"] == "code":
                data = _draw_code(block["rows"], block["ink"])
                name = block["name"] = "code"
                path = f"pictures/{dressed.brand.directory.name}-code.svg"
            elif block["name"] in dressed.pictures:
                name = block["name"]
                file = dressed.brand.files[name]
                data = file.data.decode()
                path = f"pictures/{dressed.brand.directory.name}-{name}.svg"
            else:
                name = block["name"]
                data = (press.project.root / "looks" / "warm" / "art" / f"{name}.svg").read_text(encoding="utf-8")
                data = re.sub(
                    "#[0-9A-Fa-f]{6}", lambda found: inks[roles[found[0].upper()]], data
                )
                path = f"pictures/{name}.svg"
            target = folder / path
            target.parent.mkdir(exist_ok=True, parents=True)
            if target.is_file() and target.read_text(encoding="utf-8") != data:
                raise ValueError(f"{path}: two clinics draw it in different colours")
            target.write_text(data, encoding="utf-8")
            paths[name] = path
    return paths


def _draw_code(rows: Sequence[str], ink: str) -> str:
    """An SVG of a code's modules, a path of one rectangle for each run of dark ones."""
    runs = [
        f"M{found.start()} {y}h{len(found[0])}v1h-{len(found[0])}z"
        for y, row in enumerate(rows)
        for found in re.finditer("1+", row)
    ]
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}">'
        f'<path fill="{ink}" d="{"".join(runs)}"/></svg>'
    )


def write_scene(scene: Block, path: Path) -> None:
    """The scene as JSON."""
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(json.dumps(scene, ensure_ascii=False), encoding="utf-8")
