"""The author's files: what a project holds, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from brochure.brand.inks import ROLES
from brochure.brand.model import Brand
from brochure.content.model import Content
from brochure.content.read import read_content
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.digests import digest
from brochure.digests import digest_file
from brochure.digests import digest_tree
from brochure.fonts.library import families
from brochure.fonts.library import has_family
from brochure.pictures.collection import read_collection
from brochure.pictures.values import Picture
from brochure.styles.resolve import read_styles
from brochure.styles.resolve import Styles
from brochure.translation.languages import is_tag


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


def judge_typefaces(brand: Brand) -> tuple[Diagnostic, ...]:
    """An error for each of a clinic's typefaces that is not installed."""
    findings = Findings()
    for family in dict.fromkeys((brand.typefaces.heading, brand.typefaces.body)):
        if not has_family(family):
            findings.fail(
                f'typeface "{family}" is not installed',
                family.source,
                *nearest(family, families(), "typefaces"),
            )
    return tuple(findings)


def read_project(root: Path) -> Project:
    """Read what all editions share; BuildError holds every mistake of the first file kind that has one."""
    content = read_content(root / "content.yaml", root)
    language = content.leaflet.language
    if not is_tag(language):
        findings = Findings()
        findings.fail(
            f'"{language}" is not a language tag',
            language.source,
            'write it as in "en", "pt-BR" or "zh-Hant"',
        )
        findings.stop_if_errors()
    styles = read_styles(root / "layouts" / "styles.yaml", root, frozenset(ROLES))
    art = read_collection(root / "art", root, ROLES)
    files = digest(
        digest_file(root / "content.yaml"),
        digest_tree(root / "layouts", "*.yaml", "*.j2", "*/*.yaml", "*/*.j2"),
        digest_tree(root / "art", "*.svg", "*.yaml"),
    )
    return Project(root, content, styles, art, files)
