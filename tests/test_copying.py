"""Text selected with the mouse, and copied: across lines, wide characters, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, STACKED, WIDE, Room, reading
from rich.cells import cell_len
from textual.geometry import Offset
from textual.selection import Selection

from index.article import Article, Capture, article_id
from index.library import Library
from tui.clipboard import copy_text
from tui.command import Need, Pane
from tui.page import Page
from tui.page_selection import paragraph_around, place_at, seen_span, selected_text, word_around

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App

CHINESE = (
    "临港新区周六举办招商推介会，签约项目十二个。总投资超过三百亿元，涉及集成电路与生物医药。" * 2
)
BODY = f"""The harbour city opened a free trade port on Thursday, customs officers said, and \
freight through the port rose by 12 percent in a year that saw few ships and many promises.

{CHINESE}

- an item that can't be bought for 3,500 yuan

Last words."""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Return the folder of a library with one article."""
    folder = tmp_path / "story"
    library = Library.open(folder)
    article = Article(
        id=article_id(url="", site="", title="Story", day=None, body=BODY), title="Story", body=BODY
    )
    library.archive.keep([(Capture("x.txt", b"x", "x"), article)])
    library.close()
    return folder


def where(room: Room, text: str) -> Offset:
    """Return the cell where ``text`` begins on the screen."""
    y, line = next((y, line) for y, line in enumerate(room.lines()) if text in line)
    return Offset(cell_len(line[: line.index(text)]), y)


async def drag(room: Room, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag the mouse from one cell to another."""
    await room.pilot.mouse_down(offset=start)
    await room.pilot.hover(offset=((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
    await room.pilot.hover(offset=end)
    await room.pilot.mouse_up(offset=end)
    await room.settle()


async def copied(room: Room) -> str:
    """Copy what is selected, and return what is in the clipboard then."""
    await room.press("ctrl+c")
    return room.app.clipboard


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_what_the_mouse_selects_is_copied(story: Path, size: tuple[int, int]) -> None:
    async with reading(story, size) as room:
        await room.press("enter")
        x, y = where(room, "harbour")
        await drag(room, (x, y), (x + 6, y))
        assert await copied(room) == "harbour"
        assert "Copied 7 characters." in room.notices()
        assert "Ctrl-C copy" in room.lines()[-1]


async def test_a_paragraph_runs_on_across_its_lines(story: Path) -> None:
    async with reading(story, NARROW) as room:
        await room.press("enter")
        end = where(room, "customs")
        await drag(room, where(room, "city opened"), (end[0] + 6, end[1]))
        assert await copied(room) == "city opened a free trade port on Thursday, customs"


@pytest.mark.parametrize("half", [0, 1])
async def test_wide_characters_are_taken_by_either_half(story: Path, half: int) -> None:
    async with reading(story) as room:
        await room.press("enter")
        start, end = where(room, "周六举办"), where(room, "推介会")
        await drag(room, (start[0] + half, start[1]), (end[0] + half, end[1]))
        assert await copied(room) == "周六举办招商推"
        await drag(room, (end[0] + half, end[1]), (start[0] + half, start[1]))
        assert await copied(room) == "周六举办招商推", "backwards, too"


async def test_chinese_runs_on_without_blanks(story: Path) -> None:
    async with reading(story, NARROW) as room:
        await room.press("enter", "space")
        start = where(room, "周六举办")
        await drag(room, start, (start[0], start[1] + 1))
        text = await copied(room)
        assert text.startswith("周六举办")
        assert text in CHINESE


async def test_paragraphs_are_parted_by_a_line_end(story: Path) -> None:
    async with reading(story) as room:
        await room.press("enter")
        start, end = where(room, "many promises"), where(room, "临港")
        await drag(room, start, (end[0] + 3, end[1]))
        assert await copied(room) == "many promises.\n\n临港"


async def test_a_selection_stays_in_the_article_wherever_the_mouse_goes(story: Path) -> None:
    async with reading(story) as room:
        await room.press("enter")
        start = where(room, "city opened")
        await drag(room, start, (2, start[1] + 1))
        text = await copied(room)
        assert text.startswith("city opened a free trade port")
        assert "\n" not in text
        await drag(room, where(room, "Last words"), (80, 39))
        assert await copied(room) == "Last words."


async def test_a_selection_grows_while_the_text_moves_under_the_mouse(story: Path) -> None:
    async with reading(story, (50, 12)) as room:
        await room.press("enter")
        start = where(room, "harbour city")
        await room.pilot.mouse_down(offset=start)
        await room.pilot.hover(offset=(start.x, start.y + 2))
        before = room.screen.get_selected_text() or ""
        # As Textual does it while the mouse rests near the lower edge.
        room.screen.reader.action_line_down()
        room.screen._update_select()
        await room.pilot.mouse_up(offset=(start.x, start.y + 2))
        after = room.screen.get_selected_text() or ""
        assert after.startswith(before[:-1])
        assert len(after) > len(before) > 0


async def test_only_text_is_painted_as_selected(story: Path) -> None:
    async with reading(story) as room:
        await room.press("enter")
        await drag(room, where(room, "The harbour"), where(room, "Last words"))
        reader = room.screen.reader
        colour = reader.get_component_rich_style("detail--selected").bgcolor
        painted = [
            text
            for y in range(reader.size.height)
            for text, style, _ in reader.render_line(y)
            if style and style.bgcolor == colour
        ]
        assert painted
        assert all(text.strip() for text in painted)


async def test_escape_and_a_click_take_the_selection_away(story: Path) -> None:
    async with reading(story) as room:
        await room.press("enter")
        x, y = where(room, "harbour")
        await drag(room, (x, y), (x + 6, y))
        assert Need.SELECTED in room.screen._footer.there
        await room.press("escape")
        assert room.screen.reader.text_selection is None
        assert room.listens() is Pane.ARTICLE
        assert Need.SELECTED not in room.screen._footer.there
        await drag(room, (x, y), (x + 6, y))
        await room.pilot.click(offset=(x, y + 1))
        await room.settle()
        assert room.screen.reader.text_selection is None


async def test_with_nothing_selected_it_says_how_to_leave(story: Path) -> None:
    async with reading(story) as room:
        await room.press("enter", "ctrl+c")
        assert "Esc, then q, leaves Broadsheet." in room.notices()
        assert room.app.clipboard == ""


async def test_two_clicks_select_a_word_and_three_a_paragraph(story: Path) -> None:
    async with reading(story, STACKED) as room:
        await room.press("enter")
        await click(room, "arbour", 2)
        assert await copied(room) == "harbour"
        await click(room, "arbour", 3)
        assert await copied(room) == BODY.split("\n\n", maxsplit=1)[0]


async def test_a_change_of_the_width_takes_the_selection_away(story: Path) -> None:
    async with reading(story) as room:
        await room.press("enter")
        x, y = where(room, "harbour")
        await drag(room, (x, y), (x + 6, y))
        await room.press("minus")
        assert room.screen.reader.text_selection is None


async def click(room: Room, text: str, times: int) -> None:
    """Click several times on the first character of ``text``."""
    reader = room.screen.reader
    await room.pilot.click(reader, offset=where(room, text) - reader.region.offset, times=times)
    await room.settle()


def page(body: str = BODY, width: int = 40) -> Page:
    return Page(Article(id="a", title="t", body=body), width)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ity opened", "city"),
        ("'t be", "can't"),
        (",500", "3,500"),
        ("周六", "临港新区周六举办招商推介会"),
        (", customs", None),
    ],
)
def test_a_word_is_what_stands_between_signs_and_blanks(text: str, word: str | None) -> None:
    laid_out = page(width=200)
    number = next(n for n in range(30) if (line := laid_out.line(n)) and text in line.text)
    line = laid_out.line(number)
    assert line is not None
    place = place_at(laid_out, number, cell_len(line.text[: line.text.index(text)]) + 3, 3)
    found = word_around(laid_out, place, 3)
    assert (selected_text(laid_out, found, 3) if found else None) == word


@given(st.integers(9, 90), st.integers(0, 40))
def test_a_paragraph_is_selected_from_any_of_its_lines(width: int, number: int) -> None:
    laid_out = page(width=width)
    line = laid_out.line(number)
    found = paragraph_around(laid_out, Offset(4, number), 2)
    if line is None or not line.end:
        assert found is None
    else:
        assert found is not None
        assert selected_text(laid_out, found, 2) == line.block.text


@given(st.integers(9, 60), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 70)), min_size=2))
def test_any_selection_is_a_part_of_the_article(width: int, places: list[tuple[int, int]]) -> None:
    laid_out = page(width=width)
    ends = [place_at(laid_out, number, cell, 2) for number, cell in places[:2]]
    selection = Selection.from_offsets(*ends)
    text = selected_text(laid_out, selection, 2)
    whole = selected_text(laid_out, Selection(None, None), 2)
    assert text in whole
    for number in range(40):
        span = seen_span(laid_out, selection, number, 2)
        line = laid_out.line(number)
        if span is not None and line is not None:
            assert 0 <= span[0] <= span[1] <= len(line.text)


def test_marks_stay_with_the_character_they_stand_on() -> None:
    laid_out = page("Cafe\u0301 👩\u200d🚀 x", 40)
    number = next(n for n in range(9) if (line := laid_out.line(n)) and "Caf" in line.text)
    for end, text in ((4, "Cafe\u0301"), (7, "Cafe\u0301 👩\u200d🚀")):
        selection = Selection(Offset(2, number), Offset(2 + end, number))
        assert selected_text(laid_out, selection, 2) == text


def test_bullets_go_along_and_drawn_bars_do_not() -> None:
    laid_out = page("- one item that is long enough to be broken\n\n> a quote\n\n1. first", 24)
    text = selected_text(laid_out, Selection(None, None), 2)
    assert "• one item that is long enough to be broken" in text
    assert "▎" not in text
    assert "a quote" in text
    assert "1. first" in text


async def test_what_is_copied_cannot_command_the_terminal_it_is_pasted_into(story: Path) -> None:
    async with reading(story) as room:
        app: App[None] = room.app
        told = copy_text(app, "a\x1b]0;x\x07\nb", "it")
        assert app.clipboard == "a\ufffd]0;x\ufffd\nb"
        assert told == ("Copied it.", "information")
        assert "100 kB" in copy_text(app, "x" * 100_000, "it").sentence


async def test_a_notice_that_is_gone_already_can_be_pressed_again(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        room.screen.say("Gone in a moment.")
        await room.settle()
        notice = room.screen.query_one("Toast")
        at = notice.region.offset
        assert room.screen.get_widget_and_offset_at(*at)[0] is notice
        await notice.remove()
        widget, _ = room.screen.get_widget_and_offset_at(*at)
        assert widget is None or widget.is_attached
