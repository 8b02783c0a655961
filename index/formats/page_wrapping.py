"""Join paragraphs that were broken into lines of one width, as mail and old archives break them.

Decides by the lengths of lines alone: a line is broken when the next word would not have fitted.
Pages with a paragraph to a line come back as they are.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_WIDEST: Final = 120
"""Columns that wrapped text has at most; longer lines are whole paragraphs."""

_NARROWEST: Final = 24
_NARROWEST_LATIN: Final = 44
"""Columns below which nobody wraps text of words with blanks between them."""

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
    """Return the width that ``lines`` were wrapped at, 0 where they were not."""
    pairs = [(line, after) for line, after in pairwise(lines) if line and after.strip()]
    if any(len(line) > _WIDEST for line, _ in pairs):
        return 0
    width = max((len(line) for line, _ in pairs), default=0)
    wide = sum(len(line) > _NARROWEST and _CJK.search(line) is not None for line, _ in pairs)
    if width < (_NARROWEST if wide * 2 > len(pairs) else _NARROWEST_LATIN):
        return 0
    long = [pair for pair in pairs if len(pair[0]) * 10 >= width * 6]
    full = [pair for pair in long if _runs_on(*pair, width)]
    open_ended = sum(not _END.search(line[-6:]) for line, _ in full)
    if len(full) < _LEAST_PAIRS or len(full) < _SURE * len(long) or open_ended * 2 < len(full):
        return 0
    return width


def _runs_on(line: str, after: str, width: int) -> bool:
    """Tell whether the first word of ``after`` went there because ``line`` was full."""
    if not line or not after or after[0].isspace() or _MARK.match(after):
        return False
    first = after[:1] if _CJK.match(after) else after[:_WIDEST].split(" ", 1)[0]
    blank = not (_CJK.match(after) and _CJK.match(line[-1]))
    return len(line) <= _WIDEST and len(line) + blank + len(first) > width


def _glue(pieces: list[str]) -> str:
    text = [pieces[0]]
    for before, piece in pairwise(pieces):
        if not (_CJK.match(piece) and _CJK.match(before[-1:])):
            text.append(" ")
        text.append(piece)
    return "".join(text)
