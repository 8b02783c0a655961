"""A scrollbar as thin as a hair: half a cell for what is seen, nothing for the rest.

Drawing only; the panes scroll, and Textual's meta data let the mouse pull it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

if TYPE_CHECKING:
    from textual.widget import Widget

_THUMB: Final = "▐"
_GREY: Final = Color.parse("#555555")


class HairScrollBar(ScrollBarRender):
    """Draws a vertical scrollbar of one column."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = _GREY,
        bar_color: Color = _GREY,
    ) -> Segments:
        """Return one segment a line: blank, the thumb, blank."""
        del thickness, vertical
        start, stop = thumb(size, virtual_size, window_size, position)
        above = Segment(" ", Style(bgcolor=back_color, meta={"@mouse.down": "scroll_up"}))
        below = Segment(" ", Style(bgcolor=back_color, meta={"@mouse.down": "scroll_down"}))
        held = Style(color=bar_color, bgcolor=back_color, meta={"@mouse.down": "grab"})
        bar = [above] * start + [Segment(_THUMB, held)] * (stop - start)
        return Segments(bar + [below] * (size - stop), new_lines=True)


def use_hair_scrollbar(widget: Widget) -> None:
    """Give ``widget`` a scrollbar as thin as a hair."""
    widget.vertical_scrollbar.renderer = HairScrollBar  # type: ignore[misc]  # Textual's own way


def thumb(size: int, virtual_size: float, window_size: float, position: float) -> tuple[int, int]:
    """Return the lines from and up to which the thumb reaches; none where all is seen."""
    if not window_size or virtual_size <= window_size or size < 1:
        return 0, 0
    length = min(max(round(size * window_size / virtual_size), 1), size)
    start = round((size - length) * position / (virtual_size - window_size))
    start = min(max(start, 0), size - length)
    return start, start + length
