"""Keeping up with other Broadsheets on the library: what they write is looked for now and then.

Articles that nobody has indexed are indexed, in a thread of its own, while nobody else adds.
What is done with the news is the screen's.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from textual.worker import get_current_worker

from index.errors import BroadsheetError, LibraryBusyError
from tui.reader_work import ReaderWork

if TYPE_CHECKING:
    from index.library import Library

_BRIEF: Final = 0.0005
"""Seconds until a thread that indexes lets the screen answer a key."""


class KeepingUp(ReaderWork):
    """A screen that sees what others add to its library."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._seen: tuple[int, int] | None = None
        self._stuck: tuple[int, int] | None = None
        self._trouble_told = ""
        self._version: int | None = None

    def begin_watching(self) -> None:
        """Remember what the library is like before it is shown; what changes since is news."""
        with suppress(BroadsheetError):  # told by the look that follows
            self._version = self.library.version()

    def keep_up(self) -> None:
        """Look for what others have written, and index what waits once nobody adds any more.

        Ends in ``Changed`` where there are other articles, in ``MarksChanged`` where anything was
        written.
        """
        self.in_turn("keep up", self._keep_up)

    def index_at_once(self) -> None:
        """Index what waits: whoever added it has ended. Ends in ``Changed``."""
        self.in_turn("keep up", self._index_at_once)

    def _keep_up(self) -> None:
        try:
            self._look_for_marks()
            before, self._seen = self._seen, self._present()
            waiting = self._seen[1]
            if waiting and before in {None, self._seen} and self._seen != self._stuck:
                self._catch_up(waiting)
            elif before not in {None, self._seen}:
                self.post_message(self.Working(waiting_text(waiting)))
                self.post_message(self.Changed())
            self._trouble_told = ""
        except LibraryBusyError:
            pass  # Another Broadsheet is adding them; the next look will tell.
        except BroadsheetError as error:
            self._stuck = self._seen
            self.post_message(self.Working(""))
            if self._trouble_told != str(error):
                self._trouble_told = str(error)
                self.post_message(self.Failed(self._trouble_told))

    def _look_for_marks(self) -> None:
        before, self._version = self._version, self.library.version()
        if before not in {None, self._version}:
            self.post_message(self.MarksChanged())

    def _index_at_once(self) -> None:
        with suppress(BroadsheetError):  # told by the look that follows
            self._seen = self._present()
            self.post_message(self.Changed())
        self._keep_up()

    def _present(self) -> tuple[int, int]:
        """Return how many articles there are, and how many of them wait to be indexed."""
        return self.library.count(), self.library.pending()

    def _catch_up(self, waiting: int) -> None:
        worker = get_current_worker()
        interval = sys.getswitchinterval()
        self.post_message(self.Working(waiting_text(waiting)))
        self.catching_up = True
        sys.setswitchinterval(_BRIEF)
        try:
            self.library.catch_up(
                lambda done: self._tell_waiting(waiting - done), lambda: worker.is_cancelled
            )
        finally:
            sys.setswitchinterval(interval)
            self.catching_up = False
        self._seen = self._present()
        self.post_message(self.Working(waiting_text(self._seen[1])))
        self.post_message(self.Changed())

    def _tell_waiting(self, count: int) -> None:
        self.post_message(self.Working(waiting_text(max(count, 0))))


def waiting_text(count: int) -> str:
    """Return what is said while ``count`` articles are on their way into the index."""
    if count < 1:
        return ""
    return f"adding {count:,} {'article' if count == 1 else 'articles'} to search…"
