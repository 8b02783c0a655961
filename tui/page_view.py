"""A scrolling view of one article: laid out for its width, the place kept.

It lays out no more than is looked at; the rest, and the counting of matches, is done in small
slices while nothing else happens. How a line looks is the business of the pane built on it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from textual.geometry import Size

from tui.match_walk import MatchWalk
from tui.page import NARROWEST_TEXT, Page
from tui.page_scrolling import ScrolledPage
from tui.page_work import PageWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual import events
    from textual.timer import Timer

    from index.article import Article
    from index.results import Span

_AT_ONCE: Final = 0.05  # seconds of work on a key press before the rest is left to the slices
_SLICE: Final = 0.008
_LONG_SLICE: Final = 0.025  # while somebody waits for the end, or for a match far down
_BREATH: Final = 0.005  # seconds between slices, for keys and painting
_SLICES_A_RESIZE: Final = 24  # the scrollbar follows a growing page in steps
_SLICES_A_WORD: Final = 6  # between two words on how far it is
_REST: Final = 0.25  # seconds without scrolling after which the reader has come to rest
_LOW: Final = 18  # a pane of fewer lines has a low head
_NARROW: Final = 60  # a pane less wide than this has margins of one cell instead of two


class PageView(ScrolledPage, can_focus=True):
    """The page of an article, as far as it is laid out; 80 columns at most unless told."""

    def __init__(self, *, measure: int = 80) -> None:
        super().__init__()
        self._measure = measure
        self._article: Article | None = None
        self._find_spans: Callable[[str], tuple[Span, ...]] = no_spans
        self._page: Page | None = None
        self._walk: MatchWalk | None = None
        self._work: PageWork | None = None
        self._anchor = 0
        self._moving = False
        self._slices = 0
        self._slice_timer: Timer | None = None
        self._rest_timer: Timer | None = None

    @property
    def measure(self) -> int:
        """The widest line, in columns; another one lays the article out anew."""
        return self._measure

    @measure.setter
    def measure(self, columns: int) -> None:
        if columns != self._measure:
            self._measure = columns
            self._compose_page()

    @property
    def line_width(self) -> int:
        """Columns that a line has: the measure, or less where the pane is too narrow for it."""
        return self._column if self._visible_width else self._measure

    @property
    def article(self) -> Article | None:
        """The article shown, or None."""
        return self._article

    @property
    def position(self) -> int:
        """How many characters of the body stand above the top line."""
        return self._anchor

    @property
    def progress(self) -> float:
        """How much of the body stands above the bottom of the pane, from 0 to 1.

        It is exact however little is laid out, and the same at every width but for a line.
        """
        return self._seen_from(self.scroll_offset.y)

    def _seen_from(self, top: int) -> float:
        """Return how much of the body stands above the bottom of the pane with ``top`` on top."""
        if self._page is None or self._article is None:
            return 0.0
        length = len(self._article.body)
        return self._page.position_at(top + self.size.height) / length if length else 1.0

    @property
    def settled(self) -> bool:
        """Whether the whole page is laid out and its matches are counted."""
        return self._work is None or self._work.done

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the article out for the new size; the same text stays on top."""
        if self._page is None or not self._fits(self._page):
            self._compose_page()
        else:
            self._page.ensure(self.scroll_offset.y + self.size.height)
            self._place_changed()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep account of where the reader is, unless it is the page that moves."""
        super().watch_scroll_y(old_value, new_value)
        self._place_changed()
        page = self._page
        if page is None or self._moving or not self._fits(page):
            return
        if self._work is not None:
            self._work.pursue(None)
        self._anchor = page.position_at(round(new_value))
        if self._rest_timer is not None:
            self._rest_timer.stop()
        self._rest_timer = self.set_timer(_REST, self._rested)

    def _fits(self, page: Page) -> bool:
        """Return whether ``page`` is laid out for the present size of the pane."""
        return page.width == self._column and page.tight == self._tight

    @property
    def _tight(self) -> bool:
        return self.size.height < _LOW

    @property
    def _column(self) -> int:
        """Cells of the text: the measure, or what a narrow pane has."""
        width = self._visible_width
        room = width - 2 * (1 if width < _NARROW else 2)
        return max(NARROWEST_TEXT, min(self._measure, room))

    @property
    def _margin(self) -> int:
        return max(0, (self._visible_width - self._column) // 2)

    @property
    def _visible_width(self) -> int:
        """Cells of the pane beside the scrollbar, whether that is shown or not."""
        return self.scrollable_content_region.width

    def _rested(self) -> None:
        """Scrolling has come to rest."""

    def _counted(self) -> None:
        """All is laid out, and all matches are counted."""

    def _page_changed(self) -> None:
        """No line is where it was."""

    def _place_changed(self) -> None:
        """Another part of the page is seen."""

    def _new_page(self, article: Article) -> Page:
        """Return ``article`` as it is to be laid out in the present size."""
        return Page(article, self._column, tight=self._tight)

    def _open(
        self, article: Article | None, spans: Callable[[str], tuple[Span, ...]], position: int
    ) -> None:
        """Take up ``article``, or none, and put ``position`` of its body on top."""
        for timer in (self._slice_timer, self._rest_timer):
            if timer is not None:
                timer.stop()
        self._slice_timer = self._rest_timer = None
        self._page = self._walk = self._work = None
        self._article = article
        self._find_spans = spans
        self._anchor = max(0, position)
        if article is None:
            self.virtual_size = Size(0, 0)
            self._place_changed()
        self._compose_page()

    def _compose_page(self) -> None:
        """Lay out for the present width as far as the place where the reader is."""
        self._page_changed()
        self.refresh()
        if self._article is None or not self._visible_width:
            return  # the first resize comes back to it
        self._page = self._new_page(self._article)
        self._walk = MatchWalk(self._page, self._find_spans)
        self._work = PageWork(self._page, self._walk)
        with self._page_moves():
            self._scroll_line(0)
        self._pursue(self._reach_position)
        self._place_changed()

    @contextmanager
    def _page_moves(self) -> Iterator[None]:
        """Scroll meanwhile without taking it for the reader's doing."""
        self._moving = True
        try:
            yield
        finally:
            self._moving = False

    def _pursue(
        self, goal: Callable[[], bool], *, walks_first: bool = False, at_once: float = _AT_ONCE
    ) -> None:
        """Reach ``goal`` within ``at_once`` seconds, else when the slices have come so far."""
        if self._work is None:
            return
        self._work.pursue(goal, walks_first=walks_first)
        self._work.run(at_once, only_goal=True)
        self._go_on()

    def _go_on(self) -> None:
        """Do in slices what is still to do."""
        if self._slice_timer is None:
            self._slices = 0
            self._slice_timer = self.set_timer(_BREATH, self._work_a_slice)

    def _work_a_slice(self) -> None:
        self._slice_timer = None
        work = self._work
        if work is None:
            return
        awaited = work.awaited
        work.run(_LONG_SLICE if awaited else _SLICE)
        self._slices += 1
        if not work.done:
            if self._slices % _SLICES_A_RESIZE == 0:
                self._follow_height()
            if self._slices % _SLICES_A_WORD == 0 or awaited != work.awaited:
                self._place_changed()
            self._slice_timer = self.set_timer(_BREATH, self._work_a_slice)
            return
        self._follow_height()
        self._place_changed()
        self._counted()

    def _follow_height(self) -> None:
        """Let the scrollbar know how high the page is by now."""
        if self._page is not None:
            size = Size(self.size.width, self._page.height + 1)
            if size != self.virtual_size:
                self.virtual_size = size

    def scroll_by(self, lines: int) -> None:
        """Scroll down by ``lines``, as far as the page goes; up when negative."""
        top = max(0, self.scroll_offset.y + lines)
        self._pursue(lambda: self._scroll_line(top))

    def scroll_to_top(self) -> None:
        """Scroll to the top."""
        self._pursue(lambda: self._scroll_line(0))

    def scroll_to_end(self) -> None:
        """Scroll to the end, as soon as that is laid out."""
        self._pursue(self._reach_end)

    def _scroll_line(self, line: int) -> bool:
        """Put ``line`` on top of the pane, or as near as the page allows; return True."""
        if self._page is not None:
            self._page.ensure(line + self.size.height)
            self._follow_height()
            self.scroll_to(y=line, animate=False, force=True)
        return True

    def _reach_position(self) -> bool:
        page = self._page
        if page is None or not page.reaches(self._anchor):
            return page is None
        with self._page_moves():
            return self._scroll_line(page.line_at(self._anchor))

    def _reach_end(self) -> bool:
        if self._page is None or not self._page.complete:
            return self._page is None
        return self._scroll_line(self._page.height)


def no_spans(_text: str) -> tuple[Span, ...]:
    """Find nothing: for an article that was not searched for."""
    return ()
