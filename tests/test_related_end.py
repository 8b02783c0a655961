"""An article leads on to others: by links inside the reader, and by what is related to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, reading
from rich.style import Style

from tui.blocks import Block, Kind, Stretch, article_link, link_target, linked_article
from tui.command import Pane
from tui.line_painting import paint
from tui.page import Line

if TYPE_CHECKING:
    from pathlib import Path


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
