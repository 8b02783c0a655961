"""Where in the text of a query the words stand that it looks for.

The tree of a query tells what was meant, not where it was typed. Words that are excluded, that
stand for others (``port*``) and those of scripts without blanks are not told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.search.query_tree import Text, sought
from index.text.words import fold, is_unspaced, sought_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.results import Span
    from index.search.query import Query


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word of a query: ``text[start:end]``, folded as ``word``, looked for as ``term``.

    ``field`` is empty where it is looked for in any field.
    """

    start: int
    end: int
    word: str
    term: str
    field: str


def typed_words(query: Query) -> list[TypedWord]:
    """Return the words that ``query`` looks for in the order in which they were typed."""
    found: dict[int, TypedWord] = {}
    for node in sought(query.tree) if query.tree else ():
        if isinstance(node, Text):
            words = list(_words(node))
            for start, _ in _places(query.text, node.typed) if words else ():
                for word in words:
                    moved = start + word.start
                    found.setdefault(
                        moved, TypedWord(moved, start + word.end, word.word, word.term, word.field)
                    )
    ordered = sorted(found.values(), key=lambda word: word.start)
    return [
        word
        for place, word in enumerate(ordered)
        if not place or ordered[place - 1].end <= word.start
    ]


def _words(node: Text) -> Iterator[TypedWord]:
    for word in sought_words(node.typed):
        raw = node.typed[word.start : word.end]
        if not is_unspaced(raw):
            yield TypedWord(word.start, word.end, fold(raw), word.term, node.field)


def _places(text: str, typed: str) -> Iterator[Span]:
    """Yield where ``typed`` stands as a whole, unless a sign before it takes it away."""
    for found in re.finditer(rf"(?<![\w*?~-]){re.escape(typed)}(?![\w*?~])", text):
        if not text[: found.start()].endswith("NOT "):
            yield found.span()
