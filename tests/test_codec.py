"""Segments as Whoosh's table of contents knows them, and the codec that reads them."""

from __future__ import annotations

import io
import pickle
import pickletools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from array_index import write_array_index, write_segment
from hypothesis import given
from hypothesis import strategies as st
from whoosh.index import open_dir
from whoosh.query import Every, Or, Phrase, Prefix, Term
from whoosh.searching import Searcher

from index.search.engine.codec import ArrayCodec, ArraySegment
from index.search.engine.segment_file import SegmentFileError

if TYPE_CHECKING:
    from pathlib import Path

    from array_index import Document

_DOCUMENTS: list[Document] = [
    {"number": 1, "published": 5, "title": "Harbour", "body": ("wind on the sea wall",)},
    {"number": 2, "published": 6, "body": ("a wall",), "source": "Harbour Daily"},
]


def kept(segment: ArraySegment) -> ArraySegment:
    """Return the segment as it comes out of a table of contents."""
    read: ArraySegment = pickle.loads(pickle.dumps(segment))  # noqa: S301 (of our own making)
    return read


@given(st.integers(1, 70).flatmap(lambda count: st.tuples(st.just(count), st.sets(
    st.integers(0, count - 1)))))  # fmt: skip
def test_what_is_deleted_is_told_in_every_way_and_kept(case: tuple[int, set[int]]) -> None:
    count, deleted = case
    segment = ArraySegment("MAIN", count)
    for document in deleted:
        segment.delete_document(document)
    for one in (segment, kept(segment)):
        assert set(one.deleted_docs()) == deleted
        assert (one.doc_count_all(), one.deleted_count()) == (count, len(deleted))
        assert one.doc_count() == count - len(deleted)
        assert one.has_deletions() == bool(deleted)
        assert [one.is_deleted(document) for document in range(count + 2)] == [
            document in deleted for document in range(count + 2)
        ]
        alive = one.alive()
        assert (alive is None) == (not deleted)
        assert alive is None or set(np.flatnonzero(~alive).tolist()) == deleted


def test_a_deletion_is_undone_and_leaves_none() -> None:
    segment = ArraySegment("MAIN", 3)
    segment.delete_documents(np.array([True, False, True]))
    segment.delete_document(0, delete=False)
    assert list(segment.deleted_docs()) == [2]
    segment.delete_document(2, delete=False)
    assert segment.alive() is None
    assert not segment.has_deletions()


def test_flags_of_the_living_never_change_afterwards() -> None:
    segment = ArraySegment("MAIN", 3)
    segment.delete_document(0)
    before = segment.alive()
    segment.delete_document(1)
    assert before is not None
    assert before.tolist() == [False, True, True]


@pytest.mark.parametrize("document", [-1, 3])
def test_no_document_is_deleted_that_is_not_there(document: int) -> None:
    with pytest.raises(IndexError):
        ArraySegment("MAIN", 3).delete_document(document)


def test_a_million_documents_take_an_eighth_of_a_megabyte_in_the_table_of_contents() -> None:
    segment = ArraySegment("MAIN", 1_000_000)
    assert len(pickle.dumps(segment)) < 300
    segment.delete_documents(np.arange(0, 1_000_000, 3))
    assert len(pickle.dumps(segment)) < 126_000


def test_of_ours_a_table_of_contents_names_nothing_but_the_segment() -> None:
    segment = ArraySegment("MAIN", 9)
    segment.delete_document(4)
    named = [
        str(value)
        for operation, value, _ in pickletools.genops(pickle.dumps(segment, 2))
        if operation.name in {"GLOBAL", "STACK_GLOBAL"}
    ]
    assert "index.search.engine.codec ArraySegment" in named
    assert set(named) <= {
        "index.search.engine.codec ArraySegment", "copy_reg _reconstructor",
        "copyreg _reconstructor", "__builtin__ object", "_codecs encode",
    }  # fmt: skip


def test_nothing_is_unpickled_after_the_table_of_contents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    write_array_index(folder, [_DOCUMENTS, _DOCUMENTS], deleted=[3])
    reader = open_dir(str(folder), indexname="MAIN").reader()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something is unpickled")

    monkeypatch.setattr(pickle, "loads", refuse)
    monkeypatch.setattr(pickle, "load", refuse)
    monkeypatch.setattr(pickle, "Unpickler", refuse)
    monkeypatch.setattr("whoosh.columns.loads", refuse)
    monkeypatch.setattr("whoosh.codec.whoosh3.loads", refuse)
    query = Or([Phrase("body", ["sea", "wall"]), Prefix("body", "w"), Term("source", "daili")])
    with Searcher(reader) as searcher:
        found = searcher.search(query, limit=None)
        assert [hit.docnum for hit in found] != []
        assert len(searcher.search(Every(), sortedby="published")) == 3


def test_the_segment_lies_in_one_file_of_its_name(tmp_path: Path) -> None:
    index = write_array_index(tmp_path / "index", [_DOCUMENTS])
    [segment] = index.reader().segments()
    assert segment.list_files(index.storage) == [segment.file_name()]
    assert segment.file_name() == f"{segment.segment_id()}.arrays"
    assert not segment.should_assemble()
    assert segment.open(tmp_path / "index") is segment.open(tmp_path / "index")


def test_a_new_segment_is_empty_and_named_anew() -> None:
    first = ArrayCodec().new_segment(None, "MAIN")
    second = ArrayCodec().new_segment(None, "MAIN")
    assert first.doc_count_all() == 0
    assert first.segment_id() != second.segment_id()
    assert first.segment_id().startswith("MAIN_")
    first.set_doc_count(7)
    assert first.doc_count() == 7


def test_single_documents_are_refused() -> None:
    codec, segment = ArrayCodec(), ArraySegment("MAIN")
    for write in (codec.per_document_writer, codec.field_writer):
        with pytest.raises(NotImplementedError, match="write the arrays"):
            write(None, segment)
    with pytest.raises(NotImplementedError, match="write the arrays"):
        codec.postings_writer(io.BytesIO())


def test_a_segment_that_is_cut_off_is_not_opened(tmp_path: Path) -> None:
    segment = ArraySegment("MAIN", 2)
    path = tmp_path / segment.file_name()
    write_segment(path, _DOCUMENTS)
    content = path.read_bytes()
    path.write_bytes(content[:-9])
    with pytest.raises(SegmentFileError):
        segment.open(tmp_path)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        segment.open(tmp_path)
