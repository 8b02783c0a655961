"""Hands that do anything to the reader: all keys, letters, mouse and new window sizes, by a seed.

After each handful the reader must be whole: what is shown is what the library holds, the cursor
is on the article that is read, and the pane that listens is seen.
"""

from __future__ import annotations

import random
from collections import deque
from typing import TYPE_CHECKING, Final

from reading_room import Reader, Room
from textual import events

from index.settings import log_file
from tui.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_LEAVING: Final = {"q", "ctrl+q"}
_KEYS: Final = tuple(
    key for command in COMMANDS for key in command.keys if key not in _LEAVING and len(key) > 0
)
_TYPED: Final = (*"port trade 招商引资 is:unread ✈ -and", "space", "enter", "escape", "backspace")
_SIZES: Final = ((160, 50), (120, 40), (80, 24), (50, 20), (100, 12), (64, 16), (30, 10), (200, 60))
_DEEPEST: Final = 4
_PATHS: Final = {"slash", "full_stop", "tilde"}
"""Keys that would make the path of a folder of this machine."""


class CalmReader(Reader):
    """A reader that hands nothing to other programs."""

    async def hand_terminal_to(
        self,
        command: Sequence[str],
        given: Path | None = None,
        tell: Callable[[int], str] | None = None,
    ) -> int:
        """Start nothing."""
        del command, given, tell
        return 0


class Hands:
    """Acts on ``room`` as the seed has it, and remembers what was done last."""

    def __init__(self, room: Room, seed: int) -> None:
        self.room = room
        self.last: deque[str] = deque(maxlen=60)
        self._chance = random.Random(seed)

    async def act(self) -> None:
        """Do one thing: mostly keys, sometimes the mouse, now and then another size."""
        dice = self._chance.random()
        if dice < 0.72:
            self._press(self._chance.choice(_KEYS))
        elif dice < 0.86:
            self._press(self._chance.choice(_TYPED))
        elif dice < 0.97:
            await self._mouse()
        else:
            await self._resize()

    async def rest(self) -> None:
        """Wait until all is done, and see that the reader is whole."""
        await self.room.settle()
        try:
            self._look()
        except AssertionError as error:
            error.add_note(f"after {' '.join(self.last)}")
            raise

    async def close_all(self) -> None:
        """Leave what lies over the reader; a note that is being written is kept."""
        for _ in range(_DEEPEST):
            writes = self.room.dialog() == "NoteEditor"
            if self.room.dialog():
                await self.room.press("ctrl+s" if writes else "escape")

    def _press(self, key: str) -> None:
        # A prompt may be asking for a folder to add: none of this machine's is meant.
        if self.room.dialog() and key in _PATHS:
            return
        self.last.append(key)
        self.room.send(key)

    async def _mouse(self) -> None:
        width, height = self.room.app.size
        at = self._chance.randrange(width), self._chance.randrange(height)
        doing = self._chance.choice(("click", "click", "wheel", "drag"))
        self.last.append(f"{doing}{at}")
        if doing == "click":
            await self.room.pilot.click(offset=at, times=self._chance.choice((1, 1, 2)))
        elif doing == "wheel":
            self._turn_wheel(*at)
        else:
            to = self._chance.randrange(width), self._chance.randrange(height)
            await self.room.pilot.mouse_down(offset=at)
            await self.room.pilot.hover(offset=to)
            await self.room.pilot.mouse_up(offset=to)

    def _turn_wheel(self, x: int, y: int) -> None:
        kind = self._chance.choice((events.MouseScrollDown, events.MouseScrollUp))
        event = kind(None, x, y, 0, 0, 0, False, False, False, x, y)
        driver = self.room.app._driver
        assert driver is not None
        event.set_sender(self.room.app)
        driver.send_message(event)

    async def _resize(self) -> None:
        """Take another size; the query and the article under the cursor stay."""
        await self.room.settle()
        screen = self.room.screen
        before = screen.finder.text, screen.listing.number
        size = self._chance.choice(_SIZES)
        self.last.append(f"{size[0]}x{size[1]}")
        await self.room.pilot.resize_terminal(*size)
        await self.room.settle()
        after = screen.finder.text, screen.listing.number
        assert after == before, f"{before} became {after} after {' '.join(self.last)}"

    def _look(self) -> None:
        screen = self.room.screen
        assert not log_file().exists(), log_file().read_text(encoding="utf-8")
        assert 0 <= screen.listing.place < max(screen.listing.count, 1)
        headline = screen.listing.headline
        if headline is None:
            assert screen.reader.article is None
            return
        article = screen.reader.article
        assert article is not None, "no article beside a list"
        assert article.title == headline.title
        kept = screen.library.headlines([headline.number])
        assert kept == [headline], "shown otherwise than kept"
        if not self.room.dialog():
            focused = screen.focused
            assert focused is not None
            assert focused.display, f"{focused} listens and is not seen"
