"""One edition, from its author's files to the bytes of a PDF: the five verbs in order.

What a clinic does not change is made once for all clinics (`Press.typeset`); what it does change is
its own boxes, its inks, and the file around them (`Press.print`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import UTC
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from brochure import __version__
from brochure.brand.inks import palette
from brochure.brand.inks import ROLES
from brochure.brand.model import Brand
from brochure.brand.read import read_brand
from brochure.composition.compose import compose
from brochure.composition.compose import compose_part
from brochure.composition.compose import Composition
from brochure.composition.compose import Plan
from brochure.composition.fit import Range
from brochure.composition.leaflet import Part
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.typeset import Typefaces
from brochure.composition.typeset import Typesetter
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Severity
from brochure.digests import digest
from brochure.document.tree import Document
from brochure.fonts.chain import chain
from brochure.imposition.impose import impose
from brochure.imposition.impose import Imposition
from brochure.layouts.complete import find_unplaced
from brochure.layouts.expand import expand_clinics
from brochure.layouts.expand import expand_shared
from brochure.layouts.layout import Layout
from brochure.layouts.layout import PlanEntry
from brochure.layouts.layout import read_layout
from brochure.marked import shown_path
from brochure.memory import Memory
from brochure.pdf.metadata import Metadata
from brochure.pdf.prepare import prepare
from brochure.pdf.ready import Shared
from brochure.pdf.write import write
from brochure.pictures.codes import qr
from brochure.pictures.codes import room
from brochure.pictures.values import Picture
from brochure.pictures.vector import convert_picture
from brochure.project import judge_typefaces
from brochure.project import Project
from brochure.sheets.folds import FoldScheme
from brochure.sheets.folds import scheme
from brochure.sheets.folds import SCHEMES
from brochure.targets import TARGETS
from brochure.text.shape import Shaped
from brochure.translation.languages import is_rtl
from brochure.units import millimetres

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Edition:
    """What is printed: one clinic's leaflet in one language, one layout, for one target."""

    clinic: str
    language: str
    layout: str
    target: str

    @property
    def path(self) -> Path:
        """Where its file goes, below the output folder."""
        return Path(self.clinic, self.language, f"{self.layout}-{self.target}.pdf")


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition's finished file: its bytes, its pages, what copyfit gave, and what is worth a warning."""

    edition: Edition
    data: bytes
    pages: int
    composition: Composition
    imposition: Imposition
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Typeset:
    """What all clinics share: the composed leaflet and its ready streams; `key` names all it came from."""

    composition: Composition
    shared: Shared
    setter: Typesetter
    options: Mapping[str, bool | int | float | str]
    warnings: tuple[Diagnostic, ...]
    key: str


def print_date(published: date) -> datetime:
    """The date that a file says it was made on: SOURCE_DATE_EPOCH where it is set, else the content's own.

    See reproducible-builds.org, "SOURCE_DATE_EPOCH": whole seconds since 1970, in UTC. BuildError for what
    is no such number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime(published.year, published.month, published.day, tzinfo=UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = f'SOURCE_DATE_EPOCH is "{epoch[:40]}", which is no date'
        hint = "give whole seconds since 1970, as in 1795305600, or leave it unset"
        raise BuildError([Diagnostic(Severity.ERROR, message, hints=(hint,))]) from error


@lru_cache(maxsize=1)
def libraries() -> str:
    """The digest of what else shapes a file's bytes: the program's version, its libraries' and the fonts'."""
    names = ("reportlab", "uharfbuzz", "pyicu-wheels", "svg2pdf-py", "segno", "deflate", "Jinja2")
    fonts = ("fontpkg-noto-sans", "fontpkg-source-sans-3", "manimgx-fonts")
    found = installed()
    versions = ((name, found.get(name.lower().replace("-", "_"))) for name in (*names, *fonts))
    return digest(__version__, *(f"{name} {known or version(name)}" for name, known in versions))


def installed() -> dict[str, str]:
    """Versions of what is installed, by name in lower case and with low lines, without opening a file.

    A folder "name-version.dist-info" stands beside each (packaging.python.org, "Recording installed
    projects"); of two, the one that Python finds first counts. What is recorded otherwise is not among them.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            entries = os.listdir(folder or ".")
        except OSError:
            continue  # an archive, or a folder that is not there
        for entry in entries:
            name, dash, known = entry.removesuffix(".dist-info").rpartition("-")
            if dash and entry.endswith(".dist-info"):
                found.setdefault(name.lower().replace(".", "_"), known)
    return found


def make_codes(document: Document, findings: Findings) -> dict[str, tuple[str, ...]]:
    """The QR codes of a clinic's box by what they say; one too long for its width is an error."""
    codes: dict[str, tuple[str, ...]] = {}
    for element in document.root.walk():
        if element.name != "qr":
            continue
        value, width = str(element.attributes["value"]), float(str(element.attributes["width"]))
        most = room(width)
        if len(value.encode()) > most:
            findings.fail(
                f'the address "{value[:60]}…" is too long for a code of {millimetres(width):.0f} mm',
                element.source,
                f"a phone needs modules of 0.4 mm: {most} letters at most; give a shorter address",
                trace=element.trace,
            )
        codes[value] = qr(value) if len(value.encode()) <= most else ("0",)
    return codes


def check_inks(document: Document, findings: Findings) -> None:
    """Note an error for each ink named in a template that is no role."""
    for element in document.root.walk():
        ink = element.attributes.get("ink")
        if ink is not None and ink not in ROLES:
            hints = nearest(str(ink), ROLES, "roles")
            findings.fail(f'ink "{ink}" is not a role', element.source, *hints, trace=element.trace)


def check_logo(part: Part, brand: Brand, findings: Findings) -> None:
    """Note an error where the logo would be printed narrower than its brand allows."""
    least = brand.logo.minimum_width
    for item in part.items:
        if isinstance(item, PlacedPicture) and item.picture == "logo" and item.rect.width < least - 0.01:
            findings.fail(
                f"the logo would be {millimetres(item.rect.width):.1f} mm wide, "
                f"and its minimum is {millimetres(least):.1f} mm",
                brand.logo.file.source,
                "a logo that is wider for its height, or the version of it for small sizes, has room there",
            )


class Press:
    """Prints editions of one project, remembering what further editions can use again."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.created = print_date(project.content.leaflet.published)
        self._shapes: Memory[Shaped] = Memory(64 * MEGABYTE)
        self._typeset: Memory[Typeset] = Memory(256 * MEGABYTE)
        self._complete: Memory[bool] = Memory(MEGABYTE)
        self._layouts: Memory[Layout] = Memory(1000)

    def print(self, edition: Edition) -> Printed:
        """The finished file of an edition.

        Raises BuildError with all that the author has to mend; nothing is ever left out of the file instead.
        """
        project = self.project
        brand = read_brand(project.root / "clinics" / edition.clinic, project.root)
        layout = self.layout(edition.layout)
        fold = scheme(layout.file.fold)
        findings = Findings(f"{edition.language}, {edition.clinic}")
        findings.add(judge_typefaces(brand))
        findings.stop_if_errors()
        typeset = self.typeset(edition, layout, fold, brand)
        parts, pictures = self._parts(typeset, edition, brand, findings)
        findings.stop_if_errors()
        self._check_complete(typeset, layout, [document for _, document in parts])
        leaflet = typeset.composition.leaflet
        imposition = impose(
            [(page.name, page.size) for page in leaflet.pages],
            fold,
            brand.paper.size,
            typeset.setter.rtl,
            TARGETS[edition.target],
            brand.paper.margin,
        )
        data = write(
            typeset.shared,
            parts,
            imposition,
            palette(brand),
            pictures,
            self._metadata(edition, typeset, brand),
        )
        warnings = (*typeset.warnings, *findings.warnings)
        return Printed(edition, data, len(imposition.sheets), typeset.composition, imposition, warnings)

    def layout(self, name: str) -> Layout:
        """A layout's own data, read once."""
        root = self.project.root
        return self._layouts.remember(
            name, lambda: read_layout(root / "layouts", name, root, frozenset(SCHEMES)), lambda _: 1
        )

    def typeset(self, edition: Edition, layout: Layout, fold: FoldScheme, brand: Brand) -> Typeset:
        """The shared leaflet of a language, layout, paper and typefaces: composed once for all clinics."""
        key = digest(
            self.project.digest,
            layout.directory,
            edition.language,
            brand.paper.size,
            brand.typefaces.heading,
            brand.typefaces.body,
        )
        return self._typeset.remember(
            key,
            lambda: self._make_typeset(key, edition, layout, fold, brand),
            lambda made: 4 * MEGABYTE,
        )

    def _make_typeset(
        self, key: str, edition: Edition, layout: Layout, fold: FoldScheme, brand: Brand
    ) -> Typeset:
        project = self.project
        findings = Findings(edition.language)
        setter = Typesetter(
            project.styles,
            Typefaces(
                chain(brand.typefaces.heading, edition.language),
                chain(brand.typefaces.body, edition.language),
            ),
            edition.language,
            is_rtl(edition.language),
            project.art,
            self._shapes,
            findings,
        )
        plans = [self._planner(edition, layout, fold, brand, setter, plan) for plan in layout.file.plans]
        size, width = layout.file.size, layout.file.width
        limits = Range(size.largest, size.smallest, width.widest, width.narrowest)
        composition = compose(plans, limits, setter)
        findings.stop_if_errors()
        assert composition is not None
        shared = prepare(composition.leaflet, composition.document, project.art)
        options = layout.values(composition.leaflet.given.plan)
        return Typeset(composition, shared, setter, options, findings.warnings, key)

    def _planner(
        self,
        edition: Edition,
        layout: Layout,
        fold: FoldScheme,
        brand: Brand,
        setter: Typesetter,
        plan: PlanEntry,
    ) -> Callable[[], Plan]:
        """One of the layout's plans, expanded when copyfit asks for it."""

        def make() -> Plan:
            project = self.project
            panels = tuple((panel.name, panel.size) for panel in fold.panels(brand.paper.size, setter.rtl))
            document = expand_shared(
                layouts_dir=project.root / "layouts",
                layout=layout.directory,
                content=project.content,
                plan=layout.values(plan.name),
                panels=[name for name, _ in panels],
                styles=project.styles.names,
                pictures=project.art,
                paper=brand.paper.size,
                language=edition.language,
                rtl=setter.rtl,
                root=project.root,
                findings=setter.findings,
            )
            if document is not None:
                check_inks(document, setter.findings)
            setter.findings.stop_if_errors()
            assert document is not None
            rows = tuple(tuple(place.panel for place in side.places) for side in fold.sides(brand.paper.size))
            return Plan(plan.name, document, panels, rows)

        return make

    def _parts(
        self, typeset: Typeset, edition: Edition, brand: Brand, findings: Findings
    ) -> tuple[list[tuple[Part, Document]], dict[str, Picture]]:
        """The clinic's own boxes, composed at the places and the size that the layout reserves for them."""
        project = self.project
        logo = convert_picture(brand.logo_data, brand.logo_path, shown_path(brand.logo_path, project.root))
        pictures = {**project.art, "logo": logo}
        setter = replace(typeset.setter, pictures=pictures, findings=findings, met={})
        composition = typeset.composition
        documents = expand_clinics(
            layouts_dir=project.root / "layouts",
            layout=edition.layout,
            boxes={hole.name: None for hole in composition.leaflet.holes},
            content=project.content,
            brand=brand,
            plan=typeset.options,
            styles=project.styles.names,
            pictures=project.art,
            paper=brand.paper.size,
            language=edition.language,
            rtl=setter.rtl,
            root=project.root,
            findings=findings,
        )
        parts = []
        for document, hole, inks in zip(
            documents, composition.leaflet.holes, composition.hole_inks, strict=True
        ):
            if document is not None:
                check_inks(document, findings)
                codes = make_codes(document, findings)
                page = composition.leaflet.pages[hole.page].size
                part = compose_part(document, hole, page, composition.fit, setter, inks, codes)
                check_logo(part, brand, findings)
                parts.append((part, document))
        return parts, {"logo": logo}

    def _check_complete(self, typeset: Typeset, layout: Layout, boxes: Sequence[Document]) -> None:
        """Nothing vanishes: every text of the content is placed, or the layout says that it leaves it out."""
        placed = frozenset(
            span.key for document in boxes for element in document.root.walk() for span in element.spans
        )
        if self._complete.get((typeset.key, placed)):
            return
        plan = layout.plan(typeset.composition.leaflet.given.plan)
        missing = find_unplaced(
            self.project.content,
            [typeset.composition.document, *boxes],
            [*layout.file.leaves_out, *plan.leaves_out],
            layout.file.summary.source,
        )
        if missing:
            raise BuildError(missing)
        self._complete.put((typeset.key, placed), True, sum(map(len, placed)))

    def _metadata(self, edition: Edition, typeset: Typeset, brand: Brand) -> Metadata:
        leaflet = self.project.content.leaflet
        made_from = digest(typeset.key, brand.digest, edition.target, libraries())
        return Metadata(
            title=str(leaflet.title),
            subject=str(leaflet.subject),
            author=str(leaflet.author or brand.name.full),
            language=edition.language,
            keywords="",
            created=self.created,
            digest=made_from,
            rtl=typeset.setter.rtl,
            producer=f"brochure {__version__}",
        )
