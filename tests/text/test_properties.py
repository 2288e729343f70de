"""What holds for any text in any measure."""

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

from brochure.fonts.chain import chain
from brochure.text.breaks import graphemes
from brochure.text.characters import visible
from brochure.text.characters import without_controls
from brochure.text.shape import shape
from brochure.text.shape import TextSpan

ALPHABETS = (
    "abcfilAVWTéßĳ\u0301",
    "سلامحبالطبيبىءةـ\u064e\u0651",
    "שלוםרופא\u05b8\u05bc",
    "कर्मिकाक्षनी\u093f\u094d\u0902",
    "ยาครั้งละปรึกษาแพทย์",
    "ဆရာဝန်နှင့်တိုင်ပင်ပါ",
    "医生骨直。、「」",
    "0123456789",
    " .,;:!?()[]«»-–/°%+",
    "\u200b\u2060\u00a0\u00ad\u2066\u2069\u2028\u200c\u200d\u200e\t😀",
)
WORDS = (
    *("Numbness ", "office ", "38 °C ", "\u20665–10\u2069 ", "الطبيب ", "الألم، ", "שלום ", "चिकित्सक ", "ยา"),
    *("well-being ", "Donau\u00addampf\u00adschiff ", "نمی\u200cدانم "),
)
PARTS = st.lists(
    st.one_of(st.sampled_from(WORDS), *(st.text(alphabet=part, max_size=6) for part in ALPHABETS)), max_size=9
)
MEASURES = st.floats(min_value=0.0, max_value=25.0, allow_nan=False)
MODES = st.sampled_from(("pretty", "balance"))

settings.register_profile(
    "text", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
QUICK = settings.get_profile("text")


def paragraph(parts, rtl):
    spans = tuple(TextSpan(part, strong=at % 3 == 1) for at, part in enumerate(parts))
    language = "ar" if rtl else "en"
    fonts = chain("Noto Sans", language)
    return shape(spans, language=language, rtl=rtl, chain=fonts, weight=400, strong=700, width=100.0)


JOINERS = "\u200c\u200d"


def spoken(run):
    """What a run's glyphs stand for, in logical order."""
    glyphs = run.glyphs[::-1] if run.level % 2 else run.glyphs
    return "".join(glyph.cluster for glyph in glyphs)


@settings(QUICK)
@given(PARTS, MEASURES, st.booleans(), MODES)
def test_each_character_lands_in_one_line_in_order(parts, measure, rtl, mode):
    shaped = paragraph(parts, rtl)
    lines = shaped.lines(measure, mode)
    assert len(lines) == shaped.count(measure)
    assert "".join(line.text for line in lines) == "".join(parts).replace("\u2028", "")


@settings(QUICK)
@given(PARTS, MEASURES, MEASURES, st.booleans())
def test_a_wider_measure_never_takes_more_lines(parts, one, other, rtl):
    shaped = paragraph(parts, rtl)
    assert shaped.count(max(one, other)) <= shaped.count(min(one, other))


@settings(QUICK)
@given(PARTS, MEASURES, st.booleans(), MODES)
def test_no_line_is_wider_than_its_measure_but_a_single_letter(parts, measure, rtl, mode):
    for line in paragraph(parts, rtl).lines(measure, mode):
        letters = graphemes(visible(line.text).strip())
        assert line.advance <= measure + 1e-6 or len(letters) <= 1


@settings(QUICK)
@given(PARTS, MEASURES, st.booleans())
def test_glyphs_stand_for_all_that_shows(parts, measure, rtl):
    for line in paragraph(parts, rtl).lines(measure):
        for run in line.runs:
            shown = visible(without_controls(run.text))
            if run.text == "\u00ad":
                assert spoken(run) == "\u00ad"
            else:
                assert spoken(run).lstrip(JOINERS) == shown.lstrip(JOINERS)
        seen = "".join(run.text for run in line.runs)
        drop = str.maketrans("", "", " \t\u200c\u200d")
        assert sorted(visible(line.text).translate(drop)) == sorted(visible(seen).translate(drop))


@settings(QUICK)
@given(PARTS, MEASURES, st.booleans())
def test_advances_add_up(parts, measure, rtl):
    for line in paragraph(parts, rtl).lines(measure):
        assert line.advance == pytest.approx(sum(run.advance for run in line.runs))
        for run in line.runs:
            assert run.advance == pytest.approx(sum(glyph.advance for glyph in run.glyphs), abs=1e-9)


@settings(QUICK)
@given(PARTS, st.booleans())
def test_the_longest_piece_is_where_tearing_begins(parts, rtl):
    shaped = paragraph(parts, rtl)
    lines = shaped.lines(shaped.longest)
    assert max(line.advance for line in lines) <= shaped.longest + 1e-6
    assert shaped.count(shaped.advance) == 1 + "".join(parts).count("\u2028")
