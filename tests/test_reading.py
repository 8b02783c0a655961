"""What the reader did with the articles is kept and survives updates and restarts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from stories import pair, pairs, story

from index.results import Reading
from index.store.archive import Archive, Outcome
from index.store.database import Database
from index.store.reading import ReadingState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "library.sqlite3") as database:
        Archive(database).keep(pairs(map(story, range(5))))
        yield database


def test_an_article_nobody_touched_is_unread_without_a_star(database: Database) -> None:
    reading = ReadingState(database)
    assert reading.of(1) == Reading()
    assert reading.unread() == {1, 2, 3, 4, 5}
    assert reading.starred() == set()


def test_marks_are_set_and_taken_back_each_by_itself(database: Database) -> None:
    reading = ReadingState(database)
    reading.set_read([1, 2], True)
    reading.set_starred([2, 3], True)
    reading.set_position(2, 140)
    assert reading.of(2) == Reading(read=True, starred=True, position=140)
    assert (reading.unread(), reading.starred()) == ({3, 4, 5}, {2, 3})
    reading.set_read([2], False)
    reading.set_starred([3], False)
    assert reading.of(2) == Reading(read=False, starred=True, position=140)
    assert (reading.unread(), reading.starred()) == ({2, 3, 4, 5}, {2})


def test_marks_survive_a_restart(tmp_path: Path, database: Database) -> None:
    reading = ReadingState(database)
    reading.set_read([4], True)
    reading.set_starred([4], True)
    reading.set_position(4, 9)
    database.close()
    with Database(tmp_path / "library.sqlite3") as again:
        assert ReadingState(again).of(4) == Reading(read=True, starred=True, position=9)


def test_marks_survive_an_update_of_the_article(database: Database) -> None:
    reading = ReadingState(database)
    reading.set_read([1], True)
    reading.set_starred([1], True)
    update = replace(story(0), body="The contract was signed again.")
    assert Archive(database).keep([pair(update)]) == [Outcome.UPDATED]
    assert reading.of(1) == Reading(read=True, starred=True)


def test_unknown_numbers_are_passed_over(database: Database) -> None:
    reading = ReadingState(database)
    reading.set_read([77, 1], True)
    reading.set_starred([78], True)
    reading.set_position(79, 5)
    assert (reading.of(77), reading.of(79)) == (Reading(), Reading())
    assert (reading.unread(), reading.starred()) == ({2, 3, 4, 5}, set())


def test_a_position_before_the_beginning_is_the_beginning(database: Database) -> None:
    reading = ReadingState(database)
    reading.set_position(1, -3)
    assert reading.of(1).position == 0


def test_headlines_show_the_marks(database: Database) -> None:
    reading, archive = ReadingState(database), Archive(database)
    reading.set_read([5], True)
    reading.set_starred([4], True)
    for headlines in (archive.newest(3), archive.headlines([5, 4, 3])):
        assert [(headline.read, headline.starred) for headline in headlines] == [
            (True, False),
            (False, True),
            (False, False),
        ]
