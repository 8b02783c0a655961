"""All segments of one commit as one numbering of documents, with figures over all of them.

The documents of a segment follow those of the segment before it. A snapshot never changes: what
is deleted or added later is in the next one. Arrays over all documents are put together when
they are first asked for; where there is one segment they lie in its file. Deleted documents are
counted in all figures, as Whoosh does, until a merge takes them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from index.search.engine.terms import head_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from index.search.engine.segment import FieldPostings, SegmentArrays
    from index.search.engine.segment_file import Array
    from index.search.engine.terms import Terms

_T = TypeVar("_T")

_NOTHING: Final = np.zeros(0, np.int32)
_MOST_KEPT: Final = 1 << 12
_STRAY: Final = 1 << 20
_SPREAD: Final = 16


@dataclass(frozen=True, slots=True)
class Values:
    """One value a document: ``known[codes[document]]``; an empty value is none."""

    codes: Array
    known: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The postings of one term in one segment: ``start`` up to ``end`` of those of its field.

    ``offset`` is the number of the segment's first document, ``at`` the place of the term.
    """

    offset: int
    field: FieldPostings
    at: int
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def documents(self) -> Array:
        """Return the documents, ascending."""
        there = self.field.documents[self.start : self.end]
        return there + np.int32(self.offset) if self.offset else there

    def frequencies(self) -> Array:
        """Return how often each of them holds the term."""
        return self.field.frequencies[self.start : self.end]


class Snapshot:
    """The segments of one commit; safe to share by threads."""

    def __init__(self, segments: Sequence[SegmentArrays], alive: Sequence[Array | None]) -> None:
        """Take the segments in this order; ``alive`` are flags of what is there, None for all."""
        self.segments = tuple(segments)
        self.offsets = [0]
        for one in segments:
            self.offsets.append(self.offsets[-1] + one.count)
        self.count = self.offsets[-1]
        self.alive = _joined_flags(segments, alive)
        self._lengths: dict[str, Array] = {}
        self._columns: dict[str, Array] = {}
        self._values: dict[str, Values] = {}
        self._fields: dict[str, list[tuple[int, FieldPostings]]] = {}
        self._spans: dict[tuple[str, bytes], list[Span]] = {}
        self._made: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return what ``make`` returned when ``key`` was first asked for."""
        if key not in self._made:
            self._made[key] = make()
        made: _T = self._made[key]
        return made

    # Terms

    def fields(self, name: str) -> list[tuple[int, FieldPostings]]:
        """Return the field of each segment that has it, with the number of its first document."""
        if name not in self._fields:
            found = [
                (at, one.field(name)) for at, one in zip(self.offsets, self.segments, strict=False)
            ]
            self._fields[name] = [(at, field) for at, field in found if field is not None]
        return self._fields[name]

    def spans(self, name: str, term: bytes) -> list[Span]:
        """Return where the postings of ``term`` lie, one span a segment that has it."""
        key = name, term
        found = self._spans.get(key)
        if found is None:
            if len(self._spans) >= _MOST_KEPT:
                self._spans = {}
            found = self._spans[key] = self._looked_up(name, term)
        return found

    def _looked_up(self, name: str, term: bytes) -> list[Span]:
        found = []
        head = head_of(term)
        for offset, field in self.fields(name):
            at = field.terms.find(term, head)
            if at >= 0:
                starts = field.starts
                found.append(Span(offset, field, at, int(starts[at]), int(starts[at + 1])))
        return found

    def postings(self, name: str, term: bytes) -> tuple[Array, Array]:
        """Return the documents that hold ``term``, ascending, and how often each does."""
        return postings_of(self.spans(name, term))

    def doc_frequency(self, name: str, term: bytes) -> int:
        """Return how many documents hold ``term``."""
        return sum(map(len, self.spans(name, term)))

    # Figures

    def lengths(self, name: str) -> Array:
        """Return how many words the field has in each document."""
        if name not in self._lengths:
            fields = [one.field(name) for one in self.segments]
            self._lengths[name] = _joined(
                [
                    field.lengths if field is not None else np.zeros(one.count, np.uint8)
                    for field, one in zip(fields, self.segments, strict=True)
                ]
            )
        return self._lengths[name]

    def total_length(self, name: str) -> int:
        """Return how many words the field has in all documents together."""
        return sum(field.total_length for _, field in self.fields(name))

    def average_length(self, name: str) -> float:
        """Return how many words the field has in a document of average length, at least 1."""
        return self.total_length(name) / self.count if self.total_length(name) else 1.0

    # Columns

    @cached_property
    def numbers(self) -> Array:
        """The article number of each document."""
        return self.column("number")

    def column(self, name: str) -> Array:
        """Return one number a document."""
        if name not in self._columns:
            self._columns[name] = _joined([one.column(name) for one in self.segments])
        return self._columns[name]

    def has_column(self, name: str) -> bool:
        """Return whether ``name`` is a column of numbers in all segments."""
        return all(name in one.file for one in self.segments)

    def has_values(self, name: str) -> bool:
        """Return whether ``name`` is a column of values with a dictionary."""
        return any(f"{name}.codes" in one.file for one in self.segments)

    def values(self, name: str) -> Values:
        """Return one value a document; the list of values ascends."""
        if name not in self._values:
            self._values[name] = _merged([one.dictionary(name) for one in self.segments])
        return self._values[name]

    def documents_of(self, numbers: Array) -> Array:
        """Return which documents carry these article numbers, as a flag for each document."""
        if not len(numbers) or not self.count:
            return np.zeros(self.count, bool)
        lowest = int(min(self.numbers.min(), numbers.min()))
        largest = int(max(self.numbers.max(), numbers.max()))
        if lowest < 0 or largest > _STRAY + _SPREAD * self.count:
            return np.isin(self.numbers, numbers)
        flags = np.zeros(largest + 1, bool)
        flags[numbers] = True
        return flags[self.numbers]


def postings_of(spans: Sequence[Span]) -> tuple[Array, Array]:
    """Return the documents of the spans of one term, ascending, and how often each holds it."""
    if len(spans) == 1:
        return spans[0].documents(), spans[0].frequencies()
    if not spans:
        return _NOTHING, _NOTHING
    return (
        np.concatenate([one.documents() for one in spans]),
        np.concatenate([one.frequencies() for one in spans]),
    )


def _joined(parts: Sequence[Array]) -> Array:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _joined_flags(segments: Sequence[SegmentArrays], alive: Sequence[Array | None]) -> Array | None:
    if all(flags is None for flags in alive):
        return None
    return _joined(
        [
            np.ones(one.count, bool) if flags is None else flags
            for one, flags in zip(segments, alive, strict=True)
        ]
    )


def _merged(parts: Sequence[tuple[Array, Terms]]) -> Values:
    lists = [tuple(terms) for _, terms in parts]
    if len(parts) == 1:
        return Values(parts[0][0], lists[0])
    known = sorted(set().union(*lists))
    places = {value: at for at, value in enumerate(known)}
    codes = [
        np.array([places[value] for value in values], np.int32)[part]
        for values, (part, _) in zip(lists, parts, strict=True)
    ]
    return Values(_joined(codes), tuple(known))
