"""Models filled from YAML, and what a model refuses, told with its place in the author's words."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import get_args
from typing import get_origin
from typing import TYPE_CHECKING
from typing import TypeVar

from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.marked.reader import LIMIT
from brochure.marked.reader import Marked
from brochure.marked.reader import read_bytes
from brochure.marked.reader import Reader
from brochure.marked.reader import Trail
from brochure.marked.text import Refusal

if TYPE_CHECKING:
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")


def read(path: Path, root: Path, model: type[Model], *, limit: int = LIMIT) -> Model:
    """The file at `path` as a `model`; messages name it as seen from `root`. `limit` is in bytes.

    Raises BuildError with every mistake of the file at once: what YAML refuses and what the model refuses.
    """
    shown = shown_path(path, root)
    return validate(read_bytes(path, shown, limit), shown, model, limit=limit)


def validate(text: str | bytes, path: str, model: type[Model], *, limit: int = LIMIT) -> Model:
    """As `read`, for a text that is at hand already; `path` is its name in messages."""
    reader = Reader(path)
    marked = reader.document(text, limit)
    value: Model | None = None
    if marked is not None:
        value = _fill(marked, model, reader.findings, tuple(reader.spoiled))
    reader.stop()
    assert value is not None
    return value


def fill(marked: Marked, model: type[Model]) -> Model:
    """A `model` from values that are at hand, perhaps those of several files laid over one another.

    Raises BuildError with every mistake that the model refuses, each at its own place.
    """
    findings = Findings()
    value = _fill(marked, model, findings, ())
    findings.stop_if_errors()
    assert value is not None
    return value


def _fill(marked: Marked, model: type[Model], findings: Findings, spoiled: tuple[Trail, ...]) -> Model | None:
    from pydantic import ValidationError

    try:
        return model.model_validate(marked.value)
    except ValidationError as error:
        _Translation(marked, model, findings, spoiled).run(error.errors(include_url=False))
    return None


def shown_path(path: Path, root: Path) -> str:
    """A path as messages show it: from `root`, with forward slashes."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


_BLOCK = 'a block of "name: value" lines'
_LIST = 'a list (lines that start with "- ")'
_EXPECTED: Mapping[str, str] = {
    "text_type": "text",
    "string_type": "text",
    "string_pattern_mismatch": "text of the form {pattern}",
    "string_too_short": "at least {min_length} characters long",
    "string_too_long": "at most {max_length} characters long",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a date such as 2026-11-22",
    "date_parsing": "a date such as 2026-11-22",
    "date_from_datetime_parsing": "a date such as 2026-11-22",
    "date_from_datetime_inexact": "a date such as 2026-11-22",
    "dict_type": _BLOCK,
    "mapping_type": _BLOCK,
    "model_type": _BLOCK,
    "model_attributes_type": _BLOCK,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "literal_error": "{expected}",
    "enum": "{expected}",
    "none_required": "left empty",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
}


@dataclass(frozen=True, slots=True)
class _Refused:
    """One of pydantic's errors: the trail of the value that it is about, and how it got there.

    `fork` is the length of the trail at which a union was entered, or None; `last` a missing field's name.
    """

    trail: Trail
    fork: int | None
    last: str
    kind: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Translation:
    """Turns what pydantic says of `marked` into findings."""

    marked: Marked
    model: type[BaseModel]
    findings: Findings
    spoiled: tuple[Trail, ...]

    def run(self, errors: list[Any]) -> None:
        """Note all errors but those that follow from values which the reader has refused already."""
        refused = [self._locate(error) for error in errors if not _is_echo(error)]
        for item in _without_other_branches(refused):
            if not any(item.trail[: len(trail)] == trail for trail in self.spoiled):
                self._note(item)

    def _locate(self, error: Mapping[str, Any]) -> _Refused:
        value, trail, fork, last = self.marked.value, [], None, ""
        missing = error["type"] in ("missing", "extra_forbidden")
        for at, step in enumerate(error["loc"]):
            if step in (
                range(len(value)) if isinstance(value, list) else value if isinstance(value, dict) else ()
            ):
                value = value[step]
                trail.append(step)
            elif missing and at == len(error["loc"]) - 1:
                last = str(step)
            elif step != "[key]":
                fork = len(trail)
        kind = "key" if error["loc"][-1:] == ("[key]",) else error["type"]
        return _Refused(tuple(trail), fork, last, kind, error)

    def _note(self, item: _Refused) -> None:
        place = self.marked.places[item.trail]
        name = _name(item.trail)
        refusal = item.detail.get("ctx", {}).get("error")
        if item.kind == "missing":
            place = self.marked.key_places.get(item.trail, place)
            info = _fields(self.model, item.trail).get(item.last)
            told = (f"{item.last}: {info.description}",) if info is not None and info.description else ()
            self.findings.fail(f'"{item.last}" is missing{_inside(item.trail)}', place, *told)
        elif item.kind == "extra_forbidden":
            key = str(item.trail[-1])
            known = _fields(self.model, item.trail[:-1])
            place = self.marked.key_places[item.trail]
            self.findings.fail(f'"{key}" is not known{_inside(item.trail[:-1])}', place, *nearest(key, known))
        elif isinstance(refusal, Refusal):
            self.findings.fail(refusal.message, refusal.source or place, *refusal.hints)
        elif isinstance(refusal, Exception):
            self.findings.fail(str(refusal), place)
        elif item.kind == "key":
            place = self.marked.key_places[item.trail]
            self.findings.fail(f"{name} cannot be a name here: {item.detail['msg']}", place)
        else:
            self._note_value(item, name, place)

    def _note_value(self, item: _Refused, name: str, place: Source) -> None:
        """A value of the wrong kind: what was expected and what stands there."""
        context = item.detail.get("ctx", {})
        expected = _EXPECTED.get(item.kind, "")
        if item.kind in ("too_short", "too_long"):
            bound, most = ("least", "min_length") if item.kind == "too_short" else ("most", "max_length")
            wish = f"at {bound} {context[most]} {'entry' if context[most] == 1 else 'entries'}"
            self.findings.fail(f"{name} must have {wish}, and has {len(item.detail['input'])}", place)
            return
        if not expected:
            self.findings.fail(f"{name}: {item.detail['msg']}", place)
            return
        hints: tuple[str, ...] = ()
        if item.kind in ("literal_error", "enum"):
            hints = nearest(str(item.detail["input"]), _quoted(context["expected"]))
        elif item.kind in ("text_type", "string_type") and item.trail in self.marked.written:
            written = self.marked.written[item.trail]
            hints = (f'put it in quotes: "{written}"',) if written else ()
        told = expected.format(**context).replace("'", '"')
        self.findings.fail(f"{name} must be {told}, {self._instead(item)}", place, *hints)

    def _instead(self, item: _Refused) -> str:
        """The end of a sentence: what stands there instead of what was expected."""
        value = item.detail["input"]
        if value is None:
            return "but is empty"
        if isinstance(value, dict | list):
            return "not a block" if isinstance(value, dict) else "not a list"
        words = self.marked.written.get(item.trail, str(value))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return f"not the number {words}"
        return f'not "{words}"' if len(words) <= 60 else f'not "{words[:60]}…"'


def _is_echo(error: Mapping[str, Any]) -> bool:
    """Whether a list is called too short only because some of its items have been refused."""
    if error["type"] != "too_short":
        return False
    return bool(len(error["input"]) >= error["ctx"]["min_length"])


def _without_other_branches(items: list[_Refused]) -> Iterator[_Refused]:
    """One branch of each union: the errors that got deepest, else the first one only.

    A value that is neither of two kinds is refused by both; the one that looked inside is meant.
    """
    deepest: dict[Trail, int] = {}
    for item in items:
        if item.fork is not None:
            start = item.trail[: item.fork]
            deepest[start] = max(deepest.get(start, 0), _depth(item))
    told: set[Trail] = set()
    for item in items:
        if item.fork is not None:
            start = item.trail[: item.fork]
            if _depth(item) == item.fork and (deepest[start] > item.fork or start in told):
                continue
            told.add(start)
        yield item


def _depth(item: _Refused) -> int:
    return len(item.trail) + (1 if item.last else 0)


def _name(trail: Trail) -> str:
    """A value's name for a message: its key, or which item of which list it is."""
    if not trail:
        return "the file"
    last = trail[-1]
    if isinstance(last, str):
        return f'"{last}"'
    return f"item {last + 1} of {_name(trail[:-1])}"


def _inside(trail: Trail) -> str:
    return f" in {_name(trail)}" if trail else ""


def _quoted(expected: str) -> list[str]:
    """The names in pydantic's list of allowed values, "'a4' or 'letter'"."""
    return expected.split("'")[1::2]


def _fields(model: type[BaseModel], trail: Trail) -> Mapping[str, Any]:
    """What pydantic knows of each field that the block at `trail` may have, by its name in YAML."""
    kinds: list[Any] = [model]
    for step in trail:
        kinds = [inner for kind in kinds for inner in _enter(kind, step)]
    found: dict[str, Any] = {}
    for kind in kinds:
        found.update(_own_fields(kind))
    return found


def _own_fields(kind: Any) -> dict[str, Any]:
    """As `_fields`, of one annotation; those of all its members when it is a union."""
    if isinstance(kind, type) and hasattr(kind, "model_fields"):
        return {info.alias or name: info for name, info in kind.model_fields.items()}
    found: dict[str, Any] = {}
    for member in () if _is_collection(kind) else get_args(kind):
        found.update(_own_fields(member))
    return found


def _enter(kind: Any, step: str | int) -> Iterator[Any]:
    """The annotations that `step` leads to from `kind`, through unions, lists and mappings."""
    if isinstance(kind, type) and hasattr(kind, "model_fields"):
        info = _own_fields(kind).get(str(step))
        if info is not None:
            yield info.annotation
    elif _is_collection(kind):
        yield from get_args(kind)
    else:
        for member in get_args(kind):
            yield from _enter(member, step)


def _is_collection(kind: Any) -> bool:
    origin = get_origin(kind)
    return isinstance(origin, type) and issubclass(origin, Collection)
