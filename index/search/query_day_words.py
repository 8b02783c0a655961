"""Which days a date in words means: ``last week``, ``november``, ``q3 2020``, ``last 30 days``.

One table holds the forms. A name without a year is the latest of its kind that has begun; weeks
begin on Monday; what has not ended yet reaches to its end. Dates in digits are read elsewhere.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Span: TypeAlias = tuple[date, date]
"""The first and the last day of a time, both included."""

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MONTH_NAMES: Final = (
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
    "aug august", "sep sept september", "oct october", "nov november", "dec december",
)  # fmt: skip
_WEEKDAY_NAMES: Final = (
    "mon monday", "tue tues tuesday", "wed wednesday", "thu thur thurs thursday", "fri friday",
    "sat saturday", "sun sunday",
)  # fmt: skip
NAMES_OF_DAYS: Final = (
    "today", "yesterday", *(names.split()[-1] for names in (*_MONTH_NAMES, *_WEEKDAY_NAMES)),
)  # fmt: skip
"""The days, weekdays and months that a date may be, each by its whole name."""

_NUMBER_NAMES: Final = (
    "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_UNIT_NAMES: Final = ("day days 天 日", "week weeks 周 个星期", "month months 月 个月",
                      "quarter quarters 个季度", "year years 年")  # fmt: skip
_CHINESE: Final = {
    "今天": "today", "昨天": "yesterday", "本周": "this week", "这周": "this week",
    "上周": "last week", "本月": "this month", "这个月": "this month", "上月": "last month",
    "上个月": "last month", "今年": "this year", "去年": "last year",
}  # fmt: skip


def _numbered(names: tuple[str, ...], first: int = 0) -> dict[str, int]:
    return {name: at for at, same in enumerate(names, first) for name in same.split()}


_MONTH: Final = _numbered(_MONTH_NAMES, 1) | {f"{number}月": number for number in range(1, 13)}
_WEEKDAY: Final = _numbered(_WEEKDAY_NAMES)
_NUMBER: Final = _numbered(_NUMBER_NAMES, 1)
_UNIT: Final = _numbered(_UNIT_NAMES)
_MONTHS_OF_UNIT: Final = (0, 0, 1, 3, 12)
_LONGEST: Final = 40
_BETWEEN: Final = re.compile(r"[\s_,-]+")


def read_day_words(text: str, today: date) -> Span | None:
    """Return the days that ``text`` means on the day ``today``; None where it is no such date.

    ``last-week`` and ``last_week`` are ``last week``.
    """
    if len(text) > _LONGEST:
        return None
    words = _BETWEEN.sub(" ", text.lower()).strip().removeprefix("the ")
    words = _CHINESE.get(words, words)
    for form, span in _FORMS:
        found = form.fullmatch(words)
        if found is not None:
            try:
                return span(found, today)
            except (ValueError, OverflowError):
                return None
    return None


def month_span(year: int, month: int) -> Span:
    """Return a month from its first day to its last; raises ValueError where there is none."""
    return date(year, month, 1), _last_of(year, month, 1)


def _last_of(year: int, month: int, months: int) -> date:
    year, month = year + (month + months - 2) // 12, (month + months - 2) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(found: re.Match[str], today: date) -> Span:
    return (today - timedelta(found[0] == "yesterday"),) * 2


def _weekday(found: re.Match[str], today: date) -> Span:
    back = (today.weekday() - _WEEKDAY[found["weekday"]]) % 7
    return (today - timedelta(back or 7 * bool(found["last"])),) * 2


def _calendar(found: re.Match[str], today: date) -> Span:
    """Return this week, month, quarter or year, or the one before it."""
    unit, before = _UNIT[found["unit"]], found["which"] != "this"
    if not _MONTHS_OF_UNIT[unit]:
        length = 7 if unit else 1
        first = today - timedelta(today.weekday() * (unit == 1) + length * before)
        return first, first + timedelta(length - 1)
    months = _MONTHS_OF_UNIT[unit]
    began = today.replace(day=1, month=(today.month - 1) // months * months + 1)
    first = _back(began, months) if before else began
    return first, _last_of(first.year, first.month, months)


def _recent(found: re.Match[str], today: date) -> Span:
    return _ago(found, today)[0] + timedelta(1), today


def _ago(found: re.Match[str], today: date) -> Span:
    typed = found["count"] or "1"
    count = _NUMBER.get(typed) or int(typed)
    unit = _UNIT[found["unit"]]
    months = _MONTHS_OF_UNIT[unit] * count
    day = _back(today, months) if months else today - timedelta(count * (7 if unit else 1))
    if not count:
        raise ValueError(typed)
    return day, day


def _back(day: date, months: int) -> date:
    """Return the same day ``months`` earlier, or the last of a month that is shorter."""
    whole = day.year * 12 + day.month - 1 - months
    last = calendar.monthrange(whole // 12, whole % 12 + 1)[1]
    return date(whole // 12, whole % 12 + 1, min(day.day, last))


def _months(first: int, months: int, found: re.Match[str], today: date) -> Span:
    """Return ``months`` from the month ``first`` on: of a year, or the latest that have begun."""
    if found["year"]:
        year = int(found["year"])
    else:
        year = today.year - (date(today.year, first, 1) > today)
        if found["last"] and _last_of(year, first, months) >= today:
            year -= 1
    return date(year, first, 1), _last_of(year, first, months)


def _month(found: re.Match[str], today: date) -> Span:
    return _months(_MONTH[found["month"]], 1, found, today)


def _month_of_year(found: re.Match[str], today: date) -> Span:
    del today
    return month_span(int(found["year"]), int(found["number"]))


def _day_of_month(found: re.Match[str], today: date) -> Span:
    month, day = _MONTH[found["month"]], int(found["day"])
    year = today.year - ((month, day) > (today.month, today.day))
    return (date(year, month, day),) * 2


def _quarter(found: re.Match[str], today: date) -> Span:
    return _months(int(found["quarter"]) * 3 - 2, 3, found, today)


def _decade(found: re.Match[str], today: date) -> Span:
    del today
    year = int(found["year"])
    return date(year, 1, 1), date(year + 9, 12, 31)


def _one_of(group: str, names: dict[str, int]) -> str:
    return rf"(?P<{group}>{'|'.join(sorted(names, key=len, reverse=True))})"


_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_LAST: Final = r"(?P<last>last )?"
_NO_LAST: Final = r"(?P<last>(?!))?"
_COUNT: Final = rf"(?P<count>\d{{1,5}}|{'|'.join(_NUMBER)})"
_SPAN: Final = _one_of("unit", _UNIT)
_NAME: Final = _one_of("month", _MONTH)
_DAY_OF_MONTH: Final = r"(?P<day>\d\d?)(?:st|nd|rd|th|日)?"
_Q: Final = "q(?P<quarter>[1-4])"
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Span]], ...]] = tuple(
    (re.compile(form, re.ASCII), span)
    for form, span in (
        (r"today|yesterday", _day),
        (rf"(?P<which>this|last|previous) {_SPAN}", _calendar),
        (rf"(?:last |past |最近|近|过去)(?:{_COUNT} ?)?{_SPAN}", _recent),
        (rf"{_COUNT} ?{_SPAN}(?: ago|前)", _ago),
        (_LAST + _one_of("weekday", _WEEKDAY), _weekday),
        (rf"{_LAST}{_NAME}(?: {_YEAR})?", _month),
        (rf"{_NO_LAST}{_YEAR} {_NAME}", _month),
        (rf"(?P<number>\d\d?)[ /.]{_YEAR}", _month_of_year),
        (rf"{_NAME} ?{_DAY_OF_MONTH}", _day_of_month),
        (rf"{_DAY_OF_MONTH} {_NAME}", _day_of_month),
        (rf"{_LAST}{_Q}(?: ?{_YEAR})?", _quarter),
        (rf"{_NO_LAST}{_YEAR} ?{_Q}", _quarter),
        (r"(?P<year>(?:19|20)\d0)s", _decade),
    )
)
