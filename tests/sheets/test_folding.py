"""A paper dummy in numbers: each roll fold is duplexed, folded and looked at from its front."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Any

import pytest

from brochure.sheets.folds import FoldScheme
from brochure.sheets.folds import scheme
from brochure.sheets.papers import PAPERS
from brochure.units import INCH
from brochure.units import MM

EVERY = [(paper, rtl) for paper in PAPERS for rtl in (False, True)]
TUCK = 1.5 * MM


@dataclass(frozen=True)
class Leaf:
    """A stretch of the sheet between folds, as an interval seen from above, with its two faces."""

    start: float
    end: float
    up: str
    down: str

    def turned(self, fold: float) -> Leaf:
        """This leaf after it has been folded over the line at `fold`: mirrored, the other face up."""
        return Leaf(2 * fold - self.end, 2 * fold - self.start, self.down, self.up)


def lay_open(roll: FoldScheme, paper: str, rtl: bool) -> list[Leaf]:
    """The duplexed sheet, inside up: turned on its short edge, a landscape sheet is mirrored, x to W - x."""
    outside, inside = roll.sides(paper, rtl)
    behind = {
        (
            round(outside.size.width - place.rect.right, 6),
            round(outside.size.width - place.rect.x, 6),
        ): place.panel
        for place in outside.places
    }
    leaves = []
    for place in inside.places:
        span = (round(place.rect.x, 6), round(place.rect.right, 6))
        assert span in behind, f"{place.panel} has no panel exactly behind it"
        leaves.append(Leaf(place.rect.x, place.rect.right, place.panel, behind[span]))
    return leaves


def fold(roll: FoldScheme, paper: str, rtl: bool) -> dict[str, Any]:
    """Fold the tucked leaf in, then the cover's leaf over it; the pile from the table up, and both folds."""
    leaves = lay_open(roll, paper, rtl)
    tucked = next(leaf for leaf in leaves if leaf.up == "inside-3")
    middle = next(leaf for leaf in leaves if leaf.up == "inside-2")
    cover = next(leaf for leaf in leaves if leaf.up == "inside-1")
    tuck_line = middle.start if rtl else middle.end
    spine = middle.end if rtl else middle.start
    pile = [middle, tucked.turned(tuck_line), cover.turned(spine)]
    return {"pile": pile, "tuck_line": tuck_line, "spine": spine}


@pytest.mark.parametrize(("paper", "rtl"), EVERY)
def test_two_faces_of_each_leaf(paper: str, rtl: bool) -> None:
    faces = {leaf.up: leaf.down for leaf in lay_open(scheme("roll-fold"), paper, rtl)}
    assert faces == {"inside-1": "cover", "inside-2": "back", "inside-3": "flap"}


@pytest.mark.parametrize(("paper", "rtl"), EVERY)
def test_tucked_leaf_stays_clear_of_the_spine(paper: str, rtl: bool) -> None:
    folded = fold(scheme("roll-fold"), paper, rtl)
    tucked = folded["pile"][1]
    free = folded["spine"] - tucked.end if rtl else tucked.start - folded["spine"]
    assert free == pytest.approx({"a4": 3 * MM, "letter": INCH / 16}[paper])
    assert free >= TUCK


@pytest.mark.parametrize(("paper", "rtl"), EVERY)
def test_cover_lies_in_front_and_opens_at_the_end_side(paper: str, rtl: bool) -> None:
    folded = fold(scheme("roll-fold"), paper, rtl)
    middle, tucked, front = folded["pile"]
    assert front.up == "cover"
    assert middle.down == "back"
    assert tucked.up == "flap", "with the cover open the reader sees the flap"
    # Left to right the spine is the front's left edge, as on a book; right to left its right edge.
    assert (front.end if rtl else front.start) == pytest.approx(folded["spine"])
    assert (front.start, front.end) == pytest.approx((middle.start, middle.end)), "edges lie flush"


def test_equal_thirds_would_buckle() -> None:
    """The guard above can fail: three equal panels leave nothing for the tuck."""
    roll = scheme("roll-fold")
    thirds = tuple((name, 99 * MM) for name in roll.reading)
    folded = fold(replace(roll, widths=(("a4", thirds),)), "a4", False)
    assert folded["pile"][1].start - folded["spine"] < TUCK


def test_unmirrored_outside_would_not_meet_its_inside() -> None:
    """So can the test of faces: an outside in the inside's order has no panel behind inside-3."""
    roll = scheme("roll-fold")
    wrong = replace(roll, rows=(("outside", ("cover", "back", "flap")), roll.rows[1]))
    with pytest.raises(AssertionError, match="has no panel exactly behind it"):
        lay_open(wrong, "a4", False)


@pytest.mark.parametrize(("paper", "rtl"), EVERY)
def test_neighbours_stand_side_by_side(paper: str, rtl: bool) -> None:
    """Each row of neighbours is met on an open side, or when only the cover is open."""
    roll = scheme("roll-fold")
    seen = [tuple(place.panel for place in side.places) for side in roll.sides(paper, rtl)]
    middle, tucked, front = fold(roll, paper, rtl)["pile"]
    cover_open = sorted([tucked, front.turned(fold(roll, paper, rtl)["spine"])], key=lambda leaf: leaf.start)
    seen.append(tuple(leaf.up for leaf in cover_open))
    for row in roll.neighbours:
        assert (row[::-1] if rtl else row) in seen
    assert middle.up == "inside-2"
