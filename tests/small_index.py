"""Snapshots of small invented articles, for the tests of what the index can tell."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from index.article import fold_text
from index.hints import STEP
from index.search.engine.inversion import (
    Postings,
    invert,
    narrowed,
    write_column,
    write_postings,
    write_terms,
)
from index.search.engine.segment import SegmentArrays
from index.search.engine.segment_file import SegmentFileWriter
from index.search.engine.snapshot import Snapshot
from index.text.words import fold, is_unspaced, sought_words, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from index.article import Article

_PARTS = ("title", "body", "sections", "source", "site", "authors")


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
    edges = [0, *sorted(cut for cut in set(cuts) if 0 < cut < len(articles)), len(articles)]
    segments, alive = [], []
    for place, (start, end) in enumerate(itertools.pairwise(edges)):
        path = folder / f"{place}-{len(list(folder.iterdir()))}.arrays"
        segments.append(_segment(path, articles[start:end], start + 1, surface))
        flags = np.array([at not in gone for at in range(start, end)], bool)
        alive.append(None if flags.all() else flags)
    return Snapshot(segments, alive)


def _segment(path: Path, articles: Sequence[Article], first: int, surface: bool) -> SegmentArrays:
    lengths: dict[str, int] = {}
    with SegmentFileWriter(path) as file:
        for name in _PARTS:
            postings = _postings([_texts(article, name) for article in articles])
            if postings is not None:
                write_postings(file, name, postings)
                lengths[name] = int(postings.lengths.sum())
        file.write("number", np.arange(first, first + len(articles), dtype=np.int64))
        days = [one.published.toordinal() if one.published else 0 for one in articles]
        file.write("published", np.array(days, np.int32))
        write_column(file, "section", [STEP.join(one.sections).encode() for one in articles])
        write_column(file, "source", [one.source.encode() for one in articles])
        write_column(file, "site", [one.site.encode() for one in articles])
        write_column(file, "language", [one.language.encode() for one in articles])
        write_column(file, "title", [fold_text(one.title).encode() for one in articles])
        if surface:
            _write_surface(file, [f"{one.title}\n{one.body}" for one in articles])
        file.finish({"count": len(articles), "lengths": lengths})
    return SegmentArrays.open(path)


def words_seen(texts: Iterable[str]) -> Counter[str]:
    """Return the words of ``texts`` as people read them, folded, with how often each stands."""
    seen = (fold(text[word.start : word.end]) for text in texts for word in sought_words(text))
    return Counter(
        word
        for word in seen
        if 2 <= len(word) <= 32 and not is_unspaced(word) and any(map(str.isalpha, word))
    )


def _write_surface(file: SegmentFileWriter, texts: Iterable[str]) -> None:
    seen = sorted(words_seen(texts).items())
    write_terms(file, "surface", [word.encode() for word, _ in seen])
    file.write("surface.counts", narrowed(np.array([count for _, count in seen], np.int64)))


def _texts(article: Article, name: str) -> Sequence[str]:
    found = getattr(article, name)
    return (found,) if isinstance(found, str) else found


def _postings(texts: Sequence[Sequence[str]]) -> Postings | None:
    places: dict[str, int] = {}
    found = []
    for document, parts in enumerate(texts):
        base = 0
        for part in parts:
            last = base
            for word in words(part):
                place = places.setdefault(word.term, len(places))
                last = base + word.position
                found.append((place, document, last))
            base = last + 100
    if not found:
        return None
    terms, documents, positions = np.array(found, np.int64).T
    return invert(terms, documents, positions, len(texts), [term.encode() for term in places])
