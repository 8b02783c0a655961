"""A row of the rail as a line of cells: what it is at the left, how many at the right.

Pure: pieces of text and what each of them is. Numbers stand in one column and signs of folding in
another, whatever the depth. No colours and no screen; the rail gives every look its style.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tui.headline_lines import shorten
from tui.line_filter import safe_text
from tui.rail_rows import Choice, Kind

if TYPE_CHECKING:
    from tui.rail_rows import Row

WANTED_MARK: Final = "•"
EXCLUDED_MARK: Final = "-"
FOLDED_SIGN: Final = "▸"
UNFOLDED_SIGN: Final = "▾"
SIGN_CELLS: Final = 2
"""Cells at the right of a row in which a click folds."""

_GUTTER: Final = 3
"""Cells before a value: the cursor's bar, a mark, a blank."""

_INDENT: Final = 2
_DEEPEST: Final = 3
"""Sections that lie deeper are not indented any further."""

_LEAST: Final = 6
"""Cells that a name keeps before numbers are left out."""


class RailLook(StrEnum):
    """What a piece of a row is; also the name of its component class in the rail."""

    HEADING = "heading"
    LABEL = "label"
    WANTED = "wanted"
    EXCLUDED = "excluded"
    COUNT = "count"
    NEW = "new"
    SIGN = "sign"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class RailPiece:
    """Some cells of a row that look alike."""

    text: str
    look: RailLook


RailLine = tuple[RailPiece, ...]


def row_line(row: Row, width: int) -> RailLine:
    """Return a row in ``width`` cells; its first cell stays blank for the cursor."""
    if row.kind is Kind.BLANK:
        return ()
    sign = _sign(row)
    if row.kind is Kind.HEADING:
        return _line(" ", safe_text(row.label), RailLook.HEADING, "", "", sign, width)
    gutter = f" {_mark(row)}{' ' * (_GUTTER - 2 + _INDENT * min(row.depth, _DEEPEST))}"
    if row.kind in {Kind.HINT, Kind.MORE}:
        text = f"… {row.label}" if row.kind is Kind.MORE else row.label
        return _line(gutter, safe_text(text), RailLook.HINT, "", "", "", width)
    new = f"{row.new:,} new" if row.new else ""
    count = f"{row.count:,}" if row.count is not None else ""
    return _line(gutter, safe_text(row.label), _look(row), new, count, sign, width)


def _line(
    gutter: str, label: str, look: RailLook, new: str, count: str, sign: str, width: int
) -> RailLine:
    room = width - cell_len(gutter) - SIGN_CELLS
    if new and room - cell_len(f"  {new} {count}") < _LEAST:
        # What is new tells more than how many there are.
        count = ""
    numbers = " ".join(part for part in (new, count) if part)
    if room - cell_len(numbers) - 1 < _LEAST:
        new = count = numbers = ""
    label = shorten(" ".join(label.split()), max(room - cell_len(numbers) - bool(numbers), 0))
    gap = " " * max(room - cell_len(label) - cell_len(numbers), 0)
    mark_look = look if look in {RailLook.WANTED, RailLook.EXCLUDED} else RailLook.SIGN
    return (
        RailPiece(gutter, mark_look),
        RailPiece(label + gap, look),
        RailPiece(new, RailLook.NEW),
        RailPiece(" " if new and count else "", RailLook.COUNT),
        RailPiece(count, RailLook.COUNT),
        RailPiece(f"{sign:>{SIGN_CELLS}}", RailLook.SIGN),
    )


def _sign(row: Row) -> str:
    if row.folded is None:
        return ""
    return FOLDED_SIGN if row.folded else UNFOLDED_SIGN


def _mark(row: Row) -> str:
    return {Choice.WANTED: WANTED_MARK, Choice.EXCLUDED: EXCLUDED_MARK}.get(row.choice, " ")


def _look(row: Row) -> RailLook:
    looks = {Choice.WANTED: RailLook.WANTED, Choice.EXCLUDED: RailLook.EXCLUDED}
    return looks.get(row.choice, RailLook.LABEL)
