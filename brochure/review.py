"""What is wrong with a project's words, clinics and layouts, without printing anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brochure.brand.legibility import judge_inks
from brochure.brand.read import read_brand
from brochure.check.content import check_content
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.layouts.layout import read_layout
from brochure.project import folders
from brochure.project import judge_typefaces
from brochure.project import Project
from brochure.project import read_project
from brochure.sheets.folds import SCHEMES


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
    for name in folders(root / "layouts", "layout.yaml"):
        try:
            read_layout(root / "layouts", name, root, frozenset(SCHEMES))
        except BuildError as error:
            findings.add(error.diagnostics)
    for name in folders(root / "clinics", "clinic.yaml"):
        try:
            brand = read_brand(root / "clinics" / name, root)
            findings.add(judge_inks(brand))
            findings.add(judge_typefaces(brand))
        except BuildError as error:
            findings.add(error.diagnostics)
    return tuple(findings)
