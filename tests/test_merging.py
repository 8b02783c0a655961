"""Segments merged are the segment of all their living documents."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from index.search.engine import merging, merging_columns, merging_sources
from index.search.engine.batch import Batch, Layout
from index.search.engine.merging import MergeStopped, merge
from index.search.engine.merging_sources import Source
from index.search.engine.segment import SegmentArrays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LAYOUT = Layout(
    words=("title", "body"),
    whole=("language",),
    values={"title": "title", "section": "sections"},
    numbers={"number": "<i8", "published": "<i4"},
    seen=("title", "body"),
)
_WORDS = ("port", "Ports", "US", "trade", "trade-zone", "投资", "招商", "a", "quay's", "no")
_text = st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join)
_document = st.fixed_dictionaries(
    {
        "number": st.integers(0, 1 << 40),
        "published": st.integers(0, 800_000),
        "title": _text,
        "body": st.lists(_text, max_size=2).map(tuple),
        "sections": st.lists(st.sampled_from(_WORDS), max_size=2).map(tuple),
        "language": st.sampled_from(["", "en", "zh"]),
    }
)
Document = dict[str, object]
# Every example waits for the disk.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


def write(path: Path, documents: Sequence[Document]) -> SegmentArrays:
    batch = Batch(LAYOUT)
    for one in documents:
        batch.add(one)
    assert batch.write(path) == len(documents)
    return SegmentArrays.open(path)


def same(one: SegmentArrays, other: SegmentArrays, *, but: str = "surface") -> None:
    names = [name for name in one.file.names() if not name.startswith(but)]
    assert sorted(names) == sorted(name for name in other.file.names() if not name.startswith(but))
    for name in names:
        assert np.array_equal(one.file.array(name), other.file.array(name)), name
    assert one.file.facts == other.file.facts
    assert not one.file.damaged()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@given(
    st.lists(_document, min_size=1, max_size=12),
    st.lists(st.integers(1, 11), max_size=3),
    st.sets(st.integers(0, 11)),
    st.sampled_from([1, 6, 60, 1 << 20]),
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, phases=_PHASES
)
def test_a_merge_is_the_segment_of_all_that_live(
    folder: Path, documents: list[Document], cuts: list[int], gone: set[int], most: int
) -> None:
    edges = [0, *sorted(cut for cut in set(cuts) if cut < len(documents)), len(documents)]
    if all(at in gone for at in range(len(documents))):
        gone = set()
    sources = []
    for start, end in pairwise(edges):
        alive = np.array([at not in gone for at in range(start, end)])
        arrays = write(folder / f"{start}.arrays", documents[start:end])
        sources.append(Source(arrays, None if alive.all() else alive))
    whole = write(
        folder / "whole.arrays", [one for at, one in enumerate(documents) if at not in gone]
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(merging, "MOST", most)
        patched.setattr(merging_sources, "MOST", most)
        patched.setattr(merging_columns, "_MOST", most)
        count = merge(folder / "merged.arrays", sources)
    assert count == len(documents) - len(gone & set(range(len(documents))))
    merged = SegmentArrays.open(folder / "merged.arrays")
    same(merged, whole, but="surface" if gone else "-")


def test_words_read_but_once_are_not_listed_where_there_are_many_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging_columns, "MANY", 1)
    one = write(tmp_path / "a.arrays", [{"number": 1, "title": "Harbour opens"}])
    other = write(tmp_path / "b.arrays", [{"number": 2, "title": "Harbour closes"}])
    merge(tmp_path / "c.arrays", [Source(one), Source(other)])
    merged = SegmentArrays.open(tmp_path / "c.arrays").file
    assert merged.array("surface.bytes").tobytes() == b"harbour"
    assert merged.array("surface.counts").tolist() == [2]


def test_a_merge_that_is_stopped_leaves_no_file(tmp_path: Path) -> None:
    one = write(tmp_path / "a.arrays", [{"number": 1, "title": "Harbour opens"}])
    with pytest.raises(MergeStopped):
        merge(tmp_path / "b.arrays", [Source(one), Source(one)], lambda: True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.arrays"]
