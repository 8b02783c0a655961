"""What is told beside a list of articles: facets, completions, corrections, relations, searches.

Values only; `search` and `store` make them, `telling` and `searches` join them, the command line
and the screen show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.results import Sort, Span

STEP: Final = "\x1f"
"""Stands between the steps of a section's path."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that articles have, how many have it, and the query text that asks for it.

    ``name`` is ``section``, ``source``, ``site``, ``language``, ``year`` or ``month``. The value
    of a section is its whole path, joined by U+001F; a month is ``2020-11``. ``text`` narrows a
    query behind which it is put; it is empty where no query can ask for the value.
    """

    name: str
    value: str
    count: int
    text: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        """The path of a section from the top; of any other facet, its value alone."""
        return tuple(self.value.split(STEP))


@dataclass(frozen=True, slots=True)
class Facets:
    """How the articles of a result fall into values; articles without a value stand nowhere.

    ``sections`` stand as a tree is read, each before the sections inside it, the fullest first;
    sources, sites and languages the most first, years and months by time.
    """

    sections: tuple[Facet, ...] = ()
    sources: tuple[Facet, ...] = ()
    sites: tuple[Facet, ...] = ()
    languages: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()
    months: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """How a query may go on: ``text`` in the place of ``span`` of what is typed.

    ``kind`` is ``field``, ``value`` or ``word``; ``count`` tells how often the word or the value
    occurs, 0 where that is not known.
    """

    text: str
    span: Span
    kind: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What was probably meant: a whole query, and the spans of its text that were changed."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """An article on the same matter, by its number; ``others`` tell the same story elsewhere."""

    number: int
    score: float
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """What may interest the reader of an article.

    ``articles`` are the nearest first; ``same_story`` are the numbers of those that tell what the
    article itself tells.
    """

    articles: tuple[RelatedArticle, ...] = ()
    same_story: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query kept under a name of its own.

    ``sort`` is the order it was saved with, None for the best fitting one; ``seen`` is the highest
    number of an article when its list was last looked at.
    """

    key: int
    name: str
    query: str
    sort: Sort | None
    seen: int


@dataclass(frozen=True, slots=True)
class SearchCount:
    """How many articles a saved search finds, and how many of them came since it was looked at."""

    search: SavedSearch
    total: int
    new: int
