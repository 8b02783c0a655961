"""Indexes for tests: the same documents as segments of arrays, and as Whoosh itself keeps them.

Both are made from what the fields of the schema say a document's words are, so that nothing but
the engine differs.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from index.search.engine.batch import STORED, Batch
from index.search.engine.codec import ArraySegment
from index.search.engine.inversion import invert, write_column, write_postings
from index.search.engine.merging import merge
from index.search.engine.merging_sources import Source
from index.search.engine.segment import STEP
from index.search.engine.segment_file import SegmentFileWriter
from index.search.schema import LAYOUT, make_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from whoosh.fields import FieldType

    from index.search.engine.inversion import Postings

Document: TypeAlias = "dict[str, object]"

_NAME = "MAIN"


def write_array_index(
    folder: Path,
    segments: Sequence[Sequence[Document]],
    deleted: Collection[int] = (),
    write: Callable[[Path, Sequence[Document]], None] | None = None,
) -> FileIndex:
    """Write ``segments`` as arrays; ``deleted`` are documents as numbered over all of them.

    ``write`` writes the file of one segment; it is `write_segment` unless it is given.
    """
    write = write or write_segment
    folder.mkdir(exist_ok=True)
    made = []
    first = 0
    for documents in segments:
        segment = ArraySegment(_NAME, len(documents))
        write(folder / segment.file_name(), documents)
        gone = [one - first for one in deleted if 0 <= one - first < len(documents)]
        if gone:
            segment.delete_documents(np.array(gone))
        made.append(segment)
        first += len(documents)
    return _index(folder, made)


def write_segment(path: Path, documents: Sequence[Document]) -> None:
    """Write one segment of arrays, its words as the schema's own fields cut them."""
    totals: dict[str, int] = {}
    with SegmentFileWriter(path) as file:
        for name, field in make_schema().items():
            if field.format is None:
                continue
            postings = _postings(
                [field.index(one[name]) if name in one else () for one in documents], field
            )
            if postings.terms:
                write_postings(file, name, postings)
                totals[name] = int(postings.lengths.sum())
        _write_columns(file, documents)
        file.finish({"count": len(documents), "lengths": totals})


def write_batch(path: Path, documents: Sequence[Document]) -> None:
    """Write one segment of arrays as the product does."""
    batch = Batch(LAYOUT)
    for one in documents:
        batch.add({**one, f"{STORED}sections": _path(one)})
    batch.write(path)


def merge_array_index(folder: Path, index: FileIndex) -> FileIndex:
    """Write into ``folder`` what is alive in ``index``, which lies elsewhere, as one segment."""
    folder.mkdir(exist_ok=True)
    merged = ArraySegment(_NAME)
    sources = [
        Source(one.open(Path(index.storage.folder)), one.alive())
        for one in index.reader().segments()
    ]
    merged.set_doc_count(merge(folder / merged.file_name(), sources))
    return _index(folder, [merged])


def write_whoosh_index(
    folder: Path, segments: Sequence[Sequence[Document]], deleted: Collection[int] = ()
) -> FileIndex:
    """Write the same as Whoosh's own codec keeps it."""
    folder.mkdir(exist_ok=True)
    index = FileIndex.create(FileStorage(str(folder)), make_schema(), _NAME)
    for documents in segments:
        writer = index.writer(codec=W3Codec())
        for one in documents:
            writer.add_document(**one, _stored_sections=_path(one))
        writer.commit(merge=False)
    if deleted:
        writer = index.writer(codec=W3Codec())
        for number in deleted:
            writer.delete_document(number)
        writer.commit(merge=False)
    return index


def _index(folder: Path, segments: list[ArraySegment]) -> FileIndex:
    storage = FileStorage(str(folder))
    TOC(make_schema(), segments, 1).write(storage, _NAME)
    return FileIndex(storage, indexname=_NAME)


def _postings(indexed: list[object], field: FieldType) -> Postings:
    found: list[tuple[int, int, bytes]] = []
    for document, one in enumerate(indexed):
        for term, count, _, packed in one:  # type: ignore[attr-defined]
            has_places = field.format.supports("positions")
            places = field.format.decode_positions(packed) if has_places else range(count)
            found += [(document, place, term) for place in places]
    found.sort()
    known = {term: at for at, term in enumerate(sorted({term for _, _, term in found}))}
    postings = invert(
        np.array([known[term] for _, _, term in found], np.int64),
        np.array([document for document, _, _ in found], np.int64),
        np.array([place for _, place, _ in found], np.int64),
        len(indexed),
        list(known),
    )
    if field.format.supports("positions"):
        return postings
    starts = np.zeros_like(postings.position_starts)
    return replace(postings, positions=postings.positions[:0], position_starts=starts)


def _write_columns(file: SegmentFileWriter, documents: Sequence[Document]) -> None:
    for name, kind in (("number", np.int64), ("published", np.int32)):
        file.write(name, np.array([one.get(name, 0) for one in documents], kind))
    for name in ("source", "site", "language", "title"):
        write_column(file, name, [str(one.get(name, "")).encode() for one in documents])
    write_column(file, "section", [_path(one).encode() for one in documents])


def _path(document: Document) -> str:
    return STEP.join(document.get("sections", ()))  # type: ignore[arg-type]
