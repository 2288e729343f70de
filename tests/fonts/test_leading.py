"""Lines of a script stand so far apart that their marks do not touch."""

from pathlib import Path

import pytest

from brochure.composition.fit import Fit
from brochure.fonts.chain import chain
from brochure.fonts.face import _instance
from brochure.fonts.leading import LEAST
from brochure.fonts.leading import least_leading
from brochure.project import read_project
from brochure.styles.resolve import ParagraphStyle
from brochure.text.shape import shape
from brochure.text.shape import TextSpan
from brochure.translation.languages import is_rtl

PROJECT = read_project(Path(__file__).resolve().parent.parent.parent)
BODY = 1.3
"""The tightest leading of any paragraph."""

ROUND = {"ar": 1.65, "km": 1.58, "fa": 1.48, "ur": 1.43}
"""Where single clusters reach further than all others: they would have to stand one above the other."""


def reach(language):
    """How far the tallest letters reach up and the lowest down, in ems."""
    fonts = chain("Noto Sans", language)
    high = low = 0.0
    for _, text in PROJECT.words(language).content.texts():
        spans = [TextSpan(str(text).replace("**", ""))]
        shaped = shape(
            spans, language=language, rtl=is_rtl(language), chain=fonts, weight=400, strong=700, width=94.0
        )
        for line in shaped.lines(1000.0):
            for run in line.runs:
                for glyph in run.glyphs:
                    instance = _instance(run.face)
                    box = instance.font.get_glyph_extents(glyph.gid)
                    top = box.y_bearing / instance.units + glyph.y_offset
                    high, low = max(high, top), min(low, top + box.height / instance.units)
    return high - low


def test_least_leadings_are_of_scripts():
    assert all(len(script) == 4 and 1.1 < least <= 1.5 for script, least in LEAST.items())
    assert least_leading("en") == 0.0
    assert least_leading("hi") == LEAST["Deva"]
    assert least_leading("vi") > 1.1


@pytest.mark.parametrize("language", PROJECT.translations)
def test_marks_of_two_lines_do_not_touch(language):
    room = ROUND.get(language, max(BODY, least_leading(language)))
    assert reach(language) <= room


def test_a_fit_never_goes_below_the_scripts_least():
    style = ParagraphStyle("title", leading=1.1)
    assert Fit(12.0, 0.0, 1.0, 94.0, True).baseline_distance(style) == pytest.approx(13.2)
    assert Fit(12.0, 0.0, 1.0, 94.0, True, 1.4).baseline_distance(style) == pytest.approx(16.8)


def test_a_mark_of_one_line_keeps_its_own_height():
    style = ParagraphStyle("draft", leading=1.0)
    assert Fit(12.0, 1.0, 1.0, 94.0, True, 1.4).baseline_distance(style) == pytest.approx(12.0)
