"""Snapshots of small invented articles, for the tests of what the index can tell."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.search.engine.batch import Batch
from index.search.engine.segment import SUFFIX, SegmentArrays
from index.search.engine.snapshot import Snapshot
from index.search.schema import LAYOUT, document
from index.text.words import fold, is_unspaced, sought_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from index.article import Article


def snapshot_of(
    folder: Path,
    articles: Sequence[Article],
    *,
    cuts: Sequence[int] = (),
    gone: Collection[int] = (),
    surface: bool = True,
) -> Snapshot:
    """Return a snapshot of ``articles``, numbered from 1; a new segment begins at each of ``cuts``.

    The articles at the places ``gone`` are deleted; without ``surface``, segments have no list of
    words as they are read.
    """
    folder.mkdir(exist_ok=True)
    batch = Batch(LAYOUT if surface else replace(LAYOUT, seen=()))
    edges = [0, *sorted(cut for cut in set(cuts) if 0 < cut < len(articles)), len(articles)]
    segments, alive = [], []
    for start, end in itertools.pairwise(edges):
        path = folder / f"{start}-{len(list(folder.iterdir()))}{SUFFIX}"
        for place in range(start, end):
            batch.add(document(place + 1, articles[place]))
        batch.write(path)
        segments.append(SegmentArrays.open(path))
        flags = np.array([at not in gone for at in range(start, end)], bool)
        alive.append(None if flags.all() else flags)
    return Snapshot(segments, alive)


def words_seen(texts: Iterable[str]) -> Counter[str]:
    """Return the words of ``texts`` as people read them, folded, with how often each stands."""
    seen = (fold(text[word.start : word.end]) for text in texts for word in sought_words(text))
    return Counter(
        word
        for word in seen
        if 2 <= len(word) <= 32 and not is_unspaced(word) and any(map(str.isalpha, word))
    )
