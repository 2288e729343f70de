"""Shaping and setting paragraphs: what a reader of the language must see."""

import pytest

from brochure.fonts.chain import chain
from brochure.text.shape import MissingGlyph
from brochure.text.shape import shape
from brochure.text.shape import TextSpan


def paragraph(*spans, language="en", rtl=False, width=100.0, tracking=0.0, family="Noto Sans"):
    words = [span if isinstance(span, TextSpan) else TextSpan(span) for span in spans]
    fonts = chain(family, language)
    options = {"weight": 400, "strong": 700, "width": width, "tracking": tracking}
    return shape(words, language=language, rtl=rtl, chain=fonts, **options)


def glyphs(line):
    return [glyph for run in line.runs for glyph in run.glyphs]


def drawn(line):
    """The line as its glyphs stand, from left to right."""
    return "".join(glyph.cluster for glyph in glyphs(line))


def texts(lines):
    return [line.text for line in lines]


def only(shaped):
    (line,) = shaped.lines(1000)
    return line


def test_a_strong_span_is_set_in_its_own_weight():
    line = only(paragraph("Ask ", TextSpan("your doctor", strong=True), "."))
    assert [(run.face.weight, run.span, run.text) for run in line.runs] == [
        *((400, 0, "Ask "), (700, 1, "your doctor"), (400, 2, "."))
    ]


def test_kerned_pairs_are_narrower():
    apart = paragraph("A").advance + paragraph("V").advance
    assert paragraph("AV").advance < apart - 0.02


def test_a_ligature_stands_for_all_its_letters():
    line = only(paragraph("office"))
    assert [glyph.cluster for glyph in glyphs(line)] == ["o", "ffi", "c", "e"]


def test_tracking_parts_letters_and_dissolves_ligatures():
    plain, tracked = paragraph("office"), paragraph("office", tracking=0.1)
    assert [glyph.cluster for glyph in glyphs(only(tracked))] == list("office")
    assert tracked.advance == pytest.approx(plain.advance + 0.6, abs=0.05)
    assert paragraph("طبيب", rtl=True, language="ar", tracking=0.1).advance == pytest.approx(
        paragraph("طبيب", rtl=True, language="ar").advance
    )


def test_narrower_faces_make_narrower_lines():
    assert paragraph("neuropathy", width=90).advance < paragraph("neuropathy").advance


def test_words_that_show_nothing_make_one_empty_line():
    for text in ("", "   ", "\u200b", "\n\t"):
        shaped = paragraph(text)
        assert shaped.count(10) == 1
        assert [(line.runs, line.advance, line.text) for line in shaped.lines(10)] == [((), 0.0, text)]
    assert (
        shape(
            (), language="en", rtl=True, chain=chain("Noto Sans", "en"), weight=400, strong=700, width=100
        ).count(1)
        == 1
    )


def test_forced_breaks_end_lines():
    assert texts(paragraph("one\u2028two three\u2028\u2028four").lines(100)) == [
        "one",
        "two three",
        "",
        "four",
    ]
    assert texts(paragraph("one\u2028").lines(100)) == ["one", ""]


def test_white_space_hangs_at_a_line_s_end():
    first, second = paragraph("feel   skin").lines(2.5)
    assert (first.text, second.text) == ("feel   ", "skin")
    assert first.advance == pytest.approx(paragraph("feel").advance)
    assert drawn(first) == "feel"


def test_line_ends_and_tabs_are_spaces():
    line = only(paragraph("feel\nyour\tskin"))
    assert drawn(line) == "feel your skin"
    assert paragraph("feel\nyour\tskin").missing == ()


def test_a_soft_hyphen_shows_only_where_a_line_ends():
    word = paragraph("Donau\u00addampfschiff")
    assert drawn(only(word)) == "Donaudampfschiff"
    first, second = word.lines(6.2)
    assert drawn(first) == "Donau\u00ad"
    assert glyphs(first)[-1].gid == first.runs[0].face.glyph("\u2010")
    assert drawn(second) == "dampfschiff"
    assert first.advance == pytest.approx(sum(glyph.advance for glyph in glyphs(first)))
    assert first.text + second.text == "Donau\u00addampfschiff"


def test_a_soft_hyphen_after_a_space_joins_nothing():
    first, second = paragraph("Numbness \u00adfeet").lines(6.2)
    assert (drawn(first), drawn(second)) == ("Numbness", "feet")


def test_a_no_break_space_keeps_words_together():
    assert texts(paragraph("take 5\u00a0ml now").lines(3.0)) == ["take ", "5\u00a0ml ", "now"]


def test_a_piece_too_wide_is_torn_between_letters_and_starts_a_line():
    shaped = paragraph("at www.example.org/feet now")
    lines = shaped.lines(4.0)
    assert texts(lines)[0] == "at "
    assert all(line.advance <= 4.0 for line in lines)
    assert shaped.count(4.0) == len(lines)
    assert "".join(texts(lines)) == "at www.example.org/feet now"


def test_torn_pieces_fit_without_the_kerning_that_held_them_together():
    shaped = paragraph("AVAVAVAVAVAVAVAV")
    for hundredths in range(150, 350):
        assert max(line.advance for line in shaped.lines(hundredths / 100)) <= hundredths / 100 + 1e-6


def test_torn_ligatures_are_drawn_as_letters():
    lines = paragraph("ffi").lines(0.8)
    assert [drawn(line) for line in lines] == ["f", "fi"]


def test_an_unknown_mode_is_refused():
    with pytest.raises(ValueError, match='"justify" is not a mode'):
        paragraph("x").lines(10, "justify")


def test_pretty_leaves_no_lone_short_word():
    words = "Ask your doctor about it before you go on"
    shaped = paragraph(words)
    for tenths in range(60, 200):
        measure = tenths / 10
        lines = shaped.lines(measure, "pretty")
        if len(lines) > 1 and len(lines[-1].text.split()) < 2:
            tail = paragraph(" ".join(words.split()[-2:])).advance
            assert tail > measure or paragraph(" ".join(words.split()[:-2])).count(measure) > len(lines) - 1
    assert [line.text for line in paragraph("Numbness in your feet may come and go").lines(18.3)] == [
        *("Numbness in your feet ", "may come and go")
    ]


def test_balance_makes_lines_of_a_heading_even():
    lines = paragraph("What happens when you have numb feet").lines(17.0, "balance")
    assert [line.text for line in lines] == ["What happens when ", "you have numb feet"]


def test_numbers_inside_isolates_read_as_written_in_hebrew_and_arabic():
    hebrew = paragraph("חום מעל \u206638 °C\u2069 מסוכן", language="he", rtl=True)
    assert "38 °C" in drawn(only(hebrew))
    assert drawn(only(hebrew)).startswith("ןכוסמ")
    arabic = paragraph("اتصل \u20661-800-555-0199\u2069 أو \u20665-10\u2069", language="ar", rtl=True)
    assert "1-800-555-0199" in drawn(only(arabic))
    assert "5-10" in drawn(only(arabic))
    assert "5-10" not in drawn(only(paragraph("اتصل 5-10", language="ar", rtl=True)))


def test_isolates_hold_across_lines():
    shaped = paragraph("חום \u206638 °C and more\u2069 מסוכן", language="he", rtl=True)
    first, last = shaped.lines(6.5)
    assert drawn(first).endswith(" םוח")
    assert "38 °C" in drawn(first)
    assert drawn(last).startswith("ןכוסמ")


def test_brackets_are_mirrored_by_the_shaper():
    opening = only(paragraph("(א)", language="he", rtl=True))
    noto = opening.runs[0].face
    assert [glyph.cluster for glyph in glyphs(opening)] == [")", "א", "("]
    assert glyphs(opening)[-1].gid == noto.glyph(")")
    assert glyphs(opening)[0].gid == noto.glyph("(")


def test_glyphs_of_a_right_to_left_run_stand_from_left_to_right():
    line = only(paragraph("طبيب", language="ar", rtl=True))
    assert drawn(line) == "بيبط"
    assert [run.level for run in line.runs] == [1]
    assert line.runs[0].text == "طبيب"


def test_an_arabic_word_keeps_its_joining_when_it_is_torn():
    shaped = paragraph("ببببببب", language="ar", rtl=True)
    whole = [glyph.gid for glyph in glyphs(only(shaped)) if glyph.advance]
    lines = shaped.lines(1.4)
    assert len(lines) > 1
    torn = [glyph.gid for line in reversed(lines) for glyph in glyphs(line) if glyph.advance]
    assert torn == whole
    alone = [glyph.gid for glyph in glyphs(only(paragraph("ب", language="ar", rtl=True))) if glyph.advance]
    assert alone[0] not in torn


def test_arabic_letters_join_across_spans():
    whole = only(paragraph("طبيب", language="ar", rtl=True))
    parted = only(paragraph(TextSpan("طب"), TextSpan("يب"), language="ar", rtl=True))
    assert [glyph.gid for glyph in glyphs(parted)] == [glyph.gid for glyph in glyphs(whole)]


def test_a_joiner_that_belongs_to_the_spelling_is_kept_for_copying():
    line = only(paragraph("نمی\u200cدانم", language="fa", rtl=True))
    assert "".join(glyph.cluster for glyph in reversed(glyphs(line))) == "نمی\u200cدانم"


def test_what_is_invisible_draws_nothing_and_is_not_copied():
    line = only(paragraph("fe\u200bel \u2060\u2066skin\u2069"))
    assert drawn(line) == "feel skin"
    assert all(glyph.advance for glyph in glyphs(line))


def test_words_of_another_script_are_shaped_as_that_script():
    line = only(paragraph("C ට වැඩි", language="si"))
    assert [run.script for run in line.runs] == ["Latn", "Sinh"]


def test_a_bracket_closes_in_the_script_it_opened_in():
    line = only(paragraph("мир (world) да", language="ru"))
    assert [(run.script, run.text) for run in line.runs] == [
        ("Cyrl", "мир ("),
        ("Latn", "world"),
        ("Cyrl", ") да"),
    ]


def test_characters_that_a_font_lacks_come_from_the_next():
    line = only(paragraph("ມື້ລະ 5 ເທື່ອ", language="lo"))
    assert [run.face.key.split("-")[0] for run in line.runs] == ["NotoSansLao", "NotoSans", "NotoSansLao"]
    assert paragraph("ມື້ລະ 5 ເທື່ອ", language="lo").missing == ()


def test_a_mark_takes_its_base_into_a_font_that_has_both():
    shaped = paragraph("a\u25cc\u0e34", language="en")
    assert shaped.missing == ()
    assert only(shaped).runs[-1].face.key.startswith("NotoSansThai")


def test_the_language_chooses_letter_forms():
    serbian = paragraph(TextSpan("б", language="sr"), language="ru")
    russian = paragraph("б", language="ru")
    assert glyphs(only(serbian))[0].gid != glyphs(only(russian))[0].gid


def test_a_missing_character_is_told_with_its_place():
    shaped = paragraph("See ", "𓀀 (man)")
    (missing,) = shaped.missing
    assert missing == MissingGlyph("𓀀", 1, 0, chain("Noto Sans", "en").names)
    assert paragraph("bone").missing == ()


def test_a_mark_without_a_base_is_told_as_missing():
    shaped = paragraph("नमस्ते \u093f", language="hi")
    assert [(item.char, item.index) for item in shaped.missing] == [("\u093f", 7)]
    assert paragraph("\u25cc\u093f", language="hi").missing == ()


def test_characters_beyond_the_basic_plane_count_as_one():
    lines = paragraph("a 😀 b 😀 c").lines(2.2)
    assert "".join(texts(lines)) == "a 😀 b 😀 c"
    assert paragraph("a 😀").missing == ()


def test_kerning_across_a_break_is_undone_where_the_line_ends_there():
    shaped = paragraph("HHHH-Tea")
    parts = [line.advance for line in shaped.lines(shaped.longest)]
    assert parts == pytest.approx([paragraph("HHHH-").advance, paragraph("Tea").advance])
    assert sum(parts) > shaped.advance + 0.01
    assert shaped.longest == pytest.approx(max(parts))


def test_breaks_that_change_glyphs_are_shaped_anew():
    shaped = paragraph("ဆရာဝန်နှင့် တိုင်ပင်ပါ။ ဆရာဝန်နှင့် တိုင်ပင်ပါ။", language="my")
    for tenths in range(20, 160, 3):
        lines = shaped.lines(tenths / 10)
        assert len(lines) == shaped.count(tenths / 10)
        for line in lines:
            alone = paragraph(line.text.strip(), language="my")
            assert line.advance == pytest.approx(alone.advance, abs=1e-6)
