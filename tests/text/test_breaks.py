"""Line breaks: by language, and where an author forbids or allows them."""

from itertools import pairwise

import pytest

from brochure.text.breaks import graphemes
from brochure.text.breaks import line_breaks


def pieces(text, language="en"):
    bounds = [0, *line_breaks(text, language)]
    return [text[start:end] for start, end in pairwise(bounds)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("feel your skin", "en", ["feel ", "your ", "skin"]),
        ("well-being", "en", ["well-", "being"]),
        ("5–10 days, 1-800-555", "en", ["5–10 ", "days, ", "1-800-555"]),
        ("120/80 mmHg", "en", ["120/80 ", "mmHg"]),
        ("38\u00a0°C now", "en", ["38\u00a0°C ", "now"]),
        ("and/\u2060or", "en", ["and/\u2060or"]),
        ("im\u00adpor\u200btant", "en", ["im\u00ad", "por\u200b", "tant"]),
        ("ปรึกษาแพทย์", "th", ["ปรึกษา", "แพทย์"]),
        ("의사에게 말하세요", "ko", ["의사에게 ", "말하세요"]),
        ("ちょっと", "ja", ["ちょっ", "と"]),
        ("😀 a", "en", ["😀 ", "a"]),
    ],
)
def test_lines_may_end_here(text, language, expected):
    assert pieces(text, language) == expected


def test_a_dash_between_words_still_breaks():
    assert pieces("London–Leeds") == ["London–", "Leeds"]


def test_graphemes_are_never_parted():
    assert graphemes("e\u0301x👍🏽") == [2, 3, 5]
    assert graphemes("क्षि") == [4]
