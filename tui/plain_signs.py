"""The signs of the reader in ASCII, for terminals whose fonts lack them.

It replaces the signs that the panes draw, a cell for a cell; letters of any script stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

PLAIN: Final = "-plain"
"""Class of the program where colours are not to be relied on: with NO_COLOR, or with a few only."""

_KINDS: Final = (
    # Whatever sign of these blocks Unicode has, and what stands for most of them.
    (range(0x2190, 0x2200), ">"),  # arrows
    (range(0x2500, 0x2580), "+"),  # lines and their corners
    (range(0x2580, 0x25A0), "#"),  # blocks
    (range(0x25A0, 0x2600), "*"),  # squares, discs, triangles
    (range(0x2600, 0x27C0), "*"),  # symbols and dingbats
)
_ALIKE: Final = {
    "-": "·•▔▁▄─━╌╍┄┅┈┉═╴╶╸╺‐‑‒–—−",
    "_": "▂",
    "|": "▌▐▎▏▕│┃╎╏┆┇┊┋║╵╷╹╻▊▉▋▍",
    "+": "★☆▆",
    "*": "●▇",
    "o": "○◦",
    "#": "▣▓█■",
    ":": "▒",
    ".": "…░▃",
    "=": "▅",
    ">": "›▸▶►→»",
    "<": "‹◂◀◄←«",
    "^": "↑▲▴",
    "v": "↓▼▾",
    "n": "✎",
    " ": "\N{NO-BREAK SPACE}",
    "x": "×✕✗✘",
    "!": "⚠",
    "'": "‘’",
    '"': "“”",
}
_SIGNS: Final = {code: plain for block, plain in _KINDS for code in block} | {
    ord(sign): plain for plain, signs in _ALIKE.items() for sign in signs
}
_SIGNS_OF: Final = re.compile(f"[{''.join(map(chr, _SIGNS))}]")


class PlainSigns(LineFilter):
    """Paints every sign of the reader as a character of ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return ``segments`` with plain signs."""
        del background
        return [Segment(plain_text(text), style, control) for text, style, control in segments]


def plain_text(text: str) -> str:
    """Return ``text`` with each sign of one cell as a character of ASCII."""
    return _SIGNS_OF.sub(_plain, text)


def _plain(sign: re.Match[str]) -> str:
    return _SIGNS[ord(sign[0])] if get_character_cell_size(sign[0]) == 1 else sign[0]
