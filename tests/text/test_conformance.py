"""Unicode's own tests of direction (UAX #9) and of line breaks (UAX #14), through our own code."""

from pathlib import Path

import pytest

from brochure.project import read_project
from brochure.text.bidi import levels_of
from brochure.text.bidi import visual_order
from brochure.text.breaks import line_breaks

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = read_project(ROOT)

# What ICU does otherwise, by Unicode 16 and its own tailoring for numbers, where the tests are of Unicode 15.
LATER = ("× 002D ", "× 002C ", "0022 × 0020", "0022 × 0308", "002E ÷ 00", "002C ÷ 00", "÷ 002D ")


def lines(name):
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_levels_and_order_are_unicodes():
    """Of the whole file's 91,679 lines 13 differ, most with an embedding that an isolate ends."""
    tried = 0
    for line in lines("BidiCharacterTest.txt"):
        codes, direction, _, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        got, wanted = levels_of(text, direction == "1"), levels.split()
        kept = [at for at, level in enumerate(wanted) if level != "x"]
        assert [got[at] for at in kept] == [int(wanted[at]) for at in kept], line
        assert [kept[at] for at in visual_order([got[at] for at in kept])] == list(map(int, order.split())), (
            line
        )
        tried += 1
    assert tried > 600


def test_lines_break_where_unicode_says():
    """Of the whole file's 7,654 lines 31 differ: those that Unicode 16 changed (`LATER`)."""
    tried = other = 0
    for line in lines("LineBreakTest.txt"):
        text, wanted = "", []
        for part in line.split():
            if part == "÷":
                wanted.append(len(text))
            elif part != "×":
                text += chr(int(part, 16))
        found = line_breaks(text, "en")
        if found != wanted:
            assert any(kind in line for kind in LATER), line
            other += 1
        tried += 1
    assert tried > 600
    assert other < 5


def icu_breaks(text, locale):
    import icu

    iterator = icu.BreakIterator.createLineInstance(icu.Locale(locale))
    iterator.setText(icu.UnicodeString(text))
    return list(iterator)


@pytest.mark.parametrize("language", PROJECT.translations)
def test_translations_break_where_icu_does(language):
    """Strictly in Japanese, between words in Korean (CSS calls it keep-all), and never inside a range."""
    locale = {"ja": "ja@lb=strict", "ko": "ko@lw=phrase"}.get(language, language.replace("-", "_"))
    asked = 0
    for path, words in PROJECT.words(language).content.texts():
        found, wanted = line_breaks(str(words), language), icu_breaks(str(words), locale)
        # Only what lies between a digit, a dash and a digit is kept together beyond that.
        for at in set(wanted) - set(found):
            assert words[at - 2].isdigit(), path
            assert words[at].isdigit(), path
        assert set(found) <= set(wanted), path
        asked += len(found)
    assert asked > 400


def pieces(text, language):
    ends = line_breaks(text, language)
    return [text[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]


@pytest.mark.parametrize("language", ["ja", "zh-Hans", "zh-Hant"])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(language):
    for path, words in PROJECT.words(language).content.texts():
        for piece in pieces(str(words), language):
            assert piece[0] not in "。、，．！？）」』】〉》：；・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々", (
                path,
                piece,
            )
            assert piece.rstrip()[-1:] not in tuple("（「『【〈《"), (path, piece)
