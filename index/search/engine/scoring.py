"""How well a document matches: three ways to score behind one face.

`Unscored` takes every match for as good, `WhooshScoring` is BM25 for each field as Whoosh has it,
and `FieldScoring` is BM25F, where what a word weighs in several fields is added up before more of
it stops to matter: Robertson, Zaragoza and Taylor, Simple BM25 extension to multiple weighted
fields, 2004.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from index.search.engine.gathering import Expanded, documents_of, weights_of
from index.search.engine.matches import Matches, flat, union
from index.search.engine.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot

_FEW_DOCUMENTS: Final = 5000
_PAIR: Final = 2


class Scoring(Protocol):
    """Scores whole posting lists of one snapshot."""

    @property
    def counts_phrases(self) -> bool:
        """Whether a phrase is scored as one word; else as all the words in it."""

    def term(self, name: str, term: bytes, holders: int, documents: Array, often: Array) -> Array:
        """Return a score for each of ``documents``, where ``term`` stands ``often``.

        ``holders`` is how many documents have it in the field ``name``.
        """

    def phrase(self, name: str, terms: Sequence[bytes], documents: Array, often: Array) -> Array:
        """Return a score for each of ``documents``, where the phrase stands ``often``."""

    def expanded(
        self, name: str, parts: Sequence[Expanded], pause: Callable[[], None], *, constant: bool
    ) -> Matches:
        """Return what holds any of the terms; with ``constant``, Whoosh need not score it."""


class Unscored:
    """Every match is as good."""

    counts_phrases: Final = True

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def term(self, name: str, term: bytes, holders: int, documents: Array, often: Array) -> Array:
        """Return 1 for each of ``documents``."""
        del name, term, holders, often
        return flat(documents).scores

    def phrase(self, name: str, terms: Sequence[bytes], documents: Array, often: Array) -> Array:
        """Return 1 for each of ``documents``."""
        del name, terms, often
        return flat(documents).scores

    def expanded(
        self, name: str, parts: Sequence[Expanded], pause: Callable[[], None], *, constant: bool
    ) -> Matches:
        """Return what holds any of the terms."""
        del name, constant
        return flat(documents_of(parts, self._snapshot.count, pause))


class WhooshScoring:
    """The scores of `whoosh.scoring.BM25F`, which is BM25 for each field on its own.

    ``rounded_lengths`` takes lengths for what Whoosh's own codec keeps of them; in the fields of
    ``unscored`` the frequency alone counts, as in fields that Whoosh calls not scorable.
    """

    counts_phrases: Final = False

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        b: float = 0.75,
        k1: float = 1.2,
        rounded_lengths: bool = False,
        unscored: frozenset[str] = frozenset(("language",)),
    ) -> None:
        self._snapshot = snapshot
        self._b = b
        self._k1 = k1
        self._rounded = rounded_lengths
        self._unscored = unscored

    def term(self, name: str, term: bytes, holders: int, documents: Array, often: Array) -> Array:
        """Return the BM25 of each of ``documents``."""
        del term
        often = often.astype(np.float32)
        if name in self._unscored:
            return often
        rarity = math.log(self._snapshot.count / (holders + 1)) + 1
        scores = often * np.float32(rarity * (self._k1 + 1))
        scores /= often + self._norms(name).take(documents)
        return scores

    def phrase(self, name: str, terms: Sequence[bytes], documents: Array, often: Array) -> Array:
        """Raise NotImplementedError: a phrase is scored by its words."""
        raise NotImplementedError

    def expanded(
        self, name: str, parts: Sequence[Expanded], pause: Callable[[], None], *, constant: bool
    ) -> Matches:
        """Return what holds any of the terms, scored as Whoosh's ``Or`` of them is.

        Whoosh scores a pair of terms, or the terms of a large segment, though it need not.
        """
        found: list[Matches] = []
        for offset, postings, places in parts:
            pause()
            few = len(postings.lengths) <= _FEW_DOCUMENTS
            if constant and len(places) > _PAIR and few:
                part = Expanded(offset, postings, places)
                found.append(flat(documents_of([part], self._snapshot.count, pause)))
                continue
            for at in places:
                term = postings.terms[int(at)]
                holders = self._snapshot.doc_frequency(name, term)
                documents, often = postings.of(at)
                documents = documents + np.int32(offset)
                scores = self.term(name, term, holders, documents, often)
                found.append(Matches(documents, scores))
        return union(found, self._snapshot.count)

    def _norms(self, name: str) -> Array:
        key = ("norms", name, self._b, self._k1, self._rounded)
        return self._snapshot.once(key, lambda: self._made_norms(name))

    def _made_norms(self, name: str) -> Array:
        lengths = self._snapshot.lengths(name)
        lengths = (rounded(lengths) if self._rounded else lengths).astype(np.float32)
        lengths *= np.float32(self._k1 * self._b / self._snapshot.average_length(name))
        lengths += np.float32(self._k1 * (1 - self._b))
        return lengths


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """What a word is worth in which field, and how soon more of it stops to matter.

    ``fields`` gives a boost and b of BM25 for each field; ``compared`` are the fields in which a
    word is counted to know how rare it is.
    """

    fields: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    other: tuple[float, float] = (1.0, 0.2)
    k1: float = 1.6
    compared: tuple[str, ...] = ()


class FieldScoring:
    """BM25F over all fields; a phrase is scored as one word would be that stands where it does."""

    counts_phrases: Final = True

    def __init__(self, snapshot: Snapshot, weights: FieldWeights) -> None:
        self._snapshot = snapshot
        self._weights = weights

    def term(self, name: str, term: bytes, holders: int, documents: Array, often: Array) -> Array:
        """Return the BM25F of a word that is looked for in this field alone."""
        return self.saturated(self.weight(name, documents, often), self.rarity(term, holders))

    def phrase(self, name: str, terms: Sequence[bytes], documents: Array, often: Array) -> Array:
        """Return the BM25F of a phrase that is looked for in this field alone."""
        rarity = sum(self.rarity(term) for term in set(terms))
        return self.saturated(self.weight(name, documents, often), rarity)

    def expanded(
        self, name: str, parts: Sequence[Expanded], pause: Callable[[], None], *, constant: bool
    ) -> Matches:
        """Return what holds any of the terms, taken for one rather common word."""
        del constant
        found = self.expanded_weight(name, parts, pause)
        return Matches(found.documents, self.saturated(found.scores, 1.0))

    def expanded_weight(
        self, name: str, parts: Sequence[Expanded], pause: Callable[[], None]
    ) -> Matches:
        """Return what holds any of the terms, and what they weigh there together."""
        return weights_of(parts, self.worth(name), self._snapshot.count, pause)

    def weight(self, name: str, documents: Array, often: Array) -> Array:
        """Return what a word weighs that stands ``often`` in ``documents``."""
        weights = self.worth(name).take(documents)
        weights *= often
        return weights

    def worth(self, name: str) -> Array:
        """Return what one word in the field weighs in each document, by its length."""
        key = ("worth", name, self._weights.fields.get(name, self._weights.other))
        return self._snapshot.once(key, lambda: self._made_worth(name))

    def rarity(self, term: bytes, holders: int = 0) -> float:
        """Return how rare a word is: close to 0 for one that nearly every document has.

        ``holders`` is how many have it in a field that is none of those compared.
        """
        known = (self._snapshot.doc_frequency(name, term) for name in self._weights.compared)
        return self.rarity_of(max((holders, *known)))

    def rarity_of(self, holders: int) -> float:
        """Return how rare a word is that so many documents have."""
        return math.log(1 + (self._snapshot.count - holders + 0.5) / (holders + 0.5))

    def saturated(self, weights: Array, rarity: float) -> Array:
        """Return scores: more of the same word counts for less and less."""
        k1 = np.float32(self._weights.k1)
        scores = weights / (weights + k1)
        scores *= np.float32(rarity * (self._weights.k1 + 1))
        return scores

    def _made_worth(self, name: str) -> Array:
        boost, b = self._weights.fields.get(name, self._weights.other)
        worth = self._snapshot.lengths(name).astype(np.float32)
        worth *= np.float32(b / self._snapshot.average_length(name))
        worth += np.float32(1 - b)
        return np.divide(np.float32(boost), worth, out=worth)
