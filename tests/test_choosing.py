"""Several articles are chosen in the list, and what is done with them is one change."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, STACKED, WIDE, Reader, Room, reading
from stories import pairs, story

from index.library import Library
from index.listing import Results
from index.results import Sort
from index.settings import Settings
from tui.choosing import Choice, Chosen, carried

if TYPE_CHECKING:
    from pathlib import Path


def with_mark(room: Room, query: str) -> set[int]:
    return set(room.app.library.search(query).numbers[:])


def listed(room: Room) -> list[int]:
    return list(room.app.library.browse().numbers)


def bars(room: Room) -> int:
    """Return how many rows have the bar of a choice, the cursor's apart."""
    return sum("┃●" in line for line in room.lines())


def choices(room: Room) -> int:
    chosen = room.screen.listing.chosen_articles
    return len(chosen) if chosen is not None else 0


async def test_the_choice_goes_as_far_as_the_cursor(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("j", "v", "j", "j")
        assert (choices(room), bars(room)) == (3, 2)
        assert "3 chosen" in room.text()
        await room.press("k", "k", "k")
        assert choices(room) == 2
        await room.press("G")
        assert choices(room) == 11
        await room.press("g")
        assert choices(room) == 2


@pytest.mark.parametrize("key", ["v", "escape"])
async def test_the_choice_is_let_go_and_the_list_stays(library_folder: Path, key: str) -> None:
    async with reading(library_folder, query="port") as room:
        await room.press("v", "j", key)
        assert choices(room) == 0
        assert "chosen" not in room.text()
        assert room.screen.finder.text == "port"


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_a_star_for_all_that_are_chosen_is_one_change(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        wanted = listed(room)[1:4]
        await room.press("j", "v", "j", "j", "s")
        assert with_mark(room, "is:starred") == set(wanted)
        assert choices(room) == 0
        assert "Star given to 3 articles. Ctrl-Z takes it back." in room.notices()
        await room.press("ctrl+z")
        assert with_mark(room, "is:starred") == set()


async def test_what_all_have_already_is_taken_away(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("s", "v", "j", "s")
        assert len(with_mark(room, "is:starred")) == 2
        await room.press("v", "k", "s")
        assert with_mark(room, "is:starred") == set()
        await room.press("ctrl+z")
        assert len(with_mark(room, "is:starred")) == 2


async def test_read_marks_are_put_alike(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("V", "m")
        assert with_mark(room, "is:unread") == set()
        await room.press("V", "m")
        assert len(with_mark(room, "is:unread")) == 12
        await room.press("ctrl+z", "ctrl+z")
        assert len(with_mark(room, "is:unread")) == 12


async def test_a_tag_is_given_to_all_that_are_chosen(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("v", "j", "t")
        await room.press(*"rail", "enter")
        assert with_mark(room, "tag:rail") == set(listed(room)[:2])
        assert choices(room) == 0
        await room.press("ctrl+z")
        assert with_mark(room, "tag:rail") == set()


async def test_a_tag_that_was_not_typed_leaves_the_choice(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("v", "j", "t")
        await room.press("escape")
        assert choices(room) == 2


async def test_another_list_ends_the_choice_and_the_same_one_keeps_it(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("j", "v", "j")
        room.screen.on_reader_work_changed()
        await room.settle()
        assert choices(room) == 2
        await room.press("r")
        assert choices(room) == 0
        assert "chosen" not in room.text()


async def test_in_the_article_a_star_is_for_that_article(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("v", "j", "l", "s")
        assert with_mark(room, "is:starred") == {listed(room)[1]}


async def test_a_shift_click_chooses_up_to_the_row(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.pilot.click("ListPane", offset=(5, 9), shift=True)
        await room.settle()
        assert choices(room) == 3
        assert room.screen.listing.place == 2


async def test_an_empty_list_has_nothing_to_choose(tmp_path: Path) -> None:
    app = Reader(tmp_path / "empty", Settings())
    async with app.run_test(size=WIDE) as pilot:
        room = Room(app, pilot)
        await room.press("v", "j", "V", "s")
        assert choices(room) == 0
        assert room.dialog() == ""


def long_list(library: Library, count: int) -> Results:
    """Return a list of any length, the articles of which are mostly gone."""
    numbers = array("q", [*library.browse().numbers[:], *range(1000, 1000 + count - 12)])
    return Results("", "", False, Sort.NEWEST, numbers, library)


async def test_many_are_asked_about_with_their_number(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        library = room.app.library
        number = listed(room)[0]
        library.mark_starred([number], True)
        room.screen.show_list(long_list(library, 100_000), None)
        await room.press("V", "s")
        assert "Star 100,000 articles? 1 have one" in room.text()
        await room.press("n")
        assert choices(room) == 100_000
        await room.press("s")
        await room.press("y")
        assert choices(room) == 0
        assert len(with_mark(room, "is:starred")) == 12
        await room.press("ctrl+z")
        assert with_mark(room, "is:starred") == {number}


async def test_a_choice_of_all_fetches_no_more_headlines(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        room.screen.show_list(long_list(room.app.library, 100_000), None)
        await room.press("V")
        assert choices(room) == 100_000
        assert len(room.screen.listing._window._pages) <= 2


async def test_the_question_turns_round_where_all_have_the_mark(library_folder: Path) -> None:
    library = Library.open(library_folder)
    library.archive.keep(pairs(map(story, range(12))))
    library.catch_up()
    library.mark_starred(library.browse().numbers[:], True)
    library.close()
    async with reading(library_folder) as room:
        await room.press("V", "m")
        assert "Mark 24 articles read? 24 unread" in room.text()
        await room.press("n")
        await room.press("s")
        assert "Take the stars of 24 articles away?" in room.text()
        await room.press("y")
        assert with_mark(room, "is:starred") == set()


async def test_a_tag_for_many_is_asked_about(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        room.screen.show_list(long_list(room.app.library, 500), None)
        await room.press("V", "t")
        await room.press(*"rail", "enter")
        assert "Tag 500 articles? rail" in room.text()
        await room.press("y")
        assert len(with_mark(room, "tag:rail")) == 12


# The choice itself


@given(anchor=st.integers(0, 50), cursor=st.integers(0, 50))
def test_a_choice_holds_both_its_ends(anchor: int, cursor: int) -> None:
    places = Choice(anchor).places(cursor, 51)
    assert {anchor, cursor} <= set(places)
    assert len(places) == abs(anchor - cursor) + 1
    assert Choice().places(cursor, 51) == range(51)


def listing(library: Library, numbers: list[int], text: str = "") -> Results:
    return Results(text, "", False, Sort.NEWEST, array("q", numbers), library)


def test_a_choice_is_carried_to_where_its_articles_are(library: Library) -> None:
    before = listing(library, [5, 4, 3, 2, 1])
    choice = Choice(1)
    chosen = Chosen(before, choice.places(3, 5))
    assert carried(choice, chosen, listing(library, [9, 5, 4, 3, 2, 1]), 4) == Choice(2)
    assert carried(choice, chosen, listing(library, [5, 4, 9, 3, 2]), 4) is None
    assert carried(choice, chosen, listing(library, [5, 3, 2]), 2) is None
    assert carried(choice, chosen, listing(library, [5, 4, 3, 2, 1], "port"), 3) is None


def test_all_of_a_list_is_not_all_of_a_longer_one(library: Library) -> None:
    before = listing(library, [3, 2, 1])
    chosen = Chosen(before, Choice().places(0, 3))
    assert carried(Choice(), chosen, listing(library, [3, 2, 1]), 0) == Choice()
    assert carried(Choice(), chosen, listing(library, [4, 3, 2, 1]), 1) is None
