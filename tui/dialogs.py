"""Help: every key and what it does, taken from the table of commands, and how to search.

It is read and closed; nothing is changed from here.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import GROUPS, TABLE, CommandTable
from tui.hair_scrollbar import use_hair_scrollbar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

_KEYS_WIDTH: Final = 13
_NARROWEST: Final = 12
_QUERIES: Final = (
    ("port customs", "Both words"),
    ('"free trade"', "The words side by side"),
    ("port OR rail", "Either word"),
    ("port -rail", "The first without the second"),
    ("invest*", "Words that begin so"),
    ("title:port", "In the title; so section: and source:"),
    ("after:2020-5", "Published since; so before: and date:"),
)
_NOTE: Final = (
    "Moving the cursor only looks: an article counts as read once it is opened (Enter, ], [, u) "
    "or scrolled."
)


class HelpDialog(ModalScreen[None]):
    """All keys on one sheet."""

    HORIZONTAL_BREAKPOINTS = [(0, "-one-column"), (112, "-two-columns")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "page(1)", show=False),
        Binding("pageup,ctrl+u", "page(-1)", show=False),
    ]

    def __init__(self, table: CommandTable = TABLE) -> None:
        super().__init__()
        self._table = table

    def compose(self) -> ComposeResult:
        """Make the sheet: two columns where there is room for them, one above the other if not."""
        with VerticalScroll(id="sheet", can_focus=False) as sheet:
            sheet.border_title = "Keys"
            sheet.border_subtitle = "Esc closes"
            with Container(id="columns"):
                yield Static(classes="column", id="left")
                yield Static(classes="column", id="right")
            yield Static(Content(_NOTE), id="note")

    def on_mount(self) -> None:
        """Give the sheet a thin scrollbar, as the panes have."""
        use_hair_scrollbar(self.query_one("#sheet"))

    def on_resize(self) -> None:
        """Write the sheet anew for its columns, once they have their width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        left, right = self.query_one("#left", Static), self.query_one("#right", Static)
        left.update(commands_text(self._table, GROUPS[:2], left.size.width))
        width = right.size.width
        right.update(commands_text(self._table, GROUPS[2:], width) + queries_text(width))

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


def commands_text(table: CommandTable, groups: Sequence[str], width: int) -> Content:
    """Return the commands of ``groups`` under their headings, in ``width`` cells."""
    pieces: list[Content] = []
    for group in groups:
        rows = [
            _row(command.shown_keys, command.title, width)
            for command in table.commands
            if command.group == group and command.keys
        ]
        pieces += [_heading(group), *rows, Content("\n")]
    return Content.assemble(*pieces)


def queries_text(width: int) -> Content:
    """Return how queries are written, by example, in ``width`` cells."""
    return Content.assemble(_heading("Queries"), *(_row(*query, width) for query in _QUERIES))


def _heading(text: str) -> Content:
    return Content.styled(f"{text}\n", "bold $accent")


def _row(left: str, right: str, width: int) -> Content:
    """Return keys and what they do; what does not fit goes on beneath itself."""
    lines = wrap(right, max(width - _KEYS_WIDTH - 1, _NARROWEST))
    told = f"\n{'':<{_KEYS_WIDTH}} ".join(lines)
    return Content.assemble((f"{left:<{_KEYS_WIDTH}}", "$ink"), (f" {told}\n", "$quiet"))
