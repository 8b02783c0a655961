"""Where words stand near each other in this order, found for all documents at once.

A place is one number: the document, 32 bits further up than the position. So the places of a word
ascend over all documents, and places next to each other differ by as much as their positions do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.search.engine.gathering import repeated, runs
from index.search.engine.matches import NOTHING, Matches, common

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot, Span

_HIGH: Final = np.int64(32)

_FEW: Final = 8
"""A list this many times shorter than another is looked up in it; else both are sorted at once."""


def phrase(
    snapshot: Snapshot,
    spans: Sequence[Sequence[Span]],
    slop: int,
    within: Array | None,
    pause: Callable[[], None],
) -> Matches:
    """Return in which documents the words stand in order, and at how many places.

    ``spans`` are those of each word. From one word to the next it is at most ``slop`` steps, one
    step to a neighbour. ``within`` are the documents to look at, None for all. The scores are
    numbers of places at which the last word stands.
    """
    found: list[Matches] = []
    for segment in sorted({span.offset for span in spans[0]}):
        words = [next((one for one in word if one.offset == segment), None) for word in spans]
        pause()
        if None not in words:
            there = [word for word in words if word is not None]
            found.append(_in_segment(snapshot, there, slop, within))
    if not found:
        return NOTHING
    return Matches(
        np.concatenate([one.documents for one in found]),
        np.concatenate([one.scores for one in found]),
    )


def _in_segment(
    snapshot: Snapshot, words: Sequence[Span], slop: int, within: Array | None
) -> Matches:
    documents = within
    for word in sorted(words, key=len):
        there = word.documents()
        if documents is not None:
            there = there[common(there, documents, snapshot.count)]
        documents = there
    if documents is None or not len(documents):
        return NOTHING
    last = _exact(words, documents) if slop == 1 else _near(words, documents, slop)
    holders = last >> _HIGH
    if not len(holders):
        return NOTHING
    begins = np.flatnonzero(np.diff(holders, prepend=-1))
    often = np.diff(begins, append=len(holders))
    return Matches(holders[begins].astype(np.int32), often.astype(np.float32))


def _exact(words: Sequence[Span], documents: Array) -> Array:
    """Return where phrases end; the rarest word first, so that little is left for the others."""
    order = sorted(range(len(words)), key=lambda at: len(words[at]))
    behind = len(words) - 1
    ends = _places(words[order[0]], documents) + (behind - order[0])
    for at in order[1:]:
        if not len(ends):
            break
        left = ends >> _HIGH
        holders = left[np.flatnonzero(np.diff(left, prepend=-1))].astype(np.int32)
        ends = _shared(ends, _places(words[at], holders) + (behind - at))
    return ends


def _near(words: Sequence[Span], documents: Array, slop: int) -> Array:
    """Return where the last words of phrases stand."""
    last = _places(words[0], documents)
    for word in words[1:]:
        places = _places(word, documents)
        before = last.searchsorted(places) - 1
        steps = places - last.take(before, mode="clip")
        last = places[(before >= 0) & (steps <= slop)]
        if not len(last):
            break
    return last


def _shared(places: Array, others: Array) -> Array:
    few, many = (places, others) if len(places) < len(others) else (others, places)
    if len(few) * _FEW > len(many):
        together = np.sort(np.concatenate((few, many)))
        twice: Array = together[1:][together[1:] == together[:-1]]
        return twice
    at = many.searchsorted(few)
    shared: Array = few[many.take(at, mode="clip") == few]
    return shared


def _places(word: Span, documents: Array) -> Array:
    """Return where ``word`` stands in ``documents``, all of which hold it."""
    field, start, end = word.field, word.start, word.end
    often = field.frequencies[start:end]
    positions = int(field.position_starts[word.at])
    if len(documents) == len(word):
        count = int(field.position_starts[word.at + 1]) - positions
        there = field.positions[positions : positions + count]
        return repeated(documents.astype(np.int64) << _HIGH, often) + there
    begins = np.cumsum(often, dtype=np.int64)
    at = field.documents[start:end].searchsorted(documents - np.int32(word.offset))
    often = often.take(at)
    where = runs(positions + begins.take(at) - often, often)
    return repeated(documents.astype(np.int64) << _HIGH, often) + field.positions.take(where)
