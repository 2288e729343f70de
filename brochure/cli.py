"""The command `brochure`: arguments, exit codes and printing; nothing else.

Exit codes: 0 done, 1 the author's mistakes (all of them told), 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from brochure import __version__
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import nearest
from brochure.diagnostics import Severity
from brochure.targets import TARGETS

app = typer.Typer(
    help="Write the leaflet once; print it for every clinic, in every language.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Root = Annotated[Path, typer.Option("--project", help="The project's folder, with content.yaml in it.")]
HERE = Path()
INTERRUPTED = 130
"""The exit code of what Ctrl-C has ended: 128 and the signal's number, as in every shell."""


def main() -> None:
    """Run the command; the author's mistakes end it with exit code 1 and no traceback."""
    try:
        app()
    except BuildError as error:
        tell(error.diagnostics)
        sys.exit(1)
    except SystemExit as end:
        # Typer makes this of Ctrl-C, without a word.
        if end.code == INTERRUPTED:
            print("interrupted", file=sys.stderr)
        raise


def _version(wanted: bool) -> None:
    if wanted:
        print(f"brochure {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
def build(
    clinic: Annotated[str | None, typer.Option(help="Which clinic; the first one when not given.")] = None,
    language: Annotated[str | None, typer.Option(help="Which language; English when not given.")] = None,
    layout: Annotated[str | None, typer.Option(help="Which layout; all when not given.")] = None,
    target: Annotated[str | None, typer.Option(help="screen or office; both when not given.")] = None,
    output: Annotated[Path, typer.Option(help="The folder that files are written to.")] = Path("build"),
    project: Root = HERE,
) -> None:
    """Print leaflets, and one line for each file.

    Files are <output>/<clinic>/<language>/<layout>-<target>.pdf.
    """
    from brochure.build import Edition  # the engine is heavy: --help and --version must not wait for it
    from brochure.build import Press
    from brochure.output import write_whole
    from brochure.project import read_project

    started = time.perf_counter()
    found = read_project(_enter(project))
    clinics = _some("clinic", clinic, found.clinics)[:1]
    languages = _some("language", language, found.languages)[:1]
    layouts = _some("layout", layout, found.layouts)
    targets = _some("target", target, TARGETS)
    press = Press(found)
    told: list[Diagnostic] = []
    # The layout that is met first on the shelf is printed first.
    layouts.sort(key=lambda name: (name != "trifold", name))
    for edition in (
        Edition(one, tongue, kind, flavour)
        for one in clinics
        for tongue in languages
        for kind in layouts
        for flavour in targets
    ):
        try:
            printed = press.print(edition)
            path = output / edition.path
            write_whole(path, printed.data)
        except BuildError as error:
            told += [found for found in error.diagnostics if found not in told]
            continue
        told += [found for found in printed.warnings if found not in told]
        pages = f"{printed.pages} page{'s' if printed.pages != 1 else ''}"
        print(f"{path}  {pages}  {len(printed.data) / 1024:.0f} kB")
    tell(told)
    failed = any(found.severity is Severity.ERROR for found in told)
    print(f"{'stopped' if failed else 'done'} in {time.perf_counter() - started:.2f} s")
    if failed:
        raise typer.Exit(1)


@app.command()
def check(project: Root = HERE) -> None:
    """Check content.yaml, the clinics and the layouts: words, claims, grades, sources, dates, inks."""
    from brochure.review import review_project  # as in `build`

    findings = review_project(_enter(project), date.today())
    tell(findings)
    errors = sum(found.severity is Severity.ERROR for found in findings)
    warnings = len(findings) - errors
    print(f"{errors} error{'s' if errors != 1 else ''}, {warnings} warning{'s' if warnings != 1 else ''}")
    if errors:
        raise typer.Exit(1)


@app.command()
def schema(
    name: Annotated[
        str | None, typer.Argument(help="content, clinic, layout or styles; all when not given.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Write <name>.json files into this folder instead.")
    ] = None,
) -> None:
    """Print the JSON Schema of the project's YAML files, for editors that complete and check."""
    import json

    from brochure.schemas import schema as make
    from brochure.schemas import SCHEMAS
    from brochure.schemas import write_schemas

    if name is not None:
        _one("schema", name, SCHEMAS)
    if output is not None:
        for path in write_schemas(output):
            print(path)
        return
    made = make(name) if name is not None else {kind: make(kind) for kind in SCHEMAS}
    print(json.dumps(made, indent=2, ensure_ascii=False))


def _enter(project: Path) -> Path:
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


def _some(what: str, given: str | None, known: Iterable[str]) -> list[str]:
    """The name that was given, else all that are known; an error where the project has none."""
    if given is not None:
        return [_one(what, given, known)]
    names = list(known)
    if not names:
        print(
            f"error: the project has no {what}\n"
            f"    hint: a {what} is a folder of its own with a file in it: {what}s/<name>/{what}.yaml",
            file=sys.stderr,
        )
        raise typer.Exit(1)
    return names


def _one(what: str, given: str, known: Iterable[str]) -> str:
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
    coloured = sys.stderr.isatty()
    for diagnostic in diagnostics:
        text = str(diagnostic)
        if coloured:
            word = diagnostic.severity.value
            text = text.replace(f"{word}:", f"\x1b[{COLOURS[diagnostic.severity]}m{word}:\x1b[0m", 1)
            text = text.replace("    hint:", "    \x1b[1;36mhint:\x1b[0m")
        print(text, file=sys.stderr)
