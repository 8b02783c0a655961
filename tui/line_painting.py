"""Colours for one laid-out line: its text and styles become segments.

Pure: it is given the styles, and knows neither the pane nor the theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.blocks import Kind
from tui.line_filter import is_safe_link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.page import Line

_LOOKS: Final = {
    Kind.STRENGTH: Style(bold=True),
    Kind.STRESS: Style(italic=True),
}
_LEADS: Final = {Kind.RULE: Kind.RULE, Kind.CAPTION: Kind.CAPTION}
_TIES: Final = "\u200d\ufe0f"  # what binds characters into one that is drawn whole


@dataclass(frozen=True, slots=True)
class Patch:
    """A style over the characters ``start`` to ``end``."""

    start: int
    end: int
    style: Style


def paint(line: Line, styles: Mapping[Kind, Style], matches: Sequence[Patch]) -> list[Segment]:
    """Return the segments of ``line``, its lead first; ``matches`` lie over everything else."""
    block = line.block
    base = styles[block.kind]
    segments = []
    if line.lead:
        segments.append(Segment(line.lead, styles[_LEADS.get(block.kind, Kind.MARK)]))
    patches = [
        Patch(stretch.start, stretch.end, _look(stretch.kind, stretch.url, styles))
        for stretch in block.stretches
    ]
    text = block.text[line.start : line.end]
    segments += paint_text(text, base, _within(line, [*patches, *matches]))
    return segments


def paint_text(text: str, base: Style, patches: Sequence[Patch]) -> list[Segment]:
    """Return ``text`` in style ``base`` under ``patches``, the later over the earlier."""
    if not text:
        return []
    if not patches:
        return [Segment(text, base)]
    edges = {0, len(text)}
    for patch in patches:
        edges.add(_whole(text, patch.start))
        edges.add(_whole(text, patch.end))
    cuts = sorted(edges)
    segments = []
    for start, end in pairwise(cuts):
        style = base
        for patch in patches:
            if patch.start < end and patch.end > start:
                style += patch.style
        segments.append(Segment(text[start:end], style))
    return segments


def _within(line: Line, patches: Sequence[Patch]) -> list[Patch]:
    """Return the parts of ``patches`` that fall on ``line``, in characters of its text."""
    return [
        Patch(
            max(patch.start, line.start) - line.start,
            min(patch.end, line.end) - line.start,
            patch.style,
        )
        for patch in patches
        if patch.start < line.end and patch.end > line.start
    ]


def _look(kind: Kind, url: str, styles: Mapping[Kind, Style]) -> Style:
    if kind is Kind.LINK:
        # A link to another article is the reader's; a terminal could do nothing with it.
        return styles[kind] + _link(url) if is_safe_link(url) else styles[kind]
    return _LOOKS[kind]


@lru_cache(256)
def _link(url: str) -> Style:
    """Return a style that links to ``url``; the lines of one link share it."""
    return Style(link=url)


def _whole(text: str, place: int) -> int:
    """Return ``place``, or the next one where no character is cut in two."""
    while 0 < place < len(text) and (text[place] in _TIES or text[place - 1] == "\u200d"):
        place += 1
    return place


def repaint(segments: Sequence[Segment], span: tuple[int, int], style: Style) -> list[Segment]:
    """Return ``segments`` with ``style`` over the characters of ``span``; -1 is the line's end."""
    start, end = span
    painted: list[Segment] = []
    at = 0
    for text, base, _control in segments:
        until = at + len(text)
        stop = until if end < 0 else min(end, until)
        inside = [Patch(max(0, start - at), stop - at, style)] if start < stop and stop > at else []
        painted += paint_text(text, base or Style.null(), inside)
        at = until
    return painted


def lay_over(strip: Strip, cell: int, text: str, style: Style) -> Strip:
    """Return ``strip`` with narrow ``text`` over its cells from ``cell`` on, nothing shifted."""
    width = strip.cell_length
    label = Strip([Segment(text[: max(0, width - cell)], style)])
    end = cell + label.cell_length
    return Strip.join([strip.crop(0, cell), label, strip.crop(end, width)])
