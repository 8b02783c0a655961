"""The columns of several segments made one: numbers, values, and the list of words as read.

Nothing here knows postings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.search.engine.inversion import narrowed
from index.search.engine.segment import values_name
from index.search.engine.segment_file import narrowest
from index.search.engine.term_union import (
    GrowingTerms,
    kept,
    part_of,
    parts,
    united,
    write_parts,
)
from index.search.engine.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.search.engine.merging_sources import Source
    from index.search.engine.segment_file import Array, SegmentFileWriter

MANY: Final = 20_000
"""In a segment of more documents, words that are read but once are not listed."""

_CODES: Final = ".codes"
# Bytes of values that are looked at together.
_MOST: Final = 2_000_000


def merge_columns(
    file: SegmentFileWriter, sources: Sequence[Source], seen: str, pause: Callable[[], None]
) -> None:
    """Write all columns of ``sources`` and the list of words named ``seen``.

    ``pause`` is called now and then. All segments have the same columns.
    """
    for name in sources[0].arrays.file.names():
        if name.endswith(_CODES):
            _merge_values(file, sources, name.removesuffix(_CODES), pause)
        elif "." not in name:
            columns = [one.living(one.arrays.column(name)) for one in sources]
            write_parts(file, name, columns)
    _merge_seen(file, sources, seen, pause)


def _merge_values(
    file: SegmentFileWriter, sources: Sequence[Source], name: str, pause: Callable[[], None]
) -> None:
    columns = [one.arrays.dictionary(name) for one in sources]
    codes = [one.living(column) for one, (column, _) in zip(sources, columns, strict=True)]
    dictionaries = [terms for _, terms in columns]
    used = [
        np.bincount(one, minlength=len(terms)) > 0
        for one, terms in zip(codes, dictionaries, strict=True)
    ]
    places = [np.zeros(len(terms), np.int32) for terms in dictionaries]
    merged = GrowingTerms()
    for part in parts(dictionaries, [one.ends for one in dictionaries], _MOST):
        taken = [
            kept(part_of(known, *span), flags[slice(*span)])
            for known, flags, span in zip(dictionaries, used, part, strict=True)
        ]
        terms, where = united(taken)
        for place, at, flags, (start, end) in zip(places, where, used, part, strict=True):
            place[start:end][flags[start:end]] = at + merged.count
        merged.add(terms)
        pause()
    kind = narrowest(merged.count)
    merged.write(file, values_name(name))
    write_parts(
        file,
        f"{name}{_CODES}",
        [place[code].astype(kind) for place, code in zip(places, codes, strict=True)],
    )


def _merge_seen(
    file: SegmentFileWriter, sources: Sequence[Source], seen: str, pause: Callable[[], None]
) -> None:
    files = [one.arrays.file for one in sources if f"{seen}.counts" in one.arrays.file]
    lists = [
        Terms(*(one.array(f"{seen}.{part}") for part in ("heads", "ends", "bytes")))
        for one in files
    ]
    counts = [one.array(f"{seen}.counts") for one in files]
    rare = 1 if sum(one.count for one in sources) > MANY else 0
    merged, totals = GrowingTerms(), [np.zeros(0, np.int64)]
    for part in parts(lists, [one.ends for one in lists], _MOST):
        words, sums = _added(lists, counts, part)
        common = sums > rare
        merged.add(kept(words, common))
        totals.append(sums[common])
        pause()
    if merged.count:
        merged.write(file, seen)
        file.write(f"{seen}.counts", narrowed(np.concatenate(totals)))


def _added(
    lists: Sequence[Terms], counts: Sequence[Array], part: Sequence[tuple[int, int]]
) -> tuple[Terms, Array]:
    words, where = united([part_of(one, *span) for one, span in zip(lists, part, strict=True)])
    sums = np.zeros(len(words), np.int64)
    for at, counted, (start, end) in zip(where, counts, part, strict=True):
        sums[at] += counted[start:end]
    return words, sums
