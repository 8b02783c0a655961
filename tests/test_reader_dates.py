"""The months in the reader: shown, moved through by keys and mouse, and put into the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, STACKED, WIDE, reading
from rich.segment import Segment
from textual.color import Color

from index.errors import LibraryBusyError
from index.search.query import parse_query
from tui.command import Pane
from tui.plain_signs import PlainSigns
from tui.query_dates import with_dates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("query", "becomes"),
    [
        ("", "date:2020-11"),
        ("port", "port date:2020-11"),
        ("port date:2019 rail", "port rail date:2020-11"),
        ("date:2020-03..2020-11 port", "port date:2020-11"),
        ("after:2019-05 before:2020 port", "port date:2020-11"),
        ('date:"last week" port', "port date:2020-11"),
        ("after:last week port", "port date:2020-11"),
        ("port date:3 Nov 2020", "port date:2020-11"),
        ("date:..2019 3 ships", "3 ships date:2020-11"),
        ("date:2019 may", "may date:2020-11"),
        ("update:2019", "update:2019 date:2020-11"),
        ("-date:2019 port", "-date:2019 port date:2020-11"),
        ("(date:2019 OR rail) port", "(date:2019 OR rail) port date:2020-11"),
        ("date:2019 OR rail", "date:2019 OR rail date:2020-11"),
        ('"free port', '"free port" date:2020-11'),
        ('"on date:2019 here"', '"on date:2019 here" date:2020-11'),
        ("(port rail", "(port rail) date:2020-11"),
        ("port OR", "port date:2020-11"),
        ("port -", "port date:2020-11"),
        ("cross- border", "cross- border date:2020-11"),
    ],
)
def test_other_dates_take_the_place_of_those_asked_for(query: str, becomes: str) -> None:
    assert with_dates(query, "date:2020-11") == becomes


@given(
    st.lists(
        st.sampled_from(
            [*("port", '"free port"', "is:unread", "date:2019", "after:2018", "-rail", "OR", "(")]
        ),
        max_size=6,
    ).map(" ".join)
)
def test_a_query_given_dates_twice_has_the_last_ones_alone(query: str) -> None:
    once = with_dates(query, "date:2020-11")
    assert with_dates(with_dates(query, "date:2018"), "date:2020-11") == once
    assert "1 Nov to 30 Nov" in (text := parse_query(once).understood) or "Nov 2020" in text


async def test_d_shows_the_months_and_hides_them_again(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        assert Pane.DATES not in room.panes()
        await room.press("d")
        assert Pane.DATES in room.panes()
        assert room.listens() is Pane.DATES
        assert "Mar 2021 · 1 article" in room.text()
        assert "2018" in room.lines()[7]
        assert "Enter show" in room.lines()[-1]
        await room.press("d")
        assert Pane.DATES not in room.panes()
        assert room.listens() is Pane.LIST


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW, (64, 16)])
async def test_a_month_becomes_the_query_and_backspace_comes_back(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press("j", "d", "h", "enter")
        assert room.screen.finder.text == "date:2021-02"
        assert room.listens() is Pane.LIST
        assert room.screen.listing.count == 1
        assert "Feb 2021 · 1 article" in room.text()
        await room.press("backspace")
        assert room.screen.finder.text == ""
        assert room.screen.listing.count == 12
        assert room.screen.listing.place == 1


async def test_a_range_is_begun_drawn_out_and_left(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("d", "v", "left", "h")
        assert "Jan – Mar 2021 · 2 articles" in room.text()
        await room.press("escape")
        assert "Jan 2021 · no article" in room.text()
        assert room.listens() is Pane.DATES
        await room.press("v", "G", "enter")
        assert room.screen.finder.text == "date:2021-01..2021-03"
        assert room.screen.listing.count == 2
        await room.press("d", "escape")
        assert room.listens() is Pane.LIST


async def test_other_dates_are_chosen_in_the_place_of_the_ones_before(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.type("port after:2019")
        await room.press("enter", "d", "g", "enter")
        assert room.screen.finder.text == "port date:2019-06"


async def test_keys_for_pages_go_a_year_and_both_ends_are_reached(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("d", "pageup")
        assert "Mar 2020 ·" in room.text()
        await room.press("ctrl+u")
        assert "Sep 2019 · 1 article" in room.text()
        await room.press("g", "h")
        assert "May 2018 · 1 article" in room.text()
        await room.press("G", "right")
        assert "Mar 2021 · 1 article" in room.text()


async def test_down_goes_to_the_list_up_stays_and_tab_finds_the_months(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("d", "k")
        assert room.listens() is Pane.DATES
        await room.press("j")
        assert room.listens() is Pane.LIST
        assert room.screen.listing.place == 0
        await room.press("shift+tab")
        assert room.listens() is Pane.DATES
        await room.press("shift+tab", "tab", "tab")
        assert room.listens() is Pane.LIST
        await room.press("d", "d", "shift+tab")
        assert room.listens() is Pane.SEARCH


async def test_the_months_are_those_of_the_list(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("d")
        await room.type("turbines")
        await room.pilot.pause(0.15)
        await room.settle()
        assert "Jul 2020 · 1 article" in room.text()


async def test_a_click_puts_the_cursor_there_and_a_second_one_chooses(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("d")
        left = 3
        await room.pilot.click("DatesPane", offset=(left, 2))
        await room.settle()
        assert "May 2018 · 1 article" in room.text()
        assert room.screen.finder.text == ""
        await room.pilot.click("DatesPane", offset=(left, 2), times=2)
        await room.settle()
        assert room.screen.finder.text == "date:2018-05"


async def test_a_drag_draws_out_a_range_and_its_end_chooses_it(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("d")
        pitch = room.screen.dates._window.pitch
        await room.pilot.mouse_down("DatesPane", offset=(3, 2))
        await room.pilot.hover("DatesPane", offset=(3 + 5 * pitch, 2))
        assert "May – Oct 2018 · 2 articles" in room.text()
        await room.pilot.mouse_up("DatesPane", offset=(3 + 5 * pitch, 2))
        await room.settle()
        assert room.screen.finder.text == "date:2018-05..2018-10"


async def test_a_low_screen_says_that_it_has_no_room(library_folder: Path) -> None:
    async with reading(library_folder, (80, 15)) as room:
        await room.press("d")
        assert Pane.DATES not in room.panes()
        assert "too low for the months" in room.notices()
        await room.pilot.resize_terminal(80, 24)
        await room.press("d")
        assert Pane.DATES in room.panes()
        await room.pilot.resize_terminal(80, 15)
        await room.settle()
        assert Pane.DATES not in room.panes()
        assert room.listens() is Pane.LIST
        await room.pilot.resize_terminal(80, 24)
        await room.settle()
        assert Pane.DATES in room.panes()


async def test_the_article_of_a_narrow_screen_has_no_months_above_it(library_folder: Path) -> None:
    async with reading(library_folder, NARROW) as room:
        await room.press("d", "escape", "enter")
        assert room.panes() == {Pane.SEARCH, Pane.ARTICLE}
        await room.press("d")
        assert room.panes() == {Pane.SEARCH, Pane.DATES, Pane.LIST}


async def test_an_index_that_is_not_there_yet_is_told(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library_folder) as room:
        telling = room.app.library.telling
        whole = telling.timeline

        def busy(*_: object, **__: object) -> None:
            raise LibraryBusyError("another Broadsheet is indexing")

        monkeypatch.setattr(telling, "timeline", busy)
        await room.press("d", "h", "v", "enter")
        assert "The months are told as soon as the index is there." in room.text()
        monkeypatch.setattr(telling, "timeline", whole)
        room.screen.find("")
        await room.settle()
        await room.pilot.pause(0.15)
        await room.settle()
        assert "Mar 2021 · 1 article" in room.text()


def test_bars_have_plain_signs_where_those_are_wanted() -> None:
    line = [Segment("▁▂▃▄▅▆▇█ Jan – Mar 2021")]
    assert PlainSigns().apply(line, Color(0, 0, 0))[0].text == "-_.-=+*# Jan - Mar 2021"
