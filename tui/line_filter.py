"""What may reach the terminal: takes control characters and unsafe links out of every painted line.

`App.get_line_filters()` returns one `SafeLines`. It never changes a colour, and never lets a line
grow wider than it was measured.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

# C0, DEL and C1; bidirectional marks, overrides and isolates; line and paragraph separators; byte
# order marks, annotation marks, non-characters and lone surrogates (which no encoding can write).
# Zero-width joiners and spaces stay: emoji and several scripts need them.
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_is_unsafe: Final = _UNSAFE.search

# What a terminal may be handed as the target of a link: web addresses in printable ASCII.
_SAFE_LINK: Final = re.compile(r"https?://[\x21-\x7e]+", re.IGNORECASE)


def safe_text(text: str) -> str:
    """Return ``text`` with each character that could command a terminal replaced by U+FFFD."""
    return _UNSAFE.sub(REPLACEMENT, text)


def is_safe_link(url: str) -> bool:
    """Return whether ``url`` may be written to a terminal as the target of a link."""
    return _SAFE_LINK.fullmatch(url) is not None


class SafeLines(LineFilter):
    """Replaces unsafe characters with U+FFFD and drops links that are not plain web addresses."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return ``segments`` made safe, as wide as before; the same list when they are already."""
        del background
        for text, style, _control in segments:
            if _is_unsafe(text) or (style is not None and style.link is not None):
                return _made_safe(segments)
        return segments


def _made_safe(segments: list[Segment]) -> list[Segment]:
    """Return ``segments`` cleaned one by one; what they grew by is taken from the blanks behind."""
    safe: list[Segment] = []
    surplus = 0
    for text, style, control in segments:
        cleaned = safe_text(text)
        if cleaned != text:
            surplus += cell_len(cleaned) - cell_len(text)
        if surplus > 0 and cleaned.endswith(" "):
            kept = cleaned.rstrip(" ")
            taken = min(surplus, len(cleaned) - len(kept))
            cleaned = cleaned[: len(cleaned) - taken]
            surplus -= taken
        safe.append(Segment(cleaned, _without_unsafe_link(style), control))
    return _cut(safe, surplus) if surplus > 0 else safe


def _cut(segments: list[Segment], cells: int) -> list[Segment]:
    """Return ``segments`` without the last ``cells`` cells of the line."""
    room = sum(cell_len(segment.text) for segment in segments) - cells
    kept: list[Segment] = []
    for text, style, control in segments:
        width = cell_len(text)
        if width > room:
            kept.append(Segment(set_cell_size(text, room), style, control))
            break
        kept.append(Segment(text, style, control))
        room -= width
    return kept


def _without_unsafe_link(style: Style | None) -> Style | None:
    if style is None or style.link is None or is_safe_link(style.link):
        return style
    return style.update_link(None)
