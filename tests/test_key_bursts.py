"""Keys that come in one burst: each finds what those before it have opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_room import WIDE, Room, reading

from index.library import Library
from tui.command import Pane

if TYPE_CHECKING:
    from pathlib import Path

FOUND = ("slash", *"port", "enter")
"""Keys after which the list is still on its way."""


def here(room: Room) -> int:
    """Return the article under the cursor."""
    number = room.screen.listing.number
    assert number is not None
    return number


async def test_what_is_typed_behind_the_key_for_a_note_is_the_note(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*FOUND, "a", *"eel", "ctrl+s")
        assert room.app.library.note_of(here(room)) == "eel"
        assert not room.dialog()


async def test_what_is_typed_behind_the_key_for_tags_is_a_tag(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*FOUND, "t", *"eel", "enter")
        assert room.app.library.tags_of(here(room)) == ("eel",)


async def test_the_answer_comes_behind_its_question(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*FOUND, "M", "y")
        assert "read" in room.notices()
        assert not room.dialog()


async def test_a_mark_behind_the_next_unread_is_put_on_that(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        first = here(room)
        await room.press("u", "s")
        starred = room.app.library.search("is:starred").numbers[:]
        assert here(room) != first
        assert list(starred) == [here(room)]


async def test_the_next_unread_is_gone_to_as_often_as_it_is_asked_for(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("u", "u", "u")
        assert room.screen.listing.place == 3


async def test_who_has_gone_on_is_not_called_back_by_an_answer(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        screen, other = room.screen, room.screen.listing.results
        assert other is not None
        await room.press("slash", *"port")
        screen.post_message(screen.UnreadFound(other.numbers[5]))
        screen.post_message(screen.BesideFound(other.numbers[5], "section:Ports"))
        await room.settle()
        assert room.screen.finder.text == "port"
        assert room.listens() is Pane.SEARCH


async def test_an_empty_list_has_no_links_to_ask_for(tmp_path: Path) -> None:
    Library.open(tmp_path / "empty").close()
    async with reading(tmp_path / "empty", WIDE) as room:
        await room.press("f")
        assert not room.dialog()
        assert "No links here." in room.notices()


async def test_what_is_typed_is_come_back_to_though_older_queries_arrive_late(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press(*FOUND)
        finder = room.screen.finder
        await room.press("slash", *"eel")
        await room.press("up")
        assert finder.text == "port"
        finder.offer_before(["trade", "port"])
        await room.press("down")
        assert finder.text == "trade"
        await room.press("down")
        assert finder.text == "eel"
