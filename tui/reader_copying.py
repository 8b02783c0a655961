"""Copying what the mouse has selected in the article.

Textual follows the mouse; which characters lie under it is told by the article's pane.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset

from tui.clipboard import copy_text
from tui.reader_panes import ReaderPanes

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui.detail_pane import DetailPane


class ReaderCopying(ReaderPanes):
    """A screen whose text can be taken along."""

    def action_copy_selected(self) -> None:
        """Copy what is selected; say how to leave to those who expect Ctrl-C to do it."""
        text = self.get_selected_text()
        if not text:
            self.say(self.table.way_out())
            return
        name = "1 character" if len(text) == 1 else f"{len(text):,} characters"
        self.say(*copy_text(self.app, text, name))

    def on_detail_pane_selected(self, message: DetailPane.Selected) -> None:
        """Let the footer offer to copy."""
        del message
        self.tell_footer()

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Return the widget at a cell of the screen, and which of its characters lies there.

        A selection begun in the article stays in it, wherever the mouse goes.
        """
        widget, offset = super().get_widget_and_offset_at(x, y)
        if widget is not None and not widget.is_attached:
            return None, None  # A notice that was clicked away lies there until the next painting.
        state, reader = self._select_state, self.reader
        begun = self._selecting and state is not None and state.start.content_widget is reader
        if begun or (widget is reader and offset is not None):
            region = reader.content_region
            return reader, reader.place_at(Offset(x, y) - region.offset)
        return widget, offset

    def _update_select(self) -> None:
        """Select as far as the mouse is, now that the text has moved under it."""
        state, reader = self._select_state, self.reader
        if state is None or state.end is None or state.start.content_widget is not reader:
            super()._update_select()
            return
        place = reader.place_at(state.screen_offset - reader.content_region.offset)
        end = state.end._replace(content_offset=place)
        self._select_state = state.update_end(state.screen_offset, end)
