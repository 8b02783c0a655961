"""The months of a list as bars: how high each is, which of them are seen, and what is said of them.

Pure: characters in lines of terminal cells, and words. No colours, no screen and no library.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.hints import Facet

LEVELS: Final = " ▁▂▃▄▅▆▇█"
"""An eighth of a cell more each."""

NO_DATES: Final = "Nothing here has a date."
NO_INDEX: Final = "The months are told as soon as the index is there."

_WIDEST: Final = 6
"""Cells of a bar and the gap behind it, at most."""

_FIRST_HALF: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun")
_MONTHS: Final = (*_FIRST_HALF, "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DASH: Final = " – "


@dataclass(frozen=True, slots=True)
class Window:
    """Which bars are seen: from ``first`` on, ``pitch`` cells each with the gap behind it."""

    first: int
    pitch: int
    seen: int

    def cell(self, bar: int) -> int:
        """Return the cell at which ``bar`` begins."""
        return (bar - self.first) * self.pitch

    def bar(self, cell: int) -> int:
        """Return the bar at ``cell``, or the nearest that is seen."""
        return self.first + min(max(cell // self.pitch, 0), max(self.seen - 1, 0))


def window(count: int, width: int, cursor: int, first: int = 0) -> Window:
    """Return which of ``count`` bars are seen in ``width`` cells, the cursor's among them.

    What is seen begins at bar ``first`` as far as the cursor allows.
    """
    pitch = min(max(width // count, 1), _WIDEST) if count else 1
    seen = min(count, max(width // pitch, 1))
    first = min(max(first, cursor - seen + 1), cursor, count - seen)
    return Window(max(first, 0), pitch, seen)


def bar_columns(counts: Sequence[int], rows: int) -> tuple[str, ...]:
    """Return each bar as its characters from the top row to the bottom one.

    The highest fills all ``rows``; what is above 0 can be seen.
    """
    most = max(counts, default=0)
    columns = []
    for count in counts:
        eighths = -(-count * rows * 8 // most) if most else 0
        full, rest = divmod(eighths, 8)
        column = LEVELS[rest] * (rest > 0) + LEVELS[8] * full
        columns.append(column.rjust(rows))
    return tuple(columns)


def year_labels(values: Sequence[str], seen: Window, width: int) -> str:
    """Return the line beneath the bars: each year where it begins, as far as there is room."""
    line = ""
    last = ""
    for bar in range(seen.first, seen.first + seen.seen):
        year, cell = values[bar][:4], seen.cell(bar)
        if year == last:
            continue
        if (
            cell + len(year) <= width
            and (not line or cell > len(line))
            and _has_room(values, bar, seen)
        ):
            line = line.ljust(cell) + year
        last = year
    return line


def told(bars: Sequence[Facet], cursor: int, start: int | None = None) -> str:
    """Return what is said of the bar at the cursor, or of those from ``start`` to it."""
    if not bars:
        return NO_DATES
    chosen = chosen_bars(bars, cursor, start)
    count = sum(bar.count for bar in chosen)
    first, last = chosen[0].value, chosen[-1].value
    articles = "no article" if not count else "1 article" if count == 1 else f"{count:,} articles"
    # A range that has only begun says so.
    begun = "" if start is None or start != cursor else " – …"
    return f"{span_text(first, last)}{begun} · {articles}"


def span_text(first: str, last: str) -> str:
    """Return a span of months or years in words: ``Mar – Nov 2020``."""
    if first == last:
        return value_text(first)
    if first[:4] == last[:4]:
        return f"{value_text(first).split()[0]}{_DASH}{value_text(last)}"
    return f"{value_text(first)}{_DASH}{value_text(last)}"


def value_text(value: str) -> str:
    """Return a month or a year in words: ``2020-11`` is Nov 2020."""
    year, _, month = value.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}" if month else year


def chosen_bars(bars: Sequence[Facet], cursor: int, start: int | None) -> Sequence[Facet]:
    """Return the bars from ``start``, where a range was begun, to the cursor."""
    if start is None:
        return bars[cursor : cursor + 1]
    return bars[min(start, cursor) : max(start, cursor) + 1]


def date_filter(chosen: Sequence[Facet]) -> str:
    """Return the text of a query that asks for these months or years."""
    if len(chosen) == 1:
        return chosen[0].text
    return f"date:{chosen[0].value}..{chosen[-1].value}"


def same_bar(bars: Sequence[Facet], value: str) -> int:
    """Return the bar of a month or a year, or the nearest one before it; the last for none."""
    if not value:
        return max(len(bars) - 1, 0)
    at = bisect_right([bar.value for bar in bars], value) - 1
    return max(at, 0)


def _has_room(values: Sequence[str], bar: int, seen: Window) -> bool:
    """Return whether a label at ``bar`` leaves room for that of a year soon to begin.

    Only the first one seen may be of a year that began before.
    """
    if bar != seen.first or values[bar][4:] in {"", "-01"}:
        return True
    begins = next((at for at in range(bar, len(values)) if values[at][:4] != values[bar][:4]), None)
    return begins is None or seen.cell(begins) > len(values[bar][:4])
