"""The words of a finished file, as its structure tells them and as another reader finds them on its pages."""

from __future__ import annotations

import unicodedata

from brochure.preflight.render import page_texts
from brochure.preflight.report import Report
from brochure.preflight.report import text_of

_NO_INK = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff\ufffe")
"""Soft hyphen, zero-width space, word joiner, byte order mark, and U+FFFE, pdfium's sign for a hyphen at a
line's end: places where a line may break, never part of a word."""


def words(report: Report, actual: bool = True, alt: bool = False) -> tuple[str, ...]:
    """All words in structure order, in NFC, split at white space.

    `actual` takes ActualText for what it replaces, `alt` tells alternative texts too, where they stand.
    A line's end separates words: for scripts written without spaces compare `letters` instead.
    """
    return tuple(word for node in report.structure for word in split(text_of(node, actual, alt)))


def letters(report: Report, actual: bool = True) -> str:
    """All characters in structure order without white space: what does not depend on line breaks."""
    return "".join(words(report, actual))


def page_words(data: bytes, path: str = "") -> tuple[tuple[str, ...], ...]:
    """The words on each page as pdfium finds them, in NFC; BuildError for what is no PDF."""
    return tuple(split(text) for text in page_texts(data, path))


def split(text: str) -> tuple[str, ...]:
    """A text's words in NFC, without the characters that only say where a line may break."""
    return tuple(unicodedata.normalize("NFC", text.translate(_NO_INK)).split())
