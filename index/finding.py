"""What a typed query finds in a library: read, looked up, put in order, said in plain words.

Joins the language of queries, the index, the reader's marks and the relations between articles.
Never writes and never lists all articles: an empty query is for whoever asks.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.listing import Results
from index.results import Sort

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.hints import Suggestion
    from index.listing import Shelf
    from index.open_index import OpenIndex
    from index.relations import Relations
    from index.search.query import Query


@dataclass(frozen=True, slots=True)
class Finding:
    """Finds articles by queries, from any number of threads; ``shelf`` is asked for what is seen.

    ``tags`` tells the reader's tags with their counts, ``suggest`` what was probably meant.
    """

    index: OpenIndex
    relations: Relations
    tags: Callable[[], list[tuple[str, int]]]
    suggest: Callable[[str], Suggestion | None]
    shelf: Shelf

    def read(self, text: str, *, any_word: bool = False, unfinished: bool = False) -> Query:
        """Return ``text`` as a query; with ``unfinished``, its last word may go on."""
        from index.search.query import parse_query

        known = _KnownMarks(self.tags, self.relations)
        return parse_query(text, any_word=any_word, unfinished=unfinished, known=known)

    def results(self, query: Query, sort: Sort, cancelled: Callable[[], bool]) -> Results:
        """Return the articles that ``query``, which is not empty, finds, in the order of ``sort``.

        The query's own order goes before. Without words to rank by, best first is newest first,
        or nearest first where all are related to one article. Raises SearchCancelledError soon
        after ``cancelled`` turns true.
        """
        from index.search.highlights import Matcher
        from index.search.query_relations import nearest_to, titled

        query = titled(query, self.relations.title)
        sort = query.sort or sort
        near = nearest_to(query) if sort is Sort.RELEVANCE and not query.ranks else ""
        if sort is Sort.RELEVANCE and not query.ranks and not near:
            sort = Sort.NEWEST
        hits, numbers = self.index.search(query, sort, cancelled)
        doubtful = hits.relaxed or not len(hits)
        return Results(
            query.text,
            query.understood,
            hits.relaxed,
            sort,
            self._nearest_first(near, set(numbers[:])) if near else numbers,
            self.shelf,
            Matcher(query, relaxed=hits.relaxed),
            hits,
            self.suggest(query.text) if doubtful else None,
        )

    def count(self, query: Query, above: int, cancelled: Callable[[], bool]) -> tuple[int, int]:
        """Return how many articles have all that ``query`` asks for, and a number ``above`` that.

        Raises SearchCancelledError soon after ``cancelled`` turns true.
        """
        # Newest first asks for no texts, which only the order by relevance learns from.
        hits, _ = self.index.search(query, Sort.NEWEST, cancelled)
        if hits.relaxed:
            return 0, 0
        numbers = hits.snapshot.numbers.take(hits.matches.documents)
        return len(hits), int((numbers > above).sum())

    def _nearest_first(self, article_id: str, found: set[int]) -> array[int]:
        return array("q", filter(found.__contains__, self.relations.numbers(article_id)))


class _KnownMarks:
    """Which marks say something while they are typed: tags and ids there are, and every note."""

    def __init__(self, tags: Callable[[], list[tuple[str, int]]], relations: Relations) -> None:
        self._tags = tags
        self._relations = relations

    def __contains__(self, key: object) -> bool:
        from index.search.query_tree import Marked

        name, _, value = str(key).partition(":")
        if name == "related":
            return self._relations.title(value) is not None
        return name == "note" or any(Marked("tag", tag).key == key for tag, _ in self._tags())
