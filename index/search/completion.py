"""How a query may go on while it is typed: names of fields, their values, words of the articles.

Words come from the index as people read them; characters of scripts without blanks are followed
by those that follow them in the articles. Nothing here searches, and whatever is typed, nothing
raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.hints import Completion
from index.results import Sort
from index.search.adjacency import neighbours
from index.search.begun_word import begun_word
from index.search.facets import asked_in_field
from index.search.query_fields import LANGUAGES, SPECIAL
from index.search.query_tree import FIELDS, STATES
from index.text.words import fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from index.search.begun_word import BegunWord
    from index.search.engine.snapshot import Snapshot
    from index.search.surface import SurfaceWords

MOST: Final = 8
"""Completions that are offered at a time, unless told otherwise."""

_NAMES: Final = (*FIELDS, *sorted(SPECIAL), "sort")
_DAYS: Final = (
    "today", "yesterday", "this week", "last week", "last 30 days", "this month", "last month",
    "this year", "last year",
)  # fmt: skip
_STANDARD: Final[dict[str, tuple[str, ...]]] = {
    "is": STATES,
    "has": ("note", "tag"),
    "sort": tuple(sort.value for sort in Sort),
    "lang": tuple(LANGUAGES),
    "date": _DAYS,
    "after": _DAYS,
    "before": _DAYS,
    "note": (),
    "related": (),
}
"""Values that are known without looking into any library."""

_FEWEST_LETTERS: Final = 2
_MOST_NAMES: Final = 3
_PAIR: Final = 2
_MOST_EXTENDED: Final = 4
_MOST_ALIKE: Final = 3
_MOST_ARTICLES: Final = 500
"""How many completions of characters are made longer, and what is looked at for that."""

_SURE: Final = 0.9
_OFTEN: Final = 5
_MOST_FOLLOWING: Final = 2
"""A run goes on for sure where it does so at such a part of its places and these are many enough,
by so many characters."""

_PLAIN: Final = re.compile(r"[\w.-]+")
_LAST_WORD: Final = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*\Z")
_STEM_FIELDS: Final = ("title", "body")


@dataclass(frozen=True, slots=True)
class FieldValues:
    """The values of one field, in the order in which they are offered, and how each is compared."""

    values: tuple[tuple[str, int], ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, values: Iterable[tuple[str, int]]) -> FieldValues:
        """Take values with their counts; of equal ones the first."""
        counts: dict[str, int] = {}
        for value, count in values:
            counts.setdefault(value, count)
        return cls(tuple(counts.items()), tuple(map(fold, counts)))

    def beginning(self, start: str, most: int) -> list[tuple[str, int]]:
        """Return values that begin with ``start``, which is folded, then those with such a word."""
        first: list[tuple[str, int]] = []
        inside: list[tuple[str, int]] = []
        begins_word = re.compile(rf"(?<![^\W_]){re.escape(start)}").search
        for value, folded in zip(self.values, self.folded, strict=True):
            if folded.startswith(start):
                first.append(value)
                if len(first) == most:
                    return first
            elif len(inside) < most and start in folded and begins_word(folded):
                inside.append(value)
        return [*first, *inside][:most]


class Completions:
    """Completes queries by the words of one snapshot and by the values of its fields."""

    def __init__(
        self,
        snapshot: Snapshot,
        words: SurfaceWords,
        values: Mapping[str, Iterable[tuple[str, int]]],
    ) -> None:
        """Take the values of fields by their names, each with its count, in the order offered."""
        self._snapshot = snapshot
        self._words = words
        self._values = {
            name: FieldValues.of(
                (*values.get(name, ()), *((value, 0) for value in _STANDARD.get(name, ())))
            )
            for name in (*values, *_STANDARD)
        }

    def complete(self, text: str, cursor: int, most: int = MOST) -> tuple[Completion, ...]:
        """Return up to ``most`` ways to go on at ``cursor``, a place in ``text``, best first."""
        begun = begun_word(text, cursor)
        if begun.name in self._values:
            return tuple(self._of_field(begun, most))
        names = [] if begun.name or begun.in_quotes else _names(begun)
        return (*names, *self._of_words(begun, most))[:most]

    def _of_field(self, begun: BegunWord, most: int) -> Iterator[Completion]:
        start = fold(begun.text.lstrip())
        for value, count in self._values[begun.name].beginning(start, most):
            asked = _asked(begun.name, value)
            if asked:
                yield Completion(asked, begun.span, "value", count)

    def _of_words(self, begun: BegunWord, most: int) -> Iterator[Completion]:
        last = _LAST_WORD.search(begun.text)
        if last is None:
            return
        start = begun.begin + last.start()
        if is_unspaced(last[0][-1]):
            found = self._following(last[0], most)
        elif len(last[0]) >= _FEWEST_LETTERS:
            found = self._words.beginning(fold(last[0]), most + 1)
        else:
            return
        for word, count in found:
            if word != fold(last[0]):
                shown = word.capitalize() if last[0][0].isupper() else word
                yield Completion(shown, (start, begun.end), "word", count)

    def _following(self, typed: str, most: int) -> list[tuple[str, int]]:
        """Return ``typed`` with the characters that follow it most often in the articles."""
        begin = len(typed) - 1
        while begin and is_unspaced(typed[begin - 1]):
            begin -= 1
        found = self._longer(typed[begin:], most, most)
        for at, (run, count) in enumerate(found[:_MOST_EXTENDED]):
            # Chinese words have two characters, and what they make together has four.
            longer = self._longer(run, most, 1) if len(run) % _PAIR else []
            whole = longer[0] if longer and 2 * longer[0][1] >= count else (run, count)
            found[at] = self._to_its_end(*whole)
        return [(typed[:begin] + run, count) for run, count in found]

    def _to_its_end(self, run: str, count: int) -> tuple[str, int]:
        """Return ``run`` with the characters that nearly always follow it, and how often it is."""
        for _ in range(_MOST_FOLLOWING if count >= _OFTEN else 0):
            longer = self._longer(run, _MOST_ALIKE, 1)
            if not longer or longer[0][1] < _SURE * count:
                break
            run, count = longer[0]
        return run, count

    def _longer(self, run: str, looked_at: int, most: int) -> list[tuple[str, int]]:
        """Return ``run`` with one character more, by how often its last two stand before that."""
        pairs = self._pairs(run[-1], looked_at)
        if len(run) >= _PAIR:
            last = run[-_PAIR:]
            counted = (
                (pair, neighbours(self._snapshot, last, pair, _MOST_ARTICLES)) for pair, _ in pairs
            )
            pairs = sorted((one for one in counted if one[1]), key=lambda one: (-one[1], one[0]))
        return [(run[:-1] + pair, count) for pair, count in pairs[:most]]

    def _pairs(self, first: str, most: int) -> list[tuple[str, int]]:
        """Return the most frequent pairs of characters that begin with ``first``."""
        counts: dict[bytes, int] = {}
        for name in _STEM_FIELDS:
            for _, field in self._snapshot.fields(name):
                start, end = field.terms.span(first.encode("utf-8", "replace"))
                frequencies = np.diff(field.position_starts[start : end + 1])
                for term, count in zip(
                    field.terms.between(start, end), frequencies.tolist(), strict=True
                ):
                    counts[term] = counts.get(term, 0) + count
        found = ((term.decode(), count) for term, count in counts.items())
        ordered = sorted(found, key=lambda one: (-one[1], one[0]))
        return [one for one in ordered if len(one[0]) == _PAIR][:most]


def _names(begun: BegunWord) -> list[Completion]:
    start = begun.text.lower()
    fitting = [name for name in _NAMES if start and name.startswith(start)]
    return [Completion(f"{name}:", begun.span, "field") for name in fitting[:_MOST_NAMES]]


def _asked(name: str, value: str) -> str:
    """Return the text of a query that asks for a value; empty where none can."""
    if name in FIELDS:
        return asked_in_field(name, value)
    if _PLAIN.fullmatch(value):
        return f"{name}:{value}"
    return "" if set(value) & set('"“”') else f'{name}:"{value}"'
