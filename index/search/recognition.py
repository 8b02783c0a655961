"""Where the words of a query stand in a text that is at hand.

Blanks part a text into chunks that never share a word. Only a chunk is cut into words that has a
beginning of one that is sought, and usual ones are cut once. In scripts without blanks, what is
sought is a run of characters and is found as such. Finds what `index.text.words` would find by
cutting the whole text; never asks the index and never raises, whatever the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from index.search.likeness import beginning, likeness, term_beginning
from index.search.query_tree import Prefix, Text
from index.text.words import cut, is_unspaced, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index.results import Span
    from index.search.query_tree import Words

_MOST_REMEMBERED: Final = 1 << 15
_LONGEST_REMEMBERED: Final = 64
"""Chunks that are remembered, and characters of one; past that, all are forgotten."""

_LONGEST_STEP: Final = 2000
"""Characters from a word of a phrase to the next; what is farther is no neighbour."""

_TRAILING: Final = ".,;:!?)"
_WHITE: Final = re.compile(r"[^\S ]")
# Characters of unspaced scripts that may change when they are folded, each into one.
_FOLDED: Final = re.compile(
    "[\u0e33\u0eb3\u0edc\u0edd\u309b\u309c\u309f\u30ff\uf900-\ufad9\uff66-\uff9f"
    "\U0002f800-\U0002fa1d]"
)
# A letter, and all behind it that is no usual character of an unspaced script; words of spaced
# scripts lie within.
_USUAL: Final = "\u0e01-\u0e30\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_STRETCH: Final = re.compile(rf"[^\W_{_USUAL}][^{_USUAL}]*")


class Sighting(NamedTuple):
    """A part of the query found at ``start`` to ``end``, by its place among the parts.

    ``marks`` are the spans to mark: a word, a whole phrase, or each word of near words.
    """

    start: int
    end: int
    part: int
    marks: tuple[Span, ...]


class _Found(NamedTuple):
    """A word in a chunk that is sought, alone by some ``parts`` or by phrases."""

    term: str
    start: int
    end: int
    parts: tuple[int, ...]


class _Phrase(NamedTuple):
    """Terms to find in this order, each at most ``steps`` words behind the one before."""

    part: int
    terms: tuple[str, ...]
    steps: int


class Recognizer:
    """Finds the parts of one query in any number of texts, the later the faster."""

    def __init__(self, parts: Sequence[Words]) -> None:
        self._singles: dict[str, tuple[int, ...]] = {}
        self._likenesses: list[tuple[int, Callable[[str], bool]]] = []
        self._runs: list[tuple[int, str]] = []
        self._phrases: list[_Phrase] = []
        beginnings: set[str] = set()
        for place, part in enumerate(parts):
            if isinstance(part, Text):
                beginnings |= self._take_text(place, part)
            elif isinstance(part, Prefix) and is_unspaced(part.start):
                self._runs.append((place, part.start))
            else:
                self._likenesses.append((place, likeness(part)))
                beginnings.add(beginning(part))
        self._find_chunks = _chunk_finder(beginnings)
        self._chunks: dict[str, tuple[_Found, ...]] = {}

    def _take_text(self, place: int, text: Text) -> set[str]:
        """Take a word or phrase and return how its words begin."""
        alone = len(text.terms) == 1
        run = _as_run(text.terms)
        if run and (alone or not text.slop):
            self._runs.append((place, run))
            return set()
        if not alone:
            self._phrases.append(_Phrase(place, text.terms, text.slop + 1))
        spaced = [term for term in text.terms if not is_unspaced(term)]
        for term in spaced:
            self._singles[term] = self._singles.get(term, ()) + ((place,) if alone else ())
        return {term_beginning(term) for term in spaced}

    def sightings(self, text: str) -> list[Sighting]:
        """Return where parts of the query stand in ``text``, ascending; they may overlap."""
        text = _WHITE.sub(" ", text)
        found: list[Sighting] = []
        places: dict[str, list[Span]] = {}
        for term, start, end, parts in self._words(text):
            found += [Sighting(start, end, part, ((start, end),)) for part in parts]
            places.setdefault(term, []).append((start, end))
        folded = ""
        if (self._runs or self._phrases) and not text.isascii():
            folded = _FOLDED.sub(_fold_character, text)
        for part, run in self._runs:
            found += [Sighting(*span, part, (span,)) for span in _spans_of(run, folded)]
        for phrase in self._phrases:
            found += _phrase_sightings(phrase, text, folded, places)
        found.sort()
        return found

    def _words(self, text: str) -> Iterator[_Found]:
        """Yield the words of ``text`` that are sought, alone or in a phrase."""
        for start, chunk in self._find_chunks(text):
            known = self._chunks.get(chunk)
            for term, first, last, parts in self._sought_in(chunk) if known is None else known:
                yield _Found(term, start + first, start + last, parts)

    def _sought_in(self, chunk: str) -> Iterable[_Found]:
        found = self._from(_words_of(chunk))
        if len(chunk) > _LONGEST_REMEMBERED:
            return found
        chunks = self._chunks
        if len(chunks) > _MOST_REMEMBERED:
            # Another thread may still read the old one, so it is not emptied.
            chunks = self._chunks = {}
        kept = chunks[chunk] = tuple(found)
        return kept

    def _from(self, cut_words: Iterable[tuple[str, int, int]]) -> Iterator[_Found]:
        for term, start, end in cut_words:
            parts = self._parts_of(term)
            if parts is not None:
                yield _Found(term, start, end, parts)

    def _parts_of(self, term: str) -> tuple[int, ...] | None:
        """Return which parts ``term`` alone is a match of; None where nothing asks for it."""
        if is_unspaced(term):
            return None
        like = tuple(part for part, is_like in self._likenesses if is_like(term))
        single = self._singles.get(term)
        return like or None if single is None else single + like


def _words_of(chunk: str) -> Iterator[tuple[str, int, int]]:
    """Yield terms of a chunk with their starts and ends, all that spaced scripts have of them."""
    alone = chunk.rstrip(_TRAILING)
    if alone.isascii() and alone.isalpha():
        for term in cut(alone).terms:
            yield term, 0, len(alone)
        return
    for stretch in _STRETCH.finditer(chunk):
        # The neighbours tell whether a word may begin or end here.
        first = max(stretch.start() - 1, 0)
        for term, start, end, _ in words(chunk[first : stretch.end() + 1]):
            yield term, first + start, first + end


def _chunk_finder(beginnings: set[str]) -> Callable[[str], Iterable[tuple[int, str]]]:
    """Return what yields the chunks of a text that may hold a word with one of ``beginnings``.

    With their starts, ascending. An empty beginning stands for any.
    """
    if not beginnings:
        return lambda _: ()
    if "" in beginnings:
        return _every_chunk
    ways = "|".join(sorted(map(_ways, beginnings)))
    # Whether a word with a letter beyond ASCII is sought, only folding it can tell. What a pattern
    # can begin with should be few characters: all others are skipped fast.
    return partial(_likely_chunks, re.compile(rf"[^A-Za-z](?:{ways}|(?<=[^\x00-\x7f]))"))


def _every_chunk(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for chunk in text.split(" "):
        yield start, chunk
        start += len(chunk) + 1


def _likely_chunks(beginning: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    # A blank before the first chunk makes it like all others.
    padded = f" {text}"
    at = 0
    while at >= 0 and (match := beginning.search(padded, at)):
        start = padded.rfind(" ", 0, match.start() + 1)
        at = padded.find(" ", match.start() + 1)
        yield start, text[start : at - 1] if at >= 0 else text[start:]


def _ways(beginning: str) -> str:
    """Return a pattern of the ways to write a beginning, such as ``us`` of "U.S."."""
    return r"\.?".join(f"[{re.escape(one)}{re.escape(one.upper())}]" for one in beginning)


def _as_run(terms: tuple[str, ...]) -> str:
    """Return the run of an unspaced script whose pairs ``terms`` are; empty where they are not."""
    if not all(map(is_unspaced, terms)):
        return ""
    if len(terms) > 1 and any(one[1:] != other[:1] for one, other in pairwise(terms)):
        return ""
    return "".join(term[0] for term in terms[:-1]) + terms[-1]


def _fold_character(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])[0]


def _spans_of(run: str, folded: str) -> Iterator[Span]:
    at = folded.find(run)
    while at >= 0:
        yield at, at + len(run)
        at = folded.find(run, at + 1)


def _phrase_sightings(
    phrase: _Phrase, text: str, folded: str, places: dict[str, list[Span]]
) -> Iterator[Sighting]:
    spans = [
        list(_spans_of(term, folded)) if is_unspaced(term) else places.get(term, [])
        for term in phrase.terms
    ]
    for chain in _chains(text, spans, phrase.steps) if all(spans) else ():
        start, end = chain[0][0], chain[-1][1]
        marks = ((start, end),) if phrase.steps == 1 else chain
        yield Sighting(start, end, phrase.part, marks)


def _chains(text: str, places: list[list[Span]], steps: int) -> list[tuple[Span, ...]]:
    """Return a span of each of ``places`` in order, each at most ``steps`` words from the last."""
    chains: list[tuple[Span, ...]] = [(span,) for span in places[0]]
    for spans in places[1:]:
        starts = [chain[-1][0] for chain in chains]
        longer: list[tuple[Span, ...]] = []
        for span in spans:
            # If any chain reaches so far, the one that ends nearest does.
            nearest = bisect_left(starts, span[0]) - 1
            if nearest >= 0 and _is_within(text, starts[nearest], span[0], steps):
                longer.append((*chains[nearest], span))
        chains = longer
    return chains


def _is_within(text: str, start: int, end: int, steps: int) -> bool:
    """Tell whether the word at ``end`` is at most ``steps`` words behind the one at ``start``."""
    if end - start > _LONGEST_STEP * steps:
        return False
    return all(word.position < steps for word in words(text[start:end]))
