"""What a clinic's own boxes need before they are composed: room, pictures, codes, inks that are roles."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from math import fsum
from pathlib import Path

from brochure.brand.inks import ROLES
from brochure.brand.model import Brand
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
from brochure.pictures.codes import qr
from brochure.pictures.codes import room
from brochure.pictures.values import Picture
from brochure.pictures.vector import convert_picture
from brochure.sheets.folds import FoldScheme
from brochure.translation.cldr import find_countries
from brochure.translation.cldr import is_country
from brochure.translation.languages import is_tag
from brochure.units import millimetres


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


def convert_pictures(brand: Brand, documents: Iterable[Document | None], root: Path) -> dict[str, Picture]:
    """Those of the clinic's pictures that its boxes show; BuildError for one that cannot be drawn."""
    shown = {
        str(element.attributes.get("picture") or "logo")
        for document in documents
        if document is not None
        for element in document.root.walk()
        if element.name == "logo"
    }
    return {
        name: convert_picture(file.data, file.path, shown_path(file.path, root))
        for name, file in brand.files.items()
        if name in shown
    }


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
    call = next((str(block.text or "") for path, block in content.walk() if path == "urgent.call"), "")
    call = call.replace("{number}", brand.emergency.number)
    around = around._replace(hours=hours, languages=languages, emergency=call)
    return find_room(brand, language, own, around, least, _measure_with(fonts))


def judge_offer(brand: Brand, languages: Sequence[str]) -> Findings:
    """Errors in the languages that a clinic offers, and in its country; `languages` are those there are."""
    findings = Findings()
    seen: set[str] = set()
    for tag in brand.languages:
        if tag in seen:
            findings.fail(f'"{tag}" stands twice in "languages"', tag.source, "delete one of them")
        elif not is_tag(tag):
            hint = 'write it as in "en", "pt-BR" or "zh-Hant"'
            hints = nearest(tag, languages, "languages")
            findings.fail(f'"{tag}" is not a language tag', tag.source, hint, *hints)
        elif tag not in languages:
            hints = nearest(tag, languages, "languages")
            findings.fail(
                f'there is no translation "{tag}"', tag.source, f"brochure translations new {tag}", *hints
            )
        seen.add(tag)
    if brand.country is not None and not is_country(brand.country):
        meant = [f'did you mean "{name}"?' for name in find_countries(brand.country)]
        findings.fail(
            f'"{brand.country}" is not a country',
            brand.country.source,
            *meant,
            "write its two capital letters of ISO 3166-1: GB, US, DE",
        )
    return findings


def _measure_with(fonts: Chain) -> Callable[[str], float]:
    """A measure of words in ems, in the bold cut that the clinic's language is set in; kerning left out."""
    table = fonts.table(700, 94.0)

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
        "say less in clinic.yaml, or print another layout",
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
