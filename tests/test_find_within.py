"""Finding within the article: what a text matches, and how the reader goes through it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, STACKED, Room, reading

from index.article import Article, Capture, article_id
from index.library import Library
from tui.command import Need, Pane
from tui.find_within import SoughtText
from tui.match_walk import MatchWalk
from tui.page import Page

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPHS = [
    f"Paragraph {number} tells of a Zone. " + " ".join(f"w{number}.{word}" for word in range(60))
    for number in range(40)
]


def found(sought: str, text: str) -> list[str]:
    """Return what is found, as it stands in the text."""
    return [text[start:end] for start, end in SoughtText(sought).spans(text)]


@pytest.mark.parametrize(
    ("sought", "text", "parts"),
    [
        ("port", "Port, airPORT and report", ["Port", "PORT", "port"]),
        ("PORT", "port", ["port"]),
        ("ＰＯＲＴ", "port", ["port"]),
        ("port", "ＰＯＲＴ码头", ["ＰＯＲＴ"]),
        ("招商", "临港招商推介会，招商引资", ["招商", "招商"]),
        ("strasse", "Straße", ["Straße"]),
        ("s", "ß", ["ß"]),
        ("two  words", "two\nwords, two\u00a0words", ["two\nwords", "two\u00a0words"]),
        ("can't", "can’t", ["can’t"]),
        ('"x"-y', "“x”—y", ["“x”—y"]),
        ("“长春”", "在“长春”举行", ["“长春”"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("port OR rail", "port or rail", ["port or rail"]),
        ("e\u0301t\u00e9", "Été", ["Été"]),
        ("aa", "aaaa", ["aa", "aa"]),
        ("", "anything", []),
        ("  ", "any thing", []),
        ("[/b] (", "x [/B] ( y", ["[/B] ("]),
    ],
)
def test_a_text_is_found_whatever_its_case_width_and_line_ends(
    sought: str, text: str, parts: list[str]
) -> None:
    assert found(sought, text) == parts


@given(st.text(), st.text(), st.text(min_size=1))
def test_what_stands_in_a_text_is_found_there_in_order_and_apart(
    before: str, after: str, sought: str
) -> None:
    text = unicodedata.normalize("NFC", sought)
    text = before + text + after
    spans = SoughtText(sought).spans(text)
    assert bool(spans) == bool(SoughtText(sought))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text(max_size=6), st.text(max_size=3), st.text("aAß éＡ\n招", max_size=60))
def test_a_longer_text_is_found_only_where_a_shorter_one_is(
    begun: str, more: str, text: str
) -> None:
    longer, shorter = SoughtText(begun + more), SoughtText(begun)
    if longer.narrows(shorter) and longer.spans(text):
        assert shorter.spans(text)


@given(st.text("zoneZ 3", min_size=1, max_size=6))
def test_a_walk_that_narrows_another_counts_what_a_walk_of_its_own_does(text: str) -> None:
    page = Page(Article(id="a", title="A zone", body="\n\n".join(PARAGRAPHS)), 40)
    walk: MatchWalk | None = None
    before: SoughtText | None = None
    for end in range(1, len(text) + 1):
        sought = SoughtText(text[:end])
        narrows = walk is not None and before is not None and sought.narrows(before)
        walk = MatchWalk(page, sought.spans, walk.barren() if walk and narrows else b"")
        for _ in range(end * 7):  # not to the end: whoever types goes on before that
            walk.advance()
        before = sought
    own = MatchWalk(page, SoughtText(text).spans)
    assert walk is not None
    for one in (walk, own):
        while one.advance():
            pass
    assert walk.total == own.total
    assert [walk.first_number(unit) for unit in range(page.units)] == [
        own.first_number(unit) for unit in range(page.units)
    ]


@pytest.fixture
def long_library(tmp_path: Path) -> Path:
    """Return the folder of a library with one long article, and a short one."""
    return made(tmp_path / "long", "\n\n".join(PARAGRAPHS), "临港新区招商。招商会周六举行。")


def made(folder: Path, *bodies: str) -> Path:
    library = Library.open(folder)
    articles = [
        Article(
            id=article_id(url="", site="", title=f"Story {n}", day=None, body=body),
            title=f"Story {n}",
            body=body,
        )
        for n, body in enumerate(bodies)
    ]
    library.archive.keep(
        [(Capture("x.txt", one.body.encode(), one.title), one) for one in articles]
    )
    library.catch_up()
    library.close()
    return folder


async def open_story(room: Room, number: int) -> None:
    """Open the article of that number, whatever the order of the list."""
    await room.press("g")
    while room.shown() != f"Story {number}":
        await room.press("j")
    await room.press("enter")


async def test_matches_are_marked_while_a_text_is_typed_and_counted(long_library: Path) -> None:
    async with reading(long_library) as room:
        await open_story(room, 0)
        await room.press("slash")
        assert room.dialog() == "FindPrompt"
        await room.press("z", "o", "n")
        assert "match 1 of 40" in room.lines()[-1]
        assert "match 1 of 40" in room.lines()[1]
        assert marked(room)[0] == "Zon"
        await room.press("e", "s")
        assert "no match in the text" in room.lines()[-1]
        await room.press("backspace")
        await room.press("enter")
        assert room.dialog() == ""
        assert "match 1 of 40" in room.lines()[1]
        await room.press("n", "n")
        assert "match 3 of 40" in room.lines()[1]
        await room.press("N")
        assert "match 2 of 40" in room.lines()[1]


def marked(room: Room) -> list[str]:
    """Return what is painted as a match in the article, from top to bottom."""
    reader = room.screen.reader
    looks = [
        reader.get_component_rich_style(f"detail--{name}").bgcolor
        for name in ("match", "match-current")
    ]
    return [
        text
        for y in range(reader.size.height)
        for text, style, _ in reader.render_line(y)
        if style and style.bgcolor in looks
    ]


async def test_the_first_match_below_the_place_is_shown_and_escape_goes_back(
    long_library: Path,
) -> None:
    async with reading(long_library) as room:
        await open_story(room, 0)
        await room.press(*["space"] * 2)
        reader = room.screen.reader
        top = reader.scroll_offset.y
        await room.press("slash", *"paragraph 30 ")
        assert reader.scroll_offset.y > top
        assert "match 1 of 1" in room.lines()[-1]
        await room.press(*["backspace"] * 4)
        assert reader.scroll_offset.y == top, "a match that can be seen moves nothing"
        await room.press("escape")
        assert (reader.scroll_offset.y, reader.sought, marked(room)) == (top, "", [])
        assert room.listens() is Pane.ARTICLE
        await room.press("slash", *"paragraph 0 ")
        assert reader.scroll_offset.y == 0, "from the end it goes on at the top"


async def test_escape_in_the_article_takes_the_find_away_first(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.type("port")
        await room.press("enter", "enter")
        of_query = marked(room)
        assert {text.lower() for text in of_query} == {"port", "ports"}
        await room.press("slash", *"cust", "enter")
        assert {text.lower() for text in marked(room)} == {"cust"}
        await room.press("escape")
        assert marked(room) == of_query
        assert room.listens() is Pane.ARTICLE
        await room.press("escape")
        assert room.listens() is Pane.LIST


async def test_another_article_is_not_searched(long_library: Path) -> None:
    async with reading(long_library) as room:
        await open_story(room, 0)
        await room.press("slash", *"zone", "enter", "right_square_bracket", "left_square_bracket")
        assert room.screen.reader.sought == ""
        assert "match" not in room.lines()[1]


async def test_chinese_is_found_on_a_narrow_screen(long_library: Path) -> None:
    async with reading(long_library, NARROW) as room:
        await open_story(room, 1)
        await room.press("slash", "招", "商", "enter")
        assert marked(room) == ["招商", "招商"]
        assert "match 1 of 2" in room.lines()[1]


async def test_a_find_that_is_given_up_leaves_the_one_before(long_library: Path) -> None:
    async with reading(long_library, STACKED) as room:
        await open_story(room, 0)
        await room.press("slash", *"zone", "enter", "n", "n")
        await room.press("slash")
        await room.press("w")
        assert set(marked(room)) == {"w"}
        await room.press("escape")
        assert set(marked(room)) == {"Zone"}
        assert "match 3 of 40" in room.lines()[1]


async def test_keys_in_one_burst_go_to_the_prompt(long_library: Path) -> None:
    async with reading(long_library, NARROW) as room:
        await room.press("g", "j", "k", "enter", "slash", *"story")
        assert room.dialog() == "FindPrompt"
        assert "match 1 of 1" in room.lines()[-1]


async def test_a_click_beside_the_prompt_keeps_what_was_found(long_library: Path) -> None:
    async with reading(long_library) as room:
        await open_story(room, 0)
        await room.press("slash", *"zone")
        await room.pilot.click(offset=(60, 20))
        await room.settle()
        assert room.dialog() == ""
        assert set(marked(room)) == {"Zone"}


async def test_arrows_step_while_the_prompt_is_open(long_library: Path) -> None:
    async with reading(long_library) as room:
        await open_story(room, 0)
        await room.press("slash", *"zone")
        await room.press("down", "down")
        assert "match 3 of 40" in room.lines()[-1]
        await room.press("up")
        assert "match 2 of 40" in room.lines()[-1]


async def test_the_article_alone_tells_the_match_above_itself(long_library: Path) -> None:
    async with reading(long_library, STACKED) as room:
        await open_story(room, 0)
        await room.press("z", "slash", *"zone", "enter", "n")
        assert " match 2 of 40 · " in room.lines()[0]
        await room.press("z")
        assert "match 2 of 40" in room.lines()[1]
        assert "match 2" not in "".join(room.lines()[2:])
        await room.press("z", "escape")
        assert "match" not in room.lines()[0]


async def test_a_find_outlives_changes_of_marks(long_library: Path) -> None:
    async with reading(long_library) as room:
        await open_story(room, 0)
        await room.press("slash", *"zone", "enter", "n", "s", "m")
        assert set(marked(room)) == {"Zone"}
        assert "match 2 of 40" in room.lines()[1]


async def test_the_library_is_searched_from_the_article_by_another_key(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("enter", "ctrl+f")
        assert room.listens() is Pane.SEARCH
        await room.press("p", "o", "r", "t", "enter", "slash")
        assert room.listens() is Pane.SEARCH
        assert room.dialog() == ""


async def test_the_footer_offers_matches_only_where_there_are_some(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("enter")
        assert Need.MATCHES not in room.screen._footer.there
        assert "/ find" in room.lines()[-1]
        await room.press("slash", "o", "enter")
        assert Need.MATCHES in room.screen._footer.there
        await room.press("slash", *"qqqq", "enter")
        assert Need.MATCHES not in room.screen._footer.there


async def test_a_find_stays_where_the_width_of_the_screen_changes(long_library: Path) -> None:
    async with reading(long_library) as room:
        await open_story(room, 0)
        await room.press("slash", *"zone", "enter", "n", "n", "n")
        await room.pilot.resize_terminal(*NARROW)
        await room.settle()
        assert set(marked(room)) == {"Zone"}
        await room.press("n")
        assert "of 40" in room.lines()[1]
