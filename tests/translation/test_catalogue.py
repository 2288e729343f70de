"""PO files: what is read from them, what is wrong with them, and that they are written as they were read."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st

from brochure.diagnostics import BuildError
from brochure.marked import Str
from brochure.translation.catalogue import Catalogue
from brochure.translation.catalogue import Entry
from brochure.translation.catalogue import read_catalogue
from brochure.translation.catalogue import write_catalogue

HEAD = """# Massage
msgid ""
msgstr ""
"Language: vi\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Reviewer: Dr A, clinic: north\\n"

"""
ONE = """#. A heading.
# seen by me
#, fuzzy
#| msgid "Old title"
msgctxt "cover.heading"
msgid "Title"
msgstr "Tựa"

"""
TWO = """msgctxt "cover"
msgid "Is it \\"safe\\"?"
msgstr ""
"Có an "
"toàn không?"

"""
GONE = """#~ msgctxt "cover.old"
#~ msgid "Old"
#~ msgstr "Cũ"
"""


def read(tmp_path, data, name="vi.po"):
    path = tmp_path / "translations" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_catalogue(path, tmp_path)


def told(tmp_path, data, name="vi.po"):
    with pytest.raises(BuildError) as caught:
        read(tmp_path, data, name)
    return [str(found) for found in caught.value.diagnostics]


def test_entries_are_read_with_all_that_stands_around_them(tmp_path):
    catalogue = read(tmp_path, HEAD + ONE + TWO + GONE)
    assert (catalogue.path, catalogue.language) == ("translations/vi.po", "vi")
    assert catalogue.header("X-Reviewer") == "Dr A, clinic: north"
    assert catalogue.comment == "# Massage"
    first, second = catalogue.entries.values()
    assert first == Entry(
        "cover.heading", "Title", Str("Tựa"), True, "Old title", ("A heading.",), ("seen by me",)
    )
    assert str(first.words.source) == "translations/vi.po:14:8"
    assert (second.source, second.words, second.fuzzy) == ('Is it "safe"?', "Có an toàn không?", False)
    assert [(entry.context, entry.words) for entry in catalogue.obsolete] == [("cover.old", "Cũ")]


def test_a_letter_of_a_translation_over_several_lines_knows_its_place(tmp_path):
    words = read(tmp_path, HEAD + TWO).entries["cover"].words
    assert str(words.place(words.index("toàn"))) == "translations/vi.po:12:2"
    assert str(words.place(words.index("an"))) == "translations/vi.po:11:5"


def test_what_was_read_is_written_again(tmp_path):
    catalogue = read(tmp_path, HEAD + ONE + TWO + GONE)
    data = write_catalogue(catalogue)
    again = read(tmp_path, data)
    assert (again.headers, again.comment) == (catalogue.headers, catalogue.comment)
    assert (dict(again.entries), again.obsolete) == (dict(catalogue.entries), catalogue.obsolete)
    assert write_catalogue(again) == data


def test_windows_line_ends_and_a_last_line_without_one_are_read(tmp_path):
    data = (HEAD + ONE + TWO).rstrip().replace("\n", "\r\n")
    assert [entry.words for entry in read(tmp_path, data).entries.values()] == ["Tựa", "Có an toàn không?"]


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        (('msgstr "Tựa"', 'msgstr "Tựa'), "14:1", "this line is broken"),
        (('msgstr "Tựa"', "msgstr Tựa"), "14:1", "this line is broken"),
        (('msgstr "Tựa"', 'msgstr "T"ự"a"'), "14:1", "this line is broken"),
        (('msgid "Title"', 'mgsid "Title"'), "13:1", "this line is broken"),
        (('msgstr "Tựa"\n', ""), "12:1", "an entry needs a msgid and a msgstr"),
        (('msgctxt "cover.heading"\n', ""), "12:1", 'the entry "Title" has no msgctxt'),
        (
            ('msgctxt "cover"', 'msgctxt "cover.heading"'),
            "16:1",
            '"cover.heading" stands here for the second time',
        ),
        (
            ('msgid "Title"', 'msgid "Title"\nmsgid_plural "Titles"'),
            "14:1",
            "plural forms have no place here",
        ),
        (('msgstr "Tựa"', 'msgstr[0] "Tựa"'), "14:1", "plural forms have no place here"),
        (("Language: vi", "Lang: vi"), "1", "the header does not say the language"),
        (("Language: vi", "Language: de"), "1", 'the header says the language "de", the file\'s name "vi"'),
        (("charset=UTF-8", "charset=ISO-8859-1"), "1", "the header does not say UTF-8"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, change, place, says):
    assert change[0] in HEAD + ONE + TWO
    found = told(tmp_path, (HEAD + ONE + TWO).replace(*change, 1))
    assert any(line.startswith(f"translations/vi.po:{place}: error: {says}") for line in found), found


def test_all_broken_lines_are_told_at_once(tmp_path):
    found = told(tmp_path, HEAD + ONE.replace('"Tựa"', "Tựa") + TWO.replace('"Có an "', "Có an"))
    assert len(found) == 2


@pytest.mark.parametrize(
    ("data", "place", "says"),
    [
        (b"\xef\xbb\xbf" + (HEAD + ONE).encode(), "1:1", "the file starts with a byte order mark"),
        ((HEAD + ONE).encode("utf-16"), "1:1", "the file starts with a byte order mark"),
        ((HEAD + ONE).replace("Tựa", "Tüa").encode("latin-1"), "14:10", "this is not UTF-8"),
        (b"", "1", "the header does not say the language"),
        (ONE.encode(), "1", "the header does not say the language"),
    ],
)
def test_a_file_that_is_none(tmp_path, data, place, says):
    assert told(tmp_path, data)[0].startswith(f"translations/vi.po:{place}: error: {says}")


@pytest.mark.parametrize("name", ["vietnamese-latin-x.po", "pt_BR.po", "VI.po"])
def test_a_file_is_called_by_its_language(tmp_path, name):
    assert "is not a language tag" in told(tmp_path, HEAD, name)[0]


@pytest.mark.parametrize("said", ["pt_BR", "pt-BR", "pt-br"])
def test_the_header_may_write_the_tag_as_gettext_does(tmp_path, said):
    assert read(tmp_path, HEAD.replace("Language: vi", f"Language: {said}"), "pt-BR.po").language == "pt-BR"


texts = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85"), max_size=40
)
contexts = st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?", fullmatch=True)
lines = st.lists(st.sampled_from((HEAD + ONE + TWO + GONE).splitlines()), max_size=20)


@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.dictionaries(contexts, st.tuples(texts, texts, st.booleans()), max_size=6))
def test_any_catalogue_is_read_as_it_was_written(tmp_path_factory, said):
    tmp_path = tmp_path_factory.mktemp("po")
    entries = {
        name: Entry(name, source or "x", Str(words), fuzzy) for name, (source, words, fuzzy) in said.items()
    }
    headers = (("Language", "vi"), ("Content-Type", "text/plain; charset=UTF-8"))
    data = write_catalogue(Catalogue("translations/vi.po", "vi", headers, entries))
    assert dict(read(tmp_path, data).entries) == entries


@settings(max_examples=200, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.one_of(st.binary(max_size=200), lines.map(lambda said: "\n".join(said).encode())))
def test_nothing_that_calls_itself_a_catalogue_breaks_the_reader(tmp_path_factory, data):
    tmp_path = tmp_path_factory.mktemp("po")
    with suppress(BuildError):
        read(tmp_path, data)
