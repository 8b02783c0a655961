"""Join paragraphs that were broken into lines of one width, as mail and old archives break them.

Decides by the lengths of lines alone: a line is broken when the next word would not have fitted.
Pages with a paragraph to a line come back as they are.
"""

from __future__ import annotations

import re
from heapq import nlargest
from itertools import pairwise
from typing import Final

_WIDEST: Final = 120
"""Columns that wrapped text has at most; longer lines are whole paragraphs."""

_NARROWEST: Final = 44
"""Columns below which nobody wraps text."""

_FEW: Final = 50
_MANY: Final = 12
_RAGGED: Final = 12
"""Columns that the longest words leave free at the ends of wrapped lines."""

_LEAST_PAIRS: Final = 3
_SURE: Final = 0.8
_MARK: Final = re.compile(r"[•·●■◆▪*–-]\s|\(?\d{1,3}[.)、]\s?")
_CJK: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_END: Final = re.compile(r"[.!?。！？:：][\"'”’)）]*\Z")


def join_wrapped(lines: list[str]) -> list[str]:
    """Return ``lines`` with the pieces of wrapped paragraphs joined; empty lines stay."""
    width = _width(lines)
    if not width:
        return lines
    joined: list[list[str]] = []
    last = ""
    for line in lines:
        if joined and _runs_on(last, line, width):
            joined[-1].append(line)
        else:
            joined.append([line])
        last = line
    return [_glue(pieces) for pieces in joined]


def _width(lines: list[str]) -> int:
    """Return the columns that ``lines`` were wrapped at, 0 where they were not."""
    pairs = [(line, after) for line, after in pairwise(lines) if line and after.strip()]
    fitting = [(columns, pair) for pair in pairs if (columns := _columns(pair[0])) <= _WIDEST]
    width = _widest([columns for columns, _ in fitting])
    if (len(pairs) - len(fitting)) * _FEW > len(pairs) or width < _NARROWEST:
        return 0
    long = [(columns, pair) for columns, pair in fitting if columns * 10 >= width * 6]
    full = [pair for _, pair in long if _runs_on(*pair, width)]
    open_ended = sum(not _END.search(line[-6:]) for line, _ in full)
    if len(full) < _LEAST_PAIRS or open_ended * 2 < len(full):
        return 0
    # Menus may have long lines, too; but none pile up at one width as wrapped lines do.
    piled = sum(columns > width - _RAGGED for columns, _ in long)
    sure = len(full) >= _MANY and piled * 2 >= len(long) and len(full) * 2 >= len(long)
    return width if sure or len(full) >= _SURE * len(long) else 0


def _widest(columns: list[int]) -> int:
    """Return the greatest of ``columns``, but for a line or two that stand out by themselves.

    A title bar, which nothing wraps, may stand above wrapped text.
    """
    first, second, third = ([*nlargest(_LEAST_PAIRS, columns), 0, 0, 0])[:_LEAST_PAIRS]
    gap = _RAGGED if len(columns) < _FEW else 2
    if second - third > gap:
        return third
    return second if first - second > gap else first


def _columns(line: str) -> int:
    """Return how wide ``line`` is on a screen; past the widest, only that it is."""
    if line.isascii() or len(line) > _WIDEST:
        return len(line)
    return len(line) + len(_CJK.findall(line))


def _runs_on(line: str, after: str, width: int) -> bool:
    """Tell whether the first word of ``after`` went there because ``line`` was full."""
    if not line or not after or after[0].isspace() or _MARK.match(after):
        return False
    first = after[:1] if _CJK.match(after) else after[:_WIDEST].split(" ", 1)[0]
    blank = not (_CJK.match(after) and _CJK.match(line[-1]))
    columns = _columns(line)
    return columns <= width and columns + blank + _columns(first) > width


def _glue(pieces: list[str]) -> str:
    text = [pieces[0]]
    for before, piece in pairwise(pieces):
        if not (_CJK.match(piece) and _CJK.match(before[-1:])):
            text.append(" ")
        text.append(piece)
    return "".join(text)
