"""The reader on a library of the tests: opened, pressed, and seen as it is painted."""

from __future__ import annotations

import asyncio
import re
import subprocess
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.events import Key
from textual.keys import _character_to_key, key_to_character
from textual.worker import WorkerCancelled

from index.settings import Settings, log_file
from tui.app import BroadsheetApp
from tui.command import Pane
from tui.reading_screen import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.widget import Widget

MOMENT = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
WIDE = (120, 40)
STACKED = (80, 24)
NARROW = (50, 20)


class Reader(BroadsheetApp):
    """The reader, with a browser that only remembers what it was given, and no terminal to lend.

    Its clock stands still. What is related is looked for at once with ``related``, else never.
    """

    def __init__(
        self,
        folder: Path,
        settings: Settings | None = None,
        query: str = "",
        *,
        related: bool = False,
    ) -> None:
        super().__init__(folder, settings, query)
        self.opened: list[str] = []
        self.browser: tuple[str, ...] = ()
        self.handed: list[tuple[str, ...]] = []
        self.ended = ""
        self._related_after = 0.0 if related else None

    def get_default_screen(self) -> ReadingScreen:
        """Return the reader, at a moment that is always the same."""
        screen = super().get_default_screen()
        assert isinstance(screen, ReadingScreen)
        screen.reader.clock = lambda: MOMENT
        screen.related_after = self._related_after
        return screen

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Remember ``url``."""
        del new_tab
        self.opened.append(url)

    def text_browser(self, url: str) -> Sequence[str]:
        """Return what the test says that the browser of the terminal is: mostly none."""
        return [*self.browser, url] if self.browser else ()

    async def hand_terminal_to(
        self,
        command: Sequence[str],
        given: Path | None = None,
        tell: Callable[[int], str] | None = None,
    ) -> int:
        """Run ``command`` beside the reader, and remember it with the sentence at its end."""
        self.handed.append(tuple(command))
        code = await asyncio.to_thread(_run, command, given)
        self.ended = tell(code) if tell is not None else ""
        return code

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return the screen as a picture that fetches no font from anywhere."""
        picture = super().export_screenshot(title=title, simplify=simplify)
        return re.sub(r"\s*@font-face \{.*?\}", "", picture, flags=re.DOTALL)


def _run(command: Sequence[str], given: Path | None) -> int:
    text = given.read_bytes() if given is not None else b""
    return subprocess.run(command, input=text, check=False).returncode


class Room:
    """A running reader: its keys, its panes, and what stands on the screen."""

    def __init__(self, app: Reader, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReadingScreen:
        """The reading screen, whatever lies over it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        return screen

    async def press(self, *keys: str) -> None:
        """Press ``keys`` in one burst, and wait until all that follows from them is done."""
        self.send(*keys)
        await self.settle()

    def send(self, *keys: str) -> None:
        """Press ``keys`` in one burst, and wait for nothing."""
        driver = self.app._driver
        assert driver is not None
        for name in keys:
            key = _character_to_key(name) if len(name) == 1 else name
            event = Key(key, name if len(name) == 1 else key_to_character(key))
            event.set_sender(self.app)
            driver.send_message(event)

    async def type(self, text: str) -> None:
        """Go to the search field and type ``text``."""
        await self.press("slash", *text)

    async def settle(self) -> None:
        """Wait until no worker runs and every message is answered."""
        quiet = 0
        while quiet < 2:
            await self.pilot._wait_for_screen()
            await self._painted()
            quiet += 1
            if not all(worker.is_finished for worker in self.app.workers):
                # A search that a newer one has replaced counts as done.
                with suppress(WorkerCancelled):
                    await self.app.workers.wait_for_complete()
                quiet = 0
            while not (self.screen.reader.settled and self.screen.rail_rests):
                quiet = 0
                await self.pilot.pause(0.005)
        await self.pilot.pause()

    async def _painted(self) -> None:
        """Wait until what was to be done after painting is begun; on leaving nothing is painted."""
        if self.app.screen is self.screen and not self.app._exit:
            painted = asyncio.Event()
            self.screen.call_after_refresh(painted.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(painted.wait(), 0.3)

    async def until(self, text: str) -> None:
        """Wait until ``text`` stands on the screen or in a notice."""
        async with asyncio.timeout(60):
            while text not in self.text() and text not in self.notices():
                await self.pilot.pause(0.01)

    def notices(self) -> str:
        """Return what the notices on the screen say."""
        return "\n".join(notice.message for notice in self.app._notifications)

    def shown(self) -> str:
        """Return the title of the article that is shown, empty where none is."""
        article = self.screen.reader.article
        return article.title if article is not None else ""

    def listens(self) -> Pane:
        """Return the pane that has the keys."""
        return self.screen.pane

    def panes(self) -> set[Pane]:
        """Return the panes that are seen."""
        screen = self.screen
        shown: dict[Pane, Widget] = {
            Pane.SEARCH: screen.finder,
            Pane.DATES: screen.dates,
            Pane.RAIL: screen.rail,
            Pane.LIST: screen.listing,
            Pane.ARTICLE: screen.reader,
        }
        return {pane for pane, widget in shown.items() if widget.region}

    def dialog(self) -> str:
        """Return the name of what lies over the reader, empty where nothing does."""
        return type(self.app.screen).__name__ if self.app.screen is not self.screen else ""

    def lines(self) -> list[str]:
        """Return the lines of the screen as they are painted."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    def text(self) -> str:
        """Return the whole screen as text."""
        return "\n".join(self.lines())


@asynccontextmanager
async def reading(
    folder: Path, size: tuple[int, int] = WIDE, query: str = "", *, related: bool = False
) -> AsyncIterator[Room]:
    """Open the reader on the library in ``folder``, and leave it at the end; nothing may break."""
    app = Reader(folder, Settings(), query, related=related)
    async with app.run_test(size=size, notifications=True) as pilot:
        room = Room(app, pilot)
        await pilot.pause()
        await room.settle()
        yield room
    assert not log_file().exists(), log_file().read_text(encoding="utf-8")
