"""How many times one term stands right before another in the texts of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from index.search.engine.segment import FieldPostings
    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot

_DOCUMENT: Final = 32


def neighbours(snapshot: Snapshot, first: str, second: str, most: int | None = None) -> int:
    """Return how often the term ``second`` follows ``first`` in titles and bodies.

    With ``most``, only that many articles of each segment that have the rarer one are looked at.
    """
    terms = first.encode("utf-8", "replace"), second.encode("utf-8", "replace")
    return sum(
        _in_field(field, *terms, most)
        for name in ("title", "body")
        for _, field in snapshot.fields(name)
    )


def _in_field(field: FieldPostings, first: bytes, second: bytes, most: int | None) -> int:
    before, behind = field.terms.find(first), field.terms.find(second)
    if before < 0 or behind < 0:
        return 0
    one, other = field.of(before)[0], field.of(behind)[0]
    # A rare term may stand beside one that is everywhere: only where both are is looked at.
    few, many = (one, other) if len(one) < len(other) else (other, one)
    few = few[:most]
    both = few[many[np.minimum(np.searchsorted(many, few), len(many) - 1)] == few]
    if not len(both):
        return 0
    firsts, seconds = _places(field, before, both) + 1, _places(field, behind, both)
    at = np.searchsorted(seconds, firsts)
    return int(np.count_nonzero(seconds[np.minimum(at, len(seconds) - 1)] == firsts))


def _places(field: FieldPostings, at: int, within: Array) -> Array:
    """Return where a term stands in the documents ``within``, all of which have it.

    As numbers that ascend: the document, then the position.
    """
    positions, begins = field.places(at)
    postings = np.searchsorted(field.of(at)[0], within)
    starts = begins[postings]
    counts = begins[postings + 1] - starts
    # The places of each posting one after the other: a running number, shifted to where it begins.
    shifts = np.repeat(starts - np.cumsum(counts) + counts, counts)
    found = positions[np.arange(len(shifts)) + shifts].astype(np.int64)
    places: Array = np.repeat(within.astype(np.int64), counts) << _DOCUMENT | found
    return places
