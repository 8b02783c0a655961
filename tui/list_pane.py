"""The list of articles: a window on a result, drawn a line at a time.

Only what is seen is fetched and laid out, so that a hundred thousand articles cost what a hundred
do. The pane moves its cursor and says so; it opens no article and changes no mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.commands import TABLE, CommandTable
from tui.headline_lines import Line, headline_lines
from tui.headline_window import HeadlineWindow, as_it_is
from tui.line_view import LineView
from tui.list_painting import COMPONENTS, RowState, paint_line
from tui.list_states import State, gone_lines, list_state, state_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from index.listing import Results
    from index.results import Headline

_ROWS_KEPT: Final = 512
_BROAD: Final = 72
"""From this many columns on, a title has one line: nearly all fit."""

_TALL: Final = 30
"""From this many lines on, rows stand a blank line apart."""


class ListPane(LineView, inherit_bindings=False):
    """A list of headlines with a cursor; it shows the ``Results`` given to :meth:`show`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*COMPONENTS}

    class Selected(Message):
        """The cursor went to another article."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Opened(Message):
        """An article is wanted for reading: it was clicked again, or clicked twice."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Failed(Message):
        """Headlines could not be fetched; the sentence says what to do."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(
        self,
        as_noted: Callable[[Headline], Headline] = as_it_is,
        table: CommandTable = TABLE,
    ) -> None:
        """Show headlines as ``as_noted`` returns them: with marks not in the library yet."""
        super().__init__()
        self._window = HeadlineWindow(as_noted)
        self._table = table
        self._trouble: State | None = None
        self._told = ""
        self._place = 0
        self._chosen = False
        self._title_lines = 2
        self._row_height = 3
        self._rows: LRUCache[int, tuple[Line, ...]] = LRUCache(_ROWS_KEPT)

    # What is shown

    @property
    def results(self) -> Results | None:
        """The list that is shown, None before the first and where it could not be made."""
        return self._window.results

    @property
    def troubled(self) -> bool:
        """Whether something stands in the way of the list, told in its place."""
        return self._trouble is not None or bool(self._window.trouble)

    @property
    def count(self) -> int:
        """How many articles the list has."""
        return len(self.results) if self.results is not None else 0

    @property
    def place(self) -> int:
        """Where the cursor stands, from 0; 0 also in an empty list."""
        return self._place

    @property
    def number(self) -> int | None:
        """The number of the article under the cursor, None in an empty list."""
        if self.results is None or not self.count:
            return None
        return self.results.numbers[self._place]

    @property
    def chosen(self) -> bool:
        """Whether somebody put the cursor where it is, and not the list itself."""
        return self._chosen

    @property
    def headline(self) -> Headline | None:
        """The headline under the cursor, None in an empty list."""
        return self._headline(self._place) if self.count else None

    @property
    def page_rows(self) -> int:
        """How many whole rows the pane shows, at least one."""
        return max(self.size.height // self._row_height, 1)

    def show(self, results: Results, keep: int | None = None) -> None:
        """Show ``results``; the cursor goes to article ``keep`` if it is there, else to the top.

        No message is sent: who changes the list knows it.
        """
        self._window.results, self._trouble, self._told = results, None, ""
        place = results.place(keep) if keep is not None else None
        # What comes in above moves the list, so that the row stays where it is on the screen.
        moved = (place or 0) - self._place if round(self.scroll_y) else 0
        self._place = place or 0
        self._chosen = self._chosen and place is not None
        self._window.forget()
        self._measure()
        top = 0 if place is None else max(self.scroll_y + moved * self._row_height, 0)
        self.scroll_to(y=top, animate=False, force=True)
        self._follow_cursor()

    def show_trouble(self, state: State) -> None:
        """Show no list, and in its place what is the matter."""
        self._window.results, self._trouble, self._place = None, state, 0
        self.forget()
        self._measure()

    def forget(self) -> None:
        """Drop what was fetched, and paint anew: the marks of some articles have changed."""
        self._window.forget()
        self._rows.clear()
        self.refresh()

    def move_to(self, place: int) -> None:
        """Put the cursor on ``place``, or as near as the list allows, and tell when it moved."""
        place = min(max(place, 0), self.count - 1)
        if not self.count or place == self._place:
            return
        before, self._place = self._place, place
        self._chosen = True
        if self._window.trouble:
            self.forget()
        for row in (before, place):
            self.refresh_lines(row * self._row_height, self._row_height)
        self._follow_cursor()
        number = self.number
        if number is not None:
            self.post_message(self.Selected(number))

    def move_by(self, rows: int) -> None:
        """Move the cursor by ``rows``, up when negative."""
        self.move_to(self._place + rows)

    def _follow_cursor(self) -> None:
        """Scroll by whole rows, and only as far as the cursor's row needs."""
        top = -(-round(self.scroll_y) // self._row_height)
        first = min(max(top, self._place - self.page_rows + 1), self._place)
        if first != top or round(self.scroll_y) % self._row_height:
            self.scroll_to(y=first * self._row_height, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Select the row that was clicked; open it when it was selected or clicked twice."""
        place = self.place_at(event)
        if place is None:
            return
        again = place == self._place
        self.move_to(place)
        number = self.number
        if number is not None and (again or event.chain > 1):
            self.post_message(self.Opened(number))

    def place_at(self, event: events.MouseEvent) -> int | None:
        """Return the place of the row under the mouse, None where there is none."""
        offset = event.get_content_offset(self)
        place = (offset.y + round(self.scroll_y)) // self._row_height if offset else self.count
        return place if place < self.count else None

    @property
    def rolled_lines(self) -> int:
        """One row, whatever its height."""
        return self._row_height

    def on_resize(self) -> None:
        """Fit the rows to the new size, and keep the cursor in sight."""
        self._measure()
        self._follow_cursor()

    def _measure(self) -> None:
        """Choose the height of a row by the size of the pane; one height makes places sums."""
        width, height = self.row_width, self.size.height
        self._title_lines = 1 if width >= _BROAD else 2
        row_height = self._title_lines + (2 if height >= _TALL else 1)
        if row_height != self._row_height:
            top = round(self.scroll_y) // self._row_height
            self._row_height = row_height
            self.set_reactive(ListPane.scroll_y, float(top * row_height))
        self._rows.clear()
        lines = self.count * row_height
        if lines > height:
            # The last rows can come to the top edge of a row, whatever the height of the pane.
            lines += height % row_height
        self.virtual_size = Size(width, lines)
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return line ``y`` of what is seen."""
        width = self.row_width
        if (state := self._state) is not None:
            return self._state_line(state, y, width)
        place, part = divmod(y + round(self.scroll_y), self._row_height)
        if place >= self.count:
            return Strip.blank(width, self.rich_style)
        lines = self._row(place)
        if part >= len(lines):
            return Strip.blank(width, self.rich_style)
        headline = self._headline(place)
        read = headline is not None and headline.read
        looks = RowState(place == self._place, read, self._is_chosen(place))
        return paint_line(self, lines[part], width, looks)

    def _is_chosen(self, place: int) -> bool:
        """Return whether a row is among several that something is to be done with."""
        del place
        return False

    def _row(self, place: int) -> tuple[Line, ...]:
        row = self._rows.get(place)
        if row is None:
            headline = self._headline(place)
            row = self._lay_out(headline) if headline is not None else gone_lines()
            self._rows[place] = row
        return row

    def _lay_out(self, headline: Headline) -> tuple[Line, ...]:
        spans = self.results.spans(headline.title) if self.results is not None else ()
        return headline_lines(headline, spans, self.row_width, self._title_lines)

    def _headline(self, place: int) -> Headline | None:
        """Return the headline at ``place``, None when its article is gone since."""
        headline = self._window.headline(place)
        if (trouble := self._window.trouble) and trouble != self._told:
            self._told = trouble
            self.post_message(self.Failed(trouble))
            self.call_later(self.refresh)
        return headline

    @property
    def _state(self) -> State | None:
        return self._trouble or list_state(self.results, self._window.trouble, self._table)

    def _state_line(self, state: State, y: int, width: int) -> Strip:
        lines = state_lines(state, width)
        pieces = lines[y - 1] if 1 <= y <= len(lines) else ()
        return paint_line(self, pieces, width, RowState())
