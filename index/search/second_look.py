"""In which order articles that were found answer a query best: the second look at them.

A question in plain words is asked again with the words that its best answers share; articles
where the words of a short query stand close together are lifted; so, a little, are recent ones.
Nothing is found here that was not found before, and nothing is lost.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from index.search.engine.evaluation import Evaluation, as_term, never_paused
from index.search.engine.gathering import runs
from index.search.engine.matches import Matches, common, union
from index.search.engine.scoring import FieldScoring, FieldWeights
from index.search.engine.words import term_postings
from index.search.feedback import (
    FEEDBACK_DEPTH,
    FEEDBACK_DOCUMENTS,
    Collection,
    expanded,
    question_terms,
    term_counts,
)
from index.search.query_tree import All, AnyOf, Text
from index.search.ranking import (
    FIELD_WEIGHTS,
    K1,
    OTHER_FIELD,
    PROXIMITY_DEPTH,
    PROXIMITY_WORDS,
    Places,
    close_pairs,
    freshness,
    pair_bonus,
)
from index.search.schema import PUBLISHED, WORD_FIELDS
from index.settings import RECENCY
from index.text.stop_words import stop_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from index.search.engine.evaluation import Within
    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot
    from index.search.query import Query

Texts: TypeAlias = "Callable[[Sequence[int]], Sequence[tuple[str, str]]]"
"""Returns title and plain body of the articles with these numbers, those that are there."""

_TEXT_FIELDS: Final = ("title", "body")
_SENTENCE: Final = 4
_OPERATORS: Final = frozenset({"OR", "AND", "NOT"})
# A list this many times shorter than the library is looked up in the postings.
_FEW: Final = 16


def field_scoring(snapshot: Snapshot) -> FieldScoring:
    """Return what scores words by the figures of `index.search.ranking`."""
    weights = FieldWeights(dict(FIELD_WEIGHTS), OTHER_FIELD, K1, WORD_FIELDS)
    return FieldScoring(snapshot, weights)


def second_look(
    found: Matches,
    query: Query,
    snapshot: Snapshot,
    texts: Texts | None = None,
    *,
    recency: float = RECENCY,
    pause: Callable[[], None] = never_paused,
) -> Matches:
    """Return ``found`` with the scores by which it is to be ranked.

    Without ``texts`` a question is not asked again. What ``texts`` and ``pause`` raise ends it.
    """
    if not len(found) or not query.ranks:
        return found
    look = _Look(snapshot, found.documents, pause)
    scores = found.scores
    telling = [term for term in query.plain_terms if term not in stop_terms()]
    if query.natural or _has_only_words(query):
        question = question_terms(query.text)
        scores = scores if _adds_up(query, question) else look.first_answers(question)
        scores = look.answers(question, scores, texts) if texts else scores
    elif len(telling) in PROXIMITY_WORDS:
        scores = scores + look.closeness(telling, scores)
    return Matches(found.documents, scores * _freshness(snapshot, recency).take(found.documents))


def _has_only_words(query: Query) -> bool:
    """Tell whether a query is a sentence; parentheses are signs of one there."""
    words = query.text.split()
    parts = query.tree.parts if isinstance(query.tree, All | AnyOf) else ()
    return (
        len(words) >= _SENTENCE
        and _OPERATORS.isdisjoint(words)
        and bool(parts)
        and all(isinstance(one, Text) and not (one.field or one.quoted) for one in parts)
    )


def _adds_up(query: Query, question: Mapping[str, float]) -> bool:
    """Tell whether what the query found is scored by the words of the question, each once."""
    parts = query.tree.parts if isinstance(query.tree, AnyOf) else ()
    single = {part.terms[0] for part in parts if isinstance(part, Text) and len(part.terms) == 1}
    return len(single) == len(parts) and single == question.keys() and set(question.values()) == {1}


def _freshness(snapshot: Snapshot, recency: float) -> Array:
    def made() -> Array:
        days = snapshot.column(PUBLISHED)
        # A page that is dated in the years to come would make all others old.
        last = min(int(days.max(initial=0)), datetime.now(UTC).toordinal())
        return freshness(days, recency, last).astype(np.float32)

    return snapshot.once(("freshness", recency), made)


class _Look:
    """One look at the documents that a query found."""

    def __init__(self, snapshot: Snapshot, documents: Array, pause: Callable[[], None]) -> None:
        self._snapshot = snapshot
        self._documents = documents
        self._scoring = field_scoring(snapshot)
        self._evaluation = Evaluation(snapshot, self._scoring, {}, {}, pause)

    def first_answers(self, question: Mapping[str, float]) -> Array:
        """Return how well each document answers the question by its own words."""
        return self._weighted(question.items(), self._documents, question)

    def answers(self, question: Mapping[str, float], scores: Array, texts: Texts) -> Array:
        """Return how well each answers it by these and what the best by ``scores`` share."""
        best = _best(scores, FEEDBACK_DEPTH)
        first = self._documents[best[:FEEDBACK_DOCUMENTS]]
        read = texts(self._snapshot.numbers.take(first).tolist())
        documents = [term_counts(title, body) for title, body in read]
        length = sum(map(self._snapshot.average_length, _TEXT_FIELDS))
        collection = Collection(self._snapshot.count, length, self._holders)
        terms = expanded(question, documents, collection)
        best.sort()
        return _lifted(scores, best, self._weighted(terms, self._documents[best], question))

    def _holders(self, terms: Sequence[str]) -> list[int]:
        return [self._evaluation.holders("body", as_term(term)) for term in terms]

    def _most_holders(self, term: bytes, fields: Iterable[str]) -> int:
        return max(self._evaluation.holders(name, term) for name in fields)

    def _weighted(
        self, terms: Iterable[tuple[str, float]], documents: Array, question: Container[str]
    ) -> Array:
        """Return for each of ``documents``, which ascend, the sum of what its words score.

        Words that are not of the question come out of titles and bodies, and stand there.
        """
        count = self._snapshot.count
        few = len(documents) * _FEW < count
        sums = np.zeros(len(documents) if few else count, np.float32)
        for term, weight in terms:
            self._evaluation.pause()
            fields = WORD_FIELDS if term in question else _TEXT_FIELDS
            word = self._word(as_term(term), fields, documents if few else None)
            places = documents.searchsorted(word.documents) if few else word.documents
            sums[places] += np.float32(weight) * word.scores
        return sums if few else sums.take(documents)

    def _word(self, term: bytes, fields: Sequence[str], within: Within) -> Matches:
        """Return which documents hold a word in any of the fields, and its BM25F in them."""
        parts = []
        for name in fields:
            documents, often = term_postings(self._evaluation, name, term, within)
            if len(documents):
                parts.append(Matches(documents, self._scoring.weight(name, documents, often)))
        there = union(parts, self._snapshot.count)
        rarity = self._scoring.rarity_of(self._most_holders(term, fields))
        return Matches(there.documents, self._scoring.saturated(there.scores, rarity))

    def closeness(self, terms: Sequence[str], scores: Array) -> Array:
        """Return what the best documents gain by words of a query that stand close together."""
        gained = np.zeros(len(scores), np.float32)
        best = np.sort(_best(scores, PROXIMITY_DEPTH))
        documents = self._documents[best]
        for first, second in pairwise(terms):
            self._evaluation.pause()
            pair = as_term(first), as_term(second)
            pairs = sum(self._pairs(name, *pair, documents) for name in _TEXT_FIELDS)
            holders = max(self._most_holders(term, _TEXT_FIELDS) for term in pair)
            gained[best] += pair_bonus(np.asarray(pairs), self._scoring.rarity_of(holders))
        return gained

    def _pairs(self, name: str, first: bytes, second: bytes, documents: Array) -> Array:
        there = self._places(name, first, documents), self._places(name, second, documents)
        pairs: Array = close_pairs(*there, len(documents))
        pairs *= self._scoring.worth(name).take(documents)
        return pairs

    def _places(self, name: str, term: bytes, documents: Array) -> Places:
        slots, positions = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for span in self._evaluation.spans(name, term):
            there = span.documents()
            at = common(there, documents, self._snapshot.count)
            where, begins = span.field.places(span.at)
            often = begins[at + 1] - begins[at]
            slots.append(np.repeat(documents.searchsorted(there[at]), often))
            positions.append(where[runs(begins[at], often)].astype(np.int64))
        return Places(np.concatenate(slots), np.concatenate(positions))


def _lifted(scores: Array, best: Array, again: Array) -> Array:
    """Return ``scores`` with ``again`` at the places ``best``, and all others below these."""
    if len(best) == len(scores):
        return again
    highest = scores[best].min()
    lifted: Array = scores * (again.min() / highest if highest else 1.0)
    lifted[best] = again
    return lifted


def _best(scores: Array, count: int) -> Array:
    """Return the places of the highest scores, the highest first, of equals the last."""
    if len(scores) > count:
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        chosen = np.flatnonzero(scores >= least)
    else:
        chosen = np.arange(len(scores))
    order = np.lexsort((-chosen, -scores[chosen]))
    best: Array = chosen[order][:count]
    return best
