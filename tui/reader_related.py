"""What may interest the reader of an article next: fetched while it is read, shown at its end.

Only an article that is being read for a moment has it looked for, so that nothing is looked for
while somebody walks through the list. How links are opened is `reader_article`'s part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.command import Pane
from tui.reader_panes import ReaderPanes

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from tui.detail_pane import DetailPane
    from tui.reader_errands import ReaderErrands
    from tui.reader_panes import Means
    from tui.reader_work import ReaderWork

_MOMENT: Final = 0.4
"""Seconds of reading after which it is looked for what is related."""


class ReaderRelated(ReaderPanes):
    """A screen that shows at the end of an article what is related to it."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self.related_after: float | None = _MOMENT
        """Seconds of reading until it is looked for what is related; None is never."""
        self._read_timer: Timer | None = None
        self._looked_at = ""  # the id of the article for which it was looked

    def on_reader_work_loaded(self, message: ReaderWork.Loaded) -> None:
        """Wait until the new article is being read."""
        del message
        self._looked_at = ""
        self._wait_a_moment()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Wait until the article is being read, now that it may have the keys."""
        del event
        self._wait_a_moment()

    def on_detail_pane_moved(self, message: DetailPane.Moved) -> None:
        """Wait a moment, now that the article was scrolled."""
        del message
        self._wait_a_moment()

    def _wait_a_moment(self) -> None:
        if self._read_timer is not None:
            self._read_timer.stop()
            self._read_timer = None
        if self.related_after is None or not self._is_read or self._looked_at == self._article_id:
            return
        if self.related_after:
            self._read_timer = self.set_timer(self.related_after, self._look)
        else:
            self._look()

    @property
    def _article_id(self) -> str:
        return self.reader.article.id if self.reader.article is not None else ""

    @property
    def _is_read(self) -> bool:
        """Whether somebody is in the article, or has scrolled it from the list."""
        return self.pane is Pane.ARTICLE or self.reader.position > 0

    def _look(self) -> None:
        number, self._looked_at = self.listing.number, self._article_id
        if number is not None and self._looked_at:
            self.fetch_related(number, self._looked_at)

    def on_reader_errands_related_found(self, message: ReaderErrands.RelatedFound) -> None:
        """Show what is related, if its article is still there."""
        if message.article_id == self._article_id:
            self.reader.show_related(message.headlines)
