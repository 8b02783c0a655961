"""What queries made of other queries match, and those that look at columns.

What is rare is looked up first and narrows what follows; where only membership counts, nothing is
scored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ColumnQuery,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    Not,
    NullQuery,
    NumericRange,
    Or,
    Query,
    Require,
)

from index.search.engine import matches
from index.search.engine.columns import column_documents, range_documents
from index.search.engine.evaluation import boosted
from index.search.engine.matches import NOTHING, Matches, flat

if TYPE_CHECKING:
    from index.search.engine.evaluation import Evaluation, Size, Step, Within


def _and(query: And, evaluation: Evaluation, within: Within) -> Matches:
    parts = sorted(query.subqueries, key=evaluation.size)
    if not parts:
        return NOTHING
    found = evaluation.matches(parts[0], within)
    for part in parts[1:]:
        if not len(found):
            return NOTHING
        more = evaluation.matches(part, found.documents)
        found = matches.both(found, more, evaluation.count)
    return boosted(found, _boost(query))


def _or(query: Or, evaluation: Evaluation, within: Within) -> Matches:
    parts = [evaluation.matches(part, within) for part in query.subqueries]
    return boosted(matches.union(parts, evaluation.count), _boost(query))


def _highest(query: DisjunctionMax, evaluation: Evaluation, within: Within) -> Matches:
    parts = [evaluation.matches(part, within) for part in query.subqueries]
    return boosted(matches.highest(parts, evaluation.count), _boost(query))


def _boost(query: Any) -> float:
    """Return the boost that Whoosh uses: that of a single part alone is lost."""
    return query.boost if len(query.subqueries) > 1 else 1.0


def _and_not(query: AndNot, evaluation: Evaluation, within: Within) -> Matches:
    found = evaluation.matches(query.a, within)
    if not len(found):
        return found
    gone = evaluation.documents(query.b, found.documents)
    return matches.without(found, gone, evaluation.count)


def _and_maybe(query: AndMaybe, evaluation: Evaluation, within: Within) -> Matches:
    found = evaluation.matches(query.a, within)
    if not len(found):
        return found
    more = evaluation.matches(query.b, found.documents)
    return matches.perhaps(found, more, evaluation.count)


def _require(query: Require, evaluation: Evaluation, within: Within) -> Matches:
    if evaluation.size(query.b) <= evaluation.size(query.a):
        return evaluation.matches(query.a, evaluation.documents(query.b, within))
    found = evaluation.matches(query.a, within)
    if not len(found):
        return found
    there = evaluation.documents(query.b, found.documents)
    if len(there) == len(found):
        return found
    return found.at(matches.common(found.documents, there, evaluation.count))


def _not(query: Not, evaluation: Evaluation, within: Within) -> Matches:
    everything = flat(evaluation.everything(within))
    return matches.without(everything, evaluation.documents(query.query, within), evaluation.count)


def _constant(query: ConstantScoreQuery, evaluation: Evaluation, within: Within) -> Matches:
    return flat(evaluation.documents(query.child, within), query.score)


# Columns


def _every(query: Every, evaluation: Evaluation, within: Within) -> Matches:
    documents = evaluation.everything(within)
    if query.fieldname:
        there = evaluation.snapshot.lengths(query.fieldname).take(documents) > 0
        documents = documents[there]
    return flat(documents, query.boost)


def _number_range(query: NumericRange, evaluation: Evaluation, within: Within) -> Matches:
    first, last = query.start, query.end
    first = first if first is None or not query.startexcl else first + 1
    last = last if last is None or not query.endexcl else last - 1
    column = evaluation.snapshot.column(query.fieldname)
    return flat(range_documents(column, first, last, within), query.boost)


def _column(query: ColumnQuery, evaluation: Evaluation, within: Within) -> Matches:
    documents = column_documents(evaluation.snapshot, query.fieldname, query.condition, within)
    return flat(documents)


def _least(query: Any, evaluation: Evaluation) -> int:
    return min((evaluation.size(part) for part in query.subqueries), default=0)


def _total(query: Any, evaluation: Evaluation) -> int:
    return sum(evaluation.size(part) for part in query.subqueries)


def _of_first(query: Any, evaluation: Evaluation) -> int:
    return evaluation.size(query.a)


STEPS: Final[dict[type[Query], Step]] = {
    And: _and,
    Or: _or,
    DisjunctionMax: _highest,
    AndNot: _and_not,
    AndMaybe: _and_maybe,
    Require: _require,
    Not: _not,
    ConstantScoreQuery: _constant,
    Every: _every,
    NumericRange: _number_range,
    ColumnQuery: _column,
}

SIZES: Final[dict[type[Query], Size]] = {
    And: _least,
    Or: _total,
    DisjunctionMax: _total,
    AndNot: _of_first,
    AndMaybe: _of_first,
    Require: _least,
    ConstantScoreQuery: lambda query, evaluation: evaluation.size(query.child),
    type(NullQuery): lambda _query, _evaluation: 0,
}
