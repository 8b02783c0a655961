"""Our search beside stock Whoosh: the same questions to the same documents, the same answers.

Thousands of made-up queries over small made-up collections, English and Han, of several segments,
with documents deleted and documents written anew. Three search engines answer each: stock Whoosh
on its own files, Whoosh's matchers on ours, and our own search. Same schema, same weighting; the
same documents have to come with scores that differ by less than 0.0001, and so in the same order
but for such ties. Whoosh rounds lengths of fields to a byte on its own files, so ours are rounded
likewise there; exact lengths are compared between the two engines that have them.

Whoosh's faults that `mended_whoosh` names are mended first. Patterns with ``constantscore`` are
compared by documents alone: Whoosh scores them in two ways, by how many words of a segment fit.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest
from array_index import (
    merge_array_index,
    write_array_index,
    write_batch,
    write_segment,
    write_whoosh_index,
)
from mended_whoosh import mend
from random_documents import random_collection
from random_queries import QueryMaker, SpanQueryMaker
from whoosh.codec.whoosh3 import W3Codec
from whoosh.query import And, ColumnQuery, FuzzyTerm, Not, NumericRange, Phrase, Prefix, Wildcard
from whoosh.reading import MultiReader, SegmentReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.search.engine.answering import evaluate
from index.search.engine.codec import ArrayCodec
from index.search.engine.scoring import WhooshScoring
from index.search.engine.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.index import FileIndex
    from whoosh.query import Query
    from whoosh.reading import IndexReader

_SEEDS: Final = range(16)
_QUERIES: Final = 320
_DEPTHS: Final = (3, 5, 4, 1, 1)
"""How many queries of each depth there are, beside each other."""

_NEAR: Final = 1e-4

Answers = dict[int, float]


@pytest.fixture(autouse=True)
def _mended(monkeypatch: pytest.MonkeyPatch) -> None:
    mend(monkeypatch)


@dataclass(frozen=True)
class Engines:
    """One collection behind the three engines; ``told`` names it where a test fails."""

    told: str
    deleted: frozenset[int]
    stock: Searcher
    walked: Searcher
    snapshot: Snapshot
    rounded: bool

    def by_stock(self, query: Query) -> Answers:
        """Ask stock Whoosh on its own files."""
        return self._by_whoosh(self.stock, query)

    def by_matchers(self, query: Query) -> Answers:
        """Ask Whoosh on our files."""
        return self._by_whoosh(self.walked, query)

    def by_arrays(self, query: Query) -> Answers:
        """Ask our own search."""
        scoring = WhooshScoring(self.snapshot, rounded_lengths=self.rounded)
        found = evaluate(query, self.snapshot, scoring)
        assert (np.diff(found.documents) > 0).all(), f"{self.told}: {query!r}"
        return dict(zip(found.documents.tolist(), found.scores.tolist(), strict=True))

    def _by_whoosh(self, searcher: Searcher, query: Query) -> Answers:
        found = searcher.search(query, limit=None).items()
        return {document: score for document, score in found if document not in self.deleted}


def engines(
    folder: Path, seed: int, *, documents: int = 30, rounded: bool = True, batches: bool = False
) -> Engines:
    """Return the three engines over the collection of ``seed``.

    With ``batches``, our index is written as the product writes it, else the words of both are
    cut by the fields of the schema.
    """
    collection = random_collection(Random(seed), documents)
    parts, deleted = collection.segments, collection.deleted
    theirs = write_whoosh_index(folder / "theirs", parts, deleted)
    write = write_batch if batches else write_segment
    ours = write_array_index(folder / "ours", parts, deleted, write)
    return engines_of(f"seed {seed}", theirs, ours, deleted, rounded=rounded)


def engines_of(
    told: str,
    theirs: FileIndex,
    ours: FileIndex,
    deleted: frozenset[int] = frozenset(),
    *,
    rounded: bool = True,
) -> Engines:
    """Return the three engines over two indexes of the same documents."""
    segments = ours.reader().segments()
    arrays = [one.open(Path(ours.storage.folder)) for one in segments]
    return Engines(
        told=told,
        deleted=deleted,
        stock=theirs.searcher(weighting=BM25F()),
        walked=Searcher(reader_of(ours, rounded=rounded), weighting=BM25F()),
        snapshot=Snapshot(arrays, [one.alive() for one in segments]),
        rounded=rounded,
    )


def reader_of(index: FileIndex, *, rounded: bool) -> IndexReader:
    """Return a reader of arrays that tells lengths exactly or as Whoosh's own codec keeps them."""
    codec = ArrayCodec(rounded_lengths=rounded)
    segments = index.reader().segments()
    readers = [SegmentReader(index.storage, index.schema, one, codec=codec) for one in segments]
    return readers[0] if len(readers) == 1 else MultiReader(readers)


def terms_of(reader: IndexReader) -> dict[str, list[str]]:
    """Return the terms that the index has, by field, in order."""
    names = sorted(reader.indexed_field_names())
    return {name: [term.decode() for term in reader.lexicon(name)] for name in names}


def asked(engines: Engines, seed: int, count: int) -> Iterator[tuple[str, Query]]:
    """Yield ``count`` queries of all depths, each with what names it where a test fails."""
    random = Random(seed + 1)
    maker = QueryMaker(random, terms_of(engines.walked.reader()))
    for number in range(count):
        query = maker.query(random.choices(range(len(_DEPTHS)), _DEPTHS)[0])
        yield f"{engines.told}, query {number}: {query!r}", query


def near(score: float) -> float:
    """Return how far off a score may be; a single-precision number has seven digits."""
    return _NEAR * max(1.0, score / 100)


def check(found: Answers, expected: Answers, told: str) -> None:
    """Fail unless both hold the same documents with the same scores."""
    assert found.keys() == expected.keys(), told
    far = {one for one, score in found.items() if abs(score - expected[one]) > near(score)}
    assert not far, f"{told}: {[(one, found[one], expected[one]) for one in sorted(far)]}"


@pytest.mark.parametrize("seed", _SEEDS)
def test_three_engines_give_one_answer(seed: int, tmp_path: Path) -> None:
    three = engines(tmp_path, seed, batches=seed % 2 == 1)
    hits = 0
    for told, query in asked(three, seed, _QUERIES):
        expected = three.by_stock(query)
        check(three.by_matchers(query), expected, f"matchers, {told}")
        check(three.by_arrays(query), expected, f"arrays, {told}")
        hits += bool(expected)
    assert hits > _QUERIES // 3


@pytest.mark.parametrize("seed", [100, 101])
def test_exact_lengths_score_the_same_for_both_that_have_them(seed: int, tmp_path: Path) -> None:
    two = engines(tmp_path, seed, rounded=False)
    for told, query in asked(two, seed, 100):
        check(two.by_arrays(query), two.by_matchers(query), told)


def test_long_posting_lists_give_one_answer(tmp_path: Path) -> None:
    three = engines(tmp_path, 200, documents=700)
    for told, query in asked(three, 200, 40):
        expected = three.by_stock(query)
        check(three.by_matchers(query), expected, f"matchers, {told}")
        check(three.by_arrays(query), expected, f"arrays, {told}")


@pytest.mark.parametrize("seed", [600, 601, 602])
def test_a_merged_segment_answers_as_one_written_at_once(seed: int, tmp_path: Path) -> None:
    collection = random_collection(Random(seed))
    parts, deleted = collection.segments, collection.deleted
    apart = write_array_index(tmp_path / "apart", parts, deleted, write_batch)
    everything = [one for part in parts for one in part]
    living = [one for place, one in enumerate(everything) if place not in deleted]
    theirs = write_whoosh_index(tmp_path / "theirs", [living])
    three = engines_of(f"seed {seed}", theirs, merge_array_index(tmp_path / "ours", apart))
    for told, query in asked(three, seed, 100):
        expected = three.by_stock(query)
        check(three.by_matchers(query), expected, f"matchers, {told}")
        check(three.by_arrays(query), expected, f"arrays, {told}")


def test_whoosh_writes_our_segments_anew_as_its_own(tmp_path: Path) -> None:
    collection = random_collection(Random(700))
    parts, deleted = collection.segments, collection.deleted
    ours = write_array_index(tmp_path / "ours", parts, deleted, write_batch)
    everything = [one for part in parts for one in part]
    living = [one for place, one in enumerate(everything) if place not in deleted]
    kept = merge_array_index(tmp_path / "kept", ours)
    ours.writer(codec=W3Codec()).commit(optimize=True)
    three = engines_of("seed 700", ours, kept)
    assert three.stock.reader().codec().__class__ is W3Codec
    theirs = write_whoosh_index(tmp_path / "theirs", [living]).searcher(weighting=BM25F())
    for told, query in asked(three, 700, 100):
        expected = dict(theirs.search(query, limit=None).items())
        check(three.by_stock(query), expected, told)


@pytest.mark.parametrize("seed", [900, 901])
def test_a_filter_leaves_of_an_answer_what_it_lets_through(seed: int, tmp_path: Path) -> None:
    three = engines(tmp_path, seed)
    random = Random(seed)
    scoring = WhooshScoring(three.snapshot, rounded_lengths=True)
    for told, query in asked(three, seed, 100):
        within = sorted(random.sample(range(30), random.choice((0, 1, 5, 20))))
        answer = three.by_stock(query)
        expected = {one: score for one, score in answer.items() if one in within}
        found = evaluate(query, three.snapshot, scoring, within=np.array(within, np.int32))
        scores = dict(zip(found.documents.tolist(), found.scores.tolist(), strict=True))
        check(scores, expected, f"within {within}, {told}")


def test_a_text_of_seventy_thousand_words_scores_the_same(tmp_path: Path) -> None:
    body = "port " * 66_000 + "quay sea " * 2_000 + "sea wall"
    parts = [[{"number": 1, "body": (body, "sea port")}, {"number": 2, "body": ("sea wall",)}]]
    theirs = write_whoosh_index(tmp_path / "theirs", parts)
    ours = write_array_index(tmp_path / "ours", parts, write=write_batch)
    three = engines_of("a long text", theirs, ours)
    for words, found in ((["sea", "wall"], 2), (["port", "quai"], 1), (["wall", "sea"], 0)):
        query = Phrase("body", words)
        expected = three.by_stock(query)
        assert len(expected) == found
        check(three.by_matchers(query), expected, repr(query))
        check(three.by_arrays(query), expected, repr(query))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 1020))
def test_many_more_questions_have_one_answer(seed: int, tmp_path: Path) -> None:
    three = engines(tmp_path, seed, documents=20 + seed % 7 * 20)
    for told, query in asked(three, seed, 500):
        expected = three.by_stock(query)
        check(three.by_matchers(query), expected, f"matchers, {told}")
        check(three.by_arrays(query), expected, f"arrays, {told}")


@pytest.mark.parametrize("seed", [300, 301])
def test_patterns_that_need_no_score_find_the_same_documents(seed: int, tmp_path: Path) -> None:
    three = engines(tmp_path, seed)
    seen = 0
    for told, query in asked(three, seed, 600):
        if not isinstance(query, Prefix | Wildcard | FuzzyTerm):
            continue
        unscored = copy(query)
        unscored.constantscore = True
        for one in (unscored, Not(unscored), And([unscored, ColumnQuery("number", 3)])):
            expected = three.by_stock(one).keys()
            assert three.by_matchers(one).keys() == expected, told
            assert three.by_arrays(one).keys() == expected, told
            seen += 1
    assert seen > 50


@pytest.mark.parametrize("seed", [400, 401, 402])
def test_spans_of_our_postings_are_those_of_stock_whoosh(seed: int, tmp_path: Path) -> None:
    two = engines(tmp_path, seed)
    random = Random(seed)
    maker = SpanQueryMaker(random, terms_of(two.walked.reader()))
    hits = 0
    for number in range(100):
        query = maker.query(random.choice((0, 1, 1, 2)))
        expected = two.by_stock(query)
        check(two.by_matchers(query), expected, f"{two.told}, query {number}: {query!r}")
        hits += bool(expected)
    assert hits > 20


def test_a_range_of_days_is_what_a_condition_on_the_column_is(tmp_path: Path) -> None:
    three = engines(tmp_path, 500)
    days = sorted(set(three.snapshot.column("published").tolist()))
    random = Random(500)
    for _ in range(50):
        first, last = sorted(random.choices(days, k=2))
        open_start, open_end = random.random() < 0.5, random.random() < 0.5
        inside = range(first + open_start, last + 1 - open_end)
        expected = three.by_stock(ColumnQuery("published", inside.__contains__))
        query = NumericRange("published", first, last, open_start, open_end)
        check(three.by_arrays(query), expected, repr(query))
