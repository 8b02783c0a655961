"""What a merge reads: the postings of each segment, without those of deleted documents.

A segment's documents get the numbers that they have in the merged one; postings of documents that
go are left out as they are read, a stretch at a time. Nothing here writes, or knows how the
postings of several segments are put together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.search.engine.segment import FieldPostings, SegmentArrays
    from index.search.engine.segment_file import Array

MOST: Final = 1_500_000
"""Words or postings that are held at once."""


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to be merged; ``alive`` flags the documents that stay, None where all do."""

    arrays: SegmentArrays
    alive: Array | None = None

    @property
    def count(self) -> int:
        """How many documents stay."""
        return self.arrays.count if self.alive is None else int(np.count_nonzero(self.alive))

    def living(self, values: Array) -> Array:
        """Return those of ``values``, one a document, whose documents stay."""
        return values if self.alive is None else values[self.alive]


def renumbered(sources: Sequence[Source]) -> list[Array]:
    """Return the new number of each document of each source, -1 where it goes."""
    found = []
    first = 0
    for one in sources:
        alive = np.ones(one.arrays.count, bool) if one.alive is None else one.alive
        numbers = np.cumsum(alive, dtype=np.int32) + np.int32(first - 1)
        numbers[~alive] = -1
        found.append(numbers)
        first += one.count
    return found


class Input:
    """A field of one segment, and the new numbers of its documents, -1 for those that go."""

    def __init__(self, field: FieldPostings, numbers: Array, thinned: bool) -> None:
        self.field = field
        self._numbers = numbers
        self._thinned = thinned

    def living_postings(self, pause: Callable[[], None]) -> int:
        """Return how many postings are of documents that stay."""
        documents = self.field.documents
        if not self._thinned:
            return len(documents)
        count = 0
        for start in range(0, len(documents), MOST):
            count += int(np.count_nonzero(self._numbers[documents[start : start + MOST]] >= 0))
            pause()
        return count

    def postings(self, first: int, last: int) -> LivingPostings:
        """Return the postings of the terms from ``first`` up to ``last``."""
        field = self.field
        starts, places = field.starts[first : last + 1], field.position_starts[first : last + 1]
        return self._kept(
            np.arange(last - first), np.diff(starts), np.diff(places), starts[0], places[0]
        )

    def slices(self, at: int) -> Sequence[tuple[int, int, int]]:
        """Return the postings of one term as stretches: first, last, place of the positions."""
        field = self.field
        start, end = int(field.starts[at]), int(field.starts[at + 1])
        place = int(field.position_starts[at])
        found = []
        for first in range(start, end, MOST):
            last = min(first + MOST, end)
            found.append((first, last, place))
            place += int(field.frequencies[first:last].sum(dtype=np.int64))
        return found

    def stretch(self, first: int, last: int, place: int) -> LivingPostings:
        """Return the postings from ``first`` up to ``last``, all of one term."""
        words = self.field.frequencies[first:last].sum(dtype=np.int64)
        counts, sums = np.array([last - first]), np.array([words])
        return self._kept(np.zeros(1, np.int64), counts, sums, first, place)

    def _kept(
        self, terms: Array, counts: Array, sums: Array, start: int, place: int
    ) -> LivingPostings:
        """Return what is left of postings that begin at ``start``, their positions at ``place``."""
        field = self.field
        end, behind = int(start + counts.sum()), int(place + sums.sum())
        documents = self._numbers[field.documents[start:end]]
        frequencies = field.frequencies[start:end]
        positions = field.positions[place:behind]
        if not self._thinned:
            return LivingPostings(counts, sums, documents, frequencies, positions)
        stays = documents >= 0
        owners = np.repeat(terms, counts)[stays]
        positions = positions[np.repeat(stays, frequencies)]
        documents, frequencies = documents[stays], frequencies[stays]
        counts = np.bincount(owners, minlength=len(terms))
        sums = np.bincount(owners, frequencies, minlength=len(terms)).astype(np.int64)
        return LivingPostings(counts, sums, documents, frequencies, positions)


@dataclass(frozen=True, slots=True)
class LivingPostings:
    """Postings of neighbouring terms; ``counts`` postings and ``sums`` positions a term."""

    counts: Array
    sums: Array
    documents: Array
    frequencies: Array
    positions: Array
