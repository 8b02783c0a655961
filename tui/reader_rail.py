"""The rail at the left: shown and hidden, filled behind the reader's back, and narrowing the list.

It is filled in threads, once the list has rested for a moment. What it looks like is the rail
pane's part, saved searches are kept and removed by `reader_saved`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.worker import get_current_worker

from index.errors import BroadsheetError, LibraryBusyError, SearchCancelledError
from index.results import Sort
from tui.command import Pane
from tui.layouts import BROAD, NARROW, layout_classes
from tui.narrowing import excluded, excludes, narrowed, narrows, released
from tui.rail_contents import read_facets, read_kept
from tui.rail_rows import Kind, Part
from tui.reader_panes import ALONE, IN_RAIL, RAIL, ReaderPanes

if TYPE_CHECKING:
    from textual.timer import Timer

    from index.hints import Facets, SearchCount
    from index.listing import Results
    from tui.rail_contents import Kept
    from tui.rail_pane import RailPane
    from tui.rail_rows import Row
    from tui.reader_errands import ReaderErrands

_REST: Final = 0.15
"""Seconds that a list rests before its facets are asked for: longer than between two keys."""

_AGAIN: Final = 1.0
"""Seconds until the index is asked again that was being built."""

_BUILDING: Final = "index being built…"
_READING: Final = "reading the index…"
_UNREADABLE: Final = "index not readable"


class ReaderRail(ReaderPanes):
    """A screen with a rail."""

    class FacetsRead(Message):
        """How the list ``asked`` for falls into values; None with the reason in ``waiting``."""

        def __init__(self, asked: object, facets: Facets | None, waiting: str = "") -> None:
            super().__init__()
            self.asked = asked
            self.facets = facets
            self.waiting = waiting

    class KeptRead(Message):
        """What the whole library holds: views, saved searches, tags."""

        def __init__(self, kept: Kept) -> None:
            super().__init__()
            self.kept = kept

    _facets_timer: Timer | None = None
    _kept_timer: Timer | None = None
    _kept_stale: bool = True
    _searches_stale: bool = True
    _counted: tuple[SearchCount, ...] = ()
    _facets_of: object = None
    _rail_choice: bool | None = None

    # Shown or not

    @property
    def rail_shown(self) -> bool:
        """Whether the rail has its place on the screen, or has all of a narrow one."""
        return self.has_class(IN_RAIL if self.has_class(NARROW) else RAIL)

    @property
    def rail_rests(self) -> bool:
        """Whether nothing is on its way into the rail."""
        return self._facets_timer is None and self._kept_timer is None

    def on_mount(self) -> None:
        """Show the rail if it was shown, or where there is room for it."""
        self._rail_choice = self.choices.get("rail", self._rail_choice)
        self._lay_out_rail()

    def on_resize(self) -> None:
        """Give the rail its place where there is room for it."""
        self._lay_out_rail()

    def on_panes_box_resized(self) -> None:
        """Do so, also while a dialog lies over the reader."""
        self._lay_out_rail()

    def _lay_out_rail(self) -> None:
        layout = layout_classes(*self.app.size)
        shown = layout[BROAD] if self._rail_choice is None else self._rail_choice
        self.set_class(shown, RAIL)
        self._fill_when_shown(kept=False)
        if not shown and self.pane is Pane.RAIL and not layout[NARROW]:
            self.go_to(Pane.LIST)

    def action_rail(self) -> None:
        """Show the rail and go there, or hide it."""
        shown = self.rail_shown and not self.has_class(ALONE)
        if not self.has_class(NARROW):
            self._rail_choice = not shown
            self.set_class(not shown, RAIL)
            self.remember("rail", not shown, None)
        if not shown:
            self.go_to(Pane.RAIL)
            self._fill_when_shown()
        elif self.pane is Pane.RAIL:
            self.go_to(Pane.LIST)
        self.tell_footer()

    # Filling

    def tell_rail(self, results: Results) -> None:
        """Mark what narrows the list, and ask for its facets once it has rested."""
        self.rail.mark(results.text)
        self._facets_of = None
        self._fill_when_shown(kept=False)

    def _fill_when_shown(self, *, kept: bool = True) -> None:
        if not self.rail_shown:
            return
        if self._facets_of is not self.listing.results:
            self._ask_facets(_REST)
        if kept or self._kept_stale:
            self.refresh_kept()

    def _ask_facets(self, after: float) -> None:
        if self._facets_timer is not None:
            self._facets_timer.stop()
        self._facets_timer = self.set_timer(after, self._read_facets)

    def _read_facets(self) -> None:
        self._facets_timer = None
        if self.rail.contents.facets is None:
            self.set_timer(_AGAIN, self._tell_reading)
        results = self.listing.results
        if results is not None:
            self._facets_of = results
            self.in_turn("facets", partial(self._tell_facets, results))

    def _tell_facets(self, results: Results) -> None:
        if results is not self._facets_of:
            return  # Another list is shown by now.
        numbers = results.numbers if results.text.strip() else None
        try:
            facets = read_facets(self.library, numbers)
        except LibraryBusyError:
            self.post_message(self.FacetsRead(results, None, _BUILDING))
        except BroadsheetError:
            # The search tells what to do.
            self.post_message(self.FacetsRead(results, None, _UNREADABLE))
        else:
            self.post_message(self.FacetsRead(results, facets))

    def _tell_reading(self) -> None:
        """Say that the first facets take their time, as they do where the index is made anew."""
        contents = self.rail.contents
        if contents.facets is None and not contents.waiting:
            self.rail.show(replace(contents, waiting=_READING))

    def on_reader_rail_facets_read(self, message: FacetsRead) -> None:
        """Show how the list falls into values, if it is still that list."""
        if message.asked is not self._facets_of:
            return
        contents = self.rail.contents
        facets = contents.facets if message.facets is None else message.facets
        self.rail.show(replace(contents, facets=facets, waiting=message.waiting))
        if message.waiting == _BUILDING:
            self.set_timer(_AGAIN, self._read_facets)

    def refresh_kept(self, *, searches: bool = True) -> None:
        """Ask once more what the whole library holds, soon; count ``searches`` anew or not."""
        self._searches_stale |= searches
        if not self.rail_shown:
            self._kept_stale = True
        elif self._kept_timer is None:
            self._kept_timer = self.set_timer(_REST, self._read_kept)

    def _read_kept(self) -> None:
        self._kept_timer = None
        self._kept_stale = False
        self.in_turn("kept", self._tell_kept)

    def _tell_kept(self) -> None:
        worker = get_current_worker()
        # Set back before counting: what is changed meanwhile is counted once more.
        anew, self._searches_stale = self._searches_stale, False
        try:
            kept = read_kept(
                self.library, lambda: worker.is_cancelled, None if anew else self._counted
            )
        except (LibraryBusyError, SearchCancelledError):
            self._searches_stale = True  # The next look will tell.
        except BroadsheetError as error:
            self._searches_stale = True
            self.post_message(self.Failed(str(error)))
        else:
            self._counted = kept.searches
            self.post_message(self.KeptRead(kept))

    def on_reader_rail_kept_read(self, message: KeptRead) -> None:
        """Show what the library holds."""
        self.rail.show(replace(self.rail.contents, kept=message.kept))

    def on_reader_work_kept(self) -> None:
        """Count again after marks were written; searches only where they ask for marks."""
        self.refresh_kept(searches=any(_asks_for_marks(one.search.query) for one in self._counted))

    def on_reader_errands_marked(self, message: ReaderErrands.Marked) -> None:
        """Count again after marks were changed."""
        del message
        self.refresh_kept()

    def on_reader_work_marks_changed(self) -> None:
        """Tell what another Broadsheet may have changed: marks, tags, saved searches."""
        self.refresh_kept()

    def on_reader_work_changed(self) -> None:
        """Count again when articles have come."""
        self.refresh_kept()

    # Choosing

    def choose_in_rail(self) -> None:
        """Show the list under the cursor, or narrow the one that is shown; fold a heading."""
        if not self.rail.turn():
            self._choose(self.rail.row)

    def on_rail_pane_picked(self, message: RailPane.Picked) -> None:
        """Do what was clicked."""
        self._choose(message.row)

    def on_rail_pane_moved(self) -> None:
        """Offer what works on this row."""
        self.tell_footer()

    def _choose(self, row: Row) -> None:
        if row.kind is Kind.LIST:
            self._show_list_of(row)
        elif not row.text:
            self.say("No query can ask for this.")
        else:
            query = self.finder.text
            if excludes(query, row.text):
                self._narrow_to(released(query, row.text, excluded=True))
            elif narrows(query, row.text):
                self._narrow_to(released(query, row.text))
            else:
                self._narrow_to(narrowed(query, row.text))
        if self.has_class(NARROW):
            self.go_to(Pane.LIST)

    def action_exclude(self) -> None:
        """Exclude the value under the cursor of the rail, or let it in again."""
        row = self.rail.row
        if self.pane is not Pane.RAIL or row.kind is not Kind.VALUE or not row.text:
            self.say("In the rail, this leaves out the value under the cursor.")
            return
        query = self.finder.text
        if excludes(query, row.text):
            self._narrow_to(released(query, row.text, excluded=True))
        else:
            self._narrow_to(excluded(query, row.text))

    def _narrow_to(self, query: str) -> None:
        results, listing = self.listing.results, self.listing
        sort = results.sort if results is not None else None
        self.visit_list(
            query,
            sort=None if sort is Sort.RELEVANCE else sort,
            keep=listing.number if listing.chosen else None,
        )

    def _show_list_of(self, row: Row) -> None:
        if row.part is Part.VIEWS:
            self.visit_list(row.text)
            return
        found = (one.search for one in self.rail.contents.kept.searches)
        search = next((one for one in found if str(one.key) == row.key), None)
        if search is not None:
            # The blank says that its last word is whole, as it was when it was counted.
            self.visit_list(f"{search.query} " if search.query else "", sort=search.sort)
            self.look_at_saved(search.key)


def _asks_for_marks(query: str) -> bool:
    """Return whether marks may change what a query finds: it has one of their fields, roughly."""
    return any(f"{name}:" in query.lower() for name in ("is", "has", "tag", "note"))
