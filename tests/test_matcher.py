"""One posting list of ours, walked, skipped through and passed over as Whoosh does it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from array_index import write_array_index
from whoosh.collectors import TopCollector
from whoosh.index import open_dir
from whoosh.matching import ReadTooFar
from whoosh.query import And, Or, Query, Term

if TYPE_CHECKING:
    from pathlib import Path

    from array_index import Document
    from whoosh.index import FileIndex


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> FileIndex:
    """Return an index whose posting lists have several blocks, the best documents in the first."""
    random = Random(7)
    documents: list[Document] = []
    for number in range(900):
        words = ["port", "sea", "quay"] * (9 - number // 100) + ["road"] * random.randint(9, 99)
        documents.append({"number": number, "body": (" ".join(words),)})
    folder = tmp_path_factory.mktemp("large") / "index"
    write_array_index(folder, [documents])
    return open_dir(str(folder), indexname="MAIN")


@pytest.mark.parametrize(
    "query",
    [
        Term("body", "port"),
        Or([Term("body", "port"), Term("body", "quay")]),
        And([Term("body", "port"), Term("body", "sea")]),
    ],
    ids=str,
)
def test_the_best_ten_are_the_first_ten_of_all_and_blocks_are_passed_over(
    large: FileIndex, query: Query
) -> None:
    with large.searcher() as searcher:
        best = TopCollector(limit=10)
        searcher.search_with_collector(query, best)
        everything = list(searcher.search(query, limit=None).items())
    assert len(everything) > 500
    assert list(best.results().items()) == everything[:10]
    assert best.skipped_times > 0


def test_a_posting_list_is_walked_skipped_and_copied(large: FileIndex) -> None:
    with large.searcher() as searcher:
        leaf, _ = max(searcher.reader().leaf_readers(), key=lambda one: one[0].doc_count_all())
        matcher = leaf._terms.matcher("body", b"port", leaf.schema["body"].format)
        documents = list(matcher.all_ids())
        assert documents == sorted(set(documents))
        walked = []
        while matcher.is_active():
            walked.append(matcher.id())
            matcher.next()
        assert walked == documents
        with pytest.raises(ReadTooFar):
            matcher.next()
        with pytest.raises(ReadTooFar):
            matcher.skip_to(0)
        matcher.reset()
        matcher.skip_to(documents[200] + 1)
        assert matcher.id() == documents[201]
        other = matcher.copy()
        other.next()
        assert (matcher.id(), other.id()) == (documents[201], documents[202])
        matcher.skip_to(documents[-1] + 1)
        assert not matcher.is_active()
        assert other.is_active()


def test_a_posting_tells_its_positions_in_every_form(tmp_path: Path) -> None:
    texts = ("wind on the sea", "sea and wind and sea")
    documents: list[Document] = [{"body": (text,), "language": "en"} for text in texts]
    reader = write_array_index(tmp_path / "index", [documents]).reader()
    matcher = reader.postings("body", "sea")
    matcher.skip_to(1)
    assert matcher.value_as("positions") == [0, 4]
    assert matcher.value_as("frequency") == 2
    assert matcher.weight() == matcher.value_as("weight") == 2.0
    assert [span.start for span in matcher.spans()] == [0, 4]
    assert list(reader.schema["body"].format.decode_positions(matcher.value())) == [0, 4]
    assert not matcher.supports("characters")
    matcher.reset()
    assert list(matcher.items_as("frequency")) == [(0, 1), (1, 2)]
    assert [document for document, _ in matcher.all_items()] == [0, 1]
    assert not reader.postings("language", "en").supports("positions")
    assert reader.postings("language", "en").value() == b""
