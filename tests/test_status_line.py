"""The line beneath the search field: what stands where, and that nothing shifts in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, WIDE, reading
from rich.cells import cell_len

from tui.status_line import Aside, arranged, match_text, place_text

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = "3,480 articles with port and rail · best match first"


def test_a_place_is_as_wide_everywhere_in_a_list() -> None:
    assert place_text(11, 3480) == "   12 of 3,480"
    assert place_text(3479, 3480) == "3,480 of 3,480"
    assert place_text(0, 1) == "1 of 1"
    assert place_text(0, 0) == ""


def test_matches_are_told_in_words() -> None:
    assert match_text(2, 17) == "match 2 of 17"
    assert match_text(2, None) == "match 2"
    assert match_text(0, 17) == ""
    assert match_text(0, 0) == "no match in the text"


def test_the_place_stands_at_the_end_behind_the_match() -> None:
    aside = Aside(place_text(11, 3480), "match 3 of 11", searched=True)
    assert arranged(ANSWER, aside, 116) == (ANSWER, "match 3 of 11 ·    12 of 3,480")


def test_an_answer_is_cut_off_with_one_ellipsis() -> None:
    for width in range(2, 45):
        left, _ = arranged("2 articles with greenhouses… · best match first", Aside(), width)
        assert "……" not in left
        assert not left.endswith(" …")
    assert arranged("2 articles with greenhouses… · best", Aside(), 29)[0] == (
        "2 articles with greenhouses…"
    )


def test_what_goes_on_is_told_in_the_place_of_the_match() -> None:
    aside = Aside(place_text(0, 9), "match 3 of 11", "adding 5 articles to search…", searched=True)
    assert arranged(ANSWER, aside, 116)[1] == "adding 5 articles to search… · 1 of 9"


def test_the_answer_stays_as_it_is_while_cursor_and_matches_move() -> None:
    for width in range(20, 130):
        left = {
            arranged(ANSWER, Aside(place_text(place, 3480), match, searched=True), width)[0]
            for place in (0, 11, 3479)
            for match in ("", "match 1 of 3", "match 12 of 345")
        }
        assert len(left) == 1, width


def test_a_narrow_line_keeps_the_answer_and_gives_up_the_place() -> None:
    aside = Aside(place_text(11, 3480), "match 3 of 11", searched=True)
    left, right = arranged(ANSWER, aside, 47)
    assert left.startswith("3,480 articles with port")
    assert right == "match 3 of 11"
    left, right = arranged("3,480 articles · newest first", Aside(place_text(11, 3480)), 47)
    assert (left, right) == ("3,480 articles · newest first", "   12 of 3,480")


def test_a_narrow_line_shortens_what_goes_on_before_the_answer_is_lost() -> None:
    work = Aside(work="adding 1,200 articles to search…")
    assert arranged(ANSWER, work, 47) == ("3,480 articl…", work.work)
    assert arranged(ANSWER, work, 40) == ("3,480 articl…", "adding 1,200 articles to…")


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=40), st.integers(0, 140))
def test_the_line_is_never_wider_than_it_may_be(
    answer: str, match: str, work: str, width: int
) -> None:
    for searched in (False, True):
        aside = Aside(place_text(4, 1234), match, work, searched=searched)
        assert sum(map(cell_len, arranged(answer, aside, width))) <= width


async def test_the_place_follows_the_cursor_and_the_total_is_told(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        assert room.lines()[1].startswith("   12 articles · newest first")
        assert room.lines()[1].rstrip().endswith(" 1 of 12")
        await room.press("j", "j")
        assert room.lines()[1].rstrip().endswith(" 3 of 12")
        await room.press(*"/port", "enter")
        assert "match" not in room.lines()[1].split("best match first")[1]
        await room.press("n")
        assert " of " in room.lines()[1].split("match 1")[1]


async def test_a_view_says_what_it_is_and_tells_of_no_matches(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("2")
        assert room.lines()[1].strip().startswith("12 articles not yet read · newest first")
        assert "no match" not in room.lines()[1]
        assert room.lines()[1].rstrip().endswith(" 1 of 12")


async def test_a_narrow_screen_has_the_place_as_well(library_folder: Path) -> None:
    async with reading(library_folder, NARROW) as room:
        await room.press("j")
        assert room.lines()[1].strip().startswith("12 articles · newest first")
        assert room.lines()[1].rstrip().endswith(" 2 of 12")


def test_how_far_adding_has_come_is_told_in_full_on_a_narrow_screen() -> None:
    told = "reading 1,495 of 1,503 files…"
    left, right = arranged("1,284 articles · newest first", Aside(adding=told), 47)
    assert right == told
    assert left.startswith("1,284 articl")
