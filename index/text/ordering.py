"""What titles are ordered by: the same in the library and in the index.

Both keep what `title_order` returns, so it changes only together with them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from index.article import fold_text

_LEADING_MARKS: Final = re.compile(r"\W+(?=\w)")


def title_order(title: str) -> str:
    """Return ``title`` as it is sorted: case, accents and leading quotation marks apart."""
    folded = fold_text(title)
    if not folded.isascii():
        letters = unicodedata.normalize("NFD", folded)
        folded = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _LEADING_MARKS.sub("", folded, count=1) if _LEADING_MARKS.match(folded) else folded
