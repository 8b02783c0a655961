"""How many articles of a result were published when: by month, or by year.

Articles without a date are not counted. Nothing here chooses the articles: they are given by
their places in the snapshot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.hints import Facet

if TYPE_CHECKING:
    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot

_EPOCH: Final = 719163
"""The ordinal of 1 January 1970."""

_YEAR: Final = 12
_LONG: Final = 10 * _YEAR
_FIRST_YEAR: Final = 1970


def timeline(
    snapshot: Snapshot, documents: Array | None = None, *, by_year: bool | None = None
) -> tuple[Facet, ...]:
    """Return how many of ``documents`` are of each month from the first to the last, by time.

    Months without an article stand there with a count of 0. ``documents`` are ascending places,
    None for all. By year instead with ``by_year``; when that is None, where the whole is longer
    than ten years.
    """
    first, counts = month_counts(snapshot, documents)
    if by_year or (by_year is None and len(counts) > _LONG):
        return years(first, counts)
    return months(first, counts)


def months(first: int, counts: Array) -> tuple[Facet, ...]:
    """Return each month as a facet, the empty ones too; months count from January 1970."""
    names = [_month(month) for month in range(first, first + len(counts))]
    return tuple(
        Facet("month", name, count, f"date:{name}")
        for name, count in zip(names, counts.tolist(), strict=True)
    )


def years(first: int, counts: Array) -> tuple[Facet, ...]:
    """Return each year as a facet, the empty ones too, from its months as in `months`."""
    if not len(counts):
        return ()
    of_year = np.arange(first, first + len(counts)) // _YEAR
    totals = _weighed(of_year - of_year[0], counts).tolist()
    names = [f"{_FIRST_YEAR + of_year[0] + at}" for at in range(len(totals))]
    return tuple(
        Facet("year", name, count, f"date:{name}")
        for name, count in zip(names, totals, strict=True)
    )


def month_counts(snapshot: Snapshot, documents: Array | None) -> tuple[int, Array]:
    """Return the first month that has an article, and counts from it to the last that has one.

    Months are counted from January 1970.
    """
    published = chosen(snapshot, snapshot.column("published"), documents)
    published = published[published > 0]
    if not len(published):
        return 0, np.zeros(0, np.int64)
    # Days are few where articles are many: only days are turned into months.
    earliest = int(published.min())
    by_day = np.bincount(published - earliest)
    days = np.flatnonzero(by_day)
    month = (days + (earliest - _EPOCH)).astype("M8[D]").astype("M8[M]").astype(np.int64)
    first = int(month[0])
    return first, _weighed(month - first, by_day[days])


def chosen(snapshot: Snapshot, column: Array, documents: Array | None) -> Array:
    """Return the values of ``column`` at ``documents``, None for all that are not deleted."""
    if documents is not None:
        return column[documents]
    return column if snapshot.alive is None else column[snapshot.alive]


def _weighed(places: Array, counts: Array) -> Array:
    return np.bincount(places, weights=counts).astype(np.int64)


def _month(month: int) -> str:
    return f"{_FIRST_YEAR + month // _YEAR}-{month % _YEAR + 1:02}"
