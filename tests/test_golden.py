"""What is drawn where, and in which structure, as text that a person can read and compare.

`make golden` writes the expected files anew and prints what changed. Words and places say most; the few
small pictures are for what they cannot say: that drawings, grounds and inks come out as they should.
"""

import difflib
from pathlib import Path

import pytest
from PIL import Image
from PIL import ImageChops
from PIL import ImageFilter

from brochure.build import Edition
from brochure.build import Press
from brochure.document.outline import outline
from brochure.pdf.plain import describe
from brochure.preflight.render import render
from brochure.project import read_project

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).with_name("golden")
LAYOUTS = ("trifold", "handout")
LIMIT = 20 * 1024
"""Bytes of a golden picture."""

SHADES = 16
UNLIKE = 40
"""A pixel, blurred over its neighbours, is unlike when it is so many of 255 shades away."""

SHARE = 0.002
"""So much of a picture may be unlike: renderers differ along edges, not over areas."""


@pytest.fixture(scope="module")
def printed():
    """Each layout on A4 in English, for the screen."""
    press = Press(read_project(ROOT))
    return {layout: press.print(Edition("riverside", "en", layout, "screen")) for layout in LAYOUTS}


def compare(name, text, request, capsys):
    """The text is the one expected; with --golden it becomes so, and what changed is printed."""
    path = GOLDEN / name
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    diff = "".join(
        difflib.unified_diff(
            expected.splitlines(keepends=True), text.splitlines(keepends=True), f"golden/{name}", "now", n=1
        )
    )
    if not request.config.getoption("--golden"):
        assert not diff, f"{name} has changed; if it should have, run: make golden\n{diff}"
    elif diff:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        with capsys.disabled():
            print(f"\n{diff}")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_drawn_where(printed, layout, request, capsys):
    compare(f"{layout}-a4-en.txt", describe(printed[layout].composition.leaflet), request, capsys)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_structure_that_readers_hear(printed, layout, request, capsys):
    compare(f"{layout}-en-outline.txt", outline(printed[layout].composition.document), request, capsys)


def small(data, page, dpi):
    """A page in a few shades of grey."""
    grey = render(data, dpi)[page].convert("L")
    return grey.point(lambda shade: round(shade / 255 * (SHADES - 1)) * (255 // (SHADES - 1)))


def unlike(one, other):
    """The share of pixels that differ by more than a renderer would."""
    if one.size != other.size:
        return 1.0
    blurred = (picture.filter(ImageFilter.BoxBlur(1)) for picture in (one, other))
    counts = ImageChops.difference(*blurred).histogram()
    return sum(counts[UNLIKE:]) / (one.width * one.height)


@pytest.mark.parametrize(
    ("layout", "page", "dpi"),
    [("trifold", "cover", 40), ("trifold", "inside-1", 40), ("handout", "page-1", 28)],
)
def test_what_it_looks_like(printed, layout, page, dpi, request, capsys):
    made = printed[layout]
    names = [panel.name for panel in made.composition.leaflet.pages]
    now = small(made.data, names.index(page), dpi)
    path = GOLDEN / f"{layout}-{page}.png"
    share = 1.0
    if path.exists():
        with Image.open(path) as expected:
            share = unlike(now, expected.convert("L"))
    if request.config.getoption("--golden"):
        if share > 0:
            now.save(path, optimize=True)
            with capsys.disabled():
                print(f"\n{path.name}: {share:.1%} of the picture has changed")
    else:
        assert share <= SHARE, f"{share:.1%} of {path.name} has changed; if it should have, run: make golden"
    assert path.stat().st_size <= LIMIT


def test_a_picture_that_moved_is_unlike_and_one_that_is_drawn_softer_is_not(printed):
    picture = small(printed["trifold"].data, 0, 40)
    assert unlike(picture, picture) == 0
    assert unlike(picture, ImageChops.offset(picture, 2, 0)) > SHARE
    assert unlike(picture, picture.filter(ImageFilter.BoxBlur(0.3))) <= SHARE
    assert unlike(picture, picture.resize((picture.width, picture.height - 1))) == 1.0
    box = (20, 200, 34, 214)
    patch = picture.copy()
    patch.paste(ImageChops.invert(picture.crop(box)), box)
    assert unlike(picture, patch) > SHARE


def test_goldens_that_nobody_compares_are_gone():
    texts = {f"{layout}-{kind}.txt" for layout in LAYOUTS for kind in ("a4-en", "en-outline")}
    pictures = {"trifold-cover.png", "trifold-inside-1.png", "handout-page-1.png"}
    assert {path.name for path in GOLDEN.iterdir()} == texts | pictures
