"""What is done with the article under the cursor: marked, opened in the browser, copied.

It owns the three panes, since each of these acts on what the list points at. How the panes are
laid out and filled is the reading screen's, moving among them is `reader_actions`' part.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from tui.blocks import link_target
from tui.detail_pane import DetailPane
from tui.line_filter import safe_text
from tui.list_pane import ListPane
from tui.reader_work import ReaderWork
from tui.search_pane import SearchPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.article import Article
    from index.library import Library
    from index.settings import Settings


Reader = TypeVar("Reader", bound="ReaderMarks")


def on_found_list(action: Callable[[Reader], None]) -> Callable[[Reader], None]:
    """Let ``action`` wait until the list is the one that was asked for last."""

    @wraps(action)
    def waiting(screen: Reader) -> None:
        screen.when_found(lambda: action(screen))

    return waiting


class ReaderMarks(ReaderWork):
    """A screen with the three panes, and what can be done with the article under the cursor."""

    def __init__(self, library: Library, settings: Settings) -> None:
        super().__init__(library)
        self.finder = SearchPane()
        self.listing = ListPane(self.keeper.as_noted)
        self.reader = DetailPane(measure=settings.measure)

    @abstractmethod
    def when_found(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the list is the one that was asked for last."""

    @abstractmethod
    def with_article(self, act: Callable[[Article], None]) -> None:
        """Call ``act`` with the article under the cursor: now, or as soon as it is fetched."""

    @abstractmethod
    def open_place(self, place: int) -> None:
        """Open the article at ``place`` of the list."""

    @on_found_list
    def action_star(self) -> None:
        """Star the article, or take its star away."""
        headline = self.listing.headline
        if headline is not None:
            self.keeper.note_starred(headline.number, starred=not headline.starred)
            self.keep_marks()

    @on_found_list
    def action_toggle_read(self) -> None:
        """Mark the article read, or unread."""
        headline = self.listing.headline
        if headline is not None:
            self.keeper.note_read(headline.number, read=not headline.read)
            self.keep_marks()

    def count_as_read(self) -> None:
        """Note that the article under the cursor is being read."""
        headline = self.listing.headline
        if headline is not None and not headline.read:
            self.keeper.note_read(headline.number, read=True)
            self.keep_marks()

    def on_list_pane_failed(self, message: ListPane.Failed) -> None:
        """Say why headlines are missing."""
        self.post_message(self.Failed(message.sentence))

    def on_reader_work_kept(self) -> None:
        """Show the marks as they stand in the library now."""
        self.listing.forget()

    def on_reader_work_unread_found(self, message: ReaderWork.UnreadFound) -> None:
        """Open the unread article, if the list still has it."""
        if message.number is None:
            self.notify("Everything here is read.", markup=False)
            return
        results = self.listing.results
        place = results.place(message.number) if results is not None else None
        if place is not None:
            self.open_place(place)

    def keep_marks(self) -> None:
        """Show the marks as they were noted, and have them written."""
        self.listing.forget()
        self.write_marks()

    @on_found_list
    def action_browse_page(self) -> None:
        """Open the article's page in the browser, if its address is one of the web."""
        self.with_article(self._browse_page)

    def _browse_page(self, article: Article) -> None:
        address = link_target(article.url)
        if address:
            self.notify(f"Opening {address}", markup=False)
            self.visit(address)
        else:
            self.notify("This article has no address on the web.", markup=False)

    @on_found_list
    def action_copy(self) -> None:
        """Copy the address of the article, or its title where it has none."""
        self.with_article(self._copy)

    def _copy(self, article: Article) -> None:
        # Where it is pasted may well be a terminal.
        self.app.copy_to_clipboard(safe_text(article.url or article.title))
        self.notify(f"Copied the {'address' if article.url else 'title'}.", markup=False)
