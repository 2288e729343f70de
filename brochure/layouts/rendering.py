"""One template on its way to text: the words it printed, what was wrong, and how much it may still do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from dataclasses import field
from types import FrameType
from typing import Any

from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.layouts.origins import Trace

STEPS = 20_000
"""Turns of loops and calls of macros that one render may take; the tri-fold takes about a hundred."""

OUTPUT = 2_000_000
"""Characters that one render may print."""


class TooMuch(Exception):
    """A template has used up what one render may do; the message says which bound."""


@dataclass(slots=True)
class Render:
    """The state of one render; `path_of` gives the path of a template's name as messages show it.

    `language` is the edition's, as a BCP 47 tag.
    """

    findings: Findings
    path_of: Callable[[str], str]
    rtl: bool = False
    language: str = "en"
    words: list[Any] = field(default_factory=list)
    failed: bool = False
    steps: int = 0
    size: int = 0

    def number(self, words: Any) -> int:
        """The number under which printed words are found again."""
        self.words.append(words)
        return len(self.words) - 1

    def charge(self, steps: int, size: int) -> None:
        """Count what a template does; TooMuch when it is more than any leaflet needs."""
        self.steps += steps
        self.size += size
        if self.steps > STEPS:
            raise TooMuch(f"the template takes more than {STEPS:,} turns of loops and calls of macros")
        if self.size > OUTPUT:
            raise TooMuch(f"the template prints more than {OUTPUT:,} characters")

    def fail(self, message: str, *hints: str) -> None:
        """Note a mistake at the line of the template that is being carried out."""
        self.failed = True
        frames = []
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            frames.append((frame, frame.f_lineno))
            frame = frame.f_back
        source, trace = locate(frames, self.path_of)
        self.note(message, source, trace, *hints)

    def note(self, message: str, source: Source | None, trace: Trace, *hints: str) -> None:
        """Note a mistake once, however often a loop comes past it."""
        self.failed = True
        if not any(item.message == message and item.source == source for item in self.findings):
            self.findings.fail(message, source, *hints, trace=trace)


class Folding(Exception):
    """An expression cannot be worked out before a template runs."""


class Compiling(Render):
    """Stands in while Jinja compiles, which tries out constant expressions: whatever would be noted waits."""

    def __init__(self) -> None:
        super().__init__(Findings(), str)

    def number(self, words: Any) -> int:
        raise Folding

    def charge(self, steps: int, size: int) -> None:
        raise Folding

    def fail(self, message: str, *hints: str) -> None:
        raise Folding


def locate(frames: list[tuple[FrameType, int]], path_of: Callable[[str], str]) -> tuple[Source | None, Trace]:
    """Template, line and macros of running or failed frames, given innermost first.

    Jinja leaves the template in the globals of its compiled code, and a macro calls that code
    through a method `_invoke` of its own, which knows the macro's name.
    """
    source: Source | None = None
    macro = ""
    trace: list[tuple[str, Source]] = []
    for frame, line in frames:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            place = Source(path_of(template.name), template.get_corresponding_lineno(line))
            if source is None:
                source = place
            elif macro:
                trace.append((macro, place))
            macro = ""
        elif source is not None and frame.f_code.co_name == "_invoke":
            macro = str(getattr(frame.f_locals.get("self"), "name", ""))
    return source, tuple(trace)


# Macros of an imported template and the filters they use get no context from Jinja that a render could travel
# in; a context variable is the one thing that reaches them, and keeps threads apart.
CURRENT: ContextVar[Render] = ContextVar("CURRENT")
