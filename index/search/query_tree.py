"""What was asked for, as a tree of small values: words, phrases, days, and how they combine.

Values only: reading them from text, saying them in plain words and looking them up are done by
others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from index.article import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS: Final = ("title", "body", "section", "source", "site", "author", "url")
"""The fields that take words, as they are typed."""

FILTERS: Final = frozenset({"section", "source", "site", "url"})
"""Fields that choose among the articles without making one a better match than another."""

STATES: Final = ("unread", "read", "starred")
"""What an article can be for its reader."""


@dataclass(frozen=True, slots=True)
class Text:
    """A word or a phrase: ``terms`` in this order, in one field or in any.

    At most ``slop`` other words stand between neighbours.
    """

    typed: str
    terms: tuple[str, ...]
    field: str = ""
    quoted: bool = False
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with ``start``, which is folded and not stemmed."""

    typed: str
    start: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words whose terms fit ``pattern``: ``*`` for any letters or none, ``?`` for one.

    ``also`` are terms of such words that do not fit it themselves, since an ending is taken off.
    """

    typed: str
    pattern: str
    field: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words whose terms turn into ``term`` by at most ``distance`` changes of a letter.

    Their first letters are the same.
    """

    typed: str
    term: str
    distance: int
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
class Marked:
    """Articles in a set that the index does not know: those the reader has marked, or related.

    ``name`` is one of `STATES`, ``note``, ``tag`` or ``related``. ``value`` is the tag, or what
    stands in the note, empty for any; or the id of the article that others are related to, or its
    beginning. ``shown`` is what is said of it in place of ``value``.
    """

    name: str
    value: str = ""
    shown: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """What the set of these articles is called: ``is:unread``, ``has:note``, ``tag:ports``.

        A value is folded: in one width, in lower case, with single blanks.
        """
        if self.value:
            return f"{self.name}:{fold_text(self.value)}"
        return f"{'is' if self.name in STATES else 'has'}:{self.name}"


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


Words: TypeAlias = Text | Prefix | Wildcard | Fuzzy
Node: TypeAlias = Words | Language | Days | Marked | All | AnyOf | Without


def is_filter(node: Node) -> bool:
    """Tell whether ``node`` only chooses among the articles."""
    if isinstance(node, Words):
        return node.field in FILTERS
    if isinstance(node, AnyOf | All):
        return all(is_filter(part) for part in node.parts)
    return isinstance(node, Language | Days | Marked)


def sought(node: Node) -> Iterator[Words]:
    """Yield the words and phrases that articles have to hold, from left to right."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, All | AnyOf):
        for part in node.parts:
            yield from sought(part)


def marks(node: Node | None) -> frozenset[str]:
    """Return the keys of all sets of marked articles that ``node`` needs, excluded ones too."""
    if isinstance(node, Marked):
        return frozenset((node.key,))
    if isinstance(node, Without):
        return marks(node.part)
    if isinstance(node, All | AnyOf):
        return frozenset().union(*map(marks, node.parts))
    return frozenset()
