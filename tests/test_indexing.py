"""The index in step with the library, through crashes and beside other programs."""

from __future__ import annotations

import dataclasses
import fcntl
import os
from typing import TYPE_CHECKING

import pytest
from conftest import capture_of, invented_articles

from index.errors import IndexUnusableError, LibraryBusyError, LibraryError
from index.indexing import LOCK_NAME, Indexing
from index.library import INDEX_NAME
from index.search.writer import Writer
from index.store.archive import Archive
from index.store.database import Database
from index.store.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Parts:
    """An archive with its journal and an index that lies beside them."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder / "library.sqlite3")
        self.archive = Archive(self.database)
        self.journal = Journal(self.database)
        self.indexing = Indexing(self.archive, self.journal, folder / INDEX_NAME)

    def keep_all(self) -> None:
        pairs = [(capture_of(article), article) for article in invented_articles()]
        self.archive.keep(pairs)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[_Parts]:
    made = _Parts(tmp_path / "library")
    yield made
    made.database.close()


def _unseen(_: int) -> None:
    return


def _never() -> bool:
    return False


def test_what_waits_is_indexed_once_and_then_nothing_waits(parts: _Parts) -> None:
    parts.keep_all()
    seen: list[int] = []
    assert parts.indexing.pending() == 12
    assert parts.indexing.catch_up(seen.append, _never) == 12
    assert seen[-1] == 12
    assert parts.indexing.pending() == 0
    assert parts.indexing.catch_up(_unseen, _never) == 0
    assert parts.indexing.indexed() == set(parts.archive.numbers())


def test_a_chunk_that_was_indexed_but_not_marked_done_is_not_doubled(parts: _Parts) -> None:
    """A crash between the commit of the index and that of the journal repeats the chunk."""
    parts.keep_all()
    parts.indexing.catch_up(_unseen, _never)
    with parts.database.writing() as connection:
        connection.execute("INSERT INTO journal (number) SELECT number FROM articles")
    assert parts.indexing.catch_up(_unseen, _never) == 12
    assert parts.indexing.open().whoosh.doc_count() == 12
    assert parts.indexing.indexed() == set(parts.archive.numbers())


def test_chunks_follow_each_other_and_a_stop_leaves_the_rest_waiting(
    parts: _Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.indexing.CHUNK", 5)
    parts.indexing.catch_up(_unseen, _never)  # an empty index, which is not built anew below
    parts.keep_all()
    seen: list[int] = []
    assert parts.indexing.catch_up(seen.append, lambda: bool(seen)) == 5
    assert parts.indexing.pending() == 7
    assert parts.indexing.catch_up(seen.append, _never) == 7
    assert seen == [5, 5, 7]
    assert parts.indexing.indexed() == set(parts.archive.numbers())


def test_many_that_wait_are_indexed_and_taken_out_alike(
    parts: _Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.indexing.MANY", 5)
    monkeypatch.setattr("index.indexing.LARGE_CHUNK", 7)
    parts.keep_all()
    seen: list[int] = []
    assert parts.indexing.catch_up(_unseen, _never) == 12  # there was no index
    with parts.database.writing() as connection:
        connection.execute("INSERT INTO journal (number) SELECT number FROM articles")
        connection.execute("DELETE FROM articles WHERE number = 3")
    assert parts.indexing.catch_up(seen.append, _never) == 12
    assert (seen == sorted(seen), seen[-1]) == (True, 12)
    assert parts.indexing.indexed() == set(parts.archive.numbers())


def test_many_that_are_stopped_wait_further(parts: _Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.indexing.MANY", 5)
    parts.indexing.catch_up(_unseen, _never)
    parts.keep_all()
    looks = iter([False, False])
    assert parts.indexing.catch_up(_unseen, lambda: next(looks, True)) == 0
    assert parts.indexing.pending() == 12
    assert parts.indexing.indexed() == set()


def test_small_segments_are_merged_when_nothing_waits(parts: _Parts) -> None:
    parts.indexing.catch_up(_unseen, _never)
    writer = Writer(parts.indexing.open())
    parts.keep_all()
    for number in range(1, 9):
        writer.write(list(parts.archive.articles([number])))
    parts.indexing.catch_up(_unseen, _never)
    assert parts.indexing.indexed() == set(parts.archive.numbers())
    assert len(parts.indexing.open().segments()) == 1


def test_an_article_that_is_gone_leaves_the_index(parts: _Parts) -> None:
    parts.keep_all()
    parts.indexing.catch_up(_unseen, _never)
    with parts.database.writing() as connection:
        connection.execute("DELETE FROM articles WHERE number = 3")
        connection.execute("INSERT INTO journal (number) VALUES (3)")
    assert parts.indexing.catch_up(_unseen, _never) == 1
    assert parts.indexing.indexed() == set(parts.archive.numbers())


def test_a_rebuild_that_is_stopped_leaves_the_old_index_in_use(parts: _Parts) -> None:
    parts.keep_all()
    parts.indexing.catch_up(_unseen, _never)
    assert parts.indexing.rebuild(_unseen, lambda: True) is None
    assert len(parts.indexing.indexed()) == 12
    beside = [path.name for path in parts.indexing.folder.parent.glob("index*")]
    assert sorted(beside) == [INDEX_NAME, LOCK_NAME]


def test_a_rebuild_that_fails_leaves_nothing_behind(parts: _Parts) -> None:
    parts.keep_all()

    def fail(_: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        parts.indexing.rebuild(fail, _never)
    assert [path.name for path in parts.indexing.folder.parent.glob("index*")] == [LOCK_NAME]


def test_what_is_kept_while_an_index_is_built_anew_is_indexed_after_it(parts: _Parts) -> None:
    parts.keep_all()
    late = dataclasses.replace(invented_articles()[0], id="late", title="Late", url="", site="")

    def keep(_: int) -> None:
        parts.archive.keep([(capture_of(late), late)])

    parts.indexing.rebuild(keep, _never)
    assert parts.indexing.pending() == 0
    assert parts.indexing.indexed() == set(parts.archive.numbers())
    assert parts.archive.count() == 13


def test_what_a_rebuild_left_behind_is_swept_by_whoever_indexes_next(parts: _Parts) -> None:
    parts.keep_all()
    parts.indexing.rebuild(_unseen, _never)
    for name in ("index.0f0f.new", "index.0f0f.old"):
        (parts.indexing.folder.parent / name).mkdir()
    parts.indexing.catch_up(_unseen, _never)
    assert not list(parts.indexing.folder.parent.glob("index.*.*"))


def test_an_index_that_others_may_write_to_is_not_opened(parts: _Parts) -> None:
    parts.keep_all()
    parts.indexing.catch_up(_unseen, _never)
    parts.indexing.folder.chmod(0o777)
    with pytest.raises(IndexUnusableError, match="broadsheet rebuild"):
        parts.indexing.open()
    assert parts.indexing.catch_up(_unseen, _never) == 12  # rebuilt
    assert len(parts.indexing.indexed()) == 12


def test_a_second_program_is_told_that_the_first_is_indexing(parts: _Parts) -> None:
    parts.keep_all()
    lock = parts.indexing.folder.with_name(LOCK_NAME)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(LibraryBusyError, match="another Broadsheet is indexing"):
            parts.indexing.catch_up(_unseen, _never)
    assert parts.indexing.catch_up(_unseen, _never) == 12


def test_the_lock_is_its_owner_s_alone_whatever_the_umask(parts: _Parts) -> None:
    before = os.umask(0)
    try:
        parts.indexing.catch_up(_unseen, _never)
    finally:
        os.umask(before)
    assert parts.indexing.folder.with_name(LOCK_NAME).stat().st_mode & 0o777 == 0o600


def test_a_lock_that_cannot_be_made_is_told_of(parts: _Parts) -> None:
    parts.indexing.folder.with_name(LOCK_NAME).mkdir()
    with pytest.raises(LibraryError, match=r"index\.lock: cannot be written"):
        parts.indexing.catch_up(_unseen, _never)
