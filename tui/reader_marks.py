"""Marks: read, starred, tagged; of one article or of a whole list, and taken back again.

How a mark is written is the keeper's and the library's part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.changes import Change, Mark
from tui.prompts import LinePrompt, YesNo
from tui.reader_panes import ReaderPanes, on_found_list
from tui.tag_line import TagLine, read_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.list_pane import ListPane
    from tui.reader_errands import ReaderErrands


class ReaderMarks(ReaderPanes):
    """A screen on which articles are marked."""

    @on_found_list
    def action_star(self) -> None:
        """Star the article, or take its star away."""
        headline = self.listing.headline
        if headline is not None:
            self.keeper.note_starred(headline.number, starred=not headline.starred)
            self.keep_marks()

    @on_found_list
    def action_toggle_read(self) -> None:
        """Mark the article read, or unread."""
        headline = self.listing.headline
        if headline is not None:
            self.keeper.note_read(headline.number, read=not headline.read, by_hand=True)
            self.keep_marks()

    def count_as_read(self) -> None:
        """Note that the article under the cursor is being read."""
        headline, after = self.listing.headline, self.settings.mark_read_after
        if headline is None or headline.read or after < 0:
            return
        if after:
            self.set_timer(after, lambda: self._read_if_there(headline.number))
        else:
            self._note_read(headline.number)

    def _read_if_there(self, number: int) -> None:
        """Note that an article is read, if it is still the one in view."""
        if self.listing.number == number:
            self._note_read(number)

    def _note_read(self, number: int) -> None:
        self.keeper.note_read(number, read=True)
        self.keep_marks()

    def on_list_pane_failed(self, message: ListPane.Failed) -> None:
        """Say why headlines are missing."""
        self.post_message(self.Failed(message.sentence))

    def on_reader_work_kept(self) -> None:
        """Show the marks as they stand in the library now."""
        self.listing.forget()

    def keep_marks(self) -> None:
        """Show the marks as they were noted, and have them written."""
        self.listing.forget()
        self.write_marks()

    @on_found_list
    def action_tag(self) -> None:
        """Give or take tags."""
        number = self.listing.number
        if number is not None:
            self.ask_tags((number,))

    def ask_tags(self, numbers: Sequence[int]) -> None:
        """Ask for tags to give to articles or to take away, and do that."""
        tags = TagLine()
        prompt = LinePrompt("Tag", hint=tags.hint, complete=tags.complete)
        self.app.push_screen(prompt, lambda typed: self._tag(numbers, typed))

        def offer(known: list[tuple[str, int]], had: list[tuple[str, int]]) -> None:
            tags = TagLine(known, had, len(numbers))
            prompt.offer(tags.hint, tags.complete)

        self.fetch_tags(numbers, offer)

    def on_reader_errands_tags_found(self, message: ReaderErrands.TagsFound) -> None:
        """Offer the tags that there are."""
        message.act(message.known, message.had)

    @on_found_list
    def action_mark_all_read(self) -> None:
        """Mark the whole list read."""
        results = self.listing.results
        if results is None or not results.complete:
            return
        numbers = results.numbers[:]
        question = f"Mark all {len(numbers):,} articles here read?"
        self.app.push_screen(YesNo(question), lambda key: self._mark_read(key, numbers))

    def action_undo(self) -> None:
        """Take back the last change of marks."""
        self.turn_back(again=False)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.turn_back(again=True)

    def _tag(self, numbers: Sequence[int], typed: str | None) -> None:
        for tag, on in read_tags(typed or ""):
            self.make_change(Change(Mark.TAG, on, numbers, tag))

    def _mark_read(self, key: str | None, numbers: Sequence[int]) -> None:
        if key == "y":
            self.make_change(Change(Mark.READ, on=True, numbers=numbers))

    def on_reader_errands_marked(self, message: ReaderErrands.Marked) -> None:
        """Say what was marked, or taken back."""
        self.say(message.sentence)
        self.listing.forget()
        self.show_own_marks()
