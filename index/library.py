"""The one door to a library: browse, search, read, mark; for the command line and the panes.

Joins store and search, which do not know each other. Opening it touches SQLite alone: the index
is opened by the first search, because a first screen must not wait for it.
"""

from __future__ import annotations

import contextlib
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from index.errors import LibraryBusyError, LibraryError
from index.indexing import Indexing
from index.listing import Results
from index.open_index import OpenIndex
from index.results import Headline, Reading, Sort
from index.settings import RECENCY
from index.store.archive import Archive
from index.store.by_time import ByTime
from index.store.database import Database
from index.store.journal import Journal
from index.store.marks import Marks
from index.store.reading import ReadingState

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from index.article import Article
    from index.finding import Finding
    from index.intake import Progress, Summary
    from index.marking import Marking
    from index.reparse import Changes
    from index.searches import Searches
    from index.telling import Telling
    from index.upkeep import Report, Stats

DATABASE_NAME: Final = "library.sqlite3"
INDEX_NAME: Final = "index"


def never() -> bool:
    """Return False: nobody wants to stop."""
    return False


def unseen(_: object) -> None:
    """Take a report of progress that nobody looks at."""


class Library:
    """A folder of articles, captures and reading marks, with the index beside them.

    Usable from several threads. Methods that write raise LibraryBusyError when another Broadsheet
    writes for too long, and LibraryError when the folder cannot be written.
    """

    def __init__(self, folder: Path, database: Database, recency: float = RECENCY) -> None:
        self.folder = folder
        self.archive = Archive(database)
        self._database = database
        self._by_time = ByTime(database)
        self._reading = ReadingState(database)
        self._marks = Marks(database, self._related)
        self._indexing = Indexing(self.archive, Journal(database), folder / INDEX_NAME)
        mends = self.catch_up, self.rebuild
        self._index = OpenIndex(self._indexing, self.archive, self._marks, recency, mends)

    @classmethod
    def open(cls, folder: Path, *, make: bool = True, recency: float = RECENCY) -> Library:
        """Open the library in ``folder``, made when it is not there and ``make`` is set.

        ``recency`` is how much a recent article gains over an old one, 0 to 1. Raises
        LibraryError.
        """
        if not (make or (folder / DATABASE_NAME).exists()):
            raise LibraryError(f"{folder}: no library here yet. Make one: broadsheet add FOLDER")
        return cls(folder, Database(folder / DATABASE_NAME), recency)

    def close(self) -> None:
        """Close index and database; harmless when done twice."""
        self._index.close()
        self._database.close()

    # Browsing and reading

    def count(self) -> int:
        """Return how many articles there are."""
        return self.archive.count()

    def first_page(self, limit: int) -> list[Headline]:
        """Return the newest articles, at once however many there are."""
        return self.archive.newest(limit)

    def browse(self, sort: Sort = Sort.NEWEST) -> Results:
        """Return all articles in order."""
        return Results("", "", False, sort, self.archive.numbers(sort), self)

    def opening(self, limit: int = 200) -> Results:
        """Return the newest articles, at most ``limit``, at once however many there are."""
        numbers = self._by_time.newest(limit + 1)
        complete = len(numbers) <= limit
        return Results("", "", False, Sort.NEWEST, numbers[:limit], self, complete=complete)

    def beside(self, number: int, step: Literal[1, -1]) -> int | None:
        """Return the next older article of the same sections, or with -1 the next newer one."""
        return self._by_time.beside(number, step)

    def version(self) -> int:
        """Return a number that is another one once any program has written to the library."""
        return self._database.version()

    def headlines(self, numbers: Sequence[int]) -> list[Headline]:
        """Return the headlines of ``numbers`` in their order."""
        return self.archive.headlines(numbers)

    def article(self, number: int) -> Article:
        """Return a whole article; raises ArticleNotFoundError."""
        return self.archive.article(number)

    def number_of(self, article_id: str) -> int:
        """Return the number of the article whose id begins so; raises ArticleNotFoundError."""
        return self.archive.number_of(article_id)

    def reading(self, number: int) -> Reading:
        """Return what the reader did with an article."""
        return self._reading.of(number)

    def mark_read(self, numbers: Iterable[int], read: bool) -> None:
        """Mark articles as read, or as unread."""
        self._reading.set_read(numbers, read)

    def mark_starred(self, numbers: Iterable[int], starred: bool) -> None:
        """Give articles a star, or take it away."""
        self._reading.set_starred(numbers, starred)

    def keep_position(self, number: int, position: int) -> None:
        """Remember how far an article was read, in characters of its body."""
        self._reading.set_position(number, position)

    def unread(self) -> set[int]:
        """Return the numbers of all unread articles."""
        return self._reading.unread()

    def unread_and_starred(self) -> tuple[int, int]:
        """Return how many articles are not read, and how many have a star."""
        return self._reading.counts()

    def tags_of(self, number: int) -> tuple[str, ...]:
        """Return the tags of an article in alphabetical order."""
        return self._marks.tags_of(number)

    def set_tag(self, numbers: Iterable[int], tag: str, on: bool) -> None:
        """Give articles a tag, or take it away."""
        self._marks.set_tag(numbers, tag, on)

    def tags(self, numbers: Iterable[int] | None = None) -> list[tuple[str, int]]:
        """Return every tag with the number of its articles, or of those of ``numbers`` alone."""
        return self._marks.tags(numbers)

    def note_of(self, number: int) -> str:
        """Return the note on an article; empty where there is none."""
        return self._marks.note_of(number)

    def notes(self) -> list[tuple[int, str]]:
        """Return every note with the number of its article, the one changed last first."""
        return self._marks.notes()

    def set_note(self, number: int, text: str) -> None:
        """Keep a note on an article in place of the one before; blanks alone remove it."""
        self._marks.set_note(number, text)

    @cached_property
    def marking(self) -> Marking:
        """Read, starred, tags and notes as changes that can be taken back."""
        from index.marking import Marking

        return Marking(self._database)

    # Searching

    def search(
        self,
        text: str,
        *,
        sort: Sort = Sort.RELEVANCE,
        any_word: bool = False,
        unfinished: bool = False,
        cancelled: Callable[[], bool] = never,
    ) -> Results:
        """Return the articles that ``text`` finds; an empty text lists all of them.

        Whatever is typed is understood somehow; with ``unfinished``, its last word may go on.
        Without words to rank by, best first is newest first. A missing or damaged index is built
        anew first.
        Raises SearchCancelledError soon after ``cancelled`` turns true.
        """
        query = self._finding.read(text, any_word=any_word, unfinished=unfinished)
        if query.is_empty:
            sort = query.sort or sort
            return self.browse(Sort.NEWEST if sort is Sort.RELEVANCE else sort)
        return self._finding.results(query, sort, cancelled)

    def make_ready(self) -> None:
        """Open the index ahead of the first search, which then need not wait for that."""
        from index.search import highlights, query

        del highlights, query
        self._index.read(lambda _: None)

    @cached_property
    def telling(self) -> Telling:
        """What the index tells beside lists: facets, hits over time, completions, relations."""
        from index.telling import Telling

        return Telling(self.archive, self._index.read, self.tags)

    @cached_property
    def searches(self) -> Searches:
        """The saved searches, with what they find, and the queries that were typed."""
        from index.searches import Searches
        from index.store.searches import KeptSearches

        return Searches(KeptSearches(self._database), self._finding)

    @cached_property
    def _finding(self) -> Finding:
        from index.finding import Finding
        from index.relations import Relations

        relations = Relations(self.archive, self.telling.related)
        return Finding(self._index, relations, self.tags, self.telling.suggest, self)

    def _related(self, article_id: str) -> array[int]:
        return self._finding.relations.numbers(article_id)

    # Keeping the index in step

    def pending(self) -> int:
        """Return how many articles wait to be indexed."""
        return self._indexing.pending()

    def catch_up(
        self,
        progress: Callable[[int], None] = unseen,
        stopped: Callable[[], bool] = never,
    ) -> int:
        """Index what waits and return how many articles that was; ``progress`` is told as it goes.

        Raises LibraryBusyError while another Broadsheet is indexing.
        """
        return self._indexing.catch_up(progress, stopped)

    def catch_up_if_free(self) -> int:
        """Index what waits, unless another Broadsheet is at it already."""
        if not self.pending():
            return 0
        with contextlib.suppress(LibraryBusyError):
            return self.catch_up()
        return 0

    def rebuild(
        self,
        progress: Callable[[int], None] = unseen,
        stopped: Callable[[], bool] = never,
    ) -> int | None:
        """Build the index anew and return its number of articles, None when stopped before."""
        return self._indexing.rebuild(progress, stopped)

    # Adding and looking after

    def add(
        self,
        paths: Iterable[Path],
        *,
        progress: Callable[[Progress], None] = unseen,
        stopped: Callable[[], bool] = never,
    ) -> Summary:
        """Keep the articles in files and folders, not yet indexed; `catch_up` does that."""
        from index.ingest import Import, find_files

        return Import(self.archive, progress, stopped).run(find_files(paths, stopped))

    def reparse(
        self,
        *,
        progress: Callable[[int], None] = unseen,
        stopped: Callable[[], bool] = never,
    ) -> Changes:
        """Read all kept captures again with today's readers."""
        from index.reparse import reparse

        return reparse(self.archive, progress, stopped)

    def stats(self) -> Stats:
        """Return figures of what the library holds."""
        from index.upkeep import gather

        files = self.folder / DATABASE_NAME, self.folder / INDEX_NAME
        return gather(*files, self.archive, self._reading, self.pending())

    def check(self) -> Report:
        """Return whether library and index are whole and agree."""
        from index.upkeep import check

        return check(self._database, self.archive, self._indexing)
