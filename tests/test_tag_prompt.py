"""The tag prompt: several tags at once, and those that there are offered while one is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, Room, reading

from tui.prompts import LinePrompt
from tui.tag_line import TagLine, read_tags

if TYPE_CHECKING:
    from pathlib import Path

    from index.library import Library

KNOWN = [("ports", 7), ("rail", 3), ("Free Ports", 2), ("policy", 1)]


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("ports", [("ports", True)]),
        ("-ports", [("ports", False)]),
        ("ports -rail", [("ports", True), ("rail", False)]),
        (
            "ports,rail， 港口、物流",
            [("ports", True), ("rail", True), ("港口", True), ("物流", True)],
        ),
        ('"free ports" -"cold chain"', [("free ports", True), ("cold chain", False)]),
        ('"free po', [("free po", True)]),
        ("Ports -PORTS", [("PORTS", False)]),
        ("cold-chain", [("cold-chain", True)]),
        (' - , "" -', []),
    ],
)
def test_a_line_names_tags_to_give_and_to_take(line: str, tags: list[tuple[str, bool]]) -> None:
    assert read_tags(line) == tags


def completed(line: str, had: list[tuple[str, int]], articles: int = 1) -> list[str]:
    found = TagLine(KNOWN, had, articles).complete(line, len(line))
    return [line[: one.span[0]] + one.text + line[one.span[1] :] for one in found]


def test_tags_are_offered_that_begin_so_and_then_those_with_such_a_word() -> None:
    assert completed("po", []) == ["ports", "policy", '"Free Ports"']
    assert completed("rail PO", []) == ["rail ports", "rail policy", 'rail "Free Ports"']
    assert completed("", []) == ["ports", "rail", '"Free Ports"', "policy"]
    assert completed('"free p', []) == ['"Free Ports"']


def test_a_tag_that_is_there_already_is_offered_only_to_be_taken_away() -> None:
    had = [("ports", 1), ("policy", 1)]
    assert completed("po", had) == ['"Free Ports"']
    assert completed("-po", had) == ["-ports", "-policy"]
    assert completed("-", had) == ["-ports", "-policy"]
    assert completed("-r", had) == []
    assert completed("po", had, articles=2) == ["ports", "policy", '"Free Ports"']


def test_a_tag_that_the_line_names_already_is_not_offered_again() -> None:
    assert completed("ports, po", []) == ["ports, policy", 'ports, "Free Ports"']
    assert completed("ports -po", [("ports", 1), ("policy", 1)]) == ["ports -policy"]


def test_the_hint_names_the_tags_that_are_there() -> None:
    assert TagLine().hint == "tags to give; -tag takes one away"
    assert TagLine(had=[("ports", 1), ("rail", 1)]).hint == "has ports, rail; -tag takes one away"


@given(st.text('ab "-,，é港'), st.integers(0, 12))
def test_completions_lie_in_the_line_and_are_read_back_as_the_tag(line: str, cursor: int) -> None:
    cursor = min(cursor, len(line))
    known = [("a b", 2), ("ab", 1), ("港口", 1)]
    for one in TagLine(known, known[:1]).complete(line, cursor):
        assert 0 <= one.span[0] <= cursor <= one.span[1] <= len(line)
        assert read_tags(one.text) == [(one.text.strip('"'), True)]
    read_tags(line)


async def offered(room: Room) -> list[str]:
    await room.settle()
    prompt = room.app.screen
    assert isinstance(prompt, LinePrompt)
    return [one.text for one in prompt._offers.offered]


@pytest.fixture
def tagged_folder(library: Library, library_folder: Path) -> Path:
    library.set_tag([1, 2, 3], "ports", True)
    library.set_tag([1], "rail", True)
    return library_folder


async def test_tab_completes_a_tag_and_enter_gives_all_of_the_line(tagged_folder: Path) -> None:
    async with reading(tagged_folder) as room:
        await room.press("G", "t")
        number = room.screen.listing.number
        assert number is not None
        assert await offered(room) == ["ports", "rail"]
        await room.press("p")
        assert await offered(room) == ["ports"]
        await room.press("tab", *"new", "enter")
        assert room.app.library.tags_of(number) == ("new", "ports")
        assert room.dialog() == ""


async def test_the_tags_of_the_article_are_told_and_can_be_taken_away(tagged_folder: Path) -> None:
    async with reading(tagged_folder, NARROW) as room:
        room.screen.ask_tags((1,))
        assert await offered(room) == []
        assert "has ports, rail; -tag takes" in room.text()
        await room.press("-")
        assert await offered(room) == ["ports", "rail"]
        await room.press("down", "down", "enter")
        assert room.dialog() == "LinePrompt"
        await room.press("enter")
        assert room.app.library.tags_of(1) == ("ports",)


async def test_several_articles_are_tagged_in_one_change_for_each_tag(tagged_folder: Path) -> None:
    async with reading(tagged_folder) as room:
        room.screen.ask_tags((1, 4))
        await room.press(*"-ports hub", "enter")
        tags_of = room.app.library.tags_of
        assert (tags_of(1), tags_of(4)) == (("hub", "rail"), ("hub",))
        assert "“hub” given to 2 articles" in room.notices()
        await room.press("ctrl+z")
        assert (tags_of(1), tags_of(4)) == (("rail",), ())


async def test_a_burst_of_keys_tags_as_if_typed_slowly(tagged_folder: Path) -> None:
    async with reading(tagged_folder) as room:
        number = room.screen.listing.number
        assert number is not None
        await room.press("t", *"fresh", "enter", "j")
        assert "fresh" in room.app.library.tags_of(number)
        assert room.screen.listing.place == 1


async def test_escape_leaves_a_choice_first_and_then_the_question(tagged_folder: Path) -> None:
    async with reading(tagged_folder) as room:
        await room.press("G", "t")
        await room.press("down")
        await room.press("escape")
        assert room.dialog() == "LinePrompt"
        await room.press("escape")
        assert room.dialog() == ""


async def test_a_click_takes_a_tag(tagged_folder: Path) -> None:
    async with reading(tagged_folder) as room:
        await room.press("G", "t")
        prompt = room.app.screen
        assert isinstance(prompt, LinePrompt)
        await room.pilot.click(prompt._offers, offset=(2, 1))
        assert prompt._field.value == "rail "
        assert prompt.focused is prompt._field
        await room.press("escape")
