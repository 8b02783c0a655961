"""Asking: what is searched for, which answer still counts, and the lists seen before.

The screen shows an answer only while it is the one that is wanted. How the search field edits a
query is the search pane's part, threads are `reader_work`'s.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.errors import BroadsheetError
from index.results import Sort
from tui.command import Pane
from tui.list_states import trouble_state
from tui.reader_panes import ReaderPanes
from tui.reader_work import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.listing import Results
    from tui.reader_panes import Means
    from tui.reader_work import ReaderWork

_MOST_BEFORE: Final = 50
_PATIENCE: Final = 1.0
"""Seconds for which keys are held back that may belong to what a key before them opens."""

_VALUE_AT_END: Final = re.compile(
    r"\b(?:tag|is|has|lang|language|date|after|before|since|until|related)[:：][^\s\"”]+\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SeenList:
    """A list that was seen before: its query and order, and the article the cursor was on."""

    text: str
    sort: Sort
    number: int | None


class ReaderAsking(ReaderPanes):
    """A screen that shows the list that was asked for last."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._asked = Question("", Sort.NEWEST, None)
        self._answered = True
        self._answer_there = asyncio.Event()
        self._failed = False
        self._when_found: list[Callable[[], None]] = []
        self._seen_before: list[SeenList] = []
        self._renewed: Results | None = None

    @property
    def seen_before(self) -> bool:
        """Whether there is a list to go back to."""
        return bool(self._seen_before)

    def show_opening(self) -> None:
        """Show the newest articles at once; the whole list comes when it is there."""
        try:
            results = self.library.opening()
        except BroadsheetError as error:
            self._show_trouble(str(error))
            return
        self.show_list(results, None)
        if not results.complete or self.settings.sort != Sort.NEWEST:
            self.find("")

    def find(self, text: str, *, sort: Sort | None = None, keep: int | None = None) -> None:
        """Show what ``text`` finds, or all articles when it is blank; the last call counts."""
        if sort is None and not text.strip():
            sort = Sort(self.settings.sort)
        self._ask_for(Question(text, sort, keep, whole=self._is_whole(text)))

    def _ask_for(self, question: Question) -> None:
        self._asked, self._answered, self._renewed = question, False, None
        self._answer_there.clear()
        self.search_library(question)

    def visit_list(self, text: str, *, sort: Sort | None = None, keep: int | None = None) -> None:
        """Put ``text`` into the search field and show what it finds; remember the list before."""
        results = self.listing.results
        if results is not None and results.text != text:
            self.remember_list()
        self.call_off()
        self.finder.set_text(text)
        self.find(text, sort=sort, keep=keep)

    def remember_list(self) -> None:
        """Let ``list_before`` come back to the list and the article that are shown now."""
        results = self.listing.results
        if results is not None:
            before = SeenList(results.text, results.sort, self.listing.number)
            self._seen_before = [*self._seen_before[1 - _MOST_BEFORE :], before]

    def action_list_before(self) -> None:
        """Go back to the list that was seen before this one, and to the article there."""
        if self._seen_before:
            before = self._seen_before.pop()
            self.call_off()
            self.finder.set_text(before.text)
            self.find(before.text, sort=before.sort, keep=before.number)

    def on_reader_work_found(self, message: ReaderWork.Found) -> None:
        """Show the results, unless something else was asked since."""
        if message.question is not self._asked:
            return
        self._answered = True
        self._failed = message.results is None
        if message.results is None:
            self.call_off()
            self._answer_there.set()
            self._show_trouble(message.trouble)
            return
        if message.question.renews and self._loses_article(message.results):
            self._renewed = message.results
        else:
            # Who was put elsewhere meanwhile, as by the mouse, stays there.
            stays = message.question.renews and not self.untouched
            kept = self.listing.number if stays else None
            self.show_list(message.results, message.question.keep if kept is None else kept)
        waiting, self._when_found = self._when_found, []
        for act in waiting:
            self.when_found(act)
        self._answer_there.set()

    def when_found(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the list is the one that was asked for last.

        While the index is being built, which takes its time, the list that is seen will do.
        """
        if self._answered or self.finder.tells_work:
            act()
        else:
            self._when_found.append(act)

    async def until_found(self) -> None:
        """Wait until the list is the one that was asked for last, but not for long."""
        if not (self._answered or self.finder.tells_work):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._answer_there.wait(), _PATIENCE)

    def _show_trouble(self, sentence: str) -> None:
        """Tell in the list's place why there is none, unless it is the one seen already."""
        shown, text = self.listing.results, self._asked.text
        if shown is not None and shown.text == text:
            self.say(sentence, "error")
            return
        self.listing.show_trouble(trouble_state(sentence, searched=bool(text.strip())))
        self.finder.tell_nothing()
        self.show_article()
        self.tell_footer()

    def look_again(self) -> None:
        """Try again what stands in the way of the list, and keep up with others."""
        if self.listing.results is not None and self.listing.troubled:
            self.listing.forget()
        elif self.listing.troubled and self._answered and not self._asked.text.strip():
            self.find("", sort=self._asked.sort, keep=self._asked.keep)
        self.keep_up()

    def call_off(self) -> None:
        """Forget the actions that wait for the list or for the article."""
        self._when_found.clear()
        self.forget_waiting()

    def on_search_pane_typed(self) -> None:
        """Search for what stands in the field now, which may be more than the message tells of."""
        self.ask()

    def ask(self) -> None:
        """Search for what stands in the field, if that is not done yet."""
        text = self.finder.text
        more = self._is_whole(text) and not self._asked.whole
        if text != self._asked.text or self._failed or more:
            self._failed = False
            self.call_off()
            # An article that somebody chose stays chosen while it is found; else the best leads.
            chosen = self.listing.chosen or not text.strip()
            self.find(text, keep=self.listing.number if chosen else None)

    def _is_whole(self, text: str) -> bool:
        """Tell whether a value at the end is typed to its end, so that an unknown one counts."""
        return self.pane is not Pane.SEARCH and _VALUE_AT_END.search(text) is not None

    def on_reader_work_changed(self) -> None:
        """Search again: what was asked for may be among the new articles."""
        asked = self._asked
        keep = self.listing.number if self._answered else asked.keep
        # A list that fills for the first time is seen from its top.
        keep = None if self.untouched else keep
        self._ask_for(
            Question(asked.text, asked.sort, keep, renews=self._answered, whole=asked.whole)
        )

    def _loses_article(self, results: Results) -> bool:
        """Return whether ``results`` lack the article under the cursor, which is still there.

        As of the unread ones, when it was read meanwhile.
        """
        shown, headline = self.listing.results, self.listing.headline
        if shown is None or headline is None or shown.text != results.text:
            return False
        return results.place(headline.number) is None

    def on_list_pane_selected(self) -> None:
        """Show the list as it is by now, once the cursor is on an article that it has."""
        number, renewed = self.listing.number, self._renewed
        if renewed is not None and number is not None and renewed.place(number) is not None:
            self._renewed = None
            self.show_list(renewed, number)
