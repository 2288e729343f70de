"""What one clinic's brand makes anew, counted: shared words are composed once for all that can share them."""

import shutil
from pathlib import Path

import pytest

from brochure import build
from brochure.build import Edition
from brochure.build import Press
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
    counts = {"shared": 0, "boxes": 0}

    def count(name, function):
        def called(*arguments, **named):
            counts[name] += 1
            return function(*arguments, **named)

        return called

    monkeypatch.setattr(build, "compose", count("shared", build.compose))
    monkeypatch.setattr(build, "compose_part", count("boxes", build.compose_part))
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
        assert counted == {"shared": 1, "boxes": number * first["boxes"]}


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
    for target in ("screen", "office"):
        press.print(Edition("riverside", "en", "trifold", target))
    assert counted["shared"] == 1
