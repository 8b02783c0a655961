"""The postings of many terms of a field put together, each document once.

A term that is everywhere is put together with thousands that are rare, so postings are taken by
the million, wherever one term ends; a caller asks between them whether the answer is still wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.search.engine.matches import NOTHING, Matches, flat, gathered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.search.engine.expansions import Places
    from index.search.engine.segment import FieldPostings
    from index.search.engine.segment_file import Array

_AT_ONCE: Final = 1 << 20
"""Postings that are looked at in one go."""

EASY: Final = 1 << 20
"""So many postings need not be taken piece by piece."""

_SPARSE: Final = 32
"""So much fewer than there are documents, postings are sorted and not spread out."""

_MOST_WEIGHED: Final = 1 << 22
"""Of more postings than this, only the documents count: nearly all of them are found."""


class Expanded(NamedTuple):
    """Terms of a field in one segment, whose first document has the number ``offset``."""

    offset: int
    field: FieldPostings
    places: Places

    def size(self) -> int:
        """Return how many postings there are."""
        starts = self.field.starts
        if isinstance(self.places, range):
            return int(starts[self.places.stop] - starts[self.places.start])
        return int((starts[self.places + 1] - starts[self.places]).sum())


def documents_of(parts: Sequence[Expanded], count: int, pause: Callable[[], None]) -> Array:
    """Return the documents that hold any of the terms, ascending."""
    if sum(part.size() for part in parts) * _SPARSE < count:
        found = [documents for documents, _ in pieces(parts)]
        return np.unique(np.concatenate(found)) if found else NOTHING.documents
    there = np.zeros(count, bool)
    for documents, _ in pieces([_commonest_first(part) for part in parts]):
        pause()
        there[documents] = True
        if there.all():
            break
    return np.flatnonzero(there).astype(np.int32)


def weights_of(
    parts: Sequence[Expanded], worth: Array, count: int, pause: Callable[[], None]
) -> Matches:
    """Return the documents that hold any of the terms, each with the weight of them all.

    A word weighs what ``worth`` says of its document.
    """
    total = sum(part.size() for part in parts)
    if total > _MOST_WEIGHED:
        return flat(documents_of(parts, count, pause))
    if total <= _AT_ONCE:
        found = list(pieces(parts))
        if not found:
            return NOTHING
        documents = np.concatenate([documents for documents, _ in found])
        often = np.concatenate([often for _, often in found])
        return gathered(documents, often * worth.take(documents), count)
    sums = np.zeros(count, np.float32)
    for documents, often in pieces(parts):
        pause()
        np.add.at(sums, documents, worth.take(documents) * often)
    there = np.flatnonzero(sums > 0)
    return Matches(there.astype(np.int32), sums[there])


def _commonest_first(part: Expanded) -> Expanded:
    """Put the terms that soon find all there is to find first; a range is quick as it is."""
    places = part.places
    if isinstance(places, range) or part.size() <= _AT_ONCE:
        return part
    sizes = part.field.starts[places + 1] - part.field.starts[places]
    return part._replace(places=places[np.argsort(-sizes, kind="stable")])


def pieces(parts: Sequence[Expanded]) -> Iterator[tuple[Array, Array]]:
    """Yield documents and frequencies, term after term; numbers are those of the snapshot."""
    for offset, field, places in parts:
        for where in _runs(field, places):
            documents = field.documents[where]
            yield documents + np.int32(offset) if offset else documents, field.frequencies[where]


def _runs(field: FieldPostings, places: Places) -> Iterator[slice | Array]:
    if not len(places):
        return
    if isinstance(places, range):
        start, end = int(field.starts[places.start]), int(field.starts[places.stop])
        for first in range(start, end, _AT_ONCE):
            yield slice(first, min(first + _AT_ONCE, end))
        return
    starts = field.starts[places]
    sizes = field.starts[places + 1] - starts
    behind = np.cumsum(sizes)
    cuts = np.unique(behind.searchsorted(np.arange(_AT_ONCE, behind[-1], _AT_ONCE)) + 1)
    for some, lengths in zip(np.split(starts, cuts), np.split(sizes, cuts), strict=True):
        if len(some):
            yield runs(some, lengths)


def runs(starts: Array, lengths: Array) -> Array:
    """Return the numbers from each of ``starts`` on, as many as its length, 1 at least, says."""
    lengths = lengths.astype(np.int64)
    ends = np.cumsum(lengths)
    return repeated(starts - ends + lengths, lengths) + np.arange(ends[-1] if len(ends) else 0)


def repeated(values: Array, times: Array) -> Array:
    """Return each of ``values`` as many ``times``, once at least, in order.

    What `numpy.repeat` does, in a fifth of its time where most are repeated once or twice.
    """
    if not len(values):
        return values
    ends = np.cumsum(times, dtype=np.int64)
    steps = np.zeros(ends[-1], values.dtype)
    steps[0] = values[0]
    steps[ends[:-1]] = np.diff(values)
    return np.cumsum(steps, out=steps)
