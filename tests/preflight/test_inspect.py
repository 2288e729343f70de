"""An inspection tells what a file holds, and misses none of what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from brochure.preflight.inspect import inspect
from brochure.preflight.report import Bookmark
from brochure.preflight.report import FontInfo
from brochure.preflight.report import OutputIntent
from brochure.preflight.report import Report
from brochure.preflight.report import text_of
from brochure.preflight.words import letters
from brochure.preflight.words import words
from brochure.units import Rect
from brochure.units import Size

Make = Callable[..., bytes]
Show = Callable[[str], bytes]


def problems(report: Report) -> list[str]:
    return [problem.message for problem in report.problems]


NUMB = ("Numb", "feet", "Call", "your", "nurse", "at", "the", "office.", "•", "rest")


def test_a_good_file_has_no_problems(tagged: Make) -> None:
    assert problems(inspect(tagged())) == []


def test_words_in_structure_order(tagged: Make) -> None:
    report = inspect(tagged())
    assert words(report) == NUMB
    assert words(report, actual=False)[-1:] == ("rest",)
    assert "•" not in words(report, actual=False)
    assert words(report, alt=True)[8:10] == ("Two", "hands")
    assert letters(report) == "NumbfeetCallyournurseattheoffice.•rest"


def test_structure_tree(tagged: Make) -> None:
    (document,) = inspect(tagged()).structure
    assert (document.role, document.lang) == ("Document", "en")
    roles = [(node.role, node.standard) for node in document.walk()]
    assert ("Text", "LBody") in roles
    heading, paragraph, figure, items = document.children
    assert heading.text == "Numb feet"
    assert paragraph.text == "Call your\nnurse at the office."
    assert paragraph.children[0].text == "the office"
    assert paragraph.children[0].links == (0,)
    assert (figure.alt, figure.text) == ("Two hands", "")
    assert items.text == "•\nrest"


def test_what_the_file_says_of_itself(tagged: Make) -> None:
    report = inspect(tagged())
    assert (report.title, report.language, report.tagged) == ("Numb feet", "en-GB", True)
    assert report.standards == ("PDF/A-2a", "PDF/UA-1")
    assert report.dates == (("CreateDate", "2026-11-22T00:00:00Z"),)
    assert report.identifiers[0] == ("dc:identifier", "PN1")
    assert [label for label, _ in report.identifiers[1:]] == ["ID", "ID changing"]
    assert report.viewer == (("DisplayDocTitle", "true"), ("Duplex", "DuplexFlipShortEdge"))
    assert report.intents == (OutputIntent("GTS_PDFA1", "sRGB", True),)
    assert report.bookmarks == (Bookmark("Numb feet", 1, 0),)
    assert report.fonts == (FontInfo("Sample", True, True, "Type0/CIDFontType2", True),)
    assert report.artifacts == ("fold",)


def test_places_are_counted_downwards(tagged: Make) -> None:
    report = inspect(tagged())
    (page,) = report.pages
    assert page.size == Size(595, 842)
    assert page.boxes == (("TrimBox", Rect(10, 10, 575, 812)),)
    (link,) = report.links
    assert (link.uri, link.rect, link.page) == ("https://clinic.example/", Rect(120, 192, 60, 20), 0)
    assert (link.contents, link.tagged) == ("The clinic's office", True)


def test_image_resolution(tagged: Make) -> None:
    (image,) = inspect(tagged()).images
    assert (image.width, image.height, image.resolution) == (300, 150, 300.0)


def test_a_raised_mark_makes_no_new_line(tagged: Make, shown: Show) -> None:
    stream = (
        b"/P <</MCID 0>> BDC BT /F1 20 Tf 50 700 Td "
        + shown("ab")
        + b" Tj 0 8 Td "
        + shown("c\ue000\ue001")
        + b" Tj "
        b"0 -8 Td " + shown("d") + b" Tj 0 -24 Td " + shown("next") + b" Tj ET EMC"
    )
    report = inspect(tagged([stream], ("Document", {}, [("P", {}, [0])])))
    assert report.structure[0].text == "abcd\nnext"


@pytest.mark.parametrize(
    ("operators", "text"),
    [
        (b"14 TL 50 700 Td %a Tj %b '", "a\nb"),
        (b'14 TL 50 700 Td %a Tj 0 0 %b "', "a\nb"),
        (b"50 700 Td %a Tj 0 -14 TD %b Tj T* %a Tj", "a\nb\na"),
        (b"1 0 0 1 50 700 Tm %a Tj 1 0 0 1 90 700 Tm %b Tj", "ab"),
        (b"50 700 Td [%a -250 %b (\xff\xff)] TJ", "ab\ufffd"),
    ],
)
def test_every_way_to_show_text(tagged: Make, shown: Show, operators: bytes, text: str) -> None:
    code = operators.replace(b"%a", shown("a")).replace(b"%b", shown("b"))
    stream = b"/P <</MCID 0>> BDC BT /F1 12 Tf " + code + b" ET EMC"
    report = inspect(tagged([stream], ("Document", {}, [("P", {}, [0])])))
    assert report.structure[0].text == text


def test_actual_text_of_content_and_of_elements(tagged: Make, shown: Show) -> None:
    stream = (
        b"/P <</MCID 0>> BDC /Span <</ActualText (said)>> BDC BT /F1 12 Tf 50 700 Td " + shown("dr") + b" Tj "
        b"0 -14 Td " + shown("awn") + b" Tj ET EMC BT 50 672 Td " + shown("tail") + b" Tj ET EMC\n"
        b"/P <</MCID 1>> BDC BT 50 600 Td " + shown("cba") + b" Tj ET EMC"
    )
    report = inspect(tagged([stream], ("Document", {}, [("P", {}, [0]), ("P", {"ActualText": "abc"}, [1])])))
    assert report.structure[0].text == "said\ntail\nabc"
    assert text_of(report.structure[0], actual=False) == "dr\nawn\ntail\ncba"


def test_marked_content_within_a_form(tagged: Make, shown: Show) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        form = pdf.pages[0].Resources.XObject.Fm1
        form.write(b"/P <</MCID 7>> BDC BT /F1 12 Tf 50 700 Td " + shown("inside") + b" Tj ET EMC")
        form.StructParents = 9
        reference = pikepdf.Dictionary(Type=pikepdf.Name.MCR, MCID=7, Stm=form, Pg=pdf.pages[0].obj)
        pdf.Root.StructTreeRoot.K.K[0].K = reference

    report = inspect(tagged([b"/Fm1 Do"], ("Document", {}, [("P", {}, [])]), edit))
    assert report.structure[0].text == "inside"
    assert report.loose == ("",)


def without(*keys: str) -> Callable[[pikepdf.Pdf], None]:
    """An edit that deletes what the keys lead to, from the catalogue."""

    def edit(pdf: pikepdf.Pdf) -> None:
        holder: Any = pdf.Root
        for key in keys[:-1]:
            holder = holder[key]
        del holder[keys[-1]]

    return edit


def on_page(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj[key] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (without("/Lang"), "the file does not say its language"),
        (without("/Metadata"), "the file has no title"),
        (without("/ViewerPreferences", "/DisplayDocTitle"), "window is not asked to show the title"),
        (without("/MarkInfo"), "the file is not tagged"),
        (without("/StructTreeRoot"), "the file is not tagged"),
        (without("/StructTreeRoot", "/ParentTree"), "the parent tree leads marked content 0 of page 1"),
        (without("/StructTreeRoot", "/RoleMap"), '"Text" is neither standard nor mapped'),
        (on_page("/Tabs", pikepdf.Name.R), "the order of its links is not that of the structure"),
    ],
)
def test_what_is_missing_is_told(tagged: Make, edit: Any, message: str) -> None:
    told = problems(inspect(tagged(edit=edit)))
    assert any(message in problem for problem in told), told


def changed(tree: Any, number: int, node: Any) -> Any:
    kids = list(tree[2])
    kids[number] = node
    return (tree[0], tree[1], kids)


@pytest.mark.parametrize(
    ("number", "node", "message"),
    [
        (0, ("H2", {}, [0]), 'heading "Numb feet" is H2, but the one before is level 0'),
        (0, ("Sect", {}, []), 'page 1: text is in no structure element: "Numb feet"'),
        (0, ("H1", {}, [0, 9]), "the structure names marked content 9 of page 1, which has none"),
        (0, ("H1", {}, [0, 1]), "marked content 1 of page 1 hangs in the structure twice"),
        (1, ("P", {}, [1, 2, 3]), 'link to "https://clinic.example/" is not in the structure'),
        (2, ("Figure", {}, [4]), "a figure has no alternative text"),
    ],
)
def test_broken_structure_is_told(tagged: Make, good_tree: Any, number: int, node: Any, message: str) -> None:
    told = problems(inspect(tagged(tree=changed(good_tree, number, node))))
    assert any(message in problem for problem in told), told


def test_loose_and_unreadable_text_is_told(tagged: Make, shown: Show) -> None:
    tree = ("Document", {}, [("P", {}, [0])])
    loose = b"BT /F1 12 Tf 50 700 Td " + shown("stray") + b" Tj ET /P <</MCID 0>> BDC EMC"
    assert 'page 1: text is neither tagged nor an artifact: "stray"' in problems(
        inspect(tagged([loose], tree))
    )
    twice = b"/P <</MCID 0>> BDC EMC /P <</MCID 0>> BDC EMC"
    assert "page 1: marked content 0 is opened twice" in problems(inspect(tagged([twice], tree)))
    for stream in (b"/P <</MCID 0>> BDC EMC EMC", b"/P <</MCID 0>> BDC"):
        told = problems(inspect(tagged([stream], tree)))
        assert "page 1: marked content is not closed as often as opened (1)" in told
    unknown = b"/P <</MCID 0>> BDC BT /F1 12 Tf 50 700 Td " + shown("\u4e00\u4e01") + b" Tj ET EMC"
    assert "2 glyphs stand for no character" in problems(inspect(tagged([unknown], tree)))


def test_fonts_are_told(tagged: Make) -> None:
    assert 'font "Sample" is not embedded' in problems(inspect(tagged(embedded=False)))
    report = inspect(tagged(cmap=None))
    assert report.fonts[0].unicode is False
    assert any("glyphs stand for no character" in problem for problem in problems(report))


def test_problems_name_the_file(tagged: Make) -> None:
    report = inspect(tagged(edit=without("/Lang")), "build/leaflet.pdf")
    assert str(report.problems[0]) == "build/leaflet.pdf: warning: the file does not say its language"


def test_simple_fonts_read_by_their_encoding(tagged: Make) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        encoding = pikepdf.Dictionary(
            BaseEncoding=pikepdf.Name.WinAnsiEncoding,
            Differences=pikepdf.Array(
                [65, pikepdf.Name("/uni0416"), pikepdf.Name("/space"), pikepdf.Name("/odd")]
            ),
        )
        pdf.pages[0].Resources.Font.F1 = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=encoding,
        )

    stream = b"/P <</MCID 0>> BDC BT /F1 12 Tf 50 700 Td (caf\xe9 A) Tj (BCz) Tj ET EMC"
    report = inspect(tagged([stream], ("Document", {}, [("P", {}, [0])]), edit))
    assert report.structure[0].text == "café Ж \ufffdz"
    assert report.fonts == (FontInfo("Helvetica", False, False, "Type1", False),)
