"""The article: a pane that shows one, marks what was searched for, and goes from match to match.

It knows no library: it is given an article, says where the reader is, and keeps nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual.cache import LRUCache
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from tui.blocks import Kind, linked_article
from tui.framed_view import FramedView
from tui.line_painting import Patch, lay_over, paint, repaint
from tui.list_states import State, state_lines
from tui.masthead import UNMARKED, OwnMarks
from tui.page_links import SeenLink, link_at, links_between
from tui.page_selection import (
    paragraph_around,
    place_at,
    seen_span,
    selected_text,
    word_around,
)
from tui.page_view import no_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual import events
    from textual.selection import Selection

    from index.article import Article
    from index.results import Span
    from tui.page import Line, Page

_KEPT_LINES: Final = 400
_LOOKS: Final = {
    Kind.TEXT: "detail--text",
    Kind.TITLE: "detail--title",
    Kind.META: "detail--meta",
    Kind.RULE: "detail--rule",
    Kind.HEADING: "detail--heading",
    Kind.QUOTE: "detail--quote",
    Kind.CAPTION: "detail--caption",
    Kind.MARK: "detail--mark",
    Kind.LINK: "detail--link",
}


class DetailPane(FramedView, can_focus=True):
    """One article at a comfortable measure."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *_LOOKS.values(),
        "detail--match",
        "detail--match-current",
        "detail--hint",
        "detail--hint-walked",
        "detail--selected",
    }
    DEFAULT_CSS = """
    DetailPane {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .detail--title { text-style: bold; }
        & > .detail--meta { color: $foreground 60%; }
        & > .detail--rule { color: $foreground 20%; }
        & > .detail--heading { color: $accent; text-style: bold; }
        & > .detail--quote { color: $foreground 85%; }
        & > .detail--caption { color: $foreground 60%; }
        & > .detail--mark { color: $accent; }
        & > .detail--link { text-style: underline; }
        & > .detail--match { background: $accent 30%; color: $foreground; }
        & > .detail--match-current { background: $accent; color: $background; text-style: bold; }
        & > .detail--hint { background: $accent; color: $background; text-style: bold; }
        & > .detail--hint-walked { background: $foreground; color: $background; text-style: bold; }
        & > .detail--selected { background: $accent 30%; color: $foreground; }
    }
    """

    class Moved(Message):
        """Scrolling came to rest with ``position`` characters of the body above the top line."""

        def __init__(self, position: int, article_id: str) -> None:
            super().__init__()
            self.position = position
            self.article_id = article_id

    class MatchMoved(Message):
        """Match ``current`` of ``total`` is shown: from 1, 0 for none; total is None at first."""

        def __init__(self, current: int, total: int | None) -> None:
            super().__init__()
            self.current = current
            self.total = total

    class Selected(Message):
        """The mouse has selected ``some`` of the text, or nothing any more."""

        def __init__(self, *, some: bool) -> None:
            super().__init__()
            self.some = some

    class LinkClicked(Message):
        """The link to ``url`` was clicked."""

        def __init__(self, url: str) -> None:
            super().__init__()
            self.url = url

    class LinkPointed(Message):
        """The mouse rests on the link to ``url``, an address; empty for none any more."""

        def __init__(self, url: str) -> None:
            super().__init__()
            self.url = url

    def __init__(self, *, measure: int = 80) -> None:
        super().__init__(measure=measure)
        self._state = State("")
        self._pointed = ""
        self._links: list[SeenLink] = []  # those that may carry hints
        self._hints: dict[int, list[tuple[int, str, bool]]] = {}  # of a line: `show_hints`
        self._strips: LRUCache[int, Strip] = LRUCache(_KEPT_LINES)
        self._looks: dict[Kind, Style] = {}

    def show(
        self,
        article: Article,
        spans: Callable[[str], tuple[Span, ...]] = no_spans,
        position: int = 0,
        own: OwnMarks = UNMARKED,
    ) -> None:
        """Show ``article`` from ``position`` in its body on, marking what ``spans`` finds."""
        self._frame(article, own)
        self._take_up(article, spans, position)

    def clear(self, state: State | None = None) -> None:
        """Show no article, and in its place quietly ``state``."""
        self._state = state or State("")
        self._take_up(None, no_spans, 0)

    @property
    def laid_out(self) -> bool:
        """Whether the lines of the article are known, as far as they are seen."""
        return self._page is not None

    def hint_links(self) -> list[str]:
        """Return where the links lead that are seen now, in the order of `show_hints`."""
        top = self.scroll_offset.y
        page = self._page
        self._links = links_between(page, top, top + self.size.height) if page else []
        return [link.url for link in self._links]

    def show_hints(self, labels: Sequence[str], walked: int | None = None) -> None:
        """Draw ``labels`` over the links, empty ones not; the one ``walked`` to looks otherwise."""
        self._hints.clear()
        for place, (link, label) in enumerate(zip(self._links, labels, strict=False)):
            if label:
                hint = link.cell, label, place == walked
                self._hints.setdefault(link.line, []).append(hint)
        self._marks_changed()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell of the link that the mouse comes to rest on."""
        seen = event.get_content_offset(self)
        url = self._url_at(seen) if seen is not None and not event.button else ""
        self._point_at("" if linked_article(url) is not None else url)

    def on_leave(self) -> None:
        """Tell that the mouse rests on no link any more."""
        self._point_at("")

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Forget the link under the mouse: the text moves."""
        super().watch_scroll_y(old_value, new_value)
        self._point_at("")

    def _point_at(self, url: str) -> None:
        if url != self._pointed:
            self._pointed = url
            self.post_message(self.LinkPointed(url))

    def _url_at(self, seen: Offset) -> str:
        """Return where the link at ``seen``, a cell of the pane, leads; empty where none is."""
        line = self._page.line(self.scroll_offset.y + seen.y) if self._page else None
        return link_at(line, seen.x - self._margin) if line and seen.x >= self._margin else ""

    def on_click(self, event: events.Click) -> None:
        """Tell of a link that was clicked; twice selects a word, three times a paragraph."""
        event.prevent_default()
        seen = event.get_content_offset(self)
        # What was selected by dragging ends in a click as well.
        if seen is None or self._page is None or self.text_selection is not None:
            return
        page, place = self._page, self.place_at(seen)
        if event.chain == 1:
            url = self._url_at(seen)
            if url and event.button == 1:
                self.post_message(self.LinkClicked(url))
        elif found := (word_around, paragraph_around)[event.chain % 2](page, place, self._margin):
            self.screen.selections = {self: found}

    def place_at(self, seen: Offset) -> Offset:
        """Return the character and the line at ``seen``, a cell of the pane or beside it."""
        row = min(max(0, seen.y), max(0, self.size.height - 1))
        number = self.scroll_offset.y + row
        return (
            place_at(self._page, number, seen.x, self._margin) if self._page else Offset(0, number)
        )

    def render_line(self, y: int) -> Strip:
        """Return line ``y`` of the pane as it is painted."""
        number = self.scroll_offset.y + y
        strip = self._strips.get(number)
        if strip is None:
            strip = self._strips[number] = self._painted(number)
        return strip

    def notify_style_update(self) -> None:
        """Paint everything anew in the colours of another theme."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected with the mouse."""
        self._marks_changed()
        self.post_message(self.Selected(some=selection is not None))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text and what parts it from the next; a paragraph runs on."""
        if self._page is None:
            return None
        return selected_text(self._page, selection, self._margin), "\n"

    def _page_changed(self) -> None:
        self._hints.clear()
        self._strips.clear()
        self._point_at("")
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()  # what it counts is elsewhere now

    def _rested(self) -> None:
        if self._article is not None:
            self.post_message(self.Moved(self._anchor, self._article.id))

    def _match_shown(self, current: int, total: int | None) -> None:
        self.post_message(self.MatchMoved(current, total))

    def _marks_changed(self) -> None:
        self._strips.clear()
        self.refresh()

    def _painted(self, number: int) -> Strip:
        """Paint line ``number`` of the page as wide as the pane."""
        width = self.size.width
        looks = self._all_looks()
        base = looks[Kind.TEXT]
        line = self._page.line(number) if self._page else None
        if self._page is None and self._article is None:
            return self._state_line(number)
        if self._page is None or line is None:
            return Strip.blank(width, base).apply_offsets(0, number)
        segments = [Segment(" " * self._margin, base)]
        segments += paint(line, looks, self._matches(self._page, number, line))
        selection = self.text_selection
        if selection and (span := seen_span(self._page, selection, number, self._margin)):
            style = self.get_component_rich_style("detail--selected")
            shift = self._margin
            segments = repaint(segments, (span[0] + shift, span[1] + shift), style)
        strip = Strip(segments).crop_extend(0, width, base).apply_offsets(0, number)
        for cell, label, walked in self._hints.get(number, ()):
            look = "detail--hint-walked" if walked else "detail--hint"
            style = self.get_component_rich_style(look)
            strip = lay_over(strip, self._margin + cell, label, style)
        return strip

    def _state_line(self, number: int) -> Strip:
        looks = self._all_looks()
        lines = state_lines(self._state, self._column)
        _gutter, *pieces = lines[number - 1] if 1 <= number <= len(lines) else ((),)
        segments = [Segment(" " * self._margin, looks[Kind.TEXT])]
        segments += [Segment(piece.text, looks[Kind.META]) for piece in pieces]
        return Strip(segments).crop_extend(0, self.size.width, looks[Kind.TEXT])

    def _all_looks(self) -> dict[Kind, Style]:
        if not self._looks:
            self._looks = {
                kind: self.get_component_rich_style(name, partial=kind is Kind.LINK)
                for kind, name in _LOOKS.items()
            }
        return self._looks

    def _matches(self, page: Page, number: int, line: Line) -> list[Patch]:
        """Return how the matches in the block of ``line`` are painted."""
        walk = self._walk
        if walk is None or line.block.searched == 0:
            return []
        unit = page.unit_at(number)
        all_spans = walk.spans(unit)
        first = walk.first_number(unit)
        place = -1 if first is None else first + sum(map(len, all_spans[: line.place]))
        plain = self.get_component_rich_style("detail--match")
        current = self.get_component_rich_style("detail--match-current")
        return [
            Patch(start, end, current if place >= 0 and place + nth == self._current else plain)
            for nth, (start, end) in enumerate(all_spans[line.place])
        ]
