"""What of a query has been read so far: parts that wait to be joined, and remarks on the rest.

Filled from left to right by `query_grammar`; knows no text and no signs.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.search.query_dates import overlap
from index.search.query_tree import All, AnyOf, Days, Without

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.results import Sort
    from index.search.query_tree import Node


@dataclass(slots=True)
class Reading:
    """What a query text was read as.

    ``notes`` say what was left out or read otherwise: what was typed, and a sentence in which
    ``{}`` stands for it. ``plain`` says that nothing but words was read.
    """

    tree: Node | None = None
    sort: Sort | None = None
    notes: dict[tuple[str, str], None] = dataclasses.field(default_factory=dict)
    plain: bool = True

    def note(self, said: str, typed: str = "") -> None:
        """Remember that ``said`` has to be told about what was ``typed``."""
        self.notes[typed, said] = None


@dataclass(slots=True)
class Group:
    """A parenthesis that is being read, or the query around all of them.

    ``field`` holds for every word in it; ``either`` and ``negative`` are signs that wait for the
    next part.
    """

    field: str = ""
    parts: list[Node] = dataclasses.field(default_factory=list)
    either: bool = False
    negative: bool = False

    def add(self, node: Node | None) -> None:
        """Take in the next part, as the signs before it want it; None is a part without meaning."""
        if node is None:
            self.negative = False
            return
        if self.negative:
            node = Without(node)
        if self.either and self.parts:
            before = self.parts.pop()
            earlier = before.parts if isinstance(before, AnyOf) else (before,)
            node = before if node in earlier else AnyOf((*earlier, node))
        self.parts.append(node)
        self.either = self.negative = False

    def node(self) -> Node | None:
        """Return what the parts ask for together; None where there are none."""
        parts: dict[Node, None] = {}
        for part in self.parts:
            parts.update(dict.fromkeys(part.parts if isinstance(part, All) else (part,)))
        return joined(_one_span(parts))


def joined(parts: Iterable[Node]) -> Node | None:
    """Return what asks for all of ``parts``; None where there are none."""
    found = tuple(parts)
    if len(found) > 1:
        return All(found)
    return found[0] if found else None


def _one_span(parts: Iterable[Node]) -> list[Node]:
    """Return ``parts`` with one span of days in place of several that overlap."""
    found = list(parts)
    days = [part for part in found if isinstance(part, Days)]
    whole = overlap(days) if len(days) > 1 else None
    if whole is None:
        return found
    place = found.index(days[0])
    rest = [part for part in found if not isinstance(part, Days)]
    return [*rest[:place], whole, *rest[place:]]
