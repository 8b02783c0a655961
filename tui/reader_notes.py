"""Notes: what the reader writes about an article.

How one is written is the editor's part; it is kept as a change that can be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.changes import Change, Mark
from tui.reader_panes import ReaderPanes

if TYPE_CHECKING:
    from textual.await_complete import AwaitComplete
    from textual.widget import AwaitMount

    from tui.reader_errands import ReaderErrands


class ReaderNotes(ReaderPanes):
    """A screen on which notes are written."""

    async def action_note(self) -> None:
        """Write a note on the article."""
        await self.until_found()
        opened: list[AwaitMount | AwaitComplete] = []
        self.when_found(lambda: opened.extend(self._write_note()))
        # The next key may be there already: it belongs to the note.
        for editor in opened:
            await editor

    def _write_note(self) -> list[AwaitMount | AwaitComplete]:
        """Open the editor; return what to wait for until it takes keys."""
        from tui.note_editor import LONGEST_NOTE, NoteEditor

        headline = self.listing.headline
        if headline is None:
            return []
        number, id_ = headline.number, headline.id
        editor = NoteEditor(headline.title, lambda text: self._keep_note(number, text))

        def begin(note: str | None) -> None:
            if note is not None and len(note) <= LONGEST_NOTE:
                editor.begin(note)
                return
            editor.give_up()
            if note is not None:
                told = f"The note is too long for the editor; with others: broadsheet note {id_}"
                self.say(told, "warning")

        self.fetch_note(number, begin)
        return [self.app.push_screen(editor)]

    def _keep_note(self, number: int, text: str) -> None:
        self.make_change(Change(Mark.NOTE, on=bool(text.strip()), numbers=(number,), text=text))

    def on_reader_errands_note_found(self, message: ReaderErrands.NoteFound) -> None:
        """Give the note to whoever wanted it."""
        message.act(message.note)
