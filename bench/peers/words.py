"""Whether two leaflets say the same: their words, read by a library that wrote neither."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pypdfium2


def read_words(data: bytes) -> Counter[str]:
    """How often each word stands in a file; words at a line's end are joined as the line's hyphen says."""
    words: Counter[str] = Counter()
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            text = unicodedata.normalize("NFKC", page.get_textpage().get_text_range())
            # pdfium marks a hyphen at a line's end by U+FFFE; spaces of any kind part words, marks do not.
            text = re.sub("[\u00ad\u200b\ufffe]", "-", text)
            text = re.sub(r"-\s*\r?\n", "-", text)
            words.update(re.findall(r"\w+", text.casefold()))
    finally:
        document.close()
    return words


def find_difference(ours: bytes, theirs: bytes) -> str:
    """What one file says and the other does not, or nothing."""
    one, other = read_words(ours), read_words(theirs)
    missing, more = one - other, other - one
    return f"missing {dict(missing)}, more {dict(more)}" if missing or more else ""
