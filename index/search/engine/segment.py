"""What one segment holds, read where it lies: the postings of its fields and its columns.

A field ``F`` of words has T terms, P postings, W words, N documents:

===========================  ===============================================================
``F.heads ends bytes``       the terms (`index.search.engine.terms.Terms`)
``F.starts`` [T+1]           postings of term i are ``starts[i]`` up to ``starts[i+1]``
``F.documents`` [P]          int32, ascending within a term, 0 to N-1
``F.frequencies`` [P]        how often the term stands in the document
``F.position_starts`` [T+1]  positions of term i, in the order of its postings
``F.positions`` [W]          ascending within a posting
``F.lengths`` [N]            how many words the field of a document has
===========================  ===============================================================

A column is one number a document (``number`` int64, ``published`` int32: a day, 0 for none), or
``X.codes`` with the dictionary ``X.values.heads ends bytes`` of its values: ``section`` (the
path, its steps joined by U+001F), ``source``, ``site``, ``language``, and ``title`` (what titles
are ordered by); an empty value is none. Deleted documents are still here: who searches leaves
them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.search.engine.segment_file import SegmentFile
from index.search.engine.terms import Terms

if TYPE_CHECKING:
    from pathlib import Path

    from index.search.engine.segment_file import Array

SUFFIX: Final = ".arrays"
"""How the name of a segment's file ends, behind the segment's own name."""

STEP: Final = "\x1f"
"""Stands between the steps of a section's path."""


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """The postings of one field of one segment, as arrays of the mapped file."""

    terms: Terms
    starts: Array
    documents: Array
    frequencies: Array
    position_starts: Array
    positions: Array
    lengths: Array
    total_length: int

    def of(self, at: int) -> tuple[Array, Array]:
        """Return documents and frequencies of the term at ``at``."""
        start, end = self.starts[at], self.starts[at + 1]
        return self.documents[start:end], self.frequencies[start:end]

    def doc_frequency(self, at: int) -> int:
        """Return how many documents hold the term at ``at``."""
        return int(self.starts[at + 1] - self.starts[at])

    def places(self, at: int) -> tuple[Array, Array]:
        """Return all positions of the term at ``at``, and where those of each posting begin.

        The second is one longer than the postings: those of posting i are ``[i]`` up to ``[i+1]``.
        """
        start, end = self.starts[at], self.starts[at + 1]
        begins = np.zeros(end - start + 1, np.int64)
        np.cumsum(self.frequencies[start:end], out=begins[1:])
        first = self.position_starts[at]
        return self.positions[first : first + begins[-1]], begins


class SegmentArrays:
    """One segment, mapped; safe to share by threads."""

    def __init__(self, file: SegmentFile) -> None:
        self.name = file.path.name.removesuffix(SUFFIX)
        self.count = int(file.facts["count"])
        self.file = file
        self._fields: dict[str, FieldPostings | None] = {}
        self._columns: dict[str, tuple[Array, Terms]] = {}

    @classmethod
    def open(cls, path: Path) -> SegmentArrays:
        """Map the segment at ``path``; raises `SegmentFileError` and OSError."""
        return cls(SegmentFile(path))

    def field_names(self) -> tuple[str, ...]:
        """Return the names of the fields that have postings."""
        ending = ".starts"
        return tuple(
            name.removesuffix(ending) for name in self.file.names() if name.endswith(ending)
        )

    def field(self, name: str) -> FieldPostings | None:
        """Return the postings of a field, None where no document has a word in it."""
        if name not in self._fields:
            there = f"{name}.starts" in self.file
            self._fields[name] = self._field(name) if there else None
        return self._fields[name]

    def column(self, name: str) -> Array:
        """Return one number a document."""
        return self.file.array(name)

    def dictionary(self, name: str) -> tuple[Array, Terms]:
        """Return a place in the list of values for each document, and that list."""
        if name not in self._columns:
            codes, known = self.file.array(f"{name}.codes"), self._terms(values_name(name))
            self._columns[name] = codes, known
        return self._columns[name]

    def _field(self, name: str) -> FieldPostings:
        array = self.file.array
        return FieldPostings(
            self._terms(name),
            array(f"{name}.starts"),
            array(f"{name}.documents"),
            array(f"{name}.frequencies"),
            array(f"{name}.position_starts"),
            array(f"{name}.positions"),
            array(f"{name}.lengths"),
            int(self.file.facts["lengths"][name]),
        )

    def _terms(self, name: str) -> Terms:
        array = self.file.array
        return Terms(array(f"{name}.heads"), array(f"{name}.ends"), array(f"{name}.bytes"))


def values_name(column: str) -> str:
    """Return by which name the values of a column are kept; a field of words may share its own."""
    return f"{column}.values"
