"""The words of an index as people read and type them: ``policies``, where its terms say ``polici``.

A segment may hold a list of them beside its fields, ``surface.heads ends bytes`` (sorted words:
folded, not stemmed, of scripts with blanks between words) and ``surface.counts`` (how often each
stands in titles and bodies). For a segment without it the words of its titles stand in, or of
some of them where they are many. Characters of scripts without blanks are not here: their terms
are readable as they are.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import numpy as np

from index.search.engine.terms import Terms
from index.text.words import fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from index.search.engine.segment import SegmentArrays
    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot

SHORTEST: Final = 2
LONGEST: Final = 32
"""Characters of a word that is worth completing or correcting."""

_MOST_TITLES: Final = 20_000
_WORD: Final = re.compile(r"[^\W_]+(?:[.&'’-][^\W_]+)*")
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class WordList:
    """Sorted words with a count each; the word at a place is ``words[place]``."""

    words: Terms
    counts: Array

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> WordList:
        """Return the words of ``counts``."""
        ordered = sorted((word.encode(), count) for word, count in counts.items())
        numbers = np.fromiter((count for _, count in ordered), np.int64, count=len(ordered))
        return cls(Terms.of([word for word, _ in ordered]), numbers)

    @cached_property
    def lengths(self) -> Array:
        """How many bytes each word has."""
        return np.diff(self.words.ends).astype(np.int32)

    @cached_property
    def letters(self) -> Array:
        """Which bytes each word has, as one bit for every 32nd of them."""
        if not len(self.words):
            return np.zeros(0, np.uint32)
        bits = np.uint32(1) << (self.words.content & np.uint8(31)).astype(np.uint32)
        return np.bitwise_or.reduceat(bits, self.words.ends[:-1].astype(np.intp))

    def count(self, word: str) -> int:
        """Return how often ``word`` stands in the texts, 0 where it does not."""
        place = self.words.find(word.encode("utf-8", "replace"))
        return int(self.counts[place]) if place >= 0 else 0

    def beginning(self, start: str, most: int) -> list[tuple[str, int]]:
        """Return up to ``most`` words that begin with ``start``, the most frequent first."""
        first, last = self.words.span(start.encode("utf-8", "replace"))
        counts = self.counts[first:last]
        if len(counts) > most:
            places = np.argpartition(counts, len(counts) - most)[len(counts) - most :]
        else:
            places = np.arange(len(counts))
        places = places[np.argsort(-counts[places].astype(np.int64), kind="stable")]
        return [(self.words[first + at].decode(), int(counts[at])) for at in places.tolist()]


class SurfaceWords:
    """The readable words of all segments of a snapshot."""

    def __init__(self, lists: Iterable[WordList]) -> None:
        self.lists = tuple(lists)

    @classmethod
    def of(cls, snapshot: Snapshot) -> SurfaceWords:
        """Return the words of ``snapshot``; deleted articles are still counted."""
        return cls(map(_word_list, snapshot.segments))

    def count(self, word: str) -> int:
        """Return how often ``word``, which is folded, stands in the texts."""
        return sum(one.count(word) for one in self.lists)

    def beginning(self, start: str, most: int) -> list[tuple[str, int]]:
        """Return up to ``most`` words that begin with ``start``, the most frequent first.

        Equally frequent ones stand in the order of the alphabet. A word that is rare in every
        segment and frequent in all together may be passed over.
        """
        found = {word for one in self.lists for word, _ in one.beginning(start, 2 * most)}
        counted = ((word, self.count(word)) for word in found)
        return heapq.nsmallest(most, counted, key=lambda one: (-one[1], one[0]))


def words_of_titles(titles: Iterable[str]) -> dict[str, int]:
    """Return the words of ``titles`` as they are kept, and how often each stands there."""
    found: dict[str, int] = {}
    for raw, count in Counter(_WORD.findall("\n".join(titles))).items():
        word = fold(raw.removesuffix("'s").removesuffix("’s"))
        kept = SHORTEST <= len(word) <= LONGEST and _LETTER.search(word)
        if kept and not any(map(is_unspaced, word)):
            found[word] = found.get(word, 0) + count
    return found


def _word_list(segment: SegmentArrays) -> WordList:
    known = _KNOWN.get(segment)
    if known is None:
        known = _KNOWN[segment] = _kept(segment) or _of_titles(segment)
    return known


def _kept(segment: SegmentArrays) -> WordList | None:
    if "surface.counts" not in segment.file:
        return None
    array = segment.file.array
    words = Terms(array("surface.heads"), array("surface.ends"), array("surface.bytes"))
    return WordList(words, array("surface.counts"))


def _of_titles(segment: SegmentArrays) -> WordList:
    _, titles = segment.dictionary("title")
    step = max(1, len(titles) // _MOST_TITLES)
    some = (titles[at].decode("utf-8", "replace") for at in range(0, len(titles), step))
    return WordList.of(words_of_titles(some))


# A segment stays as it is from commit to commit, and what was computed of its words with it.
_KNOWN: Final[WeakKeyDictionary[SegmentArrays, WordList]] = WeakKeyDictionary()
