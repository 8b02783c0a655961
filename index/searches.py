"""Searches that the reader saved, and the queries that were typed before.

Joins what the store keeps of them with what the index finds. Never shows anything, and keeps no
results: what a search finds is found anew each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import BroadsheetError, SearchCancelledError
from index.hints import SearchCount

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.finding import Finding
    from index.hints import SavedSearch
    from index.results import Sort
    from index.store.searches import KeptSearches


def never() -> bool:
    """Return False: nobody wants to stop."""
    return False


class Searches:
    """The saved searches of one library, usable from any thread.

    Methods that write raise LibraryBusyError when another Broadsheet writes for too long, and
    LibraryError when the library cannot be written.
    """

    def __init__(self, kept: KeptSearches, finding: Finding) -> None:
        self._kept = kept
        self._finding = finding

    def saved(self) -> list[SavedSearch]:
        """Return the saved searches by name."""
        return self._kept.saved()

    def save(self, name: str, query: str, sort: Sort | None = None) -> SavedSearch:
        """Keep a query under a name, in place of a search of that name; nothing of it is new.

        Without a name, the query is it.
        """
        return self._kept.save(name, query, sort)

    def rename(self, key: int, name: str) -> SavedSearch | None:
        """Return the search under its new name, None where it is gone; an empty name is none.

        Raises LibraryError where another search has that name.
        """
        return self._kept.rename(key, name)

    def remove(self, key: int) -> SavedSearch | None:
        """Return the search that was removed, None where it is gone already."""
        return self._kept.remove(key)

    def look(self, key: int) -> None:
        """Keep that the list of a search has been looked at: nothing of it is new any more."""
        self._kept.look(key)

    def counts(self, cancelled: Callable[[], bool] = never) -> list[SearchCount]:
        """Return what every saved search finds now, by name.

        Articles that have but some of the words do not count, and a query that cannot be answered
        finds nothing. Raises SearchCancelledError soon after ``cancelled`` turns true.
        """
        return [SearchCount(one, *self._count(one, cancelled)) for one in self._kept.saved()]

    def asked(self) -> list[str]:
        """Return the queries that were typed, each once, the newest first, 200 at most."""
        return self._kept.asked()

    def note_asked(self, query: str) -> None:
        """Keep a query that was typed, as the newest; blanks alone are passed over."""
        self._kept.note_asked(query)

    def _count(self, search: SavedSearch, cancelled: Callable[[], bool]) -> tuple[int, int]:
        if cancelled():
            raise SearchCancelledError("counting was given up for something newer")
        try:
            query = self._finding.read(search.query)
            if query.is_empty:
                return self._kept.count_all(search.seen)
            return self._finding.count(query, search.seen, cancelled)
        except SearchCancelledError:
            raise
        except BroadsheetError:
            return 0, 0
