"""Help: every key and what it does, taken from the table of commands, and how to search.

It is read and closed; nothing is changed from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import COMMANDS, GROUPS, Command

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

_KEYS_WIDTH: Final = 12
_QUERIES: Final = (
    ("port customs", "articles with both words"),
    ('"free trade"', "the words side by side"),
    ("port OR rail", "either of them"),
    ("port -rail", "the first without the second"),
    ("invest*", "words that begin so"),
    ("title:port", "in the title; also section: source:"),
    ("after:2020-05", "published since; also before: date:"),
)
_NOTE: Final = (
    "Moving the cursor only looks: an article counts as read once it is opened (Enter, ], [, u) "
    "or scrolled."
)


class HelpDialog(ModalScreen[None]):
    """All keys on one sheet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "page(1)", show=False),
        Binding("pageup,ctrl+u", "page(-1)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Make the sheet."""
        with VerticalScroll(id="sheet", can_focus=False) as sheet:
            sheet.border_title = "Keys"
            sheet.border_subtitle = "Esc closes"
            yield Static(help_text(), id="help")

    def action_scroll(self, lines: int) -> None:
        """Scroll by ``lines``."""
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by ``pages``."""
        sheet = self.query_one("#sheet")
        sheet.scroll_relative(y=pages * max(sheet.size.height - 1, 1), animate=False)

    def on_click(self, event: events.Click) -> None:
        """Close on a click beside the sheet."""
        if event.widget is self:
            self.dismiss()


def help_text() -> Content:
    """Return help: the commands under their headings, then how queries are written."""
    pieces: list[tuple[str, str]] = []
    for group in GROUPS:
        pieces.append((f"{group}\n", "bold $accent"))
        for command in COMMANDS:
            if command.group == group and command.keys:
                pieces += _row(*_key_and_title(command))
        pieces.append(("\n", ""))
    pieces.append(("Queries\n", "bold $accent"))
    for example, meaning in _QUERIES:
        pieces += _row(example, meaning, _KEYS_WIDTH + 4)
    pieces.append((f"\n{_NOTE}", "$text-muted"))
    return Content.assemble(*pieces)


def _key_and_title(command: Command) -> tuple[str, str]:
    return command.shown_keys, command.title


def _row(left: str, right: str, width: int = _KEYS_WIDTH) -> list[tuple[str, str]]:
    return [(f"{left:<{width}}", "bold"), (f" {right}\n", "$foreground")]
