"""The index, opened by whoever asks it first, and mended where it is missing or damaged.

A search and everything else that is read from the index come through here. Nothing here knows
how the index is written; whoever holds it says how it is mended.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, TypeVar

from index.errors import IndexUnusableError
from index.results import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.indexing import Indexing
    from index.search.engine.ordering import Ordering
    from index.search.engine.snapshot import Snapshot
    from index.search.query import Query
    from index.search.searcher import Hits, Searcher
    from index.store.archive import Archive
    from index.store.marks import Marks

_T = TypeVar("_T")

_LEARNT_FROM: Final = 6_000
"""Characters of a body that are looked at for words that good answers share."""


class OpenIndex:
    """The index of one library, for any number of threads."""

    def __init__(
        self,
        indexing: Indexing,
        archive: Archive,
        marks: Marks,
        recency: float,
        mends: Sequence[Callable[[], object]],
    ) -> None:
        """Search what ``indexing`` keeps; ``mends`` are tried in order while it cannot be read.

        ``recency`` is how much a recent article gains over an old one, 0 to 1.
        """
        self._indexing = indexing
        self._archive = archive
        self._marks = marks
        self._recency = recency
        self._mends = mends
        self._searcher: Searcher | None = None
        self._opening = threading.Lock()

    def search(
        self, query: Query, sort: Sort, cancelled: Callable[[], bool]
    ) -> tuple[Hits, Ordering]:
        """Return what ``query`` finds, and the numbers of the articles in the order of ``sort``.

        Raises SearchCancelledError soon after ``cancelled`` turns true.
        """

        def look(searcher: Searcher) -> tuple[Hits, Ordering]:
            hits = searcher.search(
                query,
                marks=self._marks.numbers_with,
                texts=self._texts if sort is Sort.RELEVANCE else None,
                recency=self._recency,
                cancelled=cancelled,
            )
            return hits, hits.ordered(sort)

        return self._mended(look)

    def read(self, read: Callable[[Snapshot], _T]) -> _T:
        """Return what ``read``, which may be called again, makes of the index as it is now."""

        def look(searcher: Searcher) -> _T:
            from index.search.full_text import trouble_named

            with trouble_named(searcher.index.folder):
                return read(searcher.snapshot())

        return self._mended(look)

    def close(self) -> None:
        """Let go of the index; the next who asks opens it again."""
        with self._opening:
            if self._searcher is not None:
                self._searcher.close()
                self._searcher = None

    def _mended(self, look: Callable[[Searcher], _T]) -> _T:
        # An index that opens may still be damaged inside, which only building it anew mends.
        for mend in self._mends:
            try:
                return look(self._opened())
            except IndexUnusableError:
                self.close()
                mend()
        return look(self._opened())

    def _opened(self) -> Searcher:
        from index.search.searcher import Searcher

        with self._opening:
            if self._searcher is None:
                self._searcher = Searcher(self._indexing.open())
            return self._searcher

    def _texts(self, numbers: Sequence[int]) -> list[tuple[str, str]]:
        from index.text.markup import plain_text

        articles = self._archive.articles(numbers)
        return [(one.title, plain_text(one.body[:_LEARNT_FROM])) for _, one in articles]
