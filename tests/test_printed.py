"""What is written against what was expanded: the file's words are the documents', no more and no less."""

from pathlib import Path

import pytest

import brochure.build as press_room
from brochure.build import Edition
from brochure.build import Press
from brochure.preflight.inspect import inspect
from brochure.preflight.words import split
from brochure.preflight.words import words
from brochure.project import read_project

ROOT = Path(__file__).resolve().parent.parent
LABELS = {"\u2022", "\u2610"}


@pytest.fixture(scope="module")
def press():
    return Press(read_project(ROOT))


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


@pytest.mark.parametrize("target", ["screen", "office"])
@pytest.mark.parametrize("layout", ["trifold", "handout"])
def test_words_read_back_by_structure_are_the_documents(press, monkeypatch, layout, target):
    boxes = []
    real = press_room.write

    def write(shared, parts, *rest):
        boxes.extend(parts)
        return real(shared, parts, *rest)

    monkeypatch.setattr(press_room, "write", write)
    printed = press.print(Edition("riverside", "en", layout, target))
    read = [word for word in words(inspect(printed.data)) if word not in LABELS]
    assert read == expected_words(printed.composition.document, boxes)


def test_further_prints_hold_on_to_nothing(press):
    edition = Edition("riverside", "en", "trifold", "screen")
    press.print(edition)
    before = press._shapes.held
    for _ in range(30):
        press.print(edition)
    assert press._shapes.held == before
