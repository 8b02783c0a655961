"""A view whose content may grow and shrink while its own size stays: no other pane is laid out.

Textual lays out the whole screen whenever the size of what is scrolled changes, as it does with
each letter of a query. That is needed only where the scrollbar comes or goes.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class SteadyView(ScrollView):
    """A scroll view that scrolls downwards, and never gets its size from what it shows."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def watch_virtual_size(self, size: Size) -> None:
        """Fit the scrollbar to a content of ``size`` cells."""
        shown = self.show_vertical_scrollbar
        if shown is not (size.height > self.container_size.height):
            self.refresh(layout=True)
        elif shown:
            self.vertical_scrollbar.window_virtual_size = size.height
        self.scroll_y = min(self.scroll_y, self.max_scroll_y)
