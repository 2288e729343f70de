"""Every kind of font file in a PDF: the validators pass, and its words read back."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import page
import pypdfium2
import pytest

from brochure.composition.leaflet import Given
from brochure.composition.leaflet import Leaflet
from brochure.composition.leaflet import Page
from brochure.document.tree import Span
from brochure.pdf.prepare import prepare
from brochure.pdf.write import write

SAMPLE = Path(__file__).parent.parent / "pdf" / "sample.py"
WORDS = "Boxes of letters, 0123456789 in all. Quick brown foxes jump over lazy dogs"


@pytest.fixture(scope="module")
def sample():
    spec = importlib.util.spec_from_file_location("fonts_pdf_sample", SAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("bits", [0, 0x0100])
@pytest.mark.parametrize(
    ("file", "family"),
    [
        ("Boxes-Regular.ttf", "Boxes"),
        ("BoxesCFF-Regular.otf", "Boxes CFF"),
        ("BoxesFlex.otf", "Boxes Flex"),
        ("Boxes.ttc", "Boxes Two"),
        (None, "Atkinson Hyperlegible"),
    ],
)
def test_words_of_every_kind_of_font_read_back(sample, clinic, monkeypatch, file, family, bits):
    if file == "Boxes.ttc":
        clinic.add(file)
    elif file:
        clinic.add_with_bits(file, bits)
    chain, told = clinic.choose(family)
    assert not told
    monkeypatch.setattr(sample, "chain", lambda *_: chain)
    tree = sample.Tree()
    root = tree.add("Document")
    heading = tree.add("H1", root)
    paragraph = tree.add("P", root)
    items = (
        *sample.set_lines([Span("Title", heading)], 20, 40, 20, 240),
        *sample.set_lines(
            [Span(WORDS, paragraph), Span(" strongly", paragraph, strong=True)], 20, 80, 13, 200
        ),
    )
    leaflet = Leaflet((Page("one", sample.PAGE, items),), (), Given("one", 13, 1, 1, 100, True))
    shared = prepare(leaflet, tree.document("en"), {})
    data = write(shared, (), sample.screen(leaflet), sample.PALETTE, {}, replace(sample.METADATA))
    assert {run.face.path for item in items for run in item.line.runs} <= {cut.path for cut in chain.own.cuts}
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert " ".join(text.split()) == f"Title {WORDS} strongly"
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).failures == []
