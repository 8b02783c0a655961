"""Matches in the article: stepped through, counted, and looked for as a text is typed.

What the library finds is the part of `reader_finding`; how a match is reached is the pane's.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from tui.prompts import FindPrompt
from tui.reader_panes import ReaderPanes
from tui.status_line import match_text

if TYPE_CHECKING:
    from tui.detail_pane import DetailPane
    from tui.reader_panes import Means


class ReaderMatches(ReaderPanes):
    """A screen that goes from match to match."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._find_prompt: FindPrompt | None = None

    def find_within(self) -> None:
        """Ask for a text, and look for it in the article while it is typed."""
        # Each step waits for the article, but the keys that follow belong to the prompt at once.
        self.when_shown(self.reader.start_seeking)
        self._find_prompt = FindPrompt(self.reader.sought, changed=self._seek, step=self._step)
        self.app.push_screen(self._find_prompt, self._found)

    def action_next_match(self) -> None:
        """Go to the next match in the article."""
        self._step(1)

    def action_previous_match(self) -> None:
        """Go to the match before."""
        self._step(-1)

    def on_detail_pane_match_moved(self, message: DetailPane.MatchMoved) -> None:
        """Say which match of how many is shown."""
        told = match_text(message.current, message.total)
        searched = self.listing.results is not None and self.listing.results.has_words
        sought = self.reader.sought
        told = told if searched or sought else ""
        self.finder.tell_match(told)
        self.reader.tell_match(told)
        if self._find_prompt is not None:
            self._find_prompt.tell(told if sought else "")
        self.tell_footer()

    def _seek(self, text: str) -> None:
        self.when_shown(lambda: self.reader.seek(text))

    def _step(self, step: Literal[1, -1]) -> None:
        reader = self.reader
        self.when_shown(reader.next_match if step > 0 else reader.previous_match)

    def _found(self, text: str | None) -> None:
        self._find_prompt = None
        self.when_shown(partial(self._end_seeking, text))

    def _end_seeking(self, text: str | None) -> None:
        if text is None:
            self.reader.give_up_seeking()
        else:
            if text != self.reader.sought:  # the last keys came with Enter in one burst
                self.reader.seek(text)
            self.reader.end_seeking()
