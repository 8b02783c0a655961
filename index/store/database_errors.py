"""What the errors of SQLite mean for whoever uses the library, each as a sentence with advice.

Decides nothing: whether to try again is for whoever had the error.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from index.errors import LibraryBusyError, LibraryError

if TYPE_CHECKING:
    from pathlib import Path

OR_ANOTHER_FOLDER: Final = "or choose another folder with --library"
"""How advice on a library ends."""

_ADVICE: Final = {
    sqlite3.SQLITE_PERM: f"cannot be written; check its permissions, {OR_ANOTHER_FOLDER}",
    sqlite3.SQLITE_READONLY: f"cannot be written; check its permissions, {OR_ANOTHER_FOLDER}",
    sqlite3.SQLITE_CANTOPEN: f"cannot be opened; check its permissions, {OR_ANOTHER_FOLDER}",
    sqlite3.SQLITE_FULL: "has no room left on its disk; make room, then try again",
    sqlite3.SQLITE_CORRUPT: f"is damaged; restore it from a copy, {OR_ANOTHER_FOLDER}",
    sqlite3.SQLITE_NOTADB: f"is no Broadsheet library; move it away, {OR_ANOTHER_FOLDER}",
}


def explained(path: Path, error: sqlite3.Error) -> LibraryError:
    """Return what ``error`` says of the library's file ``path``, and what to do about it."""
    if is_busy(error):
        return busy(path)
    advice = _ADVICE.get(_code(error), f"failed ({error}); run `broadsheet check`")
    return LibraryError(f"{path} {advice}")


def busy(path: Path) -> LibraryBusyError:
    """Return the error that tells of another writer."""
    return LibraryBusyError(
        f"{path} is being written by another Broadsheet; try again when that has finished"
    )


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether ``error`` comes of somebody else who uses the file."""
    return _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _code(error: sqlite3.Error) -> int:
    """Return the primary result code of SQLite; errors of the module itself have none."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
