"""From the characters of a YAML file to plain values, each with its place.

The YAML taken is a safe, plain part of the language: mappings with names for keys, lists, text, whole
and decimal numbers, true and false, null, and dates. `no`, `on`, `9:30` and `01632 960142` stay text
(YAML 1.1 would make them false, true, 570, and of some telephone numbers a number in base 8). Anchors,
aliases, merge keys and tags are refused: our files need none, and they let a small file grow without bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from io import RawIOBase
from pathlib import Path
from typing import Any

import yaml

from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.marked.syntax import explain_control
from brochure.marked.syntax import explain_encoding
from brochure.marked.syntax import explain_syntax
from brochure.marked.syntax import QUOTE
from brochure.marked.text import NOWHERE
from brochure.marked.text import Str

Trail = tuple[str | int, ...]
"""The way to a value from the root: names in mappings, numbers from 0 in lists."""

LIMIT = 1_000_000
_PIECE = 65_536
DEPTH = 40
NODES = 200_000

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_FIXED: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# What a number, a date or one of the words above can start with; anything else is text at once.
_NOT_TEXT = frozenset("-0123456789~nNtTfF")


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML document as plain values, and where each stands.

    `places` has every value by its trail, `()` for the root; `key_places` every key by the trail of
    its value; `written` the author's own characters of each value that is not text.
    """

    value: Any
    places: Mapping[Trail, Source]
    key_places: Mapping[Trail, Source]
    written: Mapping[Trail, str]


def load(text: str | bytes, path: str, *, limit: int = LIMIT) -> Marked:
    """The values of a YAML text; `path` is the file's name in messages, `limit` its size in bytes.

    Raises BuildError with every mistake up to the first that breaks the syntax.
    """
    reader = Reader(path)
    marked = reader.document(text, limit)
    reader.stop()
    assert marked is not None
    return marked


def read_bytes(path: Path, shown: str, limit: int = LIMIT) -> bytes:
    """The bytes of a file; BuildError when it is not there, not readable or larger than `limit` bytes."""
    findings = Findings()
    data = b""
    try:
        with open(path, "rb", 0) as file:
            data = _read_up_to(file, limit + 1)
    except FileNotFoundError:
        findings.fail("this file is not there", Source(shown))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        findings.fail(f"this file cannot be read: {reason}", Source(shown))
    _check_size(len(data), limit, shown, findings)
    findings.stop_if_errors()
    return data


def _read_up_to(file: RawIOBase, most: int) -> bytes:
    """The first `most` bytes of a file; nearly all are short, and room for `most` is costly to come by."""
    data = bytearray()
    while len(data) < most and (piece := file.read(min(_PIECE, most - len(data)))):
        data += piece
    return bytes(data)


def _check_size(size: int, limit: int, path: str, findings: Findings) -> None:
    if size > limit:
        findings.fail(f"this file is larger than {limit:,} bytes, the most that is read", Source(path))


class _Broken(Exception):
    """The rest of the text cannot be read; why has been noted."""


@dataclass(slots=True)
class Reader:
    """One document on its way from events to values; recursion is safe because DEPTH bounds it.

    libyaml's events are used, not its nodes: composing nodes recurses in C without a bound. `spoiled`
    has the trails whose values are not what the author meant, so that nobody complains about them twice.
    """

    path: str
    findings: Findings = field(default_factory=Findings)
    spoiled: list[Trail] = field(default_factory=list)
    places: dict[Trail, Source] = field(default_factory=dict)
    key_places: dict[Trail, Source] = field(default_factory=dict)
    written: dict[Trail, str] = field(default_factory=dict)
    count: int = 0
    text: str = ""
    next: Callable[[], Any] = field(default=lambda: None)

    def stop(self) -> None:
        """Raise what was found, in the order of the file."""
        if self.findings.errors:
            raise BuildError(sorted(self.findings, key=lambda item: _order(item.source)))

    def document(self, text: str | bytes, limit: int) -> Marked | None:
        """The only document of `text`; None when it could not be read to its end."""
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        _check_size(len(data), limit, self.path, self.findings)
        if self.findings.errors:
            return None
        try:
            self.text = data.decode("utf-8").removeprefix("\ufeff")
            self.next = yaml.CBaseLoader(self.text).get_event
            return Marked(self._only_root(), self.places, self.key_places, self.written)
        except UnicodeDecodeError as error:
            explain_encoding(data, error.start, self.path, self.findings)
        except yaml.MarkedYAMLError as error:
            explain_syntax(self.text, error, self.path, self.findings)
        except yaml.YAMLError:
            explain_control(self.text, self.path, self.findings)
        except _Broken:
            pass
        return None

    def _only_root(self) -> Any:
        self.next()
        if type(self.next()) is yaml.StreamEndEvent:
            self.places[()] = Source(self.path, 1, 1)
            return None
        value = self._value(self.next(), (), 0)
        self.next()
        event: Any = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._fail("a second document starts here: a file holds one", event, 'take out the line "---"')
        return value

    def _fail(self, message: str, event: Any, *hints: str) -> None:
        mark = event.start_mark
        self.findings.fail(message, Source(self.path, mark.line + 1, mark.column + 1), *hints)

    def _count(self, event: Any) -> None:
        self.count += 1
        if self.count > NODES:
            self._fail(f"this file holds more than {NODES:,} values, the most that is read", event)
            raise _Broken

    def _value(self, event: Any, trail: Trail, depth: int) -> Any:
        kind = type(event)
        mark = event.start_mark
        source = self.places[trail] = Source(self.path, mark.line + 1, mark.column + 1)
        if kind is yaml.AliasEvent:
            self.spoiled.append(trail)
            self._refuse_alias(event)
            return None
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event, trail)
        if kind is yaml.ScalarEvent:
            value: str = event.value
            if not event.style and (not value or value[0] in _NOT_TEXT):
                plain = _plain(value)
                if plain is not value:
                    self.written[trail] = value
                    return plain
            return Str(value, source, self.text[mark.index : event.end_mark.index])
        if depth >= DEPTH:
            self._fail(f"more than {DEPTH} blocks stand inside one another", event)
            raise _Broken
        if kind is yaml.MappingStartEvent:
            return self._mapping(trail, depth + 1)
        return self._list(trail, depth + 1)

    def _list(self, trail: Trail, depth: int) -> list[Any]:
        values: list[Any] = []
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            self._count(event)
            values.append(self._value(event, (*trail, len(values)), depth))
        return values

    def _mapping(self, trail: Trail, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while type(event := self.next()) is not yaml.MappingEndEvent:
            self._count(event)
            key = self._key(event, trail, depth)
            if key is None or key in values:
                if key is not None:
                    self._refuse_second(key, self.key_places[(*trail, key)], event)
                self._skip(self.next(), depth)
                continue
            here = (*trail, key)
            self.key_places[here] = key.source
            values[key] = None  # so that a later twin is told even when this value breaks off
            values[key] = self._value(self.next(), here, depth)
        return values

    def _key(self, event: Any, trail: Trail, depth: int) -> Str | None:
        """A mapping's key; None, said why, when it is not a name."""
        kind = type(event)
        if kind is yaml.AliasEvent:
            self._refuse_alias(event)
            return None
        if kind is not yaml.ScalarEvent:
            self._fail("a name was expected here, not a list or a block", event)
            self._skip(event, depth)
            return None
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event, trail)
            return None
        value: str = event.value
        if not event.style:
            if value == "<<":
                self._fail('merge keys ("<<") are not used: write the lines out', event)
                self.spoiled.append(trail)
                return None
            if (not value or value[0] in _NOT_TEXT) and _plain(value) is not value:
                self._fail(f'"{value}" is not a name', event, f'put it in quotes to use it as one: "{value}"')
                return None
        mark = event.start_mark
        source = Source(self.path, mark.line + 1, mark.column + 1)
        return Str(value, source, self.text[mark.index : event.end_mark.index])

    def _skip(self, event: Any, depth: int) -> None:
        """Read a value that belongs to no name; what is wrong inside it is told all the same."""
        kept = self.places, self.key_places, self.written, self.spoiled
        self.places, self.key_places, self.written, self.spoiled = {}, {}, {}, []
        self._value(event, (), depth)
        self.places, self.key_places, self.written, self.spoiled = kept

    def _refuse_second(self, key: Str, first: Source, event: Any) -> None:
        self._fail(f'"{key}" stands twice in one block, first at {first.line}:{first.column}', event)

    def _refuse_alias(self, event: Any) -> None:
        hint = f'if this is text that starts with "*", {QUOTE}'
        self._fail(f'aliases ("*{event.anchor}") are not used: write the value out', event, hint)

    def _refuse_marks(self, event: Any, trail: Trail) -> None:
        if event.anchor is not None:
            hint = f'if this is text that starts with "&", {QUOTE}'
            self._fail(f'anchors ("&{event.anchor}") are not used', event, hint)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            hint = f'if this is text that starts with "!", {QUOTE}'
            self._fail(f'tags ("{tag}") are not used', event, hint)
        self.spoiled.append(trail)


def _order(source: Source | None) -> tuple[int, int]:
    place = source or NOWHERE
    return place.line, place.column


def _plain(value: str) -> Any:
    """What an unquoted scalar means; the very same string when it is text."""
    if value in _FIXED:
        return _FIXED[value]
    if _WHOLE.match(value):
        return int(value)
    if _DECIMAL.match(value):
        return float(value)
    if _DATE.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
