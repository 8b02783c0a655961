"""Which terms are like what was typed: they begin so, fit a pattern, or are spelt nearly so.

One term at a time, as it stands in a text; the index expands the same words on its own list of
terms. The time of one comparison is at most the product of two lengths, whatever is typed.
"""

from __future__ import annotations

from os.path import commonprefix
from typing import TYPE_CHECKING, Final, TypeAlias

from index.search.query_tree import Fuzzy, Prefix, Wildcard
from index.text.words import prefix_stems

if TYPE_CHECKING:
    from collections.abc import Callable

Like: TypeAlias = Prefix | Wildcard | Fuzzy

_LONGEST_BEGINNING: Final = 4
_SHORT: Final = 3


def likeness(part: Like) -> Callable[[str], bool]:
    """Return what tells whether a term is one that ``part`` asks for."""
    if isinstance(part, Prefix):
        start, stems = part.start, prefix_stems(part.start)
        return lambda term: term.startswith(start) or term in stems
    if isinstance(part, Wildcard):
        return _pattern_likeness(part.pattern, frozenset(part.also))
    wanted, distance = part.term, part.distance
    return lambda term: term[:1] == wanted[:1] and is_near(term, wanted, distance)


def _pattern_likeness(pattern: str, also: frozenset[str]) -> Callable[[str], bool]:
    signs = [at for at, sign in enumerate(pattern) if sign in "*?"]
    head, tail = (pattern[: signs[0]], pattern[signs[-1] + 1 :]) if signs else (pattern, pattern)

    def is_like(term: str) -> bool:
        # Most terms are told apart by their ends, which is fast.
        if term.startswith(head) and term.endswith(tail) and fits(term, pattern):
            return True
        return term in also

    return is_like


def beginning(part: Like) -> str:
    """Return what all words begin with whose terms ``part`` asks for; empty where they differ.

    In small letters; a point may stand behind each of them in a text.
    """
    if isinstance(part, Fuzzy):
        return part.term[:1].lower()
    if isinstance(part, Prefix):
        terms = {part.start, *prefix_stems(part.start)}
    else:
        terms = {part.pattern.partition("*")[0].partition("?")[0], *part.also}
    return commonprefix([term_beginning(term) for term in terms])  # noqa: RUF071 (no paths)


def term_beginning(term: str) -> str:
    """Return what all words begin with whose term is ``term`` or is longer, as `beginning` does.

    Taking off an ending may change the last two letters that it leaves (*possibility*,
    ``possibl``), but of a short word the last alone, or *y* (*dying*, ``die``).
    """
    if not (term.isascii() and term.isalpha()) or term.endswith("ie"):
        return term[:1].lower()
    sure = len(term) - 2 if len(term) > _SHORT else len(term) - 1
    return term[: min(max(sure, 1), _LONGEST_BEGINNING)].lower()


def fits(term: str, pattern: str) -> bool:
    """Tell whether ``term`` fits ``pattern``: ``*`` for any letters or none, ``?`` for one."""
    at = place = 0
    star, resume = -1, 0
    while at < len(term):
        sign = pattern[place : place + 1]
        if sign == "*":
            star, resume = place, at
            place += 1
        elif sign and sign in ("?", term[at]):
            at, place = at + 1, place + 1
        elif star < 0:
            return False
        else:
            # Only the last star need take more letters: what fits before it fits as early as can.
            resume += 1
            at, place = resume, star + 1
    return not pattern[place:].strip("*")


def is_near(one: str, other: str, distance: int) -> bool:
    """Tell whether at most ``distance`` letters put in, left out or changed make one the other."""
    if abs(len(one) - len(other)) > distance:
        return False
    if one == other:
        return True
    row = list(range(len(other) + 1))
    for count, letter in enumerate(one, 1):
        diagonal, row[0] = row[0], count
        for at, beside in enumerate(other, 1):
            cheapest = min(row[at] + 1, row[at - 1] + 1, diagonal + (letter != beside))
            diagonal, row[at] = row[at], cheapest
        if min(row) > distance:
            return False
    return row[-1] <= distance
