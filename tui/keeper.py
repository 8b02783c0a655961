"""Keeps what the reader does with articles until the library has it, off the screen's thread.

A change is noted at once and written by `drain`, which a worker thread calls; the last call, on
leaving, writes what is left. While another program writes, changes wait; none is lost. Nothing is
shown here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Noted:
    """What is to be written; ``by_hand`` so that it can be taken back."""

    value: int
    by_hand: bool


class Keeper:
    """Marks and positions on their way into the library; of each article the last one counts."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._noted: dict[tuple[_Mark, int], _Noted] = {}
        self._noting = Lock()
        self._writing = Lock()

    @property
    def waiting(self) -> bool:
        """Whether something noted is not in the library yet."""
        return bool(self._noted)

    def note_read(self, number: int, *, read: bool, by_hand: bool = False) -> None:
        """Note that an article is read, or unread; ``by_hand`` it can be taken back."""
        self._note(_Mark.READ, number, _Noted(int(read), by_hand))

    def note_starred(self, number: int, *, starred: bool) -> None:
        """Note that an article has a star, or none; it can be taken back."""
        self._note(_Mark.STARRED, number, _Noted(int(starred), by_hand=True))

    def note_position(self, number: int, position: int) -> None:
        """Note how far an article was read, in characters of its body."""
        self._note(_Mark.POSITION, number, _Noted(position, by_hand=False))

    def as_noted(self, headline: Headline) -> Headline:
        """Return ``headline`` with the marks that are noted and not in the library yet."""
        with self._noting:
            read = self._noted.get((_Mark.READ, headline.number))
            starred = self._noted.get((_Mark.STARRED, headline.number))
        if read is None and starred is None:
            return headline
        return replace(
            headline,
            read=headline.read if read is None else bool(read.value),
            starred=headline.starred if starred is None else bool(starred.value),
        )

    def position(self, number: int) -> int:
        """Return how far an article was read, written down or only noted; raises LibraryError."""
        noted = self._noted.get((_Mark.POSITION, number))
        return self._library.reading(number).position if noted is None else noted.value

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

    def _note(self, mark: _Mark, number: int, noted: _Noted) -> None:
        with self._noting:
            # What was done last is written last, and so the first to be taken back.
            self._noted.pop((mark, number), None)
            self._noted[mark, number] = noted

    def _next(self) -> tuple[_Mark, int, _Noted] | None:
        """Return a change that is not written yet, None when all are."""
        with self._noting:
            for (mark, number), noted in self._noted.items():
                return mark, number, noted
        return None

    def _forget(self, mark: _Mark, number: int, noted: _Noted) -> None:
        """Forget a change, unless another one was noted while it was written."""
        with self._noting:
            if self._noted.get((mark, number)) is noted:
                del self._noted[mark, number]

    def _write(self, mark: _Mark, number: int, noted: _Noted) -> None:
        match mark:
            case _Mark.READ if noted.by_hand:
                self._library.marking.change(Change(Mark.READ, bool(noted.value), (number,)))
            case _Mark.READ:
                self._library.mark_read([number], read=bool(noted.value))
            case _Mark.STARRED:
                self._library.marking.change(Change(Mark.STARRED, bool(noted.value), (number,)))
            case _Mark.POSITION:
                self._library.keep_position(number, noted.value)
