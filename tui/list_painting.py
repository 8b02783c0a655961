"""How a line of the list is painted: the colours of its pieces, the bar of the cursor.

What stands in a line is `headline_lines`'; which row it belongs to is the list pane's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.strip import Strip

from tui.headline_lines import Look

if TYPE_CHECKING:
    from rich.style import Style
    from textual.widget import Widget

    from tui.headline_lines import Line

COMPONENTS: Final = frozenset(
    {
        "list--title",
        "list--read",
        "list--match",
        "list--mark",
        "list--meta",
        "list--cursor",
        "list--bar",
        "list--chosen",
        "list--chosen-bar",
    }
)
"""What a list has styles for."""

CURSOR_BAR: Final = "▌"
CHOSEN_BAR: Final = "┃"


@dataclass(frozen=True, slots=True)
class RowState:
    """What tells a row from others: the cursor is on it, its article is read, or chosen."""

    selected: bool = False
    read: bool = False
    chosen: bool = False


def paint_line(pane: Widget, pieces: Line, width: int, state: RowState) -> Strip:
    """Return a line of ``width`` cells in the colours of ``pane``, which has the components."""
    if not (state.selected or state.chosen):
        ground = pane.rich_style
        segments = [
            Segment(piece.text, ground + _look(pane, piece.look, read=state.read))
            for piece in pieces
        ]
        return Strip(segments).adjust_cell_length(width, ground)
    ground = pane.get_component_rich_style("list--cursor" if state.selected else "list--chosen")
    bar_name = "list--chosen-bar" if state.chosen else "list--bar"
    bar = ground + pane.get_component_rich_style(bar_name, partial=True)
    gutter, *rest = pieces
    segments = [
        # A sign, so that a choice is seen without colours as well.
        Segment(CURSOR_BAR if state.selected else CHOSEN_BAR, bar),
        Segment(gutter.text[1:], ground + _look(pane, gutter.look)),
        *(Segment(piece.text, ground + _look(pane, piece.look, read=state.read)) for piece in rest),
    ]
    return Strip(segments).adjust_cell_length(width, ground)


def _look(pane: Widget, look: Look, *, read: bool = False) -> Style:
    name = "read" if read and look is Look.TITLE else look.value
    return pane.get_component_rich_style(f"list--{name}", partial=True)
