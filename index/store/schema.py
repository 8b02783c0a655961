"""Which tables the library has, and how an older library becomes a newer one.

Data only: `database` carries the migrations out. The n-th migration leads to version n; a
migration that was ever released is never edited, another one is added behind it.

- ``articles``: what lists, sorting and matching need, so that their scans stay small. ``number``
  is never used again. ``published`` is ISO 8601 as printed, ``published_at`` the same in seconds
  since 1970, UTC. ``sections`` and ``authors`` are JSON arrays. ``url_key`` and ``story_key`` tell
  which captures are of one article; both are empty where there is nothing to tell by.
- ``bodies``: the long texts of an article, read only when it is opened or indexed.
- ``captures``: every capture ever kept, compressed by zlib; the highest ``sequence`` of an article
  is its newest. ``name`` and ``origin`` are text, or UTF-8 bytes where they hold lone surrogates.
- ``journal``: articles that the full-text index has not seen as they are now. No foreign key: a
  row may outlive its article, to tell that it is gone.
- ``reading``: what the reader did; an article without a row is unread.
- ``tags``: the reader's tags, a row for each article that has one. Tags are the same when
  ``folded`` is; ``tag`` is how all rows of one are shown.
- ``notes``: what the reader wrote about an article, never empty.
- ``changes``: what the reader did, the newest last, so that it can be taken back. ``mark`` is
  ``read``, ``starred``, ``tag`` or ``note``, ``text`` the tag. ``before`` tells how it was:
  the numbers of the articles that really changed, or notes as they were.
- ``searches``: saved queries. ``seen`` is the highest article number when it was last looked at.
- ``asked``: queries that were typed, for the search field to offer again.
"""

from __future__ import annotations

from typing import Final

Migration = tuple[str, ...]
"""The statements of one step, carried out in one transaction."""

APPLICATION_ID: Final = 0x42525354
"""``BRST``: the mark by which SQLite files of Broadsheet are told from those of others."""

MIGRATIONS: Final[tuple[Migration, ...]] = (
    (
        """
        CREATE TABLE articles (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            published TEXT,
            published_precision TEXT,
            published_at INTEGER,
            source TEXT NOT NULL,
            site TEXT NOT NULL,
            url TEXT NOT NULL,
            sections TEXT NOT NULL,
            authors TEXT NOT NULL,
            language TEXT NOT NULL,
            origin TEXT NOT NULL,
            url_key TEXT NOT NULL,
            story_key TEXT NOT NULL,
            title_order TEXT NOT NULL
        )
        """,
        "CREATE INDEX articles_by_time ON articles (published_at, number)",
        "CREATE INDEX articles_by_title ON articles (title_order, number)",
        "CREATE INDEX articles_by_url ON articles (url_key) WHERE url_key <> ''",
        "CREATE INDEX articles_by_story ON articles (story_key) WHERE story_key <> ''",
        """
        CREATE TABLE bodies (
            number INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
            body TEXT NOT NULL,
            captions TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE captures (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            number INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
            digest TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            origin TEXT NOT NULL,
            kept_at INTEGER NOT NULL,
            content BLOB NOT NULL
        )
        """,
        "CREATE INDEX captures_by_article ON captures (number, sequence)",
        """
        CREATE TABLE journal (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            number INTEGER NOT NULL UNIQUE
        )
        """,
        """
        CREATE TABLE reading (
            number INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
            read INTEGER NOT NULL DEFAULT 0,
            starred INTEGER NOT NULL DEFAULT 0,
            position INTEGER NOT NULL DEFAULT 0,
            changed_at INTEGER NOT NULL
        )
        """,
        "CREATE INDEX reading_starred ON reading (number) WHERE starred",
        "CREATE INDEX reading_read ON reading (number) WHERE read",
    ),
    (
        """
        CREATE TABLE tags (
            folded TEXT NOT NULL,
            number INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
            tag TEXT NOT NULL,
            PRIMARY KEY (folded, number)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX tags_by_article ON tags (number)",
        """
        CREATE TABLE notes (
            number INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
            text TEXT NOT NULL,
            changed_at INTEGER NOT NULL
        )
        """,
        "CREATE INDEX articles_by_source ON articles ((source = ''), source, number)",
    ),
    (
        """
        CREATE TABLE changes (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            mark TEXT NOT NULL,
            on_off INTEGER NOT NULL,
            text TEXT NOT NULL,
            count INTEGER NOT NULL,
            before BLOB NOT NULL,
            taken_back INTEGER NOT NULL DEFAULT 0,
            made_at INTEGER NOT NULL
        )
        """,
        """
        CREATE TABLE searches (
            key INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            query TEXT NOT NULL,
            sort TEXT NOT NULL,
            seen INTEGER NOT NULL
        )
        """,
        """
        CREATE TABLE asked (
            query TEXT PRIMARY KEY,
            asked_at INTEGER NOT NULL
        ) WITHOUT ROWID
        """,
    ),
)
