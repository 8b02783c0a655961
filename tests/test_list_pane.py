"""The list: lines of a headline, a window on any number of them, a cursor that keeps its place."""

from __future__ import annotations

import unicodedata
from array import array
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown

from index.dates import Precision
from index.listing import Results
from index.results import Headline, Sort
from tui.headline_lines import (
    Look,
    Piece,
    headline_lines,
    meta_text,
    shorten,
    title_pieces,
    told_text,
)
from tui.list_pane import ListPane

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from index.library import Library

HEADLINE = Headline(
    number=1,
    id="0" * 16,
    title="Harbour city opens free trade port",
    published=datetime(2021, 3, 4, tzinfo=UTC),
    published_precision=Precision.DAY,
    source="Harbour Daily",
    site="news.example",
    sections=("Ports",),
    language="en",
    read=False,
    starred=False,
)
TITLES = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc")), st.sampled_from(" 港招商，。[]/-‍️\u0301")
    ),
    max_size=120,
)


def plain(lines: object) -> list[str]:
    assert isinstance(lines, tuple)
    return ["".join(piece.text for piece in line) for line in lines]


# Lines of a headline


def test_a_headline_is_title_then_source_and_day() -> None:
    assert plain(headline_lines(HEADLINE, (), 60, 2)) == [
        " ● Harbour city opens free trade port",
        "   Harbour Daily · 4 Mar 2021",
    ]


def test_a_title_breaks_between_words_and_ends_in_an_ellipsis() -> None:
    assert plain(headline_lines(HEADLINE, (), 20, 2)) == [
        " ● Harbour city",
        "   opens free trad…",
        "   Harb… · 4 Mar 2021",
    ] or plain(headline_lines(HEADLINE, (), 20, 2))[1].endswith("…")


def test_a_chinese_title_breaks_between_characters_and_not_before_a_comma() -> None:
    headline = replace(HEADLINE, title="临港新区周六举办招商，签约十二个")
    lines = plain(headline_lines(headline, (), 24, 2))
    assert lines[:2] == [" ● 临港新区周六举办招", "   商，签约十二个"]


def test_marks_stand_beside_the_title() -> None:
    """The dot tells unread, the star beneath it starred; a read article has no dot."""
    lines = plain(headline_lines(replace(HEADLINE, read=True, starred=True), (), 60, 2))
    assert lines[0].startswith("   Harbour")
    assert lines[1].startswith(" ★ Harbour Daily")


def test_brackets_in_a_title_are_text() -> None:
    title = "[red]x[/red] [@click=app.quit]y[/] [/b]"
    lines = plain(headline_lines(replace(HEADLINE, title=title), (), 60, 2))
    assert lines[0] == f" ● {title}"


def test_what_could_command_a_terminal_is_replaced_and_measured_as_painted() -> None:
    lines = plain(headline_lines(replace(HEADLINE, title="a\x1b[31mb\x9dc\u202ed"), (), 60, 2))
    assert lines[0] == " ● a�[31mb�c�d"


def test_an_article_without_title_source_and_date_still_has_a_row() -> None:
    bare = replace(HEADLINE, title="", published=None, source="", site="")
    assert plain(headline_lines(bare, (), 30, 2)) == [" ● Untitled", "   "]


def test_a_long_source_gives_way_to_the_date() -> None:
    headline = replace(HEADLINE, source="The Very Long Name of a Harbour Newspaper")
    assert meta_text(headline, 24) == "The Very L… · 4 Mar 2021"
    assert meta_text(headline, 8) == "4 Mar 2…"


def test_a_note_and_the_tags_stand_quietly_behind_the_date() -> None:
    headline = replace(HEADLINE, noted=True, tags=("ports", "free trade"))
    assert told_text(headline, 60) == "Harbour Daily · 4 Mar 2021 · ✎ · #ports #free trade"
    lines = headline_lines(headline, (), 64, 2)
    assert lines[1][1] == Piece(told_text(headline, 60), Look.META)


def test_tags_that_do_not_fit_are_left_out_and_the_note_is_not() -> None:
    headline = replace(HEADLINE, noted=True, tags=("ports", "a long one", "x"))
    assert told_text(headline, 42) == "Harbour Daily · 4 Mar 2021 · ✎ · #ports"
    assert told_text(headline, 24) == "Harbou… · 4 Mar 2021 · ✎"
    bare = replace(headline, source="", site="", published=None)
    assert told_text(bare, 10) == "✎ · #ports"
    assert told_text(replace(bare, noted=False), 10) == "#ports"


@given(
    tags=st.lists(TITLES, max_size=3),
    noted=st.booleans(),
    source=TITLES,
    width=st.integers(4, 60),
)
def test_what_is_told_beneath_a_title_fits(
    tags: list[str], noted: bool, source: str, width: int
) -> None:
    headline = replace(HEADLINE, tags=tuple(tags), noted=noted, source=source)
    assert cell_len(told_text(headline, width)) <= width


def test_matches_are_pieces_of_their_own_over_line_ends() -> None:
    """A match that a line end cuts in two is marked on both lines."""
    lines = list(title_pieces("free trade port", [(5, 15)], 10, 2))
    assert [[(piece.text, piece.look) for piece in line] for line in lines] == [
        [("free ", Look.TITLE), ("trade", Look.MATCH)],
        [("port", Look.MATCH)],
    ]


@given(title=TITLES, width=st.integers(1, 60), most=st.integers(1, 3))
def test_no_line_is_wider_than_its_room(title: str, width: int, most: int) -> None:
    lines = list(title_pieces(title, (), width, most))
    assert len(lines) <= most
    for line in lines:
        text = "".join(piece.text for piece in line)
        narrowest = max((cell_len(character) for character in text), default=0)
        assert cell_len(text) <= max(width, narrowest + 1)


@given(
    title=TITLES,
    spans=st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130)), max_size=4),
    width=st.integers(4, 60),
)
def test_matches_never_change_the_text(
    title: str, spans: list[tuple[int, int]], width: int
) -> None:
    title = unicodedata.normalize("NFC", title)
    marked = plain(tuple(title_pieces(title, sorted(spans), width, 2)))
    assert marked == plain(tuple(title_pieces(title, (), width, 2)))


@given(text=TITLES, width=st.integers(0, 40))
def test_a_shortened_text_fits(text: str, width: int) -> None:
    assert cell_len(shorten(text, width)) <= width


# The pane


class ListApp(App[None]):
    """A list and nothing else; it remembers what the list said."""

    CSS = "ListPane { scrollbar-size-vertical: 1; } ListPane > .list--cursor { background: blue; }"

    def __init__(self, results: Results) -> None:
        super().__init__()
        self.results = results
        self.said: list[tuple[str, int]] = []
        self.pane = ListPane()

    def compose(self) -> ComposeResult:
        """Make the pane."""
        yield self.pane

    def on_mount(self) -> None:
        """Show the result."""
        self.pane.show(self.results)

    def on_list_pane_selected(self, message: ListPane.Selected) -> None:
        """Remember it."""
        self.said.append(("selected", message.number))

    def on_list_pane_opened(self, message: ListPane.Opened) -> None:
        """Remember it."""
        self.said.append(("opened", message.number))

    def painted(self) -> list[str]:
        """Return what stands on the screen."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


@asynccontextmanager
async def shown(results: Results, size: tuple[int, int] = (40, 15)) -> AsyncIterator[Pilot[None]]:
    async with ListApp(results).run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def many(library: Library, count: int) -> Results:
    """Return a result of any length: the twelve articles again and again."""
    numbers = library.browse().numbers[:]
    return Results(
        "", "", False, Sort.NEWEST, array("q", (numbers * (count // 12 + 1))[:count]), library
    )


def list_app(pilot: Pilot[None]) -> ListApp:
    assert isinstance(pilot.app, ListApp)
    return pilot.app


async def test_the_newest_headline_stands_on_top(library: Library) -> None:
    async with shown(library.browse()) as pilot:
        painted = list_app(pilot).painted()
        assert painted[0] == "▌● Harbour city opens free trade port"
        assert painted[1] == "▌  Harbour Daily · 4 Mar 2021"
        assert painted[3] == " ● Roadshow brings 40 investors to"


async def test_titles_that_look_like_markup_are_painted_as_they_are(library: Library) -> None:
    async with shown(library.browse()) as pilot:
        app = list_app(pilot)
        app.pane.move_to(4)
        await pilot.pause()
        text = " ".join(line.strip(" ▌●") for line in app.painted())
        assert "[red]Markup[/red] forum [@click=app.quit]opens[/] [/b]" in text


async def test_the_cursor_tells_where_it_goes_and_stays_in_the_list(library: Library) -> None:
    async with shown(library.browse()) as pilot:
        app = list_app(pilot)
        numbers = app.results.numbers
        app.pane.move_by(-1)
        app.pane.move_by(1)
        app.pane.move_by(99)
        app.pane.move_by(1)
        await pilot.pause()
        assert app.said == [("selected", numbers[1]), ("selected", numbers[11])]
        assert app.pane.place == 11


async def test_the_row_of_the_cursor_is_always_seen_whole(library: Library) -> None:
    """Down to the end and up again: the cursor's first and last line are on the screen."""
    async with shown(library.browse()) as pilot:
        app = list_app(pilot)
        for step in [1] * 11 + [-1] * 11 + [5, -2, 8, -11]:
            app.pane.move_by(step)
            await pilot.pause()
            rows = [line for line in app.painted() if line.startswith("▌")]
            assert len(rows) >= 2
            assert "·" in rows[-1] or "Harbour Daily" in rows[-1]


async def test_a_hundred_thousand_articles_fetch_no_more_than_a_dozen_do(library: Library) -> None:
    async with shown(many(library, 100_000)) as pilot:
        app = list_app(pilot)
        app.pane.move_to(99_999)
        await pilot.pause()
        app.pane.move_to(50_000)
        await pilot.pause()
        assert app.pane.virtual_size.height >= 300_000
        assert len(app.pane._window._pages) <= 6
        assert any(line.startswith("▌") for line in app.painted())


async def test_a_new_result_keeps_the_cursor_on_the_article_if_asked(library: Library) -> None:
    async with shown(library.browse()) as pilot:
        app = list_app(pilot)
        app.pane.move_to(3)
        number = app.pane.number
        app.pane.show(library.browse(Sort.OLDEST), keep=number)
        await pilot.pause()
        assert app.pane.number == number
        assert app.pane.place == 7
        app.pane.show(library.browse())
        assert app.pane.place == 0


async def test_marks_are_painted_anew_once_forgotten(library: Library) -> None:
    async with shown(library.browse()) as pilot:
        app = list_app(pilot)
        number = app.results.numbers[0]
        library.mark_read([number], True)
        library.mark_starred([number], True)
        app.pane.forget()
        await pilot.pause()
        assert app.painted()[0] == "▌  Harbour city opens free trade port"
        assert app.painted()[1] == "▌★ Harbour Daily · 4 Mar 2021"


async def test_a_click_selects_and_a_second_click_opens(library: Library) -> None:
    async with shown(library.browse()) as pilot:
        app = list_app(pilot)
        numbers = app.results.numbers
        await pilot.click(ListPane, offset=(5, 4))
        assert app.said == [("selected", numbers[1])]
        await pilot.click(ListPane, offset=(5, 3))
        assert app.said == [("selected", numbers[1]), ("opened", numbers[1])]


async def test_the_wheel_rolls_by_rows_and_leaves_the_cursor(library: Library) -> None:
    async with shown(library.browse()) as pilot:
        app = list_app(pilot)
        await pilot._post_mouse_events([MouseScrollDown], ListPane)
        await pilot.pause()
        assert app.pane.place == 0
        assert app.painted()[0].startswith(" ● Roadshow")


async def test_an_empty_library_says_how_to_fill_it(library: Library) -> None:
    nothing = Results("", "", False, Sort.NEWEST, array("q"), library)
    async with shown(nothing) as pilot:
        text = " ".join(line.strip() for line in list_app(pilot).painted())
        assert "The library is empty." in text
        assert "broadsheet add FOLDER" in text
        list_app(pilot).pane.move_by(1)
        assert list_app(pilot).said == []


async def test_an_empty_result_quotes_the_query_as_typed(library: Library) -> None:
    nothing = Results("[b]x[/] ", "articles with x", False, Sort.RELEVANCE, array("q"), library)
    async with shown(nothing) as pilot:
        assert any("Nothing found for “[b]x[/]”." in line for line in list_app(pilot).painted())


@pytest.mark.parametrize(("size", "row"), [((100, 12), 2), ((40, 12), 3), ((40, 40), 4)])
async def test_rows_are_as_high_as_the_pane_allows(
    library: Library, size: tuple[int, int], row: int
) -> None:
    async with shown(library.browse(), size) as pilot:
        starts = [y for y, line in enumerate(list_app(pilot).painted()) if "●" in line]
        assert starts[:3] == [0, row, 2 * row]


async def test_a_resized_pane_keeps_its_cursor_in_sight(library: Library) -> None:
    async with shown(library.browse(), (40, 40)) as pilot:
        app = list_app(pilot)
        app.pane.move_to(11)
        for size in ((100, 8), (30, 9), (40, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert any(line.startswith("▌") for line in app.painted())
