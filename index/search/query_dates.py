"""Which days a date in a query means, and how a span of days is said in plain words.

``2020``, ``2020-11``, ``2020-11-03`` (with ``-``, ``/`` or ``.``), dates in words, any day in a
form that articles print, and ranges of these: ``2020..2021-06``, ``..2021``.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from index.article import fold_text
from index.dates import FIRST_YEAR, LAST_YEAR, read_date
from index.search.query_day_words import MONTHS, month_span, read_day_words
from index.search.query_tree import Days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.query_day_words import Span

_PARTS: Final = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年)?\Z", re.ASCII
)
_ONE_MORE: Final = re.compile(r"\s+(?![-－])[^\s()（）\"“”:：]{1,20}")
_MOST_WORDS: Final = 3
"""Words of a date behind its first one: ``last 30 days`` has two."""

_RANGE: Final = re.compile(r"(.*?)(?:\.{2,3}|~|至)(.*)|(\d{4})\s*[-–—]\s*(\d{4})")


def read_days(field: str, value: str, today: date) -> Days | None:
    """Return the days of ``after:``, ``before:`` or ``date:`` with ``value``; None if no date.

    ``after`` begins with the first day of its value, ``before`` ends with the day before it.
    """
    value = fold_text(value)
    if field == "date":
        return _range(value, today)
    span = _span(value, today)
    if span is None:
        return None
    first = span[0].toordinal()
    return Days(first, None) if field == "after" else Days(None, first - 1)


def words_behind(field: str, typed: str, behind: str, today: date) -> int:
    """Return how many characters of ``behind`` belong to a date that ``typed`` begins in words.

    ``week`` belongs to ``last``, ``2020`` to ``november``; nothing to a date in digits.
    """
    if typed[:1].isdigit() and read_days(field, typed, today) is not None:
        return 0
    ends: list[int] = []
    while len(ends) < _MOST_WORDS and (word := _ONE_MORE.match(behind, ends[-1] if ends else 0)):
        ends.append(word.end())
    longer = (end for end in reversed(ends) if read_days(field, typed + behind[:end], today))
    return next(longer, 0)


def describe_days(days: Days) -> str:
    """Return the days in plain words: ``published in Nov 2020``."""
    first = date.fromordinal(days.first) if days.first is not None else None
    last = date.fromordinal(days.last) if days.last is not None else None
    if first is None:
        return f"published before {_day(last + timedelta(1))}" if last else "of any day"
    if last is None:
        return f"published from {_day(first)}"
    if first == last:
        return f"published on {_day(first)}"
    if (first, last) == month_span(first.year, first.month):
        return f"published in {MONTHS[first.month - 1]} {first.year}"
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return f"published in {first.year}"
    begin = _day(first)
    if first.year == last.year:
        begin = begin.rpartition(" ")[0]
    return f"published from {begin} to {_day(last)}"


def overlap(spans: Sequence[Days]) -> Days | None:
    """Return the days that all of ``spans`` have; None where there is no such day."""
    firsts = [days.first for days in spans if days.first is not None]
    lasts = [days.last for days in spans if days.last is not None]
    if firsts and lasts and max(firsts) > min(lasts):
        return None
    return Days(max(firsts, default=None), min(lasts, default=None))


def _range(value: str, today: date) -> Days | None:
    ends = _RANGE.fullmatch(value)
    if ends is None:
        span = _span(value, today)
        return Days(span[0].toordinal(), span[1].toordinal()) if span else None
    begin, end = (ends[1] or ends[3] or "").strip(), (ends[2] or ends[4] or "").strip()
    first, last = _span(begin, today), _span(end, today)
    if (begin and not first) or (end and not last) or not (begin or end):
        return None
    if first and last and first[0] > last[1]:
        first, last = last, first
    return Days(first[0].toordinal() if first else None, last[1].toordinal() if last else None)


def _span(value: str, today: date) -> Span | None:
    parts = _PARTS.match(value)
    if parts is not None:
        return _calendar_span(parts)
    span = read_day_words(value, today)
    if span is None and (moment := read_date(value)) is not None:
        day = moment.when.date()
        return day, day
    return span


def _calendar_span(parts: re.Match[str]) -> Span | None:
    year, month, day_of_month = (int(part) if part else 0 for part in parts.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        if day_of_month:
            return (date(year, month, day_of_month),) * 2
        if parts[2]:
            return month_span(year, month)
    except ValueError:
        return None
    return date(year, 1, 1), date(year, 12, 31)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
