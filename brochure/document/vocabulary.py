"""The elements that a layout's template is made of, as data: attributes, children, words and roles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from brochure.diagnostics import nearest
from brochure.units import length


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of an element.

    `kind` is one of: name, text, number, length, yes/no, one-of, names (a list of `values`), link, and names
    of something: paragraph-style, list-style, box-style, ink, picture, panel, clinic (a box). Numbers and
    lengths (in points) are never negative.
    """

    kind: str
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class ElementType:
    """One element: which attributes and children it takes, and what it is in the structure tree.

    `role` is a standard structure type (ISO 32000-1, 14.8.4), None for what only places things.
    `only` is "shared" or "clinic" where the element stands in one kind of template alone.
    """

    name: str
    attributes: Mapping[str, Attribute]
    children: frozenset[str] = frozenset()
    words: bool = False
    role: str | None = None
    only: str = ""


SIDES = ("head", "end", "foot", "start")
LISTS = ("ul", "ol", "ticks")
HEADINGS = ("h1", "h2", "h3")
OUTER = frozenset({"panel", "flow", "section", "aside", "stack"})
"""What stands around panels and flows: a section may gather several panels."""

_INLINE = frozenset({"strong", "a", "br"})
_BLOCKS = frozenset(
    {"section", "aside", *HEADINGS, "p", "numeral", *LISTS, "figure", "img", "stack", "head", "row", "box"}
    | {"spacer", "rule", "qr", "write-in", "clinic", "logo", "column"}
)

_NAME = Attribute("name")
_NUMBER = Attribute("number")
_LENGTH = Attribute("length")
_FLAG = Attribute("yes/no")
_COMMON: Mapping[str, Attribute] = {
    "style": Attribute("box-style"),
    "level": _NAME,
    "grow": _NUMBER,
    "spread": _FLAG,
    "optional": _FLAG,
    "width": _LENGTH,
    "height": _LENGTH,
    "share": _NUMBER,
    "align": Attribute("one-of", ("start", "center", "end")),
    "valign": Attribute("one-of", ("head", "center", "foot")),
    "reaches": Attribute("names", SIDES),
    "keep": _FLAG,
    "break-before": _FLAG,
    "gap": _LENGTH,
}
_WORDS = {**_COMMON, "style": Attribute("paragraph-style")}
_LIST = {**_COMMON, "style": Attribute("list-style")}


def _required(kind: str) -> Attribute:
    return Attribute(kind, required=True)


def _boxes() -> list[ElementType]:
    def box(name: str, role: str | None = None) -> ElementType:
        return ElementType(name, _COMMON, _BLOCKS, role=role)

    panel = {name: _COMMON[name] for name in ("style", "gap", "valign", "align", "spread")}
    flow = {"name": _required("name"), "rows": _FLAG, "fill": _FLAG}
    clinic = {**_COMMON, "name": _required("clinic"), "lines": _NUMBER, "of": Attribute("paragraph-style")}
    column = {**_COMMON, "flow": _required("name")}
    return [
        ElementType("leaflet", {}, OUTER, role="Document", only="shared"),
        ElementType("panel", {"name": _required("panel"), **panel}, _BLOCKS, only="shared"),
        ElementType("flow", flow, _BLOCKS - {"column"}, only="shared"),
        ElementType("column", column, only="shared"),
        ElementType("clinic", clinic, role="Div", only="shared"),
        box("section", "Sect"),
        box("aside", "Note"),
        box("stack"),
        box("head"),
        box("row"),
        box("box"),
        ElementType("figure", _COMMON, frozenset({"img", "label"}), role="Div"),
        ElementType("spacer", {**_COMMON, "min": _LENGTH}),
        ElementType("rule", {**_COMMON, "ink": Attribute("ink")}),
        ElementType("write-in", {**_COMMON, "lines": _required("number"), "pitch": _LENGTH}),
    ]


def _pictures() -> list[ElementType]:
    code = {**_COMMON, "value": _required("link"), "quiet": _FLAG, "width": _required("length")}
    # `tall` is the height of a logo that is higher than wide.
    logo = {"picture": Attribute("picture"), "tall": _LENGTH}
    return [
        ElementType("img", {**_COMMON, "picture": _required("picture"), "decoration": _FLAG}, role="Figure"),
        ElementType("qr", code, role="Figure", only="clinic"),
        ElementType("logo", {**_COMMON, **logo}, role="Figure", only="clinic"),
    ]


def _texts() -> list[ElementType]:
    label = {"to": _required("name")}
    return [
        *(ElementType(name, _WORDS, _INLINE, True, name.upper()) for name in HEADINGS),
        ElementType("p", _WORDS, _INLINE, True, "P"),
        ElementType("label", {**_WORDS, **label}, _INLINE, True, "P"),
        ElementType("numeral", {**_WORDS, "value": _required("number")}, role="P"),
        *(ElementType(name, _LIST, frozenset({"li"}), role="L") for name in LISTS),
        ElementType("li", {"optional": _FLAG}, _INLINE, True, "LI"),
        ElementType("strong", {}, _INLINE - {"strong"}, True),
        ElementType("a", {"href": _required("link")}, _INLINE - {"a"}, True, "Link"),
        ElementType("br", {}),
    ]


VOCABULARY: Mapping[str, ElementType] = {kind.name: kind for kind in (*_boxes(), *_pictures(), *_texts())}

LIST_NUMBERING: Mapping[str, str] = {"ul": "Disc", "ol": "Decimal", "ticks": "Square"}
"""What ISO 32000-1, table 347 (ListNumbering) calls each list's labels."""

LIST_LABELS: Mapping[str, str] = {"ul": "\u2022", "ticks": "\u2610"}


class Reading(NamedTuple):
    """Attributes as values; mistakes in them as (message, hints); what they name, as (kind, name)."""

    values: Mapping[str, object]
    problems: tuple[tuple[str, tuple[str, ...]], ...]
    names: tuple[tuple[str, str], ...]


_NUMBER_WRITTEN = re.compile(r"\d{1,6}(?:\.\d{1,6})?\Z")
_NAME_WRITTEN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_LINK_WRITTEN = re.compile(r"(?:https?://[^\s/?#]+[^\s]*|mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9*#]+)\Z")
_PHYSICAL = re.compile(r"(?:^|[^a-z])(left|right)(?![a-z])")
_TURN = {"left": "start", "right": "end"}
_FREE = ("text", "link")
_NAMING = ("paragraph-style", "list-style", "box-style", "picture", "panel", "clinic")


@lru_cache(maxsize=4096)
def read_attributes(element: str, written: tuple[str, ...]) -> Reading:
    """The attributes of a known element, from names and values in turn as they are written.

    Remembered: a leaflet says the same few things many times. The mapping is shared and must not be changed.
    """
    known = VOCABULARY[element].attributes
    values: dict[str, object] = {}
    problems: list[tuple[str, tuple[str, ...]]] = []
    for name, text in zip(written[::2], written[1::2], strict=True):
        attribute = known.get(name)
        physical = _PHYSICAL.search(name)
        if physical is None and attribute is not None and attribute.kind not in _FREE:
            physical = _PHYSICAL.search(text)
        if physical is not None:
            problems.append(_refuse_physical(element, name, text, physical[1]))
        elif attribute is None:
            problems.append(
                (f'"{name}" is not an attribute of {element}', nearest(name, known, "attributes") or _NONE)
            )
        else:
            try:
                values[name] = read_value(attribute, text)
            except ValueError as error:
                problems.append((f"{element} {name}: {error.args[0]}", tuple(error.args[1:])))
    given = set(written[::2])
    for name, attribute in known.items():
        if attribute.required and name not in given:
            problems.append((f'{element} has no "{name}"', (f'write <{element} {name}="…"',)))
    names = tuple(
        (known[name].kind, str(value)) for name, value in values.items() if known[name].kind in _NAMING
    )
    return Reading(values, tuple(problems), names)


_NONE = ("it takes no attributes",)


def _refuse_physical(element: str, name: str, text: str, word: str) -> tuple[str, tuple[str, ...]]:
    hint = f'write "{_TURN[word]}": it turns with the direction of the language'
    return f'{element} {name}="{text}" speaks of {word}', (hint,)


def read_value(attribute: Attribute, text: str) -> object:
    """The value that an attribute's text stands for: float, bool, str or a tuple of str.

    Raises ValueError with the message and then its hints.
    """
    text = text.strip()
    kind = attribute.kind
    if kind == "length":
        points = length(text)
        if points < 0:
            raise ValueError(f'"{text}" is less than nothing')
        return points
    if kind == "number":
        if not _NUMBER_WRITTEN.match(text):
            raise ValueError(f'"{text}" is not a number', "write digits, as in 2 or 0.5")
        return float(text)
    if kind == "yes/no":
        if text not in ("yes", "no"):
            raise ValueError(f'"{text}" is neither "yes" nor "no"')
        return text == "yes"
    if kind == "one-of":
        if text not in attribute.values:
            raise ValueError(f'"{text}" is not possible here', *nearest(text, attribute.values, "one of"))
        return text
    if kind == "names":
        return _read_names(attribute, text)
    if kind == "link":
        if not _LINK_WRITTEN.match(text):
            raise ValueError(
                f'"{text}" is not an address', "https://…, http://…, mailto:name@host or tel:+ and digits"
            )
        return text
    if kind == "text":
        return text
    if not _NAME_WRITTEN.match(text):
        raise ValueError(f'"{text}" is not a name', "names are lower-case words with hyphens between them")
    return text


def _read_names(attribute: Attribute, text: str) -> tuple[str, ...]:
    names = text.split()
    for name in names:
        if name not in attribute.values:
            raise ValueError(f'"{name}" is not possible here', *nearest(name, attribute.values, "any of"))
    return tuple(value for value in attribute.values if value in names)
