"""The postings of one term, walked as Whoosh walks them.

`index.search.engine.evaluation` takes whole posting lists; this is for every other query, span
and collector of Whoosh. Postings are looked at by the block, so that a search for the best few
can pass over blocks that cannot reach them.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Final

from whoosh.matching import LeafMatcher, ReadTooFar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.formats import Format
    from whoosh.scoring import BaseScorer

    from index.search.engine.segment import FieldPostings
    from index.search.engine.segment_file import Array

_BLOCK: Final = 128


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """The postings of the term at ``at``; ``lengths`` are those of the field, by document."""

    def __init__(
        self,
        field: FieldPostings,
        at: int,
        lengths: Array,
        term: tuple[str, bytes],
        format_: Format,
        scorer: BaseScorer | None = None,
    ) -> None:
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._field = field
        self._place = at
        self._lengths = lengths
        self._documents, self._frequencies = field.of(at)
        self._positions: tuple[Array, Array] | None = None
        self.reset()

    def is_active(self) -> bool:
        """Return whether there is a posting here."""
        return self._at < len(self._documents)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._at = 0
        self._first = 0
        self._ids: list[int] = self._documents[:_BLOCK].tolist()

    def copy(self) -> ArrayMatcher:
        """Return another one that stands where this stands."""
        return copy(self)

    # Documents

    def id(self) -> int:
        """Return the number of the document."""
        return self._ids[self._at - self._first]

    def all_ids(self) -> Iterator[int]:
        """Return the numbers of all documents from here on; the matcher stays where it is."""
        return iter(self._documents[self._at :].tolist())

    def next(self) -> bool:
        """Go on to the next posting; return whether a block begins there.

        Raises whoosh.matching.ReadTooFar behind the last.
        """
        if not self.is_active():
            raise ReadTooFar
        return self._go_to(self._at + 1)

    def skip_to(self, document: int) -> None:
        """Go on to the first document that is not below ``document``.

        Raises whoosh.matching.ReadTooFar behind the last posting.
        """
        if not self.is_active():
            raise ReadTooFar
        if document > self.id():
            self._go_to(self._at + int(self._documents[self._at :].searchsorted(document)))

    def _go_to(self, at: int) -> bool:
        self._at = at
        if at < self._first + len(self._ids) or not self.is_active():
            return not self.is_active()
        self._first = at - at % _BLOCK
        self._ids = self._documents[self._first : self._first + _BLOCK].tolist()
        return True

    # Values

    def weight(self) -> float:
        """Return how often the term stands in the document."""
        return float(self._frequencies[self._at])

    def supports(self, astype: str) -> bool:
        """Return whether postings can be told as ``astype``."""
        if astype == "positions":
            return len(self._field.positions) > 0 and bool(self.format.supports(astype))
        return astype in {"weight", "frequency"}

    def value(self) -> bytes:
        """Return the posting in the field's own format, as Whoosh would keep it."""
        encode = getattr(self.format, "encode", None)
        if encode is None:
            return b""
        told = self.value_as("positions" if self.supports("positions") else "frequency")
        packed: bytes = encode(told)
        return packed

    def value_as(self, astype: str) -> Any:
        """Return the posting as a weight, a frequency or a list of positions."""
        if astype == "weight":
            return self.weight()
        if astype == "frequency":
            return int(self._frequencies[self._at])
        if astype == "positions":
            return self._places()
        return super().value_as(astype)

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        """Yield each document from here on with its posting in the field's own format."""
        other = self.copy()
        while other.is_active():
            yield other.id(), other.value()
            other.next()

    def items_as(self, astype: str) -> Iterator[tuple[int, Any]]:
        """Yield each document from here on with its posting as ``astype``."""
        other = self.copy()
        while other.is_active():
            yield other.id(), other.value_as(astype)
            other.next()

    def _places(self) -> list[int]:
        if self._positions is None:
            self._positions = self._field.places(self._place)
        places, begins = self._positions
        found: list[int] = places[begins[self._at] : begins[self._at + 1]].tolist()
        return found

    # Quality

    def skip_to_quality(self, minquality: float) -> int:
        """Go on to a block that may hold a better score; return how many were passed over."""
        passed = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._go_to(self._first + len(self._ids))
            passed += 1
        return passed

    def block_min_id(self) -> int:
        """Return the first document of the block."""
        return self._ids[0]

    def block_max_id(self) -> int:
        """Return the last document of the block."""
        return self._ids[-1]

    def block_max_weight(self) -> float:
        """Return how often the term stands at most in a document of the block."""
        block = self._frequencies[self._first : self._first + len(self._ids)]
        return float(block.max())

    def block_min_length(self) -> int:
        """Return how long the field is at least in the documents of the block."""
        return int(self._lengths[self._ids].min())

    def block_max_length(self) -> int:
        """Return how long the field is at most in the documents of the block."""
        return int(self._lengths[self._ids].max())
