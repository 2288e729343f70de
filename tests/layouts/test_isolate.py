"""What must read as it is written among words that run from right to left."""

import pytest

from brochure.layouts.isolate import isolate
from brochure.layouts.views import Words
from brochure.marked import Str

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


def said(text, rich=True):
    return "".join(piece.text for piece in isolate(Words("key", Str(text), rich)))


@pytest.mark.parametrize(
    "number",
    [
        *("5-10", "5–10", "1-800-555-0199", "+44 1632 960142", "(020) 7946 0000", "08:30–17:30"),
        "22/11/2026",
        *("38 °C", "38–40 °C", "5 %", "10 mg", "1.5"),
    ],
)
def test_numbers_of_several_parts_are_isolated_in_a_text(number):
    assert said(f"اتصل {number} الآن") == f"اتصل {LRI}{number}{PDI} الآن"


def test_a_plain_number_and_words_stay_as_they_are():
    assert said("اتصل 999 الآن") == "اتصل 999 الآن"
    assert said("NHS inform، NHS 111 Wales") == "NHS inform، NHS 111 Wales"


@pytest.mark.parametrize("digits", ["۵-۱۰", "٥-١٠"])
def test_the_scripts_own_digits_run_as_its_readers_read(digits):
    assert said(f"اتصل {digits} الآن") == f"اتصل {digits} الآن"


def test_a_units_letters_are_not_the_start_of_a_word():
    assert said("111 Wales") == "111 Wales"


def test_a_value_is_isolated_whole_by_its_own_direction():
    assert said("12 Mill Lane", rich=False) == f"{FSI}12 Mill Lane{PDI}"
    assert said("شارع 12", rich=False) == f"{FSI}شارع 12{PDI}"


def test_a_value_without_letters_runs_from_left_to_right():
    assert said("01632 960142", rich=False) == f"{LRI}01632 960142{PDI}"
