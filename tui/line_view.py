"""A view drawn a line at a time, that the wheel rolls by whole rows while its cursor stays.

What its lines are, and where the cursor is, is the business of the pane built on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.steady_view import SteadyView

if TYPE_CHECKING:
    from textual import events


class LineView(SteadyView, can_focus=True, inherit_bindings=False):
    """A view of more rows than are seen."""

    ALLOW_SELECT = False

    @property
    def row_width(self) -> int:
        """Cells of a row: what the scrollbar leaves."""
        return self.scrollable_content_region.width

    @property
    def rolled_lines(self) -> int:
        """How many lines one turn of the wheel rolls."""
        return 1

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Roll on; the cursor stays."""
        self._roll(event, self.rolled_lines)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Roll back; the cursor stays."""
        self._roll(event, -self.rolled_lines)

    def _roll(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_to(y=self.scroll_y + lines, animate=False, force=True)

    def notify_style_update(self) -> None:
        """Paint anew when the theme changes."""
        super().notify_style_update()
        self.refresh()
