"""The line that is typed into: edited as a shell edits its line, in the order of the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, Room, reading
from textual.events import Paste

from tui.line_field import one_line
from tui.prompts import LinePrompt

if TYPE_CHECKING:
    from pathlib import Path

    from tui.line_field import LineField


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("port", "port"),
        (" port ", " port "),
        ("port\nreform\n", "port reform"),
        ("  port\r\n\r\n\treform  \n", "  port reform"),
        ("port\treform", "port reform"),
        ("\n", ""),
        ("", ""),
    ],
)
def test_lines_become_one(pasted: str, line: str) -> None:
    assert one_line(pasted) == line


@given(st.text())
def test_whatever_is_pasted_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_a_book_is_cut_off() -> None:
    assert len(one_line("word\n" * 100_000)) == 4000


async def field(room: Room) -> LineField:
    await room.type("port custom reform")
    return room.screen.finder.field


EDITED = [
    ("ctrl+w", "port custom ", 12),
    ("alt+backspace", "port custom ", 12),
    ("ctrl+backspace", "port custom ", 12),
    ("ctrl+u", "", 0),
    ("ctrl+a", "port custom reform", 0),
    ("home ctrl+k", "", 0),
    ("ctrl+left ctrl+u", "reform", 0),
    ("ctrl+a ctrl+d", "ort custom reform", 0),
    ("ctrl+a delete x", "xort custom reform", 1),
    ("home end backspace", "port custom refor", 17),
    ("ctrl+u w i n d", "wind", 4),
    ("ctrl+w ctrl+w w i n d left left x", "port wixnd", 8),
    ("shift+home w", "w", 1),
]


async def test_editing_keys_act_in_their_order(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        typed = await field(room)
        for keys, text, cursor in EDITED:
            room.screen.finder.set_text("port custom reform")
            typed.action_end()
            await room.press(*keys.split())
            assert (typed.value, typed.cursor_position) == (text, cursor), keys


async def test_what_is_pasted_takes_the_place_of_what_is_selected(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        typed = await field(room)
        await room.press(*["shift+left"] * 6)
        typed.post_message(Paste("wind\npark\n"))
        await room.settle()
        assert typed.value == "port custom wind park"
        room.app.copy_to_clipboard("two\nlines")
        await room.press("ctrl+u", "ctrl+v")
        assert typed.value == "two lines"


async def test_a_long_line_scrolls_so_that_the_cursor_is_seen(library_folder: Path) -> None:
    async with reading(library_folder, NARROW) as room:
        await room.type("word " * 40 + "end")
        assert room.lines()[0].endswith("word end")
        await room.press("home")
        assert room.lines()[0].startswith(" / word word")


async def test_a_small_question_is_edited_alike(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("t", *"ports hub", "ctrl+w", *"rail", "home", "-")
        prompt = room.app.screen
        assert isinstance(prompt, LinePrompt)
        assert prompt._field.value == "-ports rail"
