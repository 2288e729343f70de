"""One edition after another: what is shared, what is a clinic's own, and what each file says of itself."""

import re
import shutil
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import UTC
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from brochure.boxes import check_inks
from brochure.boxes import make_codes
from brochure.build import Edition
from brochure.build import Press
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import TextLine
from brochure.content.model import Content
from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.document.tree import Document
from brochure.document.tree import Element
from brochure.document.tree import StructureTree
from brochure.marked import load
from brochure.marked import Str
from brochure.pdf.plain import describe
from brochure.project import read_project
from brochure.provenance import installed
from brochure.provenance import print_date

ROOT = Path(__file__).resolve().parent.parent
SCREEN = Edition("riverside", "en", "trifold", "screen")


@pytest.fixture(scope="module")
def project():
    return read_project(ROOT)


@pytest.fixture
def clinics(tmp_path):
    """A project whose second clinic differs from the first one in every word, ink and picture."""
    for name in ("layouts", "looks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "content.yaml", tmp_path)
    shutil.copytree(ROOT / "clinics" / "riverside", tmp_path / "clinics" / "riverside")
    other = tmp_path / "clinics" / "harbour"
    shutil.copytree(ROOT / "clinics" / "riverside", other)
    text = (other / "clinic.yaml").read_text(encoding="utf-8")
    text = text.replace("Riverside Physiotherapy", "Harbour Health").replace("960142", "960777")
    text = text.replace("12 Mill Lane", "1 Quay").replace("#0B5563", "#5A1E5C").replace("/pn1", "/x")
    (other / "clinic.yaml").write_text(text, encoding="utf-8")
    logo = (other / "logo.svg").read_text(encoding="utf-8")
    (other / "logo.svg").write_text(logo.replace("<path", '<path opacity="1"', 1), encoding="utf-8")
    return tmp_path


def longer(content, share):
    """The content with texts so much longer, in words that mean nothing.

    What stands in lines that are reserved for a clinic is left as it is: it could not give way.
    """
    plain = load((ROOT / "content.yaml").read_bytes(), "content.yaml").value

    def grow(text):
        words = text.split()
        more = [re.sub(r"\W", "", word) or "word" for word in words] * 3
        grown = " ".join([*words, *more[: round(len(words) * (share - 1))]])
        return Str(grown, text.source)

    def walk(block):
        return {
            key: grow(value)
            if key in ("text", "short") and isinstance(value, str)
            else {name: grow(item) if isinstance(item, str) else walk(item) for name, item in value.items()}
            if key in ("items", "parts")
            else value
            for key, value in block.items()
        }

    sections = {
        name: block if name in ("urgent", "imprint") else walk(block)
        for name, block in plain["sections"].items()
    }
    return Content.model_validate({**plain, "sections": sections})


# What is shared


def test_a_clinics_words_inks_and_logo_move_nothing_that_is_shared(clinics):
    made = [
        Press(read_project(clinics)).print(replace(SCREEN, clinic=name)) for name in ("riverside", "harbour")
    ]
    assert made[0].composition.leaflet == made[1].composition.leaflet
    assert made[0].composition.document == made[1].composition.document
    assert made[0].data != made[1].data


def test_one_press_composes_once_for_all_clinics_and_targets(clinics):
    press = Press(read_project(clinics))
    first = press.print(SCREEN)
    for edition in (replace(SCREEN, clinic="harbour"), replace(SCREEN, target="office")):
        assert press.print(edition).composition is first.composition
    assert press.print(replace(SCREEN, layout="handout")).composition is not first.composition


@pytest.mark.parametrize(
    "change", [("size: a4", "size: letter"), ("  body: Noto Sans", "  body: Source Sans 3")]
)
def test_paper_and_typefaces_are_composed_apart(clinics, change):
    path = clinics / "clinics" / "harbour" / "clinic.yaml"
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    press = Press(read_project(clinics))
    first, second = (press.print(replace(SCREEN, clinic=name)) for name in ("riverside", "harbour"))
    assert first.composition.leaflet != second.composition.leaflet


def test_a_clinics_file_is_the_same_whatever_was_printed_before(clinics):
    alone = Press(read_project(clinics)).print(replace(SCREEN, clinic="harbour")).data
    press = Press(read_project(clinics))
    press.print(replace(SCREEN, layout="handout"))
    press.print(SCREEN)
    assert press.print(replace(SCREEN, clinic="harbour")).data == alone


def test_everything_that_makes_a_file_is_in_its_id(clinics):
    def identity(edition=SCREEN):
        data = Press(read_project(clinics)).print(edition).data
        return re.search(rb"/ID\s*\[\s*<([0-9A-Fa-f]+)>", data)[1]

    first = identity()
    assert identity() == first
    assert identity(replace(SCREEN, target="office")) != first
    assert identity(replace(SCREEN, clinic="harbour")) != first
    for name in (
        "content.yaml",
        "layouts/parts.xml.j2",
        "layouts/trifold/layout.yaml",
        "looks/warm/art/cover.svg",
    ):
        path = clinics / name
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        assert identity() != first, name
        path.write_bytes(before)


# Plans


SHARES = (1.0, 1.2, 1.25, 1.6, 6.0)
NONE = "none"


def plan_for(project, layout, share):
    """The plan that holds the content at so many times its length, and what is said when none does."""
    content = longer(project.content, share)
    press = Press(replace(project, content=content, digest=f"{share}"))
    try:
        return press.print(replace(SCREEN, layout=layout)).composition.leaflet.given.plan, []
    except BuildError as error:
        return NONE, [str(found) for found in error.diagnostics]


@pytest.mark.parametrize("layout", ["trifold", "handout"])
def test_plans_are_asked_in_turn_as_the_language_gets_longer(project, layout):
    order = [*(plan.name for plan in Press(project).layout(layout).file.plans), NONE]
    held = [plan_for(project, layout, share) for share in SHARES]
    places = [order.index(plan) for plan, _ in held]
    assert places == sorted(places)
    assert set(places) == set(range(len(order))), "each plan is needed for some length, and none holds any"
    for told in held[-1][1]:
        assert re.search(r'(panel|flow) "[\w-]+" overflows by \d+\.\d mm at 12 pt, the smallest size', told)
        assert re.search(
            r'the longest section here is "[\w.-]+" \(content\.yaml:\d+:\d+\) with \d+ words', told
        )
        assert f'the last plan tried was "{order[-2]}"' in told


def test_the_handouts_second_sheet_holds_a_language_two_fifths_longer(project):
    assert plan_for(project, "handout", 1.4) == ("two-sheets", [])


def test_what_copyfit_gave_is_within_the_layouts_limits(project):
    press = Press(project)
    for layout in project.layouts:
        made = press.print(replace(SCREEN, layout=layout))
        given, file = made.composition.leaflet.given, press.layout(layout).file
        assert given.plan == file.plans[0].name
        assert file.size.smallest <= given.size <= file.size.largest
        assert (given.leading, given.spaces, given.optional) == (1.0, 1.0, True)
        assert made.warnings == ()


def test_every_panel_of_the_fold_is_printed(project):
    made = Press(project).print(SCREEN)
    names = [page.name for page in made.composition.leaflet.pages]
    assert names == ["cover", "flap", "inside-1", "inside-2", "inside-3", "back"]
    assert made.pages == 6
    assert Press(project).print(replace(SCREEN, target="office")).pages == 2


# The clinic's own


def test_a_clinics_words_stand_in_its_boxes_alone(clinics):
    made = Press(read_project(clinics)).print(replace(SCREEN, clinic="harbour"))
    assert "Harbour" not in describe(made.composition.leaflet)
    assert [hole.name for hole in made.composition.leaflet.holes] == [
        "logo",
        "emergency",
        "contacts",
        "imprint",
    ]
    assert b"Harbour Health" in made.data


def code(width, value):
    element = Element(
        "qr", {"value": value, "width": width}, source=Source("layouts/clinic.xml.j2", 4), node=0
    )
    return Document(Element("stack", {}, (element,)), StructureTree(()), "en")


def test_an_address_that_fits_its_code_is_made_one():
    findings = Findings()
    (rows,) = make_codes(code(62.0, "https://a.example/x"), findings).values()
    assert len(rows) == len(rows[0]) > 20
    assert not findings.found


def test_an_address_too_long_for_its_code_is_an_error_with_the_most_letters_it_holds():
    findings = Findings()
    address = "https://a.example/" + "x" * 200
    made = make_codes(code(62.36, address), findings)
    (found,) = findings
    assert found.message == f'the address "{address[:60]}…" is too long for a code of 22 mm'
    assert re.fullmatch(
        r"a phone needs modules of 0.4 mm: \d+ letters at most; give a shorter address", found.hints[0]
    )
    assert made[address] == ("0",)


def test_a_code_stands_where_the_template_puts_it(project):
    press = Press(project)
    typeset = press.print(SCREEN)
    hole = next(hole for hole in typeset.composition.leaflet.holes if hole.name == "contacts")
    assert hole.rect.width > 0
    assert not any(
        isinstance(item, PlacedCode) for page in typeset.composition.leaflet.pages for item in page.items
    )


def test_an_ink_that_is_no_role_is_told_where_the_template_names_it():
    rule = Element("rule", {"ink": "primry"}, source=Source("layouts/parts.xml.j2", 7))
    findings = Findings()
    check_inks(Document(Element("leaflet", {}, (rule,)), StructureTree(()), "en"), findings)
    (found,) = findings
    assert (str(found.source), found.message) == ("layouts/parts.xml.j2:7", 'ink "primry" is not a role')
    assert found.hints[0] == 'did you mean "primary"?'


# The file's date


def test_the_date_is_the_contents_own(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert print_date(date(2026, 11, 22)) == datetime(2026, 11, 22, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert print_date(date(2026, 11, 22)) == datetime(2026, 11, 22, tzinfo=UTC)


def test_a_date_from_outside_counts_more(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert print_date(date(2026, 1, 1)) == datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize("epoch", ["yesterday", "1.5", "9" * 30, "-" + "9" * 20])
def test_a_date_that_is_none_is_an_error(monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(BuildError) as caught:
        print_date(date(2026, 1, 1))
    assert str(caught.value).splitlines() == [
        f'error: SOURCE_DATE_EPOCH is "{epoch[:40]}", which is no date',
        "    hint: give whole seconds since 1970, as in 1795305600, or leave it unset",
    ]


def test_a_date_from_outside_stands_in_the_file(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    with pikepdf.open(BytesIO(Press(project).print(SCREEN).data)) as file:
        assert str(file.docinfo["/CreationDate"]) == "D:19700101000000Z"


def test_words_are_set_start_aligned_at_12_points_at_least(project):
    press = Press(project)
    styles = press.look("warm").styles.paragraph
    small = {style.name for style in styles.values() if style.floor < 12.0}
    assert small == {"imprint"}
    for layout in project.layouts:
        pages = press.print(replace(SCREEN, layout=layout)).composition.leaflet.pages
        sizes = {item.size for page in pages for item in page.items if isinstance(item, TextLine)}
        assert min(sizes) >= 10.0
        assert len([size for size in sizes if size < 12.0]) <= 1


def test_versions_are_read_off_folders_as_python_reads_them():
    found = installed()
    assert {name: found[name] for name in ("reportlab", "jinja2", "fontpkg_noto_sans")} == {
        "reportlab": version("reportlab"),
        "jinja2": version("Jinja2"),
        "fontpkg_noto_sans": version("fontpkg-noto-sans"),
    }


def test_of_two_versions_the_first_on_the_path_counts(tmp_path: Path, monkeypatch):
    for place, name in (
        ("one", "reportlab-9.1.dist-info"),
        ("two", "reportlab-8.0.dist-info"),
        ("two", "x-1"),
    ):
        (tmp_path / place / name).mkdir(parents=True)
    monkeypatch.setattr("sys.path", [str(tmp_path / place) for place in ("none", "one", "two")])
    assert installed() == {"reportlab": "9.1"}
