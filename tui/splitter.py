"""The border between two panes, which the mouse moves; and the box that tells of its size.

They say where the border is wanted; how far it may go is for the screen to see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.containers import Container
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events


class Splitter(Widget):
    """A line of one cell between panes: blank but for the moment it is looked at or held."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"splitter--line"}

    class Moved(Message):
        """The border is wanted ``x`` and ``y`` cells from the corner of the screen."""

        def __init__(self, splitter: Splitter, x: int, y: int) -> None:
            super().__init__()
            self.splitter = splitter
            self.x = x
            self.y = y

    class Left(Message):
        """The border is where it is wanted."""

        def __init__(self, splitter: Splitter) -> None:
            super().__init__()
            self.splitter = splitter

    class Reset(Message):
        """The border is wanted where it usually is: it was clicked twice."""

        def __init__(self, splitter: Splitter) -> None:
            super().__init__()
            self.splitter = splitter

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._held = False
        self._moved = False

    def render_line(self, y: int) -> Strip:
        """Return a piece of the line."""
        del y
        seen = self.mouse_hover or self._held
        style = self.get_component_rich_style("splitter--line")
        return Strip([Segment(("│" if seen else " ") * self.size.width, style)])

    def on_enter(self) -> None:
        """Be seen."""
        self.refresh()

    def on_leave(self) -> None:
        """Be seen no more."""
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the border."""
        event.stop()
        self._held, self._moved = True, False
        self.add_class("-held")
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say where the border is wanted."""
        if self._held:
            event.stop()
            self._moved = True
            self.post_message(self.Moved(self, event.screen_x, event.screen_y))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the border."""
        event.stop()
        if self._held:
            self._held = False
            self.remove_class("-held")
            self.release_mouse()
            self.refresh()
            if self._moved:
                self.post_message(self.Left(self))

    def on_click(self, event: events.Click) -> None:
        """Put the border back on a double click."""
        event.stop()
        if event.chain > 1:
            self.post_message(self.Reset(self))


class PanesBox(Container):
    """The room of list and article; it says when that becomes another."""

    class Resized(Message):
        """There is another room to share."""

    def on_resize(self) -> None:
        """Tell, also while something lies over the reader."""
        self.post_message(self.Resized())
