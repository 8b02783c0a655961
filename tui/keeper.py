"""Keeps what the reader does with articles: in the order it was done, and off the screen's thread.

A change is noted at once and written by `drain`, which a worker thread calls; the last call, on
leaving, writes what is left. Nothing is shown here.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.library import Library


class Keeper:
    """Changes of marks and positions on their way into the library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._changes: deque[Callable[[], None]] = deque()
        self._writing = Lock()

    def mark_read(self, number: int) -> None:
        """Note that an article was read."""
        self._changes.append(partial(self._library.mark_read, [number], read=True))

    def toggle_read(self, number: int) -> None:
        """Note that an article is to be unread if it was read, and read if it was not."""
        self._changes.append(partial(self._toggle_read, number))

    def toggle_star(self, number: int) -> None:
        """Note that an article is to be starred, or no longer."""
        self._changes.append(partial(self._toggle_star, number))

    def keep_position(self, number: int, position: int) -> None:
        """Note how far an article was read, in characters of its body."""
        self._changes.append(partial(self._library.keep_position, number, position))

    def drain(self) -> None:
        """Write what was noted, one after the other; raises LibraryError and drops that change."""
        with self._writing:
            while self._changes:
                self._changes.popleft()()

    def _toggle_read(self, number: int) -> None:
        self._library.mark_read([number], read=not self._library.reading(number).read)

    def _toggle_star(self, number: int) -> None:
        self._library.mark_starred([number], starred=not self._library.reading(number).starred)
