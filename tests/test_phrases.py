"""Phrases and near words: found as often as a walk through every text finds them."""

from __future__ import annotations

from itertools import count as counting
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_segments import snapshot_of

from index.search.engine import phrases
from index.search.engine.evaluation import never_paused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.search.engine.snapshot import Snapshot

_TEXTS = st.lists(st.lists(st.sampled_from("aabc"), max_size=14), min_size=1, max_size=8)
_SOUGHT = st.lists(st.sampled_from("aabc"), min_size=2, max_size=4)
_FOLDERS = counting()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("phrases")


def _snapshot(folder: Path, *segments: Sequence[Sequence[str]]) -> Snapshot:
    fresh = folder / str(next(_FOLDERS))
    fresh.mkdir()
    return snapshot_of(fresh, [[{"body": text} for text in texts] for texts in segments])


def _found(
    snapshot: Snapshot, words: Sequence[str], slop: int, within: Sequence[int] | None
) -> dict[int, float]:
    spans = [snapshot.spans("body", word.encode()) for word in words]
    if not all(spans):
        return {}
    some = None if within is None else np.array(within, np.int32)
    found = phrases.phrase(snapshot, spans, slop, some, never_paused)
    return dict(zip(found.documents.tolist(), found.scores.tolist(), strict=True))


def _places(text: Sequence[str], words: Sequence[str], slop: int) -> int:
    """Return at how many places of ``text`` the last of ``words`` stands."""
    last = {at for at, one in enumerate(text) if one == words[0]}
    for word in words[1:]:
        last = {
            at
            for at, one in enumerate(text)
            if one == word and any(0 < at - before <= slop for before in last)
        }
    return len(last)


@given(_TEXTS, _TEXTS, _SOUGHT, st.integers(1, 4), st.booleans(), st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_words_are_near_in_the_texts_where_a_walk_finds_them(
    folder: Path,
    texts: list[list[str]],
    more: list[list[str]],
    words: list[str],
    slop: int,
    some: bool,
    bits: int,
) -> None:
    """In numbers of either length, and whichever way lists of places are compared."""
    everything = [*texts, *more]
    within = range(0, len(everything), 2) if some else range(len(everything))
    expected = {at: _places(everything[at], words, slop) for at in within}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrases, "_INT32", 1 << bits)
        patch.setattr(phrases, "_FEW", bits % 3)
        found = _found(_snapshot(folder, texts, more), words, slop, within if some else None)
    assert found == {at: places for at, places in expected.items() if places}


def test_a_place_behind_all_others_is_none_in_the_next_text(folder: Path) -> None:
    """Places are one number each: the last of one text and the first of the next differ by more."""
    texts = [["a", *["c"] * 40, "b"], ["b", "a"], ["c", "a", "b"], ["a"] * 3 + ["b"] * 90]
    snapshot = _snapshot(folder, texts)
    assert _found(snapshot, "ab", 1, None) == {2: 1, 3: 1}
    assert _found(snapshot, "ba", 1, None) == {1: 1}
    assert _found(snapshot, "ab", 41, None) == {0: 1, 2: 1, 3: 41}


def test_a_word_behind_all_phrases_is_no_beginning_of_the_next_text(folder: Path) -> None:
    """Places are made for the rarest word; another may stand further behind than they reach."""
    texts = [["b", *["c"] * 40, "a"], ["b", "a"], ["a", "a"]]
    assert _found(_snapshot(folder, texts), "ab", 1, None) == {}
    assert _found(_snapshot(folder, texts), "ba", 1, None) == {1: 1}
