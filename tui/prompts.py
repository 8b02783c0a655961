"""Small questions over the reader: one key, one line, or yes and no.

Each is answered and goes; what is done with the answer is for whoever asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.line_filter import safe_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult


class KeyPrompt(ModalScreen[str | None]):
    """Asks for one key of a few; Esc or any other key asks no more."""

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer ``choices``: a key and what it does, each."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._answered = False

    def compose(self) -> ComposeResult:
        """Make the line that names the keys."""
        # The keys stand first: a narrow screen cuts off the end of the line.
        told: list[str | tuple[str, str]] = []
        for key, label in self._choices:
            told += [(key, "$accent bold"), (f" {label}   ", "$quiet")]
        told.append((self._title, "$ink"))
        with Horizontal(id="bar"):
            yield Static(Content.assemble(*told), id="told")

    def on_key(self, event: events.Key) -> None:
        """Take the key."""
        event.stop()
        event.prevent_default()
        keys = {key for key, _ in self._choices}
        self._answer(event.character if event.character in keys else None)

    def on_click(self) -> None:
        """Ask no more."""
        self._answer(None)

    def _answer(self, key: str | None) -> None:
        # Keys that came in one burst find this screen answered already.
        if not self._answered:
            self._answered = True
            self.dismiss(key)


class LinePrompt(ModalScreen[str | None]):
    """Asks for one line at the bottom of the screen; Esc answers nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False)]

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        hint: str = "",
        changed: Callable[[str], None] | None = None,
    ) -> None:
        """Ask for ``title``; ``changed`` is told what is typed as it is typed."""
        super().__init__()
        self._title = title
        self._changed = changed
        self._answered = False
        self._field = Input(value, placeholder=safe_text(hint), compact=True, id="typed")
        self._field.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Make the line."""
        with Horizontal(id="bar"):
            yield Static(Content.styled(f"{self._title} ", "$accent"), id="told")
            yield self._field

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self._changed is not None:
            self._changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        event.stop()
        self._answer(event.value)

    def action_give_up(self) -> None:
        """Answer nothing."""
        self._answer(None)

    def _answer(self, line: str | None) -> None:
        # Keys that came in one burst find this screen answered already.
        if not self._answered:
            self._answered = True
            self.dismiss(line)


class YesNo(KeyPrompt):
    """Asks whether to do something; only ``y`` says yes."""

    def __init__(self, question: str) -> None:
        super().__init__(question, (("y", "yes"), ("n", "no")))
