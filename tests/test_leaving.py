"""What could not be written takes nothing else with it, and a busy library stops nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reading_room import Room, reading

from index.changes import Change, Mark
from index.errors import LibraryBusyError, LibraryError
from index.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def here(room: Room) -> int:
    """Return the article under the cursor."""
    number = room.screen.listing.number
    assert number is not None
    return number


def fail() -> None:
    """Fail as a change that cannot be made."""
    raise LibraryError("it cannot be made")


def fail_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first mark that is written fail."""
    keeper = room.screen.keeper
    write, failures = keeper._write, [LibraryError("it cannot be kept")]

    def write_behind(*noted: Any) -> None:
        if failures:
            raise failures.pop()
        write(*noted)

    monkeypatch.setattr(keeper, "_write", write_behind)


async def test_on_leaving_all_is_written_but_what_cannot_be(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library_folder) as room:
        number, screen = here(room), room.screen
        fail_once(room, monkeypatch)
        screen.keeper.note_read(number, read=True)
        screen.keeper.note_starred(number, starred=True)
        screen._changes.append(fail)
        change = Change(Mark.NOTE, on=True, numbers=(number,), text="eel")
        screen._changes.append(lambda: screen._change(change))
    library = Library.open(library_folder)
    assert library.note_of(number) == "eel"
    assert list(library.search("is:starred").numbers[:]) == [number]
    library.close()


async def test_a_note_is_kept_though_a_mark_before_it_is_not(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library_folder) as room:
        number = here(room)
        fail_once(room, monkeypatch)
        room.screen.keeper.note_read(number, read=True)
        change = Change(Mark.NOTE, on=True, numbers=(number,), text="eel")
        room.screen.make_change(change)
        await room.settle()
        assert room.app.library.note_of(number) == "eel"
        assert "it cannot be kept" in room.notices()


async def test_the_pager_opens_while_another_writes(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy() -> None:
        raise LibraryBusyError("another Broadsheet writes")

    monkeypatch.setenv("PAGER", "cat")
    async with reading(library_folder) as room:
        room.screen._changes.append(busy)
        await room.press("e")
        assert room.app.handed == [("cat",)]
        room.screen._changes.clear()
