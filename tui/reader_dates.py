"""The months of the list: shown in a strip, moved through, and put into the query.

How a list falls into months is the library's; how they look is the pane's.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message

from index.errors import BroadsheetError
from tui.command import Pane
from tui.query_dates import with_dates
from tui.reader_panes import ReaderPanes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from index.hints import Facet
    from index.listing import Results
    from tui.reader_panes import Means

DATES: Final = "-dates"
"""Class of the screen while it shows the months."""

_LOWEST: Final = 16
"""Rows of a screen that has room for them."""

_REST: Final = 0.1
"""Seconds without another list before its months are asked for."""

_TOO_LOW: Final = f"This screen is too low for the months: they need {_LOWEST} rows."


class ReaderDates(ReaderPanes):
    """A screen that tells how its list falls into months."""

    class MonthsTold(Message):
        """How many articles of ``results`` are of each month; None while that is not known."""

        def __init__(self, results: Results, months: Sequence[Facet] | None) -> None:
            super().__init__()
            self.results = results
            self.months = months

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._months_wanted = False
        self._months_of: Results | None = None
        self._months_timer: Timer | None = None
        self._when_months: list[Callable[[], None]] = []

    def action_dates(self) -> None:
        """Show the months and go there; from there, hide them."""
        if self.pane is Pane.DATES:
            self._months_wanted = False
            self._place_months()
            self.go_to(Pane.LIST)
        elif self.size.height < _LOWEST:
            self.say(_TOO_LOW)
        else:
            self._months_wanted = True
            self._when_months.clear()
            self._place_months()
            self.go_to(Pane.DATES)
            self.when_found(self._ask_for_months)

    def when_months(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the months are those of the list; not if they are left before."""
        self._when_months.append(act)
        self.when_found(self._act_on_months)

    def _act_on_months(self) -> None:
        if self._months_of is not self.listing.results:
            self._ask_for_months()
        else:
            waiting, self._when_months = self._when_months, []
            for act in waiting:
                if self.pane is Pane.DATES:
                    act()

    def begin_range(self) -> None:
        """Begin a range of months at the cursor."""
        self.when_months(self.dates.begin_range)

    def choose_dates(self) -> None:
        """Ask for the months that are chosen, in place of the dates the query asks for."""
        self.when_months(self._choose_dates)

    def _choose_dates(self) -> None:
        if self.dates.chosen:
            query = with_dates(self.finder.text, self.dates.chosen)
            self.dates.leave_range()
            self.go_to(Pane.LIST)
            self.visit_list(query, keep=self.listing.number)

    def on_dates_pane_chosen(self) -> None:
        """Ask for the months that were chosen with the mouse."""
        self.choose_dates()

    def tell_dates(self) -> None:
        """Ask for the months of the list that is shown now, once it has stayed for a moment."""
        if self._months_timer is not None:
            self._months_timer.stop()
        if self._months_wanted:
            self._months_timer = self.set_timer(_REST, self._ask_for_months)

    def on_resize(self) -> None:
        """Hide the months while the screen is too low for them."""
        self._place_months()

    def _place_months(self) -> None:
        self.set_class(self._months_wanted and self.size.height >= _LOWEST, DATES)
        if not self.has_class(DATES) and self.pane is Pane.DATES:
            self.go_to(Pane.LIST)

    def _ask_for_months(self) -> None:
        results = self.listing.results
        if self._months_wanted and results is not None and results is not self._months_of:
            self.in_turn("months", partial(self._count_months, results))

    def _count_months(self, results: Results) -> None:
        numbers = results.numbers if results.text.strip() else None
        months: Sequence[Facet] | None = None
        with suppress(BroadsheetError):  # The list that comes when the index is there asks again.
            months = self.library.telling.timeline(numbers)
        self.post_message(self.MonthsTold(results, months))

    def on_reader_dates_months_told(self, message: MonthsTold) -> None:
        """Show the months, if the list is still there."""
        if message.results is self.listing.results:
            self._months_of = message.results
            self.dates.show(message.months)
            self._act_on_months()
