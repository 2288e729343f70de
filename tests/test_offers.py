"""What a clinic offers, languages above all: what is refused, what is not said, and what a file holds."""

import shutil
from pathlib import Path

import pikepdf
import pytest

from brochure.brand.read import read_brand
from brochure.build import Edition
from brochure.build import Press
from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.fonts.chain import chain
from brochure.fonts.choose import choose_chain
from brochure.marked import Str
from brochure.project import read_project
from brochure.review import review_project

ROOT = Path(__file__).resolve().parent.parent
CLINIC = "clinics/riverside/clinic.yaml"
LANGUAGES = ("es", "ar", "zh-Hans")
SPACES = "\u2009\u202f\u00a0\u00b7\u2013"
"""What CLDR writes between times and their halves of the day, and what stands between languages' names."""


@pytest.fixture
def offer(copy):
    """The sample clinic offers these languages, with these lines at the end of its file."""
    (copy.root / "translations").mkdir()
    for language in LANGUAGES:
        shutil.copy(ROOT / "translations" / f"{language}.po", copy.root / "translations")

    def make(languages, more=""):
        line = copy.change(CLINIC, r"^country: GB\n", f"country: GB\nlanguages: [{languages}]\n") + 1
        copy.write(CLINIC, copy.read(CLINIC) + more)
        return line

    return make


def press(copy):
    return Press(read_project(copy.root))


def refused(copy, language="en"):
    with pytest.raises(BuildError) as caught:
        press(copy).dress(Edition("riverside", language, "trifold", "screen"))
    return str(caught.value).splitlines()


# What is refused


def test_every_mistake_in_an_offer_is_told_at_its_place(copy, offer):
    line = offer("en, ess, English, ar, en")
    copy.change(CLINIC, "^country: GB$", "country: uk")
    assert refused(copy) == [
        f'{CLINIC}:{line}:17: error: there is no translation "ess"',
        "    hint: brochure translations new ess",
        '    hint: did you mean "es"?',
        "    hint: languages: ar, en, es, zh-Hans",
        f'{CLINIC}:{line}:22: error: "English" is not a language tag',
        '    hint: write it as in "en", "pt-BR" or "zh-Hant"',
        "    hint: languages: ar, en, es, zh-Hans",
        f'{CLINIC}:{line}:35: error: "en" stands twice in "languages"',
        "    hint: delete one of them",
        f'{CLINIC}:{line - 1}:10: error: "uk" is not a country',
        '    hint: did you mean "GB"?',
        "    hint: write its two capital letters of ISO 3166-1: GB, US, DE",
    ]


def test_check_tells_each_of_them_once_and_goes_on(copy, offer):
    line = offer("en, ess, ar, ar", "interpreter: It is free\ntypefaces: {heading: Comic}\n")
    copy.change(CLINIC, r"^typefaces:\n.*\n.*\n", "")
    told = [str(item).splitlines()[0] for item in review_project(copy.root)]
    offers = [one for one in told if f"{CLINIC}:{line}:" in one]
    assert [one.partition("error: ")[2] for one in offers] == [
        'there is no translation "ess"',
        '"ar" stands twice in "languages"',
    ]
    assert sum('"interpreter" has no words in "ar"' in one for one in told) == 1
    assert any('typeface "Comic" is not installed' in one for one in told)


def test_layouts_and_targets_that_are_not_there_are_told_at_their_places(copy):
    line = copy.change(
        CLINIC, r"^country: GB\n", "country: GB\nlayouts: [trifol, handout, handout]\ntargets: [offices]\n"
    )
    assert refused(copy) == [
        f'{CLINIC}:{line + 1}:11: error: there is no layout "trifol"',
        '    hint: did you mean "trifold"?',
        "    hint: layouts: handout, trifold",
        f'{CLINIC}:{line + 1}:28: error: "handout" stands twice in "layouts"',
        "    hint: delete one of them",
        f'{CLINIC}:{line + 2}:11: error: there is no target "offices"',
        '    hint: did you mean "office"?',
        "    hint: targets: office, screen",
    ]
    told = [str(item).splitlines()[0] for item in review_project(copy.root)]
    assert sum('there is no layout "trifol"' in one for one in told) == 1


@pytest.mark.parametrize(
    ("said", "layouts", "targets"),
    [
        ("", ("handout", "trifold"), ("screen", "office")),
        ("layouts: [trifold]\n", ("trifold",), ("screen", "office")),
        ("targets: [office]\n", ("handout", "trifold"), ("office",)),
        (
            "layouts: [trifold, handout]\ntargets: [office, screen]\n",
            ("trifold", "handout"),
            ("office", "screen"),
        ),
        # One that is not there is told with any edition of the others, or with all there are.
        ("layouts: [trifold, book]\ntargets: [web]\n", ("trifold",), ("screen", "office")),
        ("layouts: []\n", ("handout", "trifold"), ("screen", "office")),
    ],
)
def test_a_clinic_wants_all_layouts_and_targets_or_those_it_names(copy, said, layouts, targets):
    copy.write(CLINIC, copy.read(CLINIC) + said)
    project = read_project(copy.root)
    brand = read_brand(copy.root / "clinics/riverside", copy.root)
    assert (project.offered_layouts(brand), project.offered_targets(brand)) == (layouts, targets)


def test_check_leaves_a_layout_alone_that_nobody_wants(copy):
    numbers = "".join(f'    - "01632 96014{digit}"\n' for digit in range(8))
    copy.change(CLINIC, r"^  telephones:\n", f"  telephones:\n{numbers}")
    copy.change(CLINIC, r"^  address:\n", "  address:\n" + "    - The House in the Yard\n" * 6)
    assert any('"trifold" does not fit' in str(item) for item in review_project(copy.root))
    copy.write(CLINIC, copy.read(CLINIC) + "layouts: [handout]\n")
    assert not any('"trifold" does not fit' in str(item) for item in review_project(copy.root))


def test_languages_that_are_named_must_be_offered(copy, offer):
    line = offer("en, es, ar", "named-languages: [ar, zh-Hans, ar]\n")
    assert line
    last = copy.read(CLINIC).count("\n")
    assert refused(copy) == [
        f'{CLINIC}:{last}:23: error: "zh-Hans" is not among the clinic\'s "languages"',
        "    hint: languages: ar, en, es",
        f'{CLINIC}:{last}:32: error: "ar" stands twice in "named-languages"',
        "    hint: delete one of them",
    ]


@pytest.mark.parametrize(("named", "lines"), [("zh-Hans", 1), ("", 0), ("en", 0), ("zh-Hans, ar, es", 2)])
def test_a_clinic_may_name_fewer_languages_than_it_offers(copy, offer, named, lines):
    offer("en, es, ar, zh-Hans", f"named-languages: [{named}]\n")
    room = press(copy).dress(Edition("riverside", "en", "trifold", "screen")).typeset.setting.room
    assert room["other-languages"] == lines


def test_more_names_than_a_layout_has_room_for_are_told_with_a_way_out(copy, offer):
    many = "en, de, el, es, fr, ht, it, pl, pt-BR, ru, so, tl, tr, uk, vi"
    for language in many.split(", ")[1:]:
        shutil.copy(ROOT / "translations" / f"{language}.po", copy.root / "translations")
    line = offer(many)
    told = refused(copy, "ru")
    assert told[0].startswith(f'{CLINIC}:{line}:13 (ru, riverside): error: "trifold" does not fit')
    assert told[1] == '    hint: name fewer in "named-languages", or print another layout'
    copy.write(CLINIC, copy.read(CLINIC) + "named-languages: [en, uk, pl]\n")
    assert not press(copy).dress(Edition("riverside", "ru", "trifold", "screen")).findings.errors


@pytest.mark.parametrize(("languages", "lines"), [("en", 0), ("en, es", 1), ("en, es, ar, zh-Hans", 2)])
def test_languages_that_are_there_are_offered(copy, offer, languages, lines):
    offer(languages)
    dressed = press(copy).dress(Edition("riverside", "en", "trifold", "screen"))
    assert not dressed.findings.errors
    assert dressed.typeset.setting.room["other-languages"] == lines


@pytest.mark.parametrize("language", ["es", "ar"])
def test_words_that_are_not_said_in_a_language_stop_its_edition(copy, offer, language):
    offer("en, es, ar", "tagline: Care by the river\ninterpreter: {en: It is free, es: Es gratis}\n")
    line = copy.read(CLINIC).count("\n") - 1
    told = [one for one in refused(copy, language) if not one.startswith("  ")]
    wanted = [f'{CLINIC}:{line}:10: error: "tagline" has no words in "{language}"']
    if language == "ar":
        wanted.append(f'{CLINIC}:{line + 1}:19: error: "interpreter" has no words in "ar"')
    assert told == wanted
    assert not press(copy).dress(Edition("riverside", "en", "trifold", "screen")).findings.errors


def test_a_name_that_stays_as_it_is_stops_none(copy, offer):
    offer("en, ar", "tagline: {text: Care by the river, translate: no}\n")
    assert not press(copy).dress(Edition("riverside", "ar", "trifold", "screen")).findings.errors


# What a file holds


def languages_said(data):
    """Languages in /Lang of marked content, in all pages."""
    found = set()
    with pikepdf.open(data) as file:
        for page in file.pages:
            for instruction in pikepdf.parse_content_stream(page):
                for operand in instruction.operands:
                    if isinstance(operand, pikepdf.Dictionary) and "/Lang" in operand:
                        found.add(str(operand.Lang))
    return found


def test_the_files_words_know_their_languages(copy, offer, tmp_path):
    offer("en, es, ar, zh-Hans", 'registrations: [{body: HCPC, number: "PH 1"}]\n')
    path = tmp_path / "es.pdf"
    path.write_bytes(press(copy).print(Edition("riverside", "es", "trifold", "screen")).data)
    assert languages_said(path) == {"en", "ar", "zh-Hans"}
    with pikepdf.open(path) as file:
        assert file.Root.Lang == "es"


@pytest.mark.parametrize("family", ["Noto Sans", "Source Sans 3", "Atkinson Hyperlegible"])
@pytest.mark.parametrize("language", ["en", "ar", "hi", "th", "ja"])
def test_every_family_has_the_spaces_of_hours(family, language):
    fonts = choose_chain(Str(family), language, None, Findings())
    assert fonts is not None
    table = fonts.table(400, 94.0)
    assert [hex(ord(char)) for char in SPACES if table[char] is None] == []


def test_a_space_that_no_font_has_would_be_noticed():
    assert chain("Noto Sans", "en").table(400, 94.0)["\ue000"] is None
