"""Showing: the article under the cursor, with the matches of the list, from where it was left.

What comes back from a worker counts only while the cursor is still on its article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.layouts import STACKED
from tui.list_states import gone_state, no_article_state
from tui.reader_panes import ReaderPanes

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.article import Article
    from index.listing import Results
    from tui.detail_pane import DetailPane
    from tui.reader_panes import Means
    from tui.reader_work import ReaderWork


class ReaderShowing(ReaderPanes):
    """A screen that shows the article under the cursor of its list."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._shown: int | None = None
        self._shown_in: Results | None = None
        self._article: Article | None = None
        self._kept_position = 0
        self._progress = ""
        self._when_shown: list[tuple[int, Callable[[], None]]] = []

    def forget_waiting(self) -> None:
        """Forget the actions that wait for the article."""
        self._when_shown.clear()

    def with_article(self, act: Callable[[Article], None]) -> None:
        """Call ``act`` with the article under the cursor: now, or as soon as it is fetched."""
        number = self.listing.number
        if self._article is not None and self._shown == number:
            act(self._article)
        elif number is not None:
            self.fetch_article(number, act)

    def on_reader_work_fetched(self, message: ReaderWork.Fetched) -> None:
        """Do what the article was fetched for."""
        message.act(message.article)

    def when_shown(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the article under the cursor is shown; not if the cursor goes on."""
        self.when_found(lambda: self._when_shown_in_list(act))

    def _when_shown_in_list(self, act: Callable[[], None]) -> None:
        number = self.listing.number
        if number is not None and self._is_shown(number):
            act()
        elif number is not None:
            self._when_shown.append((number, act))

    def on_list_pane_selected(self) -> None:
        """Show the article under the cursor."""
        self.show_article()

    def show_article(self) -> None:
        """Load the article under the cursor, unless it is shown already."""
        number = self.listing.number
        self.finder.tell_place(self.listing.place, self.listing.count)
        if number is None:
            self._keep_position()
            self._shown = self._article = None
            self._when_shown.clear()
            self.finder.tell_match("")
            self.reader.clear(no_article_state(self.listing.results, self.table))
        elif not self._is_shown(number):
            self.load_article(number)

    def show_own_marks(self) -> None:
        """Show the tags and the note of the shown article as they are by now."""
        if self._shown is not None and self._shown == self.listing.number:
            self.load_article(self._shown)

    def _is_shown(self, number: int) -> bool:
        """Tell whether an article is shown already, with the matches of the list."""
        return number == self._shown and self._shown_in is self.listing.results

    def on_reader_work_loaded(self, message: ReaderWork.Loaded) -> None:
        """Show the article, if the cursor is still on it."""
        results = self.listing.results
        if message.number != self.listing.number or results is None:
            return
        waiting, self._when_shown = self._when_shown, []
        self._keep_position()
        if message.article is None:
            self._shown = self._article = None
            self.finder.tell_match("")
            self.reader.clear(gone_state(message.trouble))
            return
        again = message.number == self._shown
        if not (
            again and message.article == self._article and _same_matches(results, self._shown_in)
        ):
            position = self._kept_position if again else message.position
            self._kept_position = position
            self.reader.show(message.article, results.spans, position, message.own)
        else:
            self.reader.show_own(message.own)
        self._shown, self._shown_in, self._article = message.number, results, message.article
        for number, act in waiting:
            if number == message.number:
                act()

    def on_detail_pane_moved(self, message: DetailPane.Moved) -> None:
        """Keep the reading position, now that scrolling has come to rest."""
        if self._article is not None and message.article_id == self._article.id:
            self._keep_position()

    def on_framed_view_progressed(self) -> None:
        """Show how much was seen also where the rule above the article is not its own."""
        self._show_progress()

    def on_panes_box_resized(self) -> None:
        """Show how much was seen in the rule that is above the article now."""
        self._show_progress()

    def _show_progress(self) -> None:
        mark = self.reader.progress_mark if self.has_class(STACKED) else ""
        if mark != self._progress:
            self._progress = mark
            self.splitter.border_title = f" {mark} " if mark else None

    def note_position(self) -> bool:
        """Note how far the shown article was read; return whether that has changed."""
        if self._shown is None or self._article is None:
            return False
        position = self.reader.position
        if position == self._kept_position:
            return False
        self._kept_position = position
        self.keeper.note_position(self._shown, position)
        return True

    def _keep_position(self) -> None:
        """Write how far the shown article was read."""
        if self.note_position():
            self.write_marks()


def _same_matches(results: Results, before: Results | None) -> bool:
    """Return whether two lists mark the same in a text."""
    return before is not None and (results.text, results.relaxed) == (before.text, before.relaxed)
