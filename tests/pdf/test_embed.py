import io
import re

import pikepdf
import pytest
import uharfbuzz

from brochure.fonts.face import Subset
from brochure.fonts.library import face
from brochure.pdf.codes import blank_glyph
from brochure.pdf.codes import book_for
from brochure.pdf.codes import CodeBook
from brochure.pdf.codes import Codes
from brochure.pdf.embed import embed
from brochure.pdf.store import Store
from brochure.text.lines import Glyph
from brochure.text.lines import Run


@pytest.fixture
def letters():
    return face("Noto Sans", 400, 94.0)


def bodies(store):
    return dict(store.streams) | dict(store.packed)


def test_fonts_of_the_file_are_what_they_say(files, letters):
    with pikepdf.open(io.BytesIO(files["screen"])) as pdf:
        font = pdf.pages[0].Resources.Font.F1
        below = font.DescendantFonts[0]
        assert re.fullmatch(r"/[A-Z]{6}\+NotoSans_400wght_94wdth", str(font.BaseFont))
        assert below.BaseFont == font.BaseFont == below.FontDescriptor.FontName
        mapped = below.CIDToGIDMap.read_bytes()
        program = below.FontDescriptor.FontFile2.read_bytes()
        inside = uharfbuzz.Face(program)
        widths = [float(width) for width in below.W[1]]
    gids = [int.from_bytes(mapped[at : at + 2], "big") for at in range(2, len(mapped), 2)]
    assert len(widths) == len(gids)
    assert max(gids) == inside.glyph_count - 1
    drawn = uharfbuzz.Font(inside)
    assert [drawn.get_glyph_h_advance(gid) for gid in gids] == widths
    assert widths[0] == letters.advance(letters.glyph(" ")) * 1000


def test_one_glyph_two_texts_two_codes(letters):
    codes = Codes(letters, "F1")
    gid = letters.glyph("-")
    assert codes.add((gid, "-"))[0] == "0001"
    assert codes.add((gid, "\u2010"))[0] == "0002"
    store = Store(0)
    embed(codes, store)
    assert len(bodies(store)) == store.last


def test_the_tag_tells_subsets_apart(letters):
    tags = set()
    for text in ("a", "b", "a"):
        codes = Codes(letters, "F1")
        codes.add((letters.glyph(text), text))
        store = Store(0)
        number = embed(codes, store)
        tags.add(re.search(rb"/([A-Z]{6})\+", bodies(store)[number])[1])
    assert len(tags) == 2


def test_too_many_codes_are_refused(letters):
    codes = Codes(letters, "F1", {(0, str(number)): ("", 0.0) for number in range(0xFFFF)})
    with pytest.raises(OverflowError, match="65,535"):
        codes.add((1, "a"))


class Postscript:
    """A face whose outlines are CFF, as the Chinese ones' are."""

    key, postscript_name, flags = "Han-400-100", "Han-Regular", 4
    bbox, italic_angle, ascender, descender = (0, -0.1, 1, 0.9), 0.0, 0.9, -0.1
    cap_height, x_height, stem_v = 0.7, 0.5, 0.08

    def advance(self, gid):
        return 1.0 if gid > 50 else 0.5

    def glyph(self, char):
        return None

    def subset(self, gids):
        return Subset(b"\x01\x00\x04\x01", "cff", {gid: index for index, gid in enumerate([0, *gids])})


def test_cff_goes_by_a_cmap_as_it_has_no_second_cid():
    codes = Codes(Postscript(), "F1")
    for key in ((99, "骨"), (20, "a"), (99, "\u2fbb")):
        codes.add(key)
    store = Store(0)
    embed(codes, store)
    found = bodies(store)
    type0 = next(body for body in found.values() if b"/Type0" in body)
    below = next(body for body in found.values() if b"/CIDFontType0/" in body or b"/CIDFontType0>" in body)
    assert b"/Identity-H" not in type0
    assert b"/W[1[500]2[1000]]" in below
    assert b"CIDToGIDMap" not in below
    assert any(b"/Subtype/CIDFontType0C" in body for body in found.values())
    number = int(re.search(rb"/Encoding (\d+) 0 R", type0)[1])
    made = pikepdf.new()
    stream = pikepdf.Stream(made, b"")
    stream.write(
        found[number].split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0], filter=pikepdf.Name.FlateDecode
    )
    assert b"3 begincidchar\n<0001> 2\n<0002> 1\n<0003> 2\nendcidchar" in stream.read_bytes()


def test_right_to_left_clusters_are_known_by_their_letters():
    arabic = face("Noto Sans Arabic", 400, 100.0)
    gid = arabic.glyph("م")
    run = Run(arabic, (Glyph(gid, 0.5, 0.0, 0.0, "م\u064e"),), 0, 1, "Arab", 0.5, "م\u064e")
    whole = Codes(arabic, "F1")
    whole.add((gid, "م\u064e"))
    assert book_for([run], {arabic: whole}, "C").ready == {}
    letters = Codes(arabic, "F1")
    letters.add((gid, "م"))
    letters.add((blank_glyph(arabic), "\u064e"))
    assert book_for([run], {arabic: letters}, "C").ready == {arabic: letters}


def test_fonts_are_named_in_order_of_first_use(letters):
    book = CodeBook("F")
    bold = face("Noto Sans", 700, 94.0)
    assert [book.codes(item).name for item in (bold, letters, bold)] == ["F1", "F2", "F1"]
