"""Segments written from plain lists of words, for tests of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from index.search.engine.inversion import invert, write_column, write_postings
from index.search.engine.segment import SUFFIX, SegmentArrays
from index.search.engine.segment_file import SegmentFileWriter
from index.search.engine.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FIELDS = ("title", "body")

Paper = dict[str, Any]
"""A document: words of its fields, and what its columns say."""


def write_segment(path: Path, papers: Sequence[Mapping[str, Any]]) -> SegmentArrays:
    """Write ``papers`` as one segment and open it."""
    lengths: dict[str, int] = {}
    with SegmentFileWriter(path) as file:
        for name in FIELDS:
            words = [list(paper.get(name, ())) for paper in papers]
            flat = [word for text in words for word in text]
            if not flat:
                continue
            known = sorted(set(flat), reverse=True)
            places = {word: at for at, word in enumerate(known)}
            documents = np.repeat(np.arange(len(papers)), [len(text) for text in words])
            positions = np.concatenate([np.arange(len(text)) for text in words])
            codes = np.array([places[word] for word in flat])
            vocabulary = [word.encode() for word in known]
            postings = invert(codes, documents, positions, len(papers), vocabulary)
            write_postings(file, name, postings)
            lengths[name] = len(flat)
        numbers = [paper.get("number", at) for at, paper in enumerate(papers)]
        file.write("number", np.array(numbers, np.int64))
        file.write("published", np.array([paper.get("published", 0) for paper in papers], np.int32))
        source = [str(paper.get("source", "")).encode() for paper in papers]
        write_column(file, "source", source)
        file.finish({"count": len(papers), "lengths": lengths})
    return SegmentArrays.open(path)


def snapshot_of(
    folder: Path,
    segments: Sequence[Sequence[Mapping[str, Any]]],
    gone: frozenset[int] = frozenset(),
) -> Snapshot:
    """Return a snapshot of ``segments`` without the documents ``gone``, by their global number."""
    opened, alive = [], []
    first = 0
    for at, papers in enumerate(segments):
        opened.append(write_segment(folder / f"MAIN_{at}{SUFFIX}", papers))
        flags = np.array([first + one not in gone for one in range(len(papers))], bool)
        alive.append(None if flags.all() else flags)
        first += len(papers)
    return Snapshot(opened, alive)
