"""Many texts turned into arrays of words at their positions, in one pass.

What stands between two blanks of a text is looked up as it is; only what was never seen before
is cut into words and stemmed. The words are exactly those of `index.text.words.positions`: no
piece of a text reaches over a blank. Where a text holds characters of scripts without blanks, it
is cut into pieces first, and runs of such characters are taken apart all at once at the end.
Nothing here knows documents' fields by name, and nothing here raises, whatever the text.
"""

from __future__ import annotations

import unicodedata
from array import array
from operator import add
from typing import TYPE_CHECKING, Final

import numpy as np

from index.search.engine.vocabulary import RUN, Unspaced, Vocabulary
from index.text.words import _PIECE, _fold_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.search.engine.segment_file import Array

GAP: Final = 100
"""Positions between two texts of one field, so that no phrase runs across."""

# How many characters of a text are a word at most, where words are not counted.
_LETTERS: Final = 6
_LONG: Final = 40


class WordStream:
    """The words of one field, in the order of documents, texts and positions."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._codes = array("i")
        self._counts = array("i")
        self._documents = array("i")
        self._follows = array("b")
        self._runs: list[str] = []

    def __len__(self) -> int:
        return len(self._codes)

    def add(self, document: int, texts: Sequence[str]) -> int:
        """Add the texts of a field of ``document``; return about how many words they have.

        Documents ascend. No phrase runs from one text into the next.
        """
        size = 0
        for place, text in enumerate(texts):
            before = len(self._codes)
            size += self._take(text)
            self._counts.append(len(self._codes) - before)
            self._documents.append(document)
            self._follows.append(place > 0)
        return size

    def add_whole(self, document: int, value: str) -> int:
        """Add a value that is one term as it is."""
        self._codes.append(self._vocabulary.whole(value))
        self._counts.append(1)
        self._documents.append(document)
        self._follows.append(0)
        return 1

    def words(self) -> tuple[Array, Array, Array]:
        """Return the number of each word, its document and its position; all are int32.

        Numbers are those of `Vocabulary.terms_of`. Positions ascend within a document and a term.
        """
        codes = np.array(self._codes, np.int32)
        special = np.flatnonzero(codes < 0)
        spread = _Spread(self._vocabulary, codes, special, self._folded_runs())
        widths = np.ones(len(codes), np.int32)
        widths[special] = spread.widths
        counts = np.array(self._counts, np.int32)
        documents = np.repeat(np.array(self._documents, np.int32), counts)
        positions = self._positions(widths, counts)
        if not len(special):
            return codes, documents, positions
        return spread.out(documents, positions)

    def _take(self, text: str) -> int:
        codes, before = self._codes, len(self._codes)
        # An address is one form that is seldom met again, and made of words that are.
        if len(text) < _LONG or " " in text:
            try:
                codes.extend(map(self._vocabulary.forms.__getitem__, text.split()))
            except Unspaced:
                del codes[before:]
            else:
                return max(len(codes) - before, len(text) // _LETTERS)
        runs = len(self._runs)
        self._vocabulary.pieces.runs = self._runs
        codes.extend(map(self._vocabulary.pieces.__getitem__, _PIECE.findall(text)))
        return len(codes) - before + 2 * sum(map(len, self._runs[runs:]))

    def _positions(self, widths: Array, counts: Array) -> Array:
        """Return the position of each code: where what stands before it in its document ends."""
        before = _sums(widths)
        starts = _sums(counts)
        spans = np.diff(before[starts]) + GAP
        begins = _sums(spans)[:-1]
        first = np.array(self._follows, np.int8) == 0
        owners = np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))
        shifts = begins - begins[owners] - before[starts[:-1]]
        positions: Array = (before[:-1] + np.repeat(shifts, counts)).astype(np.int32)
        return positions

    def _folded_runs(self) -> list[str]:
        # What holds for all of a text holds for each part of it, and is much sooner told.
        if unicodedata.is_normalized("NFKC", "".join(self._runs)):
            return self._runs
        return list(map(_fold_characters, self._runs))


class _Spread:
    """Codes that stand for several words, or for several positions, spread out."""

    def __init__(
        self, vocabulary: Vocabulary, codes: Array, special: Array, runs: Sequence[str]
    ) -> None:
        self._vocabulary = vocabulary
        self._codes = codes
        self._special = special
        self._is_run = codes[special] == RUN
        self._groups = RUN - 1 - codes[special[~self._is_run]]
        self._lengths = _numbers(map(len, runs))
        self._joined = "".join(runs)
        self.widths = np.empty(len(special), np.int32)
        """How many positions each of the special codes takes."""
        self.widths[self._is_run] = self._lengths
        if len(self._groups):
            self.widths[~self._is_run] = vocabulary.group_widths()[self._groups]

    def out(self, documents: Array, positions: Array) -> tuple[Array, Array, Array]:
        """Return words, documents and positions, those of the codes being given."""
        run_codes = self._special[self._is_run]
        group_codes = self._special[~self._is_run]
        starts, members, places = self._vocabulary.groups()
        sizes = (starts[1:] - starts[:-1])[self._groups]
        counts = np.ones(len(self._codes), np.int64)
        counts[run_codes] = 2 * self._lengths - 1
        counts[group_codes] = sizes
        begins = _sums(counts)[:-1]
        words = np.empty(int(counts.sum()), np.int32)
        where = np.repeat(positions, counts)
        simple = self._codes >= 0
        words[begins[simple]] = self._codes[simple]
        inside = _within(sizes)
        at = np.repeat(begins[group_codes], sizes) + inside
        of = np.repeat(starts[self._groups], sizes) + inside
        words[at] = members[of]
        where[at] += places[of]
        self._characters(words, where, begins[run_codes])
        return words, np.repeat(documents, counts), where

    def _characters(self, words: Array, where: Array, begins: Array) -> None:
        """Put every character of the runs in, and behind those of a run every pair in it."""
        if not self._joined:
            return
        lengths = self._lengths
        inside = _within(lengths)
        at = np.repeat(begins, lengths) + inside
        unit = self._vocabulary.units.__getitem__
        words[at] = np.fromiter(map(unit, self._joined), np.int32, count=len(self._joined))
        where[at] += inside
        paired = np.ones(len(self._joined), bool)
        paired[np.cumsum(lengths) - 1] = False
        paired = np.flatnonzero(paired)
        pairs = map(unit, map(add, self._joined, self._joined[1:]))
        found = np.fromiter(pairs, np.int32, count=len(self._joined) - 1)
        at = (at + np.repeat(lengths, lengths))[paired]
        words[at] = found[paired]
        where[at] += inside[paired]


def _sums(values: Array) -> Array:
    """Return the sum of all before each of ``values``, and the sum of all behind them."""
    sums = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=sums[1:])
    return sums


def _within(counts: Array) -> Array:
    """Return 0, 1, 2, ... for each of ``counts``."""
    inside: Array = np.arange(int(counts.sum())) - np.repeat(_sums(counts)[:-1], counts)
    return inside


def _numbers(values: Iterable[int]) -> Array:
    return np.array([*values], np.int64)
