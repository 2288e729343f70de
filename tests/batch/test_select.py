"""Which editions there are: clinics' wishes, names that narrow them, and names that no file may have."""

from fnmatch import fnmatchcase
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st

from brochure.batch import select
from brochure.batch.select import find_matrix
from brochure.batch.select import Wish
from brochure.diagnostics import BuildError
from brochure.marked import Refusal
from brochure.project import read_project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def project():
    return read_project(ROOT)


def ids(project, **wish):
    return [edition.id for edition in find_matrix(project, Wish(**wish)).editions]


def test_the_samples_ask_for_every_language_that_there_is(project):
    editions = find_matrix(project, Wish(everything=True)).editions
    assert {edition.language for edition in editions} == set(project.languages)
    assert len(editions) >= 200
    assert len({edition.path for edition in editions}) == len(editions)


def test_nothing_named_is_the_first_clinic_in_the_leaflets_own_language(project):
    assert ids(project) == [
        f"riverside/en/{layout}/{target}"
        for layout in ("trifold", "handout")
        for target in ("screen", "office")
    ]


def test_a_plain_name_is_taken_at_its_word(project):
    assert ids(
        project, clinics=("riverside",), languages=("pl",), layouts=("trifold",), targets=("office",)
    ) == ["riverside/pl/trifold/office"]
    assert ids(project, languages=("en-XA", "ar-XB"), layouts=("handout",), targets=("screen",)) == [
        "riverside/en-XA/handout/screen",
        "riverside/ar-XB/handout/screen",
    ]


def test_names_narrow_what_clinics_ask_for(project):
    both = ids(project, clinics=("valley-*",), languages=("es", "pl"), layouts=("trifold",))
    assert both == [
        f"valley-rehab-{branch}/es/trifold/{target}"
        for branch in ("north", "south")
        for target in ("screen", "office")
    ]
    assert all("/es/" in one for one in ids(project, everything=True, languages=("es",)))
    assert "riverside/es/trifold/screen" not in ids(project, everything=True, languages=("es",))


def test_a_glob_of_languages_finds_what_the_clinic_offers(project):
    found = ids(
        project, clinics=("valley-rehab-north",), languages=("*",), layouts=("trifold",), targets=("screen",)
    )
    assert [one.split("/")[1] for one in found] == ["en", "es", "vi"]


@pytest.mark.parametrize(
    ("wish", "said", "hint"),
    [
        ({"clinics": ("riverslide",)}, 'there is no clinic "riverslide"', 'did you mean "riverside"?'),
        ({"clinics": ("zz*",)}, 'no clinic fits "zz*"', "clinics: "),
        ({"languages": ("xx",)}, 'there is no language "xx"', "languages: "),
        ({"layouts": ("poster",)}, 'there is no layout "poster"', "layouts: handout, trifold"),
        ({"targets": ("web",)}, 'there is no target "web"', "targets: office, screen"),
        (
            {"everything": True, "clinics": ("riverside",), "languages": ("pl",)},
            'no clinic that is named asks for "pl"',
            "they ask for en",
        ),
    ],
)
def test_a_wish_that_cannot_be_is_refused_with_the_nearest(project, wish, said, hint):
    with pytest.raises(Refusal) as caught:
        find_matrix(project, Wish(**wish))
    assert caught.value.message == said
    assert any(one.startswith(hint) for one in caught.value.hints)


def test_a_clinic_that_cannot_be_read_stops_no_other(shop):
    shop.clinic("beta")
    shop.change("clinics/beta/clinic.yaml", "contacts:", "contracts:")
    matrix = find_matrix(shop.project(), Wish(everything=True))
    assert {edition.clinic for edition in matrix.editions} == {"alpha"}
    assert matrix.broken == ("beta",)
    assert any('"contacts" is missing' in str(found) for found in matrix.diagnostics)


@pytest.mark.parametrize("name", ["con", "NUL.x", "a.", "a b", "-a", "a" * 90, "x\u0301"])
def test_a_name_that_some_disk_does_not_take_is_refused_before_anything_is_printed(shop, name):
    shop.clinic(name)
    with pytest.raises(BuildError, match="cannot be part of a file's name everywhere"):
        find_matrix(shop.project(), Wish(everything=True))


def test_two_names_that_many_disks_take_for_one_are_refused(shop):
    shop.clinic("Alpha")
    with pytest.raises(BuildError, match='clinics "Alpha" and "alpha" would have one file'):
        find_matrix(shop.project(), Wish(everything=True))


def test_letters_of_any_script_may_be_in_a_name(shop):
    shop.clinic("診所-1")
    assert "診所-1" in find_matrix(shop.project(), Wish(everything=True)).brands


names = st.lists(
    st.text("abc-", min_size=1, max_size=4).filter(lambda name: name[0] != "-" and name[-1] != "-"),
    min_size=1,
    max_size=5,
    unique=True,
)
patterns = st.lists(st.one_of(st.text("abc-*?", min_size=1, max_size=4)), max_size=3)


class Clinics:
    """A project as far as the matrix asks: clinics with what they offer."""

    def __init__(self, offers):
        self.offers = offers
        self.root = ROOT
        self.clinics = tuple(offers)
        self.languages = ("en", "es", "ar")
        self.layouts = ("handout", "trifold")
        self.content = SimpleNamespace(leaflet=SimpleNamespace(language="en"))

    def offered(self, brand):
        return self.offers[brand.id]

    def offered_layouts(self, brand):
        return self.layouts

    def offered_targets(self, brand):
        return ("screen", "office")


@settings(phases=[Phase.explicit, Phase.generate], deadline=None)
@given(st.data())
def test_what_narrows_gives_exactly_the_offers_that_fit(data):
    clinics = data.draw(names)
    tags = st.lists(st.sampled_from(["en", "es", "ar"]), min_size=1, unique=True)
    project = Clinics({clinic: tuple(data.draw(tags)) for clinic in clinics})
    asked = tuple(data.draw(patterns))
    languages = tuple(data.draw(st.lists(st.sampled_from(["e?", "ar", "*", "en"]), max_size=2)))
    fits = lambda name, wanted: not wanted or any(fnmatchcase(name, one) for one in wanted)  # noqa: E731
    expected = {
        (clinic, language)
        for clinic in clinics
        for language in project.offers[clinic]
        if fits(clinic, asked) and fits(language, languages)
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(select, "read_brand", lambda path, root: SimpleNamespace(id=path.name))
        try:
            matrix = find_matrix(project, Wish(asked, languages, everything=True))
        except Refusal:
            assert not expected or any(not fits(name, (one,)) for one in asked for name in clinics)
            return
    assert {(edition.clinic, edition.language) for edition in matrix.editions} == expected
    assert len(matrix.editions) == 4 * len(expected)
    assert len(set(matrix.editions)) == len(matrix.editions)
