"""What another reader sees: words by page, pictures for eyes, words too near to trim or fold."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from brochure.diagnostics import BuildError
from brochure.imposition.impose import impose
from brochure.imposition.impose import Imposition
from brochure.preflight.proof import find_unsafe_text
from brochure.preflight.proof import FOLD_COLOUR
from brochure.preflight.proof import proof
from brochure.preflight.proof import safe_areas
from brochure.preflight.proof import SAFE_COLOUR
from brochure.preflight.proof import TRIM_COLOUR
from brochure.preflight.render import png
from brochure.preflight.render import render
from brochure.preflight.words import page_words
from brochure.preflight.words import split
from brochure.sheets import scheme
from brochure.targets import TARGETS
from brochure.units import MM

DPI = 50.0


def roll() -> Imposition:
    pages = [(panel.name, panel.size) for panel in scheme("roll-fold").panels("a4")]
    return impose(pages, scheme("roll-fold"), "a4", False, TARGETS["office"], 5 * MM)


def drawn(*words: tuple[str, float, float], pages: int = 2) -> bytes:
    """A file of landscape A4 pages; the words, at mm from the left and the head, are on the first."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(297 * MM, 210 * MM), invariant=True)
    for number in range(pages):
        for word, x, y in words if number == 0 else ():
            canvas.drawString(x * MM, (210 - y) * MM, word)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place in mm."""
    pixel = image.getpixel((int(x * MM * DPI / 72), int(y * MM * DPI / 72)))
    assert isinstance(pixel, tuple)
    return pixel


def test_page_words() -> None:
    assert page_words(drawn(("Numb feet", 20, 20), ("and hands", 20, 40))) == (
        ("Numb", "feet", "and", "hands"),
        (),
    )


def test_words_lose_what_only_says_where_a_line_may_break() -> None:
    assert split("mas\u00adsage\u200b cafe\u0301\ufffe\n") == ("massage", "café")


def test_pictures_are_of_the_page_and_the_same_each_time() -> None:
    data = drawn(("Numb feet", 20, 20))
    first, second = render(data, DPI)
    assert first.size == pytest.approx((297 * MM * DPI / 72, 210 * MM * DPI / 72), abs=1)
    assert min(first.convert("L").tobytes()) < 100, "words are drawn dark"
    assert set(second.convert("L").tobytes()) == {255}
    assert png(first) == png(render(data, DPI)[0])


def test_proof_writes_each_page_plain_and_marked(tmp_path: Path) -> None:
    paths = proof(drawn(("Numb feet", 20, 20)), roll(), tmp_path / "new", "trifold", DPI)
    names = ["trifold-1.png", "trifold-1-marked.png", "trifold-2.png", "trifold-2-marked.png"]
    assert [path.name for path in paths] == names
    plain, marked = Image.open(paths[2]), Image.open(paths[3])
    column = [marked.getpixel((int(100 * MM * DPI / 72), y)) for y in range(marked.height)]
    dashes = [colour == FOLD_COLOUR for colour in column]
    assert 0.3 < sum(dashes) / len(dashes) < 0.7, "a fold is a dashed line"
    assert at(marked, 0, 100) == TRIM_COLOUR
    assert SAFE_COLOUR in {at(marked, 5 + step / 10, 100) for step in range(-6, 6)}
    assert at(plain, 0, 100) == (255, 255, 255)


def test_safe_areas_lie_between_folds() -> None:
    outside, inside = roll().sheets
    widths = [(round(area.x / MM, 3), round(area.width / MM, 3)) for area in safe_areas(outside)]
    assert widths == [(5, 87), (102, 90), (202, 90)]
    assert [round(area.x / MM, 3) for area in safe_areas(inside)] == [5, 105, 205]


def test_words_near_trim_or_fold_are_told() -> None:
    safe = ("inside", 20, 20)
    assert find_unsafe_text(drawn(safe), roll()) == ()
    over_fold, near_head = ("folded", 92, 50), ("high", 20, 5.5)
    told = find_unsafe_text(drawn(safe, over_fold, near_head), roll(), "build/trifold.pdf")
    assert [problem.message.split(" stands")[0] for problem in told] == [
        'page 1 (outside): "folded"',
        'page 1 (outside): "high"',
    ]
    assert str(told[0]).startswith("build/trifold.pdf: warning: page 1")
    assert "5 mm from trim and fold" in told[0].message


def test_another_number_of_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="the file has 1 pages, the imposition 2 sides"):
        proof(drawn(pages=1), roll(), tmp_path)
    with pytest.raises(BuildError, match="the file has 3 pages, the imposition 2 sides"):
        find_unsafe_text(drawn(pages=3), roll())
    assert list(tmp_path.iterdir()) == []
