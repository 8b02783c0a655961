"""The command palette: the commands of the table, found by what they say.

It offers what the reading screen can do; Textual's own commands stay out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.commands import MOVE, TABLE, CommandTable
from tui.hair_scrollbar import use_hair_scrollbar

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.types import IgnoreReturnCallbackType

    from tui.command import Command

_KEYS_WIDTH: Final = 10


class Palette(CommandPalette):
    """Textual's palette, that turns a page only once its list has a place on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "turn('page_down')", show=False),
        Binding("pageup", "turn('page_up')", show=False),
    ]

    def on_mount(self) -> None:
        """Give the list a thin scrollbar, as the panes have."""
        self.call_after_refresh(self._make_thin)

    def _make_thin(self) -> None:
        for commands in self.query(CommandList):
            use_hair_scrollbar(commands)

    def action_turn(self, direction: str) -> None:
        """Turn a page; Textual's list fails at this key before it is laid out."""
        commands = self.query_one(CommandList)
        if commands.scrollable_content_region:
            getattr(commands, f"action_{direction}")()


class CommandProvider(Provider):
    """Offers every command."""

    def offered(self) -> tuple[Command, ...]:
        """Return the commands the palette knows: all, with the keys of this reader.

        Those that move come last: nobody moves by their names.
        """
        table: CommandTable = getattr(self._reader, "table", TABLE)
        return tuple(sorted(table.commands, key=lambda command: command.group == MOVE))

    async def discover(self) -> Hits:
        """Offer all commands before anything is typed."""
        for command in self.offered():
            shown = _with_keys(command, Content(command.title))
            yield DiscoveryHit(shown, self._doing(command), command.title)

    async def search(self, query: str) -> Hits:
        """Offer the commands whose sentence matches ``query``."""
        matcher = self.matcher(query)
        for command in self.offered():
            score = matcher.match(command.title)
            if score > 0:
                shown = _with_keys(command, matcher.highlight(command.title))
                yield Hit(score, shown, self._doing(command), command.title)

    def _doing(self, command: Command) -> IgnoreReturnCallbackType:
        # Called past the screen's check, which lets keys rest while a query is typed.
        doing: IgnoreReturnCallbackType = getattr(self._reader, f"action_{command.action}")
        return doing

    @property
    def _reader(self) -> Screen[object]:
        # Not `self.screen`: that is the palette itself where a question came up over it meanwhile.
        return self.app.screen_stack[0]


def _with_keys(command: Command, title: Content) -> Content:
    """Return ``title`` behind the keys of ``command``, so that the palette teaches them."""
    return Content.assemble((f"{command.shown_keys:<{_KEYS_WIDTH}}", "$quiet"), title)
