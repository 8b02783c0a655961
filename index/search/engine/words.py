"""What words, phrases, prefixes, patterns, fuzzy words and ranges of words match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from whoosh.query import Every, FuzzyTerm, Phrase, Prefix, Query, Term, TermRange, Wildcard

from index.search.engine import expansions, matches, phrases
from index.search.engine.evaluation import among, as_term, boosted
from index.search.engine.gathering import Expanded
from index.search.engine.matches import NOTHING, Matches
from index.search.engine.snapshot import postings_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.search.engine.evaluation import Evaluation, Size, Step, Within
    from index.search.engine.expansions import Expansion
    from index.search.engine.segment_file import Array


_EVERYTHING: Final[dict[type[Query], str]] = {Prefix: "", Wildcard: "*"}


def term_postings(
    evaluation: Evaluation, name: str, term: bytes, within: Within
) -> tuple[Array, Array]:
    """Return the documents of ``within`` that hold ``term``, and how often each does."""
    documents, often = postings_of(evaluation.spans(name, term))
    if within is not None:
        places = matches.common(documents, within, evaluation.count)
        documents, often = documents[places], often[places]
    return documents, often


def phrase_places(query: Phrase, evaluation: Evaluation, within: Within) -> Matches:
    """Return in which documents the phrase stands, and how often, as scores."""
    spans = [evaluation.spans(query.fieldname, as_term(word)) for word in query.words]
    if not spans or not all(spans):
        return NOTHING
    return phrases.phrase(evaluation.snapshot, spans, query.slop, within, evaluation.pause)


def expanded(query: Query, evaluation: Evaluation) -> list[Expanded]:
    """Return the terms of each segment that ``query`` stands for."""
    expansion = _EXPANSIONS[type(query)](query)
    found = [
        Expanded(offset, postings, expansion(postings.terms))
        for offset, postings in evaluation.snapshot.fields(query.fieldname)
    ]
    return [one for one in found if len(one.places)]


def _term(query: Term, evaluation: Evaluation, within: Within) -> Matches:
    name, term = query.fieldname, as_term(query.text)
    documents, often = term_postings(evaluation, name, term, within)
    holders = evaluation.holders(name, term)
    scores = evaluation.scoring.term(name, term, holders, documents, often)
    return boosted(Matches(documents, scores), query.boost)


def _phrase(query: Phrase, evaluation: Evaluation, within: Within) -> Matches:
    found = phrase_places(query, evaluation, within)
    terms = [as_term(word) for word in query.words]
    scoring, name = evaluation.scoring, query.fieldname
    if scoring.counts_phrases:
        scores = scoring.phrase(name, terms, found.documents, found.scores)
        return boosted(Matches(found.documents, scores), query.boost)
    scores = np.zeros(len(found), np.float32)
    for word in query.words:
        scores += _term(Term(name, word), evaluation, found.documents).scores
    return boosted(Matches(found.documents, scores), query.boost)


def _several(query: Any, evaluation: Evaluation, within: Within) -> Matches:
    if isinstance(query, Prefix | Wildcard) and query.text == _EVERYTHING[type(query)]:
        return evaluation.matches(Every(query.fieldname, query.boost), within)
    found = evaluation.scoring.expanded(
        query.fieldname,
        expanded(query, evaluation),
        evaluation.pause,
        constant=query.constantscore,
    )
    return boosted(among(found, within, evaluation.count), query.boost)


def _range_of_terms(query: TermRange) -> Expansion:
    first = b"" if query.start is None else as_term(query.start)
    last = b"\xff" * 4 if query.end is None else as_term(query.end)

    def places(terms: Any) -> expansions.Places:
        found = expansions.between(terms, first, last)
        start = found.start + (query.startexcl and terms.find(first) >= 0)
        return range(start, found.stop - (query.endexcl and terms.find(last) >= 0))

    return places


_EXPANSIONS: Final[dict[type[Query], Callable[[Any], Expansion]]] = {
    Prefix: lambda query: lambda terms: expansions.prefix(terms, query.text),
    Wildcard: lambda query: lambda terms: expansions.wildcard(terms, query.text),
    FuzzyTerm: lambda query: (
        lambda terms: expansions.fuzzy(terms, query.text, query.maxdist, query.prefixlength)
    ),
    TermRange: _range_of_terms,
}


def _of_phrase(query: Phrase, evaluation: Evaluation) -> int:
    return min((evaluation.holders(query.fieldname, one) for one in query.words), default=0)


WORD_STEPS: Final[dict[type[Query], Step]] = {
    Term: _term,
    Phrase: _phrase,
    Prefix: _several,
    Wildcard: _several,
    FuzzyTerm: _several,
    TermRange: _several,
}

WORD_SIZES: Final[dict[type[Query], Size]] = {
    Term: lambda query, evaluation: evaluation.holders(query.fieldname, query.text),
    Phrase: _of_phrase,
}
