"""What the reader does off the screen's thread: search, load, write marks.

Each worker ends in a message to the screen; none of them touches a pane. There is one thread at a
time for each of these tasks, so that none can take all the threads. What the screen does with an
answer, and whether it is still wanted, is the screen's.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import sleep
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.worker import get_current_worker

from index.errors import (
    ArticleNotFoundError,
    BroadsheetError,
    LibraryBusyError,
    SearchCancelledError,
)
from index.results import Sort
from tui.keeper import Keeper
from tui.masthead import UNMARKED, OwnMarks
from tui.work_in_turn import WorkInTurn

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.article import Article
    from index.library import Library
    from index.listing import Results


_AGAIN: Final = 0.2
"""Seconds until a search is tried again that another Broadsheet is in the way of."""

_WAITING_SEARCH: Final = "another Broadsheet builds the index; the search waits for it…"
WAITING_MARKS: Final = (
    "Another Broadsheet is writing to the library. Your marks are kept as soon as it has finished."
)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked of the library: a query, or all articles when ``text`` is blank.

    ``sort`` is None for the usual order; the cursor is to stay on article ``keep``. With ``renews``
    the list that is seen is asked for again, and must not lose the article that is read.
    The last word of a query that is not ``whole`` may go on.
    """

    text: str
    sort: Sort | None
    keep: int | None
    renews: bool = False
    whole: bool = False


class ReaderWork(WorkInTurn):
    """A screen over ``library`` that gets its work done in threads."""

    class Found(Message):
        """The search for ``question`` has ended; without ``results``, ``trouble`` says why."""

        def __init__(self, question: Question, results: Results | None, trouble: str) -> None:
            super().__init__()
            self.question = question
            self.results = results
            self.trouble = trouble

    class Loaded(Message):
        """An article was read from the library; None when it is gone, or ``trouble`` says why."""

        def __init__(
            self,
            number: int,
            article: Article | None,
            position: int,
            own: OwnMarks,
            trouble: str = "",
        ) -> None:
            super().__init__()
            self.number = number
            self.article = article
            self.position = position
            self.own = own
            self.trouble = trouble

    class Fetched(Message):
        """An article was read from the library for what ``act`` does with it."""

        def __init__(self, article: Article, act: Callable[[Article], None]) -> None:
            super().__init__()
            self.article = article
            self.act = act

    class Kept(Message):
        """Changes of marks stand in the library."""

    class UnreadFound(Message):
        """The number of the next unread article, None when all are read."""

        def __init__(self, number: int | None) -> None:
            super().__init__()
            self.number = number

    class Working(Message):
        """What goes on in the background, in a few words; nothing any more when empty."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Changed(Message):
        """The library holds other articles than before, or more of them can be found."""

    class MarksChanged(Message):
        """Somebody has written to the library: marks, tags, notes, saved searches may be others.

        It may have been this reader itself; whoever listens asks the library.
        """

    class Failed(Message):
        """Something did not work; the sentence says what to do."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.keeper = Keeper(library)
        self._wanted: Question | None = None
        self.catching_up = False
        """Whether this reader is indexing; a search that has to wait then waits for that."""

    def search_library(self, question: Question) -> None:
        """Find what ``question`` asks for; a newer one calls it off. Ends in ``Found``."""
        self._wanted = question
        # A search may have to wait for the index; listing all articles never does.
        if question.text.strip():
            self.in_turn("search", partial(self._search, question))
        else:
            self.in_turn("browse", partial(self._browse, question))

    def make_ready(self) -> None:
        """Open the index while the first word is still being typed."""
        if self._wanted is None or not self._wanted.text.strip():
            self.in_turn("search", self._make_ready)

    def load_article(self, number: int) -> None:
        """Read an article and how far it was read. Ends in ``Loaded``, if it is the last wanted."""
        self.in_turn("article", partial(self._load, number))

    def fetch_article(self, number: int, act: Callable[[Article], None]) -> None:
        """Read an article that is not shown. Ends in ``Fetched``."""
        self.at_once("fetch", partial(self._fetch, number, act))

    def write_marks(self) -> None:
        """Write what the keeper has noted, as soon as nobody else writes. Ends in ``Kept``."""
        self.in_turn("marks", self._write_marks)

    def write_noted(self) -> None:
        """Write what the keeper has noted, and tell what cannot be kept; the rest is written.

        Raises LibraryBusyError.
        """
        written = False
        while not written:
            try:
                self.keeper.drain()
                written = True
            except LibraryBusyError:
                raise
            except BroadsheetError as error:
                self.post_message(self.Failed(str(error)))

    def find_unread_after(self, results: Results, place: int) -> None:
        """Look for the next unread article behind ``place``. Ends in ``UnreadFound``."""
        self.in_turn("unread", partial(self._find_unread, results, place))

    def visit(self, url: str) -> None:
        """Show ``url`` in the browser, which may take its time to start."""
        self.at_once("browser", partial(self.app.open_url, url))

    def tell_breakdown(self, sentence: str) -> None:
        """Say that something broke."""
        self.post_message(self.Failed(sentence))

    def _search(self, question: Question) -> None:
        worker = get_current_worker()
        results, trouble = None, ""
        try:
            results = self._answer_when_free(
                question, lambda: worker.is_cancelled or question is not self._wanted
            )
        except SearchCancelledError:
            pass  # Something else is wanted by now.
        except BroadsheetError as error:
            trouble = str(error)
        finally:
            self.post_message(self.Found(question, results, trouble))

    def _make_ready(self) -> None:
        # What does not work is told by the search.
        with suppress(BroadsheetError):
            self.library.make_ready()

    def _answer_when_free(self, question: Question, cancelled: Callable[[], bool]) -> Results:
        """Return what is found, as soon as no other Broadsheet builds the index."""
        waited = False
        try:
            while not cancelled():
                try:
                    return self._answer(question, cancelled)
                except LibraryBusyError:
                    waited = waited or not self.catching_up
                    if waited:
                        self.post_message(self.Working(_WAITING_SEARCH))
                    sleep(_AGAIN)
        finally:
            if waited:
                self.post_message(self.Working(""))
        raise SearchCancelledError

    def _browse(self, question: Question) -> None:
        results, trouble = None, ""
        try:
            results = self.library.browse(question.sort or Sort.NEWEST)
        except BroadsheetError as error:
            trouble = str(error)
        finally:
            self.post_message(self.Found(question, results, trouble))

    def _answer(self, question: Question, cancelled: Callable[[], bool]) -> Results:
        sort = question.sort or Sort.RELEVANCE
        unfinished = not question.whole
        return self.library.search(
            question.text, sort=sort, unfinished=unfinished, cancelled=cancelled
        )

    def _load(self, number: int) -> None:
        article, position, own, trouble = None, 0, UNMARKED, ""
        try:
            article = self.library.article(number)
            position = self.keeper.position(number)
            own = OwnMarks(self.library.tags_of(number), self.library.note_of(number))
        except ArticleNotFoundError:
            pass  # It was removed since the list was made.
        except BroadsheetError as error:
            trouble = str(error)
        finally:
            self.post_message(self.Loaded(number, article, position, own, trouble))

    def _fetch(self, number: int, act: Callable[[Article], None]) -> None:
        try:
            self.post_message(self.Fetched(self.library.article(number), act))
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))

    def _write_marks(self) -> None:
        worker = get_current_worker()
        told = False
        while self.keeper.waiting and not worker.is_cancelled:
            try:
                self.write_noted()
            except LibraryBusyError:
                if not told:
                    self.post_message(self.Failed(WAITING_MARKS))
                told = True
        self.post_message(self.Kept())

    def _find_unread(self, results: Results, place: int) -> None:
        try:
            with suppress(LibraryBusyError):
                self.write_noted()
            found = results.next_unread(place)
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.UnreadFound(None if found is None else results.numbers[found]))
