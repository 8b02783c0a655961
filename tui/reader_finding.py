"""Finding: the search field and its history, the views, the order of the list.

How an answer is shown is `reader_asking`'s part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.results import Sort
from tui.command import Pane
from tui.reader_panes import ReaderPanes, on_found_list

if TYPE_CHECKING:
    from tui.reader_errands import ReaderErrands

_ORDERS: Final = tuple(Sort)
_TYPED_ORDER: Final = re.compile(r"(?<!\S)sort[:：]\S+", re.IGNORECASE)


class ReaderFinding(ReaderPanes):
    """A screen on which articles are found."""

    def action_search(self) -> None:
        """Go to the search field; from the article, look for a text in it."""
        if self.pane is Pane.ARTICLE:
            self.find_within()
        else:
            self.action_search_library()

    def action_search_library(self) -> None:
        """Go to the search field."""
        self.go_to(Pane.SEARCH)
        self.make_ready()
        self.fetch_asked()

    @on_found_list
    def action_reorder(self) -> None:
        """Take the next order; the cursor stays on its article."""
        results = self.listing.results
        if results is None:
            return
        orders = _ORDERS if results.text else _ORDERS[1:]
        place = orders.index(results.sort) if results.sort in orders else -1
        sort = orders[(place + 1) % len(orders)]
        text = self.finder.text
        if _TYPED_ORDER.search(text):
            # What is typed counts more than what is chosen: it has to be typed anew.
            text = _TYPED_ORDER.sub(f"sort:{sort}", text)
            self.finder.set_text(text)
        self.find(text, sort=sort, keep=self.listing.number)

    def action_accept_suggestion(self) -> None:
        """Search for what was probably meant."""
        if self.finder.meant:
            self.visit_list(self.finder.meant)

    def action_show_all(self) -> None:
        """Show all articles."""
        self.visit_list("")

    def action_show_unread(self) -> None:
        """Show the unread articles."""
        self.visit_list("is:unread", keep=self.listing.number)

    def action_show_starred(self) -> None:
        """Show the starred articles."""
        self.visit_list("is:starred", keep=self.listing.number)

    def on_reader_errands_asked(self, message: ReaderErrands.Asked) -> None:
        """Offer the queries that were typed before."""
        self.finder.offer_before(message.queries)
