"""Marks are taken back and done again, whoever made them, and only as far as they were made."""

from __future__ import annotations

import threading
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from wishes import ALL, noted, read, read_of, star, tagged, told

from index.changes import Change, Done, Mark
from index.cli import cli
from index.errors import LibraryBusyError
from index.library import DATABASE_NAME, Library
from index.marking import Marking
from index.results import Reading
from index.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NOTED = "Ask about the lease."


@pytest.fixture
def database(library_folder: Path) -> Iterator[Database]:
    """Open the library's file beside the library."""
    with Database(library_folder / DATABASE_NAME) as database:
        yield database


def test_only_articles_that_really_change_are_told_and_taken_back(library: Library) -> None:
    library.mark_read([2, 5], True)
    done = library.marking.change(read(5, 3, 2, 3, 1, 999, -4))
    assert done == Done(Mark.READ, True, "", 2, (1, 3))
    assert library.marking.undo() == done
    assert read_of(library) == [2, 5]


@pytest.mark.parametrize(
    "change",
    [
        read(),
        read(999),
        Change(Mark.READ, False, ALL),
        Change(Mark.STARRED, False, [1]),
        tagged("ports", 1, on=False),
        tagged(" \n", 1),
        noted(" \n", 1),
        Change(Mark.NOTE, False, [1], "text that counts for nothing"),
    ],
)
def test_what_changes_nothing_is_not_recorded(library: Library, change: Change) -> None:
    library.marking.change(star(7))
    library.marking.undo()
    assert library.marking.change(change) is None
    assert library.marking.undoable() is None
    assert told(library.marking.redo()) == (7,), "a change of nothing spoiled doing again"


def test_each_mark_is_applied_taken_back_and_done_again(library: Library) -> None:
    marking = library.marking

    def state() -> list[object]:
        return [(library.reading(n), library.tags_of(n), library.note_of(n)) for n in (1, 2)]

    states = [state()]
    changes = [
        read(1, 2),
        star(1),
        tagged("Ports", 1, 2),
        noted(_NOTED, 1),
        noted("Two of a kind.", 1, 2),
        tagged("PORTS", 1, on=False),
        Change(Mark.NOTE, False, [1, 2]),
        Change(Mark.STARRED, False, [1]),
        Change(Mark.READ, False, [2]),
    ]
    done = []
    for change in changes:
        done.append(marking.change(change))
        states.append(state())
    assert all(done)
    assert all(before != after for before, after in pairwise(states))
    for _ in range(2):
        for place in reversed(range(len(changes))):
            assert marking.undoable() == done[place]
            assert marking.undo() == done[place]
            assert state() == states[place]
        assert (marking.undo(), marking.undoable()) == (None, None)
        for place in range(len(changes)):
            assert marking.redo() == done[place]
            assert state() == states[place + 1]
        assert marking.redo() is None


def test_a_new_change_ends_what_could_be_done_again(library: Library) -> None:
    library.marking.change(read(1))
    library.marking.change(read(2))
    library.marking.undo()
    library.marking.change(star(3))
    assert library.marking.redo() is None
    assert [told(library.marking.undo()) for _ in range(3)] == [(3,), (1,), None]


def test_changes_are_taken_back_and_done_again_over_restarts(library_folder: Path) -> None:
    with closing(Library.open(library_folder)) as library:
        library.marking.change(read(1, 2, 3))
        library.marking.change(noted(_NOTED, 4))
    with closing(Library.open(library_folder)) as library:
        assert told(library.marking.undo()) == (4,)
        assert told(library.marking.undo()) == (1, 2, 3)
        assert (library.note_of(4), read_of(library)) == ("", [])
    with closing(Library.open(library_folder)) as library:
        assert told(library.marking.redo()) == (1, 2, 3)
        assert told(library.marking.redo()) == (4,)
        assert (library.note_of(4), read_of(library)) == (_NOTED, [1, 2, 3])


def test_two_libraries_on_one_folder_take_back_each_others_changes(
    library: Library, library_folder: Path
) -> None:
    with closing(Library.open(library_folder)) as other:
        library.marking.change(read(1, 2))
        other.marking.change(read(2, 3))
        assert told(library.marking.undoable()) == (3,)
        assert told(library.marking.undo()) == (3,)
        assert read_of(other) == [1, 2]
        assert told(other.marking.undo()) == (1, 2)
        assert told(library.marking.redo()) == (1, 2)
        other.marking.change(star(9))
        assert library.marking.redo() is None


def test_changes_of_several_threads_are_recorded_each(library: Library) -> None:
    def change(first: int) -> None:
        for number in range(first, 13, 4):
            library.marking.change(read(number))

    threads = [threading.Thread(target=change, args=(first,)) for first in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    undone = [library.marking.undo() for _ in ALL]
    assert sorted(done.numbers[0] for done in undone if done) == list(ALL)
    assert read_of(library) == []


def test_what_was_marked_in_between_without_a_record_becomes_as_it_was_before_the_change(
    library: Library,
) -> None:
    library.marking.change(read(1, 2))
    library.mark_read([1], False)
    library.mark_read([3], True)
    library.set_tag([1], "ports", True)
    library.keep_position(2, 40)
    done = library.marking.undo()
    assert done is not None
    assert (done.count, read_of(library)) == (2, [3])
    assert (library.tags_of(1), library.reading(2)) == (("ports",), Reading(position=40))


def test_articles_that_are_gone_are_passed_over(library: Library, database: Database) -> None:
    library.marking.change(star(1))
    library.marking.change(noted(_NOTED, 2))
    library.marking.change(tagged("ports", 2, 3, 4))
    with database.writing() as connection:
        connection.execute("DELETE FROM articles WHERE number IN (2, 3)")
    assert library.marking.undoable() == Done(Mark.TAG, True, "ports", 1, (4,))
    assert library.marking.undo() == Done(Mark.TAG, True, "ports", 1, (4,))
    assert told(library.marking.undoable()) == (1,), "a note on no article can be taken back"
    assert told(library.marking.undo()) == (1,)
    with database.writing() as connection:
        connection.execute("DELETE FROM articles WHERE number = 1")
    assert told(library.marking.redo()) == (4,)
    assert database.faults() == []


def test_a_tag_is_given_back_as_it_was_shown(library: Library) -> None:
    library.marking.change(tagged(" Free  Ports ", 1, 2))
    done = library.marking.change(tagged("FREE PORTS", 1, 2, on=False))
    assert done is not None
    assert done.sentence == "Tag “Free Ports” taken away from 2 articles"
    library.marking.undo()
    assert library.tags() == [("Free Ports", 2)]


def test_a_tag_that_was_spelled_anew_meanwhile_comes_back_in_that_spelling(
    library: Library,
) -> None:
    library.set_tag([1, 2], "ports", True)
    library.marking.change(tagged("ports", 1, on=False))
    library.set_tag([2], "Ports", True)
    library.marking.undo()
    assert (library.tags_of(1), library.tags()) == (("Ports",), [("Ports", 2)])


def test_a_change_of_spelling_alone_is_shown_and_not_recorded(library: Library) -> None:
    library.set_tag([1], "ports", True)
    assert library.marking.change(tagged("Ports", 1)) is None
    assert library.tags_of(1) == ("Ports",)


def test_notes_come_back_as_they_were_each_by_itself(library: Library) -> None:
    library.set_note(1, "First.")
    library.set_note(2, "Shared.")
    done = library.marking.change(noted("Shared.", 1, 2, 3))
    assert done == Done(Mark.NOTE, True, "Shared.", 2, (1, 3))
    library.marking.undo()
    assert [library.note_of(number) for number in (1, 2, 3)] == ["First.", "Shared.", ""]


def test_a_note_written_before_doing_again_is_not_lost(library: Library) -> None:
    library.marking.change(noted("First.", 1))
    library.marking.undo()
    library.set_note(1, "Written meanwhile.")
    library.marking.redo()
    assert library.note_of(1) == "First."
    library.marking.undo()
    assert library.note_of(1) == "Written meanwhile."


def test_a_note_written_alike_before_doing_again_counts_as_of_the_change(library: Library) -> None:
    library.set_note(1, "Before.")
    library.marking.change(noted("First.", 1, 2))
    library.marking.undo()
    library.set_note(1, "First.")
    library.marking.redo()
    library.marking.undo()
    assert [library.note_of(number) for number in (1, 2)] == ["Before.", ""]


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_note_of_blanks_is_told_as_removed(library: Library, text: str) -> None:
    library.set_note(1, _NOTED)
    assert library.marking.change(noted(text, 1, 2)) == Done(Mark.NOTE, False, "", 1, (1,))
    library.marking.undo()
    assert library.note_of(1) == _NOTED


def test_notes_and_tags_of_any_characters_come_back(library: Library) -> None:
    for text in ("临港 🛳️ “q” \\ %s", "a\0b\ud800c", "x" * 100_000):
        library.marking.change(noted(text, 1))
        kept = library.note_of(1)
        library.marking.change(noted("other", 1))
        library.marking.undo()
        assert library.note_of(1) == kept
    library.marking.change(tagged("a\0b\ud800" + "港" * 100, 1))
    assert told(library.marking.undo()) == (1,)
    assert library.tags_of(1) == ()


def test_a_library_that_another_writes_to_is_busy(library_folder: Path, database: Database) -> None:
    path = library_folder / DATABASE_NAME
    with Database(path, busy_timeout=0.01) as impatient, database.writing():
        marking = Marking(impatient)
        calls: list[Callable[[], Done | None]]
        calls = [lambda: marking.change(read(1)), marking.undo, marking.redo]
        for call in calls:
            with pytest.raises(LibraryBusyError):
                call()
        assert marking.undoable() is None


def test_the_commands_tag_and_note_can_be_taken_back(
    library: Library, library_folder: Path
) -> None:
    def call(*arguments: str) -> None:
        done = CliRunner().invoke(cli, ["--library", str(library_folder), *arguments])
        assert done.exit_code == 0, done.output

    article = library.headlines([3])[0].id
    call("tag", article, "ports", "to read")
    call("tag", article, "PORTS", "--remove")
    call("note", article, _NOTED)
    undone = [library.marking.undo() for _ in range(4)]
    assert [done.undone_sentence for done in undone if done] == [
        "Taken back: note kept",
        "Taken back: tag “ports” taken away",
        "Taken back: tag “to read” given",
        "Taken back: tag “ports” given",
    ]
    assert (library.tags_of(3), library.note_of(3)) == ((), "")
