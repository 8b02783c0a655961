"""Whoosh as it comes: its own codec, analyser, parser, writer and scoring, over the same fields.

Nothing here is Broadsheet's; nothing here measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peers import LIMIT, WORD_FIELDS, Peer
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import FuzzyTermPlugin, MultifieldParser, OrGroup
from whoosh.query import NumericRange, Or, Term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from peers import Hits
    from search_queries import Question

    from index.article import Article


class StockWhoosh(Peer):
    """Stock Whoosh on one core; days and sections as columns."""

    def __init__(self) -> None:
        self._index: Any = None
        self._searcher: Any = None
        self._parsers: dict[bool, Any] = {}

    def build(self, folder: Path, entries: Iterable[tuple[int, Article]]) -> None:
        """Index all entries in one commit."""
        folder.mkdir()
        words = {name: TEXT(analyzer=StemmingAnalyzer()) for name in (*WORD_FIELDS, "site")}
        schema = Schema(
            number=NUMERIC(bits=64, stored=True, unique=True),
            published=NUMERIC(bits=64, sortable=True),
            section=ID(sortable=True),
            **words,
        )
        writer = create_in(str(folder), schema).writer(limitmb=256)
        for number, article in entries:
            writer.add_document(**_document(number, article))
        writer.commit()

    def open(self, folder: Path) -> None:
        """Open the index and a searcher."""
        self._index = open_dir(str(folder))
        self._searcher = self._index.searcher()
        self._parsers = {
            True: MultifieldParser(WORD_FIELDS, self._index.schema, group=OrGroup),
            False: MultifieldParser(WORD_FIELDS, self._index.schema),
        }
        for parser in self._parsers.values():
            parser.add_plugin(FuzzyTermPlugin())

    def can(self, question: Question) -> bool:
        """All but words of Chinese."""
        return not question.chinese

    def search(self, question: Question) -> Hits:
        """Return hits by score, or by day, or counts by section."""
        query = self._query(question)
        days = NumericRange("published", *question.days) if question.days else None
        if question.facets:
            groups = self._searcher.search(query, limit=1, groupedby="section").groups("section")
            return [(section, len(numbers)) for section, numbers in groups.items()]
        order = {"sortedby": "published", "reverse": True} if question.newest else {}
        hits = self._searcher.search(query, limit=LIMIT, filter=days, **order)
        return [(hit["number"], hit.score) for hit in hits]

    def _query(self, question: Question) -> Any:
        if question.related:
            terms = self._searcher.key_terms_from_text("body", question.text[1], numterms=20)
            return Or([Term("body", word, boost=weight) for word, weight in terms])
        parts = list(question.words)
        if question.phrase:
            parts.append(f'"{" ".join(question.phrase)}"')
        if question.prefix:
            parts.append(f"{question.prefix}*")
        if question.fuzzy:
            parts.append(f"{question.fuzzy}~")
        if question.without:
            parts.append(f"NOT {question.without}")
        if question.section:
            parts.append(f"sections:{question.section}")
        return self._parsers[question.any_word].parse(" ".join(parts))

    def add(self, number: int, article: Article) -> None:
        """Add, commit and open anew."""
        writer = self._index.writer()
        writer.add_document(**_document(number, article))
        writer.commit()
        self._searcher = self._index.searcher()


def _document(number: int, article: Article) -> dict[str, object]:
    assert article.published is not None
    return {
        "number": number,
        "title": article.title,
        "body": article.body,
        "sections": " ".join(article.sections),
        "section": article.sections[0],
        "source": article.source,
        "site": article.site,
        "authors": " ".join(article.authors),
        "published": article.published.toordinal(),
    }
