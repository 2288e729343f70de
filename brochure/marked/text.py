"""Text that knows where it stands, and the way for a model's validator to refuse it."""

from __future__ import annotations

import re
from typing import Any

from brochure.diagnostics import Source

NOWHERE = Source("")


class Str(str):
    """Text from an author's file: `source` is where it starts, `written` how it stands there.

    A str in every way; what its methods return is plain str again. A pydantic field of this type keeps the
    very instance and wraps plain str. `Field(pattern=…)` and its like would turn it into plain str: write
    an `AfterValidator` that raises `Refusal` and returns its argument.
    """

    __slots__ = ("source", "written")

    source: Source
    written: str

    def __new__(cls, value: str = "", source: Source = NOWHERE, written: str = "") -> Str:
        self = super().__new__(cls, value)
        self.source = source
        self.written = written
        return self

    def __reduce__(self) -> tuple[type[Str], tuple[str, Source, str]]:
        return Str, (str(self), self.source, self.written)

    def place(self, index: int) -> Source:
        """Where character `index` stands in the file, seen through quotes, escapes and folded lines."""
        if not self.source.line:
            return self.source
        before = self.written[: _offset(self, self.written, index)]
        line = before.count("\n")
        column = len(before) - before.rfind("\n") if line else self.source.column + len(before)
        return Source(self.source.path, self.source.line + line, column)

    def part(self, start: int, end: int) -> Str:
        """The characters from `start` to `end`, which still know where they stand."""
        written = self.written[_offset(self, self.written, start) : _offset(self, self.written, end)]
        return Str(self[start:end], self.place(start), written)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            _take_text, serialization=core_schema.to_string_ser_schema(when_used="json")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string"}


class Refusal(ValueError):
    """What a model's validator raises: `message` is shown as it is, with `hints`.

    It is shown at `source`, or where the refused value stands when that is None.
    """

    def __init__(self, message: str, *hints: str, source: Source | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hints = hints
        self.source = source


def _take_text(value: object) -> Str:
    if type(value) is Str:
        return value
    if isinstance(value, str):
        return Str(value)
    from pydantic_core import PydanticCustomError

    raise PydanticCustomError("text_type", "must be text")


# What stands in the file for one character, or for a run of white space: the start of a block
# (its header line), an escape, a doubled quote, a fold over lines, or the character itself.
_FOLD = r"(?P<fold>[ \t]*(?:\r?\n[ \t]*)+)"
_BLOCK = re.compile(rf"(?P<mark>\A[|>][^\r\n]*)|{_FOLD}|.", re.DOTALL)
_SINGLE = re.compile(rf"(?P<mark>\A')|''|{_FOLD}|.", re.DOTALL)
_DOUBLE = re.compile(rf'(?P<mark>\A"|\\\r?\n[ \t]*)|\\(?:x..|u.{{4}}|U.{{8}}|.)|{_FOLD}|.', re.DOTALL)
_PLAIN = re.compile(rf"(?P<mark>\A(?!.))|{_FOLD}|.", re.DOTALL)
_STYLES = {"|": _BLOCK, ">": _BLOCK, "'": _SINGLE, '"': _DOUBLE}


def _offset(value: str, written: str, index: int) -> int:
    """Where in `written` the character `index` of `value` stands; the end for an index past the last."""
    at = 0
    for match in _STYLES.get(written[:1], _PLAIN).finditer(written):
        if match.lastgroup == "mark":
            continue
        if match.lastgroup == "fold":
            # Folding changes how much white space there is, never that there is some.
            while at < len(value) and value[at] in " \n":
                at += 1
            if index < at:
                return match.start()
        elif at >= index:
            return match.start()
        else:
            at += 1
    return len(written)
