"""An article laid out in lines of a width, no further than anybody has looked.

The body is taken in units: a block, or some thousand characters of a long one. Of a unit that was
laid out only its place in the body and its first line stay; its lines are made again when they
are wanted, and the last few units are kept. Pure: no screen, no colours.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.cache import LRUCache

from tui.blocks import Block, Kind
from tui.body_text import body_blocks, flowing_text, whole_links_end
from tui.masthead import UNMARKED, OwnMarks, head_blocks
from tui.rendering import tail_blocks
from tui.wrapping import break_lines, line_ends

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from index.article import Article

UNIT: Final = 4000
"""Characters of the body that are parsed and broken at a time, at most."""

_KEPT_UNITS: Final = 48
_TELLING: Final = 500  # characters seen that tell how long lines are
NARROWEST_TEXT: Final = 8
"""Cells that a page has at least."""
_MARK: Final = "\u00a0·"  # between two fields of the head
_LINES_A_CHARACTER: Final = 1.15  # for the first guess: lines are not filled to their end


@dataclass(frozen=True, slots=True)
class Line:
    """One line: characters ``start`` to ``end`` of a block behind ``lead``; a gap has no text."""

    block: Block
    start: int
    end: int
    lead: str
    place: int
    """Which block of its unit it belongs to."""

    @property
    def text(self) -> str:
        """What stands in the line, its lead included."""
        return self.lead + self.block.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the page as it is laid out, and how many characters of the body it took."""

    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    taken: int


class Page:
    """The lines of ``article`` in ``width`` cells, numbered from 0; unit 0 is the head.

    A ``tight`` page has a low head, for panes of few lines. ``own`` marks are shown around the
    body, and how long ago it was published where it is told what is ``now``.
    """

    def __init__(
        self,
        article: Article,
        width: int,
        *,
        tight: bool = False,
        own: OwnMarks = UNMARKED,
        now: datetime | None = None,
    ) -> None:
        self.article = article
        self.tight = tight
        self._own = own
        self._now = now
        self._below: tuple[Block, ...] = ()
        self.width = max(width, NARROWEST_TEXT)
        self._body = article.body
        self._starts = array("I", [0])  # where each unit begins in the body
        self._firsts = array("I", [0])  # the first line of each unit
        self._units: LRUCache[int, Unit] = LRUCache(_KEPT_UNITS)
        self._known = 0
        self._tail = -1
        self._add(self._lay_out(0))

    @property
    def known(self) -> int:
        """How many lines are laid out."""
        return self._known

    @property
    def units(self) -> int:
        """How many units are laid out."""
        return len(self._firsts) - 1

    @property
    def complete(self) -> bool:
        """Whether every line is laid out."""
        return self._tail >= 0 and self.units > self._tail + bool(self._below)

    @property
    def share(self) -> float:
        """How much of the body is laid out, from 0 to 1."""
        return self._starts[-1] / len(self._body) if self._body else 1.0

    @property
    def height(self) -> int:
        """How many lines the page has; guessed from what is known until it is complete."""
        left = len(self._body) - self._starts[-1]
        if self.complete or left <= 0:
            return self._known
        seen = self._starts[-1]
        head = self._firsts[1]
        rate = (self._known - head) / seen if seen > _TELLING else _LINES_A_CHARACTER / self.width
        return self._known + max(1, round(left * rate))

    def advance(self) -> bool:
        """Lay out one more unit; return whether there was one."""
        if self.complete:
            return False
        self._add(self._lay_out(self.units))
        return True

    def add_below(self, blocks: Sequence[Block]) -> None:
        """Add ``blocks`` below the end, once, for what is known later than the article."""
        self._below = tuple(blocks)

    def ensure(self, line: int) -> None:
        """Lay out as far as ``line``."""
        while self._known <= line and self.advance():
            pass

    def line(self, number: int) -> Line | None:
        """Return line ``number``, or None below the end."""
        self.ensure(number)
        if not 0 <= number < self._known:
            return None
        unit = self.unit_at(number)
        return self.unit(unit).lines[number - self._firsts[unit]]

    def unit_at(self, line: int) -> int:
        """Return the unit that holds ``line``, one of those laid out."""
        return max(0, min(bisect_right(self._firsts, line) - 1, self.units - 1))

    def unit(self, number: int) -> Unit:
        """Return unit ``number``, one of those laid out."""
        unit = self._units.get(number)
        if unit is None:
            unit = self._units[number] = self._lay_out(number)
        return unit

    def line_of(self, unit: int, place: int, offset: int) -> int:
        """Return the line that shows the character at ``offset`` of block ``place`` of ``unit``."""
        found = 0
        for number, line in enumerate(self.unit(unit).lines):
            if line.place == place and line.start <= offset:
                found = number
        return self._firsts[unit] + found

    def position_at(self, line: int) -> int:
        """Return how many characters of the body stand above ``line``."""
        unit = self.unit_at(line)
        start, first = self._starts[unit], self._firsts[unit]
        lines = self._firsts[unit + 1] - first
        into = max(0, min(line - first, lines))
        length = self._starts[unit + 1] - start
        return start - (-length * into // lines if lines else 0)

    def line_at(self, position: int) -> int:
        """Return the line at the top when ``position`` characters stand above, laid out so far."""
        if position <= 0:
            return 0
        last = self._tail if self._tail >= 0 else self.units - 1
        unit = max(1, min(bisect_right(self._starts, position) - 1, last))
        start, length = self._starts[unit], self._starts[unit + 1] - self._starts[unit]
        lines = self._firsts[unit + 1] - self._firsts[unit]
        into = (position - start) * lines // length if length else 0
        return self._firsts[unit] + max(0, min(into, lines))

    def reaches(self, position: int) -> bool:
        """Return whether the page is laid out beyond ``position`` in the body."""
        return self.complete or self._starts[-1] > position

    def _add(self, unit: Unit) -> None:
        number = self.units
        self._units[number] = unit
        ended = number > 0 and self._starts[-1] >= len(self._body) and not unit.taken
        if ended and self._tail < 0:
            self._tail = number
        self._known += len(unit.lines)
        self._starts.append(self._starts[-1] + unit.taken)
        self._firsts.append(self._known)

    def _lay_out(self, number: int) -> Unit:
        if number == 0:
            head = head_blocks(self.article, own=self._own, now=self._now, tight=self.tight)
            return self._unit(head, 0)
        start = self._starts[number]
        if 0 <= self._tail < number:
            return self._unit(self._below, 0)
        if start >= len(self._body):
            note = self._own.note if self.tight else ""
            return self._unit(tail_blocks(self.article, note), 0)
        piece = _piece(self._body, start)
        if piece is None or self._inside_a_line(start):
            return self._flowing_unit(start)
        end, resume = piece
        blocks = body_blocks(self._body[start:end])
        return self._unit(blocks, resume - start, joined=self._runs_on(start))

    def _unit(self, blocks: Sequence[Block], taken: int, *, joined: bool = False) -> Unit:
        lines: list[Line] = []
        for place, block in enumerate(blocks):
            gap = 0 if joined and not place else block.gap
            lines += [Line(block, 0, 0, block.gap_mark, place)] * gap
            lines += _block_lines(block, place, self.width)
        return Unit(tuple(blocks), tuple(lines), taken)

    def _flowing_unit(self, start: int) -> Unit:
        """Lay out the next part of an endless line, without its last line while more follows."""
        body = self._body
        end = body.find("\n", start, start + UNIT)
        ends_here = end >= 0 or len(body) - start <= UNIT
        if end < 0:
            end = min(start + UNIT, len(body))
        if not ends_here:
            end = start + whole_links_end(body[start:end])
        taken = _past_line_ends(body, end) - start
        flow = flowing_text(body[start:end], starts_line=not self._inside_a_line(start))
        starts = break_lines(flow.text, self.width)
        text = flow.text
        if not ends_here and len(starts) > 1:
            taken = max(1, flow.source_place(starts[-1]))
            text = text[: starts[-1]].rstrip()
        return self._unit([Block(text)], taken, joined=self._runs_on(start))

    def _inside_a_line(self, start: int) -> bool:
        return start > 0 and self._body[start - 1] != "\n"

    def _runs_on(self, start: int) -> bool:
        """Return whether a piece belongs to the block before it."""
        return start > 0 and self._body[start - 2 : start] != "\n\n"


def _piece(body: str, start: int) -> tuple[int, int] | None:
    """Return where the piece of ``body`` from ``start`` ends and where the next one begins.

    A piece is a block, or some lines of a long block; None when a single line is too long.
    """
    end = body.find("\n\n", start, start + UNIT + 2)
    if end < 0 and len(body) - start <= UNIT:
        return len(body), len(body)
    if end < 0:
        end = body.rfind("\n", start + 1, start + UNIT + 1)
    return None if end < 0 else (end, _past_line_ends(body, end))


def _past_line_ends(body: str, place: int) -> int:
    while body.startswith("\n", place):
        place += 1
    return place


def _block_lines(block: Block, place: int, width: int) -> list[Line]:
    if block.kind is Kind.RULE:
        return [Line(block, 0, 0, "─" * width, place)]
    room = max(width - cell_len(block.first), NARROWEST_TEXT)
    first, rest = block.first, block.rest
    if room + cell_len(first) > width:  # nested too deep for so narrow a page
        first = rest = ""
        room = width
    spans = line_ends(block.text, break_lines(block.text, room))
    return [
        Line(block, start, _without_mark(block, start, end), rest if number else first, place)
        for number, (start, end) in enumerate(spans)
    ]


def _without_mark(block: Block, start: int, end: int) -> int:
    """Return where a line of fields ends that leaves the mark between two fields aside."""
    parts_fields = block.kind is Kind.META and block.text.startswith(_MARK, max(start, end - 2))
    return end - len(_MARK) if parts_fields else end
