"""The command behind `make proof`: each page as a picture, and again with folds and safe area drawn over it.

It stands apart from `brochure` because it needs pdfium, which nobody who only prints has to have.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path

from brochure.build import Edition
from brochure.build import Press
from brochure.build import Printed
from brochure.cli.telling import tell
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import nearest
from brochure.preflight.proof import find_unsafe_text
from brochure.preflight.proof import proof
from brochure.project import Project
from brochure.project import read_project
from brochure.targets import TARGETS

DPI = 110.0
"""Dots an inch: an A4 page is 910 by 1287 pixels, whole on a usual screen and still to be read."""


class UnknownChoice(ValueError):
    """An option that names nothing there is, or a project with nothing to choose from."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the proofs that the arguments ask for; exit code 0, 1 for the author's mistakes, 2 for usage."""
    parser = argparse.ArgumentParser(prog="python -m brochure.proof", description=__doc__)
    parser.add_argument("--clinic", help="which clinic; the first one when not given")
    parser.add_argument("--language", help="which language; the content's own when not given")
    parser.add_argument("--layout", help="which layout; all when not given")
    parser.add_argument("--target", help="screen or office; both when not given")
    parser.add_argument("--output", type=Path, default=Path("build/proof"), help="where the pictures go")
    parser.add_argument("--project", type=Path, default=Path(), help="the folder with content.yaml in it")
    given = parser.parse_args(arguments)
    try:
        project = read_project(given.project.resolve())
        editions = choose(project, given.clinic, given.language, given.layout, given.target)
        for printed in print_each(project, editions):
            for path in write_proofs(printed, given.output):
                print(path)
            tell([*printed.warnings, *find_unsafe(printed)])
    except UnknownChoice as error:
        parser.error(str(error))
    except BuildError as error:
        tell(error.diagnostics)
        return 1
    return 0


def choose(
    project: Project, clinic: str | None, language: str | None, layout: str | None, target: str | None
) -> tuple[Edition, ...]:
    """The editions that the options name; UnknownChoice for a name that the project does not have."""
    clinics = _named("clinic", clinic, project.clinics) or project.clinics[:1]
    languages = _named("language", language, project.languages) or project.languages[:1]
    layouts = _named("layout", layout, project.layouts) or project.layouts
    targets = _named("target", target, TARGETS) or tuple(TARGETS)
    return tuple(
        Edition(one, tongue, kind, flavour)
        for one in clinics
        for tongue in languages
        for kind in layouts
        for flavour in targets
    )


def _named(what: str, given: str | None, known: Iterable[str]) -> tuple[str, ...]:
    names = tuple(known)
    if not names:
        raise UnknownChoice(f"the project has no {what}")
    if given is not None and given not in names:
        raise UnknownChoice("; ".join((f'there is no {what} "{given}"', *nearest(given, names, f"{what}s"))))
    return () if given is None else (given,)


def print_each(project: Project, editions: Iterable[Edition]) -> Iterator[Printed]:
    """Each edition's finished file; BuildError for the first that cannot be printed."""
    press = Press(project)
    for edition in editions:
        yield press.print(edition)


def write_proofs(printed: Printed, output: Path, dpi: float = DPI) -> tuple[Path, ...]:
    """The pictures of an edition in a folder like its file's: <clinic>/<language>/<layout>-<target>-1.png, …

    Each page comes twice, the second time as …-1-marked.png. BuildError for what pdfium refuses.
    """
    path = printed.edition.path
    return proof(printed.data, printed.imposition, output / path.parent, path.stem, dpi)


def find_unsafe(printed: Printed) -> tuple[Diagnostic, ...]:
    """A warning for each word that stands less than 5 mm from trim or fold."""
    return find_unsafe_text(printed.data, printed.imposition, printed.edition.path.as_posix())


if __name__ == "__main__":
    sys.exit(main())
