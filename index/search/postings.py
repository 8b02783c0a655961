"""What one segment of the index says about a term: which documents hold it, and where.

Whoosh's matchers walk a posting list document by document. A list of all hits needs every
posting anyway, so here they are taken by the block, as Whoosh keeps them on disk; that reaches
into Whoosh's leaf matcher, and only here. Numbers of documents are those of the segment.
"""

# ruff: noqa: SLF001 (the one module that reaches into Whoosh's readers)
from __future__ import annotations

import math
import sys
from array import array
from bisect import bisect_left
from heapq import nlargest
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from whoosh.codec.whoosh3 import LENGTHS_COLUMN
from whoosh.reading import TermNotFound
from whoosh.scoring import BM25F
from whoosh.util.numeric import byte_to_length

from index.search.schema import NUMBER, PUBLISHED, WORD_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from whoosh.codec.whoosh3 import W3LeafMatcher, W3TermInfo
    from whoosh.columns import Column
    from whoosh.index import FileIndex
    from whoosh.searching import Searcher as WhooshSearcher

K1: Final = 1.6
"""How soon more of the same word stops to matter."""

_FIELDS: Final = {"title": (3.0, 0.4), "body": (1.0, 0.75)}
_OTHER_FIELD: Final = (1.0, 0.2)
_COLUMNS: Final = (NUMBER, PUBLISHED, *(f"_{name}_len" for name in (*WORD_FIELDS, "site")))


class Weighting(BM25F):  # type: ignore[misc]
    """Whoosh's BM25F, with the rarity of a word taken over all fields."""

    def idf(self, searcher: WhooshSearcher, fieldname: str, text: str) -> float:
        """Return how rare a word is: close to 0 for one that nearly every article has."""
        del fieldname
        parent = searcher.get_parent()
        count = parent.doc_count_all()
        holders = max(parent.doc_frequency(name, text) for name in WORD_FIELDS)
        return math.log(1 + (count - holders + 0.5) / (holders + 0.5))


MOST_EXPANSIONS: Final = 500
_MOST_WALKED: Final = 5000
_SPARSE: Final = 8
# Blocks hold 128 postings, so this is asked a few hundred times a second.
_ASKED_EVERY: Final = 16


def segment_names(index: FileIndex) -> set[str]:
    """Return the names of the segments of ``index``, none of which is opened."""
    return {segment.segment_id() for segment in index._segments()}


class Segment:
    """One segment of an open index, for one search at a time.

    ``pause`` is called every few thousand postings; what it raises ends the search.
    """

    def __init__(
        self, searcher: WhooshSearcher, columns: SegmentColumns, pause: Callable[[], None]
    ) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._columns = columns
        self._pause = pause
        self._worth: dict[str, list[float]] = {}
        self._infos: dict[tuple[str, str], W3TermInfo | None] = {}

    @property
    def count(self) -> int:
        """How many documents there are, the deleted ones among them."""
        return int(self._reader.doc_count_all())

    @property
    def numbers(self) -> Sequence[int]:
        """The article number of each document."""
        return self._columns.get(self._reader, NUMBER)

    @property
    def days(self) -> Sequence[int]:
        """The day of each document, as `index.search.schema.day_number` counts them."""
        return self._columns.get(self._reader, PUBLISHED)

    def deleted(self) -> AbstractSet[int]:
        """Return the documents that are no longer there."""
        deleted: AbstractSet[int] = self._reader.deleted_docs_set
        return deleted

    def frequency(self, field: str, term: str) -> int:
        """Return how many documents of this segment hold ``term`` in ``field``."""
        info = self._info(field, term)
        return int(info.doc_frequency()) if info is not None else 0

    def idf(self, field: str, term: str) -> float:
        """Return how rare ``term`` is in ``field``, over the whole index, as Whoosh counts it."""
        return float(self._searcher.get_parent().idf(field, term))

    def worth(self, field: str) -> list[float]:
        """Return what one occurrence of a word counts for in each document, by its length."""
        if field not in self._worth:
            average = self._searcher.get_parent().avg_field_length(field) or 1
            boost, b = _FIELDS.get(field, _OTHER_FIELD)
            by_byte = [boost / (1 - b + b * byte_to_length(one) / average) for one in range(256)]
            lengths = self._columns.get(self._reader, f"_{field}_len")
            self._worth[field] = [by_byte[length] for length in lengths]
        return self._worth[field]

    def documents(
        self, field: str, term: str, within: AbstractSet[int] | None
    ) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
        """Yield blocks of documents that hold ``term`` and how often; ``within`` narrows loosely.

        Blocks that hold no document of ``within`` are passed over; others come whole.
        """
        for matcher in self._blocks(field, self._info(field, term), within):
            yield _ids_and_weights(matcher)

    def holders(self, field: str, term: str, within: AbstractSet[int] | None) -> set[int]:
        """Return the documents that hold ``term``, of those ``within``."""
        found: set[int] = set()
        for documents, _ in self.documents(field, term, within):
            found.update(documents)
        return found if within is None else found & within

    def documents_of_prefix(
        self, field: str, start: str, within: AbstractSet[int] | None
    ) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
        """Yield the same for every term that begins with ``start``, at most the commonest 500.

        Of more than 5,000 such terms, the first in the alphabet are looked at.
        """
        terms = self._reader._terms
        first = start.encode("utf-8", "replace")
        infos = [
            info
            for _, info in takewhile(
                lambda item: item[0][0] == field and item[0][1].startswith(first),
                islice(terms.items_from(field, first), _MOST_WALKED),
            )
        ]
        if len(infos) > MOST_EXPANSIONS:
            infos = nlargest(MOST_EXPANSIONS, infos, key=lambda info: info.doc_frequency())
        for info in infos:
            for matcher in self._blocks(field, info, within):
                yield _ids_and_weights(matcher)

    def places(self, field: str, term: str, within: AbstractSet[int]) -> dict[int, Sequence[int]]:
        """Return the positions of ``term`` in those documents of ``within`` that hold it."""
        found: dict[int, Sequence[int]] = {}
        for matcher in self._blocks(field, self._info(field, term), within):
            matcher._read_ids()
            matcher._read_values()
            decode = matcher.format.decode_positions
            for document, packed in zip(matcher._ids, matcher._values, strict=True):
                if document in within:
                    found[document] = decode(packed)
        return found

    def _info(self, field: str, term: str) -> W3TermInfo | None:
        key = field, term
        if key not in self._infos:
            try:
                packed = term.encode("utf-8", "replace")
                self._infos[key] = self._reader._terms.term_info(field, packed)
            except TermNotFound:
                self._infos[key] = None
        return self._infos[key]

    def _blocks(
        self, field: str, info: W3TermInfo | None, within: AbstractSet[int] | None
    ) -> Iterator[W3LeafMatcher]:
        if info is None:
            return
        terms = self._reader._terms
        matcher = terms._codec.postings_reader(
            terms._postfile,
            info,
            self._reader.schema[field].format,
        )
        # Sorting what is wanted pays only where most blocks of a long list can be passed over.
        sparse = within is not None and len(within) * _SPARSE < info.doc_frequency()
        wanted = sorted(within) if within is not None and sparse else None
        seen = at = 0
        while matcher.is_active():
            if seen % _ASKED_EVERY == 0:
                self._pause()
            seen += 1
            last = matcher.block_max_id()
            if wanted is None:
                yield matcher
            elif at == len(wanted):
                return
            elif wanted[at] <= last:
                yield matcher
                at = bisect_left(wanted, last + 1, at)
            matcher._next_block()


def _ids_and_weights(matcher: W3LeafMatcher) -> tuple[Sequence[int], Sequence[float]]:
    matcher._read_ids()
    matcher._read_weights()
    return matcher._ids, matcher._weights


class SegmentColumns:
    """The columns of segments, read once: a segment never changes, whatever is deleted from it."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Sequence[int]] = {}

    def get(self, reader: object, name: str) -> Sequence[int]:
        """Return the value of the column ``name`` for each document of one segment."""
        key = (_name(reader), name)
        values = self._kept.get(key)
        if values is None:
            values = self._kept[key] = _column(reader, name)
        return values

    def of(self, readers: Sequence[object]) -> SegmentColumns:
        """Return all columns of the segments of ``readers``; those known here are not read."""
        columns = SegmentColumns()
        for reader in readers:
            for name in _COLUMNS:
                columns._kept[_name(reader), name] = self.get(reader, name)
        return columns


def _name(reader: object) -> str:
    return str(reader.segment().segment_id())  # type: ignore[attr-defined]


def _column(reader: object, name: str) -> Sequence[int]:
    documents = reader._perdoc  # type: ignore[attr-defined]
    count = int(documents.doc_count_all())
    schema = reader.schema  # type: ignore[attr-defined]
    column: Column = schema[name].column_type if name in schema else LENGTHS_COLUMN
    values = array(column._typecode)
    # A segment has no lengths of a field that all its articles leave empty.
    if name in schema or documents.has_column(name):
        stored = documents.column_reader(name, column)
        size = stored._count * values.itemsize
        values.frombytes(stored._dbfile.get(stored._basepos, size))
        if sys.byteorder == "little":
            values.byteswap()
    values.extend([0] * (count - len(values)))
    return values
