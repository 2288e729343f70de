"""content.yaml as values: paths, order, and what is said about mistakes."""

from pathlib import Path

import pytest

from brochure.content.inline import _split_strong
from brochure.content.model import Content
from brochure.content.read import read_content
from brochure.diagnostics import BuildError
from brochure.marked import Str

ROOT = Path(".")
OWN = Path("content.yaml")

HEAD = (
    'leaflet: {id: X1, version: "1.0", language: en, title: T, subject: S, '
    "published: 2026-11-22, review: 2029-11-22}\n"
)
SOURCE = "sections: {}\nsources: {S1: {tier: A, title: t, publisher: p, url: 'https://a.example'}}"


def write(tmp_path: Path, text: str) -> Content:
    path = tmp_path / "content.yaml"
    path.write_text(text, "utf-8")
    return read_content(path, tmp_path)


def mistakes(tmp_path: Path, text: str) -> str:
    with pytest.raises(BuildError) as caught:
        write(tmp_path, text)
    return str(caught.value)


def test_paths_in_reading_order(tmp_path):
    content = write(
        tmp_path,
        HEAD
        + """\
sections:
  safety:
    heading: Safe?
    parts:
      stop:
        heading: Stop
        short-heading: S
        items:
          clot: a clot
          heat: {text: no heat at all, short: no heat}
words: {page-of: "Page {page}"}
pictures: {cover: {alt: Hands}, icon: {decoration: true}}
""",
    )
    assert [path for path, _ in content.texts()] == [
        "leaflet.title",
        "leaflet.subject",
        "safety.heading",
        "safety.stop.heading",
        "safety.stop.short-heading",
        "safety.stop.clot",
        "safety.stop.heat",
        "safety.stop.heat.short",
        "words.page-of",
        "pictures.cover.alt",
    ]
    assert content.block("safety.stop.heat").short == "no heat"
    assert content.block("safety.stop.clot").text == "a clot"
    assert [path for path, _ in content.walk()] == [
        "safety",
        "safety.stop",
        "safety.stop.clot",
        "safety.stop.heat",
    ]
    with pytest.raises(KeyError):
        content.block("safety.stop.cold")


def test_words_know_their_place(tmp_path):
    content = write(tmp_path, HEAD + "sections:\n  a:\n    items:\n      b: words\n")
    text = content.block("a.b").text
    assert isinstance(text, Str)
    assert str(text.source) == "content.yaml:5:10"


def test_values_are_frozen(tmp_path):
    content = write(tmp_path, HEAD + "sections: {a: {text: b}}\n")
    with pytest.raises(ValueError, match="frozen"):
        content.leaflet.title = Str("other")


@pytest.mark.parametrize(
    ("body", "place", "says"),
    [
        ("sections: {a: {txt: b}}", "content.yaml:2:16", '"txt"'),
        ("sections: {Foot Care: {text: b}}", "content.yaml:2:12", '"Foot Care" cannot be used as an id'),
        ("sections: {a: {items: {short: b}}}", "content.yaml:2:24", 'an id cannot be "short"'),
        ("sections: {words: {text: b}}", "content.yaml:2:12", 'a section cannot be called "words"'),
        ("sections: {a: {items: {b: c}, parts: {b: d}}}", "content.yaml:2:39", "an item and a part"),
        ("sections: {a: {short: b}}", "content.yaml:2:23", 'a short text needs a "text"'),
        ("sections: {a: {kind: warning, text: b}}", "content.yaml:2:22", "main-message"),
        ("sections: {a: {text: 'b *c* d'}}", "content.yaml:2:25", "italics"),
        ("sections: {a: {text: 'call {Number}'}}", "content.yaml:2:28", 'this "{" belongs to no placeholder'),
        ("sections: {a: {text: ' '}}", "content.yaml:2:22", '"a" is empty'),
        ("sections: {a: {text: b, locked: c, clinics: may-leave-out}}", "2:33", "is not locked"),
        ("sections: {a: {text: b}}\nslots: {a: {about: c, letters: 9}}", "3:9", "a slot and a section"),
        ("sections: {a: {text: b}}\nslots: {c: {about: d, letters: 9, replaces: e}}", "3:45", '"e" is not'),
        (
            "sections: {a: {text: b, locked: why}}\nslots: {c: {about: d, letters: 9, replaces: a}}",
            "3:45",
            'cannot replace "a", which is locked: why',
        ),
        (
            "sections: {}\nslots: {c: {about: d, letters: 9, must-change: true}}",
            "3:12",
            'needs the "placeholder"',
        ),
        (
            "sections: {}\nsources: {s1: {tier: A, title: t, publisher: p, url: 'https://a.example'}}",
            "3:11",
            "S12",
        ),
        (
            "sections: {}\nsources: {S1: {tier: A, title: t, publisher: p, url: a.example}}",
            "3:54",
            "not an address",
        ),
        (
            "sections: {}\nsources: {S1: {tier: E, title: t, publisher: p, url: 'https://a.example'}}",
            "3:22",
            "tier",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path, body, place, says):
    told = mistakes(tmp_path, HEAD + body + "\n")
    assert place in told
    assert says in told


def test_a_date_must_be_a_date(tmp_path):
    told = mistakes(tmp_path, HEAD.replace("2029-11-22", "2029-13-41") + "sections: {}\n")
    assert "content.yaml:1:102" in told


def test_all_markup_mistakes_are_told_at_once(tmp_path):
    told = mistakes(tmp_path, HEAD + "sections:\n  a: {text: '*b*'}\n  c: {text: '<d>'}\n")
    assert "content.yaml:3:14" in told
    assert "content.yaml:4:14" in told


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(BuildError, match=r"content\.yaml"):
        read_content(tmp_path / "content.yaml", tmp_path)


def test_our_own_content_reads_and_places_every_text():
    content = read_content(OWN, ROOT)
    texts = dict(content.texts())
    assert len(texts) > 150
    assert all(text.source.line for text in texts.values())
    assert texts["cover.heading"] == "Massage and peripheral neuropathy"
    assert list(content.sections)[:2] == ["cover", "main-message"]
    benefits = content.block("benefits").parts
    assert [name for name in benefits if name != "standfirst"] == ["pain", "circulation", "stress", "scars"]


@pytest.mark.parametrize("path", ["safety.stop", "safety.ask"])
def test_the_safety_lists_stay_short_enough_for_a_flap(path):
    items = read_content(OWN, ROOT).block(path).items
    assert len(items) <= 7
    long = [block.short or block.text or "" for block in items.values()]
    assert [line for line in long if len(line.replace("**", "")) > 40 and "blood clot" not in line] == []


def test_our_own_texts_do_not_wait_for_markdown():
    marked = [text for _, text in read_content(OWN, ROOT).texts() if "*" in text]
    assert marked
    assert all(_split_strong(text) for text in marked)


def test_locks_hold_for_all_below_that_says_nothing_else(tmp_path):
    content = write(
        tmp_path,
        HEAD + "sections:\n  a: {locked: why, parts: {b: {text: c}, d: {clinics: may-leave-out, text: e}}}\n"
        "  f: {text: g}\n",
    )
    assert content.rule("a.b").locked == "why"
    assert content.rule("a.d").clinics == "may-leave-out"
    assert content.rule("f") is None


@pytest.mark.parametrize(
    "path",
    ["main-message", "benefits.pain", "known.know", "safety.stop.clot", "urgent", "sources", "imprint"],
)
def test_what_safety_and_trust_rest_on_is_locked(path):
    assert read_content(OWN, ROOT).rule(path).locked
