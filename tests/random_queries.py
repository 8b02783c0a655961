"""Made-up queries that find something in `random_documents`, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from random_documents import DAYS, FIRST_DAY
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
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Require,
    SpanBefore,
    SpanContains,
    SpanFirst,
    SpanNear2,
    SpanNot,
    SpanOr,
    Term,
    TermRange,
    Variations,
    Wildcard,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random


@dataclass(frozen=True, slots=True)
class QueryMaker:
    """Makes queries over the terms that an index has, by field, and a few that it has not."""

    random: Random
    terms: Mapping[str, Sequence[str]]

    def query(self, depth: int) -> Query:
        """Return a query of parts that lie at most ``depth`` deep."""
        if depth == 0 or self.random.random() < 0.15:
            return self._leaf()
        return self._pick(
            (6, self._and),
            (6, self._or),
            (2, self._not),
            (3, self._and_not),
            (3, self._and_maybe),
            (3, self._require),
            (1, self._constant),
            (1, self._best),
        )(depth - 1)

    def _pick(self, *choices: tuple[int, Callable[[int], Query]]) -> Callable[[int], Query]:
        weights = [weight for weight, _ in choices]
        return self.random.choices([make for _, make in choices], weights)[0]

    def _and(self, depth: int) -> Query:
        return And(self._parts(depth, 3), boost=self._boost())

    def _or(self, depth: int) -> Query:
        return Or(self._parts(depth, 4), boost=self._boost())

    def _parts(self, depth: int, most: int) -> list[Query]:
        return [self.query(depth) for _ in range(self.random.randint(2, most))]

    def _not(self, depth: int) -> Query:
        return Not(self.query(depth))

    def _and_not(self, depth: int) -> Query:
        return AndNot(self.query(depth), self.query(depth))

    def _and_maybe(self, depth: int) -> Query:
        return AndMaybe(self.query(depth), self.query(depth))

    def _require(self, depth: int) -> Query:
        return Require(self.query(depth), self.query(depth))

    def _constant(self, depth: int) -> Query:
        return ConstantScoreQuery(self.query(depth), self.random.choice((0.5, 1.0, 3.0)))

    def _best(self, depth: int) -> Query:
        return DisjunctionMax(self._parts(depth, 3), boost=self._boost())

    def _leaf(self) -> Query:
        return self._pick(
            (12, self._term),
            (5, self._phrase),
            (2, self._prefix),
            (2, self._wildcard),
            (2, self._fuzzy),
            (1, self._range),
            (2, self._days),
            (1, self._every),
        )(0)

    def _field(self) -> str:
        names = sorted(self.terms)
        return "body" if self.random.random() < 0.6 else self.random.choice(names)

    def _word(self, field: str) -> str:
        if self.random.random() < 0.05:
            return self.random.choice(("missing", "无", "zzz"))
        return self.random.choice(self.terms[field])

    def _boost(self) -> float:
        return self.random.choice((1.0, 1.0, 1.0, 0.5, 2.5))

    def _term(self, depth: int) -> Query:
        del depth
        field = self._field()
        return Term(field, self._word(field), boost=self._boost())

    def _phrase(self, depth: int) -> Query:
        del depth
        field = self.random.choice(("title", "body", "body", "sections"))
        words = [self._word(field) for _ in range(self.random.choice((2, 2, 3)))]
        slop = self.random.choice((1, 1, 2, 5, 120))
        return Phrase(field, words, slop=slop, boost=self._boost())

    def _prefix(self, depth: int) -> Query:
        del depth
        field = self._field()
        start = self._word(field)[: self.random.randint(2, 4)]
        return Prefix(field, start, boost=self._boost(), constantscore=False)

    def _wildcard(self, depth: int) -> Query:
        del depth
        field = self._field()
        letters = list(self._word(field))
        for _ in range(self.random.randint(1, 2)):
            letters[self.random.randrange(len(letters))] = self.random.choice("?*")
        return Wildcard(field, "".join(letters), boost=self._boost(), constantscore=False)

    def _fuzzy(self, depth: int) -> Query:
        del depth
        field = self._field()
        word = self._word(field)
        same = min(self.random.randint(0, 2), len(word) - 1)
        far = self.random.randint(1, 2)
        return FuzzyTerm(field, word, self._boost(), far, same, constantscore=False)

    def _range(self, depth: int) -> Query:
        del depth
        field = self._field()
        first, last = sorted((self._word(field), self._word(field)))
        excluded = [self.random.random() < 0.3 for _ in range(2)]
        return TermRange(field, first, last, *excluded, self._boost(), constantscore=False)

    def _days(self, depth: int) -> Query:
        del depth
        first = FIRST_DAY + self.random.randrange(DAYS)
        last = first + self.random.randrange(DAYS // 2)
        return ColumnQuery("published", lambda day: first <= day <= last)

    def _every(self, depth: int) -> Query:
        del depth
        return Every(self.random.choice((None, "title", "sections")), boost=self._boost())


@dataclass(frozen=True, slots=True)
class SpanQueryMaker(QueryMaker):
    """Makes queries that only Whoosh's own matchers know: of spans, most of them."""

    def query(self, depth: int) -> Query:
        """Return a query of spans that lie at most ``depth`` deep."""
        if depth == 0:
            return self._pick((8, self._word_of_body), (1, self._regex), (1, self._variations))(0)
        return self._pick(
            (4, self._near),
            (2, self._first),
            (2, self._any),
            (1, self._span_not),
            (1, self._contains),
            (1, self._before),
        )(depth - 1)

    def _word_of_body(self, depth: int) -> Query:
        del depth
        return Term("body", self._word("body"))

    def _regex(self, depth: int) -> Query:
        del depth
        word = self._word("body")
        return Regex("body", f"{word[:2]}.?", constantscore=False)

    def _variations(self, depth: int) -> Query:
        del depth
        return Variations("body", self._word("body"))

    def _near(self, depth: int) -> Query:
        slop, ordered = self.random.choice((1, 3, 8)), self.random.random() < 0.5
        return SpanNear2(self._parts(depth, 3), slop=slop, ordered=ordered)

    def _first(self, depth: int) -> Query:
        return SpanFirst(self.query(depth), limit=self.random.choice((0, 3, 9)))

    def _any(self, depth: int) -> Query:
        return SpanOr(self._parts(depth, 3))

    def _span_not(self, depth: int) -> Query:
        return SpanNot(self.query(depth), self.query(depth))

    def _contains(self, depth: int) -> Query:
        return SpanContains(self.query(depth), self.query(depth))

    def _before(self, depth: int) -> Query:
        return SpanBefore(self.query(depth), self.query(depth))
