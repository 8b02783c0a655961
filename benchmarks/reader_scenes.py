"""What is done with each program of the latency table, key by key, and how long each key took.

One round starts every program once; the rounds are repeated so that a busy moment falls on all.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from invented_library import forget_positions
from terminal_tool import floor_command, reader_command

if TYPE_CHECKING:
    from pathlib import Path

Figures = list[float]
"""Milliseconds, or megabytes."""

_PRESSES: Final = 30
_LETTERS: Final = ("kilo", "guwi", "baxo", "haki", "ceki")
_QUIET: Final = 0.15
_LONG_READS: Final = 12
_SCROLLS: Final = 40
_MOMENT: Final = 0.02
_LATE: Final = 5.0  # seconds after which an answer that never came is given up


class Scenes:
    """Rounds of starts and keys over ``libraries`` by size, newsboat's ``feeds`` if it is there."""

    def __init__(
        self,
        terminal: Any,
        tools: Path,
        libraries: dict[int, Path],
        read: int,
        feeds: list[str] | None,
    ) -> None:
        self.figures: defaultdict[str, Figures] = defaultdict(list)
        self.feeds = feeds
        self._terminal = terminal
        self._floor = floor_command(tools)
        self._libraries = libraries
        self._read = read

    def warm(self) -> None:
        """Start each program of Python once, so that its modules are compiled; nothing is noted."""
        for command, shown in (
            (self._floor, "title number 5"),
            (reader_command(self._libraries[self._read]), "Story 000001"),
        ):
            with self._terminal(command) as running:
                running.start(shown)
                running.send("/kilo")
                running.settle(1.0)

    def run(self) -> None:
        """Do one round."""
        self._bare()
        for size, folder in self._libraries.items():
            with self._terminal(reader_command(folder)) as running:
                self._note(f"start, {size}", running.start("Story 000001"))
                if size == self._read:
                    self._list_keys(running)
                    self._letters(running)
                    self._note("memory, Broadsheet", running.memory())
        self._long_reads()
        self._giant()
        if self.feeds:
            self._newsboat(self.feeds)

    def _note(self, name: str, figure: float | None) -> None:
        if figure is not None:
            self.figures[name].append(figure)

    def _bare(self) -> None:
        with self._terminal(self._floor) as running:
            self._note("start, bare Textual", running.start("title number 5"))
            running.settle(1.0)
            for place in range(1, _PRESSES + 1):
                shown = f"title number {place} " if place % 2 else f"DETAIL-{place} "
                name = "key, bare Textual" if place % 2 else "bare Textual: key to detail"
                self._note(name, running.press("\x1b[B", shown))
                running.settle(_QUIET)
            self._note("memory, bare Textual", running.memory())

    def _list_keys(self, running: Any) -> None:
        running.settle(1.5)
        for place in range(1, _PRESSES + 1):
            shown = f"Story {place:06}" if place % 2 else f"Lead {place:06}"
            name = "j to list" if place % 2 else "j to article"
            self._note(name, running.press("j", shown))
            running.settle(_QUIET)

    def _letters(self, running: Any) -> None:
        running.send("/")
        running.settle(0.5)
        for word in _LETTERS:
            for letter in word:
                name = "letter to new list"
                self._note(name, running.press(letter, r"[\d,]+ article", timeout=_LATE))
                running.settle(_QUIET)
            running.send("\x15")
            running.settle(0.4)

    def _long_reads(self) -> None:
        """Open articles of 3,000 words, one after the other."""
        folder = self._libraries[self._read]
        with self._terminal(reader_command(folder, "open", "title:long")) as running:
            running.start("Lead long 29")
            running.settle(1.0)
            for number in range(28, 28 - _LONG_READS, -1):
                shown = f"Lead long {number:02}"
                self._note("3,000 words to first screen", running.press("j", shown, timeout=_LATE))
                running.settle(0.4)

    def _giant(self) -> None:
        """Open an article of 1 MB, scroll at once, and go on scrolling once it is at rest."""
        folder = self._libraries[self._read]
        forget_positions(folder)
        with self._terminal(reader_command(folder, "open", "title:giant")) as running:
            running.start("Lead giant 05")
            running.settle(1.0)
            shown = running.press("j", "Lead giant 04", timeout=_LATE)
            self._note("1 MB to first screen", shown)
            for _ in range(_SCROLLS):
                self._note("1 MB: scrolling at once", running.press("J", r"\w{5}", timeout=_LATE))
                running.settle(_MOMENT)
            running.settle(2.0)
            for _ in range(_SCROLLS):
                self._note("1 MB: scrolling at rest", running.press("J", r"\w{5}", timeout=_LATE))
                running.settle(0.05)

    def _newsboat(self, command: list[str]) -> None:
        with self._terminal(command) as running:
            self._note("start, newsboat", running.start("Source 0"))
            running.settle(1.0)
            for word in _LETTERS[:2]:
                running.send("/")
                running.settle(0.2)
                running.send(word)
                running.settle(0.2)
                self._note("newsboat: search to list", running.press("\r", "Story"))
                running.settle(0.3)
                self._note("newsboat: article", running.press("\r", "Lead"))
                running.settle(0.2)
                running.send("qq")
                running.settle(0.3)
            self._note("memory, newsboat", running.memory())
