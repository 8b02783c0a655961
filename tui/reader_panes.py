"""The panes of the reader, and what each group of actions may ask of the screen that shows them.

It owns the panes. How they are laid out and filled is the reading screen's; what the commands do
with them is told in the modules `reader_moves` to `reader_comforts`, which know only this one.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from index.errors import BroadsheetError
from index.settings import samples_folder
from tui import layouts
from tui.choosing_pane import ChoosingPane
from tui.command import Pane, shown_key
from tui.dates_pane import DatesPane
from tui.detail_pane import DetailPane
from tui.first_run import FirstRun
from tui.rail_pane import RailPane
from tui.rail_rows import Part
from tui.reader_errands import ReaderErrands
from tui.search_pane import SearchPane
from tui.splitter import PanesBox, Splitter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from index.article import Article
    from index.choices import Choices
    from index.library import Library
    from index.listing import Results
    from index.results import Sort
    from index.settings import Settings
    from tui.choosing import Chosen
    from tui.commands import CommandTable
    from tui.prompts import YesNo
    from tui.reader_errands import Toggled

NARROW: Final = layouts.NARROW
"""Class of the screen while it shows one pane at a time."""

READING: Final = "-reading"
"""Class of the screen while the article has the keys."""

AT_START: Final = "-at-start"
"""Class of the screen while there is nothing to list."""

RAIL: Final = "-rail"
"""Class of the screen while the rail has its place beside the list."""

IN_RAIL: Final = "-in-rail"
"""Class of the screen while the rail has the keys."""

ALONE: Final = "-alone"
"""Class of the screen while the article has all of it."""

Reader = TypeVar("Reader", bound="ReaderPanes")


def on_found_list(action: Callable[[Reader], None]) -> Callable[[Reader], Awaitable[None]]:
    """Let ``action`` wait until the list is the one that was asked for last.

    The keys behind it wait as well, for a moment: they may belong to what it opens.
    """

    @wraps(action)
    async def waiting(screen: Reader) -> None:
        await screen.until_found()
        screen.when_found(lambda: action(screen))

    return waiting


@dataclass(frozen=True, slots=True)
class Means:
    """What a reader is opened with."""

    library: Library
    settings: Settings
    choices: Choices
    table: CommandTable


class ReaderPanes(ReaderErrands):
    """A screen with the panes over one library, and the services that actions use."""

    def __init__(self, means: Means) -> None:
        super().__init__(means.library)
        self.settings = settings = means.settings
        self.choices = means.choices
        self.table = table = means.table
        self.began_empty = False
        self.finder = SearchPane()
        self.rail = RailPane(_rail_hints(table))
        self.dates = DatesPane()
        self.listing = ChoosingPane(self.keeper.as_noted, table)
        self.splitter = Splitter(id="border")
        self.rail_splitter = Splitter(id="rail-border")
        self.box = PanesBox(id="panes")
        self.reader = DetailPane(measure=self.choices.get("measure", settings.measure))
        self.first_run = FirstRun(table, means.library.folder, samples=samples_folder() is not None)

    @property
    def pane(self) -> Pane:
        """The pane that listens to the keys."""
        if self.focused is self.finder.field:
            return Pane.SEARCH
        if self.focused is self.rail:
            return Pane.RAIL
        if self.focused is self.dates:
            return Pane.DATES
        return Pane.ARTICLE if self.focused is self.reader else Pane.LIST

    @property
    def untouched(self) -> bool:
        """Whether the library was empty, and nobody has done anything with its list since."""
        headline = self.listing.headline
        touched = self.listing.chosen or self.pane is Pane.ARTICLE
        self.began_empty &= not (touched or (headline is not None and headline.read))
        return self.began_empty

    @property
    def at_start(self) -> bool:
        """Whether the page of an empty library stands in the place of the panes."""
        return self.has_class(AT_START)

    @property
    def told_pane(self) -> Pane:
        """The pane whose keys footer and help tell: at the start, that of an empty library."""
        return Pane.START if self.at_start and self.pane is Pane.LIST else self.pane

    def say(
        self, sentence: str, severity: Literal["information", "warning", "error"] = "information"
    ) -> None:
        """Tell something in a notice that goes away by itself."""
        self.notify(sentence, severity=severity, markup=False)

    def remember(self, name: str, value: int | str | None, configured: int | str | None) -> None:
        """Remember what was chosen for the next time; ``configured`` is what the settings say."""
        try:
            self.choices.keep(name, value, configured)
        except BroadsheetError as error:
            self.say(str(error), "warning")

    # What the reading screen does for the actions

    @abstractmethod
    def when_found(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the list is the one that was asked for last."""

    @abstractmethod
    async def until_found(self) -> None:
        """Wait until the list is the one that was asked for last, but not for long."""

    @abstractmethod
    def when_shown(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the article under the cursor is shown; not if the cursor goes on."""

    @abstractmethod
    def with_article(self, act: Callable[[Article], None]) -> None:
        """Call ``act`` with the article under the cursor: now, or as soon as it is fetched."""

    @abstractmethod
    def action_add_samples(self) -> None:
        """Add the sample articles that come with Broadsheet."""

    @abstractmethod
    def note_position(self) -> bool:
        """Note how far the shown article was read; return whether that has changed."""

    @abstractmethod
    def go_to(self, pane: Pane) -> None:
        """Let ``pane`` listen, and make it visible."""

    @abstractmethod
    async def leave_to(self, pane: Pane) -> None:
        """Go to ``pane``; what was typed just now is still asked for."""

    @abstractmethod
    def ask(self) -> None:
        """Search for what stands in the field, if that is not done yet."""

    @abstractmethod
    def find(self, text: str, *, sort: Sort | None = None, keep: int | None = None) -> None:
        """Show what ``text`` finds, the cursor on article ``keep`` if it is found."""

    @abstractmethod
    def visit_list(self, text: str, *, sort: Sort | None = None, keep: int | None = None) -> None:
        """Put ``text`` into the search field and show what it finds.

        The list that is shown now is remembered: ``list_before`` comes back to it.
        """

    @abstractmethod
    def remember_list(self) -> None:
        """Let ``list_before`` come back to the list and the article that are shown now."""

    @abstractmethod
    def call_off(self) -> None:
        """Forget the actions that wait for the list or for the article."""

    @abstractmethod
    def forget_waiting(self) -> None:
        """Forget the actions that wait for the article."""

    @abstractmethod
    def show_list(self, results: Results, keep: int | None) -> None:
        """Show ``results``, the cursor on article ``keep`` if it is there."""

    @abstractmethod
    def show_own_marks(self) -> None:
        """Show the tags and the note of the shown article as they are by now."""

    @abstractmethod
    def tell_footer(self) -> None:
        """Let the footer offer what works now."""

    @abstractmethod
    def show_article(self) -> None:
        """Load the article under the cursor, unless it is shown already."""

    # What groups of actions do for each other

    @abstractmethod
    def when_months(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the months are those of the list; not if they are left before."""

    @abstractmethod
    def begin_range(self) -> None:
        """Begin a range of months at the cursor of the months."""

    @abstractmethod
    def choose_dates(self) -> None:
        """Ask for the months that are chosen, in place of the dates the query asks for."""

    @abstractmethod
    def tell_dates(self) -> None:
        """Ask for the months of the list that is shown now, once it has stayed for a moment."""

    @abstractmethod
    def find_within(self) -> None:
        """Ask for a text, and look for it in the article while it is typed."""

    @abstractmethod
    def open_place(self, place: int) -> None:
        """Open the article at ``place`` of the list; where the article is not seen, show it."""

    @abstractmethod
    def open_article(self, number: int) -> None:
        """Open an article that is named in the one shown: in the list, or among what is related.

        ``list_before`` comes back to where it was named.
        """

    @property
    @abstractmethod
    def rail_shown(self) -> bool:
        """Whether the rail has its place on the screen."""

    @abstractmethod
    def choose_in_rail(self) -> None:
        """Show the list under the cursor of the rail, or narrow the one that is shown."""

    @abstractmethod
    def refresh_kept(self) -> None:
        """Ask once more for what the rail tells of the whole library."""

    @abstractmethod
    def look_at_saved(self, key: int) -> None:
        """Keep that the list of a saved search has been looked at."""

    @abstractmethod
    def chosen_here(self) -> Chosen | None:
        """Return the chosen articles while the list listens, None where there are none."""

    @abstractmethod
    def mark_chosen(self, mark: Toggled) -> bool:
        """Mark all chosen articles alike; return whether any were chosen."""

    @abstractmethod
    def ask_first(self, count: int, question: str, act: Callable[[], None]) -> YesNo | None:
        """Do something with ``count`` articles, after a question when they are many."""

    @abstractmethod
    def count_as_read(self) -> None:
        """Note that the article under the cursor is being read."""


def _rail_hints(table: CommandTable) -> dict[Part, str]:
    """Return what empty sections of the rail say, with the keys that fill them."""
    hints = {}
    for part, action, told in (
        (Part.SEARCHES, "save_search", "saves a search"),
        (Part.TAGS, "tag", "gives a tag"),
    ):
        command = table.command(action)
        key = shown_key(command.keys[0]) if command is not None and command.keys else ""
        hints[part] = f"{key} {told}" if key else "none yet"
    return hints
