"""Keeps what the reader does with articles until the library has it, off the screen's thread.

A change is noted at once and written by `drain`, which a worker thread calls; the last call, on
leaving, writes what is left. While another program writes, changes wait; none is lost. Nothing is
shown here.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING

from index.changes import Change, Mark
from index.errors import BroadsheetError, LibraryBusyError

if TYPE_CHECKING:
    from index.library import Library
    from index.results import Headline


class _Mark(StrEnum):
    """What can be noted of an article; the value of the first two is 0 or 1."""

    READ = "read"
    STARRED = "starred"
    POSITION = "position"


class Keeper:
    """Marks and positions on their way into the library; of each article the last one counts."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._by_hand: set[int] = set()
        self._noted: dict[tuple[_Mark, int], int] = {}
        self._noting = Lock()
        self._writing = Lock()

    @property
    def waiting(self) -> bool:
        """Whether something noted is not in the library yet."""
        return bool(self._noted)

    def note_read(self, number: int, *, read: bool, by_hand: bool = False) -> None:
        """Note that an article is read, or unread; ``by_hand`` it can be taken back."""
        if by_hand:
            self._by_hand.add(number)
        self._note(_Mark.READ, number, int(read))

    def note_starred(self, number: int, *, starred: bool) -> None:
        """Note that an article has a star, or none."""
        self._note(_Mark.STARRED, number, int(starred))

    def note_position(self, number: int, position: int) -> None:
        """Note how far an article was read, in characters of its body."""
        self._note(_Mark.POSITION, number, position)

    def as_noted(self, headline: Headline) -> Headline:
        """Return ``headline`` with the marks that are noted and not in the library yet."""
        with self._noting:
            read = self._noted.get((_Mark.READ, headline.number), headline.read)
            starred = self._noted.get((_Mark.STARRED, headline.number), headline.starred)
        if (read, starred) == (headline.read, headline.starred):
            return headline
        return replace(headline, read=bool(read), starred=bool(starred))

    def position(self, number: int) -> int:
        """Return how far an article was read, written down or only noted; raises LibraryError."""
        noted = self._noted.get((_Mark.POSITION, number))
        return self._library.reading(number).position if noted is None else noted

    def drain(self) -> None:
        """Write what was noted, one after the other.

        Raises LibraryBusyError, and what is left stays noted; raises any other LibraryError, and
        only the change that cannot be written is dropped.
        """
        with self._writing:
            while (change := self._next()) is not None:
                try:
                    self._write(*change)
                except LibraryBusyError:
                    raise
                except BroadsheetError:
                    self._forget(*change)
                    raise
                self._forget(*change)

    def _note(self, mark: _Mark, number: int, value: int) -> None:
        with self._noting:
            self._noted[mark, number] = value

    def _next(self) -> tuple[_Mark, int, int] | None:
        """Return a change that is not written yet, None when all are."""
        with self._noting:
            for (mark, number), value in self._noted.items():
                return mark, number, value
        return None

    def _forget(self, mark: _Mark, number: int, value: int) -> None:
        """Forget a change, unless another one was noted while it was written."""
        with self._noting:
            if self._noted.get((mark, number)) == value:
                del self._noted[mark, number]

    def _write(self, mark: _Mark, number: int, value: int) -> None:
        match mark:
            case _Mark.READ:
                if number in self._by_hand:
                    self._library.marking.change(Change(Mark.READ, bool(value), (number,)))
                    self._by_hand.discard(number)
                else:
                    self._library.mark_read([number], read=bool(value))
            case _Mark.STARRED:
                self._library.marking.change(Change(Mark.STARRED, bool(value), (number,)))
            case _Mark.POSITION:
                self._library.keep_position(number, value)
