"""What Whoosh asks a segment about its terms: which there are, how common each is, its postings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.reading import TermInfo, TermNotFound

from index.search.engine.matcher import ArrayMatcher
from index.search.engine.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.fields import FieldType
    from whoosh.formats import Format
    from whoosh.scoring import BaseScorer

    from index.search.engine.segment import FieldPostings, SegmentArrays
    from index.search.engine.segment_file import Array

_AT_ONCE: Final = 64
"""Terms that are read in one go."""


class ArrayTermsReader(TermsReader):  # type: ignore[misc]
    """The terms of one segment, by field and then as bytes."""

    def __init__(self, arrays: SegmentArrays, *, rounded_lengths: bool = False) -> None:
        self._arrays = arrays
        self._rounded = rounded_lengths
        self._lengths: dict[str, Array] = {}
        self._names = sorted(arrays.field_names())

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._found(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have terms, ascending."""
        return list(self._names)

    def cursor(self, fieldname: str, fieldobj: FieldType) -> ArrayCursor:
        """Return a place among the terms of a field, at first before all of them."""
        return ArrayCursor(self, self._arrays.field(fieldname), fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield all terms."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field that are not below ``prefix``, then those of later fields."""
        return ((name, text) for name, _, _, text in self._from(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield all terms with their figures."""
        return self.items_from("", b"")

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the same terms as `terms_from` with their figures."""
        for name, field, at, text in self._from(fieldname, prefix):
            yield (name, text), self.info(name, field, at)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the figures of a term; raises whoosh.reading.TermNotFound."""
        field, at = self._at(fieldname, text)
        return self.info(fieldname, field, at)

    def frequency(self, fieldname: str, text: bytes) -> int:
        """Return how often a term stands in all documents together."""
        found = self._found(fieldname, text)
        return int(found[0].of(found[1])[1].sum(dtype=int)) if found else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many documents hold a term."""
        found = self._found(fieldname, text)
        return found[0].doc_frequency(found[1]) if found else 0

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> ArrayMatcher:
        """Return the postings of a term; raises whoosh.reading.TermNotFound."""
        field, at = self._at(fieldname, text)
        lengths = self._lengths_of(fieldname, field)
        return ArrayMatcher(field, at, lengths, (fieldname, text), format_, scorer)

    def info(self, fieldname: str, field: FieldPostings, at: int) -> TermInfo:
        """Return the figures of the term at ``at``."""
        documents, frequencies = field.of(at)
        lengths = self._lengths_of(fieldname, field)[documents]
        return TermInfo(
            weight=float(frequencies.sum(dtype=int)),
            df=len(documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def _from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[str, FieldPostings, int, bytes]]:
        for name in self._names:
            field = self._arrays.field(name)
            if name < fieldname or field is None:
                continue
            first = field.terms.place(prefix) if name == fieldname else 0
            for start in range(first, len(field.terms), _AT_ONCE):
                for at, text in enumerate(field.terms.between(start, start + _AT_ONCE), start):
                    yield name, field, at, text

    def _found(self, fieldname: str, text: bytes) -> tuple[FieldPostings, int] | None:
        field = self._arrays.field(fieldname)
        at = field.terms.find(text) if field is not None else -1
        return (field, at) if field is not None and at >= 0 else None

    def _at(self, fieldname: str, text: bytes) -> tuple[FieldPostings, int]:
        found = self._found(fieldname, text)
        if found is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return found

    def _lengths_of(self, fieldname: str, field: FieldPostings) -> Array:
        if not self._rounded:
            return field.lengths
        if fieldname not in self._lengths:
            self._lengths[fieldname] = rounded(field.lengths)
        return self._lengths[fieldname]


class ArrayCursor(FieldCursor):  # type: ignore[misc]
    """A place among the terms of one field; it stands on the first term when it is made."""

    def __init__(
        self,
        reader: ArrayTermsReader,
        field: FieldPostings | None,
        fieldname: str,
        fieldobj: FieldType,
    ) -> None:
        self._reader = reader
        self._field = field
        self._fieldname = fieldname
        self._fieldobj = fieldobj
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term and return it, None where there is none."""
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not below ``term`` and return it, None where all are."""
        text = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._at = self._field.terms.place(text) if self._field is not None else 0
        return self.text()

    def next(self) -> str | None:
        """Go to the next term and return it, None behind the last."""
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        """Return the term, None behind the last."""
        if self._field is None or not self.is_valid():
            return None
        text: str = self._fieldobj.from_bytes(self._field.terms[self._at])
        return text

    def term(self) -> str | None:
        """Return the same as `text`."""
        return self.text()

    def term_info(self) -> TermInfo | None:
        """Return the figures of the term, None behind the last."""
        if self._field is None or not self.is_valid():
            return None
        return self._reader.info(self._fieldname, self._field, self._at)

    def is_valid(self) -> bool:
        """Return whether the place is on a term."""
        return self._field is not None and self._at < len(self._field.terms)
