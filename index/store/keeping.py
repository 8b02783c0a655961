"""Which article a capture belongs to, and whether it says anything new.

The same capture again says nothing new. Otherwise a capture is of an article that is known
already when it has its canonical URL or, where not both have a URL, its site, title and day.
An article keeps its id and number for ever, and a URL it once had when a later capture has none.
Runs inside a transaction that the caller opened; never touches what the reader did.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from index.store.captures import PackedCapture, add_capture
from index.store.rows import (
    ARTICLE_COLUMNS,
    ARTICLE_QUERY,
    article_values,
    body_values,
    keepable,
    read_article,
    same_content,
    story_key,
    url_key,
)

if TYPE_CHECKING:
    import sqlite3

    from index.article import Article


class Outcome(StrEnum):
    """What keeping an article came to."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


_COUNT: Final = len(ARTICLE_COLUMNS.split(","))
_MARKS: Final = ", ".join("?" * _COUNT)
_INSERT: Final = f"INSERT INTO articles (id, {ARTICLE_COLUMNS}) VALUES (?, {_MARKS})"  # noqa: S608 (no text from outside)
_UPDATE: Final = f"UPDATE articles SET ({ARTICLE_COLUMNS}) = ({_MARKS}) WHERE number = ?"  # noqa: S608
_OF_URL: Final = "SELECT min(number) FROM articles WHERE url_key = ? AND url_key <> ''"
_OF_ID: Final = "SELECT number FROM articles WHERE id = ?"
_OF_STORY: Final = "SELECT min(number) FROM articles WHERE story_key = ? AND story_key <> ''"
_WITHOUT_URL: Final = " AND url_key = ''"


def keep_article(
    connection: sqlite3.Connection, capture: PackedCapture, article: Article
) -> Outcome:
    """Keep a capture that is new to the library, and the article read from it."""
    article = keepable(article)
    number = _known_as(connection, article)
    if number is None:
        number = _add(connection, article)
        outcome = Outcome.ADDED
    else:
        outcome = revise_article(connection, number, article)
    add_capture(connection, number, capture)
    return outcome


def revise_article(connection: sqlite3.Connection, number: int, article: Article) -> Outcome:
    """Let ``article`` take the place of the existing article ``number``, whose id it gets."""
    row = connection.execute(f"{ARTICLE_QUERY} WHERE number = ?", (number,)).fetchone()
    _, kept = read_article(row)
    article = keepable(article)
    if not article.url:
        article = replace(article, url=kept.url)
    if same_content(article, kept):
        return Outcome.UNCHANGED
    connection.execute(_UPDATE, (*article_values(article), number))
    connection.execute(
        "UPDATE bodies SET (body, captions) = (?, ?) WHERE number = ?",
        (*body_values(article), number),
    )
    _enqueue(connection, number)
    return Outcome.UPDATED


def _known_as(connection: sqlite3.Connection, article: Article) -> int | None:
    """Return the number under which ``article`` is known, or None."""
    url, story = url_key(article), story_key(article)
    # The id is the identity, so an equal one decides even where no other rule matches.
    same_story = _OF_STORY + _WITHOUT_URL if url else _OF_STORY
    for sql, key in ((_OF_URL, url), (_OF_ID, article.id), (same_story, story)):
        row: tuple[int | None] | None = connection.execute(sql, (key,)).fetchone()
        if key and row is not None and row[0] is not None:
            return row[0]
    return None


def _add(connection: sqlite3.Connection, article: Article) -> int:
    number = connection.execute(_INSERT, (article.id, *article_values(article))).lastrowid
    assert number is not None
    connection.execute(
        "INSERT INTO bodies (number, body, captions) VALUES (?, ?, ?)",
        (number, *body_values(article)),
    )
    _enqueue(connection, number)
    return number


def _enqueue(connection: sqlite3.Connection, number: int) -> None:
    # The new sequence replaces the old one, so that marking older work done cannot lose this.
    connection.execute("INSERT OR REPLACE INTO journal (number) VALUES (?)", (number,))
