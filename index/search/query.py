"""What the text of a query asks for: whatever is typed, there is an answer and no error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from index.search.loosening import either, loosened, telling_parts
from index.search.query_grammar import read_query
from index.search.query_tree import FILTERS, All, Text, sought
from index.search.query_words import describe, describe_notes
from index.search.unfinished import opened, without_beginnings

if TYPE_CHECKING:
    from collections.abc import Container

    from index.results import Sort
    from index.search.query_tree import Node

_NATURAL: Final = 4
"""Plain words that make a query one in natural language."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was read: the tree to look up, and what is to be said of it.

    ``sort`` is the order the query itself asked for. A query without a tree asks for everything.
    ``natural`` says that it is plain words, four or more, without operators, fields, quotes and
    patterns. ``said`` is the tree as it is shown, ``notes`` what was left out or read otherwise.
    """

    text: str
    tree: Node | None
    sort: Sort | None = None
    natural: bool = False
    said: Node | None = None
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def understood(self) -> str:
        """The query in one plain line, with dates resolved and everything told that was cut."""
        order = f", {_ORDERS[self.sort]}" if self.sort is not None else ""
        return f"{describe(self.said)}{order}{describe_notes(self.notes)}"

    @property
    def is_empty(self) -> bool:
        """Whether no words and no filters were given."""
        return self.tree is None

    @property
    def ranks(self) -> bool:
        """Whether some articles can answer it better than others: filters alone cannot tell."""
        return self.tree is not None and any(
            part.field not in FILTERS for part in sought(self.tree)
        )

    @property
    def plain_terms(self) -> tuple[str, ...]:
        """The terms of the words that are asked for anywhere and unquoted, each once."""
        words = sought(self.tree) if self.tree is not None else ()
        plain = (
            term
            for word in words
            if isinstance(word, Text) and not (word.field or word.quoted)
            for term in word.terms
        )
        return tuple(dict.fromkeys(plain))


def parse_query(
    text: str,
    *,
    any_word: bool = False,
    unfinished: bool = False,
    today: date | None = None,
    known: Container[str] = (),
) -> Query:
    """Read ``text`` as a query; with ``any_word``, one of its plain words is enough.

    With ``unfinished``, the text is still being typed: its last word may go on, and a tag counts
    as soon as its key (``tag:ports``) is among the ``known`` ones. ``today`` is the day that dates
    in words are counted from, by default that of this machine.
    """

    def day() -> date:
        return today or datetime.now(UTC).astimezone().date()

    typed = without_beginnings(text, day, known) if unfinished else text
    reading = read_query(typed, day)
    tree = said = reading.tree
    natural = reading.plain and isinstance(tree, All) and len(tree.parts) >= _NATURAL
    if natural and isinstance(tree, All):
        going_on = unfinished and not text[-1:].isspace()
        tree = said = telling_parts(tree, keep_last=going_on)
    if any_word and tree is not None:
        tree, said = loosened(tree) or tree, either(tree) or tree
    if unfinished and tree is not None:
        tree, said = opened(tree, typed)
    return Query(text, tree, reading.sort, natural, said, tuple(reading.notes))


_ORDERS: Final = {
    "newest": "newest first",
    "oldest": "oldest first",
    "title": "by title",
    "source": "by source",
    "relevance": "best first",
}
