"""How Whoosh cuts a text: the words of `index.text.words`, as Whoosh's tokens.

Without state: an index keeps a pickled copy of it, which has to fit the next version too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh.analysis import Analyzer, Token

from index.text.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator


class WordAnalyzer(Analyzer):  # type: ignore[misc]
    """English stems and characters of unspaced scripts in one stream of tokens."""

    def __call__(self, value: str, **options: object) -> Iterator[Token]:
        """Yield the same token again and again, as Whoosh wants it, once for each word."""
        known = {"positions": True, "chars": True, "mode": options.get("mode", "")}
        token = Token(**known)
        token.boost = 1.0
        for word in words(value):
            token.text, token.pos = word.term, word.position
            token.startchar, token.endchar = word.start, word.end
            yield token
