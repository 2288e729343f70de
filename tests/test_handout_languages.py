"""Longer languages take a second sheet of the handout and use it: all there is to say, no page half empty."""

import shutil
from pathlib import Path

import pytest

from brochure.build import Edition
from brochure.build import Press
from brochure.composition.leaflet import TextLine
from brochure.project import read_project
from brochure.units import MM

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", *sorted(path.stem for path in (ROOT / "translations").glob("*.po")), "en-XA", "ar-XB")
MORE = ("glossary.", "questions.doctor", "questions.therapist", "foot-care.")
"""What a second sheet has to say beside what one sheet says."""

FOOT = 0.6
"""So far down its height each page is filled by words, in the fuller of its columns."""


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    root = tmp_path_factory.mktemp("handout")
    for name in ("layouts", "looks", "translations", "clinics/riverside"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "content.yaml", root)
    return Press(read_project(root))


def lines(page):
    return [item for item in page.items if isinstance(item, TextLine)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_filled(press, language):
    composition = press.dress(Edition("riverside", language, "handout", "screen")).typeset.composition
    pages = composition.leaflet.pages
    placed = {span.key for page in pages for line in lines(page) for span in line.spans}
    assert len(pages) in (2, 4)
    said = [any(key.startswith(part) for key in placed) for part in MORE]
    assert said == ([True] * 4 if len(pages) == 4 else [False, False, False, True])
    for page in pages[1:-1]:
        lowest = max(line.y for line in lines(page) if line.spans[0].key != "words.page-of")
        assert lowest > FOOT * page.size.height
    # Above the clinic's contacts the last page holds words of its own, not its draft mark alone.
    own = [line for line in lines(pages[-1]) if not line.spans[0].key.startswith(("words.", "imprint."))]
    assert min(line.y for line in own) < 40 * MM
    assert len(own) > 12


def test_a_warning_is_never_short_where_a_long_one_has_room(press):
    composition = press.dress(Edition("riverside", "es", "handout", "screen")).typeset.composition
    assert composition.leaflet.given.plan == "two-sheets"
    placed = {span.key for page in composition.leaflet.pages for line in lines(page) for span in line.spans}
    assert "safety.stop.wound" in placed
    assert "safety.stop.wound.short" not in placed
    assert "safety.if-you-do" in placed
