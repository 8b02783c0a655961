"""Signs in a word: a beginning, a pattern, a word spelt nearly so, or nothing at all."""

from __future__ import annotations

from fnmatch import translate
from re import fullmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.query_patterns import (
    FEWEST_FUZZY,
    FEWEST_LETTERS,
    MOST_CHANGES,
    has_signs,
    other_terms,
    pattern_of_terms,
    read_signs,
)
from index.search.query_tree import Fuzzy, Prefix, Text, Wildcard
from index.text.words import fold, sought_words

_ENGLISH = [
    "harbour", "organization", "organisation", "policy", "policies", "cards", "postcard", "women",
    "analyse", "analyze", "investing", "investments", "business", "theatre", "colour", "running",
    "parties", "news", "lying", "bus",
]  # fmt: skip


def term(word: str) -> str:
    return sought_words(word)[0].term


def finds(typed: str, word: str) -> bool:
    """Tell whether the pattern ``typed`` finds the term of ``word``."""
    (part,), _ = read_signs(typed, "")
    assert isinstance(part, Wildcard)
    return term(word) in part.also or bool(fullmatch(translate(part.pattern), term(word)))


@given(st.sampled_from(_ENGLISH), st.data())
def test_one_letter_left_open_finds_the_word_whatever_its_ending(
    word: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    assert finds(f"{word[:at]}?{word[at + 1 :]}", word)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("*card", ["card", "cards", "postcards", "Postcard"]),
        ("*cards", ["card", "cards", "postcards"]),
        ("*policy", ["policy", "policies"]),
        ("p*policies", ["polpolicy"]),
        ("wil*ard", ["wildcard", "wildcards"]),
        ("h*r*our", ["harbour", "harbours"]),
        ("wom?n", ["woman", "women"]),
        ("?arbour", ["harbours"]),
        ("CAF*É", ["café", "cafe", "cafee"]),
    ],
)
def test_a_pattern_finds_words_in_their_other_forms(typed: str, words: list[str]) -> None:
    assert [word for word in words if not finds(typed, word)] == []


def test_the_words_between_signs_are_asked_for_beside_the_pattern() -> None:
    words, note = read_signs("data-dr?ven", "title")
    assert [type(word) for word in words] == [Text, Wildcard]
    assert {word.field for word in words} == {"title"}
    assert note == ""


@pytest.mark.parametrize(
    ("typed", "distance"),
    [("cat~", 1), ("cat~2", 1), ("harbour~", 1), ("harbours~", 2), ("harbour~2", 2), ("port~0", 1),
     ("harbours~1", 1), ("harbour~9", 2), ("ＨＡＲＢＯＲ～", 1)],
)  # fmt: skip
def test_how_many_letters_may_differ(typed: str, distance: int) -> None:
    (word,), _ = read_signs(typed, "")
    assert isinstance(word, Fuzzy)
    assert word.distance == distance
    assert word.term == term(word.typed)


@pytest.mark.parametrize(
    "typed", ["what?", "why??", "投资?", "港～", "2019~", "5~9", "a/b?c=d", "~", "?"]
)
def test_signs_without_a_meaning_are_nothing(typed: str) -> None:
    words, _ = read_signs(typed, "")
    assert all(isinstance(word, Text) for word in words)


def test_words_without_signs_are_left_alone() -> None:
    assert not has_signs("U.S. R&D COVID-19 (a+)+$ [red]")
    assert all(map(has_signs, ["a*", "a＊", "a?", "a~", "a～"]))


@given(
    st.lists(st.sampled_from("*?~a b投é1-'./＊？\ud800\u0301ß"), max_size=20).map("".join)
    | st.text(max_size=100)
)
def test_a_pattern_always_tells_two_letters(typed: str) -> None:
    words, note = read_signs(typed, "")
    for word in words:
        if isinstance(word, Wildcard):
            assert len(word.pattern.replace("*", "").replace("?", "")) >= FEWEST_LETTERS
            assert "[" not in word.pattern
        elif isinstance(word, Prefix):
            assert len(word.start) >= FEWEST_LETTERS
        elif isinstance(word, Fuzzy):
            assert len(fold(word.typed)) >= FEWEST_FUZZY
            assert 1 <= word.distance <= MOST_CHANGES
        else:
            assert word.terms
    assert note == "" or "{}" in note


def test_only_a_single_open_letter_is_tried_out() -> None:
    assert other_terms("organi?ation")
    assert other_terms("organi??tion") == other_terms("organi*tion") == ()
    assert pattern_of_terms("*ing") == "*ing"
