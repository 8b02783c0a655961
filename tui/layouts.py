"""Which layout a screen of some size gets, and how its room is shared between list and article.

Pure: sizes in cells, and names of classes that `theme.tcss` lays out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NARROW: Final = "-narrow"
"""Class of a screen that shows one pane at a time."""

STACKED: Final = "-stacked"
"""Class of a screen that shows the list over the article."""

WIDE: Final = "-wide"
"""Class of a screen that shows the list beside the article."""

BROAD: Final = "-broad"
"""Class of a wide screen that has room for more."""

SLIM: Final = "-slim"
"""Class of a screen of few columns, whose lines leave out what is not needed."""

TALL: Final = "-tall"
"""Class of a screen of many lines, which may stand apart."""

_STACKED_FROM: Final = 64
_WIDE_FROM: Final = 100
_BROAD_FROM: Final = 160
_TALL_FROM: Final = 30
_BOTH_FROM: Final = 18
"""Lines from which on list and article have room one over the other."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """How cells in one direction go to the list: ``usual`` percent, never fewer than the least."""

    usual: int
    least_list: int
    least_article: int

    def cells(self, percent: float | None, room: int) -> int:
        """Return the cells of the list where ``room`` is for both; None takes what is usual.

        Where the least of both do not fit, the list has as much less as the article.
        """
        wanted = round(room * (self.usual if percent is None else percent) / 100)
        most = room - self.least_article
        if most < self.least_list:
            return max(room * self.least_list // (self.least_list + self.least_article), 0)
        return min(max(wanted, self.least_list), most)


BESIDE: Final = Sharing(usual=38, least_list=24, least_article=35)
"""List and article beside each other; the column between them is the article's."""

BROADLY: Final = Sharing(usual=34, least_list=24, least_article=35)
"""The same where there is more room."""

ABOVE: Final = Sharing(usual=44, least_list=6, least_article=6)
"""The list over the article, each with the line above it."""


_RAIL_SHARE: Final = 0.18
_RAIL_USUAL: Final = (26, 30)
_RAIL_BOUNDS: Final = (18, 48)
_BESIDE_RAIL: Final = 60
"""Columns that list and article keep beside the rail."""

_BESIDE_RAIL_STACKED: Final = 36
"""The same where the list is over the article."""


def rail_columns(wanted: int | None, width: int) -> int:
    """Return the columns of the rail on a screen of ``width``; None takes what is usual."""
    low, high = _RAIL_USUAL
    usual = min(max(round(width * _RAIL_SHARE), low), high)
    kept = _BESIDE_RAIL if width >= _WIDE_FROM else _BESIDE_RAIL_STACKED
    least, most = _RAIL_BOUNDS
    most = max(min(most, width - kept), least)
    return min(max(usual if wanted is None else wanted, least), most)


def layout_classes(width: int, height: int) -> dict[str, bool]:
    """Return which classes a screen of ``width`` columns and ``height`` lines has."""
    wide = width >= _WIDE_FROM
    stacked = not wide and width >= _STACKED_FROM and height >= _BOTH_FROM
    return {
        NARROW: not wide and not stacked,
        STACKED: stacked,
        WIDE: wide,
        BROAD: width >= _BROAD_FROM,
        SLIM: width < _STACKED_FROM,
        TALL: height >= _TALL_FROM,
    }
