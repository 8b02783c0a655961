"""Every command runs from the palette, and every key of the footer does what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, Reader, Room, reading
from test_journeys import add_long_article
from textual.command import CommandList
from textual.events import Paste
from textual.widgets import Input

from index.settings import Settings
from tui.command import Pane
from tui.commands import COMMANDS, TABLE
from tui.footer import FooterLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _pytest.mark import ParameterSet

    from tui.command import Command

WAYS = {
    Pane.LIST: [],
    Pane.ARTICLE: ["enter", "g"],
    Pane.SEARCH: ["slash", *"custoums"],
    Pane.RAIL: ["g", "j", "j"],
    Pane.DATES: ["escape", "d", "G", "h"],
}
"""The keys that lead to a pane from the list."""

SIZE_OF_EVERY_RUN = {
    Pane.LIST: WIDE,
    Pane.ARTICLE: STACKED,
    Pane.SEARCH: STACKED,
    Pane.RAIL: NARROW,
    Pane.DATES: STACKED,
}


def offered(room: Room) -> dict[str, int]:
    """Return the actions that the footer offers, and the column where each can be clicked."""
    line = room.screen.query_one(FooterLine).render_line(0)
    found: dict[str, int] = {}
    column = 0
    for segment in line:
        click = segment.style.meta.get("@click") if segment.style is not None else None
        if click:
            found.setdefault(click.removeprefix("screen."), column)
        column += segment.cell_length
    return found


async def begin(room: Room, pane: Pane, number: int | None = None) -> None:
    """Go to ``pane`` from wherever one is, article ``number`` chosen, or any."""
    await room.press("escape", "escape", "escape", "escape")
    results = room.screen.listing.results
    assert results is not None
    room.screen.listing.move_to((results.place(number) if number is not None else 3) or 0)
    if pane is Pane.RAIL:
        await room.press(*(() if pane in room.panes() else ("b",)))
        room.screen.go_to(pane)
    await room.press(*WAYS[pane])
    assert not room.dialog()
    assert room.listens() is pane
    room.app.clear_notifications()
    room.app.opened.clear()
    room.app.handed.clear()
    await room.settle()


def sizes_and_panes() -> Iterator[ParameterSet]:
    """Yield each size with each pane; each pane in one size for every run, the rest for long ones.

    The sizes differ in how much the footer has room for, not in what a key or a click does.
    """
    for size in (WIDE, STACKED, NARROW):
        for pane in WAYS:
            marks = () if SIZE_OF_EVERY_RUN[pane] == size else (pytest.mark.long,)
            yield pytest.param(size, pane, marks=marks, id=f"{pane}-{size}")


@pytest.mark.parametrize(("size", "pane"), sizes_and_panes())
async def test_what_the_footer_offers_can_be_pressed_and_clicked(
    library_folder: Path, size: tuple[int, int], pane: Pane
) -> None:
    """Each changes what is seen, or hands something over."""
    number = add_long_article(library_folder)
    async with reading(library_folder, size) as room:
        await begin(room, pane, number)
        tried: set[str] = {"quit"}
        while left := offered(room).keys() - tried:
            action = min(left)
            tried.add(action)
            command = TABLE.command(action)
            assert command is not None
            for by_key in (True, False):
                await begin(room, pane, number)
                before = room.text()
                if by_key:
                    await room.press(command.keys[0])
                elif action not in offered(room):
                    continue  # pushed out by another that is offered since
                else:
                    line = room.screen.query_one(FooterLine).region.bottom - 1
                    await room.pilot.click(offset=(offered(room)[action], line))
                    await room.settle()
                seen = room.text() != before or room.app.opened or room.app.handed
                assert seen, (action, by_key)
            await begin(room, pane, number)
        assert len(tried) >= 3


@pytest.mark.parametrize("pane", [Pane.LIST, Pane.ARTICLE])
@pytest.mark.parametrize("by_key", [True, False])
async def test_quitting_quits(library_folder: Path, pane: Pane, *, by_key: bool) -> None:
    async with reading(library_folder, STACKED) as room:
        await begin(room, pane)
        column = offered(room)["quit"]
        if by_key:
            room.send("q")
        else:
            await room.pilot.click(offset=(column, STACKED[1] - 1))
        await room.pilot.pause()
        assert room.app._exit


async def test_footer_help_palette_and_keys_are_those_of_this_reader(library_folder: Path) -> None:
    keys = {"palette": ("f2",), "quit": ("ctrl+x",), "star": ("x",), "search": ()}
    app = Reader(library_folder, Settings(keys=keys))
    async with app.run_test(size=(120, 90), notifications=True) as pilot:
        room = Room(app, pilot)
        await room.settle()
        last = room.lines()[-1]
        assert "x star" in last
        assert last.endswith("? help   Ctrl-X quit")
        assert "search" not in last
        await room.press("ctrl+p", "slash")
        assert not room.dialog()
        assert room.listens() is Pane.LIST
        await room.press("f2")
        assert room.dialog() == "Palette"
        assert "x         Star the article" in room.text()
        await room.press(*"leave")
        await room.until("Ctrl-X    Leave Broadsheet")
        await room.press("escape")
        assert not room.dialog()
        await room.press("ctrl+c")
        assert "Esc, then Ctrl-X, leaves Broadsheet." in room.notices()
        await room.press("x")
        assert room.screen.listing.headline is not None
        assert room.screen.listing.headline.starred


@pytest.mark.parametrize("key", ["question_mark", "T", "t", "M", "A", "y"])
async def test_the_palette_stays_closed_over_a_question(library_folder: Path, key: str) -> None:
    """What it offers is for the reader, not for what lies over it."""
    async with reading(library_folder, STACKED) as room:
        await room.press(key)
        dialog = room.dialog()
        assert dialog
        await room.press("ctrl+p")
        assert room.dialog() in {dialog, ""}


async def run_by_name(room: Room, command: Command) -> None:
    """Open the palette, paste the whole title of ``command``, and take the first offered."""
    await room.press("ctrl+p")
    room.app.screen.query_one(Input).post_message(Paste(command.title))
    hits = room.app.screen.query_one(CommandList)
    while not hits.option_count or command.title not in str(hits.get_option_at_index(0).prompt):
        await room.pilot.pause(0.02)
    await room.press("enter")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.action)
async def test_a_command_runs_from_the_palette(command: Command, library_folder: Path) -> None:
    """In a fresh reader; nothing breaks, and the reader is still there unless one leaves it."""
    async with reading(library_folder, STACKED) as room:
        await run_by_name(room, command)
        assert room.dialog() != "CommandPalette" or command.action == "palette"
        assert room.app.is_running or command.action == "quit"
        assert room.app.return_code in {None, 0}
