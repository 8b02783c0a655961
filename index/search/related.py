"""Which articles are about the matter of a given one: "Maybe you're interested".

The most telling words of its title and body are looked for, any of them, in bodies and titles,
scored as BM25 does. Articles that tell one story, as different sites do, are folded into one;
those that tell the story of the given article are told apart from the rest. Nothing here reads
articles: the texts of the given one come from outside.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.hints import Related, RelatedArticle
from index.search.engine.terms import heads_of
from index.search.ranking import K1, field_weight
from index.search.same_story import Tellings, stories
from index.text.stop_words import stop_terms
from index.text.words import is_unspaced, positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot
    from index.search.engine.terms import Terms

MOST: Final = 10
"""Related articles that are told, unless told otherwise."""

_MOST_CHARACTERS: Final = 20_000
_IN_TITLE: Final = 3
"""Times in the body that once in the title counts for."""

_TITLE_SHARE: Final = 0.5
"""What a word in the title of another article counts for beside one that fills its body."""

_MOST_TERMS: Final = 24
_COMMON: Final = 0.2
_NOT_MANY: Final = 100
"""The part of all articles above which a word tells nothing, where these are not few."""

_FEWEST_SHARED: Final = 3
_LEAST: Final = 0.08
"""The part of an article's own score below which another is about something else."""

_OTHER_LANGUAGE: Final = 0.5
_DEPTH: Final = 60
"""How many of the best articles are compared for telling the same story."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """A word to look for, what it weighs, and in which bodies it stands how often."""

    term: bytes
    weight: float
    documents: Array
    frequencies: Array


def related(
    snapshot: Snapshot, number: int, title: str, body: str, language: str = "", most: int = MOST
) -> Related:
    """Return up to ``most`` articles on the matter of article ``number``, the nearest first.

    ``title`` and ``body`` are its plain texts. A score of 1 is that of an article which says the
    same, of the same length.
    """
    telling = _telling(snapshot, title, body[:_MOST_CHARACTERS])
    if not telling:
        return Related()
    scores = _scores(snapshot, telling)
    own = snapshot.numbers == number
    highest = float(scores[own].max(initial=0)) or sum(one.weight for one in telling)
    _prefer_language(snapshot, scores, language)
    if snapshot.alive is not None:
        scores[~snapshot.alive] = 0
    given = np.flatnonzero(own & (scores > 0))[:1]
    scores[own] = 0
    scores /= highest
    best = _best(scores, snapshot.count)
    return _folded(snapshot, telling, np.concatenate([given, best]), scores, len(given), most)


def _counts(title: str, body: str) -> Counter[str]:
    """Return how often each word that may tell something stands in an article."""
    counts: Counter[str] = Counter()
    for text, times in ((body, 1), (title, _IN_TITLE)):
        for term, places in positions(text)[0].items():
            counts[term] += times * len(places)
    small = stop_terms()
    return Counter({term: often for term, often in counts.items() if _may_tell(term, small)})


def _may_tell(term: str, small: frozenset[str]) -> bool:
    if len(term) == 1 or term in small:
        return False
    return is_unspaced(term) or not term.replace(".", "").isdigit()


def _telling(snapshot: Snapshot, title: str, body: str) -> list[_Telling]:
    """Return the words of an article that tell most of it, and where they stand."""
    counts = _counts(title, body)
    terms = [term.encode("utf-8", "replace") for term in counts]
    often = np.fromiter(counts.values(), np.float64, count=len(counts))
    holders = doc_frequencies(snapshot, "body", terms)
    count = snapshot.count
    rarity = np.log1p((count - holders + 0.5) / (holders + 0.5))
    weights = rarity * often / (often + K1)
    weights[(holders < 2) | (holders > max(_COMMON * count, _NOT_MANY))] = 0  # noqa: PLR2004
    order = np.argsort(-weights, kind="stable")[:_MOST_TERMS]
    return [
        _Telling(terms[at], float(weights[at]), *snapshot.postings("body", terms[at]))
        for at in order.tolist()
        if weights[at] > 0
    ]


def doc_frequencies(snapshot: Snapshot, name: str, terms: Sequence[bytes]) -> Array:
    """Return how many documents hold each of ``terms``, looked up all at once."""
    totals = np.zeros(len(terms), np.int64)
    heads = heads_of(terms)
    for _, field in snapshot.fields(name):
        places = _found(field.terms, terms, heads)
        there = places >= 0
        found = places[there]
        totals[there] += field.starts[found + 1] - field.starts[found]
    return totals


def _found(known: Terms, terms: Sequence[bytes], heads: Array) -> Array:
    """Return the place of each term in ``known``, -1 where it is not there."""
    low = known.heads.searchsorted(heads)
    inside = low < len(known)
    inside[inside] = known.heads[low[inside]] == heads[inside]
    places = np.full(len(terms), -1, np.int64)
    for at in np.flatnonzero(inside).tolist():
        place = int(low[at])
        places[at] = place if known[place] == terms[at] else known.find(terms[at])
    return places


def _scores(snapshot: Snapshot, telling: Sequence[_Telling]) -> Array:
    """Return a score for each document: the sum over words, as BM25 without idf of its own."""
    scores = np.zeros(snapshot.count, np.float32)
    shared = np.zeros(snapshot.count, np.uint8)
    lengths = snapshot.lengths("body")
    b = field_weight("body").b
    per_word = b / snapshot.average_length("body")
    for one in telling:
        often = one.frequencies.astype(np.float32)
        norm = K1 * (1 - b + per_word * lengths[one.documents])
        scores[one.documents] += one.weight * (often / (often + norm))
        shared[one.documents] += 1
        titled, _ = snapshot.postings("title", one.term)
        scores[titled] += one.weight * _TITLE_SHARE
    scores[shared < min(_FEWEST_SHARED, len(telling))] = 0
    return scores


def _prefer_language(snapshot: Snapshot, scores: Array, language: str) -> None:
    if language:
        values = snapshot.values("language")
        other = [value not in (b"", language.encode("utf-8", "replace")) for value in values.known]
        scores[np.array(other, bool)[values.codes]] *= _OTHER_LANGUAGE


def _best(scores: Array, count: int) -> Array:
    """Return the documents with the highest scores, best first; equal ones by place, last first."""
    found = np.flatnonzero(scores >= _LEAST)
    if len(found) > _DEPTH:
        found = found[np.argpartition(-scores[found], _DEPTH)[:_DEPTH]]
    return found[np.lexsort((count - found, -scores[found]))]


def _folded(
    snapshot: Snapshot,
    telling: Sequence[_Telling],
    documents: Array,
    scores: Array,
    given: int,
    most: int,
) -> Related:
    """Return ``documents`` by their stories; the first ``given`` of them is the article itself."""
    numbers = snapshot.numbers[documents].tolist()
    told = stories(_tellings(snapshot, telling, documents))
    same = told.pop(0)[1:] if given else []
    articles = (
        RelatedArticle(
            numbers[first], float(scores[documents[first]]), tuple(numbers[at] for at in others)
        )
        for first, *others in told[:most]
    )
    return Related(tuple(articles), tuple(numbers[at] for at in same))


def _tellings(snapshot: Snapshot, telling: Sequence[_Telling], documents: Array) -> Tellings:
    frequencies = np.zeros((len(documents), len(telling)), np.int64)
    for column, one in enumerate(telling):
        at = np.minimum(np.searchsorted(one.documents, documents), len(one.documents) - 1)
        there = one.documents[at] == documents
        frequencies[there, column] = one.frequencies[at[there]]
    return Tellings(
        [_title(snapshot, document) for document in documents.tolist()],
        snapshot.lengths("body")[documents],
        frequencies,
        np.array([one.weight for one in telling]),
    )


def _title(snapshot: Snapshot, document: int) -> bytes:
    for offset, segment in zip(snapshot.offsets, snapshot.segments, strict=False):
        if document < offset + segment.count:
            codes, titles = segment.dictionary("title")
            return titles[int(codes[document - offset])]
    return b""
