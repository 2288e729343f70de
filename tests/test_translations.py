"""The thirty draft translations: complete, honest about being drafts, and no warning lost in them."""

import re
import unicodedata
from pathlib import Path

import pytest

from brochure.project import read_project
from brochure.translation.catalogue import read_catalogue
from brochure.translation.languages import is_rtl
from brochure.translation.merge import BACK
from brochure.translation.merge import merge
from brochure.translation.terms import judge_terms
from brochure.translation.units import find_units
from brochure.translation.units import TERMS

ROOT = Path(__file__).resolve().parent.parent
PROJECT = read_project(ROOT)
LANGUAGES = PROJECT.translations
CATALOGUES = {tag: read_catalogue(PROJECT.catalogue(tag), ROOT) for tag in LANGUAGES}
UNITS = {unit.context: str(unit.words) for unit in find_units(PROJECT.content)}
LIFE = tuple(path for path in UNITS if path.startswith(("safety.", "urgent.")))
every = pytest.mark.parametrize("language", LANGUAGES)

# What says no in English, and in each language: words, stems or endings.
NO = re.compile(r"\b(?:not|no|never|cannot|nobody|without)\b|n't\b", re.IGNORECASE)
NOT = {
    "am": "አይ|አት|አል|የለ|ሳይ|ያል|የማ|የም|ማን|አን|እንዳ|ላል|አያ|ካል|ባል",
    "ar": "لا|لم|ليس|لن|غير|دون|ممنوع|تجنب|ارفض",
    "bn": "না|নেই|নয়|নি|ছাড়া",
    "de": "nicht|kein|nie|ohne|nein|niemand|un",
    "el": "δεν|μην|όχι|χωρίς|ποτέ|μη |κανείς|καθόλου|μη",
    "es": "no|nunca|nada|sin|ningun|ningún|nadie|tampoco",
    "fa": "ن|بدون|هیچ|هرگز|غیر",
    "fr": "ne |n’|n'|pas|jamais|sans|aucun|personne|non|refuse",
    "gu": "ન|નહીં|નથી|વગર|વિના|ના",
    "he": "לא|אין|אינ|אי |סרבו|אל|ללא|בלי|אף",
    "hi": "न|नहीं|मत|बिना|कभी",
    "ht": "pa |pa|pat|san|okenn|jamè|poko|non",
    "it": "non|no|mai|senza|nessun|niente|né",
    "ja": "ない|ません|なく|ず|不|未|避|ぬ|断|なかっ",
    "km": "មិន|គ្មាន|កុំ|ពុំ|ឥត|ដាច់ខាត",
    "ko": "안|않|없|못|마|말|아니|미|금|모르|거절|빼",
    "pa": "ਨ|ਨਹੀਂ|ਨਾ|ਬਿਨਾ|ਕਦੇ",
    "pl": "nie|bez|nigdy|żad|nikt",
    "pt-BR": "não|nunca|sem|nenhum|ninguém|nem|recuse",
    "ru": "не|без|нет|никогда|ни|нельзя",
    "so": "ma |ha|aan|la'|aanay|aanu|uma|weligaa|maaha|ka fiicn|lahayn|la’aan|cidna|maya|aysan|ma",
    "ta": "இல்லை|ஆகாது|கூடாது|வேண்டாம்|முடியா|அல்ல|ாத|ாது|மறு|ாமல்|இல்லா|தவிர்|வில்லை|யாரும்|ஒருபோதும்",
    "th": "ไม่|ห้าม|อย่า|ยังไม่|ไร้|ปฏิเสธ",
    "tl": "hindi|huwag|wala|di-|di |nang walang|bawal|tumanggi|iwasan|ayaw",
    "tr": "ma|me|yok|değil|sız|siz|suz|süz|asla|hayır|mı|maz|mez",
    "uk": "не|без|нема|ніколи|ні|жод|ніхто",
    "ur": "نہ|مت|بغیر|کبھی|بلا|منع",
    "vi": "không|chưa|đừng|chớ|khỏi|tránh|chẳng|từ chối",
    "zh-Hans": "不|没|未|无|勿|别|非|拒",
    "zh-Hant": "不|沒|未|無|勿|別|非|拒",
}


def words(language, path):
    return str(CATALOGUES[language].entries[path].words)


@every
def test_it_is_complete_and_up_to_date(language):
    catalogue = CATALOGUES[language]
    assert set(catalogue.entries) == set(UNITS)
    assert merge(PROJECT.content, catalogue) == catalogue
    assert not any(entry.fuzzy for entry in catalogue.entries.values())
    wording = PROJECT.words(language).content.wording
    assert wording.untranslated == frozenset()


@every
def test_it_says_itself_that_it_is_a_draft(language):
    assert PROJECT.words(language).content.wording.draft
    assert "A draft" in CATALOGUES[language].comment
    assert words(language, "imprint.translation-draft").startswith("**")


@every
def test_it_is_in_its_normal_form_without_marks_of_direction(language):
    for path in UNITS:
        said = words(language, path)
        assert unicodedata.normalize("NFC", said) == said, path
        assert not set(said) & set(
            "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        ), path
        assert "\ufffd" not in said


@every
def test_numbers_survive(language):
    """ASCII digits, each as often as in English; a placeholder, above all the emergency number's, once."""
    for path, english in UNITS.items():
        said = words(language, path)
        assert sorted(re.findall(r"\{[a-z-]+\}", said)) == sorted(re.findall(r"\{[a-z-]+\}", english)), path
        assert sorted(re.findall(r"\d+", said)) == sorted(re.findall(r"\d+", english)), path
    assert words(language, "urgent.call").count("{number}") == 1


@every
def test_what_says_no_in_english_says_no(language):
    no = re.compile(NOT[language], re.IGNORECASE)
    asked = 0
    for path, english in UNITS.items():
        # "Cannot breathe well" is "has trouble breathing" in many languages, and in the long text.
        if path.startswith(TERMS) or path == "urgent.call.breathe.short" or not NO.search(english):
            continue
        asked += 1
        assert no.search(words(language, path)), (path, english, words(language, path))
    assert asked == 36


@every
def test_each_warning_is_said_back_in_english(language):
    """Made from the translation alone, so that a reader of English sees what it says."""
    for path in LIFE:
        # A long remark stands in several lines.
        said = " ".join(CATALOGUES[language].entries[path].remarks)
        assert said.count(BACK) == 1, path
        back = said.partition(BACK)[2]
        assert len(back) > 3, path
        if NO.search(UNITS[path]) and path != "urgent.call.breathe.short":
            assert NO.search(back) or "unable" in back, (path, back)


@every
def test_no_two_warnings_are_the_same(language):
    for head in ("safety.stop", "safety.ask", "urgent.call", "urgent.today"):
        said = [
            words(language, path) for path in LIFE if path.startswith(f"{head}.") and path.count(".") == 2
        ]
        assert len(set(said)) == len(said)


@every
def test_terms_are_used_throughout(language):
    assert [str(found) for found in judge_terms(PROJECT.content, CATALOGUES[language])] == []


def test_those_that_run_from_right_to_left():
    assert {language for language in LANGUAGES if is_rtl(language)} == {"ar", "fa", "he", "ur"}
