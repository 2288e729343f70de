"""What is wrong with a project's words, clinics and layouts, without printing anything."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from brochure.brand.inks import ROLES
from brochure.brand.legibility import find_better
from brochure.brand.legibility import find_source
from brochure.brand.legibility import judge_inks
from brochure.brand.legibility import Pair
from brochure.brand.mend import mend_ink
from brochure.brand.read import LARGEST_FILE
from brochure.brand.read import read_brand
from brochure.build import Dressed
from brochure.build import Edition
from brochure.build import Press
from brochure.check.content import check_content
from brochure.check.slots import weigh_slots
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.layouts.layout import judge_slots
from brochure.layouts.layout import read_layout
from brochure.looks import find_looks
from brochure.looks import read_look
from brochure.marked import read_bytes
from brochure.output import write_whole
from brochure.project import folders
from brochure.project import judge_typefaces
from brochure.project import Project
from brochure.project import read_project
from brochure.sheets.folds import SCHEMES
from brochure.translation.apply import translate
from brochure.translation.catalogue import read_catalogue
from brochure.translation.terms import judge_terms

CACHE = Path("build", ".cache")
"""Where verdicts on logos are kept, as `brochure build` keeps them when it is not told another folder."""


def review_project(root: Path, today: date | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong with the words, the clinics and the layouts, without printing anything.

    Mistakes that keep a file from being read are among the findings; other files are checked all the same.
    """
    findings = Findings()
    project: Project | None = None
    try:
        project = read_project(root)
    except BuildError as error:
        findings.add(error.diagnostics)
    if project is not None:
        findings.add(check_content(project.content, today))
        findings.add(judge_translations(project))
    for name in find_looks(root / "looks"):
        try:
            read_look(root / "looks", name, root, ROLES)
        except BuildError as error:
            findings.add(error.diagnostics)
    for name in folders(root / "layouts", "layout.yaml"):
        try:
            layout = read_layout(root / "layouts", name, root, frozenset(SCHEMES))
            if project is not None:
                slots = project.content.slots
                findings.add(judge_slots(layout, slots, slots))
        except BuildError as error:
            findings.add(error.diagnostics)
    press = Press(project, root / CACHE) if project is not None else None
    for name in (name for name in folders(root / "clinics", "clinic.yaml") if name[0] != "_"):
        for told in review_clinic(root, name, press):
            if told not in findings.found:
                findings.add([told])
    return tuple(findings)


def judge_translations(project: Project) -> tuple[Diagnostic, ...]:
    """Errors in PO files, and a warning for each that is not finished, or says a term in other words."""
    findings = Findings()
    for language in project.translations:
        try:
            catalogue = read_catalogue(project.catalogue(language), project.root)
            left = len(translate(project.content, catalogue, draft=True).wording.untranslated)
        except BuildError as error:
            findings.add(error.diagnostics)
            continue
        if left:
            hint = f"brochure translations status {language}"
            findings.warn(f"{left} texts are not ready to print", Source(catalogue.path), hint)
        findings.add(judge_terms(project.content, catalogue))
    return tuple(findings)


def review_clinic(root: Path, name: str, press: Press | None) -> tuple[Diagnostic, ...]:
    """What is wrong with a clinic: its file, its boxes in each layout, and its inks where they are used."""
    if press is None:
        try:
            return judge_typefaces(read_brand(root / "clinics" / name, root), "en", root)
        except BuildError as error:
            return error.diagnostics
    findings = Findings()
    dressed = []
    try:
        editions = tuple(_editions(press.project, name))
    except BuildError as error:
        return error.diagnostics
    for edition in editions:
        try:
            dressed.append(press.dress(edition))
            findings.add([*dressed[-1].typeset.warnings, *dressed[-1].findings])
        except BuildError as error:
            findings.add(error.diagnostics)
    if dressed:
        findings.add(judge_inks(dressed[0].brand, find_all_pairs(dressed)))
        findings.add(weigh_slots(dressed[0].brand, press.project.content))
    return tuple(findings)


def find_all_pairs(dressed: Iterable[Dressed]) -> frozenset[Pair]:
    """The ink pairs of all of a clinic's editions: one shade has to do for them all."""
    return frozenset[Pair]().union(*(one.pairs for one in dressed))


def _editions(project: Project, clinic: str) -> Iterator[Edition]:
    """A clinic's editions; what is judged here is the same for every target."""
    brand = read_brand(project.root / "clinics" / clinic, project.root)
    # What is wrong with the others is told with any edition.
    known = [language for language in project.offered(brand) if language in project.languages]
    for language in known or project.languages[:1]:
        for layout in project.offered_layouts(brand):
            yield Edition(clinic, language, layout, "screen")


def fix_contrast(root: Path) -> Iterator[str]:
    """Write the nearest passing shade of each ink that words cannot be read with, and a line for each.

    An ink is written where it stands, which may be a file that the clinic's own extends; one that is derived
    is written where the primary stands. What else is wrong is for `review_project` to tell. Raises BuildError
    where a file cannot be written; each file is whole, before or after.
    """
    press = Press(read_project(root), root / CACHE)
    for name in press.project.clinics:
        yield from _fix_clinic(root, name, press)


def _fix_clinic(root: Path, name: str, press: Press) -> Iterator[str]:
    dressed = []
    with suppress(BuildError):
        for edition in _editions(press.project, name):
            with suppress(BuildError):
                dressed.append(press.dress(edition))
    if not dressed:
        return
    inks = dressed[0].brand.inks
    for role, colour in find_better(inks, find_all_pairs(dressed)).items():
        shown = find_source(inks, role).path
        path = root / shown
        write_whole(path, mend_ink(read_bytes(path, shown, LARGEST_FILE), shown, role, colour))
        yield f'{shown}: {role}: "{colour.hex}"'
