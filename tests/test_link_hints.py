"""Links in the article: the letters on them, what a letter and its capital do, and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, STACKED, WIDE, Room, reading
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from index.article import Article, Capture, article_id
from index.library import Library
from tui.blocks import article_link
from tui.command import Pane
from tui.detail_pane import DetailPane
from tui.line_painting import lay_over
from tui.link_hints import hint_labels
from tui.page import Page
from tui.page_links import link_at, links_between
from tui.wrapping import character_at

if TYPE_CHECKING:
    from pathlib import Path

BODY = """First comes [the harbour](https://a.example/harbour) of Linhai.

- [港口](https://a.example/port)的[招商](https://a.example/invest)推介会

A paragraph whose link [begins near the end of a line and runs on over the next one and the \
one behind that as well](https://a.example/long), and one [that leads nowhere](ftp://a.example)."""


@pytest.fixture
def linked_library(tmp_path: Path) -> Path:
    """Return the folder of a library of two articles, one full of links and one with none."""
    folder = tmp_path / "linked"
    library = Library.open(folder)
    bodies = {"Full of links": BODY, "Without links": "Nothing here.\n\n" * 30}
    articles = [
        Article(
            id=article_id(url="", site="", title=title, day=None, body=body), title=title, body=body
        )
        for title, body in bodies.items()
    ]
    library.archive.keep(
        [(Capture("x.txt", one.body.encode(), one.title), one) for one in articles]
    )
    library.catch_up()
    library.close()
    return folder


async def open_links(room: Room) -> None:
    """Open the article with the links."""
    await room.press("g")
    if room.shown() != "Full of links":
        await room.press("j")
    await room.press("enter")


def page(width: int) -> Page:
    return Page(Article(id="a", title="t", body=BODY), width)


@given(st.integers(0, 900))
def test_labels_are_of_one_length_and_each_is_there_once(count: int) -> None:
    labels = hint_labels(count)
    assert len(set(labels)) == len(labels) == count
    assert len({len(label) for label in labels}) <= 1
    if count <= 26:
        assert all(len(label) == 1 for label in labels)


@pytest.mark.parametrize("width", [20, 40, 80])
def test_each_link_is_seen_once_where_it_begins(width: int) -> None:
    laid_out = page(width)
    found = links_between(laid_out, 0, 1000)
    assert [link.url.rpartition("/")[2] for link in found] == ["harbour", "port", "invest", "long"]
    for link in found:
        line = laid_out.line(link.line)
        assert line is not None
        assert link_at(line, link.cell) == link.url
        if link.cell > 2:
            assert link_at(line, link.cell - 1) != link.url


def test_a_link_that_runs_on_is_seen_from_the_first_line_there_is() -> None:
    laid_out = page(40)
    long = links_between(laid_out, 0, 1000)[-1]
    again = links_between(laid_out, long.line + 1, 1000)
    assert [(link.url, link.line, link.cell) for link in again] == [(long.url, long.line + 1, 0)]


@given(
    st.lists(st.sampled_from(["a", "招", "e\u0301", "👩\u200d🚀", " "]), max_size=20),
    st.integers(0, 50),
)
def test_a_cell_shows_the_character_that_covers_it(signs: list[str], cell: int) -> None:
    text = "".join(signs)
    place = character_at(text, cell)
    assert cell_len(text[:place]) <= cell or place == 0
    if cell >= cell_len(text):
        assert place == len(text)


@given(st.text("a招", min_size=1, max_size=20), st.integers(0, 40))
def test_letters_over_a_line_shift_nothing(text: str, cell: int) -> None:
    strip = Strip([Segment(text, Style(bold=True))])
    laid = lay_over(strip, min(cell, strip.cell_length - 1), "x", Style())
    assert laid.cell_length == cell_len(laid.text) == strip.cell_length


async def test_letters_stand_on_the_links_and_shift_no_text(linked_library: Path) -> None:
    async with reading(linked_library) as room:
        await open_links(room)
        before = room.lines()
        await room.press("f")
        assert room.dialog() == "LinkHints"
        lines = room.lines()
        assert any("First comes ahe harbour of Linhai." in line for line in lines)
        assert any("• s 口的d 商推介会" in line for line in lines)
        assert [cell_len(line) for line in before[:-1]] == [cell_len(line) for line in lines[:-1]]
        await room.press("escape")
        assert room.lines() == before
        assert room.app.opened == []


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_a_letter_opens_the_link(linked_library: Path, size: tuple[int, int]) -> None:
    async with reading(linked_library, size) as room:
        await open_links(room)
        await room.press("f", "s")
        assert room.app.opened == ["https://a.example/port"]
        assert "Opening https://a.example/port" in room.notices()
        assert room.dialog() == ""
        assert room.listens() is Pane.ARTICLE


async def test_a_capital_copies_where_the_link_leads(linked_library: Path) -> None:
    async with reading(linked_library) as room:
        await open_links(room)
        await room.press("f", "A")
        assert room.app.opened == []
        assert room.app.clipboard == "https://a.example/harbour"
        assert "Copied the address." in room.notices()


async def test_letters_in_one_burst_wait_for_the_article(linked_library: Path) -> None:
    async with reading(linked_library, NARROW) as room:
        await room.press("g")
        keys = [] if room.shown() == "Full of links" else ["j"]
        await room.press(*keys, "enter", "f", "d")
        assert room.app.opened == ["https://a.example/invest"]


async def test_no_links_is_said(linked_library: Path) -> None:
    async with reading(linked_library, NARROW) as room:
        await room.press("f")
        assert "No links here." in room.notices(), "the article is not seen"
        assert room.dialog() == ""
        await open_links(room)
        await room.press("escape", "j" if room.screen.listing.place == 0 else "k", "enter", "f")
        assert room.dialog() == ""


async def test_links_are_followed_from_the_list_where_the_article_is_seen(
    linked_library: Path,
) -> None:
    async with reading(linked_library, STACKED) as room:
        await open_links(room)
        await room.press("escape", "f", "a")
        assert room.app.opened == ["https://a.example/harbour"]
        assert room.listens() is Pane.LIST


async def test_a_slip_begins_anew_and_backspace_takes_back(linked_library: Path) -> None:
    async with reading(linked_library) as room:
        await open_links(room)
        await room.press("f", "z", "5", "backspace", "a")
        assert room.app.opened == ["https://a.example/harbour"]


async def test_two_letters_narrow_the_links(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    library = Library.open(folder)
    body = " ".join(f"[link{n}](https://a.example/{n})" for n in range(30))
    many = Article(id="m", title="Many", body=body)
    library.archive.keep([(Capture("x.txt", b"x", "x"), many)])
    library.close()
    async with reading(folder) as room:
        await room.press("enter", "f")
        hinted = "\n".join(room.lines())
        assert "aank0" in hinted
        assert "sank6" in hinted
        await room.press("s")
        hinted = "\n".join(room.lines())
        assert "link0" in hinted
        assert "sank6" in hinted
        await room.press("backspace")
        assert "aank0" in "\n".join(room.lines())
        await room.press("s", "S")
        assert room.app.clipboard == "https://a.example/7"


async def test_a_change_of_the_screen_takes_the_letters_away(linked_library: Path) -> None:
    async with reading(linked_library) as room:
        await open_links(room)
        await room.press("f")
        await room.pilot.resize_terminal(*STACKED)
        await room.settle()
        assert room.dialog() == ""
        assert any("the harbour of Linhai." in line for line in room.lines())


async def test_a_click_on_a_link_opens_it(linked_library: Path) -> None:
    async with reading(linked_library) as room:
        await open_links(room)
        for text, opened in (("harbour", ["https://a.example/harbour"]), ("Linhai", [])):
            room.app.opened.clear()
            await click_on(room, text)
            assert room.app.opened == opened
        await click_on(room, "招商")
        assert room.app.opened == ["https://a.example/invest"]


async def click_on(room: Room, text: str) -> None:
    """Click the first character of ``text`` on the screen."""
    y, line = next((y, line) for y, line in enumerate(room.lines()) if text in line)
    await room.pilot.click(offset=(cell_len(line[: line.index(text)]), y))
    await room.settle()


async def test_a_link_to_an_article_opens_in_the_reader(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        screen = room.screen
        results = screen.listing.results
        assert results is not None
        wanted = int(results.numbers[3])
        screen.reader.post_message(DetailPane.LinkClicked(article_link(wanted)))
        await room.settle()
        assert screen.listing.number == wanted
        assert room.app.opened == []


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_tab_says_where_a_link_leads_before_enter_opens_it(
    linked_library: Path, size: tuple[int, int]
) -> None:
    async with reading(linked_library, size) as room:
        await open_links(room)
        await room.press("f", "enter")
        assert room.dialog() == "LinkHints", "no link was gone to"
        before = room.lines()
        await room.press("tab")
        assert room.lines()[-1].strip() == "Enter opens   https://a.example/harbour"
        assert room.lines()[:-1] == before[:-1]
        await room.press("tab")
        assert "https://a.example/port" in room.lines()[-1]
        await room.press("up", "left", "right", "tab", "enter")
        assert room.app.opened == ["https://a.example/port"]


async def test_going_on_from_the_last_link_comes_to_the_first(linked_library: Path) -> None:
    async with reading(linked_library) as room:
        await open_links(room)
        await room.press("f", "shift+tab")
        assert "https://a.example/long" in room.lines()[-1]
        await room.press("tab")
        assert "https://a.example/harbour" in room.lines()[-1]
        await room.press("f")
        assert room.app.opened == ["https://a.example/long"], "letters still open at once"


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_a_link_under_the_mouse_says_where_it_leads(
    linked_library: Path, size: tuple[int, int]
) -> None:
    async with reading(linked_library, size) as room:
        await open_links(room)
        before = room.lines()
        await point_at(room, "harbour")
        assert room.lines()[-1].startswith(" https://a.example/harbour ")
        assert room.lines()[-1].endswith("q quit")
        assert room.lines()[:-1] == before[:-1]
        await point_at(room, "Linhai")
        assert room.lines() == before
        await point_at(room, "harbour")
        await room.press("plus")
        assert "https://a.example/harbour" not in room.lines()[-1], "the text has moved on"


async def point_at(room: Room, text: str) -> None:
    """Move the mouse to the first character of ``text`` on the screen."""
    y, line = next((y, line) for y, line in enumerate(room.lines()) if text in line)
    await room.pilot.hover(offset=(cell_len(line[: line.index(text)]), y))
    await room.settle()
