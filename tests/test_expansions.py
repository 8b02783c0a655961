"""Terms that prefixes, patterns, fuzzy words and ranges stand for: those a plain loop finds."""

from __future__ import annotations

from fnmatch import fnmatchcase

from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_answering import changes

from index.search.engine import expansions
from index.search.engine.terms import Terms

_LETTERS = "ab*?é投𠀀["
_VOCABULARY = st.lists(st.text("abé投𠀀", min_size=1, max_size=6), max_size=20, unique=True)
_TEXTS = st.text("abé投𠀀", max_size=6)


def _terms(vocabulary: list[str]) -> tuple[Terms, list[str]]:
    ordered = sorted(vocabulary, key=str.encode)
    return Terms.of([word.encode() for word in ordered]), ordered


@given(_VOCABULARY, st.text(_LETTERS, max_size=7))
@example(["abab", "aab", "ab", "b"], "*ab")
@example(["aba", "ab"], "ab*ba")
@example(["a", "ab", "abb"], "a*b*")
@settings(max_examples=400, deadline=None)
def test_a_pattern_fits_what_fnmatch_says(vocabulary: list[str], pattern: str) -> None:
    terms, ordered = _terms(vocabulary)
    found = [ordered[at] for at in expansions.wildcard(terms, pattern)]
    if "*" in pattern or "?" in pattern or "[" in pattern:
        assert found == [word for word in ordered if fnmatchcase(word, pattern)]
    else:
        assert found == [word for word in ordered if word == pattern]


@given(_VOCABULARY, _TEXTS, st.integers(0, 3), st.integers(0, 2))
@settings(max_examples=300, deadline=None)
def test_a_fuzzy_word_is_as_near_as_counting_changes_says(
    vocabulary: list[str], text: str, distance: int, same: int
) -> None:
    terms, ordered = _terms(vocabulary)
    found = [ordered[at] for at in expansions.fuzzy(terms, text, distance, same)]
    assert found == [
        word for word in ordered if word.startswith(text[:same]) and changes(word, text) <= distance
    ]


@given(_VOCABULARY, _TEXTS, _TEXTS)
@settings(max_examples=200, deadline=None)
def test_prefixes_and_ranges_are_spans_of_the_alphabet(
    vocabulary: list[str], first: str, last: str
) -> None:
    terms, ordered = _terms(vocabulary)
    begun = [ordered[at] for at in expansions.prefix(terms, first)]
    assert begun == [word for word in ordered if word.startswith(first)]
    inside = [ordered[at] for at in expansions.between(terms, first.encode(), last.encode())]
    assert inside == [word for word in ordered if first.encode() <= word.encode() <= last.encode()]


def test_many_stars_and_letters_that_no_word_can_hold_end_at_once() -> None:
    terms, ordered = _terms(["a" * 64, "a" * 63 + "b", "b"])
    assert [ordered[at] for at in expansions.wildcard(terms, "*a" * 40 + "*b")] == ["a" * 63 + "b"]
    assert len(expansions.wildcard(terms, "*?" * 500)) == 0
    assert len(expansions.wildcard(terms, "\udfff*")) == 0
    assert len(expansions.fuzzy(terms, "\udfff", 1, 0)) == 1
