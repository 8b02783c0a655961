"""Whoosh's writer of an index, writing segments of arrays.

Documents are gathered in batches; a full one becomes a segment file at once, which counts only
when a commit names it. The commit is Whoosh's own: its table of contents, its lock, its removal
of files that no segment has any more. Nothing here knows what a document is about.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.index import LockError, clean_files
from whoosh.searching import Searcher
from whoosh.util.filelock import try_for
from whoosh.writing import SegmentWriter

from index.search.engine.batch import WORDS, Batch
from index.search.engine.codec import ArrayCodec, ArraySegment
from index.search.engine.merging import merge
from index.search.engine.merging_sources import Source
from index.search.engine.segment_file import SegmentFileError
from index.search.engine.tiers import Size, in_commit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from whoosh.index import FileIndex

    from index.search.engine.batch import Layout
    from index.search.engine.segment import SegmentArrays
    from index.search.engine.segment_file import Array


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """Writes documents of one layout to an index; what it wrote counts when `commit` returns."""

    def __init__(
        self,
        index: FileIndex,
        layout: Layout,
        *,
        timeout: float = 0.0,
        delay: float = 0.1,
        words: int = WORDS,
    ) -> None:
        """Wait up to ``timeout`` seconds for another writer; raises whoosh.index.LockError.

        A batch is full at about ``words`` words.
        """
        self.writelock = index.lock("WRITELOCK")
        if not try_for(self.writelock.acquire, timeout=timeout, delay=delay):
            raise LockError
        try:
            contents = index._read_toc()  # noqa: SLF001  # as Whoosh's own writer does
        except BaseException:
            self.writelock.release()
            raise
        self.codec = ArrayCodec()
        self._index = index
        self.storage = index.storage
        self.folder = Path(index.storage.folder)
        self.indexname = index.indexname
        self.generation = contents.generation + 1
        self.schema = contents.schema
        self.segments = contents.segments
        self.docnum = self.docbase = 0
        self.merge, self.optimize, self.mergetype = True, False, None
        self.is_closed = False
        self.added: list[ArraySegment] = []
        """The segments that the next commit will name for the first time."""
        self._made: list[str] = []
        self.layout = layout
        self.limit = words
        self._batch = Batch(layout)
        self._setup_doc_offsets()
        # What a killed writer left would fill the disk before a commit takes it away.
        clean_files(self.storage, self.indexname, contents.generation, self.segments)

    # Documents

    def add_document(self, **fields: Any) -> None:
        """Add a document; raises TypeError for a value that its field cannot have."""
        self._check_state()
        self._batch.add(fields)
        self.docnum += 1
        if self._batch.words >= self.limit:
            self.flush()

    def flush(self) -> None:
        """Make the documents added since the last time a segment; without any, nothing."""
        if len(self._batch):
            segment = self.new_segment()
            segment.set_doc_count(self._batch.write(self.folder / segment.file_name()))
            self.added.append(segment)

    def new_segment(self, name: str | None = None) -> ArraySegment:
        """Return a segment without documents, by a name of its own unless one is given."""
        segment = ArraySegment(self.indexname, segid=name)
        self._made.append(segment.file_name())
        return segment

    def adopt(self, name: str, count: int) -> None:
        """Take in a segment of ``count`` documents whose file somebody else has written."""
        segment = self.new_segment(name)
        segment.set_doc_count(count)
        self.added.append(segment)

    def delete_where(self, choose: Callable[[SegmentArrays], Array]) -> int:
        """Delete the documents of committed segments that ``choose`` flags; return how many."""
        before = self.deleted_count()
        for segment in self.segments:
            flags = choose(segment.open(self.folder))
            if flags.any():
                segment.delete_documents(flags)
        return int(self.deleted_count() - before)

    # Merging

    def merge_segments(
        self, segments: Sequence[ArraySegment], stopped: Callable[[], bool] = lambda: False
    ) -> ArraySegment:
        """Return a new segment with the living documents of ``segments``.

        Raises `index.search.engine.merging.MergeStopped` soon after ``stopped`` returns True, and
        `index.search.engine.segment_file.SegmentFileError` where one of them is damaged.
        """
        made = self.new_segment()
        # Mapped anew: what is given back while merging is not to be missed by who searches.
        sources = [Source(one.open_anew(self.folder), one.alive()) for one in segments]
        for one, source in zip(segments, sources, strict=True):
            # Damage would be written again, and be taken for sound.
            damaged = source.arrays.file.damaged() if one.file_name() not in self._made else []
            if damaged:
                raise SegmentFileError(f"{one.file_name()}: {damaged[0]} is damaged")
        made.set_doc_count(merge(self.folder / made.file_name(), sources, stopped))
        for one in segments:
            if one.file_name() in self._made:
                with suppress(OSError):
                    (self.folder / one.file_name()).unlink()
        return made

    # Reading

    def searcher(self, **options: Any) -> Searcher:
        """Return a searcher of what is committed, without what was deleted here."""
        return Searcher(self.reader(), **options)

    # The end

    def commit(
        self,
        mergetype: Callable[[ArrayWriter, list[ArraySegment]], list[ArraySegment]] | None = None,
        optimize: bool | None = None,
        merge: bool | None = None,
    ) -> None:
        """Make what was added and deleted count; it is on the disk when this returns.

        Segments are merged as ``mergetype`` says, all of them with ``optimize``, none without
        ``merge``. Where something is raised, all of it counts or nothing has changed.
        """
        self._check_state()
        policy = mergetype or (merge_small if merge is not False else _merge_none)
        try:
            self.flush()
            segments = [one for one in (*self.segments, *self.added) if one.doc_count()]
            if optimize and segments:
                segments = [self.merge_segments(segments)]
            self._commit_toc(segments if optimize else policy(self, segments))
        except BaseException:
            self.cancel()
            raise
        self._finish()

    def cancel(self) -> None:
        """Give up what was added and deleted; no file of it stays.

        Once the table of contents names it, it counts, and it is too late for that.
        """
        self._check_state()
        if self._index.latest_generation() < self.generation:
            for path in (self.folder / name for name in self._made):
                with suppress(OSError):
                    path.unlink()
        self._finish()

    def _finish(self) -> None:
        self.is_closed = True
        self.writelock.release()


def merge_small(writer: ArrayWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    """Return the segments of a commit that somebody waits for: a few small ones become one."""
    chosen = in_commit(sizes_of(segments))
    if not chosen:
        return segments
    merged = writer.merge_segments([segments[at] for at in chosen])
    return [one for at, one in enumerate(segments) if at not in chosen] + [merged]


def sizes_of(segments: Sequence[ArraySegment]) -> list[Size]:
    """Return how large the segments are."""
    return [Size(one.doc_count_all(), one.doc_count()) for one in segments]


def _merge_none(writer: ArrayWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    del writer
    return segments
