"""Where in a text a query matches, and which passage shows it best.

Matches are data: spans of the text as given, never marks in it. Any text will do, a title, a
body or a line of it; neither the index nor Whoosh is asked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.results import Highlight
from index.search.loosening import loosened, without_small_words
from index.search.passages import best_passage, covered
from index.search.query_tree import FILTERS, Text, sought
from index.search.recognition import Recognizer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.results import Span
    from index.search.query import Query
    from index.search.query_tree import Words
    from index.search.recognition import Sighting

SNIPPET_WIDTH: Final = 240
_ELLIPSIS: Final = "…"

_LOOKED_AT: Final = (20_000, 300_000)
"""Characters of a text that a passage is looked for in: at first, and where that is too few."""

_BLANK: Final = re.compile(r"\s")
_LETTER: Final = re.compile(r"\S")
_FARTHEST_BLANK: Final = 200


class Matcher:
    """Finds the words and phrases that a query asks for; what it excludes is never marked.

    Usable from several threads.
    """

    def __init__(
        self,
        query: Query,
        *,
        relaxed: bool = False,
        rarities: Mapping[str, float] | None = None,
    ) -> None:
        """Match what ``query`` found, or what it found when it was ``relaxed``.

        Small words such as *the* are marked only where nothing else is sought, and what only
        chooses among the articles, such as a section, nowhere. ``rarities`` tells for terms how
        much it is worth to show them, above 0; terms that it lacks are worth 1.
        """
        tree = (loosened(query.tree) if query.tree and relaxed else None) or query.tree
        found = [part for part in sought(tree) if part.field not in FILTERS] if tree else []
        parts = list(dict.fromkeys(map(_as_text_has_it, without_small_words(found))))
        self._weights = tuple(_weight(part, rarities or {}) for part in parts)
        self._recognizer = Recognizer(parts)

    @property
    def seeks(self) -> bool:
        """Whether there is anything that could be found in a text."""
        return bool(self._weights)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return the matches in ``text``: ascending, apart, inside the text."""
        return _apart(self._recognizer.sightings(text))

    def snippet(self, text: str, width: int = SNIPPET_WIDTH) -> Highlight:
        """Return the passage of ``text`` that holds most of what is sought, on one line.

        At most ``width`` characters and an ellipsis where something was left out on either side.
        A very long text is read only until everything that is sought was seen.
        """
        flat, sightings, passage = "", [], (0, 0)
        for enough in _LOOKED_AT:
            head = _head(text, max(enough, 2 * width))
            flat = " ".join(head.split())
            sightings = self._recognizer.sightings(flat)
            passage = best_passage(flat, sightings, self._weights, width)
            if len(head) == len(text) or covered(sightings, self._weights, passage):
                break
        goes_on = passage[1] < len(flat) or _LETTER.search(text, len(head)) is not None
        return _shown(flat, passage, sightings, goes_on=goes_on)


def _as_text_has_it(part: Words) -> Words:
    """Return ``part`` without what makes no difference to where it stands in a text."""
    if isinstance(part, Text):
        return Text("", part.terms, slop=part.slop)
    return replace(part, typed="", field="")


def _weight(part: Words, rarities: Mapping[str, float]) -> float:
    if isinstance(part, Text):
        return sum(rarities.get(term, 1.0) for term in part.terms)
    return 1.0


def _head(text: str, longest: int) -> str:
    """Return the beginning of ``text``, which ends at a blank where there is one."""
    if len(text) <= longest:
        return text
    blanks = [match.start() for match in _BLANK.finditer(text, longest - _FARTHEST_BLANK, longest)]
    return text[: blanks[-1] if blanks else longest]


def _shown(flat: str, passage: Span, sightings: Sequence[Sighting], *, goes_on: bool) -> Highlight:
    start, end = passage
    before, after = _ELLIPSIS if start else "", _ELLIPSIS if goes_on else ""
    shift = len(before) - start
    spans = tuple(
        (first + shift, last + shift)
        for first, last in _apart(sightings)
        if start <= first and last <= end
    )
    return Highlight(f"{before}{flat[start:end]}{after}", spans)


def _apart(sightings: Sequence[Sighting]) -> tuple[Span, ...]:
    """Return the marks of ``sightings``, those that overlap as one."""
    apart: list[Span] = []
    for start, end in sorted({mark for sighting in sightings for mark in sighting.marks}):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], end)
        else:
            apart.append((start, end))
    return tuple(apart)
