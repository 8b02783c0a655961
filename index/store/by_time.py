"""The articles in the order of time, of which a few are read along an index, never all.

The order is that of `Archive.numbers` by newest: the latest first, undated articles last, of the
same moment the highest number first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from array import array

    from index.store.database import Database

FARTHEST: Final = 100_000
"""Articles that are looked at for one of the same section."""

_NEWEST: Final = "SELECT number FROM articles ORDER BY published_at DESC, number DESC LIMIT ?"
# The inner rows are made one at a time, so that the first that fits ends it.
_FIRST: Final = """
SELECT number FROM (
    SELECT number, sections FROM articles WHERE {} ORDER BY {} LIMIT ?3
) WHERE sections = ?4 LIMIT 1
"""
_OLDER: Final = "published_at DESC, number DESC"
_NEWER: Final = "published_at ASC, number ASC"
_STRETCHES: Final[dict[tuple[bool, int], tuple[tuple[str, str], ...]]] = {
    (True, 1): (
        ("published_at = ?1 AND number < ?2", _OLDER),
        ("published_at < ?1", _OLDER),
        ("published_at IS NULL", _OLDER),
    ),
    (True, -1): (
        ("published_at = ?1 AND number > ?2", _NEWER),
        ("published_at > ?1", _NEWER),
    ),
    (False, 1): (("published_at IS NULL AND number < ?2", _OLDER),),
    (False, -1): (
        ("published_at IS NULL AND number > ?2", _NEWER),
        ("published_at IS NOT NULL", _NEWER),
    ),
}
"""Where to look, in order, for what is behind (1) or before (-1) an article that has a date, or
none: conditions that an index answers, and the order in each."""


class ByTime:
    """The articles of one library by time, usable from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, limit: int) -> array[int]:
        """Return the numbers of the ``limit`` newest articles."""
        return self._database.integers(_NEWEST, (max(limit, 0),))

    def beside(self, number: int, step: Literal[1, -1]) -> int | None:
        """Return the next older article of the same sections as ``number``, or newer with -1.

        The whole path of sections is the same. None where there is none, or none among the next
        `FARTHEST` articles.
        """
        rows = self._database.rows(
            "SELECT published_at, sections FROM articles WHERE number = ?", (number,)
        )
        for at, sections in rows:
            for stretch in _STRETCHES[at is not None, step]:
                asked = at, number, FARTHEST, sections
                found = self._database.integers(_FIRST.format(*stretch), asked)
                if found:
                    return found[0]
        return None
