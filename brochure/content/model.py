"""The leaflet's words as frozen values: sections, parts and items by id, sources, labels, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from typing import Annotated
from typing import Any
from typing import Literal
from typing import NamedTuple

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import model_validator
from pydantic import PrivateAttr
from pydantic import Strict
from pydantic import StrictBool
from pydantic import StrictInt

from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.marked import Refusal
from brochure.marked import Str

Date = Annotated[date, Strict()]

Kind = Literal[
    "main-message",
    "action",
    "benefits",
    "risks",
    "known",
    "unknown",
    "urgent",
    "tool",
    "glossary",
    "producer",
    "feedback",
    "plain",
]
"""What a block is for. The checks ask for one of each; `plain` says that the block makes no claim."""

# What a text's path may end in beside its block's ids.
_SUFFIXES = frozenset({"heading", "short-heading", "short", "alt"})
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_SOURCE_ID = re.compile(r"[A-Z][A-Z0-9]*[a-z]?\Z")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=False)


class Reviewer(_Frozen):
    """Who checked the words, and when; `date` is the day of the review.

    `digest` names the very words that they read: any other words are a draft again.
    """

    name: Str
    qualification: Str
    date: Date
    digest: Str | None = None


class Leaflet(_Frozen):
    """What the leaflet is: `review` is the day by which it must be looked at again.

    `author` None means that the clinic which gives the leaflet out is named as its author;
    `reviewer` None prints "not yet reviewed".
    """

    id: Str
    version: Str
    language: Str
    title: Str
    subject: Str
    published: Date
    review: Date
    author: Str | None = None
    reviewer: Reviewer | None = None


class SourceEntry(_Frozen):
    """One source that claims rest on; tiers: A official, B research, C copies, D everything else."""

    tier: Literal["A", "B", "C", "D"]
    title: Str
    publisher: Str
    short: Str | None = None
    year: StrictInt | None = None
    url: Str

    @model_validator(mode="after")
    def _check_address(self) -> SourceEntry:
        if not self.url.startswith(("https://", "http://")):
            raise Refusal(
                f'"{self.url}" is not an address', "write it whole: https://…", source=_place(self.url)
            )
        return self


class Picture(_Frozen):
    """What is said in place of a picture, or that there is nothing to say about it."""

    alt: Str | None = None
    decoration: StrictBool = False


def _allow_bare_text(schema: dict[str, Any]) -> None:
    """Tell editors what `Block` takes: a text alone is a block with that text."""
    schema["additionalProperties"] = {"anyOf": [{"type": "string"}, schema["additionalProperties"]]}


Blocks = Annotated[Mapping[Str, "Block"], Field(json_schema_extra=_allow_bare_text)]
"""Sections, parts or items by id, in the author's order."""


class Block(_Frozen):
    """A section, part or item. `short` stands in for `text` where a layout has little room.

    `items` are list items and `parts` blocks of their own; both in the author's order. `sources` are
    ids of `Content.sources` and hold for everything below that names none. `note` is for translators.
    `explains` lists hard words (in lower case) whose meaning this block's own words give. `clinics` and
    `locked` hold for everything below that says neither: whether a clinic may leave this out, or why not.
    """

    heading: Str | None = None
    short_heading: Annotated[Str | None, Field(alias="short-heading")] = None
    text: Str | None = None
    short: Str | None = None
    items: Blocks = {}
    parts: Blocks = {}
    sources: tuple[Str, ...] = ()
    note: Str | None = None
    kind: Kind | None = None
    explains: tuple[Str, ...] = ()
    clinics: Literal["may-leave-out"] | None = None
    locked: Str | None = None

    @model_validator(mode="before")
    @classmethod
    def _take_bare_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _check_names(self) -> Block:
        _check_ids((*self.items, *self.parts))
        for name in self.parts:
            if name in self.items:
                raise Refusal(f'"{name}" names an item and a part of the same block', source=_place(name))
        for short, long, field in (
            (self.short, self.text, "text"),
            (self.short_heading, self.heading, "heading"),
        ):
            if short is not None and long is None:
                raise Refusal(f'a short {field} needs a "{field}" that it is short for', source=_place(short))
        if self.locked is not None and self.clinics is not None:
            raise Refusal("a block that clinics may leave out is not locked", source=_place(self.locked))
        return self

    @property
    def children(self) -> Mapping[Str, Block]:
        """Items, then parts, by id."""
        return {**self.items, **self.parts}

    def texts(self, path: str) -> Iterator[tuple[str, Str]]:
        """Everything printable here and below, as (path, words); the block's own text has its path."""
        for name, text in (
            (f"{path}.heading", self.heading),
            (f"{path}.short-heading", self.short_heading),
            (path, self.text),
            (f"{path}.short", self.short),
        ):
            if text is not None:
                yield name, text
        for name, block in self.children.items():
            yield from block.texts(f"{path}.{name}")

    def walk(self, path: str) -> Iterator[tuple[str, Block]]:
        """This block and all below it, each with its path, in reading order."""
        yield path, self
        for name, block in self.children.items():
            yield from block.walk(f"{path}.{name}")


MOST_LETTERS = 3000
"""Letters that a slot may hold: about what a page does."""


class Slot(_Frozen):
    """Room for a clinic's own words. `about` tells people what it is for; it is not printed.

    `letters` and `paragraphs` are the most that it holds. Where it is `headed` its first line is a heading,
    "# …". `replaces` is the path of a block whose text is not printed where the slot is filled. `placeholder`
    is an example; `must_change` refuses it as the clinic's words.
    """

    about: Str
    letters: Annotated[StrictInt, Field(ge=1, le=MOST_LETTERS)]
    paragraphs: Annotated[StrictInt, Field(ge=1, le=40)] = 1
    headed: StrictBool = False
    replaces: Str | None = None
    placeholder: Str | None = None
    must_change: Annotated[StrictBool, Field(alias="must-change")] = False

    @model_validator(mode="after")
    def _check_placeholder(self) -> Slot:
        if self.must_change and self.placeholder is None:
            raise Refusal('a slot with "must-change" needs the "placeholder" that must change')
        return self


class Wording(NamedTuple):
    """Which words a Content holds: in what `language`, and who has read just these.

    `reviewer` is a translation's; None for the own language and for a draft. `reviewed` says whether the
    leaflet's own reviewer has read its own words as they are now. `untranslated` are the paths of texts that
    still stand in the leaflet's own language. `title` is the title in that language.
    """

    language: str
    draft: bool = True
    reviewed: bool = False
    reviewer: Reviewer | None = None
    untranslated: frozenset[str] = frozenset()
    title: Str | None = None


class Content(_Frozen):
    """content.yaml, checked; or the same in another language (`in_words`).

    `terminology` holds words that a translation is to use throughout. `leaflet.language` is the own
    language, in which content.yaml is written, whatever language the words are in.
    """

    leaflet: Leaflet
    sections: Blocks
    slots: Mapping[Str, Slot] = {}
    words: Mapping[Str, Str] = {}
    terminology: Mapping[Str, Str] = {}
    pictures: Mapping[Str, Picture] = {}
    sources: Mapping[Str, SourceEntry] = {}

    _wording: Wording | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _check_names(self) -> Content:
        _check_ids((*self.sections, *self.slots, *self.words, *self.terminology, *self.pictures))
        for name in self.sections:
            # Their paths would be those of labels, alternative texts and the title.
            if name in ("leaflet", "words", "terminology", "pictures"):
                raise Refusal(f'a section cannot be called "{name}"', source=_place(name))
        for name in self.sources:
            if not _SOURCE_ID.match(name):
                raise Refusal(
                    f'"{name}" is not an id of a source', "such as S12 or S12b", source=_place(name)
                )
        self._check_slots()
        return self

    def _check_slots(self) -> None:
        texts = {path: block for path, block in self.walk() if block.text is not None}
        for name, slot in self.slots.items():
            if name in self.sections:
                raise Refusal(f'"{name}" names a slot and a section', source=_place(name))
            path = slot.replaces
            if path is not None and path not in texts:
                hints = nearest(path, [known for known in texts if known.count(".") == path.count(".")])
                raise Refusal(f'"{path}" is not a block with a text', *hints, source=_place(path))
            if path is not None and (rule := self.rule(path)) is not None and rule.locked is not None:
                raise Refusal(
                    f'slot "{name}" cannot replace "{path}", which is locked: {rule.locked}',
                    source=_place(path),
                )

    @property
    def wording(self) -> Wording:
        """In which language the words are, and who has read them."""
        return self._wording or Wording(str(self.leaflet.language))

    def in_words(self, texts: Mapping[str, Str], wording: Wording) -> Content:
        """The leaflet with the words that `texts` has under their paths; all others stay as they are."""

        def say(path: str, text: Str | None) -> Str | None:
            return texts.get(path, text) if text is not None else None

        title, subject = (texts.get(f"leaflet.{name}") for name in ("title", "subject"))
        leaflet = self.leaflet
        made = self.model_copy(
            update={
                "leaflet": leaflet.model_copy(
                    update={"title": title or leaflet.title, "subject": subject or leaflet.subject}
                ),
                "sections": {
                    name: _say_block(block, str(name), say) for name, block in self.sections.items()
                },
                "words": {name: say(f"words.{name}", text) for name, text in self.words.items()},
                "pictures": {
                    name: picture.model_copy(update={"alt": say(f"pictures.{name}.alt", picture.alt)})
                    for name, picture in self.pictures.items()
                },
            }
        )
        made._wording = wording._replace(title=leaflet.title if title is not None else None)
        return made

    def rule(self, path: str) -> Block | None:
        """The nearest of the blocks at and around `path` that says what clinics may do with it."""
        parts = path.split(".")
        for end in range(len(parts), 0, -1):
            block = self.block(".".join(parts[:end]))
            if block.clinics is not None or block.locked is not None:
                return block
        return None

    def block(self, path: str) -> Block:
        """The section, part or item at `path` ("safety.stop.clot"); KeyError when there is none."""
        first, *rest = path.split(".")
        block = self.sections[Str(first)]
        for name in rest:
            block = block.children[Str(name)]
        return block

    def walk(self) -> Iterator[tuple[str, Block]]:
        """Every section, part and item with its path, in reading order."""
        for name, section in self.sections.items():
            yield from section.walk(name)

    def texts(self) -> Iterator[tuple[str, Str]]:
        """Everything that is printed or spoken and can be translated, as (path, words).

        Paths: "leaflet.title", "safety.heading", "safety.stop.clot", "benefits.pain.short",
        "words.page-of", "pictures.cover.alt". Names of sources are not among them: they stay as they are.
        """
        yield "leaflet.title", self.leaflet.title
        yield "leaflet.subject", self.leaflet.subject
        for name, section in self.sections.items():
            yield from section.texts(name)
        for name, text in self.words.items():
            yield f"words.{name}", text
        for name, picture in self.pictures.items():
            if picture.alt is not None:
                yield f"pictures.{name}.alt", picture.alt


def _say_block(block: Block, path: str, say: Callable[[str, Str | None], Str | None]) -> Block:
    """The block, and all below it, in the words that `say` gives for each path."""
    return block.model_copy(
        update={
            "heading": say(f"{path}.heading", block.heading),
            "short_heading": say(f"{path}.short-heading", block.short_heading),
            "text": say(path, block.text),
            "short": say(f"{path}.short", block.short),
            "items": {name: _say_block(item, f"{path}.{name}", say) for name, item in block.items.items()},
            "parts": {name: _say_block(part, f"{path}.{name}", say) for name, part in block.parts.items()},
        }
    )


def _check_ids(names: Iterable[Str]) -> None:
    for name in names:
        if not _ID.match(name):
            raise Refusal(
                f'"{name}" cannot be used as an id',
                "ids are lower-case words with hyphens: foot-care",
                source=_place(name),
            )
        if name in _SUFFIXES:
            raise Refusal(f'an id cannot be "{name}": that is a field of each block', source=_place(name))


def _place(name: Str) -> Source | None:
    return name.source if name.source.path else None
