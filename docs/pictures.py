"""What every picture of the reader needs: no font from anywhere, and wide characters apart."""

from __future__ import annotations

import html
import re
from typing import Final

from rich.cells import cell_len

_CELL: Final = 12.2
"""Units of a picture that Rich gives to a cell."""

_FONTS: Final = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_TEXT: Final = re.compile(r'(<text [^>]*textLength=")[\d.]+("[^>]*>)([^<]*)')


def finished(svg: str) -> str:
    """Return ``svg`` without fonts to fetch, and with two cells for each wide character.

    The font of whoever looks at the picture will do. Rich counts characters where it should count
    cells, which pushes Chinese together.
    """
    return _TEXT.sub(_widened, _FONTS.sub("", svg))


def _widened(found: re.Match[str]) -> str:
    length = cell_len(html.unescape(found[3])) * _CELL
    return f"{found[1]}{length:g}{found[2]}{found[3]}"
