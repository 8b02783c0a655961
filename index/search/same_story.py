"""Which documents tell one story, as when several sites carry the report of one agency.

Two do when the telling words stand in both about as often and the texts are about as long; less
agreement is enough where the titles are the same. A title alone proves nothing: a column has it
every day. Nor do words alone: a notice may say the same every month, so the days must be near.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.engine.segment_file import Array

_OVERLAP: Final = 0.75
_OVERLAP_UNDER_ONE_TITLE: Final = 0.4
_LENGTHS: Final = 0.75
_LENGTHS_UNDER_ONE_TITLE: Final = 0.3
_MOST_DAYS: Final = 7
_FEWEST_WORDS: Final = 6
"""Telling words that have to stand in both, where titles differ."""


@dataclass(frozen=True, slots=True)
class Tellings:
    """What is compared of D documents by T telling words.

    ``titles`` are the keys of their titles, empty for none; ``days`` [D] their ordinals, 0 for
    none; ``lengths`` [D] the words of their bodies; ``frequencies`` [D, T] how often each word
    stands in each; ``weights`` [T] what it tells.
    """

    titles: Sequence[bytes]
    days: Array
    lengths: Array
    frequencies: Array
    weights: Array


def stories(tellings: Tellings) -> list[list[int]]:
    """Return the documents by the story they tell; the first of each stand in the given order.

    A document joins the first story whose first document tells the same.
    """
    found: list[list[int]] = []
    alike = _alike(tellings)
    for place in range(len(tellings.titles)):
        of_story = next((story for story in found if alike[story[0], place]), None)
        if of_story is None:
            found.append([place])
        else:
            of_story.append(place)
    return found


def _alike(tellings: Tellings) -> Array:
    """Return for each pair of documents whether they tell the same, [D, D]."""
    frequencies = tellings.frequencies.astype(np.float32)
    one, other = frequencies[:, None, :], frequencies[None, :, :]
    shared = np.minimum(one, other) @ tellings.weights.astype(np.float32)
    whole = np.maximum(one, other) @ tellings.weights.astype(np.float32)
    overlap = shared / np.maximum(whole, np.float32(1e-9))
    there = (frequencies > 0).astype(np.int32)
    enough = there @ there.T >= _FEWEST_WORDS
    lengths = np.maximum(tellings.lengths.astype(np.float64), 1)
    lengths = np.minimum(lengths[:, None], lengths) / np.maximum(lengths[:, None], lengths)
    alike = enough & (overlap >= _OVERLAP) & (lengths >= _LENGTHS)
    titled = (overlap >= _OVERLAP_UNDER_ONE_TITLE) & (lengths >= _LENGTHS_UNDER_ONE_TITLE)
    found: Array = alike | (_same_titles(tellings.titles) & titled)
    return found & _near_days(tellings.days)


def _same_titles(titles: Sequence[bytes]) -> Array:
    codes: dict[bytes, int] = {}
    numbers = np.array([codes.setdefault(title, len(codes)) for title in titles], np.int64)
    named = np.array([bool(title) for title in titles], bool)
    same: Array = (numbers[:, None] == numbers) & named[:, None]
    return same


def _near_days(days: Array) -> Array:
    apart = np.abs(days.astype(np.int64)[:, None] - days)
    near: Array = (apart <= _MOST_DAYS) | (days == 0) | (days[:, None] == 0)
    return near
