"""Documents gathered until they are worth a segment, and written as one.

A document is what Whoosh is given: a value by the name of each field, and ``_stored_NAME`` where
its column keeps another one than the field cuts into words. How large a batch may grow is told
in words: one takes about `WORD_BYTES` bytes of memory while the segment is written. Nothing here
knows commits, or which documents there were before.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from index.search.engine.analysis import WordStream
from index.search.engine.inversion import (
    invert,
    narrowed,
    write_column,
    write_postings,
    write_terms,
)
from index.search.engine.segment_file import SegmentFileWriter
from index.search.engine.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from index.search.engine.segment_file import Array

WORDS: Final = 1_500_000
"""Words of a batch, about four thousand news articles."""

WORD_BYTES: Final = 60

STORED: Final = "_stored_"
"""Stands before the name of a field for what its column keeps."""

SEEN: Final = "surface"
"""The name of the list of words as they are read."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is kept of each field: its words, its value as one term, a column of values or numbers.

    ``values`` and ``numbers`` are by the name of the column; the first tell their field, the
    others their type. ``seen`` are the fields whose words are listed as they are read.
    """

    words: tuple[str, ...]
    whole: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    seen: tuple[str, ...] = ()


class Batch:
    """The documents of one segment to be, in the order in which they are added."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary | None = None) -> None:
        self._layout = layout
        self._vocabulary = vocabulary or Vocabulary()
        self._begin()

    def __len__(self) -> int:
        return self._count

    def _begin(self) -> None:
        if self._vocabulary.is_full():
            self._vocabulary.start_anew()
        self._count = 0
        self.words = 0
        """About how many words there are."""
        layout = self._layout
        self._streams = {
            name: WordStream(self._vocabulary) for name in (*layout.words, *layout.whole)
        }
        self._values: dict[str, list[bytes]] = {name: [] for name in layout.values}
        self._numbers = {name: array("q") for name in layout.numbers}

    def add(self, document: Mapping[str, object]) -> None:
        """Take one more document; raises TypeError for a value that its field cannot have."""
        layout, number = self._layout, self._count
        for name in layout.words:
            value = document.get(name)
            if value:
                self.words += self._streams[name].add(number, _texts(name, value))
        for name in layout.whole:
            if document.get(name):
                self.words += self._streams[name].add_whole(number, str(document[name]))
        for column, name in layout.values.items():
            value = document.get(STORED + name, document.get(name)) or ""
            self._values[column].append(str(value).encode("utf-8", "replace"))
        for name, numbers in self._numbers.items():
            numbers.append(document.get(name) or 0)  # type: ignore[arg-type]
        self._count += 1

    def write(self, path: Path) -> int:
        """Write the segment, begin anew and return how many documents were written.

        The segment is on the disk then. Raises OSError.
        """
        count, totals, known = self._count, {}, self._vocabulary
        with SegmentFileWriter(path) as file:
            seen: list[Array] = []
            # The longest first: after it, hardly a term is new.
            for name in sorted(self._streams, key=lambda name: -len(self._streams[name])):
                words, documents, positions = self._streams.pop(name).words()
                if not len(words):
                    continue
                if name in self._layout.seen:
                    seen.append(known.seen_of(words))
                totals[name] = len(words)
                terms = known.terms_of(words)
                postings = invert(terms, documents, positions, count, known.terms, known.order())
                write_postings(file, name, postings)
            if any(map(len, seen)):
                _write_seen(file, np.concatenate(seen), known)
            for column, values in self._values.items():
                write_column(file, column, values)
            for column, kind in self._layout.numbers.items():
                file.write(column, np.array(self._numbers[column], kind))
            file.finish({"count": count, "lengths": totals})
        self._begin()
        return count


def _texts(name: str, value: object) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple | list) and all(isinstance(one, str) for one in value):
        return value
    raise TypeError(f"{name} takes a text or several, not {type(value).__name__}")


def _write_seen(file: SegmentFileWriter, words: Array, known: Vocabulary) -> None:
    order = known.seen_order()
    counts = np.bincount(words, minlength=len(known.seen))[order]
    write_terms(file, SEEN, [known.seen[one] for one in order[counts > 0].tolist()])
    file.write(f"{SEEN}.counts", narrowed(counts[counts > 0]))
