"""Which articles match a query, best first.

A search reads one generation of the index to its end; when the index has changed since, the next
search opens it afresh. Every running search has a Whoosh searcher to itself, since two threads
that read one posting file would move each other's place in it.
"""

from __future__ import annotations

import threading
from array import array
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import SearchCancelledError
from index.search.evaluation import evaluate
from index.search.full_text import trouble_named
from index.search.loosening import loosened
from index.search.postings import Segment, SegmentColumns, Weighting
from index.search.query_objects import whoosh_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

    from whoosh.searching import Searcher as WhooshSearcher

    from index.search.full_text import FullTextIndex
    from index.search.query import Query
    from index.search.query_tree import Node


@dataclass(frozen=True, slots=True)
class Hits:
    """All articles that match, best first, with a score each.

    ``relaxed`` says that no article has all the words and these have some of them.
    """

    numbers: array[int] = field(default_factory=lambda: array("q"))
    scores: array[float] = field(default_factory=lambda: array("d"))
    relaxed: bool = False

    def __len__(self) -> int:
        return len(self.numbers)


def never() -> bool:
    """Return False: the search is wanted to its end."""
    return False


class Chosen:
    """Which articles a search may find, and whether anyone still waits for it."""

    def __init__(self, allowed: AbstractSet[int] | None, cancelled: Callable[[], bool]) -> None:
        self._allowed = allowed
        self._cancelled = cancelled

    def pause(self) -> None:
        """Raise `SearchCancelledError` when the search is no longer wanted."""
        if self._cancelled():
            raise SearchCancelledError("the search was given up for a newer one")

    def within(self, segment: Segment) -> set[int] | None:
        """Return the documents of ``segment`` that may be found; None where all may."""
        if self._allowed is None:
            return None
        return {place for place, one in enumerate(segment.numbers) if one in self._allowed}


@dataclass(frozen=True, slots=True)
class _Generation:
    """An open index as one commit left it, with all columns: the next may take files away."""

    searcher: WhooshSearcher
    columns: SegmentColumns


class Searcher:
    """Searches one index, from any number of threads at a time."""

    def __init__(self, index: FullTextIndex) -> None:
        self.index = index
        self._lock = threading.Lock()
        self._idle: list[_Generation] = []
        self._state: tuple[int, ...] = ()
        self._columns = SegmentColumns()

    def search(
        self,
        query: Query,
        *,
        allowed: AbstractSet[int] | None = None,
        cancelled: Callable[[], bool] = never,
    ) -> Hits:
        """Return all articles that match ``query``, of ``allowed`` ones where that is given.

        Equal scores stand by number, the highest first. Raises `SearchCancelledError` soon after
        ``cancelled`` returns True, `IndexUnusableError` where the index cannot be read.
        """
        if query.tree is None:
            return Hits()
        with trouble_named(self.index.folder), self._generation() as generation:
            chosen = Chosen(allowed, cancelled)
            found = _find(generation, query.tree, chosen)
            looser = loosened(query.tree) if not found else None
            if looser is not None:
                found = _find(generation, looser, chosen)
        return _hits(found, relaxed=looser is not None and bool(found))

    def close(self) -> None:
        """Close what no search is using; the searcher can still be used afterwards."""
        with self._lock:
            idle, self._idle, self._state = self._idle, [], ()
        for generation in idle:
            generation.searcher.close()

    @contextmanager
    def _generation(self) -> Iterator[_Generation]:
        state = self.index.state()
        if state != self._state:
            self.close()
            self._state = state
        with self._lock:
            generation = self._idle.pop() if self._idle else None
        generation = generation or self.index.undisturbed(self._open)
        try:
            yield generation
        finally:
            self._put_back(generation, state)

    def _open(self) -> _Generation:
        searcher = self.index.whoosh.searcher(weighting=Weighting())
        leaves = [leaf.reader() for leaf, _ in searcher.leaf_searchers() if leaf.doc_count_all()]
        self._columns = columns = self._columns.of(leaves)
        return _Generation(searcher, columns)

    def _put_back(self, generation: _Generation, state: tuple[int, ...]) -> None:
        with self._lock:
            if state == self._state:
                self._idle.append(generation)
                return
        generation.searcher.close()


def _find(generation: _Generation, tree: Node, chosen: Chosen) -> list[tuple[float, int]]:
    found: list[tuple[float, int]] = []
    wanted = whoosh_query(tree)
    for leaf, _ in generation.searcher.leaf_searchers():
        if not leaf.doc_count_all():
            continue
        segment = Segment(leaf, generation.columns, chosen.pause)
        numbers = segment.numbers
        scores = evaluate(wanted, segment, chosen.within(segment))
        for document in segment.deleted() & scores.keys():
            del scores[document]
        found += [(score, numbers[document]) for document, score in scores.items()]
    return found


def _hits(found: list[tuple[float, int]], *, relaxed: bool) -> Hits:
    found.sort(reverse=True)
    numbers = array("q", [number for _, number in found])
    return Hits(numbers, array("d", [score for score, _ in found]), relaxed)
