"""What a rule is, and the content as rules look at it: blocks with what they inherit, and sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from brochure.content.model import Block
from brochure.content.model import Content
from brochure.diagnostics import Severity
from brochure.diagnostics import Source
from brochure.marked import Str


class Remark(NamedTuple):
    """What a rule has to say, and where."""

    message: str
    place: Source | None
    hints: tuple[str, ...]


def remark(message: str, place: Source | None, *hints: str) -> Remark:
    """A remark with any number of ways out."""
    return Remark(message, place, hints)


class Sentence(NamedTuple):
    """A sentence (or list line) as it stands in the file; `start` is its index within `text`."""

    words: str
    text: Str
    start: int

    def place(self, index: int = 0) -> Source:
        """Where character `index` of the sentence stands in the file."""
        return self.text.place(self.start + index)


@dataclass(frozen=True, slots=True)
class Spot:
    """A block where it stands: its own kind and those around it, and the sources that hold for it."""

    path: str
    block: Block
    place: Source | None
    kinds: frozenset[str]
    sources: tuple[Str, ...]

    @property
    def texts(self) -> tuple[Str, ...]:
        """The block's own printed words."""
        block = self.block
        every = (block.heading, block.short_heading, block.text, block.short)
        return tuple(text for text in every if text is not None)

    @property
    def sentences(self) -> Iterator[Sentence]:
        """The sentences of the block's own printed words."""
        for text in self.texts:
            yield from split_sentences(text)


@dataclass(frozen=True, slots=True)
class Subject:
    """The content under check; `today` None leaves out what depends on the day."""

    content: Content
    spots: tuple[Spot, ...]
    today: date | None = None

    @property
    def file(self) -> Source:
        """The content's file as a whole."""
        return Source(self.content.leaflet.title.source.path)

    def of_kind(self, kind: str) -> tuple[Spot, ...]:
        """The blocks that are themselves of this kind."""
        return tuple(spot for spot in self.spots if spot.block.kind == kind)


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand on content.

    `clause` says where the demand comes from. `english` marks rules about English words, which are
    left out for other languages.
    """

    name: str
    severity: Severity
    clause: str
    find: Callable[[Subject], Iterable[Remark]]
    english: bool = False


def look_at(content: Content, today: date | None = None) -> Subject:
    """The content with what each block inherits worked out."""
    spots: list[Spot] = []
    for name, section in content.sections.items():
        spots += _spots(name, section, name.source, frozenset(), ())
    return Subject(content, tuple(spots), today)


def _spots(
    path: str, block: Block, place: Source | None, kinds: frozenset[str], sources: tuple[Str, ...]
) -> Iterator[Spot]:
    kinds = kinds | {block.kind} if block.kind else kinds
    sources = block.sources or sources
    first = block.heading or block.text
    yield Spot(path, block, first.source if first is not None else place, kinds, sources)
    for name, child in block.children.items():
        yield from _spots(f"{path}.{name}", child, name.source, kinds, sources)


_END = re.compile(r"[.?!]\*{0,2}(?=\s)")


def split_sentences(text: Str) -> Iterator[Sentence]:
    """The sentences of a text, without the white space between them."""
    start = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        words = text[start:end]
        lead = len(words) - len(words.lstrip())
        if words.strip():
            yield Sentence(words.strip(), text, start + lead)
        start = end
