"""The matches of a query in a page, counted from its top as far as anybody has walked.

A match is known by its number, from 0, which stays when the width of the page changes. Nothing is
searched twice for the count, and nothing beyond what was asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from textual.cache import LRUCache

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.results import Span
    from tui.page import Page

_KEPT_UNITS: Final = 48


class MatchWalk:
    """Where ``find_spans`` finds something in what an article itself says on ``page``.

    Units that are ``barren``, as another walk on this page has told, are not looked through.
    """

    def __init__(
        self, page: Page, find_spans: Callable[[str], tuple[Span, ...]], barren: bytes = b""
    ) -> None:
        self._page = page
        self._find_spans = find_spans
        self._barren = barren
        self._before = array("I", [0])  # matches above each unit walked through
        self._spans: LRUCache[int, tuple[tuple[Span, ...], ...]] = LRUCache(_KEPT_UNITS)

    @property
    def walked(self) -> int:
        """How many units of the page have been walked through."""
        return len(self._before) - 1

    @property
    def count(self) -> int:
        """How many matches are known so far."""
        return self._before[-1]

    @property
    def total(self) -> int | None:
        """How many matches there are, or None until the walk has come to the end."""
        done = self._page.complete and self.walked >= self._page.units
        return self.count if done else None

    def advance(self) -> bool:
        """Walk through one more unit, laying it out if need be; return whether there was one."""
        if self.walked >= self._page.units and not self._page.advance():
            return False
        unit = self.walked
        barren = unit < len(self._barren) and self._barren[unit]
        found = 0 if barren else sum(map(len, self.spans(unit)))
        self._before.append(self.count + found)
        return True

    def barren(self) -> bytes:
        """Return 1 for each unit, from the first, that holds no match, 0 for the others."""
        walked = bytes(before == after for before, after in pairwise(self._before))
        return walked + self._barren[len(walked) :]

    def spans(self, unit: int) -> tuple[tuple[Span, ...], ...]:
        """Return the matches in each block of ``unit``, in characters of the block's text."""
        spans = self._spans.get(unit)
        if spans is None:
            spans = tuple(
                self._find_spans(text) if (text := block.text[: block.searched]) else ()
                for block in self._page.unit(unit).blocks
            )
            self._spans[unit] = spans
        return spans

    def first_number(self, unit: int) -> int | None:
        """Return the number of the first match in or below ``unit``, or None if not walked yet."""
        return self._before[unit] if unit < self.walked else None

    def line_of(self, number: int) -> int:
        """Return the line of the page that shows the start of match ``number``, a known one."""
        unit = bisect_right(self._before, number) - 1
        left = number - self._before[unit]
        for place, spans in enumerate(self.spans(unit)):
            if left < len(spans):
                return self._page.line_of(unit, place, spans[left][0])
            left -= len(spans)
        raise IndexError(number)

    def next_below(self, line: int) -> int | None:
        """Return the first known match that begins at ``line`` or below it."""
        number = self._before[min(self._page.unit_at(line), self.walked)]
        while number < self.count and self.line_of(number) < line:
            number += 1
        return number if number < self.count else None

    def last_above(self, line: int) -> int | None:
        """Return the last known match that begins above ``line``."""
        unit = min(self._page.unit_at(line) + 1, self.walked)
        number = self._before[unit] - 1
        while number >= 0 and self.line_of(number) >= line:
            number -= 1
        return number if number >= 0 else None

    def beside(self, current: int | None, step: int, top: int, height: int) -> int | None:
        """Return the match a step of 1 or -1 away, or None where the walk is not yet far enough.

        The step goes from match ``current`` while the lines from ``top`` on show it, else from
        those lines; it goes round at both ends, and to -1 where there is no match at all.
        """
        if self.walked <= self._page.unit_at(top) and self.total is None:
            return None
        shown = current is not None and top <= self.line_of(current) < top + height
        if current is not None and shown:
            number: int | None = current + step
        else:
            number = self.next_below(top) if step > 0 else self.last_above(top)
        if number is not None and 0 <= number < self.count:
            return number
        if self.total is None:
            return None
        return 0 if step > 0 and self.count else self.count - 1
