"""The printed leaflet, read back with libraries that did not write it."""

import io
import os
import re
import shutil
import subprocess
import sys
from itertools import combinations
from itertools import pairwise
from pathlib import Path

import page as validator
import pikepdf
import pytest

import brochure.build as press_room
from brochure.build import Edition
from brochure.build import Press
from brochure.composition.leaflet import TextLine
from brochure.preflight.inspect import inspect
from brochure.preflight.proof import find_unsafe_text
from brochure.preflight.report import Piece
from brochure.preflight.words import page_words
from brochure.preflight.words import split
from brochure.preflight.words import words
from brochure.project import read_project
from brochure.units import MM

ROOT = Path(__file__).resolve().parent.parent
KINDS = [(layout, target) for layout in ("trifold", "handout") for target in ("screen", "office")]
SHARED = 30_000
"""Bytes that the files of all clinics begin with alike: streams, fonts and the structure of shared text."""


def copy_project(folder):
    shutil.copy(ROOT / "content.yaml", folder)
    for name in ("layouts", "clinics", "art"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """The sample clinic on A4, the same on Letter, and another with its own inks, words and logo."""
    folder = copy_project(tmp_path_factory.mktemp("project"))
    text = (folder / "clinics/riverside/clinic.yaml").read_text(encoding="utf-8")
    shutil.copytree(folder / "clinics/riverside", folder / "clinics/letter")
    (folder / "clinics/letter/clinic.yaml").write_text(
        text.replace("size: a4", "size: letter"), encoding="utf-8"
    )
    shutil.copytree(folder / "clinics/riverside", folder / "clinics/other")
    other = text.replace("#0B5563", "#4A2363").replace("Riverside Physiotherapy", "Hill Street Żywiec Clinic")
    other = other.replace("01632 960142", "01632 960777").replace("12 Mill Lane", "7 Hill Street")
    (folder / "clinics/other/clinic.yaml").write_text(other, encoding="utf-8")
    logo = (folder / "clinics/riverside/logo.svg").read_text(encoding="utf-8")
    (folder / "clinics/other/logo.svg").write_text(logo.replace("#0B5563", "#4A2363"), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def printed(project):
    """Every edition, with the clinic's boxes that went into it."""
    boxes = {}
    press = Press(read_project(project))
    real = press_room.write

    def write(shared, parts, *rest):
        boxes["last"] = parts
        return real(shared, parts, *rest)

    press_room.write = write
    try:
        made = {}
        for clinic in ("riverside", "letter", "other"):
            for layout, target in KINDS:
                edition = press.print(Edition(clinic, "en", layout, target))
                made[clinic, layout, target] = (edition, boxes["last"])
    finally:
        press_room.write = real
    return made


def expected_words(document, parts):
    """The words of a document in reading order, each clinic's box where it is mounted."""
    found = []
    for element in document.root.walk():
        if element.name == "clinic":
            inner = next(box for part, box in parts if part.name == element.attributes["name"])
            found += expected_words(inner, ())
        elif element.spans:
            found += split("".join(span.text for span in element.spans))
    return found


def in_order(edition, parts):
    return expected_words(edition.composition.document, parts)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("clinic", ["riverside", "letter", "other"])
@pytest.mark.parametrize(("layout", "target"), KINDS)
def test_files_conform(printed, clinic, layout, target, profile):
    edition, _ = printed[clinic, layout, target]
    report = validator.validate_pdf_bytes(edition.data, profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize(("layout", "target"), KINDS)
def test_words_read_back_by_structure_are_the_documents(printed, layout, target):
    edition, parts = printed["riverside", layout, target]
    labels = {"\u2022", "\u2610"}
    read = [word for word in words(inspect(edition.data)) if word not in labels]
    assert read == in_order(edition, parts)


def pieces(node):
    """The marked content of a structure element, in reading order."""
    for kid in node.kids:
        if isinstance(kid, Piece):
            yield kid
        else:
            yield from pieces(kid)


@pytest.mark.parametrize("layout", ["trifold", "handout"])
def test_words_read_back_by_pdfium_page_by_page(printed, layout):
    data = printed["riverside", layout, "screen"][0].data
    wanted = [[] for _ in page_words(data)]
    for root in inspect(data).structure:
        for piece in pieces(root):
            wanted[piece.page] += split(piece.drawn)
    assert [list(found) for found in page_words(data)] == wanted


@pytest.mark.parametrize("layout", ["trifold", "handout"])
def test_every_word_stands_in_an_authors_file(printed, layout):
    edition, _ = printed["riverside", layout, "office"]
    files = [(ROOT / "content.yaml"), (ROOT / "clinics/riverside/clinic.yaml")]
    known = set(re.findall(r"\w+", " ".join(file.read_text(encoding="utf-8") for file in files)))
    read = re.findall(r"\w+", " ".join(words(inspect(edition.data))))
    assert {word for word in read if word not in known} <= {"2026", "2029"}


@pytest.mark.parametrize(("layout", "target"), KINDS)
def test_fonts_are_embedded_and_subset(printed, layout, target):
    fonts = inspect(printed["other", layout, target][0].data).fonts
    assert fonts
    assert all(font.embedded and font.subset and font.unicode for font in fonts)


def test_structure_says_what_things_are(printed):
    report = inspect(printed["riverside", "trifold", "screen"][0].data)
    nodes = [node for root in report.structure for node in root.walk()]
    assert {node.role for node in nodes} <= {
        *(
            "Document",
            "Sect",
            "Div",
            "H1",
            "H2",
            "H3",
            "P",
            "L",
            "LI",
            "Lbl",
            "LBody",
            "Figure",
            "Link",
            "Note",
        )
    }
    assert all(node.alt for node in nodes if node.role == "Figure")
    levels = [int(node.role[1]) for node in nodes if node.role in ("H1", "H2", "H3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [mark.title for mark in report.bookmarks][:2] == [
        "Massage and peripheral neuropathy",
        "The main message",
    ]
    assert [mark.page for mark in report.bookmarks] == sorted(mark.page for mark in report.bookmarks)
    assert report.problems == ()


def test_links_are_live(printed):
    report = inspect(printed["riverside", "handout", "office"][0].data)
    assert {link.uri for link in report.links} == {
        "tel:01632960142",
        "https://riverside-physio.example/pn1",
        "mailto:leaflets@riverside-physio.example",
    }
    assert all(link.tagged and link.contents for link in report.links)


def test_pages_are_as_the_printer_wants_them(printed):
    def sizes(clinic, layout, target):
        data = printed[clinic, layout, target][0].data
        return [
            (round(info.size.width / MM, 1), round(info.size.height / MM, 1)) for info in inspect(data).pages
        ]

    assert sizes("riverside", "trifold", "office") == [(297.0, 210.0)] * 2
    assert sizes("letter", "trifold", "office") == [(279.4, 215.9)] * 2
    assert [width for width, _ in sizes("riverside", "trifold", "screen")] == [100, 97, 100, 100, 97, 100]
    assert sizes("riverside", "handout", "screen") == [(210.0, 297.0)] * 2
    for layout, edge in (("trifold", "/DuplexFlipShortEdge"), ("handout", "/DuplexFlipLongEdge")):
        with pikepdf.open(io.BytesIO(printed["riverside", layout, "office"][0].data)) as pdf:
            wishes = pdf.Root.ViewerPreferences
            assert (wishes.Duplex, wishes.PrintScaling, wishes.DisplayDocTitle) == (edge, "/None", True)


@pytest.mark.parametrize("clinic", ["riverside", "letter"])
@pytest.mark.parametrize(("layout", "target"), KINDS)
def test_words_keep_clear_of_trim_and_folds(printed, clinic, layout, target):
    edition, _ = printed[clinic, layout, target]
    assert find_unsafe_text(edition.data, edition.imposition) == ()


@pytest.mark.parametrize("clinic", ["riverside", "letter"])
@pytest.mark.parametrize("layout", ["trifold", "handout"])
def test_lines_never_touch(printed, clinic, layout):
    edition, parts = printed[clinic, layout, "screen"]
    pages = edition.composition.leaflet.pages
    for number, leaf in enumerate(pages):
        items = [*leaf.items, *(item for part, _ in parts if part.page == number for item in part.items)]
        boxes = [
            (
                item.x,
                item.y - 0.72 * item.size,
                item.x + item.line.advance * item.size,
                item.y + 0.2 * item.size,
            )
            for item in items
            if isinstance(item, TextLine) and item.line.runs
        ]
        for one, two in combinations(boxes, 2):
            apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
            assert apart, (leaf.name, one, two)


@pytest.mark.parametrize("clinic", ["riverside", "letter"])
@pytest.mark.parametrize("layout", ["trifold", "handout"])
def test_type_is_large_enough_to_read(printed, clinic, layout):
    edition, parts = printed[clinic, layout, "screen"]
    items = [item for leaf in edition.composition.leaflet.pages for item in leaf.items]
    items += [item for part, _ in parts for item in part.items]
    sizes = {round(item.size, 2) for item in items if isinstance(item, TextLine)}
    assert min(sizes) == 10.0
    small = [item.spans[0].key for item in items if isinstance(item, TextLine) and item.size < 12]
    assert all(key.startswith(("imprint.", "sources", "leaflet.", "clinic.")) for key in small)
    assert edition.composition.leaflet.given.size >= 12


def test_clinics_share_everything_but_their_own(printed):
    one, _ = printed["riverside", "trifold", "screen"]
    two, _ = printed["other", "trifold", "screen"]
    assert one.composition is two.composition
    alike = next(at for at, (a, b) in enumerate(zip(one.data, two.data, strict=False)) if a != b)
    assert alike > SHARED
    assert "Żywiec" in " ".join(words(inspect(two.data)))
    palettes = []
    for edition in (one, two):
        with pikepdf.open(io.BytesIO(edition.data)) as pdf:
            palettes.append(bytes(pdf.pages[0].Resources.ColorSpace.Brand[3])[:12])
    assert palettes[0] != palettes[1]


def test_screen_file_is_small(printed):
    assert len(printed["riverside", "trifold", "screen"][0].data) < 120 * 1024


def test_same_bytes_in_any_folder_zone_and_language(project, printed, tmp_path):
    home = copy_project(tmp_path)
    surroundings = {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7", "LC_ALL": "C", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "brochure", "build", "--project", str(home), "--output", "out"]
    keep = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    subprocess.run(
        command,
        check=True,
        cwd=tmp_path,
        capture_output=True,
        env={**keep, **surroundings, "PYTHONPATH": str(ROOT)},
    )
    for layout, target in KINDS:
        made = (tmp_path / f"out/riverside/en/{layout}-{target}.pdf").read_bytes()
        assert made == printed["riverside", layout, target][0].data


def test_the_id_is_of_everything_that_made_the_file(project, printed):
    def identity(edition):
        with pikepdf.open(io.BytesIO(edition.data)) as pdf:
            return bytes(pdf.trailer.ID[0])

    identities = [identity(edition) for edition, _ in printed.values()]
    assert len(set(identities)) == len(identities)
    again = Press(read_project(project)).print(Edition("riverside", "en", "trifold", "screen"))
    assert identity(again) == identity(printed["riverside", "trifold", "screen"][0])


def test_further_clinics_are_not_kept(project):
    press = Press(read_project(project))
    edition = Edition("riverside", "en", "trifold", "screen")
    press.print(edition)
    before = press._shapes.held
    for _ in range(30):
        press.print(edition)
    assert press._shapes.held == before
