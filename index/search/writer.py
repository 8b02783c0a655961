"""How articles get into the index, change there and leave it: one commit for each call.

A number stands in the index once, whatever is written in whatever order; what was written
before a crash is whole, and writing it again changes nothing. Nothing here reads the library.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from whoosh.index import LockError

from index.errors import LibraryBusyError
from index.search.full_text import trouble_named
from index.search.schema import NUMBER, document

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from whoosh.reading import IndexReader
    from whoosh.writing import SegmentWriter

    from index.article import Article
    from index.search.full_text import FullTextIndex

_PATIENCE: Final = 10.0
_MEMORY_MB: Final = 256


class Writer:
    """Writes to one index; another writer has to wait for its commit."""

    def __init__(self, index: FullTextIndex, *, patience: float = _PATIENCE) -> None:
        self._index = index
        self._patience = patience

    def write(self, entries: Sequence[tuple[int, Article]], gone: Collection[int] = ()) -> None:
        """Put articles in by their numbers, in the place of what stood there; take ``gone`` out.

        Returns when all is on the disk. Raises `LibraryBusyError` when another program writes
        for longer than ``patience`` seconds, `IndexUnusableError` where the index is damaged.
        """
        latest = dict(entries)
        leaving = set(gone) - latest.keys()
        if not latest and not leaving:
            return
        with trouble_named(self._index.folder):
            writer = self._open()
            try:
                _remove(writer, latest.keys() | leaving)
                for number, article in latest.items():
                    writer.add_document(**document(number, article))
                writer.commit(mergetype=merge_policy)
            except BaseException:
                with suppress(Exception):
                    writer.cancel()
                raise

    def numbers(self) -> set[int]:
        """Return the numbers of all articles in the index."""
        with trouble_named(self._index.folder), self._index.whoosh.reader() as reader:
            return {number for _, number in _numbered(reader)}

    def _open(self) -> SegmentWriter:
        try:
            return self._index.whoosh.writer(timeout=self._patience, limitmb=_MEMORY_MB)
        except LockError as error:
            message = (
                f"{self._index.folder}: another Broadsheet is writing to the index;"
                " try again when it is done"
            )
            raise LibraryBusyError(message) from error


def merge_policy(writer: SegmentWriter, segments: list[object]) -> list[object]:
    """Merge small segments as Whoosh does by default."""
    from whoosh.writing import MERGE_SMALL

    kept: list[object] = MERGE_SMALL(writer, segments)
    return kept


def _remove(writer: SegmentWriter, numbers: Collection[int]) -> None:
    with writer.reader() as reader:
        for place, number in _numbered(reader):
            if number in numbers:
                writer.delete_document(place)


def _numbered(reader: IndexReader) -> Iterator[tuple[int, int]]:
    for leaf, offset in reader.leaf_readers():
        if not leaf.doc_count_all():
            continue
        column = leaf.column_reader(NUMBER)
        for place, number in enumerate(column):
            if not leaf.is_deleted(place):
                yield offset + place, number
