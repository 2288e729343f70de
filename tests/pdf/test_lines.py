import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from brochure.pdf.lines import visual_to_logical


def reorder(levels):
    """Rule L2 of UAX 9 as it stands: runs in logical order to indices in visual order."""
    order = list(range(len(levels)))
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_undoes_the_reordering(levels):
    visual = reorder(levels)
    logical = visual_to_logical([levels[index] for index in visual])
    assert [visual[index] for index in logical] == list(range(len(levels)))


@pytest.mark.parametrize(
    ("levels", "order"), [([0, 0], [0, 1]), ([1, 1], [1, 0]), ([0, 1, 0], [0, 1, 2]), ([1, 2, 1], [2, 1, 0])]
)
def test_by_hand(levels, order):
    assert visual_to_logical(levels) == order
