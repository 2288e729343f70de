"""A look changes how the leaflet looks and nothing that it says; a new one is a folder of files."""

import re
import shutil
from pathlib import Path

import page as validator
import pytest

from brochure.brand.inks import ROLES
from brochure.build import Edition
from brochure.build import Press
from brochure.diagnostics import BuildError
from brochure.looks import read_look
from brochure.preflight.inspect import inspect
from brochure.project import read_project

ROOT = Path(__file__).resolve().parent.parent
LAYOUTS = ("trifold", "handout")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A project with the first sample clinic once in each look and on each paper."""
    root = tmp_path_factory.mktemp("looks")
    shutil.copy(ROOT / "content.yaml", root)
    for name in ("layouts", "looks"):
        shutil.copytree(ROOT / name, root / name)
    for look in ("warm", "bold"):
        for paper in ("a4", "letter"):
            add(root, f"{look}-{paper}", look, paper)
    return root


@pytest.fixture(scope="module")
def press(home):
    return Press(read_project(home))


def add(root, name, look, paper="a4"):
    shutil.copytree(ROOT / "clinics" / "riverside", root / "clinics" / name)
    path = root / "clinics" / name / "clinic.yaml"
    text = re.sub(r"^look:.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(re.sub(r"size: a4", f"size: {paper}", text) + f"\nlook: {look}\n", encoding="utf-8")


def said(printed):
    """What the shared words say, in no order; numbers that a template counted are nobody's words."""
    spans = (span for element in printed.composition.document.root.walk() for span in element.spans)
    return sorted((span.key, span.text) for span in spans if span.key)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_both_looks_say_the_same_at_a_size_that_can_be_read(press, layout, paper):
    warm, bold = (
        press.print(Edition(f"{look}-{paper}", "en", layout, "screen")) for look in ("warm", "bold")
    )
    assert said(warm) == said(bold)
    assert bold.composition.leaflet.given.plan == warm.composition.leaflet.given.plan
    assert bold.composition.fit.size >= 12
    assert bold.data != warm.data


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("target", ["screen", "office"])
def test_bold_keeps_what_a_target_promises(press, layout, target):
    data = press.print(Edition("bold-a4", "en", layout, target)).data
    assert inspect(data).problems == ()
    for profile in ("ua1", "2a"):
        report = validator.validate_pdf_bytes(data, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_numbers_stand_before_the_benefits_of_bold_alone(press):
    def numerals(clinic):
        document = press.print(Edition(clinic, "en", "trifold", "screen")).composition.document
        return [item.spans[0].text for item in document.root.walk() if item.name == "numeral"]

    assert numerals("bold-a4") == ["1", "2", "3", "4"]
    assert numerals("warm-a4") == []


def test_a_look_is_read_when_an_edition_asks_for_it(home, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(home, root)
    (root / "looks" / "bold" / "styles.yaml").write_text("paragraph: [\n", encoding="utf-8")
    press = Press(read_project(root))
    assert press.print(Edition("warm-a4", "en", "trifold", "screen")).data
    with pytest.raises(BuildError, match=r"looks/bold/styles\.yaml:"):
        press.print(Edition("bold-a4", "en", "trifold", "screen"))


def test_three_files_make_a_look(home, tmp_path):
    """One style changed, one drawing replaced: the rest is that of the look it is based on."""
    root = tmp_path / "project"
    shutil.copytree(home, root)
    mine = root / "looks" / "mine"
    (mine / "art").mkdir(parents=True)
    (mine / "look.yaml").write_text("summary: mine\nbased-on: warm\n", encoding="utf-8")
    (mine / "styles.yaml").write_text("box:\n  know: {radius: 0mm}\n", encoding="utf-8")
    shutil.copy(root / "looks" / "bold" / "art" / "icon-pain.svg", mine / "art")
    add(root, "mine", "mine")
    press = Press(read_project(root))
    made = press.print(Edition("mine", "en", "trifold", "screen"))
    assert inspect(made.data).problems == ()
    look, warm, bold = press.look("mine"), press.look("warm"), press.look("bold")
    assert (look.styles.box["know"].radius, look.styles.box["know"].ground) == (0.0, "primary")
    assert look.styles.box["session"] == warm.styles.box["session"]
    assert look.art["icon-pain"].content == bold.art["icon-pain"].content
    assert look.art["cover"].content == warm.art["cover"].content
    assert look.options == {**warm.options, "name": "mine"}
    assert len({look.digest, warm.digest, bold.digest}) == 3


def test_a_style_with_a_base_of_its_own_replaces_the_lower_one(home, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(home, root)
    path = root / "looks" / "bold" / "styles.yaml"
    path.write_text("box:\n  know: {based-on: figure, radius: 1mm}\n", encoding="utf-8")
    boxes = read_look(root / "looks", "bold", root, ROLES).styles.box
    assert boxes["know"].ground == boxes["figure"].ground
    assert boxes["know"].inks == ()


# Mistakes


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "clinics/bold-a4/clinic.yaml",
            None,
            r'clinics/bold-a4/clinic\.yaml:\d+:7: error: there is no look "bolt"\n.*did you mean "bold"',
        ),
        (
            "looks/bold/look.yaml",
            "summary: x\nbased-on: wram\n",
            r'looks/bold/look\.yaml:2:11: error: there is no look "wram"\n.*did you mean "warm"',
        ),
        (
            "looks/bold/look.yaml",
            "summary: x\nbased-on: bold\n",
            r'looks/bold/look\.yaml:2:11: error: look "bold" is based on itself, through bold → bold',
        ),
        (
            "looks/bold/look.yaml",
            "summary: x\nbased-on: warm\noptions: {name: true}\n",
            r'looks/bold/look\.yaml:3:11: error: look "bold" has an option "name"',
        ),
        (
            "looks/bold/look.yaml",
            "summary: x\nbased-on: warm\noptions: {band: bold}\n",
            r"looks/bold/look\.yaml:3:17: error:",
        ),
        (
            "looks/bold/look.yaml",
            "summary: x\n",
            r'looks/bold/styles\.yaml: error: paragraph style "body" is missing',
        ),
    ],
)
def test_mistakes_are_told_at_their_line(home, tmp_path, file, text, message):
    root = tmp_path / "project"
    shutil.copytree(home, root)
    path = root / file
    path.write_text(
        text if text is not None else path.read_text(encoding="utf-8").replace("look: bold", "look: bolt"),
        encoding="utf-8",
    )
    with pytest.raises(BuildError) as caught:
        Press(read_project(root)).print(Edition("bold-a4", "en", "trifold", "screen"))
    assert re.search(message, str(caught.value))


def test_a_template_that_asks_for_an_option_no_look_has_is_told(home, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(home, root)
    path = root / "layouts" / "trifold" / "template.xml.j2"
    text = path.read_text(encoding="utf-8").replace("look.band", "look.bend", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r'"look\.bend" is not there'):
        Press(read_project(root)).print(Edition("warm-a4", "en", "trifold", "screen"))
