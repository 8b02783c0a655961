"""Which Whoosh query a tree stands for, in the index as it is now.

A word without a field is looked for in every field of words, and what it weighs there is added
up, the title above the rest. A prefix becomes the terms that begin with it, the commonest first.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, Final

from whoosh.query import (
    And,
    AndNot,
    ColumnQuery,
    ConstantScoreQuery,
    Every,
    Not,
    NullQuery,
    Or,
    Phrase,
    Require,
    Term,
)

from index.search.query_tree import (
    All,
    AnyOf,
    Days,
    Language,
    Node,
    Prefix,
    Text,
    Without,
    is_filter,
)
from index.search.schema import LANGUAGE, PUBLISHED, WORD_FIELDS

if TYPE_CHECKING:
    from whoosh.matching import Matcher
    from whoosh.query import Query as WhooshQuery
    from whoosh.reading import IndexReader
    from whoosh.searching import Searcher

MOST_EXPANSIONS: Final = 500
_MOST_WALKED: Final = 5000
_END_OF_TIME: Final = 1 << 30
_FIELDS: Final = {
    "title": ("title",),
    "section": ("sections",),
    "source": ("source",),
    "site": ("site",),
    "author": ("authors",),
    "": WORD_FIELDS,
}
_BOOSTS: Final = {"title": 3.0}


def whoosh_query(node: Node, reader: IndexReader) -> WhooshQuery:
    """Return the Whoosh query of ``node``; the terms of prefixes come from ``reader``."""
    if isinstance(node, All):
        return _all(node, reader)
    if isinstance(node, AnyOf):
        return Or([whoosh_query(part, reader) for part in node.parts])
    if isinstance(node, Without):
        return Not(whoosh_query(node.part, reader))
    return _leaf(node, reader)


def _leaf(node: Text | Prefix | Language | Days, reader: IndexReader) -> WhooshQuery:
    if isinstance(node, Text):
        return _any([_in_field(name, node.terms) for name in _FIELDS[node.field]])
    if isinstance(node, Prefix):
        return _prefix(node, reader)
    if isinstance(node, Language):
        return ConstantScoreQuery(Term(LANGUAGE, node.code), 0.0)
    return DaysQuery(node)


def _all(node: All, reader: IndexReader) -> WhooshQuery:
    wanted = [part for part in node.parts if not isinstance(part, Without)]
    scored = [whoosh_query(part, reader) for part in wanted if not is_filter(part)]
    filters = [whoosh_query(part, reader) for part in wanted if is_filter(part)]
    without = [whoosh_query(part.part, reader) for part in node.parts if isinstance(part, Without)]
    found = And(scored) if scored else And(filters) if filters else Every()
    if scored and filters:
        found = Require(found, And(filters))
    return AndNot(found, _any(without)) if without else found


def _in_field(name: str, terms: tuple[str, ...]) -> WhooshQuery:
    boost = _BOOSTS.get(name, 1.0)
    if len(terms) == 1:
        return Term(name, terms[0], boost=boost)
    return Phrase(name, list(terms), boost=boost)


def _prefix(node: Prefix, reader: IndexReader) -> WhooshQuery:
    found = [
        Term(name, term, boost=_BOOSTS.get(name, 1.0))
        for name in _FIELDS[node.field]
        for term in expansions(reader, name, node.start)
    ]
    return _any(found) if found else NullQuery


def expansions(reader: IndexReader, name: str, start: str) -> list[str]:
    """Return the terms of a field that begin with ``start``: the commonest, at most 500."""
    terms = list(islice(reader.expand_prefix(name, start), _MOST_WALKED))
    if len(terms) > MOST_EXPANSIONS:
        terms = nlargest(MOST_EXPANSIONS, terms, key=lambda term: reader.doc_frequency(name, term))
    return [term.decode() for term in terms]


def _any(queries: list[WhooshQuery]) -> WhooshQuery:
    return queries[0] if len(queries) == 1 else Or(queries)


class DaysQuery(ColumnQuery):  # type: ignore[misc]
    """Documents of a span of days, all with the same score."""

    def __init__(self, days: Days) -> None:
        first = days.first if days.first is not None else 1
        last = days.last if days.last is not None else _END_OF_TIME
        super().__init__(PUBLISHED, lambda day: first <= day <= last)

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:
        """Return Whoosh's matcher of a column, with the score that Whoosh forgets to give it."""
        matcher = super().matcher(searcher, context)
        matcher._score = 1.0  # noqa: SLF001
        return matcher
