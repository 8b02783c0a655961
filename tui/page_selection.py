"""Text of a page that is selected: what it says, and the word or paragraph around a place.

Pure. A selection counts lines of the page and characters of a line, the margin included.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from textual.geometry import Offset
from textual.selection import Selection

from tui.blocks import Kind
from tui.wrapping import character_at, whole_characters_end

if TYPE_CHECKING:
    from tui.page import Line, Page

_DRAWN: Final = {Kind.QUOTE, Kind.CAPTION}
"""What has drawn signs before its lines, which nobody wrote."""

_WORD: Final = re.compile(r"\w+(?:['’.,-]\w+)*")


def place_at(page: Page, number: int, cell: int, margin: int) -> Offset:
    """Return which character is seen in ``cell`` of line ``number``, behind ``margin`` cells."""
    line = page.line(number)
    if line is None or cell < margin:
        return Offset(0, number)
    return Offset(margin + character_at(line.text, cell - margin), number)


def selected_text(page: Page, selection: Selection, margin: int) -> str:
    """Return the text of ``page`` between the ends of ``selection``, margins left out.

    The lines of a paragraph run on as they do in the article; bullets and numbers go along with the
    lines they begin, drawn bars do not.
    """
    first = selection.start.y if selection.start is not None else 0
    page.ensure(selection.end.y if selection.end is not None else len(page.article.body))
    last = min(selection.end.y if selection.end is not None else page.known, page.known - 1)
    pieces: list[str] = []
    before: Line | None = None
    for number in range(max(0, first), last + 1):
        line = page.line(number)
        span = seen_span(page, selection, number, margin)
        if line is None or span is None:
            continue
        start, end = span
        if line.start or line.block.kind in _DRAWN:
            start = max(start, len(line.lead))
        if before is not None:
            same = before.block is line.block and line.start > before.start
            pieces.append(line.block.text[before.end : line.start] if same else "\n")
        pieces.append(line.text[start : max(start, end)])
        before = line
    return "".join(pieces)


def seen_span(page: Page, selection: Selection, number: int, margin: int) -> tuple[int, int] | None:
    """Return which characters of line ``number`` are selected, none of them cut in two."""
    line = page.line(number)
    span = selection.get_span(number)
    if line is None or span is None:
        return None
    text = line.text
    start = min(max(0, span[0] - margin), len(text))
    end = len(text) if span[1] < 0 else max(start, min(span[1] - margin, len(text)))
    return start, whole_characters_end(text, end) if end > start else end


def word_around(page: Page, place: Offset, margin: int) -> Selection | None:
    """Return the word at ``place``, or None between words; Chinese runs to the next sign."""
    line = page.line(place.y)
    if line is None or place.x < margin:
        return None
    at = place.x - margin - len(line.lead) + line.start
    if not line.start <= at < line.end:
        return None
    words = _WORD.finditer(line.block.text)
    word = next((word for word in words if word.start() <= at < word.end()), None)
    return _selection(page, place.y, *word.span(), margin) if word else None


def paragraph_around(page: Page, place: Offset, margin: int) -> Selection | None:
    """Return the paragraph at ``place``, or None where there is none."""
    line = page.line(place.y)
    if line is None or not line.end:
        return None
    return _selection(page, place.y, 0, len(line.block.text), margin)


def _selection(page: Page, number: int, start: int, end: int, margin: int) -> Selection | None:
    """Return characters ``start`` to ``end`` of the block that line ``number`` shows a part of."""
    here = page.line(number)
    if here is None:
        return None
    first = last = number
    while (line := page.line(first - 1)) and line.block is here.block and line.end > start:
        first -= 1
    while (line := page.line(last + 1)) and line.block is here.block and line.start < end:
        last += 1
    ends: list[Offset] = []
    for at, place in ((first, start), (last, end)):
        line = page.line(at)
        if line is None:
            return None
        inside = min(max(place, line.start), line.end) - line.start
        ends.append(Offset(margin + len(line.lead) + inside, at))
    return Selection(*ends)
