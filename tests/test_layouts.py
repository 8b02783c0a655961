"""A layout for every size, and a reader that keeps its place when the size changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, STACKED, WIDE, Room, reading
from test_journeys import add_long_article
from textual.widgets import Input

from tui import layouts
from tui.command import Pane
from tui.layouts import ABOVE, BESIDE, BROADLY, layout_classes

if TYPE_CHECKING:
    from pathlib import Path

THROUGH = [
    *((170, 50), (100, 24), (99, 24), (64, 18), (80, 17), (63, 30), (50, 12), (29, 11)),
    *((12, 4), (50, 20), (80, 17), (80, 24), (120, 12), (120, 40)),
]
ALL = {Pane.LIST, Pane.ARTICLE}


# Which layout


@pytest.mark.parametrize(
    ("size", "named"),
    [
        ((170, 40), {layouts.WIDE, layouts.BROAD, layouts.TALL}),
        ((120, 12), {layouts.WIDE}),
        ((100, 30), {layouts.WIDE, layouts.TALL}),
        ((99, 18), {layouts.STACKED}),
        ((99, 17), {layouts.NARROW}),
        ((64, 24), {layouts.STACKED}),
        ((63, 40), {layouts.NARROW, layouts.SLIM, layouts.TALL}),
        ((20, 6), {layouts.NARROW, layouts.SLIM}),
    ],
)
def test_a_size_has_its_layout(size: tuple[int, int], named: set[str]) -> None:
    assert {name for name, there in layout_classes(*size).items() if there} == named


@given(st.integers(0, 300), st.integers(0, 120))
def test_every_size_has_one_layout(width: int, height: int) -> None:
    classes = layout_classes(width, height)
    assert sum(classes[one] for one in (layouts.NARROW, layouts.STACKED, layouts.WIDE)) == 1


@given(
    st.sampled_from([BESIDE, BROADLY, ABOVE]),
    st.none() | st.floats(-50, 200),
    st.integers(0, 300),
)
def test_both_panes_keep_their_least_where_it_fits(
    sharing: layouts.Sharing, percent: float | None, room: int
) -> None:
    cells = sharing.cells(percent, room)
    assert 0 <= cells <= room
    if room >= sharing.least_list + sharing.least_article:
        assert cells >= sharing.least_list
        assert room - cells >= sharing.least_article


# What is seen


@pytest.mark.parametrize(
    ("size", "panes"),
    [((160, 40), ALL), ((120, 12), ALL), ((64, 18), ALL), ((80, 17), {Pane.LIST})],
)
async def test_the_panes_of_each_layout(
    library_folder: Path, size: tuple[int, int], panes: set[Pane]
) -> None:
    async with reading(library_folder, size) as room:
        assert room.panes() - {Pane.RAIL} == {Pane.SEARCH, *panes}
        assert (Pane.RAIL in room.panes()) == (size[0] >= 160)
        await room.press("enter")
        assert Pane.ARTICLE in room.panes()
        assert (Pane.LIST in room.panes()) == (panes == ALL)


async def test_twelve_lines_show_an_article_that_can_be_read(library_folder: Path) -> None:
    async with reading(library_folder, (80, 12)) as room:
        await room.press("enter")
        assert "Freight through the port" in room.text()
        assert room.screen.reader.size.height >= 7


async def test_a_broad_screen_gives_the_article_its_whole_measure(library_folder: Path) -> None:
    async with reading(library_folder, (160, 40)) as room:
        assert room.screen.reader.size.width >= 80 + 4
        assert room.screen.listing.size.width >= 44
        await room.press("b")
        assert room.screen.listing.size.width >= 50


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_how_much_was_seen_stands_above_the_article(
    library_folder: Path, size: tuple[int, int]
) -> None:
    add_long_article(library_folder)
    async with reading(library_folder, size) as room:
        await room.press("slash", *"paragraph", "enter")
        await room.press("enter", "space", "space")
        assert room.screen.reader.progress_mark.endswith("%")
        assert f" {room.screen.reader.progress_mark} " in room.text()
        await room.press("z")
        assert f" {room.screen.reader.progress_mark} " in room.text()


# Keeping one's place


def _place(room: Room) -> tuple[object, ...]:
    screen = room.screen
    query = screen.finder.text, screen.finder.field.cursor_position
    return screen.listing.place, screen.listing.number, screen.pane, screen.reader.position, query


async def _resize(room: Room, size: tuple[int, int]) -> None:
    await room.pilot.resize_terminal(*size)
    await room.settle()


async def _go_through(room: Room) -> None:
    """Resize to every layout, and see at each that nothing has moved."""
    before = _place(room)
    for size in THROUGH:
        await _resize(room, size)
        assert _place(room) == before, size
        strips = room.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {size[0]}
        there = room.panes()
        assert before[2] in there


@pytest.mark.parametrize("start", [WIDE, NARROW])
async def test_the_cursor_stays_and_is_seen(library_folder: Path, start: tuple[int, int]) -> None:
    async with reading(library_folder, start) as room:
        await room.press(*"jjjjjjj")
        await _go_through(room)
        headline = room.screen.listing.headline
        assert headline is not None
        assert headline.title[:20] in room.text()


@pytest.mark.parametrize("start", [WIDE, NARROW])
async def test_the_place_in_a_long_article_stays(
    library_folder: Path, start: tuple[int, int]
) -> None:
    add_long_article(library_folder)
    async with reading(library_folder, start) as room:
        await room.press("slash", *"paragraph", "enter")
        await room.press("enter")
        await room.press("space", "space", "space")
        assert room.screen.reader.position > 0
        await _go_through(room)


@pytest.mark.parametrize("start", [WIDE, NARROW])
async def test_what_is_typed_stays_typed(library_folder: Path, start: tuple[int, int]) -> None:
    async with reading(library_folder, start) as room:
        await room.type("port")
        await _go_through(room)
        await room.press(*"s")
        assert room.screen.finder.text == "ports"


async def test_a_question_stays_open_and_the_reader_behind_it_is_laid_out(
    library_folder: Path,
) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("t", *"por")
        dialog = room.dialog()
        for size in THROUGH[::3]:
            await _resize(room, size)
            assert room.dialog() == dialog
            assert room.app.screen.query_one(Input).value == "por"
        await _resize(room, STACKED)
        assert room.screen.listing.region.width == STACKED[0]
        await _resize(room, NARROW)
        await room.press("escape", "escape")
        assert not room.dialog()
        assert room.panes() == {Pane.SEARCH, Pane.LIST}
        assert room.screen.listing.region.width == NARROW[0]


@pytest.mark.parametrize("keys", [("question_mark",), ("T",), ("M",), ("ctrl+p",)])
async def test_no_size_breaks_what_lies_over_the_reader(
    library_folder: Path, keys: tuple[str, ...]
) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press(*keys)
        dialog = room.dialog()
        assert dialog
        for size in THROUGH[::3]:
            await _resize(room, size)
            assert room.dialog() == dialog


async def test_the_article_alone_stays_alone(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("z")
        for size in THROUGH[::3]:
            await _resize(room, size)
            assert room.panes() == {Pane.ARTICLE}


@pytest.mark.parametrize("keys", ["b j j j j", "b j tab j j", "b tab j enter space"])
async def test_the_rail_keeps_its_row_and_takes_no_keys_from_another(
    library_folder: Path, keys: str
) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press(*keys.split())
        row = room.screen.rail.row
        await _go_through(room)
        assert room.screen.rail.row == row
