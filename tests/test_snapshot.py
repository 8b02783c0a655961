"""Segments seen as one numbering of documents, whatever segment a document lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from invented_segments import snapshot_of

from index.search.engine.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = [
    {"title": ["quay"], "body": ["port", "quay", "port"], "number": 7, "source": "Wire"},
    {"title": [], "body": ["port"], "number": 3},
    {"title": ["port"], "body": [], "number": 9, "source": "Annals"},
    {"title": ["trade"], "body": ["trade", "port"], "number": 1 << 40, "source": "Wire"},
]


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """Return the four papers in three segments, the second of them gone."""
    return snapshot_of(tmp_path, [PAPERS[:2], PAPERS[2:3], PAPERS[3:]], frozenset({1}))


def test_postings_run_through_all_segments(snapshot: Snapshot) -> None:
    documents, often = snapshot.postings("body", b"port")
    assert (documents.tolist(), often.tolist()) == ([0, 1, 3], [2, 1, 1])
    assert snapshot.doc_frequency("body", b"port") == 3
    assert snapshot.postings("body", b"zeppelin")[0].tolist() == []
    assert snapshot.postings("nowhere", b"port")[0].tolist() == []


def test_lengths_and_columns_run_through_all_segments(snapshot: Snapshot) -> None:
    assert snapshot.lengths("body").tolist() == [3, 1, 0, 2]
    assert (snapshot.total_length("title"), snapshot.average_length("title")) == (3, 0.75)
    assert snapshot.average_length("nowhere") == 1.0
    assert snapshot.numbers.tolist() == [7, 3, 9, 1 << 40]
    values = snapshot.values("source")
    assert values.known == (b"", b"Annals", b"Wire")
    assert [values.known[code] for code in values.codes] == [b"Wire", b"", b"Annals", b"Wire"]
    assert (snapshot.has_values("source"), snapshot.has_values("number")) == (True, False)
    assert (snapshot.has_column("number"), snapshot.has_column("moment")) == (True, False)


@pytest.mark.parametrize("numbers", [[], [3], [9, 7, 8], [1 << 40], [-1, 3], [1 << 50]])
def test_documents_are_found_by_article_numbers_however_large(
    snapshot: Snapshot, numbers: list[int]
) -> None:
    flags = snapshot.documents_of(np.array(numbers, np.int64))
    assert flags.tolist() == [paper["number"] in numbers for paper in PAPERS]


def test_a_number_below_0_is_no_number_from_the_end(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, [PAPERS[:2]])
    assert snapshot.documents_of(np.array([-1, 3])).tolist() == [False, True]


def test_what_was_made_once_is_kept(snapshot: Snapshot) -> None:
    made = [snapshot.once("key", object) for _ in range(2)]
    assert made[0] is made[1]


def test_an_index_without_segments_is_empty() -> None:
    empty = Snapshot((), ())
    assert (empty.count, empty.alive, len(empty.numbers)) == (0, None, 0)
    assert empty.documents_of(np.array([1])).tolist() == []
    assert empty.postings("body", b"port")[0].tolist() == []
