"""Saved searches: kept under a name, looked at, removed again.

They are written in threads. Where they are seen and chosen is the rail's part.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message

from index.results import Sort
from tui.command import Pane
from tui.narrowing import proposed_name
from tui.prompts import LinePrompt, YesNo
from tui.rail_rows import Part
from tui.reader_panes import ReaderPanes

if TYPE_CHECKING:
    from collections.abc import Callable

_ORDERS: Final = {
    Sort.OLDEST: "oldest first",
    Sort.TITLE: "by title",
    Sort.SOURCE: "by source",
}


class ReaderSaved(ReaderPanes):
    """A screen whose searches can be saved."""

    class SavedChanged(Message):
        """The saved searches are others than before; the sentence tells it, empty for nothing."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def action_save_search(self) -> None:
        """Save the present search under a name."""
        query = self.finder.text.strip()
        if not query:
            self.say("Search for something first: that can be saved.")
            return
        results = self.listing.results
        sort = results.sort if results is not None and results.text.strip() == query else None
        name = proposed_name(query, _ORDERS.get(sort, "") if sort is not None else "")
        prompt = LinePrompt("Save this search as", name)
        self.app.push_screen(prompt, lambda typed: self._save_search(typed, query, sort))

    def _save_search(self, name: str | None, query: str, sort: Sort | None) -> None:
        if name is not None and name.strip():
            self._change_searches(
                partial(self._keep_search, name, query, None if sort is Sort.RELEVANCE else sort)
            )

    def _keep_search(self, name: str, query: str, sort: Sort | None) -> str:
        before = {one.name: one.query for one in self.library.searches.saved()}
        kept = self.library.searches.save(name, query, sort)
        instead = before.get(kept.name, query)
        return f"Saved as “{kept.name}”" + (f", instead of {instead}." if instead != query else ".")

    def action_remove_search(self) -> None:
        """Remove the saved search under the cursor of the rail."""
        row = self.rail.row
        if self.pane is not Pane.RAIL or row.part is not Part.SEARCHES or not row.key:
            self.say("In the rail, this removes the saved search under the cursor.")
            return
        key = int(row.key)
        question = YesNo(f"Remove the saved search “{row.label}”?")
        self.app.push_screen(question, lambda answer: self._remove_search(answer, key))

    def _remove_search(self, answer: str | None, key: int) -> None:
        if answer == "y":
            self._change_searches(partial(self._take_search, key))

    def _take_search(self, key: int) -> str:
        removed = self.library.searches.remove(key)
        return f"Removed the saved search “{removed.name}”." if removed is not None else ""

    def look_at_saved(self, key: int) -> None:
        """Keep that the list of a saved search has been looked at."""
        self._change_searches(partial(self._note_looked, key))

    def _note_looked(self, key: int) -> str:
        self.library.searches.look(key)
        return ""

    def _change_searches(self, change: Callable[[], str]) -> None:
        """Change the saved searches in a thread. Ends in ``SavedChanged``."""
        self._do_behind(partial(self._change_saved, change))

    def _change_saved(self, change: Callable[[], str]) -> None:
        self.post_message(self.SavedChanged(change()))

    def on_reader_saved_saved_changed(self, message: SavedChanged) -> None:
        """Tell it, and show the searches as they are."""
        if message.sentence:
            self.say(message.sentence)
        self.refresh_kept()
