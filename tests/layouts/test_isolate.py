"""What must read as it is written among words that run from right to left."""

import pytest

from brochure.layouts.views import Words
from brochure.marked import Str
from brochure.text.bidi import levels_of
from brochure.text.bidi import visual_order

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


def said(text, rich=True, rtl=True):
    return "".join(piece.text for piece in Words("key", Str(text), rich).isolated(rtl))


@pytest.mark.parametrize(
    "number",
    [
        *("5-10", "5–10", "5 – 10", "1-800-555-0199", "+44 1632 960142", "(020) 7946 0000", "08:30–17:30"),
        *("22/11/2026", "+44 (0)1632 960142", "−5", "£25-£30", "25 €", "1½"),
        *("38 °C", "38–40 °C", "5 %", "10 mg", "5 mg/kg", "1.5", "12 Mill Lane", "2AB-3", "111 Wales"),
    ],
)
def test_numbers_of_several_parts_are_isolated_in_a_text(number):
    assert said(f"اتصل {number} الآن") == f"اتصل {LRI}{number}{PDI} الآن"


@pytest.mark.parametrize("number", ["۰۲۱-۸۸۷۷۶۶۵۵", "٠٢١ ٨٨٧٧ ٦٦٥٥", "+٤٤ ١٦٣٢ ٩٦٠١٤٢", "۱-۸۰۰-۵۵۵-۰۱۹۹"])
def test_a_telephone_number_in_the_scripts_digits_runs_from_left_to_right(number):
    """Arabic-Indic digits would change places across a space or a hyphen even within an isolate."""
    held = f"{LRI}\u202d{number}\u202c{PDI}"
    assert said(f"اتصل {number} الآن") == f"اتصل {held} الآن"
    assert said(number, rich=False) == held
    if "\u0660" <= number[-1] <= "\u0669":
        assert said(number, rich=False, rtl=False) == held
    text = f"اتصل {held} الآن"
    levels = levels_of(text, rtl=True)
    runs = [number[at] for at in visual_order([levels[text.index(number) + at] for at in range(len(number))])]
    assert "".join(runs) == number


def test_a_plain_number_and_words_stay_as_they_are():
    for text in ("اتصل 999 الآن", "NHS inform، NHS 111 Wales", "COVID-19 و B12 و RV1 2AB", "نسبة % و°C"):
        assert said(text) == text


@pytest.mark.parametrize("digits", ["۵-۱۰", "٥-١٠", "۰۸:۳۰", "۲۰۲۶/۱۱/۲۲"])
def test_the_scripts_own_digits_run_as_its_readers_read(digits):
    assert said(f"اتصل {digits} الآن") == f"اتصل {digits} الآن"


def test_a_bracket_stays_with_its_other():
    assert said("اتصل (5-10) الآن") == f"اتصل ({LRI}5-10{PDI}) الآن"


def test_a_list_and_the_next_sentence_run_as_the_words_do():
    assert said("שנים 5, 10 או 15") == "שנים 5, 10 או 15"
    assert said("בשנת 2026. 5-10 ימים") == f"בשנת 2026. {LRI}5-10{PDI} ימים"


def test_a_prefix_with_its_hyphen_is_no_sign():
    assert said("ב-5-10 ימים") == f"ב-{LRI}5-10{PDI} ימים"


def test_a_value_is_isolated_whole_by_its_own_direction():
    assert said("12 Mill Lane", rich=False) == f"{FSI}12 Mill Lane{PDI}"
    assert said("شارع 12", rich=False) == f"{FSI}شارع 12{PDI}"


def test_numbers_in_a_value_that_runs_right_to_left_are_isolated_within():
    assert said("شارع 5-10", rich=False) == f"{FSI}شارع {LRI}5-10{PDI}{PDI}"


def test_a_value_without_letters_runs_from_left_to_right():
    assert said("01632 960142", rich=False) == f"{LRI}01632 960142{PDI}"


def test_a_right_to_left_value_is_isolated_among_words_from_left_to_right():
    assert said("شارع 5-10", rich=False, rtl=False) == f"{FSI}شارع {LRI}5-10{PDI}{PDI}"
    assert said("12 Mill Lane, 5-10", rich=False, rtl=False) == "12 Mill Lane, 5-10"


def test_a_long_row_of_joiners_is_read_at_once():
    assert said("1" + "- " * 20_000 + "(1" * 20_000)
