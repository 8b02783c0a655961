"""The rail: views, saved searches, tags and facets in one column, drawn a line at a time.

It has a cursor and folds; what is done with a value that is chosen is for whoever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.line_view import LineView
from tui.masthead import language_name
from tui.rail_contents import Contents
from tui.rail_lines import SIGN_CELLS, RailLook, row_line
from tui.rail_rows import NO_HINTS, Folds, Kind, Part, Row, rail_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.style import Style
    from textual import events

_CURSOR_BAR: Final = "▌"


class RailPane(LineView, inherit_bindings=False):
    """What the library holds and how the list falls into values, to choose from."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"rail--{look.value}" for look in RailLook),
        "rail--cursor",
        "rail--bar",
    }

    class Picked(Message):
        """A row was clicked that lists or narrows."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    class Moved(Message):
        """The cursor stands on another row."""

    def __init__(self, hints: Mapping[Part, str] = NO_HINTS) -> None:
        """Say ``hints`` in sections that are empty."""
        super().__init__()
        self._hints = hints
        self._contents = Contents()
        self._query = ""
        self._folds = Folds()
        self._rows: tuple[Row, ...] = ()
        self._at = 0
        self._make_rows()

    # What is shown

    @property
    def contents(self) -> Contents:
        """What the rail tells now."""
        return self._contents

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand, those out of sight as well."""
        return self._rows

    @property
    def row(self) -> Row:
        """The row under the cursor."""
        return self._rows[self._at]

    @property
    def page_rows(self) -> int:
        """How many rows the pane shows, at least one."""
        return max(self.size.height - 1, 1)

    def show(self, contents: Contents) -> None:
        """Tell ``contents``; the cursor stays on its row if that is still there."""
        self._contents = contents
        self._make_rows()

    def mark(self, query: str) -> None:
        """Mark the values that ``query`` asks for."""
        if query != self._query:
            self._query = query
            self._make_rows()

    def _make_rows(self) -> None:
        before, at = self._rows, self._at
        self._rows = rail_rows(
            self._contents, self._query, self._folds, hints=self._hints, named=language_name
        )
        if self._rows == before:
            return
        self._at = self._place_of(before[at].place, at) if before else self._standing(1)
        self.virtual_size = Size(self.row_width, len(self._rows))
        if self.is_attached:
            # What comes in above moves the rest, so that the cursor stays where it is seen.
            top = round(self.scroll_y)
            seen = top <= at < top + self._height
            self.scroll_to(y=top + self._at - at if top else 0, animate=False, force=True)
            if seen:
                self._follow_cursor()
            self.post_message(self.Moved())
        self.refresh()

    def _place_of(self, place: tuple[Part, Kind, str], at: int) -> int:
        """Return where a row is now; else the row of its section that took its place."""
        places: dict[tuple[Part, Kind, str], int] = {
            row.place: number for number, row in enumerate(self._rows)
        }
        if place in places:
            return places[place]
        return self._standing(at, place[0])

    def _standing(self, at: int, part: Part | None = None) -> int:
        """Return the row nearest to ``at`` on which the cursor can be, of ``part`` if it can."""
        standing = [number for number, row in enumerate(self._rows) if row.stands]
        of_part = [number for number in standing if self._rows[number].part is part]
        return min(of_part or standing, key=lambda number: abs(number - at))

    # Moving and folding

    def move_by(self, rows: int) -> None:
        """Move the cursor by ``rows`` that it can stand on, up when negative."""
        places = [number for number, row in enumerate(self._rows) if row.stands]
        at = places.index(self._at) + rows
        self._move_to(places[min(max(at, 0), len(places) - 1)])

    def _move_to(self, at: int) -> None:
        if at != self._at:
            for line in (self._at, at):
                self.refresh_lines(line, 1)
            self._at = at
            self.post_message(self.Moved())
        self._follow_cursor()

    def fold(self) -> None:
        """Fold what the cursor stands on; where there is nothing to fold, go to what it lies in."""
        row = self.row
        if row.folded is False:
            self._set_folded(row, folded=True)
        elif row.kind is not Kind.HEADING:
            above = range(self._at - 1, -1, -1)
            outer = row.depth - 1
            self._move_to(next(at for at in above if self._is_outer(self._rows[at], outer)))

    def unfold(self) -> bool:
        """Unfold what the cursor stands on, or go into it; return whether there is an inside."""
        row = self.row
        if row.folded is None:
            return False
        if row.folded:
            self._set_folded(row, folded=False)
        else:
            self.move_by(1)
        return True

    def turn(self) -> bool:
        """Fold a heading, unfold it, or show more values; return whether the row is such a one."""
        row = self.row
        if row.kind is Kind.MORE:
            self._folds.show_more(row.part)
            self._make_rows()
        elif row.kind is Kind.HEADING:
            self._set_folded(row, folded=not row.folded)
        return row.kind in {Kind.MORE, Kind.HEADING}

    def _is_outer(self, row: Row, depth: int) -> bool:
        return row.kind is Kind.HEADING or (row.kind is Kind.VALUE and row.depth == depth)

    def _set_folded(self, row: Row, *, folded: bool) -> None:
        self._folds.set_folded(row, folded=folded)
        self._make_rows()

    def _follow_cursor(self) -> None:
        """Scroll as far as the cursor needs; the heading above the first value comes along."""
        height = self._height
        top = round(self.scroll_y)
        first = 0 if self._at <= 1 else self._at
        wanted = min(max(top, self._at - height + 1), first)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on what was clicked, and choose it; at its right end, fold it."""
        offset = event.get_content_offset(self)
        at = offset.y + round(self.scroll_y) if offset is not None else -1
        if offset is None or not 0 <= at < len(self._rows) or not self._rows[at].stands:
            return
        self._move_to(at)
        row = self.row
        if row.folded is not None and offset.x >= self.row_width - SIGN_CELLS - 1:
            self._set_folded(row, folded=not row.folded)
        elif not self.turn():
            self.post_message(self.Picked(row))

    @property
    def rolled_lines(self) -> int:
        """Three rows, which are of one line each."""
        return 3

    # Drawing

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(self.row_width, len(self._rows))
        self._follow_cursor()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._follow_cursor()
        self.refresh()

    def on_blur(self) -> None:
        """Show no cursor: the list has one of its own."""
        self.refresh()

    @property
    def _height(self) -> int:
        """Rows that are seen, at least one."""
        return max(self.scrollable_content_region.height, 1)

    def render_line(self, y: int) -> Strip:
        """Return line ``y`` of what is seen."""
        at, width = y + round(self.scroll_y), self.row_width
        if not 0 <= at < len(self._rows):
            return Strip.blank(width, self.rich_style)
        here = at == self._at and self.has_focus
        ground = self.get_component_rich_style("rail--cursor") if here else self.rich_style
        pieces = row_line(self._rows[at], width)
        segments = [Segment(piece.text, ground + self._look(piece.look)) for piece in pieces]
        if here and segments:
            bar = ground + self.get_component_rich_style("rail--bar", partial=True)
            gutter = segments[0]
            segments[:1] = [Segment(_CURSOR_BAR, bar), Segment(gutter.text[1:], gutter.style)]
        return Strip(segments).adjust_cell_length(width, ground)

    def _look(self, look: RailLook) -> Style:
        return self.get_component_rich_style(f"rail--{look.value}", partial=True)
