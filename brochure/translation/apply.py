"""The leaflet in another language: nothing stale, nothing silently in the own language."""

from __future__ import annotations

from brochure.content.model import Content
from brochure.content.model import Wording
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.marked import Str
from brochure.translation.approval import read_approval
from brochure.translation.catalogue import Catalogue
from brochure.translation.units import find_units


def translate(content: Content, catalogue: Catalogue, draft: bool = False) -> Content:
    """The leaflet's words as the catalogue has them.

    A text that is missing, fuzzy, or the translation of other words than content.yaml has now is an error,
    and BuildError holds them all; for a `draft` it stays in the own language instead, named in `wording`.
    """
    findings = Findings(catalogue.language)
    texts: dict[str, Str] = {}
    lacking: set[str] = set()
    for unit in find_units(content):
        entry = catalogue.entries.get(unit.context)
        if entry is None or not entry.words:
            place = entry.words.source if entry is not None else Source(catalogue.path)
            why = "is not translated"
        elif entry.fuzzy:
            place, why = entry.words.source, "is marked fuzzy"
        elif entry.source != " ".join(unit.words.split()):
            place, why = entry.words.source, "is the translation of older words"
        else:
            texts[unit.context] = entry.words
            continue
        lacking.add(unit.context)
        if not draft:
            findings.fail(f'"{unit.context}" {why}: "{_cut(unit.words)}"', place)
    findings.stop_if_errors()
    approval = read_approval(content, catalogue)
    return content.in_words(
        texts,
        Wording(catalogue.language, approval is None or bool(lacking), approval, frozenset(lacking)),
    )


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return f"{plain[:60]}…" if len(plain) > 60 else plain
