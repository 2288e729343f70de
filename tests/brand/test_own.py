"""A clinic's own words: passages, their paragraphs and places, and the room that they fill."""

import pytest

from brochure.brand.model import Brand
from brochure.brand.own import find_slot_room
from brochure.brand.own import find_unsaid
from brochure.brand.own import own_words
from brochure.brand.passage import split_passage
from brochure.diagnostics import BuildError
from brochure.marked import load
from brochure.marked import validate

BASE = """\
name: {full: A, short: A}
logo: {on-light: logo.svg, alt: A}
inks: {primary: "#0b5563", accent: "#e58f4e"}
contacts: {address: [a], telephones: ["01632 960142"]}
emergency: {number: "999"}
"""


def brand(more):
    return validate(BASE + more, "clinic.yaml", Brand)


def test_paragraphs_and_heading_know_their_places():
    text = load("a: |\n  # Our house\n  One line\n  goes on.\n\n\n  Two.\n", "x.yaml").value["a"]
    heading, paragraphs = split_passage(text)
    assert (heading, str(heading.source)) == ("Our house", "x.yaml:2:5")
    assert paragraphs == ("One line\ngoes on.", "Two.")
    assert [str(part.source) for part in paragraphs] == ["x.yaml:3:3", "x.yaml:7:3"]


def test_words_without_a_mark_are_one_paragraph():
    text = load("a: '  Just # words. '", "x.yaml").value["a"]
    assert split_passage(text) == (None, ("Just # words.",))


def test_own_words_are_those_in_sentences():
    made = brand("tagline: B\nslots: {note: {en: C, es: D}}\n")
    assert [name for name, _ in own_words(made)] == ["tagline", "slots.note"]
    assert list(find_unsaid(made, "en", "en")) == []
    assert [item.message for item in find_unsaid(made, "es", "en")] == ['"tagline" has no words in "es"']
    assert hash(made) == hash(brand("tagline: B\nslots: {note: {en: C, es: D}}\n"))


@pytest.mark.parametrize(("letters", "lines"), [(1, 3), (10, 3), (11, 5), (20, 5)])
def test_a_slot_has_two_lengths(letters, lines):
    made = brand(f"slots: {{note: {'x' * letters}}}\n")
    assert find_slot_room(made, "en", "en", {"note": 5, "page": 1}, {"note": 20, "page": 9}) == {
        "note": lines,
        "page": 0,
    }


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("' '", "words are missing here"),
        ("'" + "x" * 4001 + "'", "this text has 4001 characters, and 4000 is the most"),
        ('"a\\u202eb"', "a character that does not show stands here, U+202E"),
        ("{English: a}", '"English" is not a language tag'),
    ],
)
def test_words_that_no_slot_takes(words, message):
    with pytest.raises(BuildError) as caught:
        brand(f"slots: {{note: {words}}}\n")
    assert caught.value.diagnostics[0].message == message
