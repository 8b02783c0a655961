"""Without colours and without signs: looks of the text and ASCII say what they say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import invented_articles
from hypothesis import given
from hypothesis import strategies as st
from reading_room import STACKED, WIDE, Reader, Room, reading
from rich.cells import cell_len
from test_snapshots import SCENES

from index.settings import Settings
from tui.completion_list import CompletionList
from tui.plain_signs import PLAIN, plain_text

if TYPE_CHECKING:
    from pathlib import Path

    from rich.style import Style


@pytest.fixture
def _colourless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def looks(room: Room, y: int) -> list[tuple[str, Style]]:
    """Return the pieces of line ``y`` of the screen with their styles."""
    strip = room.app.screen._compositor.render_strips()[y]
    return [(text, style) for text, style, _ in strip if style is not None]


def painted(room: Room, y: int, text: str) -> Style:
    """Return the style of the piece ``text`` on line ``y``."""
    return next(style for piece, style in looks(room, y) if piece.strip() == text)


def line_of(room: Room, text: str, first: int = 0) -> int:
    return next(y for y, line in enumerate(room.lines()) if y >= first and text in line)


@pytest.mark.usefixtures("_colourless")
async def test_the_cursor_and_the_matches_are_seen_without_colours(library_folder: Path) -> None:
    async with reading(library_folder, STACKED) as room:
        await room.press("slash", *"port", "enter")
        y = room.screen.listing.region.y + 1
        rows = [looks(room, line) for line in (y, y + 2)]
        assert all(style.reverse for _, style in rows[0][:3])
        assert not any(style.reverse for _, style in rows[1])
        for line in (y, y + 2):
            matches = [text for text, style in looks(room, line) if style.underline]
            assert [text.lower() for text in matches] == ["port"]
        await room.press("enter")
        assert not any(style.reverse for _, style in looks(room, y))
        assert room.lines()[y].startswith("▌")


@pytest.mark.usefixtures("_colourless")
async def test_the_match_one_stands_on_differs_from_the_others(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("slash", *"port", "enter", "enter", "n")
        pieces = [
            style
            for y in range(2, 38)
            for text, style in looks(room, y)
            if text.lower().startswith("port") and (style.underline or style.reverse)
        ]
        here = [style for style in pieces if style.bold and style.reverse]
        assert len(here) == 1
        assert len(pieces) > 2


@pytest.mark.usefixtures("_colourless")
async def test_the_pane_that_listens_has_a_heavier_rule(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        for keys, heavy in (("", "listing"), ("enter", "reader")):
            await room.press(*keys.split())
            for name in ("listing", "reader"):
                region = getattr(room.screen, name).region
                rule = room.lines()[region.y][region.x + 2]
                assert (rule == "━") == (name == heavy)
    async with reading(library_folder, STACKED) as room:
        await room.press("enter")
        assert room.lines()[room.screen.reader.region.y - 1].startswith("━")


@pytest.mark.usefixtures("_colourless")
async def test_read_and_starred_articles_are_told_by_signs(library_folder: Path) -> None:
    async with reading(library_folder, STACKED) as room:
        y = room.screen.listing.region.y + 1
        assert room.lines()[y][1] == "●"
        await room.press("m", "s")
        assert (room.lines()[y][1], room.lines()[y + 1][1]) == (" ", "★")


@pytest.mark.usefixtures("_colourless")
async def test_a_completion_that_is_chosen_and_the_cursor_are_seen(library_folder: Path) -> None:
    async with reading(library_folder, STACKED) as room:
        await room.type("invest")
        region = room.screen.query_one(CompletionList).region
        line = room.lines()[region.y]
        assert (line[region.x], line[region.right - 1]) == ("│", "│")
        await room.press("down")
        assert painted(room, region.y, "investors").reverse
        assert not painted(room, region.y + 1, "investment").reverse
        assert [text for text, style in looks(room, 0) if style.reverse] == [" "]


@pytest.mark.usefixtures("_colourless")
async def test_no_colour_is_left(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("slash", *"port", "enter", "enter")
        for y in range(40):
            for _, style in looks(room, y):
                for colour in (style.color, style.bgcolor):
                    if colour is not None and colour.triplet is not None:
                        assert len(set(colour.triplet)) == 1


async def test_with_colours_nothing_is_turned_round(library_folder: Path) -> None:
    async with reading(library_folder, STACKED) as room:
        await room.press("slash", *"port", "enter")
        assert not room.app.has_class(PLAIN)
        for y in range(2, 23):
            assert not any(style.reverse for _, style in looks(room, y))
            assert not any(style.underline for text, style in looks(room, y) if text == "port")


OF_ARTICLES = {
    sign for article in invented_articles() for sign in article.title + article.body if sign > "~"
}


@pytest.mark.parametrize("scene", SCENES)
async def test_every_screen_is_of_ascii_where_that_is_asked_for(
    scene: str, library_folder: Path
) -> None:
    size, theme, keys = SCENES[scene]
    app = Reader(library_folder, Settings(theme=theme, icons="ascii"))
    async with app.run_test(size=size, notifications=True) as pilot:
        room = Room(app, pilot)
        await room.settle()
        await room.press(*keys.split())
        seen = {sign for line in room.lines() for sign in line if sign > "~"}
        assert {sign for sign in seen - OF_ARTICLES if not sign.isalpha()} == set()


@given(st.text(st.characters(categories=["S", "P", "L"])))
def test_plain_text_is_as_wide_as_before_and_keeps_letters(text: str) -> None:
    plain = plain_text(text)
    assert cell_len(plain) == cell_len(text)
    assert [a for a in text if a.isalpha()] == [
        b for a, b in zip(text, plain, strict=True) if a.isalpha()
    ]


async def test_nothing_moves_by_itself_where_that_is_not_wanted(library_folder: Path) -> None:
    app = Reader(library_folder, Settings(motion=False))
    async with app.run_test(size=STACKED):
        assert app.animation_level == "none"
