"""Where the full-text index lies, whether it may be opened, and whether it is whole.

Opening a Whoosh index runs what its files say (they are pickles). So the folder has to be ours
alone, and a stamp of plain JSON, read first, has to name the versions that wrote it. Whatever
goes wrong, the index is `IndexUnusableError`: it holds nothing that the library does not, and
is built anew beside the old one and put in its place. Nothing here reads or writes articles.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
import time
import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, TypeVar

from whoosh import __version_str__ as whoosh_version
from whoosh.index import FileIndex

from index.errors import BroadsheetError, IndexUnusableError, LibraryError
from index.search.schema import STAMP, make_schema
from index.search.storage import DurableStorage, sync, write_durably

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.search.engine.codec import ArraySegment

_STAMP_NAME: Final = "stamp.json"
_INDEX_NAME: Final = "MAIN"
_TICK: Final = 3_000_000_000
# A commit in the middle makes a reader look again.
_LOOKS: Final = 10
_MOMENT: Final = 0.001

_T = TypeVar("_T")


class FullTextIndex:
    """A folder that holds one Whoosh index, checked before anything in it is trusted."""

    def __init__(self, folder: Path, whoosh_index: FileIndex) -> None:
        self.folder = folder
        self.whoosh = whoosh_index
        self._stamp = folder / _STAMP_NAME
        self._made = _made(self._stamp)
        self._seen = (-1, -1)

    @classmethod
    def create(cls, folder: Path) -> FullTextIndex:
        """Make ``folder`` with an empty index in it.

        Raises `LibraryError` where the folder is there already or cannot be made.
        """
        try:
            folder.mkdir(mode=0o700)
            folder.chmod(0o700)
            FileIndex.create(DurableStorage(folder), make_schema(), _INDEX_NAME)
            write_durably(folder / _STAMP_NAME, _stamp())
        except OSError as error:
            message = f"{folder}: no index can be made here ({error.strerror}); make room for it"
            raise LibraryError(message) from error
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> FullTextIndex:
        """Open the index in ``folder``; raises `IndexUnusableError` unless it is sound."""
        return _in_place(folder, lambda: cls._opened(folder))

    @classmethod
    def _opened(cls, folder: Path) -> FullTextIndex:
        with trouble_named(folder):
            _check_stamp(folder)
            return cls(folder, _read(DurableStorage(folder)))

    def generation(self) -> int:
        """Return the number of the last commit; it grows with each."""
        with trouble_named(self.folder):
            generation = int(self.whoosh.latest_generation())
        if generation < 0:
            raise unusable(self.folder, "is gone")
        return generation

    def segments(self) -> list[ArraySegment]:
        """Return the segments of the last commit, none of which is opened."""
        segments: list[ArraySegment] = self.whoosh._read_toc().segments  # noqa: SLF001
        return segments

    def state(self) -> tuple[int, ...]:
        """Return a value that changes whenever what can be found does.

        Another index put in the place of this one changes it too, and is checked as `open` does.
        """
        return _in_place(self.folder, self._state)

    def _state(self) -> tuple[int, ...]:
        with trouble_named(self.folder):
            made = _made(self._stamp)
            if made != self._made:
                _check_stamp(self.folder)
                self._made = made
            changed = self.folder.stat().st_mtime_ns
        seen_at, generation = self._seen
        if changed != seen_at:
            generation = self.generation()
            # Clocks of files tick slowly: two commits of one moment would look like one.
            settled = time.time_ns() - changed > _TICK
            self._seen = (changed if settled else -1, generation)
        return (generation, *made)

    def undisturbed(self, read: Callable[[], _T]) -> _T:
        """Return what ``read`` returns, done again where a commit came between.

        A commit takes away the files of segments that it has merged. Raises `IndexUnusableError`.
        """
        for look in range(_LOOKS, 0, -1):
            state = self.state()
            try:
                with trouble_named(self.folder):
                    found = read()
            except IndexUnusableError:
                if look == 1 or self.state() == state:
                    raise
            else:
                if look == 1 or self.state() == state:
                    break
        return found

    def check(self) -> None:
        """Read the whole index once; raises `IndexUnusableError` where it is not as written."""
        self.undisturbed(self._check)

    def _check(self) -> None:
        _check_stamp(self.folder)
        if self.whoosh.storage.contents_damaged():
            raise unusable(self.folder, "is damaged (its table of contents)")
        for segment in self.segments():
            # Mapped anew: what is in memory already may have been read before the damage.
            path = self.folder / segment.file_name()
            damaged = segment.open_anew(self.folder).file.damaged()
            if damaged:
                raise unusable(self.folder, f"is damaged ({path.name}: {damaged[0]})")


def replace(old: Path, new: Path) -> None:
    """Put the index folder ``new`` in the place of ``old``, which is removed.

    Whoever has the old one open reads it to the end. Raises `LibraryError`.
    """
    aside = old.with_name(f"{old.name}.{uuid.uuid4().hex[:8]}.old")
    try:
        with suppress(FileNotFoundError):
            old.rename(aside)
        new.rename(old)
        sync(old.parent)
    except OSError as error:
        message = f"{new}: cannot take the place of {old} ({error.strerror})"
        raise LibraryError(message) from error
    remove(aside)


def remove(folder: Path) -> None:
    """Remove an index folder with all that is in it, as far as that can be done."""
    with suppress(OSError):
        folder.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def unusable(folder: Path, trouble: str) -> IndexUnusableError:
    """Return the error that says what is wrong with the index, and what helps."""
    return IndexUnusableError(f"{folder}: the full-text index {trouble}; run: broadsheet rebuild")


@contextmanager
def trouble_named(folder: Path) -> Iterator[None]:
    """Turn whatever goes wrong with the files of an index into `IndexUnusableError`."""
    try:
        yield
    except BroadsheetError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".strip(": ")
        raise unusable(folder, f"cannot be read ({reason})") from error


def _in_place(folder: Path, look: Callable[[], _T]) -> _T:
    """Return what ``look`` returns, done again where an index just takes the place of another."""
    try:
        return look()
    except IndexUnusableError:
        # For a moment there is neither.
        for _ in range(_LOOKS):
            if folder.exists():
                break
            time.sleep(_MOMENT)
        return look()


def _read(storage: DurableStorage) -> FileIndex:
    # A commit takes the table of contents away that was found a moment before.
    for _ in range(_LOOKS):
        with suppress(FileNotFoundError):
            return FileIndex(storage, indexname=_INDEX_NAME)
    return FileIndex(storage, indexname=_INDEX_NAME)


def _stamp() -> bytes:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return json.dumps({**STAMP, "whoosh": whoosh_version, "python": python}).encode()


def _check_stamp(folder: Path) -> None:
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode):
        raise unusable(folder, "is no folder")
    if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o077):
        raise unusable(folder, "lies in a folder that others can read or write")
    if (folder / _STAMP_NAME).read_bytes() != _stamp():
        raise unusable(folder, "was written by another version")


def _made(stamp: Path) -> tuple[int, ...]:
    made = stamp.stat()
    return made.st_ino, made.st_mtime_ns
