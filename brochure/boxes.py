"""What a clinic's own boxes need before they are composed: room, pictures, codes, inks that are roles."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum
from pathlib import Path

from brochure.brand.inks import ROLES
from brochure.brand.legibility import Pair
from brochure.brand.model import Brand
from brochure.brand.model import PictureFile
from brochure.brand.own import find_unsaid
from brochure.brand.own import own_words
from brochure.brand.room import Around
from brochure.brand.room import find_room
from brochure.brand.room import find_source
from brochure.check.slots import judge_slots
from brochure.composition.leaflet import Part
from brochure.content.model import Content
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.document.tree import Document
from brochure.fonts.chain import Chain
from brochure.imposition.margins import find_nearest
from brochure.imposition.margins import find_reach
from brochure.imposition.margins import Reach
from brochure.layouts.clinics import view_clinic
from brochure.layouts.layout import judge_slots as judge_layout_slots
from brochure.layouts.layout import Layout
from brochure.marked import shown_path
from brochure.marked import Str
from brochure.memory import Memory
from brochure.pictures.codes import qr
from brochure.pictures.codes import room
from brochure.pictures.values import Picture
from brochure.pictures.vector import convert_picture
from brochure.sheets.folds import FoldScheme
from brochure.targets import TARGETS
from brochure.translation.cldr import find_countries
from brochure.translation.cldr import is_country
from brochure.translation.languages import is_tag
from brochure.units import millimetres

BOXES = 40_000
"""About what a clinic's boxes in one leaflet hold in memory, in bytes, their pictures aside."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """A clinic's own boxes in a leaflet, the same for every target; `told` is what is wrong with them."""

    parts: tuple[tuple[Part, Document], ...]
    pictures: Mapping[str, Picture]
    pairs: frozenset[Pair]
    told: tuple[Diagnostic, ...]

    @property
    def weight(self) -> int:
        """About how many bytes of memory they hold."""
        return BOXES + sum(picture.weight for picture in self.pictures.values())


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


def convert_pictures(
    brand: Brand, documents: Iterable[Document | None], root: Path, known: Memory[Picture]
) -> dict[str, Picture]:
    """Those of the clinic's pictures that its boxes show; BuildError for one that cannot be drawn.

    `known` are those that have been converted before, by name and bytes.
    """
    shown = {
        str(element.attributes.get("picture") or "logo")
        for document in documents
        if document is not None
        for element in document.root.walk()
        if element.name == "logo"
    }

    def convert(file: PictureFile) -> Picture:
        return known.remember(
            (file.path.name, file.data),
            lambda: convert_picture(file.data, file.path, shown_path(file.path, root)),
            lambda made: len(file.data) + made.weight,
        )

    return {name: convert(file) for name, file in brand.files.items() if name in shown}


def find_lines(
    brand: Brand, language: str, content: Content, least: Mapping[str, int], fonts: Chain
) -> dict[str, int]:
    """Lines by name that a clinic's boxes take in an edition, where a layout keeps `least` of them always."""
    own = str(content.leaflet.language)
    view = view_clinic(brand, language, own).fields
    around = Around(content.words)
    hours = [
        around.fill("hours", days=str(entry.fields["short_days"]), times=str(entry.fields["times"]))
        for entry in view["hours"]
    ]
    languages = str(view["other_languages"]) if view["other_languages"] else ""
    # A language may need two lines to say "Call 999 now if you:".
    call = _find_text(content, "urgent.call")
    call = call.replace("{number}", brand.emergency.number)
    around = around._replace(hours=hours, languages=languages, emergency=call)
    return find_room(brand, language, own, around, least, _measure_with(fonts))


def judge_offer(brand: Brand, languages: Sequence[str], layouts: Sequence[str]) -> Findings:
    """Errors in the languages, layouts and targets that a clinic wants, and in its country.

    `languages` and `layouts` are those there are.
    """
    findings = Findings()
    for tag in _judge_twice("languages", brand.languages, findings):
        if not is_tag(tag):
            hint = 'write it as in "en", "pt-BR" or "zh-Hant"'
            hints = nearest(tag, languages, "languages")
            findings.fail(f'"{tag}" is not a language tag', tag.source, hint, *hints)
        elif tag not in languages:
            hints = nearest(tag, languages, "languages")
            findings.fail(
                f'there is no translation "{tag}"', tag.source, f"brochure translations new {tag}", *hints
            )
    for tag in _judge_twice("named-languages", brand.named_languages or (), findings):
        if tag not in brand.languages:
            hints = nearest(tag, brand.languages, "languages")
            findings.fail(f'"{tag}" is not among the clinic\'s "languages"', tag.source, *hints)
    for kind, wanted, known in (
        ("layout", brand.layouts, layouts),
        ("target", brand.targets, tuple(TARGETS)),
    ):
        for name in _judge_twice(f"{kind}s", wanted, findings):
            if name not in known:
                findings.fail(f'there is no {kind} "{name}"', name.source, *nearest(name, known, f"{kind}s"))
    if brand.country is not None and not is_country(brand.country):
        meant = [f'did you mean "{name}"?' for name in find_countries(brand.country)]
        findings.fail(
            f'"{brand.country}" is not a country',
            brand.country.source,
            *meant,
            "write its two capital letters of ISO 3166-1: GB, US, DE",
        )
    return findings


def _judge_twice(key: str, wanted: Sequence[Str], findings: Findings) -> Iterator[Str]:
    """What is wanted, each once; an error is noted for each that stands there again."""
    seen: set[str] = set()
    for name in wanted:
        if name in seen:
            findings.fail(f'"{name}" stands twice in "{key}"', name.source, "delete one of them")
        else:
            seen.add(name)
            yield name


def _find_text(content: Content, path: str) -> str:
    """The text of the block at `path`; nothing where there is none."""
    try:
        return str(content.block(path).text or "")
    except KeyError:
        return ""


@lru_cache(maxsize=64)
def _measure_with(fonts: Chain) -> Callable[[str], float]:
    """A measure of words in ems, in the bold cut that the clinic's language is set in; kerning left out.

    It remembers words: those around a clinic's values are the same for all clinics.
    """
    table = fonts.table(700, 94.0)

    @lru_cache(maxsize=4096)
    def measure(word: str) -> float:
        return fsum(
            face.advance(glyph)
            for char in word
            if (face := table[char]) is not None and (glyph := face.glyph(char)) is not None
        )

    return measure


def judge_own_words(brand: Brand, language: str, content: Content, layout: Layout) -> tuple[Diagnostic, ...]:
    """Errors in what a clinic says in its own words, fills and leaves out, and in how a layout takes that."""
    findings = find_unsaid(brand, language, content.leaflet.language)
    if brand.leaves_out or any(own_words(brand)):
        findings.add(judge_slots(brand, content))
    # A layout that says nothing of a slot loses no words as long as nobody fills it.
    findings.add(judge_layout_slots(layout, content.slots, brand.slots))
    return tuple(findings)


def blame_room(
    brand: Brand,
    layout: str,
    room: Mapping[str, int],
    least: Mapping[str, int],
    error: BuildError,
    findings: Findings,
) -> None:
    """Note an error for what a clinic says more than a layout has room for: the shared words alone do fit."""
    more = [name for name in room if room[name] > least[name]]
    told = ", ".join(f"{name} {room[name]} (the layout keeps {least[name]})" for name in more)
    findings.fail(
        f'"{layout}" does not fit with so many lines of this clinic\'s own: {told}',
        find_source(brand, more[0]),
        'name fewer in "named-languages", or print another layout'
        if more == ["other-languages"]
        else "say less in clinic.yaml, or print another layout",
        *(f"{one.source}: {one.message}" for one in error.diagnostics),
    )


def check_margin(
    brand: Brand,
    shared: Mapping[str, Reach],
    parts: Iterable[Part],
    fold: FoldScheme,
    rtl: bool,
    findings: Findings,
) -> None:
    """Note an error where the clinic's own printer would cut words off: its margin reaches into them."""
    panels = fold.panels(brand.paper.size, rtl)
    sizes = {panel.name: panel.size for panel in panels}
    reaches = dict(shared)
    names = list(shared)
    for part in parts:
        name = names[part.page]
        reaches[name] = reaches[name].join(find_reach(part.items, sizes[name]))
    panel, near = find_nearest(reaches, fold, brand.paper.size, rtl)
    if near < brand.paper.margin - 0.01:
        findings.fail(
            f"a printer's margin of {millimetres(brand.paper.margin):g} mm would cut words off: those of "
            f'"{panel}" stand {millimetres(near):.1f} mm from the paper\'s edge',
            getattr(brand.paper.margin, "source", Source(brand.name.full.source.path)),
            "say what your printer really leaves white, mostly 3mm to 6mm; or print `screen` alone",
        )
