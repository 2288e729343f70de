"""The command `brochure`: arguments, exit codes and printing; nothing else.

Exit codes: 0 done, 1 the author's mistakes (all of them told), 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated
from typing import TYPE_CHECKING

import typer

from brochure import __version__
from brochure.cli.building import build
from brochure.cli.building import watch
from brochure.cli.languages import translations
from brochure.cli.telling import enter
from brochure.cli.telling import HERE
from brochure.cli.telling import INTERRUPTED
from brochure.cli.telling import one
from brochure.cli.telling import refuse
from brochure.cli.telling import Root
from brochure.cli.telling import tell
from brochure.diagnostics import BuildError
from brochure.diagnostics import Severity

if TYPE_CHECKING:
    from brochure.project import Project
    from brochure.starting import Answers
    from brochure.starting import Question

app = typer.Typer(
    help="Write the leaflet once; print it for every clinic, in every language.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
new = typer.Typer(help="Begin something new: a clinic.", no_args_is_help=True, rich_markup_mode=None)
app.command()(build)
app.command()(watch)
app.add_typer(new, name="new")
app.add_typer(translations, name="translations")


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
def check(
    fix_contrast: Annotated[
        bool,
        typer.Option("--fix-contrast", help="First write a shade that can be read for each ink that cannot."),
    ] = False,
    project: Root = HERE,
) -> None:
    """Check content.yaml, the clinics and the layouts: words, claims, grades, sources, dates, inks."""
    from brochure import review  # as in `build`

    root = enter(project)
    if fix_contrast:
        for line in review.fix_contrast(root):
            print(f"written: {line}")
    findings = review.review_project(root, date.today())
    tell(findings)
    errors = sum(found.severity is Severity.ERROR for found in findings)
    warnings = len(findings) - errors
    print(f"{errors} error{'s' if errors != 1 else ''}, {warnings} warning{'s' if warnings != 1 else ''}")
    if errors:
        raise typer.Exit(1)


@app.command()
def schema(
    name: Annotated[
        str | None, typer.Argument(help="content, clinic, layout, look or styles; all when not given.")
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
        one("schema", name, SCHEMAS)
    if output is not None:
        for path in write_schemas(output):
            print(path)
        return
    made = make(name) if name is not None else {kind: make(kind) for kind in SCHEMAS}
    print(json.dumps(made, indent=2, ensure_ascii=False))


@app.command()
def brand(
    clinic: Annotated[str, typer.Argument(help="Which clinic.")],
    output: Annotated[Path, typer.Option(help="The folder that the file is written to.")] = Path("build"),
    project: Root = HERE,
) -> None:
    """Print a clinic's logo, inks, contrast, type and contacts: <output>/<clinic>/brand-sheet.pdf."""
    from brochure.brandsheet.sheet import print_sheet
    from brochure.build import Press
    from brochure.output import write_whole
    from brochure.project import read_project  # as in `build`

    found = read_project(enter(project))
    name = one("clinic", clinic, found.clinics)
    data, pages = print_sheet(Press(found, output / ".cache"), name)
    path = output / name / "brand-sheet.pdf"
    write_whole(path, data)
    print(f"{path}  {pages} page{'s' if pages != 1 else ''}  {len(data) / 1024:.0f} kB")


@app.command("list")
def list_all(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    project: Root = HERE,
) -> None:
    """List the leaflet, clinics, layouts, looks, languages and targets, and when a review is due.

    The exit code is 1 where a clinic, layout or look is broken: it is listed with what is wrong.
    """
    import json

    from brochure.project import read_project  # as in `build`
    from brochure.stock import lay_out
    from brochure.stock import take_stock

    stock = take_stock(read_project(enter(project)), date.today())
    if as_json:
        print(json.dumps(stock.json(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(lay_out(stock)))
    if stock.broken:
        raise typer.Exit(1)


# Long: one line or two for each option, and an option for each question.
@new.command("clinic")
def new_clinic(
    clinic: Annotated[str, typer.Argument(help="Its name in commands: lower-case words with hyphens.")],
    name: Annotated[str | None, typer.Option(help="The full name, as it is to be printed.")] = None,
    short: Annotated[str | None, typer.Option(help="A short name; the first word when not given.")] = None,
    primary: Annotated[str | None, typer.Option(help='The strong colour, as "#0B5563".')] = None,
    accent: Annotated[str | None, typer.Option(help="A second colour, for bullets and drawings.")] = None,
    address: Annotated[
        list[str] | None, typer.Option(help="One line of the address; may be repeated.")
    ] = None,
    telephone: Annotated[str | None, typer.Option(help="The number that patients ring.")] = None,
    mail: Annotated[str | None, typer.Option(help="An e-mail address.")] = None,
    web: Annotated[str | None, typer.Option(help="The web page, with https://.")] = None,
    paper: Annotated[str | None, typer.Option(help="a4 or letter; a4 when not given.")] = None,
    emergency: Annotated[
        str | None, typer.Option(help="The emergency number; 999, 112 or 911, after paper and telephone.")
    ] = None,
    booking: Annotated[str | None, typer.Option(help="The page that the QR code opens.")] = None,
    look: Annotated[str | None, typer.Option(help="The look; warm when not given.")] = None,
    heading: Annotated[str | None, typer.Option(help="The typeface of headings.")] = None,
    body: Annotated[str | None, typer.Option(help="The typeface of all other words.")] = None,
    logo: Annotated[
        Path | None, typer.Option(help="The logo's file, to be copied; a stand-in is drawn without one.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing: take what is given, else defaults.")
    ] = False,
    project: Root = HERE,
) -> None:
    """Make a clinic: clinics/<clinic>/clinic.yaml, commented, with all that is not given asked for."""
    from brochure.marked import Refusal
    from brochure.project import read_project  # as in `build`
    from brochure.starting import check_name
    from brochure.starting import questions
    from brochure.starting import write_clinic

    given = {
        **{"name": name, "short": short, "primary": primary, "accent": accent, "telephone": telephone},
        **{"mail": mail, "web": web, "paper": paper, "emergency": emergency, "booking": booking},
        **{"look": look, "heading": heading, "body": body},
    }
    found = read_project(enter(project))
    try:
        check_name(clinic, found.root)
    except Refusal as refusal:
        refuse(refusal)
        raise typer.Exit(2) from None
    asked = questions(found, clinic)
    options = {key: (text,) for key, text in given.items() if text is not None}
    answers = _answer(asked, {**options, **({"address": tuple(address)} if address else {})}, yes)
    for path in write_clinic(found, clinic, answers, logo):
        print(path)
    _say_next(found, clinic, logo is None)


def _answer(asked: Sequence[Question], options: Answers, quiet: bool) -> Answers:
    """Answers to all questions: from options, all of them checked before the first is asked for."""
    from brochure.marked import Refusal
    from brochure.starting import check_answer

    answers: dict[str, tuple[str, ...]] = {}
    failed = False
    for question in asked:
        texts = options.get(question.key, ())
        if not texts and quiet and question.default is not None and not failed:
            texts = (question.default(answers),)
        if not texts and quiet and question.needed and question.default is None:
            print(f"error: --{question.key} is needed with --yes", file=sys.stderr)
            failed = True
        try:
            # An option that is empty takes nothing, as an empty answer does.
            said = tuple(check_answer(question, text, answers) for text in texts if text or question.needed)
        except Refusal as refusal:
            refuse(refusal, f"--{question.key}: ")
            failed = True
        else:
            answers |= {question.key: said} if said or quiet else {}
    if failed:
        raise typer.Exit(2)
    try:
        for question in asked:
            if question.key not in answers:
                answers[question.key] = tuple(_ask(question, answers))
    except typer.Abort:
        print("\nnothing was written", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    return answers


def _ask(question: Question, answers: Answers) -> Iterable[str]:
    """Answers from the keyboard, each asked again until it can be; nothing where it may be left out."""
    from brochure.marked import Refusal
    from brochure.starting import check_answer

    default = question.default(answers) if question.default is not None else ""
    said: list[str] = []
    while len(said) < question.most:
        asks = f"{question.asks}{' (nothing ends it)' if said else ''}"
        text = typer.prompt(asks, default=default, show_default=bool(default)).strip()
        if not text and (said or not question.needed):
            break
        if not text:
            print("error: this is needed", file=sys.stderr)
            continue
        try:
            said.append(check_answer(question, text, answers))
        except Refusal as refusal:
            refuse(refusal)
    return said


def _say_next(project: Project, clinic: str, stand_in: bool) -> None:
    print(f"\nNext, in {project.root}:")
    steps = [
        (f"make pdf CLINIC={clinic}", "prints its leaflet"),
        (f"brochure brand {clinic}", "prints its brand sheet: logo, inks, type, contacts"),
        (f"edit clinics/{clinic}/clinic.yaml", "opening hours, tagline, your own words, and more"),
    ]
    if stand_in:
        steps.append((f"replace clinics/{clinic}/logo.svg", "it is a stand-in until your own logo is there"))
    width = max(len(step) for step, _ in steps)
    for step, why in steps:
        print(f"  {step.ljust(width)}  {why}")
