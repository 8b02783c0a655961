"""Moving: the cursor, the text, from pane to pane, and back where one came from.

What is searched, read or marked on the way is the part of other groups of actions.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from tui.command import Pane
from tui.dates_pane import PAGE
from tui.reader_panes import ALONE, ReaderPanes

if TYPE_CHECKING:
    from collections.abc import Callable

_PANES: Final = (Pane.SEARCH, Pane.DATES, Pane.RAIL, Pane.LIST, Pane.ARTICLE)


class ReaderMoves(ReaderPanes):
    """A screen whose cursor, text and focus move."""

    async def action_down(self) -> None:
        """Move one article, or line down; while typing, to a completion, or a newer query."""
        if self.pane is Pane.SEARCH:
            await self.finder.go_down()
        elif self.pane is Pane.DATES:
            self.go_to(Pane.LIST)
        else:
            self._move(self.reader.action_line_down, 1)

    async def action_up(self) -> None:
        """Move one article, or line up; while typing, to a completion, or an older query."""
        if self.pane is Pane.SEARCH:
            await self.finder.go_up()
        elif self.pane is not Pane.DATES:
            self._move(self.reader.action_line_up, -1)

    def action_half_down(self) -> None:
        """Move half a page down."""
        self._move(self.reader.action_half_page_down, max(self._page_rows // 2, 1))

    def action_half_up(self) -> None:
        """Move half a page up."""
        self._move(self.reader.action_half_page_up, -max(self._page_rows // 2, 1))

    def action_page_down(self) -> None:
        """Move a page down."""
        self._move(self.reader.action_page_down, self._page_rows)

    def action_page_up(self) -> None:
        """Move a page up."""
        self._move(self.reader.action_page_up, -self._page_rows)

    def action_first(self) -> None:
        """Go to the top."""
        self._move(self.reader.action_top, -sys.maxsize)

    def action_last(self) -> None:
        """Go to the end."""
        self._move(self.reader.action_end, sys.maxsize)

    def _move(self, scroll: Callable[[], None], rows: int) -> None:
        if self.pane is Pane.ARTICLE:
            self.when_shown(scroll)
        elif self.pane is Pane.RAIL:
            self.rail.move_by(rows)
        elif self.pane is Pane.DATES:
            self.when_months(lambda: self.dates.move_by(rows))
        else:
            self.when_found(lambda: self.listing.move_by(rows))

    @property
    def _page_rows(self) -> int:
        if self.pane is Pane.DATES:
            return PAGE
        return self.rail.page_rows if self.pane is Pane.RAIL else self.listing.page_rows

    def action_go_left(self) -> None:
        """Go to the pane at the left; fold in the rail; among the months, one back."""
        if self.pane is Pane.DATES:
            self._move(self.reader.action_line_up, -1)
        elif self.pane is Pane.RAIL:
            self.rail.fold()
        elif self.pane is Pane.ARTICLE:
            self.go_to(Pane.LIST)
        elif self.rail_shown:
            self.go_to(Pane.RAIL)

    def action_go_right(self) -> None:
        """Go to the pane at the right; unfold in the rail; among the months, one on."""
        if self.pane is Pane.DATES:
            self._move(self.reader.action_line_down, 1)
        elif self.pane is Pane.RAIL:
            if not self.rail.unfold():
                self.go_to(Pane.LIST)
        elif self.pane is Pane.LIST and self.listing.number is not None:
            self.go_to(Pane.ARTICLE)

    async def action_next_pane(self) -> None:
        """Complete what is typed, or go to the next pane, from the last to the first."""
        if not (self.pane is Pane.SEARCH and await self.finder.complete()):
            await self.leave_to(self._pane_beside(1))

    async def action_previous_pane(self) -> None:
        """Go to the pane before this one, from the first to the last."""
        await self.leave_to(self._pane_beside(-1))

    def _pane_beside(self, step: int) -> Pane:
        hidden = {Pane.DATES: not self.dates.display, Pane.RAIL: not self.rail_shown}
        panes = [pane for pane in _PANES if not hidden.get(pane)]
        return panes[(panes.index(self.pane) + step) % len(panes)]

    async def action_back(self) -> None:
        """Go one step back: from a text sought, the article alone, to the list, to all of it."""
        if self.reader.text_selection is not None:
            self.clear_selection()
        elif self.pane is Pane.LIST and self.listing.choosing:
            self.listing.end_choice()
        elif self.pane is Pane.ARTICLE and self.reader.sought:
            self.reader.forget_sought()
        elif self.pane is Pane.DATES and self.dates.ranging:
            self.dates.leave_range()
        elif self.has_class(ALONE):
            self.remove_class(ALONE)
        elif self.pane is Pane.SEARCH and self.finder.close_offers():
            pass  # Typing goes on without them.
        elif self.pane is not Pane.LIST:
            await self.leave_to(Pane.LIST)
        elif self.finder.text:
            self.call_off()
            self.finder.set_text("")
            self.find("", keep=self.listing.number)
