"""What the text of a query asks for: whatever is typed, there is an answer and no error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from index.search.loosening import either, loosened
from index.search.query_grammar import MOST_WORDS, read_query
from index.search.query_tree import FILTERS, sought
from index.search.query_words import describe
from index.search.unfinished import opened, without_beginnings

if TYPE_CHECKING:
    from index.results import Sort
    from index.search.query_tree import Node


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was read: the tree to look up and one plain line that says it.

    ``sort`` is the order the query itself asked for. A query without a tree asks for everything.
    """

    text: str
    tree: Node | None
    understood: str
    sort: Sort | None = None

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


def parse_query(
    text: str,
    *,
    any_word: bool = False,
    unfinished: bool = False,
    today: date | None = None,
) -> Query:
    """Read ``text`` as a query; with ``any_word``, one of its plain words is enough.

    With ``unfinished``, the text is still being typed: its last word may go on.
    """
    today = today or datetime.now(UTC).astimezone().date()
    typed = without_beginnings(text, today) if unfinished else text
    reading = read_query(typed, today)
    tree = said = reading.tree
    if any_word and tree is not None:
        tree, said = loosened(tree) or tree, either(tree) or tree
    if unfinished and tree is not None:
        tree, said = opened(tree, typed)
    understood = describe(said)
    if reading.sort is not None:
        understood += f", {_ORDERS[reading.sort]}"
    if reading.cut:
        understood += f" (only its beginning was read: at most {MOST_WORDS} words)"
    return Query(text, tree, understood, reading.sort)


_ORDERS = {
    "newest": "newest first",
    "oldest": "oldest first",
    "title": "by title",
    "relevance": "best first",
}
