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
from index.search.query_objects import DaysQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from index.search.postings import Segment

Scores: TypeAlias = dict[int, float]
Within: TypeAlias = "AbstractSet[int] | None"

_K1_AND_ONE: Final = K1 + 1


def evaluate(query: Query, segment: Segment, within: Within = None) -> Scores:
    """Return the score of each document that matches ``query``, of those ``within``.

    Deleted documents are not left out: take them out of ``within`` or of the result.
    """
    step = _STEPS.get(type(query))
    return step(query, segment, within) if step is not None else {}


def _term(query: Term, segment: Segment, within: Within) -> Scores:
    field, term = query.fieldname, query.text
    if not segment.frequency(field, term):
        return {}
    factor = query.boost * segment.idf(field, term) * _K1_AND_ONE
    norms = segment.norms(field)
    found: Scores = {}
    for documents, weights in segment.documents(field, term, within):
        pairs = zip(documents, weights, strict=True)
        if within is None:
            found.update({one: factor * often / (often + norms[one]) for one, often in pairs})
        else:
            found.update(
                {
                    one: factor * often / (often + norms[one])
                    for one, often in pairs
                    if one in within
                }
            )
    return found


def _prefix(query: Prefix, segment: Segment, within: Within) -> Scores:
    field = query.fieldname
    often: dict[int, float] = {}
    for documents, weights in segment.documents_of_prefix(field, query.text, within):
        for one, weight in zip(documents, weights, strict=True):
            often[one] = often.get(one, 0.0) + weight
    factor = query.boost * _K1_AND_ONE
    norms = segment.norms(field)
    return {
        one: factor * count / (count + norms[one])
        for one, count in often.items()
        if within is None or one in within
    }


def _phrase(query: Phrase, segment: Segment, within: Within) -> Scores:
    field, terms = query.fieldname, query.words
    order = sorted(range(len(terms)), key=lambda at: segment.frequency(field, terms[at]))
    if not segment.frequency(field, terms[order[0]]):
        return {}
    candidates = segment.holders(field, terms[order[0]], within)
    for term in {terms[at] for at in order[1:]}:
        candidates = segment.holders(field, term, candidates)
    often = _phrase_frequencies(field, terms, order, segment, candidates)
    factor = query.boost * _K1_AND_ONE * sum(segment.idf(field, term) for term in set(terms))
    norms = segment.norms(field)
    return {one: factor * count / (count + norms[one]) for one, count in often.items()}


def _phrase_frequencies(
    field: str,
    terms: Sequence[str],
    order: Sequence[int],
    segment: Segment,
    candidates: AbstractSet[int],
) -> dict[int, int]:
    begins: dict[int, set[int]] = {}
    places: dict[str, dict[int, Sequence[int]]] = {}
    for step, at in enumerate(order):
        term = terms[at]
        if term not in places:
            places[term] = segment.places(field, term, candidates if step == 0 else begins.keys())
        of_term = places[term]
        if step == 0:
            begins = {one: {place - at for place in here} for one, here in of_term.items()}
            continue
        for one in list(begins):
            begins[one].intersection_update([place - at for place in of_term[one]])
            if not begins[one]:
                del begins[one]
    return {one: len(starts) for one, starts in begins.items()}


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
    return dict.fromkeys(evaluate(query.child, segment, within), query.score)


def _days(query: DaysQuery, segment: Segment, within: Within) -> Scores:
    first, last, days = query.first, query.last, segment.days
    if within is None:
        return {one: 1.0 for one, day in enumerate(days) if first <= day <= last}
    return {one: 1.0 for one in within if first <= days[one] <= last}


_STEPS: Final[dict[type[Query], Callable[[Query, Segment, Within], Scores]]] = {
    Term: _term,
    Phrase: _phrase,
    Prefix: _prefix,
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
