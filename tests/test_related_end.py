"""An article leads on to others: by links inside the reader, and by what is related to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, reading
from rich.style import Style
from stories import pairs, story
from test_detail_pane import article, body_text, room, settle

from index.library import Library
from index.results import Headline
from tui.blocks import Block, Kind, Stretch, article_link, link_target, linked_article
from tui.command import Pane
from tui.line_painting import paint
from tui.page import Line

if TYPE_CHECKING:
    from pathlib import Path

    from tui.detail_pane import DetailPane

BODY = "\n\n".join(f"Paragraph {number} tells of a quay. " + "word " * 40 for number in range(30))


def test_a_link_to_an_article_names_it_and_nothing_else_does() -> None:
    assert linked_article(article_link(12)) == 12
    for url in ("", "12", "https://a.example/12", "broadsheet:article/", "broadsheet:article/x²"):
        assert linked_article(url) is None


def test_a_body_cannot_forge_a_link_to_an_article() -> None:
    assert link_target(article_link(12)) == ""


def test_a_terminal_is_told_nothing_of_a_link_to_an_article() -> None:
    link = Stretch(0, 4, Kind.LINK, article_link(12))
    line = Line(Block("word", stretches=(link,)), 0, 4, "", 0)
    looks = {Kind.TEXT: Style(), Kind.LINK: Style(underline=True)}
    (segment,) = paint(line, looks, [])
    assert segment.style == Style(underline=True)
    assert segment.style is not None
    assert segment.style.link is None


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_a_link_moves_in_the_list_and_backspace_comes_back(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press("enter")
        before, results = room.shown(), room.screen.listing.results
        assert results is not None
        room.screen.open_article(results.numbers[5])
        await room.settle()
        assert room.screen.listing.place == 5
        assert room.shown() != before
        assert room.listens() is Pane.ARTICLE
        await room.press("backspace")
        assert room.shown() == before
        assert room.screen.listing.place == 0


async def test_a_link_out_of_the_list_shows_what_is_related(library_folder: Path) -> None:
    async with reading(library_folder, NARROW) as room:
        await room.type("reform")
        await room.press("enter", "enter")
        screen, before = room.screen, room.shown()
        here, results = screen.listing.number, screen.listing.results
        assert here is not None
        assert results is not None
        related = room.app.library.telling.related(here).articles
        there = next(one.number for one in related if results.place(one.number) is None)
        screen.open_article(there)
        await room.settle()
        assert screen.finder.text == f"related:{room.app.library.article(here).id}"
        assert screen.listing.number == there
        assert room.shown() == room.app.library.article(there).title != before
        assert room.panes() >= {Pane.ARTICLE}
        await room.press("backspace")
        assert (screen.finder.text, room.shown()) == ("reform", before)


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_an_article_ends_with_links_to_what_is_related(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size, related=True) as room:
        reader = room.screen.reader
        await room.press("enter")
        here = room.screen.listing.number
        assert here is not None
        related = room.app.library.telling.related(here, 5).articles
        shown = end_of(reader)
        assert shown[0] == "Maybe you're interested"
        titles = [room.app.library.article(one.number).title for one in related]
        places = [" ".join(shown).index(title) for title in titles]
        assert places == sorted(places)
        assert 0 < len(titles) <= 5


async def test_who_comes_back_from_a_link_finds_the_end_as_it_was(library_folder: Path) -> None:
    keep_long_article(library_folder)
    async with reading(library_folder, STACKED, related=True) as room:
        reader = room.screen.reader
        await room.press("enter")
        await room.press("G")
        assert reader.article is not None
        assert reader.position == len(reader.article.body)
        before = end_of(reader)
        await room.press("f", "a")
        await room.press("backspace")
        painted = [reader.render_line(y).text.strip() for y in range(reader.size.height)]
        assert before[0] in painted
        assert end_of(reader) == before


async def test_what_is_related_does_not_call_off_the_way_to_the_end() -> None:
    headline = Headline(7, "b", "A port", None, None, "", "", (), "", False, False)
    async with room(80, 21) as (app, pilot):
        app.pane.show(article("word and word\n\n" * 10_000))
        app.pane.action_end()
        assert not app.pane.settled
        app.pane.show_related([headline])
        await settle(app, pilot)
        assert app.pane.scroll_offset.y == app.pane.max_scroll_y
        assert "A port" in body_text(app)


async def test_nothing_is_looked_for_while_somebody_walks_through_the_list(
    library_folder: Path,
) -> None:
    async with reading(library_folder, WIDE, related=True) as room:
        await room.press("j", "j")
        assert end_of(room.screen.reader) == []
        await room.press("enter")
        assert end_of(room.screen.reader) != []


async def test_nothing_is_looked_for_while_articles_wait_to_be_indexed(
    library_folder: Path,
) -> None:
    async with reading(library_folder, WIDE, related=True) as room:
        room.app.library.archive.keep(pairs([story(1), story(2)]))
        await room.press("enter")
        assert end_of(room.screen.reader) == []
        assert room.notices() == ""


async def test_what_comes_too_late_is_not_shown(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        reader, library = room.screen.reader, room.app.library
        await room.press("enter")
        first = reader.article
        assert first is not None
        await room.press("right_square_bracket")
        number = library.number_of(first.id)
        room.screen.fetch_related(number, first.id)
        await room.settle()
        assert end_of(reader) == []


async def test_the_place_at_the_end_is_kept_over_a_new_size_and_a_new_visit(
    library_folder: Path,
) -> None:
    keep_long_article(library_folder)
    async with reading(library_folder, STACKED, related=True) as room:
        reader = room.screen.reader
        await room.press("enter")
        await room.press("G")
        assert end_of(reader) != []
        bottom = reader.position
        for size in (NARROW, WIDE, STACKED):
            await room.pilot.resize_terminal(*size)
            await room.settle()
            assert reader.position == bottom
            assert end_of(reader) != []
        for _ in range(4):
            await room.press("k")
        middle = reader.position
        top = reader.render_line(0).text
        assert reader.article is not None
        assert 0 < middle < len(reader.article.body)
        await room.press("right_square_bracket", "left_square_bracket")
        assert reader.position == middle
        assert reader.render_line(0).text == top
    async with reading(library_folder, STACKED, related=True) as room:
        await room.press("enter")
        assert room.screen.reader.position == middle
        assert room.screen.reader.render_line(0).text == top


def keep_long_article(folder: Path) -> None:
    """Keep an article of many pages, on the matter of others, as the newest of a library."""
    when = datetime(2022, 1, 1, tzinfo=UTC)
    title = "Harbour city opens free trade port for freight"
    library = Library.open(folder)
    library.archive.keep(pairs([story(1, title=title, body=f"{title}.\n\n{BODY}", published=when)]))
    library.catch_up()
    library.close()


def end_of(reader: DetailPane) -> list[str]:
    """Return the lines of the page from the heading of what is related on, blank ones left out."""
    page = reader._page
    assert page is not None
    lines = [line.text for number in range(page.height) if (line := page.line(number)) is not None]
    heading = next((n for n, line in enumerate(lines) if line.startswith("Maybe you")), len(lines))
    return [line for line in lines[heading:] if line.strip()]
