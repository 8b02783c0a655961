"""Help: what works here first, every key and query once, found by typing, closed calmly."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from reading_room import NARROW, STACKED, WIDE, Reader, Room, reading

from index.settings import Settings
from tui.command import Pane
from tui.commands import COMMANDS, TABLE
from tui.help_sheet import HelpDialog
from tui.help_text import Section, columns, sections

SIZES = [WIDE, STACKED, NARROW]
DOCS = Path(__file__).parents[1] / "docs" / "query.md"


def told(parts: tuple[Section, ...]) -> str:
    """Return all sections in a broad column."""
    return "".join(part.content(200).plain for part in parts)


# What it says


@pytest.mark.parametrize("pane", list(Pane))
def test_every_key_is_told_once_and_those_of_the_pane_first(pane: Pane) -> None:
    parts = sections(TABLE, pane)
    rows = [row.action for part in parts for row in part.rows if row.action]
    assert Counter(rows) == Counter(one.action for one in COMMANDS if one.keys)
    assert [row.action for row in parts[0].rows] == [one.action for one in TABLE.footer(pane)]


def test_every_field_of_the_page_on_queries_is_told() -> None:
    page = DOCS.read_text(encoding="utf-8")
    table = page[: page.index("Whatever stands for words")]
    fields = set(re.findall(r"[`(]([a-z]+):(?!//)", table))
    words = set(re.findall(r"is:[a-z]+|has:[a-z]+", table))
    assert fields >= {"title", "is", "tag", "note", "related", "lang", "sort"}
    text = told(sections(TABLE, Pane.LIST)[-1:])
    assert [one for one in fields if f"{one}:" not in text] == []
    assert [one for one in words if one not in text] == []


@pytest.mark.parametrize("width", [34, 50, 120])
def test_no_line_is_longer_than_its_column(width: int) -> None:
    for part in sections(TABLE, Pane.LIST):
        assert max(map(len, part.content(width).plain.splitlines())) <= width


def test_two_columns_are_about_equally_high() -> None:
    parts = sections(TABLE, Pane.LIST)
    left, right = columns(parts, (50, 50))
    heights = [one.plain.count("\n") for one in (left, right)]
    assert min(heights) > 0.6 * max(heights)
    whole = columns(parts, (50,))
    assert whole[0].plain == left.plain + right.plain


def test_typing_leaves_the_rows_in_which_each_word_occurs() -> None:
    assert {
        row.action for part in sections(TABLE, Pane.LIST, "STAR give") for row in part.rows
    } == {*()}
    found = sections(TABLE, Pane.LIST, "unread")
    actions = {row.action for part in found for row in part.rows}
    assert {"next_unread", "toggle_read", "show_unread"} <= actions
    assert "copy" not in actions
    assert any(row.left == "is:unread" for row in found[-1].rows)


@pytest.mark.parametrize(
    ("typed", "action"), [("ctrl-d", "half_down"), ("palette", "palette"), ("esc", "back")]
)
def test_a_command_is_found_by_its_key_and_by_its_name(typed: str, action: str) -> None:
    found = sections(TABLE, Pane.LIST, typed)
    assert action in {row.action for part in found for row in part.rows}


# As it is used


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("key", "heading"), [("", "In the list"), ("enter", "In the article")])
async def test_help_begins_with_the_pane_that_listens(
    library_folder: Path, size: tuple[int, int], key: str, heading: str
) -> None:
    async with reading(library_folder, size) as room:
        await room.press(*key.split(), "question_mark")
        assert room.dialog() == HelpDialog.__name__
        assert heading in room.text()


@pytest.mark.parametrize("size", SIZES)
async def test_a_slash_begins_to_type_and_esc_goes_back_step_by_step(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press("question_mark", "slash", *"undo q?")
        assert room.dialog() == HelpDialog.__name__
        assert "Nothing here has that." in room.text()
        await room.press("backspace", "backspace", "backspace")
        assert "Take back the last" in room.text()
        assert "Open the article" not in room.text()
        await room.press("escape")
        assert "Open the article" in room.text()
        await room.press("escape")
        assert not room.dialog()


async def test_after_enter_what_was_found_stays_and_keys_are_keys_again(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("question_mark", "slash", *"undo", "enter")
        assert "Open the article" not in room.text()
        await room.press("j", "j")
        assert "undo" in room.text()
        await room.press("q")
        assert not room.dialog()
        assert room.app.is_running


async def test_the_sheet_keeps_its_place_while_one_types(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("question_mark")
        before = room.app.screen.query_one("#sheet").region
        await room.press("slash", *"undo")
        assert room.app.screen.query_one("#sheet").region == before


@pytest.mark.parametrize("key", ["escape", "q", "question_mark", "enter", "ctrl+q"])
async def test_keys_that_close(library_folder: Path, key: str) -> None:
    async with reading(library_folder) as room:
        await room.press("question_mark", key)
        assert not room.dialog()
        assert room.app.is_running


@pytest.mark.parametrize("size", [STACKED, NARROW])
async def test_the_sheet_scrolls_to_its_end_and_back(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press("question_mark")
        await room.press("G")
        assert "does what it says." in room.text()
        await room.press("g")
        assert "In the list" in room.text()
        await room.press("space", "ctrl+d")
        assert "In the list" not in room.text()
        await room.press("k", "pageup", "pageup")
        assert "In the list" in room.text()
        assert room.screen.listing.place == 0


async def test_a_click_on_a_line_does_what_it_says(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("question_mark")
        row = next(n for n, line in enumerate(room.lines()) if "Change the order" in line)
        column = room.lines()[row].index("Change the order")
        await room.pilot.click(offset=(column + 2, row))
        await room.settle()
        assert not room.dialog()
        assert "oldest first" in room.text()


async def test_a_click_on_a_command_that_takes_time_is_awaited(library_folder: Path) -> None:
    """Opening is a coroutine."""
    async with reading(library_folder) as room:
        await room.press("question_mark")
        row = next(n for n, line in enumerate(room.lines()) if "Open the article" in line)
        await room.pilot.click(offset=(room.lines()[row].index("Open"), row))
        await room.settle()
        assert room.listens() is Pane.ARTICLE


async def test_a_click_beside_closes(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("question_mark")
        await room.pilot.click(offset=(0, 20))
        await room.settle()
        assert not room.dialog()


async def test_help_tells_and_heeds_the_keys_of_this_reader(library_folder: Path) -> None:
    keys = {"down": ("x",), "help": ("f1",), "star": ("*",)}
    app = Reader(library_folder, Settings(keys=keys))
    async with app.run_test(size=STACKED) as pilot:
        room = Room(app, pilot)
        await room.settle()
        await room.press("f1")
        assert "In the list" in room.text()
        assert "* " in next(line for line in room.lines() if "Star the article" in line)
        await room.press(*"xxxxx")
        assert "In the list" not in room.text()
        await room.press("question_mark")
        assert room.dialog()
        await room.press("f1")
        assert not room.dialog()


async def test_every_size_bears_help(library_folder: Path) -> None:
    for size in [(20, 6), (1, 1), (200, 60)]:
        async with reading(library_folder, size) as room:
            await room.press("question_mark", "slash", "s", "enter", "G")
            strips = room.app.screen._compositor.render_strips()
            assert {strip.cell_length for strip in strips} == {size[0]}
