"""Two Broadsheets on one library: each sees what the other has written, and loses nothing of it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reading_room import WIDE, Room, reading

from index.article import Article, Capture
from index.changes import Change, Mark
from index.library import Library
from tui.command import Pane

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest


@contextmanager
def another(folder: Path) -> Iterator[Library]:
    """Open the library a second time, as another Broadsheet does."""
    library = Library.open(folder)
    yield library
    library.close()


async def look(room: Room) -> None:
    """Let the reader look for what others have written, as it does every few seconds."""
    room.screen.look_again()
    await room.settle()


def marks(room: Room) -> tuple[bool, bool]:
    """Return whether the article under the cursor is shown as read, and as starred."""
    headline = room.screen.listing.headline
    assert headline is not None
    return headline.read, headline.starred


def moon(number: int) -> tuple[Capture, Article]:
    """Return an article of the newest day."""
    title = f"Moon harbour {number} opens"
    when = datetime(2024, 5, number, tzinfo=UTC)
    article = Article(f"{number:016x}", title, "A harbour on the moon opened.", published=when)
    return Capture(f"moon{number}.txt", title.encode(), f"moon{number}.txt"), article


def listed(room: Room) -> tuple[int | None, int, float]:
    """Return the article under the cursor, its place, and how far the list is scrolled."""
    listing = room.screen.listing
    return listing.number, listing.place, listing.scroll_y


async def test_who_moves_while_the_list_is_asked_for_again_stays_there(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        room.screen.on_reader_work_changed()
        room.screen.listing.move_to(4)
        number = room.screen.listing.number
        await room.settle()
        assert room.screen.listing.number == number


async def test_marks_of_another_are_seen_where_one_is(library_folder: Path) -> None:
    async with reading(library_folder, (80, 24)) as room:
        await room.press(*"jjjjjj")
        before, number = listed(room), room.screen.listing.number or 0
        with another(library_folder) as other:
            other.marking.change(Change(Mark.STARRED, on=True, numbers=(number,)))
            other.mark_read([number], read=True)
        assert not marks(room)[1]
        await look(room)
        assert marks(room) == (True, True)
        assert listed(room) == before


async def test_tags_and_a_note_of_another_are_seen_in_the_article(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        number = room.screen.listing.number or 0
        await room.press("enter")
        with another(library_folder) as other:
            other.set_tag([number], "quay", on=True)
            other.set_note(number, "Ask the harbour office.")
        await look(room)
        assert "quay" in room.text()
        assert "Ask the harbour office." in room.text()
        assert room.listens() is Pane.ARTICLE


async def test_nothing_is_done_while_nobody_writes(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library_folder) as room:
        await look(room)
        forgotten: list[int] = []
        monkeypatch.setattr(room.screen.listing, "forget", lambda: forgotten.append(1))
        await look(room)
        assert forgotten == []


async def test_what_waits_to_be_written_is_shown_and_written_all_the_same(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        number = room.screen.listing.number or 0
        room.screen.keeper.note_starred(number, starred=True)
        with another(library_folder) as other:
            other.mark_read([number], read=True)
            await look(room)
            assert marks(room) == (True, True)
            room.screen.write_marks()
            await room.settle()
            assert other.headlines([number])[0].starred


async def test_an_unread_list_stays_as_it_is_when_another_reads(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("2", "j", "j", "enter")
        before = listed(room)
        with another(library_folder) as other:
            other.mark_read(other.browse().numbers, read=True)
        await look(room)
        assert room.screen.listing.count == 12
        assert listed(room) == before
        assert "●" not in room.text()


async def test_an_import_beside_it_takes_no_article_from_under_the_cursor(
    library_folder: Path,
) -> None:
    """The unread ones anew would lack what was read just now: they come with the next step."""
    async with reading(library_folder) as room:
        await room.press("2", "j", "enter")
        number, shown = room.screen.listing.number, room.shown()
        with another(library_folder) as other:
            other.archive.keep([moon(1), moon(2)])
            other.catch_up()
        await look(room)
        await look(room)
        assert room.screen.listing.number == number
        assert room.shown() == shown
        assert room.listens() is Pane.ARTICLE
        await room.press("right_square_bracket")
        assert room.screen.listing.count == 13
        assert room.screen.listing.number != number
        await room.press("escape", "g")
        assert room.shown() == "Moon harbour 2 opens"


async def test_an_import_beside_it_is_seen_and_the_cursor_stays(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("j", "j", "enter")
        number, shown = room.screen.listing.number, room.shown()
        with another(library_folder) as other:
            other.archive.keep([moon(3)])
            await look(room)
            other.catch_up_if_free()
        await look(room)
        await look(room)
        assert room.screen.listing.count == 13
        assert (room.screen.listing.number, room.screen.listing.place) == (number, 3)
        assert room.shown() == shown


async def test_what_is_read_in_one_reader_is_read_in_the_other(library_folder: Path) -> None:
    async with reading(library_folder) as one:
        await one.press("j", "s", "enter")
        async with reading(library_folder) as two:
            await two.press("j")
            assert marks(two) == (True, True)
            await two.press("s", "m")
        await look(one)
        assert marks(one) == (False, False)


async def test_what_another_has_changed_can_be_taken_back_here(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        assert "undo" not in room.lines()[-1]
        number = room.screen.listing.number or 0
        with another(library_folder) as other:
            other.marking.change(Change(Mark.STARRED, on=True, numbers=(number,)))
        await look(room)
        assert "Ctrl-Z undo" in room.lines()[-1]
        await room.press("ctrl+z")
        assert not marks(room)[1]


async def test_the_rail_tells_what_another_has_saved_and_starred(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("b")
        number = room.screen.listing.number or 0
        with another(library_folder) as other:
            other.searches.save("Wind and sun", "wind")
            other.mark_starred([number], starred=True)
        await look(room)
        await room.until("Wind and sun")
        assert re.search(r"Starred +1 ", room.text())
