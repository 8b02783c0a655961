"""Which documents of a segment match a Whoosh query, and how well each of them does.

Term by term over whole posting lists: several times as fast as a walk through a tree of matchers
when all hits are wanted, and the same documents. A phrase is scored as one word would be that
stands where the phrase does, a prefix as a common word; the rest is Whoosh's BM25F.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from whoosh.query import (
    And,
    AndNot,
    ConstantScoreQuery,
    Every,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Require,
    Term,
)

from index.search.postings import K1
from index.search.query_objects import DaysQuery, WordQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from index.search.postings import Segment

Scores: TypeAlias = dict[int, float]
Within: TypeAlias = "AbstractSet[int] | None"


def evaluate(query: Query, segment: Segment, within: Within = None) -> Scores:
    """Return the score of each document that matches ``query``, of those ``within``.

    Deleted documents are not left out: take them out of ``within`` or of the result.
    """
    step = _STEPS.get(type(query))
    return step(query, segment, within) if step is not None else {}


def _word(query: WordQuery, segment: Segment, within: Within) -> Scores:
    often: Scores = {}
    for part in query.subqueries:
        for one, count in _FREQUENCIES[type(part)](part, segment, within).items():
            often[one] = often.get(one, 0.0) + count
    factor = _rarity(query.subqueries[0], segment) * (K1 + 1)
    return {one: factor * count / (count + K1) for one, count in often.items()}


def _rarity(query: Query, segment: Segment) -> float:
    if isinstance(query, Prefix):
        return 1.0
    terms = set(query.words) if isinstance(query, Phrase) else {query.text}
    return sum(segment.idf(query.fieldname, term) for term in terms)


def _term_frequencies(query: Term, segment: Segment, within: Within) -> Scores:
    found: Scores = {}
    if not segment.frequency(query.fieldname, query.text):
        return found
    worth = segment.worth(query.fieldname)
    for documents, weights in segment.documents(query.fieldname, query.text, within):
        pairs = zip(documents, weights, strict=True)
        if within is None:
            found.update({one: often * worth[one] for one, often in pairs})
        else:
            found.update({one: often * worth[one] for one, often in pairs if one in within})
    return found


def _prefix_frequencies(query: Prefix, segment: Segment, within: Within) -> Scores:
    found: Scores = {}
    worth = segment.worth(query.fieldname)
    for documents, weights in segment.documents_of_prefix(query.fieldname, query.text, within):
        for one, weight in zip(documents, weights, strict=True):
            if within is None or one in within:
                found[one] = found.get(one, 0.0) + weight * worth[one]
    return found


def _phrase_frequencies(query: Phrase, segment: Segment, within: Within) -> Scores:
    field, terms = query.fieldname, query.words
    order = sorted(range(len(terms)), key=lambda at: segment.frequency(field, terms[at]))
    if not segment.frequency(field, terms[order[0]]):
        return {}
    candidates = segment.holders(field, terms[order[0]], within)
    for term in {terms[at] for at in order[1:]}:
        candidates = segment.holders(field, term, candidates)
    begins = _begins(field, [(terms[at], at) for at in order], segment, candidates)
    worth = segment.worth(field)
    return {one: len(starts) * worth[one] for one, starts in begins.items()}


def _begins(
    field: str, terms: Sequence[tuple[str, int]], segment: Segment, candidates: AbstractSet[int]
) -> dict[int, set[int]]:
    """Return at which positions of a document its phrases begin; ``terms`` tell their places."""
    places = {term: segment.places(field, term, candidates) for term in {one for one, _ in terms}}
    begins: dict[int, set[int]] = {}
    for one in candidates:
        starts = {place - terms[0][1] for place in places[terms[0][0]][one]}
        for term, at in terms[1:]:
            starts.intersection_update([place - at for place in places[term][one]])
        if starts:
            begins[one] = starts
    return begins


_FREQUENCIES: Final[dict[type[Query], Callable[[Query, Segment, Within], Scores]]] = {
    Term: _term_frequencies,
    Phrase: _phrase_frequencies,
    Prefix: _prefix_frequencies,
}


def _and(query: And, segment: Segment, within: Within) -> Scores:
    found: Scores | None = None
    for part in sorted(query.subqueries, key=lambda part: _size(part, segment)):
        scores = evaluate(part, segment, within)
        if found is None:
            found = scores
        else:
            found = {one: found[one] + score for one, score in scores.items()}
        within = found.keys()
        if not found:
            break
    return found or {}


def _or(query: Or, segment: Segment, within: Within) -> Scores:
    found: Scores = {}
    for part in query.subqueries:
        scores = evaluate(part, segment, within)
        if len(scores) > len(found):
            found, scores = scores, found
        for one, score in scores.items():
            found[one] = found.get(one, 0.0) + score
    return found


def _and_not(query: AndNot, segment: Segment, within: Within) -> Scores:
    found = evaluate(query.a, segment, within)
    for one in evaluate(query.b, segment, found.keys()):
        del found[one]
    return found


def _require(query: Require, segment: Segment, within: Within) -> Scores:
    if _size(query.a, segment) < _size(query.b, segment):
        found = evaluate(query.a, segment, within)
        return {one: found[one] for one in evaluate(query.b, segment, found.keys())}
    return evaluate(query.a, segment, evaluate(query.b, segment, within).keys())


def _not(query: Not, segment: Segment, within: Within) -> Scores:
    there = _every(query, segment, within)
    for one in evaluate(query.query, segment, within):
        there.pop(one, None)
    return there


def _every(query: Query, segment: Segment, within: Within) -> Scores:
    del query
    return dict.fromkeys(range(segment.count) if within is None else within, 1.0)


def _constant(query: ConstantScoreQuery, segment: Segment, within: Within) -> Scores:
    return dict.fromkeys(_term_frequencies(query.child, segment, within), query.score)


def _days(query: DaysQuery, segment: Segment, within: Within) -> Scores:
    first, last, days = query.first, query.last, segment.days
    if within is None:
        return {one: 1.0 for one, day in enumerate(days) if first <= day <= last}
    return {one: 1.0 for one in within if first <= days[one] <= last}


_STEPS: Final[dict[type[Query], Callable[[Query, Segment, Within], Scores]]] = {
    WordQuery: _word,
    And: _and,
    Or: _or,
    AndNot: _and_not,
    Require: _require,
    Not: _not,
    Every: _every,
    ConstantScoreQuery: _constant,
    DaysQuery: _days,
}


def _size(query: Query, segment: Segment) -> int:
    """Return about how many documents match, from the dictionary alone."""
    if isinstance(query, Term):
        return segment.frequency(query.fieldname, query.text)
    if isinstance(query, Phrase):
        return min(segment.frequency(query.fieldname, term) for term in query.words)
    if isinstance(query, Or | And):
        sizes = [_size(part, segment) for part in query.subqueries]
        return min(sizes) if isinstance(query, And) else min(segment.count, sum(sizes))
    if isinstance(query, AndNot | Require):
        return _size(query.a, segment)
    return segment.count
