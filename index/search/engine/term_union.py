"""The sorted dictionaries of several segments walked as one, a bounded part at a time.

A part is a range of places in each dictionary; together they hold the same stretch of the
alphabet. Nothing here knows what belongs to a term.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from index.search.engine.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.search.engine.segment_file import Array, SegmentFileWriter

Part = list[tuple[int, int]]
"""From which place up to which, for each dictionary."""

# A term costs so much more than what belongs to it.
_TERM: Final = 8


def parts(dictionaries: Sequence[Terms], weights: Sequence[Array], most: int) -> Iterator[Part]:
    """Yield parts in the order of the terms, each of at most ``most`` in weight if it can be cut.

    ``weights[i][t]`` is the weight of all terms before ``t`` of dictionary ``i``, so each is one
    longer than its dictionary. A part that weighs more than ``most`` is a single term.
    """
    pending: list[Part] = [[(0, len(one)) for one in dictionaries]]
    while pending:
        part = pending.pop()
        if not any(end > start for start, end in part):
            continue
        sizes = weigh(part, weights)
        halves = _halves(part, sizes, dictionaries, weights) if sum(sizes) > most else None
        if halves:
            pending += halves[::-1]
        else:
            yield part


def weigh(part: Part, weights: Sequence[Array]) -> list[int]:
    """Return the weight of ``part`` in each dictionary."""
    return [
        int(weight[end] - weight[start]) + _TERM * (end - start)
        for (start, end), weight in zip(part, weights, strict=True)
    ]


def _halves(
    part: Part, sizes: Sequence[int], dictionaries: Sequence[Terms], weights: Sequence[Array]
) -> tuple[Part, Part] | None:
    """Cut at the term in the middle of the heaviest range; None where there is but one term."""
    heaviest = sizes.index(max(sizes))
    start, end = part[heaviest]
    weight = weights[heaviest]
    middle = int(np.searchsorted(weight[start : end + 1], (weight[start] + weight[end]) // 2))
    term = dictionaries[heaviest][start + min(middle, end - start - 1)]
    # The second is the least that a term behind the first can be.
    for edge in (term, term + b"\0"):
        cuts = [
            min(max(one.place(edge), start), end)
            for one, (start, end) in zip(dictionaries, part, strict=True)
        ]
        first = [(start, cut) for (start, _), cut in zip(part, cuts, strict=True)]
        second = [(cut, end) for (_, end), cut in zip(part, cuts, strict=True)]
        if part not in (first, second):
            return first, second
    return None


def united(lists: Sequence[Sequence[bytes]]) -> tuple[list[bytes], list[Array]]:
    """Return all terms of sorted ``lists``, each once, and where those of each list stand there."""
    filled = [one for one in lists if one]
    if len(filled) == 1:
        return list(filled[0]), [np.arange(len(one)) for one in lists]
    terms = sorted(set().union(*filled))
    places = dict(zip(terms, range(len(terms)), strict=True))
    return terms, [
        np.fromiter(map(places.__getitem__, one), np.int64, count=len(one)) for one in lists
    ]


@dataclass(slots=True)
class GrowingTerms:
    """A sorted dictionary that gets its terms part by part and is written at the end."""

    _heads: list[Array] = field(default_factory=list)
    _lengths: list[Array] = field(default_factory=list)
    _content: list[Array] = field(default_factory=list)
    count: int = 0
    """How many terms there are."""

    def add(self, terms: Sequence[bytes]) -> None:
        """Add terms that ascend and come behind those that are here."""
        made = Terms.of(terms)
        self._heads.append(made.heads)
        self._lengths.append(np.diff(made.ends).astype(np.int32))
        self._content.append(made.content)
        self.count += len(terms)

    def write(self, file: SegmentFileWriter, name: str) -> None:
        """Write the dictionary; there is at least one term."""
        write_parts(file, f"{name}.heads", self._heads)
        ends = np.zeros(self.count + 1, np.int64)
        np.cumsum(np.concatenate(self._lengths), out=ends[1:])
        file.write(f"{name}.ends", ends)
        write_parts(file, f"{name}.bytes", self._content)


def write_parts(file: SegmentFileWriter, name: str, arrays: Sequence[Array]) -> None:
    """Write one section out of several arrays of one type."""
    section = file.section(name, arrays[0].dtype, sum(map(len, arrays)))
    for one in arrays:
        section.append(one)
