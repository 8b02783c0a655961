"""Marks and positions on their way into the library: the last one counts, and none is lost."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest

from index.errors import LibraryBusyError, LibraryError
from index.results import Reading
from tui.keeper import Keeper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.changes import Change, Done
    from index.library import Library


@pytest.fixture
def eager_threads() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def test_what_is_noted_is_seen_at_once_and_written_when_drained(library: Library) -> None:
    keeper = Keeper(library)
    headline = library.first_page(1)[0]
    keeper.note_read(headline.number, read=True)
    keeper.note_starred(headline.number, starred=True)
    keeper.note_position(headline.number, 40)
    shown = keeper.as_noted(headline)
    assert (shown.read, shown.starred, keeper.position(headline.number)) == (True, True, 40)
    assert library.reading(headline.number) == Reading()
    keeper.drain()
    assert not keeper.waiting
    assert library.reading(headline.number) == Reading(read=True, starred=True, position=40)
    assert keeper.as_noted(headline) is headline
    assert keeper.position(headline.number) == 40


def test_the_last_of_several_changes_counts(library: Library) -> None:
    keeper = Keeper(library)
    number = library.first_page(1)[0].number
    for starred in (True, False, True, False):
        keeper.note_starred(number, starred=starred)
    keeper.drain()
    assert not library.reading(number).starred


@pytest.mark.usefixtures("eager_threads")
def test_notes_made_while_others_are_written_are_all_kept(library: Library) -> None:
    """One thread notes, another writes: whatever their turns, all of it arrives."""
    keeper = Keeper(library)
    numbers = [headline.number for headline in library.first_page(12)]
    noted = threading.Event()
    broken: list[BaseException] = []

    def write() -> None:
        try:
            while not noted.is_set() or keeper.waiting:
                keeper.drain()
        except BaseException as error:  # noqa: BLE001 - told to the thread that waits
            broken.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    for position in range(40):
        for number in numbers:
            keeper.note_position(number, position)
            keeper.note_starred(number, starred=position % 2 == 1)
    noted.set()
    writer.join()
    assert not broken
    assert {library.reading(number) for number in numbers} == {Reading(starred=True, position=39)}


def test_a_busy_library_keeps_all_waiting_and_a_broken_one_drops_only_what_fails(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = Keeper(library)
    first, second = (headline.number for headline in library.first_page(2))
    keeper.note_starred(first, starred=True)
    keeper.note_starred(second, starred=True)
    write = library.marking.change
    troubles: list[LibraryError] = [LibraryBusyError("busy"), LibraryError("full")]

    def fail_twice(change: Change) -> Done | None:
        if troubles:
            raise troubles.pop(0)
        return write(change)

    monkeypatch.setattr(library.marking, "change", fail_twice)
    with pytest.raises(LibraryBusyError):
        keeper.drain()
    assert keeper.as_noted(library.headlines([first])[0]).starred
    with pytest.raises(LibraryError):
        keeper.drain()
    keeper.drain()
    assert [library.reading(number).starred for number in (first, second)] == [False, True]
