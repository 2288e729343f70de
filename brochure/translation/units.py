"""What there is to translate: each text of the leaflet under its path, with what a translator should know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from brochure.content.model import Content
from brochure.marked import Str

TERMS = "terminology."
"""How the contexts of terms begin."""

ROOM = 1.4
"""How much longer than its own words a translation may be: en-XA, which proves layouts, is as long."""

_PLACES = re.compile(r"\{[a-z][a-z0-9-]*\}")
_FIELDS = {"heading": "A heading", "short-heading": "A heading where there is little room"}
_KINDS = {"words": "A label", "pictures": "Said in place of a picture, not printed", "leaflet": "Not printed"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One text: `context` is its path ("safety.stop.clot"), `words` are in the own language.

    `notes` say where it stands, how long it may be, which terms it uses and what stays as it is.
    """

    context: str
    words: Str
    notes: tuple[str, ...] = ()


def find_units(content: Content) -> Iterator[Unit]:
    """All that is to be translated, in reading order; terms come first, because all else uses them."""
    for name, term in content.terminology.items():
        yield Unit(TERMS + name, term)
    for path, words in content.texts():
        yield Unit(path, words)


def find_noted(content: Content) -> Iterator[Unit]:
    """As `find_units`, each with its notes."""
    blocks = dict(content.walk())
    lists = {f"{path}.{name}": path for path, block in blocks.items() for name in block.items}
    for unit in find_units(content):
        if unit.context.startswith(TERMS):
            notes = ['A term. More than one form, or stems of forms, are parted by "|".']
        else:
            notes = [*_place(unit.context, content, lists), *_remarks(unit.context, content)]
            terms = [term for _, term in find_terms(unit.words, content.terminology)]
            notes.append(f"English: {len(unit.words)} letters. At most {round(len(unit.words) * ROOM)}.")
            notes += [f"Terms: {', '.join(terms)}"] if terms else []
            notes += list(_kept(unit.words))
        yield Unit(unit.context, unit.words, tuple(notes))


def find_terms(words: str, terminology: Mapping[Str, Str]) -> Iterator[tuple[str, str]]:
    """The terms that a text uses, by name and word; English endings are looked through."""
    plain = words.replace("**", "").casefold()
    for name, term in terminology.items():
        if re.search(rf"\b{re.escape(term.casefold())}(?:s|es|ness)?\b", plain):
            yield str(name), str(term)


def _place(context: str, content: Content, lists: Mapping[str, str]) -> Iterator[str]:
    first, _, last = context.rpartition(".")
    section = context.partition(".")[0]
    if section in _KINDS:
        yield f"{_KINDS[section]}."
    elif last in _FIELDS:
        yield f"{_FIELDS[last]}."
    else:
        path = first if last == "short" else context
        if path in lists:
            block = content.block(lists[path])
            lead = block.heading or block.text
            yield f'A list item under "{lead}".' if lead else "A list item."
        if last == "short":
            yield "Stands in for the longer text where there is little room: be brief."


def _remarks(context: str, content: Content) -> Iterator[str]:
    """What the author says to translators, of this block and of those around it."""
    parts = context.split(".")
    for end in range(1, len(parts) + 1):
        try:
            note = content.block(".".join(parts[:end])).note
        except KeyError:
            return
        if note is not None:
            yield " ".join(note.split())


def _kept(words: str) -> Iterable[str]:
    places = dict.fromkeys(_PLACES.findall(words))
    if places:
        yield f"Keep as written: {' '.join(places)}"
    if "**" in words:
        yield "**…** makes words bold: keep both pairs of stars."
