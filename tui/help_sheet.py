"""Help: every key and what it does, with what works here first, and how queries are written.

A line of search leaves what fits. A click carries out a command; all else is read and closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.command import Pane
from tui.commands import TABLE, CommandTable
from tui.dialog import Dialog
from tui.hair_scrollbar import use_hair_scrollbar
from tui.help_text import columns, sections
from tui.line_filter import safe_text

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

TWO_COLUMNS: Final = "-two-columns"
"""Class of the sheet that has room for two columns."""

_NOTE: Final = (
    "Moving the cursor only looks: an article counts as read once it is opened (Enter, ], [, u) "
    "or scrolled. A click on a line above does what it says."
)
_HINT: Final = "to find a key or a query"
_END: Final = 1 << 20
_LINES: Final = {
    "down": 1,
    "scroll_down": 1,
    "up": -1,
    "scroll_up": -1,
    "first": -_END,
    "last": _END,
}
_PAGES: Final = {
    "page_down": 1.0,
    "page_up": -1.0,
    "scroll_page": 1.0,
    "half_down": 0.5,
    "half_up": -0.5,
}
_CLOSING: Final = frozenset({"help", "quit", "open", "back"})
"""The commands whose keys close help."""


class HelpDialog(Dialog[str | None]):
    """All keys on one sheet; answers the command that was clicked, or None."""

    HORIZONTAL_BREAKPOINTS = [(0, "-one-column"), (112, TWO_COLUMNS)]  # noqa: RUF012

    def __init__(self, table: CommandTable = TABLE, pane: Pane = Pane.LIST) -> None:
        super().__init__()
        self._table = table
        self._pane = pane
        self._typed = ""
        self._typing = False

    def compose(self) -> ComposeResult:
        """Make the sheet: two columns where there is room for them, one above the other if not."""
        with Vertical(id="sheet") as sheet:
            sheet.border_title = "Help"
            sheet.border_subtitle = "Esc closes"
            yield Static(id="typed-help")
            with VerticalScroll(id="rows", can_focus=False):
                with Container(id="columns"):
                    yield Static(classes="column", id="left")
                    yield Static(classes="column", id="right")
                yield Static(Content(_NOTE), id="note")

    def on_mount(self) -> None:
        """Give the sheet a thin scrollbar, as the panes have."""
        use_hair_scrollbar(self.query_one("#rows"))
        for column in self.query(".column"):
            column.auto_links = False

    def on_resize(self) -> None:
        """Write the sheet anew for its columns, once they have their width."""
        self.call_after_refresh(self._write)

    def on_key(self, event: events.Key) -> None:
        """Scroll, type, or close; nothing goes on to the reader."""
        event.stop()
        event.prevent_default()
        if self._typing and self._type(event):
            return
        command = next((one for one in self._table.commands if event.key in one.keys), None)
        action = command.action if command is not None else ""
        if event.key == "slash" or action == "search":
            self._begin_typing()
        elif event.key == "escape" and self._typed:
            self._find("")
        elif event.key in {"escape", "enter"} or action in _CLOSING:
            self.answer(None)
        elif action in _LINES:
            self._scroll(_LINES[action])
        elif action in _PAGES:
            page = max(self.query_one("#rows").size.height - 1, 1)
            self._scroll(round(_PAGES[action] * page))

    def on_paste(self, event: events.Paste) -> None:
        """Find what is pasted."""
        event.stop()
        self._begin_typing()
        self._find(self._typed + safe_text(event.text))

    def on_click(self, event: events.Click) -> None:
        """Close on a click beside the sheet; begin to type on one on the line for it."""
        if event.widget is self:
            self.answer(None)
        elif event.widget is self.query_one("#typed-help"):
            self._begin_typing()

    def action_run(self, action: str) -> None:
        """Close, and let the reader do what was clicked."""
        self.answer(action)

    def _type(self, event: events.Key) -> bool:
        """Take a key as one typed; return whether it was one."""
        key = event.key
        if key == "escape":
            self._typing = False
            self._find("")
        elif key == "enter":
            self._typing = False
            self._write_line()
        elif key in {"backspace", "ctrl+u"}:
            self._find("" if key == "ctrl+u" else self._typed[:-1])
        elif event.character and event.is_printable:
            self._find(self._typed + event.character)
        else:
            return False
        return True

    def _begin_typing(self) -> None:
        self._typing = True
        self._write_line()

    def _find(self, text: str) -> None:
        self._typed = text
        self._write()
        self.query_one("#rows").scroll_to(y=0, animate=False, force=True)

    def _write(self) -> None:
        left, right = self.query_one("#left", Static), self.query_one("#right", Static)
        parts = sections(self._table, self._pane, self._typed)
        two = self.has_class(TWO_COLUMNS)
        widths = [left.size.width, right.size.width] if two else [left.size.width]
        texts = columns(parts, widths)
        left.update(texts[0] if parts else Content.styled("Nothing here has that.", "$quiet"))
        right.update(texts[1] if len(texts) > 1 else Content())
        self.query_one("#note").display = not self._typed
        self._write_line()

    def _write_line(self) -> None:
        """Show what is typed, and what may be typed as long as nothing is."""
        look = "$accent" if self._typing else "$quiet"
        typed = (self._typed, "$ink") if self._typing or self._typed else (_HINT, "$faint")
        cursor = ("▏", "$accent") if self._typing else ""
        line = Content.assemble(("/ ", look), typed, cursor)
        self.query_one("#typed-help", Static).update(line)
        subtitle = "Esc shows all" if self._typing or self._typed else "Esc closes"
        self.query_one("#sheet").border_subtitle = subtitle

    def _scroll(self, lines: int) -> None:
        self.query_one("#rows").scroll_relative(y=lines, animate=False, force=True, immediate=True)
