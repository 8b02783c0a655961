"""The reader: lays out the panes, says which of them listens, and puts lists and articles there.

What each command does is told in the modules `reader_moves` to `reader_comforts`; threads are
`reader_work`'s, storage is the library's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Horizontal

from index.choices import Choices
from tui.command import Need, Pane
from tui.commands import EDITING_KEYS, MARK, TABLE, CommandTable
from tui.footer import FooterLine
from tui.hair_scrollbar import use_hair_scrollbar
from tui.line_filter import safe_text
from tui.rail_rows import Kind, Part
from tui.reader_adding import ReaderAdding
from tui.reader_article import ReaderArticle
from tui.reader_asking import ReaderAsking
from tui.reader_choosing import ReaderChoosing
from tui.reader_comforts import ReaderComforts
from tui.reader_completing import ReaderCompleting
from tui.reader_copying import ReaderCopying
from tui.reader_dates import ReaderDates
from tui.reader_finding import ReaderFinding
from tui.reader_handover import ReaderHandover
from tui.reader_links import ReaderLinks
from tui.reader_marks import ReaderMarks
from tui.reader_matches import ReaderMatches
from tui.reader_moves import ReaderMoves
from tui.reader_notes import ReaderNotes
from tui.reader_panes import ALONE, AT_START, IN_RAIL, NARROW, READING, Means
from tui.reader_programs import ReaderPrograms
from tui.reader_rail import ReaderRail
from tui.reader_related import ReaderRelated
from tui.reader_saved import ReaderSaved
from tui.reader_showing import ReaderShowing
from tui.reader_widths import ReaderWidths

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from index.library import Library
    from index.listing import Results
    from index.settings import Settings
    from tui.detail_pane import DetailPane
    from tui.reader_work import ReaderWork

_LOOK_EVERY: Final = 3.0
"""Seconds between two looks whether another Broadsheet has added articles."""


class ReadingScreen(
    ReaderAsking,
    ReaderShowing,
    ReaderMoves,
    ReaderArticle,
    ReaderRelated,
    ReaderMatches,
    ReaderLinks,
    ReaderCopying,
    ReaderFinding,
    ReaderCompleting,
    ReaderDates,
    ReaderRail,
    ReaderSaved,
    ReaderMarks,
    ReaderChoosing,
    ReaderNotes,
    ReaderHandover,
    ReaderPrograms,
    ReaderAdding,
    ReaderWidths,
    ReaderComforts,
):
    """Search pane, list and article over one library, which outlives the screen."""

    AUTO_FOCUS = "ListPane"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        library: Library,
        settings: Settings,
        query: str = "",
        choices: Choices | None = None,
        table: CommandTable = TABLE,
    ) -> None:
        super().__init__(Means(library, settings, choices or Choices(), table))
        # Whose keys are whose is known only now: a reader may have others than the table.
        self._bindings = BindingsMap(_bindings(table))
        self._footer = FooterLine(table)
        self._query = query

    def compose(self) -> ComposeResult:
        """Make the panes."""
        yield self.finder
        yield self.dates
        with Horizontal(id="room"):
            yield self.rail
            yield self.rail_splitter
            with self.box:
                yield self.listing
                yield self.splitter
                yield self.reader
        yield self.first_run
        yield self._footer

    def on_mount(self) -> None:
        """Show the whole library, and search at once if a query came along."""
        for pane in (self.rail, self.listing, self.reader):
            use_hair_scrollbar(pane)
        self.lay_out()
        self.begin_watching()
        self.show_opening()
        if self._query:
            self.finder.set_text(self._query)
            self.find(self._query)
        self.call_after_refresh(self.keep_up)
        self.set_interval(_LOOK_EVERY, self.look_again)

    async def on_unmount(self) -> None:
        """Write what was not written yet, and say afterwards what could not be."""
        await self.end_adding()
        self.note_position()
        if trouble := self.write_rest():
            told = Text(safe_text(f"The last marks could not be kept: {trouble}"))
            self.app.exit(return_code=1, message=told)

    # Which pane listens

    def go_to(self, pane: Pane) -> None:
        """Let ``pane`` listen, and make it visible."""
        if self.at_start and pane is not Pane.SEARCH:
            pane = Pane.LIST
        if pane is Pane.SEARCH and self.pane is not pane:
            self.finder.select_text()
        self._listen_in(pane)
        widgets: dict[Pane, Widget] = {
            Pane.SEARCH: self.finder.field,
            Pane.DATES: self.dates,
            Pane.RAIL: self.rail,
            Pane.LIST: self.listing,
        }
        # At once, not by a message as `focus()` does: the next key may be waiting already.
        self.set_focus(widgets.get(pane, self.reader), scroll_visible=False)

    async def leave_to(self, pane: Pane) -> None:
        """Go to ``pane``; what was typed just now is still asked for."""
        if self.pane is Pane.SEARCH:
            await self.finder.take_in()
            self.go_to(pane)
            self.ask()
        else:
            self.go_to(pane)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the mouse, which focuses panes as well."""
        del event
        self._listen_in(self.pane)

    def _listen_in(self, pane: Pane) -> None:
        self.set_class(pane is Pane.ARTICLE, READING)
        self.set_class(pane is Pane.RAIL, IN_RAIL)
        if pane is not Pane.ARTICLE:
            self.remove_class(ALONE)
        self._footer.pane = Pane.START if self.at_start and pane is Pane.LIST else pane
        self.tell_footer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let commands rest while a query is typed, those apart that the table allows.

        Where the rail hides the list, marks rest as well: nobody sees on what.
        """
        del parameters
        command = self.table.command(action)
        if command is None or not self.is_mounted:
            return True
        if self.pane is Pane.RAIL and self.has_class(NARROW):
            return command.group != MARK or Need.ARTICLE not in command.needs
        return command.while_typing or self.pane is not Pane.SEARCH

    def tell_footer(self) -> None:
        """Let the footer offer what works now."""
        self._footer.there = frozenset(self._there())

    def on_detail_pane_link_pointed(self, message: DetailPane.LinkPointed) -> None:
        """Say where the link leads that the mouse rests on."""
        self._footer.address = message.url

    def _there(self) -> set[Need]:
        listing, place = self.listing, self.listing.place
        checks = {
            Need.ARTICLE: listing.number is not None,
            Need.NEXT: place + 1 < listing.count,
            Need.PREVIOUS: place > 0,
            Need.MATCHES: self._may_match,
            Need.SELECTED: self.reader.text_selection is not None,
            Need.SUGGESTION: bool(self.finder.meant),
            Need.BEFORE: self.seen_before,
            Need.QUERY: bool(self.finder.text.strip()),
            Need.VALUE: self.rail.row.kind is Kind.VALUE,
            Need.SAVED: self.rail.row.part is Part.SEARCHES and self.rail.row.kind is Kind.LIST,
            Need.FOLDED: bool(self.rail.row.folded),
            Need.CHANGE: self.undoable,
        }
        return {need for need, there in checks.items() if there}

    @property
    def _may_match(self) -> bool:
        """Whether the article has matches, or is not yet known to have none."""
        results = self.listing.results
        searched = bool(self.reader.sought or (results and results.has_words))
        return searched and not self.reader.matchless

    # What is shown

    def show_list(self, results: Results, keep: int | None) -> None:
        """Show ``results``, and the article under the cursor."""
        self.set_class(not (len(results) or results.text.strip()), AT_START)
        self.began_empty |= self.at_start
        self.listing.show(results, keep)
        self.finder.tell_results(results)
        self.tell_rail(results)
        self.show_article()
        self.tell_dates()
        self._listen_in(self.pane)

    def on_reader_work_working(self, message: ReaderWork.Working) -> None:
        """Say what goes on in the background."""
        self.finder.tell_work(message.text)

    def on_reader_work_failed(self, message: ReaderWork.Failed) -> None:
        """Say what did not work."""
        self.say(message.sentence, "error")


def _bindings(table: CommandTable) -> list[BindingType]:
    """Return the keys of ``table`` as Textual wants them.

    Priority bindings act before the next key is looked at, so that `/` and the letters after it
    may come in one burst. The keys that edit a query are left to the field first.
    """
    return [
        Binding(key, command.action, command.title, show=False, priority=key not in EDITING_KEYS)
        for command in table.commands
        for key in command.keys
    ]
