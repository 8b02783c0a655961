"""The links of a page: which of them are seen between two lines, and which lies under a cell.

Pure: where a link leads is for whoever follows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.blocks import Kind
from tui.wrapping import character_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.blocks import Stretch
    from tui.page import Line, Page


@dataclass(frozen=True, slots=True)
class SeenLink:
    """A link, and where it begins to be seen: a line of the page, a cell of that line."""

    url: str
    line: int
    cell: int


def links_between(page: Page, first: int, last: int) -> list[SeenLink]:
    """Return the links on lines ``first`` to ``last``, which is not among them, from the top.

    A link that runs on over several lines is there once; one that leads nowhere is not.
    """
    found: list[SeenLink] = []
    before: tuple[int, Stretch] | None = None
    for number in range(first, last):
        line = page.line(number)
        if line is None:
            break
        for stretch in _links_on(line):
            link = (id(line.block), stretch)
            if link != before:
                start = max(stretch.start, line.start)
                cell = cell_len(line.lead + line.block.text[line.start : start])
                found.append(SeenLink(stretch.url, number, cell))
            before = link
    return found


def link_at(line: Line, cell: int) -> str:
    """Return where the link under ``cell`` of ``line`` leads, or nothing where there is none."""
    place = character_at(line.text, cell) - len(line.lead) + line.start
    if place >= line.end:
        return ""
    return next((link.url for link in _links_on(line) if link.start <= place < link.end), "")


def _links_on(line: Line) -> Iterator[Stretch]:
    """Yield the links that ``line`` shows a part of, from left to right."""
    for stretch in line.block.stretches:
        seen = stretch.start < line.end and stretch.end > line.start
        if stretch.kind is Kind.LINK and stretch.url and seen:
            yield stretch
