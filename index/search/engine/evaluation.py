"""What a search has at hand while it goes through a query, step by step.

Each kind of query has a step, which is handed the documents to look at and returns what matches
among them. The steps themselves stand in `words` and `combinations`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from index.search.engine import expansions, matches
from index.search.engine.matches import NOTHING, Matches
from index.search.engine.scoring import Unscored

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from whoosh.query import Query

    from index.search.engine.scoring import Scoring
    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot, Span

Within: TypeAlias = "Array | None"
"""Documents to look at, ascending; None for all."""

Step: TypeAlias = "Callable[[Any, Evaluation, Within], Matches]"
"""What a query matches."""

Size: TypeAlias = "Callable[[Any, Evaluation], int]"
"""How many documents a query may match."""


def never_paused() -> None:
    """Go on."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a search has at hand while it goes through a query.

    ``steps`` and ``sizes`` tell for each kind of query what matches, and how many documents that
    may be. ``pause`` is called between steps; what it raises ends the search.
    """

    snapshot: Snapshot
    scoring: Scoring
    steps: Mapping[type[Query], Step]
    sizes: Mapping[type[Query], Size]
    pause: Callable[[], None] = never_paused

    @property
    def count(self) -> int:
        """How many documents there are, the deleted ones among them."""
        return self.snapshot.count

    def matches(self, query: Query, within: Within = None) -> Matches:
        """Return what matches ``query``, deleted documents too; nothing for a query unknown."""
        step = self.steps.get(type(query))
        if step is None:
            return NOTHING
        self.pause()
        return step(query, self, within)

    def documents(self, query: Query, within: Within = None) -> Array:
        """Return the documents that match ``query``."""
        return self.unscored().matches(query, within).documents

    def unscored(self) -> Evaluation:
        """Return the same for a query of which only the documents count."""
        if isinstance(self.scoring, Unscored):
            return self
        return replace(self, scoring=Unscored(self.snapshot))

    def spans(self, name: str, term: bytes) -> list[Span]:
        """Return where the postings of ``term`` lie."""
        return self.snapshot.spans(name, term)

    def holders(self, name: str, text: object) -> int:
        """Return how many documents hold ``text``."""
        return sum(map(len, self.spans(name, as_term(text))))

    def size(self, query: Query) -> int:
        """Return about how many documents match, from the dictionaries alone."""
        size = self.sizes.get(type(query))
        return self.count if size is None else min(self.count, size(query, self))

    def everything(self, within: Within) -> Array:
        """Return all documents, or those ``within``."""
        return np.arange(self.count, dtype=np.int32) if within is None else within


def as_term(text: object) -> bytes:
    """Return the text of a query as terms are kept."""
    return text if isinstance(text, bytes) else expansions.packed(str(text))


def among(found: Matches, within: Within, count: int) -> Matches:
    """Return those of ``found`` that are ``within``."""
    return found if within is None else found.at(matches.common(found.documents, within, count))


def boosted(found: Matches, boost: float) -> Matches:
    """Return ``found`` with all scores multiplied."""
    return found if boost == 1 else Matches(found.documents, found.scores * np.float32(boost))
