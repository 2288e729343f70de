"""Every panel lands on its place, shows what its target lets it show, and fold ticks keep off the words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from brochure.diagnostics import BuildError
from brochure.imposition.impose import impose
from brochure.imposition.impose import Imposition
from brochure.imposition.impose import Placement
from brochure.imposition.impose import Sheet
from brochure.sheets import PAPERS
from brochure.sheets import scheme
from brochure.sheets import SCHEMES
from brochure.sheets import TEXT_INSET
from brochure.sheets import UnknownName
from brochure.sheets.papers import FOLD_ZONE
from brochure.targets import Target
from brochure.targets import TARGETS
from brochure.units import MM
from brochure.units import Rect
from brochure.units import Size

SCREEN, OFFICE = TARGETS["screen"], TARGETS["office"]
PRESS = Target("press", "with bleed", imposed=True, bleed=3 * MM)
NEAR = 1e-6


def pages_of(name: str, paper: str = "a4", rtl: bool = False, count: int = 6) -> list[tuple[str, Size]]:
    return [(panel.name, panel.size) for panel in scheme(name).panels(paper, rtl)][:count]


def imposed(
    name: str,
    target: Target,
    paper: str = "a4",
    rtl: bool = False,
    margin: float = 5 * MM,
    count: int = 6,
) -> Imposition:
    return impose(pages_of(name, paper, rtl, count), scheme(name), paper, rtl, target, margin)


def in_mm(rect: Rect | None) -> tuple[float, ...]:
    assert rect is not None
    return tuple(round(side / MM, 3) for side in rect)


def order(sheet: Sheet) -> list[int]:
    return [placement.page for placement in sorted(sheet.placements, key=lambda placement: placement.x)]


def test_screen_shows_panels_one_by_one_and_unclipped() -> None:
    result = imposed("roll-fold", SCREEN)
    assert result.duplex is None
    assert [sheet.name for sheet in result.sheets] == list(scheme("roll-fold").reading)
    for number, (sheet, (_, size)) in enumerate(zip(result.sheets, pages_of("roll-fold"), strict=True)):
        assert sheet.size == size
        assert sheet.placements == (Placement(number, 0, 0, None),)
        assert (sheet.strokes, sheet.folds) == ((), ())


@pytest.mark.parametrize("paper", PAPERS)
def test_office_order_left_to_right_and_mirrored(paper: str) -> None:
    # Pages in reading order: 0 cover, 1 flap, 2 to 4 inside, 5 back.
    result = imposed("roll-fold", OFFICE, paper)
    assert result.duplex == "short"
    assert [order(sheet) for sheet in result.sheets] == [[1, 5, 0], [2, 3, 4]]
    mirrored = imposed("roll-fold", OFFICE, paper, rtl=True)
    assert mirrored.duplex == "short"
    assert [order(sheet) for sheet in mirrored.sheets] == [[0, 5, 1], [4, 3, 2]]


def test_office_clips_to_panel_and_margin() -> None:
    outside = imposed("roll-fold", OFFICE).sheets[0]
    clips = {placement.page: in_mm(placement.clip) for placement in outside.placements}
    assert clips == {1: (5, 5, 92, 200), 5: (97, 5, 100, 200), 0: (197, 5, 95, 200)}
    assert [(p.page, round(p.x / MM, 3), p.y) for p in outside.placements] == [
        (1, 0, 0),
        (5, 97, 0),
        (0, 197, 0),
    ]


def test_bleed_goes_over_trim_edges_and_never_past_a_fold() -> None:
    outside = imposed("roll-fold", PRESS).sheets[0]
    assert in_mm(Rect(0, 0, *outside.size)) == (0, 0, 303, 216)
    assert in_mm(outside.trim) == (3, 3, 297, 210)
    clips = {placement.page: in_mm(placement.clip) for placement in outside.placements}
    assert clips == {1: (0, 0, 100, 216), 5: (100, 0, 100, 216), 0: (200, 0, 103, 216)}
    assert outside.strokes == ()


def test_bleed_of_single_pages_ends_at_folds_too() -> None:
    result = imposed("roll-fold", replace(PRESS, imposed=False))
    middle = result.sheets[3]
    assert middle.name == "inside-2"
    assert in_mm(middle.trim) == (3, 3, 100, 210)
    assert in_mm(middle.placements[0].clip) == (3, 0, 100, 216)
    whole = imposed("two-sided", replace(PRESS, imposed=False), count=2).sheets[0]
    assert in_mm(whole.placements[0].clip) == (0, 0, 216, 303)


@pytest.mark.parametrize(
    ("count", "sheets", "duplex"), [(1, 1, None), (2, 2, "long"), (3, 4, "long"), (4, 4, "long")]
)
def test_handout_is_even_unless_it_is_one_page(count: int, sheets: int, duplex: str | None) -> None:
    result = imposed("two-sided", OFFICE, count=count)
    assert (len(result.sheets), result.duplex) == (sheets, duplex)
    assert [order(sheet) for sheet in result.sheets] == [[n] if n < count else [] for n in range(sheets)]
    assert len(imposed("two-sided", SCREEN, count=count).sheets) == count


@settings(max_examples=60, deadline=None)
@given(
    paper=st.sampled_from(sorted(PAPERS)),
    name=st.sampled_from(sorted(SCHEMES)),
    rtl=st.booleans(),
    margin=st.floats(0, TEXT_INSET),
    bleed=st.sampled_from([0.0, 3 * MM, 9.0]),
)
def test_panels_never_show_over_one_another(
    paper: str, name: str, rtl: bool, margin: float, bleed: float
) -> None:
    target = Target("any", "", imposed=True, bleed=bleed)
    for sheet in imposed(name, target, paper, rtl, margin).sheets:
        clips = [placement.clip for placement in sheet.placements]
        for index, clip in enumerate(clips):
            assert clip is not None
            least = 0 if bleed else margin
            assert clip.x >= least - NEAR
            assert clip.y >= least - NEAR
            assert clip.right <= sheet.size.width - least + NEAR
            assert clip.foot <= sheet.size.height - least + NEAR
            for other in clips[index + 1 :]:
                assert other is not None
                assert clip.intersect(other).width < NEAR


@settings(max_examples=60, deadline=None)
@given(paper=st.sampled_from(sorted(PAPERS)), rtl=st.booleans(), margin=st.floats(0, TEXT_INSET))
def test_ticks_stand_on_folds_between_margin_and_words(paper: str, rtl: bool, margin: float) -> None:
    for sheet in imposed("roll-fold", OFFICE, paper, rtl, margin).sheets:
        assert {stroke.points[0].x for stroke in sheet.strokes} <= set(sheet.folds)
        for stroke in sheet.strokes:
            one, two = stroke.points
            assert one.x == two.x
            assert (stroke.ink, stroke.width) == ("rule", 0.25)
            near = min(one.y, sheet.size.height - two.y)
            assert near == pytest.approx(margin, abs=NEAR)
            far = two.y if one.y < sheet.size.height / 2 else sheet.size.height - one.y
            assert far <= FOLD_ZONE + NEAR


def test_ticks_are_four_millimetres_at_the_usual_margin() -> None:
    sheet = imposed("roll-fold", OFFICE).sheets[1]
    lengths = [round((stroke.points[1].y - stroke.points[0].y) / MM, 3) for stroke in sheet.strokes]
    assert lengths == [4, 4, 4, 4]
    assert imposed("roll-fold", OFFICE, margin=8 * MM).sheets[1].strokes != ()


@pytest.mark.parametrize("margin", [8.5 * MM, -1.0, float("nan"), float("inf")])
def test_margin_that_would_cut_words_is_refused(margin: float) -> None:
    with pytest.raises(BuildError, match="would cut words off") as caught:
        imposed("roll-fold", OFFICE, margin=margin)
    assert "8 mm from the paper's edge" in str(caught.value)
    assert imposed("roll-fold", SCREEN, margin=margin).sheets, "on screen nothing is cut"


def test_unknown_panel_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match='"covr" is not a panel of roll-fold; did you mean "cover"'):
        impose([("covr", Size(1, 1))], scheme("roll-fold"), "a4", False, OFFICE, 0)


def test_pages_of_another_size_or_twice_are_refused() -> None:
    told = r'panel "flap" is 274\.96 x 595\.28 pt, its place 261\.00 x 612\.00 pt'
    with pytest.raises(ValueError, match=told):
        impose(pages_of("roll-fold")[1:], scheme("roll-fold"), "letter", False, OFFICE, 0)
    with pytest.raises(ValueError, match='panel "cover" is given twice'):
        impose(pages_of("roll-fold")[:1] * 2, scheme("roll-fold"), "a4", False, OFFICE, 0)


def test_panels_without_a_page_leave_their_place_blank() -> None:
    pages = [page for page in pages_of("roll-fold") if page[0] != "flap"]
    result = impose(pages, scheme("roll-fold"), "a4", False, OFFICE, 5 * MM)
    assert [order(sheet) for sheet in result.sheets] == [[4, 0], [1, 2, 3]]
