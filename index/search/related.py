"""Which articles are about the matter of a given one: "Maybe you're interested".

The most telling words of its title and body are looked for, any of them, in bodies and titles,
scored as BM25 does. Articles that tell one story, as different sites do, are folded into one;
those that tell the story of the given article are told apart from the rest. Nothing here reads
articles: the texts of the given one come from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.hints import Related, RelatedArticle
from index.search.ranking import K1, field_weight
from index.search.same_story import Tellings, stories
from index.search.telling_words import telling_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot
    from index.search.telling_words import Holders, TellingWord

MOST: Final = 10
"""Related articles that are told, unless told otherwise."""

_TITLE_SHARE: Final = 0.5
"""What a word in the title of another article counts for beside one that fills its body."""

_OF_WHICH_ONE: Final = 12
"""Of each so many words that are looked for, an article has to have one more than the first."""

_LEAST: Final = 0.1
"""The part of an article's own score below which another is about something else."""

_OTHER_LANGUAGE: Final = 0.4
_DEPTH: Final = 60
"""How many of the best articles are compared for telling the same story."""


def related(
    snapshot: Snapshot, number: int, title: str, body: str, language: str = "", most: int = MOST
) -> Related:
    """Return up to ``most`` articles on the matter of article ``number``, the nearest first.

    ``title`` and ``body`` are its plain texts. A score of 1 is that of an article which says the
    same, of the same length.
    """
    others = _in_other_language(snapshot, language)
    among = snapshot.count - int(np.count_nonzero(others))
    words = telling_words(snapshot, title, body, among)
    sought = [word for word in words if word.sought]
    if not sought:
        return Related()
    scores = _scores(snapshot, sought)
    own = snapshot.numbers == number
    highest = float(scores[own].max(initial=0)) or sum(word.weight for word in sought)
    scores[others] *= _OTHER_LANGUAGE
    if snapshot.alive is not None:
        scores[~snapshot.alive] = 0
    given = np.flatnonzero(own & (scores > 0))[:1]
    scores[own] = 0
    scores /= highest
    best = _best(scores)
    told = stories(_tellings(snapshot, words, np.concatenate([given, best])))
    return _by_story(snapshot, given, best, scores, told, most)


def _scores(snapshot: Snapshot, sought: Sequence[TellingWord]) -> Array:
    """Return a score for each document: the sum over words of weight times what BM25 makes of it.

    0 where too few of the words stand in its body.
    """
    scores = np.zeros(snapshot.count, np.float32)
    shared = np.zeros(snapshot.count, np.uint8)
    lengths = snapshot.lengths("body")
    b = field_weight("body").b
    per_word = b / snapshot.average_length("body")
    for word in sought:
        documents, frequencies = word.bodies
        often = frequencies.astype(np.float32)
        norm = K1 * (1 - b + per_word * lengths[documents])
        scores[documents] += word.weight * (often / (often + norm))
        shared[documents] += 1
        scores[word.titles[0]] += word.weight * _TITLE_SHARE
    scores[shared < 1 + len(sought) // _OF_WHICH_ONE] = 0
    return scores


def _in_other_language(snapshot: Snapshot, language: str) -> Array:
    """Return a flag for each document that is known to be in another language."""
    values = snapshot.values("language")
    same = (b"", language.encode("utf-8", "replace"))
    other = [bool(language) and value not in same for value in values.known]
    return np.array(other, bool)[values.codes]


def _best(scores: Array) -> Array:
    """Return the documents with the highest scores, best first; of equal ones the last first."""
    found = np.flatnonzero(scores >= _LEAST)
    if len(found) > _DEPTH:
        found = found[np.argpartition(-scores[found], _DEPTH)[:_DEPTH]]
    return found[np.lexsort((-found, -scores[found]))]


def _by_story(
    snapshot: Snapshot,
    given: Array,
    best: Array,
    scores: Array,
    told: list[list[int]],
    most: int,
) -> Related:
    """Return the stories ``told``, places in ``given`` and ``best``, behind that of ``given``."""
    documents = np.concatenate([given, best])
    numbers = snapshot.numbers[documents].tolist()
    same = told.pop(0)[1:] if len(given) else []
    articles = (
        RelatedArticle(
            numbers[first], float(scores[documents[first]]), tuple(numbers[at] for at in others)
        )
        for first, *others in told[:most]
    )
    return Related(tuple(articles), tuple(numbers[at] for at in same))


def _tellings(snapshot: Snapshot, words: Sequence[TellingWord], documents: Array) -> Tellings:
    # A word of the headline that the text has too says nothing new: sites write their own.
    frequencies = [
        np.maximum(_often(word.bodies, documents), _often(word.titles, documents) > 0)
        for word in words
    ]
    return Tellings(
        titles=[_title(snapshot, document) for document in documents.tolist()],
        days=snapshot.column("published")[documents],
        lengths=snapshot.lengths("body")[documents],
        frequencies=np.array(frequencies).T,
        weights=np.array([word.weight for word in words]),
    )


def _often(holders: Holders, documents: Array) -> Array:
    """Return how often a word stands in each of ``documents``."""
    known, frequencies = holders
    if not len(known):
        return np.zeros(len(documents), np.int64)
    at = np.minimum(np.searchsorted(known, documents), len(known) - 1)
    found: Array = np.where(known[at] == documents, frequencies[at], 0).astype(np.int64)
    return found


def _title(snapshot: Snapshot, document: int) -> bytes:
    for offset, segment in zip(snapshot.offsets, snapshot.segments, strict=False):
        if document < offset + segment.count:
            codes, titles = segment.dictionary("title")
            return titles[int(codes[document - offset])]
    return b""
