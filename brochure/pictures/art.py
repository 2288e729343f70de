"""Reads our own drawings: flat shapes in reserved colours, each standing for an ink of whoever prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.pictures.elements import Node
from brochure.pictures.guard import read_drawing
from brochure.pictures.guard import read_file
from brochure.pictures.guard import shown
from brochure.pictures.values import digest_of
from brochure.pictures.values import Picture
from brochure.pictures.vector import draw
from brochure.pictures.vector import place
from brochure.units import MM
from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size

Triple = tuple[int, int, int]

_HEX = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_SHAPES = frozenset(("path", "rect", "circle", "ellipse", "polyline", "polygon"))
_FLAT = "our drawings are flat, so that an ink can stand in the place of each colour"
_UNFIT = {
    "style": 'write colours on the shapes themselves: fill="#…"',
    "linearGradient": _FLAT,
    "radialGradient": _FLAT,
    "pattern": _FLAT,
    "mask": _FLAT,
    "image": _FLAT,
}
_OPACITIES = frozenset(("opacity", "fill-opacity", "stroke-opacity", "mix-blend-mode", "mask"))


class _Look(NamedTuple):
    """What a shape inherits: whether anything fills it or says that nothing does, and whether it is drawn."""

    filled: bool
    drawn: bool


def read_art(path: Path, root: Path, roles: Mapping[str, int]) -> Picture:
    """A drawing of our own as a palette picture: one user unit is a millimetre, whatever else the file says.

    `roles` maps each reserved colour ("#0B5563", in capitals or not) to the index of its ink. A rectangle
    `id="trim"` gives the view, circles `id="point-NAME"` the points; both stand at the top level, without a
    transform, and are not drawn. BuildError for each colour that is not reserved, with the nearest one that
    is, and for whatever is not flat: gradients, patterns, opacity, masks, pictures, style sheets.
    """
    label = shown(path, root)
    data = read_file(path, root)
    triples = {triple(colour): index for colour, index in roles.items()}
    drawing = read_drawing(data, label)
    findings = Findings()
    frame = _frame(drawing.root, findings)
    _check(drawing.root, _Look(filled=False, drawn=True), triples, findings)
    view, points = _marks(drawing.root, frame, findings)
    findings.stop_if_errors()
    page = draw(drawing, label)
    content, resources, converter = place(page, Size(frame.width, frame.height), triples, label)
    for colour in converter.unknown:
        _refuse(spell(colour), "in the drawing", drawing.root.source, triples, findings)
    findings.stop_if_errors()
    spelt = ",".join(f"{spell(colour)}={index}" for colour, index in sorted(triples.items()))
    return Picture(
        name=path.stem,
        size=Size(frame.width, frame.height),
        view=view,
        points=points,
        digest=digest_of("art", data, spelt),
        content=content,
        resources=resources,
        palette=True,
    )


def triple(colour: str) -> Triple:
    """Red, green and blue, 0 to 255, of "#0b5563" or "#fff"; ValueError for anything else."""
    if not _HEX.fullmatch(colour):
        raise ValueError(f'"{colour}" is not a colour such as "#0B5563"')
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def spell(colour: Triple) -> str:
    """A colour as "#0B5563"."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def properties(node: Node) -> Iterator[tuple[str, str]]:
    """An element's properties, from its attributes and then its style attribute, which counts for more."""
    yield from node.attributes.items()
    for declaration in node.attributes.get("style", "").split(";"):
        name, _, value = declaration.partition(":")
        yield name.strip(), value.strip()


def _check(node: Node, look: _Look, triples: Mapping[Triple, int], findings: Findings) -> None:
    """Find every colour that is not reserved and all that is not flat, at its own element."""
    if node.name in _UNFIT:
        findings.fail(f'"<{node.name}>" may not stand in our own drawings', node.source, _UNFIT[node.name])
        return
    filled = look.filled
    for name, value in properties(node):
        value = value.strip()
        if name in _OPACITIES and value not in ("1", "100%", "normal", "none"):
            findings.fail(
                f'"{name}: {value}" on <{node.name}> may not stand in our own drawings', node.source, _FLAT
            )
        if name in ("fill", "stroke") and value not in ("none", "inherit"):
            _check_colour(name, value, node, triples, findings)
        filled = filled or (name == "fill" and value != "inherit")
    look = _Look(filled, look.drawn and not _is_hidden(node))
    # What fills a shape that nothing fills is black (SVG 2, 13.4.2): an ink only when black is reserved.
    if node.name in _SHAPES and look.drawn and not look.filled and (0, 0, 0) not in triples:
        hint = 'write fill="none" for a line, or one of the reserved colours'
        findings.fail(f"<{node.name}> has no fill, and so is black", node.source, hint)
    if not _is_clip(node):
        for child in node.children:
            _check(child, look, triples, findings)


def _is_clip(node: Node) -> bool:
    """Whether an element only cuts: what it holds has no colour."""
    return node.name == "clipPath"


def _is_hidden(node: Node) -> bool:
    """Whether an element is in the file for its place only."""
    given = dict(properties(node))
    return given.get("display") == "none" or given.get("visibility") in ("hidden", "collapse")


def _check_colour(
    name: str, value: str, node: Node, triples: Mapping[Triple, int], findings: Findings
) -> None:
    if not _HEX.fullmatch(value) or triple(value) not in triples:
        _refuse(value, f"{name} of <{node.name}>", node.source, triples, findings)


def _refuse(
    value: str, where: str, source: Source, triples: Mapping[Triple, int], findings: Findings
) -> None:
    """A finding for a colour that no ink stands for, with the reserved colour that looks most like it."""
    known = ", ".join(map(spell, sorted(triples)))
    hints = [f"reserved colours: {known}"] if known else []
    if _HEX.fullmatch(value) and triples:
        colour = triple(value)
        near = min(
            sorted(triples), key=lambda other: sum((a - b) ** 2 for a, b in zip(colour, other, strict=True))
        )
        hints.insert(0, f'did you mean "{spell(near)}"?')
    findings.fail(f'the colour "{value}" ({where}) is not reserved for an ink', source, *hints)


def _frame(root: Node, findings: Findings) -> Rect:
    """The view box in points; width and height, where given, are to be as many millimetres."""
    box = [float(item) for item in _NUMBER.findall(root.attributes.get("viewBox", ""))]
    if len(box) != 4 or min(box[2:]) <= 0:
        hint = 'write viewBox="0 0 width height", in millimetres'
        findings.fail("a drawing of our own needs a viewBox", root.source, hint)
        raise BuildError(findings)
    for name, expected in (("width", box[2]), ("height", box[3])):
        given = root.attributes.get(name, f"{expected:g}mm")
        match = re.fullmatch(rf"({_NUMBER.pattern})(?:mm)?", given.strip())
        if match is None or abs(float(match[1]) - expected) > 0.005:
            hint = (
                f'one unit of the viewBox is one millimetre: write {name}="{expected:g}mm", or leave it out'
            )
            findings.fail(f'{name} "{given}" does not agree with the viewBox', root.source, hint)
    return Rect(box[0] * MM, box[1] * MM, box[2] * MM, box[3] * MM)


def _marks(root: Node, frame: Rect, findings: Findings) -> tuple[Rect, dict[str, Point]]:
    """The trim rectangle (the whole picture where there is none) and the named points."""
    view = whole = Rect(0.0, 0.0, frame.width, frame.height)
    points: dict[str, Point] = {}
    top = {id(child) for child in root.children}
    for node in root.walk():
        name = node.attributes.get("id", "")
        kind = "rect" if name == "trim" else "circle" if name.startswith("point-") else ""
        if not kind:
            continue
        if node.name != kind:
            findings.fail(f'"{name}" is a <{node.name}>; expected is a <{kind}>', node.source)
        elif id(node) not in top or "transform" in node.attributes:
            hint = "take it out of its group, and move its own coordinates"
            findings.fail(f'"{name}" is to stand at the top level, without a transform', node.source, hint)
        elif not _is_hidden(node) and {_painted(node, root, "fill"), _painted(node, root, "stroke")} != {
            "none"
        }:
            findings.fail(f'"{name}" would be drawn', node.source, 'write display="none"')
        elif kind == "rect":
            x, y, width, height = (
                _number(node, side, findings) * MM for side in ("x", "y", "width", "height")
            )
            view = Rect(x - frame.x, y - frame.y, width, height)
            inside = view.intersect(whole)
            if (
                min(view.width, view.height) <= 0
                or abs(inside.width - width) + abs(inside.height - height) > 0.01
            ):
                findings.fail(
                    '"trim" reaches out of the picture', node.source, "it is to lie within the viewBox"
                )
        else:
            x, y = (_number(node, side, findings) * MM for side in ("cx", "cy"))
            points[name.removeprefix("point-")] = Point(x - frame.x, y - frame.y)
    return view, points


def _painted(node: Node, root: Node, name: str) -> str:
    """The fill or stroke of an element at the top level, as written there or on the root."""
    return (
        dict(properties(node)).get(name)
        or dict(properties(root)).get(name)
        or ("#000000" if name == "fill" else "none")
    )


def _number(node: Node, name: str, findings: Findings) -> float:
    given = node.attributes.get(name, "0").strip()
    if not _NUMBER.fullmatch(given):
        findings.fail(
            f'{name} "{given}" of <{node.name}> is not a number', node.source, "write it without a unit"
        )
        return 0.0
    return float(given)
