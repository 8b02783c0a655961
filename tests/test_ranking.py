"""Ranking: the two small bonuses, beside a plain count of what they mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.ranking import (
    PROXIMITY,
    Places,
    close_pairs,
    field_weight,
    freshness,
    pair_bonus,
)
from index.settings import RECENCY

_PLACES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), unique=True).map(sorted)


def places(pairs: list[tuple[int, int]]) -> Places:
    slots = np.array([slot for slot, _ in pairs], np.int64)
    return Places(slots, np.array([at for _, at in pairs], np.uint16))


def test_a_title_counts_more_than_a_body_and_its_length_less() -> None:
    title, body, source = field_weight("title"), field_weight("body"), field_weight("source")
    assert title.boost > body.boost == source.boost
    assert title.b < body.b


@given(_PLACES, _PLACES)
def test_close_pairs_are_those_that_a_walk_finds(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    expected = [0.0] * 4
    for slot, at in first:
        apart = [abs(at - other) for there, other in second if there == slot and other != at]
        if apart and min(apart) <= 8:
            expected[slot] += 1 / min(apart)
    assert close_pairs(places(first), places(second), 4).tolist() == pytest.approx(expected)


def test_neighbours_lift_more_than_words_apart_and_never_more_than_a_share_of_a_word() -> None:
    bonus = pair_bonus(np.array([0.0, 0.25, 1.0, 1000.0]), 4.0)
    assert bonus[0] == 0
    assert list(bonus) == sorted(set(bonus))
    assert bonus[-1] < PROXIMITY * 4.0 * 2.2


def test_a_recent_article_is_worth_a_little_more_and_an_undated_one_something_between() -> None:
    newest = 737_000
    days = np.array([newest, newest - 365, newest - 36_500, 0], np.int32)
    assert freshness(days) == pytest.approx([1 + RECENCY, 1 + RECENCY / 2, 1, 1 + RECENCY / 2])


@pytest.mark.parametrize("days", [[0, 0], []])
def test_without_dates_all_are_worth_the_same(days: list[int]) -> None:
    assert freshness(np.array(days, np.int32), 1.0).tolist() == [1.0] * len(days)


def test_without_the_setting_all_are_worth_the_same_and_it_is_held_in_bounds() -> None:
    days = np.array([737_000, 730_000], np.int32)
    assert freshness(days, 0).tolist() == [1, 1]
    assert freshness(days, -3).tolist() == [1, 1]
    assert freshness(days, 40).max() == 2


def test_a_day_that_is_still_to_come_makes_nothing_else_old() -> None:
    days = np.array([737_000, 990_000], np.int32)
    assert freshness(days, newest=737_000) == pytest.approx([1 + RECENCY, 1 + RECENCY])
