"""What makes one article a better answer than another: the figures, and the two small bonuses.

The figures are those of the literature where they lie in a flat region, so that no collection is
favoured; `benchmarks/ranking.py` measures them. Beside BM25F, two things may lift an article a
little: words of a short query that stand close together in it, and a recent day. Nothing here
reads an index: positions and days come as arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from index.settings import RECENCY

if TYPE_CHECKING:
    import numpy.typing as npt

    Array: TypeAlias = npt.NDArray[Any]

K1: Final = 1.2
"""How soon more of the same word stops to matter.

1.2 to 2 is usual (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", 3.5).
Long questions gain a hundredth up to 2.2, queries of two words on news lose twice as much.
"""


class FieldWeight(NamedTuple):
    """What a word in a field counts for, and how far the field's length (``b``) reduces it."""

    boost: float
    b: float


FIELD_WEIGHTS: Final = {
    "title": FieldWeight(3.0, 0.4),
    "body": FieldWeight(1.0, 0.75),
}
"""A word of the title counts as three of the body: best or near it between 2 and 4.

A long title says no less than a short one, so its length matters less than that of a body, where
0.75 is the usual value and 0.5 to 0.85 makes no difference.
"""

OTHER_FIELD: Final = FieldWeight(1.0, 0.2)
"""Sections, sources and authors are names of a few words, none of which is worth less for it."""


def field_weight(name: str) -> FieldWeight:
    """Return what words of the field ``name`` count for."""
    return FIELD_WEIGHTS.get(name, OTHER_FIELD)


# Words close together

PROXIMITY: Final = 0.25
"""What a pair of neighbours counts for beside its rarer word alone.

0.1 to 0.5 lifts short queries alike; above it some queries lose. Longer queries gain nothing.
"""

PROXIMITY_DEPTH: Final = 200
"""How many of the best articles are looked at: more are seldom seen."""

PROXIMITY_WORDS: Final = range(2, 4)
"""How many telling words a query has whose words are looked for close together."""

_WINDOW: Final = 8


class Places(NamedTuple):
    """Where a word stands: two arrays, sorted by slot, then by position.

    A slot is the place of a document among those looked at; positions are those of one field.
    """

    slots: Array
    positions: Array


def close_pairs(first: Places, second: Places, count: int) -> Array:
    """Return how often the two words stand together in each of ``count`` documents, as floats.

    Neighbours count 1, words ``n`` places apart 1/n, those more than 8 apart nothing: the
    unordered window of the sequential dependence model (Metzler and Croft 2005), softened.
    """
    if not len(first.slots) or not len(second.slots):
        return np.zeros(count)
    stride = int(max(first.positions.max(), second.positions.max())) + _WINDOW + 2
    left = first.slots.astype(np.int64) * stride + first.positions
    right = second.slots.astype(np.int64) * stride + second.positions
    distance = np.minimum(
        left - _value_at(right, np.searchsorted(right, left, "left") - 1, -stride),
        _value_at(right, np.searchsorted(right, left, "right"), (count + 2) * stride) - left,
    )
    worth = np.where(distance <= _WINDOW, 1.0 / distance, 0.0)
    return np.bincount(first.slots, worth, minlength=count)


def _value_at(values: Array, places: Array, otherwise: int) -> Array:
    inside = (places >= 0) & (places < len(values))
    return np.where(inside, values[np.clip(places, 0, len(values) - 1)], otherwise)


def pair_bonus(pairs: Array, rarity: float) -> Array:
    """Return what `close_pairs`, weighted by field and length, add to the scores.

    ``rarity`` is that (idf) of the commoner of the two words.
    """
    bonus: Array = PROXIMITY * rarity * (K1 + 1) * pairs / (pairs + K1)
    return bonus


# Recent articles

_HALF_LIFE: Final = 365.0


def freshness(days: Array, recency: float = RECENCY, newest: int | None = None) -> Array:
    """Return by what to multiply the score of each document, 1 to 1 + ``recency``.

    ``days`` are ordinals, 0 where a page does not tell; ``newest`` is the day that age is counted
    from, the last of ``days`` where it is not given. What an article gains halves with every year
    of its age (Li and Croft 2003, "Time-based language models"); one without a date stands in
    the middle. ``recency`` is held between 0 and 1.
    """
    recency = min(1.0, max(0.0, recency))
    if not recency or not len(days) or not days.any():
        return np.ones(len(days))
    newest = int(days.max()) if newest is None else newest
    age = np.maximum(0, newest - days.astype(np.int64))
    return 1.0 + recency * np.where(days > 0, np.exp2(-age / _HALF_LIFE), 0.5)
