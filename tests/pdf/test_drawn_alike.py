"""A sentence of each shipped language, drawn by us and pdfium and by Pillow with Raqm (FriBidi, HarfBuzz)."""

from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import features
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFilter
from PIL import ImageFont

from brochure.composition.leaflet import Given
from brochure.composition.leaflet import Leaflet
from brochure.composition.leaflet import Page
from brochure.document.tree import Span
from brochure.fonts.chain import chain
from brochure.pdf.prepare import prepare
from brochure.pdf.write import write
from brochure.project import read_project
from brochure.translation.languages import is_rtl

PROJECT = read_project(Path(__file__).resolve().parent.parent.parent)
SIZE = 20.0
SCALE = 4
ALIKE = 0.035
"""Most that two drawings differ, as a share of black: edges are smoothed in other ways."""

needs_raqm = pytest.mark.skipif(not features.check("raqm"), reason="this Pillow has no Raqm")


@cache
def sentence(language):
    """A few words of the leaflet that one font draws."""
    content = PROJECT.words(language).content
    first = chain("Noto Sans", language).first(400, 100.0)
    for path in ("main-message.cure", "neuropathy.feel.balance", "urgent.heading", "session.heading"):
        block = content.block(path.removesuffix(".heading"))
        text = str(block.heading if path.endswith(".heading") else block.text)
        if len(text) < 45 and all(first.has(char) for char in text if char > " "):
            return text
    raise AssertionError(language)


def ours(sample, language):
    rtl = is_rtl(language)
    tree = sample.Tree()
    root = tree.add("Document")
    paragraph = tree.add("P", root)
    right = 560 if rtl else None
    spans = [Span(sentence(language), paragraph)]
    items = sample.set_lines(spans, 20, 60, SIZE, 540, language=language, rtl=rtl, right=right, width=100.0)
    size = type(sample.PAGE)(580, 120)
    leaflet = Leaflet((Page("one", size, tuple(items)),), (), Given("one", SIZE, 1, 1, 100, True))
    shared = prepare(leaflet, tree.document(language), {})
    data = write(shared, (), sample.screen(leaflet), sample.PALETTE, {}, sample.METADATA)
    return pypdfium2.PdfDocument(data)[0].render(scale=SCALE).to_pil().convert("L")


def theirs(language, text=None):
    face = chain("Noto Sans", language).first(400, 100.0)
    font = ImageFont.truetype(face.path, round(SIZE * SCALE), face.index, layout_engine=ImageFont.Layout.RAQM)
    try:
        wanted = {b"Weight": face.weight, b"Width": face.width}
        font.set_variation_by_axes(
            [wanted.get(axis["name"], axis["default"]) for axis in font.get_variation_axes()]
        )
    except OSError:
        pass  # no variable font
    image = Image.new("L", (580 * SCALE, 200 * SCALE), 255)
    direction = "rtl" if is_rtl(language) else "ltr"
    ImageDraw.Draw(image).text(
        (40, 200), text or sentence(language), 0, font=font, direction=direction, language=language
    )
    return image


def ink(image):
    """The drawing in black alone, without the paper around it."""
    black = image.point(lambda value: 0 if value < 140 else 255)
    return black.crop(image.point(lambda value: 255 if value < 140 else 0).getbbox())


def difference(one, other):
    one, other = ink(one), ink(other)
    assert abs(one.width - other.width) <= max(4, 0.01 * one.width), (one.size, other.size)
    assert abs(one.height - other.height) <= 4, (one.size, other.size)
    other = other.resize(one.size)
    one, other = (image.filter(ImageFilter.GaussianBlur(3)) for image in (one, other))
    histogram = Image.frombytes(
        "L", one.size, bytes(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
    ).histogram()
    return sum(value * count for value, count in enumerate(histogram)) / 255 / (one.width * one.height)


@needs_raqm
@pytest.mark.parametrize("language", PROJECT.translations)
def test_a_sentence_is_drawn_as_by_another_program(sample, language):
    assert difference(ours(sample, language), theirs(language)) < ALIKE


@needs_raqm
@pytest.mark.parametrize("language", ["ar", "hi", "km"])
def test_letters_that_are_not_joined_would_be_noticed(sample, language):
    loose = "\u200c".join(sentence(language)) if language != "km" else sentence(language)[::-1]
    with pytest.raises(AssertionError):
        assert difference(ours(sample, language), theirs(language, loose)) < ALIKE
