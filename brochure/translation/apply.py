"""The leaflet in another language: nothing stale, nothing silently in the own language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence

from brochure.content.inline import Inline
from brochure.content.inline import read_inline
from brochure.content.model import Content
from brochure.content.model import Wording
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.marked import Str
from brochure.translation.approval import is_own_read
from brochure.translation.approval import read_approval
from brochure.translation.catalogue import Catalogue
from brochure.translation.units import find_units
from brochure.translation.units import TERMS
from brochure.translation.units import Unit

_PLACES = re.compile(r"\{([^{}]*)\}")


def translate(content: Content, catalogue: Catalogue, draft: bool = False) -> Content:
    """The leaflet's words as the catalogue has them.

    A text that is missing, fuzzy, or the translation of other words than content.yaml has now is an error,
    and BuildError holds them all; for a `draft` it stays in the own language instead, named in `wording`.
    Marks and placeholders that do not match are errors in a draft too.
    """
    findings = Findings(catalogue.language)
    texts: dict[str, Str] = {}
    lacking: set[str] = set()
    for unit in find_units(content):
        why = find_lack(unit, catalogue)
        if why is None:
            words = catalogue.entries[unit.context].words
            texts[unit.context] = words
            if not unit.context.startswith(TERMS):
                _check_marks(unit, words, findings)
            continue
        lacking.add(unit.context)
        if not draft:
            entry = catalogue.entries.get(unit.context)
            place = entry.words.source if entry is not None else Source(catalogue.path)
            findings.fail(f'"{unit.context}" {why}: "{_cut(unit.words)}"', place)
    if lacking and not draft:
        told, findings = findings, Findings(catalogue.language)
        findings.fail(
            f"{len(lacking)} of {sum(1 for _ in find_units(content))} texts are not ready",
            Source(catalogue.path),
            "translate them, or take the mark away where a translation is still right",
            "--draft prints it all the same, marked, with these in the leaflet's own language",
        )
        findings.add(told)
    findings.stop_if_errors()
    approval = read_approval(content, catalogue) if not lacking else None
    wording = Wording(
        language=catalogue.language,
        draft=approval is None,
        reviewed=is_own_read(content),
        reviewer=approval,
        untranslated=frozenset(lacking),
    )
    return content.in_words(texts, wording)


def find_lack(unit: Unit, catalogue: Catalogue) -> str | None:
    """Why a text cannot be printed in this language, or None."""
    entry = catalogue.entries.get(unit.context)
    if entry is None:
        return "is not in the file (brochure translations update adds it)"
    if not entry.words.strip():
        return "is not translated"
    if entry.fuzzy:
        return "is marked fuzzy"
    if entry.source != " ".join(unit.words.split()):
        return "is the translation of older words (brochure translations update marks it)"
    return None


def _check_marks(unit: Unit, words: Str, findings: Findings) -> None:
    """Note what a translation has lost, added or broken: places in braces, bold words, links."""
    there, here = (Counter(_PLACES.findall(text)) for text in (unit.words, words))
    for name in sorted(there - here):
        findings.fail(
            f'"{unit.context}" has lost the placeholder "{{{name}}}"',
            words.source,
            f"it stands for a value; the own words are: {_cut(unit.words)}",
        )
    for name in sorted(here - there):
        at = words.index("{" + name + "}")
        hints = [f"known here: {', '.join(f'{{{known}}}' for known in sorted(there))}"] if there else []
        findings.fail(f'"{unit.context}" has no placeholder "{{{name}}}"', words.place(at), *hints)
    stray = _PLACES.sub(lambda match: " " * len(match[0]), words)
    for at in (stray.find(brace) for brace in "{}"):
        if at >= 0:
            findings.fail(f'"{unit.context}" has a brace without its partner', words.place(at))
    before = len(findings.errors)
    said = list(read_inline(words, findings))
    own = list(read_inline(unit.words, Findings()))
    if len(findings.errors) > before:
        return
    for what, count in (("bold words", "strong"), ("links", "link")):
        wanted, found = (_count(parts, count) for parts in (own, said))
        if wanted != found:
            findings.fail(
                f'"{unit.context}" has {sum(found.values())} {what} and should have {sum(wanted.values())}',
                words.source,
                f"the own words are: {_cut(unit.words)}",
            )


def _count(parts: Sequence[Inline], kind: str) -> Counter[object]:
    return Counter(_each(parts, kind))


def _each(parts: Sequence[Inline], kind: str) -> Iterator[object]:
    for part in parts:
        value = getattr(part, kind)
        if value:
            yield value


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return f"{plain[:60]}…" if len(plain) > 60 else plain
