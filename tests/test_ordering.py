"""Lists put in order: as sorting all of them would, whatever part is looked at first."""

from __future__ import annotations

from array import array

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.engine.ordering import (
    TOP,
    Ordering,
    by_score,
    by_value,
    newest_first,
    oldest_first,
    scores_of,
)
from index.search.engine.snapshot import Values

_SCORES = st.lists(st.sampled_from([-2.5, -0.5, 0.0, 1e-9, 0.5, 7.25, 1e9]), max_size=30)


def _numbers(count: int, *, large: bool = False, seed: int = 3) -> list[int]:
    numbers = np.random.default_rng(seed).permutation(count) + 1
    return [int(number) + (large << 40) for number in numbers]


@given(_SCORES, st.booleans(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_the_highest_score_is_first_and_equal_ones_stand_by_number(
    scores: list[float], large: bool, lowest: bool
) -> None:
    numbers = _numbers(len(scores), large=large)
    made = Ordering(
        by_score(np.array(scores, np.float32)), np.array(numbers, np.int64), lowest=lowest
    )
    sign = 1 if lowest else -1
    expected = [
        number
        for _, number in sorted(
            zip(scores, numbers, strict=True), key=lambda one: (-one[0], sign * one[1])
        )
    ]
    assert list(made) == expected
    assert [made[at] for at in range(len(made))] == expected
    assert made[:] == array("q", expected)
    assert [made.place(number) for number in expected] == list(range(len(expected)))
    assert made.place(1 << 50) is None
    assert made.place(-1) is None
    assert (0 in made, made == expected) == (False, True)
    ranked = scores_of(made.ranks(slice(None))).tolist()
    assert ranked == pytest.approx(sorted(scores, reverse=True))


def test_the_top_is_the_same_as_if_all_were_sorted() -> None:
    count = 5 * TOP
    scores = np.random.default_rng(1).integers(0, 50, count).astype(np.float32)
    numbers = np.array(_numbers(count), np.int64)
    top, whole = (Ordering(by_score(scores), numbers) for _ in range(2))
    everything = whole[:]
    assert top[:50] == everything[:50]
    assert "_sorted" not in vars(top)
    assert top[TOP - 3 : TOP + 1] == everything[TOP - 3 : TOP + 1]
    assert top[TOP - 3 : TOP + 3] == everything[TOP - 3 : TOP + 3]
    assert top[-2] == everything[-2]
    assert top[10:2:-3] == everything[10:2:-3]
    assert [top.place(one) for one in everything[900:1100]] == list(range(900, 1100))


@pytest.mark.parametrize("at", [3, -4])
def test_there_is_nothing_behind_the_last(at: int) -> None:
    made = Ordering(by_score(np.ones(3, np.float32)), np.arange(3))
    with pytest.raises(IndexError, match="3 articles"):
        made[at]


def test_undated_articles_are_last_by_newest_and_by_oldest() -> None:
    moments = np.array([0, 500, -700, 500, 0])
    dated = np.array([False, True, True, True, False])
    numbers = np.array([1, 2, 3, 4, 5])
    newest = Ordering(newest_first(moments, dated), numbers)
    oldest = Ordering(oldest_first(moments, dated), numbers, lowest=True)
    assert list(newest) == [4, 2, 3, 5, 1]
    assert list(oldest) == [3, 2, 4, 1, 5]


def test_values_ascend_and_no_value_may_stand_last() -> None:
    values = Values(np.array([0, 2, 1, 2, 0]), (b"", b"a", b"b"))
    documents, numbers = np.arange(5), np.array([9, 8, 7, 6, 5])
    first = Ordering(by_value(values, documents), numbers, lowest=True)
    last = Ordering(by_value(values, documents, none_last=True), numbers, lowest=True)
    assert list(first) == [5, 9, 7, 6, 8]
    assert list(last) == [7, 6, 8, 5, 9]
