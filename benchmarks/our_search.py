"""Broadsheet's index as one of the programs that are measured: its own calls, and no shortcuts.

All that the measurements know of Broadsheet stands here. Nothing here measures.
"""

from __future__ import annotations

import itertools
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from peers import LIMIT

from index.search.full_text import FullTextIndex
from index.search.query import parse_query
from index.search.searcher import Searcher
from index.search.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peers import Hits
    from search_queries import Question

    from index.article import Article

_BATCH: Final = 5_000


class Ours:
    """Broadsheet: queries as they are typed, hits as the reader gets them, all of them counted."""

    def __init__(self) -> None:
        self._searcher: Searcher | None = None

    def build(self, folder: Path, entries: Iterable[tuple[int, Article]]) -> None:
        """Index all entries."""
        writer = Writer(FullTextIndex.create(folder))
        stream = iter(entries)
        while batch := list(itertools.islice(stream, _BATCH)):
            writer.write(batch)

    def open(self, folder: Path) -> None:
        """Open the index and a searcher."""
        if self._searcher is not None:
            self._searcher.close()
        self._searcher = Searcher(FullTextIndex.open(folder))

    def can(self, question: Question) -> bool:
        """All that there is a call for."""
        return not (question.fuzzy or question.facets or question.related or question.newest)

    def search(self, question: Question) -> Hits:
        """Return hits by score."""
        assert self._searcher is not None
        query = parse_query(_typed(question), any_word=question.any_word)
        hits = self._searcher.search(query)
        return list(zip(hits.numbers[:LIMIT], hits.scores[:LIMIT], strict=True))

    def add(self, number: int, article: Article) -> None:
        """Write one article; the next search sees it."""
        assert self._searcher is not None
        Writer(self._searcher.index).write([(number, article)])


def _typed(question: Question) -> str:
    parts = [*question.words, question.chinese]
    if question.phrase:
        parts.append(f'"{" ".join(question.phrase)}"')
    if question.prefix:
        parts.append(f"{question.prefix}*")
    if question.fuzzy:
        parts.append(f"{question.fuzzy}~")
    if question.without:
        parts.append(f"-{question.without}")
    if question.days:
        first, last = (date.fromordinal(day) for day in question.days)
        parts.append(f"date:{first}..{last}")
    if question.section:
        parts.append(f"section:{question.section}")
    return " ".join(filter(None, parts))
