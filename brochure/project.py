"""The author's files: what a project holds, read once, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from brochure.brand.inks import ROLES
from brochure.brand.legibility import judge_inks
from brochure.brand.read import read_brand
from brochure.check.content import check_content
from brochure.content.model import Content
from brochure.content.read import read_content
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.digests import digest
from brochure.digests import digest_file
from brochure.digests import digest_tree
from brochure.layouts.layout import read_layout
from brochure.pictures.collection import read_collection
from brochure.pictures.values import Picture
from brochure.sheets.folds import SCHEMES
from brochure.styles.resolve import read_styles
from brochure.styles.resolve import Styles


@dataclass(frozen=True, slots=True)
class Project:
    """The author's files as they are now, read once: words, styles, drawings, layouts."""

    root: Path
    content: Content
    styles: Styles
    art: Mapping[str, Picture]
    digest: str

    @property
    def layouts(self) -> tuple[str, ...]:
        """The layouts' names, in order."""
        return folders(self.root / "layouts", "layout.yaml")

    @property
    def clinics(self) -> tuple[str, ...]:
        """The clinics' names, in order; one that starts with an underscore is there to be inherited from."""
        return tuple(name for name in folders(self.root / "clinics", "clinic.yaml") if name[0] != "_")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that there are words in."""
        return (str(self.content.leaflet.language),)


def folders(directory: Path, file: str) -> tuple[str, ...]:
    """The names of folders in `directory` that hold `file`, in order."""
    return tuple(sorted(path.parent.name for path in directory.glob(f"*/{file}")))


def read_project(root: Path) -> Project:
    """Read what all editions share; BuildError holds every mistake of the first file kind that has one."""
    content = read_content(root / "content.yaml", root)
    styles = read_styles(root / "layouts" / "styles.yaml", root, frozenset(ROLES))
    art = read_collection(root / "art", root, ROLES)
    files = digest(
        digest_file(root / "content.yaml"),
        digest_tree(root / "layouts", "*.yaml", "*.j2", "*/*.yaml", "*/*.j2"),
        digest_tree(root / "art", "*.svg", "*.yaml"),
    )
    return Project(root, content, styles, art, files)


def check_project(root: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with the words, the clinics and the layouts, without printing anything.

    Mistakes that keep a file from being read are among the findings; the other files are checked all the same.
    """
    findings = Findings()
    project: Project | None = None
    try:
        project = read_project(root)
    except BuildError as error:
        findings.add(error.diagnostics)
    if project is not None:
        findings.add(check_content(project.content))
    for name in folders(root / "layouts", "layout.yaml"):
        try:
            read_layout(root / "layouts", name, root, frozenset(SCHEMES))
        except BuildError as error:
            findings.add(error.diagnostics)
    for name in folders(root / "clinics", "clinic.yaml"):
        try:
            findings.add(judge_inks(read_brand(root / "clinics" / name, root)))
        except BuildError as error:
            findings.add(error.diagnostics)
    return tuple(findings)
