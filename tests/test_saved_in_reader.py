"""Saved searches in the reader: kept, shown, looked at and removed, without a word lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, reading
from stories import story
from test_rail_pane import BROAD, count, go_to, labels, railed

from index.article import Capture
from index.library import Library
from index.results import Sort
from tui.command import Pane
from tui.prompts import LinePrompt, YesNo
from tui.rail_rows import Part

if TYPE_CHECKING:
    from pathlib import Path


def add_article(folder: Path) -> None:
    """Add an article about a port, and index it."""
    library = Library.open(folder)
    library.archive.keep([(Capture("new.txt", b"new", "new.txt"), story(99, body="A free port."))])
    library.catch_up()
    library.close()


@pytest.mark.parametrize("size", [BROAD, STACKED, NARROW])
async def test_a_search_is_saved_under_the_name_that_is_proposed(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press("slash", *"free port", "escape", "S")
        assert room.dialog() == LinePrompt.__name__
        await room.press("enter")
        assert "Saved as “free port”." in room.notices()
        (saved,) = room.app.library.searches.saved()
        assert (saved.name, saved.query, saved.sort) == ("free port", "free port", None)
        if size == BROAD:
            assert labels(room, Part.SEARCHES) == ["free port"]


async def test_all_keys_may_come_in_one_burst(library_folder: Path) -> None:
    async with reading(library_folder, BROAD) as room:
        await room.press("slash", *"port", "escape", "S", *"ports of 2021", "enter", "h")
        assert labels(room, Part.SEARCHES) == ["ports of 2021"]
        assert room.listens() is Pane.RAIL


async def test_the_order_is_saved_and_told(library_folder: Path) -> None:
    async with reading(library_folder, BROAD) as room:
        await room.press("slash", *"port", "escape")
        while "oldest first" not in room.text():
            await room.press("r")
        await room.press("S", "enter")
        (saved,) = room.app.library.searches.saved()
        assert (saved.name, saved.sort) == ("port, oldest first", Sort.OLDEST)
        await room.press("1", "h")
        await go_to(room, saved.name)
        await room.press("enter")
        assert "oldest first" in room.text()


async def test_esc_saves_nothing_and_a_name_taken_is_told(library_folder: Path) -> None:
    async with reading(library_folder, BROAD) as room:
        await room.press("slash", *"port", "escape", "S", "escape")
        assert room.app.library.searches.saved() == []
        await room.press("S", "enter", "slash", *"customs", "escape", "S")
        await room.press("ctrl+u", *"port", "enter")
        assert "instead of port" in room.notices()
        assert [one.query for one in room.app.library.searches.saved()] == ["customs"]


async def test_without_a_query_there_is_nothing_to_save(library_folder: Path) -> None:
    async with reading(library_folder, BROAD) as room:
        await room.press("S")
        assert not room.dialog()
        assert "Search for something first" in room.notices()


async def test_what_is_new_is_told_until_it_is_looked_at(library_folder: Path) -> None:
    async with reading(library_folder, BROAD) as room:
        await room.press("slash", *"port", "escape", "S", "enter", "1")
        before = count(room, "port")
    add_article(library_folder)
    async with railed(library_folder) as room:
        assert before is not None
        assert count(room, "port") == before + 1
        assert "1 new" in room.text()
        await go_to(room, "port")
        await room.press("enter")
        assert room.screen.listing.count == before + 1
        assert "1 new" not in room.text()


async def test_a_search_that_asks_for_marks_is_counted_when_they_change(
    library_folder: Path,
) -> None:
    async with railed(library_folder) as room:
        room.app.library.searches.save("Unread ports", "port is:unread")
        room.app.library.searches.save("Customs", "customs")
        room.screen.refresh_kept()
        await room.settle()
        assert count(room, "Unread ports") == 3
        await room.press("escape", "m")
        assert count(room, "Unread ports") == 2
        assert count(room, "Customs") == 2


async def test_delete_asks_and_removes(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        room.app.library.searches.save("Ports", "port")
        room.screen.refresh_kept()
        await room.settle()
        await go_to(room, "Ports")
        await room.press("delete")
        assert room.dialog() == YesNo.__name__
        await room.press("n")
        assert labels(room, Part.SEARCHES) == ["Ports"]
        await room.press("delete", "y")
        assert labels(room, Part.SEARCHES) == []
        assert "Removed the saved search “Ports”." in room.notices()
        await room.press("delete")
        assert not room.dialog()


async def test_a_name_of_foreign_signs_is_shown_and_asked_about_harmlessly(
    library_folder: Path,
) -> None:
    async with railed(library_folder) as room:
        room.app.library.searches.save("[@click=app.quit]x[/] \x1b[31m", "port")
        room.screen.refresh_kept()
        await room.settle()
        await room.press("g", "j", "j", "j", "j", "j")
        assert "[@click=app" in room.text()
        await room.press("delete", "y")
        assert labels(room, Part.SEARCHES) == []


async def test_what_was_saved_last_is_kept_when_the_reader_is_left_at_once(
    library_folder: Path,
) -> None:
    async with reading(library_folder, BROAD) as room:
        room.send("slash", *"port", "escape", "S", "enter", "q")
        await room.pilot.pause()
    library = Library.open(library_folder)
    assert [one.name for one in library.searches.saved()] == ["port"]
    library.close()
