"""Tags and notes are kept with their articles, and every mark tells which articles carry it."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import pair, pairs, story

from index.article import fold_text
from index.store.archive import Archive, Outcome
from index.store.database import Database
from index.store.marks import LONGEST_TAG, Marks
from index.store.reading import ReadingState
from index.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEYS = ("is:read", "is:unread", "is:starred", "has:tag", "has:note", "tag:ports")
_OLDER_TABLES = ("SELECT * FROM articles", "SELECT * FROM reading", "SELECT * FROM journal")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "library.sqlite3") as database:
        Archive(database).keep(pairs(map(story, range(5))))
        yield database


@pytest.fixture
def marks(database: Database) -> Marks:
    return Marks(database)


def test_an_article_nobody_touched_carries_nothing_and_is_unread(marks: Marks) -> None:
    assert (marks.tags_of(1), marks.note_of(1), marks.tags()) == ((), "", [])
    found = {key: list(marks.numbers_with(key)) for key in _KEYS}
    assert found == {key: [1, 2, 3, 4, 5] if key == "is:unread" else [] for key in _KEYS}


def test_tags_are_given_and_taken_back_each_by_itself(marks: Marks) -> None:
    marks.set_tag([1, 2, 3], "Ports", True)
    marks.set_tag([2], "customs reform", True)
    marks.set_tag([1, 4], "Ports", False)
    assert marks.tags_of(2) == ("customs reform", "Ports")
    assert marks.tags() == [("Ports", 2), ("customs reform", 1)]
    assert list(marks.numbers_with("tag:Ports")) == [2, 3]
    assert list(marks.numbers_with("has:tag")) == [2, 3]


@pytest.mark.parametrize("typed", ["ports of call", " PORTS  of\tcall ", "Ｐｏｒｔｓ of call"])
def test_tags_that_differ_in_case_width_and_blanks_are_the_same(marks: Marks, typed: str) -> None:
    marks.set_tag([1], "Ports of Call", True)
    marks.set_tag([1, 2], typed, True)
    assert list(marks.numbers_with(f"tag:{typed}")) == [1, 2]
    marks.set_tag([1], typed, False)
    assert (marks.tags_of(1), len(marks.tags())) == ((), 1)


def test_a_tag_is_shown_everywhere_as_it_was_last_typed(marks: Marks) -> None:
    marks.set_tag([1], "ports", True)
    marks.set_tag([2], " Ports ", True)
    assert (marks.tags_of(1), marks.tags()) == (("Ports",), [("Ports", 2)])


def test_tags_with_as_many_articles_come_by_alphabet(marks: Marks) -> None:
    for tag in ("zone", "Port", "air"):
        marks.set_tag([1], tag, True)
    assert [tag for tag, _ in marks.tags()] == ["air", "Port", "zone"]


def test_tags_are_counted_among_some_articles_alone(marks: Marks) -> None:
    marks.set_tag([1, 2, 3], "Ports", True)
    marks.set_tag([2, 3], "rail", True)
    marks.set_tag([4], "air", True)
    assert marks.tags([1, 2, 99]) == [("Ports", 2), ("rail", 1)]
    assert marks.tags([]) == []


@pytest.mark.parametrize("tag", ["", " ", "\u3000\n"])
def test_an_empty_tag_is_passed_over(marks: Marks, tag: str) -> None:
    marks.set_tag([1], tag, True)
    marks.set_tag([1], tag, False)
    assert (marks.tags(), list(marks.numbers_with(f"tag:{tag}"))) == ([], [])


def test_a_tag_longer_than_can_be_shown_is_cut_off(marks: Marks) -> None:
    marks.set_tag([1], "x" * (LONGEST_TAG + 9), True)
    assert marks.tags_of(1) == ("x" * LONGEST_TAG,)
    assert list(marks.numbers_with("tag:" + "x" * (LONGEST_TAG + 5))) == [1]


def test_a_note_is_kept_replaced_and_removed(marks: Marks) -> None:
    marks.set_note(2, "Ask the harbour office.\n\nTwice.")
    assert marks.note_of(2) == "Ask the harbour office.\n\nTwice."
    marks.set_note(2, "Answered: 3% of freight")
    assert marks.note_of(2) == "Answered: 3% of freight"
    assert list(marks.numbers_with("has:note")) == [2]
    marks.set_note(2, " \n")
    assert (marks.note_of(2), list(marks.numbers_with("has:note"))) == ("", [])


def test_what_a_file_cannot_hold_is_replaced(marks: Marks) -> None:
    marks.set_note(1, "a\0b\ud800")
    marks.set_tag([1], "a\ud800", True)
    assert (marks.note_of(1), marks.tags_of(1)) == ("a\ufffdb\ufffd", ("a\ufffd",))
    assert list(marks.numbers_with("tag:a\ud800")) == [1]


def test_unknown_numbers_are_passed_over(marks: Marks) -> None:
    marks.set_tag([77, 1], "ports", True)
    marks.set_note(78, "Nothing to note.")
    assert (marks.tags_of(77), marks.note_of(78)) == ((), "")
    assert marks.tags() == [("ports", 1)]


def test_read_unread_and_starred_are_told_in_ascending_order(
    database: Database, marks: Marks
) -> None:
    reading = ReadingState(database)
    reading.set_read([4, 2], True)
    reading.set_starred([5, 1], True)
    reading.set_starred([1], False)
    assert marks.numbers_with("is:read") == array("q", [2, 4])
    assert marks.numbers_with("is:unread") == array("q", [1, 3, 5])
    assert marks.numbers_with("IS:Starred") == array("q", [5])


@pytest.mark.parametrize(
    "key", ["", ":", "is:", "is:new", "has", "note:x", "port", "tag", "\ud800"]
)
def test_no_article_carries_a_mark_of_another_name(marks: Marks, key: str) -> None:
    marks.set_tag([1], "ports", True)
    assert marks.numbers_with(key) == array("q")


def test_marks_survive_a_restart_and_an_update_of_the_article(
    tmp_path: Path, database: Database, marks: Marks
) -> None:
    marks.set_tag([1], "ports", True)
    marks.set_note(1, "Signed?")
    update = replace(story(0), body="The contract was signed again.")
    assert Archive(database).keep([pair(update)]) == [Outcome.UPDATED]
    database.close()
    with Database(tmp_path / "library.sqlite3") as again:
        assert Marks(again).tags_of(1) == ("ports",)
        assert Marks(again).note_of(1) == "Signed?"


def test_marks_vanish_with_the_article(database: Database, marks: Marks) -> None:
    marks.set_tag([1, 2], "ports", True)
    marks.set_note(1, "Signed?")
    with database.writing() as connection:
        connection.execute("DELETE FROM articles WHERE number = 1")
    assert (marks.tags_of(1), marks.note_of(1), marks.tags()) == ((), "", [("ports", 1)])
    assert database.faults() == []


def test_a_library_without_tags_is_brought_up_with_its_articles_and_marks(tmp_path: Path) -> None:
    path = tmp_path / "older.sqlite3"
    with Database(path, migrations=MIGRATIONS[:1]) as database:
        Archive(database).keep(pairs(map(story, range(3))))
        ReadingState(database).set_read([1], True)
        ReadingState(database).set_starred([2], True)
        ReadingState(database).set_position(3, 12)
        before = list(map(database.rows, _OLDER_TABLES))
    with Database(path) as database:
        assert database.rows("PRAGMA user_version") == [(len(MIGRATIONS),)]
        after = list(map(database.rows, _OLDER_TABLES))
        marks = Marks(database)
        marks.set_tag([3], "ports", True)
        assert (after, database.faults()) == (before, [])
        assert {key: list(marks.numbers_with(key)) for key in _KEYS} == {
            "is:read": [1],
            "is:unread": [2, 3],
            "is:starred": [2],
            "has:tag": [3],
            "has:note": [],
            "tag:ports": [3],
        }


@pytest.fixture(scope="module")
def one_article(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(tmp_path_factory.mktemp("marks") / "library.sqlite3") as database:
        Archive(database).keep(pairs([story(0)]))
        yield database


@given(tag=st.text(max_size=80) | st.text("ßİŉ e\u0301Ａ", max_size=130))
def test_any_tag_is_found_as_typed_as_shown_and_folded(one_article: Database, tag: str) -> None:
    marks = Marks(one_article)
    marks.set_tag([1], tag, True)
    shown = marks.tags_of(1)
    assert [len(one) <= LONGEST_TAG for one in shown] == [True] * bool(tag.split())
    for typed in (tag, fold_text(tag), *shown, *map(fold_text, shown)):
        assert list(marks.numbers_with(f"tag:{typed}")) == [1] * len(shown)
    marks.set_tag([1], tag, False)
    assert marks.tags_of(1) == ()
