"""Evaluating queries over whole arrays: the same as going through every document by hand."""

from __future__ import annotations

import math
from fnmatch import fnmatchcase
from itertools import count as counting
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_segments import FIELDS, Paper, snapshot_of
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ColumnQuery,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    Not,
    NullQuery,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Require,
    Term,
    TermRange,
    Wildcard,
)

from index.search.engine import gathering, matches
from index.search.engine.answering import evaluate
from index.search.engine.scoring import FieldScoring, FieldWeights, Unscored, WhooshScoring

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


Scores = dict[int, float]

K1, B = 1.2, 0.75


class ByHand:
    """Goes through every document with plain sets and lists."""

    def __init__(self, papers: Sequence[Paper], gone: frozenset[int]) -> None:
        self.papers = papers
        self.gone = gone

    def answer(self, query: Query) -> Scores:
        """Return the score of each document that matches and is not gone."""
        return {at: score for at, score in self._any(query).items() if at not in self.gone}

    def _any(self, query: Query) -> Scores:
        kinds: dict[type[Query], Callable[[Any], Scores]] = {
            Term: lambda query: self._boosted(self._term(query.fieldname, query.text), query.boost),
            Phrase: self._phrase,
            And: self._and,
            Or: lambda query: self._or(query, sum),
            DisjunctionMax: lambda query: self._or(query, max),
            Not: lambda query: dict.fromkeys(self._all() - self._any(query.query).keys(), 1.0),
            AndNot: self._and_not,
            AndMaybe: self._and_maybe,
            Require: self._require,
            ConstantScoreQuery: lambda query: dict.fromkeys(self._any(query.child), query.score),
            Every: self._every,
            NumericRange: self._range,
            ColumnQuery: self._column,
            type(NullQuery): lambda _: {},
        }
        kind = kinds.get(type(query), self._several)
        return kind(query)

    def _all(self) -> set[int]:
        return set(range(len(self.papers)))

    def _term(self, name: str, word: str) -> Scores:
        often = {at: paper[name].count(word) for at, paper in enumerate(self.papers)}
        often = {at: times for at, times in often.items() if times}
        rarity = math.log(len(self.papers) / (len(often) + 1)) + 1
        total = sum(len(paper[name]) for paper in self.papers)
        average = total / len(self.papers) if total else 1
        return {
            at: rarity * times * (K1 + 1)
            / (times + K1 * (1 - B + B * len(self.papers[at][name]) / average))
            for at, times in often.items()
        }  # fmt: skip

    def _phrase(self, query: Phrase) -> Scores:
        words = [self._term(query.fieldname, word) for word in query.words]
        found = {}
        for at, paper in enumerate(self.papers):
            text = paper[query.fieldname]
            last = {place for place, word in enumerate(text) if word == query.words[0]}
            for sought in query.words[1:]:
                last = {
                    place
                    for place, word in enumerate(text)
                    if word == sought and any(0 < place - one <= query.slop for one in last)
                }
            if last:
                found[at] = sum(word[at] for word in words)
        return self._boosted(found, query.boost)

    def _several(self, query: Any) -> Scores:
        name = query.fieldname
        if isinstance(query, Wildcard) and query.text == "*":
            return self._every(Every(name, query.boost))
        there = {word for paper in self.papers for word in paper[name] if _fits(query, word)}
        found: Scores = {}
        for word in there:
            for at, score in self._term(name, word).items():
                found[at] = found.get(at, 0) + score
        return self._boosted(found, query.boost)

    def _and(self, query: And) -> Scores:
        parts = [self._any(part) for part in query.subqueries]
        there = set.intersection(*map(set, parts))
        boost = query.boost if len(parts) > 1 else 1
        return self._boosted({at: sum(part[at] for part in parts) for at in there}, boost)

    def _or(self, query: Any, together: Callable[[list[float]], float]) -> Scores:
        parts = [self._any(part) for part in query.subqueries]
        there = set().union(*parts)
        boost = query.boost if len(parts) > 1 else 1
        found = {at: together([part[at] for part in parts if at in part]) for at in there}
        return self._boosted(found, boost)

    def _and_not(self, query: AndNot) -> Scores:
        gone = self._any(query.b)
        return {at: score for at, score in self._any(query.a).items() if at not in gone}

    def _and_maybe(self, query: AndMaybe) -> Scores:
        more = self._any(query.b)
        return {at: score + more.get(at, 0) for at, score in self._any(query.a).items()}

    def _require(self, query: Require) -> Scores:
        there = self._any(query.b)
        return {at: score for at, score in self._any(query.a).items() if at in there}

    def _every(self, query: Every) -> Scores:
        name = query.fieldname
        there = {at for at in self._all() if not name or self.papers[at][name]}
        return dict.fromkeys(there, query.boost)

    def _range(self, query: NumericRange) -> Scores:
        low = -math.inf if query.start is None else query.start
        high = math.inf if query.end is None else query.end
        return {
            at: query.boost
            for at, paper in enumerate(self.papers)
            if low <= paper[query.fieldname] <= high
            and not (query.startexcl and paper[query.fieldname] == low)
            and not (query.endexcl and paper[query.fieldname] == high)
        }

    def _column(self, query: ColumnQuery) -> Scores:
        return {
            at: 1.0
            for at, paper in enumerate(self.papers)
            if paper[query.fieldname] == query.condition
        }

    def _boosted(self, found: Scores, boost: float) -> Scores:
        return {at: score * boost for at, score in found.items()}


def _fits(query: Any, word: str) -> bool:
    if isinstance(query, Prefix):
        return word.startswith(str(query.text))
    if isinstance(query, Wildcard):
        return fnmatchcase(word, str(query.text))
    if isinstance(query, FuzzyTerm):
        same, text = word.startswith(query.text[: query.prefixlength]), str(query.text)
        return same and changes(word, text) <= query.maxdist
    assert isinstance(query, TermRange)
    inside: bool = query.start <= word <= query.end
    return inside and not (
        (query.startexcl and word == query.start) or (query.endexcl and word == query.end)
    )


def changes(word: str, other: str) -> int:
    """Return how many letters have to be put in, taken out or exchanged."""
    row = list(range(len(other) + 1))
    for line, letter in enumerate(word, 1):
        fresh = [line]
        for at, one in enumerate(other, 1):
            fresh.append(min(row[at] + 1, fresh[-1] + 1, row[at - 1] + (letter != one)))
        row = fresh
    return row[-1]


_WORDS = st.text("abé投", min_size=1, max_size=3) | st.sampled_from(["a", "b", "ab", "ba"])
_NAMES = st.sampled_from(FIELDS)
_BOOSTS = st.sampled_from([1.0, 1.0, 0.5, 3.0])
_PAPERS = st.fixed_dictionaries(
    {
        "title": st.lists(_WORDS, max_size=3),
        "body": st.lists(_WORDS, max_size=12),
        "published": st.integers(0, 5),
        "source": st.sampled_from(["", "Quay", "船"]),
    }
)
_SEGMENTS = st.lists(st.lists(_PAPERS, min_size=1, max_size=6), min_size=1, max_size=3)
_PATTERNS = st.text("ab*?é", min_size=1, max_size=5)


def _range_of_terms(name: str, ends: tuple[str, str], low: bool, high: bool) -> Query:
    first, last = sorted(ends)
    return TermRange(name, first, last, low, high, constantscore=False)


_LEAVES = st.one_of(
    st.builds(Term, _NAMES, _WORDS, _BOOSTS),
    st.builds(
        Phrase,
        _NAMES,
        st.lists(_WORDS, min_size=2, max_size=3),
        st.integers(1, 3),
        _BOOSTS,
    ),
    st.builds(Prefix, _NAMES, _WORDS, _BOOSTS, st.just(False)),
    st.builds(Wildcard, _NAMES, _PATTERNS, _BOOSTS, st.just(False)),
    st.builds(
        lambda name, text, distance, same: FuzzyTerm(
            name, text, 1.0, distance, same, constantscore=False
        ),
        _NAMES, _WORDS, st.integers(0, 2), st.integers(0, 1),
    ),
    st.builds(_range_of_terms, _NAMES, st.tuples(_WORDS, _WORDS), st.booleans(), st.booleans()),
    st.builds(
        NumericRange,
        st.just("published"),
        st.none() | st.integers(0, 5),
        st.none() | st.integers(0, 5),
        st.booleans(), st.booleans(), _BOOSTS,
    ),
    st.builds(ColumnQuery, st.just("source"), st.sampled_from(["", "Quay", "船", "Harbour"])),
    st.builds(Every, st.none() | _NAMES, _BOOSTS),
    st.just(NullQuery),
)  # fmt: skip


def _combined(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(parts, min_size=1, max_size=4)
    return st.one_of(
        st.builds(And, several, _BOOSTS),
        st.builds(Or, several, _BOOSTS),
        st.builds(DisjunctionMax, several, _BOOSTS),
        st.builds(Not, parts),
        st.builds(ConstantScoreQuery, parts, st.sampled_from([0.0, 1.0, 2.5])),
        *(st.builds(kind, parts, parts) for kind in (AndNot, AndMaybe, Require)),
    )


_QUERIES = st.recursive(_LEAVES, _combined, max_leaves=8)
_FOLDERS = counting()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("segments")


def _fresh(folder: Path) -> Path:
    fresh = folder / str(next(_FOLDERS))
    fresh.mkdir()
    return fresh


@given(
    _SEGMENTS,
    st.sets(st.integers(0, 17), max_size=4),
    st.lists(_QUERIES, max_size=12),
    st.sampled_from([1, 3, 1 << 20]),
    st.sampled_from([0, 32]),
)
@settings(max_examples=80, deadline=None)
def test_every_query_finds_and_scores_as_one_does_by_hand(
    folder: Path,
    segments: list[list[Paper]],
    gone: set[int],
    queries: list[Query],
    at_once: int,
    sparse: int,
) -> None:
    """However many postings are taken at once, and whether lists are taken for short or long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "_AT_ONCE", at_once)
        patch.setattr(gathering, "_SPARSE", sparse)
        patch.setattr(matches, "_SPARSE", sparse)
        _hold_to_by_hand(folder, segments, gone, queries)


def _hold_to_by_hand(
    folder: Path, segments: list[list[Paper]], gone: set[int], queries: list[Query]
) -> None:
    snapshot = snapshot_of(_fresh(folder), segments, frozenset(gone))
    by_hand = ByHand([paper for one in segments for paper in one], frozenset(gone))
    for query in queries:
        found = evaluate(query, snapshot, WhooshScoring(snapshot))
        expected = by_hand.answer(query)
        assert found.documents.tolist() == sorted(expected), query
        assert dict(zip(found.documents.tolist(), found.scores.tolist(), strict=True)) == (
            pytest.approx(expected, rel=1e-4)
        ), query
        unscored = evaluate(query, snapshot, Unscored(snapshot))
        assert unscored.documents.tolist() == sorted(expected), query
        ours = evaluate(query, snapshot, FieldScoring(snapshot, FieldWeights()))
        assert ours.documents.tolist() == sorted(expected), query
