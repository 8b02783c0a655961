"""Programs that index and search the same articles: SQLite FTS5, tantivy and stock Whoosh.

Each has one small class that builds an index of a folder, opens it and answers a `Question` with
at most fifty pairs of article number and score, or with counts by section. Each is set up as its
own manual has it, stemming English, and asked in the quickest way its interface offers: where a
program can do without counting all hits, it does. Nothing here measures.
"""

from __future__ import annotations

import importlib
import importlib.util
import sqlite3
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from search_queries import Question

    from index.article import Article

LIMIT: Final = 50
"""Hits that are fetched, with number and score."""

Hits = list[tuple[Any, float]]

WORD_FIELDS: Final = ("title", "body", "sections", "source", "authors")


class Peer(Protocol):
    """A program that is measured."""

    def build(self, folder: Path, entries: Iterable[tuple[int, Article]]) -> None:
        """Index all entries in ``folder``, which is not there yet; return when all is on disk."""

    def keep_texts(self, folder: Path, entries: Iterable[tuple[int, Article]]) -> None:
        """Write what searches need and the index does not hold: not part of building."""
        del folder, entries

    def open(self, folder: Path) -> None:
        """Open the index in ``folder``, in the place of one that is open."""

    def can(self, question: Question) -> bool:
        """Whether the program has an answer to questions of this kind."""

    def search(self, question: Question) -> Hits:
        """Return the best hits as numbers with scores, or sections with counts for facets."""

    def add(self, number: int, article: Article) -> None:
        """Put one more article into the open index, so that the next search finds it."""

    def close(self) -> None:
        """Let go of what is open."""
        return


class Fts5(Peer):
    """SQLite FTS5, contents in its table; days and sections in a table beside it, joined."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:")

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def build(self, folder: Path, entries: Iterable[tuple[int, Article]]) -> None:
        """Index all entries, in one transaction."""
        folder.mkdir()
        self.open(folder)
        self._database.executescript(
            "CREATE VIRTUAL TABLE t USING fts5(title, body, sections, source, site, authors,"
            " tokenize='porter unicode61');"
            "CREATE TABLE a(number INTEGER PRIMARY KEY, published INTEGER, section TEXT);"
        )
        for number, article in entries:
            self._insert(number, article)
        self._database.commit()

    def open(self, folder: Path) -> None:
        """Open the database with room for 64 MB of pages."""
        self._database.close()
        self._database = sqlite3.connect(folder / "fts5.db")
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA cache_size=-65536")

    def _insert(self, number: int, article: Article) -> None:
        assert article.published is not None
        self._database.execute(
            "INSERT INTO t(rowid, title, body, sections, source, site, authors)"
            " VALUES (?,?,?,?,?,?,?)",
            (
                number,
                article.title,
                article.body,
                " ".join(article.sections),
                article.source,
                article.site,
                " ".join(article.authors),
            ),
        )
        self._database.execute(
            "INSERT INTO a VALUES (?,?,?)",
            (number, article.published.toordinal(), article.sections[0]),
        )

    def can(self, question: Question) -> bool:
        """All but wrong letters, articles like another, and words of Chinese."""
        return not (question.fuzzy or question.related or question.chinese)

    def search(self, question: Question) -> Hits:
        """Return hits by bm25, or by day, or counts by section."""
        match = _fts5_match(question)
        if question.facets:
            return self._database.execute(
                "SELECT a.section, count(*) FROM t JOIN a ON a.number = t.rowid"
                " WHERE t MATCH ? GROUP BY a.section",
                (match,),
            ).fetchall()
        if question.newest:
            return self._database.execute(
                "SELECT t.rowid, a.published FROM t JOIN a ON a.number = t.rowid"
                " WHERE t MATCH ? ORDER BY a.published DESC LIMIT 50",
                (match,),
            ).fetchall()
        if question.days:
            return self._database.execute(
                "SELECT t.rowid, bm25(t) FROM t JOIN a ON a.number = t.rowid"
                " WHERE t MATCH ? AND a.published BETWEEN ? AND ? ORDER BY bm25(t) LIMIT 50",
                (match, *question.days),
            ).fetchall()
        return self._database.execute(
            "SELECT rowid, bm25(t) FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 50", (match,)
        ).fetchall()

    def add(self, number: int, article: Article) -> None:
        """Insert and commit."""
        self._insert(number, article)
        self._database.commit()


def _fts5_match(question: Question) -> str:
    words = [f'"{word}"' for word in question.words]
    if question.prefix:
        words.append(f'"{question.prefix}"*')
    if question.phrase:
        words.append(f'"{" ".join(question.phrase)}"')
    match = (" OR " if question.any_word else " AND ").join(words)
    if question.without:
        match = f'{match} NOT "{question.without}"'
    return f'{match} AND sections : "{question.section}"' if question.section else match


class Tantivy(Peer):
    """tantivy with English stems, texts not stored, asked without counting hits."""

    def __init__(self) -> None:
        self._tantivy: Any = importlib.import_module("tantivy")
        self._analyzer = (
            self._tantivy.TextAnalyzerBuilder(self._tantivy.Tokenizer.simple())
            .filter(self._tantivy.Filter.lowercase())
            .filter(self._tantivy.Filter.stemmer("english"))
            .build()
        )
        self._index: Any = None
        self._searcher: Any = None

    def _schema(self) -> Any:
        builder = self._tantivy.SchemaBuilder()
        for name in (*WORD_FIELDS, "site"):
            builder.add_text_field(name, tokenizer_name="en_stem")
        builder.add_text_field("section", fast=True, tokenizer_name="raw", index_option="basic")
        for name in ("number", "published"):
            builder.add_integer_field(name, fast=True, indexed=True)
        return builder.build()

    def build(self, folder: Path, entries: Iterable[tuple[int, Article]]) -> None:
        """Index all entries on as many threads as there are cores; wait for merges."""
        folder.mkdir()
        index = self._tantivy.Index(self._schema(), path=str(folder))
        writer = index.writer()
        for number, article in entries:
            writer.add_document(self._document(number, article))
        writer.commit()
        writer.wait_merging_threads()

    def _document(self, number: int, article: Article) -> Any:
        assert article.published is not None
        return self._tantivy.Document(
            number=number,
            title=article.title,
            body=article.body,
            sections=" ".join(article.sections),
            section=article.sections[0],
            source=article.source,
            site=article.site,
            authors=" ".join(article.authors),
            published=article.published.toordinal(),
        )

    def open(self, folder: Path) -> None:
        """Open the index and a searcher."""
        self._index = self._tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def can(self, question: Question) -> bool:
        """All but words of Chinese."""
        return not question.chinese

    def search(self, question: Question) -> Hits:
        """Return hits by score, or by day, or counts by section."""
        query = self._query(question)
        if question.facets:
            wanted = {"found": {"terms": {"field": "section", "size": 200}}}
            buckets = self._searcher.aggregate(query, wanted)["found"]["buckets"]
            return [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
        order = "published" if question.newest else None
        hits = self._searcher.search(query, LIMIT, count=False, order_by_field=order).hits
        places = [place for _, place in hits]
        numbers = self._searcher.fast_field_values("number", places) if places else []
        return [(number, score) for number, (score, _) in zip(numbers, hits, strict=True)]

    def _query(self, question: Question) -> Any:
        make, schema = self._tantivy.Query, self._index.schema
        if question.prefix:
            pattern = f"{question.prefix}.*"
            return self._anywhere(lambda name: make.regex_query(schema, name, pattern))
        if question.fuzzy:
            stem = self._analyzer.analyze(question.fuzzy)[0]
            return self._anywhere(lambda name: make.fuzzy_term_query(schema, name, stem))
        if question.related:
            title, body = question.text
            fields = {"title": [title], "body": [body]}
            return make.more_like_this_document_fields_query(schema, fields)
        query = self._index.parse_query(
            _tantivy_text(question),
            list(WORD_FIELDS),
            conjunction_by_default=not question.any_word,
        )
        if question.days:
            kind = self._tantivy.FieldType.Integer
            days = make.range_query(schema, "published", kind, *question.days)
            must = self._tantivy.Occur.Must
            return make.boolean_query([(must, query), (must, make.const_score_query(days, 0.0))])
        return query

    def _anywhere(self, query: Callable[[str], Any]) -> Any:
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, query(name)) for name in WORD_FIELDS])

    def add(self, number: int, article: Article) -> None:
        """Add, commit and reload."""
        writer = self._index.writer()
        writer.add_document(self._document(number, article))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()


def _tantivy_text(question: Question) -> str:
    parts = list(question.words)
    if question.phrase:
        parts.append(f'"{" ".join(question.phrase)}"')
    if question.without:
        parts.append(f"-{question.without}")
    if question.section:
        parts.append(f"sections:{question.section}")
    return " ".join(parts)


NAMES: Final = ("ours", "fts5", "tantivy", "whoosh")
"""All programs, by the names that options call them by."""

TITLES: Final = {"ours": "Broadsheet", "fts5": "FTS5", "tantivy": "tantivy", "whoosh": "Whoosh"}


def lacking(name: str) -> str:
    """Return why the program of this name cannot be measured here; empty where it can."""
    if name == "tantivy" and importlib.util.find_spec("tantivy") is None:
        return "tantivy is not installed (pip install tantivy) and is left out."
    return ""


def peer(name: str) -> Peer:
    """Return the program of this name; others are not imported."""
    if name == "ours":
        from our_search import Ours

        return Ours()
    if name == "whoosh":
        from stock_whoosh import StockWhoosh

        return StockWhoosh()
    return Tantivy() if name == "tantivy" else Fts5()
