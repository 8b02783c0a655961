"""What a body opens with that is no text: a template's placeholders, players' times, lone buttons.

Looks at the first few blocks only and drops whole ones; a heading that is a sentence becomes the
paragraph that it was meant to be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.text.markup import plain_text, sound

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST: Final = 6
_LONGEST: Final = 60
_HEADING_WORDS: Final = 14
# A time alone stays: so do the entries of a live report begin.
_NO_TEXT: Final = re.compile(
    r"(\$\$|%%|##|@@|__)[\w.:-]{1,40}\1|\{\{[^{}]{1,40}\}\}"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:\s?/\s?\d{1,2}:\d\d(?::\d\d)?"
    r"|\s?(?:min(?:ute[sn]?|uti|utos)?|sek|sec|分钟))[.…]{0,3}"
    r"|(?:\d{1,5} )?(?:comments?|kommentare?|commentaires?|comentarios|commenti|评论区?|コメント)"
    r"(?: ?[(（]?\d{1,5}[)）]?)?",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(r"#{1,6}\s+")
_SENTENCE: Final = re.compile(r"[.!?。！？][\"'”’»“」』）)]{0,2}\Z")


def open_body(blocks: Iterable[str]) -> list[str]:
    """Return ``blocks`` of markup from the first on that is text of the article."""
    every = list(blocks)
    kept = [block for block in every[:_FIRST] if not _is_no_text(block)] + every[_FIRST:]
    if kept and _is_sentence(kept[0]):
        kept[0] = sound(_HEADING.sub("", kept[0], count=1))
    return kept


def _is_no_text(block: str) -> bool:
    if len(block) > 2 * _LONGEST:
        return False
    return _NO_TEXT.fullmatch(plain_text(block).strip()) is not None


def _is_sentence(block: str) -> bool:
    """Whether a heading reads as a sentence, by its end or by its many words."""
    if not _HEADING.match(block):
        return False
    text = plain_text(block).strip()
    return _SENTENCE.search(text) is not None or len(text.split()) > _HEADING_WORDS
