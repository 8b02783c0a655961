"""Words that are begun: weighed in all fields at once as they are in one field after the other."""

from __future__ import annotations

from itertools import count as counting
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_segments import FIELDS, snapshot_of
from whoosh.query import Prefix, Term

from index.search import own_queries
from index.search.engine import gathering, matches
from index.search.engine.answering import evaluate
from index.search.engine.scoring import FieldScoring, FieldWeights
from index.search.own_queries import OWN_SIZES, own_steps
from index.search.query_objects import WordQuery

if TYPE_CHECKING:
    from pathlib import Path

    from index.search.engine.snapshot import Snapshot

_WORDS = st.text("ab", min_size=1, max_size=3)
_PAPERS = st.fixed_dictionaries(
    {"title": st.lists(_WORDS, max_size=3), "body": st.lists(_WORDS, max_size=9)}
)
_SEGMENTS = st.lists(st.lists(_PAPERS, min_size=1, max_size=5), min_size=1, max_size=2)
_FOLDERS = counting()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("begun")


def _answer(snapshot: Snapshot, query: WordQuery, most: int) -> dict[int, float]:
    scoring = FieldScoring(snapshot, FieldWeights({"title": (3.0, 0.4), "body": (1.0, 0.75)}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(own_queries, "EASY", most)
        steps = own_steps(lambda _: np.zeros(0, np.int64))
        found = evaluate(query, snapshot, scoring, steps=steps, sizes=OWN_SIZES)
    return dict(zip(found.documents.tolist(), found.scores.tolist(), strict=True))


@given(_SEGMENTS, _WORDS, st.none() | _WORDS, st.sampled_from([0, 32]))
@settings(max_examples=80, deadline=None)
def test_a_beginning_is_worth_the_same_in_one_go_and_field_by_field(
    folder: Path,
    segments: list[list[dict[str, list[str]]]],
    start: str,
    stem: str | None,
    sparse: int,
) -> None:
    fresh = folder / str(next(_FOLDERS))
    fresh.mkdir()
    snapshot = snapshot_of(fresh, segments)
    stems = [Term(name, stem) for name in FIELDS] if stem else []
    query = WordQuery([*(Prefix(name, start) for name in FIELDS), *stems])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matches, "_SPARSE", sparse)
        patch.setattr(gathering, "_SPARSE", sparse)
        at_once, one_by_one = (_answer(snapshot, query, most) for most in (1 << 20, 0))
    assert at_once == pytest.approx(one_by_one, rel=1e-5)
    papers = [paper for texts in segments for paper in texts]
    words = [[*paper["title"], *paper["body"]] for paper in papers]
    assert at_once.keys() == {
        at
        for at, text in enumerate(words)
        if any(word.startswith(start) or word == stem for word in text)
    }
