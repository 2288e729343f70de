"""Marks in a template's output that say where each element was written and which words go where.

Jinja's output has lost the author's lines, so a mark is put before each start tag and each call of a
macro, and around each macro's body. Words never pass through the template's text either: a mark with
their number does. A mark stands between two characters that Unicode keeps for a program's own use and
that no text may hold, so it can stand in an attribute as well, where a processing instruction could not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from brochure.diagnostics import Source

OPEN = "\ufdd0"
CLOSE = "\ufdd1"

_MARK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_TAG = re.compile(r"<(?=[A-Za-z])")

LEAVE = f"{OPEN}o{CLOSE}"
BROKEN = f"{OPEN}e{CLOSE}"
"""Printed in place of a value that was refused, so that what is missing is told once."""

Trace = tuple[tuple[str, Source], ...]


def mark_place(template: str, line: int) -> str:
    """Says that what follows was written there."""
    return f"{OPEN}a{line}:{template}{CLOSE}"


def mark_entry(macro: str) -> str:
    """Says that what follows, up to LEAVE, was written by this macro."""
    return f"{OPEN}i{macro}{CLOSE}"


def mark_words(number: int) -> str:
    """Stands for the words with this number in the render's register."""
    return f"{OPEN}w{number}{CLOSE}"


def mark_tags(data: str, template: str, line: int) -> str:
    """Template text that starts on `line`, with a mark before each start tag."""
    pieces = []
    at = 0
    for match in _TAG.finditer(data):
        line += data.count("\n", at, match.start())
        pieces += [data[at : match.start()], mark_place(template, line)]
        at = match.start()
    pieces.append(data[at:])
    return "".join(pieces)


def split_marks(text: str) -> list[str]:
    """Text and the insides of marks in turn: text first, then mark, text, mark, …, text."""
    return _MARK.split(text)


def strip_marks(text: str) -> str:
    """The text without any marks."""
    return _MARK.sub("", text)


@lru_cache(maxsize=4096)
def read_place(mark: str) -> tuple[str, int]:
    """The template's name and the line that a mark of place holds."""
    line, template = mark[1:].split(":", 1)
    return template, int(line)


@lru_cache(maxsize=4096)
def source_at(path: str, line: int) -> Source:
    """The place; remembered, because a leaflet's templates have the same few hundred."""
    return Source(path, line)


class Origins:
    """Follows the marks: where the author stands now, and through which macros."""

    __slots__ = ("_entered", "_path_of", "source", "trace")

    def __init__(self, path_of: Callable[[str], str]) -> None:
        self.source: Source | None = None
        self.trace: Trace = ()
        self._path_of = path_of
        self._entered: list[tuple[Source | None, Trace]] = []

    def follow(self, mark: str) -> None:
        """Take one mark's inside that is about places."""
        kind = mark[0]
        if kind == "a":
            template, line = read_place(mark)
            self.source = source_at(self._path_of(template), line)
        elif kind == "i":
            self._entered.append((self.source, self.trace))
            if self.source is not None:
                self.trace = ((mark[1:], self.source), *self.trace)
        elif kind == "o" and self._entered:
            self.source, self.trace = self._entered.pop()
