"""Which words to look for beside those of a question: what the best answers have in common.

Pseudo-relevance feedback after Rocchio, as a second pass over the same index. The first articles
found are taken to be about what was asked; the words that weigh most in them, by BM25, join
those of the question, with half of the weight. So articles rise that say the same in other words.
Nothing here reads an index or an article: texts and counts come in, weighted terms go out.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.search.ranking import K1, field_weight
from index.text.stop_words import is_stop_word, stop_terms
from index.text.words import counts, sought_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FEEDBACK_DOCUMENTS: Final = 10
"""How many of the best articles are read; 5 to 20 do about as well."""

FEWEST_DOCUMENTS: Final = 3
"""With fewer articles than these nothing can be told to be common to them."""

FEEDBACK_TERMS: Final = 20
"""How many words are added; 10 to 40 do about as well, and each costs a posting list."""

FEEDBACK_SHARE: Final = 0.5
"""The part of the weight that goes to them; with more of it, single questions lose too much."""

FEEDBACK_DEPTH: Final = 2000
"""How many of the articles found are ranked by all the words; those behind keep their order."""

MOST_CHARACTERS: Final = 5_000
"""Of a longer body, the beginning is read: in news it says what the article is about."""

# Only these are looked up in the index: rarity moves a word up by a few places, not from the end.
_CANDIDATES: Final = 50
_FEWEST_HOLDERS: Final = 2
_SAME: Final = 0.8
"""The part of their words that two texts share which are one story from two sites."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What is known of all articles: ``count`` of them, ``average_length`` words in each.

    ``frequencies`` returns for each of some terms how many articles hold it.
    """

    count: int
    average_length: float
    frequencies: Callable[[Sequence[str]], Sequence[int]]


def question_terms(text: str) -> dict[str, float]:
    """Return the terms to look for when a question is asked in plain words, with their weights.

    Stop words are left out where others remain. A term weighs as much as it is repeated: who
    asks at length says so what matters.
    """
    asked = sought_words(text)
    telling = [word for word in asked if not is_stop_word(text[word.start : word.end])]
    often = Counter(word.term for word in telling or asked)
    return {term: float(count) for term, count in often.items()}


def term_counts(title: str, body: str) -> dict[str, int]:
    """Return how often each term stands in an article; ``body`` is plain text."""
    return counts(f"{title}\n\n{body[:MOST_CHARACTERS]}")


def expanded(
    question: Mapping[str, float],
    documents: Sequence[Mapping[str, int]],
    collection: Collection,
) -> tuple[tuple[str, float], ...]:
    """Return the terms to look for, each with its weight; the weights add up to 1.

    ``question`` has its `question_terms`, ``documents`` are the `term_counts` of the best
    articles found with these, best first; one story from two sites counts once. A
    score is the sum over the result of weight times BM25F, for articles that the question found.
    """
    weights = _shared_out(question, 1.0)
    distinct = _distinct(documents)[:FEEDBACK_DOCUMENTS]
    if len(distinct) >= FEWEST_DOCUMENTS:
        added = _shared_out(_telling(distinct, collection), FEEDBACK_SHARE)
        if added:
            weights = _shared_out(question, 1.0 - FEEDBACK_SHARE)
            for term, weight in added.items():
                weights[term] = weights.get(term, 0.0) + weight
    return tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0])))


def _shared_out(weights: Mapping[str, float], whole: float) -> dict[str, float]:
    total = sum(weights.values())
    return {term: whole * weight / total for term, weight in weights.items()} if total else {}


def _distinct(documents: Sequence[Mapping[str, int]]) -> list[Mapping[str, int]]:
    found: list[Mapping[str, int]] = []
    for one in documents:
        if one and not any(_same(one, other) for other in found):
            found.append(one)
    return found


def _same(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    return len(one.keys() & other.keys()) > _SAME * max(len(one), len(other))


def _telling(documents: Sequence[Mapping[str, int]], collection: Collection) -> dict[str, float]:
    often = _commonest(documents, collection.average_length)
    terms = list(often)
    found: dict[str, float] = {}
    for term, holders in zip(terms, collection.frequencies(terms), strict=True):
        if holders >= _FEWEST_HOLDERS:
            rest = max(0, collection.count - holders)
            found[term] = often[term] * math.log(1 + (rest + 0.5) / (holders + 0.5))
    best = sorted(found, key=lambda term: (-found[term], term))[:FEEDBACK_TERMS]
    return {term: found[term] for term in best}


def _commonest(documents: Sequence[Mapping[str, int]], average_length: float) -> dict[str, float]:
    """Return the words of two articles or more that count for most, rarity left aside.

    An article counts by its place, as in a discounted gain (Järvelin and Kekäläinen 2002): the
    later ones are less likely to be about what was asked.
    """
    shared = _shared(documents)
    b = field_weight("body").b
    often = dict.fromkeys(shared, 0.0)
    for place, counted in enumerate(documents, 2):
        length = sum(counted.values()) / max(1.0, average_length)
        norm = K1 * (1 - b + b * length)
        for term in shared & counted.keys():
            count = counted[term]
            often[term] += count / (count + norm) / math.log2(place)
    best = sorted(often, key=lambda term: (-often[term], term))[:_CANDIDATES]
    return {term: often[term] for term in best}


def _shared(documents: Sequence[Mapping[str, int]]) -> set[str]:
    """Return the words that two documents or more have."""
    seen: set[str] = set()
    shared: set[str] = set()
    for counted in documents:
        shared |= seen & counted.keys()
        seen |= counted.keys()
    return {term for term in shared - stop_terms() if len(term) > 1 and not term[-1].isdigit()}
