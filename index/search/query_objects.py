"""Which Whoosh query a tree stands for.

A word without a field is looked for in every field of words, and what it weighs there is added
up, the title above the rest. A prefix also finds the words that begin with it and whose stems
are shorter than it. Nothing here looks into an index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whoosh.matching import NullMatcher
from whoosh.query import (
    And,
    AndNot,
    ColumnQuery,
    ConstantScoreQuery,
    Every,
    FuzzyTerm,
    Not,
    Or,
    Phrase,
    Require,
    Term,
)
from whoosh.query import Prefix as PrefixQuery
from whoosh.query import Query as WhooshQuery
from whoosh.query import Wildcard as WildcardQuery

from index.search.query_tree import (
    All,
    AnyOf,
    Days,
    Language,
    Marked,
    Node,
    Prefix,
    Text,
    Wildcard,
    Without,
    Words,
    is_filter,
)
from index.search.schema import LANGUAGE, PUBLISHED, WORD_FIELDS
from index.text.words import prefix_stems

if TYPE_CHECKING:
    from whoosh.matching import Matcher

_END_OF_TIME: Final = 1 << 30
_SAME_LETTERS: Final = 1
"""Letters at the start of a fuzzy word that stay as they are."""

_FIELDS: Final = {
    "title": ("title",),
    "body": ("body",),
    "section": ("sections",),
    "source": ("source",),
    "site": ("site",),
    "author": ("authors",),
    "url": ("url",),
    "": WORD_FIELDS,
}

_READ: Final = Marked("read")
_UNREAD: Final = Marked("unread")


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
    if isinstance(node, Words):
        return _words(node)
    if isinstance(node, Language):
        return ConstantScoreQuery(Term(LANGUAGE, node.code), 0.0)
    return DaysQuery(node) if isinstance(node, Days) else _marked(node)


def _marked(node: Marked) -> WhooshQuery:
    # Few are read in a large library, so all others are sooner told by these.
    if node == _UNREAD:
        return Not(MarkedQuery(_READ.key))
    return MarkedQuery(node.key)


def _words(node: Words) -> WhooshQuery:
    fields = _FIELDS[node.field]
    if isinstance(node, Text):
        return WordQuery([_in_field(name, node) for name in fields])
    if isinstance(node, Prefix):
        return WordQuery([one for name in fields for one in _prefix(node, name)])
    if isinstance(node, Wildcard):
        return Or([one for name in fields for one in _wildcard(node, name)])
    distance, same = node.distance, _SAME_LETTERS
    return Or([FuzzyTerm(name, node.term, 1.0, distance, same) for name in fields])


def _all(node: All) -> WhooshQuery:
    wanted = [part for part in node.parts if not isinstance(part, Without)]
    scored = [_query(part) for part in wanted if not is_filter(part)]
    filters = [_query(part) for part in wanted if is_filter(part)]
    without = [_query(part.part) for part in node.parts if isinstance(part, Without)]
    found = And(scored) if scored else Every()
    if filters:
        found = Require(found, And(filters))
    return AndNot(found, _any(without)) if without else found


def _in_field(name: str, node: Text) -> WhooshQuery:
    if len(node.terms) == 1:
        return Term(name, node.terms[0])
    # Whoosh counts the steps from one word to the next, of which neighbours are one apart.
    return Phrase(name, list(node.terms), node.slop + 1)


def _prefix(node: Prefix, name: str) -> list[WhooshQuery]:
    shorter = sorted(prefix_stems(node.start))
    return [PrefixQuery(name, node.start), *(Term(name, stem) for stem in shorter)]


def _wildcard(node: Wildcard, name: str) -> list[WhooshQuery]:
    return [WildcardQuery(name, node.pattern), *(Term(name, term) for term in node.also)]


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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DaysQuery) and self._span == other._span

    def __hash__(self) -> int:
        return hash((DaysQuery, self._span))

    @property
    def _span(self) -> tuple[int, int]:
        return self.first, self.last


class MarkedQuery(WhooshQuery):  # type: ignore[misc]
    """Documents of the articles in the set that ``key`` names; the index does not know the sets.

    Whoosh itself finds nothing with it; who searches has the sets at hand.
    """

    def __init__(self, key: str) -> None:
        self.key = key

    def __repr__(self) -> str:
        return f"MarkedQuery({self.key!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MarkedQuery) and self.key == other.key

    def __hash__(self) -> int:
        return hash((MarkedQuery, self.key))

    def is_leaf(self) -> bool:
        """Return True: there are no queries in it."""
        return True

    def estimate_size(self, ixreader: object) -> int:
        """Return 0, since the index does not know."""
        del ixreader
        return 0

    def matcher(self, searcher: object, context: object = None) -> Matcher:
        """Return a matcher of nothing."""
        del searcher, context
        return NullMatcher()
