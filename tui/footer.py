"""The line at the bottom: the most useful keys of the pane that listens, each of them clickable.

What does not fit is left out, the least useful first; the line never wraps. The keys come from
the table of commands. While the mouse rests on a link, the line says where that leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.command import Command, Need, Pane, shown_key
from tui.commands import TABLE, CommandTable
from tui.headline_lines import shorten
from tui.line_filter import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_GAP: Final = 3
_MARGIN: Final = 1


class FooterLine(Widget):
    """Keys and what they do, for the pane named by ``pane``."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key", "footer--label"}

    pane: reactive[Pane] = reactive(Pane.LIST)
    there: reactive[frozenset[Need]] = reactive(frozenset[Need]())
    address: reactive[str] = reactive("")
    """Where the link under the mouse leads, said instead of the keys; empty for none."""

    def __init__(self, table: CommandTable = TABLE) -> None:
        """Offer the commands of ``table`` that need nothing but what is ``there``."""
        super().__init__()
        self._table = table

    def render_line(self, y: int) -> Strip:
        """Return the line: first things first at the left, help and leaving at the right."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        ending = self._table.footer_ending(self.pane)
        right = sum(command_width(command) for command in ending)
        ground = self.rich_style
        segments = [Segment(" " * _MARGIN, ground)]
        if self.address:
            address = shorten(safe_text(self.address), width - right - _MARGIN - _GAP)
            segments.append(Segment(address, self.get_component_rich_style("footer--key")))
        else:
            there = self._table.footer(self.pane, self.there)
            segments += self._segments(fitting(there, width - right - _MARGIN))
        used = sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * max(width - used - right + _GAP - _MARGIN, 0), ground))
        segments += self._segments(ending)
        return Strip(segments).adjust_cell_length(width, ground)

    def _segments(self, commands: Iterable[Command]) -> Iterable[Segment]:
        key_style = self.get_component_rich_style("footer--key")
        label_style = self.get_component_rich_style("footer--label")
        for command in commands:
            click = Style(meta={"@click": f"screen.{command.action}"})
            yield Segment(shown_key(command.keys[0]), key_style + click)
            yield Segment(f" {command.label}", label_style + click)
            yield Segment(" " * _GAP, label_style)


def fitting(commands: Iterable[Command], width: int) -> list[Command]:
    """Return as many of ``commands``, from the first on, as ``width`` cells hold."""
    kept: list[Command] = []
    for command in commands:
        width -= command_width(command)
        if width < 0:
            break
        kept.append(command)
    return kept


def command_width(command: Command) -> int:
    """Return how many cells a command takes with the gap behind it."""
    return cell_len(shown_key(command.keys[0])) + 1 + cell_len(command.label) + _GAP
