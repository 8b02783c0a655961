"""What was done to articles in the reader is taken back there, and offered while it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_room import NARROW, WIDE, Reader, Room, reading

from index.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from textual.timer import Timer


def starred(room: Room) -> set[int]:
    return set(room.app.library.search("is:starred").numbers[:])


def in_view(room: Room) -> tuple[int, Timer] | None:
    return room.screen._in_view


async def test_undo_is_offered_only_while_there_is_something_to_take_back(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        assert "Ctrl-Z undo" not in room.text()
        await room.press("s")
        assert "Ctrl-Z undo" in room.text()
        await room.press("ctrl+z")
        assert "Ctrl-Z undo" not in room.text()


async def test_every_star_and_read_mark_by_hand_is_a_change_of_its_own(
    library_folder: Path,
) -> None:
    """In one burst, over three articles: taken back one by one, the last first."""
    async with reading(library_folder) as room:
        numbers = room.app.library.browse().numbers[:]
        await room.press("s", "j", "s", "j", "m", "k", "k")
        assert starred(room) == set(numbers[:2])
        await room.press("ctrl+z")
        assert numbers[2] in room.app.library.unread()
        await room.press("ctrl+z")
        assert starred(room) == {numbers[0]}
        await room.press("ctrl+z")
        assert starred(room) == set()
        await room.press("ctrl+z")
        assert "Nothing to take back." in room.notices()


async def test_a_star_is_seen_before_it_is_written(library_folder: Path) -> None:
    """While another program writes, the row shows the star, and nothing waits."""
    async with reading(library_folder) as room:
        with room.app.library._database.writing():
            room.send("s")
            await room.until("★")
            assert room.screen.keeper.waiting
        await room.settle()
        assert len(starred(room)) == 1


async def test_opening_an_article_is_not_among_what_is_taken_back(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        number = room.screen.listing.number
        assert number is not None
        await room.press("s", "enter")
        await room.press("ctrl+z")
        assert starred(room) == set()
        assert number not in room.app.library.unread()


async def test_marked_unread_by_hand_and_opened_again_leaves_no_change(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("enter", "escape")
        await room.press("m", "enter")
        assert room.app.library.marking.undoable() is None
        assert len(room.app.library.unread()) == 11


async def test_what_is_taken_back_names_the_article(library_folder: Path) -> None:
    async with reading(library_folder, NARROW) as room:
        await room.press("s", "G")
        await room.press("ctrl+z")
        told = "Taken back: star given: Harbour city opens free trade port"
        assert told in room.notices()


async def test_a_change_is_taken_back_after_a_restart(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("s")
        await room.press("q")
    async with reading(library_folder) as room:
        assert "Ctrl-Z undo" in room.text()
        assert len(starred(room)) == 1
        await room.press("ctrl+z")
        assert starred(room) == set()
        await room.press("ctrl+r")
        assert len(starred(room)) == 1


async def test_many_at_once_tell_the_key_that_takes_them_back(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("M")
        await room.press("y")
        assert "12 articles marked read. Ctrl-Z takes it back." in room.notices()
        await room.press("ctrl+z")
        assert "Taken back: 12 articles marked read." in room.notices()
        assert len(room.app.library.unread()) == 12


async def test_the_question_about_a_whole_list_tells_how_many_are_unread(
    library_folder: Path,
) -> None:
    async with reading(library_folder, NARROW) as room:
        await room.press("m", "M")
        assert "Mark 12 articles read? 11 unread" in room.text()


async def test_an_article_counts_as_read_after_the_time_that_is_set(library_folder: Path) -> None:
    app = Reader(library_folder, Settings(mark_read_after=0.02))
    async with app.run_test(size=WIDE) as pilot:
        room = Room(app, pilot)
        await room.press("enter")
        while len(app.library.unread()) == 12:
            await pilot.pause(0.01)
        assert room.screen.listing.number not in app.library.unread()
        assert app.library.marking.undoable() is None


async def test_an_article_left_before_the_time_is_over_stays_unread(library_folder: Path) -> None:
    """Nothing goes on counting for an article that is no more in view, nor twice for one."""
    app = Reader(library_folder, Settings(mark_read_after=3600))
    async with app.run_test(size=WIDE) as pilot:
        room = Room(app, pilot)
        await room.press("enter")
        counting = in_view(room)
        await room.press("space")
        assert counting is not None
        assert in_view(room) is counting
        await room.press("right_square_bracket")
        counting = in_view(room)
        assert counting is not None
        assert counting[0] == room.screen.listing.number
        await room.press("escape", "j")
        assert in_view(room) is None
        assert len(app.library.unread()) == 12


async def test_with_never_nothing_opened_counts_as_read(library_folder: Path) -> None:
    app = Reader(library_folder, Settings(mark_read_after=-1))
    async with app.run_test(size=WIDE) as pilot:
        room = Room(app, pilot)
        await room.press("enter", "space", "right_square_bracket", "u")
        assert len(app.library.unread()) == 12
        assert in_view(room) is None
