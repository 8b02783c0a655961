"""The room: which layout a size gets, and where the borders between the panes are.

What stands in the panes is the part of others; what was chosen is remembered.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual.geometry import Size

from tui.command import Pane
from tui.layouts import (
    ABOVE,
    BESIDE,
    BROAD,
    BROADLY,
    NARROW,
    STACKED,
    WIDE,
    Sharing,
    layout_classes,
    rail_columns,
)
from tui.reader_panes import ALONE, ReaderPanes

if TYPE_CHECKING:
    from tui.splitter import Splitter

_COLUMNS: Final = 2
"""Columns by which a key moves the border; where it lies, a line."""

_AROUND: Final = 3
"""Lines of search pane and footer."""

_ROUNDING: Final = 0.02
"""What keeps a share of the room from being a cell less, since parts of cells are dropped."""

_WIDTH: Final = "list_width"
_HEIGHT: Final = "list_height"
_RAIL: Final = "rail_width"


class ReaderWidths(ReaderPanes):
    """A screen that shares its room."""

    @cached_property
    def _percents(self) -> dict[str, float | None]:
        """How much of the room the list has where somebody chose it."""
        return {name: self.choices.get(name, None) for name in (_WIDTH, _HEIGHT)}

    @cached_property
    def _rail_wanted(self) -> list[int | None]:
        """The columns of the rail where somebody chose them, as the only item."""
        return [self.choices.get(_RAIL, None)]

    def lay_out(self) -> None:
        """Lay the panes out for the present size."""
        self.update_classes(layout_classes(*self.app.size), animate=False)
        self._share()
        self._size_rail()

    def on_resize(self) -> None:
        """Lay out anew."""
        self.lay_out()

    def on_panes_box_resized(self) -> None:
        """Lay out anew, also while a dialog lies over the reader."""
        self.lay_out()

    def action_border_back(self) -> None:
        """Move the border of the list left, or up; or that of the rail, while it has the keys."""
        self._move_border(-1)

    def action_border_on(self) -> None:
        """Move the border right, or down."""
        self._move_border(1)

    def on_splitter_moved(self, message: Splitter.Moved) -> None:
        """Move the border to where the mouse holds it."""
        corner = self.box.region.offset
        if message.splitter is self.rail_splitter:
            self._put_rail(message.x - self.rail.region.x)
            return
        at = message.y - corner.y if self.has_class(STACKED) else message.x - corner.x
        self._put_border(at)

    def on_splitter_left(self, message: Splitter.Left) -> None:
        """Remember where the mouse has put the border."""
        self._remember(message.splitter)

    def on_splitter_reset(self, message: Splitter.Reset) -> None:
        """Put the border where it usually is."""
        if message.splitter is self.rail_splitter:
            self._rail_wanted[0] = None
        else:
            self._percents[self._border_name] = None
        self.lay_out()
        self._remember(message.splitter)

    def _remember(self, splitter: Splitter) -> None:
        if splitter is self.rail_splitter:
            self.remember(_RAIL, self._rail_wanted[0], None)
        else:
            self._remember_border()

    def _move_border(self, step: int) -> None:
        if self.pane is Pane.RAIL:
            if not self.has_class(NARROW):
                self._put_rail(self._rail_cells + step * _COLUMNS)
                self._remember(self.rail_splitter)
        elif self._shared:
            cells = step if self.has_class(STACKED) else step * _COLUMNS
            self._put_border(self._list_cells + cells)
            self._remember_border()

    @property
    def _shared(self) -> bool:
        """Whether list and article are seen both."""
        both = self.has_class(WIDE) or self.has_class(STACKED)
        return both and not self.has_class(ALONE)

    @property
    def _border_name(self) -> str:
        return _HEIGHT if self.has_class(STACKED) else _WIDTH

    @property
    def _sharing(self) -> Sharing:
        if self.has_class(STACKED):
            return ABOVE
        return BROADLY if self.has_class(BROAD) else BESIDE

    @property
    def _room(self) -> int:
        """Cells that list and article share."""
        size = self.box.size
        if not size:
            # Before the first layout: what search pane and footer will leave.
            size = Size(self.app.size.width, max(self.app.size.height - _AROUND, 0))
        return size.height if self.has_class(STACKED) else size.width

    @property
    def _list_cells(self) -> int:
        """Cells that the list has, or will have once it is laid out."""
        return self._sharing.cells(self._percents[self._border_name], self._room)

    @property
    def _rail_cells(self) -> int:
        return rail_columns(self._rail_wanted[0], self.app.size.width)

    def _put_rail(self, columns: int) -> None:
        """Give the rail ``columns``, or as many as it may have."""
        self._rail_wanted[0] = columns
        self._rail_wanted[0] = self._rail_cells
        self._size_rail()

    def _size_rail(self) -> None:
        styles = self.rail.styles
        columns = None if self.has_class(NARROW) else self._rail_cells
        styles.width = styles.min_width = styles.max_width = columns

    def _put_border(self, cells: int) -> None:
        """Give the list ``cells``, or as many as it may have."""
        room = self._room
        if room:
            self._percents[self._border_name] = 100 * cells / room
            # No farther than it goes, so that the next step back is seen.
            self._percents[self._border_name] = 100 * self._list_cells / room
            self._share()

    def _share(self) -> None:
        """Give the list its share of the room; in parts of it, so that it keeps when that grows."""
        styles = self.listing.styles
        room, stacked = self._room, self.has_class(STACKED)
        if not room or not (stacked or self.has_class(WIDE)):
            styles.width = styles.height = None
            return
        part = f"{100 * (self._list_cells + _ROUNDING) / room}%"
        styles.width, styles.height = (None, part) if stacked else (part, None)

    def _remember_border(self) -> None:
        percent = self._percents[self._border_name]
        self.remember(self._border_name, None if percent is None else round(percent), None)
