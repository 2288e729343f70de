"""Every language fits both layouts, on both papers and in both looks, at 12 points or more."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from brochure.build import Edition
from brochure.build import Press
from brochure.project import read_project

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = tuple(sorted(path.stem for path in (ROOT / "translations").glob("*.po")))
SHIPPED = {
    *("es", "fr", "ht", "pt-BR", "de", "it", "pl", "ru", "uk", "el", "tr", "vi", "tl", "so", "ar", "fa"),
    *("ur", "he", "hi", "bn", "pa", "gu", "ta", "th", "km", "am", "zh-Hans", "zh-Hant", "ja", "ko"),
}
SMALLEST = 12.0


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A press over the sample leaflet, for one plain clinic on each paper in each look."""
    root = tmp_path_factory.mktemp("fit")
    for name in ("layouts", "looks", "translations"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "content.yaml", root)
    text = (ROOT / "clinics/riverside/clinic.yaml").read_text(encoding="utf-8")
    for paper in ("a4", "letter"):
        for look in ("warm", "bold"):
            folder = root / "clinics" / f"{paper}-{look}"
            shutil.copytree(ROOT / "clinics/riverside", folder)
            said = text.replace("size: a4", f"size: {paper}").replace(
                "\ncontacts:", f"\nlook: {look}\ncontacts:", 1
            )
            (folder / "clinic.yaml").write_text(said, encoding="utf-8")
    return Press(read_project(root))


@cache
def plans(press, layout):
    return [plan.name for plan in press.layout(layout).file.plans]


def test_the_thirty_are_there():
    assert set(LANGUAGES) == SHIPPED


@pytest.mark.parametrize("look", ["warm", "bold"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("layout", ["trifold", "handout"])
@pytest.mark.parametrize("language", ["en", *LANGUAGES, "en-XA", "ar-XB"])
def test_a_language_fits(desk, language, layout, paper, look):
    dressed = desk.dress(Edition(f"{paper}-{look}", language, layout, "screen"))
    given = dressed.typeset.composition.leaflet.given
    assert given.size >= SMALLEST
    assert given.plan in plans(desk, layout)
    errors = [str(found) for found in dressed.findings.errors]
    assert errors == []
