"""Contrast of the pairs that layouts really use: what is refused, and which shades would do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from brochure.brand.colour import Rgb
from brochure.brand.ink import Ink
from brochure.brand.ink import Inks
from brochure.brand.legibility import find_better
from brochure.brand.legibility import find_failing
from brochure.brand.legibility import judge_inks
from brochure.brand.legibility import judge_pairs
from brochure.brand.legibility import Pair
from brochure.brand.model import Brand
from brochure.build import Edition
from brochure.build import Press
from brochure.diagnostics import Severity
from brochure.diagnostics import Source
from brochure.marked import validate
from brochure.project import read_project

ROOT = Path(__file__).parents[2]
CLINIC = """\
name: {full: Harbour Clinic, short: Harbour}
logo: {on-light: logo.svg, alt: Harbour Clinic}
inks: {primary: "#0B5563", accent: "#D8623A"}
contacts: {address: [1 Quay], telephones: [01632 960142]}
emergency: {number: "999"}
"""

TITLE = Pair("primary", "paper", 4.5, True)
BULLET = Pair("accent", "paper", 3.0, False)
LEAD = Pair("lead", "primary", 4.5, True)

colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda channels: Rgb(*channels))


def brand(*swaps: tuple[str, str]) -> Brand:
    text = CLINIC
    for old, new in swaps:
        text = text.replace(old, new)
    return validate(text, "clinic.yaml", Brand)


@pytest.fixture(scope="module")
def used() -> frozenset[Pair]:
    press = Press(read_project(ROOT))
    editions = [Edition("riverside", "en", layout, "screen") for layout in press.project.layouts]
    return frozenset[Pair]().union(*(press.dress(edition).pairs for edition in editions))


def test_words_that_cannot_be_read_are_refused_with_a_shade_that_can() -> None:
    (found,) = judge_inks(brand(("#0B5563", "#E91E63")), [TITLE]).found
    assert str(found).splitlines() == [
        'clinic.yaml:3:17: error: ink "primary" (#E91E63) on "paper" (#FFFFFF) has a contrast of 4.34:1, '
        "and words need 4.5:1",
        '    hint: "#E51760" as "primary" would do',
        "    hint: brochure check --fix-contrast writes it",
    ]
    assert judge_inks(brand(("#0B5563", "#E51760")), [TITLE]).found == []


def test_large_words_need_less_but_only_where_all_are_large() -> None:
    pale, large = brand(("#0B5563", "#E91E63")), TITLE._replace(least=3.0)
    assert judge_inks(pale, [large]).found == []
    assert "words need 4.5:1" in judge_inks(pale, [large, TITLE]).found[0].message
    assert "large words need 3:1" in judge_inks(brand(("#0B5563", "#F9C9A8")), [large]).found[0].message


def test_a_pair_that_no_layout_uses_is_not_judged() -> None:
    assert judge_inks(brand(("#D8623A", "#FFFFFF")), [TITLE]).found == []


def test_marks_that_are_hard_to_see_are_a_warning_and_never_mended() -> None:
    pale = brand(("#D8623A", "#FFB224"))
    (found,) = judge_inks(pale, [BULLET]).found
    assert (found.severity, found.source) == (Severity.WARNING, Source("clinic.yaml", 3, 36))
    assert found.hints == ('"#C58600" as "accent" would do',)
    assert find_better(pale.inks, [BULLET]) == {}


def test_a_derived_ink_is_told_at_the_ink_given() -> None:
    dark = brand(('"#D8623A"', '"#D8623A", paper: "#303030"'))
    assert judge_inks(dark, [Pair("ink", "paper", 4.5, True)]).found[0].source == Source("clinic.yaml", 3, 54)


def test_where_nothing_given_helps_the_derived_ink_itself_is_changed() -> None:
    # Ink's lightness is fixed, so no primary makes it legible on a ground that is fixed too.
    pair = Pair("ink", "danger", 4.5, True)
    (found,) = judge_pairs(brand().inks, frozenset([pair]))
    assert (found.change, found.better is not None) == ("ink", True)
    assert judge_inks(brand(), [pair]).found[0].source == Source("clinic.yaml", 3, 17)


def test_an_ink_that_was_bad_beside_another_is_judged_beside_what_that_becomes() -> None:
    pale = brand(('"#0B5563"', '"#9FD8E2"'), ('"#D8623A"', '"#D8623A", lead: "#FFFFFF"'))
    assert list(find_better(pale.inks, [TITLE, LEAD])) == ["primary"]
    for found in judge_inks(pale, [TITLE, LEAD]):
        assert 'as "primary" would do' in found.hints[0]


def test_the_same_inks_of_another_clinic_are_told_at_their_own_place() -> None:
    pale = ("#0B5563", "#E91E63")
    judge_inks(brand(pale), [TITLE])
    moved = brand(pale, ("name:", "# moved\nname:"))
    assert judge_inks(moved, [TITLE]).found[0].source == Source("clinic.yaml", 4, 17)


def test_no_pair_in_use_is_missed(used: frozenset[Pair]) -> None:
    words = {(pair.ink, pair.ground) for pair in used if pair.words}
    assert {("ink", "paper"), ("primary", "paper"), ("on-primary", "primary"), ("muted", "paper")} <= words
    assert {("on-danger", "danger"), ("on-caution", "caution"), ("ink", "danger-tint")} <= words


@given(colours, colours)
@example(Rgb(255, 255, 255), Rgb(255, 255, 255))
@example(Rgb(0, 0, 0), Rgb(0, 0, 0))
@example(Rgb(255, 255, 0), Rgb(0, 0, 255))
@settings(max_examples=60, deadline=None)
def test_any_two_inks_can_be_read_or_are_refused_and_mended(
    used: frozenset[Pair], primary: Rgb, accent: Rgb
) -> None:
    inks = Inks(primary=Ink(primary), accent=Ink(accent))
    words = [pair for pair in used if pair.words]
    refused = {verdict.pair[:2] for verdict in judge_pairs(inks, used) if verdict.pair.words}
    assert refused == {pair[:2] for pair in find_failing(inks, words)}
    better = find_better(inks, used)
    assert bool(better) == bool(refused)
    mended = inks.model_copy(update={role.replace("-", "_"): Ink(colour) for role, colour in better.items()})
    assert find_failing(mended, words) == []
