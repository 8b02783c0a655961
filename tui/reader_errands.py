"""Short errands to the library: queries typed before, neighbours in a section, marks and undo.

Each runs in a thread and ends in a message. What the screen does with the answer is the screen's.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal

from textual.message import Message
from textual.worker import get_current_worker

from index.changes import Change, Mark
from index.errors import BroadsheetError, LibraryBusyError
from tui.headline_lines import shorten
from tui.keeping_up import KeepingUp
from tui.line_filter import safe_text
from tui.reader_work import WAITING_MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.changes import Done
    from index.hints import Completion
    from index.library import Library
    from index.results import Headline

    Counts = list[tuple[str, int]]
    Numbers = Callable[[], Sequence[int]]
    Told = Callable[[int], object]
    Toggled = Literal[Mark.READ, Mark.STARRED]

_TITLE_WIDTH: Final = 40
"""Cells of a title in a notice."""

_MOST_RELATED: Final = 5


class ReaderErrands(KeepingUp):
    """A screen that sends for small things."""

    class BesideFound(Message):
        """The next article of a section by date, None for none; ``section`` is its query."""

        def __init__(self, number: int | None, section: str) -> None:
            super().__init__()
            self.number = number
            self.section = section

    class RelatedFound(Message):
        """What is related to the article with the id, the nearest first; may be nothing."""

        def __init__(self, article_id: str, headlines: list[Headline]) -> None:
            super().__init__()
            self.article_id = article_id
            self.headlines = headlines

    class Asked(Message):
        """The queries typed before, the newest first."""

        def __init__(self, queries: list[str]) -> None:
            super().__init__()
            self.queries = queries

    class Completed(Message):
        """Ways to go on with a query at the cursor's place; none where the index is not ready."""

        def __init__(self, text: str, cursor: int, completions: Sequence[Completion]) -> None:
            super().__init__()
            self.text = text
            self.cursor = cursor
            self.completions = completions

    class Marked(Message):
        """Marks of ``count`` articles were changed or taken back; the sentence tells it."""

        def __init__(self, sentence: str, count: int, *, taken_back: bool = False) -> None:
            super().__init__()
            self.sentence = sentence
            self.count = count
            self.taken_back = taken_back

    class UndoFound(Message):
        """Whether there is a change of marks to take back."""

        def __init__(self, there: bool) -> None:
            super().__init__()
            self.there = there

    class Counted(Message):
        """So many of some articles carry a mark: ``act`` is to be told."""

        def __init__(self, count: int, act: Told) -> None:
            super().__init__()
            self.count = count
            self.act = act

    class TagsFound(Message):
        """Every tag with its number of articles, for ``act``; then those on some articles."""

        def __init__(
            self, known: Counts, had: Counts, act: Callable[[Counts, Counts], None]
        ) -> None:
            super().__init__()
            self.known = known
            self.had = had
            self.act = act

    class NoteFound(Message):
        """The note on an article, for ``act``; None where it could not be read."""

        def __init__(self, note: str | None, act: Callable[[str | None], None]) -> None:
            super().__init__()
            self.note = note
            self.act = act

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._changes: deque[Callable[[], None]] = deque()
        self._working_off = Lock()

    def fetch_asked(self) -> None:
        """Read the queries that were typed before. Ends in ``Asked``."""
        self.in_turn("asked", partial(self._told, self._fetch_asked))

    def note_asked(self, query: str) -> None:
        """Keep ``query`` among those that were typed."""
        if query.strip():
            note = partial(self.library.searches.note_asked, query)
            self.at_once("note asked", partial(self._told, note))

    def complete_query(self, text: str, cursor: int) -> None:
        """Look up how a query may go on. Ends in ``Completed``."""
        self.in_turn("complete", partial(self._complete_query, text, cursor))

    def find_beside(self, number: int, step: Literal[1, -1]) -> None:
        """Look for the next article of the section by date. Ends in ``BesideFound``."""
        self.in_turn("beside", partial(self._told, partial(self._find_beside, number, step)))

    def fetch_tags(self, numbers: Sequence[int], act: Callable[[Counts, Counts], None]) -> None:
        """Read all tags, and those on the articles ``numbers``. Ends in ``TagsFound``."""
        self.in_turn("tags", partial(self._told, partial(self._fetch_tags, numbers, act)))

    def fetch_related(self, number: int, article_id: str) -> None:
        """Look for what is related to an article. Ends in ``RelatedFound``, if it can be told."""
        self.in_turn("related", partial(self._fetch_related, number, article_id))

    def fetch_note(self, number: int, act: Callable[[str | None], None]) -> None:
        """Read the note on an article. Ends in ``NoteFound`` in any case."""
        self.at_once("note", partial(self._told, partial(self._fetch_note, number, act)))

    def make_change(self, change: Change) -> None:
        """Change marks so that it can be taken back. Ends in ``Marked``."""
        self._do_behind(partial(self._change, change))

    def mark_many(self, mark: Toggled, numbers: Numbers, *, on: bool | None = None) -> None:
        """Mark what ``numbers`` returns, in one change. Ends in ``Marked``.

        Where ``on`` is None the mark is given, or taken away where all have it already.
        """
        self._do_behind(partial(self._mark_many, mark, numbers, on=on))

    def count_carrying(self, mark: Toggled, numbers: Numbers, act: Told) -> None:
        """Count how many of what ``numbers`` returns carry a mark. Ends in ``Counted``."""
        count = partial(self._count_carrying, mark, numbers, act)
        self.in_turn("count", partial(self._told, count))

    def look_for_undo(self) -> None:
        """Look whether there is a change to take back. Ends in ``UndoFound``."""
        self.in_turn("undoable", partial(self._told, self._look_for_undo))

    def turn_back(self, *, again: bool) -> None:
        """Take back the last change, or do it ``again``. Ends in ``Marked``."""
        self._do_behind(partial(self._turn_back, again=again))

    def work_off(self) -> None:
        """Do the changes that wait, in their order.

        Raises LibraryBusyError, and what is left waits; raises any other LibraryError, and only
        the change that cannot be made is dropped.
        """
        with self._working_off:
            while self._changes:
                try:
                    self._changes[0]()
                except LibraryBusyError:
                    raise
                except BroadsheetError:
                    self._changes.popleft()
                    raise
                self._changes.popleft()

    def write_rest(self) -> str:
        """Write all that waits, whatever of it cannot be kept; return what was wrong first."""
        trouble = ""
        for write in (self.keeper.drain, self.work_off):
            written = False
            while not written:
                try:
                    write()
                    written = True
                except LibraryBusyError as error:
                    return trouble or str(error)
                except BroadsheetError as error:
                    trouble = trouble or str(error)
        return trouble

    def _work_off_when_free(self) -> None:
        worker = get_current_worker()
        told = False
        while self._changes and not worker.is_cancelled:
            try:
                self.work_off()
            except LibraryBusyError:
                if not told:
                    self.post_message(self.Failed(WAITING_MARKS))
                told = True
            except BroadsheetError as error:
                self.post_message(self.Failed(str(error)))

    def _do_behind(self, errand: Callable[[], None]) -> None:
        # In order and none left out: each is something that somebody did.
        self._changes.append(errand)
        self.in_turn("change", self._work_off_when_free)

    def _told(self, errand: Callable[[], None]) -> None:
        try:
            errand()
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))

    def _fetch_asked(self) -> None:
        self.post_message(self.Asked(self.library.searches.asked()))

    def _complete_query(self, text: str, cursor: int) -> None:
        found: Sequence[Completion] = ()
        # What is wrong with the index is told by the search.
        with suppress(BroadsheetError):
            found = self.library.telling.complete(text, cursor)
        self.post_message(self.Completed(text, cursor, found))

    def _find_beside(self, number: int, step: Literal[1, -1]) -> None:
        sections = self.library.article(number).sections
        found = self.library.beside(number, step) if sections else None
        query = f'section:"{sections[-1].replace(chr(34), " ")}"' if sections else ""
        self.post_message(self.BesideFound(found, query))

    def _fetch_tags(self, numbers: Sequence[int], act: Callable[[Counts, Counts], None]) -> None:
        tags = self.library.tags
        self.post_message(self.TagsFound(tags(), tags(numbers), act))

    def _fetch_related(self, number: int, article_id: str) -> None:
        # Where the index cannot tell yet, nothing is missed: nobody has asked.
        with suppress(BroadsheetError):
            if self.library.pending():
                return
            found = self.library.telling.related(number, _MOST_RELATED).articles
            headlines = self.library.headlines([one.number for one in found])
            self.post_message(self.RelatedFound(article_id, headlines))

    def _fetch_note(self, number: int, act: Callable[[str | None], None]) -> None:
        note: str | None = None
        try:
            with suppress(LibraryBusyError):
                self.work_off()  # The note may be among what waits.
            note = self.library.note_of(number)
        finally:
            self.post_message(self.NoteFound(note, act))

    def _change(self, change: Change) -> None:
        self.write_noted()
        self._tell_done(self.library.marking.change(change))

    def _mark_many(self, mark: Toggled, numbers: Numbers, *, on: bool | None) -> None:
        self.write_noted()
        asked = numbers()
        done = self.library.marking.change(Change(mark, on is not False, asked))
        if done is None and on is None:
            done = self.library.marking.change(Change(mark, on=False, numbers=asked))
        self._tell_done(done)

    def _tell_done(self, done: Done | None) -> None:
        sentence = f"{done.sentence}." if done else "Nothing to change."
        self.post_message(self.Marked(sentence, done.count if done else 0))

    def _count_carrying(self, mark: Toggled, numbers: Numbers, act: Told) -> None:
        with suppress(LibraryBusyError):
            self.write_noted()
        self.post_message(self.Counted(self.library.marking.carrying(mark, numbers()), act))

    def _look_for_undo(self) -> None:
        self.post_message(self.UndoFound(self.library.marking.can_undo()))

    def _turn_back(self, *, again: bool) -> None:
        self.write_noted()
        marking = self.library.marking
        done = marking.redo() if again else marking.undo()
        if done is None:
            sentence = f"Nothing to {'do again' if again else 'take back'}."
        else:
            sentence = done.sentence if again else done.undone_sentence
            sentence += self._on_which(done)
        self.post_message(self.Marked(sentence, done.count if done else 0, taken_back=True))

    def _on_which(self, done: Done) -> str:
        """Return the title of the one article, which need not be in sight; else a full stop."""
        headlines = self.library.headlines(done.numbers) if done.count == 1 else []
        title = shorten(safe_text(headlines[0].title), _TITLE_WIDTH) if headlines else ""
        return f": {title}" if title else "."
