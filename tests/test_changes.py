"""Changes of marks are told in words and recorded whole, small, and never without the marks."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import zlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import pairs, story
from wishes import ALL, noted, read, read_of, star, tagged, told

from index.changes import MOST_NUMBERS, Change, Done, Mark
from index.errors import LibraryError
from index.library import DATABASE_NAME, Library
from index.results import Reading
from index.store.changes import MOST_CHANGES, ChangeRecords
from index.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTED = "Ask about the lease."


@pytest.fixture
def database(library_folder: Path) -> Iterator[Database]:
    """Open the library's file beside the library."""
    with Database(library_folder / DATABASE_NAME) as database:
        yield database


@pytest.mark.parametrize(
    ("mark", "on", "count", "sentence"),
    [
        (Mark.READ, True, 1, "Article marked read"),
        (Mark.READ, False, 1, "Article marked unread"),
        (Mark.READ, True, 12345, "12,345 articles marked read"),
        (Mark.READ, False, 3, "3 articles marked unread"),
        (Mark.STARRED, True, 1, "Star given"),
        (Mark.STARRED, False, 1, "Star taken away"),
        (Mark.STARRED, True, 2, "Star given to 2 articles"),
        (Mark.STARRED, False, 2, "Star taken away from 2 articles"),
        (Mark.TAG, True, 1, "Tag “Ports” given"),
        (Mark.TAG, False, 1, "Tag “Ports” taken away"),
        (Mark.TAG, True, 12, "Tag “Ports” given to 12 articles"),
        (Mark.TAG, False, 12, "Tag “Ports” taken away from 12 articles"),
        (Mark.NOTE, True, 1, "Note kept"),
        (Mark.NOTE, False, 1, "Note removed"),
        (Mark.NOTE, True, 4, "Note kept on 4 articles"),
        (Mark.NOTE, False, 4, "Notes removed from 4 articles"),
    ],
)
def test_what_was_done_is_said_in_one_sentence(
    mark: Mark, on: bool, count: int, sentence: str
) -> None:
    done = Done(mark, on, "Ports", count, (1,))
    assert done.sentence == sentence
    assert done.undone_sentence == f"Taken back: {sentence[0].lower()}{sentence[1:]}"


def test_the_values_can_be_had_without_the_store() -> None:
    code = "import sys, index.changes; print('sqlite3' in sys.modules or 'json' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def _damage(database: Database, assignment: str, *values: bytes | str) -> None:
    with database.writing() as connection:
        sql = "UPDATE changes SET {} WHERE sequence = (SELECT max(sequence) FROM changes)"
        connection.execute(sql.format(assignment), values)


_DAMAGES = [
    b"",
    b"no zlib",
    zlib.compress(b"[1, 2")[:-3],
    *map(zlib.compress, [b"[1, 2", b"\xff", b"null", b"3", b'"ab"', b"[1.5, 1]", b"[[1], 2]"]),
    *map(zlib.compress, [b'{"1": 2}', b"[1]", b"[1, 1, 1]", b"[9223372036854775807, 1]"]),
    zlib.compress(b'{"2": 5, "3": ""}'),
    zlib.compress(b"[" * 100_000),
]


@pytest.mark.parametrize("before", _DAMAGES)
@pytest.mark.parametrize("change", [read(2, 3), noted(_NOTED, 2, 3)])
def test_a_damaged_record_is_told_and_dropped_and_those_before_are_taken_back(
    library: Library, database: Database, change: Change, before: bytes
) -> None:
    library.marking.change(star(1))
    library.marking.change(change)
    _damage(database, "before = ?", before)
    assert told(library.marking.undoable()) == (1,)
    with pytest.raises(LibraryError, match=r"library\.sqlite3: .*damaged; undo again"):
        library.marking.undo()
    assert told(library.marking.undo()) == (1,)
    assert library.marking.undo() is None


def test_a_mark_of_no_known_name_is_a_damaged_record(library: Library, database: Database) -> None:
    library.marking.change(star(1))
    _damage(database, "mark = ?", "pinned")
    assert library.marking.undoable() is None
    with pytest.raises(LibraryError, match="damaged"):
        library.marking.undo()
    assert library.marking.undo() is None


def test_a_damaged_record_cannot_be_done_again_and_is_dropped(
    library: Library, database: Database
) -> None:
    library.marking.change(star(1))
    library.marking.change(read(2))
    library.marking.undo()
    _damage(database, "before = ?", b"no zlib")
    with pytest.raises(LibraryError, match="damaged; make the change anew"):
        library.marking.redo()
    assert library.marking.redo() is None
    assert told(library.marking.undo()) == (1,)


@pytest.mark.parametrize("change", [read(1), star(1), tagged("ports", 1), noted(_NOTED, 1)])
def test_a_change_that_cannot_be_recorded_is_not_applied(
    library: Library, database: Database, change: Change
) -> None:
    with database.writing() as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON changes BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(LibraryError):
        library.marking.change(change)
    assert (library.reading(1), library.tags_of(1), library.note_of(1)) == (Reading(), (), "")


def test_what_cannot_be_turned_is_not_taken_back(library: Library, database: Database) -> None:
    library.marking.change(read(1))
    with database.writing() as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(LibraryError):
        library.marking.undo()
    assert (read_of(library), told(library.marking.undoable())) == ([1], (1,))


def test_the_newest_changes_alone_are_kept(library: Library, database: Database) -> None:
    for place in range(MOST_CHANGES + 3):
        library.marking.change(Change(Mark.READ, place % 2 == 0, [1]))
    assert database.rows("SELECT count(*) FROM changes") == [(MOST_CHANGES,)]
    undone = 0
    while library.marking.undo():
        undone += 1
    assert undone == MOST_CHANGES
    # The three oldest are for good: read, unread, read.
    assert read_of(library) == [1]


def test_ten_thousand_articles_are_one_small_record(tmp_path: Path) -> None:
    with closing(Library.open(tmp_path / "many")) as library:
        library.archive.keep(pairs(map(story, range(10_000))))
        numbers = library.archive.numbers()
        library.mark_read(numbers[5000:5010], True)
        done = library.marking.change(Change(Mark.READ, True, numbers))
        assert done is not None
        assert (done.count, len(done.numbers)) == (9990, MOST_NUMBERS)
        assert done.sentence == "9,990 articles marked read"
        library.marking.change(Change(Mark.TAG, True, numbers, "ports"))
        with Database(tmp_path / "many" / DATABASE_NAME) as database:
            assert database.rows("SELECT max(length(before)) < 500 FROM changes") == [(1,)]
        library.marking.undo()
        assert library.tags() == []
        assert library.marking.undo() == done
        assert len(library.unread()) == 9990
        library.marking.redo()
        assert library.unread() == set()


@given(
    st.lists(st.sets(st.integers(1, (1 << 63) - 1), min_size=1), min_size=1, max_size=4),
    st.dictionaries(st.integers(1, (1 << 63) - 1), st.text(), min_size=1, max_size=4),
)
def test_records_come_back_with_every_number_and_note(
    tmp_path_factory: pytest.TempPathFactory, sets: list[set[int]], notes: dict[int, str]
) -> None:
    with Database(tmp_path_factory.mktemp("records") / DATABASE_NAME) as database:
        records = ChangeRecords(database)
        wished: list[tuple[Change, dict[int, str]]]
        wished = [(read(*sorted(numbers)), {}) for numbers in sets]
        wished.append((noted("new", *sorted(notes)), notes))
        with database.writing() as connection:
            for change, before in wished:
                records.add(connection, change, before)
        record = records.undoable()
        for change, before in reversed(wished):
            assert record is not None
            assert record.change is not None
            assert sorted(record.change.numbers) == list(change.numbers)
            assert record.notes == before
            record = records.undoable(record.sequence)
        assert record is None


_TURNING = """
import sqlite3, sys
from pathlib import Path

connect = sqlite3.connect

def told(*arguments, **options):
    connection = connect(*arguments, **options)
    connection.set_trace_callback(lambda sql: print("statement", flush=True))
    return connection

sqlite3.connect = told

from index.changes import Change, Mark
from index.library import Library

marking = Library.open(Path(sys.argv[1])).marking
marking.change(Change(Mark.READ, True, range(1, 13)))
while True:
    marking.undo()
    marking.redo()
"""


def _kill_while_turning(folder: Path, lines: int) -> None:
    command = [sys.executable, "-c", _TURNING, str(folder)]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(lines):
            writer.stdout.readline()
        writer.kill()
    assert writer.returncode == -signal.SIGKILL, "the writer ended by itself"


def test_a_reader_killed_at_any_moment_has_marks_and_records_that_agree(
    library_folder: Path,
) -> None:
    chance = random.Random(20212)
    for _ in range(8):
        _kill_while_turning(library_folder, chance.randint(20, 90))
        with closing(Library.open(library_folder)) as library:
            done = library.marking.undoable()
            assert told(done) in {ALL, None}
            assert read_of(library) == (list(ALL) if done else [])
            library.marking.undo()
            assert read_of(library) == []
