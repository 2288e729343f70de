"""A new catalogue, and an old one brought up to date: no translator's work is ever lost."""

from __future__ import annotations

from dataclasses import replace

from brochure.content.model import Content
from brochure.marked import Str
from brochure.translation.catalogue import Catalogue
from brochure.translation.catalogue import Entry
from brochure.translation.units import find_noted
from brochure.translation.units import find_terms
from brochure.translation.units import TERMS
from brochure.translation.units import Unit

BACK = "Back-translation: "
"""How a translator's remark begins that says the translation again in the leaflet's own language."""


def make_catalogue(content: Content, language: str, path: str) -> Catalogue:
    """A catalogue of everything that is to be translated, with nothing translated yet."""
    headers = (
        ("Project-Id-Version", f"{content.leaflet.id} {content.leaflet.version}"),
        ("Language", language),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )
    comment = f"# {content.leaflet.title}\n# Translated from {content.leaflet.language} into {language}."
    return merge(content, Catalogue(path, language, headers, {}, (), comment))


def merge(content: Content, catalogue: Catalogue) -> Catalogue:
    """The catalogue for the words that content.yaml has now.

    New texts come untranslated. One whose own-language words have changed is fuzzy, with the old ones kept as
    `previous`. One that is no longer there becomes obsolete, and comes back when its context and words do.
    """
    kept = {entry.context: entry for entry in catalogue.obsolete}
    terms = {
        context.removeprefix(TERMS): entry.words
        for context, entry in catalogue.entries.items()
        if context.startswith(TERMS) and entry.words
    }
    entries = {}
    for unit in find_noted(content):
        known = catalogue.entries.get(unit.context) or kept.pop(unit.context, None)
        entries[unit.context] = _merge(_with_terms(unit, content, terms), known)
    dropped = [
        entry for context, entry in catalogue.entries.items() if context not in entries and entry.words
    ]
    return replace(catalogue, entries=entries, obsolete=(*kept.values(), *dropped))


def _merge(unit: Unit, known: Entry | None) -> Entry:
    source = " ".join(unit.words.split())
    if known is None:
        return Entry(unit.context, source, Str(), notes=unit.notes)
    if known.source == source:
        return replace(known, notes=unit.notes)
    if not known.words:
        return replace(known, source=source, notes=unit.notes, previous="", fuzzy=False)
    # Words that changed twice: what the translation translates is what stood first.
    previous = known.previous if known.fuzzy and known.previous else known.source
    return replace(known, source=source, notes=unit.notes, previous=previous, fuzzy=True)


def _with_terms(unit: Unit, content: Content, terms: dict[str, Str]) -> Unit:
    """The unit, its note on terms with their translations."""
    said = [
        f"{term} = {terms[name]}" if name in terms else term
        for name, term in find_terms(unit.words, content.terminology)
    ]
    notes = (f"Terms: {'; '.join(said)}" if note.startswith("Terms: ") else note for note in unit.notes)
    return Unit(unit.context, unit.words, tuple(notes))
