"""A library whose writer is killed at any moment holds whole articles, each once."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from index.store.archive import Archive
from index.store.database import Database
from index.store.journal import Journal

_ROOT = Path(__file__).parents[1]
_BATCH = 5

# Tells every statement before it is carried out, so that a kill may fall between any two of them.
_WRITER = """
import sqlite3, sys
from pathlib import Path

connect = sqlite3.connect

def told(*arguments, **options):
    connection = connect(*arguments, **options)
    connection.set_trace_callback(lambda sql: print("statement", flush=True))
    return connection

sqlite3.connect = told
sys.path[:0] = ["tests"]

from stories import pair, story
from index.store.archive import Archive
from index.store.database import Database

archive = Archive(Database(Path(sys.argv[1])))
while True:
    first = archive.count()
    batch = [pair(story(place)) for place in range(first, first + 4)]
    batch.append(pair(story(first // 2, body=f"As told again after {first} stories.")))
    archive.keep(batch)
    print("kept", first + 4, flush=True)
"""


def _kill_while_writing(path: Path, lines: int) -> int:
    """Return how many articles the writer said it had kept when it was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)], cwd=_ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        said += writer.stdout.readlines()
    assert writer.returncode == -signal.SIGKILL, "the writer ended by itself"
    # The last line may have been cut off anywhere.
    whole = [line for line in said if line.startswith("kept ") and line.endswith("\n")]
    return max((int(line.split()[1]) for line in whole), default=0)


def _check(path: Path, acknowledged: int) -> None:
    with closing(Database(path)) as database:
        archive, journal = Archive(database), Journal(database)
        assert database.faults() == []
        count = archive.count()
        assert count >= acknowledged
        assert count % 4 == 0, "half a batch was kept"
        numbers = list(archive.numbers())
        assert len(numbers) == len({headline.id for headline in archive.headlines(numbers)})
        assert len(list(archive.articles(numbers))) == count
        assert [number for number, _ in archive.captures()] == sorted(numbers)
        assert sorted(row.number for row in journal.read(count + 1)) == sorted(numbers)
        # Four new captures and one update a batch.
        assert database.rows("SELECT count(*) FROM captures") == [(count // 4 * _BATCH,)]


def test_a_writer_killed_at_any_moment_loses_and_doubles_nothing(tmp_path: Path) -> None:
    chance = random.Random(20211)
    path = tmp_path / "library.sqlite3"
    for _ in range(12):
        _check(path, _kill_while_writing(path, chance.randint(1, 260)))
    with closing(Database(path)) as database:
        assert Archive(database).count() > 0


@pytest.mark.parametrize("lines", [2, 7, 12, 17, 23])
def test_a_library_whose_making_was_killed_is_made_anew(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "library.sqlite3"
    _check(path, _kill_while_writing(path, lines))
