"""Several segments made one by putting their arrays together, without the deleted documents.

The documents of a segment follow those of the segment before it, so the postings of a term are
those of each segment one behind the other. They are put in place by whole stretches of the
alphabet; memory is bounded by what one stretch holds (`MOST` words), by the list of terms and by
a few numbers a document. Nothing here chooses what to merge, or knows commits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.search.engine.batch import SEEN
from index.search.engine.merging_columns import merge_columns
from index.search.engine.merging_sources import MOST, Input, Source, renumbered
from index.search.engine.segment_file import SegmentFileWriter, narrowest
from index.search.engine.term_union import GrowingTerms, kept, part_of, parts, united, weigh
from index.search.engine.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.search.engine.segment_file import Array, SectionWriter
    from index.search.engine.term_union import Part


class MergeStopped(Exception):  # noqa: N818  # what was asked for, no error
    """Somebody wanted the merge no longer; nothing of it is left."""


def merge(
    path: Path, sources: Sequence[Source], stopped: Callable[[], bool] = lambda: False
) -> int:
    """Write the merged segment to ``path`` and return how many documents it has.

    The file is on the disk then. Raises `MergeStopped` soon after ``stopped`` returns True, and
    OSError; there is no file at ``path`` then.
    """
    try:
        with SegmentFileWriter(path) as file:
            return _Merge(file, sources, stopped).run()
    except BaseException:
        path.unlink(missing_ok=True)
        raise


class _Merge:
    """One merge under way."""

    def __init__(
        self, file: SegmentFileWriter, sources: Sequence[Source], stopped: Callable[[], bool]
    ) -> None:
        self._file = file
        self._sources = sources
        self._stopped = stopped
        self._count = sum(one.count for one in sources)
        self._numbers = renumbered(sources)

    def run(self) -> int:
        """Write all of it."""
        totals: dict[str, int] = {}
        names = dict.fromkeys(name for one in self._sources for name in one.arrays.field_names())
        for name in names:
            total = self._merge_field(name)
            if total:
                totals[name] = total
        merge_columns(self._file, self._sources, SEEN, self._pause)
        self._file.finish({"count": self._count, "lengths": totals})
        return self._count

    def _pause(self) -> None:
        for one in self._sources:
            one.arrays.file.release()
        if self._stopped():
            raise MergeStopped

    def _merge_field(self, name: str) -> int:
        """Write a field and return how many words it has; without words nothing is written."""
        fields = [one.arrays.field(name) for one in self._sources]
        lengths = np.concatenate(
            [
                one.living(np.zeros(one.arrays.count, np.uint8) if field is None else field.lengths)
                for one, field in zip(self._sources, fields, strict=True)
            ]
        )
        total = int(lengths.sum(dtype=np.int64))
        if not total:
            return 0
        self._file.write(f"{name}.lengths", lengths.astype(narrowest(int(lengths.max()))))
        inputs = [
            Input(field, numbers, one.alive is not None)
            for one, field, numbers in zip(self._sources, fields, self._numbers, strict=True)
            if field is not None
        ]
        postings = sum(one.living_postings(self._pause) for one in inputs)
        output = _Output(self._file, name, inputs, postings, total)
        dictionaries = [one.field.terms for one in inputs]
        weights = [one.field.position_starts for one in inputs]
        for part in parts(dictionaries, weights, MOST):
            if sum(weigh(part, weights)) > MOST:
                output.append_term(inputs, part)
            else:
                output.append(inputs, part)
            self._pause()
        output.finish(self._file, name)
        return total


class _Output:
    """The merged postings of one field, as they are written."""

    def __init__(
        self,
        file: SegmentFileWriter,
        name: str,
        inputs: Sequence[Input],
        postings: int,
        words: int,
    ) -> None:
        counting = np.result_type(*(one.field.frequencies for one in inputs))
        placing = np.result_type(*(one.field.positions for one in inputs))
        self._documents = file.section(f"{name}.documents", np.int32, postings)
        self._frequencies = file.section(f"{name}.frequencies", counting, postings)
        self._positions = file.section(f"{name}.positions", placing, words)
        self._terms = GrowingTerms()
        # No term stands anywhere more often than there are words.
        self._kind = narrowest(words)
        self._counts: list[Array] = []
        self._sums: list[Array] = []

    def append(self, inputs: Sequence[Input], part: Part) -> None:
        """Write the postings of several terms."""
        names = [part_of(one.field.terms, *span) for one, span in zip(inputs, part, strict=True)]
        terms, places = united(names)
        taken = [one.postings(*span) for one, span in zip(inputs, part, strict=True)]
        counts = np.zeros((len(terms), len(taken)), np.int64)
        sums = np.zeros((len(terms), len(taken)), np.int64)
        for at, (where, one) in enumerate(zip(places, taken, strict=True)):
            counts[where, at] = one.counts
            sums[where, at] = one.sums
        goals = _goals(counts, places)
        _scatter(self._documents, goals, [one.documents for one in taken])
        _scatter(self._frequencies, goals, [one.frequencies for one in taken])
        goals = _goals(sums, places)
        _scatter(self._positions, goals, [one.positions for one in taken])
        self._name(terms, counts.sum(axis=1), sums.sum(axis=1))

    def append_term(self, inputs: Sequence[Input], part: Part) -> None:
        """Write the postings of one term, of which there are very many."""
        count = words = 0
        name = b""
        for one, (first, last) in zip(inputs, part, strict=True):
            if first == last:
                continue
            name = one.field.terms[first]
            for stretch in one.slices(first):
                taken = one.stretch(*stretch)
                self._documents.append(taken.documents)
                self._frequencies.append(taken.frequencies)
                self._positions.append(taken.positions)
                count += len(taken.documents)
                words += len(taken.positions)
        self._name(Terms.of([name]), np.array([count]), np.array([words]))

    def finish(self, file: SegmentFileWriter, name: str) -> None:
        """Write what tells where the postings of each term are."""
        self._terms.write(file, name)
        for section, counted in (("starts", self._counts), ("position_starts", self._sums)):
            starts = np.zeros(self._terms.count + 1, np.int64)
            np.cumsum(np.concatenate(counted), out=starts[1:])
            file.write(f"{name}.{section}", starts)

    def _name(self, terms: Terms, counts: Array, sums: Array) -> None:
        left = counts > 0
        if left.any():
            self._terms.add(kept(terms, left))
            self._counts.append(counts[left].astype(self._kind))
            self._sums.append(sums[left].astype(self._kind))


def _goals(counts: Array, places: Sequence[Array]) -> list[Array]:
    """Return where each value of each source goes: behind those of its term before it."""
    begins = np.cumsum(counts).reshape(counts.shape) - counts
    found = []
    for at, where in enumerate(places):
        here = counts[where, at]
        shifts = begins[where, at] - (np.cumsum(here) - here)
        goals: Array = np.repeat(shifts.astype(np.int32), here)
        goals += np.arange(len(goals), dtype=np.int32)
        found.append(goals)
    return found


def _scatter(section: SectionWriter, goals: Sequence[Array], values: Sequence[Array]) -> None:
    out = np.empty(sum(map(len, goals)), section.dtype)
    for goal, value in zip(goals, values, strict=True):
        out[goal] = value
    section.append(out)
