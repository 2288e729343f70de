"""What a template sees of the words: names, nothing else, and each text still knowing its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from typing import NamedTuple
from typing import TYPE_CHECKING

from brochure.content.inline import parse_inline
from brochure.diagnostics import BuildError
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.layouts.isolate import FIRST_STRONG_ISOLATE
from brochure.layouts.isolate import isolate_ends
from brochure.layouts.isolate import isolate_numbers
from brochure.layouts.isolate import runs_right_to_left
from brochure.layouts.rendering import CURRENT
from brochure.marked import Str
from brochure.translation.cldr import own_name
from brochure.translation.cldr import say_month

if TYPE_CHECKING:
    from brochure.content.model import Block
    from brochure.content.model import Content
    from brochure.content.model import Reviewer

PLACE = re.compile(r"\{([a-z][a-z0-9-]*)\}")
_WHITE = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")


class Piece(NamedTuple):
    """A stretch of words with one look, and where it comes from; `language` where it is not the edition's."""

    text: str
    strong: bool
    link: str | None
    key: str
    source: Source | None
    language: str | None = None


class Words:
    """A text on its way through a template: it can be printed and filled, but not taken apart."""

    __slots__ = ("_pieces", "key", "language", "rich", "text")

    def __init__(
        self,
        key: str,
        text: str,
        rich: bool = False,
        pieces: tuple[Piece, ...] | None = None,
        language: str | None = None,
    ) -> None:
        self.key = key
        self.language = language
        self.text = text
        self.rich = rich
        self._pieces = pieces

    @property
    def source(self) -> Source | None:
        """Where the author wrote it."""
        source: Source | None = getattr(self.text, "source", None)
        return source if source is not None and source.path else None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text in stretches of one look; inline markup is read in rich words only."""
        if self._pieces is None:
            self._pieces = tuple(
                Piece(_WHITE.sub(" ", text), strong, link, self.key, self.source, self.language)
                for text, strong, link in self._inlines()
            )
        return self._pieces

    def _inlines(self) -> tuple[tuple[str, bool, str | None], ...]:
        if not self.rich:
            return ((self.text.strip(), False, None),)
        try:
            return parse_inline(self.text if isinstance(self.text, Str) else Str(self.text))
        except BuildError as error:
            CURRENT.get().findings.add(error.diagnostics)
            CURRENT.get().failed = True
            return ()

    @property
    def plain(self) -> str:
        """The words without any look."""
        pieces = self.pieces
        return pieces[0].text if len(pieces) == 1 else "".join(piece.text for piece in pieces)

    def isolated(self, rtl: bool) -> tuple[Piece, ...]:
        """The pieces for a paragraph that runs from right to left when `rtl`: each number reads as written.

        A value that is no text of the leaflet, such as a line of an address or a telephone number, is
        isolated whole, one with right-to-left letters in any paragraph; what `fill` put in already is.
        """
        pieces = self.pieces
        turned = runs_right_to_left(self.plain) is not None
        if not pieces or not (rtl or turned):
            return pieces
        begins, ends = ("", "") if self.rich else isolate_ends(self.plain)
        if rtl if self.rich else turned and begins == FIRST_STRONG_ISOLATE:
            pieces = tuple(piece._replace(text=isolate_numbers(piece.text)) for piece in pieces)
        *others, last = (pieces[0]._replace(text=begins + pieces[0].text), *pieces[1:])
        return (*others, last._replace(text=last.text + ends))

    def __str__(self) -> str:
        return self.plain

    def __bool__(self) -> bool:
        return bool(self.text) or bool(self._pieces)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words | str) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self.plain)

    def __iter__(self) -> Iterator[object]:
        CURRENT.get().fail(f'"{self.key}" is a text: it cannot be gone through in a loop')
        return iter(())

    def fill(self, values: Mapping[str, object], rtl: bool = False) -> Words:
        """The words with each {name} replaced; a value keeps its own key and place.

        Where the language runs right to left a value is isolated (UAX #9, 2.4.2), so that a telephone number
        or a Latin name does not reorder the words around it.
        """
        pieces: list[Piece] = []
        for piece in self.pieces:
            for at, text in enumerate(PLACE.split(piece.text)):
                if at % 2 == 0 or text not in values:
                    pieces.append(piece._replace(text=text if at % 2 == 0 else "{" + text + "}"))
                else:
                    pieces += _fill_piece(piece, values[text], rtl)
        return Words(
            self.key, self.text, self.rich, tuple(piece for piece in pieces if piece.text), self.language
        )

    def places(self) -> tuple[str, ...]:
        """Names in braces that are still to be filled."""
        return tuple(name for piece in self.pieces if "{" in piece.text for name in PLACE.findall(piece.text))


def _fill_piece(piece: Piece, value: object, rtl: bool) -> list[Piece]:
    if not isinstance(value, Words):
        value = Words(piece.key, str(value), pieces=(piece._replace(text=str(value)),))
    # Inline words settle their own order where they are printed.
    pieces = value.pieces if value.rich else value.isolated(rtl)
    return [
        part._replace(strong=part.strong or piece.strong, link=part.link or piece.link) for part in pieces
    ]


class Absent:
    """A value that may be given and is not: false in a condition, empty in a loop, a mistake when printed."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def refuse(self) -> None:
        """Note that a template uses it all the same."""
        CURRENT.get().fail(
            f'"{self.path}" is not given, and the template uses it', f"ask first: {{% if {self.path} %}}"
        )


class View:
    """A named thing: its `fields` by name, its `entries` in order, its own `words` if it has any."""

    __slots__ = ("entries", "fields", "path", "words")

    def __init__(
        self,
        path: str,
        fields: Mapping[str, Any],
        entries: tuple[Any, ...] = (),
        words: Words | None = None,
    ) -> None:
        self.path = path
        self.fields = fields
        self.entries = entries
        self.words = words

    def __iter__(self) -> Iterator[Any]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, part: slice) -> tuple[Any, ...]:
        return self.entries[part]

    def __bool__(self) -> bool:
        return True

    def hints(self, name: str) -> tuple[str, ...]:
        """The way out for a template that asks for a name that is not here."""
        longer = sorted(known for known in self.fields if known.startswith(name + "_"))
        hints = nearest(name, self.fields, "known")
        return (f'hyphens are written as "_": {self.path}.{longer[0]}', *hints) if longer else hints


class Identity:
    """A key that is the object itself, whatever it would say about equality."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and self.value is other.value


def under(name: str) -> str:
    """An id as templates write it: `_` stands for `-`."""
    return name.replace("-", "_")


def view_content(content: Content, left_out: Collection[str] = ()) -> Mapping[str, Any]:
    """The names that every template has from the words: content, words, leaflet, sources.

    What a clinic leaves out, by its path in `left_out`, is absent: false in a condition, met in no loop.
    Remembered for the last few contents, by identity: a Content never changes.
    """
    return _view_content(Identity(content), frozenset(left_out))


@lru_cache(maxsize=16)
def _view_content(key: Identity, left_out: frozenset[str]) -> Mapping[str, Any]:
    content: Content = key.value
    foreign, own = content.wording.untranslated, str(content.leaflet.language)

    def tongue(path: str) -> str | None:
        return own if path in foreign else None

    words = {
        under(name): Words(f"words.{name}", text, True, language=tongue(f"words.{name}"))
        for name, text in content.words.items()
    }
    sections = {
        under(name): _view_block(block, name, name, "content", left_out, tongue)
        for name, block in content.sections.items()
    }
    sources: dict[str, Any] = {
        str(name): View(
            f"sources.{name}",
            {
                "id": name,
                "tier": source.tier,
                "title": Words(f"sources.{name}.title", source.title),
                "publisher": Words(f"sources.{name}.publisher", source.publisher),
                "short": Words(f"sources.{name}.short", source.short or source.publisher),
                "url": Words(f"sources.{name}.url", source.url),
                "year": str(source.year) if source.year else Absent(f"sources.{name}.year"),
            },
            words=_name_source(name, source.publisher, source.title),
        )
        for name, source in content.sources.items()
    }
    return {
        "content": View("content", sections, _present(sections)),
        "words": View("words", words),
        "leaflet": View("leaflet", _facts(content)),
        "sources": View("sources", sources, tuple(sources.values())),
    }


def _facts(content: Content) -> dict[str, Any]:
    """What the leaflet is, for `leaflet` in templates; a translation has its own-language title too."""
    leaflet, wording = content.leaflet, content.wording
    own = str(leaflet.language)
    facts: dict[str, Any] = {
        name: Words(f"leaflet.{name}", getattr(leaflet, name))
        if getattr(leaflet, name)
        else Absent(f"leaflet.{name}")
        for name in ("id", "version", "title", "subject", "author")
    }
    translated = wording.language != own
    facts |= {
        "draft": wording.draft,
        "translated": translated,
        "published": _say_month(leaflet.published, wording.language),
        "review": _say_month(leaflet.review, wording.language),
        "reviewer": _view_reviewer(
            leaflet.reviewer if wording.reviewed else None, "leaflet.reviewer", wording.language
        ),
        "translation_reviewer": _view_reviewer(
            wording.reviewer, "leaflet.translation-reviewer", wording.language
        ),
        "own_language": Words("leaflet.language", own_name(own), language=own),
        "own_title": Words("leaflet.own-title", wording.title, language=own)
        if translated and wording.title
        else Absent("leaflet.own-title"),
    }
    return facts


def _view_reviewer(reviewer: Reviewer | None, path: str, language: str) -> View | Absent:
    if reviewer is None:
        return Absent(path)
    name = Words(f"{path}.name", reviewer.name)
    fields = {
        "name": name,
        "qualification": Words(f"{path}.qualification", reviewer.qualification),
        "date": _say_month(reviewer.date, language),
    }
    return View(path, fields, words=name)


def _say_month(day: date, language: str) -> Words:
    return Words("", say_month(day, language))


def _name_source(name: str, publisher: Str, title: Str) -> Words:
    key = f"sources.{name}"
    return Words(
        key,
        title,
        pieces=(
            Piece(f"{publisher}: {title}", False, None, key, title.source if title.source.path else None),
        ),
    )


def _present(views: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(view for view in views.values() if not isinstance(view, Absent))


def _view_block(
    block: Block,
    name: str,
    key: str,
    parent: str,
    left_out: frozenset[str],
    tongue: Callable[[str], str | None],
) -> View | Absent:
    path = f"{parent}.{under(name)}"
    if key in left_out:
        return Absent(path)

    def words(field: str, text: Str | None) -> Words | Absent:
        full = f"{key}.{field}" if field else key
        if text is None:
            return Absent(f"{path}.{under(field) or 'text'}")
        return Words(full, text, True, language=tongue(full))

    def below(blocks: Mapping[Str, Block]) -> dict[str, Any]:
        return {
            under(name): _view_block(child, name, f"{key}.{name}", path, left_out, tongue)
            for name, child in blocks.items()
        }

    items, parts = below(block.items), below(block.parts)
    heading, text = words("heading", block.heading), words("", block.text)
    fields = {
        **items,
        **parts,
        "id": str(name),
        "kind": block.kind or Absent(f"{path}.kind"),
        "heading": heading,
        "short_heading": words("short-heading", block.short_heading) if block.short_heading else heading,
        "text": text,
        "short": words("short", block.short) if block.short else text,
        "items": _present(items),
        "parts": _present(parts),
    }
    return View(path, fields, (*_present(items), *_present(parts)), text if isinstance(text, Words) else None)
