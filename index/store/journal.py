"""Which articles the full-text index has not seen as they are now.

Rows are written with the articles, in their transactions; here they are read and marked done.
Never knows what is done with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.store.database import Database


@dataclass(frozen=True, slots=True)
class JournalRow:
    """An article that waits to be indexed; ``sequence`` ascends with time."""

    sequence: int
    number: int


class Journal:
    """The queue between library and index: an article stands in it once at most."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self) -> int:
        """Return how many articles wait."""
        return self._database.integers("SELECT count(*) FROM journal")[0]

    def last(self) -> int:
        """Return the sequence of the newest row, 0 when none waits."""
        return self._database.integers("SELECT coalesce(max(sequence), 0) FROM journal")[0]

    def read(self, limit: int) -> list[JournalRow]:
        """Return at most ``limit`` rows, those that wait longest first."""
        rows = self._database.rows(
            "SELECT sequence, number FROM journal ORDER BY sequence LIMIT ?", (limit,)
        )
        return [JournalRow(sequence, number) for sequence, number in rows]

    def mark_done(self, sequence: int) -> None:
        """Forget the rows up to and with ``sequence``; an article changed since waits further."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM journal WHERE sequence <= ?", (sequence,))
