"""Broadsheet's index as one of the programs that are measured: its own calls, and no shortcuts.

All that the measurements know of Broadsheet stands here. The texts that it learns from when a
question is asked lie in its library, not in its index: a small database stands for it here, made
beside the index when the time of building has been taken. Nothing here measures.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from peers import LIMIT

from index.hints import STEP
from index.results import Sort
from index.search.facets import facets
from index.search.full_text import FullTextIndex
from index.search.query import parse_query
from index.search.related import related
from index.search.searcher import Searcher
from index.search.writer import Writer
from index.text.markup import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peers import Hits
    from search_queries import Question

    from index.article import Article


class Ours:
    """Broadsheet: queries as they are typed, hits as the reader gets them, all of them counted."""

    def __init__(self) -> None:
        self._searcher: Searcher | None = None
        self._texts: sqlite3.Connection | None = None

    def build(self, folder: Path, entries: Iterable[tuple[int, Article]]) -> None:
        """Index all entries, by as many processes as there are processors."""
        Writer(FullTextIndex.create(folder)).build(entries)

    def keep_texts(self, folder: Path, entries: Iterable[tuple[int, Article]]) -> None:
        """Write titles and plain bodies to a database beside the index."""
        _texts_of(folder).unlink(missing_ok=True)
        with sqlite3.connect(_texts_of(folder)) as texts:
            texts.execute("CREATE TABLE texts(number INTEGER PRIMARY KEY, title TEXT, body TEXT)")
            texts.executemany(
                "INSERT INTO texts VALUES (?,?,?)",
                ((number, one.title, plain_text(one.body)) for number, one in entries),
            )
        texts.close()

    def close(self) -> None:
        """Close index and texts."""
        if self._searcher is not None:
            self._searcher.close()
        if self._texts is not None:
            self._texts.close()
            self._texts = None

    def open(self, folder: Path) -> None:
        """Open the index, a searcher with its segments, and the texts where they are kept."""
        self.close()
        self._searcher = Searcher(FullTextIndex.open(folder))
        self._searcher.snapshot()
        if _texts_of(folder).exists():
            self._texts = sqlite3.connect(_texts_of(folder))

    def can(self, question: Question) -> bool:
        """All."""
        del question
        return True

    def search(self, question: Question) -> Hits:
        """Return hits by score, or by day, or counts by section; facets are all there are."""
        assert self._searcher is not None
        if question.related:
            title, body = question.text
            found = related(
                self._searcher.snapshot(), question.related, title, plain_text(body), "en", LIMIT
            )
            return [(one.number, one.score) for one in found.articles]
        query = parse_query(_typed(question), any_word=question.sentence)
        texts = self._titles_and_bodies if self._texts is not None else None
        hits = self._searcher.search(query, texts=texts)
        if question.facets:
            counts = facets(hits.snapshot, hits.matches.documents)
            return [(one.value, one.count) for one in counts.sections if STEP not in one.value]
        if question.newest:
            return [(number, 0.0) for number in hits.ordered(Sort.NEWEST)[:LIMIT]]
        return list(zip(hits.numbers[:LIMIT], hits.scores[:LIMIT], strict=True))

    def _titles_and_bodies(self, numbers: Sequence[int]) -> Sequence[tuple[str, str]]:
        assert self._texts is not None
        marks = ",".join("?" * len(numbers))
        sql = f"SELECT number, title, body FROM texts WHERE number IN ({marks})"  # noqa: S608
        found = {number: (title, body) for number, title, body in self._texts.execute(sql, numbers)}
        return [found[number] for number in numbers if number in found]

    def add(self, number: int, article: Article) -> None:
        """Write one article; the next search sees it."""
        assert self._searcher is not None
        Writer(self._searcher.index).write([(number, article)])


def _texts_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-texts.db")


def _typed(question: Question) -> str:
    either = question.any_word and not question.sentence
    parts = [(" OR " if either else " ").join(question.words), question.chinese]
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
