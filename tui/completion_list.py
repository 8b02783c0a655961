"""The list of ways to go on beside a line that is typed: it lies over the screen and moves nothing.

It paints what is offered and says what was clicked. What is offered, and when, is told by
`completing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.headline_lines import shorten
from tui.line_filter import safe_text
from tui.plain_signs import PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Region, Size

    from index.hints import Completion

MOST_ROWS: Final = 8
_NARROWEST: Final = 26
_WIDEST: Final = 52
_MARGIN: Final = 1
_GAP: Final = 2
_BAR: Final = "▌"
_EDGE: Final = "│"


class CompletionList(Widget):
    """Up to eight completions, one a line, one of them chosen or none; never in focus."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "completion--text",
        "completion--aside",
        "completion--chosen",
        "completion--bar",
    }

    class Clicked(Message):
        """A completion was clicked; ``place`` says which."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__()
        self.display = False
        self._offered: tuple[Completion, ...] = ()
        self._chosen: int | None = None

    @property
    def offered(self) -> tuple[Completion, ...]:
        """What is seen, nothing while it is closed."""
        return self._offered

    @property
    def chosen(self) -> int | None:
        """The place of the completion that was chosen, None for none."""
        return self._chosen

    @chosen.setter
    def chosen(self, place: int | None) -> None:
        if place != self._chosen:
            self._chosen = place
            self.refresh()

    def close(self) -> None:
        """Go away."""
        self._offered, self._chosen = (), None
        self.display = False

    def open(self, offered: Sequence[Completion], lines: Region, column: int, screen: Size) -> None:
        """Show ``offered`` at a column of the screen, over or under ``lines``.

        It stands where there is more room, and where that is none, not at all.
        """
        above, below = lines.y, screen.height - lines.bottom
        rows = min(len(offered), MOST_ROWS, max(above, below))
        if rows < 1:
            self.close()
            return
        self._offered, self._chosen = tuple(offered[:rows]), None
        width = min(max(_NARROWEST, *map(_width, self._offered)), _WIDEST, screen.width)
        left = max(min(column - _MARGIN, screen.width - width), 0)
        top = lines.bottom if below >= above else lines.y - rows
        self.styles.width, self.styles.height = width, rows
        moved = not self.display or self.absolute_offset != Offset(left, top)
        self.absolute_offset = Offset(left, top)
        self.display = True
        self.refresh(layout=moved)

    def render_line(self, y: int) -> Strip:
        """Return line ``y``: how it would go on, and at the right how often, or what it is."""
        width = self.size.width
        if y >= len(self._offered):
            return Strip.blank(width, self.rich_style)
        ground = self.rich_style
        if y == self._chosen:
            ground = self.get_component_rich_style("completion--chosen")
        text_style = ground + self.get_component_rich_style("completion--text", partial=True)
        aside_style = ground + self.get_component_rich_style("completion--aside", partial=True)
        bar_style = ground + self.get_component_rich_style("completion--bar", partial=True)
        offered = self._offered[y]
        aside = aside_text(offered)
        room = width - 2 * _MARGIN - (cell_len(aside) + _GAP if aside else 0)
        text = shorten(safe_text(offered.text), room)
        gap = " " * (width - 2 * _MARGIN - cell_len(text) - cell_len(aside))
        # The ground tells where the list ends; without colours, a line does.
        edge = _EDGE if self.app.has_class(PLAIN) else " "
        segments = [
            Segment(_BAR if y == self._chosen else edge, bar_style),
            Segment(text, text_style),
            Segment(gap + aside, aside_style),
            Segment(edge, bar_style),
        ]
        return Strip(segments).adjust_cell_length(width, ground)

    def on_click(self, event: events.Click) -> None:
        """Say which one was clicked."""
        event.stop()
        if event.y < len(self._offered):
            self.post_message(self.Clicked(event.y))


def aside_text(offered: Completion) -> str:
    """Return what is said beside a completion: how often it occurs, or that it is a field."""
    return offered.kind if offered.kind == "field" else f"{offered.count:,}" * bool(offered.count)


def _width(offered: Completion) -> int:
    aside = aside_text(offered)
    return cell_len(offered.text) + 2 * _MARGIN + (cell_len(aside) + _GAP if aside else 0)
