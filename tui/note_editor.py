"""The editor of a note: a few lines of plain text over the lower part of the screen.

What was written is handed on by whatever way the editor is left; where it is kept is no matter
here. Nothing is lost to a key: who leaves by Esc is asked, who quits has kept it.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tui.line_filter import REPLACEMENT, safe_text
from tui.prompts import KeyPrompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.document._document import EditResult
    from textual.document._edit import Edit

LONGEST_NOTE: Final = 20_000
"""Characters that the editor takes: with more, a key would be waited for."""

_TAB: Final = "    "
_LINE_END: Final = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_KEYS: Final = (("keep", "Ctrl-S", "keep"), ("leave", "Esc", "leave"))


def plain_note(text: str) -> str:
    """Return ``text`` as lines of a note: line feeds stay, other control characters go."""
    text = _LINE_END.sub("\n", text).replace("\t", _TAB)
    return "\n".join(safe_text(line).replace(REPLACEMENT, "") for line in text.split("\n"))


class NoteArea(TextArea):
    """Lines of plain text, whatever is pasted, and not too many."""

    class Full(Message):
        """More was typed or pasted than there is room for; the rest was left out."""

    async def _on_key(self, event: events.Key) -> None:
        """Do what a key says at once, and not when it has gone all the way up to the app.

        Who closes the editor by the next key of a burst needs the text as it is by then.
        """
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)

    def edit(self, edit: Edit) -> EditResult:
        """Carry out an edit, of as much plain text as there is room for."""
        text = plain_note(edit.text)
        start, stop = sorted((edit.from_location, edit.to_location))
        taken = len(self.text) - len(self.get_text_range(start, stop))
        edit.text = text[: max(LONGEST_NOTE - taken, 0)]
        if len(edit.text) < len(text):
            self.post_message(self.Full())
        return super().edit(edit)


class NoteEditor(ModalScreen[None]):
    """The note on one article, to be written on."""

    AUTO_FOCUS = "NoteArea"
    # Before the next key is looked at, which may have come in the same burst.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    def __init__(self, title: str, keep: Callable[[str], None]) -> None:
        """Write on the article called ``title``; ``keep`` gets what is to be the note now."""
        super().__init__()
        self._subject = title
        self._keep = keep
        self._note: str | None = None
        self._left = False
        self._known = asyncio.Event()
        self._area = NoteArea(soft_wrap=True, compact=True, highlight_cursor_line=False)
        self._area.cursor_blink = False
        self._keys = Static(_keys(), id="keys")
        # What can be clicked is not underlined in the line at the bottom either.
        self._keys.auto_links = False

    def compose(self) -> ComposeResult:
        """Make the title, the lines, and the line that names the keys."""
        with Vertical(id="slip"):
            about = Content.assemble(
                ("Note ", "$accent"), (safe_text(self._subject) or "Untitled", "$ink")
            )
            yield Static(about, id="subject")
            yield self._area
            yield self._keys

    def begin(self, note: str) -> None:
        """Go on from the note that there is; what was typed meanwhile follows it."""
        if self._note is not None:
            return
        self._note = note
        typed = self._area.text
        self._area.load_text(plain_note(note))
        self._area.move_cursor(self._area.document.end)
        if typed:
            self._area.insert(typed)
        self._known.set()

    def give_up(self) -> None:
        """Close without a word: what the note is could not be read."""
        if not self._left:
            self._left = True
            self.dismiss()
        self._known.set()

    @property
    def _changed(self) -> bool:
        return self._note is not None and self._text != plain_note(self._note).strip("\n").rstrip()

    @property
    def _text(self) -> str:
        return self._area.text.strip("\n").rstrip()

    async def action_keep(self) -> None:
        """Keep what was written, and close."""
        await self._take_in()
        self._leave(keep=True)

    async def action_leave(self) -> None:
        """Close; where something was written, ask whether to keep it."""
        await self._take_in()
        if not self._changed:
            self._leave(keep=False)
            return
        choices = (("y", "keep"), ("n", "drop"), ("Esc", "write on"))
        self.app.push_screen(KeyPrompt("Keep the note?", choices), self._answered)

    def _answered(self, key: str | None) -> None:
        if key is not None:
            self._leave(keep=key == "y")

    async def action_quit(self) -> None:
        """Keep what was written, and leave Broadsheet."""
        await self.action_keep()
        await self.app.action_quit()

    def on_unmount(self) -> None:
        """Keep what was written when the reader ends while it is being written."""
        if not self._left:
            self._left = True
            self._hand_on()

    def on_note_area_full(self) -> None:
        """Say that there is no more room."""
        told = f"There is room for {LONGEST_NOTE:,} characters; the rest was left out."
        self.notify(told, severity="warning", markup=False)

    def _leave(self, *, keep: bool) -> None:
        if self._left:
            return
        self._left = True
        if keep:
            self._hand_on()
        self.dismiss()

    def _hand_on(self) -> None:
        if self._changed:
            self._keep(self._text)

    async def _take_in(self) -> None:
        """Wait until the note is there, and every key has become text."""
        await self._known.wait()
        taken = asyncio.Event()
        self._area.call_later(taken.set)
        await taken.wait()


def _keys() -> Content:
    told = "   ".join(
        f"[$foreground @click=screen.{action}]{key}[/] [$quiet @click=screen.{action}]{label}[/]"
        for action, key, label in _KEYS
    )
    return Content.from_markup(told)
