"""Words near to a typed one: the same distances and the same words as by plain counting."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.search.nearness import distances, near
from index.search.surface import WordList

_WORD = st.text("abcd", min_size=1, max_size=7)
_OTHER_WORD = st.text("жщя", min_size=1, max_size=6)


def _changes(one: str, other: str) -> int:
    """Count the changes of a letter by the recurrence as it is written down in textbooks."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, facing in enumerate(other, 1):
            least = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


def _sought_and_words(
    word: st.SearchStrategy[str],
) -> st.SearchStrategy[tuple[str, set[str]]]:
    return st.tuples(word, st.sets(word, max_size=15))


@given(_WORD, st.lists(_WORD, min_size=1, max_size=12))
def test_distances_are_those_counted_one_by_one(sought: str, words: list[str]) -> None:
    longest = max(map(len, words))
    letters = np.array([[ord(x) for x in word.ljust(longest, "\0")] for word in words])
    found = distances(
        np.array([ord(x) for x in sought]), letters, np.array([len(word) for word in words])
    )
    assert found.tolist() == [_changes(sought, word) for word in words]


@given(st.sampled_from([_WORD, _OTHER_WORD]).flatmap(_sought_and_words), st.integers(1, 2))
def test_no_near_word_is_missed_and_no_other_is_found(
    sought_and_words: tuple[str, set[str]], farthest: int
) -> None:
    sought, words = sought_and_words
    found = near(WordList.of(dict.fromkeys({*words, "bcd", "щяж"}, 3)), sought, farthest)
    wanted = {
        word: change
        for word in {*words, "bcd", "щяж"}
        if (change := _changes(sought, word)) <= farthest and word.isascii() == sought.isascii()
    }
    assert {word: change for word, change, _ in found} == wanted


def test_the_first_letter_is_kept_when_that_is_asked() -> None:
    words = WordList.of({"port": 9, "sort": 5, "part": 1})
    assert sorted(near(words, "pert", 1, first_kept=True)) == [("part", 1, 1), ("port", 1, 9)]
    assert near(words, "xort", 1, first_kept=True) == []


def test_two_letters_in_the_wrong_order_are_one_change() -> None:
    assert near(WordList.of({"freight": 7}), "frieght", 1) == [("freight", 1, 7)]
