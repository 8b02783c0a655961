"""How articles get into the index, change there and leave it: one commit for each call.

A number stands in the index once, whatever is written in whatever order; what was written
before a crash is whole, and writing it again changes nothing. Nothing here reads the library.
"""

from __future__ import annotations

import errno
from bisect import bisect
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from whoosh.index import LockError
from whoosh.reading import SegmentReader

from index.errors import LibraryBusyError, LibraryError
from index.search.codec import LeanCodec
from index.search.full_text import trouble_named
from index.search.postings import SegmentColumns
from index.search.schema import NUMBER, document

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from whoosh.codec.base import Segment
    from whoosh.reading import IndexReader
    from whoosh.writing import SegmentWriter

    from index.article import Article
    from index.search.full_text import FullTextIndex

_PATIENCE: Final = 10.0
_MEMORY_MB: Final = 256
_TIERS: Final = (8, 64, 512)
_SIBLINGS: Final = 8
_DISK_TROUBLE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})


class Writer:
    """Writes to one index; another writer has to wait for its commit."""

    def __init__(self, index: FullTextIndex, *, patience: float = _PATIENCE) -> None:
        self._index = index
        self._patience = patience
        self._columns = SegmentColumns()

    def write(self, entries: Sequence[tuple[int, Article]], gone: Collection[int] = ()) -> None:
        """Put articles in by their numbers, in the place of what stood there; take ``gone`` out.

        Returns when all is on the disk. Raises `LibraryBusyError` when another program writes
        for longer than ``patience`` seconds, `IndexUnusableError` where the index is damaged,
        `LibraryError` where the disk takes no more; what stood in the index stays then.
        """
        latest = dict(entries)
        leaving = set(gone) - latest.keys()
        if not latest and not leaving:
            return
        folder = self._index.folder
        with trouble_named(folder), _full_disk_named(folder), self._writing() as writer:
            removed = _remove(writer, latest.keys() | leaving, self._columns)
            for number, article in latest.items():
                writer.add_document(**document(number, article))
            if latest or removed:
                writer.commit(mergetype=merge_policy)

    def numbers(self) -> set[int]:
        """Return the numbers of all articles in the index."""
        return self._index.undisturbed(self._numbers)

    def _numbers(self) -> set[int]:
        with self._index.whoosh.reader() as reader:
            return {number for _, number in _numbered(reader, self._columns)}

    @contextmanager
    def _writing(self) -> Iterator[SegmentWriter]:
        writer = self._open()
        try:
            yield writer
        finally:
            if not writer.is_closed:
                with suppress(Exception):
                    writer.cancel()

    def _open(self) -> SegmentWriter:
        try:
            return self._index.whoosh.writer(
                timeout=self._patience, limitmb=_MEMORY_MB, codec=LeanCodec(), compound=False
            )
        except LockError as error:
            message = (
                f"{self._index.folder}: another Broadsheet is writing to the index;"
                " try again when it is done"
            )
            raise LibraryBusyError(message) from error


def merge_policy(writer: SegmentWriter, segments: list[Segment]) -> list[Segment]:
    """Return the segments to keep; the others are dropped or written anew into the next one.

    Segments without a living document go. Of small ones of about one size, eight become one, so
    that many small commits stay quick to make and to search. Large ones are left alone until
    most of their documents are gone: writing them anew would hold up a commit for minutes.
    """
    living = [segment for segment in segments if segment.doc_count()]
    tiers = [[one for one in living if _tier(one) == tier] for tier in range(len(_TIERS))]
    merged = [one for tier in tiers if len(tier) >= _SIBLINGS for one in tier]
    merged += [one for one in living if one not in merged and _mostly_gone(one)]
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in living if segment not in merged]


def _tier(segment: Segment) -> int:
    return bisect(_TIERS, segment.doc_count())


def _mostly_gone(segment: Segment) -> bool:
    return bool(segment.deleted_count() * 2 > segment.doc_count_all())


@contextmanager
def _full_disk_named(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _DISK_TROUBLE:
            raise
        message = (
            f"{folder}: the index cannot be written ({error.strerror}); make room and try again"
        )
        raise LibraryError(message) from error


def _remove(writer: SegmentWriter, numbers: AbstractSet[int], columns: SegmentColumns) -> list[int]:
    with writer.reader() as reader:
        places = [place for place, number in _numbered(reader, columns) if number in numbers]
    for place in places:
        writer.delete_document(place)
    return places


def _numbered(reader: IndexReader, columns: SegmentColumns) -> Iterator[tuple[int, int]]:
    for leaf, offset in reader.leaf_readers():
        if leaf.doc_count_all():
            gone = leaf.deleted_docs_set
            for place, number in enumerate(columns.get(leaf, NUMBER)):
                if place not in gone:
                    yield offset + place, number
