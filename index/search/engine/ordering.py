"""Documents in an order that is only made where somebody looks.

A document's place is decided by one number: what it is ordered by in the upper 32 bits, its
article number (or the place of that among all) in the lower ones, highest first. So a list is
sorted without its documents being moved along, and its top without sorting the rest.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Values

TOP: Final = 1000
"""So many are sorted first: more are seldom looked at."""

_HIGH: Final = np.uint64(32)
_LOW: Final = np.uint64((1 << 32) - 1)
_SIGN: Final = np.uint32(1 << 31)


def by_score(scores: Array) -> Array:
    """Return what documents are ordered by so that the highest score (float32) is first."""
    bits = np.ascontiguousarray(scores, np.float32).view(np.uint32)
    return np.where(bits & _SIGN, ~bits, bits | _SIGN)


def scores_of(ranks: Array) -> Array:
    """Return the scores that `by_score` made ``ranks`` of."""
    return np.where(ranks & _SIGN, ranks ^ _SIGN, ~ranks).view(np.float32)


def newest_first(moments: Array, dated: Array) -> Array:
    """Return what puts the latest of ``moments`` first, and last what is not ``dated``."""
    known, ranks = np.unique(moments, return_inverse=True)
    del known
    return np.where(dated, ranks + 1, 0).astype(np.uint32)


def oldest_first(moments: Array, dated: Array) -> Array:
    """Return what puts the earliest of ``moments`` first, and last what is not ``dated``."""
    known, ranks = np.unique(moments, return_inverse=True)
    return np.where(dated, len(known) - ranks, 0).astype(np.uint32)


def by_value(values: Values, documents: Array, *, none_last: bool = False) -> Array:
    """Return what orders ``documents`` by their values, ascending as bytes."""
    codes = values.codes.take(documents).astype(np.int64)
    behind = len(values.known)
    if none_last and values.known[:1] == (b"",):
        codes[codes == 0] = behind
    return (behind - codes).astype(np.uint32)


class Ordering(Sequence[int]):
    """Article numbers, which differ, in the order of ``ranks`` (uint32), the highest first.

    Equal ranks stand by number: the highest first, with ``lowest`` the lowest.
    """

    def __init__(self, ranks: Array, numbers: Array, *, lowest: bool = False) -> None:
        self._table = _table(numbers)
        ties = numbers if self._table is None else self._table.searchsorted(numbers)
        self._flip = _LOW if lowest else np.uint64(0)
        self._keys = ranks.astype(np.uint64) << _HIGH
        self._keys |= ties.astype(np.uint64) ^ self._flip

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> array[int]: ...

    def __getitem__(self, at: int | slice) -> int | array[int]:
        if isinstance(at, slice):
            return array("q", self._numbers(self._at(at)).tobytes())
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(f"there are {len(self)} articles and no {at}")
        return int(self._numbers(self._at(slice(place, place + 1)))[0])

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.place(number) is not None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence | array) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def place(self, number: int) -> int | None:
        """Return at which place the article ``number`` stands, None where it does not."""
        tie = self._tie(number)
        if tie is None:
            return None
        found = self._keys[(self._keys & _LOW) == tie]
        return int(np.count_nonzero(self._keys > found[0])) if len(found) else None

    def ranks(self, at: slice) -> Array:
        """Return what the articles at these places are ordered by."""
        return (self._at(at) >> _HIGH).astype(np.uint32)

    @cached_property
    def _top(self) -> Array:
        count = len(self._keys)
        if count <= 2 * TOP:
            return self._sorted
        return np.sort(np.partition(self._keys, count - TOP)[count - TOP :])[::-1]

    @cached_property
    def _sorted(self) -> Array:
        return np.sort(self._keys)[::-1]

    def _at(self, at: slice) -> Array:
        start, stop, _ = at.indices(len(self))
        return (self._top if max(start, stop) <= TOP else self._sorted)[at]

    def _numbers(self, keys: Array) -> Array:
        ties = ((keys & _LOW) ^ self._flip).astype(np.int64)
        return ties if self._table is None else self._table[ties]

    def _tie(self, number: int) -> np.uint64 | None:
        if self._table is None:
            return np.uint64(number) ^ self._flip if 0 <= number <= int(_LOW) else None
        at = int(self._table.searchsorted(number))
        there = at < len(self._table) and self._table[at] == number
        return np.uint64(at) ^ self._flip if there else None


def _table(numbers: Array) -> Array | None:
    """Return ``numbers`` ascending, where they do not fit 32 bits; else None."""
    fits = not len(numbers) or (numbers.min() >= 0 and numbers.max() <= int(_LOW))
    return None if fits else np.sort(numbers)
