"""How far each key scrolls an article: by lines, by pages, to its ends.

How a place is reached that is not laid out yet is `page_view`'s part.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Final

from tui.steady_view import SteadyView

_CONTEXT: Final = 2  # lines of the last page still seen after turning it


class ScrolledPage(SteadyView, can_focus=True):
    """A view that keys scroll."""

    @abstractmethod
    def scroll_by(self, lines: int) -> None:
        """Scroll down by ``lines``, as far as the page goes; up when negative."""

    @abstractmethod
    def scroll_to_top(self) -> None:
        """Scroll to the top."""

    @abstractmethod
    def scroll_to_end(self) -> None:
        """Scroll to the end, as soon as that is laid out."""

    def action_line_down(self) -> None:
        """Scroll down a line."""
        self.scroll_by(1)

    def action_line_up(self) -> None:
        """Scroll up a line."""
        self.scroll_by(-1)

    def action_half_page_down(self) -> None:
        """Scroll down half a page."""
        self.scroll_by(max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        """Scroll up half a page."""
        self.scroll_by(-max(1, self.size.height // 2))

    def action_page_down(self) -> None:
        """Scroll down a page but for two lines."""
        self.scroll_by(max(1, self.size.height - _CONTEXT))

    def action_page_up(self) -> None:
        """Scroll up a page but for two lines."""
        self.scroll_by(-max(1, self.size.height - _CONTEXT))

    def action_top(self) -> None:
        """Scroll to the top."""
        self.scroll_to_top()

    def action_end(self) -> None:
        """Scroll to the end."""
        self.scroll_to_end()

    # The keys that Textual binds for every scrolling pane: at once, without its animation.
    action_scroll_down = action_line_down
    action_scroll_up = action_line_up
    action_scroll_home = action_top
    action_scroll_end = action_end
