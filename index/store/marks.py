"""Which tags and notes the reader gave to articles, and which articles carry a mark.

A mark is named as queries name it: ``is:read``, ``tag:ports``, ``has:note``. Read and starred are
asked for here with the others; `reading` sets them. Never touches the articles themselves.
"""

from __future__ import annotations

import json
import unicodedata
from array import array
from time import time
from typing import TYPE_CHECKING, Final

from index.article import fold_text
from index.store.rows import keepable_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from sqlite3 import Connection

    from index.store.database import Database

LONGEST_TAG: Final = 60
"""Characters of a tag; what is longer is cut off."""

# Only articles that are there: one may vanish while it is on a screen.
_TAGLESS: Final = """
SELECT number FROM articles
WHERE number IN (SELECT value FROM json_each(?))
AND number NOT IN (SELECT number FROM tags WHERE folded = ?)
ORDER BY number
"""
_WITH_TAG: Final = """
SELECT number FROM tags
WHERE number IN (SELECT value FROM json_each(?)) AND folded = ?
ORDER BY number
"""
_ADD_TAG: Final = "INSERT INTO tags (folded, number, tag) SELECT ?, value, ? FROM json_each(?)"
_SPELL_TAG: Final = "UPDATE tags SET tag = ? WHERE folded = ? AND tag <> ?"
_TAKE_TAG: Final = """
DELETE FROM tags WHERE folded = ? AND number IN (SELECT value FROM json_each(?))
"""
_COUNT_TAGS: Final = """
SELECT min(tag), count(*) AS count FROM tags GROUP BY folded ORDER BY count DESC, folded
"""
_COUNT_TAGS_AMONG: Final = """
SELECT min(tag), count(*) AS count FROM tags
WHERE number IN (SELECT value FROM json_each(?)) GROUP BY folded ORDER BY count DESC, folded
"""
_OTHER_NOTES: Final = """
SELECT articles.number, coalesce(text, '') FROM articles LEFT JOIN notes USING (number)
WHERE articles.number IN (SELECT value FROM json_each(?)) AND coalesce(text, '') <> ?
ORDER BY articles.number
"""
_SET_NOTE: Final = """
INSERT INTO notes (number, text, changed_at) SELECT value, ?, ? FROM json_each(?) WHERE true
ON CONFLICT (number) DO UPDATE SET text = excluded.text, changed_at = excluded.changed_at
"""
_TAKE_NOTE: Final = "DELETE FROM notes WHERE number IN (SELECT value FROM json_each(?))"
_NOTES: Final = "SELECT number, text FROM notes ORDER BY changed_at DESC, number DESC"
_NUMBERS: Final = {
    "is:read": "SELECT number FROM reading WHERE read ORDER BY number",
    # Both sides come in order, so that SQLite merges them: half the time of NOT IN.
    "is:unread": (
        "SELECT number FROM articles EXCEPT SELECT number FROM reading WHERE read ORDER BY number"
    ),
    "is:starred": "SELECT number FROM reading WHERE starred ORDER BY number",
    "has:tag": "SELECT DISTINCT number FROM tags ORDER BY number",
    "has:note": "SELECT number FROM notes ORDER BY number",
}
_TAGGED: Final = "SELECT number FROM tags WHERE folded = ? ORDER BY number"


def unrelated(article_id: str) -> array[int]:
    """Return no numbers: no article is related to another."""
    del article_id
    return array("q")


def put_tag(connection: Connection, numbers: Iterable[int], tag: str, on: bool) -> list[int]:
    """Give articles a tag, or take it away; return the numbers of those that changed, ascending.

    A tag that is given is shown everywhere as it is typed now.
    """
    shown, folded = shown_tag(tag), _folded(tag)
    if not folded:
        return []
    asked = json.dumps(list(map(int, numbers)))
    found = connection.execute(_TAGLESS if on else _WITH_TAG, (asked, folded))
    changed = [number for (number,) in found]
    if not on:
        connection.execute(_TAKE_TAG, (folded, json.dumps(changed)))
        return changed
    connection.execute(_ADD_TAG, (folded, shown, json.dumps(changed)))
    connection.execute(_SPELL_TAG, (shown, folded, shown))
    return changed


def spelling(connection: Connection, tag: str) -> str:
    """Return how a tag is shown now; where no article has it, as it is typed."""
    query = "SELECT tag FROM tags WHERE folded = ? LIMIT 1"
    row = connection.execute(query, (_folded(tag),)).fetchone()
    return str(row[0]) if row else shown_tag(tag)


def put_note(connection: Connection, numbers: Iterable[int], text: str) -> list[tuple[int, str]]:
    """Keep a note on articles; return what the notes were that it took the place of, by number.

    Blanks alone remove notes; an article without one had an empty one before.
    """
    kept = kept_note(text)
    asked = json.dumps(list(map(int, numbers)))
    before = connection.execute(_OTHER_NOTES, (asked, kept)).fetchall()
    changed = json.dumps([number for number, _ in before])
    if kept:
        connection.execute(_SET_NOTE, (kept, int(time()), changed))
    else:
        connection.execute(_TAKE_NOTE, (changed,))
    return before


class Marks:
    """Tags, notes and what carries them, by the numbers of articles; usable from any thread.

    A tag is one line, shown everywhere as it was last typed; tags that differ in case, width or
    blanks alone are the same. Unknown numbers and empty tags are passed over.
    """

    def __init__(
        self, database: Database, related: Callable[[str], array[int]] = unrelated
    ) -> None:
        """Take from ``related`` what is on the matter of an article, by its id."""
        self._database = database
        self._related = related

    def set_tag(self, numbers: Iterable[int], tag: str, on: bool) -> None:
        """Give articles a tag, or take it away."""
        with self._database.writing() as connection:
            put_tag(connection, numbers, tag, on)

    def tags_of(self, number: int) -> tuple[str, ...]:
        """Return the tags of an article in alphabetical order."""
        rows = self._database.rows(
            "SELECT tag FROM tags WHERE number = ? ORDER BY folded", (number,)
        )
        return tuple(tag for (tag,) in rows)

    def tags(self, numbers: Iterable[int] | None = None) -> list[tuple[str, int]]:
        """Return every tag with the number of its articles, the most first.

        With ``numbers``, the tags on these articles, and how many of these have each.
        """
        if numbers is None:
            return self._database.rows(_COUNT_TAGS)
        return self._database.rows(_COUNT_TAGS_AMONG, (json.dumps(list(map(int, numbers))),))

    def set_note(self, number: int, text: str) -> None:
        """Keep a note on an article in place of the one before; blanks alone remove it."""
        with self._database.writing() as connection:
            put_note(connection, (number,), text)

    def note_of(self, number: int) -> str:
        """Return the note on an article; empty where there is none."""
        for (text,) in self._database.rows("SELECT text FROM notes WHERE number = ?", (number,)):
            return str(text)
        return ""

    def numbers_with(self, key: str) -> array[int]:
        """Return the numbers of all articles that carry the mark ``key``, ascending.

        Keys are ``is:read``, ``is:unread``, ``is:starred``, ``has:tag``, ``has:note``, and
        ``tag:`` with a tag behind it, in any case; ``note:`` with any piece of a note, in any
        case and width; ``related:`` with an id. No article carries a mark of another name.
        """
        name, _, value = key.partition(":")
        name = fold_text(name)
        if name == "tag":
            return self._numbers(_TAGGED, _folded(value))
        if name == "note":
            return self._with_note(_twice_folded(value))
        if name == "related":
            return array("q", sorted(self._related(value)))
        sql = _NUMBERS.get(fold_text(key))
        return self._numbers(sql) if sql else array("q")

    def notes(self) -> list[tuple[int, str]]:
        """Return every note with the number of its article, the one changed last first."""
        return self._database.rows(_NOTES)

    def _with_note(self, folded: str) -> array[int]:
        # SQLite folds letters of ASCII alone; notes are few, since people write them.
        rows = self._database.rows("SELECT number, text FROM notes ORDER BY number")
        found = (number for number, text in rows if folded and folded in _twice_folded(text))
        return array("q", found)

    def _numbers(self, sql: str, *parameters: str) -> array[int]:
        # One text of a hundred thousand numbers is read in half the time of as many rows.
        rows = self._database.rows(f"SELECT json_group_array(number) FROM ({sql})", parameters)  # noqa: S608 (no text from outside)
        return array("q", json.loads(rows[0][0]))


def kept_note(text: str) -> str:
    """Return a note as it is kept; empty where it is blanks alone."""
    kept = keepable_text(text)
    return kept if kept.strip() else ""


def shown_tag(tag: str) -> str:
    """Return a tag as it is shown: on one line, and not too long."""
    line = " ".join(unicodedata.normalize("NFC", keepable_text(tag)).split())
    return line[:LONGEST_TAG].rstrip()


def _folded(tag: str) -> str:
    # Folding makes two letters of some, so that a folded tag is cut off as well: a tag that comes
    # folded already must be the same.
    return _twice_folded(shown_tag(tag))[:LONGEST_TAG].rstrip()


def _twice_folded(text: str) -> str:
    # Folding case can undo what folding width did.
    return fold_text(fold_text(text))
