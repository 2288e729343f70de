"""Bidi: our order of runs against ICU's own of each line."""

import icu
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from brochure.text.bidi import levels_of
from brochure.text.bidi import visual_order
from brochure.text.characters import visible_end

TEXTS = st.text(alphabet="abאבجد12 ()-,\u2066\u2067\u2068\u2069\u200e\u200f", min_size=1, max_size=16)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TEXTS, st.booleans(), st.data())
def test_a_line_without_what_hangs_is_ordered_as_by_icu(text, rtl, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    paragraph = icu.Bidi()
    units = icu.UnicodeString(text)
    paragraph.setPara(units, int(rtl))
    line = paragraph.setLine(start, end)
    shown = visible_end(text, start, end) - start
    by_icu = [at for at in (line.getLogicalIndex(place) for place in range(end - start)) if at < shown]
    assert visual_order(levels_of(text, rtl)[start : start + shown]) == by_icu


def test_levels_count_characters_not_utf_16_units():
    assert levels_of("😀א", False) == [0, 1]
    assert levels_of("", True) == []


def test_plain_text_keeps_its_order():
    assert visual_order([0, 0, 0]) == [0, 1, 2]
    assert visual_order([1, 2, 1]) == [2, 1, 0]
    assert visual_order([]) == []
