"""Papers and fold schemes say their sizes, and name the nearest when asked for one that is not there."""

from __future__ import annotations

import pytest

from brochure.sheets import paper_size
from brochure.sheets import PAPERS
from brochure.sheets import scheme
from brochure.sheets import SCHEMES
from brochure.sheets import UnknownName
from brochure.units import INCH
from brochure.units import millimetres
from brochure.units import Size


def test_papers() -> None:
    assert [round(millimetres(side)) for side in paper_size("a4")] == [210, 297]
    assert paper_size("letter") == Size(612, 792)


def test_roll_fold_widths() -> None:
    panels = {panel.name: panel.size for panel in scheme("roll-fold").panels("a4")}
    widths = {name: round(millimetres(size.width), 6) for name, size in panels.items()}
    assert widths == {"cover": 100, "flap": 97, "inside-1": 100, "inside-2": 100, "inside-3": 97, "back": 100}
    assert {round(millimetres(size.height), 6) for size in panels.values()} == {210}
    letter = {panel.name: panel.size.width / INCH for panel in scheme("roll-fold").panels("letter")}
    assert letter["cover"] == 3.6875
    assert letter["flap"] == letter["inside-3"] == 3.625


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("rtl", [False, True])
def test_places_tile_their_side(name: str, paper: str, rtl: bool) -> None:
    chosen = scheme(name)
    named = []
    for side in chosen.sides(paper, rtl):
        x = 0.0
        for place in side.places:
            assert place.rect.x == pytest.approx(x)
            assert (place.rect.y, place.rect.height) == (0, side.size.height)
            x = place.rect.right
            named.append(place.panel)
        assert x == pytest.approx(side.size.width)
        assert [fold.x for fold in side.folds] == [place.rect.x for place in side.places[1:]]
    assert sorted(named) == sorted(chosen.reading)
    assert [panel.name for panel in chosen.panels(paper, rtl)] == list(chosen.reading)


@pytest.mark.parametrize("paper", PAPERS)
def test_right_to_left_is_the_mirror_image(paper: str) -> None:
    for there, back in zip(
        scheme("roll-fold").sides(paper), scheme("roll-fold").sides(paper, True), strict=True
    ):
        mirrored = {place.panel: there.size.width - place.rect.right for place in there.places}
        assert {place.panel: place.rect.x for place in back.places} == pytest.approx(mirrored)
        assert [p.panel for p in back.places] == [p.panel for p in there.places][::-1]


def test_panels_are_as_large_in_either_direction() -> None:
    roll = scheme("roll-fold")
    for one, other in zip(roll.panels("a4", False), roll.panels("a4", True), strict=True):
        assert one.name == other.name
        assert one.size == pytest.approx(other.size)


def test_duplex_edges() -> None:
    assert scheme("roll-fold").duplex == "short"
    assert scheme("two-sided").duplex == "long"
    for name in SCHEMES:
        size = scheme(name).sheet("a4")
        assert (size.width > size.height) == (scheme(name).duplex == "short")


def test_unknown_scheme_names_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        scheme("rol-fold")
    assert caught.value.message == '"rol-fold" is not a fold scheme'
    assert caught.value.hints == ('did you mean "roll-fold"?', "fold schemes: roll-fold, two-sided")
    assert isinstance(caught.value, KeyError)


def test_unknown_paper_names_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        scheme("roll-fold").sides("leter")
    assert str(caught.value) == '"leter" is not a paper; did you mean "letter"?; papers: a4, letter'
