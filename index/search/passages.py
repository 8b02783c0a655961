"""Which passage of a text shows best what was found in it, and where it may be cut.

A passage that holds more of what is sought is better, then one that holds it closer together and
earlier. It starts with a sentence where one starts shortly before, and words stay whole. Knows
nothing of queries: sightings and weights are given.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from index.text.words import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.results import Span
    from index.search.recognition import Sighting

_LATENESS: Final = 0.05
"""How many characters closer together outweigh one character later in the text."""

_SENTENCE: Final = re.compile(
    r"(?<![A-Z])[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W_a-z])"
    r"|[。！？；]+[”’」』）]* ?"
)
_TITLE: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Gov|Sen|Rep|Lt|Col|No|Jr|vs)\Z")
_CLOSING: Final = frozenset("，。、；：！？）」』》】〉〕”’…")
_WIDE_MARKS: Final = "\u3000"
"""From here on, signs are as wide as two letters and stand without blanks."""


def best_passage(
    text: str, sightings: Sequence[Sighting], weights: Sequence[float], width: int
) -> Span:
    """Return start and end of the best passage of ``text``, at most ``width`` characters.

    ``text`` has single blanks and none at its ends; ``sightings`` ascend; ``weights`` tells for
    each part of the query how much it is worth to show it.
    """
    if len(text) <= width:
        return 0, len(text)
    begin, until = _closest(sightings, weights, width)
    start = _start(text, begin, until, width)
    if start + width >= len(text):
        return start, len(text)
    return start, _end(text, max(until - 1, start), start + width)


def covered(sightings: Sequence[Sighting], weights: Sequence[float], span: Span) -> bool:
    """Tell whether every part of the query is seen in ``span``."""
    start, end = span
    seen = {one.part for one in sightings if start <= one.start and one.end <= end}
    return len(seen) == len(weights)


def _closest(sightings: Sequence[Sighting], weights: Sequence[float], width: int) -> Span:
    """Return the stretch that shows the most; an empty one at the start where nothing is seen."""
    best, stretch = (0.0, 0.0), (0, 0)
    held: Counter[int] = Counter()
    first = 0
    for last, sighting in enumerate(sightings):
        held[sighting.part] += 1
        while first < last and (
            sighting.end - sightings[first].start > width or held[sightings[first].part] > 1
        ):
            held[sightings[first].part] -= 1
            first += 1
        begin, until = sightings[first].start, sighting.end
        worth = sum(weights[part] for part, count in held.items() if count)
        rank = worth, -(until - begin) - begin * _LATENESS
        if rank > best:
            best, stretch = rank, (begin, until)
    return stretch


def _start(text: str, begin: int, until: int, width: int) -> int:
    """Return where a passage starts that has to hold the stretch from ``begin`` to ``until``."""
    spare = max(0, width - (until - begin))
    earliest = begin - min(spare, width // 2)
    last = len(text) - width
    if earliest <= 0:
        return 0
    if last < begin:
        # The text ends soon, which leaves room for more of what stands before.
        sentences = _sentences(text, last, min(begin, len(text) - width // 2))
        return sentences[0] if sentences else _word_start(text, last, begin)
    sentences = _sentences(text, earliest, begin)
    return sentences[-1] if sentences else _word_start(text, begin - spare // 3, begin)


def _sentences(text: str, first: int, last: int) -> list[int]:
    """Return where sentences start from ``first`` to ``last``, both included."""
    return [
        match.end()
        for match in _SENTENCE.finditer(text, max(0, first - 4), last + 1)
        if first <= match.end() <= last
        and not _TITLE.search(text, max(0, match.start() - 8), match.start())
    ]


def _word_start(text: str, first: int, last: int) -> int:
    """Return the first place from ``first`` to ``last`` where a word starts, or the last."""
    return next((at for at in range(first, last) if _may_start(text, at)), last)


def _end(text: str, until: int, last: int) -> int:
    """Return the last place down from ``last`` where a word ends, not before ``until``."""
    return next((at for at in range(last, until, -1) if _may_end(text, at)), last)


def _may_start(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == " " or after == " " or after in _CLOSING:
        return before == " " != after
    return _parts(before, after)


def _may_end(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == " " or after == " ":
        return after == " "
    return _parts(before, after)


def _parts(before: str, after: str) -> bool:
    """Tell whether two neighbours that are no blanks may be parted: one of them needs no blank."""
    if unicodedata.category(after).startswith("M"):
        return False
    return any(
        is_unspaced(one) or (one >= _WIDE_MARKS and not one.isalnum()) for one in (before, after)
    )
