"""What the reader did with the articles: read, starred, read as far as.

An article nobody touched has no row and is unread. Never touches the articles themselves.
"""

from __future__ import annotations

import json
from time import time
from typing import TYPE_CHECKING, Final, Literal

from index.results import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from index.store.database import Database

# Only articles that are there: one may vanish while it is on a screen.
_OTHERS: Final = """
SELECT articles.number FROM articles LEFT JOIN reading USING (number)
WHERE articles.number IN (SELECT value FROM json_each(?)) AND coalesce({column}, 0) <> ?
ORDER BY articles.number
"""
_SET: Final = """
INSERT INTO reading (number, {column}, changed_at)
SELECT value, ?, ? FROM json_each(?) WHERE true
ON CONFLICT (number) DO UPDATE SET {column} = excluded.{column}, changed_at = excluded.changed_at
"""


_COUNT: Final = """
SELECT count(*) FROM reading WHERE {column} AND number IN (SELECT value FROM json_each(?))
"""


def put_reading(
    connection: Connection,
    column: Literal["read", "starred", "position"],
    numbers: Iterable[int],
    value: int,
) -> list[int]:
    """Set one column of articles and return the numbers of those that had another, ascending."""
    asked = json.dumps(list(map(int, numbers)))
    others = connection.execute(_OTHERS.format(column=column), (asked, value))
    changed = [number for (number,) in others]
    if changed:
        parameters = value, int(time()), json.dumps(changed)
        connection.execute(_SET.format(column=column), parameters)
    return changed


def count_reading(
    database: Database, column: Literal["read", "starred"], numbers: Iterable[int]
) -> int:
    """Return how many of the articles of ``numbers`` are read, or starred."""
    asked = json.dumps(list(map(int, numbers)))
    return database.integers(_COUNT.format(column=column), (asked,))[0]


class ReadingState:
    """The reader's marks, by the numbers of articles; unknown numbers are passed over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, number: int) -> Reading:
        """Return what the reader did with one article."""
        rows = self._database.rows(
            "SELECT read, starred, position FROM reading WHERE number = ?", (number,)
        )
        for read, starred, position in rows:
            return Reading(bool(read), bool(starred), position)
        return Reading()

    def set_read(self, numbers: Iterable[int], read: bool) -> None:
        """Mark articles as read, or as unread again."""
        self._set("read", numbers, int(read))

    def set_starred(self, numbers: Iterable[int], starred: bool) -> None:
        """Give articles a star, or take it away."""
        self._set("starred", numbers, int(starred))

    def set_position(self, number: int, position: int) -> None:
        """Keep how many characters of the body were read past; below 0 counts as 0."""
        self._set("position", (number,), max(position, 0))

    def unread(self) -> set[int]:
        """Return the numbers of all articles that are not read."""
        numbers = self._database.integers(
            "SELECT number FROM articles"
            " WHERE number NOT IN (SELECT number FROM reading WHERE read)"
        )
        return set(numbers)

    def counts(self) -> tuple[int, int]:
        """Return how many articles are not read, and how many have a star."""
        found = self._database.integers(
            "SELECT (SELECT count(*) FROM articles) - (SELECT count(*) FROM reading WHERE read)"
            " UNION ALL SELECT count(*) FROM reading WHERE starred"
        )
        return found[0], found[1]

    def starred(self) -> set[int]:
        """Return the numbers of all articles with a star."""
        return set(self._database.integers("SELECT number FROM reading WHERE starred"))

    def _set(
        self, column: Literal["read", "starred", "position"], numbers: Iterable[int], value: int
    ) -> None:
        with self._database.writing() as connection:
            put_reading(connection, column, numbers, value)
