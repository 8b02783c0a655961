"""Letters for the links that are seen: one opens a link, its capital copies where it leads.

Tab goes from link to link and says where each leads, before Enter opens it. What is opened, and
how the letters are drawn, is for whoever asked.
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

from tui.blocks import linked_article
from tui.headline_lines import shorten
from tui.line_filter import safe_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

_LETTERS: Final = "asdfjklghewioruvncmqpxzbty"
"""The home row first, for the fingers lie there."""

_NARROW: Final = 64
_WIDE: Final = 100
_ENTER: Final = " opens   "


class Follow(NamedTuple):
    """Which link was chosen, and whether its address is to be copied instead of opened."""

    url: str
    copies: bool


class LinkHints(ModalScreen[Follow | None]):
    """Takes the letters of a link, or goes from link to link; Esc or a click leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("backspace", "take_back", show=False, priority=True),
        Binding("tab,down,right", "walk(1)", show=False, priority=True),
        Binding("shift+tab,up,left", "walk(-1)", show=False, priority=True),
        Binding("enter", "open", show=False, priority=True),
    ]

    def __init__(self, shown: Callable[[Sequence[str], int | None], None]) -> None:
        """Tell ``shown`` the label of each link, and the place of the one that was gone to.

        Labels are told from the first on, empty where they are ruled out; without any link gone
        to, the place is None.
        """
        super().__init__()
        self._shown = shown
        self._links: Mapping[str, str] | None = None
        self._typed = ""
        self._walked: int | None = None
        self._line = Static(id="told")
        self._first_size: Size | None = None
        self.done = False
        """Whether nothing is asked any more."""

    def compose(self) -> ComposeResult:
        """Make the line that says what the letters do."""
        with Horizontal(id="bar"):
            yield self._line

    def on_resize(self, event: events.Resize) -> None:
        """Leave when the screen changes, for the links are elsewhere then."""
        if self._first_size is None:
            self._first_size = event.size
            self._tell()
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

    def action_walk(self, step: int) -> None:
        """Go to the next of the links that may still be meant, or to the one before."""
        left = [place for place, label in enumerate(self._left()) if label]
        if not left or self.done:
            return
        at = left.index(self._walked) + step if self._walked in left else min(step, 0)
        self._walked = left[at % len(left)]
        self._look()

    def action_open(self) -> None:
        """Open the link that was gone to."""
        if self._links is not None and self._walked is not None:
            self._answer(Follow(list(self._links.values())[self._walked], copies=False))

    def _left(self) -> list[str]:
        """Return the labels, empty those that do not begin with what was typed."""
        typed = self._typed.lower()
        return [label if label.startswith(typed) else "" for label in self._links or ()]

    def _look(self) -> None:
        """Show the links that may still be meant, and follow the one that is."""
        if self._links is None or self.done:
            return
        typed = self._typed.lower()
        if typed in self._links:
            self._answer(Follow(self._links[typed], copies=self._typed != typed))
            return
        left = self._left()
        if any(left):
            if self._walked is not None and not left[self._walked]:
                self._walked = None
            self._shown(left, self._walked)
            self._tell()
        else:  # a slip of the finger
            self._typed = ""
            self._look()

    def _tell(self) -> None:
        """Say where the link leads that was gone to, else what the letters do."""
        width = self.app.size.width
        if self._links is None or self._walked is None:
            self._line.update(_told(width))
            return
        url = list(self._links.values())[self._walked]
        where = "an article of this library" if linked_article(url) is not None else url
        room = width - 2 - len("Enter" + _ENTER)
        self._line.update(
            Content.assemble(
                ("Enter", "$accent bold"),
                (_ENTER, "$quiet"),
                (shorten(safe_text(where), room), "$ink"),
            )
        )

    def _answer(self, follow: Follow | None) -> None:
        if not self.done:
            self.done = True
            self._shown((), None)
            if self in self.app.screen_stack:
                self.dismiss(follow)


def hint_labels(count: int) -> list[str]:
    """Return ``count`` labels, all of one length, so that none begins another."""
    length = 1
    while len(_LETTERS) ** length < count:
        length += 1
    letters = _LETTERS[: ceil(count ** (1 / length))]
    return ["".join(label) for label in islice(product(letters, repeat=length), count)]


def _told(width: int) -> Content:
    pieces = [
        ("a letter", "opens the link"),
        ("A capital", "copies its address"),
        ("Tab", "says where it leads"),
        ("Esc", "leaves"),
    ]
    if width < _NARROW:
        pieces = [("a", "opens"), ("A", "copies"), ("Tab", "tells"), ("Esc", "leaves")]
    elif width < _WIDE:
        pieces[:3] = [("a letter", "opens"), ("A capital", "copies"), ("Tab", "tells the address")]
    told = [
        part for key, does in pieces for part in ((key, "$accent bold"), (f" {does}   ", "$quiet"))
    ]
    return Content.assemble(*told)
