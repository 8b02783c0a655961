"""What Whoosh asks a segment about its documents: lengths, columns, which are deleted.

Nothing of a document is stored: its stored fields are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from whoosh.codec.base import PerDocumentReader
from whoosh.columns import ColumnReader

from index.search.engine.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whoosh.columns import Column

    from index.search.engine.codec import ArraySegment
    from index.search.engine.segment import SegmentArrays
    from index.search.engine.segment_file import Array
    from index.search.engine.terms import Terms

_COLUMN_OF: Final = {"sections": "section"}
"""Columns that have another name than their field of words."""


class ArrayDocumentReader(PerDocumentReader):  # type: ignore[misc]
    """The documents of one segment; deletions are those of ``segment`` as it is when asked."""

    def __init__(
        self, arrays: SegmentArrays, segment: ArraySegment, *, rounded_lengths: bool = False
    ) -> None:
        self._arrays = arrays
        self._segment = segment
        self._rounded = rounded_lengths
        self._lengths: dict[str, Array | None] = {}

    def doc_count(self) -> int:
        """Return how many documents are not deleted."""
        return self._arrays.count - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        """Return how many documents there are, the deleted ones among them."""
        return self._arrays.count

    # Deletions

    def has_deletions(self) -> bool:
        """Return whether a document is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Return whether this document is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted documents, ascending."""
        return self._segment.deleted_docs()

    def all_doc_ids(self) -> Iterator[int]:
        """Yield the documents that are not deleted, ascending."""
        alive = self._segment.alive()
        return iter(range(self._arrays.count) if alive is None else alive.nonzero()[0].tolist())

    # Columns

    def supports_columns(self) -> bool:
        """Return True."""
        return True

    def list_columns(self) -> list[str]:
        """Return the names of the fields that have a column, ascending."""
        files = self._arrays.file.names()
        names = {name.removesuffix(".codes") for name in files if name.endswith(".codes")}
        names |= {name for name in files if "." not in name}
        fields = {column: field for field, column in _COLUMN_OF.items()}
        return sorted(fields.get(name, name) for name in names)

    def has_column(self, fieldname: str) -> bool:
        """Return whether the field has one value a document."""
        name = _COLUMN_OF.get(fieldname, fieldname)
        return name in self._arrays.file or f"{name}.codes" in self._arrays.file

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        """Return the values of a field: numbers, or bytes; raises KeyError where there is none."""
        del column
        name = _COLUMN_OF.get(fieldname, fieldname)
        if name in self._arrays.file:
            return NumberReader(self._arrays.column(name))
        return ValueReader(*self._arrays.dictionary(name))

    # Lengths

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many words the field of a document has, ``default`` where none has any."""
        lengths = self._lengths_of(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def doc_field_length_reader(self, fieldname: str, default: int = 0) -> Callable[[int], int]:
        """Return `doc_field_length` for one field."""
        return lambda document: self.doc_field_length(document, fieldname, default)

    def field_length(self, fieldname: str) -> int:
        """Return how many words the field has in all documents together."""
        field = self._arrays.field(fieldname)
        return 0 if field is None else field.total_length

    def min_field_length(self, fieldname: str) -> int:
        """Return how many words the field has in the document where it is shortest."""
        lengths = self._lengths_of(fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        """Return how many words the field has in the document where it is longest."""
        lengths = self._lengths_of(fieldname)
        return 0 if lengths is None else int(lengths.max(initial=0))

    def _lengths_of(self, fieldname: str) -> Array | None:
        if fieldname not in self._lengths:
            field = self._arrays.field(fieldname)
            exact = None if field is None else field.lengths
            self._lengths[fieldname] = (
                rounded(exact) if exact is not None and self._rounded else exact
            )
        return self._lengths[fieldname]

    # Stored

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return nothing: a document is known by its number in the column of that name."""
        del docnum
        return {}


class NumberReader(ColumnReader):  # type: ignore[misc]
    """One number a document."""

    def __init__(self, numbers: Array) -> None:
        self._numbers = numbers
        self._reverse = False

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, document: int) -> int:
        return int(self._numbers[document])

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers.tolist())

    def sort_key(self, document: int) -> int:
        """Return what documents are ordered by."""
        return -self[document] if self._reverse else self[document]

    def load(self) -> list[int]:
        """Return all numbers."""
        return list(self)

    def set_reverse(self) -> None:
        """Order from the largest number down."""
        self._reverse = True


class ValueReader(ColumnReader):  # type: ignore[misc]
    """One value a document, out of a sorted list of them; an empty one is none."""

    def __init__(self, codes: Array, known: Terms) -> None:
        self._codes = codes
        self._known = known

    def __len__(self) -> int:
        return len(self._codes)

    def __getitem__(self, document: int) -> bytes:
        return self._known[int(self._codes[document])]

    def __iter__(self) -> Iterator[bytes]:
        known = list(self._known)
        return iter([known[code] for code in self._codes.tolist()])

    def sort_key(self, document: int) -> bytes:
        """Return what documents are ordered by."""
        return self[document]

    def load(self) -> list[bytes]:
        """Return the values of all documents."""
        return list(self)
