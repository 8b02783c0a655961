"""Marks that can be taken back: read, starred, tags, notes.

Every change is applied and recorded in one transaction, with those articles alone that it really
changed. Marks that are set without a record, as by opening an article, are none of its business:
what is taken back becomes as it was before the change, whatever came between.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from index.changes import MOST_NUMBERS, Change, Done, Mark
from index.errors import LibraryError
from index.store.changes import ChangeRecords
from index.store.marks import kept_note, put_note, put_tag, shown_tag, spelling
from index.store.reading import count_reading, put_reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from index.store.changes import Notes, Record
    from index.store.database import Database


class Marking:
    """Changes of marks in one library, shared by all who have it open; usable from any thread.

    Methods that write raise LibraryBusyError when another Broadsheet writes for too long, and
    LibraryError when the library cannot be written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._records = ChangeRecords(database)

    def change(self, change: Change) -> Done | None:
        """Apply a change and record it; None where nothing changed.

        Numbers of no article and empty tags are passed over; a note of blanks alone removes notes.
        """
        with self._database.writing() as connection:
            change = _exact(connection, change)
            notes = _apply(connection, change)
            change = replace(change, numbers=list(notes))
            if not notes:
                return None
            self._records.add(connection, change, notes)
        return _done(change)

    def undo(self) -> Done | None:
        """Take back the last change that is not taken back; None where there is none.

        It may have been made by another Broadsheet or before a restart. Articles that are gone are
        passed over. A damaged record is dropped, and raises LibraryError.
        """
        with self._database.writing() as connection:
            while (record := self._records.undoable()) and record.change:
                if change := self._still_there(record.change):
                    _put_back(connection, change, record.notes)
                    self._records.turn(connection, record, taken_back=True)
                    return _done(change)
                self._records.drop(connection, record)
            if record:
                self._records.drop(connection, record)
        if record:
            raise LibraryError(
                f"{self._database.path}: the last change cannot be taken back, for its record is"
                " damaged; undo again to take back the one before it"
            )
        return None

    def redo(self) -> Done | None:
        """Do again what was taken back last, unless something was changed since; else None.

        A damaged record is dropped, and raises LibraryError.
        """
        with self._database.writing() as connection:
            while (record := self._records.redoable()) and record.change:
                if change := self._still_there(record.change):
                    self._apply_again(connection, record, change)
                    return _done(change)
                self._records.drop(connection, record)
            if record:
                self._records.drop(connection, record)
        if record:
            raise LibraryError(
                f"{self._database.path}: what was taken back cannot be done again, for its record"
                " is damaged; make the change anew"
            )
        return None

    def undoable(self) -> Done | None:
        """Return what `undo` would take back; damaged records are passed over."""
        record = self._records.undoable()
        while record:
            if record.change and (change := self._still_there(record.change)):
                return _done(change)
            record = self._records.undoable(record.sequence)
        return None

    def can_undo(self) -> bool:
        """Return whether `undo` has something to take back, at once: no record is looked into."""
        return self._records.any_undoable()

    def carrying(self, mark: Literal[Mark.READ, Mark.STARRED], numbers: Sequence[int]) -> int:
        """Return how many of the articles of ``numbers``, each named once, carry a mark."""
        return count_reading(self._database, _column(mark), numbers)

    def _still_there(self, change: Change) -> Change | None:
        sql = (
            "SELECT number FROM articles WHERE number IN (SELECT value FROM json_each(?))"
            " ORDER BY number"
        )
        numbers = self._database.integers(sql, (json.dumps(list(change.numbers)),))
        return replace(change, numbers=numbers) if numbers else None

    def _apply_again(self, connection: Connection, record: Record, change: Change) -> None:
        notes = _apply(connection, change)
        if change.mark is Mark.NOTE:
            # A note may have been written in between, to be given back when this is undone again.
            self._records.amend(connection, record, record.notes | notes)
        self._records.turn(connection, record, taken_back=False)


def _exact(connection: Connection, change: Change) -> Change:
    """Return the change with its text as it is kept, so that it can be told and taken back."""
    match change.mark:
        case Mark.READ | Mark.STARRED:
            return replace(change, text="")
        case Mark.TAG if change.on:
            return replace(change, text=shown_tag(change.text))
        case Mark.TAG:
            return replace(change, text=spelling(connection, change.text))
        case Mark.NOTE:
            text = kept_note(change.text) if change.on else ""
            return replace(change, on=bool(text), text=text)


def _apply(connection: Connection, change: Change) -> Notes:
    """Return the numbers that really changed, ascending, with their notes before."""
    match change.mark:
        case Mark.READ | Mark.STARRED:
            column = _column(change.mark)
            changed = put_reading(connection, column, change.numbers, int(change.on))
        case Mark.TAG:
            changed = put_tag(connection, change.numbers, change.text, change.on)
        case Mark.NOTE:
            return dict(put_note(connection, change.numbers, change.text))
    return dict.fromkeys(changed, "")


def _put_back(connection: Connection, change: Change, notes: Notes) -> None:
    match change.mark:
        case Mark.READ | Mark.STARRED:
            column = _column(change.mark)
            put_reading(connection, column, change.numbers, int(not change.on))
        case Mark.TAG:
            # Given back as it is shown elsewhere: a tag is spelled in one way.
            tag = spelling(connection, change.text)
            put_tag(connection, change.numbers, tag, not change.on)
        case Mark.NOTE:
            for text, numbers in _by_text(change.numbers, notes).items():
                put_note(connection, numbers, text)


def _by_text(numbers: Sequence[int], notes: Notes) -> dict[str, list[int]]:
    alike: dict[str, list[int]] = {}
    for number in numbers:
        alike.setdefault(notes[number], []).append(number)
    return alike


def _column(mark: Literal[Mark.READ, Mark.STARRED]) -> Literal["read", "starred"]:
    return "read" if mark is Mark.READ else "starred"


def _done(change: Change) -> Done:
    numbers = tuple(change.numbers[:MOST_NUMBERS])
    return Done(change.mark, change.on, change.text, len(change.numbers), numbers)
