"""The article pane as a reader meets it: drawn, scrolled, resized, searched."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection

from index.article import Article
from index.dates import Precision
from tui.detail_pane import DetailPane
from tui.line_filter import SafeLines

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.filter import LineFilter
    from textual.pilot import Pilot

    from index.results import Span

PARAGRAPHS = [
    f"Paragraph {number} tells of a zone. " + " ".join(f"w{number}.{word}" for word in range(60))
    for number in range(60)
]
CHINESE = "据报道，吉林省与浙江省（第三届）在“长春”举行科技创新合作交流会。" * 4
MARKED = f"""A first paragraph with *stress* and [a link](https://a.example/x).

## A heading

- one item that is long enough to be broken into two lines in every narrow pane we have

> a quote

{CHINESE}"""


def article(body: str = MARKED, **fields: object) -> Article:
    known: dict[str, object] = {
        "id": "a",
        "title": "Harbour opens",
        "source": "Linhai Daily",
        "site": "news.example",
        "published": datetime(2020, 11, 10, tzinfo=UTC),
        "published_precision": Precision.DAY,
        "sections": ("Ports", "Openings"),
        "captions": ("A ferry.",),
        "url": "https://news.example/a",
    }
    return Article(body=body, **{**known, **fields})  # type: ignore[arg-type]


def find_zone(text: str) -> tuple[Span, ...]:
    return tuple(match.span() for match in re.finditer("zone", text))


class Room(App[None]):
    """An app with nothing but the pane, which remembers what the pane told."""

    safe = (SafeLines(),)

    def __init__(self) -> None:
        super().__init__()
        self.moved: list[DetailPane.Moved] = []
        self.matches: list[tuple[int, int | None]] = []

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the filter that the reader has."""
        return [*super().get_line_filters(), *self.safe]

    def compose(self) -> ComposeResult:
        """Show the pane and nothing else."""
        yield DetailPane()

    def on_detail_pane_moved(self, message: DetailPane.Moved) -> None:
        """Remember where the reader came to rest."""
        self.moved.append(message)

    def on_detail_pane_match_moved(self, message: DetailPane.MatchMoved) -> None:
        """Remember which match of how many was told."""
        self.matches.append((message.current, message.total))

    @property
    def pane(self) -> DetailPane:
        """The pane."""
        return self.query_one(DetailPane)


@asynccontextmanager
async def room(width: int = 80, height: int = 24) -> AsyncIterator[tuple[Room, Pilot[None]]]:
    app = Room()
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.pause()
        yield app, pilot


async def settle(app: Room, pilot: Pilot[None]) -> None:
    """Let the pane lay out and count until there is nothing left."""
    while not app.pane.settled:
        await pilot.pause(0.001)
    await pilot.pause()


def drawn(app: Room) -> list[str]:
    """Return the text on the pane, line by line, as it is painted."""
    pane = app.pane
    return [pane.render_line(y).text for y in range(pane.size.height)]


def body_text(app: Room) -> str:
    return "\n".join(drawn(app))


@pytest.mark.parametrize(("width", "column", "left"), [(160, 80, 39), (80, 75, 2), (50, 47, 1)])
async def test_the_article_stands_in_a_column_with_even_margins(
    width: int, column: int, left: int
) -> None:
    async with room(width, 60) as (app, pilot):
        app.pane.show(article())
        await pilot.pause()
        lines = drawn(app)
        assert {cell_len(line) for line in lines} == {width}
        assert lines[1].strip().replace("\u00a0", " ") == "Ports › Openings"
        assert lines[3].strip() == "Harbour opens"
        assert lines[5].strip().replace("\u00a0", " ") == "Linhai Daily · news.example"
        assert lines[6].strip().startswith("10\u00a0Nov\u00a02020")
        text = [line.rstrip() for line in lines if line.strip()]
        assert {len(line) - len(line.lstrip(" ")) for line in text} <= {left, left + 2}
        assert max(cell_len(line) for line in text) == left + column
        assert any(line.strip() == "▎ a quote" for line in lines)
        assert any(line.strip().startswith("▣ A ferry.") for line in lines)
        assert not any(line.strip().startswith(tuple("。，、）”")) for line in lines)


async def test_brackets_of_markup_are_text_and_do_nothing() -> None:
    title = "[red]x[/red] [@click=app.quit]y[/] [/b]"
    async with room(80, 24) as (app, pilot):
        app.pane.show(
            article(r"[@click=app.quit]body[/] \[/\] [/some/path]", title=title, source=title)
        )
        await pilot.pause()
        shown = body_text(app)
        assert title in shown
        assert "[@click=app.quit]body[/] [/] [/some/path]" in shown
        await pilot.click(DetailPane, offset=(20, 3))
        await pilot.pause()
        assert app.is_running


async def test_control_characters_are_seen_and_obeyed_by_nobody() -> None:
    async with room() as (app, pilot):
        app.pane.show(
            article("a\x1b]52;c;x\x07b\u202e", title="t\x9b31m\ud800", captions=("\x1b[2J",))
        )
        await pilot.pause()
        shown = body_text(app)
        assert "a\ufffd]52;c;x\ufffdb\ufffd" in shown
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", shown)


async def test_only_web_addresses_become_links() -> None:
    async with room() as (app, pilot):
        app.pane.show(
            article("[one](https://a.example) [two](ftp://b.example)", url="javascript:x")
        )
        await pilot.pause()
        links = {
            text: style.link
            for y in range(app.pane.size.height)
            for text, style, _ in app.pane.render_line(y)
            if style and style.underline
        }
        assert links == {"one": "https://a.example", "two": None}


async def test_keys_and_actions_scroll() -> None:
    async with room(80, 20) as (app, pilot):
        pane = app.pane
        pane.show(article("\n\n".join(PARAGRAPHS)))
        pane.focus()
        await settle(app, pilot)
        bottom = pane.max_scroll_y
        tops = []
        for action in (
            pane.action_line_down,
            pane.action_half_page_down,
            pane.action_page_down,
            pane.action_page_up,
            pane.action_half_page_up,
            pane.action_line_up,
            pane.action_line_up,
            pane.action_end,
            pane.action_line_down,
            pane.action_top,
        ):
            action()
            tops.append(pane.scroll_offset.y)
        assert tops == [1, 11, 29, 11, 1, 0, 0, bottom, bottom, 0]
        for key, top in (("down", 1), ("pagedown", 19), ("end", bottom), ("home", 0)):
            await pilot.press(key)
            assert pane.scroll_offset.y == top
        assert pane.progress < 0.1
        pane.action_end()
        assert pane.progress == 1.0
        assert "https://news.example/a" in body_text(app)


async def test_scrolling_tells_where_it_came_to_rest_once() -> None:
    async with room(80, 20) as (app, pilot):
        app.pane.show(article("\n\n".join(PARAGRAPHS)))
        await settle(app, pilot)
        for _ in range(5):
            app.pane.action_page_down()
        assert app.moved == []
        while not app.moved:
            await pilot.pause(0.01)
        assert [(moved.position, moved.article_id) for moved in app.moved] == [
            (app.pane.position, "a")
        ]
        assert app.pane.position > 1000


async def test_an_article_opens_where_it_was_left() -> None:
    body = "\n\n".join(PARAGRAPHS)
    async with room(80, 20) as (app, pilot):
        position = body.index("Paragraph 30 ")
        app.pane.show(article(body), position=position)
        await pilot.pause()
        assert app.pane.position == position
        assert any("Paragraph 30 " in line for line in drawn(app)[:3])
        app.pane.show(article(body), position=10**9)
        await pilot.pause()
        assert "https://news.example/a" in body_text(app)


async def test_a_resize_keeps_the_text_on_top_and_comes_back_exactly() -> None:
    body = "\n\n".join(PARAGRAPHS)
    async with room(120, 30) as (app, pilot):
        app.pane.show(article(body), position=body.index("Paragraph 30 "))
        await settle(app, pilot)
        for _ in range(4):
            app.pane.action_line_down()
        position = app.pane.position
        top = drawn(app)[0]
        for width in (50, 80, 160, 33, 120):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            assert app.pane.position == position
            word = re.search(r"w30\.\d+", drawn(app)[0])
            assert word
            assert abs(body.index(word[0] + " ") - position) < 2 * width
        assert drawn(app)[0] == top


async def test_matches_are_marked_and_stepped_through_all_around() -> None:
    async with room(80, 21) as (app, pilot):
        pane = app.pane
        pane.show(article("\n\n".join(PARAGRAPHS), title="The zone"), find_zone)
        await settle(app, pilot)
        assert app.matches == [(0, 61)]
        pane.next_match()
        pane.next_match()
        assert marked_current(app) == [("zone", "Paragraph 0 tells of a zone.")]
        for _ in range(10):
            pane.next_match()
        await pilot.pause()
        assert app.matches[-1] == (12, 61)
        lines = drawn(app)
        assert "Paragraph 10 tells of a zone." in lines[7], "a third down"
        pane.action_top()
        pane.previous_match()
        await pilot.pause()
        assert app.matches[-1] == (61, 61)
        assert marked_current(app) == [("zone", "Paragraph 59 tells of a zone.")]
        pane.next_match()
        await pilot.pause()
        assert app.matches[-1] == (1, 61)
        assert pane.scroll_offset.y == 0


def marked_current(app: Room) -> list[tuple[str, str]]:
    """Return what is painted as the current match, and how its line begins."""
    current = app.pane.get_component_rich_style("detail--match-current")
    found = []
    for y in range(app.pane.size.height):
        strip = app.pane.render_line(y)
        for text, style, _ in strip:
            if style and style.bgcolor == current.bgcolor:
                found.append((text, strip.text.strip()[: strip.text.strip().index(".") + 1]))
    return found


async def test_no_match_is_told_and_nothing_moves() -> None:
    async with room() as (app, pilot):
        app.pane.show(article())
        await settle(app, pilot)
        app.pane.next_match()
        app.pane.previous_match()
        await pilot.pause()
        assert set(app.matches) == {(0, 0)}
        assert app.pane.scroll_offset.y == 0


async def test_a_match_far_down_a_long_article_is_found_in_time() -> None:
    body = "word and word\n\n" * 10_000 + "the zone"
    async with room(80, 21) as (app, pilot):
        app.pane.show(article(body), find_zone)
        app.pane.next_match()
        while (1, 1) not in app.matches and (1, None) not in app.matches:
            await pilot.pause(0.001)
        assert any("the zone" in line for line in drawn(app))


async def test_another_article_ends_the_work_on_the_last() -> None:
    async with room(80, 21) as (app, pilot):
        app.pane.show(article("word and word\n\n" * 10_000), find_zone)
        app.pane.action_end()
        app.pane.show(article("short", title="zone", id="b"), find_zone)
        await settle(app, pilot)
        assert app.pane.scroll_offset.y == 0
        assert app.matches == [(0, 1)]
        assert "short" in body_text(app)
        assert app.pane.article is not None
        assert app.pane.article.id == "b"


async def test_the_end_of_a_long_article_is_reached() -> None:
    async with room(80, 21) as (app, pilot):
        app.pane.show(article("word and word\n\n" * 10_000))
        app.pane.action_end()
        await settle(app, pilot)
        assert app.pane.scroll_offset.y == app.pane.max_scroll_y
        assert "https://news.example/a" in body_text(app)


async def test_a_cleared_pane_is_blank() -> None:
    async with room() as (app, pilot):
        app.pane.show(article())
        await pilot.pause()
        app.pane.clear()
        await pilot.pause()
        assert body_text(app).strip() == ""
        assert app.pane.article is None
        assert app.pane.progress == 0
        app.pane.action_page_down()
        app.pane.next_match()


async def test_a_selection_is_copied_without_margins_and_line_ends() -> None:
    async with room(50, 60) as (app, pilot):
        app.pane.show(article("word " * 30 + "\n\n- an item"))
        await settle(app, pilot)
        lines = drawn(app)
        first = next(y for y, line in enumerate(lines) if "word" in line)
        last = next(y for y, line in enumerate(lines) if "item" in line)
        selected = app.pane.get_selection(Selection(Offset(6, first), Offset(8, last)))
        assert selected == ("word " * 28 + "word\n\n• an it", "\n")
        everything = app.pane.get_selection(Selection(None, None))
        assert everything is not None
        assert everything[0].strip().startswith("Ports")
        assert everything[0].strip().endswith("https://news.example/a")


async def test_a_drag_of_the_mouse_selects() -> None:
    async with room(80, 24) as (app, pilot):
        app.pane.show(article("Some words of a body."))
        await pilot.pause()
        y = next(y for y, line in enumerate(drawn(app)) if "Some" in line)
        await pilot.mouse_down(DetailPane, offset=(2, y))
        await pilot.hover(DetailPane, offset=(6, y))
        await pilot.mouse_up(DetailPane, offset=(6, y))
        await pilot.pause()
        assert app.screen.get_selected_text() in {"Some", "Some "}


async def test_a_change_of_theme_repaints() -> None:
    async with room() as (app, pilot):
        app.pane.show(article())
        await pilot.pause()
        before = app.pane.render_line(3)
        app.theme = "textual-light"
        await pilot.pause()
        after = app.pane.render_line(3)
        assert before.text == after.text
        assert before != after


async def test_a_turn_of_the_wheel_calls_off_the_way_to_the_end() -> None:
    async with room(80, 21) as (app, pilot):
        app.pane.show(article("word and word\n\n" * 10_000))
        app.pane.action_end()
        assert not app.pane.settled
        app.pane.scroll_to(y=5, animate=False, force=True)
        await settle(app, pilot)
        assert app.pane.scroll_offset.y == 5
