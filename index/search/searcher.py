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
from typing import TYPE_CHECKING, Final

from whoosh.scoring import BM25F

from index.errors import SearchCancelledError
from index.search.full_text import trouble_named
from index.search.query_objects import whoosh_query
from index.search.query_tree import loosened
from index.search.schema import NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

    from whoosh.searching import Searcher as WhooshSearcher

    from index.search.full_text import FullTextIndex
    from index.search.query import Query
    from index.search.query_tree import Node

_CHECKED_EVERY: Final = 256
_WEIGHTING: Final = BM25F(title_B=0.4, sections_B=0.2, source_B=0.2, authors_B=0.2, site_B=0.2)


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


class Searcher:
    """Searches one index, from any number of threads at a time."""

    def __init__(self, index: FullTextIndex) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._idle: list[WhooshSearcher] = []
        self._generation = -1

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
        with trouble_named(self._index.folder), self._searcher() as searcher:
            found = _scores(searcher, query.tree, allowed, cancelled)
            looser = loosened(query.tree) if not found else None
            if looser is not None:
                found = _scores(searcher, looser, allowed, cancelled)
        return _hits(found, relaxed=looser is not None and bool(found))

    def close(self) -> None:
        """Close what no search is using; the searcher can still be used afterwards."""
        with self._lock:
            idle, self._idle, self._generation = self._idle, [], -1
        for searcher in idle:
            searcher.close()

    @contextmanager
    def _searcher(self) -> Iterator[WhooshSearcher]:
        generation = self._index.generation()
        if generation != self._generation:
            self.close()
            self._generation = generation
        with self._lock:
            searcher = self._idle.pop() if self._idle else None
        searcher = searcher or self._index.whoosh.searcher(weighting=_WEIGHTING)
        try:
            yield searcher
        finally:
            self._put_back(searcher, generation)

    def _put_back(self, searcher: WhooshSearcher, generation: int) -> None:
        with self._lock:
            if generation == self._generation:
                self._idle.append(searcher)
                return
        searcher.close()


def _scores(
    searcher: WhooshSearcher,
    tree: Node,
    allowed: AbstractSet[int] | None,
    cancelled: Callable[[], bool],
) -> dict[int, float]:
    found: dict[int, float] = {}
    wanted = whoosh_query(tree, searcher.reader())
    for leaf, _ in searcher.leaf_searchers():
        if not leaf.doc_count_all():
            continue
        numbers = leaf.reader().column_reader(NUMBER)
        is_deleted = leaf.reader().is_deleted
        matcher = wanted.matcher(leaf, leaf.context())
        seen = 0
        while matcher.is_active():
            if seen % _CHECKED_EVERY == 0 and cancelled():
                raise SearchCancelledError("the search was given up for a newer one")
            seen += 1
            place = matcher.id()
            if not is_deleted(place):
                number = numbers[place]
                if allowed is None or number in allowed:
                    found[number] = matcher.score()
            matcher.next()
    return found


def _hits(found: dict[int, float], *, relaxed: bool) -> Hits:
    ordered = sorted(found.items(), key=lambda hit: (-hit[1], -hit[0]))
    numbers = array("q", [number for number, _ in ordered])
    return Hits(numbers, array("d", [score for _, score in ordered]), relaxed)
