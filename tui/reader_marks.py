"""Marks: read, starred, tagged; of one article or of a whole list, and taken back again.

How a mark is written is the keeper's and the library's part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.changes import Change, Mark
from tui.command import shown_key
from tui.prompts import LinePrompt, YesNo
from tui.reader_panes import ReaderPanes, on_found_list
from tui.tag_line import TagLine, read_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from tui.list_pane import ListPane
    from tui.reader_errands import ReaderErrands


class ReaderMarks(ReaderPanes):
    """A screen on which articles are marked."""

    undoable = False
    """Whether there is a change of marks to take back."""

    _in_view: tuple[int, Timer] | None = None
    """An article that counts as read when the time is over."""

    @on_found_list
    def action_star(self) -> None:
        """Star the article, or take its star away; all that are chosen alike."""
        if self.mark_chosen(Mark.STARRED):
            return
        headline = self.listing.headline
        if headline is not None:
            self.keeper.note_starred(headline.number, starred=not headline.starred)
            self.keep_marks()

    @on_found_list
    def action_toggle_read(self) -> None:
        """Mark the article read, or unread; all that are chosen alike."""
        if self.mark_chosen(Mark.READ):
            return
        headline = self.listing.headline
        if headline is not None:
            self.keeper.note_read(headline.number, read=not headline.read, by_hand=True)
            self.keep_marks()

    def count_as_read(self) -> None:
        """Note that the article under the cursor is being read."""
        headline, after = self.listing.headline, self.settings.mark_read_after
        if headline is None or headline.read or after < 0:
            return
        number = headline.number
        if not after:
            self._note_read(number)
        elif self._in_view is None or self._in_view[0] != number:
            self._forget_view()
            self._in_view = number, self.set_timer(after, lambda: self._read_if_there(number))

    def on_list_pane_selected(self) -> None:
        """Let the article that was in view stay unread: its time was not over."""
        if self._in_view is not None and self._in_view[0] != self.listing.number:
            self._forget_view()

    def _forget_view(self) -> None:
        if self._in_view is not None:
            self._in_view[1].stop()
            self._in_view = None

    def _read_if_there(self, number: int) -> None:
        """Note that an article is read, if it is still the one in view."""
        self._forget_view()
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
        self.look_for_undo()

    def on_reader_work_marks_changed(self) -> None:
        """Show the marks that another Broadsheet may have changed; cursor and place stay."""
        self.listing.forget()
        self.show_own_marks()
        self.look_for_undo()

    def keep_marks(self) -> None:
        """Show the marks as they were noted, and have them written."""
        self.listing.forget()
        self.write_marks()

    @on_found_list
    def action_tag(self) -> None:
        """Give or take tags, of one article or of all that are chosen."""
        number, chosen = self.listing.number, self.chosen_here()
        if chosen is not None:
            self.ask_tags(chosen.numbers())
        elif number is not None:
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

        def numbers() -> Sequence[int]:
            return results.numbers[:]

        told = f"Mark {count_text(len(results))} read?"
        question = YesNo(told)
        self.app.push_screen(question, lambda key: self._mark_read(key, numbers))
        self.count_carrying(
            Mark.READ,
            numbers,
            lambda read: question.tell(f"{told} {len(results) - read:,} unread"),
        )

    def on_reader_errands_counted(self, message: ReaderErrands.Counted) -> None:
        """Tell it to whoever wanted to know."""
        message.act(message.count)

    def action_undo(self) -> None:
        """Take back the last change of marks."""
        self.turn_back(again=False)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.turn_back(again=True)

    def _tag(self, numbers: Sequence[int], typed: str | None) -> None:
        tags = read_tags(typed or "")
        if not tags:
            return
        told = ", ".join(f"{'' if on else '-'}{tag}" for tag, on in tags)

        def put() -> None:
            for tag, on in tags:
                self.make_change(Change(Mark.TAG, on, numbers, tag))

        self.ask_first(len(numbers), f"Tag {count_text(len(numbers))}? {told}", put)

    def _mark_read(self, key: str | None, numbers: Callable[[], Sequence[int]]) -> None:
        if key == "y":
            self.mark_many(Mark.READ, numbers, on=True)

    def on_reader_errands_marked(self, message: ReaderErrands.Marked) -> None:
        """Say what was marked, or taken back; of many articles, also how to take it back."""
        undo = self.table.command("undo")
        many = message.count > 1 and not message.taken_back
        key = f" {shown_key(undo.keys[0])} takes it back." if many and undo and undo.keys else ""
        self.say(message.sentence + key)
        self.listing.forget()
        self.show_own_marks()
        self.look_for_undo()

    def on_mount(self) -> None:
        """Look for what may be taken back from the last time, once the screen is painted."""
        self.call_after_refresh(self.look_for_undo)

    def on_reader_errands_undo_found(self, message: ReaderErrands.UndoFound) -> None:
        """Offer to take back, or no more."""
        self.undoable = message.there
        self.tell_footer()


def count_text(count: int) -> str:
    """Return how many articles there are, in words."""
    return f"{count:,} {'article' if count == 1 else 'articles'}"
