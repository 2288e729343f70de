"""Pairs of ink and ground, gathered from things in painting order."""

import pytest

from brochure.brand.legibility import Pair
from brochure.composition.leaflet import Given
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Hole
from brochure.composition.leaflet import Leaflet
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import Page
from brochure.composition.leaflet import Part
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import Stroke
from brochure.composition.leaflet import TextLine
from brochure.composition.pairs import find_pairs
from brochure.composition.pairs import find_uses
from brochure.document.tree import Span
from brochure.fonts.chain import chain
from brochure.text.lines import Line
from brochure.text.lines import Run
from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size


def words(x=20, y=30, size=12.0, ink="ink", weight=400, advance=5.0):
    face = chain("Noto Sans", "en").first(weight, 100)
    run = Run(face, (), 0, 0, "Latn", advance, "words")
    return TextLine(x, y, size, Line((run,), advance, "words"), (Span("words", 0),), (ink,))


def ground(fill, x=0, y=0, width=200, height=100, **more):
    return Ground(Rect(x, y, width, height), fill, **more)


def test_words_stand_on_paper_where_nothing_else_is():
    assert find_pairs([words()]) == {Pair("ink", "paper", 4.5, True)}


def test_words_stand_on_what_was_painted_last_under_them():
    items = [ground("primary"), ground("tint", height=50), words(), words(y=80), ground("danger")]
    assert find_pairs(items) == {Pair("ink", "tint", 4.5, True), Pair("ink", "primary", 4.5, True)}


def test_words_that_leave_a_ground_stand_on_both():
    assert {pair.ground for pair in find_pairs([ground("tint", width=50), words()])} == {"tint", "paper"}


@pytest.mark.parametrize(
    ("size", "weight", "least"),
    [(17.9, 400, 4.5), (18, 400, 3), (13.9, 700, 4.5), (14, 700, 3), (14, 600, 4.5)],
)
def test_large_words_are_those_of_wcag(size, weight, least):
    assert find_pairs([words(size=size, weight=weight)]) == {Pair("ink", "paper", least, True)}


def test_a_border_stands_on_what_is_outside_it_and_hides_nothing():
    items = [ground("mist"), ground(None, stroke="danger", stroke_width=2), words()]
    assert find_pairs(items) == {Pair("danger", "mist", 3.0, False), Pair("ink", "mist", 4.5, True)}


def test_marks_lines_and_codes_are_pairs_but_no_words():
    rect = Rect(10, 10, 5, 5)
    items = [
        ground("tint"),
        Mark("box", rect, "primary", 0, "☐", "paper"),
        Mark("disc", rect, "accent", 0, "•"),
        Stroke((Point(150, 150), Point(180, 150)), "rule", 1),
        PlacedCode(("1",), rect, "ink", 0),
    ]
    assert find_pairs(items) == {
        Pair("primary", "tint", 3.0, False),
        Pair("primary", "paper", 3.0, False),
        Pair("accent", "tint", 3.0, False),
        Pair("rule", "paper", 3.0, False),
        Pair("ink", "tint", 4.5, False),
    }


def test_a_clinics_box_stands_on_the_shared_grounds_before_it():
    items = (ground("primary"), words(ink="on-primary"), ground("tint"))
    hole = Hole("imprint", 0, Rect(0, 0, 100, 50), 2)
    leaflet = Leaflet((Page("back", Size(200, 100), items),), (hole,), Given("", 12, 1, 1, 100, True))
    uses = find_uses(leaflet)
    assert uses.pairs == {Pair("on-primary", "primary", 4.5, True)}
    box = Part("imprint", 0, (words(ink="lead"), ground("paper", height=40), words(ink="muted")))
    assert uses.with_boxes([box]) - uses.pairs == {
        Pair("lead", "primary", 4.5, True),
        Pair("muted", "paper", 4.5, True),
    }
