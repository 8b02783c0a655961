"""The rail on the screen: where it stands, how it moves, narrows, folds, and is filled."""

from __future__ import annotations

from contextlib import asynccontextmanager
from threading import Event
from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, Reader, Room, reading

from index.choices import Choices
from index.errors import LibraryBusyError
from index.telling import Telling
from tui import reader_rail
from tui.command import Pane
from tui.rail_rows import Choice, Kind, Part

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from index.hints import Facets

BROAD = (160, 50)


@asynccontextmanager
async def railed(folder: Path, size: tuple[int, int] = BROAD) -> AsyncIterator[Room]:
    """Open the reader, and go to the rail."""
    async with reading(folder, size) as room:
        if not room.screen.rail_shown:
            await room.press("b")
        else:
            await room.press("h")
        assert room.listens() is Pane.RAIL
        yield room


async def go_to(room: Room, label: str) -> None:
    """Put the rail's cursor on the row with this label."""
    rail = room.screen.rail
    await room.press("g")
    for _ in range(len(rail.rows)):
        if rail.row.label == label:
            return
        await room.press("j")
    pytest.fail(f"no row {label}: {[row.label for row in rail.rows]}")


def labels(room: Room, part: Part) -> list[str]:
    return [row.label for row in room.screen.rail.rows if row.part is part and row.stands][1:]


def count(room: Room, label: str) -> int | None:
    return next(row.count for row in room.screen.rail.rows if row.label == label)


# Shown and hidden


@pytest.mark.parametrize(
    ("size", "shown"), [(BROAD, True), (WIDE, False), (STACKED, False), (NARROW, False)]
)
async def test_it_is_shown_where_there_is_room_for_it(
    library_folder: Path, size: tuple[int, int], shown: bool
) -> None:
    async with reading(library_folder, size) as room:
        assert (Pane.RAIL in room.panes()) is shown
        assert room.listens() is Pane.LIST


@pytest.mark.parametrize("size", [BROAD, WIDE, (100, 24), STACKED, (64, 20)])
async def test_it_stands_left_of_list_and_article(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with railed(library_folder, size) as room:
        screen = room.screen
        rail, listing, reader = screen.rail.region, screen.listing.region, screen.reader.region
        assert 26 <= rail.width <= 30
        border = 1
        assert rail.right + border == listing.x <= reader.x
        assert rail.y == listing.y
        assert rail.bottom == reader.bottom


async def test_b_hides_it_again_from_wherever_it_is_pressed(library_folder: Path) -> None:
    async with railed(library_folder, WIDE) as room:
        await room.press("b")
        assert Pane.RAIL not in room.panes()
        assert room.listens() is Pane.LIST
        await room.press("b", "l", "b")
        assert Pane.RAIL not in room.panes()
        assert room.listens() is Pane.LIST


async def test_b_leaves_the_article_that_was_alone(library_folder: Path) -> None:
    async with reading(library_folder, BROAD) as room:
        await room.press("z")
        assert Pane.RAIL not in room.panes()
        await room.press("b")
        assert room.panes() >= {Pane.SEARCH, Pane.RAIL, Pane.LIST, Pane.ARTICLE}
        assert room.listens() is Pane.RAIL


async def test_what_was_chosen_holds_the_next_time(library_folder: Path) -> None:
    async with reading(library_folder, BROAD) as room:
        await room.press("b")
    assert Choices().get("rail", None) is False
    async with reading(library_folder, BROAD) as room:
        assert Pane.RAIL not in room.panes()
        await room.press("b")
    async with reading(library_folder, STACKED) as room:
        assert Pane.RAIL in room.panes()


async def test_a_narrow_screen_shows_it_alone_and_goes_to_the_list(library_folder: Path) -> None:
    async with railed(library_folder, NARROW) as room:
        assert room.panes() == {Pane.SEARCH, Pane.RAIL}
        assert room.screen.rail.region.width == NARROW[0]
        await room.press("escape")
        assert room.panes() == {Pane.SEARCH, Pane.LIST}
        await room.press("b", "j", "enter")
        assert room.panes() == {Pane.SEARCH, Pane.LIST}
        assert room.screen.finder.text == "is:unread"
        await room.press("h")
        assert room.listens() is Pane.LIST


async def test_a_screen_that_grows_and_shrinks_gives_the_keys_to_what_is_seen(
    library_folder: Path,
) -> None:
    async with railed(library_folder, NARROW) as room:
        await room.pilot.resize_terminal(*WIDE)
        await room.settle()
        assert room.listens() is Pane.LIST
        await room.pilot.resize_terminal(*BROAD)
        await room.settle()
        assert Pane.RAIL in room.panes()


async def test_it_is_filled_when_the_screen_grows(library_folder: Path) -> None:
    Choices().keep("rail", value=True, configured=None)
    async with reading(library_folder, NARROW) as room:
        await room.press("m")
        await room.pilot.resize_terminal(*WIDE)
        await room.settle()
        assert Pane.RAIL in room.panes()
        assert count(room, "Unread") == 11
        assert labels(room, Part.SOURCES)


async def test_tab_walks_through_it_only_while_it_is_shown(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        walked = []
        for _ in range(3):
            await room.press("tab")
            walked.append(room.listens())
        assert walked == [Pane.ARTICLE, Pane.SEARCH, Pane.LIST]
        await room.press("b", "tab", "shift+tab")
        assert room.listens() is Pane.RAIL
        await room.press("shift+tab")
        assert room.listens() is Pane.SEARCH


# What it tells


async def test_it_tells_the_library_and_the_list(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        assert (count(room, "All"), count(room, "Unread"), count(room, "Starred")) == (12, 12, 0)
        assert labels(room, Part.SOURCES)[:2] == ["Harbour Daily", "Odd Post"]
        assert labels(room, Part.YEARS) == ["2021", "2020", "2019", "2018"]
        await room.press("slash", *"port", "escape")
        assert count(room, "All") == 12
        assert count(room, "Harbour Daily") == 2


async def test_marks_are_counted_as_soon_as_they_are_made(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        await room.press("escape", "s", "m", "t", *"cranes", "enter")
        assert (count(room, "Unread"), count(room, "Starred")) == (11, 1)
        assert labels(room, Part.TAGS) == ["cranes"]
        await room.press("ctrl+z")
        assert labels(room, Part.TAGS) == []


async def test_moving_in_the_list_asks_for_nothing(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        before = room.screen.rail.contents
        await room.press("escape")
        room.send(*"jjjjkG")
        await room.pilot.pause()
        assert room.screen.rail_rests
        await room.settle()
        assert room.screen.rail.contents is before


async def test_a_list_that_is_typed_over_is_not_told(library_folder: Path) -> None:
    """Only the list that rests has its facets told: the last one of a burst."""
    async with railed(library_folder) as room:
        await room.press("slash", *"wind", "escape", "slash", *"customs", "escape")
        assert labels(room, Part.SOURCES) == ["Harbour Daily"]


async def test_a_busy_index_is_told_quietly_and_asked_again(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, busy = Telling.facets, [True]

    def facets(telling: Telling, numbers: Sequence[int] | None = None) -> Facets:
        if busy:
            raise LibraryBusyError("another Broadsheet is indexing")
        return real(telling, numbers)

    monkeypatch.setattr(Telling, "facets", facets)
    monkeypatch.setattr(reader_rail, "_AGAIN", 0.02)
    async with reading(library_folder, BROAD) as room:
        await room.until("index being built…")
        busy.clear()
        await room.until("Harbour Daily    ")
        assert "index being built…" not in room.text()
        assert room.listens() is Pane.LIST


async def test_an_index_that_takes_its_time_is_told(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, held = Telling.facets, Event()

    def facets(telling: Telling, numbers: Sequence[int] | None = None) -> Facets:
        held.wait()
        return real(telling, numbers)

    monkeypatch.setattr(Telling, "facets", facets)
    monkeypatch.setattr(reader_rail, "_AGAIN", 0.02)
    app = Reader(library_folder)
    async with app.run_test(size=BROAD) as pilot:
        room = Room(app, pilot)
        await room.until("reading the index…")
        room.send("j", "slash", *"port")
        await room.until("/ port")
        held.set()
        await room.settle()
        assert "reading the index…" not in room.text()
        assert count(room, "Harbour Daily") == 2


# Narrowing


async def test_enter_narrows_the_list_and_takes_it_out_again(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        await room.press("slash", *"port", "escape", "h")
        await go_to(room, "Harbour Daily")
        await room.press("enter")
        assert room.screen.finder.text == 'source:"Harbour Daily" port'
        assert room.screen.listing.count == 2
        assert room.listens() is Pane.RAIL
        assert room.screen.rail.row.label == "Harbour Daily"
        assert room.screen.rail.row.choice is Choice.WANTED
        await room.press("enter")
        assert room.screen.finder.text == "port"


async def test_what_a_facet_counts_is_what_it_finds(library_folder: Path) -> None:
    """Also while the last word is half typed: what narrows stands before it."""
    async with railed(library_folder) as room:
        await room.press("slash", *"inv", "escape", "h")
        values = [row for row in room.screen.rail.rows if row.kind is Kind.VALUE]
        by_part = {row.part: [one for one in values if one.part is row.part] for row in values}
        assert len(by_part) > 2
        for rows in by_part.values():
            for row in (rows[0], *rows[1:][-1:]):
                await go_to(room, row.label)
                await room.press("enter")
                assert room.screen.listing.count == row.count
                await room.press("enter")


async def test_backspace_comes_back_to_the_list_before(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        await go_to(room, "2019")
        await room.press("enter", "escape", "backspace")
        assert room.screen.finder.text == ""
        assert room.screen.listing.count == 12


async def test_x_leaves_out_and_goes_on_to_the_next(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        await go_to(room, "Policies")
        await room.press("x")
        assert room.screen.finder.text == '-section:"Policies"'
        assert room.screen.listing.count == 9
        assert room.screen.rail.row.part is Part.SECTIONS
        await go_to(room, "Policies")
        assert room.screen.rail.row.choice is Choice.EXCLUDED
        await room.press("x")
        assert room.screen.listing.count == 12


async def test_x_elsewhere_only_says_what_it_is_for(library_folder: Path) -> None:
    async with reading(library_folder, BROAD) as room:
        await room.press("x")
        assert room.screen.finder.text == ""
        assert "leaves out" in room.notices()


async def test_an_empty_list_can_be_widened_again(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        await room.press("slash", *'source:"Odd Post" lang:zh', "escape", "h")
        assert room.screen.listing.count == 0
        await go_to(room, "Odd Post")
        await room.press("enter")
        assert room.screen.listing.count == 1


async def test_what_marks_articles_rests_where_no_article_is_seen(library_folder: Path) -> None:
    async with railed(library_folder, NARROW) as room:
        await room.press("s", "m", "M")
        assert not room.dialog()
        headline = room.screen.listing.headline
        assert headline is not None
        assert (headline.read, headline.starred) == (False, False)
        await room.press("escape", "s")
        assert "★" in room.text()


async def test_an_order_that_was_chosen_is_kept(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        await room.press("escape", "r", "h")
        assert "oldest first" in room.text()
        await go_to(room, "Harbour Daily")
        await room.press("enter")
        assert "oldest first" in room.text()


# Moving and folding


async def test_it_moves_by_lines_pages_and_to_its_ends(library_folder: Path) -> None:
    async with railed(library_folder, STACKED) as room:
        rail = room.screen.rail
        assert rail.row.label == "All"
        await room.press("j", "j")
        assert rail.row.label == "Starred"
        await room.press("G")
        assert rail.row.label == "2018"
        assert rail.scroll_y > 0
        await room.press("g")
        assert (rail.row.label, rail.scroll_y) == ("Views", 0)
        await room.press("ctrl+d", "pagedown", "pageup", "ctrl+u")
        assert rail.row.label == "Views"
        assert room.screen.listing.place == 0


async def test_the_footer_offers_to_unfold_only_what_is_folded(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("b")
        assert "l unfold" not in room.lines()[-1], "a view has no inside"
        await room.press("j", "j", "j")
        assert room.screen.rail.row.folded is False
        assert "l unfold" not in room.lines()[-1]
        await room.press("h")
        assert "l unfold" in room.lines()[-1]


async def test_h_and_l_fold_unfold_and_leave(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        rail = room.screen.rail
        await go_to(room, "Odd Post")
        await room.press("h")
        assert (rail.row.label, rail.row.kind) == ("Sources", Kind.HEADING)
        await room.press("h")
        assert labels(room, Part.SOURCES) == []
        await room.press("h")
        assert room.listens() is Pane.RAIL
        assert rail.row.label == "Sources"
        await room.press("l")
        assert labels(room, Part.SOURCES)
        await room.press("l", "l")
        assert room.listens() is Pane.LIST


async def test_folds_are_kept_when_the_list_changes(library_folder: Path) -> None:
    async with railed(library_folder) as room:
        await go_to(room, "Sections")
        await room.press("enter", "slash", *"port", "escape")
        assert labels(room, Part.SECTIONS) == []
        assert room.screen.rail.row.label == "Sections"


# Mouse


async def click(room: Room, label: str, x: int = 5) -> None:
    rail = room.screen.rail
    at = next(n for n, row in enumerate(rail.rows) if row.label == label)
    await room.pilot.click(rail, offset=(x, at + 1 - round(rail.scroll_y)))
    await room.settle()


async def test_a_click_narrows_and_one_on_the_sign_folds(library_folder: Path) -> None:
    async with reading(library_folder, BROAD) as room:
        await click(room, "Harbour Daily")
        assert room.screen.finder.text == 'source:"Harbour Daily"'
        assert room.listens() is Pane.RAIL
        await click(room, "Years", x=room.screen.rail.region.width - 2)
        assert labels(room, Part.YEARS) == []
        await click(room, "Unread")
        assert room.screen.finder.text == "is:unread"


async def test_the_wheel_rolls_it_and_the_cursor_stays(library_folder: Path) -> None:
    async with railed(library_folder, STACKED) as room:
        rail = room.screen.rail
        await room.pilot._post_mouse_events([_wheel()], rail, offset=(3, 5))
        await room.settle()
        assert rail.scroll_y > 0
        assert rail.row.label == "All"
        rolled = rail.scroll_y
        await room.press("s")
        assert count(room, "Starred") == 1
        assert rail.scroll_y == rolled


def _wheel() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown
