"""The reader as a program: its themes, its filter for foreign text, its one screen.

It opens the library and closes it; what happens in between is the reading screen's.
"""

from __future__ import annotations

import asyncio
import gc
import signal
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import App
from textual.binding import Binding, BindingType

from index.choices import Choices
from index.library import Library
from index.settings import Settings
from tui.commands import TABLE
from tui.line_filter import SafeLines
from tui.plain_signs import PLAIN, PlainSigns
from tui.reading_screen import ReadingScreen
from tui.theme_colours import theme_colours
from tui.themes import DARK, DARK_NAME, LIGHT, unknown_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.command import Provider
    from textual.filter import LineFilter
    from textual.screen import Screen


_FEW_COLOURS: Final = (None, "standard", "windows")


def _commands() -> type[Provider]:
    from tui.palette import CommandProvider

    return CommandProvider


def _look_for_garbage() -> None:
    """Begin to look for garbage, but never in what is there already.

    A look through all of that takes as long as five letters of a query.
    """
    gc.freeze()
    gc.enable()


class BroadsheetApp(App[None], inherit_bindings=False):
    """Reads the library in ``folder``, with ``query`` typed in already; raises LibraryError."""

    TITLE = "Broadsheet"
    CSS_PATH = Path(__file__).with_name("theme.tcss")
    ENABLE_COMMAND_PALETTE = False  # the reading screen opens it, by the key of the table
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "explain_quit", show=False, system=True)
    ]

    def __init__(
        self,
        folder: Path,
        settings: Settings | None = None,
        query: str = "",
        problems: tuple[str, ...] = (),
        choices: Choices | None = None,
    ) -> None:
        super().__init__()
        self._choices = choices or Choices()
        self._settings = settings or Settings()
        self._query = query
        self._table, wrong_keys = TABLE.with_keys(self._settings.keys)
        self._problems = (*problems, *wrong_keys)
        plain = (PlainSigns(),) if self._settings.icons == "ascii" else ()
        self._filters_of_ours = (*plain, SafeLines())
        self.library = Library.open(folder, recency=self._settings.recency)
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        chosen = self._choices.get("theme", self._settings.theme)
        known = chosen in self.available_themes
        self.theme = chosen if known else DARK_NAME
        if not known:
            told = unknown_theme(chosen, self.available_themes)
            self._problems = (*self._problems, told)
        if not self._settings.motion:
            self.animation_level = "none"

    def get_default_screen(self) -> Screen[None]:
        """Return the reader."""
        return ReadingScreen(self.library, self._settings, self._query, self._choices, self._table)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours by their names; those of Textual's themes in the way of ours."""
        colours = super().get_css_variables() | theme_colours(self.current_theme)
        self.theme_variables = colours
        return colours

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters, and last the one that keeps control characters away."""
        return (*super().get_line_filters(), *self._filters_of_ours)

    def on_mount(self) -> None:
        """Tell what is wrong with the settings; the reader works all the same."""
        few = not self.is_headless and self.console.color_system in _FEW_COLOURS
        self.set_class(self.no_color or few, PLAIN)
        for problem in self._problems:
            self.notify(problem, severity="warning", markup=False, timeout=12)
        if not self.is_headless:
            self._leave_when_told()
            self.call_after_refresh(_look_for_garbage)

    def _leave_when_told(self) -> None:
        """Leave as by its key, keeping what was done, when the terminal or the system ends."""
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(sign, self.exit)

    def on_unmount(self) -> None:
        """Close the library, when the screens have written what they had."""
        self.library.close()

    async def hand_terminal_to(
        self,
        command: Sequence[str],
        given: Path | None = None,
        tell: Callable[[int], str] | None = None,
    ) -> int:
        """Run ``command`` in the terminal, ``given`` on its input; return its exit code.

        With ``tell``, its sentence on the exit code is shown at the end, and Enter is waited for.
        Raises OSError and SuspendNotSupported.
        """
        from tui.terminal_loan import lend_terminal

        return await lend_terminal(self, command, given, tell)

    def text_browser(self, url: str) -> Sequence[str]:
        """Return the command that shows ``url`` in this terminal, if the browser is such a one."""
        from tui.programs import text_browser

        return text_browser(url)

    def action_explain_quit(self) -> None:
        """Say how to leave to those who expect Ctrl-C to do it."""
        self.notify(self._table.way_out(), markup=False)
