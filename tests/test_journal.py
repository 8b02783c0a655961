"""The journal tells which articles the full-text index has not seen, each once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from stories import pair, pairs, story

from index.store.archive import Archive
from index.store.database import Database
from index.store.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "library.sqlite3") as database:
        yield database


def _waiting(journal: Journal) -> list[int]:
    return [row.number for row in journal.read(1000)]


def test_new_articles_wait_in_the_order_they_came(database: Database) -> None:
    journal = Journal(database)
    assert (journal.pending(), journal.read(10), journal.last()) == (0, [], 0)
    Archive(database).keep(pairs(map(story, range(5))))
    assert journal.pending() == 5
    assert _waiting(journal) == [1, 2, 3, 4, 5]
    assert journal.last() == journal.read(5)[-1].sequence
    assert [row.number for row in journal.read(2)] == [1, 2]


def test_done_work_is_forgotten_and_the_rest_waits(database: Database) -> None:
    journal = Journal(database)
    Archive(database).keep(pairs(map(story, range(5))))
    journal.mark_done(journal.read(3)[-1].sequence)
    assert _waiting(journal) == [4, 5]


def test_an_article_updated_while_it_was_indexed_waits_again(database: Database) -> None:
    journal, archive = Journal(database), Archive(database)
    archive.keep(pairs(map(story, range(3))))
    chunk = journal.read(10)
    archive.keep([pair(replace(story(1), body="It was signed twice."))])
    assert _waiting(journal) == [1, 3, 2]
    journal.mark_done(chunk[-1].sequence)
    assert _waiting(journal) == [2]


def test_sequences_are_never_used_again(database: Database) -> None:
    journal, archive = Journal(database), Archive(database)
    archive.keep([pair(story(0))])
    first = journal.last()
    journal.mark_done(first)
    archive.keep([pair(story(1))])
    assert journal.last() > first


def test_unchanged_articles_do_not_wait(database: Database) -> None:
    journal, archive = Journal(database), Archive(database)
    archive.keep([pair(story(0))])
    journal.mark_done(journal.last())
    archive.keep([pair(story(0)), pair(story(0), "saved on another day")])
    assert journal.pending() == 0
