"""Which documents have a value in a column: a range of numbers, or what a condition accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot


def range_documents(
    column: Array, first: float | None, last: float | None, within: Array | None
) -> Array:
    """Return the documents, of those ``within``, whose number is ``first`` to ``last``."""
    values = column if within is None else column.take(within)
    there = np.ones(len(values), bool) if first is None else values >= first
    if last is not None:
        there &= values <= last
    return _chosen(there, within)


def column_documents(
    snapshot: Snapshot, name: str, condition: object | Callable[[Any], object], within: Array | None
) -> Array:
    """Return the documents, of those ``within``, whose value fits ``condition``.

    A condition that cannot be called is the value itself. It is asked once for each value there is.
    """
    fits: Callable[[Any], object] = condition if callable(condition) else condition.__eq__
    if not snapshot.segments:
        return np.zeros(0, np.int32)
    if snapshot.has_values(name):
        values = snapshot.values(name)
        good = np.array([bool(fits(one.decode())) for one in values.known], bool)
        codes = values.codes
    else:
        known, codes = np.unique(snapshot.column(name), return_inverse=True)
        good = np.array([bool(fits(one)) for one in known.tolist()], bool)
    return _chosen(good.take(codes if within is None else codes.take(within)), within)


def _chosen(there: Array, within: Array | None) -> Array:
    places = np.flatnonzero(there)
    if within is None:
        return places.astype(np.int32)
    chosen: Array = within[places]
    return chosen
