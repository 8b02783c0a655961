"""Which values of fields in a query mean nothing, and which ones were probably meant.

``is:unred`` is read as text, since nothing typed is an error: here it is found again, so that
``is:unread`` can be offered and neither the name nor the value is taken for a misspelt word.
"""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from index.article import ID_LENGTH, fold_text
from index.results import Sort
from index.search.query_dates import read_days
from index.search.query_day_words import NAMES_OF_DAYS
from index.search.query_fields import DATE_FIELDS, LANGUAGES, NAMES, SPECIAL, field_named
from index.search.query_tree import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.results import Span
    from index.search.query import Query

_LIKENESS: Final = 0.7
"""How like a known value a typed one has to be, from 0 to 1 (Ratcliff and Obershelp)."""

_LONGEST: Final = 40
_DAY: Final = re.compile(r"(?<![^\s(（])(?:19|20)\d\d-\d\d?(?:-\d\d?)?(?![^\s)）])", re.ASCII)
_QUOTES: Final = frozenset('"“”„「」')
# What digits mean does not depend on the day.
_ANY_DAY: Final = date(2020, 1, 1)
_BETWEEN_DAYS: Final = re.compile(r"[\W\d_]+")
_WORDS_OF_DAYS: Final = (
    "this", "last", "past", "previous", "the", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve", "days", "weeks", "months", "quarters",
    "years", "ago", "sept", "tues", "thurs", "an", "st", "nd", "rd", "th",
)  # fmt: skip
_WHOLE_DATE: Final = re.compile(r"(?:\d{4}[-/.]\d{2}|\d{5}|-)")
_CHOOSING: Final = "|".join(one for one in NAMES if field_named(one) in {*SPECIAL, "sort"})
_TYPED: Final = re.compile(
    rf"(?<![^\s(（-])({_CHOOSING})"
    r"[:：]\s*([^\s()（）\"“”]+)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(rf"(?<!\w)(?:(?:{'|'.join(NAMES)})(?!\w)|\w+(?=[:：]\S))", re.IGNORECASE)
_UNKNOWN_NAME: Final = re.compile(r"(?<![\w:：])([^\W\d_]{3,20})(?=[:：][^\s/:：])")
_VALUES: Final[dict[str, tuple[str, ...]]] = {
    "is": STATES,
    "has": ("note", "tag"),
    "lang": tuple(LANGUAGES),
    "sort": tuple(Sort),
} | dict.fromkeys(DATE_FIELDS, NAMES_OF_DAYS)


def values_meant(query: Query, tags: Sequence[str] = ()) -> list[tuple[int, int, str]]:
    """Return where a value or a field stands that means nothing, and what it was meant to be.

    Only of those that are like a known value; ``tags`` are those that articles have. A month or a
    day in digits was meant as a date.
    """
    misread = {typed for typed, _ in query.notes}
    found = [
        (*day.span(), f"date:{day[0]}")
        for day in _DAY.finditer(query.text)
        if read_days("date", day[0], _ANY_DAY) and not _QUOTES.intersection(query.text)
    ]
    for typed in _UNKNOWN_NAME.finditer(query.text):
        name = typed[1].lower()
        if not field_named(name):
            # A word before a colon is no field for that alone: the first letter is seldom wrong.
            named = [one for one in NAMES if one[0] == name[0]]
            meant = get_close_matches(name, named, 1, _LIKENESS)
            found += [(*typed.span(1), one) for one in meant]
    for typed in _TYPED.finditer(query.text):
        name, value = field_named(typed[1]), fold_text(typed[2])
        known = tags if name == "tag" else _VALUES.get(name, ()) if typed[2] in misread else ()
        if len(value) <= _LONGEST and value not in (near := list(map(fold_text, known))):
            meant = get_close_matches(value, near, 1, _LIKENESS)
            found += [(*typed.span(2), one) for one in meant]
    return found


def may_go_on(name: str, value: str) -> bool:
    """Tell whether letters behind ``value`` may make it a value of the field ``name``."""
    folded = fold_text(value)
    if name in DATE_FIELDS:
        begun = _BETWEEN_DAYS.split(folded)[-1]
        if begun.isascii() and begun.isalpha():
            return any(word.startswith(begun) for word in (*NAMES_OF_DAYS, *_WORDS_OF_DAYS))
        return _WHOLE_DATE.match(folded) is None
    if name == "related":
        return len(folded) < ID_LENGTH
    known = _VALUES.get(name)
    return known is None or any(one.startswith(folded) for one in known)


def spelt_right(text: str) -> list[Span]:
    """Return where names of fields stand in ``text``, or seem to, and values that are no words."""
    names = [found.span() for found in _NAME.finditer(text)]
    return names + [found.span(2) for found in _TYPED.finditer(text)]
