"""Choosing: articles of the list that something is done with all at once.

What is done with them is one change, which can be taken back; with many it is asked first. The
list shows the choice and knows where it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.changes import Mark
from tui.command import Pane, shown_key
from tui.prompts import YesNo
from tui.reader_panes import ReaderPanes, on_found_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.choosing import Chosen
    from tui.choosing_pane import ChoosingPane
    from tui.reader_errands import Toggled

_FEW: Final = 20
"""Articles that something is done with without a question."""

_DEEDS: Final = (("star", "star"), ("toggle_read", "read"), ("tag", "tag"))


class ReaderChoosing(ReaderPanes):
    """A screen on which several articles are chosen."""

    @on_found_list
    def action_choose(self) -> None:
        """Choose articles from the cursor on, or let go of them; a range of months there."""
        if self.pane is Pane.DATES:
            self.begin_range()
            return
        if self.listing.choosing:
            self.listing.end_choice()
            return
        self.go_to(Pane.LIST)
        self.listing.begin_choice()

    @on_found_list
    def action_choose_all(self) -> None:
        """Choose the whole list, or let go of it."""
        results = self.listing.results
        if self.listing.chooses_all:
            self.listing.end_choice()
        elif results is not None and results.complete:
            self.go_to(Pane.LIST)
            self.listing.choose_all()
        elif results is not None:
            self.say("The whole list is still on its way.")

    def chosen_here(self) -> Chosen | None:
        """Return the chosen articles while the list listens, None where there are none."""
        return self.listing.chosen_articles if self.pane is Pane.LIST else None

    def ask_first(self, count: int, question: str, act: Callable[[], None]) -> YesNo | None:
        """Do something with ``count`` articles, after a question when they are many."""

        def answered(key: str | None) -> None:
            if key == "y":
                self.listing.end_choice()
                act()

        if count <= _FEW:
            answered("y")
            return None
        asked = YesNo(question)
        self.app.push_screen(asked, answered)
        return asked

    def mark_chosen(self, mark: Toggled) -> bool:
        """Give all chosen articles a mark, or take it away where all have it.

        Returns whether any were chosen.
        """
        chosen = self.chosen_here()
        if chosen is None:
            return False
        count = len(chosen)
        wanted: list[bool | None] = [None if count <= _FEW else True]
        question = self.ask_first(
            count,
            _question(mark, count, on=True),
            lambda: self.mark_many(mark, chosen.numbers, on=wanted[0]),
        )

        def counted(carrying: int) -> None:
            on = carrying < count
            if question is not None and question.tell(_question(mark, count, on, carrying)):
                wanted[0] = on

        if question is not None:
            self.count_carrying(mark, chosen.numbers, counted)
        return True

    def on_choosing_pane_chose(self, message: ChoosingPane.Chose) -> None:
        """Say how many articles are chosen, and what can be done with them."""
        commands = [(self.table.command(action), label) for action, label in _DEEDS]
        deeds = ", ".join(
            f"{shown_key(command.keys[0])} {label}"
            for command, label in commands
            if command is not None and command.keys
        )
        self.finder.tell_chosen(f"{message.count:,} chosen: {deeds}" if message.count else "")


def _question(mark: Toggled, count: int, on: bool, carrying: int | None = None) -> str:
    """Return what is asked before ``count`` articles are marked, ``carrying`` of them already."""
    if mark is Mark.STARRED:
        if not on:
            return f"Take the stars of {count:,} articles away?"
        return f"Star {count:,} articles?{f' {carrying:,} have one' if carrying else ''}"
    asked = f"Mark {count:,} articles {'read' if on else 'unread'}?"
    return f"{asked} {count - carrying:,} unread" if on and carrying is not None else asked
