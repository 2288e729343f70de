"""Where something stands in an author's file, and what is wrong with it.

Two kinds of failure exist and are never mixed: the author's mistake is a `Diagnostic` and travels
in a `BuildError`; anything else that is raised is our own bug and shows its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from difflib import get_close_matches
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """How much a diagnostic matters: an error stops the edition, a warning is told and goes on."""

    ERROR = "error"
    WARNING = "warning"


class Source(NamedTuple):
    """A place in an author's file; `line` and `column` count from 1, and 0 means the whole file.

    A tuple, because each value and each name of a YAML file has one, and tuples are made in half the time.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: where, what, which way out, and through which macros it was reached.

    `trace` runs from the innermost place outwards, each with what was entered there
    (a macro's or a file's name). `context` says for which edition it holds ("de, harbour").
    """

    severity: Severity
    message: str
    source: Source | None = None
    hints: tuple[str, ...] = ()
    trace: tuple[tuple[str, Source], ...] = ()
    context: str = ""

    def __str__(self) -> str:
        place = str(self.source) if self.source else ""
        if self.context:
            place = f"{place} ({self.context})" if place else self.context
        head = f"{self.severity.value}: {self.message}"
        lines = [f"{place}: {head}" if place else head]
        lines += [f"    in {name}, {source}" for name, source in self.trace]
        lines += [f"    hint: {hint}" for hint in self.hints]
        return "\n".join(lines)


class BuildError(Exception):
    """The author's mistakes, all that one stage found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))

    def __reduce__(self) -> tuple[type[BuildError], tuple[tuple[Diagnostic, ...]]]:
        """What it is made from, for other processes; an exception would send its message instead."""
        return type(self), (self.diagnostics,)


@dataclass(slots=True)
class Findings:
    """What one stage has found so far; `stop_if_errors` ends the stage once, with all of it.

    The one place where diagnostics are made, so that no call can forget the severity or the context.
    """

    context: str = ""
    found: list[Diagnostic] = field(default_factory=list)

    def fail(
        self,
        message: str,
        source: Source | None = None,
        *hints: str,
        trace: tuple[tuple[str, Source], ...] = (),
    ) -> None:
        """Note an error."""
        self._note(Severity.ERROR, message, source, hints, trace)

    def warn(
        self,
        message: str,
        source: Source | None = None,
        *hints: str,
        trace: tuple[tuple[str, Source], ...] = (),
    ) -> None:
        """Note a warning."""
        self._note(Severity.WARNING, message, source, hints, trace)

    def _note(
        self,
        severity: Severity,
        message: str,
        source: Source | None,
        hints: tuple[str, ...],
        trace: tuple[tuple[str, Source], ...],
    ) -> None:
        self.found.append(Diagnostic(severity, message, source, hints, trace, self.context))

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take over what another stage found."""
        self.found.extend(diagnostics)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(item for item in self.found if item.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        return tuple(item for item in self.found if item.severity is Severity.WARNING)

    def stop_if_errors(self) -> None:
        """Raise BuildError with everything found, warnings too, when one of it is an error."""
        if self.errors:
            raise BuildError(self.found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)


def nearest(word: str, known: Iterable[str], what: str = "") -> tuple[str, ...]:
    """Hints for a misspelt name: the nearest known one, then all of them (twenty at most)."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    hints = [f'did you mean "{close[0]}"?'] if close else []
    if names:
        shown = ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
        hints.append(f"{what or 'known'}: {shown}")
    return tuple(hints)
