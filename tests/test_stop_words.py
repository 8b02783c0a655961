"""Stop words: the small words of English and nothing that could be news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.stop_words import STOP_WORDS, is_stop_word, stop_terms
from index.text.words import fold, words


@pytest.mark.parametrize("typed", ["the", "The", "OF", "what", "us", "it", "who", "into", "WERE"])
def test_small_words_are_stop_words_however_they_are_written(typed: str) -> None:
    assert is_stop_word(typed)


@pytest.mark.parametrize("typed", ["US", "IT", "WHO", "port", "news", "5G", "中国", "x", "wing"])
def test_names_and_words_that_tell_something_are_none(typed: str) -> None:
    assert not is_stop_word(typed)


def test_every_stop_word_is_one_folded_word() -> None:
    for word in STOP_WORDS:
        assert fold(word) == word
        assert len({one.position for one in words(word)}) == 1


def test_the_terms_of_stop_words_are_those_of_the_index() -> None:
    assert {"the", "thi", "wa", "us"} <= stop_terms()
    assert not {"US", "port", "new"} & stop_terms()


@given(st.text(min_size=1, max_size=20))
def test_any_text_is_a_stop_word_or_not(typed: str) -> None:
    assert is_stop_word(typed) in (True, False)
