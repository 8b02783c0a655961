"""The matches of a page, gone through one after the other: a query's, or those of a text sought.

A text that is sought in the article takes the place of the query until it is given up, or until
another article is shown. How a match looks is the business of the pane built on it.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.find_within import SoughtText
from tui.match_walk import MatchWalk
from tui.page_view import PageView, no_spans
from tui.page_work import PageWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.article import Article
    from index.results import Span
    from tui.page import Page

_THIRD: Final = 3
_A_KEY: Final = 0.02  # seconds of looking while somebody types; the slices do the rest


@dataclass(frozen=True, slots=True)
class _Start:
    """Where the reader was, and what was marked there, before a text was looked for."""

    page: Page | None
    line: int
    position: int
    sought: SoughtText | None
    current: int | None


class MatchView(PageView, can_focus=True):
    """A view of an article that goes from match to match."""

    def __init__(self, *, measure: int = 80) -> None:
        super().__init__(measure=measure)
        self._current: int | None = None
        self._query_spans: Callable[[str], tuple[Span, ...]] = no_spans
        self._sought: SoughtText | None = None
        self._start: _Start | None = None
        self._seeks: _Start | None = None  # from where the first match is still to be reached

    @property
    def sought(self) -> str:
        """The text that is looked for in the article, empty where none is."""
        return self._sought.text if self._sought else ""

    @property
    def matchless(self) -> bool:
        """Whether the whole article is known to hold no match."""
        return self._walk is None or self._walk.total == 0

    def next_match(self) -> None:
        """Go to the next match, from the last to the first."""
        self._pursue(lambda: self._reach_match(1), walks_first=True)

    def previous_match(self) -> None:
        """Go to the match before, from the first to the last."""
        self._pursue(lambda: self._reach_match(-1), walks_first=True)

    def start_seeking(self) -> None:
        """Remember what is seen now, for whoever comes back with `give_up_seeking`."""
        top = self.scroll_offset.y
        self._start = _Start(self._page, top, self.position, self._sought, self._current)

    def seek(self, text: str) -> None:
        """Mark ``text`` alone and show the first match at or below where seeking started.

        Nothing to look for brings back the marks of the query, and the place.
        """
        if self._start is None:
            self.start_seeking()
        self._mark(SoughtText(text) or None)
        self._seeks = self._start
        self._pursue(self._reach_first, walks_first=True, at_once=_A_KEY)

    def end_seeking(self) -> None:
        """Stay where the text was found."""
        self._start = None

    def give_up_seeking(self) -> None:
        """Go back to where seeking started, and to what was marked there."""
        start, self._start = self._start, None
        if start is not None:
            self._mark(start.sought)
            self._current = start.current
            line = self._line_of_start(start)
            self._pursue(lambda: self._scroll_line(line))
            self._tell()

    def forget_sought(self) -> None:
        """Mark what the query finds again; the place stays."""
        self._start = None
        if self._sought is not None:
            self._mark(None)
            self._pursue(self._known)

    def _take_up(
        self, article: Article | None, spans: Callable[[str], tuple[Span, ...]], position: int
    ) -> None:
        """Show ``article`` from ``position`` on, with the matches that ``spans`` finds."""
        self._current = self._sought = self._start = self._seeks = None
        self._query_spans = spans
        self._open(article, spans, position)

    @abstractmethod
    def _match_shown(self, current: int, total: int | None) -> None:
        """Match ``current`` of ``total`` is shown; from 1, 0 for none."""

    def _tell(self) -> None:
        current = 0 if self._current is None else self._current + 1
        self._match_shown(current, self._walk.total if self._walk else None)

    def _counted(self) -> None:
        self._tell()

    def _mark(self, sought: SoughtText | None) -> None:
        """Mark what ``sought`` finds, or the query where it is None; no match is the current."""
        before, self._sought = self._sought, sought
        self._current = self._seeks = None
        narrows = before is not None and sought is not None and sought.narrows(before)
        self._walk_anew(sought.spans if sought else self._query_spans, narrows=narrows)
        self._marks_changed()

    def _walk_anew(self, spans: Callable[[str], tuple[Span, ...]], *, narrows: bool) -> None:
        """Mark what ``spans`` finds from now on, in the lines that are laid out already.

        It ``narrows`` what was marked before when it finds nothing but parts of that.
        """
        self._find_spans = spans
        if self._page is not None:
            barren = self._walk.barren() if narrows and self._walk else b""
            self._walk = MatchWalk(self._page, spans, barren)
            self._work = PageWork(self._page, self._walk)

    def _reach_position(self) -> bool:
        # What was typed before the page had a width is looked for as soon as it has one.
        return self._reach_first() if self._seeks else super()._reach_position()

    def _reach_first(self) -> bool:
        """Show the first match at or below the line where seeking started."""
        walk, start = self._walk, self._seeks
        if walk is None or start is None:
            return walk is not None
        top = self._line_of_start(start)
        number = walk.beside(None, 1, top, self.size.height) if self._sought else -1
        if number is None:
            return False
        self._seeks = None
        if number >= 0:
            self._current = number
            top = self._top_for(walk.line_of(number), top)
        self._scroll_line(top)
        self._marks_changed()
        self._tell()
        return True

    def _top_for(self, line: int, top: int) -> int:
        """Return what stands on top where ``line`` is shown: ``top`` if it is seen there."""
        height = self.size.height
        return top if top <= line < top + height else max(0, line - height // _THIRD)

    def _line_of_start(self, start: _Start) -> int:
        page = self._page
        if page is None or page is start.page:
            return start.line
        return page.line_at(start.position)

    def _known(self) -> bool:
        return self._walk is None or self._walk.total is not None

    def _reach_match(self, step: int) -> bool:
        walk = self._walk
        if walk is None:
            return True
        top = self.scroll_offset.y
        number = walk.beside(self._current, step, top, self.size.height)
        if number is None:
            return False
        if number >= 0:
            self._current = number
            self._scroll_line(self._top_for(walk.line_of(number), top))
            self._marks_changed()
        self._tell()
        return True

    def _marks_changed(self) -> None:
        """Paint anew: other matches are marked than before."""
        self.refresh()
