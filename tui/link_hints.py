"""Letters for the links that are seen: one opens a link, its capital copies where it leads.

What is opened, and how the letters are drawn, is for whoever asked.
"""

from __future__ import annotations

from itertools import islice, product
from math import ceil
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

_LETTERS: Final = "asdfjklghewioruvncmqpxzbty"
"""The home row first, for the fingers lie there."""

_NARROW: Final = 64


class Follow(NamedTuple):
    """Which link was chosen, and whether its address is to be copied instead of opened."""

    url: str
    copies: bool


class LinkHints(ModalScreen[Follow | None]):
    """Takes the letters of a link; Esc or a click leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("backspace", "take_back", show=False, priority=True),
    ]

    def __init__(self, shown: Callable[[Sequence[str]], None]) -> None:
        """Tell ``shown`` the label of each link, from the first; empty where it is ruled out."""
        super().__init__()
        self._shown = shown
        self._links: Mapping[str, str] | None = None
        self._typed = ""
        self._first_size: Size | None = None
        self.done = False
        """Whether nothing is asked any more."""

    def compose(self) -> ComposeResult:
        """Make the line that says what the letters do."""
        with Horizontal(id="bar"):
            yield Static(id="told")

    def on_resize(self, event: events.Resize) -> None:
        """Leave when the screen changes, for the links are elsewhere then."""
        if self._first_size is None:
            self._first_size = event.size
            self.query_one("#told", Static).update(_told(wide=event.size.width >= _NARROW))
        elif event.size != self._first_size:
            self.action_leave()

    def offer(self, urls: Sequence[str]) -> None:
        """Give each of ``urls`` its letters; what was typed already counts."""
        self._links = dict(zip(hint_labels(len(urls)), urls, strict=True))
        self._look()

    def on_key(self, event: events.Key) -> None:
        """Take a letter."""
        event.stop()
        event.prevent_default()
        if event.character and event.character.isalpha() and not self.done:
            self._typed += event.character
            self._look()

    def on_click(self) -> None:
        """Leave."""
        self.action_leave()

    def action_leave(self) -> None:
        """Follow no link."""
        self._answer(None)

    def action_take_back(self) -> None:
        """Take back the letter typed last."""
        self._typed = self._typed[:-1]
        self._look()

    def _look(self) -> None:
        """Show the links that may still be meant, and follow the one that is."""
        if self._links is None or self.done:
            return
        typed = self._typed.lower()
        if typed in self._links:
            self._answer(Follow(self._links[typed], copies=self._typed != typed))
            return
        left = [label if label.startswith(typed) else "" for label in self._links]
        if any(left):
            self._shown(left)
        else:  # a slip of the finger
            self._typed = ""
            self._look()

    def _answer(self, follow: Follow | None) -> None:
        if not self.done:
            self.done = True
            self._shown(())
            if self in self.app.screen_stack:
                self.dismiss(follow)


def hint_labels(count: int) -> list[str]:
    """Return ``count`` labels, all of one length, so that none begins another."""
    length = 1
    while len(_LETTERS) ** length < count:
        length += 1
    letters = _LETTERS[: ceil(count ** (1 / length))]
    return ["".join(label) for label in islice(product(letters, repeat=length), count)]


def _told(*, wide: bool) -> Content:
    pieces = [
        ("a letter", "opens the link"),
        ("A capital", "copies its address"),
        ("Esc", "leaves"),
    ]
    if not wide:
        pieces = [("a", "opens"), ("A", "copies"), ("Esc", "leaves")]
    told = [
        part for key, does in pieces for part in ((key, "$accent bold"), (f" {does}   ", "$quiet"))
    ]
    return Content.assemble(*told)
