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
import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from whoosh import __version_str__ as whoosh_version
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from index.errors import BroadsheetError, IndexUnusableError, LibraryError
from index.search.schema import STAMP, make_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STAMP_NAME: Final = "stamp.json"
_INDEX_NAME: Final = "MAIN"


class FullTextIndex:
    """A folder that holds one Whoosh index, checked before anything in it is trusted."""

    def __init__(self, folder: Path, whoosh_index: FileIndex) -> None:
        self.folder = folder
        self.whoosh = whoosh_index

    @classmethod
    def create(cls, folder: Path) -> FullTextIndex:
        """Make ``folder`` with an empty index in it.

        Raises `LibraryError` where the folder is there already or cannot be made.
        """
        try:
            folder.mkdir(mode=0o700)
            folder.chmod(0o700)
            FileIndex.create(DurableStorage(str(folder)), make_schema(), _INDEX_NAME)
            _write_durably(folder / _STAMP_NAME, json.dumps(_stamp()).encode())
        except OSError as error:
            message = f"{folder}: no index can be made here ({error.strerror}); make room for it"
            raise LibraryError(message) from error
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> FullTextIndex:
        """Open the index in ``folder``; raises `IndexUnusableError` unless it is sound."""
        with trouble_named(folder):
            _check_owner(folder)
            if json.loads((folder / _STAMP_NAME).read_bytes()) != _stamp():
                raise unusable(folder, "was written by another version")
            storage = DurableStorage(str(folder))
            return cls(folder, FileIndex(storage, indexname=_INDEX_NAME))

    def generation(self) -> int:
        """Return the number of the last commit; it grows with each."""
        with trouble_named(self.folder):
            generation = int(self.whoosh.latest_generation())
        if generation < 0:
            raise unusable(self.folder, "is gone")
        return generation

    def check(self) -> None:
        """Read the whole index once; raises `IndexUnusableError` where it is not whole."""
        with trouble_named(self.folder), self.whoosh.reader() as reader:
            for leaf, _ in reader.leaf_readers():
                for _ in leaf.iter_postings():
                    pass

    def destroy(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's files in a folder; a commit counts only when all it wrote is on the disk.

    Whoosh commits by renaming its table of contents into place, so that everything else has to
    be on the disk before that name is.
    """

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file when all files of the folder are on the disk, then the folder is."""
        for name in self.list():
            path = self._fpath(name)
            if os.path.isfile(path):  # noqa: PTH113 (Whoosh's storage speaks in strings)
                _sync(path)
        super().rename_file(oldname, newname, safe=safe)
        _sync(self.folder)


def replace(old: Path, new: Path) -> None:
    """Put the index folder ``new`` in the place of ``old``, which is removed.

    Whoever has the old one open reads it to the end. Raises `LibraryError`.
    """
    aside = old.with_name(f"{old.name}.{uuid.uuid4().hex[:8]}.old")
    try:
        with suppress(FileNotFoundError):
            old.rename(aside)
        new.rename(old)
        _sync(str(old.parent))
    except OSError as error:
        message = f"{new}: cannot take the place of {old} ({error.strerror})"
        raise LibraryError(message) from error
    shutil.rmtree(aside, ignore_errors=True)


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


def _stamp() -> dict[str, object]:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {**STAMP, "whoosh": whoosh_version, "python": python}


def _check_owner(folder: Path) -> None:
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode):
        raise unusable(folder, "is no folder")
    if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o077):
        raise unusable(folder, "lies in a folder that others can write to or read")


def _write_durably(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    _sync(str(path))
    _sync(str(path.parent))


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
