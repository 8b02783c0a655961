"""The reader: lays out the panes, fills them, and answers their messages.

What comes back from a worker counts only while it is still wanted. Keys are `reader_actions`'
part, threads are `reader_work`'s, storage is the library's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Container

from index.errors import BroadsheetError
from index.results import Sort
from tui.commands import COMMANDS, EDITING_KEYS, Pane
from tui.footer import FooterLine
from tui.hair_scrollbar import use_hair_scrollbar
from tui.line_filter import safe_text
from tui.reader_actions import ALONE, NARROW, READING, ReaderActions
from tui.reader_work import Question
from tui.search_pane import match_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from index.article import Article
    from index.library import Library
    from index.listing import Results
    from index.settings import Settings
    from tui.detail_pane import DetailPane
    from tui.reader_work import ReaderWork

_LOOK_EVERY: Final = 3.0
"""Seconds between two looks whether another Broadsheet has added articles."""


class ReadingScreen(ReaderActions):
    """Search pane, list and article over one library, which outlives the screen."""

    HORIZONTAL_BREAKPOINTS = [(0, NARROW), (64, "-stacked"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - so Textual types them
    AUTO_FOCUS = "ListPane"
    # Priority bindings act before the next key is looked at, so that `/` and the letters after it
    # may come in one burst. The keys that edit a query are left to the field first.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, command.action, command.title, show=False, priority=key not in EDITING_KEYS)
        for command in COMMANDS
        for key in command.keys
        if command.action != "palette"  # Textual binds its palette itself.
    ]

    def __init__(self, library: Library, settings: Settings, query: str = "") -> None:
        super().__init__(library, settings)
        self._footer = FooterLine()
        self._query = query
        self._asked = Question("", Sort.NEWEST, None)
        self._answered = True
        self._failed = False
        self._shown: int | None = None
        self._shown_in: Results | None = None
        self._article: Article | None = None
        self._kept_position = 0
        self._when_found: list[Callable[[], None]] = []
        self._when_shown: list[tuple[int, Callable[[], None]]] = []

    def compose(self) -> ComposeResult:
        """Make the panes."""
        yield self.finder
        with Container(id="panes"):
            yield self.listing
            yield self.reader
        yield self._footer

    def on_mount(self) -> None:
        """Show the whole library, and search at once if a query came along."""
        for pane in (self.listing, self.reader):
            use_hair_scrollbar(pane)
        self._show_all()
        if self._query:
            self.finder.set_text(self._query)
            self.find(self._query)
        self.call_after_refresh(self.keep_up)
        self.set_interval(_LOOK_EVERY, self.keep_up)

    def _show_all(self) -> None:
        """Show the whole library at once: the first screen waits for no thread."""
        try:
            self._show(self.library.browse(Sort.NEWEST), None)
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))

    def on_unmount(self) -> None:
        """Write what was not written yet, and say afterwards what could not be."""
        self._note_position()
        try:
            self.keeper.drain()
        except BroadsheetError as error:
            told = Text(safe_text(f"The last marks could not be kept: {error}"))
            self.app.exit(return_code=1, message=told)

    # Which pane listens

    def go_to(self, pane: Pane) -> None:
        """Let ``pane`` listen, and make it visible."""
        if pane is Pane.SEARCH and self.pane is not pane:
            self.finder.select_text()
        self._listen_in(pane)
        widgets = {Pane.SEARCH: self.finder.field, Pane.LIST: self.listing}
        # At once, not by a message as `focus()` does: the next key may be waiting already.
        self.set_focus(widgets.get(pane, self.reader), scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the mouse, which focuses panes as well."""
        del event
        self._listen_in(self.pane)

    def _listen_in(self, pane: Pane) -> None:
        self.set_class(pane is Pane.ARTICLE, READING)
        if pane is not Pane.ARTICLE:
            self.remove_class(ALONE)
        self._footer.pane = pane

    # Finding

    def find(self, text: str, *, sort: Sort | None = None, keep: int | None = None) -> None:
        """Show what ``text`` finds, or all articles when it is blank; the last call counts."""
        self._asked = Question(text, sort, keep)
        self._answered = False
        self.search_library(self._asked)

    def on_reader_work_found(self, message: ReaderWork.Found) -> None:
        """Show the results, unless something else was asked since."""
        if message.question is not self._asked:
            return
        self._answered = True
        self._failed = message.results is None
        if message.results is None:
            self.call_off()
            return
        self._show(message.results, message.question.keep)
        waiting, self._when_found = self._when_found, []
        for act in waiting:
            self.when_found(act)

    def when_found(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the list is the one that was asked for last.

        While the index is being built, which takes its time, the list that is seen will do.
        """
        if self._answered or self.finder.tells_work:
            act()
        else:
            self._when_found.append(act)

    def call_off(self) -> None:
        """Forget the actions that wait for the list or for the article."""
        self._when_found.clear()
        self._when_shown.clear()

    def _show(self, results: Results, keep: int | None) -> None:
        self.listing.show(results, keep)
        self.finder.tell_results(results)
        self._show_article()

    def on_search_pane_typed(self) -> None:
        """Search for what stands in the field now, which may be more than the message tells of."""
        self.ask()

    def ask(self) -> None:
        """Search for what stands in the field, if that is not done yet."""
        text = self.finder.text
        if text != self._asked.text or self._failed:
            self._failed = False
            self.call_off()
            # Back in the whole library, the cursor stays on its article.
            self.find(text, keep=None if text.strip() else self.listing.number)

    def on_reader_work_working(self, message: ReaderWork.Working) -> None:
        """Say what goes on in the background."""
        self.finder.tell_work(message.text)

    def on_reader_work_changed(self) -> None:
        """Look again: what was asked for may be among the new articles."""
        asked = self._asked
        keep = self.listing.number if self._answered else asked.keep
        self.find(asked.text, sort=asked.sort, keep=keep)

    def on_reader_work_failed(self, message: ReaderWork.Failed) -> None:
        """Say what did not work."""
        self.notify(message.sentence, severity="error", markup=False)

    # The article beside the list

    def with_article(self, act: Callable[[Article], None]) -> None:
        """Call ``act`` with the article under the cursor: now, or as soon as it is fetched."""
        number = self.listing.number
        if self._article is not None and self._shown == number:
            act(self._article)
        elif number is not None:
            self.fetch_article(number, act)

    def on_reader_work_fetched(self, message: ReaderWork.Fetched) -> None:
        """Do what the article was fetched for."""
        message.act(message.article)

    def when_shown(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the article under the cursor is shown; not if the cursor goes on."""
        self.when_found(lambda: self._when_shown_in_list(act))

    def _when_shown_in_list(self, act: Callable[[], None]) -> None:
        number = self.listing.number
        if number is not None and self._is_shown(number):
            act()
        elif number is not None:
            self._when_shown.append((number, act))

    def on_list_pane_selected(self) -> None:
        """Show the article under the cursor."""
        self._show_article()

    async def on_list_pane_opened(self) -> None:
        """Open the article that was clicked."""
        await self.action_open()

    def _show_article(self) -> None:
        """Load the article under the cursor, unless it is shown already."""
        number = self.listing.number
        if number is None:
            self._keep_position()
            self._shown = self._article = None
            self._when_shown.clear()
            self.reader.clear()
        elif not self._is_shown(number):
            self.load_article(number)

    def _is_shown(self, number: int) -> bool:
        """Tell whether an article is shown already, with the matches of the list."""
        return number == self._shown and self._shown_in is self.listing.results

    def on_reader_work_loaded(self, message: ReaderWork.Loaded) -> None:
        """Show the article, if the cursor is still on it."""
        results = self.listing.results
        if message.number != self.listing.number or results is None:
            return
        waiting, self._when_shown = self._when_shown, []
        self._keep_position()
        if message.article is None:
            self._shown = self._article = None
            self.reader.clear()
            return
        again = message.number == self._shown
        if not (
            again and message.article == self._article and _same_matches(results, self._shown_in)
        ):
            position = self._kept_position if again else message.position
            self._kept_position = position
            self.reader.show(message.article, results.spans, position)
        self._shown, self._shown_in, self._article = message.number, results, message.article
        for number, act in waiting:
            if number == message.number:
                act()

    def on_detail_pane_moved(self, message: DetailPane.Moved) -> None:
        """Keep the reading position, now that scrolling has come to rest."""
        if self._article is not None and message.article_id == self._article.id:
            self._keep_position()

    def on_detail_pane_match_moved(self, message: DetailPane.MatchMoved) -> None:
        """Say which match of how many is shown."""
        found = self.listing.results is not None and self.listing.results.text
        self.finder.tell_match(match_text(message.current, message.total) if found else "")

    def _note_position(self) -> bool:
        """Note how far the shown article was read; return whether that has changed."""
        if self._shown is None or self._article is None:
            return False
        position = self.reader.position
        if position == self._kept_position:
            return False
        self._kept_position = position
        self.keeper.note_position(self._shown, position)
        return True

    def _keep_position(self) -> None:
        """Write how far the shown article was read."""
        if self._note_position():
            self.write_marks()


def _same_matches(results: Results, before: Results | None) -> bool:
    """Return whether two lists mark the same in a text."""
    return before is not None and (results.text, results.relaxed) == (before.text, before.relaxed)
