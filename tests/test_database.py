"""The library's file is made, brought up to date, shared and refused as it should be."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import LibraryBusyError, LibraryError
from index.store.database import Database
from index.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARK = "CREATE TABLE marks (name TEXT)"


def _note(database: Database, name: str, then: type[BaseException] | None = None) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO marks VALUES (?)", (name,))
        assert name in _marks(database)
        if then is not None:
            raise then


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "library.sqlite3"


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """Give a folder that may not be written to, even where the tests run as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        me = os.geteuid()
        if me == 0:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(me)
            folder.chmod(0o755)


def _in_thread(work: Callable[[], object]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def _marks(database: Database) -> list[str]:
    return [name for (name,) in database.rows("SELECT name FROM marks")]


def test_a_new_library_is_its_owners_alone(path: Path) -> None:
    with Database(path) as database:
        assert database.faults() == []
        database.rows("SELECT * FROM articles")
        files = list(path.parent.iterdir())
    assert {file.name for file in files} >= {path.name, path.name + "-wal"}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_side_files_and_files_copied_from_elsewhere_become_private(path: Path) -> None:
    Database(path).close()
    path.chmod(0o644)
    with Database(path) as database:
        with database.writing() as connection:
            connection.execute("DELETE FROM journal")
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_every_connection_writes_through_and_checks_references(path: Path) -> None:
    with Database(path) as database:
        found: list[int] = []

        def ask() -> None:
            for pragma in ("synchronous", "foreign_keys"):
                found.extend(value for (value,) in database.rows(f"PRAGMA {pragma}"))

        ask()
        _in_thread(ask)
        assert found == [2, 1, 2, 1]
        assert database.rows("PRAGMA journal_mode") == [("wal",)]


def test_an_older_library_is_brought_up_and_keeps_what_it_holds(path: Path) -> None:
    with Database(path, migrations=[*MIGRATIONS, (_MARK,)]) as database:
        _note(database, "old")
    more = ("ALTER TABLE marks ADD COLUMN place INTEGER", "UPDATE marks SET place = 7")
    with Database(path, migrations=[*MIGRATIONS, (_MARK,), more]) as database:
        assert database.rows("SELECT name, place FROM marks") == [("old", 7)]
        assert database.rows("PRAGMA user_version") == [(len(MIGRATIONS) + 2,)]


def test_a_migration_that_fails_leaves_the_library_as_it_was(path: Path) -> None:
    with Database(path, migrations=[*MIGRATIONS, (_MARK,)]) as database:
        _note(database, "old")
    broken = ("DELETE FROM marks", "INSERT INTO nowhere VALUES (1)")
    with pytest.raises(LibraryError, match="nowhere"):
        Database(path, migrations=[*MIGRATIONS, (_MARK,), broken])
    with Database(path, migrations=[*MIGRATIONS, (_MARK,)]) as database:
        assert _marks(database) == ["old"]


def test_a_newer_library_is_refused_with_advice_to_update(path: Path) -> None:
    Database(path, migrations=[*MIGRATIONS, (_MARK,)]).close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"newer Broadsheet .* update Broadsheet") as caught:
        Database(path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"Dear diary, " * 500, b"SQLite format 3\0" + b"\1" * 9000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(LibraryError, match=r"library\.sqlite3 .* --library"):
        Database(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="belongs to another program"):
        Database(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with Database(path) as database:
        assert database.faults() == []


def test_a_folder_that_may_not_be_written_is_told(locked_folder: Path) -> None:
    for path in (locked_folder / "library.sqlite3", locked_folder / "new" / "library.sqlite3"):
        with pytest.raises(LibraryError, match="check the folder's permissions"):
            Database(path)


def test_a_library_that_may_not_be_written_is_told(locked_folder: Path) -> None:
    path = locked_folder / "library.sqlite3"
    me = os.geteuid()
    os.seteuid(os.getuid())
    locked_folder.chmod(0o755)
    Database(path).close()
    path.chmod(0o400)
    locked_folder.chmod(0o555)
    os.seteuid(me)
    with pytest.raises(LibraryError, match="check its permissions"):
        Database(path)


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("in the way")
    with pytest.raises(LibraryError, match="cannot be made"):
        Database(tmp_path / "library" / "library.sqlite3")


def test_a_block_that_raises_writes_nothing(path: Path) -> None:
    with Database(path, migrations=[(_MARK,)]) as database:
        with pytest.raises(KeyboardInterrupt):
            _note(database, "half", KeyboardInterrupt)
        assert _marks(database) == []
        _note(database, "whole")
        assert _marks(database) == ["whole"]


def test_another_program_that_writes_too_long_makes_the_library_busy(path: Path) -> None:
    with (
        Database(path) as one,
        Database(path, busy_timeout=0.05) as other,
        one.writing(),
        pytest.raises(LibraryBusyError, match="another Broadsheet"),
        other.writing(),
    ):
        pass


def test_another_thread_that_writes_too_long_makes_the_library_busy(path: Path) -> None:
    with Database(path, busy_timeout=0.05) as database:
        caught: list[LibraryBusyError] = []

        def write() -> None:
            try:
                with database.writing():
                    pass
            except LibraryBusyError as error:
                caught.append(error)

        with database.writing():
            _in_thread(write)
        assert len(caught) == 1


def test_reading_goes_on_while_another_thread_writes(path: Path) -> None:
    with Database(path, migrations=[(_MARK,)]) as database:
        seen: list[list[str]] = []
        with database.writing() as connection:
            connection.execute("INSERT INTO marks VALUES ('unseen')")
            _in_thread(lambda: seen.append(_marks(database)))
        _in_thread(lambda: seen.append(_marks(database)))
        assert seen == [[], ["unseen"]]


def test_many_may_make_the_same_library_at_once(path: Path) -> None:
    start = threading.Barrier(8)
    failures: list[Exception] = []

    def open_it() -> None:
        start.wait()
        try:
            Database(path).close()
        except LibraryError as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_closing_closes_the_connections_of_all_threads(path: Path) -> None:
    with Database(path) as database:
        goes_on = threading.Event()
        has_read = threading.Event()
        errors: list[LibraryError] = []

        def work() -> None:
            database.rows("SELECT 1")
            has_read.set()
            goes_on.wait()
            try:
                database.rows("SELECT 1")
            except LibraryError as error:
                errors.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        has_read.wait()
        database.close()
        # SQLite takes its side files away when the last connection is closed.
        assert list(path.parent.iterdir()) == [path]
        goes_on.set()
        thread.join()
        assert "closed" in str(errors[0])
        with pytest.raises(LibraryError, match="closed; open it again"):
            database.rows("SELECT 1")


def test_threads_that_ended_hold_no_connections(path: Path) -> None:
    with Database(path) as database:
        for _ in range(10):
            _in_thread(lambda: database.rows("SELECT 1"))
        assert len(database._links) <= 2


def test_damage_is_found_and_named(path: Path) -> None:
    with Database(path) as database:
        assert database.faults() == []
    content = bytearray(path.read_bytes())
    content[8192 * 2 : 8192 * 3] = bytes(8192)
    path.write_bytes(content)
    with Database(path) as database:
        assert database.faults() != []


def test_errors_of_statements_name_the_file_and_the_next_step(path: Path) -> None:
    with (
        Database(path) as database,
        pytest.raises(LibraryError, match=r"library\.sqlite3 failed \(no such table: poems\)"),
    ):
        database.rows("SELECT * FROM poems")


def test_a_full_disk_is_told_and_leaves_what_was_there(path: Path) -> None:
    with Database(path, migrations=[(_MARK,)]) as database:
        _note(database, "before")
        [(pages,)] = database.rows("PRAGMA page_count")
        database.rows(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LibraryError, match="no room left on its disk; make room"):
            _note(database, "too much " * 10_000)
        assert _marks(database) == ["before"]
        database.rows(f"PRAGMA max_page_count = {pages + 100}")
        _note(database, "after " * 10_000)
        assert len(_marks(database)) == 2


# What others wrote


def test_the_version_is_another_after_every_write_of_any_connection(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    with Database(path) as database, Database(path) as other:
        seen = [database.version()]
        assert database.version() == seen[0]
        for writer in (database, other, database):
            with writer.writing() as connection:
                _ask(connection, len(seen))
            seen.append(database.version())
            assert database.version() == seen[-1]
            assert database.rows("SELECT count(*) FROM asked")
        assert len(set(seen)) == len(seen)


def test_the_version_is_another_after_another_program_has_written(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    with Database(path) as database:
        before = database.version()
        code = (
            "import sqlite3, sys\n"
            "with sqlite3.connect(sys.argv[1]) as connection:\n"
            "    connection.execute(\"INSERT INTO asked VALUES ('port', 1)\")"
        )
        subprocess.run([sys.executable, "-c", code, str(path)], check=True)
        assert database.version() != before


def test_the_version_stays_while_nobody_has_written_for_good(tmp_path: Path) -> None:
    with Database(tmp_path / "library.sqlite3") as database:
        before = database.version()
        with pytest.raises(LibraryError, match="UNIQUE"), database.writing() as connection:
            _twice(connection)
        assert database.version() == before


def test_the_version_is_told_to_every_thread_and_keeps_nobody_from_writing(tmp_path: Path) -> None:
    with Database(tmp_path / "library.sqlite3", busy_timeout=0.05) as database:
        told: list[int] = []

        def look() -> None:
            told.extend(database.version() for _ in range(200))

        threads = [threading.Thread(target=look) for _ in range(3)]
        for thread in threads:
            thread.start()
        for at in range(20):
            with database.writing() as connection:
                _ask(connection, at)
        for thread in threads:
            thread.join()
        assert len(told) == 600
        assert database.version() == database.version()
        assert database.rows("PRAGMA wal_checkpoint(TRUNCATE)") == [(0, 0, 0)]


def test_a_closed_file_has_no_version(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite3")
    database.version()
    database.close()
    with pytest.raises(LibraryError, match="closed"):
        database.version()
    assert not list(tmp_path.glob("*-wal"))


def _twice(connection: sqlite3.Connection) -> None:
    _ask(connection, 1)
    _ask(connection, 1)


def _ask(connection: sqlite3.Connection, at: int) -> None:
    connection.execute("INSERT INTO asked VALUES (?, ?)", (f"query {at}", at))
