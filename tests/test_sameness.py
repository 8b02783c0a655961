"""Our search beside stock Whoosh: the same questions to the same documents, the same answers.

Thousands of made-up queries over small made-up collections, English and Han, of several segments,
with documents deleted and documents written anew. Whoosh searches its own files and ours, with
the same schema and the same weighting; it rounds lengths of fields to a byte on its own files, so
ours are rounded for it likewise. Whoosh's faults that `mended_whoosh` names are mended first.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

import pytest
from array_index import write_array_index, write_whoosh_index
from mended_whoosh import mend
from random_queries import QueryMaker, random_collection
from whoosh.reading import MultiReader, SegmentReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.search.engine.codec import ArrayCodec

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from whoosh.index import FileIndex
    from whoosh.query import Query
    from whoosh.reading import IndexReader

_QUERIES: Final = 330
_DEPTHS: Final = (3, 5, 4, 1, 1)
"""How many queries of each depth there are, beside each other."""

_NEAR: Final = 1e-4


@pytest.fixture(autouse=True)
def _mended(monkeypatch: pytest.MonkeyPatch) -> None:
    mend(monkeypatch)


@pytest.mark.parametrize("seed", range(16))
def test_a_query_has_the_same_answer_in_both(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    collection = random_collection(random)
    ours = write_array_index(tmp_path / "ours", collection.segments, collection.deleted)
    theirs = write_whoosh_index(tmp_path / "theirs", collection.segments, collection.deleted)
    reader = rounded_reader(ours)
    weighting = BM25F()
    maker = QueryMaker(random, terms_of(reader))
    with Searcher(reader, weighting) as walked, theirs.searcher(weighting=weighting) as stock:
        hits = 0
        for number in range(_QUERIES):
            query = maker.query(random.choices(range(len(_DEPTHS)), _DEPTHS)[0])
            told = f"seed {seed}, query {number}: {query!r}"
            expected = answers(stock, query, collection.deleted)
            check(answers(walked, query, collection.deleted), expected, told)
            hits += bool(expected)
    assert hits > _QUERIES // 3


def check(found: dict[int, float], expected: dict[int, float], told: str) -> None:
    """Fail unless both hold the same documents with the same scores."""
    assert found.keys() == expected.keys(), told
    far = {one for one, score in found.items() if abs(score - expected[one]) > _NEAR}
    assert not far, f"{told}: {[(one, found[one], expected[one]) for one in sorted(far)]}"


def answers(searcher: Searcher, query: Query, deleted: Collection[int]) -> dict[int, float]:
    """Return the documents that Whoosh finds with their scores, but for the deleted ones."""
    found = searcher.search(query, limit=None).items()
    return {document: score for document, score in found if document not in deleted}


def rounded_reader(index: FileIndex) -> IndexReader:
    """Return a reader of arrays that tells lengths as Whoosh's own codec keeps them."""
    codec = ArrayCodec(rounded_lengths=True)
    segments = index.reader().segments()
    readers = [SegmentReader(index.storage, index.schema, one, codec=codec) for one in segments]
    return readers[0] if len(readers) == 1 else MultiReader(readers)


def terms_of(reader: IndexReader) -> dict[str, list[str]]:
    """Return the terms that the index has, by field, in order."""
    names = sorted(reader.indexed_field_names())
    return {name: [term.decode() for term in reader.lexicon(name)] for name in names}
