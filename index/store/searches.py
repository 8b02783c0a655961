"""Saved searches and the queries that were typed, as the library keeps them.

Knows no index: what a search finds, and how much of it is new, is told by `index.searches`.
"""

from __future__ import annotations

from time import time_ns
from typing import TYPE_CHECKING, Final

from index.article import fold_text
from index.errors import LibraryError
from index.hints import SavedSearch
from index.results import Sort
from index.store.rows import keepable_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from index.store.database import Database, Row

LONGEST_NAME: Final = 80
"""Characters of a search's name; what is longer is cut off."""

LONGEST_QUERY: Final = 4096
"""Characters of a query that are kept: no more of one are read."""

MOST_ASKED: Final = 200
"""Typed queries that are kept, the latest."""

_ALL: Final = "SELECT key, name, query, sort, seen FROM searches"
# Numbers ascend as articles come, and are indexed in that order: what waits will be new.
_SEEN: Final = """
SELECT number FROM articles
WHERE NOT EXISTS (SELECT 1 FROM journal WHERE journal.number = articles.number)
ORDER BY number DESC LIMIT 1
"""
_SAVE: Final = """
INSERT INTO searches (name, query, sort, seen) VALUES (?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE
SET query = excluded.query, sort = excluded.sort, seen = excluded.seen
"""
# A clock that was set back must not put a query behind those of before.
_ASK: Final = """
INSERT INTO asked (query, asked_at)
SELECT ?, max(?, coalesce(max(asked_at) + 1, 0)) FROM asked WHERE true
ON CONFLICT (query) DO UPDATE SET asked_at = excluded.asked_at
"""
_FORGET: Final = """
DELETE FROM asked WHERE query NOT IN (SELECT query FROM asked ORDER BY asked_at DESC LIMIT ?)
"""


class KeptSearches:
    """The saved searches and typed queries of one library, usable from any thread.

    Every method raises LibraryError where the file fails, and LibraryBusyError where another
    Broadsheet is writing too long.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def saved(self) -> list[SavedSearch]:
        """Return the saved searches by name."""
        found = map(_search, self._database.rows(_ALL))
        return sorted(found, key=lambda search: (fold_text(search.name), search.name))

    def save(self, name: str, query: str, sort: Sort | None) -> SavedSearch:
        """Keep a search under ``name``, in place of one of that name; nothing of it is new.

        Without a name, the query is it.
        """
        query = keepable_text(query).strip()[:LONGEST_QUERY]
        name = _line(name) or _line(query) or "All articles"
        with self._database.writing() as connection:
            seen = self.newest()
            connection.execute(_SAVE, (name, query, sort.value if sort else "", seen))
            return _search(connection.execute(f"{_ALL} WHERE name = ?", (name,)).fetchone())

    def rename(self, key: int, name: str) -> SavedSearch | None:
        """Return the search with its new name, or as it was where that is empty.

        None where the search is gone. Raises LibraryError where another search has that name.
        """
        name = _line(name)
        with self._database.writing() as connection:
            other = "SELECT 1 FROM searches WHERE name = ? AND key <> ?"
            if connection.execute(other, (name, key)).fetchone():
                raise LibraryError(
                    f"another search is saved as “{name}” already; choose another name"
                )
            if name:
                connection.execute("UPDATE searches SET name = ? WHERE key = ?", (name, key))
            return _with_key(connection, key)

    def remove(self, key: int) -> SavedSearch | None:
        """Return the search that was removed; None where it is gone already."""
        with self._database.writing() as connection:
            removed = _with_key(connection, key)
            connection.execute("DELETE FROM searches WHERE key = ?", (key,))
            return removed

    def look(self, key: int) -> None:
        """Keep that all a search finds now has been seen."""
        with self._database.writing() as connection:
            seen = self.newest()
            connection.execute("UPDATE searches SET seen = ? WHERE key = ?", (seen, key))

    def newest(self) -> int:
        """Return the highest number of an article that searches find; 0 where there is none."""
        found = self._database.integers(_SEEN)
        return found[0] if found else 0

    def count_all(self, seen: int) -> tuple[int, int]:
        """Return how many articles there are, and how many have a number above ``seen``."""
        counts = self._database.integers(
            "SELECT count(*) FROM articles"
            " UNION ALL SELECT count(*) FROM articles WHERE number > ?",
            (seen,),
        )
        return counts[0], counts[1]

    def asked(self) -> list[str]:
        """Return the queries that were typed, each once, the newest first."""
        rows = self._database.rows("SELECT query FROM asked ORDER BY asked_at DESC")
        return [query for (query,) in rows]

    def note_asked(self, query: str) -> None:
        """Keep a query that was typed, as the newest; blanks alone are passed over."""
        query = keepable_text(query).strip()[:LONGEST_QUERY]
        if not query:
            return
        with self._database.writing() as connection:
            connection.execute(_ASK, (query, time_ns() // 1000))
            connection.execute(_FORGET, (MOST_ASKED,))


def _search(row: Row) -> SavedSearch:
    key, name, query, sort, seen = row
    # A newer Broadsheet may know orders that this one does not.
    known = Sort(sort) if sort in tuple(Sort) else None
    return SavedSearch(key, name, query, known, seen)


def _with_key(connection: Connection, key: int) -> SavedSearch | None:
    row = connection.execute(f"{_ALL} WHERE key = ?", (key,)).fetchone()
    return _search(row) if row else None


def _line(text: str) -> str:
    return " ".join(keepable_text(text).split())[:LONGEST_NAME].rstrip()
