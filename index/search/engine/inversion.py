"""Words in the order of the texts turned into postings in the order of the terms.

One stable sort does it: the words come document by document and position by position, so a
sort by term alone leaves the postings of each term in the order in which they are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.search.engine.segment import values_name
from index.search.engine.segment_file import narrowest
from index.search.engine.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.engine.segment_file import Array, SegmentFileWriter

_LOW: Final = np.uint64(32)
_PLACE: Final = np.uint64((1 << 32) - 1)


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of all terms of a field, as `index.search.engine.segment` keeps them.

    ``terms`` ascend; T terms, P postings, W words: ``starts`` and ``position_starts`` are T + 1
    long, ``documents`` and ``frequencies`` P, ``positions`` W, ``lengths`` one a document.
    """

    terms: list[bytes]
    starts: Array
    documents: Array
    frequencies: Array
    position_starts: Array
    positions: Array
    lengths: Array


def invert(
    words: Array,
    documents: Array,
    positions: Array,
    count: int,
    vocabulary: Sequence[bytes],
    order: Array | None = None,
) -> Postings:
    """Return the postings of one field of ``count`` documents.

    ``words`` are places in ``vocabulary``, one for each word of the texts; ``documents`` (which
    ascend) and ``positions`` (which ascend within a term and document) tell where it stands.
    ``order`` are the places of the vocabulary in the order of its terms, where that is known.
    """
    if order is None:
        order = np.array(sorted(range(len(vocabulary)), key=vocabulary.__getitem__), np.int64)
    named = order[np.bincount(words, minlength=len(vocabulary))[order] > 0]
    ranks = np.zeros(len(vocabulary), np.uint64)
    ranks[named] = np.arange(len(named), dtype=np.uint64)
    keys = ranks[words] << _LOW | np.arange(len(words), dtype=np.uint64)
    keys.sort()
    places = (keys & _PLACE).astype(np.int64)
    rank = (keys >> _LOW).astype(np.int32)
    holders = documents[places]
    begins = np.ones(len(places), bool)
    begins[1:] = (rank[1:] != rank[:-1]) | (holders[1:] != holders[:-1])
    firsts = np.flatnonzero(begins)
    edges = np.arange(len(named) + 1)
    return Postings(
        terms=[vocabulary[one] for one in named.tolist()],
        starts=np.searchsorted(rank[firsts], edges),
        documents=holders[firsts].astype(np.int32),
        frequencies=np.diff(firsts, append=len(places)),
        position_starts=np.searchsorted(rank, edges),
        positions=positions[places],
        lengths=np.bincount(documents, minlength=count),
    )


def write_postings(file: SegmentFileWriter, name: str, postings: Postings) -> None:
    """Write one field into a segment file."""
    write_terms(file, name, postings.terms)
    file.write(f"{name}.starts", postings.starts.astype(np.int64))
    file.write(f"{name}.documents", postings.documents.astype(np.int32))
    file.write(f"{name}.frequencies", narrowed(postings.frequencies))
    file.write(f"{name}.position_starts", postings.position_starts.astype(np.int64))
    file.write(f"{name}.positions", narrowed(postings.positions))
    file.write(f"{name}.lengths", narrowed(postings.lengths))


def write_column(file: SegmentFileWriter, name: str, values: Sequence[bytes]) -> None:
    """Write one value a document, as places in the sorted list of all different values."""
    known = sorted(set(values))
    places = {value: at for at, value in enumerate(known)}
    codes = np.fromiter((places[value] for value in values), np.int64, count=len(values))
    write_terms(file, values_name(name), known)
    file.write(f"{name}.codes", codes.astype(narrowest(len(known))))


def write_terms(file: SegmentFileWriter, name: str, terms: Sequence[bytes]) -> None:
    """Write a sorted dictionary."""
    kept = Terms.of(terms)
    file.write(f"{name}.heads", kept.heads)
    file.write(f"{name}.ends", kept.ends)
    file.write(f"{name}.bytes", kept.content)


def narrowed(values: Array) -> Array:
    """Return whole numbers in the smallest type that holds them all."""
    return values.astype(narrowest(int(values.max(initial=0))))
