"""What is due, and why: exactly the editions whose inputs have changed, and no others."""

import shutil
from pathlib import Path

import pytest

from brochure import provenance
from brochure.batch.batch import Planned
from brochure.batch.batch import Printed
from brochure.batch.batch import Removed
from brochure.batch.plan import read_tail
from brochure.batch.plan import TAIL
from brochure.batch.select import Wish

FONTS = Path(__file__).resolve().parents[1] / "fonts" / "data"


def due(shop, **settings):
    """What a batch would print, by edition, and why."""
    planned = shop.batch(dry=True, **settings)[0]
    return {due.edition.id: due.why for due in planned.due}


def printed(events):
    return {event.edition.id for event in events if isinstance(event, Printed)}


@pytest.fixture
def town(shop):
    """Three clinics, two languages, two looks, two layouts, all printed: sixteen editions."""
    shop.language("es", "ar")
    shop.layout("other")
    shop.clinic("beta", "look: bold\n")
    shop.clinic("gamma", "languages: [es, ar]\nlayouts: [mini]\n")
    assert len(printed(shop.batch())) == 12
    return shop


def test_what_is_printed_is_current(town):
    assert due(town) == {}
    events = town.batch()
    assert printed(events) == set()
    assert len(events[0].current) == 12


def test_a_saved_file_without_a_change_changes_nothing(town):
    for path in (town.root / "clinics").rglob("*"):
        path.touch()
    assert due(town) == {}


def test_one_translation(town):
    town.change("translations/es.po", '"Project-Id', '# a note\n"Project-Id')
    assert due(town) == {
        "gamma/es/mini/screen": "changed translation",
        "gamma/es/mini/office": "changed translation",
    }


def test_one_clinic(town):
    town.change("clinics/beta/clinic.yaml", "01632 960142", "01632 960143")
    changed = due(town)
    assert set(changed.values()) == {"changed clinic"}
    assert {edition.split("/")[0] for edition in changed} == {"beta"}
    assert len(changed) == 4


def test_one_logo(town):
    town.change("clinics/beta/logo.svg", "#E9764E", "#E9764F")
    assert {edition.split("/")[0] for edition in due(town)} == {"beta"}


def test_one_look_and_those_that_are_based_on_it(town):
    town.change("looks/bold/look.yaml", "summary: ", "summary: so ")
    assert set(due(town)) == {
        f"beta/en/{at}" for at in ("mini/screen", "mini/office", "other/screen", "other/office")
    }
    town.change("looks/warm/look.yaml", "summary: ", "summary: so ")
    assert len(due(town)) == 12  # bold is based on warm


def test_one_style(town):
    town.change("looks/bold/styles.yaml", "\n", "\n# a note\n")
    assert {edition.split("/")[0] for edition in due(town)} == {"beta"}
    assert set(due(town).values()) == {"changed look"}


def test_one_layout(town):
    town.change("layouts/other/template.xml.j2", "</leaflet>", "</leaflet>{# a note #}")
    assert {edition.split("/")[2] for edition in due(town)} == {"other"}
    assert set(due(town).values()) == {"changed layout"}


def test_what_layouts_share(town):
    town.change("layouts/parts.xml.j2", "{%", "{# a note #}{%")
    assert len(due(town)) == 12


@pytest.mark.parametrize("folder", ["beta", "beta/fonts"])
def test_one_font(town, folder):
    place = town.root / "clinics" / folder
    place.mkdir(exist_ok=True)
    shutil.copy(FONTS / "Boxes-Regular.ttf", place)
    changed = due(town)
    assert {edition.split("/")[0] for edition in changed} == {"beta"}
    assert set(changed.values()) == {"changed typefaces"}


def test_a_groups_font_is_its_branches_font(shop):
    shop.clinic("_group", "typefaces_: x\n")
    shop.change("clinics/_group/clinic.yaml", "typefaces_: x\n", "")
    for branch in ("beta", "gamma"):
        shop.write(f"clinics/{branch}/clinic.yaml", "extends: ../_group/clinic.yaml\n")
    shop.batch()
    assert due(shop) == {}
    shutil.copy(FONTS / "Boxes-Regular.ttf", shop.root / "clinics" / "_group")
    assert {edition.split("/")[0] for edition in due(shop)} == {"beta", "gamma"}
    shop.change("clinics/_group/clinic.yaml", "01632 960142", "01632 960143")
    assert set(due(shop).values()) == {"changed clinic and typefaces"}


def test_the_words_themselves(town):
    town.change("content.yaml", "leaflet:", "# a note\nleaflet:")
    assert set(due(town).values()) == {"changed content"}
    assert len(due(town)) == 12


def test_libraries_and_installed_fonts(town, monkeypatch):
    monkeypatch.setattr(provenance, "installed", lambda: {"fontpkg_noto_sans": "999"})
    provenance.libraries.cache_clear()
    try:
        assert set(due(town).values()) == {"changed program"}
    finally:
        monkeypatch.undo()
        provenance.libraries.cache_clear()
    assert due(town) == {}


def test_the_date(town, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert set(due(town).values()) == {"changed date"}


def test_a_draft_is_another_file_where_words_may_be_missing(town):
    assert set(due(town, draft=True)) == {
        f"gamma/{tag}/mini/{target}" for tag in ("es", "ar") for target in ("screen", "office")
    }


def test_force_prints_what_is_current(town):
    assert set(due(town, force=True).values()) == {"forced"}
    before = town.files()
    assert len(printed(town.batch(force=True))) == 12
    assert town.files() == before


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda data: data[:-100], "damaged"),
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: b"", "damaged"),
        (lambda data: data + b" ", "damaged"),
        (lambda data: data.replace(b"<brochure:pages>", b"<brochure:pages>x"), "damaged"),
        (lambda data: data.replace(b"<brochure:plan>only", b"<brochure:plan>"), None),
        (lambda data: data.replace(b"<rdf:li>clinic ", b"<rdf:li>clinic 0"), "damaged"),
        (lambda data: b"%PDF-1.7 someone else's\n%%EOF\n", "damaged"),
    ],
)
def test_a_file_that_is_not_whole_or_not_ours_is_printed_again(shop, spoil, why):
    shop.batch()
    path = shop.output / "alpha" / "en" / "mini-screen.pdf"
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    assert due(shop).get("alpha/en/mini/screen") == why
    if why:
        shop.batch()
        assert path.read_bytes() == whole


def test_another_editions_file_under_this_name_is_not_this_edition(shop):
    shop.batch()
    folder = shop.output / "alpha" / "en"
    shutil.copy(folder / "mini-office.pdf", folder / "mini-screen.pdf")
    assert due(shop) == {"alpha/en/mini/screen": "damaged"}


def test_a_deleted_clinics_files_are_listed_and_removed_when_asked(town):
    shutil.rmtree(town.root / "clinics" / "gamma")
    strangers = town.output / "gamma" / "notes.pdf"
    strangers.write_bytes(b"%PDF-1.4 the clinic's own\n%%EOF\n")
    planned = town.batch()[0]
    assert [file.name for file in planned.old] == [
        f"gamma/{tag}/mini-{target}.pdf" for tag in ("ar", "es") for target in ("office", "screen")
    ]
    assert len(town.files()) == 13
    removed = [event.file.name for event in town.batch(prune=True) if isinstance(event, Removed)]
    assert removed == [file.name for file in planned.old]
    assert [path for path in town.files() if path.startswith("gamma")] == ["gamma/notes.pdf"]
    assert town.batch()[0].old == ()


def test_a_language_that_is_no_longer_offered_is_old(town):
    town.change("clinics/gamma/clinic.yaml", "[es, ar]", "[es]")
    assert {file.record.edition.split("/")[1] for file in town.batch(dry=True)[0].old} == {"ar"}


def test_files_of_a_clinic_that_cannot_be_read_are_not_old(town):
    town.write("clinics/gamma/clinic.yaml", "name: [\n")
    planned = town.batch()[0]
    assert planned.old == ()
    assert planned.diagnostics


def test_only_the_whole_matrix_knows_what_is_old(town):
    town.change("clinics/gamma/clinic.yaml", "[es, ar]", "[es]")
    assert town.batch(Wish(clinics=("alpha",)))[0].old == ()


def test_a_skipped_file_says_all_that_an_index_shows(shop):
    (planned, *_) = shop.batch()[0], shop.batch()
    current = dict(shop.batch()[0].current)
    assert isinstance(planned, Planned)
    assert len(current) == 2
    for edition, file in current.items():
        record = file.record
        assert record.edition == edition.id
        assert (record.clinic, record.size, record.plan, record.draft) == ("Alpha", 12.0, "only", True)
        assert record.pages == 2
        assert [name for name, _ in record.made_from] == [
            *("program", "date", "content", "translation", "layout", "look", "clinic", "typefaces")
        ]
        assert any('panel "page-1" is' in warning for warning in record.warnings)


def test_a_tail_holds_the_record_even_with_many_warnings(shop):
    shop.batch()
    data = next(iter(shop.files().values()))
    assert read_tail(data[-TAIL:]) == read_tail(data)
    assert read_tail(data[-9000:]) == read_tail(data)
    assert read_tail(b"") is None


def test_an_edition_whose_look_is_not_there_is_due_and_says_so_when_printed(shop):
    shop.batch()
    shop.change("clinics/alpha/clinic.yaml", "country: GB", "country: GB\nlook: glod")
    assert set(due(shop).values()) == {"changed"}
    stopped = shop.batch()[1:]
    assert 'there is no look "glod"' in str(stopped[0].errors[0])
    assert stopped[0].left.name == "alpha/en/mini-screen.pdf"
