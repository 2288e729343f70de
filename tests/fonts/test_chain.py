"""Chains: which family draws a language, and what stands in for what it lacks."""

import pytest

from brochure.fonts.chain import chain
from brochure.fonts.chain import script_of
from brochure.fonts.library import families
from brochure.fonts.library import has_family

# Family by language, from the fallback table of the fonts that were tried.
FIRST = {
    "Noto Sans": "en es fr de pt vi tr sw yo el ru uk sr kk uz-Cyrl hi mr ne hmn so",
    "Noto Sans Arabic": "ar fa prs ps ckb sd ug ks ur pa-Arab",
    "Noto Sans Hebrew": "he yi",
    "Noto Sans Bengali": "bn as",
    "Noto Sans Gurmukhi": "pa",
    "Noto Sans Gujarati": "gu",
    "Noto Sans Oriya": "or",
    "Noto Sans Tamil": "ta",
    "Noto Sans Telugu": "te",
    "Noto Sans Kannada": "kn",
    "Noto Sans Malayalam": "ml",
    "Noto Sans Sinhala": "si",
    "Noto Sans Thai": "th",
    "Noto Sans Lao": "lo",
    "Noto Sans Khmer": "km",
    "Noto Sans Myanmar": "my ksw shn",
    "Noto Sans Ethiopic": "am ti",
    "Noto Sans Georgian": "ka",
    "Noto Sans Armenian": "hy",
}


@pytest.mark.parametrize(
    ("language", "family"), [(tag, name) for name, tags in FIRST.items() for tag in tags.split()]
)
def test_a_language_is_drawn_by_the_family_of_its_script(language, family):
    assert chain("Noto Sans", language).names[0] == family


def test_the_brand_comes_before_the_house_family():
    assert chain("Source Sans 3", "en").names[:2] == ("Source Sans 3", "Noto Sans")
    assert chain("Source Sans 3", "ar").names[:3] == ("Noto Sans Arabic", "Source Sans 3", "Noto Sans")


def test_symbols_and_pictograms_come_last():
    assert chain("Noto Sans", "en").names[-2:] == ("Noto Sans Symbols", "Noto Emoji")
    assert len(set(chain("Noto Sans", "en").names)) == len(chain("Noto Sans", "en").names)


def test_a_character_is_drawn_by_the_first_family_that_has_it():
    hebrew = chain("Noto Sans", "he")
    assert hebrew.face("ב", 700, 100).key == "NotoSansHebrew-700-100"
    assert hebrew.face("B", 700, 94).key == "NotoSans-700-94"
    assert hebrew.face("☐", 400, 100).key.startswith("SourceSans3")
    assert hebrew.face("\U00010940", 400, 100) is None


def test_one_face_for_a_letter_with_its_mark():
    english = chain("Noto Sans", "en")
    assert english.face_for("ש\u05c1", 400).key.startswith("NotoSansHebrew")
    assert english.face_for("ש\u0e34", 400) is None


def test_whether_a_language_can_be_set_narrower():
    assert chain("Noto Sans", "hi").has_width_axis
    assert chain("Noto Sans", "ta").has_width_axis
    assert not chain("Noto Sans", "bn").has_width_axis
    assert not chain("Source Sans 3", "en").has_width_axis


def test_a_table_knows_what_its_first_face_covers():
    table = chain("Noto Sans", "en").table(400, 100.0)
    assert table.covers("What is neuropathy?")
    assert not table.covers("What is שלום?")


def test_scripts_of_languages():
    assert [script_of(tag) for tag in ("zh", "zh-TW", "zh-HK", "ja", "ko", "en-GB")] == [
        *("Hans", "Hant", "Hant", "Jpan", "Kore", "Latn")
    ]


def test_an_unknown_family_is_refused():
    with pytest.raises(ValueError, match='no font family "Papyrus"'):
        chain("Papyrus", "en")


def test_only_installed_families_are_offered():
    assert "Noto Sans" in families()
    assert all(has_family(name) for name in families())
    assert not has_family("Noto Sans Klingon")


def test_latin_among_chinese_is_the_clinics_own():
    chinese = chain("Noto Sans", "zh-Hans")
    assert chinese.face("骨", 400).key.startswith("NotoSansCJK")
    assert chinese.face("，", 400).key.startswith("NotoSansCJK")
    assert chinese.face("…", 400).key.startswith("NotoSansCJK")
    for char in "A0:–°":
        assert chinese.face(char, 400).key.startswith("NotoSans-")
    assert chain("Source Sans 3", "ja").face("A", 400).key.startswith("SourceSans3")
