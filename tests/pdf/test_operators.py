import pytest

from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import Stroke
from brochure.document.tree import Span
from brochure.document.tree import StructureNode
from brochure.document.tree import StructureTree
from brochure.fonts.library import face
from brochure.pdf.codes import CodeBook
from brochure.pdf.forms import FormBook
from brochure.pdf.glyphs import show
from brochure.pdf.operators import Operators
from brochure.pdf.shapes import rounded
from brochure.pdf.shapes import runs_of
from brochure.pdf.store import Store
from brochure.pdf.surface import paint
from brochure.text.lines import Glyph
from brochure.text.lines import Run
from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size

ROLES = ("P", "Figure", "Lbl", "P")


@pytest.fixture
def surface(sample):
    structure = StructureTree(tuple(StructureNode(index, role, None) for index, role in enumerate(ROLES)))
    pictures = {"star": sample.STAR, "logo": sample.LOGO}
    made = Operators(structure, CodeBook("F"), FormBook("P", pictures, Store(3), 2))
    made.page("one", Size(100, 200))
    return made


def lines(surface):
    surface.end()
    return surface.chunks[-1].data.decode("ascii").splitlines()


def run(*glyphs, level=0, key="Noto Sans"):
    made = tuple(Glyph(*glyph) for glyph in glyphs)
    advance = sum(glyph.advance for glyph in made)
    return Run(
        face(key, 400, 100.0), made, 0, level, "Latn", advance, "".join(glyph.cluster for glyph in made)
    )


def test_grounds_share_one_artifact(surface):
    paint([Ground(Rect(10, 20, 30, 40), "primary"), Ground(Rect(0, 0, 5, 5), "primary")], surface)
    assert lines(surface) == [
        "/Artifact BMC",
        "/Brand cs",
        "3 sc",
        "10 140 30 40 re f",
        "0 195 5 5 re f",
        "EMC",
    ]


def test_grounds_with_borders(surface):
    surface.ground(Ground(Rect(10, 20, 30, 40), "ink", stroke="accent", stroke_width=0.5))
    surface.ground(Ground(Rect(10, 20, 30, 40), None, stroke="accent", stroke_width=0.5))
    made = lines(surface)
    assert made[3:7] == ["/Brand CS", "8 SC", "0.5 w", "0 J 0 j"]
    assert made[7:] == ["10 140 30 40 re B", "10 140 30 40 re S", "EMC"]


def test_strokes(surface):
    surface.stroke(Stroke((Point(0, 10), Point(5, 10), Point(5, 20)), "rule", 1.0, round_caps=True))
    made = lines(surface)
    assert made[3:] == ["1 w", "1 J 1 j", "0 190 m 5 190 l 5 180 l S", "EMC"]


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("dash", "0 195 m 10 195 l S"),
        ("cross", "0 200 m 10 190 l 0 190 m 10 200 l S"),
    ],
)
def test_marks_say_what_they_stand_for(surface, kind, path):
    surface.mark(Mark(kind, Rect(0, 0, 10, 10), "ink", 2, "\u2715"))
    made = lines(surface)
    assert made[0] == "/Lbl <</MCID 0/ActualText <FEFF27150020>>> BDC"
    assert made[-2:] == [path, "EMC"]


def test_pictures_keep_their_lines_as_thick_as_they_were(surface):
    surface.picture(PlacedPicture("star", Rect(0, 0, 50, 25), None))
    surface.picture(PlacedPicture("star", Rect(0, 50, 100, 50), 1))
    surface.picture(PlacedPicture("star", Rect(50, 0, 50, 25), None))
    made = lines(surface)
    assert made == [
        "/Artifact BMC",
        "q 0.5 0 0 0.5 0 175 cm /P1 Do Q",
        "EMC",
        "/Figure <</MCID 0>> BDC",
        "q 1 0 0 1 0 100 cm /P2 Do Q",
        "EMC",
        "/Artifact BMC",
        "q 0.5 0 0 0.5 50 175 cm /P1 Do Q",
        "EMC",
    ]
    assert len(surface.forms.forms) == 2
    assert b"\n4 w\n" in next(key[1] for key in surface.forms.forms)


def test_pictures_draw_in_the_palette_or_in_their_own_colours(surface):
    surface.picture(PlacedPicture("star", Rect(0, 0, 50, 25), None))
    surface.picture(PlacedPicture("logo", Rect(0, 0, 50, 50), None))
    bodies = [body for _, body in surface.forms.store.streams]
    assert b"/Resources<</ColorSpace<</Brand 2 0 R>>>>" in bodies[0]
    image, form = bodies[1:]
    assert b"/Subtype /Image" in image
    assert b"/Resources<</ColorSpace <</C1 /DeviceRGB>>/XObject <</I1 5 0 R>>>>" in form


def test_codes_are_one_path(surface):
    surface.code(PlacedCode(("110", "001", "000"), Rect(10, 10, 30, 30), "ink", 1))
    assert "q 10 0 0 -10 10 190 cm 0 0 2 1 re 2 1 1 1 re f Q" in lines(surface)


def test_runs_of_modules():
    assert list(runs_of(("1011", "0000", "1111"))) == [(0, 0, 1), (0, 2, 2), (2, 0, 4)]


def test_corners_that_do_not_fit_are_made_smaller():
    assert rounded(0, 0, 10, 10, (20, 20, 20, 20)) == rounded(0, 0, 10, 10, (5, 5, 5, 5))
    assert rounded(0, 0, 10, 10, (0, 0, 0, 0)) == "0 0 10 10 re"


def test_only_kerning_is_written():
    letters = face("Noto Sans", 400, 100.0)
    gid = letters.glyph("A")
    width = letters.advance(gid)
    book = CodeBook("F")
    plain = show([run((gid, width, 0.0, 0.0, "A"), (gid, width, 0.0, 0.0, "A"))], book, 10)
    assert plain.operators == ("<00020002> Tj",)
    kerned = show([run((gid, width - 0.04, 0.0, 0.0, "A"), (gid, width, 0.0, 0.0, "A"))], book, 10)
    assert kerned.operators == ("[<0002>40<0002>] TJ",)


def test_kerning_at_a_runs_end_moves_the_next_run():
    letters = face("Noto Sans", 400, 100.0)
    gid = letters.glyph("A")
    width = letters.advance(gid)
    first = run((gid, width + 0.1, 0.0, 0.0, "A"))
    assert show([first, first], CodeBook("F"), 10).operators == ("<0002> Tj", "[-100<0002>] TJ")


def test_small_displacements_add_up_instead_of_getting_lost():
    letters = face("Noto Sans", 400, 100.0)
    gid = letters.glyph("A")
    width = letters.advance(gid) + 0.0002
    made = show([run(*((gid, width, 0.0, 0.0, "A") for _ in range(10)))], CodeBook("F"), 10)
    assert made.operators == ("[<000200020002>-1<00020002000200020002>-1<00020002>] TJ",)


def test_marks_stand_where_they_belong():
    letters = face("Noto Sans", 400, 100.0)
    base, accent = letters.glyph("A"), letters.glyph("\u0301")
    width, accent_width = letters.advance(base), letters.advance(accent)
    made = show(
        [
            run(
                (base, width, 0.0, 0.0, "A\u0301"),
                (accent, 0.0, -0.2, 0.25, ""),
                (base, width, 0.0, 0.0, "A"),
            )
        ],
        CodeBook("F"),
        10,
    )
    assert accent_width == 0
    # The accent is copied as itself, so both letters are the same code.
    assert made.operators == ("<0002> Tj\n2.5 Ts\n[200<0003>] TJ\n0 Ts\n[-200<0002>] TJ",)


def test_two_lines_of_one_node_are_one_sequence(surface, sample):
    for line in sample.set_lines([Span("Two lines of words for one paragraph", 0)], 10, 30, 12, 120):
        surface.text(line)
    made = lines(surface)
    assert [line for line in made if line.endswith("BDC")] == ["/P <</MCID 0>> BDC"]
    assert sum(line == "BT" for line in made) > 1
    assert surface.notes.words(0) == "Two lines of words for one paragraph"


def test_a_sequence_ends_where_another_node_comes_between(surface, sample):
    for node in (0, 3, 0):
        for line in sample.set_lines([Span("Words", node)], 10, 30, 12, 120):
            surface.text(line)
    marks = [(mark.node, mark.mcid) for mark in surface.notes.marks]
    assert marks == [(0, 0), (3, 1), (0, 2)]


def test_holes_end_a_chunk_and_all_that_it_set(surface):
    ground = Ground(Rect(10, 20, 30, 40), "primary")
    surface.ground(ground)
    surface.hole("contact")
    surface.ground(ground)
    surface.end()
    first, second = surface.chunks
    assert (first.hole, second.hole) == ("contact", "")
    assert first.data == second.data
