"""A language's PO file as frozen values; Babel reads and writes it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from io import StringIO
from pathlib import Path

from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.marked import read_bytes
from brochure.marked import shown_path
from brochure.marked import Str

LARGEST_FILE = 4_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a catalogue; `words` is empty where it is not translated, and knows its place.

    `notes` are what our own program says to translators, `remarks` what translators say.
    """

    context: str
    source: str
    words: Str
    fuzzy: bool = False
    previous: str = ""
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A PO file: its `entries` by context, in order, and its header's fields."""

    path: str
    language: str
    headers: Mapping[str, str]
    entries: Mapping[str, Entry]
    obsolete: tuple[Entry, ...] = field(default=())


def read_catalogue(path: Path, root: Path) -> Catalogue:
    """A PO file; BuildError holds every mistake in it, each with its line."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import PoFileParser

    shown = shown_path(path, root)
    findings = Findings()
    text = read_bytes(path, shown, LARGEST_FILE).decode("utf-8")
    catalog = Catalog()
    PoFileParser(catalog, abort_invalid=True).parse(StringIO(text))
    entries = {}
    for message in catalog:
        if not message.id:
            continue
        place = Source(shown, message.lineno or 0)
        entries[str(message.context)] = Entry(
            str(message.context),
            str(message.id),
            Str(str(message.string or ""), place, str(message.string or "")),
            message.fuzzy,
            notes=tuple(message.auto_comments),
            remarks=tuple(message.user_comments),
        )
    findings.stop_if_errors()
    return Catalogue(shown, path.stem, dict(catalog.mime_headers), entries)


def find_catalogues(folder: Path) -> Iterator[str]:
    """The languages that there is a PO file of, in order."""
    return iter(sorted(path.stem for path in folder.glob("*.po")))
