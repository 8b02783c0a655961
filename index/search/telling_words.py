"""Which words of an article tell most of what it is about, and where else they stand.

A word tells the more the oftener it stands in the article and the fewer articles hold it. Numbers
and words that no other article has are not worth looking for, but they do tell one report from
another of its kind.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.search.engine.terms import heads_of
from index.search.ranking import K1
from index.text.stop_words import stop_terms
from index.text.words import is_unspaced, positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot
    from index.search.engine.terms import Terms

_MOST_CHARACTERS: Final = 20_000
_IN_TITLE: Final = 3
"""Times in the body that once in the title counts for."""

_MOST_SOUGHT: Final = 24
_MOST_OTHERS: Final = 12
_COMMON: Final = 0.2
_NOT_MANY: Final = 100
"""The part of all articles above which a word tells nothing, where these are not few."""

Holders = tuple["Array", "Array"]
"""Documents that hold a word, ascending, and how often each does."""


@dataclass(frozen=True, slots=True)
class TellingWord:
    """A word, what it weighs, and which bodies and titles hold it; worth looking for or not."""

    weight: float
    sought: bool
    bodies: Holders
    titles: Holders


def telling_words(
    snapshot: Snapshot, title: str, body: str, among: int | None = None
) -> list[TellingWord]:
    """Return the words that tell most of an article with these plain texts, the best first.

    ``among`` is how many articles are in its language, None for all. What every Spanish article
    says is said in few articles where few are Spanish, and tells nothing for all that.
    """
    among = min(among or snapshot.count, snapshot.count)
    counts = _counts(title, body[:_MOST_CHARACTERS])
    terms = [term.encode("utf-8", "replace") for term in counts]
    often = np.fromiter(counts.values(), np.float64, count=len(counts))
    holders = doc_frequencies(snapshot, "body", terms)
    # After Robertson and Zaragoza 2009: rarity as in BM25, and how soon more of a word adds little.
    within = np.minimum(holders, among)
    rarity = np.log1p((among - within + 0.5) / (within + 0.5))
    weights = rarity * often / (often + K1)
    weights[holders > max(_COMMON * among, _NOT_MANY)] = 0
    sought = (holders > 1) & ~np.array([_is_number(term) for term in counts], bool)
    order = np.argsort(-weights, kind="stable")
    order = order[weights[order] > 0]
    best = order[sought[order]][:_MOST_SOUGHT], order[~sought[order]][:_MOST_OTHERS]
    return [
        TellingWord(
            float(weights[at]),
            bool(sought[at]),
            snapshot.postings("body", terms[at]),
            snapshot.postings("title", terms[at]),
        )
        for at in np.concatenate(best).tolist()
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


def _counts(title: str, body: str) -> Counter[str]:
    """Return how often each word that may tell something stands in an article."""
    counts: Counter[str] = Counter()
    for text, times in ((body, 1), (title, _IN_TITLE)):
        for term, places in positions(text)[0].items():
            counts[term] += times * len(places)
    small = stop_terms()
    for term in [term for term in counts if len(term) == 1 or term in small]:
        del counts[term]
    return counts


def _is_number(term: str) -> bool:
    return not is_unspaced(term) and term.replace(".", "").isdigit()


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
