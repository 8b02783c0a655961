"""Where words stand near each other in this order, found for all documents at once.

A place is one number: that of the document among those looked at, some bits further up than the
position. So the places of a word ascend over all documents, and places of one document differ by
as much as their positions do.
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

_BITS: Final = 32
_INT32: Final = 1 << 31

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
    holders = _exact(words, documents) if slop == 1 else _near(words, documents, slop)
    if not len(holders):
        return NOTHING
    begins = np.flatnonzero(np.diff(holders, prepend=-1))
    often = np.diff(begins, append=len(holders))
    return Matches(documents[holders[begins]], often.astype(np.float32))


def _exact(words: Sequence[Span], documents: Array) -> Array:
    """Return in which of ``documents`` phrases end, by their places, one for each phrase.

    The rarest word comes first, so that little is left for the others. Where the last places of
    the words stand early enough, half as long numbers do, which are sorted in half the time.
    """
    order = sorted(range(len(words)), key=lambda at: len(words[at]))
    behind = len(words) - 1
    often, positions = _positions(words[order[0]], documents)
    bits = (int(positions.max()) + len(words)).bit_length()
    kind = np.int32 if len(documents) << bits <= _INT32 else np.int64
    slots = np.arange(len(documents))
    ends = _keys(slots, often, bits, kind) + (positions + kind(behind - order[0]))
    for at in order[1:]:
        if len(ends) and at != order[1]:
            left = ends >> bits
            slots = left[np.flatnonzero(np.diff(left, prepend=-1))]
        if len(ends):
            often, positions = _positions(words[at], documents[slots])
            steps, places = positions + kind(behind - at), _keys(slots, often, bits, kind)
            # No phrase ends behind all places of one of its words.
            if steps.max() >= 1 << bits:
                inside = np.flatnonzero(steps < 1 << bits)
                steps, places = steps[inside], places[inside]
            ends = _shared(ends, places + steps)
    holders: Array = ends >> bits
    return holders


def _near(words: Sequence[Span], documents: Array, slop: int) -> Array:
    """Return in which of ``documents`` last words stand, by their places, one for each of them."""
    slots = np.arange(len(documents))
    often, positions = _positions(words[0], documents)
    last = _keys(slots, often, _BITS, np.int64) + positions
    for word in words[1:]:
        if not len(last):
            break
        often, positions = _positions(word, documents)
        places = _keys(slots, often, _BITS, np.int64) + positions
        before = last.searchsorted(places) - 1
        steps = places - last.take(before, mode="clip")
        last = places[(before >= 0) & (steps <= slop)]
    holders: Array = last >> _BITS
    return holders


def _shared(places: Array, others: Array) -> Array:
    few, many = (places, others) if len(places) < len(others) else (others, places)
    if len(few) * _FEW > len(many):
        together = np.sort(np.concatenate((few, many)))
        twice: Array = together[1:][together[1:] == together[:-1]]
        return twice
    at = many.searchsorted(few)
    shared: Array = few[many.take(at, mode="clip") == few]
    return shared


def _keys(slots: Array, often: Array, bits: int, kind: type[np.int32 | np.int64]) -> Array:
    """Return the upper part of each place: that of its document, shifted by ``bits``."""
    return repeated(np.left_shift(slots.astype(kind), kind(bits)), often)


def _positions(word: Span, documents: Array) -> tuple[Array, Array]:
    """Return how often ``word`` stands in each of ``documents``, which hold it, and where."""
    field, start, end = word.field, word.start, word.end
    often = field.frequencies[start:end]
    first = int(field.position_starts[word.at])
    if len(documents) == len(word):
        return often, field.positions[first : int(field.position_starts[word.at + 1])]
    begins = np.cumsum(often, dtype=np.int64)
    at = field.documents[start:end].searchsorted(documents - np.int32(word.offset))
    often = often.take(at)
    return often, field.positions.take(runs(first + begins.take(at) - often, often))
