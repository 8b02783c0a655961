"""Which articles are on the matter of one that a query names by its id: ``related:0a1b2c3d``.

Joins the ids of the archive with what the index tells of likeness. Never searches.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

from index.errors import ArticleNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.hints import Related
    from index.store.archive import Archive

MOST: Final = 60
"""Stories that count as related: no more are compared with each other."""


class Relations:
    """The relations of the articles of one library, usable from any thread."""

    def __init__(self, archive: Archive, related: Callable[[int, int], Related]) -> None:
        """Take the articles on the matter of another, at most so many stories, from ``related``."""
        self._archive = archive
        self._related = related

    def title(self, article_id: str) -> str | None:
        """Return the title of the article whose id begins so; None where no or no one article's."""
        try:
            return self._archive.article(self._archive.number_of(article_id)).title
        except ArticleNotFoundError:
            return None

    def numbers(self, article_id: str) -> array[int]:
        """Return the articles on the matter of the one whose id begins so, the nearest first.

        Those that tell the same as the article come first, those that tell one story stand
        together. Nothing where no or no one article has the id.
        """
        try:
            number = self._archive.number_of(article_id)
            found = self._related(number, MOST)
        except ArticleNotFoundError:
            return array("q")
        numbers = list(found.same_story)
        for one in found.articles:
            numbers += [one.number, *one.others]
        return array("q", dict.fromkeys(numbers))
