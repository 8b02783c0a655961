"""The sorted dictionaries of several segments walked as one, a bounded part at a time.

A part is a range of places in each dictionary; together they hold the same stretch of the
alphabet. Nothing here knows what belongs to a term.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from index.search.engine.terms import Terms, heads_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.search.engine.segment_file import Array, SegmentFileWriter

Part = list[tuple[int, int]]
"""From which place up to which, for each dictionary."""

# A term costs so much more than what belongs to it.
_TERM: Final = 8
_HEAD: Final = 8


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


def united(dictionaries: Sequence[Terms]) -> tuple[Terms, list[Array]]:
    """Return all terms, each once, and where those of each dictionary stand among them.

    The first eight bytes of a term, as one number, tell nearly all terms apart; only those that
    are longer and begin alike are looked at one by one.
    """
    filled = [one for one in dictionaries if len(one)]
    if len(filled) == 1:
        return filled[0], [np.arange(len(one)) for one in dictionaries]
    heads = np.concatenate([one.heads for one in dictionaries])
    lengths = np.concatenate([np.diff(one.ends) for one in dictionaries])
    known, which = np.unique(heads, return_inverse=True)
    whole = lengths == _lengths_of(heads)
    unsure = np.zeros(len(known), bool)
    unsure[which[~whole]] = True
    longer = _at(dictionaries, unsure[which])
    texts = sorted(set(longer))
    found = dict(zip(texts, range(len(texts)), strict=True))
    plain = known[~unsure]
    all_heads = np.concatenate([plain, heads_of(texts)])
    order = np.argsort(all_heads, kind="stable")
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    places_of_plain = places[np.cumsum(~unsure) - 1]
    where = places_of_plain[which]
    ranks = np.fromiter(map(found.__getitem__, longer), np.int64, count=len(longer))
    where[unsure[which]] = places[len(plain) + ranks]
    merged = _interleaved(all_heads[order], order - len(plain), texts)
    return merged, np.split(where, np.cumsum([len(one) for one in dictionaries])[:-1])


def part_of(terms: Terms, first: int, last: int) -> Terms:
    """Return the terms from place ``first`` up to ``last`` as a dictionary of their own."""
    ends = terms.ends[first : last + 1]
    content = terms.content[ends[0] : ends[-1]]
    return Terms(terms.heads[first:last], ends - ends[0], content)


def kept(terms: Terms, flags: Array) -> Terms:
    """Return those of ``terms`` that are flagged."""
    if flags.all():
        return terms
    lengths = np.diff(terms.ends)
    ends = np.zeros(int(np.count_nonzero(flags)) + 1, np.int64)
    np.cumsum(lengths[flags], out=ends[1:])
    return Terms(terms.heads[flags], ends, terms.content[np.repeat(flags, lengths)])


def _lengths_of(heads: Array) -> Array:
    """Return how many bytes a term has that is no longer than its head and ends in no zero."""
    lengths = np.zeros(len(heads), np.int64)
    for place in range(_HEAD):
        lengths[heads & np.uint64(0xFF << 8 * (_HEAD - 1 - place)) != 0] = place + 1
    return lengths


def _at(dictionaries: Sequence[Terms], flags: Array) -> list[bytes]:
    """Return the flagged terms of all dictionaries."""
    found: list[bytes] = []
    first = 0
    for one in dictionaries:
        some = kept(one, flags[first : first + len(one)])
        found += some.between(0, len(some))
        first += len(one)
    return found


def _interleaved(heads: Array, texts_at: Array, texts: Sequence[bytes]) -> Terms:
    """Return the dictionary of terms with ``heads``; those at 0 and above are in ``texts``."""
    lengths = _lengths_of(heads)
    is_text = texts_at >= 0
    # Texts sort as their heads do, so they stand in their own order here too.
    lengths[is_text] = np.fromiter(map(len, texts), np.int64, count=len(texts))
    ends = np.zeros(len(heads) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    content = np.empty(int(ends[-1]), np.uint8)
    of_text = np.repeat(is_text, lengths)
    content[of_text] = np.frombuffer(b"".join(texts), np.uint8)
    letters = heads[~is_text].astype(">u8").view(np.uint8).reshape(-1, _HEAD)
    content[~of_text] = letters[np.arange(_HEAD) < lengths[~is_text][:, None]]
    return Terms(heads, ends, content)


@dataclass(slots=True)
class GrowingTerms:
    """A sorted dictionary that gets its terms part by part and is written at the end."""

    _heads: list[Array] = field(default_factory=list)
    _lengths: list[Array] = field(default_factory=list)
    _content: list[Array] = field(default_factory=list)
    count: int = 0
    """How many terms there are."""

    def add(self, terms: Terms) -> None:
        """Add terms that come behind those that are here."""
        self._heads.append(np.array(terms.heads))
        self._lengths.append(np.diff(terms.ends).astype(np.int32))
        self._content.append(np.array(terms.content))
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
