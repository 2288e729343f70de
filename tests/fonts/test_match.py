"""Weights as CSS Fonts 4, 5.2, matches them."""

import pytest

from brochure.fonts.match import match_weight
from brochure.fonts.match import match_width


def static(*weights):
    return [(weight, weight) for weight in weights]


@pytest.mark.parametrize(
    ("there", "wanted", "used"),
    [
        (static(400, 700), 400, 400),
        # From 400 to 500: heavier up to 500, then lighter, then heavier.
        (static(300, 500, 700), 400, 500),
        (static(300, 400, 600), 500, 400),
        (static(300, 600), 450, 300),
        (static(450, 480, 300), 420, 450),
        (static(600, 900), 400, 600),
        (static(100, 350, 501), 500, 350),
        # Below 400: lighter, then heavier.
        (static(100, 200, 400), 300, 200),
        (static(400, 500), 300, 400),
        # Above 500: heavier, then lighter.
        (static(400, 600, 900), 700, 900),
        (static(400, 600), 700, 600),
        (static(500, 501, 100), 550, 501),
        # A variable file can do all that lies between.
        ([(200, 900)], 650, 650),
        ([(300, 600)], 700, 600),
        ([(300, 600), (800, 900)], 700, 800),
        ([(100, 300), (600, 900)], 400, 300),
        ([(100, 300), (480, 900)], 400, 480),
        ([(450, 900)], 300, 450),
    ],
)
def test_the_weight_that_is_used(there, wanted, used):
    assert match_weight(there, wanted) == used
    assert match_weight(there[::-1], wanted) == used


@pytest.mark.parametrize(
    ("there", "used"),
    [
        (static(75, 100, 125), 100),
        (static(75, 87.5, 112.5), 87.5),
        (static(125, 150), 125),
        ([(62.5, 100)], 100),
        ([(50, 75), (110, 120)], 75),
    ],
)
def test_words_stand_in_the_normal_width_or_the_nearest(there, used):
    assert match_width(there) == used
