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
    from whoosh.query import Query as WhooshQuery

_END_OF_TIME: Final = 1 << 30
_FIELDS: Final = {
    "title": ("title",),
    "section": ("sections",),
    "source": ("source",),
    "site": ("site",),
    "author": ("authors",),
    "": WORD_FIELDS,
}


def whoosh_query(node: Node) -> WhooshQuery:
    """Return the Whoosh query of ``node``; what filters alone find is all as good a match."""
    if is_filter(node):
        return Require(Every(), _query(node))
    return _query(node)


def _query(node: Node) -> WhooshQuery:
    if isinstance(node, All):
        return _all(node)
    if isinstance(node, AnyOf):
        return Or([_query(part) for part in node.parts])
    if isinstance(node, Without):
        return Not(_query(node.part))
    return _leaf(node)


def _leaf(node: Text | Prefix | Language | Days) -> WhooshQuery:
    if isinstance(node, Text):
        return WordQuery([_in_field(name, node.terms) for name in _FIELDS[node.field]])
    if isinstance(node, Prefix):
        return WordQuery([one for name in _FIELDS[node.field] for one in _prefix(node, name)])
    if isinstance(node, Language):
        return ConstantScoreQuery(Term(LANGUAGE, node.code), 0.0)
    return DaysQuery(node)


def _all(node: All) -> WhooshQuery:
    wanted = [part for part in node.parts if not isinstance(part, Without)]
    scored = [_query(part) for part in wanted if not is_filter(part)]
    filters = [_query(part) for part in wanted if is_filter(part)]
    without = [_query(part.part) for part in node.parts if isinstance(part, Without)]
    found = And(scored) if scored else Every()
    if filters:
        found = Require(found, And(filters))
    return AndNot(found, _any(without)) if without else found


def _in_field(name: str, terms: tuple[str, ...]) -> WhooshQuery:
    return Term(name, terms[0]) if len(terms) == 1 else Phrase(name, list(terms))


def _prefix(node: Prefix, name: str) -> list[WhooshQuery]:
    shorter = sorted(prefix_stems(node.start))
    return [PrefixQuery(name, node.start), *(Term(name, stem) for stem in shorter)]


def _any(queries: list[WhooshQuery]) -> WhooshQuery:
    return queries[0] if len(queries) == 1 else Or(queries)


class WordQuery(Or):  # type: ignore[misc]
    """One word or phrase, or the words of a prefix, in any of several fields."""


class DaysQuery(ColumnQuery):  # type: ignore[misc]
    """Documents of the days ``first`` to ``last``."""

    def __init__(self, days: Days) -> None:
        self.first = max(1, days.first) if days.first is not None else 1
        self.last = days.last if days.last is not None else _END_OF_TIME
        super().__init__(PUBLISHED, lambda day: self.first <= day <= self.last)
