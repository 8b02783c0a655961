"""How the tests write the tree of a query on one line.

A word stands as its terms (``port``, ``covid+19``), a phrase in quotes (``"free+trade"~2``), both
behind their field; ``inv*`` is a prefix, ``/wom?n/`` a pattern, ``harbour~1`` a word spelt nearly
so, ``<2020-11-01..2020-11-30>`` days, ``{zh}`` a language, ``[is:read]`` a mark.
"""

from __future__ import annotations

from datetime import date

from index.search.query_tree import (
    All,
    AnyOf,
    Days,
    Fuzzy,
    Language,
    Marked,
    Node,
    Prefix,
    Text,
    Wildcard,
    Without,
)


def shape(node: Node | None) -> str:
    """Return ``node`` on one line."""
    if node is None:
        return ""
    if isinstance(node, All | AnyOf):
        return f"({(' ' if isinstance(node, All) else ' | ').join(map(shape, node.parts))})"
    if isinstance(node, Without):
        return f"-{shape(node.part)}"
    if isinstance(node, Days):
        return f"<{_day(node.first)}..{_day(node.last)}>"
    if isinstance(node, Language | Marked):
        return f"{{{node.code}}}" if isinstance(node, Language) else f"[{node.key}]"
    return f"{node.field}:{_words(node)}" if node.field else _words(node)


def _words(node: Text | Prefix | Wildcard | Fuzzy) -> str:
    if isinstance(node, Prefix):
        return f"{node.start}*"
    if isinstance(node, Wildcard):
        return f"/{'|'.join((node.pattern, *node.also))}/"
    if isinstance(node, Fuzzy):
        return f"{node.term}~{node.distance}"
    terms = "+".join(node.terms)
    near = f"~{node.slop}" if node.slop else ""
    return f'"{terms}"{near}' if node.quoted else terms


def _day(ordinal: int | None) -> str:
    return date.fromordinal(ordinal).isoformat() if ordinal is not None else ""
