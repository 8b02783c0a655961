"""The choice of colours: what is tried is worn at once, and only what is kept remains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, Reader, Room, reading

from index.choices import Choices
from index.settings import Settings
from tui.theme_picker import ThemePicker
from tui.themes import DARK_NAME, LIGHT_NAME, theme_names

if TYPE_CHECKING:
    from pathlib import Path

NAMES = theme_names()


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW, (30, 8)])
async def test_the_reader_wears_what_is_looked_at_and_stays_in_sight(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press("T")
        assert room.dialog() == ThemePicker.__name__
        assert "articles" in room.text()
        await room.press("j", "j", "j")
        assert room.app.theme == NAMES[3]
        await room.press("k")
        assert room.app.theme == NAMES[2]
        assert "ansi-dark" in room.text()
        assert room.screen.listing.place == 0


async def test_enter_keeps_and_remembers(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("T", "down", "enter")
        assert not room.dialog()
        assert room.app.theme == LIGHT_NAME
        assert Choices().get("theme", DARK_NAME) == LIGHT_NAME
    again = Reader(library_folder)
    async with again.run_test() as pilot:
        await Room(again, pilot).settle()
        assert again.theme == LIGHT_NAME


@pytest.mark.parametrize("keys", [("escape",), ("n", "o", "r", "d", "escape", "escape")])
async def test_esc_puts_back_what_was(library_folder: Path, keys: tuple[str, ...]) -> None:
    async with reading(library_folder) as room:
        await room.press("T", "j", *keys)
        assert not room.dialog()
        assert room.app.theme == DARK_NAME
        assert Choices().get("theme", "none") == "none"


async def test_typing_filters_and_shows_what_is_left(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("T", *"nord")
        assert room.app.theme == "nord"
        assert "gruvbox" not in room.text()
        await room.press(*["backspace"] * 4)
        assert "gruvbox" in room.text()
        assert room.app.theme == "nord"


async def test_a_slash_lets_j_and_k_be_typed(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("T", "slash", *"kyo", "enter")
        assert room.app.theme == "tokyo-night"


async def test_a_name_that_nothing_has_is_told_and_nothing_is_kept(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("T", *"zzz")
        assert "no such colours" in room.text()
        await room.press("down", "enter")
        assert room.dialog() == ThemePicker.__name__
        await room.press("escape")
        assert "gruvbox" in room.text()
        await room.press("escape")
        assert room.app.theme == DARK_NAME


async def test_the_ends_are_reached_and_gone_round(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("T", "end")
        assert room.app.theme == NAMES[-1]
        await room.press("pageup")
        assert room.app.theme == NAMES[-9]
        await room.press("home", "up")
        assert room.app.theme == NAMES[-1]
        await room.press("j")
        assert room.app.theme == NAMES[0]


async def test_a_burst_goes_to_the_picker_and_what_follows_to_the_reader(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("T", "j", "enter", "j", "j")
        assert room.app.theme == LIGHT_NAME
        assert room.screen.listing.place in {0, 1, 2}
        assert not room.dialog()


async def test_a_click_tries_and_a_second_one_keeps(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("T")
        await room.pilot.click("#names", offset=(4, 1))
        await room.settle()
        assert room.app.theme == LIGHT_NAME
        assert room.dialog()
        await room.pilot.click("#names", offset=(4, 1))
        await room.settle()
        assert not room.dialog()
        assert Choices().get("theme", DARK_NAME) == LIGHT_NAME


async def test_a_click_beside_gives_up(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("T", "j")
        await room.pilot.click(offset=(2, 2))
        await room.settle()
        assert not room.dialog()
        assert room.app.theme == DARK_NAME


async def test_any_theme_of_textual_may_be_set(library_folder: Path) -> None:
    app = Reader(library_folder, Settings(theme="gruvbox"))
    async with app.run_test(notifications=True) as pilot:
        await Room(app, pilot).settle()
        assert app.theme == "gruvbox"
        assert not app._notifications
