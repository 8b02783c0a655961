"""What each command of the table does with the panes.

The actions only; how panes are laid out, filled and kept up to date is the reading screen's.
"""

from __future__ import annotations

import sys
from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from index.results import Sort
from tui.commands import Pane, command_for
from tui.reader_marks import ReaderMarks, on_found_list
from tui.themes import other_theme

if TYPE_CHECKING:
    from collections.abc import Callable


NARROW: Final = "-narrow"
READING: Final = "-reading"
ALONE: Final = "-alone"
_PANES: Final = (Pane.SEARCH, Pane.LIST, Pane.ARTICLE)
_ORDERS: Final = tuple(Sort)


class ReaderActions(ReaderMarks):
    """A screen with the three panes that answers to every command."""

    @property
    def pane(self) -> Pane:
        """The pane that listens to the keys."""
        if self.focused is self.finder.field:
            return Pane.SEARCH
        return Pane.ARTICLE if self.focused is self.reader else Pane.LIST

    # What the reading screen does for the actions

    @abstractmethod
    def when_shown(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the article under the cursor is shown; not if the cursor goes on."""

    @abstractmethod
    def go_to(self, pane: Pane) -> None:
        """Let ``pane`` listen, and make it visible."""

    @abstractmethod
    def ask(self) -> None:
        """Search for what stands in the field, if that is not done yet."""

    @abstractmethod
    def find(self, text: str, *, sort: Sort | None = None, keep: int | None = None) -> None:
        """Show what ``text`` finds, the cursor on article ``keep`` if it is found."""

    @abstractmethod
    def call_off(self) -> None:
        """Forget the actions that wait for the list or for the article."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let commands rest while a query is typed, those apart that the table allows."""
        del parameters
        command = command_for(action)
        typing = self.is_mounted and self.pane is Pane.SEARCH
        return command is None or command.while_typing or not typing

    # Moving

    def action_down(self) -> None:
        """Move one article or line down."""
        self._move(self.reader.action_line_down, 1)

    def action_up(self) -> None:
        """Move one article or line up."""
        self._move(self.reader.action_line_up, -1)

    def action_half_down(self) -> None:
        """Move half a page down."""
        self._move(self.reader.action_half_page_down, max(self.listing.page_rows // 2, 1))

    def action_half_up(self) -> None:
        """Move half a page up."""
        self._move(self.reader.action_half_page_up, -max(self.listing.page_rows // 2, 1))

    def action_page_down(self) -> None:
        """Move a page down."""
        self._move(self.reader.action_page_down, self.listing.page_rows)

    def action_page_up(self) -> None:
        """Move a page up."""
        self._move(self.reader.action_page_up, -self.listing.page_rows)

    def action_first(self) -> None:
        """Go to the top."""
        self._move(self.reader.action_top, -sys.maxsize)

    def action_last(self) -> None:
        """Go to the end."""
        self._move(self.reader.action_end, sys.maxsize)

    def _move(self, scroll: Callable[[], None], rows: int) -> None:
        if self.pane is Pane.ARTICLE:
            self.when_shown(scroll)
        else:
            self.when_found(lambda: self.listing.move_by(rows))

    async def action_next_pane(self) -> None:
        """Go to the pane behind this one, from the last to the first."""
        await self._leave_to(_PANES[(_PANES.index(self.pane) + 1) % len(_PANES)])

    async def action_previous_pane(self) -> None:
        """Go to the pane before this one, from the first to the last."""
        await self._leave_to(_PANES[_PANES.index(self.pane) - 1])

    async def action_back(self) -> None:
        """Go one step back: from the article alone, to the list, to the whole library."""
        if self.has_class(ALONE):
            self.action_alone()
        elif self.pane is not Pane.LIST:
            await self._leave_to(Pane.LIST)
        elif self.finder.text:
            self.call_off()
            self.finder.set_text("")
            self.find("", keep=self.listing.number)

    async def _leave_to(self, pane: Pane) -> None:
        """Go to ``pane``; what was typed just now is still asked for."""
        if self.pane is Pane.SEARCH:
            await self.finder.take_in()
            self.ask()
        self.go_to(pane)

    # Reading

    async def action_open(self) -> None:
        """Open the article under the cursor; while typing, go to the list."""
        if self.pane is Pane.SEARCH:
            await self._leave_to(Pane.LIST)
        else:
            self.when_found(self._open)

    def _open(self) -> None:
        if self.listing.number is not None:
            self.count_as_read()
            self.go_to(Pane.ARTICLE)

    @on_found_list
    def action_scroll_page(self) -> None:
        """Scroll the article a page."""
        self._scroll(self.reader.action_page_down)

    @on_found_list
    def action_scroll_down(self) -> None:
        """Scroll the article one line down."""
        self._scroll(self.reader.action_line_down)

    @on_found_list
    def action_scroll_up(self) -> None:
        """Scroll the article one line up."""
        self._scroll(self.reader.action_line_up)

    def _scroll(self, scroll: Callable[[], None]) -> None:
        """Scroll the article wherever the focus is; one that is not seen is opened first."""
        if self.listing.number is None:
            return
        self.count_as_read()
        if self.reader.display:
            self.when_shown(scroll)
        else:
            self.go_to(Pane.ARTICLE)

    def open_place(self, place: int) -> None:
        """Open the article at ``place`` of the list; where the article is not seen, show it."""
        if not 0 <= place < self.listing.count:
            return
        self.listing.move_to(place)
        self.count_as_read()
        if self.has_class(NARROW):
            self.go_to(Pane.ARTICLE)

    @on_found_list
    def action_next_article(self) -> None:
        """Open the next article."""
        self.open_place(self.listing.place + 1)

    @on_found_list
    def action_previous_article(self) -> None:
        """Open the article before."""
        self.open_place(self.listing.place - 1)

    @on_found_list
    def action_next_unread(self) -> None:
        """Open the next unread article."""
        if self.listing.results is not None:
            self.find_unread_after(self.listing.results, self.listing.place)

    @on_found_list
    def action_alone(self) -> None:
        """Give the article the whole screen, or the other panes their place again."""
        if self.has_class(ALONE):
            self.remove_class(ALONE)
        elif self.listing.number is not None:
            self.count_as_read()
            self.go_to(Pane.ARTICLE)
            self.add_class(ALONE)

    # Finding

    def action_search(self) -> None:
        """Go to the search field."""
        self.go_to(Pane.SEARCH)
        self.make_ready()

    def action_next_match(self) -> None:
        """Go to the next match in the article."""
        self.when_shown(self.reader.next_match)

    def action_previous_match(self) -> None:
        """Go to the match before."""
        self.when_shown(self.reader.previous_match)

    @on_found_list
    def action_reorder(self) -> None:
        """Take the next order; the cursor stays on its article."""
        results = self.listing.results
        if results is None:
            return
        orders = _ORDERS if results.text else _ORDERS[1:]
        place = orders.index(results.sort) if results.sort in orders else -1
        self.find(
            self.finder.text, sort=orders[(place + 1) % len(orders)], keep=self.listing.number
        )

    # Broadsheet

    def action_help(self) -> None:
        """Show all keys."""
        from tui.dialogs import HelpDialog

        self.app.push_screen(HelpDialog())

    def action_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def action_switch_theme(self) -> None:
        """Change between the dark theme and the one like paper."""
        self.app.theme = other_theme(self.app.theme)

    async def action_quit(self) -> None:
        """Leave."""
        await self.app.action_quit()
