"""The articles of the library: keep them, list them, find them by number and id.

Never searches in texts and never changes what the reader did.
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Final, Literal

from index.errors import ArticleNotFoundError
from index.results import Sort
from index.store.captures import known_digests, newest_captures, pack
from index.store.keeping import Outcome, keep_article, revise_article
from index.store.rows import ARTICLE_QUERY, HEADLINE_QUERY, read_article, read_headline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from index.article import Article, Capture
    from index.results import Headline
    from index.store.database import Database

__all__ = ["Archive", "CountField", "Outcome"]

CountField = Literal["section", "source", "site", "year", "language"]
"""By what articles can be counted."""

SHORTEST_PREFIX: Final = 4
"""Characters of an id that must be given at least."""

_PAGE: Final = 50
"""Articles with their bodies read at once."""

_FEW: Final = 5000
"""Up to so many numbers are looked up one by one; more are taken from the order of all."""

_NEWEST: Final = "published_at DESC, number DESC"
_ORDER: Final = {
    Sort.RELEVANCE: _NEWEST,
    Sort.NEWEST: _NEWEST,
    Sort.OLDEST: "published_at ASC NULLS LAST, number ASC",
    Sort.TITLE: "title_order ASC, number ASC",
    Sort.SOURCE: "source = '', source ASC, number ASC",
}
_NUMBERS: Final = "SELECT number FROM articles ORDER BY "
_SOME_NUMBERS: Final = (
    "SELECT number FROM json_each(?) AS asked CROSS JOIN articles ON number = asked.value ORDER BY "
)
# Whatever numbers a JSON array holds, in its order; SQLite starts from the array.
_AS_ASKED: Final = "JOIN json_each(?) AS asked ON articles.number = asked.value ORDER BY asked.key"
_COUNTS: Final[dict[CountField, str]] = {
    "section": (
        "SELECT value AS name, count(DISTINCT number) AS count FROM articles, json_each(sections)"
    ),
    "source": "SELECT source AS name, count(*) AS count FROM articles",
    "site": "SELECT site AS name, count(*) AS count FROM articles",
    "language": "SELECT language AS name, count(*) AS count FROM articles",
    "year": "SELECT substr(published, 1, 4) AS name, count(*) AS count FROM articles",
}


class Archive:
    """The articles and captures of one library, usable from any thread.

    Every method raises LibraryError where the file fails, and LibraryBusyError where another
    Broadsheet is writing too long.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, pairs: Sequence[tuple[Capture, Article]]) -> list[Outcome]:
        """Keep captures and the articles read from them: all of them, or none where it raises.

        Returns an outcome for each pair, in order. See `keeping` for what counts as an update.
        """
        known = self.known([capture.digest for capture, _ in pairs])
        # Compressing takes long, so it is done before anybody is kept from writing.
        packed = [None if capture.digest in known else pack(capture) for capture, _ in pairs]
        with self._database.writing() as connection:
            fresh = [capture.digest for capture in packed if capture is not None]
            known |= self.known(fresh)
            outcomes: list[Outcome] = []
            for capture, (_, article) in zip(packed, pairs, strict=True):
                if capture is None or capture.digest in known:
                    outcomes.append(Outcome.UNCHANGED)
                    continue
                outcomes.append(keep_article(connection, capture, article))
                known.add(capture.digest)
            return outcomes

    def revise(self, number: int, article: Article) -> Outcome:
        """Replace an article by what its capture is read as today; its id stays.

        Raises ArticleNotFoundError where there is no article ``number``.
        """
        return self.revise_all([(number, article)])[0]

    def revise_all(self, revisions: Sequence[tuple[int, Article]]) -> list[Outcome]:
        """Revise many articles in one transaction, as `revise` does one."""
        with self._database.writing() as connection:
            for number, _ in revisions:
                self._require(number)
            return [revise_article(connection, *revision) for revision in revisions]

    def known(self, digests: Sequence[str]) -> set[str]:
        """Return those of ``digests`` whose captures are kept already: they need no reading."""
        return known_digests(self._database, digests)

    def captures(self, after: int = 0) -> Iterator[tuple[int, Capture]]:
        """Yield the newest capture of every article with a number above ``after``, by number."""
        return newest_captures(self._database, after)

    def count(self) -> int:
        """Return how many articles there are."""
        return self._database.integers("SELECT count(*) FROM articles")[0]

    def numbers(self, sort: Sort = Sort.NEWEST) -> array[int]:
        """Return the numbers of all articles in order; without a query, relevance is newness.

        Undated articles come last, both by newest and by oldest.
        """
        return self._database.integers(_NUMBERS + _ORDER[sort])

    def ordered(self, numbers: Collection[int], sort: Sort) -> array[int]:
        """Return ``numbers`` in the order of ``sort``, each once, vanished ones left out."""
        wanted = frozenset(numbers)
        if len(wanted) <= _FEW:
            asked = (json.dumps(list(wanted)),)
            return self._database.integers(_SOME_NUMBERS + _ORDER[sort], asked)
        return array("q", filter(wanted.__contains__, self.numbers(sort)))

    def newest(self, limit: int) -> list[Headline]:
        """Return the ``limit`` newest headlines, in a time that does not grow with the library."""
        rows = self._database.rows(f"{HEADLINE_QUERY} ORDER BY {_NEWEST} LIMIT ?", (limit,))
        return [read_headline(row) for row in rows]

    def headlines(self, numbers: Sequence[int]) -> list[Headline]:
        """Return headlines in the order of ``numbers``, vanished ones left out."""
        rows = self._database.rows(f"{HEADLINE_QUERY} {_AS_ASKED}", (json.dumps(list(numbers)),))
        return [read_headline(row) for row in rows]

    def article(self, number: int) -> Article:
        """Return one article; raises ArticleNotFoundError where there is none ``number``."""
        rows = self._database.rows(f"{ARTICLE_QUERY} WHERE number = ?", (number,))
        for row in rows:
            return read_article(row)[1]
        raise _no_number(number)

    def articles(self, numbers: Sequence[int]) -> Iterator[tuple[int, Article]]:
        """Yield articles in the order of ``numbers``, vanished ones left out, a few at a time."""
        for start in range(0, len(numbers), _PAGE):
            page = list(numbers[start : start + _PAGE])
            rows = self._database.rows(f"{ARTICLE_QUERY} {_AS_ASKED}", (json.dumps(page),))
            yield from map(read_article, rows)

    def number_of(self, id_or_prefix: str) -> int:
        """Return the number of the article with an id, given whole or by a beginning of its own.

        Raises ArticleNotFoundError where no article has it, several begin so, or it has less
        than four characters.
        """
        asked = id_or_prefix.strip().encode("utf-8", "replace").decode()
        rows = self._database.rows(
            "SELECT number, id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT 2",
            (asked, asked + "\U0010ffff"),
        )
        if rows and (rows[0][1] == asked or (len(rows) == 1 and len(asked) >= SHORTEST_PREFIX)):
            number: int = rows[0][0]
            return number
        if not rows:
            raise ArticleNotFoundError(
                f"no article has the id {asked}; `broadsheet list` shows the ids"
            )
        if len(asked) < SHORTEST_PREFIX:
            raise ArticleNotFoundError(
                f"{asked or 'nothing'} is too short for an id;"
                f" give at least {SHORTEST_PREFIX} characters of it"
            )
        raise ArticleNotFoundError(f"several articles begin with {asked}; give more of it")

    def counts_by(self, field: CountField) -> list[tuple[str, int]]:
        """Return how many articles have each value of ``field``, the most first.

        Articles without one are not counted; one in several sections counts in each.
        """
        return self._database.rows(
            _COUNTS[field] + " GROUP BY name HAVING name <> '' ORDER BY count DESC, name"
        )

    def _require(self, number: int) -> None:
        if not self._database.rows("SELECT 1 FROM articles WHERE number = ?", (number,)):
            raise _no_number(number)


def _no_number(number: int) -> ArticleNotFoundError:
    return ArticleNotFoundError(
        f"no article has the number {number} any more; `broadsheet list` shows what there is"
    )
