"""`brochure translations …`, and PO files on their way through translators' tools."""

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from translate.convert.po2xliff import convertpo
from translate.convert.xliff2po import convertxliff

from brochure.marked import Str
from brochure.output import write_whole
from brochure.preflight.words import page_words
from brochure.project import read_project
from brochure.translation.catalogue import read_catalogue
from brochure.translation.catalogue import write_catalogue

BY = ("--reviewer", "Dr A", "--qualification", "GP", "--date", "2026-11-23")


def catalogue(copy, language="xx"):
    return read_catalogue(copy.root / f"translations/{language}.po", copy.root)


def fill(copy, language="xx", say=lambda words: words.replace("massage", "masaj")):
    """Every text of the language's file translated."""
    if not (copy.root / f"translations/{language}.po").exists():
        assert copy.run("translations", "new", language).code == 0
    old = catalogue(copy, language)
    entries = {name: replace(one, words=Str(say(one.source))) for name, one in old.entries.items()}
    write_whole(copy.root / old.path, write_catalogue(replace(old, entries=entries)))


def edit(copy, pattern, new, language="xx"):
    return copy.change(f"translations/{language}.po", pattern, new)


# new


def test_new_writes_everything_that_is_to_be_translated(copy):
    assert copy.run("translations", "new", "pt-BR").said == "translations/pt-BR.po\n"
    made = catalogue(copy, "pt-BR")
    assert len(made.entries) == 209
    assert not any(entry.words for entry in made.entries.values())
    assert made.header("Language") == "pt-BR"
    text = copy.read("translations/pt-BR.po")
    begins = r'^#\. A heading\.\n(?:#\. .*\n)*#: cover\.heading\nmsgctxt "cover\.heading"\nmsgid "Massage and'
    assert re.search(begins, text, re.MULTILINE)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "pt_BR",
            'error: "pt_BR" is not a language tag\n    hint: write it as in "vi", "pt-BR" or "zh-Hant"\n',
        ),
        ("../vi", 'error: "../vi" is not a language tag'),
        ("en", 'error: "en" is the language of content.yaml itself\n'),
        ("en-XA", 'error: "en-XA" is made by the program'),
    ],
)
def test_new_refuses_what_is_no_language_to_translate_into(copy, language, says):
    outcome = copy.run("translations", "new", language)
    assert outcome.code == 2
    assert outcome.told.startswith(says)
    assert not (copy.root / "translations").exists()


def test_new_never_overwrites(copy):
    fill(copy)
    before = copy.read("translations/xx.po")
    outcome = copy.run("translations", "new", "xx")
    assert (outcome.code, outcome.lines[0]) == (2, "error: translations/xx.po is there already")
    assert copy.read("translations/xx.po") == before


# update


def test_update_says_what_it_took_over(copy):
    fill(copy)
    copy.change("content.yaml", r"text: Can it help\? Is it safe for you\?", "text: Can it help?")
    copy.change("content.yaml", r"      numb: numbness\n", "      numbing: numbness\n")
    outcome = copy.run("translations", "update")
    assert outcome.said == "translations/xx.po  1 new, 1 changed, 1 dropped\n"
    text = copy.read("translations/xx.po")
    assert '#, fuzzy\n#| msgid "Can it help? Is it safe for you?"\nmsgctxt "cover"\n' in text
    assert '#~ msgctxt "neuropathy.feel.numb"' in text


def test_update_of_an_up_to_date_file_leaves_it_alone(copy):
    fill(copy)
    copy.run("translations", "update")
    before = (copy.root / "translations/xx.po").stat().st_mtime_ns
    assert copy.run("translations", "update").said == "translations/xx.po  0 new, 0 changed, 0 dropped\n"
    assert (copy.root / "translations/xx.po").stat().st_mtime_ns == before


def test_a_broken_file_is_told_and_others_are_updated_all_the_same(copy):
    fill(copy)
    fill(copy, "yy")
    line = edit(copy, r'^msgstr "Hands"', 'msgstr "Hands')
    copy.change("content.yaml", r"text: Can it help\? Is it safe for you\?", "text: Can it help?")
    broken = copy.read("translations/xx.po")
    outcome = copy.run("translations", "update")
    assert outcome.code == 1
    assert outcome.said == "translations/yy.po  0 new, 1 changed, 0 dropped\n"
    assert outcome.lines[0].startswith(f"translations/xx.po:{line}:1: error: this line is broken")
    assert copy.read("translations/xx.po") == broken


def test_a_file_that_cannot_be_written_stays_as_it_was(copy, monkeypatch):
    fill(copy)
    copy.change("content.yaml", r"text: Can it help\? Is it safe for you\?", "text: Can it help?")
    before = copy.read("translations/xx.po")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    outcome = copy.run("translations", "update")
    assert outcome.code == 1
    assert "No space left on device" in outcome.told
    assert copy.read("translations/xx.po") == before


# status


def test_status_counts_and_says_what_fits(copy):
    fill(copy)
    edit(copy, r'^msgstr "Hands"', 'msgstr ""')
    edit(copy, r'^(msgctxt "words.feet")', r"#, fuzzy\n\1")
    outcome = copy.run("translations", "status")
    head, row = outcome.said.splitlines()
    assert head.split() == [
        *("language", "translated", "fuzzy", "missing", "reviewed", "length", "handout", "trifold"),
    ]
    assert re.match(r"xx +xx +207 +1 +1 +no +-?\+?\d+ % +\d+\.?\d* pt, [\w-]+ +\d+\.?\d* pt, [\w-]+$", row)


def test_status_warns_where_a_term_is_not_used(copy):
    fill(copy)
    edit(copy, r'(?<=msgid "blood clot"\n)msgstr ".*"', 'msgstr "trombo|coágulo"')
    outcome = copy.run("translations", "status", "xx")
    assert outcome.code == 0
    warned = [line for line in outcome.lines if "warning" in line]
    says = 'warning: "safety.stop.clot" does not say "blood clot" as the terminology does: trombo or coágulo'
    assert any(re.match(rf"translations/xx\.po:\d+:8 \(xx\): {re.escape(says)}", line) for line in warned)


# approve, and what a draft is


def test_a_language_is_a_draft_until_it_is_approved_and_after_any_change(copy):
    def marks():
        assert copy.build("--language", "xx").code == 0
        return read_project(copy.root).words("xx").content.wording.draft

    fill(copy)
    assert marks()
    outcome = copy.run("translations", "approve", "xx", *BY)
    assert outcome.said == "translations/xx.po  xx is released: Dr A, GP, 2026-11-23\n"
    assert not marks()
    edit(copy, r'^msgstr "Hands"', 'msgstr "Manos"')
    assert marks()
    copy.run("translations", "approve", "xx", *BY)
    assert not marks()
    copy.change("content.yaml", r"text: Can it help\? Is it safe for you\?", "text: Can it help?")
    outcome = copy.build("--language", "xx")
    assert outcome.code == 1
    assert outcome.lines[0] == "translations/xx.po (xx): error: 1 of 209 texts are not ready"
    assert copy.files() == ["riverside/xx/trifold-screen.pdf"], "the file of before"


def test_a_draft_prints_what_is_missing_in_the_own_language(copy):
    copy.run("translations", "new", "xx")
    assert copy.build("--language", "xx").code == 1
    assert copy.files() == []
    assert copy.build("--language", "xx", "--draft").code == 0
    data = (copy.output / "riverside/xx/trifold-screen.pdf").read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.Lang == "xx"
        streams = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    tagged = sum(len(re.findall(rb"/Lang ?\(en\)", stream)) for stream in streams)
    assert tagged > 100, "each line in English says so"
    assert sum("Draft: not yet reviewed" in " ".join(page) for page in page_words(data)) == 6


def test_what_is_not_finished_cannot_be_approved(copy):
    copy.run("translations", "new", "xx")
    before = copy.read("translations/xx.po")
    outcome = copy.run("translations", "approve", "xx", *BY)
    assert outcome.code == 1
    assert "209 of 209 texts are not ready" in outcome.lines[0]
    assert copy.read("translations/xx.po") == before


@pytest.mark.parametrize(
    "written",
    [
        "  reviewer: null\n",
        "",
        "  reviewer:\n",
        "  reviewer: {name: Dr X, qualification: GP, date: 2026-11-22}  # the first\n",
        "  reviewer:\n    name: Dr X\n    qualification: GP\n\n    date: 2026-11-22\n",
    ],
)
def test_the_own_languages_reviewer_stands_in_content_yaml_and_nothing_else_changes(copy, written):
    copy.change("content.yaml", r"  reviewer: null\n", written.replace("\\", "\\\\"))
    before = copy.read("content.yaml")
    assert read_project(copy.root).words("en").content.wording.draft
    outcome = copy.run("translations", "approve", "en", *BY)
    assert (outcome.code, outcome.told) == (0, "")
    after = copy.read("content.yaml")
    block = re.search(r"  reviewer:\n    name: \"Dr A\"\n(?:    .*\n)+", after)
    assert after.replace(block[0], "") == before.replace(written, "", 1) if written else True
    assert not read_project(copy.root).words("en").content.wording.draft
    copy.change("content.yaml", r"text: Can it help\? Is it safe for you\?", "text: Can it help?")
    assert read_project(copy.root).words("en").content.wording.draft


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--reviewer", " ", "--qualification", "GP"), 'error: the reviewer " " is not a name'),
        (("--reviewer", "A\nB", "--qualification", "GP"), "error: the reviewer"),
        (
            ("--reviewer", "A", "--qualification", "GP", "--date", "23/11/2026"),
            'error: "23/11/2026" is not a date',
        ),
    ],
)
def test_a_review_needs_a_name_and_a_day(copy, options, says):
    fill(copy)
    outcome = copy.run("translations", "approve", "xx", *options)
    assert outcome.code == 2
    assert outcome.told.startswith(says)


def test_only_what_there_is_can_be_approved(copy):
    fill(copy)
    outcome = copy.run("translations", "approve", "xy", *BY)
    assert (outcome.code, outcome.lines[0]) == (2, 'error: there is no language "xy"')


# Through translators' tools


def test_po_files_go_through_xliff_and_back(copy):
    """`po2xliff` and `xliff2po`, as agencies use them: contexts, words and states are whole."""
    fill(copy)
    edit(copy, r'^(msgctxt "words.feet")', r"#, fuzzy\n\1")
    edit(copy, r'^msgstr "Hands"', 'msgstr ""')
    copy.run("translations", "update")
    before = catalogue(copy)
    xliff, back = BytesIO(), BytesIO()
    convertpo(BytesIO((copy.root / before.path).read_bytes()), xliff, None)
    assert b"urgent.call" in xliff.getvalue()
    convertxliff(BytesIO(xliff.getvalue()), back, None)
    copy.write("translations/xx.po", back.getvalue())
    if not catalogue_header(back.getvalue()):
        copy.change("translations/xx.po", r'(msgid ""\nmsgstr ""\n)', r'\1"Language: xx\\n"\n')
    after = catalogue(copy)
    assert after.entries.keys() == before.entries.keys()
    for name, entry in before.entries.items():
        one = after.entries[name]
        assert (one.source, one.words, one.fuzzy) == (entry.source, entry.words, entry.fuzzy), name
    copy.run("translations", "update")
    assert catalogue(copy).entries == before.entries, "update puts our own notes back"


def catalogue_header(data):
    return b"Language: xx" in data


def test_a_text_that_is_too_long_for_its_panel_is_named_with_its_line(copy):
    fill(copy)
    line = edit(
        copy,
        r'(?<=msgctxt "safety\.stop\.bone\.short"\n)(msgid ".*"\n)msgstr ".*"',
        r'\1msgstr "' + "lang " * 400 + '"',
    )
    outcome = copy.build("--language", "xx")
    assert outcome.code == 1
    assert re.search(r'panel "flap" overflows by \d+\.\d mm at 12 pt', outcome.lines[0])
    assert 'the longest section here is "safety.stop" (translations/xx.po:' in outcome.told
    assert line > 100
