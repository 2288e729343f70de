"""The vocabulary is sound, and attributes read as the values they stand for."""

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from brochure.document.vocabulary import Attribute
from brochure.document.vocabulary import LIST_LABELS
from brochure.document.vocabulary import LIST_NUMBERING
from brochure.document.vocabulary import LISTS
from brochure.document.vocabulary import read_attributes
from brochure.document.vocabulary import read_value
from brochure.document.vocabulary import VOCABULARY

# ISO 32000-1, 14.8.4: the standard structure types that we use.
ROLES = {"Document", "Sect", "Div", "Note", "H1", "H2", "H3", "P", "L", "LI", "Link", "Figure"}


def test_children_are_elements():
    for kind in VOCABULARY.values():
        assert kind.children <= VOCABULARY.keys()
        assert kind.role is None or kind.role in ROLES
        assert not kind.words or kind.children <= {"strong", "a", "br"}


def test_every_element_can_stand_somewhere():
    standing = set().union(*(kind.children for kind in VOCABULARY.values()))
    assert VOCABULARY.keys() - standing == {"leaflet"}


def test_no_name_is_physical():
    names = {name for kind in VOCABULARY.values() for name in kind.attributes} | VOCABULARY.keys()
    assert not [name for name in names if "left" in name or "right" in name]


def test_lists_have_labels():
    assert LIST_NUMBERING.keys() == set(LISTS)
    assert LIST_LABELS.keys() == {"ul", "ticks"}


@pytest.mark.parametrize(
    ("attribute", "text", "value"),
    [
        (Attribute("length"), "1in", 72.0),
        (Attribute("number"), "1.5", 1.5),
        (Attribute("yes/no"), "no", False),
        (Attribute("one-of", ("start", "end")), "end", "end"),
        (Attribute("names", ("head", "foot")), "foot  head", ("head", "foot")),
        (Attribute("link"), "mailto:a@b.org", "mailto:a@b.org"),
        (Attribute("name"), "page-1", "page-1"),
    ],
)
def test_values(attribute, text, value):
    assert read_value(attribute, text) == value


@pytest.mark.parametrize(
    ("attribute", "text", "message"),
    [
        (Attribute("length"), "-1mm", "less than nothing"),
        (Attribute("length"), "12", "not a length"),
        (Attribute("number"), "1e9", "not a number"),
        (Attribute("number"), "nan", "not a number"),
        (Attribute("yes/no"), "Yes", "neither"),
        (Attribute("one-of", ("start", "end")), "strat", "not possible"),
        (Attribute("names", ("head",)), "head neck", '"neck"'),
        (Attribute("link"), "file:///etc/passwd", "not an address"),
        (Attribute("link"), "tel:call me", "not an address"),
        (Attribute("name"), "Page 1", "not a name"),
    ],
)
def test_refused_values(attribute, text, message):
    with pytest.raises(ValueError, match=message):
        read_value(attribute, text)


def test_left_and_right_are_fine_in_addresses_only():
    assert not read_attributes("a", ("href", "https://left.example/right")).problems
    assert (
        read_attributes("box", ("style", "box-left")).problems[0][0] == 'box style="box-left" speaks of left'
    )
    assert not read_attributes("box", ("style", "bright-box")).problems


@given(
    st.sampled_from(sorted(VOCABULARY)),
    st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=3),
)
@settings(max_examples=60)
def test_reading_never_raises(element, pairs):
    reading = read_attributes(element, tuple(part for pair in pairs for part in pair))
    assert set(reading.values) <= set(VOCABULARY[element].attributes)
    given_names = {name for name, _ in pairs}
    unknown = given_names - VOCABULARY[element].attributes.keys()
    assert len(reading.problems) >= len(unknown)
