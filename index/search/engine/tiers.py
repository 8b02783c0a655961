"""Which segments are worth merging, by their sizes alone.

Segments are kept so that each is several times as large as all smaller ones together: then they
stay few, and a document is written anew a handful of times in its life. A commit that somebody
waits for merges small ones only. Nothing here reads or writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALL: Final = 5_000
"""Living documents that a commit may write anew."""

FEW: Final = 10
"""Segments that an index may have; a commit that would leave more merges the smallest."""

AT_ONCE: Final = 128
"""Segments merged into one at most: each is an open file."""

_TIMES: Final = 3


@dataclass(frozen=True, slots=True)
class Size:
    """How many documents a segment has, and how many of them are not deleted."""

    count: int
    living: int

    @property
    def half_gone(self) -> bool:
        """Whether most of the documents are deleted."""
        return self.living * 2 < self.count


def in_commit(sizes: Sequence[Size]) -> list[int]:
    """Return the places of those to merge into one in a commit; none, or two and more.

    A single one stands for itself: it is half empty and worth writing anew.
    """
    chosen = _chosen(sizes, SMALL)
    left = len(sizes) - len(chosen) + bool(chosen)
    if left > FEW:
        chosen = _ascending(sizes)[: max(len(chosen), 1) + left - FEW]
    return sorted(chosen)


def at_leisure(sizes: Sequence[Size]) -> list[int]:
    """Return the places of those to merge into one when there is time for it.

    Asked again with what comes of that, it has more to say where there are very many.
    """
    return sorted(_chosen(sizes, None)[:AT_ONCE])


def _chosen(sizes: Sequence[Size], most: int | None) -> list[int]:
    ascending = [at for at in _ascending(sizes) if most is None or sizes[at].living <= most]
    total, end = 0, 0
    for place, at in enumerate(ascending):
        size = sizes[at].living
        if most is not None and total + size > most:
            break
        if size <= _TIMES * total:
            end = place + 1
        total += size
    if end > 1:
        return ascending[:end]
    return next(([at] for at in ascending if sizes[at].half_gone), [])


def _ascending(sizes: Sequence[Size]) -> list[int]:
    return sorted(range(len(sizes)), key=lambda at: sizes[at].living)
