"""Which segments are merged: few stay, and small commits stay small."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.search.engine.tiers import AT_ONCE, FEW, SMALL, Size, at_leisure, in_commit

_sizes = st.lists(
    st.integers(1, 300_000).flatmap(
        lambda count: st.integers(1, count).map(lambda living: Size(count, living))
    ),
    max_size=30,
)


def _whole(count: int) -> Size:
    return Size(count, count)


def _after(sizes: list[Size], chosen: list[int]) -> list[Size]:
    kept = [size for at, size in enumerate(sizes) if at not in chosen]
    merged = sum(sizes[at].living for at in chosen)
    return [*kept, _whole(merged)] if chosen else kept


@given(_sizes)
def test_a_commit_leaves_few_segments(sizes: list[Size]) -> None:
    chosen = in_commit(sizes)
    assert len(_after(sizes, chosen)) <= FEW
    if len(sizes) <= FEW:
        assert sum(sizes[at].living for at in chosen) <= SMALL


@given(_sizes)
def test_at_leisure_every_segment_outgrows_all_smaller_ones_together(sizes: list[Size]) -> None:
    while chosen := at_leisure(sizes):
        sizes = _after(sizes, chosen)
    living = sorted(size.living for size in sizes)
    assert all(size > 3 * sum(living[:at]) for at, size in enumerate(living) if at)
    assert not any(size.half_gone for size in sizes)


def test_many_commits_of_one_article_leave_few_segments_and_write_little() -> None:
    sizes: list[Size] = []
    written = 0
    for _ in range(3000):
        sizes.append(_whole(1))
        chosen = in_commit(sizes)
        written += 1 + sum(sizes[at].living for at in chosen)
        sizes = _after(sizes, chosen)
    assert sum(size.living for size in sizes) == 3000
    assert len(sizes) <= FEW
    assert written < 3000 * 40


def test_a_segment_most_of_which_is_deleted_is_written_anew() -> None:
    assert in_commit([_whole(90_000), Size(3_000, 1_400)]) == [1]
    assert in_commit([_whole(90_000), Size(3_000, 1_600)]) == []
    assert in_commit([Size(90_000, 40_000)]) == []
    assert at_leisure([Size(90_000, 40_000)]) == [0]
    assert at_leisure([]) == in_commit([]) == []


def test_very_many_are_merged_by_and_by() -> None:
    sizes = [_whole(5_000)] * 300
    assert len(at_leisure(sizes)) == AT_ONCE
