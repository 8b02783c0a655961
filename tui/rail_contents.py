"""What the rail tells of a library: views, saved searches and tags, and the facets of a list.

It is asked for in a thread. How it is laid out in rows is `rail_rows`' part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.hints import Facets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.hints import SearchCount
    from index.library import Library

NO_FACETS: Final = Facets()
"""The facets of a list without articles."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the whole library holds: numbers of articles, saved searches, tags, the most first.

    The numbers are None as long as they are not known.
    """

    articles: int | None = None
    unread: int | None = None
    starred: int | None = None
    searches: tuple[SearchCount, ...] = ()
    tags: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the rail shows: ``facets`` are of the list, None as long as they are not known.

    ``waiting`` says why they are not, empty when that need not be told.
    """

    kept: Kept = Kept()
    facets: Facets | None = None
    waiting: str = ""


def read_kept(
    library: Library,
    cancelled: Callable[[], bool],
    counted: tuple[SearchCount, ...] | None = None,
) -> Kept:
    """Return what the whole library holds; saved searches that are ``counted`` stay as they are.

    Raises as `Searches.counts` does.
    """
    unread, starred = library.unread_and_starred()
    return Kept(
        articles=library.count(),
        unread=unread,
        starred=starred,
        tags=tuple(library.tags()),
        searches=tuple(library.searches.counts(cancelled)) if counted is None else counted,
    )


def read_facets(library: Library, numbers: Sequence[int] | None) -> Facets:
    """Return the facets of the articles with these numbers, None for all articles.

    Raises as `Telling.facets` does.
    """
    return library.telling.facets(numbers) if numbers is None or len(numbers) else NO_FACETS
