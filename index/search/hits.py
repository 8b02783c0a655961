"""The articles that a search found: how many, which, in which order, and how well they match.

Nothing is sorted or turned into Python's own numbers before somebody looks, and then only what is
looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from contextlib import nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, overload

import numpy as np

from index.results import Sort
from index.search.engine.matches import NOTHING, Matches
from index.search.engine.ordering import (
    Ordering,
    by_score,
    by_value,
    newest_first,
    oldest_first,
    scores_of,
)
from index.search.engine.snapshot import Snapshot
from index.search.full_text import trouble_named
from index.search.schema import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.search.engine.segment_file import Array

_MOMENT = "moment"
_TITLE = "title"
_SOURCE = "source"


class Hits:
    """All articles that match, with a score each.

    ``relaxed`` says that no article has all the words and these have some of them.
    """

    def __init__(
        self,
        snapshot: Snapshot | None = None,
        matches: Matches = NOTHING,
        *,
        relaxed: bool = False,
        folder: Path | None = None,
    ) -> None:
        """Hold what ``matches`` in the index that lies in ``folder``, where it lies anywhere."""
        self._folder = folder
        self.snapshot = snapshot or Snapshot((), ())
        self.matches = matches
        self.relaxed = relaxed
        # Now rather than where somebody looks, who could not tell what is wrong with an index.
        self._numbers = self.snapshot.numbers.take(matches.documents)

    def __len__(self) -> int:
        return len(self.matches)

    @cached_property
    def numbers(self) -> Ordering:
        """The article numbers, best first; of equal scores, the highest number first."""
        return Ordering(by_score(self.matches.scores), self._numbers)

    @property
    def scores(self) -> Scores:
        """The scores of `numbers`, one each."""
        return Scores(self.numbers)

    def score(self, number: int) -> float | None:
        """Return how well an article matches, None where it does not."""
        found = self.matches.scores[self._numbers == number]
        return float(found[0]) if len(found) else None

    def ordered(self, sort: Sort) -> Ordering:
        """Return the numbers as the library orders them by ``sort``: undated articles are last.

        Raises `IndexUnusableError` where a column cannot be read.
        """
        if sort is Sort.RELEVANCE or not len(self):
            return self.numbers
        with trouble_named(self._folder) if self._folder else nullcontext():
            return self._sorted(sort)

    def _sorted(self, sort: Sort) -> Ordering:
        documents = self.matches.documents
        if sort is Sort.TITLE:
            ranks = by_value(self.snapshot.values(_TITLE), documents)
        elif sort is Sort.SOURCE:
            ranks = by_value(self.snapshot.values(_SOURCE), documents, none_last=True)
        else:
            ranks = self._dated(sort)
        return Ordering(ranks, self._numbers, lowest=sort is not Sort.NEWEST)

    def _dated(self, sort: Sort) -> Array:
        documents = self.matches.documents
        days = self.snapshot.column(PUBLISHED).take(documents)
        exact = self.snapshot.has_column(_MOMENT)
        moments = self.snapshot.column(_MOMENT).take(documents) if exact else days
        return (newest_first if sort is Sort.NEWEST else oldest_first)(moments, days > 0)


class Scores(Sequence[float]):
    """The scores of articles in the order of `Hits.numbers`."""

    def __init__(self, numbers: Ordering) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> float: ...

    @overload
    def __getitem__(self, at: slice) -> array[float]: ...

    def __getitem__(self, at: int | slice) -> float | array[float]:
        if isinstance(at, slice):
            scores = scores_of(self._numbers.ranks(at)).astype(np.float64)
            return array("d", scores.tobytes())
        place = range(len(self))[at]
        return self[place : place + 1][0]

    def __iter__(self) -> Iterator[float]:
        return iter(self[:])
