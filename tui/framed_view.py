"""What stands around the body of an article: its head, its end, and how much of it was seen.

It puts them into the page, and keeps them when the page is laid out anew. What they say is told in
`masthead` and `rendering`; fetching it is the business of whoever shows the article.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from textual.cache import LRUCache
from textual.message import Message

from tui.masthead import UNMARKED, OwnMarks
from tui.match_view import MatchView
from tui.page import Page
from tui.rendering import related_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.article import Article
    from index.results import Headline

_KEPT: Final = 64
"""Articles of which it is known what is related."""


def present() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class FramedView(MatchView, can_focus=True):
    """A view of an article with what belongs to it."""

    class Progressed(Message):
        """The mark that says how much was seen is another one."""

    def __init__(self, *, measure: int = 80) -> None:
        super().__init__(measure=measure)
        self.clock: Callable[[], datetime] = present
        """Tells the present moment, for how long ago an article was published."""
        self.progress_mark = ""
        """What the rule above says of how much was seen: a share, "end", or nothing.

        While somebody waits for a place far down it says how far the page is laid out.
        """
        self._match_told = ""
        self._rule_mark = ""
        self._own = UNMARKED
        self._related: tuple[Headline, ...] = ()
        # Who comes back from a link at the end finds the end as it was.
        self._known_related: LRUCache[str, tuple[Headline, ...]] = LRUCache(_KEPT)

    def show_own(self, own: OwnMarks) -> None:
        """Show other tags and another note with the article; the same text stays on top."""
        if own != self._own:
            self._own = own
            self._compose_page()

    def tell_match(self, told: str) -> None:
        """Say in the rule above which match is shown, where nothing else has room for it."""
        self._match_told = told
        self._place_changed()

    def show_related(self, headlines: Sequence[Headline]) -> None:
        """Show links to other articles below the end of this one.

        Those that are shown already stay; others are shown when it is opened the next time.
        """
        if self._page is None:
            return
        related = tuple(headlines)
        self._known_related[self._page.article.id] = related
        if self._related:
            return
        self._related = related
        self._page.add_below(related_blocks(self._related))
        self._go_on()  # the way to the end that somebody waits for is not called off
        self._marks_changed()

    def _frame(self, article: Article, own: OwnMarks) -> None:
        """Let ``own`` marks be shown with ``article``, and what is related to it if that is known.

        For whoever is about to take up the article.
        """
        if self._article is None or article.id != self._article.id:
            self._related = self._known_related.get(article.id) or ()
        self._own = own

    def _new_page(self, article: Article) -> Page:
        page = Page(article, self._column, tight=self._tight, own=self._own, now=self.clock())
        page.add_below(related_blocks(self._related))
        return page

    def _place_changed(self) -> None:
        self.progress_mark = self._told_progress()
        told = self._match_told if self._on_top else ""
        mark = " · ".join(part for part in (told, self.progress_mark) if part)
        if mark != self._rule_mark:
            self._rule_mark = mark
            self._set_mark(mark)

    @property
    def _on_top(self) -> bool:
        """Whether nothing stands above that could say which match is shown."""
        return self.region.y == 0

    def _told_progress(self) -> str:
        page, work = self._page, self._work
        if page is None:
            return ""
        if work is not None and work.awaited and not page.complete:
            return f"laying out {int(page.share * 100)} %"
        return progress_text(self._seen_from(0), self.progress)

    def _set_mark(self, mark: str) -> None:
        self.border_title = f" {mark} " if mark else None
        self.post_message(self.Progressed())


def progress_text(first: float, seen: float) -> str:
    """Return the mark that says how much is ``seen``; none where that is all at the ``first``."""
    if first >= 1:
        return ""
    return "end" if seen >= 1 else f"{int(seen * 100)} %"
