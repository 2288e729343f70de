"""Peers are compared by words that a file really prints: another line end is the same, a lost word is not."""

import io
import json
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from bench.peers.scene import export
from bench.peers.scene import write_scene
from bench.peers.words import find_difference
from bench.peers.words import read_words
from brochure.build import Edition
from brochure.build import Press
from brochure.project import read_project

ROOT = Path(__file__).resolve().parents[2]


def draw(*pages):
    output = io.BytesIO()
    canvas = Canvas(output)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 700 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def test_other_line_ends_and_pages_are_the_same_words():
    ours = draw(["Massage may help", "you relax."], ["Call 999 now."])
    theirs = draw(["Massage may", "help you", "relax. Call 999 now."])
    assert find_difference(ours, theirs) == ""


def test_an_address_that_breaks_at_its_hyphen_is_the_same():
    ours = draw(["riverside-physio.example"])
    assert find_difference(ours, draw(["riverside-", "physio.example"])) == ""


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Massage may you relax"], "missing {'help': 1}, more {}"),
        (["Massage may help you relax help"], "missing {}, more {'help': 1}"),
        (["Massage may harm you relax"], "missing {'help': 1}, more {'harm': 1}"),
    ],
)
def test_a_word_that_is_lost_added_or_changed_is_named(lines, said):
    assert find_difference(draw(["Massage may help you relax"]), draw(lines)) == said


def test_a_scene_holds_every_word_of_the_leaflet(tmp_path):
    press = Press(read_project(ROOT), tmp_path / "cache")
    edition = Edition("riverside", "en", "trifold", "screen")
    scene = export(press, edition, tmp_path)
    write_scene(scene, tmp_path / "scene.json")
    panels = json.loads((tmp_path / "scene.json").read_text(encoding="utf-8"))["panels"]
    texts = [
        ["".join(run["text"] for run in item["runs"]).replace("\u2028", " ")]
        for panel in panels
        for item in panel["items"]
        if item["kind"] == "text"
    ]
    assert len(panels) == 6
    assert read_words(draw(*texts)) == read_words(press.print(edition).data)
    for panel in panels:
        for item in panel["items"]:
            assert item["kind"] != "picture" or (tmp_path / item["file"]).is_file()
