"""The list with a choice in it: several rows that something is to be done with.

A choice belongs to its list and ends with it. It costs the same however many rows it has; what is
done with them is for others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.choosing import Choice, Chosen, carried
from tui.list_pane import ListPane

if TYPE_CHECKING:
    from textual import events

    from index.listing import Results
    from tui.list_states import State


class ChoosingPane(ListPane, inherit_bindings=False):
    """A list in which articles are chosen, as far as the cursor goes or all of them."""

    _choice: Choice | None = None

    class Chose(Message):
        """So many articles are chosen now."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    @property
    def choosing(self) -> bool:
        """Whether articles are chosen."""
        return self._choice is not None

    @property
    def chooses_all(self) -> bool:
        """Whether the whole list is chosen as such."""
        return self._choice == Choice()

    @property
    def chosen_articles(self) -> Chosen | None:
        """The articles that are chosen, None where nobody chose any."""
        if self._choice is None or self.results is None:
            return None
        return Chosen(self.results, self._choice.places(self.place, self.count))

    def begin_choice(self) -> None:
        """Choose the article under the cursor, and from now on all as far as the cursor goes."""
        self._choose(Choice(self.place) if self.count else None)

    def choose_all(self) -> None:
        """Choose the whole list."""
        self._choose(Choice() if self.count else None)

    def end_choice(self) -> None:
        """Choose nothing any more."""
        if self._choice is not None:
            self._choose(None)

    def _choose(self, choice: Choice | None) -> None:
        self._choice = choice
        chosen = self.chosen_articles
        self.post_message(self.Chose(len(chosen) if chosen is not None else 0))
        self.refresh()

    def show(self, results: Results, keep: int | None = None) -> None:
        """Show ``results``; what is chosen stays so while it is the same articles in order."""
        chosen = self.chosen_articles
        super().show(results, keep)
        if self._choice is not None:
            kept = carried(self._choice, chosen, results, self.place) if chosen else None
            self._choose(kept)

    def show_trouble(self, state: State) -> None:
        """Show no list, in which nothing is chosen."""
        super().show_trouble(state)
        self.end_choice()

    def move_to(self, place: int) -> None:
        """Move the cursor, and the end of what is chosen with it."""
        super().move_to(place)
        if self._choice is not None:
            self._choose(self._choice)

    def on_click(self, event: events.Click) -> None:
        """With Shift or Ctrl, choose all rows as far as the one that was clicked."""
        place = self.place_at(event)
        if place is None or not (event.shift or event.ctrl):
            return
        event.prevent_default()
        if not self.choosing:
            self.begin_choice()
        self.move_to(place)

    def _is_chosen(self, place: int) -> bool:
        choice = self._choice
        return choice is not None and place in choice.places(self.place, self.count)
