"""Foreign text in every part of the reader: painted as it is, and obeyed by nobody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from foreign_text import PAYLOADS, commands_in, typed_in_a_terminal
from reading_room import NARROW, STACKED, WIDE, Room, reading

from index.article import Article, Capture
from index.library import Library
from tui.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

HOSTILE = [
    f"QQ{number}!{PAYLOADS[number % 20]}{PAYLOADS[number // 20]}ZZ"
    for number in range(10 * len(PAYLOADS))
]
MARKUP = (
    "[@click=app.quit]",
    "[@click=screen.quit]x[/]",
    "[/b]",
    "[/some/path]",
    "[red]x[/red]",
    "[link=file:///etc/passwd]x[/link]",
    "[b",
    "]",
    "[[",
    "\\[",
    "[on red]",
    "[/]",
    "[$accent]",
    "[bold italic]x",
    "{x}",
    "%s",
)
BRACKETS = [f"{one}{two}" for one in MARKUP for two in MARKUP][:200]

SHOW_EVERYWHERE = """
import asyncio, json, sys
from pathlib import Path
from textual.widgets import Input, OptionList
from tui.app import BroadsheetApp

folder, hostile = json.loads(sys.argv[1])

class Hostile(BroadsheetApp):
    def on_mount(self):
        self.run_worker(self.show_all())

    async def painted(self):
        await asyncio.sleep(0.012)

    async def show_all(self):
        while not self.screen.query("ListPane"):
            await asyncio.sleep(0.01)
        screen = self.screen
        count = screen.listing.count
        await self.painted()
        for place in [*range(0, count, screen.listing.page_rows), *range(0, count, 3)]:
            screen.listing.move_to(place)
            while screen._shown != screen.listing.number:
                await asyncio.sleep(0.001)
            await self.painted()
        for number, text in enumerate(hostile):
            screen.finder.set_text(text)
            screen.finder._answer.left = text
            screen.finder.tell_match(text)
            if number % 20 == 0:
                told = " ".join(hostile[number : number + 20])
                screen.post_message(screen.Failed(f"/news/{told}.txt: no article on the page"))
                await asyncio.sleep(0.05)
                self.clear_notifications()
            await self.painted()
        for text in hostile[:20]:
            screen.find(text)
            while not screen._answered:
                await self.painted()
        screen.action_help()
        await self.painted()
        self.screen.dismiss()
        await self.painted()
        screen.action_palette()
        while not self.screen.query(OptionList):
            await self.painted()
        offered = self.screen.query_one(OptionList)
        while not any("next unread" in str(option.prompt) for option in offered.options):
            await self.painted()
        await asyncio.sleep(0.2)
        for text in hostile[:20]:
            self.screen.query_one(Input).value = text
            await asyncio.sleep(0.02)
        self.exit()

Hostile(Path(folder)).run()
"""


def library_of(folder: Path, texts: Sequence[str]) -> None:
    """Make a library with one article for each of ``texts``, which stands in all its fields."""

    def pairs() -> Iterator[tuple[Capture, Article]]:
        for number, text in enumerate(texts):
            told = text.encode("utf-8", "replace").decode("utf-8")
            yield (
                Capture(told, str(number).encode(), told),
                Article(
                    f"{number:016x}",
                    told,
                    f"{told}\n\n> [{told}](https://news.example/{told})\n\n- {told}",
                    source=told,
                    site=told,
                    url=f"https://news.example/{number}/{told}",
                    sections=(told,),
                    authors=(told,),
                    captions=(told,),
                    origin=told,
                ),
            )

    library = Library.open(folder)
    library.archive.keep(list(pairs()))
    library.catch_up()
    library.close()


def test_no_part_of_the_reader_lets_an_article_command_the_terminal(tmp_path: Path) -> None:
    """Two hundred payloads in list, article, search, notices and palette of a real terminal."""
    library_of(tmp_path / "hostile", HOSTILE)
    argument = json.dumps([str(tmp_path / "hostile"), HOSTILE])
    written = typed_in_a_terminal(SHOW_EVERYWHERE, argument)
    assert sum(f"QQ{number}!" in written for number in range(200)) > 150  # frames may be skipped
    assert "no article on the page" in written
    assert "Search, or find in the article" in written
    assert "\ufffd" in written
    assert not commands_in(written)


def clicks_on(room: Room) -> set[str]:
    """Return every action that a click somewhere on the screen would carry out."""
    strips = room.app.screen._compositor.render_strips()
    styles = (segment.style for strip in strips for segment in strip if segment.style is not None)
    return {str(style.meta["@click"]) for style in styles if "@click" in style.meta}


async def test_brackets_are_text_everywhere_and_no_click_obeys_them(tmp_path: Path) -> None:
    """Two hundred strings that look like markup, in every field and in every query."""
    library_of(tmp_path / "brackets", BRACKETS)
    ours = {f"screen.{command.action}" for command in COMMANDS}
    for size, texts in ((WIDE, BRACKETS), (STACKED, BRACKETS[:20]), (NARROW, BRACKETS[:20])):
        async with reading(tmp_path / "brackets", size) as room:
            rows = room.screen.listing.page_rows
            for place in (*range(0, len(texts), rows), *range(0, len(texts), 7)):
                room.screen.listing.move_to(place)
                await shown(room)
                assert clicks_on(room) <= ours
            for text in texts[::13]:
                room.screen.finder.set_text(text)
                room.screen.find(text)
                room.app.notify(text, markup=False)
                await room.settle()
                assert clicks_on(room) <= ours
                assert text[:20] in room.lines()[0]
                room.app.clear_notifications()
            await room.press("ctrl+p", *"[@click=app.quit]x[/b]")
            assert clicks_on(room) <= ours
            assert room.app.is_running
            assert not room.app._exit


async def shown(room: Room) -> None:
    """Wait until the article under the cursor is shown."""
    while room.screen._shown != room.screen.listing.number:
        await room.pilot.pause(0.001)
    await room.pilot.pause()
