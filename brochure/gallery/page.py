"""index.html: what a batch has printed, as a contact sheet on one page that asks for nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined
from markupsafe import Markup

from brochure.gallery.model import Entry
from brochure.gallery.model import in_order
from brochure.gallery.thumbnails import KEY
from brochure.gallery.thumbnails import show

HERE = Path(__file__).parent

OPENED = frozenset({"http", "https", "file"})
"""Schemes that a browser opens. A file at another address ("s3://…") is named, and not linked."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a filter box: its value, its words, and another name in the language `lang`."""

    value: str
    label: str
    own: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Clinic:
    """A clinic's cards under its name."""

    id: str
    name: str
    entries: tuple[Entry, ...]

    @property
    def languages(self) -> int:
        """How many languages it has."""
        return len({entry.language for entry in self.entries})


@dataclass(frozen=True, slots=True)
class Totals:
    """What the page's head says of all entries; each is a count but `bytes`."""

    leaflets: int
    files: int
    bytes: int
    clinics: int
    languages: int
    draft: int
    warnings: int
    stopped: int


def make_index(entries: Sequence[Entry], title: str) -> bytes:
    """The page in UTF-8. The same entries give the same bytes in any order.

    Raises ValueError for a digest that is not letters, digits and "-" alone.
    """
    for entry in entries:
        if entry.thumbnail and not KEY.fullmatch(entry.digest):
            raise ValueError(f'"{entry.digest}" is not a digest')
    ordered = in_order(entries)
    style, script = _read("index.css"), _read("index.js")
    text = (
        _environment()
        .get_template("index.html.j2")
        .render(
            title=title,
            policy=_policy(style, script),
            style=Markup(style),
            script=Markup(script),
            totals=_count(ordered),
            clinics=_by_clinic(ordered),
            languages=_languages(ordered),
            layouts=sorted({entry.layout for entry in ordered}),
        )
    )
    # A message may quote a file's name that is no text; it is no reason to have no page.
    return text.encode(errors="replace")


@cache
def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for used in (address, say, say_bytes, say_size, show, states):
        made.filters[used.__name__] = used
    return made


def _policy(style: str, script: str) -> str:
    """The page's Content-Security-Policy: its own style and script by their hashes, pictures in the page."""
    return "; ".join(
        [
            "default-src 'none'",
            "img-src data:",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")


def _count(entries: Sequence[Entry]) -> Totals:
    files = [file for entry in entries for file in entry.files]
    return Totals(
        leaflets=len(entries),
        files=len(files),
        bytes=sum(file.bytes for file in files),
        clinics=len({entry.clinic for entry in entries}),
        languages=len({entry.language for entry in entries}),
        draft=sum(entry.draft for entry in entries),
        warnings=sum(bool(entry.warnings) for entry in entries),
        stopped=sum(bool(entry.stopped) for entry in entries),
    )


def _by_clinic(entries: Iterable[Entry]) -> tuple[Clinic, ...]:
    """Clinics by name, the cards of each by the English names of their languages."""
    clinics = []
    for id_, group in groupby(entries, key=lambda entry: entry.clinic):
        # The sort is stable: two of one name stay in the order of `in_order`.
        cards = tuple(sorted(group, key=lambda entry: (entry.language_english.casefold(), entry.language)))
        clinics.append(Clinic(id_, min(entry.clinic_name for entry in cards), cards))
    return tuple(sorted(clinics, key=lambda clinic: (clinic.name.casefold(), clinic.id)))


def _languages(entries: Iterable[Entry]) -> tuple[Choice, ...]:
    found = {
        entry.language: Choice(entry.language, entry.language_english, entry.language_name, entry.language)
        for entry in entries
    }
    return tuple(sorted(found.values(), key=lambda choice: (choice.label.casefold(), choice.value)))


def address(href: str) -> str:
    """What a link to a file says, or nothing where no browser could open it.

    Raises ValueError for a path from the root: a page is looked at wherever it has been copied to.
    """
    if scheme := _SCHEME.match(href):
        return href if scheme[1].lower() in OPENED else ""
    if href.startswith(("/", "\\")):
        raise ValueError(f'"{href}" is not a path from the page')
    return quote(href, errors="replace")


def states(entry: Entry) -> str:
    """The states of a card, as the filter asks for them."""
    told = (("draft", entry.draft), ("warnings", entry.warnings), ("stopped", entry.stopped))
    return " ".join(name for name, holds in told if holds)


def say_bytes(count: int) -> str:
    """A size as people read it: "812 B", "90 kB", "1.2 MB", "3.4 GB"; decimal, as file managers show it."""
    if count < 1000:
        return f"{count} B"
    size = float(count)
    for unit in ("kB", "MB", "GB"):
        size /= 1000
        if size < 999.5 or unit == "GB":
            break
    return f"{size:.0f} kB" if unit == "kB" else f"{size:,.1f} {unit}"


def say_size(points: float) -> str:
    """A size of type without needless zeros: "12.75 pt", "12 pt"."""
    return f"{points:.2f}".rstrip("0").rstrip(".") + " pt"


def say(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 page", "1,204 pages"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
