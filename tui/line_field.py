"""One line to type into, as a shell edits it: keys act in their order, what is pasted is one line.

What is typed and what follows from it is for whoever holds the field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingsMap, BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events

_LONGEST_PASTE: Final = 4000
_KEEPS: Final = "submit"


_ALSO: Final[list[BindingType]] = [
    Binding("ctrl+backspace,alt+backspace", "delete_left_word", show=False)
]
_EDITS: Final = BindingsMap([*Input.BINDINGS, *_ALSO])
"""What edits a line; a field inherits keys for scrolling besides, which are for others."""


class LineField(Input):
    """A field without a frame and with a cursor that stands still."""

    BINDINGS: ClassVar[list[BindingType]] = _ALSO

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """As long as the line; with each letter another one, which moves nothing on the screen."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        select: bool = False,
        id: str,  # noqa: A002 - Textual's name
    ) -> None:
        """Hold ``value``; with ``select``, the first letter typed takes the place of all of it."""
        super().__init__(
            value, placeholder=placeholder, compact=True, select_on_focus=select, id=id
        )
        self.cursor_blink = False

    async def on_key(self, event: events.Key) -> None:
        """Do what edits the line at once: letters that came in the same burst stand behind it.

        Textual looks a key up only when it has come all the way up to the screen.
        """
        bindings = _EDITS.key_to_bindings.get(event.key, [])
        if bindings and bindings[-1].action != _KEEPS:
            event.stop()
            event.prevent_default()
            await self.run_action(bindings[-1].action)

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted as one."""
        event.stop()
        event.prevent_default()
        self._put(event.text)

    def action_paste(self) -> None:
        """Take all lines of what was copied in the reader as one."""
        self._put(self.app.clipboard)

    def _put(self, text: str) -> None:
        line = one_line(text)
        if line:
            self.replace(line, *sorted(self.selection))


def one_line(text: str) -> str:
    """Return the lines of ``text`` as one, with a blank between each two, and not too long."""
    lines = text[: _LONGEST_PASTE * 2].replace("\t", " ").splitlines()
    told = [line.strip() for line in lines[1:]]
    return " ".join([*lines[:1], *filter(None, told)])[:_LONGEST_PASTE]
