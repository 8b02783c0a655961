"""The choice of colours: every theme by its name, shown on the reader behind while one looks.

It lies in a corner and lets the reader be seen. It changes the theme of the app and puts the one
before back; what is kept is for whoever asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.dialog import Dialog
from tui.hair_scrollbar import use_hair_scrollbar
from tui.line_filter import safe_text
from tui.themes import is_dark, names_with, theme_names

if TYPE_CHECKING:
    from textual import events

_STEPS: Final = {
    "down": 1,
    "up": -1,
    "ctrl+n": 1,
    "ctrl+p": -1,
    "tab": 1,
    "shift+tab": -1,
    "pagedown": 8,
    "pageup": -8,
    "end": 99,
    "home": -99,
}
_LETTER_STEPS: Final = {"j": 1, "k": -1}
"""Keys that move as long as nothing is typed."""

_PLACEHOLDER: Final = "part of a name, dark, light"
_NAME_WIDTH: Final = max(map(len, theme_names())) + 2


class ThemePicker(Dialog[str | None]):
    """Shows themes as they are gone through; answers the one kept, None when none was."""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._typing = False
        self._before = ""
        self._wanted: str | None = None
        self._names: tuple[str, ...] = theme_names()
        self._list = OptionList(id="names", compact=True)
        self._list.can_focus = False
        self._line = Static(id="typed-theme")

    def on_mount(self) -> None:
        """Show all themes, the present one chosen."""
        use_hair_scrollbar(self._list)
        self._before = self.app.theme
        self._fill()

    def compose(self) -> list[Vertical]:
        """Make the list with a line above it."""
        corner = Vertical(self._line, self._list, id="themes")
        corner.border_title = "Colours"
        corner.border_subtitle = "Enter keeps   Esc gives up"
        return [corner]

    def on_key(self, event: events.Key) -> None:
        """Move, type, keep or give up; nothing goes on to the reader."""
        event.stop()
        event.prevent_default()
        key = event.key
        if self.answered:
            return
        if key == "escape":
            self._step_back()
        elif key == "enter":
            self._keep()
        elif key in _STEPS:
            self._move(_STEPS[key])
        elif key in _LETTER_STEPS and not self._typing:
            self._move(_LETTER_STEPS[key])
        elif key == "slash":
            self._typing = True
            self._write()
        elif key in {"backspace", "ctrl+u"}:
            self._type("" if key == "ctrl+u" else self._typed[:-1])
        elif event.character and event.is_printable:
            self._type(self._typed + event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted as typed."""
        event.stop()
        self._type(self._typed + safe_text(event.text))

    def on_click(self, event: events.Click) -> None:
        """Give up on a click beside the list."""
        if event.widget is self:
            self.answer(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show the theme that was clicked; keep it where it was shown already."""
        event.stop()
        if self.app.theme == self._names[event.option_index]:
            self._keep()
        else:
            self._show(event.option_index)

    def _move(self, steps: int) -> None:
        if self._names:
            place = (self._list.highlighted or 0) + steps
            if steps in {1, -1}:
                place %= len(self._names)
            self._show(min(max(place, 0), len(self._names) - 1))

    def _show(self, place: int) -> None:
        self._list.highlighted = place
        self._wear(self._names[place])

    def _wear(self, name: str) -> None:
        """Let the reader wear ``name``: once the keys that came with this one are taken.

        Other colours take the time of a few keys, so those that are only passed are left out.
        """
        if self._wanted is None:
            self.call_later(self._wear_wanted)
        self._wanted = name

    def _wear_wanted(self) -> None:
        name, self._wanted = self._wanted, None
        if name is not None and self.app.theme != name:
            self.app.theme = name

    def _type(self, text: str) -> None:
        self._typed = text
        self._typing = bool(text)
        self._names = names_with(text)
        self._fill()
        if self._names:
            self._wear(self._names[self._list.highlighted or 0])

    def _fill(self) -> None:
        """List the names that are left, the present theme chosen, else the first."""
        self._list.clear_options()
        self._list.add_options(Option(_row(name)) for name in self._names)
        if self._names:
            worn = self._wanted or self.app.theme
            self._list.highlighted = self._names.index(worn) if worn in self._names else 0
        self._write()

    def _write(self) -> None:
        """Show what is typed, and what may be typed as long as nothing is."""
        if not self._typing:
            line = Content.assemble(("/ ", "$quiet"), (_PLACEHOLDER, "$faint"))
        else:
            told = "" if self._names else "  no such colours"
            line = Content.assemble(
                ("/ ", "$accent"), (self._typed, "$ink"), ("▏", "$accent"), (told, "$quiet")
            )
        self._line.update(line)

    def _step_back(self) -> None:
        if self._typing:
            self._type("")
        else:
            self.answer(None)

    def _keep(self) -> None:
        if self._names:
            self.answer(self._names[self._list.highlighted or 0])

    def answer(self, answer: str | None) -> None:
        """Show what is to stay, and go."""
        if not self.answered:
            self._wanted = answer or self._before
            self._wear_wanted()
        super().answer(answer)


def _row(name: str) -> Content:
    """Return a name, and whether it is for light or dark rooms."""
    gap = " " * max(_NAME_WIDTH - cell_len(name), 1)
    return Content.assemble(name, gap, ("dark " if is_dark(name) else "light", "$quiet"))
