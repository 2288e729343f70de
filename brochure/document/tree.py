"""The element tree and the structure tree: what is said, in which order, before any geometry."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from brochure.diagnostics import Source

LINE_BREAK = "\u2028"
"""Stands in a span's text where the author asked for a new line."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words with one look; `node` is the structure node that it belongs to.

    `source` is where the words stand (content.yaml, a PO file or clinic.yaml), `key` their path
    there ("safety.stop.clot"). `language` is a BCP 47 tag when it differs from the document's.
    """

    text: str
    node: int
    strong: bool = False
    link: str | None = None
    language: str | None = None
    key: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a layout's template.

    `attributes` hold parsed values (see `vocabulary`): lengths are points, yes/no are booleans,
    numbers are floats. `spans` is filled for elements that hold words, `children` for all others.
    `node` is None for what only places things. `trace` leads from the element out through the
    macros that wrote it; its first entry is the innermost.
    """

    name: str
    attributes: Mapping[str, object]
    children: tuple[Element, ...] = ()
    spans: tuple[Span, ...] = ()
    node: int | None = None
    source: Source | None = None
    trace: tuple[tuple[str, Source], ...] = ()

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class StructureNode:
    """A node of the structure tree: its role is a standard structure type of ISO 32000-1, 14.8.4.

    `mount` names the clinic box whose own structure hangs here. `title` becomes /T.
    `attributes` are (owner, key, value) names such as ("List", "ListNumbering", "Disc").
    """

    number: int
    role: str
    parent: int | None
    children: tuple[int, ...] = ()
    alt: str | None = None
    language: str | None = None
    title: str | None = None
    mount: str | None = None
    attributes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StructureTree:
    """Structure nodes in reading order (preorder); a node's number is its index."""

    nodes: tuple[StructureNode, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a layout says: the element tree under `root` and the structure of it.

    A clinic's box, expanded on its own, is a Document too; its node numbers count from 0 within it.
    """

    root: Element
    structure: StructureTree
    language: str
    title: str = ""
    subject: str = ""
