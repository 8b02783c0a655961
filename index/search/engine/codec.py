"""How Whoosh finds its way to our segments: the codec, and the segment that its TOC speaks of.

Whoosh keeps a pickle of its segments in the table of contents and nowhere else; what is pickled
of ours is one `ArraySegment` a segment, that is its name, how many documents it has and which of
them are deleted, as text, numbers and bytes. The segments themselves are arrays with a directory
of plain JSON, and nothing in them can run. A pickle can: open a folder with Whoosh only when it
is known to be ours.

Documents come into a segment as whole arrays (`index.search.engine.segment_file`); the codec
reads, and refuses to write document by document.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn
from uuid import uuid4

import numpy as np
from whoosh.codec.base import Codec, Segment

from index.search.engine.document_reader import ArrayDocumentReader
from index.search.engine.segment import SUFFIX, SegmentArrays
from index.search.engine.segment_file import SegmentFileError
from index.search.engine.terms_reader import ArrayTermsReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.filedb.filestore import FileStorage

    from index.search.engine.segment_file import Array

_READ_ONLY: Final = "a segment of arrays takes no single documents; write the arrays"


class ArraySegment(Segment):  # type: ignore[misc]
    """One segment: its name, how many documents it has, and which of them are deleted."""

    def __init__(self, indexname: str, count: int = 0, segid: str | None = None) -> None:
        super().__init__(indexname)
        # Whoosh's own choice comes again where a program has told chance where to start.
        self.segid = segid or uuid4().hex
        self._count = count
        self._gone: Array | None = None
        self._arrays: SegmentArrays | None = None

    def __getstate__(self) -> dict[str, Any]:
        gone = self._gone
        return {
            "indexname": self.indexname,
            "segid": self.segid,
            "count": self._count,
            "deleted": None if gone is None else np.packbits(gone).tobytes(),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["indexname"], state["count"], state["segid"])  # type: ignore[misc]
        if state["deleted"] is not None:
            packed = np.frombuffer(state["deleted"], np.uint8)
            self._gone = np.unpackbits(packed, count=self._count).astype(bool)

    def codec(self, **options: object) -> ArrayCodec:
        """Return the codec that reads this segment."""
        del options
        return ArrayCodec()

    def file_name(self) -> str:
        """Return the name of the one file that the segment lies in."""
        return str(self.make_filename(SUFFIX))

    def open(self, folder: Path) -> SegmentArrays:
        """Map the segment, which lies in ``folder``; a second call returns the same.

        Raises `index.search.engine.segment_file.SegmentFileError` and OSError.
        """
        if self._arrays is None:
            self._arrays = self.open_anew(folder)
        return self._arrays

    def open_anew(self, folder: Path) -> SegmentArrays:
        """Map the segment for who asks alone, who keeps it open as long as is needed.

        Raises as `open` does, also where the file is that of another segment.
        """
        arrays = SegmentArrays.open(folder / self.file_name())
        if arrays.count != self._count:
            message = f"{self.file_name()}: has {arrays.count} documents, not {self._count}"
            raise SegmentFileError(message)
        return arrays

    # Documents

    def set_doc_count(self, count: int) -> None:
        """Say how many documents there are."""
        self._count = count
        self._gone = None

    def doc_count_all(self) -> int:
        """Return how many documents there are, the deleted ones among them."""
        return self._count

    def alive(self) -> Array | None:
        """Return a flag for each document that is not deleted, None where none is deleted."""
        return None if self._gone is None else ~self._gone

    def delete_document(self, document: int, delete: bool = True) -> None:
        """Delete a document, or undo it; raises IndexError where there is no such document."""
        self.delete_documents(np.array([document]), delete=delete)

    def delete_documents(self, documents: Array, *, delete: bool = True) -> None:
        """Delete documents, given by number or by a flag for each; or undo it.

        Raises IndexError where there is no such document.
        """
        if documents.dtype != bool and documents.min(initial=0) < 0:
            raise IndexError(f"{self.segment_id()}: no document has a number below 0")
        gone = np.zeros(self._count, bool) if self._gone is None else self._gone.copy()
        gone[documents] = delete
        self._gone = gone if gone.any() else None

    def is_deleted(self, document: int) -> bool:
        """Return whether the document is deleted; one behind the last is not."""
        return self._gone is not None and document < self._count and bool(self._gone[document])

    def deleted_count(self) -> int:
        """Return how many documents are deleted."""
        return 0 if self._gone is None else int(np.count_nonzero(self._gone))

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted documents, ascending."""
        return iter(()) if self._gone is None else iter(np.flatnonzero(self._gone).tolist())

    def should_assemble(self) -> bool:
        """Return False: there is one file already."""
        return False


class ArrayCodec(Codec):  # type: ignore[misc]
    """Whoosh's readers over segments of arrays.

    With ``rounded_lengths`` the length of a field is told as Whoosh's own codec keeps it, in one
    byte; that is for comparing scores. Otherwise it is exact.
    """

    def __init__(self, *, rounded_lengths: bool = False) -> None:
        self._rounded = rounded_lengths

    def new_segment(self, storage: FileStorage, indexname: str) -> ArraySegment:
        """Return a segment without documents, by a name of its own."""
        del storage
        return ArraySegment(indexname)

    def terms_reader(self, storage: FileStorage, segment: ArraySegment) -> ArrayTermsReader:
        """Return what reads terms and postings of ``segment``; raises as `ArraySegment.open`."""
        arrays = segment.open(Path(storage.folder))
        return ArrayTermsReader(arrays, rounded_lengths=self._rounded)

    def per_document_reader(
        self, storage: FileStorage, segment: ArraySegment
    ) -> ArrayDocumentReader:
        """Return what reads lengths, columns and deletions; raises as `ArraySegment.open`."""
        arrays = segment.open(Path(storage.folder))
        return ArrayDocumentReader(arrays, segment, rounded_lengths=self._rounded)

    def per_document_writer(self, storage: FileStorage, segment: ArraySegment) -> NoReturn:
        """Raise NotImplementedError: documents come by arrays."""
        raise NotImplementedError(_READ_ONLY)

    def field_writer(self, storage: FileStorage, segment: ArraySegment) -> NoReturn:
        """Raise NotImplementedError: postings come by arrays."""
        raise NotImplementedError(_READ_ONLY)

    def postings_writer(self, dbfile: object, byteids: bool = False) -> NoReturn:
        """Raise NotImplementedError: postings come by arrays."""
        raise NotImplementedError(_READ_ONLY)

    def postings_reader(
        self,
        dbfile: object,
        terminfo: object,
        format_: object,
        term: object = None,
        scorer: object = None,
    ) -> NoReturn:
        """Raise NotImplementedError: the terms reader hands out postings."""
        raise NotImplementedError(_READ_ONLY)
