"""Plain Whoosh over our segments: its own calls open, search, sort and group them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from array_index import write_array_index
from stories import story
from whoosh.collectors import TermsCollector, UnlimitedCollector
from whoosh.columns import RefBytesColumn
from whoosh.index import open_dir
from whoosh.qparser import MultifieldParser, QueryParser
from whoosh.query import (
    And,
    AndNot,
    ColumnQuery,
    Every,
    FuzzyTerm,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    SpanFirst,
    SpanNear2,
    SpanNot,
    SpanOr,
    Term,
    Wildcard,
)
from whoosh.reading import TermNotFound
from whoosh.sorting import FieldFacet, MultiFacet

from index.search.engine.segment import STEP
from index.search.engine.segment_writer import ArrayWriter
from index.search.full_text import FullTextIndex
from index.search.schema import LAYOUT
from index.search.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from array_index import Document
    from whoosh.index import FileIndex
    from whoosh.searching import Searcher

_OF_HARBOUR: Final[Document] = {"source": "Harbour Daily", "language": "en"}
_SEGMENTS: Final[list[list[Document]]] = [
    [
        {"number": 11, "published": 300, "title": "Harbour opens",
         "body": ("wind on the sea wall",), "sections": ("Ports", "News"), **_OF_HARBOUR},
        {"number": 12, "published": 100, "title": "Old news", "body": ("sea and wind and sea",),
         "source": "River News", "language": "en"},
        {"number": 13, "published": 0, "title": "Gone", "body": ("wind wind wind",)},
    ],
    [
        {"number": 14, "published": 200, "title": "Windows", "body": ("a windy wall", "sea wall"),
         "authors": ("Lin Bo", "Wu Wei"), **_OF_HARBOUR},
        {"number": 15, "published": 100, "title": "港口", "body": ("新港口贸易",),
         "language": "zh"},
    ],
]  # fmt: skip
_DELETED: Final = [2]


@pytest.fixture(scope="module", params=["by hand", "by the product"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> FileIndex:
    folder = tmp_path_factory.mktemp("plain") / "index"
    if request.param == "by hand":
        write_array_index(folder, _SEGMENTS, _DELETED)
    else:
        _write_as_the_product_does(folder)
    return open_dir(str(folder), indexname="MAIN")


def _write_as_the_product_does(folder: Path) -> None:
    index = FullTextIndex.create(folder).whoosh
    for documents in _SEGMENTS:
        writer = ArrayWriter(index, LAYOUT)
        for one in documents:
            writer.add_document(**one, _stored_sections=STEP.join(one.get("sections", ())))  # type: ignore[arg-type]
        writer.commit(merge=False)
    writer = ArrayWriter(index, LAYOUT)
    for document in _DELETED:
        writer.delete_document(document)
    writer.commit(merge=False)


@pytest.fixture
def searcher(index: FileIndex) -> Iterator[Searcher]:
    with index.searcher() as opened:
        yield opened


def numbers(searcher: Searcher, documents: Iterable[int]) -> list[int]:
    """Return the article numbers of documents."""
    column = searcher.reader().column_reader("number")
    return [column[document] for document in documents]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Term("body", "wall"), {11, 14}),
        (Term("language", "zh"), {15}),
        (Term("body", "nowhere"), set()),
        (Term("nowhere", "wall"), set()),
        (And([Term("body", "sea"), Term("body", "wind")]), {11, 12}),
        (Or([Term("title", "window"), Term("body", "wind")]), {11, 12, 14}),
        (AndNot(Term("body", "sea"), Term("body", "wall")), {12}),
        (Not(Term("body", "sea")), {15}),
        (Every(), {11, 12, 14, 15}),
        (Every("authors"), {14}),
        (Phrase("body", ["sea", "wall"]), {11, 14}),
        (Phrase("body", ["wind", "sea"], slop=2), {12}),
        (Phrase("body", ["wind", "sea"], slop=3), {11, 12}),
        (Phrase("body", ["wall", "sea"], slop=50), set()),
        (Phrase("body", ["wall", "sea"], slop=150), {14}),
        (Prefix("body", "w"), {11, 12, 14}),
        (Wildcard("body", "w?nd*"), {11, 12, 14}),
        (FuzzyTerm("body", "walk"), {11, 14}),
        (FuzzyTerm("body", "weld", maxdist=2), {11, 12, 14}),
        (SpanNear2([Term("body", "sea"), Term("body", "wind")], slop=3, ordered=False), {11, 12}),
        (SpanFirst(Term("body", "sea")), {12}),
        (SpanOr([Term("body", "windi"), Term("body", "sea")]), {11, 12, 14}),
        (SpanNot(Term("body", "sea"), Phrase("body", ["sea", "wall"])), {12}),
        pytest.param(ColumnQuery("published", 100), {12, 15}, id="one day"),
        pytest.param(
            ColumnQuery("published", lambda day: 150 <= day <= 300), {11, 14}, id="some days"
        ),
    ],
    ids=repr,
)
def test_every_kind_of_query_finds_what_matches(
    searcher: Searcher, query: Query, found: set[int]
) -> None:
    documents = searcher.docs_for_query(query)
    assert set(numbers(searcher, documents)) - {13} == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sea AND wall", {11, 14}),
        ('"sea wall" NOT title:window', {11}),
        ("win* OR title:港口", {11, 12, 14, 15}),
        ("sea ANDNOT wind", {14}),
        ("language:zh", {15}),
    ],
)
def test_what_its_own_parser_reads_is_found(
    searcher: Searcher, typed: str, found: set[int]
) -> None:
    query = QueryParser("body", searcher.schema).parse(typed)
    assert set(numbers(searcher, searcher.docs_for_query(query))) == found


def test_a_parser_of_several_fields_finds_in_each(searcher: Searcher) -> None:
    query = MultifieldParser(["title", "body"], searcher.schema).parse("window wall")
    assert numbers(searcher, searcher.docs_for_query(query)) == [14]


def test_hits_come_best_first_and_carry_no_stored_fields(searcher: Searcher) -> None:
    results = searcher.search(Term("body", "sea"), limit=None)
    documents = [hit.docnum for hit in results]
    assert numbers(searcher, documents) == [12, 11, 14]
    assert [hit.score for hit in results] == sorted((hit.score for hit in results), reverse=True)
    assert results[0].fields() == {}


def test_results_are_sorted_by_a_column(searcher: Searcher) -> None:
    oldest = searcher.search(Every(), sortedby="published")
    newest = searcher.search(Every(), sortedby="published", reverse=True)
    assert numbers(searcher, [hit.docnum for hit in oldest]) == [12, 15, 14, 11]
    assert numbers(searcher, [hit.docnum for hit in newest]) == [11, 14, 15, 12]


def test_results_are_sorted_by_two_columns(searcher: Searcher) -> None:
    order = MultiFacet([FieldFacet("published"), FieldFacet("number", reverse=True)])
    results = searcher.search(Every(), sortedby=order)
    assert numbers(searcher, [hit.docnum for hit in results]) == [15, 12, 14, 11]


@pytest.mark.parametrize(
    ("field", "counts"),
    [
        ("published", {100: 2, 200: 1, 300: 1}),
        ("language", {"en": 3, "zh": 1}),
        ("source", {"Harbour Daily": 2, "River News": 1, "": 1}),
        ("sections", {"Ports\x1fNews": 1, "": 3}),
    ],
)
def test_results_are_grouped_by_a_column(
    searcher: Searcher, field: str, counts: dict[object, int]
) -> None:
    groups = searcher.search(Every(), groupedby=field).groups()
    assert {value or "": len(documents) for value, documents in groups.items()} == counts


def test_results_are_sorted_by_values_and_from_the_last_back(searcher: Searcher) -> None:
    order = MultiFacet([FieldFacet("source", reverse=True), FieldFacet("title")])
    results = searcher.search(Every(), sortedby=order)
    assert numbers(searcher, [hit.docnum for hit in results]) == [12, 11, 14, 15]


def test_a_search_is_narrowed_by_a_filter_and_a_mask(searcher: Searcher) -> None:
    walls = searcher.search(Every(), filter=Term("body", "wall"))
    others = searcher.search(Every(), mask=Term("body", "wall"))
    assert numbers(searcher, sorted(hit.docnum for hit in walls)) == [11, 14]
    assert numbers(searcher, sorted(hit.docnum for hit in others)) == [12, 15]


def test_results_are_collapsed_to_the_best_of_each_value(searcher: Searcher) -> None:
    results = searcher.search(Every(), collapse="language", collapse_limit=1)
    assert numbers(searcher, sorted(hit.docnum for hit in results)) == [11, 15]


def test_a_hit_tells_which_terms_it_holds(searcher: Searcher) -> None:
    collector = TermsCollector(UnlimitedCollector())
    query = Or([Term("body", "sea"), Term("body", "wall"), Term("body", "quay")])
    searcher.search_with_collector(query, collector)
    [best, *_] = collector.results()
    assert {term for _, term in best.matched_terms()} <= {b"sea", b"wall"}
    assert list(collector.termdocs["body", b"wall"]) == [0, 3]


def test_a_deleted_document_is_not_found_but_counts_for_rarity(searcher: Searcher) -> None:
    reader = searcher.reader()
    assert (reader.doc_count(), reader.doc_count_all()) == (4, 5)
    assert reader.has_deletions()
    assert [one for one in range(5) if reader.is_deleted(one)] == _DELETED
    assert searcher.doc_frequency("body", "wind") == 3
    assert list(searcher.docs_for_query(Term("title", "gone"))) == []


def test_columns_of_values_are_read(searcher: Searcher) -> None:
    told = []
    for leaf, _ in searcher.reader().leaf_readers():
        told += list(leaf._perdoc.column_reader("sections", RefBytesColumn()))
    assert told == [b"Ports\x1fNews", b"", b"", b"", b""]


def test_terms_and_their_figures_are_told_in_order(searcher: Searcher) -> None:
    reader = searcher.reader()
    terms = list(reader.all_terms())
    assert terms == sorted(set(terms))
    assert list(reader.expand_prefix("body", "wi")) == [b"wind", b"windi"]
    info = reader.term_info("body", "sea")
    assert (info.weight(), info.doc_frequency(), info.max_weight()) == (4.0, 3, 2.0)
    assert (info.min_id(), info.max_id()) == (0, 3)
    assert reader.frequency("body", "sea") == 4
    assert list(reader.terms_within("body", "walk", 1)) == ["wall"]
    assert reader.most_frequent_terms("body", 1) == [(5.0, b"wind")]
    with pytest.raises(TermNotFound):
        reader.term_info("body", "nowhere")


def test_lengths_are_exact(searcher: Searcher) -> None:
    reader = searcher.reader()
    lengths = [reader.doc_field_length(one, "authors") for one in range(5)]
    assert lengths == [0, 0, 0, 4, 0]
    assert reader.field_length("authors") == 4
    assert (reader.min_field_length("title"), reader.max_field_length("title")) == (1, 3)


def test_a_misspelled_word_is_corrected(searcher: Searcher) -> None:
    assert searcher.suggest("body", "walk") == ["wall"]


def test_articles_of_the_library_are_found_as_they_were_last_written(tmp_path: Path) -> None:
    written = FullTextIndex.create(tmp_path / "index")
    writer = Writer(written)
    writer.write([(place, story(place)) for place in range(1, 6)])
    writer.write([(3, story(3, title="Tide table", body="Spring tide"))], gone=[2])
    plain = open_dir(str(tmp_path / "index"), indexname="MAIN")
    with plain.searcher() as searcher:
        signed = Phrase("title", ["sign", "project"])
        newest = searcher.search(signed, sortedby="published", reverse=True)
        assert numbers(searcher, [hit.docnum for hit in newest]) == [5, 4, 1]
        changed = searcher.docs_for_query(Term("body", "tide"))
        assert numbers(searcher, changed) == [3]
        assert len(searcher.search(Every(), limit=None)) == 4


def test_a_program_that_knows_only_whoosh_opens_the_index(index: FileIndex) -> None:
    program = (
        "import sys\n"
        "from whoosh.index import open_dir\n"
        "from whoosh.query import Term\n"
        "with open_dir(sys.argv[1], indexname='MAIN').searcher() as searcher:\n"
        "    print(len(searcher.search(Term('body', 'wall'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, index.storage.folder],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert done.stdout == "2\n"
