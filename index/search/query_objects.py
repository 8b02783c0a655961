"""Which Whoosh query a tree stands for.

A word without a field is looked for in every field of words, and what it weighs there is added
up, the title above the rest. A prefix also finds the words that begin with it and whose stems
are shorter than it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whoosh.query import (
    And,
    AndNot,
    ColumnQuery,
    ConstantScoreQuery,
    Every,
    Not,
    Or,
    Phrase,
    Require,
    Term,
)
from whoosh.query import Prefix as PrefixQuery

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
from index.text.words import prefix_stems

if TYPE_CHECKING:
    from whoosh.matching import Matcher
    from whoosh.query import Query as WhooshQuery
    from whoosh.searching import Searcher

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


def whoosh_query(node: Node) -> WhooshQuery:
    """Return the Whoosh query of ``node``."""
    if isinstance(node, All):
        return _all(node)
    if isinstance(node, AnyOf):
        return Or([whoosh_query(part) for part in node.parts])
    if isinstance(node, Without):
        return Not(whoosh_query(node.part))
    return _leaf(node)


def _leaf(node: Text | Prefix | Language | Days) -> WhooshQuery:
    if isinstance(node, Text):
        return _any([_in_field(name, node.terms) for name in _FIELDS[node.field]])
    if isinstance(node, Prefix):
        return _prefix(node)
    if isinstance(node, Language):
        return ConstantScoreQuery(Term(LANGUAGE, node.code), 0.0)
    return DaysQuery(node)


def _all(node: All) -> WhooshQuery:
    wanted = [part for part in node.parts if not isinstance(part, Without)]
    scored = [whoosh_query(part) for part in wanted if not is_filter(part)]
    filters = [whoosh_query(part) for part in wanted if is_filter(part)]
    without = [whoosh_query(part.part) for part in node.parts if isinstance(part, Without)]
    found = And(scored) if scored else And(filters) if filters else Every()
    if scored and filters:
        found = Require(found, And(filters))
    return AndNot(found, _any(without)) if without else found


def _in_field(name: str, terms: tuple[str, ...]) -> WhooshQuery:
    boost = _BOOSTS.get(name, 1.0)
    if len(terms) == 1:
        return Term(name, terms[0], boost=boost)
    return Phrase(name, list(terms), boost=boost)


def _prefix(node: Prefix) -> WhooshQuery:
    stems = sorted(prefix_stems(node.start))
    found: list[WhooshQuery] = []
    for name in _FIELDS[node.field]:
        boost = _BOOSTS.get(name, 1.0)
        found.append(PrefixQuery(name, node.start, boost=boost))
        found += [Term(name, stem, boost=boost) for stem in stems]
    return _any(found)


def _any(queries: list[WhooshQuery]) -> WhooshQuery:
    return queries[0] if len(queries) == 1 else Or(queries)


class DaysQuery(ColumnQuery):  # type: ignore[misc]
    """Documents of the days ``first`` to ``last``, all with the same score."""

    def __init__(self, days: Days) -> None:
        self.first = max(1, days.first) if days.first is not None else 1
        self.last = days.last if days.last is not None else _END_OF_TIME
        super().__init__(PUBLISHED, lambda day: self.first <= day <= self.last)

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:
        """Return Whoosh's matcher of a column, with the score that Whoosh forgets to give it."""
        matcher = super().matcher(searcher, context)
        matcher._score = 1.0  # noqa: SLF001
        return matcher
