"""What belongs to the program: help, palette, colours, leaving."""

from __future__ import annotations

from tui.reader_panes import ReaderPanes
from tui.themes import other_theme


class ReaderComforts(ReaderPanes):
    """A screen that helps, adapts and lets go."""

    def action_help(self) -> None:
        """Show all keys, those of the pane that listens first."""
        from tui.help_sheet import HelpDialog

        self.app.push_screen(HelpDialog(self.table, self.told_pane), self._do)

    def _do(self, action: str | None) -> None:
        if action:
            # As a key does, in the turn of the app: the screen may have to find the list first.
            self.app.call_later(getattr(self, f"action_{action}"))

    def action_palette(self) -> None:
        """Open the command palette."""
        from tui.palette import Palette

        if not isinstance(self.app.screen, Palette):
            self.app.push_screen(Palette(id="--command-palette"))

    def action_choose_theme(self) -> None:
        """Choose among all themes while the reader shows each."""
        from tui.theme_picker import ThemePicker

        self.app.push_screen(ThemePicker(), self._keep_theme)

    def _keep_theme(self, name: str | None) -> None:
        if name is not None:
            self.remember("theme", name, self.settings.theme)

    def action_switch_theme(self) -> None:
        """Change between the dark theme and the one like paper."""
        self.app.theme = other_theme(self.app.theme)
        self.remember("theme", self.app.theme, self.settings.theme)

    async def action_quit(self) -> None:
        """Leave."""
        await self.app.action_quit()
