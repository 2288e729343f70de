import io
from dataclasses import replace

import page
import pikepdf
import pypdfium2
import pytest

from brochure.composition.leaflet import Given
from brochure.composition.leaflet import Leaflet
from brochure.composition.leaflet import Page
from brochure.document.tree import Span
from brochure.pdf.prepare import prepare
from brochure.pdf.write import write


def printed(sample, language, spans, rtl=False, role="P"):
    """A leaflet with a heading and a paragraph of `spans`, whose nodes are 2 and, for a link, 3."""
    tree = sample.Tree()
    root = tree.add("Document")
    heading = tree.add("H1", root)
    paragraph = tree.add(role, root)
    if any(span.node > paragraph for span in spans):
        tree.add("Link", paragraph)
    right = 200 if rtl else None
    items = (
        *sample.set_lines([Span("Title", heading)], 20, 40, 20, 240),
        *sample.set_lines(spans, 20, 80, 13, 150, language=language, rtl=rtl, right=right, width=100.0),
    )
    given = Given("one", 13, 1, 1, 100, True)
    leaflet = Leaflet((Page("one", sample.PAGE, items),), (), given)
    shared = prepare(leaflet, tree.document(language), {})
    metadata = replace(sample.METADATA, language=language, rtl=rtl)
    return write(shared, (), sample.screen(leaflet), sample.PALETTE, {}, metadata)


def words_of(data):
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    return " ".join(text.replace("\u200b", "").split()).removeprefix("Title ")


TEXTS = {
    "vi": "Bệnh thần kinh ngoại biên là gì và vì sao các dây thần kinh đau",
    "he": "מהי נוירופתיה היקפית? התקשרו 1-800-555-0199 אם יש לכם חום של 38 מעלות היום",
    "ar": "ما هو مَرَضُ الأعصاب الطرفية؟ اتصل على الرقم 38 نعم اليوم",
    "ur": "اعصابی بیماری کیا ہے اور اس کا علاج کیسے ہوتا ہے؟",
    "hi": "परिधीय न्यूरोपैथी क्या है और यह क्यों होती है जाँच",
    "bn": "পেরিফেরাল নিউরোপ্যাথি কী এবং কেন হয়",
    "ta": "புற நரம்பியல் என்றால் என்ன",
}


@pytest.mark.parametrize("language", TEXTS)
def test_words_come_out_as_they_went_in(sample, language):
    data = printed(sample, language, [Span(TEXTS[language], 2)], rtl=language in ("ar", "he", "ur"))
    assert words_of(data) == TEXTS[language]
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).failures == []


def test_scripts_without_spaces_lose_no_letter(sample):
    text = "โรคเส้นประสาทส่วนปลายคืออะไร ยาครั้งละน้ำ"
    data = printed(sample, "th", [Span(text, 2)])
    assert words_of(data).replace(" ", "") == text.replace(" ", "")


def test_right_to_left_elements_say_their_words(sample):
    text = "התקשרו אל Harbour Clinic היום"
    data = printed(sample, "he", [Span(text, 2)], rtl=True)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        heading, paragraph = pdf.Root.StructTreeRoot.K[0].K
        assert paragraph.ActualText == text
        assert "/ActualText" not in heading
    with pikepdf.open(io.BytesIO(printed(sample, "he", [Span(TEXTS["he"], 2)], rtl=True))) as pdf:
        assert pdf.Root.StructTreeRoot.K[0].K[1].ActualText == TEXTS["he"]


def test_only_lines_with_glyphs_out_of_place_get_actual_text(sample):
    def spans(language, text):
        data = printed(sample, language, [Span(text, 2)])
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return [
                str(operands[1].ActualText)
                for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
                if str(operator) == "BDC" and operands[0] == "/Span"
            ]

    assert spans("en", "Plain words fi ffi") == []
    assert spans("ta", TEXTS["ta"]) == []
    assert spans("th", "โรคเส้นประสาทส่วนปลายคืออะไร ยาครั้งละน้ำ") == ["โรคเส้นประสาทส่วนปลายคือ", "อะไร ยาครั้งละน้ำ"]


def test_a_link_in_a_right_to_left_line_is_read_in_its_place(sample):
    spans = [Span("התקשרו אל ", 2), Span("המרפאה", 3, link="https://example.org"), Span(" היום", 2)]
    data = printed(sample, "he", spans, rtl=True)
    assert page.validate_pdf_bytes(data, profile="ua1").failures == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        before, link, after = pdf.Root.StructTreeRoot.K[0].K[1].K
        # Drawn from left to right the line's end comes first: its id is the lowest, its place the last.
        assert (before, link.K[0], after) == (3, 2, 1)
        assert link.K[1].Obj.Contents == "המרפאה"


def test_words_in_another_language_say_so(sample):
    data = printed(sample, "en", [Span("We say ", 2), Span("guten Tag", 2, language="de"), Span(" too", 2)])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spans = [
            str(operands[1].Lang)
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "BDC" and operands[0] == "/Span"
        ]
    assert spans == ["de"]
    assert words_of(data) == "We say guten Tag too"


def test_words_do_not_run_together_at_a_lines_end(sample):
    data = printed(sample, "en", [Span("Peripheral neuropathy means that nerves are hurt", 2)])
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "neuropathy \r\nmeans" in text or "neuropathy\r\nmeans" in text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = pdf.pages[0].Resources.Font.F1
        assert b"<0001> <0020>" in font.ToUnicode.read_bytes()
        shown = [
            bytes(operands[0] if str(operator) == "Tj" else operands[0][-1])
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) in ("Tj", "TJ")
        ]
    assert [text.endswith(b"\x00\x01") for text in shown] == [False, True, True, False]
