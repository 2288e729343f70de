import icu
import pytest

from brochure.translation.languages import is_rtl
from brochure.translation.languages import is_tag
from brochure.translation.languages import RIGHT_TO_LEFT_LANGUAGES


@pytest.mark.parametrize(
    "tag", ["ar", "ar-EG", "he", "fa", "ur-PK", "pa-Arab", "uz-Arab-AF", "az-Arab", "AR"]
)
def test_right_to_left(tag):
    assert is_rtl(tag)


@pytest.mark.parametrize("tag", ["en", "zh-Hant", "pa", "pa-Guru", "ar-Latn", "ur-Deva", "so", "tr", "ja-JP"])
def test_left_to_right(tag):
    assert not is_rtl(tag)


def runs_right_to_left(language):
    """What ICU says of the script that CLDR's likely subtags give the language."""
    script = icu.Locale.forLanguageTag(language).addLikelySubtags().getScript()
    return icu.Script(icu.Script.getCode(script)[0]).isRightToLeft()


def test_the_languages_named_are_those_that_unicode_writes_from_right_to_left():
    # CLDR knows Dari as fa-AF only.
    wrong = {name for name in RIGHT_TO_LEFT_LANGUAGES - {"prs"} if not runs_right_to_left(name)}
    assert wrong == set()


def test_every_language_that_icu_has_runs_the_way_it_does_there():
    known = {name.split("_")[0] for name in icu.Locale.getAvailableLocales()}
    assert len(known) > 150
    assert {name for name in known if runs_right_to_left(name) != is_rtl(name)} == set()


@pytest.mark.parametrize(
    "tag", ["en", "pt-BR", "zh-Hant", "sr-Latn-RS", "es-419", "de-1996", "sl-rozaj", "haw"]
)
def test_tags_as_they_are_written(tag):
    assert is_tag(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "EN", "english", "en_GB", "en-", "en-gb", "xx-yy-zz", "../../x", "en/..", "en\n", "ａｂ"]
)
def test_what_is_no_tag_never_becomes_a_folders_name(tag):
    assert not is_tag(tag)
