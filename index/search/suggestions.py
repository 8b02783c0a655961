"""What was probably meant by a query with a word that no article has: did-you-mean.

Words are corrected into words of the index as people read them: near by letters and frequent, or
two words that were run together, or one that was parted; and values of fields into those there
are. Only these change: operators, fields, quotes and all else of the text stay as typed. Short
words and abbreviations, which are near to much, are corrected with care. Nothing here searches.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from index.hints import Suggestion
from index.search.adjacency import neighbours
from index.search.nearness import near
from index.search.query_misreadings import spelt_right, values_meant
from index.search.surface import LONGEST
from index.search.typed_words import typed_words
from index.text.stop_words import is_stop_word
from index.text.words import sought_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.search.engine.snapshot import Snapshot
    from index.search.query import Query
    from index.search.surface import SurfaceWords
    from index.search.typed_words import TypedWord

_CHANGE: Final = 7.0
_FIRST_LETTER: Final = 3.0
"""What a change counts against a word, and one of its first letter, in doublings of frequency."""

_SHORTEST: Final = 3
_ONE_CHANGE: Final = 6
"""Letters of the shortest word that is corrected, and of the longest with but one letter wrong."""

_ABBREVIATION: Final = 4
"""Letters of the longest word that is none but an abbreviation where it is typed in capitals."""

_SETTLED: Final = 128
"""How frequent a word one change away is when no word two changes away is asked for."""

_RARE: Final = 200
"""How many times as frequent a word must be to take the place of one that articles have."""

_MOST_WORDS: Final = 8
_MOST_SPLITS: Final = 3
_MOST_IN_PLACE: Final = 5
_MOST_ARTICLES: Final = 5_000
_BESIDE: Final = 2.0
"""What a doubling of the times a word stands beside its neighbour counts for."""

_WHOLE_PART: Final = 2
"""Letters of the shortest part of a word that is set apart by a blank and not by a hyphen."""

_PLAIN: Final = frozenset({"", "title", "body"})
_FIELDS: Final = {
    "": ("title", "body", "sections", "source", "authors"),
    "section": ("sections",),
    "author": ("authors",),
}
_OPERATORS: Final = frozenset({"AND", "NOT", "OR"})

Change = tuple[int, int, str]
"""From which character to which of a query another text stands, and that text."""


class Suggestions:
    """Corrects queries by the words of one snapshot."""

    def __init__(
        self,
        snapshot: Snapshot,
        words: SurfaceWords,
        values: Mapping[str, SurfaceWords] | None = None,
        tags: Sequence[str] = (),
    ) -> None:
        """Take words from ``words``, those of a field from ``values``; ``tags`` are the reader's.

        Words of a field that is neither there nor the title or text are left alone.
        """
        self._snapshot = snapshot
        self._words = words
        self._values = {**dict.fromkeys(_PLAIN, words), **(values or {})}
        self._tags = tags

    def suggest(self, query: Query, *, found_nothing: bool = True) -> Suggestion | None:
        """Return ``query`` with its unknown words corrected, None where nothing better is known.

        Where it ``found_nothing``, a word that few articles have is corrected, too, into a near
        one that is far more frequent.
        """
        right = spelt_right(query.text)
        typed = [
            word
            for word in typed_words(query)
            if not any(start <= word.start < end for start, end in right)
        ][:_MOST_WORDS]
        frequencies = [self._frequency(word) for word in typed]
        changes: list[Change] = []
        for at, word in enumerate(typed):
            if changes and changes[-1][1] > word.start:
                continue
            change = self._joined(query.text, typed[at : at + 2], frequencies[at : at + 2])
            if change is None and (found_nothing or not frequencies[at]):
                known = [one for one, often in zip(typed, frequencies, strict=True) if often]
                beside = _beside(query.text, word, known)
                change = self._corrected(query.text, word, frequencies[at], beside)
            if change is not None:
                changes.append(change)
        meant = values_meant(query, self._tags)
        free = (one for one in changes if all(one[1] <= a or one[0] >= b for a, b, _ in meant))
        changes = [*free, *meant]
        return _changed(query.text, sorted(changes)) if changes else None

    def _frequency(self, typed: TypedWord) -> int:
        """Return in how many articles a word stands, at least."""
        names = _FIELDS.get(typed.field, (typed.field,))
        term = typed.term.encode("utf-8", "replace")
        return max(self._snapshot.doc_frequency(name, term) for name in names)

    def _corrected(
        self, text: str, typed: TypedWord, frequency: int, beside: tuple[str, str]
    ) -> Change | None:
        if len(typed.word) <= _ABBREVIATION and text[typed.start : typed.end].isupper():
            return None
        merits = self._near_merits(typed, frequency)
        best = sorted(merits, key=lambda word: (-merits[word], word))[:_MOST_IN_PLACE]
        merit = merits[best[0]] if best else -math.inf
        meant = max(best, key=lambda word: merits[word] + self._fit(word, beside), default="")
        if not frequency and typed.field in _PLAIN:
            meant = self._parted(typed.word, merit) or meant
        if not meant:
            return None
        return typed.start, typed.end, _in_case(text[typed.start : typed.end], meant)

    def _near_merits(self, typed: TypedWord, frequency: int) -> dict[str, float]:
        """Return the words that may be meant and how likely each is, in doublings."""
        words = self._values.get(typed.field)
        found = _near(words, typed.word, sure=frequency > 0) if words else {}
        return {
            word: math.log2(count) - _CHANGE * changes - _FIRST_LETTER * (word[0] != typed.word[0])
            for word, (count, changes) in found.items()
            if count >= frequency * _RARE
            and not _same_term(word, typed.term)
            and _likely(typed.word, word)
        }

    def _fit(self, word: str, beside: tuple[str, str]) -> float:
        """Return how much more likely a word is for standing beside these in the texts."""
        before, behind = beside
        often = self._together(before, word) if before else 0
        often += self._together(word, behind) if behind else 0
        return _BESIDE * math.log2(1 + often)

    def _parted(self, word: str, merit: float) -> str:
        """Return the two words that ``word`` is made of, if texts have them so; else nothing.

        And only where that has more merit than the nearest word.
        """
        if len(word) > LONGEST:
            return ""
        cuts = range(1, len(word) - _WHOLE_PART + 1)
        parts = [(word[:at], word[at:]) for at in cuts]
        fewest = 2 ** (merit + _CHANGE)
        counted = [(min(map(self._often, pair)), pair) for pair in parts]
        likely = sorted((one for one in counted if one[0] > fewest), reverse=True)[:_MOST_SPLITS]
        found = [(self._together(*pair), _set_apart(*pair)) for _, pair in likely]
        count, best = max(found, default=(0, ""))
        return best if count > fewest else ""

    def _often(self, part: str) -> int:
        """Return how often a part stands in the texts; of numbers and letters, in how many."""
        if len(part) >= _WHOLE_PART and not part.isdigit():
            return self._words.count(part)
        return self._snapshot.doc_frequency("body", part.encode("utf-8", "replace"))

    def _joined(
        self, text: str, pair: Sequence[TypedWord], frequencies: Sequence[int]
    ) -> Change | None:
        """Return one word in the place of two that texts do not have beside each other."""
        if len(pair) == 1 or not {one.field for one in pair} <= _PLAIN:
            return None
        first, second = pair
        word = first.word + second.word
        if len(word) <= _ABBREVIATION:
            return None
        if not text[first.end : second.start].isspace() or not self._words.count(word):
            return None
        if all(frequencies) and self._together(first.word, second.word):
            return None
        return first.start, second.end, _in_case(text[first.start : first.end], word)

    def _together(self, first: str, second: str) -> int:
        ends = sought_words(first)[-1:], sought_words(second)[:1]
        if not all(ends):
            return 0
        return neighbours(self._snapshot, ends[0][0].term, ends[1][0].term, _MOST_ARTICLES)


def _beside(text: str, typed: TypedWord, known: Sequence[TypedWord]) -> tuple[str, str]:
    """Return the known words right before and right behind a typed one; empty for none."""
    before = [one for one in known if text[one.end : typed.start].isspace()]
    behind = [one for one in known if text[typed.end : one.start].isspace()]
    return before[-1].word if before else "", behind[0].word if behind else ""


def _near(known: SurfaceWords, word: str, *, sure: bool) -> dict[str, tuple[int, int]]:
    """Return near words: how often each stands in the texts, and how many changes away it is.

    One change away; two, with the same first letter, when it need not be ``sure``, the word is
    not short, and no frequent one is nearer.
    """
    found: dict[str, tuple[int, int]] = {}
    if not (_SHORTEST <= len(word) <= LONGEST and any(map(str.isalpha, word))):
        return found
    for farthest in (1, 2):
        for words in known.lists:
            for other, changes, count in near(words, word, farthest, first_kept=farthest > 1):
                if changes == farthest:
                    found[other] = count + found.get(other, (0, 0))[0], changes
        settled = any(count >= _SETTLED for count, _ in found.values())
        if sure or settled or len(word) <= _ONE_CHANGE:
            break
    return found


def _likely(typed: str, other: str) -> bool:
    """Tell whether a near word may be meant by a typed one: short ones are near to too much.

    Of three letters, two were swapped or one was left out, behind the first; and nobody looks for
    a small word (*the*, *to*) but where two of its letters were swapped.
    """
    short = len(typed) <= _SHORTEST
    if sorted(typed) == sorted(other):
        return not short or typed[0] == other[0]
    grown = len(other) > len(typed) and other[0] == typed[0]
    return (grown or not short) and not is_stop_word(other)


def _set_apart(first: str, second: str) -> str:
    """Return the parts of a word as texts have them: ``covid-19``, ``free trade``."""
    hyphen = len(first) < _WHOLE_PART or second.isdigit()
    return f"{first}{'-' if hyphen else ' '}{second}"


def _same_term(word: str, term: str) -> bool:
    return any(one.term == term for one in sought_words(word))


def _in_case(typed: str, meant: str) -> str:
    """Return ``meant`` with capitals where ``typed`` has them, but never as an operator."""
    if typed.isupper() and len(typed) > _SHORTEST and meant.upper() not in _OPERATORS:
        return meant.upper()
    return meant[0].upper() + meant[1:] if typed[0].isupper() else meant


def _changed(text: str, changes: Iterable[Change]) -> Suggestion:
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    end = length = 0
    for start, behind, meant in changes:
        pieces += [text[end:start], meant]
        length += start - end
        spans.append((length, length + len(meant)))
        length += len(meant)
        end = behind
    return Suggestion("".join([*pieces, text[end:]]), tuple(spans))
