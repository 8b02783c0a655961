"""Which days a date in a query means, and how a span of days is said in plain words.

``2020``, ``2020-11``, ``2020-11-03`` (with ``-``, ``/`` or ``.``), ``today``, ``yesterday``, any
day that articles print their dates in, and ranges of these: ``2020..2021-06``, ``..2021``.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from index.dates import FIRST_YEAR, LAST_YEAR, read_date
from index.search.query_tree import Days

_PARTS: Final = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年)?\Z", re.ASCII
)
_MONTHS: Final = (*calendar.month_abbr,)[1:]


def read_days(field: str, value: str, today: date) -> Days | None:
    """Return the days of ``after:``, ``before:`` or ``date:`` with ``value``; None if no date.

    ``after`` begins with the first day of its value, ``before`` ends with the day before it.
    """
    if field == "date":
        return _range(value, today)
    span = _span(value, today)
    if span is None:
        return None
    first = span[0].toordinal()
    return Days(first, None) if field == "after" else Days(None, first - 1)


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
    if first.day == 1 and last == _month_end(first.year, first.month):
        return f"published in {_MONTHS[first.month - 1]} {first.year}"
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return f"published in {first.year}"
    return f"published from {_day(first)} to {_day(last)}"


def _range(value: str, today: date) -> Days | None:
    begin, dots, end = value.partition("..")
    if not dots:
        span = _span(value, today)
        return Days(span[0].toordinal(), span[1].toordinal()) if span else None
    first, last = _span(begin, today), _span(end, today)
    if (begin and not first) or (end and not last) or not (begin or end):
        return None
    if first and last and first[0] > last[1]:
        first, last = last, first
    return Days(first[0].toordinal() if first else None, last[1].toordinal() if last else None)


def _span(value: str, today: date) -> tuple[date, date] | None:
    value = value.strip().lower()
    if value in {"today", "yesterday"}:
        return (today - timedelta(value == "yesterday"),) * 2
    parts = _PARTS.match(value)
    if parts is not None:
        return _calendar_span(parts)
    moment = read_date(value)
    return (moment.when.date(),) * 2 if moment else None


def _calendar_span(parts: re.Match[str]) -> tuple[date, date] | None:
    year, month, day_of_month = (int(part) if part else 0 for part in parts.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        if day_of_month:
            return (date(year, month, day_of_month),) * 2
        if parts[2]:
            return date(year, month, 1), _month_end(year, month)
    except ValueError:
        return None
    return date(year, 1, 1), date(year, 12, 31)


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= len(_MONTHS):
        raise ValueError(month)
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
