"""Documents and how well each of them matches, as two arrays, and how such pairs combine.

Numbers of documents ascend and are unique. Where two lists are about as long as there are
documents, a flag or a sum for each document is quickest; where one is short, it is looked up in
the other, so that a rare word never touches an array over all documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.engine.segment_file import Array

_FEW: Final = 64
"""A list this many times shorter than another is looked up in it."""

_SPARSE: Final = 32
"""So much shorter than the number of documents, lists are sorted and not spread out."""


@dataclass(frozen=True, slots=True)
class Matches:
    """``documents`` (int32, ascending) with ``scores`` (float32), one each."""

    documents: Array
    scores: Array

    def __len__(self) -> int:
        return len(self.documents)

    def at(self, places: Array) -> Matches:
        """Return the matches at these places, which ascend."""
        return Matches(self.documents[places], self.scores[places])


NOTHING: Final = Matches(np.zeros(0, np.int32), np.zeros(0, np.float32))


def flat(documents: Array, score: float = 1.0) -> Matches:
    """Return ``documents`` with one score for all."""
    return Matches(documents, np.broadcast_to(np.float32(score), len(documents)))


def common(documents: Array, others: Array, count: int) -> Array:
    """Return at which places of ``documents`` stand those that are in ``others`` too.

    Both ascend; ``count`` is how many documents there are in all.
    """
    few, many = len(others), len(documents)
    if not few or not many:
        return np.zeros(0, np.intp)
    looked_up = min(few, many) * _FEW < max(few, many) or (few + many) * _SPARSE < count
    if not looked_up:
        return np.flatnonzero(flags(others, count).take(documents))
    if few < many:
        places = documents.searchsorted(others)
        found: Array = places[documents.take(places, mode="clip") == others]
        return found
    places = others.searchsorted(documents)
    return np.flatnonzero(others.take(places, mode="clip") == documents)


def flags(documents: Array, count: int) -> Array:
    """Return a flag for each of ``count`` documents: whether it is in ``documents``."""
    there = np.zeros(count, bool)
    there[documents] = True
    return there


def without(matches: Matches, others: Array, count: int) -> Matches:
    """Return ``matches`` but for ``others``."""
    taken = common(matches.documents, others, count)
    if not len(taken):
        return matches
    left = np.ones(len(matches), bool)
    left[taken] = False
    return matches.at(np.flatnonzero(left))


def both(matches: Matches, others: Matches, count: int) -> Matches:
    """Return what is in both, their scores added; ``others`` are among ``matches``."""
    if len(matches) == len(others):
        return Matches(matches.documents, matches.scores + others.scores)
    places = common(matches.documents, others.documents, count)
    return Matches(others.documents, matches.scores[places] + others.scores)


def perhaps(matches: Matches, others: Matches, count: int) -> Matches:
    """Return ``matches``, with the scores of ``others`` added, which are among them."""
    scores = matches.scores.copy()
    scores[common(matches.documents, others.documents, count)] += others.scores
    return Matches(matches.documents, scores)


def union(parts: Sequence[Matches], count: int) -> Matches:
    """Return what is in any of ``parts``, scores added."""
    there = [part for part in parts if len(part)]
    if len(there) < 2:  # noqa: PLR2004 (one alone is as it should be)
        return there[0] if there else NOTHING
    total = sum(map(len, there))
    if total * _SPARSE < count:
        return _sorted_union(there, np.add)
    there.sort(key=len)
    largest = there.pop()
    small = union(there, count) if total - len(largest) < len(largest) // 8 else None
    if small is not None:
        return _inserted(largest, small)
    return _spread_union([*there, largest], count)


def highest(parts: Sequence[Matches], count: int) -> Matches:
    """Return what is in any of ``parts``, with the highest of its scores."""
    del count
    there = [part for part in parts if len(part)]
    return _sorted_union(there, np.maximum) if there else NOTHING


def gathered(documents: Array, weights: Array, count: int) -> Matches:
    """Return each document once, its weights (float32, above 0) added up.

    Documents come in any order.
    """
    if len(documents) * _SPARSE < count:
        order = documents.argsort(kind="stable")
        return _summed(documents[order], weights[order], np.add)
    sums = np.zeros(count, np.float32)
    np.add.at(sums, documents, weights)
    there = np.flatnonzero(sums > 0)
    return Matches(there.astype(np.int32), sums.take(there))


def _sorted_union(parts: Sequence[Matches], together: np.ufunc) -> Matches:
    documents = np.concatenate([part.documents for part in parts])
    scores = np.concatenate([part.scores for part in parts])
    order = documents.argsort(kind="stable")
    return _summed(documents[order], scores[order], together)


def _summed(documents: Array, scores: Array, together: np.ufunc) -> Matches:
    if not len(documents):
        return NOTHING
    begins = np.ones(len(documents), bool)
    np.not_equal(documents[1:], documents[:-1], out=begins[1:])
    firsts = np.flatnonzero(begins)
    if len(firsts) == len(documents):
        return Matches(documents, scores)
    return Matches(documents[firsts], together.reduceat(scores, firsts))


def _inserted(matches: Matches, others: Matches) -> Matches:
    places = matches.documents.searchsorted(others.documents)
    known = matches.documents.take(places, mode="clip") == others.documents
    scores = matches.scores.copy()
    scores[places[known]] += others.scores[known]
    if known.all():
        return Matches(matches.documents, scores)
    new = ~known
    return Matches(
        np.insert(matches.documents, places[new], others.documents[new]),
        np.insert(scores, places[new], others.scores[new]),
    )


def _spread_union(parts: Sequence[Matches], count: int) -> Matches:
    sums = np.zeros(count, np.float32)
    there = np.zeros(count, bool)
    for part in parts:
        np.add.at(sums, part.documents, part.scores)
        there[part.documents] = True
    documents = np.flatnonzero(there).astype(np.int32)
    return Matches(documents, sums.take(documents))
