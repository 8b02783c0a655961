"""Which documents match a Whoosh query, and how well: a few steps over whole posting lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.search.engine.combinations import SIZES, STEPS
from index.search.engine.evaluation import Evaluation, never_paused
from index.search.engine.words import WORD_SIZES, WORD_STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from whoosh.query import Query

    from index.search.engine.evaluation import Size, Step, Within
    from index.search.engine.matches import Matches
    from index.search.engine.scoring import Scoring
    from index.search.engine.snapshot import Snapshot


def evaluate(
    query: Query,
    snapshot: Snapshot,
    scoring: Scoring,
    *,
    pause: Callable[[], None] = never_paused,
    within: Within = None,
    steps: Mapping[type[Query], Step] | None = None,
    sizes: Mapping[type[Query], Size] | None = None,
) -> Matches:
    """Return the documents that match ``query`` and are not deleted, with their scores.

    ``within`` are the documents to look at, ascending; None for all.
    ``steps`` and ``sizes`` are those of queries that the engine does not know; a query that
    nobody knows matches nothing. What ``pause`` raises ends the search.
    """
    every_step = {**WORD_STEPS, **STEPS, **(steps or {})}
    every_size = {**WORD_SIZES, **SIZES, **(sizes or {})}
    evaluation = Evaluation(snapshot, scoring, every_step, every_size, pause)
    found = evaluation.matches(query, within)
    alive = snapshot.alive
    if alive is None or not len(found):
        return found
    there = alive.take(found.documents)
    return found if there.all() else found.at(np.flatnonzero(there))
