"""What was asked for, as a tree of small values: words, phrases, days, and how they combine.

Values only: reading them from text, saying them in plain words and looking them up are done by
others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS: Final = ("title", "section", "source", "site", "author")
"""The fields that take words, as they are typed."""

FILTERS: Final = frozenset({"section", "source", "site"})
"""Fields that choose among the articles without making one a better match than another."""


@dataclass(frozen=True, slots=True)
class Text:
    """A word or a phrase: ``terms`` at neighbouring positions, in one field or in any."""

    typed: str
    terms: tuple[str, ...]
    field: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with ``start``, which is folded and not stemmed."""

    typed: str
    start: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """Articles in the language ``code`` (ISO 639-1)."""

    code: str


@dataclass(frozen=True, slots=True)
class Days:
    """Articles of the days ``first`` to ``last``, both included, as ordinals; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class All:
    """What every part asks for; parts that are `Without` take away."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What one part or more asks for."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Everything that ``part`` does not ask for."""

    part: Node


Node: TypeAlias = Text | Prefix | Language | Days | All | AnyOf | Without


def is_filter(node: Node) -> bool:
    """Tell whether ``node`` only chooses among the articles."""
    if isinstance(node, Text | Prefix):
        return node.field in FILTERS
    if isinstance(node, AnyOf | All):
        return all(is_filter(part) for part in node.parts)
    return isinstance(node, Language | Days)


def sought(node: Node) -> Iterator[Text | Prefix]:
    """Yield the words and phrases that articles have to hold, from left to right."""
    if isinstance(node, Text | Prefix):
        yield node
    elif isinstance(node, All | AnyOf):
        for part in node.parts:
            yield from sought(part)
