"""How many times one term stands right before another in the texts of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from index.search.engine.segment import FieldPostings
    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot

_DOCUMENT: Final = 32
_MOST: Final = 1_000_000


def neighbours(snapshot: Snapshot, first: str, second: str) -> int:
    """Return how often the term ``second`` follows ``first`` in titles and bodies.

    Of a term that stands there more than a million times, the earliest in each segment count.
    """
    return sum(
        _in_field(field, first.encode("utf-8", "replace"), second.encode("utf-8", "replace"))
        for name in ("title", "body")
        for _, field in snapshot.fields(name)
    )


def _in_field(field: FieldPostings, first: bytes, second: bytes) -> int:
    before, behind = field.terms.find(first), field.terms.find(second)
    if before < 0 or behind < 0:
        return 0
    some, others = _places(field, before) + 1, _places(field, behind)
    if len(some) > len(others):
        some, others = others, some
    at = np.searchsorted(others, some)
    return int(np.count_nonzero(others[np.minimum(at, len(others) - 1)] == some))


def _places(field: FieldPostings, at: int) -> Array:
    """Return the places of a term as numbers that ascend: document, then position."""
    positions, begins = field.places(at)
    documents = np.repeat(field.of(at)[0].astype(np.int64), np.diff(begins))
    return documents[:_MOST] << _DOCUMENT | positions[:_MOST].astype(np.int64)
