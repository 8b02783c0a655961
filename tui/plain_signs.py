"""The signs of the reader in ASCII, for terminals whose fonts lack them.

It replaces the signs that the panes draw, a cell for a cell; letters of any script stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_DRAWN: Final = {
    "●★✎•▣›·…": "*+n-#>-.",
    "▌▐▎▏│┃": "||||||",
    "▔▁─–": "----",
    "╭╮╰╯": "++++",
    "↑↓←→": "^v<>",
    "▾▸": "v>",
    "▂▃▄▅▆▇█": "_.-=+*#",
    "\N{NO-BREAK SPACE}": " ",
}
_SIGNS: Final = str.maketrans("".join(_DRAWN), "".join(_DRAWN.values()))


class PlainSigns(LineFilter):
    """Paints every sign of the reader as a character of ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return ``segments`` with plain signs."""
        del background
        return [
            Segment(text.translate(_SIGNS), style, control) for text, style, control in segments
        ]
