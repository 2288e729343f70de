"""Choosing breaks: greedy as the yardstick, total fit no worse than it."""

from itertools import accumulate
from itertools import combinations

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from brochure.text.fit import count_lines
from brochure.text.fit import greedy
from brochure.text.fit import pieces_of
from brochure.text.fit import total_fit

WORDS = st.lists(st.sampled_from((0.5, 1.0, 1.5, 2.0, 3.0, 4.0)), min_size=1, max_size=10)


def words(widths, letters=6):
    starts = list(accumulate((width + 0.25 for width in widths), initial=0.0))
    ends = [0.0, *(start - 0.25 for start in starts[1:])]
    return pieces_of(starts, ends, [at * letters for at in range(len(starts))], frozenset())


def slack(pieces, taken, measure):
    begins = [0, *taken[:-1]]
    return sum(
        (measure - (pieces.ends[end] - pieces.starts[start])) ** 2
        for start, end in zip(begins, taken, strict=True)
    )


@settings(max_examples=100, deadline=None, derandomize=True)
@given(WORDS, st.sampled_from((4.0, 5.0, 7.5, 9.0)))
def test_balance_is_the_best_of_all_settings(widths, measure):
    pieces = words(widths)
    taken = total_fit(pieces, measure, balance=True)
    last = len(widths)
    fewest = len(greedy(pieces, measure))
    assert len(taken) == fewest == count_lines(pieces, measure)
    every = [(*inner, last) for inner in combinations(range(1, last), fewest - 1)]
    fitting = [
        setting
        for setting in every
        if all(
            pieces.ends[b] - pieces.starts[a] <= measure for a, b in zip((0, *setting), setting, strict=False)
        )
    ]
    assert slack(pieces, taken, measure) == min(slack(pieces, setting, measure) for setting in fitting)
    assert slack(pieces, taken, measure) <= slack(pieces, greedy(pieces, measure), measure)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(WORDS, st.sampled_from((4.0, 5.0, 7.5, 9.0)))
def test_pretty_leaves_a_lone_word_only_where_no_setting_avoids_it(widths, measure):
    pieces = words(widths)
    taken = total_fit(pieces, measure, balance=False)
    last = len(widths)
    if len(taken) > 1 and last - taken[-2] < 2:
        start = taken[-2] - 1
        shorter = count_lines(words(widths[:start]), measure) if start else 0
        assert pieces.ends[last] - pieces.starts[start] > measure or shorter > len(taken) - 1 or start == 0


def test_a_lone_last_word_is_given_company():
    pieces = words([3, 3, 3, 1])
    assert greedy(pieces, 10.0) == [3, 4]
    assert total_fit(pieces, 10.0, balance=False) == [2, 4]


def test_a_lone_last_word_stays_where_nothing_else_fits():
    pieces = words([3, 3, 1])
    assert total_fit(pieces, 3.0, balance=False) == [1, 2, 3]


def test_a_hyphen_is_taken_only_where_it_saves_a_line():
    starts, ends = [0.0, 2.25, 4.5, 6.5], [0.0, 2.0, 4.8, 6.5]
    pieces = pieces_of(starts, ends, [0, 10, 20, 30], frozenset({2}))
    assert greedy(pieces, 5.0) == [2, 3]
    assert total_fit(pieces, 5.0, balance=True) == [1, 3]


def test_a_hyphen_that_reaches_too_far_does_not_hide_the_word_behind_it():
    pieces = pieces_of([0.0, 4.8, 5.25], [0.0, 5.1, 5.0], [0, 5, 6], frozenset({1}))
    assert greedy(pieces, 5.0) == [2]
    assert count_lines(pieces, 5.0) == 1
