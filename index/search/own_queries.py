"""What the queries of our own match: a word in several fields, days, and articles marked by key.

And a fuzzy word, of which Whoosh does not say that the word itself is the best match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.query import FuzzyTerm, Or, Phrase, Prefix, Query, Term

from index.search.engine import matches
from index.search.engine.columns import range_documents
from index.search.engine.combinations import SIZES
from index.search.engine.evaluation import among, as_term
from index.search.engine.gathering import EASY, pieces
from index.search.engine.matches import NOTHING, Matches, flat, gathered
from index.search.engine.scoring import FieldScoring
from index.search.engine.words import WORD_STEPS, expanded, phrase_places, term_postings
from index.search.query_objects import DaysQuery, MarkedQuery, WordQuery
from index.search.schema import PUBLISHED, WORD_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.search.engine.evaluation import Evaluation, Size, Step, Within
    from index.search.engine.segment_file import Array

OWN_SIZES: Mapping[type[Query], Size] = {WordQuery: SIZES[Or]}
"""How many documents may match."""


def own_steps(marked: Callable[[str], Array]) -> dict[type[Query], Step]:
    """Return what our queries match; ``marked`` gives the article numbers that a key stands for."""

    def step(query: MarkedQuery, evaluation: Evaluation, within: Within) -> Matches:
        there = evaluation.snapshot.documents_of(marked(query.key))
        if within is not None:
            return flat(within[there.take(within)])
        return flat(np.flatnonzero(there).astype(np.int32))

    return {WordQuery: _word, FuzzyTerm: _fuzzy, DaysQuery: _days, MarkedQuery: step}


def _word(query: WordQuery, evaluation: Evaluation, within: Within) -> Matches:
    scoring = evaluation.scoring
    if not isinstance(scoring, FieldScoring):
        parts = [evaluation.matches(part, within) for part in query.subqueries]
        return matches.union(parts, evaluation.count)
    found = _begun(query, evaluation, scoring) if within is None else None
    if found is None:
        parts = [_weights(part, evaluation, scoring, within) for part in query.subqueries]
        found = matches.union(parts, evaluation.count)
    rarity = _rarity(query.subqueries[0], evaluation, scoring)
    return Matches(found.documents, scoring.saturated(found.scores, rarity))


def _begun(query: WordQuery, evaluation: Evaluation, scoring: FieldScoring) -> Matches | None:
    """Return what the words that are begun weigh in all fields, put together in one go.

    None where no word is only begun, or where there are too many for that.
    """
    begun = {one.fieldname: expanded(one, evaluation) for one in query.subqueries if _begins(one)}
    total = sum(part.size() for parts in begun.values() for part in parts)
    if not total or total > EASY:
        return None
    found = [(name, *piece) for name, parts in begun.items() for piece in pieces(parts)]
    for one in query.subqueries:
        if not _begins(one):
            name = one.fieldname
            found.append((name, *term_postings(evaluation, name, as_term(one.text), None)))
    weights = [scoring.weight(name, documents, often) for name, documents, often in found]
    documents = [documents for _, documents, _ in found]
    return gathered(np.concatenate(documents), np.concatenate(weights), evaluation.count)


def _begins(part: Query) -> bool:
    return isinstance(part, Prefix)


def _weights(part: Any, evaluation: Evaluation, scoring: FieldScoring, within: Within) -> Matches:
    """Return what the word weighs in each document that has it in one field."""
    name = part.fieldname
    if isinstance(part, Term):
        documents, often = term_postings(evaluation, name, as_term(part.text), within)
        if not len(documents):
            return NOTHING
        return Matches(documents, scoring.weight(name, documents, often))
    if isinstance(part, Phrase):
        found = phrase_places(part, evaluation, within)
        return Matches(found.documents, scoring.weight(name, found.documents, found.scores))
    found = scoring.expanded_weight(name, expanded(part, evaluation), evaluation.pause)
    return among(found, within, evaluation.count)


def _rarity(part: Any, evaluation: Evaluation, scoring: FieldScoring) -> float:
    """Return how rare the word is in the field where most documents have it."""
    if isinstance(part, Prefix):
        return 1.0
    words = set(part.words) if isinstance(part, Phrase) else {part.text}
    return sum(
        scoring.rarity_of(max(evaluation.holders(name, word) for name in WORD_FIELDS))
        for word in words
    )


def _fuzzy(query: FuzzyTerm, evaluation: Evaluation, within: Within) -> Matches:
    """Return what holds a word that is near; the word itself, where it is there, is worth more."""
    near = WORD_STEPS[FuzzyTerm](query, evaluation, within)
    itself = evaluation.matches(Term(query.fieldname, query.text, query.boost), within)
    return matches.union([near, itself], evaluation.count)


def _days(query: DaysQuery, evaluation: Evaluation, within: Within) -> Matches:
    column = evaluation.snapshot.column(PUBLISHED)
    return flat(range_documents(column, query.first, query.last, within))
