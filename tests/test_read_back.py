"""Every language read back from its files by two libraries that had no part in writing them.

The walk of the structure tree gives each text exactly. pdfium, which looks at the page alone, gives the same
words; where a line holds both directions their order is its own affair, but every number is whole.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from brochure.build import Edition
from brochure.build import Press
from brochure.preflight.inspect import inspect
from brochure.preflight.words import letters
from brochure.preflight.words import page_words
from brochure.preflight.words import words
from brochure.project import read_project

ROOT = Path(__file__).resolve().parent.parent
PROJECT = read_project(ROOT)
PRESS = Press(PROJECT)
LANGUAGES = ("en", *PROJECT.translations, "en-XA", "ar-XB")
LAYOUTS = ("trifold", "handout")
every = pytest.mark.parametrize("layout", LAYOUTS)
language = pytest.mark.parametrize("language", LANGUAGES)

CONTROLS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
BREAKS = dict.fromkeys(map(ord, "\u200b\u2060\u00ad\u2028"))
NUMBER = re.compile(r"\d[\d.,:/-]*\d")
LABELS = set("\u2022\u2610\u00d7\u2715\u2716")
"""What stands before list items."""


SOLID = ("zh-Hans", "zh-Hant", "ja", "th", "km", "ko")
"""Languages whose lines end within words, or between words without a space there."""

PARTED = 16
"""Most words that differ: parted after a hyphen, or Latin and Arabic letters touch in one."""


@cache
def dressed(tag, layout):
    return PRESS.dress(Edition("riverside", tag, layout, "screen"))


@cache
def printed(tag, layout):
    return PRESS.print(Edition("riverside", tag, layout, "screen")).data


@cache
def report(tag, layout):
    return inspect(printed(tag, layout))


def bare(text):
    """Letters in NFC without white space and what only says where lines break or how they run."""
    return "".join(unicodedata.normalize("NFC", text.translate(CONTROLS | BREAKS)).split())


def elements(tag, layout):
    """The words of each element, of the shared leaflet and of the clinic's boxes."""
    made = dressed(tag, layout)
    documents = [made.typeset.composition.document, *(document for _, document in made.parts)]
    dropped = not made.typeset.composition.fit.optional
    for document in documents:
        parts = [part for part in document.root.walk() if part.attributes.get("optional")]
        below = [inner for part in parts for inner in part.walk()]
        for element in document.root.walk():
            if element.spans and not (dropped and element in below):
                yield bare("".join(span.text for span in element.spans))


@language
@every
def test_the_structure_tree_says_each_text_exactly_and_nothing_else(language, layout):
    heard = bare(letters(report(language, layout)))
    asked = list(elements(language, layout))
    assert len(asked) > 70
    for text in asked:
        assert text in heard, text
    more = Counter(heard) - Counter("".join(asked))
    strange = {char: count for char, count in more.items() if char not in LABELS and not char.isdecimal()}
    assert strange == {}
    assert Counter("".join(asked)) - Counter(heard) == Counter()


@language
@every
def test_the_file_says_its_language(language, layout):
    assert report(language, layout).language == language


def stem(word):
    """A word without its marks: in a line of both directions pdfium puts a full stop before or behind it."""
    return "".join(char for char in bare(word) if unicodedata.category(char)[0] in "LMN")


# The words of ar-XB are drawn backwards: who looks at the page alone cannot but read them so.
@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "ar-XB"])
@every
def test_another_reader_finds_the_same_words(language, layout):
    told = Counter(map(stem, (word for word in words(report(language, layout)) if word not in LABELS)))
    seen = Counter(stem(word) for page in page_words(printed(language, layout)) for word in page)
    lost, added = told - seen, seen - told
    # A line may end within a word: after its hyphen, or anywhere where words have no spaces between them.
    assert Counter("".join(lost.elements())) == Counter("".join(added.elements())), (lost, added)
    if language not in SOLID:
        assert sum(lost.values()) <= PARTED, (lost, added)


@language
@every
def test_no_number_is_broken(language, layout):
    told = Counter(NUMBER.findall(" ".join(words(report(language, layout)))))
    seen = Counter(
        NUMBER.findall(" ".join(word for page in page_words(printed(language, layout)) for word in page))
    )
    assert told["960142"] or told["01632 960142"]
    assert told - seen == Counter()
