"""What of a query is being typed at the cursor: a word, a phrase, or the value of a field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.search.query_fields import field_named

if TYPE_CHECKING:
    from index.results import Span

_NAME: Final = r"(?:(?<![^\W_])([^\W\d_]{2,20})[:：])?"
_IN_QUOTES: Final = re.compile(rf"{_NAME}[\"“]([^\"“”]*)\Z")
_WORD: Final = re.compile(rf"{_NAME}([^\s\"“”()（）:：]*)\Z")
_REST_OF_WORD: Final = re.compile(r"[^\s\"“”()（）:：]*")
_REST_OF_QUOTE: Final = re.compile(r"[^\"”]*[\"”]")
_SIGNS: Final = "-－"
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class BegunWord:
    """What was typed of it before the cursor, and where it begins and ends in the query.

    ``name`` is the field whose value it is, empty for none; ``start`` is where that is named, or
    else where the text begins. ``end`` is behind the rest of the word, or of the quoted phrase.
    """

    text: str
    name: str
    in_quotes: bool
    start: int
    begin: int
    end: int

    @property
    def span(self) -> Span:
        """All of it, with the name of its field."""
        return self.start, self.end


def begun_word(text: str, cursor: int) -> BegunWord:
    """Return what is being typed at ``cursor``, a place in ``text``."""
    cursor = min(max(cursor, 0), len(text))
    first = max(0, cursor - _LONGEST)
    before, behind = text[first:cursor], text[cursor:]
    quoted = _IN_QUOTES.search(before)
    if quoted is not None and _opens(text, first + quoted.start(2) - 1):
        rest = _REST_OF_QUOTE.match(behind) if behind.count('"') % 2 else None
        rest = rest or _REST_OF_WORD.match(behind)
    else:
        quoted = None
        rest = _REST_OF_WORD.match(behind)
    found = quoted or _WORD.search(before)
    assert found is not None
    assert rest is not None
    typed = found[2] if quoted else found[2].lstrip(_SIGNS)
    name = field_named(found[1] or "")
    begin = cursor - len(typed)
    start = first + found.start() if name else begin
    return BegunWord(typed, name, quoted is not None, start, begin, cursor + len(rest[0]))


def _opens(text: str, at: int) -> bool:
    return text[at] == "“" or text.count('"', 0, at) % 2 == 0
