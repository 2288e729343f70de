"""The draft mark: on every page until somebody fit to judge the words has read them, and moving nothing."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from brochure.build import Edition
from brochure.build import Press
from brochure.composition.leaflet import Given
from brochure.composition.leaflet import Leaflet
from brochure.composition.leaflet import TextLine
from brochure.pdf.plain import describe
from brochure.preflight.inspect import inspect
from brochure.project import read_project
from brochure.project import Words
from brochure.translators import approve_language
from brochure.units import MM

ROOT = Path(__file__).resolve().parent.parent
LAYOUTS = ("trifold", "handout")
LANGUAGES = (*sorted(path.stem for path in (ROOT / "translations").glob("*.po")), "en", "en-XA", "ar-XB")
FIRST = ("cover", "page-1")
PAGE = """
slots:
  opening: Welcome to our clinic.
  extra-page: |
    # About us

    We are by the river.
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The leaflet with one plain clinic in each look, and one with a page of its own."""
    root = tmp_path_factory.mktemp("marked")
    for name in ("layouts", "looks", "translations"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "content.yaml", root)
    for name, more in (("warm", ""), ("bold", "\nlook: bold\n"), ("own", PAGE)):
        shutil.copytree(ROOT / "clinics" / "riverside", root / "clinics" / name)
        with (root / "clinics" / name / "clinic.yaml").open("a", encoding="utf-8") as file:
            file.write(more)
    return root


@pytest.fixture(scope="module")
def press(root):
    return Press(read_project(root))


def compose(press, language, layout, clinic="warm"):
    return press.dress(Edition(clinic, language, layout, "screen")).typeset.composition


def marks(page):
    """The lines of a page that say that it is a draft."""
    lines = (item for item in page.items if isinstance(item, TextLine))
    return [line for line in lines if any(span.key == "words.draft" for span in line.spans)]


class Read(Press):
    """A press to which all words are read by somebody, and otherwise the same."""

    def words(self, language):
        known = super().words(language)
        content = known.content.model_copy()
        content._wording = known.content.wording._replace(draft=False)
        return Words(content, known.digest)


@pytest.fixture(scope="module")
def read(root):
    return Read(read_project(root))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_it_in_one_line_and_a_review_moves_nothing(press, read, language, layout):
    drafted, checked = (compose(desk, language, layout) for desk in (press, read))
    words = str(press.words(language).content.words["draft"])
    assert drafted.fit == checked.fit
    for one, other in zip(drafted.leaflet.pages, checked.leaflet.pages, strict=True):
        (mark,) = marks(one)
        assert mark.spans[0].text == words
        assert mark.size >= 12
        assert drafted.document.structure.nodes[mark.spans[0].node].role == "P"
        assert not marks(other)
        rest = one._replace(items=tuple(item for item in one.items if item is not mark))
        assert places(rest) == places(other)


def places(page):
    """What stands where on a page, without numbers of structure nodes: a mark takes one."""
    drawn = describe(Leaflet((page,), (), Given("", 12.0, 1.0, 1.0, 94.0, True)))
    return re.sub(r" #\d+", "", drawn)


def test_a_line_that_moved_is_seen(press):
    page = compose(press, "en", "trifold").leaflet.pages[1]
    line = next(item for item in page.items if isinstance(item, TextLine))
    moved = tuple(item._replace(y=item.y + 0.3) if item is line else item for item in page.items)
    assert places(page) != places(page._replace(items=moved))


@pytest.mark.parametrize("clinic", ["warm", "bold"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_stands_at_one_place_clear_of_the_edge(press, language, layout, clinic):
    pages = compose(press, language, layout, clinic).leaflet.pages
    found = {page.name: marks(page)[0] for page in pages}
    heights = {round(mark.y, 1) for name, mark in found.items() if name not in FIRST}
    assert len(heights) == 1
    for page in pages:
        mark = found[page.name]
        assert mark.y - 0.75 * mark.size >= 5 * MM
        assert mark.x >= 5 * MM
        assert mark.x + mark.line.advance * mark.size <= page.size.width - 5 * MM


@pytest.mark.parametrize("clinic", ["warm", "bold"])
@pytest.mark.parametrize("target", ["screen", "office"])
def test_it_is_printed_with_contrast_and_tagged_for_every_target(press, clinic, target):
    report = inspect(press.print(Edition(clinic, "es", "trifold", target)).data)
    said = str(press.words("es").content.words["draft"])
    assert [node.standard for node in report.walk() if node.text == said].count("P") == 6
    assert not report.problems


def test_a_clinics_own_page_says_it_too(press):
    pages = compose(press, "en", "handout", "own").leaflet.pages
    assert len(pages) == 3
    assert all(len(marks(page)) == 1 for page in pages)


def test_where_it_is_not_translated_it_is_tagged_with_its_own_language(root, tmp_path):
    shutil.copytree(root, tmp_path / "copy")
    path = tmp_path / "copy" / "translations" / "es.po"
    text = path.read_text(encoding="utf-8")
    at = text.index('msgctxt "words.draft"')
    start = text.index("msgstr", at)
    end = text.index("\n", start)
    path.write_text(text[:start] + 'msgstr ""' + text[end:], encoding="utf-8")
    press = Press(read_project(tmp_path / "copy"), draft=True)
    for page in compose(press, "es", "trifold").leaflet.pages:
        (mark,) = marks(page)
        assert mark.spans[0].language == "en"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_released_language_prints_none_until_a_word_changes(root, tmp_path, language):
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    approve_language(copy, language, "Ana Ruiz", "physiotherapist", date(2026, 12, 1))
    for layout in LAYOUTS:
        pages = compose(Press(read_project(copy)), language, layout).leaflet.pages
        assert not any(marks(page) for page in pages)
    content = (copy / "content.yaml").read_text(encoding="utf-8")
    old, new = "numbness\n", "numb feelings\n"
    if language == "es":
        path = copy / "translations" / "es.po"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("hormigueo", "hormigueos"), encoding="utf-8")
    else:
        assert old in content
        (copy / "content.yaml").write_text(content.replace(old, new), encoding="utf-8")
    pages = compose(Press(read_project(copy)), language, "handout").leaflet.pages
    assert all(len(marks(page)) == 1 for page in pages)
