"""The index kept in step with the library: caught up from the journal, rebuilt on any doubt.

The library is the truth and the index its shadow. A chunk of the journal is indexed and on disk
before it is marked done, so a crash leaves work to be done again and never an article lost or
doubled. Knows nothing of queries.
"""

from __future__ import annotations

import fcntl
import os
import threading
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index.errors import IndexUnusableError, LibraryBusyError, LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.search.full_text import FullTextIndex
    from index.search.writer import Writer
    from index.store.archive import Archive
    from index.store.journal import Journal

CHUNK: Final = 2_000
"""Articles in one commit while few wait."""

MANY: Final = 4_000
"""So many that wait are built by all processors, `LARGE_CHUNK` in one commit."""

LARGE_CHUNK: Final = 50_000

_TIDIED: Final = 20
_TIDIED_ALWAYS: Final = 20_000

LOCK_NAME: Final = "index.lock"
"""The file beside the index that whoever writes the index holds locked."""


class Indexing:
    """Brings the index in ``folder`` up to the state of ``archive``; safe to share by threads.

    Methods that write raise LibraryBusyError while another process writes to the index, and
    LibraryError where the disk takes nothing.
    """

    def __init__(self, archive: Archive, journal: Journal, folder: Path) -> None:
        self.folder = folder
        self._archive = archive
        self._journal = journal
        self._one_at_a_time = threading.Lock()

    def pending(self) -> int:
        """Return how many changes wait: the journal's, or all articles where there is no index."""
        return self._journal.pending() if self.folder.exists() else self._archive.count()

    def open(self) -> FullTextIndex:
        """Open the index; raises IndexUnusableError when it is missing, damaged or of old make."""
        from index.search.full_text import FullTextIndex

        return FullTextIndex.open(self.folder)

    def waiting(self) -> set[int]:
        """Return the numbers of all articles in the journal."""
        return {row.number for row in self._journal.read(self._journal.pending())}

    def indexed(self) -> set[int]:
        """Return the numbers of all articles in the index, which is read once as a whole.

        Raises IndexUnusableError.
        """
        from index.search.writer import Writer

        full_text = self.open()
        full_text.check()
        return Writer(full_text).numbers()

    def catch_up(self, progress: Callable[[int], None], stopped: Callable[[], bool]) -> int:
        """Index what waits and return how many articles that was; rebuild an unusable index."""
        with self._alone():
            try:
                return self._catch_up(self.open(), progress, stopped)
            except IndexUnusableError:
                return self._rebuild(progress, stopped) or 0

    def rebuild(self, progress: Callable[[int], None], stopped: Callable[[], bool]) -> int | None:
        """Build the index anew beside the old one, then swap; None when stopped before that."""
        with self._alone():
            return self._rebuild(progress, stopped)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads waiting and other processes out, for as long as this one lives."""
        with self._one_at_a_time, self._lock_file() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LibraryBusyError(
                    f"{self.folder}: another Broadsheet is indexing; try again when it is done."
                ) from error
            self._sweep()
            yield

    @contextmanager
    def _lock_file(self) -> Iterator[int]:
        path = self.folder.with_name(LOCK_NAME)
        try:
            lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise LibraryError(
                f"{path}: cannot be written ({error.strerror}); make room, or check the permissions"
            ) from error
        try:
            yield lock
        finally:
            os.close(lock)

    def _catch_up(
        self,
        full_text: FullTextIndex,
        progress: Callable[[int], None],
        stopped: Callable[[], bool],
    ) -> int:
        from index.search.writer import Writer

        writer = Writer(full_text)
        done = 0
        while not stopped() and (rows := self._journal.read(self._chunk())):
            numbers = sorted({row.number for row in rows})
            if not self._write(writer, numbers, done, progress, stopped):
                return done
            self._journal.mark_done(rows[-1].sequence)
            done += len(numbers)
            progress(done)
        self._tidy(writer, done, stopped)
        return done

    def _chunk(self) -> int:
        return LARGE_CHUNK if self._journal.pending() >= MANY else CHUNK

    def _write(
        self,
        writer: Writer,
        numbers: list[int],
        done: int,
        progress: Callable[[int], None],
        stopped: Callable[[], bool],
    ) -> bool:
        """Index the articles of ``numbers``, or take them out; return whether that was done."""
        articles = self._archive.articles(numbers)
        if len(numbers) < MANY:
            entries = list(articles)
            writer.write(entries, set(numbers) - {number for number, _ in entries})
            return True
        built = writer.build(
            articles, numbers, progress=lambda count: progress(done + count), stopped=stopped
        )
        return built is not None

    def _tidy(self, writer: Writer, done: int, stopped: Callable[[], bool]) -> None:
        """Merge segments while nothing waits, no more than what was indexed is in proportion to."""
        most = max(_TIDIED * done, _TIDIED_ALWAYS)
        while not self._busy(stopped) and writer.tidy(lambda: self._busy(stopped), most=most):
            pass

    def _busy(self, stopped: Callable[[], bool]) -> bool:
        return stopped() or self._journal.last() > 0

    def _rebuild(self, progress: Callable[[int], None], stopped: Callable[[], bool]) -> int | None:
        from index.search.full_text import remove, replace

        beside = self.folder.with_name(f"{self.folder.name}.{uuid.uuid4().hex[:8]}.new")
        # Whatever is journalled from here on is indexed again after the swap: twice does no harm.
        last = self._journal.last()
        try:
            done = self._build(beside, progress, stopped)
            if done is None:
                return None
            replace(self.folder, beside)
        finally:
            remove(beside)  # there only where it did not take its place
        self._journal.mark_done(last)
        self._catch_up(self.open(), lambda _: None, stopped)
        return done

    def _build(
        self, folder: Path, progress: Callable[[int], None], stopped: Callable[[], bool]
    ) -> int | None:
        """Index all articles in a new ``folder`` and return how many; None when stopped."""
        from index.search.full_text import FullTextIndex
        from index.search.writer import Writer

        writer = Writer(FullTextIndex.create(folder))
        articles = self._archive.articles(sorted(self._archive.numbers()))
        return writer.build(articles, progress=progress, stopped=stopped)

    def _sweep(self) -> None:
        """Remove what a rebuild that was cut off has left behind."""
        from index.search.full_text import remove

        for kind in ("new", "old"):
            for left in self.folder.parent.glob(f"{self.folder.name}.*.{kind}"):
                remove(left)
