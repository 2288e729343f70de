import io
import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from brochure.composition.leaflet import Part
from brochure.imposition.impose import Imposition
from brochure.imposition.impose import Sheet
from brochure.pdf.lay import lay
from brochure.pdf.prepare import prepare
from brochure.pdf.write import write
from brochure.units import Rect

SAMPLE = Path(__file__).with_name("sample.py")


def failures(data, profile):
    report = page.validate_pdf_bytes(data, profile=profile)
    assert report.rules.passed > 100  # it did look
    return [(failure.rule_id, failure.message) for failure in report.failures]


def words_of(data):
    document = pypdfium2.PdfDocument(data)
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    return [" ".join(text.replace("\u200b", "").split()) for text in texts]


def elements(pdf):
    """Structure elements in reading order, each with its depth."""
    found = []

    def walk(item, depth):
        if not isinstance(item, pikepdf.Dictionary) or "/S" not in item:
            return
        found.append((depth, item))
        kids = item.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid, depth + 1)

    for root in pdf.Root.StructTreeRoot.K:
        walk(root, 0)
    return found


def element(pdf, role, nth=0):
    return [item for _, item in elements(pdf) if role == item.S][nth]


@pytest.fixture(params=["screen", "office"])
def data(request, files):
    return files[request.param]


@pytest.fixture
def screen(files):
    with pikepdf.open(io.BytesIO(files["screen"])) as pdf:
        yield pdf


@pytest.fixture
def office(files):
    with pikepdf.open(io.BytesIO(files["office"])) as pdf:
        yield pdf


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_conforms(data, profile):
    assert failures(data, profile) == []


def test_the_validator_would_tell(files):
    broken = files["screen"].replace(b"<pdfuaid:part>1</pdfuaid:part>", b"<pdfuaid:part>7</pdfuaid:part>")
    assert failures(broken, "ua1")


def test_syntax_is_sound(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pdf_version == "1.7"
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", data)


def test_words_come_out_in_reading_order(files):
    cover, back = words_of(files["screen"])
    assert cover.startswith(
        "Numb hands & feet: after AVATAR (50 %) Peripheral neuropathy means that nerves outside"
    )
    assert "what your clinic says about it at length or ask us. Item number 1 Item number 2" in cover
    assert back == "Where we are Harbour Clinic, Łódź Telephone 01632 960 001 A note at the end."
    assert words_of(files["office"]) == [f"{cover} {back}"]


def test_structure_tree(screen):
    roles = [(depth, str(item.S)[1:]) for depth, item in elements(screen)]
    assert roles == [
        *((0, "Document"), (1, "Sect"), (2, "H1"), (2, "P"), (3, "Link"), (2, "Figure")),
        *((2, "L"), (3, "LI"), (4, "Lbl"), (4, "LBody"), (3, "LI"), (4, "Lbl"), (4, "LBody")),
        *((1, "Sect"), (2, "H2"), (2, "Div")),
        *((3, "Div"), (4, "H3"), (4, "P"), (5, "Link"), (4, "Figure"), (4, "Figure")),
        *((2, "Note"), (3, "P")),
    ]


def test_a_link_stands_among_its_paragraphs_words(screen):
    first, link, last = element(screen, "/P").K
    assert (first, last) == (1, 3)
    assert link.S == "/Link"
    assert link.K[0] == 2
    annotation = link.K[1].Obj
    assert annotation.A.URI == "https://example.org/a?b=c&d=(e)"
    assert annotation.Contents == "what your clinic says about it at length"
    assert (annotation.F, list(annotation.Border)) == (4, [0, 0, 0])
    assert len(annotation.QuadPoints) == 8 * 3  # it takes three lines
    parents = screen.Root.StructTreeRoot.ParentTree.Nums
    at = list(parents[::2]).index(annotation.StructParent)
    assert parents[2 * at + 1].objgen == link.objgen
    assert screen.pages[0].Annots[0].objgen == annotation.objgen


def test_links_are_where_their_words_are(screen, office):
    on_screen = [float(value) for value in element(screen, "/Link", 1).K[1].Obj.Rect]
    on_sheet = [float(value) for value in element(office, "/Link", 1).K[1].Obj.Rect]
    assert on_screen[0] == pytest.approx(30 + 64, abs=1)
    assert on_screen[1] < 600 - 140 < on_screen[3]
    # The second panel stands 300 points to the right and all is 20 points up.
    assert on_sheet == pytest.approx(
        [on_screen[0] + 300, on_screen[1] + 20, on_screen[2] + 300, on_screen[3] + 20]
    )


def test_marked_content_and_parent_tree_agree(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        seen = []
        nums = pdf.Root.StructTreeRoot.ParentTree.Nums
        tree = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
        for sheet in pdf.pages:
            parents = tree[int(sheet.StructParents)]
            for operands, operator in pikepdf.parse_content_stream(sheet):
                if str(operator) == "BDC" and "/MCID" in operands[1]:
                    mcid = int(operands[1].MCID)
                    owner = parents[mcid]
                    assert operands[0] == owner.S
                    kids = owner.K if isinstance(owner.K, pikepdf.Array) else [owner.K]
                    assert mcid in [kid for kid in kids if isinstance(kid, int)]
                    seen.append(mcid)
        assert sorted(seen) == list(range(len(seen)))
        assert len(seen) == 16


def test_figures_have_words_and_a_place(screen, office):
    star = element(screen, "/Figure")
    assert star.Alt == "A star"
    # The clip ends at 160 though the picture goes on to 170.
    assert list(star.A.BBox) == [20, 275, 160, 350]
    assert list(element(office, "/Figure").A.BBox) == [40, 295, 180, 370]
    assert [str(item.Alt) for _, item in elements(screen) if item.S == "/Figure"][1:] == [
        "Logo",
        "Code that leads to bookings",
    ]


def test_notes_have_ids(screen):
    note = element(screen, "/Note")
    names = screen.Root.StructTreeRoot.IDTree.Names
    assert names[0] == note.ID
    assert names[1].objgen == note.objgen


def test_lists_say_their_labels(screen):
    assert element(screen, "/L").A.ListNumbering == "/Disc"
    texts = [
        str(operands[1].ActualText)
        for operands, operator in pikepdf.parse_content_stream(screen.pages[0])
        if str(operator) == "BDC" and operands[0] == "/Lbl"
    ]
    assert texts == ["\u2022 ", "\u2610 "]
    assert element(screen, "/Lbl").ActualText == "\u2022"


def test_bookmarks(screen, office):
    for pdf, sheets in ((screen, [0, 1]), (office, [0, 0])):
        with pdf.open_outline() as outline:
            top = outline.root[0]
            assert top.title == "Numb hands & feet: after AVATAR (50 %)"
            assert [child.title for child in top.children] == ["Where we are"]
            targets = [top.destination, top.children[0].destination]
        assert [pdf.pages.index(pikepdf.Page(target[0])) for target in targets] == sheets
    assert targets[1][2] == 300  # the second panel's left edge on the sheet


def test_viewer_and_printer_are_told(screen, office, made, sample):
    assert screen.Root.ViewerPreferences.DisplayDocTitle
    assert "/Duplex" not in screen.Root.ViewerPreferences
    assert office.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    assert office.Root.ViewerPreferences.PrintScaling == "/None"
    assert [sheet.Tabs for sheet in screen.pages] == ["/S", "/S"]
    assert list(office.pages[0].TrimBox) == [20, 20, 580, 620]
    assert "/TrimBox" not in screen.pages[0]


def test_right_to_left_leaflets_say_their_language_and_no_direction(shared, made, sample):
    metadata = replace(sample.METADATA, language="ar", rtl=True)
    data = write(shared, made.parts, sample.screen(made.leaflet), sample.PALETTE, made.logos, metadata)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Direction" not in pdf.Root.ViewerPreferences
        assert pdf.Root.Lang == "ar"


def test_metadata_agree(screen, sample):
    information = {key: str(value) for key, value in screen.docinfo.items()}
    with screen.open_metadata() as xmp:
        assert xmp["dc:title"] == "Numb hands & feet"
        assert xmp["dc:creator"] == ["Łódź (clinic)"]
        assert xmp["dc:description"] == "About <neuropathy>"
        assert xmp["dc:language"] == {"en"}
        assert xmp["xmp:CreateDate"] == "2026-11-22T00:00:00Z"
        assert xmp["pdf:Producer"] == "brochure 0.1.0"
    assert information == {
        "/Title": "Numb hands & feet",
        "/Subject": "About <neuropathy>",
        "/Author": "Łódź (clinic)",
        "/Keywords": "nerves, pain",
        "/Creator": "brochure 0.1.0",
        "/Producer": "brochure 0.1.0",
        "/CreationDate": "D:20261122000000Z",
        "/ModDate": "D:20261122000000Z",
    }
    assert [bytes(half).hex() for half in screen.trailer.ID] == [sample.METADATA.digest[:32]] * 2


def test_brands_change_the_palette_and_nothing_else(shared, made, sample, files):
    other = write(shared, made.parts, sample.screen(made.leaflet), sample.RED, made.logos, sample.METADATA)
    streams, tables = [], []
    for data in (files["screen"], other):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            space = pdf.pages[0].Resources.ColorSpace.Brand
            assert (space[0], space[1], space[2]) == ("/Indexed", "/DeviceRGB", 27)
            streams.append([part.read_raw_bytes() for sheet in pdf.pages for part in sheet.Contents])
            tables.append(bytes(space[3]))
    assert streams[0] == streams[1]
    assert tables[1][:6] == bytes((200, 20, 0, 200, 20, 9))


def test_colours_show(shared, made, sample):
    data = write(shared, made.parts, sample.screen(made.leaflet), sample.RED, made.logos, sample.METADATA)
    image = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil()
    assert image.getpixel((5, 20)) == (
        200,
        20,
        27,
    )  # the cover's ground is primary, role 3, and reaches the edge
    assert image.getpixel((30, 500)) == (200, 20, 54)  # tint, role 6
    assert image.getpixel((270, 300)) == (255, 255, 255)


def test_office_streams_are_the_screens(screen, office):
    sheet = [part.read_raw_bytes() for part in office.pages[0].Contents]
    for panel in screen.pages:
        for part in panel.Contents:
            assert part.read_raw_bytes() in sheet


def test_the_clinics_box_stands_in_reading_order(screen):
    texts = [part.read_bytes() for part in screen.pages[1].Contents]
    assert [re.search(rb"/(H2|H3|P) <<", text)[1] for text in texts] == [b"H2", b"H3", b"P"]


def test_a_box_left_out_leaves_no_gap(shared, made, sample):
    data = write(shared, (), sample.screen(made.leaflet), sample.PALETTE, {}, sample.METADATA)
    assert words_of(data)[1] == "Where we are A note at the end."
    assert failures(data, "ua1") == []
    assert failures(data, "2a") == []


def test_boxes_nobody_asked_for_are_refused(shared, made, sample):
    (part, document), screen = made.parts[0], sample.screen(made.leaflet)
    stray = Part("elsewhere", 0, part.items)
    with pytest.raises(ValueError, match="elsewhere"):
        write(shared, ((stray, document),), screen, sample.PALETTE, made.logos, sample.METADATA)
    with pytest.raises(ValueError, match="contact"):
        write(shared, made.parts * 2, screen, sample.PALETTE, made.logos, sample.METADATA)


def test_pages_left_off_the_sheets_are_refused(shared, made, sample):
    screen = sample.screen(made.leaflet)
    with pytest.raises(ValueError, match=r"\[1\]"):
        lay(shared, Imposition(screen.sheets[:1], None))


def test_blank_sides_are_allowed(shared, made, sample):
    office = sample.office(made.leaflet)
    sheet = office.sheets[0]
    blank = Sheet("inside", sheet.size, (), (), Rect(0, 0, *sheet.size))
    imposition = Imposition((sheet, blank), "long")
    data = write(shared, made.parts, imposition, sample.PALETTE, made.logos, sample.METADATA)
    assert failures(data, "ua1") == []
    assert failures(data, "2a") == []
    assert words_of(data)[1] == ""


def test_clinic_words_that_the_leaflet_has_need_no_font(shared, made, sample):
    def fonts(name):
        part = sample.make_part(name)
        imposition = sample.screen(made.leaflet)
        data = write(shared, (part,), imposition, sample.PALETTE, made.logos, sample.METADATA)
        assert words_of(data)[1].startswith(f"Where we are {name}")
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return sorted(pdf.pages[0].Resources.Font.keys())

    # Plain letters and digits are in the shared fonts whatever the leaflet says; a Polish name is not.
    assert fonts("desert notes 0123456789") == ["/F1", "/F2"]
    assert fonts("Łódź") == ["/C1", "/F1", "/F2"]


def test_a_shared_font_never_grows(shared):
    codes = next(iter(shared.codes.values()))
    with pytest.raises(ValueError, match="embedded already"):
        codes.add((3, "never seen"))


def test_the_same_again(made, sample, files):
    again = prepare(made.leaflet, made.document, made.pictures)
    data = write(again, made.parts, sample.screen(made.leaflet), sample.PALETTE, made.logos, sample.METADATA)
    assert data == files["screen"]


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"},
        {"PYTHONHASHSEED": "77", "TZ": "America/Los_Angeles", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_the_same_in_another_process(tmp_path, files, settings):
    target = tmp_path / "out.pdf"
    environment = {**os.environ, **settings, "PYTHONPATH": str(Path.cwd())}
    subprocess.run([sys.executable, str(SAMPLE), str(target)], check=True, env=environment)
    assert target.read_bytes() == files["screen"]


def test_a_second_clinic_starts_with_the_same_bytes(shared, made, sample, files):
    imposition = sample.screen(made.leaflet)
    other = write(
        shared, (sample.make_part("Another place"),), imposition, sample.RED, made.logos, sample.METADATA
    )
    head = lay(shared, imposition).head.data
    assert len(head) > 10_000
    assert other.startswith(head)
    assert files["screen"].startswith(head)


def test_transparent_logos_conform(shared, made, sample):
    logo = replace(
        sample.LOGO,
        digest="logo-2",
        content=b"/G1 gs\n0 0 1 rg\n0 0 20 20 re\nf\n",
        resources={"ExtGState": {"G1": {"ca": 0.5}}},
        transparent=True,
    )
    imposition = sample.screen(made.leaflet)
    data = write(shared, made.parts, imposition, sample.PALETTE, {"logo": logo}, sample.METADATA)
    assert failures(data, "ua1") == []
    assert failures(data, "2a") == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pages[0].Resources.XObject.L1.Group.S == "/Transparency"


def test_clinics_may_draw_the_leaflets_pictures(shared, made, sample):
    (part, document) = made.parts[0]
    items = [
        item._replace(picture="star", rect=Rect(30, 180, 150, 75)) if hasattr(item, "picture") else item
        for item in part.items
    ]
    drawn = ((part._replace(items=tuple(items)), document),)
    data = write(shared, drawn, sample.screen(made.leaflet), sample.PALETTE, {}, sample.METADATA)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert sorted(pdf.pages[0].Resources.XObject.keys()) == ["/P1", "/P2"]


def test_what_is_shared_goes_to_other_processes(shared, made, sample, files):
    copy = pickle.loads(pickle.dumps(shared))
    data = write(copy, made.parts, sample.screen(made.leaflet), sample.PALETTE, made.logos, sample.METADATA)
    assert data == files["screen"]
