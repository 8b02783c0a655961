"""The headlines of a list that are looked at, fetched a page at a time and kept for a while.

A list may be of any length; only the pages around what is seen are asked for. Nothing is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.cache import LRUCache

from index.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.listing import Results
    from index.results import Headline

_PAGE: Final = 64
"""Headlines fetched at once."""

_PAGES_KEPT: Final = 16


def as_it_is(headline: Headline) -> Headline:
    """Return ``headline``: nothing was noted that is not in the library."""
    return headline


class HeadlineWindow:
    """The headlines of ``results``, with marks that are noted and not in the library yet."""

    def __init__(self, as_noted: Callable[[Headline], Headline] = as_it_is) -> None:
        self._as_noted = as_noted
        self._pages: LRUCache[int, dict[int, Headline]] = LRUCache(_PAGES_KEPT)
        self.results: Results | None = None
        self.trouble = ""
        """Why headlines could not be fetched, until they are asked for anew."""

    def forget(self) -> None:
        """Drop what was fetched."""
        self._pages.clear()
        self.trouble = ""

    def headline(self, place: int) -> Headline | None:
        """Return the headline at ``place``, None when its article is gone or there is trouble."""
        results = self.results
        if results is None or self.trouble:
            return None
        page = place // _PAGE
        if page not in self._pages:
            try:
                window = results.window(page * _PAGE, (page + 1) * _PAGE)
            except BroadsheetError as error:
                self.trouble = str(error)
                return None
            self._pages[page] = {one.number: self._as_noted(one) for one in window}
        return self._pages[page].get(results.numbers[place])
