"""YAML with places: what is read, what is refused, and in which words."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import AfterValidator
from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field

from brochure.diagnostics import BuildError
from brochure.diagnostics import Source
from brochure.marked import load
from brochure.marked import Marked
from brochure.marked import read
from brochure.marked import Refusal
from brochure.marked import Str
from brochure.marked import validate
from brochure.marked.reader import NODES


def told(error: pytest.ExceptionInfo[BuildError]) -> list[str]:
    return str(error.value).splitlines()


def refuse(text: str | bytes) -> list[str]:
    with pytest.raises(BuildError) as error:
        load(text, "f.yaml")
    return told(error)


# What is read


def test_values_are_plain_and_text_knows_its_place() -> None:
    marked = load("name: Riverside\nlist:\n  - 3\n  - -1.5\n  - true\n  - ~\n  - 2026-11-22\n", "c.yaml")
    assert marked.value == {"name": "Riverside", "list": [3, -1.5, True, None, date(2026, 11, 22)]}
    assert type(marked.value["name"]) is Str
    assert marked.value["name"].source == Source("c.yaml", 1, 7)
    assert marked.places[("list", 1)] == Source("c.yaml", 4, 5)
    assert marked.key_places[("list",)] == Source("c.yaml", 2, 1)
    assert marked.written[("list", 1)] == "-1.5"


@pytest.mark.parametrize(
    "words",
    [
        "no",
        "on",
        "yes",
        "9:30",
        "09:00",
        "01632",
        "+44",
        "1e5",
        "0x1F",
        "1_000",
        ".inf",
        "2026-13-45",
        "9" * 30,
    ],
)
def test_words_that_yaml_1_1_would_change_stay_text(words: str) -> None:
    assert load(f"a: {words}", "f").value == {"a": words}


def test_quoted_numbers_are_text() -> None:
    assert load("a: '999'\nb: \"1.10\"", "f").value == {"a": "999", "b": "1.10"}


def test_an_empty_file_has_no_value_and_a_byte_order_mark_no_width() -> None:
    assert load("# nothing\n", "f").value is None
    assert load(b"\xef\xbb\xbfa: b", "f").key_places[("a",)] == Source("f", 1, 1)


@pytest.mark.parametrize(
    ("text", "word", "line", "column"),
    [
        ("a: plain WORD", "WORD", 1, 10),
        ("a: 'it''s a WORD'", "WORD", 1, 13),
        ('a: "\\u00e9 \\"x\\" WORD"', "WORD", 1, 18),
        ('a: "one\n\n  two \\\n  WORD"', "WORD", 4, 3),
        ("a: goes\n   over\n\n   WORD on", "WORD", 4, 4),
        ("a: |\n  one\n    two\n\n  WORD", "WORD", 5, 3),
        ("a: >- # note\n\n  one\n  é WORD", "WORD", 4, 5),
    ],
)
def test_a_place_within_a_text_is_found_in_every_style(text: str, word: str, line: int, column: int) -> None:
    value = load(text, "f").value["a"]
    assert value.place(value.index(word)) == Source("f", line, column)
    assert value.place(0).line <= line


def test_text_made_by_the_program_has_no_place() -> None:
    assert Str("abc").place(2) == Source("")


def test_text_survives_being_sent_to_another_process() -> None:
    value = load("a: 'x y'", "f").value["a"]
    copy = pickle.loads(pickle.dumps(value))
    assert (type(copy), copy, copy.source, copy.written) == (Str, "x y", Source("f", 1, 4), "'x y'")


# What YAML refuses

QUOTE = "    hint: put it in double quotes"

MISTAKES: Mapping[str | bytes, list[str]] = {
    "a:\n\tb: 1": ["f.yaml:2:1: error: a tab indents this line", "    hint: indent with spaces only"],
    "a: b\n\tc: d": ["f.yaml:2:1: error: a tab indents this line", "    hint: indent with spaces only"],
    "a: |\n b\n\tc": ["f.yaml:3:1: error: a tab indents this line", "    hint: indent with spaces only"],
    "a: **b** c": ['f.yaml:1:4: error: a text cannot start with "*"', QUOTE],
    "a: & b": ['f.yaml:1:4: error: a text cannot start with "&"', QUOTE],
    "a: @b": ['f.yaml:1:4: error: a text cannot start with "@"', QUOTE],
    "a: `b`": ['f.yaml:1:4: error: a text cannot start with "`"', QUOTE],
    "a: %b": ['f.yaml:1:4: error: a text cannot start with "%"', QUOTE],
    "a: !<> b": ['f.yaml:1:4: error: a text cannot start with "!"', QUOTE],
    "%b\n---\na": ['f.yaml:1:1: error: a line cannot start with "%"', QUOTE],
    "a: b: c": [
        'f.yaml:1:5: error: a second ": " stands in one line',
        "    hint: put the text that holds it in double quotes",
    ],
    "a: 1\n  b: 2": [
        "f.yaml:2:4: error: this name does not stand under the names of its block",
        '    hint: the line above may lack its ": ", or a text with ": " in it its double quotes',
    ],
    "a:\n  b: 1\n c: 2": [
        "f.yaml:3:2: error: no block above starts in this column",
        "    hint: give the names of one block the same indent",
    ],
    "a: [b](c) d": [
        "f.yaml:1:7: error: text goes on behind a closing quote or bracket",
        "    hint: put the whole text in double quotes",
    ],
    "a: 'it's'": [
        "f.yaml:1:8: error: text goes on behind a closing quote or bracket",
        "    hint: put the whole text in double quotes",
    ],
    "a:\n  - 'b\n": [
        "f.yaml:2:5: error: this quotation has no end",
        "    hint: close it with the mark that it starts with",
    ],
    "a: {b": [
        'f.yaml:1:4: error: this "{" has no "}"',
        "    hint: if it starts a text, put it in double quotes",
    ],
    "a: [b": [
        'f.yaml:1:4: error: this "[" has no "]"',
        "    hint: if it starts a text, put it in double quotes",
    ],
    "a: [": [
        "f.yaml:2:1: error: something is missing in these brackets",
        '    hint: if "[" or "{" starts a text, put it in double quotes',
    ],
    'a: "\\q"': [
        "f.yaml:1:5: error: this escape is not known",
        r"    hint: write \\ for a backslash, or use single quotes",
    ],
    "a: - b": [
        "f.yaml:1:4: error: a list cannot start behind its name",
        "    hint: start it on the next line",
    ],
    "- a\nb: c": [
        'f.yaml:2:1: error: this line should start with "- "',
        "    hint: a block is either a list or names",
    ],
    "a: b\nc": [
        'f.yaml:2:1: error: this line has no ": "',
        "    hint: if it carries on a text, indent it further",
    ],
    "a: > b": [
        'f.yaml:1:6: error: words stand behind "|" or ">"',
        "    hint: start the text on the next line",
    ],
    "a: b\n---\nc: d": [
        "f.yaml:2:1: error: a second document starts here: a file holds one",
        '    hint: take out the line "---"',
    ],
    "a: b\n...\nc": [
        "f.yaml:3:1: error: something follows the end of the document",
        '    hint: take out the line "..."',
    ],
    "a: &b c": [
        'f.yaml:1:4: error: anchors ("&b") are not used',
        '    hint: if this is text that starts with "&", put it in double quotes',
    ],
    "a: *b": [
        'f.yaml:1:4: error: aliases ("*b") are not used: write the value out',
        '    hint: if this is text that starts with "*", put it in double quotes',
    ],
    "*b : c": [
        'f.yaml:1:1: error: aliases ("*b") are not used: write the value out',
        '    hint: if this is text that starts with "*", put it in double quotes',
    ],
    "a:\n  <<: {b: c}": ['f.yaml:2:3: error: merge keys ("<<") are not used: write the lines out'],
    "a: !!python/object/apply:os.system [ls]": [
        'f.yaml:1:4: error: tags ("!!python/object/apply:os.system") are not used',
        '    hint: if this is text that starts with "!", put it in double quotes',
    ],
    "!b a: c": [
        'f.yaml:1:1: error: tags ("!b") are not used',
        '    hint: if this is text that starts with "!", put it in double quotes',
    ],
    "1: a": ['f.yaml:1:1: error: "1" is not a name', '    hint: put it in quotes to use it as one: "1"'],
    "a:\n  true: b": [
        'f.yaml:2:3: error: "true" is not a name',
        '    hint: put it in quotes to use it as one: "true"',
    ],
    "? [a]\n: b": ["f.yaml:1:3: error: a name was expected here, not a list or a block"],
    "a: b\nc: d\n\na: e": ['f.yaml:4:1: error: "a" stands twice in one block, first at 1:1'],
    b"a: b\nc: gr\xfc\xdf": [
        "f.yaml:2:6: error: the byte 0xFC is not UTF-8",
        '    hint: save the file with the encoding "UTF-8"',
    ],
    "a: \ud800": [
        "f.yaml:1:4: error: the byte 0xED is not UTF-8",
        '    hint: save the file with the encoding "UTF-8"',
    ],
    "a: b\nc: \x07": [
        "f.yaml:2:4: error: the control character U+0007 may not stand in a file",
        "    hint: delete it",
    ],
}


@pytest.mark.parametrize("text", MISTAKES)
def test_each_mistake_is_told_in_plain_words(text: str | bytes) -> None:
    assert refuse(text) == MISTAKES[text]


def test_bounds_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load("[" * 40 + "]" * 40, "f").value is not None
    assert refuse("[" * 41 + "]" * 41) == ["f.yaml:1:41: error: more than 40 blocks stand inside one another"]
    assert refuse("[" * 300_000)[0].startswith("f.yaml:1:41: error: more than 40")
    assert NODES == 200_000
    monkeypatch.setattr("brochure.marked.reader.NODES", 1000)
    assert len(load("[" + "1," * 1000 + "]", "f").value) == 1000
    assert refuse("[" + "1," * 1001 + "]") == [
        "f.yaml:1:2002: error: this file holds more than 1,000 values, the most that is read"
    ]
    assert refuse("#" * 1_000_001) == [
        "f.yaml: error: this file is larger than 1,000,000 bytes, the most that is read"
    ]


def test_a_file_that_tells_itself_over_and_over_stays_small() -> None:
    bomb = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n"
    assert len([line for line in refuse(bomb) if "error" in line]) == 9


def test_all_mistakes_of_a_file_are_told_at_once_in_their_order() -> None:
    text = "a: &x 1\na: 2\n3: 4\nb: *x\nc: !t d\n'e\n"
    lines = [line for line in refuse(text) if "error" in line]
    assert [line.split(" error: ")[0] for line in lines] == [
        "f.yaml:1:4:",
        "f.yaml:2:1:",
        "f.yaml:3:1:",
        "f.yaml:4:4:",
        "f.yaml:5:4:",
        "f.yaml:6:1:",
    ]


PIECES = [
    *(
        "a",
        "b: ",
        ": ",
        "- ",
        "? ",
        "\n",
        "  ",
        "\t",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ",",
        "|",
        ">",
        "&a ",
        "*a",
        "!t ",
        "#",
    ),
    *(
        "<<: ",
        "---\n",
        "...\n",
        "%",
        "1",
        "2026-11-22",
        "\\",
        "é",
        "\x00",
        "\ud800",
        "\ufeff",
        "\u2028",
        "\r",
    ),
]


@given(st.one_of(st.text(), st.binary(), st.lists(st.sampled_from(PIECES)).map("".join)))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_value_or_a_build_error(text: str | bytes) -> None:
    try:
        outcome: Marked | BuildError = load(text, "f.yaml")
    except BuildError as error:
        outcome = error
    if isinstance(outcome, Marked):
        assert set(outcome.key_places) <= set(outcome.places)
    else:
        assert outcome.diagnostics
        assert all(item.source and item.source.path == "f.yaml" for item in outcome.diagnostics)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_model_or_a_build_error(text: str) -> None:
    for start in ("", "name: ", "hours:\n", "extra: "):
        try:
            outcome: Clinic | BuildError = validate(start + text, "f.yaml", Clinic)
        except BuildError as error:
            outcome = error
        assert isinstance(outcome, Clinic) or outcome.diagnostics


# Models


class Frozen(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-")
    )


class Hours(Frozen):
    opens: Str = Field(description="when the door opens")
    closes: Str = Str("17:00")


def check_colour(text: Str) -> Str:
    if not text.startswith("#"):
        raise Refusal(f'"{text}" is not a colour', 'write it as in "#0B5563"')
    if len(text) != 7:
        raise Refusal("too long", source=text.place(7))
    return text


def check_plainly(text: Str) -> Str:
    if text == "bad":
        raise ValueError("this is bad")
    return text


class Clinic(Frozen):
    short_name: Str = Field(Str("x"), description="the clinic's name")
    size: Literal["a4", "letter"] = "a4"
    count: int = 0
    share: float = Field(0.5, ge=0, le=1)
    on: bool = True
    published: date = date(2026, 11, 22)
    hours: tuple[Hours, ...] = Field((), min_length=1, max_length=2)
    extra: dict[Str, Hours | Str] = Field(default_factory=dict)
    colour: Annotated[Str, AfterValidator(check_colour)] = Str("#000000")
    plain: Annotated[Str, AfterValidator(check_plainly)] = Str("")
    nested: dict[Str, Hours] | None = None


class Strict(Frozen):
    name: Str = Field(description="what it is called")
    hours: Hours


def check(text: str, model: type[BaseModel] = Clinic) -> list[str]:
    with pytest.raises(BuildError) as error:
        validate(text, "c.yaml", model)
    return told(error)


def test_a_model_keeps_the_very_text_with_its_place() -> None:
    clinic = validate("short-name: Riverside\nextra: {k: v}\n", "c.yaml", Clinic)
    assert clinic.short_name.source == Source("c.yaml", 1, 13)
    assert [type(key) for key in clinic.extra] == [Str]
    assert type(Clinic.model_validate({"short-name": "made here"}).short_name) is Str
    assert isinstance(hash(validate("name: a\nhours: {opens: b}", "f", Strict)), int)


def test_text_is_a_string_to_editors() -> None:
    schema = Clinic.model_json_schema()["properties"]["short-name"]
    assert schema == {
        "type": "string",
        "default": "x",
        "description": "the clinic's name",
        "title": "Short-Name",
    }


WRONG: Mapping[str, list[str]] = {
    "short-nam: a": [
        'c.yaml:1:1: error: "short-nam" is not known',
        '    hint: did you mean "short-name"?',
        "    hint: known: colour, count, extra, hours, nested, on, plain, published, share, short-name, size",
    ],
    "hours:\n  - opens: a\n    close: b\n": [
        'c.yaml:3:5: error: "close" is not known in item 1 of "hours"',
        '    hint: did you mean "closes"?',
        "    hint: known: closes, opens",
    ],
    "nested:\n  x:\n    opens: a\n    shut: b": [
        'c.yaml:4:5: error: "shut" is not known in "x"',
        "    hint: known: closes, opens",
    ],
    "hours:\n  - opens: a\n  - closes: b\n": [
        'c.yaml:3:5: error: "opens" is missing in item 2 of "hours"',
        "    hint: opens: when the door opens",
    ],
    "nested:\n  x:\n    closes: b": [
        'c.yaml:2:3: error: "opens" is missing in "x"',
        "    hint: opens: when the door opens",
    ],
    "short-name: 1.10": [
        'c.yaml:1:13: error: "short-name" must be text, not the number 1.10',
        '    hint: put it in quotes: "1.10"',
    ],
    "short-name: true": [
        'c.yaml:1:13: error: "short-name" must be text, not "true"',
        '    hint: put it in quotes: "true"',
    ],
    "short-name:": ['c.yaml:1:12: error: "short-name" must be text, but is empty'],
    "short-name: [a]": ['c.yaml:1:13: error: "short-name" must be text, not a list'],
    "size: a5": [
        'c.yaml:1:7: error: "size" must be "a4" or "letter", not "a5"',
        "    hint: known: a4, letter",
    ],
    "size: leter": [
        'c.yaml:1:7: error: "size" must be "a4" or "letter", not "leter"',
        '    hint: did you mean "letter"?',
        "    hint: known: a4, letter",
    ],
    "count: many": ['c.yaml:1:8: error: "count" must be a whole number, not "many"'],
    "count: 1.5": ['c.yaml:1:8: error: "count" must be a whole number, not the number 1.5'],
    "share: 1.5": ['c.yaml:1:8: error: "share" must be 1.0 or less, not the number 1.5'],
    "share: much": ['c.yaml:1:8: error: "share" must be a number, not "much"'],
    "on: maybe": ['c.yaml:1:5: error: "on" must be true or false, not "maybe"'],
    "published: 2026-13-10": [
        'c.yaml:1:12: error: "published" must be a date such as 2026-11-22, not "2026-13-10"'
    ],
    "hours: a": ['c.yaml:1:8: error: "hours" must be a list (lines that start with "- "), not "a"'],
    "hours: [a]": ['c.yaml:1:9: error: item 1 of "hours" must be a block of "name: value" lines, not "a"'],
    "nested: [a]": ['c.yaml:1:9: error: "nested" must be a block of "name: value" lines, not a list'],
    "extra:\n  k: [a]": ['c.yaml:2:6: error: "k" must be a block of "name: value" lines, not a list'],
    "extra:\n  k:\n    opens: 9\n": [
        'c.yaml:3:12: error: "opens" must be text, not the number 9',
        '    hint: put it in quotes: "9"',
    ],
    "colour: red": ['c.yaml:1:9: error: "red" is not a colour', '    hint: write it as in "#0B5563"'],
    "colour: '#0B55630'": ["c.yaml:1:17: error: too long"],
    "plain: bad": ["c.yaml:1:8: error: this is bad"],
    "- a": ['c.yaml:1:1: error: the file must be a block of "name: value" lines, not a list'],
    "": ['c.yaml:1:1: error: the file must be a block of "name: value" lines, but is empty'],
    f"size: {'x' * 70}": [
        f'c.yaml:1:7: error: "size" must be "a4" or "letter", not "{"x" * 60}…"',
        "    hint: known: a4, letter",
    ],
}


@pytest.mark.parametrize("text", WRONG)
def test_what_a_model_refuses_is_told_with_its_place(text: str) -> None:
    assert check(text) == WRONG[text]


def test_too_many_items_are_told_at_the_list() -> None:
    text = "hours:\n  - opens: a\n  - opens: b\n  - opens: c\n"
    assert check(text) == ['c.yaml:2:3: error: "hours" must have at most 2 entries, and has 3']


def test_too_few_items_are_told_but_not_when_they_are_only_wrong() -> None:
    assert check("hours: []") == ['c.yaml:1:8: error: "hours" must have at least 1 entry, and has 0']
    assert [line for line in check("hours: [a]") if "must have" in line] == []


def test_what_is_missing_at_the_root_is_told_at_its_start() -> None:
    assert check("# a note\nhours: {opens: a}", Strict) == [
        'c.yaml:2:1: error: "name" is missing',
        "    hint: name: what it is called",
    ]


def test_yaml_and_model_are_told_together_and_nothing_twice() -> None:
    text = "size: &a a5\nsize: letter\nextra: !t x\ncount: *a\nhours: 3\nshort: b\n"
    assert [line for line in check(text) if "error" in line] == [
        'c.yaml:1:7: error: anchors ("&a") are not used',
        'c.yaml:2:1: error: "size" stands twice in one block, first at 1:1',
        'c.yaml:3:8: error: tags ("!t") are not used',
        'c.yaml:4:8: error: aliases ("*a") are not used: write the value out',
        'c.yaml:5:8: error: "hours" must be a list (lines that start with "- "), not the number 3',
        'c.yaml:6:1: error: "short" is not known',
    ]


# Files


def test_a_file_is_read_and_named_as_seen_from_the_root(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    file = tmp_path / "sub" / "c.yaml"
    file.write_bytes(b"short-name: Riverside\n")
    assert read(file, tmp_path, Clinic).short_name.source == Source("sub/c.yaml", 1, 13)
    with pytest.raises(BuildError, match=r"^sub/c\.yaml: error: this file is larger than 10 bytes"):
        read(file, tmp_path, Clinic, limit=10)
    with pytest.raises(BuildError, match=r"^sub/d\.yaml: error: this file is not there$"):
        read(tmp_path / "sub" / "d.yaml", tmp_path, Clinic)
    with pytest.raises(BuildError, match=r"^sub: error: this file cannot be read: "):
        read(tmp_path / "sub", tmp_path, Clinic)
    with pytest.raises(BuildError, match=r"error: this file cannot be read: "):
        read(Path("a\x00b"), tmp_path, Clinic)
