"""Inks as clinics write them: what each way of writing becomes, and what is refused in which words."""

from __future__ import annotations

import pytest

from brochure.brand.colour import approximate
from brochure.brand.colour import Cmyk
from brochure.brand.colour import parse_cmyk
from brochure.brand.colour import Rgb
from brochure.brand.ink import Ink
from brochure.brand.ink import Inks
from brochure.diagnostics import BuildError
from brochure.diagnostics import Source
from brochure.marked import validate

TEAL = Cmyk(90, 40, 40, 30)


def read(primary: str) -> Ink:
    return validate(f'primary: {primary}\naccent: "#D8623A"\n', "clinic.yaml", Inks).primary


def refuse(primary: str) -> list[str]:
    with pytest.raises(BuildError) as error:
        read(primary)
    return str(error.value).splitlines()


@pytest.mark.parametrize(
    ("written", "srgb"),
    [('"#0B5563"', "#0B5563"), ('"#abc"', "#AABBCC"), ("rgb(11, 85, 99)", "#0B5563")],
)
def test_what_screens_show_is_taken_as_written(written: str, srgb: str) -> None:
    ink = read(written)
    assert (ink.srgb.hex, ink.cmyk, ink.spot, ink.approximate) == (srgb, None, None, False)
    assert ink.source == Source("clinic.yaml", 1, 10)


@pytest.mark.parametrize(
    "written", ["cmyk(90%, 40%, 40%, 30%)", "cmyk(90,40,40,30)", "cmyk(90.0,40 , 40,30%)"]
)
def test_printing_inks_are_kept_and_shown_about(written: str) -> None:
    assert read(written) == Ink(approximate(TEAL), TEAL, None, True)


def test_a_mixture_says_what_a_press_prints_and_what_screens_show() -> None:
    block = '{cmyk: "cmyk(90, 40, 40, 30)", spot: PANTONE 3165 C, screen: "#0B5563"}'
    ink = read(block)
    assert ink == Ink(Rgb(11, 85, 99), TEAL, "PANTONE 3165 C", False)
    assert ink.source == Source("clinic.yaml", 1, 71)
    assert read('{cmyk: "cmyk(90, 40, 40, 30)", spot: PANTONE 3165 C}').approximate


def test_equal_inks_are_equal_wherever_they_stand() -> None:
    one, other = Ink(Rgb(1, 2, 3), source=Source("a", 1, 1)), Ink(Rgb(1, 2, 3), source=Source("b", 2, 2))
    assert (one, hash(one)) == (other, hash(other))


CMYK_WISH = "is not a mixture of printing inks: its four shares are from 0% to 100%"

MISTAKES = {
    '"rgb(300, 85, 99)"': [
        'clinic.yaml:1:10: error: "rgb(300, 85, 99)" is not a colour: its three channels are whole numbers '
        "from 0 to 255",
        '    hint: did you mean "rgb(255, 85, 99)"?',
    ],
    "teal": [
        'clinic.yaml:1:10: error: "teal" is not a colour: write "#" and six digits, as in "#0B5563", or '
        '"rgb(11, 85, 99)"',
        '    hint: did you mean "#008080"?',
    ],
    "0B5563": [
        'clinic.yaml:1:10: error: "0B5563" is not a colour: its "#" is missing',
        '    hint: did you mean "#0B5563"?',
    ],
    '"#0B5563FF"': [
        'clinic.yaml:1:10: error: "#0B5563FF" is not a colour: write "#" and six digits, as in "#0B5563", or '
        '"rgb(11, 85, 99)"',
        '    hint: did you mean "#0B5563"? inks hide what is under them',
    ],
    "cmyk(190%, 40%, 40%, 30%)": [
        f'clinic.yaml:1:10: error: "cmyk(190%, 40%, 40%, 30%)" {CMYK_WISH}',
        '    hint: did you mean "cmyk(100%, 40%, 40%, 30%)"?',
    ],
    "cmyk(0.9, 0.4, 0.4, 0.3)": [
        f'clinic.yaml:1:10: error: "cmyk(0.9, 0.4, 0.4, 0.3)" {CMYK_WISH}',
        '    hint: did you mean "cmyk(90%, 40%, 40%, 30%)"?',
    ],
    "cmyk(1, 2, 3)": [
        'clinic.yaml:1:10: error: "cmyk(1, 2, 3)" is not a mixture of printing inks: write four '
        'shares, as in "cmyk(90%, 40%, 40%, 30%)"'
    ],
    "{spot: PANTONE 3165 C}": [
        'clinic.yaml:1:1: error: "cmyk" is missing in "primary"',
    ],
    '{cmyk: "cmyk(1, 2, 3, 4)", spto: X}': [
        'clinic.yaml:1:37: error: "spto" is not known in an ink',
        '    hint: did you mean "spot"?',
        "    hint: known: cmyk, screen, spot",
    ],
    '{cmyk: "cmyk(1, 2, 3, 4)", spot: Black}': [
        'clinic.yaml:1:43: error: "Black" is not the name of a spot ink',
        '    hint: write it as in "PANTONE 3165 C"',
    ],
    f'{{cmyk: "cmyk(1, 2, 3, 4)", spot: {"x" * 61}}}': [
        "clinic.yaml:1:43: error: this name has 61 characters, and 60 is the most"
    ],
    '{cmyk: "cmyk(1, 2, 3, 4)", spot: "a\\tb"}': [
        "clinic.yaml:1:45: error: a character that does not show stands here, U+0009",
        "    hint: delete it",
    ],
    '{cmyk: "cmyk(1, 2, 3, 4)", screen: "#12"}': [
        'clinic.yaml:1:45: error: "#12" is not a colour: write "#" and six digits, as in "#0B5563", or '
        '"rgb(11, 85, 99)"'
    ],
    "{cmyk: ~}": ["clinic.yaml:1:17: error: a colour is missing here"],
    "[1, 2]": ['clinic.yaml:1:10: error: "[1, 2]" is not a colour'],
}


@pytest.mark.parametrize("written", MISTAKES, ids=lambda written: written[:30])
def test_each_impossible_ink_is_told_with_the_nearest_right_one(written: str) -> None:
    assert refuse(written)[: len(MISTAKES[written])] == MISTAKES[written]


def test_shares_are_written_as_they_are_read() -> None:
    assert str(parse_cmyk("cmyk(90.5%, 0, 40%, 7.25)")) == "cmyk(90.5%, 0%, 40%, 7.25%)"


def test_mixtures_look_like_print_not_like_light() -> None:
    def mix(*shares: float) -> str:
        return approximate(Cmyk(*shares)).hex

    assert mix(0, 0, 0, 0) == "#FFFFFF"
    assert [mix(100, 0, 0, 0), mix(0, 100, 100, 0), mix(0, 0, 0, 100)] == ["#00AEEF", "#ED1C24", "#231F20"]
    assert mix(100, 100, 100, 100) == "#000000"
    # More of any ink is never lighter.
    for index in range(4):
        shares = [30.0, 20.0, 10.0, 10.0]
        before = approximate(Cmyk(*shares))
        shares[index] += 20
        assert sum(approximate(Cmyk(*shares))) < sum(before)
