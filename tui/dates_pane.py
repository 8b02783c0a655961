"""The strip of months: bars over time with a cursor, and a range that is drawn out along them.

It is given how many articles are of each month, and says which were chosen; it asks nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.dates_lines import (
    NO_INDEX,
    Window,
    bar_columns,
    chosen_bars,
    date_filter,
    same_bar,
    told,
    window,
    year_labels,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events

    from index.hints import Facet

PAGE: Final = 12
"""Bars by which the keys for pages move: a year of months."""

_MARGIN: Final = 3
_TWICE: Final = 2


class DatesPane(Widget, can_focus=True):
    """Bars of months or years; the cursor and the range stand in the accent."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "dates--bar",
        "dates--chosen",
        "dates--cursor",
        "dates--year",
    }

    class Chosen(Message):
        """Months were chosen with the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: Sequence[Facet] = ()
        self._cursor = 0
        self._start: int | None = None
        self._first = 0
        self._pressed: int | None = None
        self._known = False

    @property
    def ranging(self) -> bool:
        """Whether a range is being drawn out."""
        return self._start is not None

    @property
    def chosen(self) -> str:
        """The text of a query that asks for what is chosen; empty where there is nothing."""
        chosen = chosen_bars(self._bars, self._cursor, self._start)
        return date_filter(chosen) if chosen else ""

    def show(self, bars: Sequence[Facet] | None) -> None:
        """Show ``bars``, the cursor on the month that it was on, or on the last; None: not known.

        What is seen stays while nothing else is known.
        """
        if bars is None:
            self.border_title = self.border_title or f"  {NO_INDEX} "
            return
        self._known = True
        if bars == self._bars and bars:
            return
        value = self._bars[self._cursor].value if self._bars else ""
        self._bars, self._start, self._pressed = bars, None, None
        self._cursor = same_bar(bars, value)
        self._tell()

    def move_by(self, bars: int) -> None:
        """Move the cursor by ``bars``, back in time when negative; a range goes with it."""
        self._move_to(self._cursor + bars)

    def begin_range(self) -> None:
        """Begin a range at the cursor, or begin it anew there."""
        if self._bars:
            self._start = self._cursor
            self._tell()

    def leave_range(self) -> None:
        """Choose no more than the bar at the cursor."""
        self._start = None
        self._tell()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._tell()

    def notify_style_update(self) -> None:
        """Paint anew when the theme changes."""
        super().notify_style_update()
        self.refresh()

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor on the bar that was pressed; what follows may draw out a range."""
        if self._bars and event.button == 1:
            self.capture_mouse()
            self._start = None
            self._pressed = self._bar_at(event)
            self._move_to(self._pressed)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw out a range while the button is held."""
        if self._pressed is not None and (bar := self._bar_at(event)) != self._cursor:
            self._start = self._pressed
            self._move_to(bar)

    def on_mouse_up(self) -> None:
        """Choose the range that was drawn out."""
        self.release_mouse()
        drawn, self._pressed = self._pressed is not None and self.ranging, None
        if drawn:
            self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Choose the bar that is clicked twice."""
        if self._bars and event.chain == _TWICE and not self.ranging:
            self.post_message(self.Chosen())

    def _bar_at(self, event: events.MouseEvent) -> int:
        x = event.screen_x - self.content_region.x - self._margin
        return self._window.bar(x)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return line ``y``: bars, and beneath them the years."""
        ground, rows = self.rich_style, self.size.height - 1
        segments = [Segment(" " * self._margin, ground)]
        if self._bars and y == rows:
            values = [bar.value for bar in self._bars]
            text = year_labels(values, self._window, self._width)
            segments.append(Segment(text, ground + self._look("year")))
        elif self._bars:
            segments += self._bar_cells(y, rows)
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def _bar_cells(self, y: int, rows: int) -> list[Segment]:
        seen = self._window
        ground, bar, chosen = self.rich_style, self._look("bar"), self._look("chosen")
        columns = bar_columns([one.count for one in self._bars], rows)
        wide = max(seen.pitch - 1, 1)
        low, high = sorted((self._cursor, self._cursor if self._start is None else self._start))
        segments = []
        for at in range(seen.first, seen.first + seen.seen):
            style = ground + (chosen if low <= at <= high else bar)
            if at == self._cursor:
                style = style + self._look("cursor")
            segments.append(Segment(columns[at][y] * wide, style))
            segments.append(Segment(" " * (seen.pitch - wide), ground))
        return segments

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"dates--{name}", partial=True)

    @property
    def _margin(self) -> int:
        return min(_MARGIN, self.size.width)

    @property
    def _width(self) -> int:
        return max(self.size.width - 2 * self._margin, 1)

    @property
    def _window(self) -> Window:
        return window(len(self._bars), self._width, self._cursor, self._first)

    def _move_to(self, bar: int) -> None:
        self._cursor = min(max(bar, 0), max(len(self._bars) - 1, 0))
        self._tell()

    def _tell(self) -> None:
        self._first = self._window.first
        if self._known:
            self.border_title = f"  {told(self._bars, self._cursor, self._start)} "
        self.refresh()
