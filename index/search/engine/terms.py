"""A sorted dictionary of terms as three arrays, looked up by bisection.

Terms are bytes, unique, ascending; they lie one behind the other in ``content``, and ``ends``
tells where each begins and ends. ``heads`` are their first eight bytes as one number, so that
most of a lookup is one search over numbers. Nothing here knows what the terms stand for.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.search.engine.segment_file import Array

_HEAD: Final = 8


class Terms:
    """The terms of one field, or the values of one column."""

    __slots__ = ("content", "ends", "heads")

    def __init__(self, heads: Array, ends: Array, content: Array) -> None:
        self.heads = heads
        self.ends = ends
        self.content = content

    @classmethod
    def of(cls, terms: Sequence[bytes]) -> Terms:
        """Return the dictionary of ``terms``, which ascend and are unique."""
        content = np.frombuffer(b"".join(terms), np.uint8)
        ends = np.zeros(len(terms) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, terms), np.int64, count=len(terms)), out=ends[1:])
        return cls(heads_of(terms), ends, content)

    def __len__(self) -> int:
        return len(self.heads)

    def __getitem__(self, at: int) -> bytes:
        return self.content[self.ends[at] : self.ends[at + 1]].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.between(0, len(self)))

    def between(self, first: int, last: int) -> list[bytes]:
        """Return the terms from place ``first`` up to ``last``, which is left out."""
        ends = self.ends[first : last + 1].tolist()
        if not ends:
            return []
        content = self.content[ends[0] : ends[-1]].tobytes()
        base = ends[0]
        return [content[start - base : end - base] for start, end in pairwise(ends)]

    def find(self, term: bytes, head: np.uint64 | None = None) -> int:
        """Return the place of ``term``, -1 where it is not there.

        ``head`` is what `head_of` returns of it: known where several lists are looked through.
        """
        first = head_of(term) if head is None else head
        low = self.heads.searchsorted(first)
        if low == len(self.heads) or self.heads[low] != first:
            return -1
        at = int(low)
        if self[at] == term:
            return at
        at = self.place(term)
        return at if at < len(self) and self[at] == term else -1

    def place(self, term: bytes) -> int:
        """Return the place of the first term that is not below ``term``."""
        head = head_of(term)
        low = int(self.heads.searchsorted(head))
        if low == len(self) or self.heads[low] != head:
            return low
        high = int(self.heads.searchsorted(head, "right"))
        while low < high:
            middle = (low + high) // 2
            if self[middle] < term:
                low = middle + 1
            else:
                high = middle
        return low

    def span(self, prefix: bytes) -> tuple[int, int]:
        """Return from which place up to which the terms begin with ``prefix``."""
        stem = prefix.rstrip(b"\xff")
        if not stem:
            return (self.place(prefix), len(self)) if prefix else (0, len(self))
        behind = stem[:-1] + bytes([stem[-1] + 1])
        return self.place(prefix), self.place(behind)


def head_of(term: bytes) -> np.uint64:
    """Return the first eight bytes of ``term`` as a number."""
    return np.uint64(int.from_bytes(term[:_HEAD].ljust(_HEAD, b"\0"), "big"))


def heads_of(terms: Sequence[bytes]) -> Array:
    """Return the first eight bytes of each of ``terms`` as numbers that sort as they do."""
    packed = b"".join([term[:_HEAD].ljust(_HEAD, b"\0") for term in terms])
    return np.frombuffer(packed, ">u8").astype(np.uint64)
