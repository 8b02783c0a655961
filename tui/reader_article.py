"""Reading: opening articles, scrolling them, going from one to the next.

What marks articles carry, and where they are found, is the part of other groups of actions.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from index.results import Sort
from tui.command import Pane
from tui.reader_panes import ALONE, NARROW, ReaderPanes, on_found_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.article import Article
    from tui.reader_errands import ReaderErrands
    from tui.reader_work import ReaderWork

_MEASURES: Final = range(40, 161)
_STEP: Final = 4
"""Columns by which lines grow or shrink."""

_PATIENCE: Final = 1.0
"""Seconds for which the next keys wait for the article that is looked for."""


class ReaderArticle(ReaderPanes):
    """A screen on which articles are read."""

    _left: int | None = None
    """The article from which another one is looked for."""

    @cached_property
    def _arrived(self) -> asyncio.Event:
        """Whether what was looked for has been told."""
        return asyncio.Event()

    async def action_open(self) -> None:
        """Open the article, or choose months or in the rail; while typing, go to the list."""
        if self.pane is Pane.SEARCH:
            if not await self.finder.complete(chosen=True):
                await self.leave_to(Pane.LIST)
                self.note_asked(self.finder.text)
        elif self.pane is Pane.DATES:
            self.choose_dates()
        elif self.pane is Pane.RAIL:
            self.choose_in_rail()
        else:
            self.when_found(self._open)

    def _open(self) -> None:
        if self.listing.number is not None:
            self.count_as_read()
            self.go_to(Pane.ARTICLE)
        elif self.at_start:
            self.action_add_samples()

    @on_found_list
    def action_scroll_page(self) -> None:
        """Scroll the article a page."""
        self._scroll(self.reader.action_page_down)

    def action_scroll_down(self) -> None:
        """Scroll the article one line down."""
        self.when_found(lambda: self._scroll(self.reader.action_line_down))

    def action_scroll_up(self) -> None:
        """Scroll the article one line up."""
        self.when_found(lambda: self._scroll(self.reader.action_line_up))

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

    def open_article(self, number: int) -> None:
        """Open an article that is named in the one shown: in the list, or among what is related."""
        self.when_found(lambda: self._open_in_list(number))

    def _open_in_list(self, number: int) -> None:
        results = self.listing.results
        place = results.place(number) if results is not None else None
        if place is None:
            self.with_article(lambda article: self._open_in_related(article, number))
        elif number != self.listing.number:
            self.remember_list()
            self.open_place(place)
            self.tell_footer()

    def _open_in_related(self, article: Article, number: int) -> None:
        self.visit_list(f"related:{article.id}", keep=number)
        self.when_found(lambda: self.open_place(self.listing.place))

    @on_found_list
    def action_next_article(self) -> None:
        """Open the next article."""
        self.open_place(self.listing.place + 1)

    @on_found_list
    def action_previous_article(self) -> None:
        """Open the article before."""
        self.open_place(self.listing.place - 1)

    async def action_next_unread(self) -> None:
        """Open the next unread article."""
        await self._set_out(self._go_to_unread)

    def _go_to_unread(self) -> None:
        if self.listing.results is not None:
            self.find_unread_after(self.listing.results, self.listing.place)

    async def _set_out(self, go: Callable[[], None]) -> None:
        """Look for another article; wait until it is opened, but not for long."""

        def begin() -> None:
            self._left = self.listing.number
            self._arrived.clear()
            go()

        await self.until_found()
        self.when_found(begin)
        if self._left is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._arrived.wait(), _PATIENCE)

    def _still_waits(self) -> bool:
        """Return whether the reader is where it was when another article was looked for."""
        left, self._left = self._left, None
        self._arrived.set()
        return left == self.listing.number and left is not None and self.pane is not Pane.SEARCH

    @on_found_list
    def action_alone(self) -> None:
        """Give the article the whole screen, or the other panes their place again."""
        if self.has_class(ALONE):
            self.remove_class(ALONE)
        elif self.listing.number is not None:
            self.count_as_read()
            self.go_to(Pane.ARTICLE)
            self.add_class(ALONE)

    async def action_older_in_section(self) -> None:
        """Open the next older article of its section."""
        await self._set_out(lambda: self._go_beside(1))

    async def action_newer_in_section(self) -> None:
        """Open the next newer article of its section."""
        await self._set_out(lambda: self._go_beside(-1))

    @on_found_list
    def action_related(self) -> None:
        """List the articles on the same matter."""
        headline = self.listing.headline
        if headline is not None:
            self.visit_list(f"related:{headline.id}")

    def action_wider_measure(self) -> None:
        """Give the article longer lines."""
        self._change_measure(_STEP)

    def action_narrower_measure(self) -> None:
        """Give the article shorter lines."""
        self._change_measure(-_STEP)

    def _go_beside(self, step: Literal[1, -1]) -> None:
        number = self.listing.number
        if number is not None:
            self.find_beside(number, step)

    def on_reader_errands_beside_found(self, message: ReaderErrands.BesideFound) -> None:
        """Show the section by date, the cursor on the article that was found in it."""
        if not self._still_waits():
            return
        if message.number is None:
            self.say("There is no further article in this section.")
        elif (place := self._place_of(message.number)) is not None:
            self.open_place(place)
        else:
            self.visit_list(message.section, sort=Sort.NEWEST, keep=message.number)

    def _place_of(self, number: int) -> int | None:
        results = self.listing.results
        in_time = results is not None and results.sort in {Sort.NEWEST, Sort.OLDEST}
        return results.place(number) if results is not None and in_time else None

    def _change_measure(self, columns: int) -> None:
        before, seen = self.reader.measure, self.reader.line_width
        measure = min(max(seen + columns, _MEASURES.start), _MEASURES.stop - 1)
        self.reader.measure = measure
        if self.reader.line_width == seen:
            self.reader.measure = before
            self.say(f"Lines cannot be {'longer' if columns > 0 else 'shorter'} here.")
            return
        self.remember("measure", measure, self.settings.measure)

    def on_reader_work_unread_found(self, message: ReaderWork.UnreadFound) -> None:
        """Open the unread article, if the list still has it."""
        if not self._still_waits():
            return
        if message.number is None:
            self.say("Everything here is read.")
            return
        results = self.listing.results
        place = results.place(message.number) if results is not None else None
        if place is not None:
            self.open_place(place)

    async def on_list_pane_opened(self) -> None:
        """Open the article that was clicked."""
        await self.action_open()
