"""What the reader does off the screen's thread: search, load, write marks, catch up.

Each worker ends in a message to the screen; none of them touches a pane. What the screen does with
an answer, and whether it is still wanted, is the screen's.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from textual import work
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from index.errors import BroadsheetError, LibraryBusyError, SearchCancelledError
from tui.keeper import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.article import Article
    from index.library import Library, Results
    from index.results import Sort


_BRIEF: Final = 0.0005
"""Seconds until a thread that indexes lets the screen answer a key."""


class ReaderWork(Screen[None]):
    """A screen over ``library`` that gets its work done in threads."""

    class Found(Message):
        """Search number ``search`` has ended."""

        def __init__(self, search: int, results: Results, keep: int | None) -> None:
            super().__init__()
            self.search = search
            self.results = results
            self.keep = keep

    class Loaded(Message):
        """An article was read from the library; None when that did not work."""

        def __init__(self, number: int, article: Article | None, position: int) -> None:
            super().__init__()
            self.number = number
            self.article = article
            self.position = position

    class Fetched(Message):
        """An article was read from the library for what ``act`` does with it."""

        def __init__(self, article: Article, act: Callable[[Article], None]) -> None:
            super().__init__()
            self.article = article
            self.act = act

    class Kept(Message):
        """Changes of marks stand in the library."""

    class UnreadFound(Message):
        """The place of the next unread article in ``results``, None when all are read."""

        def __init__(self, results: Results, place: int | None) -> None:
            super().__init__()
            self.results = results
            self.place = place

    class Waiting(Message):
        """So many articles are not in the index yet; they are being added."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    class CaughtUp(Message):
        """Every article can be found."""

    class Failed(Message):
        """Something did not work; the sentence says what to do."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.keeper = Keeper(library)

    @work(thread=True, exclusive=True, group="search")
    def search_library(self, search: int, text: str, sort: Sort, keep: int | None) -> None:
        """Search for ``text``, or list all articles when it is blank; ends in ``Found``.

        A newer search cancels this one.
        """
        worker = get_current_worker()
        try:
            if text.strip():
                results = self.library.search(
                    text, sort=sort, unfinished=True, cancelled=lambda: worker.is_cancelled
                )
            else:
                results = self.library.browse(sort)
        except SearchCancelledError:
            return
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.Found(search, results, keep))

    @work(thread=True, group="article")
    def load_article(self, number: int) -> None:
        """Read an article and how far it was read. Ends in ``Loaded``."""
        article, position = None, 0
        try:
            article = self.library.article(number)
            position = self.library.reading(number).position
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))
        self.post_message(self.Loaded(number, article, position))

    @work(thread=True, group="article")
    def fetch_article(self, number: int, act: Callable[[Article], None]) -> None:
        """Read an article that is not shown. Ends in ``Fetched``."""
        try:
            self.post_message(self.Fetched(self.library.article(number), act))
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))

    @work(thread=True, group="marks")
    def write_marks(self) -> None:
        """Write what the keeper has noted. Ends in ``Kept``."""
        try:
            self.keeper.drain()
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))
        self.post_message(self.Kept())

    @work(thread=True, exclusive=True, group="unread")
    def find_unread_after(self, results: Results, place: int) -> None:
        """Look for the next unread article behind ``place``. Ends in ``UnreadFound``."""
        try:
            self.keeper.drain()
            self.post_message(self.UnreadFound(results, results.next_unread(place)))
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))

    @work(thread=True, group="catch-up")
    def catch_up(self) -> None:
        """Index what is waiting, and say how much that is still. Ends in ``CaughtUp``."""
        worker = get_current_worker()
        interval = sys.getswitchinterval()
        try:
            waiting = self.library.pending()
            if not waiting:
                return
            self.post_message(self.Waiting(waiting))
            sys.setswitchinterval(_BRIEF)
            self.library.catch_up(
                lambda done: self._tell_waiting(waiting - done), lambda: worker.is_cancelled
            )
        except LibraryBusyError:
            pass  # Another Broadsheet is adding them.
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))
        finally:
            sys.setswitchinterval(interval)
        self.post_message(self.CaughtUp())

    def _tell_waiting(self, count: int) -> None:
        self.post_message(self.Waiting(max(count, 0)))

    @work(thread=True, group="browser")
    def visit(self, url: str) -> None:
        """Show ``url`` in the browser, which may take its time to start."""
        self.app.open_url(url)
