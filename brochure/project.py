"""The author's files: what a project holds, read once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from brochure.brand.inks import ROLES
from brochure.brand.model import Brand
from brochure.brand.part import Part
from brochure.composition.typeset import Typefaces
from brochure.content.model import Content
from brochure.content.read import read_content
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.digests import digest
from brochure.digests import digest_file
from brochure.fonts.chain import Chain
from brochure.fonts.choose import choose_chain
from brochure.looks import find_looks
from brochure.looks import Look
from brochure.looks import read_look
from brochure.marked import read
from brochure.marked import Str
from brochure.targets import TARGETS
from brochure.translation.apply import translate
from brochure.translation.approval import approve_own
from brochure.translation.catalogue import find_catalogues
from brochure.translation.catalogue import read_catalogue
from brochure.translation.languages import is_tag
from brochure.translation.pseudo import PSEUDO
from brochure.translation.pseudo import pseudo_translate

TRANSLATIONS = "translations"
"""The folder of PO files, one a language."""


@dataclass(frozen=True, slots=True)
class Project:
    """The author's files as they are now, read once: words and layouts; looks when they are asked for."""

    root: Path
    content: Content
    digest: str
    elsewhere: tuple[str, ...] = ()
    """Languages that there are words in, though not in this folder: it is a part of a project."""

    @property
    def looks(self) -> tuple[str, ...]:
        """The looks' names, in order."""
        return find_looks(self.root / "looks")

    def look(self, name: str) -> Look:
        """The look of that name; BuildError for one that is not there, and for mistakes in its files."""
        return read_look(self.root / "looks", name, self.root, ROLES)

    @property
    def layouts(self) -> tuple[str, ...]:
        """The layouts' names, in order; one that starts with an underscore is no leaflet's."""
        return tuple(name for name in folders(self.root / "layouts", "layout.yaml") if name[0] != "_")

    @property
    def clinics(self) -> tuple[str, ...]:
        """The clinics' names, the first that clinics.yaml names and then in order.

        One that starts with an underscore is there to be inherited from. BuildError for a first that is none.
        """
        return order_clinics(self.root)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that there are words in: the own one, then those of PO files, in order."""
        own = str(self.content.leaflet.language)
        found = sorted({*find_catalogues(self.root / TRANSLATIONS), *self.elsewhere})
        return (own, *(language for language in found if language != own))

    @property
    def translations(self) -> tuple[str, ...]:
        """The languages of PO files, in order."""
        return tuple(language for language in self.languages if language != self.content.leaflet.language)

    def catalogue(self, language: str) -> Path:
        """Where a language's PO file is or would be."""
        return self.root / TRANSLATIONS / f"{language}.po"

    def offered(self, brand: Brand) -> tuple[str, ...]:
        """The languages that a clinic gives leaflets out in."""
        return tuple(map(str, brand.languages)) or (str(self.content.leaflet.language),)

    def offered_layouts(self, brand: Brand) -> tuple[str, ...]:
        """The layouts that a clinic gives leaflets out in; one that is not there is told with any edition."""
        known = self.layouts
        return tuple(name for name in map(str, brand.layouts) if name in known) or known

    def offered_targets(self, brand: Brand) -> tuple[str, ...]:
        """What a clinic wants files for, as with layouts."""
        return tuple(name for name in map(str, brand.targets) if name in TARGETS) or tuple(TARGETS)

    def words(self, language: str, draft: bool = False) -> Words:
        """The leaflet in a language; BuildError for a PO file with mistakes, or one that is not finished.

        For a `draft`, texts that are not translated stay as they are, and `content.wording` says so.
        """
        own = self.content
        if language == own.leaflet.language:
            return Words(approve_own(own), self.digest)
        if language in PSEUDO:
            return Words(pseudo_translate(own, language), digest(self.digest, language))
        path = self.catalogue(language)
        content = translate(own, read_catalogue(path, self.root), draft)
        return Words(content, digest(self.digest, digest_file(path), "draft" if draft else ""))


@dataclass(frozen=True, slots=True)
class Words:
    """The leaflet's words in one language; `digest` names all that they were made from."""

    content: Content
    digest: str


class ClinicsFile(Part):
    """clinics/clinics.yaml, which may be left out."""

    first: Str = Field(description="The clinic that is printed when none is named.")


def order_clinics(root: Path) -> tuple[str, ...]:
    """The clinics' names in order, after the first; BuildError for mistakes in clinics.yaml."""
    names = [name for name in folders(root / "clinics", "clinic.yaml") if name[0] != "_"]
    path = root / "clinics" / "clinics.yaml"
    if not path.is_file():
        return tuple(names)
    first = read(path, root, ClinicsFile).first
    if first not in names:
        findings = Findings()
        findings.fail(f'there is no clinic "{first}"', first.source, *nearest(first, names, "clinics"))
        findings.stop_if_errors()
    return tuple(sorted(names, key=lambda name: (name != first, name)))


def folders(directory: Path, file: str) -> tuple[str, ...]:
    """The names of folders in `directory` that hold `file`, in order."""
    return tuple(sorted(path.parent.name for path in directory.glob(f"*/{file}")))


def choose_typefaces(brand: Brand, language: str, root: Path, findings: Findings) -> Typefaces | None:
    """The fonts of a clinic's typefaces for a language; None after an error, which is noted."""
    sample = "".join((brand.name.full, brand.name.short, *brand.contacts.address))
    chains: dict[str, Chain | None] = {}
    for name in (brand.typefaces.heading, brand.typefaces.body):
        if name not in chains:
            # What a group's file names stands in the group's folder.
            folder = (root / name.source.path).parent if name.source.path else brand.directory
            chains[name] = choose_chain(name, language, folder, findings, sample)
    heading, body = chains[brand.typefaces.heading], chains[brand.typefaces.body]
    return Typefaces(heading, body) if heading and body else None


def judge_typefaces(brand: Brand, language: str, root: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with a clinic's typefaces for a language."""
    findings = Findings()
    choose_typefaces(brand, language, root, findings)
    return tuple(findings)


def read_project(root: Path, elsewhere: tuple[str, ...] = ()) -> Project:
    """Read what all editions share; BuildError holds every mistake of the first file kind that has one.

    `elsewhere` are languages whose words are in another copy of the project.
    """
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
    return Project(root, content, digest_file(root / "content.yaml"), elsewhere)
