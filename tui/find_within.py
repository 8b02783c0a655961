"""A text that is looked for in an article: case, width, line ends and curly quotes do not matter.

Pure. It is no query: every character stands for itself, and Chinese needs no words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

if TYPE_CHECKING:
    from index.results import Span

_BLANKS: Final = re.compile(r"\s+")


class SoughtText:
    """``text`` as it is looked for; false where there is nothing to look for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = _folded(normalize("NFC", text))
        words = map(re.escape, _BLANKS.split(self._folded))
        self._pattern = re.compile(r"\s+".join(words))

    def __bool__(self) -> bool:
        return bool(self._folded.strip())

    def narrows(self, wider: SoughtText) -> bool:
        """Return whether this is found only where ``wider`` is found."""
        return bool(wider) and self._folded.startswith(wider._folded)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return where ``text`` has it, in characters; no two overlap."""
        if not self:
            return ()
        folded = _folded(text)
        found = [match.span() for match in self._pattern.finditer(folded)]
        if len(folded) == len(text) or not found:
            return tuple(found)
        return _unfolded(text, found)


class _Folds(dict[int, str]):
    """What each character, by its number, is compared as: never nothing."""

    _TYPED: Final = str.maketrans("‘’‚“”„‐‑–—−", '\'\'""""-----')
    """What print has and keyboards have not."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        typed = normalize("NFKC", character).translate(self._TYPED)
        folded = self[code] = typed.casefold() or character
        return folded


@cache
def _folds() -> _Folds:
    return _Folds()


def _folded(text: str) -> str:
    """Return ``text`` as it is compared; as long as before, or longer."""
    return text.lower() if text.isascii() else text.translate(_folds())


def _unfolded(text: str, found: list[Span]) -> tuple[Span, ...]:
    """Return the places of ``found`` in ``text`` itself, whole characters of it."""
    folds = _folds()
    owners: list[int] = []
    for place, character in enumerate(text):
        owners += [place] * len(folds[ord(character)])
    spans: list[Span] = []
    for start, end in found:
        span = (owners[start], owners[end - 1] + 1)
        if not spans or span[0] >= spans[-1][1]:
            spans.append(span)
    return tuple(spans)
