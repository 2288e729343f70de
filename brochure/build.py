"""One edition, from its author's files to the bytes of a PDF: the five verbs in order.

What a clinic does not change is made once for all clinics (`Press.typeset`); what it does change is
its own boxes, its inks, and the file around them (`Press.print`).
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from brochure import __version__
from brochure.boxes import blame_room
from brochure.boxes import Boxes
from brochure.boxes import check_inks
from brochure.boxes import check_margin
from brochure.boxes import convert_pictures
from brochure.boxes import find_lines
from brochure.boxes import judge_offer
from brochure.boxes import judge_own_words
from brochure.boxes import make_codes
from brochure.brand.inks import palette
from brochure.brand.legibility import judge_inks
from brochure.brand.legibility import Pair
from brochure.brand.model import Brand
from brochure.brand.own import find_slot_room
from brochure.brand.read import Clinics
from brochure.composition.compose import compose
from brochure.composition.compose import compose_part
from brochure.composition.compose import Composition
from brochure.composition.compose import Plan
from brochure.composition.fit import Range
from brochure.composition.leaflet import Part
from brochure.composition.pairs import find_uses
from brochure.composition.pairs import Uses
from brochure.composition.typeset import Typefaces
from brochure.composition.typeset import Typesetter
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.digests import digest
from brochure.document.tree import Document
from brochure.fonts.leading import least_leading
from brochure.imposition.impose import impose
from brochure.imposition.impose import Imposition
from brochure.imposition.margins import find_reach
from brochure.imposition.margins import Reach
from brochure.layouts.complete import find_unplaced
from brochure.layouts.expand import expand_clinics
from brochure.layouts.expand import expand_shared
from brochure.layouts.layout import Layout
from brochure.layouts.layout import PlanEntry
from brochure.layouts.layout import read_layout
from brochure.likeness import judge_likeness
from brochure.logos import check_codes
from brochure.logos import check_logos
from brochure.logos import check_sides
from brochure.looks import Look
from brochure.marked import shown_path
from brochure.memory import Memory
from brochure.pdf.metadata import Metadata
from brochure.pdf.prepare import prepare
from brochure.pdf.ready import Shared
from brochure.pdf.write import write
from brochure.pictures.values import Picture
from brochure.project import choose_typefaces
from brochure.project import Project
from brochure.project import Words
from brochure.provenance import Origins
from brochure.provenance import print_date
from brochure.record import bound_warnings
from brochure.record import Record
from brochure.sheets.folds import FoldScheme
from brochure.sheets.folds import scheme
from brochure.sheets.folds import SCHEMES
from brochure.targets import TARGETS
from brochure.text.shape import Shaped
from brochure.translation.languages import is_rtl

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Edition:
    """What is printed: one clinic's leaflet in one language, one layout, for one target."""

    clinic: str
    language: str
    layout: str
    target: str

    @property
    def id(self) -> str:
        """Its name in messages, in indexes and in its own file."""
        return f"{self.clinic}/{self.language}/{self.layout}/{self.target}"

    @property
    def path(self) -> Path:
        """Where its file goes, below the output folder."""
        return Path(self.clinic, self.language, f"{self.layout}-{self.target}.pdf")


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition's finished file: its bytes, what it says of itself, and what is worth a warning."""

    edition: Edition
    data: bytes
    record: Record
    composition: Composition
    imposition: Imposition
    warnings: tuple[Diagnostic, ...]

    @property
    def pages(self) -> int:
        return self.record.pages


@dataclass(frozen=True, slots=True)
class Setting:
    """What a shared leaflet depends on beside the words: clinics whose settings have one digest share one."""

    language: str
    layout: Layout
    fold: FoldScheme
    look: Look
    paper: str
    typefaces: Typefaces
    room: Mapping[str, int]
    left_out: tuple[str, ...]

    @property
    def digest(self) -> str:
        """A short name for all of it."""
        return digest(
            self.language,
            self.layout.directory,
            self.layout.digest,
            self.look.digest,
            self.paper,
            self.typefaces.heading.digest,
            self.typefaces.body.digest,
            *(f"{name} {lines}" for name, lines in sorted(self.room.items())),
            *(f"without {path}" for path in sorted(self.left_out)),
        )


@dataclass(frozen=True, slots=True)
class Typeset:
    """What all clinics share: the composed leaflet and its ready streams; `key` names all it came from."""

    setting: Setting
    composition: Composition
    shared: Shared
    setter: Typesetter
    options: Mapping[str, bool | int | float | str]
    uses: Uses
    reach: Mapping[str, Reach]
    warnings: tuple[Diagnostic, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Dressed:
    """The shared leaflet with a clinic's own boxes in it, and all ink pairs in use: all but its file."""

    brand: Brand
    typeset: Typeset
    parts: tuple[tuple[Part, Document], ...]
    pictures: Mapping[str, Picture]
    pairs: frozenset[Pair]
    findings: Findings


class Press:
    """Prints editions of one project, remembering what further editions can use again.

    `cache` is a folder for what later runs can use again; it may be deleted at any time. A `draft` shows
    texts that are not translated in the leaflet's own language, marked as what they are. `created` is the
    date that files give (UTC); the content's own, or SOURCE_DATE_EPOCH, unless given.
    """

    def __init__(
        self,
        project: Project,
        cache: Path | None = None,
        draft: bool = False,
        created: datetime | None = None,
    ) -> None:
        self.project = project
        self.cache = cache
        self.draft = draft
        self.created = created or print_date(project.content.leaflet.published)
        own = str(project.content.leaflet.language)
        self.origins = Origins(project.root, project.digest, own, self.created, draft)
        self._shapes: Memory[Shaped] = Memory(24 * MEGABYTE)
        self._typeset: Memory[Typeset] = Memory(256 * MEGABYTE)
        self._complete: Memory[bool] = Memory(MEGABYTE)
        self._offers = project.languages, project.layouts
        self.clinics = Clinics(project.root)
        self._boxes: Memory[Boxes] = Memory(8 * MEGABYTE)
        self.pictures: Memory[Picture] = Memory(8 * MEGABYTE)
        self._layouts: Memory[Layout] = Memory(1000)
        self._looks: Memory[Look] = Memory(100)
        self._words: Memory[Words] = Memory(500)

    def renew(self, project: Project) -> Press:
        """A press for the project as it is now, with all that is remembered by what it was made from."""
        renewed = Press(project, self.cache, self.draft)
        renewed._shapes, renewed._typeset = self._shapes, self._typeset
        renewed._complete = self._complete
        return renewed

    def print(self, edition: Edition) -> Printed:
        """The finished file of an edition.

        Raises BuildError with all that the author has to mend; nothing is ever left out of the file instead.
        """
        dressed = self.dress(edition)
        brand, typeset = dressed.brand, dressed.typeset
        dressed.findings.add(judge_inks(brand, dressed.pairs))
        if TARGETS[edition.target].imposed:
            parts = [part for part, _ in dressed.parts]
            check_margin(
                brand, typeset.reach, parts, typeset.setting.fold, typeset.setter.rtl, dressed.findings
            )
        dressed.findings.stop_if_errors()
        imposition = impose(
            [(page.name, page.size) for page in typeset.composition.leaflet.pages],
            typeset.setting.fold,
            brand.paper.size,
            typeset.setter.rtl,
            TARGETS[edition.target],
            brand.paper.margin,
        )
        warnings = (*typeset.warnings, *dressed.findings.warnings)
        record = self._record(edition, dressed, len(imposition.sheets), warnings)
        data = write(
            typeset.shared,
            dressed.parts,
            imposition,
            palette(brand),
            dressed.pictures,
            self._metadata(record, typeset, brand),
        )
        return Printed(edition, data, record, typeset.composition, imposition, warnings)

    def dress(self, edition: Edition) -> Dressed:
        """All of an edition but its file, the same for every target; inks are not judged yet.

        Raises BuildError for what keeps the leaflet or the boxes from being made at all.
        """
        project = self.project
        brand = self.clinics.read(edition.clinic)
        layout = self.layout(edition.layout)
        fold = scheme(layout.file.fold)
        findings = Findings(f"{edition.language}, {edition.clinic}")
        if any((brand.languages, brand.named_languages, brand.layouts, brand.targets, brand.country)):
            findings.add(judge_offer(brand, *self._offers))
        typefaces = choose_typefaces(brand, edition.language, project.root, findings)
        own = project.content.leaflet.language
        try:
            words = self.words(edition.language).content
        except BuildError as error:
            raise BuildError((*findings, *error.diagnostics)) from error
        findings.add(judge_own_words(brand, edition.language, words, layout))
        findings.stop_if_errors()
        assert typefaces is not None
        taken = {str(name): lines for name, lines in layout.file.slots.items()}
        letters = {str(name): slot.letters for name, slot in project.content.slots.items()}
        least = {str(name): lines for name, lines in layout.file.reserves.items()} | dict.fromkeys(taken, 0)
        room = find_lines(brand, edition.language, words, least, typefaces.body)
        room |= find_slot_room(brand, edition.language, own, taken, letters)
        look, left_out = self.look(brand.look), tuple(map(str, brand.leaves_out))
        setting = Setting(edition.language, layout, fold, look, brand.paper.size, typefaces, room, left_out)
        try:
            typeset = self.typeset(setting)
        except BuildError as error:
            if room == least:
                raise
            self.typeset(replace(setting, room=least))  # tells what is not this clinic's doing
            blame_room(brand, edition.layout, room, least, error, findings)
            raise BuildError(findings) from error
        key, own_findings = (typeset.key, edition.clinic, brand.digest), Findings(findings.context)
        boxes = self._boxes.remember(
            key, lambda: self._make_boxes(typeset, brand, own_findings), lambda made: made.weight
        )
        findings.add(boxes.told)
        return Dressed(brand, typeset, boxes.parts, boxes.pictures, boxes.pairs, findings)

    def layout(self, name: str) -> Layout:
        """A layout's own data, read once."""
        root = self.project.root
        return self._layouts.remember(
            name, lambda: read_layout(root / "layouts", name, root, frozenset(SCHEMES)), lambda _: 1
        )

    def words(self, language: str) -> Words:
        """The leaflet's words in a language, read once."""
        return self._words.remember(language, lambda: self.project.words(language, self.draft), lambda _: 1)

    def look(self, name: str) -> Look:
        """A look, read once, and not before an edition asks for it."""
        return self._looks.remember(str(name), lambda: self.project.look(name), lambda _: 1)

    def typeset(self, setting: Setting) -> Typeset:
        """The shared leaflet of a setting, composed once for all clinics that have it."""
        key = digest(self.words(setting.language).digest, setting.digest)
        return self._typeset.remember(
            key, lambda: self._make_typeset(setting, key), lambda made: 4 * MEGABYTE
        )

    def _make_typeset(self, setting: Setting, key: str) -> Typeset:
        findings = Findings(setting.language)
        look, file = setting.look, setting.layout.file
        setter = Typesetter(
            look.styles,
            setting.typefaces,
            setting.language,
            is_rtl(setting.language),
            look.art,
            self._shapes,
            findings,
        )
        plans = [self._planner(setting, setter, plan) for plan in file.plans]
        limits = Range(
            file.size.largest,
            file.size.smallest,
            file.width.widest,
            file.width.narrowest,
            least_leading(setting.language),
        )
        composition = compose(plans, limits, setter)
        findings.stop_if_errors()
        assert composition is not None
        leaflet = composition.leaflet
        return Typeset(
            setting=setting,
            composition=composition,
            shared=prepare(leaflet, composition.document, look.art),
            setter=setter,
            options=setting.layout.values(leaflet.given.plan),
            uses=find_uses(leaflet),
            reach={page.name: find_reach(page.items, page.size) for page in leaflet.pages},
            warnings=findings.warnings,
            key=key,
        )

    def _planner(self, setting: Setting, setter: Typesetter, plan: PlanEntry) -> Callable[[], Plan]:
        """One of the layout's plans, expanded when copyfit asks for it."""

        def make() -> Plan:
            project, look, paper = self.project, setting.look, setting.paper
            panels = tuple((panel.name, panel.size) for panel in setting.fold.panels(paper, setter.rtl))
            document = expand_shared(
                layouts_dir=project.root / "layouts",
                layout=setting.layout.directory,
                content=self.words(setting.language).content,
                plan=setting.layout.values(plan.name),
                room=setting.room,
                panels=[name for name, _ in panels],
                look=look.options,
                styles=look.styles.names,
                pictures=look.art,
                paper=paper,
                language=setting.language,
                rtl=setter.rtl,
                root=project.root,
                findings=setter.findings,
                left_out=setting.left_out,
            )
            if document is not None:
                check_inks(document, setter.findings)
            setter.findings.stop_if_errors()
            assert document is not None
            rows = tuple(tuple(place.panel for place in side.places) for side in setting.fold.sides(paper))
            return Plan(plan.name, document, panels, rows)

        return make

    def _make_boxes(self, typeset: Typeset, brand: Brand, findings: Findings) -> Boxes:
        """The clinic's own boxes, composed and judged; BuildError for words that are left out."""
        parts, pictures = self._parts(typeset, brand, findings)
        setting, pages = typeset.setting, typeset.composition.leaflet.pages
        check_sides(
            [(pages[part.page].name, document) for part, document in parts],
            [[place.panel for place in side.places] for side in setting.fold.sides(brand.paper.size)],
            setting.layout.file.logos_a_side,
            findings,
        )
        if not findings.errors:
            self._check_complete(typeset, [document for _, document in parts])
        pairs = typeset.uses.with_boxes(part for part, _ in parts)
        return Boxes(tuple(parts), pictures, pairs, tuple(findings))

    def _parts(
        self, typeset: Typeset, brand: Brand, findings: Findings
    ) -> tuple[list[tuple[Part, Document]], dict[str, Picture]]:
        """The clinic's own boxes, composed at the places and the size that the layout reserves for them."""
        project = self.project
        composition, setting, look = typeset.composition, typeset.setting, typeset.setting.look
        documents = expand_clinics(
            layouts_dir=project.root / "layouts",
            layout=setting.layout.directory,
            boxes={hole.name: None for hole in composition.leaflet.holes},
            content=self.words(setting.language).content,
            brand=brand,
            plan=typeset.options,
            room=setting.room,
            look=look.options,
            styles=look.styles.names,
            pictures={*look.art, *brand.files},
            paper=setting.paper,
            language=setting.language,
            rtl=typeset.setter.rtl,
            root=project.root,
            findings=findings,
            left_out=setting.left_out,
        )
        own = convert_pictures(brand, documents, project.root, self.pictures)
        for name in own:
            file = brand.files[name]
            label = shown_path(file.path, project.root)
            findings.add(judge_likeness(file.data, label, file.source, self.cache))
        setter = replace(typeset.setter, pictures={**look.art, **own}, findings=findings, met={})
        parts = []
        for document, hole, inks in zip(
            documents, composition.leaflet.holes, composition.hole_inks, strict=True
        ):
            if document is not None:
                check_inks(document, findings)
                codes = make_codes(document, findings)
                page = composition.leaflet.pages[hole.page].size
                part = compose_part(document, hole, page, composition.fit, setter, inks, codes)
                check_logos(part, hole.rect, composition.leaflet.pages[hole.page].items, brand, own, findings)
                check_codes(part, typeset.uses.grounds[hole.name], brand, findings)
                parts.append((part, document))
        return parts, own

    def _check_complete(self, typeset: Typeset, boxes: Sequence[Document]) -> None:
        """Nothing vanishes: every text of the content is placed, or something says that it is left out.

        That may be the layout or the clinic; or a slot that is filled takes a text's place.
        """
        setting, layout = typeset.setting, typeset.setting.layout
        placed = frozenset(
            span.key for document in boxes for element in document.root.walk() for span in element.spans
        )
        if self._complete.get((typeset.key, placed)):
            return
        plan = layout.plan(typeset.composition.leaflet.given.plan)
        missing = find_unplaced(
            self.words(setting.language).content,
            [typeset.composition.document, *boxes],
            [*layout.file.leaves_out, *plan.leaves_out, *setting.left_out],
            layout.file.summary.source,
            {slot for slot in layout.file.slots if setting.room[slot]},
        )
        if missing:
            raise BuildError(missing)
        self._complete.put((typeset.key, placed), True, sum(map(len, placed)))

    def _record(
        self, edition: Edition, dressed: Dressed, pages: int, warnings: Sequence[Diagnostic]
    ) -> Record:
        content = self.words(edition.language).content
        given = dressed.typeset.composition.leaflet.given
        return Record(
            edition=edition.id,
            title=str(content.leaflet.title),
            clinic=str(dressed.brand.name.full),
            version=str(content.leaflet.version),
            made_from=self.origins.find(dressed.brand, edition.language, edition.layout),
            pages=pages,
            size=given.size,
            plan=given.plan,
            draft=content.wording.draft,
            warnings=bound_warnings(map(str, warnings)),
        )

    def _metadata(self, record: Record, typeset: Typeset, brand: Brand) -> Metadata:
        language = typeset.setting.language
        leaflet = self.words(language).content.leaflet
        return Metadata(
            title=record.title,
            subject=str(leaflet.subject),
            author=str(leaflet.author or brand.name.full),
            language=language,
            keywords="",
            created=self.created,
            digest=record.digest,
            rtl=typeset.setter.rtl,
            producer=f"brochure {__version__}",
            record=record,
        )
