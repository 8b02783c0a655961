"""The border between list and article: moved by keys and mouse, within bounds, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, Room, reading

from index.choices import Choices
from tui.command import Pane

if TYPE_CHECKING:
    from pathlib import Path


def _width(room: Room) -> int:
    return room.screen.listing.outer_size.width


def _height(room: Room) -> int:
    return room.screen.listing.outer_size.height


async def test_keys_move_the_border_by_two_columns(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        before = _width(room)
        await room.press(">", ">", ">")
        assert _width(room) == before + 6
        await room.press("<")
        assert _width(room) == before + 4
        assert _width(room) + 1 + room.screen.reader.outer_size.width == WIDE[0]


async def test_keys_move_the_border_by_a_line_where_it_lies(library_folder: Path) -> None:
    async with reading(library_folder, STACKED) as room:
        before = _height(room)
        await room.press(">")
        assert _height(room) == before + 1
        await room.press("<", "<")
        assert _height(room) == before - 1


@pytest.mark.parametrize("size", [WIDE, STACKED])
async def test_the_border_is_where_it_was_when_the_reader_opens_again(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press(">", ">")
        moved = (_width(room), _height(room))
    async with reading(library_folder, size) as room:
        assert (_width(room), _height(room)) == pytest.approx(moved, abs=1)


async def test_neither_pane_vanishes(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press(*"<" * 40)
        assert _width(room) == 24
        await room.press(">")
        assert _width(room) == 26
        await room.press(*">" * 60)
        assert room.screen.reader.outer_size.width == 34
        await room.press("<")
        assert room.screen.reader.outer_size.width == 36


async def test_neither_pane_vanishes_one_over_the_other(library_folder: Path) -> None:
    async with reading(library_folder, STACKED) as room:
        await room.press(*"<" * 30)
        assert _height(room) == 6
        await room.press(*">" * 30)
        assert room.screen.reader.outer_size.height >= 5


@pytest.mark.parametrize(("size", "keys"), [(WIDE, "z"), (NARROW, ""), ((80, 15), "")])
async def test_where_one_pane_is_seen_there_is_no_border_to_move(
    library_folder: Path, size: tuple[int, int], keys: str
) -> None:
    async with reading(library_folder, size) as room:
        await room.press(*keys)
        before = room.lines()
        await room.press(">", ">", "<")
        assert room.lines() == before
        assert Choices().get("list_width", None) is None


async def test_the_share_keeps_when_the_screen_grows(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press(">", ">")
        share = _width(room) / WIDE[0]
        for width in (100, 150, 60, 150):
            await room.pilot.resize_terminal(width, 40)
            await room.settle()
        assert _width(room) / 150 == pytest.approx(share, abs=0.02)


async def test_the_border_comes_back_where_it_was_behind_the_article_alone(
    library_folder: Path,
) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press(">", ">", ">")
        before = _width(room)
        await room.press("z")
        await room.press("z")
        assert _width(room) == before


@pytest.mark.parametrize(("size", "to"), [(WIDE, (70, 20)), (STACKED, (10, 15))])
async def test_the_mouse_pulls_the_border(
    library_folder: Path, size: tuple[int, int], to: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        at = room.screen.splitter.region.offset + ((0, 2) if size is WIDE else (5, 0))
        await room.pilot.mouse_down(offset=at)
        await room.pilot.hover(offset=to)
        await room.settle()
        border = room.screen.splitter.region
        assert border.x == to[0] if size is WIDE else border.y == to[1]
        name = "list_width" if size is WIDE else "list_height"
        assert Choices().get(name, None) is None
        await room.pilot.mouse_up(offset=to)
        await room.settle()
        assert isinstance(Choices().get(name, None), int)
        await room.pilot.hover(offset=(40, 10))
        await room.settle()
        assert room.screen.splitter.region == border


async def test_a_double_click_puts_the_border_back(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        before = _width(room)
        await room.press(">", ">", ">")
        await room.pilot.click("#border", offset=(0, 5), times=2)
        await room.settle()
        assert _width(room) == before
        assert Choices().get("list_width", None) is None


@pytest.mark.parametrize("percent", [0, -5, 100, 5000])
async def test_a_share_that_cannot_be_is_kept_within_bounds(
    library_folder: Path, percent: int
) -> None:
    Choices().keep("list_width", percent, None)
    async with reading(library_folder, WIDE) as room:
        assert _width(room) >= 24
        assert room.screen.reader.outer_size.width >= 34


# The rail


def _rail(room: Room) -> int:
    return room.screen.rail.outer_size.width


async def test_keys_move_the_border_of_the_rail_while_it_has_the_keys(
    library_folder: Path,
) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("b")
        assert room.listens() is Pane.RAIL
        before = _rail(room)
        await room.press(">", ">")
        assert _rail(room) == before + 4
        await room.press("<")
        assert _rail(room) == before + 2
        await room.press("tab", ">")
        assert _rail(room) == before + 2
    async with reading(library_folder, WIDE) as room:
        assert _rail(room) == before + 2


@pytest.mark.parametrize("size", [WIDE, STACKED, (100, 30), (170, 40)])
async def test_list_and_article_keep_their_least_beside_the_rail(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        if Pane.RAIL not in room.panes():
            await room.press("b")
        room.screen.go_to(Pane.RAIL)
        await room.press(*">" * 40)
        screen = room.screen
        assert screen.reader.outer_size.width >= 34
        assert screen.listing.outer_size.width >= 24
        assert screen.reader.region.right == size[0]
        await room.press(*"<" * 40)
        assert _rail(room) == 18


async def test_the_mouse_pulls_the_border_of_the_rail(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("b")
        usual = _rail(room)
        at = room.screen.rail_splitter.region
        await room.pilot.mouse_down(offset=(at.x, at.y + 4))
        await room.pilot.hover(offset=(35, 10))
        await room.pilot.mouse_up(offset=(35, 10))
        await room.settle()
        assert _rail(room) == 35
        assert Choices().get("rail_width", None) == 35
        await room.pilot.click("#rail-border", offset=(0, 5), times=2)
        await room.settle()
        assert _rail(room) == usual


async def test_a_narrow_rail_has_the_whole_screen(library_folder: Path) -> None:
    async with reading(library_folder, NARROW) as room:
        await room.press("b", ">", "<")
        assert _rail(room) == NARROW[0]
