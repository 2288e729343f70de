"""What a clinic holds in its hand: the finished leaflet, judged by libraries that did not write it."""

import colorsys
import ctypes
import gc
import io
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import combinations
from itertools import groupby
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import page as validator
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdfium2 import raw as pdfium
from reportlab.pdfgen.canvas import Canvas

from brochure.brand.inks import contrast
from brochure.brand.inks import ROLES
from brochure.build import Edition
from brochure.build import Press
from brochure.preflight.inspect import inspect as look_into
from brochure.preflight.proof import find_unsafe_text
from brochure.preflight.report import Piece
from brochure.preflight.words import page_words
from brochure.preflight.words import split
from brochure.preflight.words import words
from brochure.project import read_project
from brochure.units import MM
from brochure.units import Rect

ROOT = Path(__file__).resolve().parent.parent
KINDS = [(layout, target) for layout in ("trifold", "handout") for target in ("screen", "office")]
LABELS = {"\u2022", "\u2610"}
SCALE = 2.0
"""Pixels a point in the pictures that looks are judged by."""
CLDR = ("Mon", "Fri", "–", "November", "08:30–17:30")
"""Names of days and months, and how hours are said."""


inspect = cache(look_into)


def copy_project(folder):
    """The author's files as they are in the repository."""
    shutil.copy(ROOT / "content.yaml", folder)
    for name in ("layouts", "clinics", "looks"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def add_clinic(project, name, changes, logo=None):
    """A copy of the sample clinic with some of its lines changed."""
    home = project / "clinics" / name
    shutil.copytree(ROOT / "clinics/riverside", home)
    text = (home / "clinic.yaml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    (home / "clinic.yaml").write_text(text, encoding="utf-8")
    if logo is not None:
        (home / "logo.svg").unlink()
        (home / logo[0]).write_bytes(logo[1])


def pixels_logo():
    out = io.BytesIO()
    Image.new("RGBA", (800, 200), (90, 30, 92, 255)).save(out, "PNG")
    return "sign.png", out.getvalue()


HARBOUR = {
    "Riverside Physiotherapy": "Harbour Pain Centre",
    "short: Riverside": "short: Harbour",
    "12 Mill Lane": "1 Quay",
    "Riverside RV1 2AB": "Harbour HB9 9ZZ",
    "01632 960142": "01632 960777",
    "https://riverside-physio.example/pn1": "https://hp.example",
    "leaflets@riverside-physio.example": "say@hp.example",
    '"999"': '"112"',
    "#0B5563": "#5A1E5C",
    "#D8623A": "#2E7D32",
    "logo.svg": "sign.png",
}


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """The sample clinic; the same on Letter; one with other inks, words, raster logo and a short address."""
    folder = copy_project(tmp_path_factory.mktemp("leaflet"))
    add_clinic(folder, "letter", {"size: a4": "size: letter"})
    add_clinic(folder, "harbour", HARBOUR, pixels_logo())
    return folder


@pytest.fixture(scope="session")
def files(project):
    """Every layout for every target, by (clinic, layout, target)."""
    press = Press(read_project(project))
    return {
        (clinic, *kind): press.print(Edition(clinic, "en", *kind))
        for clinic in ("riverside", "letter", "harbour")
        for kind in KINDS
    }


ALL = [(clinic, *kind) for clinic in ("riverside", "letter", "harbour") for kind in KINDS]
every_file = pytest.mark.parametrize("name", ALL, ids="-".join)
every_look = pytest.mark.parametrize("name", [name for name in ALL if name[2] == "screen"], ids="-".join)
both_layouts = pytest.mark.parametrize("layout", ["trifold", "handout"])


# Words: what content.yaml says, and nothing else


def said(text):
    """A text of content.yaml as its words, its inline marks taken off."""
    return " ".join(split(re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text.replace("**", ""))))


def find(text, told):
    """Where a text stands in what a file tells: (start, end) of its stretches between values of {places}."""
    parts = re.split(r"\{[a-z-]+\}", said(text))
    pattern = "(.{1,60}?)".join(re.escape(part) for part in parts)
    for match in re.finditer(rf"(?<!\S){pattern}(?!\S)", told):
        edges = [
            match.start(),
            *(edge for n in range(len(parts) - 1) for edge in match.span(n + 1)),
            match.end(),
        ]
        yield from zip(edges[::2], edges[1::2], strict=True)


def read(printed):
    return " ".join(word for word in words(inspect(printed.data)) if word not in LABELS)


def left_out(project, printed, layout):
    file = Press(project).layout(layout).file
    plan = next(plan for plan in file.plans if plan.name == printed.composition.leaflet.given.plan)
    names = [*file.leaves_out, *plan.leaves_out]
    return lambda path: any(path == name or path.startswith(f"{name}.") for name in names)


@every_look
def test_every_text_that_is_not_left_out_is_in_the_file(project, files, name):
    printed = files[name]
    content = read_project(project)
    out, told = left_out(content, printed, name[1]), read(printed)
    asked = 0
    for path, block in content.content.walk():
        for key, wordings in (
            (path, (block.text, block.short)),
            (f"{path}.heading", (block.heading, block.short_heading)),
        ):
            if wordings[0] is None or out(key):
                continue
            asked += 1
            assert any(list(find(wording, told)) for wording in wordings if wording is not None), key
    assert asked > 60


@every_look
def test_every_word_of_the_file_is_a_text_of_the_content_or_a_value_of_the_clinic(project, files, name):
    content = read_project(project).content
    told = read(files[name])
    free = list(told)
    for _, text in sorted(content.texts(), key=lambda entry: -len(entry[1])):
        for start, end in find(text, told):
            free[start:end] = " " * (end - start)
    values = (project / "clinics" / name[0] / "clinic.yaml").read_text(encoding="utf-8")
    leaflet = content.leaflet
    values += f" {leaflet.id} {leaflet.version} {leaflet.published.year} {leaflet.review.year} "
    values += " ".join((*content.words.values(), *CLDR))
    known = set(re.split(r"[\s\"]+", values))
    strange = [word.strip(".,:") for word in "".join(free).split()]
    assert strange, "a clinic says something of its own"
    for word in filter(None, strange):
        # An address is printed without its scheme.
        assert word in known or (re.search(r"\w[./]\w", word) and f"https://{word}" in known), word
    assert len(strange) < 40, "a clinic says little"


@every_look
def test_pages_read_in_order_are_the_structure_page_by_page(files, name):
    data = files[name].data
    report = inspect(data)
    by_page = [[] for _ in report.pages]
    for root in report.structure:
        for piece in pieces(root):
            by_page[piece.page] += [word for word in split(piece.drawn) if word not in LABELS]
    # A link cuts a line into pieces: a full stop after it is no word of its own.
    assert ["".join(page) for page in by_page] == ["".join(page) for page in page_words(data)]


@pytest.mark.parametrize("clinic", ["riverside", "letter", "harbour"])
@both_layouts
def test_sheets_for_the_printer_say_the_same_in_the_same_order(files, clinic, layout):
    screen, office = (inspect(files[clinic, layout, target].data) for target in ("screen", "office"))
    assert words(office) == words(screen)
    assert [(node.role, node.alt) for node in office.walk()] == [
        (node.role, node.alt) for node in screen.walk()
    ]


def pieces(node):
    """A node's marked content with that of all nodes below it, in reading order."""
    for kid in node.kids:
        if isinstance(kid, Piece):
            yield kid
        else:
            yield from pieces(kid)


# What the file is made of


@every_file
def test_files_conform(files, name):
    for profile in ("ua1", "2a"):
        report = validator.validate_pdf_bytes(files[name].data, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
        assert report.is_compliant


def opened(printed):
    return pikepdf.open(io.BytesIO(printed.data))


def forms(pdf):
    """Every form that a page can draw, by its name, with those below it."""
    found, queue = {}, [(name, form) for page in pdf.pages for name, form in page.Resources.XObject.items()]
    while queue:
        name, form = queue.pop()
        if form.objgen not in found:
            found[form.objgen] = (name, form)
            queue += [
                (f"{name}{key}", below)
                for key, below in form.get("/Resources", {}).get("/XObject", {}).items()
            ]
    return list(found.values())


@every_file
def test_fonts_are_subsets_of_their_own_and_each_is_used(files, name):
    with opened(files[name]) as pdf:
        assert len({page.Resources.objgen for page in pdf.pages}) == 1
        fonts = pdf.pages[0].Resources.Font
        used = {
            str(operands[0])
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page, "Tf")
            if str(operator) == "Tf"
        }
        assert set(fonts.keys()) == used
        for font in fonts.values():
            (below,) = font.DescendantFonts
            descriptor = below.FontDescriptor
            assert (font.Subtype, font.Encoding) == ("/Type0", "/Identity-H")
            assert re.match(r"/[A-Z]{6}\+\w", str(font.BaseFont))
            assert font.BaseFont == below.BaseFont == descriptor.FontName
            assert (
                b"beginbfchar" in font.ToUnicode.read_bytes()
                or b"beginbfrange" in font.ToUnicode.read_bytes()
            )
            program = descriptor.get("/FontFile2") or descriptor.FontFile3
            assert 500 < len(program.read_bytes()) < 40_000, "the whole face has 600 kB and more"
        every = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        kept = [item for item in every if item.get("/Type") == "/Font" and item.get("/Subtype") == "/Type0"]
        assert len(kept) == len(fonts), "no font lies in the file unused"


COLOURS = {"g", "G", "rg", "RG", "k", "K", "sc", "SC", "scn", "SCN", "cs", "CS", "sh"}


@every_file
def test_shared_streams_are_painted_in_the_brands_palette_alone(files, name):
    used = set()
    with opened(files[name]) as pdf:
        streams = [("page", page) for page in pdf.pages]
        streams += [entry for entry in forms(pdf) if not entry[0].startswith("/L")]
        assert len(streams) > len(pdf.pages) + 3
        for kind, stream in streams:
            if kind != "page":
                assert stream.Subtype == "/Form", "pictures of ours are drawings, never pixels"
            for operands, operator in pikepdf.parse_content_stream(stream):
                if str(operator) not in COLOURS:
                    assert str(operator) not in ("BI", "ID", "EI")
                    continue
                assert str(operator) in ("cs", "CS", "sc", "SC"), (kind, operator)
                (value,) = operands
                if str(operator) in ("cs", "CS"):
                    assert value == "/Brand"
                else:
                    assert int(value) == value
                    used.add(int(value))
        base, kind, last, table = pdf.pages[0].Resources.ColorSpace.Brand
        assert (base, kind, last) == ("/Indexed", "/DeviceRGB", len(ROLES) - 1)
        assert len(bytes(table)) == 3 * len(ROLES)
    assert used <= set(range(len(ROLES)))
    assert {ROLES[number] for number in used} >= {"ink", "primary", "danger", "caution", "on-danger"}


@pytest.mark.parametrize(("layout", "target"), KINDS)
def test_two_clinics_share_every_page_stream_but_their_boxes(files, layout, target):
    one, two = files["riverside", layout, target], files["harbour", layout, target]
    assert one.composition.leaflet.given == two.composition.leaflet.given
    assert one.composition.leaflet == two.composition.leaflet
    holes = len(one.composition.leaflet.holes)
    with opened(one) as first, opened(two) as second:
        pairs = [
            (ours.objgen, ours.read_raw_bytes(), theirs.objgen, theirs.read_raw_bytes())
            for page, other in zip(first.pages, second.pages, strict=True)
            for ours, theirs in zip(page.Contents, other.Contents, strict=True)
        ]
        same = [pair for pair in pairs if pair[:2] == pair[2:]]
        assert len(pairs) - len(same) == holes
        assert sum(len(pair[1]) for pair in same) > 5_000
        for name, form in first.pages[0].Resources.XObject.items():
            if name.startswith("/P"):
                assert form.read_raw_bytes() == second.pages[0].Resources.XObject[name].read_raw_bytes()
        palettes = [bytes(pdf.pages[0].Resources.ColorSpace.Brand[3]) for pdf in (first, second)]
    assert palettes[0][3 * ROLES.index("primary") :][:3] == bytes.fromhex("0B5563")
    assert palettes[1][3 * ROLES.index("primary") :][:3] == bytes.fromhex("5A1E5C")


@every_file
def test_files_are_small(files, name):
    assert len(files[name].data) < 120_000


# Structure


_BLOCKS = ("Document", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Figure")
ROLE_NAMES = {*_BLOCKS, "Link", "Note", "NonStruct", "Span"}


@every_file
def test_structure_uses_few_roles_and_skips_no_heading(files, name):
    report = inspect(files[name].data)
    assert report.problems == ()
    nodes = list(report.walk())
    assert {node.role for node in nodes} <= ROLE_NAMES
    assert [node.role for node in report.structure] == ["Document"]
    levels = [int(node.role[1]) for node in nodes if node.role in ("H1", "H2", "H3")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(node.alt and node.alt.strip() for node in nodes if node.role == "Figure")
    assert all(node.text.strip() for node in nodes if node.role in ("H1", "H2", "H3", "P", "LI", "Link"))
    assert set(report.loose) == {""}


@every_file
def test_lists_are_lists(files, name):
    lists = [node for node in inspect(files[name].data).walk() if node.role == "L"]
    assert len(lists) > 5
    for found in lists:
        assert len(found.children) == len(found.kids) >= 2
        numbering = {key: value for owner, key, value in found.attributes if owner == "List"}
        for item in found.children:
            assert item.role == "LI"
            assert [part.role for part in item.children] == ["Lbl", "LBody"]
            label = {"Disc": "\u2022", "Square": "\u2610"}[numbering["ListNumbering"]]
            assert item.children[0].text.strip() == label
            assert item.children[1].text.strip()
    ticks = [node for node in lists if ("List", "ListNumbering", "Square") in node.attributes]
    assert len(ticks) == 1
    assert len(ticks[0].children) == 7


@pytest.mark.parametrize("clinic", ["riverside", "letter", "harbour"])
def test_reading_goes_from_the_cover_over_flap_and_inside_to_the_back(files, clinic):
    report = inspect(files[clinic, "trifold", "screen"].data)
    # Panels 4 and 5 are one spread: four cards under one heading.
    spread = {4: 3}
    visited = [spread.get(piece.page, piece.page) for root in report.structure for piece in pieces(root)]
    assert [page for page, _ in groupby(visited)] == [0, 1, 2, 3, 5]


@every_file
def test_bookmarks_lead_to_their_headings(files, name):
    printed = files[name]
    report = inspect(printed.data)
    headings = [
        (" ".join(node.text.split()), next(pieces(node)))
        for node in report.walk()
        if node.role in ("H1", "H2")
    ]
    assert [(mark.title, mark.page) for mark in report.bookmarks] == [
        (title, piece.page) for title, piece in headings
    ]
    levels = {node.role: int(node.role[1]) for node in report.walk() if node.role in ("H1", "H2")}
    assert {mark.level for mark in report.bookmarks} == set(levels.values())
    with opened(printed) as pdf, pdf.open_outline() as outline:
        entries = [entry for top in outline.root for entry in (top, *top.children)]
        for entry, (_, piece) in zip(entries, headings, strict=True):
            page, kind, left, top, _ = entry.destination
            height = report.pages[piece.page].size.height
            assert (kind, page.objgen) == ("/XYZ", pdf.pages[piece.page].objgen)
            assert -1 <= piece.first - (height - float(top)) - 0.5 * piece.size < 60
            assert 0 <= float(left) < report.pages[piece.page].size.width


def quads_of(page):
    """Each link's quadrilaterals on a page, y downwards."""
    head = float(page.MediaBox[3])
    for annotation in page.get("/Annots", ()):
        numbers = [float(value) for value in annotation.QuadPoints]
        corners = [numbers[at : at + 8] for at in range(0, len(numbers), 8)]
        yield [
            Rect(min(q[::2]), head - max(q[1::2]), max(q[::2]) - min(q[::2]), max(q[1::2]) - min(q[1::2]))
            for q in corners
        ]


@pytest.mark.parametrize("clinic", ["riverside", "harbour"])
@pytest.mark.parametrize(("layout", "target"), KINDS)
def test_links_lie_over_their_own_words(files, clinic, layout, target):
    printed = files[clinic, layout, target]
    report = inspect(printed.data)
    nodes = [node for node in report.walk() if node.role == "Link"]
    linked = {link: node for node in nodes for link in node.links}
    assert sorted(linked) == list(range(len(report.links)))
    quads = [quad for page in opened(printed).pages for quad in quads_of(page)]
    for number, link in enumerate(report.links):
        assert link.tagged
        assert link.contents == " ".join(linked[number].text.split())
        edges = [edge for quad in quads[number] for edge in (quad.y, quad.foot)]
        assert (min(edges), max(edges)) == pytest.approx((link.rect.y, link.rect.foot), abs=0.02)
        inside = "".join(
            letter.text
            for letter in characters(printed.data)[link.page]
            if any(
                quad.x <= letter.box.x + letter.box.width / 2 <= quad.right
                and quad.y <= letter.baseline - 1 <= quad.foot
                for quad in quads[number]
            )
        )
        assert inside == "".join(link.contents.split())
    address = {"riverside": "riverside-physio.example/pn1", "harbour": "hp.example"}[clinic]
    mail = {"riverside": "leaflets@riverside-physio.example", "harbour": "say@hp.example"}[clinic]
    phone = {"riverside": "tel:01632960142", "harbour": "tel:01632960777"}[clinic]
    assert {link.uri for link in report.links} == {phone, f"https://{address}", f"mailto:{mail}"}


# Looks: pages as pdfium draws them


class Glyph(NamedTuple):
    """A character with the box of its ink, y downwards, its size in points, its colour and its weight."""

    text: str
    box: Rect
    size: float
    colour: tuple[int, int, int]
    bold: bool
    baseline: float


@cache
def pictures(data):
    """Each page as it is seen: SCALE pixels a point."""
    document = pypdfium2.PdfDocument(data)
    drawn = tuple(leaf.render(scale=SCALE).to_pil().convert("RGB") for leaf in document)
    document.close()
    return drawn


@cache
def characters(data):
    """Each page's characters, without spaces."""
    document = pypdfium2.PdfDocument(data)
    pages = []
    for leaf in document:
        text, head = leaf.get_textpage(), leaf.get_height()
        letters = []
        for index in range(text.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
            left, foot, right, top = text.get_charbox(index)
            if not character.strip() or right <= left:
                continue
            inks = [ctypes.c_uint() for _ in range(4)]
            assert pdfium.FPDFText_GetFillColor(text.raw, index, *inks)
            x, y = ctypes.c_double(), ctypes.c_double()
            assert pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
            face = ctypes.create_string_buffer(200)
            pdfium.FPDFText_GetFontInfo(text.raw, index, face, 200, ctypes.c_int())
            letters.append(
                Glyph(
                    character,
                    Rect(left, head - top, right - left, top - foot),
                    pdfium.FPDFText_GetFontSize(text.raw, index),
                    tuple(ink.value for ink in inks[:3]),
                    b"700wght" in face.value,
                    head - y.value,
                )
            )
        pages.append(tuple(letters))
    document.close()
    return tuple(pages)


def looks(data):
    return zip(pictures(data), characters(data), strict=True)


def lines(letters):
    """Neighbouring characters on one baseline, no wider apart than an em."""
    found = []
    for letter in letters:
        before = found[-1][-1] if found else None
        if (
            before is None
            or abs(letter.baseline - before.baseline) > 0.1
            or not -letter.size < letter.box.x - before.box.right < letter.size
        ):
            found.append([])
        found[-1].append(letter)
    return found


def bounds(line):
    left, head = min(letter.box.x for letter in line), min(letter.box.y for letter in line)
    right, foot = max(letter.box.right for letter in line), max(letter.box.foot for letter in line)
    return Rect(left, head, right - left, foot - head)


def written(line):
    return "".join(letter.text for letter in line)


def rim(image, box, away=1.0):
    """The colours found all around a box, `away` points from it, with how often each is met."""
    left, head = int((box.x - away) * SCALE) - 1, int((box.y - away) * SCALE) - 1
    right, foot = int((box.right + away) * SCALE) + 1, int((box.foot + away) * SCALE) + 1
    across, down = range(left, right + 1), range(head, foot + 1)
    return Counter(
        [image.getpixel((x, y)) for x in across for y in (head, foot)]
        + [image.getpixel((x, y)) for y in down for x in (left, right)]
    )


def test_faults_are_seen():
    """What the tests below look for, drawn on purpose: words over an edge, too pale, over one another."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), invariant=True)
    canvas.setFillColorRGB(0.9, 0.9, 0.8)
    canvas.rect(0, 0, 60, 200, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(40, 150, "over an edge")
    canvas.setFillColorRGB(0.6, 0.6, 0.6)
    canvas.drawString(150, 150, "too pale")
    canvas.drawString(150, 100, "one line")
    canvas.drawString(152, 104, "another")
    canvas.save()
    ((image, letters),) = looks(out.getvalue())
    edge, pale, one, two = lines(letters)
    assert [written(line) for line in (edge, pale, one, two)] == [
        "overanedge",
        "toopale",
        "oneline",
        "another",
    ]
    assert len(rim(image, bounds(edge))) > 1
    assert list(rim(image, bounds(pale))) == [(255, 255, 255)]
    assert contrast(pale[0].colour, (255, 255, 255)) < 3
    assert len(rim(image, bounds(one))) > 1
    assert bounds(one).intersect(bounds(two)).height > 0
    assert list(find("a {b} line", "one a blank line")) == [(4, 6), (11, 16)]
    assert list(find("lines", "one line")) == []


@every_look
def test_each_line_stands_whole_on_one_flat_ground(files, name):
    for number, (image, letters) in enumerate(looks(files[name].data)):
        assert len(letters) > 30
        for line in lines(letters):
            assert len(rim(image, bounds(line))) == 1, (number, written(line))


@every_look
def test_words_are_told_from_their_ground(files, name):
    pairs = set()
    for number, (image, letters) in enumerate(looks(files[name].data)):
        for line in lines(letters):
            ((ground, _),) = rim(image, bounds(line)).most_common(1)
            for letter in line:
                large = letter.size >= 17.9 or (letter.size >= 13.9 and letter.bold)
                ratio = contrast(letter.colour, ground)
                assert ratio >= (3.0 if large else 4.5), (number, written(line), letter.colour, ground)
            pairs.add((line[0].colour, ground))
    assert len(pairs) >= 5


@every_look
def test_lines_never_meet(files, name):
    for number, letters in enumerate(characters(files[name].data)):
        for one, two in combinations(lines(letters), 2):
            shared = bounds(one).intersect(bounds(two))
            assert shared.width * shared.height == 0, (number, written(one), written(two))


@every_look
def test_small_type_is_for_the_imprint_alone(project, files, name):
    content = read_project(project).content
    small = [
        piece
        for root in inspect(files[name].data).structure
        for piece in pieces(root)
        if piece.drawn.strip() and piece.size < 11.99
    ]
    assert {round(piece.size, 2) for piece in small} == {10.0}
    texts = " ".join(
        text for path, text in content.texts() if path.split(".")[0] in ("imprint", "sources", "words")
    )
    texts += (project / "clinics" / name[0] / "clinic.yaml").read_text(encoding="utf-8")
    texts += f" {content.leaflet.id} {content.leaflet.version} 2026 2029 {' '.join(CLDR)}"
    strange = [
        word.strip(",.") for piece in small for word in split(piece.drawn) if word.strip(",.") not in texts
    ]
    assert strange == []
    sizes = {round(letter.size, 1) for page in characters(files[name].data) for letter in page}
    assert min(sizes) >= 10.0
    assert not any(10.0 < size < 12.0 for size in sizes)


@pytest.mark.parametrize("clinic", ["riverside", "letter"])
@both_layouts
def test_nothing_is_drawn_where_the_printer_cannot_print(files, clinic, layout):
    for image in pictures(files[clinic, layout, "office"].data):
        margin = int(5 * MM * SCALE)
        inner = (margin, margin, image.width - margin, image.height - margin)
        framed = image.copy()
        framed.paste((255, 255, 255), inner)
        assert framed.getcolors() == [(image.width * image.height, (255, 255, 255))]
        live = image.crop((margin, margin, image.width - margin, image.height - margin))
        shown = Image.eval(live.convert("L"), lambda value: 255 - value).getbbox()
        assert shown is not None
        assert shown[0] < 0.12 * live.width


@pytest.mark.parametrize("clinic", ["riverside", "letter"])
@both_layouts
def test_words_keep_clear_of_trim_and_folds(files, clinic, layout):
    printed = files[clinic, layout, "office"]
    assert find_unsafe_text(printed.data, printed.imposition) == ()


def test_sheets_and_panels_have_their_sizes(files):
    def sizes(clinic, layout, target):
        pages = inspect(files[clinic, layout, target].data).pages
        assert {page.rotation for page in pages} == {0}
        return [tuple(round(side / MM, 1) for side in page.size) for page in pages]

    assert sizes("riverside", "trifold", "office") == [(297.0, 210.0)] * 2
    assert sizes("letter", "trifold", "office") == [(279.4, 215.9)] * 2
    widths = [100.0, 97.0, 100.0, 100.0, 97.0, 100.0]
    assert sizes("riverside", "trifold", "screen") == [(width, 210.0) for width in widths]
    letter = [round(width * 25.4, 1) for width in (3.6875, 3.625, 3.6875, 3.6875, 3.625, 3.6875)]
    assert sizes("letter", "trifold", "screen") == [(width, 215.9) for width in letter]
    for target in ("screen", "office"):
        assert sizes("riverside", "handout", target) == [(210.0, 297.0)] * 2
        assert sizes("letter", "handout", target) == [(215.9, 279.4)] * 2
    folds = [
        [round(fold / MM, 2) for fold in sheet.folds]
        for sheet in files["riverside", "trifold", "office"].imposition.sheets
    ]
    assert folds == [[97.0, 197.0], [100.0, 200.0]]


@pytest.mark.parametrize(("layout", "edge"), [("trifold", "Short"), ("handout", "Long")])
def test_the_printer_is_told_how_to_turn_the_sheet(files, layout, edge):
    wishes = dict(inspect(files["riverside", layout, "office"].data).viewer)
    assert wishes["Duplex"] == f"DuplexFlip{edge}Edge"
    assert wishes["PrintScaling"] == "None"
    assert wishes["DisplayDocTitle"] == "true"
    assert dict(inspect(files["riverside", layout, "screen"].data).viewer) == {"DisplayDocTitle": "true"}


@pytest.mark.parametrize("clinic", ["riverside", "letter", "harbour"])
@pytest.mark.parametrize(("layout", "target"), KINDS)
def test_a_phone_reads_the_code(files, clinic, layout, target):
    dpi = 300
    data = files[clinic, layout, target].data
    pages = {link.page for link in inspect(data).links}
    assert len(pages) == 1, "code and links stand together"
    document = pypdfium2.PdfDocument(data)
    image = document[pages.pop()].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    view = zxingcpp.ImageView(image.tobytes(), image.width, image.height, zxingcpp.ImageFormat.Lum)
    (code,) = zxingcpp.read_barcodes(view, formats=zxingcpp.BarcodeFormat.QRCode)
    address = "https://hp.example" if clinic == "harbour" else "https://riverside-physio.example/pn1"
    assert (code.text, code.ec_level) == (address, "Q")
    left, head = code.position.top_left.x, code.position.top_left.y
    side = code.position.top_right.x - left
    assert 20 <= side / dpi * 25.4 <= 25
    assert code.position.bottom_left.y - head == pytest.approx(side, abs=4)
    # A finder is seven modules wide, a code 17 modules and four more for each version.
    light = next(x for x in range(left + 4, image.width) if image.getpixel((x, head + 4)) > 128)
    version = round((side / ((light - left) / 7) - 17) / 4)
    module = side / (17 + 4 * version)
    # ISO/IEC 18004, 6.3.8: four modules of quiet, in white, on all four sides.
    near, far = 4, int(4 * module) - 2
    for box in (
        (left - far, head, left - near, head + side),
        (left + side + near, head, left + side + far, head + side),
        (left, head - far, left + side, head - near),
        (left, head + side + near, left + side, head + side + far),
    ):
        told = f"quiet zone of a module of {module / dpi * 25.4:.2f} mm"
        assert image.crop(box).getextrema() == (255, 255), told


def test_the_meaning_of_colours_stays_in_any_brand(files):
    """Red and amber grounds are the same in a purple clinic; its own colours are its own."""

    def hues(clinic):
        image = pictures(files[clinic, "trifold", "screen"].data)[1]
        most = [colour for _, colour in sorted(image.getcolors(1 << 20), reverse=True)[:6]]
        return {round(colorsys.rgb_to_hsv(*(part / 255 for part in colour))[0], 2): colour for colour in most}

    assert {(168, 32, 26), (244, 183, 64)} <= set(hues("riverside").values())
    assert {(168, 32, 26), (244, 183, 64)} <= set(hues("harbour").values())
    assert (11, 85, 99) in hues("riverside").values()
    assert (90, 30, 92) in hues("harbour").values()


# The same again


def run_build(project, folder, **surroundings):
    """A build by the command in a copy of the project in `folder`, begun in surroundings of its own."""
    home = shutil.copytree(project, folder, dirs_exist_ok=True)
    keep = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    command = [sys.executable, "-m", "brochure", "build", "--clinic", "riverside"]
    command += ["--project", str(home), "--output", "out"]
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**keep, "PYTHONPATH": str(ROOT), "HOME": str(folder), **surroundings},
        stdout=subprocess.DEVNULL,
    )


@pytest.fixture(scope="session")
def abroad(project, tmp_path_factory):
    """Files of two builds in other folders, zones, hash seeds and locales, as other users."""
    folders = [tmp_path_factory.mktemp("qzxfolder"), tmp_path_factory.mktemp("a b é")]
    runs = [
        run_build(
            project,
            folders[0],
            TZ="Pacific/Kiritimati",
            PYTHONHASHSEED="1",
            LC_ALL="C",
            USER="qzxuser",
            LOGNAME="qzxuser",
        ),
        run_build(
            project, folders[1], TZ="America/Adak", PYTHONHASHSEED="77", LC_ALL="tr_TR.UTF-8", PYTHONUTF8="0"
        ),
    ]
    assert [run.wait(timeout=60) for run in runs] == [0, 0]
    return [
        {kind: (folder / f"out/riverside/en/{kind[0]}-{kind[1]}.pdf").read_bytes() for kind in KINDS}
        for folder in folders
    ]


@pytest.mark.parametrize("kind", KINDS, ids="-".join)
def test_bytes_do_not_depend_on_where_when_or_who(files, abroad, kind):
    here = files["riverside", *kind].data
    assert [build[kind] == here for build in abroad] == [True, True]


@pytest.mark.parametrize("kind", KINDS, ids="-".join)
def test_no_file_name_user_or_clock_is_in_the_bytes(project, abroad, kind):
    data = abroad[0][kind]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        inside = [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        dates = {str(pdf.docinfo[key]) for key in ("/CreationDate", "/ModDate")}
        published = read_project(project).content.leaflet.published
        assert dates == {f"D:{published:%Y%m%d}000000Z"}
        assert (
            re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z?", pdf.Root.Metadata.read_bytes())
            == [f"{published}T00:00:00Z".encode()] * 4
        )
    everything = b"\n".join([data, *inside])
    for trace in (
        b"qzx",
        b"/tmp",
        b"clinic.yaml",
        b"logo.svg",
        b".svg",
        str(ROOT).encode(),
        b"site-packages",
    ):
        assert trace not in everything, trace


DATES = re.compile(rb"\(D:\d{14}Z\)|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
NAMES = re.compile(rb"uuid:[0-9a-f-]{36}|\[ <[0-9a-f]{32}> <[0-9a-f]{32}> \]\Z")
"""The names that a file has by its digest."""


def unpacked(data):
    """Every object of a file as bytes, streams as they are stored, and the trailer's ID."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = [
            item.read_raw_bytes() if isinstance(item, pikepdf.Stream) else item.unparse(resolved=True)
            for item in pdf.objects
            if isinstance(item, pikepdf.Object) and item.is_indirect
            if not isinstance(item, pikepdf.Stream) or item.get("/Type") not in ("/ObjStm", "/XRef")
        ]
        return b"\n".join([*parts, pdf.trailer.ID.unparse()])


def test_another_epoch_changes_dates_and_names_and_nothing_else(project, files, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    then = unpacked(Press(read_project(project)).print(Edition("riverside", "en", "trifold", "office")).data)
    now = unpacked(files["riverside", "trifold", "office"].data)
    assert sorted(DATES.findall(then)) == [b"(D:19700101235959Z)"] * 2 + [b"1970-01-01T23:59:59Z"] * 4
    assert len(now) > 40_000
    then, now = (NAMES.sub(b"", DATES.sub(b"", data)) for data in (then, now))
    assert then == now


def test_the_id_follows_what_the_file_is_made_from_and_nothing_else(tmp_path):
    home = copy_project(tmp_path)

    def identity(clinic="riverside", layout="trifold", target="screen"):
        with opened(Press(read_project(home)).print(Edition(clinic, "en", layout, target))) as pdf:
            first, second = (bytes(half) for half in pdf.trailer.ID)
            assert first == second
            return first

    first = identity()
    add_clinic(home, "moved", {})
    (home / "content.yaml").touch()
    (home / "notes.txt").write_text("not of the leaflet", encoding="utf-8")
    assert identity() == first
    add_clinic(home, "harbour", HARBOUR, pixels_logo())
    others = [identity("moved"), identity("harbour"), identity(target="office"), identity(layout="handout")]
    for path in (
        *(
            "content.yaml",
            "clinics/riverside/clinic.yaml",
            "clinics/riverside/logo.svg",
            "looks/warm/styles.yaml",
        ),
        *("layouts/trifold/layout.yaml", "layouts/trifold/template.xml.j2", "layouts/clinic.xml.j2"),
        *("looks/warm/art/cover.svg", "looks/warm/look.yaml", "looks/inks.yaml"),
    ):
        before = (home / path).read_bytes()
        (home / path).write_bytes(before + b"\n")
        others.append(identity())
        (home / path).write_bytes(before)
    assert identity() == first
    assert len({first, *others}) == 1 + len(others)


# Many clinics in one process


def resident():
    """Bytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read where Linux tells it")
def test_three_hundred_further_clinics_take_no_memory(tmp_path):
    home = copy_project(tmp_path)
    changed = {"01632 960142": "", "Riverside Physiotherapy": "", "/pn1": "", "#0B5563": ""}
    for number in range(320):
        values = (f"01632 {number:06d}", f"Clinic {number:04d}", f"/{number:03d}", f"#{number % 64:02X}5563")
        add_clinic(home, f"c{number}", dict(zip(changed, values, strict=True)))
    press = Press(read_project(home))

    def print_some(first, last):
        gc.collect()
        for number in range(first, last):
            assert len(press.print(Edition(f"c{number}", "en", "trifold", "screen")).data) > 30_000
        gc.collect()
        return resident()

    before = print_some(0, 20)
    assert print_some(20, 320) - before < 30 << 20
