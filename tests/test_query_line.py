"""What the reader makes of a query: orders that are typed, values that are unknown, names too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading_room import WIDE, Room, reading

from index.results import Sort

if TYPE_CHECKING:
    from pathlib import Path

    from index.library import Library


def sort(room: Room) -> Sort:
    assert room.screen.listing.results is not None
    return room.screen.listing.results.sort


async def test_an_order_that_was_typed_is_typed_anew(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("slash", *"port sort:title", "enter")
        assert sort(room) is Sort.TITLE
        await room.press("r")
        assert (sort(room), room.screen.finder.text) == (Sort.SOURCE, "port sort:source")
        await room.press("r")
        assert (sort(room), room.screen.finder.text) == (Sort.RELEVANCE, "port sort:relevance")
        assert "best match first" in room.lines()[1]


@pytest.mark.parametrize("typed", ["tag:nothing", "port tag:po", "after:20255"])
async def test_a_value_that_is_unknown_counts_once_the_field_is_left(
    library_folder: Path, typed: str
) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("slash", *typed, "enter")
        assert room.screen.listing.count == 0
        assert room.screen.finder.text == typed
        await room.press("slash", "end", "x", "backspace")
        await room.press("tab")
        assert room.screen.listing.count == 0


async def test_a_value_that_is_known_stays_as_it_was_found(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("slash", *"is:unread", "enter")
        await room.press("j", "slash", "end")
        await room.press("enter")
        assert (room.screen.listing.count, room.screen.listing.place) == (12, 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("titel:port", "title:port"),
        ("Sectoin:Policies port", "section:Policies port"),
        ("-titel:port", "-title:port"),
    ],
)
def test_a_field_that_is_unknown_was_probably_meant_as_another(
    library: Library, typed: str, meant: str
) -> None:
    suggestion = library.telling.suggest(typed)
    assert suggestion is not None
    assert suggestion.text == meant


@pytest.mark.parametrize("typed", ["https://news.example", "port:12", "title:port", "re:"])
def test_what_only_looks_like_a_field_is_left_alone(library: Library, typed: str) -> None:
    suggestion = library.telling.suggest(typed)
    assert suggestion is None or ":" not in suggestion.text.replace(typed, "")
