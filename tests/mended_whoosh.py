"""Whoosh's own matchers with those faults mended that keep it from answering what it was asked.

A search engine can be held against Whoosh only where Whoosh agrees with itself. Found in its
release 3, on its own codec as on any other:

* "a but not b" lets a document of b through when it is the first of a and not the first of b, and
  fails when it is skipped behind the last of a;
* "a, and b counts too" forgets what b counts when it is skipped ahead, inside an And;
* "not a" finds a deleted document behind the last one that holds a;
* "the best of a and b" counts what a part scores in a later document as scored in this one;
* an Or of three and more parts goes back when it is skipped to a document before its own;
* a query of a column has no score and no size, so that it fails outside of a filter, and it
  finds deleted documents, so whoever compares has to leave those out.

Left as they are, and not compared: a pattern with ``constantscore`` scores 1 or as its words do,
by how many words of a segment fit it; a constant score of 0 counts as 1; the best few of a
phrase, or of three and more words, may hold documents that do not match or lack some that do.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from whoosh import matching
from whoosh.matching import (
    AndMaybeMatcher,
    AndNotMatcher,
    ArrayUnionMatcher,
    DisjunctionMaxMatcher,
    InverseMatcher,
    ReadTooFar,
)
from whoosh.query import ColumnQuery
from whoosh.query.qcolumns import ColumnMatcher

if TYPE_CHECKING:
    import pytest
    from whoosh.reading import IndexReader

_PART: Final = 64
_SKIP_TO: Final = ArrayUnionMatcher.skip_to


def mend(patch: pytest.MonkeyPatch) -> None:
    """Mend Whoosh until ``patch`` is undone."""
    patch.setattr(AndNotMatcher, "_find_first", _and_not_first)
    patch.setattr(AndNotMatcher, "skip_to", _and_not_skip_to)
    patch.setattr(AndMaybeMatcher, "skip_to", _and_maybe_skip_to)
    patch.setattr(InverseMatcher, "_find_next", _inverse_find_next)
    patch.setattr(DisjunctionMaxMatcher, "score", _highest_score)
    patch.setattr(ArrayUnionMatcher, "skip_to", _union_skip_to)
    # Every Or clears a part; small ones do for small collections, and are much quicker.
    patch.setattr(matching, "ArrayUnionMatcher", partial(ArrayUnionMatcher, partsize=_PART))
    patch.setattr(ColumnMatcher, "_score", 1.0, raising=False)
    patch.setattr(ColumnQuery, "estimate_size", _column_size)


def _and_not_first(matcher: AndNotMatcher) -> None:
    if matcher.a.is_active() and matcher.b.is_active():
        matcher._find_next()


def _and_not_skip_to(matcher: AndNotMatcher, document: int) -> None:
    if not matcher.a.is_active():
        raise ReadTooFar
    if document > matcher.a.id():
        matcher.a.skip_to(document)
        _and_not_first(matcher)


def _and_maybe_skip_to(matcher: AndMaybeMatcher, document: int) -> None:
    if not matcher.a.is_active():
        raise ReadTooFar
    matcher.a.skip_to(document)
    if matcher.a.is_active() and matcher.b.is_active():
        matcher.b.skip_to(matcher.a.id())


def _inverse_find_next(matcher: InverseMatcher) -> None:
    child = matcher.child
    while matcher._id < matcher.limit:
        document = matcher._id
        if child.is_active() and child.id() < document:
            child.skip_to(document)
        held = child.is_active() and child.id() == document
        if not held and not matcher.missing(document):
            return
        matcher._id += 1


def _highest_score(matcher: DisjunctionMaxMatcher) -> float:
    parts = [one for one in (matcher.a, matcher.b) if one.is_active()]
    return float(max(one.score() for one in parts if one.id() == matcher.id()))


def _union_skip_to(matcher: ArrayUnionMatcher, document: int) -> None:
    if document > matcher.id():
        _SKIP_TO(matcher, document)


def _column_size(query: ColumnQuery, reader: IndexReader) -> int:
    del query
    return int(reader.doc_count_all())
