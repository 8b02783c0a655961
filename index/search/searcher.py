"""Which articles match a query, best first.

A search reads one commit of the index to its end; when the index has changed since, the next one
looks at the new commit. Segments never change, so those known already are taken over, and any
number of threads read them at a time.
"""

from __future__ import annotations

import threading
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import SearchCancelledError
from index.search.engine.answering import evaluate
from index.search.engine.snapshot import Snapshot
from index.search.full_text import trouble_named
from index.search.hits import Hits
from index.search.loosening import loosened
from index.search.own_queries import OWN_SIZES, own_steps
from index.search.query_objects import whoosh_query
from index.search.second_look import field_scoring, second_look
from index.settings import RECENCY

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from collections.abc import Set as AbstractSet

    from index.search.engine.codec import ArraySegment
    from index.search.engine.matches import Matches
    from index.search.engine.segment import SegmentArrays
    from index.search.engine.segment_file import Array
    from index.search.full_text import FullTextIndex
    from index.search.query import Query
    from index.search.query_tree import Node
    from index.search.second_look import Texts

__all__ = ["Hits", "Searcher", "never"]


def never() -> bool:
    """Return False: the search is wanted to its end."""
    return False


def unmarked(key: str) -> Collection[int]:
    """Return no numbers: nobody has marked an article."""
    del key
    return ()


class Searcher:
    """Searches one index, from any number of threads at a time."""

    def __init__(self, index: FullTextIndex) -> None:
        self.index = index
        self._lock = threading.Lock()
        self._state: tuple[int, ...] = ()
        self._segments: dict[str, SegmentArrays] = {}
        self._snapshot = Snapshot((), ())

    def search(
        self,
        query: Query,
        *,
        allowed: AbstractSet[int] | None = None,
        marks: Callable[[str], Collection[int]] = unmarked,
        texts: Texts | None = None,
        recency: float = RECENCY,
        cancelled: Callable[[], bool] = never,
    ) -> Hits:
        """Return all articles that match ``query``, of ``allowed`` ones where that is given.

        ``marks`` returns the numbers of the articles that carry a mark, by the keys of
        `index.search.query_tree.marks`; ``texts`` gives titles and bodies to learn from when a
        question is asked; ``recency`` is how much a recent article gains. Equal scores stand by
        number, the highest first. Raises `SearchCancelledError` soon after ``cancelled`` returns
        True, `IndexUnusableError` where the index cannot be read.
        """
        if query.tree is None:
            return Hits()
        with trouble_named(self.index.folder):
            search = _Search(self.snapshot(), allowed, marks, cancelled)
            found = search.find(query.tree)
            looser = loosened(query.tree) if not len(found) else None
            if looser is not None:
                found = search.find(looser)
            ranked = second_look(
                found, query, search.snapshot, texts, recency=recency, pause=search.pause
            )
            relaxed = looser is not None and len(found) > 0
            return Hits(search.snapshot, ranked, relaxed=relaxed, folder=self.index.folder)

    def snapshot(self) -> Snapshot:
        """Return the index as the last commit left it; raises `IndexUnusableError`."""
        state = self.index.state()
        with self._lock:
            if state != self._state:
                self._snapshot = self.index.undisturbed(self._opened)
                self._state = state
            return self._snapshot

    def close(self) -> None:
        """Let go of the index; the searcher can still be used afterwards."""
        with self._lock:
            self._state, self._segments, self._snapshot = (), {}, Snapshot((), ())

    def _opened(self) -> Snapshot:
        folder = Path(self.index.whoosh.storage.folder)
        segments: list[ArraySegment] = self.index.segments()
        known = self._segments
        self._segments = {
            one.segment_id(): known.get(one.segment_id()) or one.open(folder)
            for one in segments
            if one.doc_count_all()
        }
        there = [one for one in segments if one.segment_id() in self._segments]
        return Snapshot(list(self._segments.values()), [one.alive() for one in there])


class _Search:
    """One search: what it reads, which articles it may find, whether anyone waits for it."""

    def __init__(
        self,
        snapshot: Snapshot,
        allowed: AbstractSet[int] | None,
        marks: Callable[[str], Collection[int]],
        cancelled: Callable[[], bool],
    ) -> None:
        self.snapshot = snapshot
        self._scoring = field_scoring(snapshot)
        self._steps = own_steps(lambda key: _numbers(marks(key)))
        self._within: Array | None = None
        self._cancelled = cancelled
        if allowed is not None:
            there = snapshot.documents_of(_numbers(allowed))
            self._within = np.flatnonzero(there).astype(np.int32)

    def find(self, tree: Node) -> Matches:
        """Return what matches ``tree``."""
        return evaluate(
            whoosh_query(tree),
            self.snapshot,
            self._scoring,
            pause=self.pause,
            within=self._within,
            steps=self._steps,
            sizes=OWN_SIZES,
        )

    def pause(self) -> None:
        """Raise `SearchCancelledError` when the search is no longer wanted."""
        if self._cancelled():
            raise SearchCancelledError("the search was given up for a newer one")


def _numbers(numbers: Collection[int]) -> Array:
    if isinstance(numbers, array):
        return np.frombuffer(numbers, np.int64) if len(numbers) else np.zeros(0, np.int64)
    return np.fromiter(numbers, np.int64, count=len(numbers))
