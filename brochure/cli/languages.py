"""The commands `brochure translations …`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from brochure.cli.telling import enter
from brochure.cli.telling import HERE
from brochure.cli.telling import one
from brochure.cli.telling import refuse
from brochure.cli.telling import Root
from brochure.cli.telling import some
from brochure.cli.telling import tell
from brochure.diagnostics import BuildError

translations = typer.Typer(
    help="Languages: PO files for translators, kept up to date.", no_args_is_help=True, rich_markup_mode=None
)


@translations.command("new")
def new_translation(
    language: Annotated[str, typer.Argument(help='The language\'s tag, as in "vi", "pt-BR", "zh-Hant".')],
    project: Root = HERE,
) -> None:
    """Make translations/<language>.po, with every text of the leaflet and notes for translators."""
    from brochure.marked import Refusal
    from brochure.project import read_project  # as in `build`
    from brochure.translators import start_translation

    found = read_project(enter(project))
    try:
        print(start_translation(found, language).relative_to(found.root))
    except Refusal as refusal:
        refuse(refusal)
        raise typer.Exit(2) from None


@translations.command("update")
def update(
    language: Annotated[str | None, typer.Argument(help="Which language; all when not given.")] = None,
    project: Root = HERE,
) -> None:
    """Take over what has changed in content.yaml: new texts, changed ones marked fuzzy, nothing lost."""
    from brochure.project import read_project  # as in `build`
    from brochure.translators import update_translations

    found = read_project(enter(project))
    for line in update_translations(found, some("translation", language, found.translations)):
        print(line)


@translations.command("status")
def status(
    language: Annotated[str | None, typer.Argument(help="Which language; all when not given.")] = None,
    project: Root = HERE,
) -> None:
    """How far each language is, who has read it, and which layouts it fits."""
    from brochure.build import Press  # as in `build`
    from brochure.diagnostics import Findings
    from brochure.project import read_project
    from brochure.translators import find_status
    from brochure.translators import lay_out

    found = read_project(enter(project))
    press = Press(found, Path("build", ".cache"), draft=True)
    findings = Findings()
    rows = []
    for name in some("translation", language, found.translations):
        try:
            rows.append(find_status(press, name, findings))
        except BuildError as error:
            findings.add(error.diagnostics)
    if rows:
        print("\n".join(lay_out(rows)))
    tell(tuple(findings))
    if findings.errors:
        raise typer.Exit(1)


@translations.command("approve")
def approve(
    language: Annotated[str, typer.Argument(help="Which language.")],
    reviewer: Annotated[str, typer.Option(help="Who has read all of its words.")],
    qualification: Annotated[str, typer.Option(help="What makes them fit to judge it.")],
    day: Annotated[
        str | None, typer.Option("--date", help="When, as 2026-11-22; today when not given.")
    ] = None,
    project: Root = HERE,
) -> None:
    """Release a language: write down who has read all of its words, as they are now."""
    from brochure.marked import Refusal
    from brochure.project import read_project  # as in `build`
    from brochure.translators import approve_language

    root = enter(project)
    one("language", language, read_project(root).languages)
    try:
        read = date.fromisoformat(day) if day is not None else date.today()
    except ValueError:
        print(f'error: "{day}" is not a date\n    hint: write it as 2026-11-22', file=sys.stderr)
        raise typer.Exit(2) from None
    try:
        path, line = approve_language(root, language, reviewer, qualification, read)
    except Refusal as refusal:
        refuse(refusal)
        raise typer.Exit(2) from None
    print(f"{path.relative_to(root)}  {line}")
