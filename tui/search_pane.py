"""The search field, and beneath it how the query was understood and what it found.

It says what is typed, letter by letter; searching is for others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from index.results import Sort
from tui.completing import Completing
from tui.completion_list import CompletionList
from tui.line_field import LineField
from tui.status_line import Aside, arranged, place_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from index.hints import Completion
    from index.listing import Results

PLACEHOLDER: Final = 'words, "a phrase", title:port, after:2023, -not'
RELAXED: Final = "no article has all these words; best matches for any"
_ARTICLES: Final = "articles"
_ORDERS: Final = {
    Sort.RELEVANCE: "best match first",
    Sort.NEWEST: "newest first",
    Sort.OLDEST: "oldest first",
    Sort.TITLE: "by title",
    Sort.SOURCE: "by source",
}


class AnswerLine(Widget):
    """What was found at the left; at the right what goes on, and the place in the list."""

    ALLOW_SELECT = False

    left: reactive[str] = reactive("")
    aside: reactive[Aside] = reactive(Aside())

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width, style = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, style)
        left, right = arranged(self.left, self.aside, width)
        gap = " " * (width - cell_len(left) - cell_len(right))
        return Strip([Segment(left + gap + right, style)]).adjust_cell_length(width, style)


class SearchPane(Widget):
    """One line to type a query, one line that answers."""

    class Typed(Message):
        """The query was changed by typing; `text` has it."""

    def __init__(self) -> None:
        super().__init__()
        # The text is selected by `select_text`, at once, and not by a message that comes later.
        self.field = LineField(placeholder=PLACEHOLDER, id="field")
        self._answer = AnswerLine()
        self._found = self._chosen = ""
        self._offers = CompletionList()
        self._completing = Completing(self.field, self._offers, self)
        self._meant = ""
        self._before: tuple[str, ...] = ()
        self._back = -1
        self._typing = ""

    def compose(self) -> ComposeResult:
        """Make the prompt, the field, the name of the program and the answering line."""
        with Horizontal(id="query"):
            yield Static(Content("/"), id="prompt")
            yield self.field
            yield Static(Content("Broadsheet"), id="name")
        yield self._answer
        yield self._offers

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.field, "selection", self._completing.follow, init=False)

    @property
    def text(self) -> str:
        """The query as it stands in the field."""
        return self.field.value

    def set_text(self, text: str) -> None:
        """Put ``text`` into the field without telling anybody."""
        with self.prevent(Input.Changed):
            self.field.value = text
        self._completing.hush()

    @property
    def meant(self) -> str:
        """The query that was probably meant, empty where nothing else was."""
        return self._meant

    def offer_before(self, queries: Sequence[str]) -> None:
        """Offer the queries that were typed before, the newest first.

        Who goes through others already goes on from the same one, back to what was typed.
        """
        here = self._before[self._back] if self._back >= 0 else None
        if here is None:
            self._before = tuple(queries)
        elif here in queries:
            self._before, self._back = tuple(queries), queries.index(here)

    async def go_up(self) -> None:
        """Choose the completion before; where none is chosen, go to the query typed before."""
        await self.take_in()
        if not self._completing.choose(-1):
            self._step(1)

    async def go_down(self) -> None:
        """Choose the next completion; where none is offered, go to the query typed after this one.

        Behind the newest comes what was being typed.
        """
        await self.take_in()
        if not self._completing.choose(1):
            self._step(-1)

    def _step(self, step: int) -> None:
        back = self._back + step
        if not -1 <= back < len(self._before):
            return
        if self._back == -1:
            self._typing = self.text
        self._back = back
        self.field.value = self._typing if back == -1 else self._before[back]
        self.field.action_end()
        self._completing.hush()

    async def take_in(self) -> None:
        """Wait until every key that the field was given has become text."""
        await self._completing.take_in()

    # How the query may go on

    @property
    def wanted(self) -> tuple[str, int] | None:
        """The query and the place of the cursor that completions are wanted for."""
        wanted = self._completing.wanted
        return wanted if wanted and wanted[0].strip() else None

    def offer(self, text: str, cursor: int, completions: Sequence[Completion]) -> None:
        """Offer how ``text`` may go on, if that is still what is being typed."""
        self._completing.offer(text, cursor, completions)

    async def complete(self, *, chosen: bool = False) -> bool:
        """Take the completion that was chosen, or the first, and return whether there was one.

        With ``chosen``, only one that was chosen. While completions are offered, typing goes on.
        """
        if not self._completing.is_open:
            return False
        await self.take_in()
        if chosen and not self._completing.chosen:
            return False
        return self._completing.take() or not chosen

    def close_offers(self) -> bool:
        """Offer nothing for this text; return whether anything was offered."""
        return self._completing.close()

    def on_completion_list_clicked(self, message: CompletionList.Clicked) -> None:
        """Take the completion that was clicked."""
        message.stop()
        self._completing.take(message.place)

    def on_descendant_blur(self) -> None:
        """Offer nothing any more when the field is left."""
        self._completing.close()

    def select_text(self) -> None:
        """Select the query, so that typing replaces it; queries before are gone through anew."""
        self._back = -1
        self.field.action_select_all()

    def tell_results(self, results: Results) -> None:
        """Say how many articles there are, in which order, and how the query was understood."""
        self._found = found_text(results)
        self._tell()
        self._meant = results.suggestion.text if results.suggestion else ""
        aside = self._answer.aside
        searched = results.has_words and len(results) > 0
        match = aside.match if searched else ""
        self._answer.aside = replace(aside, searched=searched, match=match)

    def tell_chosen(self, text: str) -> None:
        """Say before all else what is chosen in the list; nothing when empty."""
        self._chosen = text
        self._tell()

    def _tell(self) -> None:
        self._answer.left = " · ".join(filter(None, (self._chosen, self._found)))

    def tell_nothing(self) -> None:
        """Say nothing of a list: there is none."""
        self._found = self._meant = ""
        self._tell()
        self._answer.aside = replace(self._answer.aside, match="", place="", searched=False)

    def tell_place(self, place: int, count: int) -> None:
        """Say at the right which of ``count`` articles the cursor is on; ``place`` is from 0."""
        self._answer.aside = replace(self._answer.aside, place=place_text(place, count))

    @property
    def tells_work(self) -> bool:
        """Whether it says that something goes on in the background."""
        return bool(self._answer.aside.work)

    def tell_work(self, text: str) -> None:
        """Say quietly at the right what goes on in the background; nothing when empty."""
        self._answer.aside = replace(self._answer.aside, work=text)

    def tell_adding(self, text: str) -> None:
        """Say at the right, before all else, how far adding pages has come; nothing when empty."""
        self._answer.aside = replace(self._answer.aside, adding=text)

    def tell_match(self, text: str) -> None:
        """Say at the right which match of the article is shown, while nothing else goes on."""
        self._answer.aside = replace(self._answer.aside, match=text)

    def on_click(self, event: events.Click) -> None:
        """Take a click anywhere in the pane as one on the field; on the line, what was meant."""
        event.stop()
        if event.widget is self._answer and self._meant:
            self.field.value = self._meant
            self._completing.hush()
        self.field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what was typed."""
        event.stop()
        if self._back >= 0 and self.text != self._before[self._back]:
            self._back = -1  # A query of before that was typed on is a new one.
        self.post_message(self.Typed())


def found_text(results: Results) -> str:
    """Return the one line that tells what ``results`` are: how many of what, in which order.

    What was probably meant stands first, where a narrow screen still has room for it. Of a list
    whose end is not known yet nothing is told.
    """
    if not results.complete:
        return ""
    told = _told(results)
    meant = results.suggestion
    return f"did you mean “{meant.text}”? · {told}" if meant else told


def _told(results: Results) -> str:
    count = len(results)
    found = f"{count:,} articles" if count != 1 else "1 article"
    order = _ORDERS[results.sort]
    if results.relaxed:
        # Filters still hold, and what could not be read has to be told: both stand there.
        asked = results.understood.removeprefix(_ARTICLES).strip()
        order = "" if results.sort is Sort.RELEVANCE or order in asked else order
        return " · ".join(part for part in (RELAXED, found, order, asked) if part)
    if results.understood.startswith(_ARTICLES):
        found += results.understood.removeprefix(_ARTICLES)
    elif results.understood:
        found += f" · {results.understood}"
    return found if count == 0 or order in found else f"{found} · {order}"
