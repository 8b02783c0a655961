"""Small questions over the reader: one key, one line, or yes and no.

Each is answered and goes; what is done with the answer is for whoever asked.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Literal

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

    # Before the next key is looked at: it may be one of the reader's already.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", show=False, priority=True),
        Binding("escape", "give_up", show=False, priority=True),
    ]

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
        self._beside = Static(Content(), id="beside")

    def compose(self) -> ComposeResult:
        """Make the line."""
        with Horizontal(id="bar"):
            yield Static(Content.styled(f"{self._title} ", "$accent"), id="told")
            yield self._field
            yield self._beside

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self._changed is not None and not self._answered:
            self._changed(event.value)

    async def action_answer(self) -> None:
        """Answer, once every key that the field was given has become text."""
        taken = asyncio.Event()
        self._field.call_later(taken.set)
        await taken.wait()
        self._answer(self._field.value)

    def action_give_up(self) -> None:
        """Answer nothing."""
        self._answer(None)

    def _answer(self, line: str | None) -> None:
        # Keys that came in one burst find this screen answered already.
        if not self._answered:
            self._answered = True
            self.dismiss(line)


class FindPrompt(LinePrompt):
    """Asks for a text to look for; says beside it what was found, and goes from match to match."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    def __init__(
        self,
        value: str,
        *,
        changed: Callable[[str], None],
        step: Callable[[Literal[1, -1]], None],
    ) -> None:
        """Begin with ``value``; ``step`` goes to the match behind this one, or before it."""
        super().__init__("Find", value, hint="in this article", changed=changed)
        self._step = step

    def tell(self, told: str) -> None:
        """Say ``told`` beside what is typed."""
        self._beside.update(Content(told))

    def action_step(self, step: Literal[1, -1]) -> None:
        """Go to the next match, or to the one before."""
        self._step(step)


class YesNo(KeyPrompt):
    """Asks whether to do something; only ``y`` says yes."""

    def __init__(self, question: str) -> None:
        super().__init__(question, (("y", "yes"), ("n", "no")))
