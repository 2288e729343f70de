"""manifest.json: a row for each file, always in one order."""

import json
import random
from dataclasses import replace

from brochure.gallery import make_manifest


def test_a_row_for_each_file_says_all_of_it(made):
    entry = made(language="ar", warnings=("pale",), draft=True)
    read = json.loads(make_manifest([entry], "Leaflets"))
    assert list(read) == ["format", "title", "editions", "stopped"]
    assert read["title"] == "Leaflets"
    assert [row["id"] for row in read["editions"]] == ["north/ar/trifold/office", "north/ar/trifold/screen"]
    assert read["editions"][1] == {
        "id": "north/ar/trifold/screen",
        "clinic": "north",
        "language": "ar",
        "layout": "trifold",
        "target": "screen",
        "path": "north/ar/trifold-screen.pdf",
        "digest": "ab12",
        "bytes": 118_400,
        "pages": 6,
        "version": "1.0",
        "size": 12.75,
        "plan": "roomy",
        "draft": True,
        "warnings": ["pale"],
    }
    assert read["stopped"] == []


def test_what_stopped_is_told_with_its_messages(entries):
    read = json.loads(make_manifest(entries, "Leaflets"))
    assert [(row["id"], len(row["messages"])) for row in read["stopped"]] == [
        ("north/ur/trifold", 1),
        ("south/ar/trifold", 1),
    ]
    assert not any(row["id"].startswith("north/ur/trifold") for row in read["editions"])
    assert len(read["editions"]) == sum(len(entry.files) for entry in entries)


def test_same_entries_give_the_same_bytes_in_any_order(entries):
    first = make_manifest(entries, "Leaflets")
    for seed in range(5):
        mixed = random.Random(seed).sample(entries, len(entries))
        mixed = [replace(entry, files=entry.files[::-1]) for entry in mixed]
        assert make_manifest(mixed, "Leaflets") == first


def test_rows_stand_one_a_line_in_the_order_of_their_ids(entries):
    data = make_manifest(entries, "Leaflets")
    rows = [json.loads(line.rstrip(",")) for line in data.decode().splitlines() if line.startswith("  {")]
    read = json.loads(data)
    assert rows == read["editions"] + read["stopped"]
    ids = [row["id"] for row in read["editions"]]
    assert ids == sorted(ids)


def test_any_text_comes_back_as_it_was(made):
    text = '"\\\n\u2028</script>\x00نام'
    read = json.loads(make_manifest([made(warnings=(text,))], text))
    assert read["title"] == text
    assert read["editions"][0]["warnings"] == [text]


def test_half_a_character_does_not_stop_the_manifest(made):
    read = json.loads(make_manifest([made(warnings=("\udcff is no name",))], "x"))
    assert read["editions"][0]["warnings"] == ["? is no name"]


def test_nothing_printed_is_a_manifest_too():
    read = json.loads(make_manifest([], "x"))
    assert read == {"format": 1, "title": "x", "editions": [], "stopped": []}
