"""How near words come to the paper's edge, and to no other edge."""

from math import inf

import pytest

from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import TextLine
from brochure.imposition.margins import find_nearest
from brochure.imposition.margins import find_reach
from brochure.imposition.margins import Reach
from brochure.sheets.folds import scheme
from brochure.text.lines import Line
from brochure.units import Rect
from brochure.units import Size

PAGE = Size(200.0, 300.0)


def line(x: float, y: float, ems: float = 10.0, size: float = 12.0) -> TextLine:
    return TextLine(x, y, size, Line((), ems, "x"), (), ())


def test_words_reach_and_grounds_do_not() -> None:
    items = [Ground(Rect(0.0, 0.0, 200.0, 300.0), "primary"), line(30.0, 40.0), line(20.0, 280.0)]
    assert find_reach(items, PAGE) == Reach(20.0, 31.0, 50.0, 17.0)
    assert find_reach(items[:1], PAGE) == Reach(inf, inf, inf, inf)


def test_the_nearest_of_both_counts() -> None:
    assert Reach(1.0, 9.0, 3.0, 9.0).join(Reach(5.0, 4.0, inf, 2.0)) == Reach(1.0, 4.0, 3.0, 2.0)


@pytest.mark.parametrize(
    ("panel", "reach", "found"),
    [
        ("cover", Reach(left=1.0, head=30.0), ("cover", 30.0)),  # its left edge is a fold
        ("cover", Reach(right=1.0, head=30.0), ("cover", 1.0)),
        ("flap", Reach(left=2.0), ("flap", 2.0)),
        ("inside-2", Reach(left=1.0, right=1.0, foot=20.0), ("inside-2", 20.0)),
    ],
)
def test_folds_are_no_edges_of_the_paper(panel: str, reach: Reach, found: tuple[str, float]) -> None:
    assert find_nearest({panel: reach}, scheme("roll-fold"), "a4", False) == found


def test_right_to_left_the_cover_is_at_the_other_edge() -> None:
    assert find_nearest({"cover": Reach(left=1.0)}, scheme("roll-fold"), "a4", True) == ("cover", 1.0)
