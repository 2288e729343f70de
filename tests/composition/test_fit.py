from itertools import pairwise

import pytest

from brochure.composition.fit import candidates
from brochure.composition.fit import Fit
from brochure.composition.fit import Range


def test_settings_give_size_then_leading_then_spaces_then_width_then_optional_blocks():
    assert candidates(Range(12.5, 12.0, 94.0, 90.0), width_axis=True, optional=True) == (
        Fit(12.5, 1.0, 1.0, 94.0, True),
        Fit(12.25, 1.0, 1.0, 94.0, True),
        Fit(12.0, 1.0, 1.0, 94.0, True),
        Fit(12.0, 0.5, 1.0, 94.0, True),
        Fit(12.0, 0.0, 1.0, 94.0, True),
        Fit(12.0, 0.0, 0.85, 94.0, True),
        Fit(12.0, 0.0, 0.7, 94.0, True),
        Fit(12.0, 0.0, 0.7, 92.0, True),
        Fit(12.0, 0.0, 0.7, 90.0, True),
        Fit(12.0, 0.0, 0.7, 90.0, False),
    )


def test_faces_without_a_width_axis_are_never_narrowed():
    fits = candidates(Range(13.0, 12.0), width_axis=False, optional=True)
    assert {fit.width for fit in fits} == {94.0}
    assert fits[-1] == Fit(12.0, 0.0, 0.7, 94.0, False)


def test_without_optional_blocks_everything_stands_at_every_setting():
    assert all(fit.optional for fit in candidates(Range(13.0, 12.0), width_axis=True, optional=False))


@pytest.mark.parametrize("largest", [12.0, 12.1, 12.25, 12.6, 14.0])
def test_sizes_go_down_by_quarters_and_end_at_the_smallest(largest):
    sizes = [fit.size for fit in candidates(Range(largest, 12.0), width_axis=False, optional=False)]
    assert sizes[0] == largest
    assert sizes[-1] == 12.0
    assert sizes == sorted(sizes, reverse=True)
    assert all(12.0 <= size <= largest for size in sizes)
    steps = [upper - lower for upper, lower in pairwise(sizes) if upper != lower]
    assert all(step <= 0.25 for step in steps)


def test_type_follows_the_body_size_unless_it_is_fixed_or_stands_on_its_floor(kit):
    styles = kit.styles.paragraph
    fit = Fit(14.0, 1.0, 1.0, 94.0, True)
    assert fit.points(styles["h1"]) == 28.0
    assert fit.points(styles["fixed"]) == 16.0
    assert fit.points(styles["floored"]) == 10.0
    # The floor of a style that names none is clear print's 12 pt.
    assert Fit(11.0, 1.0, 1.0, 94.0, True).points(styles["body"]) == 12.0


def test_leading_goes_from_the_styles_own_to_1_3_and_never_opens_a_tighter_one(kit):
    styles = kit.styles.paragraph
    at = [
        Fit(12.0, leading, 1.0, 94.0, True).baseline_distance(styles["body"]) for leading in (1.0, 0.5, 0.0)
    ]
    assert at == pytest.approx([18.0, 16.8, 15.6])
    tight = [Fit(12.0, leading, 1.0, 94.0, True).baseline_distance(styles["tight"]) for leading in (1.0, 0.0)]
    assert tight == pytest.approx([14.4, 14.4])
