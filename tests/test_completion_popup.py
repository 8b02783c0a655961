"""Completions in the search field: they follow the list, and are never in the way of typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, Room, reading

from index.hints import Completion
from tui.command import Pane
from tui.completion_list import CompletionList, aside_text

if TYPE_CHECKING:
    from pathlib import Path


def offered(room: Room) -> list[str]:
    return [one.text for one in offers(room).offered]


def offers(room: Room) -> CompletionList:
    return room.screen.query_one(CompletionList)


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW, (80, 12)])
async def test_words_are_offered_under_what_is_typed(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        before = room.lines()
        await room.type("port ref")
        assert offered(room) == ["reform"]
        assert room.lines()[0].startswith(" / port re")
        assert "1 article" in room.lines()[1]
        assert room.lines()[2].find("reform") == room.lines()[0].find("ref")
        assert offers(room).region.right <= size[0]
        await room.press("escape", "ctrl+u")
        assert offered(room) == []
        assert room.lines()[2] == before[2]


async def test_a_count_stands_at_the_right_and_a_field_is_called_one(library_folder: Path) -> None:
    async with reading(library_folder, STACKED) as room:
        await room.type("se")
        told = {one.text: aside_text(one) for one in offers(room).offered}
        assert told["section:"] == "field"
        assert told["service"] == "2"
        assert aside_text(Completion("x", (0, 1), "word", 12345)) == "12,345"
        assert aside_text(Completion("x", (0, 1), "value")) == ""


async def test_values_are_offered_as_soon_as_a_field_is_named(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("sou")
        assert offered(room)[0] == "source:"
        await room.press("tab")
        assert room.screen.finder.text == "source:"
        assert 'source:"Harbour Daily"' in offered(room)
        await room.press("h")
        await room.press("tab")
        assert room.screen.finder.text == 'source:"Harbour Daily" '
        assert room.screen.listing.count == 3
        assert room.listens() is Pane.SEARCH


async def test_one_letter_offers_nothing_and_one_chinese_character_does(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.type("s")
        assert offered(room) == []
        await room.press("ctrl+u", "招")
        assert "招商" in offered(room)
        await room.press("tab")
        assert room.screen.finder.text == "招商"
        assert offered(room) == []


async def test_tab_takes_the_first_and_goes_on_where_there_is_none(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("invest")
        assert offered(room)[:2] == ["investors", "investment"]
        await room.press("tab")
        assert room.screen.finder.text == "investors "
        assert room.screen.listing.results is not None
        assert room.screen.listing.results.text == "investors "
        assert (offered(room), room.listens()) == ([], Pane.SEARCH)
        await room.press("tab")
        assert room.listens() is Pane.LIST


async def test_down_chooses_up_leaves_and_enter_takes_what_is_chosen(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("invest")
        await room.press("down", "down")
        assert offers(room).chosen == 1
        await room.press("up")
        await room.press("up")
        assert offers(room).chosen is None
        assert room.screen.finder.text == "invest"
        await room.press("down", "down", "enter")
        assert room.screen.finder.text == "investment "
        assert room.listens() is Pane.SEARCH
        await room.press("enter")
        assert room.listens() is Pane.LIST


async def test_enter_goes_to_the_list_where_nothing_was_chosen(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("invest")
        await room.press("enter")
        assert (room.listens(), room.screen.finder.text) == (Pane.LIST, "invest")
        assert offered(room) == []


async def test_history_is_stepped_through_as_ever_and_offers_nothing(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        for query in ("port", "wind"):
            await room.type(query)
            await room.press("enter")
        await room.press("slash")
        await room.press("up")
        await room.press("up")
        assert (room.screen.finder.text, offered(room)) == ("port", [])
        await room.press("down")
        assert (room.screen.finder.text, offered(room)) == ("wind", [])
        await room.press("ctrl+u", *"invest")
        await room.press("up")
        assert room.screen.finder.text == "wind"


async def test_escape_closes_what_is_offered_and_then_leaves(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("invest")
        await room.press("escape")
        assert (offered(room), room.listens()) == ([], Pane.SEARCH)
        await room.press("m")
        await room.press("backspace")
        assert offered(room) != []
        await room.press("escape", "escape")
        assert room.listens() is Pane.LIST
        assert room.screen.finder.text == "invest"


async def test_a_click_takes_a_completion_and_the_field_listens_on(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("invest")
        await room.pilot.click(offers(room), offset=(3, 1))
        await room.settle()
        assert room.screen.finder.text == "investment "
        assert room.listens() is Pane.SEARCH


async def test_nothing_opens_over_keys_that_left_the_field(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("slash", *"invest", "enter", "j")
        assert (offered(room), room.listens()) == ([], Pane.LIST)
        await room.press("slash", *"invest", "tab")
        assert (offered(room), room.listens()) == ([], Pane.LIST)


async def test_what_was_typed_on_in_one_burst_is_what_tab_completes(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("inv")
        assert offered(room)[0] == "investors"
        await room.press(*"estme", "tab", *"port")
        assert room.screen.finder.text == "investment port"
        await room.press("ctrl+u", *"inv")
        await room.press(*"xyz", "tab")
        assert room.screen.finder.text == "invxyz"
        assert room.listens() is Pane.SEARCH


async def test_a_cursor_that_leaves_the_word_closes_what_is_offered(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("port ref")
        assert offered(room) == ["reform"]
        await room.press("left")
        assert offered(room) == []
        await room.press("right", "o")
        assert offered(room) == ["reform"]


async def test_a_word_in_the_middle_is_completed_in_its_place(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("inve port")
        await room.press(*["left"] * 5)
        await room.press("s")
        assert offered(room)[0] == "investors"
        await room.press("tab")
        assert room.screen.finder.text == "investors port"
        assert room.screen.finder.field.cursor_position == len("investors")


async def test_a_phrase_in_quotes_is_completed_without_a_blank(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type('"free tra')
        await room.press("tab")
        assert room.screen.finder.text == '"free trade'


async def test_an_answer_to_what_stands_there_no_more_is_not_offered(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("invest")
        await room.press("escape", "escape")
        room.screen.finder.offer("invest", 6, [Completion("investors", (0, 6), "word", 1)])
        assert offered(room) == []


async def test_an_index_that_is_not_there_offers_nothing(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        room.screen.library.close()
        room.screen.complete_query("invest", 6)
        await room.settle()
        assert offered(room) == []


async def test_a_query_put_in_by_the_program_offers_nothing(library_folder: Path) -> None:
    async with reading(library_folder, query="invest") as room:
        assert offered(room) == []
        await room.press("slash")
        assert offered(room) == []
