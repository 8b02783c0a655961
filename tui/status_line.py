"""What the line beneath the search field says where, and what gives way when it is narrow.

Pure: texts and their widths in terminal cells. What is told at the right never moves the answer
at the left while the cursor runs through the list or through the matches of an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from tui.headline_lines import shorten
from tui.line_filter import safe_text

_GAP: Final = 2
_ENDS: Final = "… ·"
"""What stands at no end that is cut off."""

_BETWEEN: Final = " · "
_MATCH_ROOM: Final = len("match 12 of 345")
_ENOUGH: Final = 40
"""Cells of a long answer that have to be seen before there is room for the place in the list."""

_LEAST: Final = 12
"""Cells of a long answer that have to be seen before what goes on is told in full."""

_LEAST_WHILE_ADDING: Final = 12
"""The same while pages are added, which somebody waits for: how many articles there are."""

_SHORTEST: Final = 14


@dataclass(frozen=True, slots=True)
class Aside:
    """What is told at the right: what goes on or which match is shown, then the place.

    ``adding``, how far adding pages has come, goes before other ``work``, and that before a match.
    ``searched`` keeps room for the match even while none is told.
    """

    place: str = ""
    match: str = ""
    work: str = ""
    adding: str = ""
    searched: bool = False

    @property
    def said(self) -> str:
        """What stands before the place."""
        return self.adding or self.work or self.match


def arranged(answer: str, aside: Aside, width: int) -> tuple[str, str]:
    """Return what stands at the left and at the right of a line of ``width`` cells.

    The place goes first, then the end of what goes on, then the end of the answer.
    """
    answer = safe_text(answer)
    wanted = cell_len(answer)
    least = _LEAST_WHILE_ADDING if aside.adding else _LEAST
    said = shorten(safe_text(aside.said), max(width - min(wanted, least) - _GAP, _SHORTEST))
    kept = max(cell_len(said), _MATCH_ROOM if aside.searched else 0)
    place = safe_text(aside.place)
    with_place = kept + cell_len(place) + (len(_BETWEEN) if kept else 0)
    if place and width - with_place - _GAP >= min(wanted, _ENOUGH):
        kept, said = with_place, _BETWEEN.join(filter(None, (said, place)))
    right = shorten(said, width)
    return _cut(answer, width - kept - (_GAP if kept else 0)), right


def _cut(answer: str, width: int) -> str:
    """Shorten ``answer``, with one ellipsis even where a shortened word stands at its end."""
    cut = shorten(answer, width)
    return cut if cut == answer else cut.rstrip(_ENDS) + cut[-1:]


def place_text(place: int, count: int) -> str:
    """Return that ``place``, from 0, is one of ``count``; as wide for each place of a list."""
    total = f"{count:,}"
    return f"{place + 1:,} of {total}".rjust(2 * len(total) + 4) if count else ""


def match_text(current: int, total: int | None) -> str:
    """Return which match is shown of how many, or that the text has none."""
    if total == 0:
        return "no match in the text"
    if not current:
        return ""
    return f"match {current} of {total:,}" if total is not None else f"match {current}"
