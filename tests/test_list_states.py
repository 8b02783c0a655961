"""What the reader says when a list or an article has nothing to show: never a void."""

from __future__ import annotations

import sqlite3
from array import array
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, Room, reading

from index.article import Article, Capture
from index.errors import LibraryError
from index.hints import Suggestion
from index.library import Library
from index.listing import Results
from index.results import Sort
from tui.commands import TABLE
from tui.list_states import (
    OPENING,
    State,
    empty_state,
    gone_state,
    list_state,
    no_article_state,
    state_lines,
    trouble_state,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def nothing(text: str, library: Library, understood: str = "articles", meant: str = "") -> Results:
    suggestion = Suggestion(meant, ()) if meant else None
    numbers = array("q")
    return Results(text, understood, False, Sort.NEWEST, numbers, library, suggestion=suggestion)


@pytest.mark.parametrize(
    ("text", "title", "advice"),
    [
        ("is:unread", "All is read.", ""),
        ("-is:read sort:oldest", "All is read.", ""),
        ("is:read", "Nothing is read yet.", "m marks an article read."),
        ("is:starred", "No starred articles yet.", "s gives a star."),
        ("has:tag", "No tagged articles yet.", "t gives a tag."),
        ("has:note", "No notes yet.", ""),
        ("tag:ports", "No article has the tag “ports”.", "t gives a tag."),
        ('tag:"two words"', "No article has the tag “two words”.", "t gives a tag."),
        ("note:lease", "No note says “lease”.", ""),
        ("related:0a1b", "No other article is on the same matter.", ""),
    ],
)
def test_an_empty_view_says_what_there_is_none_of(
    library: Library, text: str, title: str, advice: str
) -> None:
    state = empty_state(nothing(text, library), TABLE)
    assert state.title == title
    assert state.advice[-1] == "Esc shows the whole library."
    assert not advice or state.advice[0] == advice


def test_a_time_without_articles_is_named_as_it_was_understood(library: Library) -> None:
    results = nothing("after:2030", library, "articles published from 1 Jan 2030")
    assert empty_state(results, TABLE).title == "No articles published from 1 Jan 2030."


def test_a_search_without_a_match_quotes_it_and_tells_what_finds_more(library: Library) -> None:
    state = empty_state(nothing(" zzzy ", library), TABLE)
    assert state.title == "Nothing found for “zzzy”."
    assert state.advice == ("Fewer or shorter words find more.", "Esc shows the whole library.")
    state = empty_state(nothing("zzzy is:unread", library), TABLE)
    assert state.advice[0] == "Fewer words or filters find more."


def test_what_was_probably_meant_is_offered_with_its_key(library: Library) -> None:
    state = empty_state(nothing("is:unred", library, meant="is:unread"), TABLE)
    assert state.advice[0] == "Did you mean “is:unread”? Ctrl-Y searches for it."


def test_a_key_is_named_as_this_reader_has_it_or_not_at_all(library: Library) -> None:
    other, _ = TABLE.with_keys({"star": ("x",), "back": ()})
    assert empty_state(nothing("is:starred", library), other).advice == ("x gives a star.",)


def test_an_empty_library_tells_how_to_fill_it(library: Library) -> None:
    state = empty_state(nothing("", library), TABLE)
    assert state.title == "The library is empty."
    assert state.advice[0].endswith("broadsheet add FOLDER.")


def test_a_list_that_is_not_there_yet_and_one_in_trouble_are_told_apart(library: Library) -> None:
    assert list_state(None, "", TABLE) == OPENING
    assert list_state(library.browse(), "", TABLE) is None
    assert list_state(library.browse(), "x is damaged", TABLE) == trouble_state(
        "x is damaged", searched=False
    )
    assert trouble_state("No room.", searched=True).title == "This search did not work."


def test_the_place_of_an_article_says_what_belongs_there(library: Library) -> None:
    assert no_article_state(None, TABLE).title == ""
    assert no_article_state(nothing("", library), TABLE).title == "Articles are read here."
    assert no_article_state(nothing("zzz", library), TABLE).advice == ("/ changes the search.",)
    assert gone_state("").title == "This article is no longer in the library."
    assert gone_state("x is damaged").advice == ("x is damaged",)


def test_a_state_fits_into_any_width_and_its_advice_is_quieter() -> None:
    state = State("Nothing found for “[b]\x1b”.", ("Fewer or shorter words find more.",))
    for width in (1, 8, 30, 90):
        lines = state_lines(state, width)
        assert all(sum(len(piece.text) for piece in line) <= max(width, 6) for line in lines)
    lines = state_lines(state, 90)
    assert [piece.look for line in lines for piece in line[1:]] == ["title", "meta"]
    assert "\x1b" not in lines[0][1].text


# On the screen


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_views_without_articles_tell_so(library_folder: Path, size: tuple[int, int]) -> None:
    async with reading(library_folder, size) as room:
        await room.press("3")
        assert "No starred articles yet." in room.text()
        assert "s gives a star." in room.text()
        room.app.library.mark_read(room.app.library.browse().numbers, read=True)
        await room.press("2")
        assert "All is read." in room.text()
        await room.press("escape")
        assert "12 articles · newest first" in room.text()


async def test_the_pane_of_the_article_says_what_to_do_without_one(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("zzzyzx")
        assert "No article to read." in room.text()
        assert "/ changes the search." in room.text()
        await room.press("escape", "escape")
        assert "No article to read." not in room.text()


async def test_the_newest_are_listed_while_the_index_is_being_built(library_folder: Path) -> None:
    library = Library.open(library_folder)
    moon = Article("f" * 16, "Moon harbour opens", "A harbour on the moon opened.")
    library.archive.keep([(Capture("moon.txt", b"moon", "moon.txt"), moon)])
    library.close()
    async with reading(library_folder) as room:
        await room.press("G")
        assert "Moon harbour opens" in room.text()
        assert room.lines()[1].strip().startswith("13 articles · newest first")


async def test_an_article_that_is_gone_is_told_of_in_both_panes(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        gone = room.screen.listing.results
        assert gone is not None
        remove(library_folder, gone.numbers[1])
        room.screen.listing.forget()
        await room.press("j")
        assert "No longer in the library." in room.text()
        assert "This article is no longer in the library." in room.text()
        assert room.notices() == ""
        await room.press("j")
        assert "This article is no longer in the library." not in room.text()


def remove(folder: Path, number: int) -> None:
    """Take an article out of the library's file, as no reader does."""
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM articles WHERE number = ?", (number,))


class Unreadable:
    """A library of which nothing can be read while ``broken``."""

    broken = True

    def __init__(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        archive = room.app.library.archive
        for name in ("headlines", "numbers", "article"):
            monkeypatch.setattr(archive, name, self._guarded(getattr(archive, name)))

    def _guarded(self, read: Callable[..., object]) -> Callable[..., object]:
        def guarded(*arguments: object) -> object:
            if self.broken:
                raise LibraryError("/news/library.sqlite3 is damaged; restore it from a copy")
            return read(*arguments)

        return guarded


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_a_library_that_cannot_be_read_is_told_in_the_place_of_the_list(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        library = Unreadable(room, monkeypatch)
        await room.press("1", "r")
        room.screen.listing.forget()
        await room.settle()
        assert "The library cannot be read." in room.text()
        assert "library.sqlite3 is damaged" in " ".join(room.text().split())
        library.broken = False
        room.screen.look_again()
        await room.settle()
        assert "The library cannot be read." not in room.text()
        assert "Harbour city opens free trade port" in " ".join(room.text().split())


async def test_an_article_that_cannot_be_read_says_why_in_its_place(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library_folder) as room:
        library = Unreadable(room, monkeypatch)
        room.screen.load_article(room.screen.listing.number or 0)
        await room.settle()
        assert "This article cannot be read." in room.text()
        library.broken = False
        await room.press("j", "k")
        assert room.shown() == "Harbour city opens free trade port"


async def test_a_search_that_fails_says_why_in_the_place_of_its_list(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library_folder) as room:
        monkeypatch.setattr(room.app.library._index, "search", fail)
        await room.type("port")
        assert "This search did not work." in room.text()
        assert "No room is left." in room.text()
        assert room.screen.listing.number is None
        await room.press("enter", "j", "enter", "s", "escape", "escape")
        assert "12 articles · newest first" in room.text()


def fail(*_: object, **__: object) -> None:
    """Find nothing, for a reason."""
    raise LibraryError("No room is left.")
