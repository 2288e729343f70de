"""What the commands share: the project's folder, names that are known, and how mistakes are shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from typing import TYPE_CHECKING

import typer

from brochure.diagnostics import Diagnostic
from brochure.diagnostics import nearest
from brochure.diagnostics import Severity

if TYPE_CHECKING:
    from brochure.marked import Refusal

Root = Annotated[Path, typer.Option("--project", help="The project's folder, with content.yaml in it.")]
HERE = Path()

INTERRUPTED = 130
"""The exit code of what Ctrl-C has ended: 128 and the signal's number, as in every shell."""


def refuse(refusal: Refusal, before: str = "") -> None:
    """Print why something was not taken, with its hints."""
    print(f"error: {before}{refusal.message}", file=sys.stderr)
    for hint in refusal.hints:
        print(f"    hint: {hint}", file=sys.stderr)


def enter(project: Path) -> Path:
    """The project's folder in full, or the usage error that says that it is none."""
    root = project.resolve()
    if not (root / "content.yaml").is_file():
        print(
            f'error: "{project}" is not a project: it holds no content.yaml\n'
            "    hint: run brochure in the project's folder, or name the folder with --project",
            file=sys.stderr,
        )
        raise typer.Exit(2)
    return root


def some(what: str, given: str | None, known: Iterable[str]) -> list[str]:
    """The name that was given, else all that are known; an error where the project has none."""
    if given is not None:
        return [one(what, given, known)]
    names = list(known)
    if not names:
        print(
            f"error: the project has no {what}\n"
            f"    hint: a {what} is a folder of its own with a file in it: {what}s/<name>/{what}.yaml",
            file=sys.stderr,
        )
        raise typer.Exit(1)
    return names


def one(what: str, given: str, known: Iterable[str]) -> str:
    """A name that is known, or the usage error that says which one may have been meant."""
    names = list(known)
    if given in names:
        return given
    hints = "".join(f"\n    hint: {hint}" for hint in nearest(given, names, f"{what}s"))
    print(f'error: there is no {what} "{given}"{hints}', file=sys.stderr)
    raise typer.Exit(2)


COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"}


def tell(diagnostics: Sequence[Diagnostic]) -> None:
    """Print diagnostics to standard error: coloured in a terminal, plain in a pipe."""
    for diagnostic in diagnostics:
        tell_text(str(diagnostic), diagnostic.severity)


def tell_text(text: str, severity: Severity) -> None:
    """Print a diagnostic's text in the same way."""
    if sys.stderr.isatty():
        word = severity.value
        text = text.replace(f"{word}:", f"\x1b[{COLOURS[severity]}m{word}:\x1b[0m", 1)
        text = text.replace("    hint:", "    \x1b[1;36mhint:\x1b[0m")
    print(text, file=sys.stderr)
