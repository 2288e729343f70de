"""What a gallery shows: each clinic's languages and layouts, and the files that are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class File:
    """One printed file.

    `href` is its plain path as seen from the page ("north/ar/trifold-screen.pdf"), or a full address;
    `bytes` and `pages` are counts; `digest` is the file's /ID.
    """

    target: str
    href: str
    bytes: int
    pages: int
    digest: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A leaflet of one clinic in one language and one layout; its targets are its files.

    `language` is a BCP 47 tag, `language_name` the language's own name of itself. `size` is the copyfitted
    size in points. `stopped` holds the messages of editions that are not there, and is empty when all are.
    `thumbnail` is a WebP file or nothing, remembered under `digest`: letters, digits and "-" alone.
    """

    clinic: str
    clinic_name: str
    language: str
    language_name: str
    language_english: str
    rtl: bool
    layout: str
    title: str
    files: tuple[File, ...]
    size: float
    plan: str
    draft: bool
    version: str
    warnings: tuple[str, ...]
    stopped: tuple[str, ...]
    thumbnail: bytes
    digest: str

    @property
    def id(self) -> str:
        """The name of the entry: "north/ar/trifold"."""
        return f"{self.clinic}/{self.language}/{self.layout}"


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries by clinic, language and layout; the rest of each decides between two of the same name."""
    return tuple(sorted(entries, key=lambda entry: (entry.clinic, entry.language, entry.layout, entry)))
