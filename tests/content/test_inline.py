"""The markup inside texts: what it gives, what it refuses, and where it says the mistake is."""

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from brochure.content.inline import _split_strong
from brochure.content.inline import _Walk
from brochure.content.inline import Inline
from brochure.content.inline import LINE_BREAK
from brochure.content.inline import parse_inline
from brochure.content.inline import read_inline
from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.document import tree
from brochure.marked import load
from brochure.marked import Str


def parse(text):
    return [tuple(part) for part in parse_inline(Str(text))]


def test_plain_words_stay_one_stretch():
    assert parse_inline(Str("It may ease pain.")) == (Inline("It may ease pain."),)


def test_strong_and_links_may_stand_in_one_another():
    assert parse("a **b** c") == [("a ", False, None), ("b", True, None), (" c", False, None)]
    assert parse("[**now**](tel:+441632960142)!") == [("now", True, "tel:+441632960142"), ("!", False, None)]
    assert parse("**see [us](https://a.example/b)**") == [
        ("see ", True, None),
        ("us", True, "https://a.example/b"),
    ]


@pytest.mark.parametrize("text", ["a\\\nb", "a  \nb", "a\\ b"])
def test_forced_line_ends(text):
    assert parse(text) == [(f"a{LINE_BREAK}b", False, None)]


def test_the_line_break_is_the_documents():
    assert LINE_BREAK == tree.LINE_BREAK


def test_a_soft_line_end_is_a_space():
    assert parse("a\nb\n") == [("a b", False, None)]


def test_escaped_marks_are_words():
    assert parse(r"2 \* 3 \[x\]") == [("2 * 3 [x]", False, None)]


def test_signs_that_mark_nothing_stay():
    assert parse("snake_case & a < b [sic] C++") == [("snake_case & a < b [sic] C++", False, None)]


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("see *this*", 5, 'italics: "*this*"'),
        ("see _this_", 5, "italics"),
        ("use `code`", 5, "no place in a leaflet"),
        ("a ![cat](cat.png)", 3, "a picture cannot stand inside a text"),
        ("a <b>c", 3, 'HTML has no place in a text: "<b>c"'),
        ("a <https://b.example>", 3, "<address> is not taken"),
        ("Tom &amp; Ann", 5, "character reference"),
        (r"so \! it", 4, "backslash does nothing"),
        ("a **b", 3, 'this "**" has no partner'),
        ("x **y* z", 3, 'this "**" has no partner'),
        ("[a](javascript:alert)", 1, 'cannot lead to "javascript:alert"'),
        ("ab [a](page.html)", 4, 'cannot lead to "page.html"'),
        ("[a](data:text/html,x)", 1, 'cannot lead to "data:text/html,x"'),
        ('[a](https://b.example "t")', 1, "no title"),
    ],
)
def test_everything_else_is_refused_at_its_place(text, column, says):
    source = load(f"t: |-\n  {text}\n", "c.yaml").value["t"]
    with pytest.raises(BuildError) as caught:
        parse_inline(source)
    first = caught.value.diagnostics[0]
    assert says in first.message
    assert (first.source.line, first.source.column) == (2, column + 2)


def test_a_place_is_found_in_a_folded_text_and_all_mistakes_are_told():
    text = load("t: >-\n  First line\n  has *one* and\n  <b>two\n", "c.yaml").value["t"]
    with pytest.raises(BuildError) as caught:
        parse_inline(text)
    assert [str(item.source) for item in caught.value.diagnostics] == ["c.yaml:3:7", "c.yaml:4:3"]


def test_a_second_paragraph_is_refused():
    with pytest.raises(BuildError, match="one paragraph"):
        parse("a\n\nb")


@settings(max_examples=60)
@given(st.text(alphabet="ab .,:;1é“(*", min_size=1, max_size=24))
def test_the_short_way_agrees_with_markdown(text):
    findings = Findings()
    quick = _split_strong(text)
    if quick:
        assert quick == _Walk(Str(text), findings).run()
        assert not findings.found


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_gives_words_or_a_diagnostic(text):
    findings = Findings()
    parts = read_inline(Str(text), findings)
    assert findings.errors or "".join(part.text for part in parts) or not text.strip()
