"""How changes of marks are recorded, so that they can be taken back.

A pile of records: those taken back lie on top, to be done again in the order in which they were
made, and go when something new is recorded. Never touches the marks: `index.marking` does so, in
the transaction that writes here.
"""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from time import time
from typing import TYPE_CHECKING, Final

from index.changes import Change, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from index.store.database import Database, Row

MOST_CHANGES: Final = 500
"""Changes that are kept, the newest."""

Notes = dict[int, str]
"""Notes as they were, by the numbers of their articles; empty where there was none."""

_HIGHEST: Final = (1 << 63) - 1
_RECORD: Final = "SELECT sequence, mark, on_off, text, count, before FROM changes"
_UNDOABLE: Final = f"{_RECORD} WHERE NOT taken_back AND sequence < ? ORDER BY sequence DESC LIMIT 1"
_ANY_UNDOABLE: Final = "SELECT 1 FROM changes WHERE NOT taken_back LIMIT 1"
_REDOABLE: Final = f"{_RECORD} WHERE taken_back ORDER BY sequence LIMIT 1"
_ADD: Final = """
INSERT INTO changes (mark, on_off, text, count, before, made_at) VALUES (?, ?, ?, ?, ?, ?)
"""
_FORGET_OLD: Final = """
DELETE FROM changes
WHERE sequence <= (SELECT sequence FROM changes ORDER BY sequence DESC LIMIT 1 OFFSET ?)
"""


@dataclass(frozen=True, slots=True)
class Record:
    """A change with the articles it really changed, and for notes what they were before.

    ``change`` is None where the record is damaged.
    """

    sequence: int
    change: Change | None
    notes: Notes


class ChangeRecords:
    """The records of one library, usable from any thread.

    Methods that write do so in the transaction of the connection they are given.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def undoable(self, below: int = _HIGHEST) -> Record | None:
        """Return the newest change with a sequence below ``below`` that is not taken back."""
        return _first(self._database.rows(_UNDOABLE, (below,)))

    def any_undoable(self) -> bool:
        """Return whether any change is not taken back."""
        return bool(self._database.rows(_ANY_UNDOABLE))

    def redoable(self) -> Record | None:
        """Return the change that was taken back last."""
        return _first(self._database.rows(_REDOABLE))

    def add(self, connection: Connection, change: Change, notes: Notes) -> None:
        """Record a change, the articles it changed ascending; what was taken back is dropped."""
        count, before = len(change.numbers), _packed(change, notes)
        row = change.mark.value, int(change.on), change.text, count, before, int(time())
        connection.execute("DELETE FROM changes WHERE taken_back")
        connection.execute(_ADD, row)
        connection.execute(_FORGET_OLD, (MOST_CHANGES,))

    def amend(self, connection: Connection, record: Record, notes: Notes) -> None:
        """Keep other notes than those that were recorded."""
        sql = "UPDATE changes SET before = ? WHERE sequence = ?"
        connection.execute(sql, (_packed_notes(notes), record.sequence))

    def turn(self, connection: Connection, record: Record, *, taken_back: bool) -> None:
        """Keep whether a change is taken back."""
        sql = "UPDATE changes SET taken_back = ? WHERE sequence = ?"
        connection.execute(sql, (int(taken_back), record.sequence))

    def drop(self, connection: Connection, record: Record) -> None:
        """Forget a change."""
        connection.execute("DELETE FROM changes WHERE sequence = ?", (record.sequence,))


def _first(rows: list[Row]) -> Record | None:
    for sequence, mark, on, text, count, before in rows:
        try:
            numbers, notes = _unpacked(Mark(mark), before)
            if len(numbers) != count:
                return Record(sequence, None, {})
        except (zlib.error, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return Record(sequence, None, {})
        return Record(sequence, Change(Mark(mark), bool(on), numbers, str(text)), notes)
    return None


def _packed(change: Change, notes: Notes) -> bytes:
    if change.mark is Mark.NOTE:
        return _packed_notes(notes)
    # The steps between numbers are small and mostly alike, and shrink to next to nothing.
    steps = [after - before for before, after in pairwise(chain((0,), change.numbers))]
    return zlib.compress(json.dumps(steps).encode())


def _packed_notes(notes: Notes) -> bytes:
    return zlib.compress(json.dumps(notes).encode())


def _unpacked(mark: Mark, before: bytes) -> tuple[Sequence[int], Notes]:
    kept = json.loads(zlib.decompress(before))
    if mark is not Mark.NOTE:
        return array("q", accumulate(kept)), {}
    notes = {int(number): "" + text for number, text in kept.items()}
    return array("q", notes), notes
