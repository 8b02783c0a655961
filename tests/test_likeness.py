"""Terms that begin so, fit a pattern or are spelt nearly so are told from others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.likeness import beginning, fits, is_near, likeness, term_beginning
from index.search.query_tree import Fuzzy, Prefix, Wildcard
from index.text.words import words

_LETTERS = st.text("ab", max_size=9)
_ENDINGS = (
    "", "s", "es", "ed", "ing", "ings", "er", "ers", "ies", "y", "ly", "ness", "ation", "ational",
    "ization", "izer", "ability", "ibility", "ably", "ment", "ion", "ive", "ivity", "ality", "ical",
    "ology", "ously", "ful", "ate", "ye", "ying",
)  # fmt: skip
_STEMS = (
    "d", "l", "t", "sk", "po", "us", "tax", "oil", "port", "poss", "dur", "nob", "organ", "polit",
    "invest", "hop", "hopp", "fl", "agre", "econom", "gener", "univers", "b", "is", "polic",
)  # fmt: skip
_WORDS = tuple(stem + ending for stem in _STEMS for ending in _ENDINGS)


@given(_LETTERS, st.text("ab*?", max_size=9))
def test_a_pattern_fits_what_a_regular_expression_says(term: str, pattern: str) -> None:
    regex = pattern.replace("*", ".*").replace("?", ".")
    expected = re.fullmatch(regex, term) is not None
    assert fits(term, pattern) == likeness(Wildcard("", pattern))(term) == expected


def test_a_pattern_of_many_stars_is_answered_at_once() -> None:
    assert not fits("a" * 5000, "*a" * 50 + "b")


@given(_LETTERS, _LETTERS, st.integers(0, 3))
def test_nearness_is_what_trying_all_changes_says(one: str, other: str, distance: int) -> None:
    assert is_near(one, other, distance) == (_changes(one, other) <= distance)


def _changes(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    row = [list(range(len(other) + 1))]
    for count, letter in enumerate(one, 1):
        above = row[-1]
        line = [count]
        for at, beside in enumerate(other):
            line.append(min(above[at + 1] + 1, line[at] + 1, above[at] + (letter != beside)))
        row.append(line)
    return row[-1][-1]


@pytest.mark.parametrize(
    ("part", "yes", "no"),
    [
        (Prefix("", "inv"), ("invest", "inv"), ("in", "convinc")),
        (Prefix("", "investm"), ("invest", "investm"), ("investor",)),
        (Wildcard("", "p*t"), ("port", "pt", "part"), ("ports", "sport")),
        (Wildcard("", "organi?ation", also=("organ",)), ("organ", "organiqation"), ("orga",)),
        (Fuzzy("", "port", 1), ("port", "pork", "ports", "prt"), ("sort", "parts", "")),
        (Fuzzy("", "tariff", 2), ("tarif", "tarrif", "tariffs"), ("sheriff",)),
    ],
)
def test_terms_that_are_asked_for_are_told(
    part: Prefix | Wildcard | Fuzzy, yes: tuple[str, ...], no: tuple[str, ...]
) -> None:
    is_like = likeness(part)
    assert [term for term in (*yes, *no) if is_like(term)] == list(yes)


def test_words_begin_with_what_is_told_of_their_terms() -> None:
    for word in _WORDS:
        (term,) = {found.term for found in words(word)}
        assert word.startswith(term_beginning(term)), (word, term)


@pytest.mark.parametrize("start", ["po", "possi", "hopin", "polici", "dyi", "organiz", "agreei"])
def test_words_that_a_prefix_asks_for_begin_with_what_is_told_of_it(start: str) -> None:
    part = Prefix("", start)
    is_like = likeness(part)
    asked_for = [word for word in _WORDS if is_like(next(words(word)).term)]
    assert asked_for
    assert all(word.startswith(beginning(part)) for word in asked_for)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("port*s", "po"), ("po?t", "p"), ("?ort", ""), ("*ort", ""), ("organi?ation", "orga")],
)
def test_a_pattern_tells_the_beginning_before_its_first_sign(pattern: str, expected: str) -> None:
    assert beginning(Wildcard("", pattern)) == expected
