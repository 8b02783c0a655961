"""How the library's file is opened, shared between threads and written to.

One connection a thread; one writer at a time; every error of SQLite leaves here as a sentence of
`database_errors`. Never knows what the tables mean: `archive`, `journal` and `reading` do.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from array import array
from dataclasses import dataclass, field
from itertools import chain
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final, Self

from index.errors import LibraryError
from index.store.database_errors import OR_ANOTHER_FOLDER, busy, explained, is_busy
from index.store.schema import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.store.schema import Migration

Value = str | bytes | int | None
"""What a column can hold here."""

Row = tuple[Any, ...]
"""A row as SQLite gives it, untyped: whoever wrote the statement knows its columns."""

BUSY_TIMEOUT: Final = 5.0
"""Seconds to wait for another writer before giving up."""

_PAUSE: Final = 0.005
"""Seconds between two attempts where SQLite does not wait by itself."""

_PRAGMAS: Final = (
    # Bodies of usual length fill pages of this size well; only a new file takes it over.
    "PRAGMA page_size = 8192",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -16000",
    "PRAGMA journal_size_limit = 67108864",
)
_STATE: Final = """
SELECT (SELECT application_id FROM pragma_application_id),
       (SELECT user_version FROM pragma_user_version),
       (SELECT count(*) FROM sqlite_master)
"""


@dataclass(slots=True)
class _Link:
    """A thread's connection; ``lock`` is held while it works, so that nobody closes it then."""

    connection: sqlite3.Connection
    thread: threading.Thread = field(default_factory=threading.current_thread)
    lock: threading.RLock = field(default_factory=threading.RLock)


class Database:
    """The SQLite file of a library, made where it is missing and brought up to date.

    Usable from any thread. Raises LibraryError where the file or its folder cannot be used, and
    LibraryBusyError where another Broadsheet held the file longer than ``busy_timeout`` seconds.
    """

    def __init__(
        self,
        path: Path,
        *,
        busy_timeout: float = BUSY_TIMEOUT,
        migrations: Sequence[Migration] = MIGRATIONS,
    ) -> None:
        self.path = path
        self._busy_timeout = busy_timeout
        self._links: list[_Link] = []
        self._links_lock = threading.Lock()
        self._writer = threading.Lock()
        self._own = threading.local()
        self._watching = threading.Lock()
        self._watch: sqlite3.Connection | None = None
        self._closed = False
        _make_file(path)
        try:
            self._bring_up(migrations)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        """Return all rows that the statement ``sql`` yields."""
        with self._connection() as connection:
            return connection.execute(sql, parameters).fetchall()

    def integers(self, sql: str, parameters: Sequence[Value] = ()) -> array[int]:
        """Return the only column of what the statement ``sql`` yields, as 64-bit integers."""
        with self._connection() as connection:
            found: Iterable[tuple[int]] = connection.execute(sql, parameters)
            return array("q", chain.from_iterable(found))

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open one transaction that is kept as a whole, or not at all where the block raises.

        Reads of this thread see what it has written so far. Blocks cannot stand in one another.
        """
        if not self._writer.acquire(timeout=self._busy_timeout):
            raise busy(self.path)
        try:
            with self._connection() as connection, _transaction(connection):
                yield connection
        finally:
            self._writer.release()

    def version(self) -> int:
        """Return a number that is another one once anybody has written to the file since.

        Anybody is this process, too: a connection that only looks on is told of all others. Costs
        microseconds.
        """
        with self._watching:
            try:
                self._refuse_when_closed()
                self._watch = self._watch or self._connect()
                version: int = self._watch.execute("PRAGMA data_version").fetchone()[0]
            except sqlite3.Error as error:
                raise explained(self.path, error) from error
            return version

    def faults(self) -> list[str]:
        """Return what is wrong with the file, a sentence each; empty where it is whole."""
        faults: list[str] = []
        try:
            told = [str(text) for (text,) in self.rows("PRAGMA integrity_check")]
            faults += [text for text in told if text != "ok"]
            for table, row, target, _ in self.rows("PRAGMA foreign_key_check"):
                faults.append(f"row {row} of {table} belongs to a row of {target} that is gone")
        except LibraryError as error:
            faults.append(str(error))
        return faults

    def close(self) -> None:
        """Close the connections of all threads, after what they are doing now."""
        with self._links_lock:
            self._closed = True
            links, self._links = self._links, []
        with self._watching, contextlib.suppress(sqlite3.Error):
            if self._watch is not None:
                self._watch.close()
        for link in links:
            with link.lock, contextlib.suppress(sqlite3.Error):
                link.connection.close()

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            link = self._link()
            with link.lock:
                self._refuse_when_closed()
                yield link.connection
        except sqlite3.Error as error:
            raise explained(self.path, error) from error

    def _link(self) -> _Link:
        self._refuse_when_closed()
        link: _Link | None = getattr(self._own, "link", None)
        if link is None:
            link = self._own.link = _Link(self._connect())
            with self._links_lock:
                self._let_go_of_the_dead()
                self._links.append(link)
        return link

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path,
            timeout=self._busy_timeout,
            isolation_level=None,
            check_same_thread=False,  # so that one thread can close them all
        )
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    def _let_go_of_the_dead(self) -> None:
        """Close connections whose thread has ended: nobody else can use them."""
        for link in [link for link in self._links if not link.thread.is_alive()]:
            self._links.remove(link)
            link.connection.close()

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise LibraryError(f"{self.path}: the library is closed; open it again")

    def _bring_up(self, migrations: Sequence[Migration]) -> None:
        known = len(migrations)
        with self._connection() as connection:
            version = self._version(connection, known)
            if version < known:
                self._use_write_ahead_log(connection)
        for target, migration in enumerate(migrations[version:], version + 1):
            with self.writing() as connection:
                # Another Broadsheet may have been quicker while this one waited to write.
                if self._version(connection, known) < target:
                    _migrate(connection, migration, target)

    def _use_write_ahead_log(self, connection: sqlite3.Connection) -> None:
        """Switch for good; SQLite itself does not wait here while others open the file too."""
        deadline = monotonic() + self._busy_timeout
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if not is_busy(error) or monotonic() > deadline:
                    raise
                sleep(_PAUSE)
            else:
                return

    def _version(self, connection: sqlite3.Connection, known: int) -> int:
        """Return the version of the library's tables, 0 for a new file."""
        application: int
        version: int
        tables: int
        application, version, tables = connection.execute(_STATE).fetchone()
        if application != APPLICATION_ID and (version or tables):
            raise LibraryError(
                f"{self.path} belongs to another program; choose another folder with --library"
            )
        if version > known:
            raise LibraryError(
                f"{self.path} was written by a newer Broadsheet (library version {version}, this "
                f"one knows {known}); update Broadsheet to open it"
            )
        return version


def _make_file(path: Path) -> None:
    """Make the file for its owner alone; SQLite gives its side files the same mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Only a new file may be opened here: closing one that is in use by this process would
        # drop the locks SQLite holds on it.
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise LibraryError(
            f"{path} cannot be made ({error.strerror}); check the folder's permissions, "
            f"{OR_ANOTHER_FOLDER}"
        ) from error


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


def _migrate(connection: sqlite3.Connection, migration: Migration, version: int) -> None:
    for statement in migration:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
