"""A headline as the list shows it: a title of a few lines, then source, date, note and tags.

Pure: lines of text and what each piece of them is, counted in terminal cells. No colours, no
markup and no screen; the list pane gives every look its style.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, get_character_cell_size

from tui.line_filter import safe_text
from tui.rendering import date_text
from tui.wrapping import break_lines, line_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.results import Headline, Span

UNREAD_MARK: Final = "●"
STAR_MARK: Final = "★"
NOTE_MARK: Final = "✎"
UNTITLED: Final = "Untitled"
GUTTER: Final = 3
"""Cells before the title: the cursor's bar, a mark, a blank."""

_ELLIPSIS: Final = "…"
_BETWEEN: Final = " · "


class Look(StrEnum):
    """What a piece of a line is; also the name of its component class in the list."""

    TITLE = "title"
    MATCH = "match"
    MARK = "mark"
    META = "meta"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some cells of a line that look alike."""

    text: str
    look: Look


Line = tuple[Piece, ...]


def headline_lines(
    headline: Headline, spans: Sequence[Span], width: int, title_lines: int
) -> tuple[Line, ...]:
    """Return the lines of one row: the title on at most ``title_lines``, then what else there is.

    ``spans`` are matches in the title, ``width`` counts cells of the whole row. The gutter holds
    the unread mark beside the first line and the star beneath it; its first cell stays blank.
    """
    room = max(width - GUTTER - 1, 1)
    lines = [*title_pieces(safe_text(headline.title) or UNTITLED, spans, room, title_lines)]
    lines.append((Piece(told_text(headline, room), Look.META),))
    marks = (UNREAD_MARK if not headline.read else " ", STAR_MARK if headline.starred else " ")
    return tuple(
        (Piece(f" {marks[number] if number < len(marks) else ' '} ", Look.MARK), *line)
        for number, line in enumerate(lines)
    )


def title_pieces(title: str, spans: Sequence[Span], width: int, most: int) -> Iterator[Line]:
    """Yield ``title`` wrapped into lines of ``width`` cells, ``most`` at most, matches apart."""
    # A title of a megabyte is no reason to lay out a megabyte.
    head = title[: (width + 1) * most * 2]
    starts = break_lines(head, width)
    for number, (start, stop) in enumerate(line_ends(head, starts)[:most]):
        if number == most - 1 and (len(starts) > most or len(head) < len(title)):
            short = _fitting(head, start, width - 1)
            yield (*_pieces(title, start, short, spans), Piece(_ELLIPSIS, Look.TITLE))
        else:
            yield tuple(_pieces(title, start, stop, spans))


def told_text(headline: Headline, width: int) -> str:
    """Return source and date, the sign of a note, and the tags that fit behind them whole."""
    note = NOTE_MARK if headline.noted else ""
    taken = cell_len(note) + len(_BETWEEN) if note else 0
    told = _BETWEEN.join(part for part in (meta_text(headline, width - taken), note) if part)
    for between, tag in zip(_tag_gaps(), headline.tags, strict=False):
        longer = f"{told}{between if told else ''}#{safe_text(tag)}"
        if cell_len(longer) > width:
            break
        told = longer
    return told


def _tag_gaps() -> Iterator[str]:
    """Yield what stands before the first tag, then before each other."""
    return chain((_BETWEEN,), repeat(" "))


def meta_text(headline: Headline, width: int) -> str:
    """Return source and date on one line; a long source gives way, the date stays."""
    source = safe_text(headline.source or headline.site)
    if headline.published is None:
        return shorten(source, width)
    day = date_text(headline.published, None)
    if not source:
        return day
    source = shorten(source, width - cell_len(day) - 3)
    return f"{source} · {day}" if source else shorten(day, width)


def shorten(text: str, width: int) -> str:
    """Return ``text`` in at most ``width`` cells, with an ellipsis where something is missing."""
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    return text[: _fitting(text, 0, width - 1)] + _ELLIPSIS


def _pieces(text: str, start: int, stop: int, spans: Sequence[Span]) -> Iterator[Piece]:
    at = start
    for span in spans:
        first, last = max(span[0], at), min(span[1], stop)
        if first >= last:
            continue
        if first > at:
            yield Piece(text[at:first], Look.TITLE)
        yield Piece(text[first:last], Look.MATCH)
        at = last
    if at < stop:
        yield Piece(text[at:stop], Look.TITLE)


def _fitting(text: str, start: int, width: int) -> int:
    """Return where the longest piece from ``start`` that fits into ``width`` cells ends."""
    cells = 0
    for at in range(start, len(text)):
        cells += get_character_cell_size(text[at])
        if cells > width:
            return start + len(text[start:at].rstrip())
    return len(text)
