"""Completing: how the query that is being typed may go on, told once its list is on the screen.

The list goes first: completions are looked up only for a text whose articles are shown already.
How they are offered and taken is the search pane's part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reader_panes import ReaderPanes

if TYPE_CHECKING:
    from tui.reader_errands import ReaderErrands
    from tui.reader_work import ReaderWork


class ReaderCompleting(ReaderPanes):
    """A screen that offers how a query may go on."""

    def on_reader_work_found(self, message: ReaderWork.Found) -> None:
        """Look up completions once the list is painted; showing it is `reader_asking`'s part."""
        wanted = self.finder.wanted
        if message.results is not None and wanted and wanted[0] == message.question.text:
            self.call_after_refresh(self._look_up)

    def _look_up(self) -> None:
        wanted = self.finder.wanted
        if wanted is not None:
            self.complete_query(*wanted)

    def on_reader_errands_completed(self, message: ReaderErrands.Completed) -> None:
        """Offer the completions, if they are still for what stands in the field."""
        self.finder.offer(message.text, message.cursor, message.completions)
