"""Which articles a query wants relations of, and how these are said by their titles.

The query names them by ids; whoever holds the articles knows the titles. Nothing is looked up
here.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from index.search.query_tree import All, AnyOf, Marked, Without
from index.text.cleaning import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.search.query import Query
    from index.search.query_tree import Node

RELATED: Final = "related"
"""The name of such marks."""

_LONGEST_TITLE: Final = 80


def titled(query: Query, title_of: Callable[[str], str | None]) -> Query:
    """Return ``query`` with what it is related to said by titles, found by the ids as typed.

    Of ids without a title, it is noted that no article has them.
    """
    asked = dict.fromkeys(_all_related(query.said))
    if not asked:
        return query
    titles = {one: title_of(one) for one in asked}
    unknown = tuple((one, "no article has the id {}") for one in titles if titles[one] is None)
    shown = {one: _quoted(title) for one, title in titles.items() if title is not None}
    said = _shown(query.said, shown) if query.said is not None else None
    return dataclasses.replace(query, said=said, notes=(*query.notes, *unknown))


def nearest_to(query: Query) -> str:
    """Return the id of the only article that all found have to be related to; empty for none."""
    tree = query.tree
    parts = tree.parts if isinstance(tree, All) else (tree,)
    found = [part.value for part in parts if isinstance(part, Marked) and part.name == RELATED]
    return found[0] if len(found) == 1 else ""


def _all_related(node: Node | None) -> Iterator[str]:
    if isinstance(node, Marked) and node.name == RELATED:
        yield node.value
    elif isinstance(node, Without):
        yield from _all_related(node.part)
    elif isinstance(node, All | AnyOf):
        for part in node.parts:
            yield from _all_related(part)


def _shown(node: Node, shown: dict[str, str]) -> Node:
    if isinstance(node, Marked) and node.name == RELATED:
        return dataclasses.replace(node, shown=shown.get(node.value, ""))
    if isinstance(node, Without):
        return Without(_shown(node.part, shown))
    if isinstance(node, All | AnyOf):
        parts = tuple(_shown(part, shown) for part in node.parts)
        return dataclasses.replace(node, parts=parts)
    return node


def _quoted(title: str) -> str:
    title = clean_line(title)
    cut = title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rstrip() + "…"
    return f"“{cut}”"
