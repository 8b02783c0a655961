"""Small questions over the reader: one key, one line, or yes and no.

Each is answered and goes; what is done with the answer is for whoever asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from tui.completing import Completing
from tui.completion_list import CompletionList
from tui.dialog import Dialog
from tui.line_field import LineField
from tui.line_filter import safe_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from index.hints import Completion

    Completer = Callable[[str, int], Sequence[Completion]]


class KeyPrompt(Dialog[str | None]):
    """Asks for one key of a few; Esc or any other key asks no more."""

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer ``choices``: a key and what it does, each."""
        super().__init__()
        self._choices = choices
        self._line = Static(self._told(title), id="told")

    def compose(self) -> ComposeResult:
        """Make the line that names the keys."""
        with Horizontal(id="bar"):
            yield self._line

    def tell(self, title: str) -> bool:
        """Ask the same more exactly; return whether that was in time, before the answer."""
        if not self.answered:
            self._line.update(self._told(title))
        return not self.answered

    def _told(self, title: str) -> Content:
        # The keys stand first: a narrow screen cuts off the end of the line.
        told: list[str | tuple[str, str]] = []
        for key, label in self._choices:
            told += [(key, "$accent bold"), (f" {label}   ", "$quiet")]
        return Content.assemble(*told, (title, "$ink"))

    def on_key(self, event: events.Key) -> None:
        """Take the key."""
        event.stop()
        event.prevent_default()
        keys = {key for key, _ in self._choices}
        self.answer(event.character if event.character in keys else None)

    def on_click(self) -> None:
        """Ask no more."""
        self.answer(None)


class LinePrompt(Dialog[str | None]):
    """Asks for one line at the bottom of the screen; Esc answers nothing."""

    # Before the next key is looked at, which may have come in the same burst.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", show=False, priority=True),
        Binding("escape", "give_up", show=False, priority=True),
        Binding("tab", "complete", show=False, priority=True),
        Binding("down", "choose(1)", show=False, priority=True),
        Binding("up", "choose(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        hint: str = "",
        changed: Callable[[str], None] | None = None,
        complete: Completer | None = None,
    ) -> None:
        """Ask for ``title``; ``changed`` is told what is typed as it is typed.

        ``complete`` is called at once for each text and cursor, with what it may go on like.
        """
        super().__init__()
        self._title = title
        self._changed = changed
        self._complete = complete
        self._field = LineField(value, placeholder=safe_text(hint), select=True, id="typed")
        self._beside = Static(Content(), id="beside")
        self._offers = CompletionList()
        self._completing = Completing(self._field, self._offers)
        self._completing.speak()
        self._tabbed: str | None = None  # the text for which Tab came before what may be meant did

    def compose(self) -> ComposeResult:
        """Make the line, and the list of what may be meant."""
        with Horizontal(id="bar"):
            yield Static(Content.styled(f"{self._title} ", "$accent"), id="told")
            yield self._field
            yield self._beside
        yield self._offers

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self._field, "selection", self._completing.follow, init=False)
        self.call_after_refresh(self._offer)

    def offer(self, hint: str, complete: Completer) -> None:
        """Say another hint in the empty line, and complete in another way from now on."""
        self._field.placeholder = safe_text(hint)
        self._complete = complete
        self._offer()

    def _offer(self) -> None:
        wanted = self._completing.wanted
        if wanted is not None and self._complete is not None:
            self._completing.offer(*wanted, self._complete(*wanted))
            if self._tabbed == wanted[0] and self._completing.take():
                self._tabbed = None

    def on_resize(self) -> None:
        """Offer at the place where the line stands now."""
        self.call_after_refresh(self._offer)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self._changed is not None and not self.answered:
            self._changed(event.value)
        self._offer()

    async def action_answer(self) -> None:
        """Answer; where a completion was chosen, take that first."""
        await self._completing.take_in()
        if not (self._completing.chosen and self._completing.take()):
            self.answer(self._field.value)

    def on_completion_list_clicked(self, message: CompletionList.Clicked) -> None:
        """Take the completion that was clicked."""
        self._completing.take(message.place)

    async def action_complete(self) -> None:
        """Take the completion that was chosen, or the first."""
        await self._completing.take_in()
        self._tabbed = None if self._completing.take() else self._field.value

    async def action_choose(self, step: int) -> None:
        """Choose another completion."""
        await self._completing.take_in()
        self._completing.choose(step, around=True)

    def action_give_up(self) -> None:
        """Answer nothing; where a completion was chosen, go back to typing."""
        if not (self._completing.chosen and self._completing.close()):
            self.answer(None)


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

    async def on_click(self, event: events.Click) -> None:
        """Keep what was found, when the text is clicked."""
        if event.widget is self:
            await self.action_answer()

    def action_step(self, step: Literal[1, -1]) -> None:
        """Go to the next match, or to the one before."""
        self._step(step)


class YesNo(KeyPrompt):
    """Asks whether to do something; only ``y`` says yes."""

    def __init__(self, question: str) -> None:
        super().__init__(question, (("y", "yes"), ("n", "no")))
