"""Lists of documents combined: the same whether they are looked up, sorted or spread out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.engine.matches import (
    Matches,
    both,
    common,
    gathered,
    highest,
    perhaps,
    union,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNT = 4000


def _matches(documents: Sequence[int], seed: int = 1) -> Matches:
    chance = np.random.default_rng(seed)
    found = np.array(sorted(documents), np.int32)
    return Matches(found, chance.integers(1, 9, len(found)).astype(np.float32))


def _scores(matches: Matches) -> dict[int, float]:
    assert (np.diff(matches.documents) > 0).all()
    assert len(matches.documents) == len(matches.scores)
    return dict(zip(matches.documents.tolist(), matches.scores.tolist(), strict=True))


@st.composite
def _lists(draw: st.DrawFn) -> Matches:
    """Draw lists of no, few, many and all documents."""
    size = draw(st.sampled_from([0, 1, 3, 20, 60, 500, 2500, COUNT]))
    seed = draw(st.integers(0, 1 << 16))
    documents = np.random.default_rng(seed).choice(COUNT, size, replace=False)
    return _matches(documents.tolist(), seed)


@given(_lists(), _lists())
@settings(max_examples=150, deadline=None)
def test_two_lists_have_in_common_what_two_sets_have(one: Matches, other: Matches) -> None:
    first, second = _scores(one), _scores(other)
    places = common(one.documents, other.documents, COUNT)
    shared = sorted(first.keys() & second.keys())
    assert one.documents[places].tolist() == shared
    rest = without(one, other.documents, COUNT)
    assert _scores(rest) == {at: first[at] for at in first.keys() - second.keys()}
    inner = one.at(places)
    assert _scores(perhaps(other, inner, COUNT)) == {
        at: score + first.get(at, 0) for at, score in second.items()
    }
    assert _scores(both(other, inner, COUNT)) == {at: first[at] + second[at] for at in shared}


@given(st.lists(_lists(), max_size=5))
@settings(max_examples=150, deadline=None)
def test_a_union_adds_scores_or_takes_the_highest(parts: list[Matches]) -> None:
    sums: dict[int, float] = {}
    best: dict[int, float] = {}
    for part in parts:
        for at, score in _scores(part).items():
            sums[at] = sums.get(at, 0) + score
            best[at] = max(best.get(at, 0), score)
    assert _scores(union(parts, COUNT)) == sums
    assert _scores(highest(parts, COUNT)) == best
    together = [part.documents for part in parts], [part.scores for part in parts]
    if parts:
        everything = gathered(np.concatenate(together[0]), np.concatenate(together[1]), COUNT)
        assert _scores(everything) == sums


def test_what_is_given_stays_as_it_is() -> None:
    """Postings lie in the file and must not be written to."""
    one, other = _matches(range(0, 4000, 2)), _matches(range(0, 400, 3))
    for array in (one.documents, one.scores, other.documents, other.scores):
        array.flags.writeable = False
    everything = np.unique(np.concatenate([one.documents, other.documents])).tolist()
    assert union([one, other], COUNT).documents.tolist() == everything
    rest = without(one, other.documents, COUNT)
    assert _scores(union([rest, one], COUNT)).keys() == _scores(one).keys()
