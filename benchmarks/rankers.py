"""Programs that rank all texts of a collection for a question asked in plain words.

Each is set up as its own manual has it, stemming English, with title and text as fields, and is
asked for any of the words. Nothing here judges an answer.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

sys.path.insert(0, str(Path(__file__).parents[1]))

from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.index import create_in
from whoosh.qparser import MultifieldParser, OrGroup

from index.article import Article
from index.search.full_text import FullTextIndex
from index.search.query import parse_query
from index.search.searcher import Searcher
from index.search.writer import Writer
from index.text.markup import escape, paragraph, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from smart import Text

    from index.search.second_look import Texts

_WORD: Final = re.compile(r"\w+")
_FIELDS: Final = ("title", "body")


class Ranker(Protocol):
    """A program that is measured."""

    def rank(self, question: str) -> list[int]:
        """Return the numbers of the texts that were found, best first."""


class Broadsheet:
    """The index of the reader, asked as `broadsheet search --any` asks it."""

    def __init__(self, folder: Path, texts: Iterable[Text]) -> None:
        self._articles = {text.number: _article(text) for text in texts}
        index = FullTextIndex.create(folder / "broadsheet")
        Writer(index).write(list(self._articles.items()))
        self._searcher = Searcher(index)

    def rank(self, question: str) -> list[int]:
        """Return hits by score."""
        return self._found(question, self._texts)

    def _found(self, question: str, texts: Texts | None) -> list[int]:
        query = parse_query(question, any_word=True)
        return list(self._searcher.search(query, texts=texts).numbers)

    def _texts(self, numbers: Sequence[int]) -> list[tuple[str, str]]:
        articles = (self._articles[number] for number in numbers)
        return [(article.title, plain_text(article.body)) for article in articles]


class AskedOnce(Broadsheet):
    """The same, without a second look at what the best answers share."""

    def rank(self, question: str) -> list[int]:
        """Return hits by score."""
        return self._found(question, None)


def _article(text: Text) -> Article:
    return Article(str(text.number), " ".join(text.title.split()), paragraph(escape(text.body)))


class Fts5:
    """SQLite FTS5 with Porter's stems, by bm25."""

    def __init__(self, folder: Path, texts: Iterable[Text]) -> None:
        self._database = sqlite3.connect(folder / "fts5.db")
        self._database.execute(
            "CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize='porter unicode61')"
        )
        rows = [(text.number, text.title, text.body) for text in texts]
        self._database.executemany("INSERT INTO t(rowid, title, body) VALUES (?,?,?)", rows)

    def rank(self, question: str) -> list[int]:
        """Return hits by bm25."""
        match = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        found = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t), rowid"
        return [number for (number,) in self._database.execute(found, (match,))]


class Tantivy:
    """tantivy with English stems."""

    def __init__(self, folder: Path, texts: Iterable[Text]) -> None:
        tantivy: Any = importlib.import_module("tantivy")
        builder = tantivy.SchemaBuilder()
        for name in _FIELDS:
            builder.add_text_field(name, tokenizer_name="en_stem")
        builder.add_integer_field("number", fast=True)
        (folder / "tantivy").mkdir()
        self._index = tantivy.Index(builder.build(), path=str(folder / "tantivy"))
        writer = self._index.writer()
        for text in texts:
            document = tantivy.Document(number=text.number, title=text.title, body=text.body)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def rank(self, question: str) -> list[int]:
        """Return hits by score."""
        words = " ".join(_WORD.findall(question.lower()))
        query = self._index.parse_query(words, list(_FIELDS))
        hits = self._searcher.search(query, self._searcher.num_docs, count=False).hits
        places = [place for _, place in hits]
        return [*self._searcher.fast_field_values("number", places)] if places else []


class StockWhoosh:
    """Whoosh with its own codec, stemming analyser and BM25F."""

    def __init__(self, folder: Path, texts: Iterable[Text]) -> None:
        words = {name: TEXT(analyzer=StemmingAnalyzer()) for name in _FIELDS}
        schema = Schema(number=NUMERIC(bits=64, stored=True), **words)
        (folder / "whoosh").mkdir()
        index = create_in(str(folder / "whoosh"), schema)
        writer = index.writer()
        for text in texts:
            writer.add_document(number=text.number, title=text.title, body=text.body)
        writer.commit()
        self._searcher = index.searcher()
        self._parser = MultifieldParser(_FIELDS, schema, group=OrGroup)

    def rank(self, question: str) -> list[int]:
        """Return hits by score."""
        # As it is written: made normal, it would take a repeated word for one.
        query = self._parser.parse(" ".join(_WORD.findall(question.lower())), normalize=False)
        return [hit["number"] for hit in self._searcher.search(query, limit=None)]


RANKERS: Final[dict[str, Callable[[Path, Iterable[Text]], Ranker]]] = {
    "Broadsheet": Broadsheet,
    "Broadsheet, asked once": AskedOnce,
    "Whoosh": StockWhoosh,
    "FTS5": Fts5,
    "tantivy": Tantivy,
}
"""All programs, by the names they have in the tables."""


def lacking(name: str) -> str:
    """Return why the program of this name cannot be measured here; empty where it can."""
    if name == "tantivy" and importlib.util.find_spec("tantivy") is None:
        return "tantivy is not installed (pip install tantivy) and is left out."
    return ""
