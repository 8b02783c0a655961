"""Feedback: the words that good answers share join a question, and nothing else does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.feedback import (
    FEEDBACK_SHARE,
    FEEDBACK_TERMS,
    MOST_CHARACTERS,
    Collection,
    expanded,
    question_terms,
    term_counts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_TERMS = st.sampled_from(["port", "crane", "strike", "the", "5", "x", "投资", "ship", "harbour"])
_COUNTS = st.dictionaries(_TERMS, st.integers(1, 9))


def collection(**frequencies: int) -> Collection:
    def of(terms: Sequence[str]) -> list[int]:
        return [frequencies.get(term, 10) for term in terms]

    return Collection(1000, 6.0, of)


STORIES = [
    {"port": 2, "crane": 1, "harbour": 2, "the": 9, "2020": 3},
    {"port": 1, "crane": 2, "harbour": 1, "said": 2},
    {"port": 1, "harbour": 1, "said": 2, "lantern": 7},
]


def test_a_question_is_its_telling_words_each_as_heavy_as_it_is_repeated() -> None:
    assert question_terms("What do ports need? New ports, and US ports!") == {
        "port": 3,
        "need": 1,
        "new": 1,
        "US": 1,
    }
    assert question_terms("to be or not to be") == {"to": 2, "be": 2, "or": 1, "not": 1}
    assert question_terms("") == {}


def test_words_that_the_answers_share_join_the_question_with_half_the_weight() -> None:
    found = dict(expanded({"port": 1, "strike": 1}, STORIES, collection()))
    assert set(found) == {"port", "strike", "crane", "harbour", "said"}
    assert found["strike"] == pytest.approx((1 - FEEDBACK_SHARE) / 2)
    assert found["port"] > found["strike"]
    assert sum(found.values()) == pytest.approx(1)


def test_a_word_of_all_articles_counts_for_less_than_a_rare_one() -> None:
    found = dict(expanded({"port": 1}, STORIES, collection(said=990, crane=5)))
    assert found["crane"] > 20 * found["said"]


def test_a_word_that_no_second_article_of_the_library_has_finds_nothing_and_is_left_out() -> None:
    assert "crane" not in dict(expanded({"port": 1}, STORIES, collection(crane=1)))


def test_earlier_answers_count_for_more() -> None:
    words = ("crane", "crane", "lantern", "lantern")
    first = [{word: 1, f"other{place}": 1} for place, word in enumerate(words)]
    found = dict(expanded({"port": 1}, first, collection()))
    assert found["crane"] > found["lantern"]


def test_the_same_text_twice_is_one_article_and_too_few_change_nothing() -> None:
    twice = [STORIES[0], STORIES[0], dict(STORIES[0]), STORIES[1]]
    found = expanded({"port": 2, "strike": 1}, twice, collection())
    assert [term for term, _ in found] == ["port", "strike"]
    assert [weight for _, weight in found] == pytest.approx([2 / 3, 1 / 3])


def test_one_story_from_two_sites_is_one_article() -> None:
    story = {f"word{letter}": 1 for letter in "abcdefghij"}
    sites = [{**story, "alpha": 1}, {**story, "beta": 2}, {**story, "gamma": 3}]
    assert expanded({"port": 1}, sites, collection()) == (("port", 1.0),)


def test_counts_are_of_title_and_body_and_of_the_beginning_of_a_long_one() -> None:
    counts = term_counts("Cranes at the port", "Port of cranes. " * MOST_CHARACTERS)
    assert counts["port"] == 1 + math.ceil(MOST_CHARACTERS / len("Port of cranes. "))
    assert set(counts) == {"crane", "at", "the", "port", "of"}


@given(
    st.dictionaries(_TERMS, st.integers(1, 3), min_size=1),
    st.lists(_COUNTS, max_size=14),
    st.integers(0, 2000),
)
def test_whatever_was_found_the_question_stays_and_the_weights_add_up(
    question: dict[str, int], documents: list[dict[str, int]], holders: int
) -> None:
    many = Collection(1000, 0.0, lambda terms: [holders] * len(terms))
    found = expanded({term: float(often) for term, often in question.items()}, documents, many)
    assert question.keys() <= {term for term, _ in found}
    assert len(found) <= len(question) + FEEDBACK_TERMS
    assert sum(weight for _, weight in found) == pytest.approx(1)
    assert all(weight > 0 for _, weight in found)
    assert [weight for _, weight in found] == sorted((w for _, w in found), reverse=True)
