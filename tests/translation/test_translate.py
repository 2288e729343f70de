"""From a catalogue to a leaflet in its language: nothing stale, nothing silently in the own language."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st

from brochure.content.model import Content
from brochure.content.model import Reviewer
from brochure.diagnostics import BuildError
from brochure.marked import Str
from brochure.project import read_project
from brochure.translation.apply import translate
from brochure.translation.approval import approve
from brochure.translation.approval import approve_own
from brochure.translation.approval import digest_own
from brochure.translation.catalogue import Entry
from brochure.translation.merge import make_catalogue
from brochure.translation.merge import merge
from brochure.translation.pseudo import pseudo_translate
from brochure.translation.units import find_noted
from brochure.translation.units import find_units

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def content() -> Content:
    return read_project(ROOT).content


def filled(content, say=lambda words: "xx " + words):
    """A catalogue in which every text is translated."""
    made = make_catalogue(content, "xx", "translations/xx.po")
    entries = {name: replace(entry, words=Str(say(entry.source))) for name, entry in made.entries.items()}
    return replace(made, entries=entries)


def changed(catalogue, context, **values):
    entries = dict(catalogue.entries)
    entries[context] = replace(entries[context], **values)
    return replace(catalogue, entries=entries)


def reworded(content, context, words):
    return content.in_words({context: Str(words)}, content.wording)


def mistakes(content, catalogue, draft=False):
    with pytest.raises(BuildError) as caught:
        translate(content, catalogue, draft)
    return [found.message for found in caught.value.diagnostics]


def test_every_text_is_in_the_other_language(content):
    made = translate(content, filled(content))
    own = dict(content.texts())
    said = dict(made.texts())
    assert said.keys() == own.keys()
    assert all(said[path] == "xx " + " ".join(own[path].split()) for path in own)
    assert made.wording.language == "xx"
    assert made.wording.draft
    assert made.wording.title == own["leaflet.title"]
    assert made.leaflet.language == "en"


def test_an_old_leaflet_is_as_it_was(content):
    translate(content, filled(content))
    assert content.leaflet.title == "Massage and peripheral neuropathy"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"words": Str("")}, "is not translated"),
        ({"words": Str("  ")}, "is not translated"),
        ({"fuzzy": True}, "is marked fuzzy"),
        ({"source": "Older words"}, "is the translation of older words"),
    ],
)
def test_what_is_not_ready_stops_the_edition_and_stays_english_in_a_draft(content, values, says):
    catalogue = changed(filled(content), "safety.stop.clot", **values)
    told = mistakes(content, catalogue)
    assert told[0] == "1 of 209 texts are not ready"
    assert told[1].startswith(f'"safety.stop.clot" {says}')
    made = translate(content, catalogue, draft=True)
    assert made.block("safety.stop.clot").text == content.block("safety.stop.clot").text
    assert made.wording.untranslated == {"safety.stop.clot"}
    assert made.wording.draft


def test_a_text_that_the_file_does_not_have_stops_it_too(content):
    catalogue = filled(content)
    entries = {name: entry for name, entry in catalogue.entries.items() if name != "urgent.heading"}
    assert '"urgent.heading" is not in the file' in mistakes(content, replace(catalogue, entries=entries))[1]


@pytest.mark.parametrize(
    ("context", "words", "says"),
    [
        ("urgent.call", "Gọi ngay nếu:", 'has lost the placeholder "{number}"'),
        ("urgent.call", "Gọi {nummer} {number}", 'has no placeholder "{nummer}"'),
        ("urgent.call", "Gọi {number", 'has lost the placeholder "{number}"'),
        ("urgent.heading", "Gọi }", "has a brace without its partner"),
        ("words.page-of", "{page}/{page}/{pages}", 'has no placeholder "{page}"'),
        ("safety.stop.clot", "không có dấu", "has 0 bold words and should have 1"),
        ("safety.stop.fever", "**sốt**", "has 1 bold words and should have 0"),
        ("safety.stop.fever", "**sốt", 'this "**" has no partner'),
        ("safety.stop.fever", "*sốt*", "would be italics"),
        ("safety.stop.fever", "<b>sốt</b>", "HTML has no place"),
        ("safety.stop.fever", "[x](https://a.example)", "has 1 links and should have 0"),
        ("safety.stop.fever", "[x](javascript:a)", "a link cannot lead"),
    ],
)
@pytest.mark.parametrize("draft", [False, True])
def test_marks_and_placeholders_are_those_of_the_own_words(content, context, words, says, draft):
    told = mistakes(content, changed(filled(content), context, words=Str(words)), draft)
    assert any(says in one for one in told), told


# Updates


def test_a_new_text_comes_untranslated_and_a_changed_one_fuzzy(content):
    catalogue = filled(content)
    newer = reworded(content, "cover", "Can it help you?")
    entry = merge(newer, catalogue).entries["cover"]
    assert (entry.source, entry.previous, entry.fuzzy) == (
        "Can it help you?",
        "Can it help? Is it safe for you?",
        True,
    )
    assert entry.words == "xx Can it help? Is it safe for you?"
    entries = {name: entry for name, entry in catalogue.entries.items() if name != "cover"}
    assert merge(content, replace(catalogue, entries=entries)).entries["cover"].words == ""


def test_words_that_changed_twice_keep_what_the_translation_translates(content):
    once = merge(reworded(content, "cover", "Once"), filled(content))
    entry = merge(reworded(content, "cover", "Twice"), once).entries["cover"]
    assert (entry.source, entry.previous) == ("Twice", "Can it help? Is it safe for you?")


def test_a_dropped_text_stays_as_obsolete_and_comes_back(content):
    catalogue = filled(content)
    extra = Entry("cover.gone", "Gone", Str("Đi rồi"), remarks=("mine",))
    older = replace(catalogue, entries={**catalogue.entries, "cover.gone": extra})
    newer = merge(content, older)
    assert newer.obsolete == (extra,)
    assert "cover.gone" not in newer.entries
    again = replace(newer, entries={name: e for name, e in newer.entries.items() if name != "cover"})
    lost = replace(newer.entries["cover"], context="cover")
    back = merge(content, replace(again, obsolete=(lost,)))
    assert back.entries["cover"].words == lost.words
    assert back.obsolete == ()


def test_nothing_changes_where_nothing_has_changed(content):
    once = merge(content, filled(content))
    assert merge(content, once) == once


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_work_is_ever_lost(content, data):
    """Whatever has changed, each translation is still there: in its place, fuzzy, or obsolete."""
    catalogue = filled(content)
    contexts = sorted(catalogue.entries)
    renamed = data.draw(st.lists(st.sampled_from(contexts), max_size=5, unique=True))
    entries = {
        (f"old.{name}" if name in renamed else name): replace(
            entry, context=f"old.{name}" if name in renamed else name
        )
        for name, entry in catalogue.entries.items()
    }
    words = data.draw(
        st.dictionaries(
            st.sampled_from([name for name in contexts if "terminology" not in name]),
            st.just("New"),
            max_size=5,
        )
    )
    newer = merge(
        content.in_words({name: Str(text) for name, text in words.items()}, content.wording),
        replace(catalogue, entries=entries),
    )
    kept = [entry.words for entry in (*newer.entries.values(), *newer.obsolete) if entry.words]
    assert sorted(kept) == sorted(entry.words for entry in entries.values())
    stale = {name for name in words if name not in renamed}
    assert {name for name, entry in newer.entries.items() if entry.fuzzy} == stale


# Notes for translators


def test_notes_say_where_a_text_stands_how_long_it_may_be_and_what_stays(content):
    notes = {unit.context: unit.notes for unit in find_noted(content)}
    assert notes["urgent.call"] == (
        "Each line goes on from this one. The clinic gives the number. Never drop a line.",
        "English: 25 letters. At most 35.",
        "Keep as written: {number}",
    )
    assert 'A list item under "Do not have massage".' in notes["safety.stop.clot"]
    assert "**…** makes words bold: keep both pairs of stars." in notes["safety.stop.clot"]
    assert "Terms: blood clot" in notes["safety.stop.clot"]
    assert notes["cover.heading"][0] == "A heading."
    assert "Stands in for the longer text where there is little room: be brief." in notes["massage.short"]
    assert notes["words.phone"][0] == "A label."
    assert "Not printed." in notes["leaflet.subject"]


def test_a_note_names_the_terms_translation(content):
    catalogue = merge(content, filled(content))
    assert "Terms: blood clot = xx blood clot" in catalogue.entries["safety.stop.clot"].notes


# Reviews


def approved(content, catalogue):
    return approve(content, catalogue, "Dr A", "general practitioner", date(2026, 11, 23))


def test_a_review_releases_the_words_that_were_read(content):
    made = translate(content, approved(content, filled(content)))
    assert not made.wording.draft
    reviewer = made.wording.reviewer
    assert (reviewer.name, reviewer.qualification, reviewer.date) == (
        *("Dr A", "general practitioner"),
        date(2026, 11, 23),
    )


def test_any_later_change_makes_it_a_draft_again(content):
    catalogue = approved(content, filled(content))
    assert translate(content, changed(catalogue, "cover", words=Str("khác"))).wording.draft
    newer = reworded(content, "cover", "Can it help you?")
    followed = changed(catalogue, "cover", source="Can it help you?")
    assert translate(newer, followed).wording.draft
    assert translate(newer, approved(newer, followed)).wording.reviewer is not None


@pytest.mark.parametrize("missing", ["X-Reviewer", "X-Qualification", "X-Reviewed", "X-Reviewed-Digest"])
def test_a_review_without_one_of_its_parts_is_none(content, missing):
    catalogue = approved(content, filled(content))
    headers = tuple(field for field in catalogue.headers if field[0] != missing)
    assert translate(content, replace(catalogue, headers=headers)).wording.draft


def test_a_day_that_is_none_releases_nothing(content):
    catalogue = approved(content, filled(content))
    headers = tuple(
        (name, "2026-02-31" if name == "X-Reviewed" else value) for name, value in catalogue.headers
    )
    assert translate(content, replace(catalogue, headers=headers)).wording.draft


def test_the_own_words_are_a_draft_until_someone_has_read_just_them(content):
    assert approve_own(content).wording.draft
    said = {"name": "Dr A", "qualification": "GP", "digest": digest_own(content)}
    reviewer = Reviewer(**said, date=date(2026, 11, 23))
    leaflet = content.leaflet.model_copy(update={"reviewer": reviewer})
    read = content.model_copy(update={"leaflet": leaflet})
    assert not approve_own(read).wording.draft
    assert approve_own(reworded(read, "cover", "Other")).wording.draft


# Pseudo-languages


def test_en_xa_is_two_fifths_longer_in_brackets_with_its_marks(content):
    made = dict(pseudo_translate(content, "en-XA").texts())
    own = dict(content.texts())
    long = [path for path in own if len(own[path]) > 30]
    assert len(long) > 90
    for path in long:
        words = " ".join(own[path].split())
        places = sum(map(len, re.findall(r"\{[a-z-]+\}|\*\*", words)))
        assert made[path].startswith("[")
        assert made[path].endswith("]")
        assert 1.3 < (len(made[path]) - places) / (len(words) - places) < 1.5, path
    assert "{number}" in made["urgent.call"]
    assert made["safety.stop.clot"].count("**") == 2


def test_ar_xb_turns_letters_and_leaves_numbers(content):
    made = dict(pseudo_translate(content, "ar-XB").texts())
    assert made["words.hands"] == "\u202eHands\u202c"
    assert "{number}" in made["urgent.call"]
    assert "\u202e111" not in made["sources.short"]
    assert "111" in made["sources.short"]


def test_units_are_one_a_context(content):
    contexts = [unit.context for unit in find_units(content)]
    assert len(contexts) == len(set(contexts)) == 209
