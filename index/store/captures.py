"""The captures as they came: packed, found by digest, read back one at a time.

Never reads what is inside a capture, and never removes one.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING

from index.article import Capture
from index.errors import LibraryError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from index.store.database import Database

_PAGE = 500
"""Captures looked up at once; their contents are read one at a time."""


@dataclass(frozen=True, slots=True)
class PackedCapture:
    """A capture as its row holds it; texts are bytes where they are no valid Unicode."""

    digest: str
    name: str | bytes
    origin: str | bytes
    content: bytes


def pack(capture: Capture) -> PackedCapture:
    """Return ``capture`` compressed, without a loss."""
    return PackedCapture(
        digest=capture.digest,
        name=_pack_text(capture.name),
        origin=_pack_text(capture.origin),
        content=zlib.compress(capture.content),
    )


def known_digests(database: Database, digests: Iterable[str]) -> set[str]:
    """Return those of ``digests`` whose captures are kept already."""
    found = database.rows(
        "SELECT digest FROM captures WHERE digest IN (SELECT value FROM json_each(?))",
        (json.dumps(list(digests)),),
    )
    return {digest for (digest,) in found}


def add_capture(connection: sqlite3.Connection, number: int, capture: PackedCapture) -> None:
    """Keep ``capture`` as the newest of article ``number``."""
    connection.execute(
        "INSERT INTO captures (number, digest, name, origin, kept_at, content)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (number, capture.digest, capture.name, capture.origin, int(time()), capture.content),
    )


def newest_captures(database: Database, after: int) -> Iterator[tuple[int, Capture]]:
    """Yield the newest capture of each article with a number above ``after``, by number.

    Nothing stays locked in between, so the library may be written to while this goes on.
    """
    while True:
        page = database.rows(
            "SELECT number, max(sequence) FROM captures WHERE number > ?"
            " GROUP BY number ORDER BY number LIMIT ?",
            (after, _PAGE),
        )
        for number, sequence in page:
            found = database.rows(
                "SELECT name, origin, content FROM captures WHERE sequence = ?", (sequence,)
            )
            for name, origin, content in found:
                yield number, _unpack(database, name, origin, content)
            after = number
        if len(page) < _PAGE:
            return


def _unpack(database: Database, name: str | bytes, origin: str | bytes, content: bytes) -> Capture:
    where = _unpack_text(origin)
    try:
        plain = zlib.decompress(content)
    except zlib.error as error:
        raise LibraryError(
            f"{database.path}: the kept capture of {where!r} is damaged; add it again"
        ) from error
    return Capture(_unpack_text(name), plain, where)


def _pack_text(text: str) -> str | bytes:
    """File names may hold lone surrogates (bytes that are no UTF-8), no text to SQLite."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def _unpack_text(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "surrogatepass")
