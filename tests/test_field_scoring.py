"""BM25F over all fields: what our search scores a word and a phrase is what the formula says.

Held against a plain reading of Robertson, Zaragoza and Taylor (2004), document by document, over
what Whoosh tells of the same postings.
"""

from __future__ import annotations

import math
from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest
from test_sameness import engines, terms_of
from whoosh.query import Phrase, Term

from index.search.engine.answering import evaluate
from index.search.engine.scoring import FieldScoring, FieldWeights
from index.search.own_queries import OWN_SIZES, own_steps
from index.search.query_objects import WordQuery
from index.search.schema import WORD_FIELDS

if TYPE_CHECKING:
    from pathlib import Path

    from test_sameness import Answers, Engines
    from whoosh.reading import IndexReader

_WEIGHTS: Final = FieldWeights(
    fields={"title": (3.0, 0.4), "body": (1.0, 0.75)},
    other=(0.7, 0.2),
    k1=1.4,
    compared=WORD_FIELDS,
)


def found(three: Engines, query: WordQuery) -> Answers:
    """Return what our search finds, with its scores."""
    scoring = FieldScoring(three.snapshot, _WEIGHTS)
    steps = own_steps(lambda _: np.zeros(0, np.int64))
    matches = evaluate(query, three.snapshot, scoring, steps=steps, sizes=OWN_SIZES)
    return dict(zip(matches.documents.tolist(), matches.scores.tolist(), strict=True))


def by_formula(three: Engines, words: list[str]) -> Answers:
    """Return what the formula says of a phrase, or of a word, in the documents that hold it."""
    reader = three.walked.reader()
    count = reader.doc_count_all()
    rarity = 0.0
    for word in set(words):
        holders = max(reader.doc_frequency(name, word) for name in WORD_FIELDS)
        rarity += math.log(1 + (count - holders + 0.5) / (holders + 0.5))
    scores: Answers = {}
    for document in reader.all_doc_ids():
        weight = sum(_weight(reader, name, words, document) for name in WORD_FIELDS)
        if weight:
            scores[document] = rarity * (_WEIGHTS.k1 + 1) * weight / (weight + _WEIGHTS.k1)
    return scores


def _weight(reader: IndexReader, name: str, words: list[str], document: int) -> float:
    places = [_positions(reader, name, word, document) for word in words]
    often = sum(all(start + at in there for at, there in enumerate(places)) for start in places[0])
    boost, b = _WEIGHTS.fields.get(name, _WEIGHTS.other)
    length = reader.doc_field_length(document, name)
    average = reader.field_length(name) / reader.doc_count_all()
    return boost * often / (1 - b + b * length / average) if often else 0.0


def _positions(reader: IndexReader, name: str, word: str, document: int) -> set[int]:
    if (name, word) not in reader:
        return set()
    matcher = reader.postings(name, word)
    if not matcher.is_active():
        return set()
    matcher.skip_to(document)
    there = matcher.is_active() and matcher.id() == document
    return set(matcher.value_as("positions")) if there else set()


@pytest.mark.parametrize("seed", [800, 801, 802])
def test_a_word_scores_by_what_it_weighs_in_all_fields_together(seed: int, tmp_path: Path) -> None:
    three = engines(tmp_path, seed, rounded=False, batches=True)
    random = Random(seed)
    terms = terms_of(three.walked.reader())
    for word in random.sample(terms["body"], 30) + random.sample(terms["title"], 10):
        scores = found(three, WordQuery([Term(name, word) for name in WORD_FIELDS]))
        assert scores == pytest.approx(by_formula(three, [word]), abs=1e-4), word


@pytest.mark.parametrize("seed", [803, 804])
def test_a_phrase_scores_as_one_word_that_stands_where_it_does(seed: int, tmp_path: Path) -> None:
    three = engines(tmp_path, seed, rounded=False, batches=True)
    random = Random(seed)
    common = [word for word in terms_of(three.walked.reader())["title"] if len(word) > 2]
    hits = 0
    for _ in range(60):
        words = random.choices(common, k=2)
        expected = by_formula(three, words)
        scores = found(three, WordQuery([Phrase(name, words) for name in WORD_FIELDS]))
        assert scores == pytest.approx(expected, abs=1e-4), words
        hits += bool(expected)
    assert hits > 10
