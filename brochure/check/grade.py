"""Reading grades of English: Flesch-Kincaid and SMOG, of the whole leaflet and of each section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from brochure.check.rule import Remark
from brochure.check.rule import remark
from brochure.check.rule import Sentence
from brochure.check.rule import split_sentences
from brochure.check.rule import Subject
from brochure.content.model import Block
from brochure.marked import Str

AIM = 6
"""The school grade that is aimed at: the American Medical Association's advice."""

LIMIT = 8
"""The grade that is the most: the National Institutes of Health's advice."""

SMOG_SENTENCES = 30
"""SMOG is defined on 30 sentences; below that it is noise (McLaughlin 1969)."""

SECTION_WORDS = 20
"""Words below which a section's own grade says nothing."""

SENTENCE_WORDS = 8
"""Words below which one sentence's grade says nothing."""


class Grade(NamedTuple):
    """The grade of some text; `smog` None where there are too few sentences."""

    words: int
    flesch_kincaid: float
    smog: float | None

    @property
    def worst(self) -> tuple[float, str]:
        """The higher of the two, and whose it is."""
        both = [(self.flesch_kincaid, "Flesch-Kincaid")]
        if self.smog is not None:
            both.append((self.smog, "SMOG"))
        return max(both)


@lru_cache(maxsize=512)
def grade_text(text: str) -> Grade:
    """Grades of plain English text whose sentences end in a full stop."""
    import textstat

    words = len(text.split())
    if not words:
        return Grade(0, 0.0, None)
    enough = textstat.sentence_count(text) >= SMOG_SENTENCES
    smog = float(textstat.smog_index(text)) if enough else None
    return Grade(words, float(textstat.flesch_kincaid_grade(text)), smog)


_MARKS = re.compile(r"\*\*|\\|\[|\]\([^)]*\)")
_NOT_PROSE = frozenset({"sources", "imprint"})


def plain_sentences(block: Block, short: bool) -> Iterator[Sentence]:
    """The sentences of a block and all below it, without headings and texts with {placeholders}.

    With `short`, short texts stand in for the full ones, as in a layout with little room.
    """
    for _, part in block.walk(""):
        text = (part.short or part.text) if short else part.text
        if text is not None and "{" not in text:
            yield from split_sentences(text)


def prose(sentences: Iterator[Sentence]) -> str:
    """Sentences as plain text; list lines get the full stop that they do without on paper."""
    texts = (_MARKS.sub("", sentence.words) for sentence in sentences)
    return " ".join(text if text[-1:] in ".?!" else f"{text.rstrip(':')}." for text in texts if text)


def grade_sections(subject: Subject, short: bool = False) -> dict[str, Grade]:
    """Each section's grade by id, the whole's under ""; the list of sources and the imprint are no prose."""
    texts: dict[str, str] = {
        name: prose(plain_sentences(section, short))
        for name, section in subject.content.sections.items()
        if name not in _NOT_PROSE
    }
    texts = {"": " ".join(texts.values()), **texts}
    return {name: grade_text(text) for name, text in texts.items()}


def find_above(low: float, high: float) -> Callable[[Subject], Iterator[Remark]]:
    """A rule about grades above `low`, up to `high`; the full texts and the short ones are graded apart."""

    def find(subject: Subject) -> Iterator[Remark]:
        for short in (False, True):
            for name, grade in grade_sections(subject, short).items():
                worst, formula = grade.worst
                if low < worst <= high and (not name or grade.words >= SECTION_WORDS):
                    yield _remark(subject, name, short, f"{worst:.1f} ({formula})")

    return find


def _remark(subject: Subject, name: str, short: bool, grade: str) -> Remark:
    sections = subject.content.sections
    blocks = [sections[Str(name)]] if name else [sections[key] for key in sections if key not in _NOT_PROSE]
    sentences = [sentence for block in blocks for sentence in plain_sentences(block, short)]
    whole = [one for one in sentences if len(one.words.split()) >= SENTENCE_WORDS] or sentences
    hardest = max(whole, key=lambda one: grade_text(prose(iter([one]))).flesch_kincaid)
    what = f'section "{name}"' if name else "the leaflet"
    what += " in its short texts" if short else ""
    message = f"the reading grade of {what} is {grade}; {AIM} is aimed at, {LIMIT} is the most"
    long_words = ", ".join(_long_words(prose(iter(sentences))))
    hints = (f'hardest sentence: "{hardest.words}"', f"long words: {long_words}")
    return remark(message, hardest.place() if name else subject.file, *hints)


def _long_words(text: str) -> list[str]:
    """The words of three syllables or more that come most, with how often."""
    import textstat

    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.lower())
    counted = Counter(word for word in words if textstat.syllable_count(word) >= 3)
    first = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:8]
    return [f"{word} ({count})" for word, count in first]
