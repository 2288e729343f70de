import pytest

from brochure.units import INCH
from brochure.units import length
from brochure.units import millimetres
from brochure.units import MM
from brochure.units import Rect


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("72pt", 72.0),
        ("1in", 72.0),
        ("25.4mm", 72.0),
        ("2.54cm", 72.0),
        (" 3 mm ", 3 * MM),
        ("-4.5mm", -4.5 * MM),
        ("0pt", 0.0),
    ],
)
def test_lengths_are_written_with_their_unit(written, points):
    assert length(written) == pytest.approx(points)


@pytest.mark.parametrize(
    "written",
    ["12", "mm", "", "12 px", "1,5mm", "1e3mm", "--1mm", "1.mm", ".5mm", "12mm x", "٣mm", "999999mm"],
)
def test_what_is_no_length_is_refused_with_what_was_expected(written):
    with pytest.raises(ValueError, match=r"is not a length: write a number and one of mm, cm, in, pt"):
        length(written)


def test_millimetres_and_points_are_each_others_inverse():
    assert millimetres(length("210mm")) == pytest.approx(210.0)
    assert pytest.approx(8.5 * 25.4) == millimetres(8.5 * INCH)


def test_a_rectangle_knows_its_other_edges():
    rect = Rect(10.0, 20.0, 30.0, 40.0)
    assert (rect.right, rect.foot) == (40.0, 60.0)


def test_rectangles_share_what_lies_in_both():
    rect = Rect(10.0, 20.0, 30.0, 40.0)
    assert rect.intersect(Rect(25.0, 0.0, 100.0, 30.0)) == Rect(25.0, 20.0, 15.0, 10.0)
    assert rect.intersect(rect) == rect
    apart = rect.intersect(Rect(200.0, 300.0, 5.0, 5.0))
    assert (apart.width, apart.height) == (0.0, 0.0)
