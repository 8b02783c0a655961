"""Where lines break: cuts a text into lines of a width in terminal cells.

Latin text breaks at blanks, but not before a mark that stands alone; Chinese and Japanese between
any two characters but not before closing or after opening punctuation; what is longer than a line
is cut. It never splits a character from its marks, and knows nothing of styles.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import Final

from rich.cells import get_character_cell_size, split_graphemes

BLANKS: Final = " \u3000\u200b"
"""Characters a line may end behind; they are dropped where it does."""

NARROWEST: Final = 2
"""The least width in cells: one wide character must fit."""

_BLANK: Final = frozenset(BLANKS)
_CLOSING: Final = frozenset(
    "。，、；：？！）〕］｝〉》」』】〗〙〛’”…—～·.,;:?!)]}%‰℃°々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ％"
)
_OPENING: Final = frozenset("（〔［｛〈《「『【〖〘〚‘“([{$¥￥£€＄")
_LONE: Final = re.compile(
    r"[:;?!»%€.,)\]…]{1,6}(?:\s|\Z)"
)  # behind a blank, as before a French colon
_OPENS: Final = "«"
_JOINERS: Final = ("\u200d", "\ufe0f")
_SHORTEST_WIDE: Final = 0x1100
_WIDE: Final = 2


class _Widths(dict[str, int]):
    """Cells of a character, looked up once each."""

    def __missing__(self, character: str) -> int:
        width = self[character] = get_character_cell_size(character)
        return width


_WIDTHS: Final = _Widths()
_NARROW: Final = frozenset(
    chr(code)
    for start, end in ((0x20, 0x7F), (0xA1, 0xAD), (0xAE, 0x300), (0x370, 0x483))
    for code in range(start, end)
) | frozenset("\u00a0–—‘’“”•…")


def break_lines(text: str, width: int) -> array[int]:
    """Return where the lines of ``text`` start, in characters; none for an empty text.

    A line runs to the next start (the last to the end), blanks at its end left aside, and is at
    most ``width`` cells wide. A line feed ends a line.
    """
    width = max(width, NARROWEST)
    starts = array("q")
    if _NARROW.issuperset(text):
        _break_narrow(text, width, starts)
    else:
        _break_any(text, width, starts)
    return starts


def line_ends(text: str, starts: array[int]) -> list[tuple[int, int]]:
    """Return start and end of each line that begins at ``starts``, without blanks at the end."""
    ends = [*starts[1:], len(text)][: len(starts)]
    return [
        (start, start + len(text[start:end].rstrip(BLANKS + "\n")))
        for start, end in zip(starts, ends, strict=True)
    ]


def character_at(text: str, cell: int) -> int:
    """Return which character of ``text`` is seen in ``cell``, from 0; beyond the end, its length.

    Marks on a character, which have no cell of their own, count as the character.
    """
    return bisect_right(list(accumulate(_character_widths(text))), cell)


def whole_characters_end(text: str, end: int) -> int:
    """Return ``end``, or where the marks end that stand on the character before it."""
    if end >= len(text):
        return end
    widths = _character_widths(text)
    while end < len(text) and not widths[end]:
        end += 1
    return end


def _break_narrow(text: str, width: int, starts: array[int]) -> None:
    """Break a text in which each character is one cell wide."""
    start, length = 0, len(text)
    while length - start > width:
        starts.append(start)
        blank = last = text.rfind(" ", start, start + width + 1)
        while blank > start and _ties(text, _past_blanks(text, blank)):
            blank = text.rfind(" ", start, blank)
        blank = blank if blank > start else last
        if blank <= start:
            start += width
            continue
        start = blank + 1
        while start < length and text[start] == " ":
            start += 1
    if start < length:
        starts.append(start)


def _break_any(text: str, width: int, starts: array[int]) -> None:
    """Break a text with characters of any width and with line feeds."""
    widths = _character_widths(text)
    reach = list(accumulate(widths))  # cells up to and with each character
    start, length, before = 0, len(text), 0
    feed = text.find("\n")
    while start < length:
        starts.append(start)
        end = bisect_right(reach, before + width, start)
        if start <= feed < end or (feed == end < length):
            start = feed + 1
            feed = text.find("\n", start)
        elif end < length:
            start = _past_blanks(text, _last_break(text, widths, start, end))
        else:
            return
        before = reach[start - 1]


def _character_widths(text: str) -> list[int]:
    """Return the cells of each character; those that belong to the one before have none."""
    if not any(joiner in text for joiner in _JOINERS):
        return [_WIDTHS[character] for character in text]
    widths = [0] * len(text)
    for start, _end, cells in split_graphemes(text)[0]:
        widths[start] = cells
    return widths


def _last_break(text: str, widths: list[int], start: int, end: int) -> int:
    """Return where the line from ``start`` ends at best, at most at ``end``."""
    if text[end] in _BLANK and not _ties(text, _past_blanks(text, end)):
        return end
    for place in range(end, start, -1):
        if _may_break(text, widths, place):
            return place
    if text[end] in _BLANK:
        return end
    for place in range(end, start, -1):
        if text[place] not in _BLANK and text[place - 1] in _BLANK:
            return place
    # Nothing allows a break: cut, but keep marks with the character they stand on.
    place = end
    while place > start and not widths[place]:
        place -= 1
    return place if place > start else _next_character(widths, start)


def _may_break(text: str, widths: list[int], place: int) -> bool:
    """Return whether a line may end before the character at ``place``."""
    before, after = text[place - 1], text[place]
    if before in _BLANK:
        return after not in _BLANK and not _ties(text, place)
    if not widths[place] or after in _CLOSING or before in _OPENING:
        return False
    return _stands_alone(before) or _stands_alone(after)


def _ties(text: str, place: int) -> bool:
    """Return whether the blanks before ``place`` stand between a word and a mark of its own."""
    if _LONE.match(text, place):
        return True
    gap = place
    while gap > 0 and text[gap - 1] in _BLANK:
        gap -= 1
    return gap > 0 and text[gap - 1] == _OPENS and (gap == 1 or text[gap - 2] in _BLANK)


def _stands_alone(character: str) -> bool:
    """Return whether a line may break beside ``character``: wide ones, but Korean has words."""
    return (
        ord(character) >= _SHORTEST_WIDE
        and _WIDTHS[character] == _WIDE
        and not "\uac00" <= character <= "\ud7a3"
    )


def _next_character(widths: list[int], start: int) -> int:
    place = start + 1
    while place < len(widths) and not widths[place]:
        place += 1
    return place


def _past_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place] in _BLANK:
        place += 1
    return place
