"""How articles get into the index, change there and leave it: one commit for each call.

A number stands in the index once, whatever is written in whatever order; what was written
before a crash is whole, and writing it again changes nothing. Nothing here reads the library.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy as np
from whoosh.index import LockError

from index.errors import LibraryBusyError, LibraryError
from index.search.engine.batch import WORDS
from index.search.engine.merging import MergeStopped
from index.search.engine.segment_writer import ArrayWriter, sizes_of
from index.search.engine.tiers import at_leisure
from index.search.engine.workers import build_segments
from index.search.full_text import trouble_named
from index.search.schema import LAYOUT, NUMBER, document

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.article import Article
    from index.search.engine.codec import ArraySegment
    from index.search.engine.segment_file import Array
    from index.search.full_text import FullTextIndex

_PATIENCE: Final = 10.0
_DISK_TROUBLE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})


def unseen(_: int) -> None:
    """Take a count that nobody looks at."""


def never() -> bool:
    """Return False: what is under way is wanted to its end."""
    return False


class Writer:
    """Writes to one index; another writer has to wait for its commit.

    Methods that write return when all is on the disk. They raise `LibraryBusyError` when another
    program writes for longer than ``patience`` seconds, `IndexUnusableError` where the index is
    damaged, `LibraryError` where the disk takes no more; what stood in the index stays then.
    """

    def __init__(self, index: FullTextIndex, *, patience: float = _PATIENCE) -> None:
        self._index = index
        self._patience = patience

    def write(self, entries: Sequence[tuple[int, Article]], gone: Collection[int] = ()) -> None:
        """Put a few articles in by their numbers, each in the place of what stood there.

        The articles ``gone`` leave, unless they are among ``entries``.
        """
        latest = dict(entries)
        if not latest and not gone:
            return
        with self._writing() as writer:
            removed = _delete(writer, _numbers({*latest, *gone}))
            for number, article in latest.items():
                writer.add_document(**document(number, article))
            if latest or removed:
                writer.commit()

    def build(
        self,
        entries: Iterable[tuple[int, Article]],
        gone: Collection[int] = (),
        *,
        progress: Callable[[int], None] = unseen,
        stopped: Callable[[], bool] = never,
        workers: int | None = None,
    ) -> int | None:
        """Do what `write` does for very many articles, which are drawn one by one.

        Returns how many there were, None when ``stopped`` returned True: nothing has changed
        then. ``progress`` is told how many are done. ``workers`` processes share the work, as
        many as there are processors unless it is said; few articles are not worth one.
        """
        folder = self._index.folder
        with self._held() as writer:
            try:
                # What articles or a listener raise is not the index's trouble.
                with _full_disk_named(folder):
                    count = build_segments(
                        writer, entries, document, progress, stopped, workers=workers
                    )
                if count or gone:
                    with trouble_named(folder), _full_disk_named(folder):
                        _settle(writer, _numbers(gone))
                        # Without being merged it is whole too; another time will do.
                        writer.commit(lambda _, all_: _merged(writer, all_, stopped, whole=False))
            except MergeStopped:
                return None
        return count

    def tidy(self, stopped: Callable[[], bool] = never, *, most: int | None = None) -> bool:
        """Merge segments where that makes them fewer; return whether anything was done.

        Gives up soon after ``stopped`` returns True, and on a disk that has no room for it;
        nothing has changed then. With ``most``, no more than so many articles are written anew.
        """
        with self._writing() as writer:
            sizes = sizes_of(writer.segments)
            chosen = at_leisure(sizes)
            if not chosen or (most is not None and sum(sizes[at].living for at in chosen) > most):
                return False
            try:
                writer.commit(lambda _, all_: _merged(writer, all_, stopped, whole=True))
            except MergeStopped:
                return False
            except OSError as error:
                if error.errno not in _DISK_TROUBLE:
                    raise
                return False
        return True

    def numbers(self) -> set[int]:
        """Return the numbers of all articles in the index; raises `IndexUnusableError`."""
        return self._index.undisturbed(self._all_numbers)

    def _all_numbers(self) -> set[int]:
        found: set[int] = set()
        for segment in self._index.segments():
            numbers = segment.open(self._index.folder).column(NUMBER)
            alive = segment.alive()
            found.update((numbers if alive is None else numbers[alive]).tolist())
        return found

    @contextmanager
    def _writing(self) -> Iterator[ArrayWriter]:
        folder = self._index.folder
        with trouble_named(folder), _full_disk_named(folder), self._held() as writer:
            yield writer

    @contextmanager
    def _held(self) -> Iterator[ArrayWriter]:
        """Hold the writer of the index, and give up what was not committed at the end."""
        with trouble_named(self._index.folder):
            writer = self._open()
        try:
            yield writer
        finally:
            if not writer.is_closed:
                writer.cancel()

    def _open(self) -> ArrayWriter:
        try:
            return ArrayWriter(self._index.whoosh, LAYOUT, timeout=self._patience, words=WORDS)
        except LockError as error:
            message = (
                f"{self._index.folder}: another Broadsheet is writing to the index;"
                " try again when it is done"
            )
            raise LibraryBusyError(message) from error


def _merged(
    writer: ArrayWriter,
    segments: list[ArraySegment],
    stopped: Callable[[], bool],
    *,
    whole: bool,
) -> list[ArraySegment]:
    """Return what is left of ``segments``.

    Unless it is to be ``whole``, that is where it was stopped, or the disk was full.
    """
    while chosen := at_leisure(sizes_of(segments)):
        try:
            merged = writer.merge_segments([segments[at] for at in chosen], stopped)
        except (MergeStopped, OSError) as error:
            if whole or (isinstance(error, OSError) and error.errno not in _DISK_TROUBLE):
                raise
            break
        segments = [one for at, one in enumerate(segments) if at not in chosen] + [merged]
    return segments


def _settle(writer: ArrayWriter, gone: Array) -> None:
    """Leave of every number the document added last, and none of those ``gone`` and not added."""
    taken = np.zeros(0, np.int64)
    for segment in reversed(writer.added):
        # There may be hundreds, and not so many files may be open at a time.
        numbers = np.array(segment.open_anew(writer.folder).column(NUMBER))
        _, last = np.unique(numbers[::-1], return_index=True)
        old = np.ones(len(numbers), bool)
        old[len(numbers) - 1 - last] = False
        old |= np.isin(numbers, taken)
        if old.any():
            segment.delete_documents(old)
        taken = np.concatenate([taken, numbers])
    _delete(writer, np.concatenate([taken, gone]))


def _delete(writer: ArrayWriter, numbers: Array) -> int:
    return writer.delete_where(lambda segment: np.isin(segment.column(NUMBER), numbers))


def _numbers(numbers: Collection[int]) -> Array:
    return np.fromiter(numbers, np.int64, count=len(numbers))


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
