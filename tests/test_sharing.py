"""What one clinic's brand makes anew, counted: shared words are composed once for all that can share them."""

import gc
import shutil
from pathlib import Path

import pytest

from brochure import boxes
from brochure import build
from brochure.brand import read
from brochure.build import Edition
from brochure.build import Press
from brochure.diagnostics import BuildError
from brochure.project import read_project

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def root(tmp_path):
    shutil.copy(ROOT / "content.yaml", tmp_path)
    for name in ("layouts", "looks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "clinics" / "riverside", tmp_path / "clinics" / "riverside")
    return tmp_path


@pytest.fixture
def counted(monkeypatch):
    """How often a shared leaflet has been composed, and how often one of a clinic's boxes."""
    counts = {"shared": 0, "boxes": 0, "brands": 0, "pictures": 0}

    def count(name, function):
        def called(*arguments, **named):
            counts[name] += 1
            return function(*arguments, **named)

        return called

    monkeypatch.setattr(build, "compose", count("shared", build.compose))
    monkeypatch.setattr(build, "compose_part", count("boxes", build.compose_part))
    monkeypatch.setattr(read, "read_brand", count("brands", read.read_brand))
    monkeypatch.setattr(boxes, "convert_picture", count("pictures", boxes.convert_picture))
    return counts


def add(root, name, changes):
    """A copy of the sample clinic with some of its lines changed, or lines put at its end."""
    home = root / "clinics" / name
    shutil.copytree(root / "clinics" / "riverside", home)
    text = (home / "clinic.yaml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    (home / "clinic.yaml").write_text(text, encoding="utf-8")


SHARING = {
    "inks": {"#0B5563": "#5A1E5C", "#D8623A": "#2E7D32"},
    "name": {"full: Riverside Physiotherapy": "full: Harbour Pain Centre"},
    "address": {"12 Mill Lane": "1 Quay"},
    "telephone": {"01632 960142": "01632 960777"},
    "emergency": {'"999"': '"112"'},
    "code": {"/pn1": "/book"},
    "margin": {"margin: 5mm": "margin: 8mm"},
    "logo": {"minimum-width: 25mm": "minimum-width: 20mm"},
}
APART = {
    "paper": {"size: a4": "size: letter"},
    "look": {"paper:\n": "look: bold\npaper:\n"},
    "typefaces": {"heading: Noto Sans": "heading: Source Sans 3"},
    "lines": {"    - 12 Mill Lane\n": "    - Unit 3\n    - 12 Mill Lane\n"},
}


def test_a_brand_never_composes_the_shared_words_again(root, counted):
    for name, changes in SHARING.items():
        add(root, name, changes)
    press = Press(read_project(root))
    press.print(Edition("riverside", "en", "trifold", "screen"))
    first = dict(counted)
    assert first["shared"] == 1
    for number, name in enumerate(SHARING, 2):
        press.print(Edition(name, "en", "trifold", "screen"))
        assert (counted["shared"], counted["boxes"]) == (1, number * first["boxes"])
        assert counted["brands"] == number
        assert counted["pictures"] == 1  # the logo is a copy each time


@pytest.mark.parametrize("what", APART)
def test_what_is_set_otherwise_is_composed_once_for_all_that_have_it(root, counted, what):
    for name in ("one", "two"):
        add(root, name, {**APART[what], "01632 960142": f"01632 96014{len(name)}"})
    press = Press(read_project(root))
    for name in ("riverside", "one", "two", "riverside", "one"):
        press.print(Edition(name, "en", "trifold", "screen"))
    assert counted["shared"] == 2


def test_both_targets_share_one_composition(root, counted):
    press = Press(read_project(root))
    press.print(Edition("riverside", "en", "trifold", "screen"))
    first = dict(counted)
    press.print(Edition("riverside", "en", "trifold", "office"))
    assert counted == first


def test_a_clinic_is_read_and_its_logo_drawn_once_for_all_its_leaflets(root, counted):
    press = Press(read_project(root))
    for language in ("en", "en-XA", "ar-XB"):
        for layout in ("trifold", "handout"):
            press.print(Edition("riverside", language, layout, "screen"))
    assert (counted["brands"], counted["pictures"]) == (1, 1)


def put(root, file, old, new):
    """Other words in one of the clinic's files."""
    path = root / "clinics" / "riverside" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("clinic.yaml", "12 Mill Lane", "13 Mill Lane"), ("logo.svg", "#E9764E", "#E9764F")],
    ids=("words", "logo"),
)
def test_a_clinic_that_has_been_changed_is_read_anew(root, file, old, new):
    edition = Edition("riverside", "en", "trifold", "screen")
    press = Press(read_project(root))
    before = press.print(edition).data
    put(root, file, old, new)
    after = press.print(edition).data
    assert after != before
    assert after == Press(read_project(root)).print(edition).data


def test_a_file_that_a_clinic_extends_and_that_has_been_changed_is_read_anew(root):
    home = root / "clinics" / "branch"
    home.mkdir()
    text = 'extends: ../riverside/clinic.yaml\nemergency: {number: "112"}\n'
    (home / "clinic.yaml").write_text(text, encoding="utf-8")
    press = Press(read_project(root))
    edition = Edition("branch", "en", "trifold", "screen")
    before = press.print(edition).data
    put(root, "clinic.yaml", "12 Mill Lane", "13 Mill Lane")
    after = press.print(edition).data
    assert after != before
    assert after == Press(read_project(root)).print(edition).data


def test_a_clinic_whose_file_has_gone_is_not_printed_from_memory(root):
    press = Press(read_project(root))
    edition = Edition("riverside", "en", "trifold", "screen")
    press.print(edition)
    (root / "clinics" / "riverside" / "logo.svg").unlink()
    with pytest.raises(BuildError, match=r'logo "logo\.svg" is not there'):
        press.print(edition)


def test_what_is_wrong_with_a_box_is_told_for_each_target(root):
    add(root, "wide", {"minimum-width: 25mm": "minimum-width: 70mm"})
    press = Press(read_project(root))
    told = []
    for target in ("screen", "office"):
        with pytest.raises(BuildError) as caught:
            press.print(Edition("wide", "en", "trifold", target))
        told.append(caught.value.diagnostics)
    assert told[0] == told[1]
    assert any("its minimum is 70.0 mm" in item.message for item in told[0])


def test_a_clinics_edition_leaves_nothing_for_the_collector(root):
    names = ("one", "two", "three")
    for number, name in enumerate(names):
        add(root, name, {"01632 960142": f"01632 96{number}777"})
    press = Press(read_project(root))
    gc.disable()
    try:
        for name in names:
            gc.collect()
            press.print(Edition(name, "en", "trifold", "screen"))
        assert gc.collect() < 50  # two hundred objects where macros and their context keep one another
    finally:
        gc.enable()
