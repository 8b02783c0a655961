"""The values a list of articles is made of: headlines, spans, orders.

Values only; `store` and `search` make them, `library` joins them, the screen shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from index.dates import Precision

Span = tuple[int, int]
"""Start and end of a match in a text, in characters; the end is behind the last one."""


class Sort(StrEnum):
    """The order of a list."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Highlight:
    """A text and the spans of it that match a query: ascending, apart, inside the text."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader did with an article; ``position`` counts characters of the body read past."""

    read: bool = False
    starred: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class Headline:
    """One article as a list shows it; ``number`` is its place in the library, never used again.

    ``tags`` are the reader's in alphabetical order; ``noted`` tells that there is a note.
    """

    number: int
    id: str
    title: str
    published: datetime | None
    published_precision: Precision | None
    source: str
    site: str
    sections: tuple[str, ...]
    language: str
    read: bool
    starred: bool
    tags: tuple[str, ...] = ()
    noted: bool = False
