"""Where in a text a query matches, and which passage shows it best.

Matches are data: spans of the text as given, never marks in it. Any text will do, a title, a
body or a line of it; neither the index nor Whoosh is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.results import Highlight
from index.search.loosening import loosened, without_small_words
from index.search.query_tree import Prefix, Text, sought
from index.text.words import prefix_stems, words

if TYPE_CHECKING:
    from index.results import Span
    from index.search.query import Query

SNIPPET_WIDTH: Final = 240
_ELLIPSIS: Final = "…"


class Matcher:
    """Finds the words and phrases that a query asks for; what it excludes is never marked."""

    def __init__(self, query: Query, *, relaxed: bool = False) -> None:
        """Match what ``query`` found, or what it found when it was ``relaxed``.

        Small words such as *the* are marked only where nothing else is sought.
        """
        tree = (loosened(query.tree) if query.tree and relaxed else None) or query.tree
        sought_parts = without_small_words(list(sought(tree))) if tree else []
        texts = {part.terms for part in sought_parts if isinstance(part, Text)}
        self._single = frozenset(terms[0] for terms in texts if len(terms) == 1)
        self._phrases = tuple(sorted(terms for terms in texts if len(terms) > 1))
        self._starts = tuple(part.start for part in sought_parts if isinstance(part, Prefix))
        self._stems = frozenset[str]().union(*(prefix_stems(start) for start in self._starts))
        self._wanted = self._single.union(*self._phrases)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return the matches in ``text``: ascending, apart, inside the text."""
        return tuple((start, end) for start, end, _ in _apart(self._matches(text)))

    def snippet(self, text: str, width: int = SNIPPET_WIDTH) -> Highlight:
        """Return the passage of ``text`` that holds most of what is sought, on one line.

        At most ``width`` characters and an ellipsis where something was left out on either side.
        """
        flat = " ".join(text.split())
        matches = _apart(self._matches(flat))
        start, end = _passage(flat, matches, width)
        before = _ELLIPSIS if start else ""
        shift = len(before) - start
        spans = tuple(
            (first + shift, last + shift)
            for first, last, _ in matches
            if start <= first and last <= end
        )
        after = _ELLIPSIS if end < len(flat) else ""
        return Highlight(f"{before}{flat[start:end]}{after}", spans)

    def _matches(self, text: str) -> list[tuple[int, int, str]]:
        if not (self._wanted or self._starts):
            return []
        found: list[tuple[int, int, str]] = []
        places: dict[str, dict[int, Span]] = {}
        for term, start, end, position in words(text):
            if term in self._wanted:
                if term in self._single:
                    found.append((start, end, term))
                if self._phrases:
                    places.setdefault(term, {})[position] = (start, end)
            elif self._starts and (term.startswith(self._starts) or term in self._stems):
                found.append((start, end, term))
        for phrase in self._phrases:
            found += _phrase_matches(phrase, places)
        return sorted(found)


def _phrase_matches(
    phrase: tuple[str, ...], places: dict[str, dict[int, Span]]
) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    rest = [(at, places.get(term, {})) for at, term in enumerate(phrase)][1:]
    for position, (start, _) in places.get(phrase[0], {}).items():
        if all(position + at in spans for at, spans in rest):
            at, spans = rest[-1]
            found.append((start, spans[position + at][1], " ".join(phrase)))
    return found


def _apart(matches: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    apart: list[tuple[int, int, str]] = []
    for start, end, what in matches:
        if apart and start < apart[-1][1]:
            first, last, said = apart[-1]
            apart[-1] = (first, max(last, end), said)
        else:
            apart.append((start, end, what))
    return apart


def _passage(text: str, matches: list[tuple[int, int, str]], width: int) -> Span:
    if len(text) <= width:
        return 0, len(text)
    best, first = (0, 0), 0
    begin, until = 0, 0
    inside: list[tuple[int, int, str]] = []
    for match in matches:
        inside.append(match)
        while match[1] - inside[0][0] > width and len(inside) > 1:
            inside.pop(0)
        worth = (len({what for _, _, what in inside}), len(inside))
        if worth > best:
            best, begin, until = worth, inside[0][0], match[1]
            first = 1
    if not first:
        return 0, _word_end(text, width)
    start = max(0, begin - max(0, (width - (until - begin)) // 3))
    if start:
        start = _word_start(text, start, begin)
    end = start + width
    return start, len(text) if end >= len(text) else max(_word_end(text, end), min(until, end))


def _word_start(text: str, at: int, latest: int) -> int:
    blank = text.find(" ", at - 1, latest)
    return at if blank < 0 else blank + 1


def _word_end(text: str, at: int) -> int:
    blank = text.rfind(" ", max(0, at - 40), at + 1)
    return at if blank < 0 else blank
