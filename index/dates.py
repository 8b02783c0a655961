"""Read dates as news pages print them: any known form in, an aware moment and its precision out.

Forms: ISO 8601, RFC 2822, ``Nov 10, 2020``, ``10 November 2020``, ``17:26, July 07, 2015``,
``12.02.2024`` (day first), ``03/31/2008`` (month first, unless it cannot be or the caller knows
the page's language to put the day first), ``2020年11月10日``, and the digits of addresses such as
``/201912/30/``. A time without a zone is taken as UTC. Never raises, and never guesses a year, a
month or a day that the text does not tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100


class Precision(StrEnum):
    """How much of a moment a page told."""

    DAY = "day"
    MINUTE = "minute"


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware time and how exactly it is known; a day alone is its midnight in UTC."""

    when: datetime
    precision: Precision


# English first, then German, French, Spanish, Italian, Portuguese and Dutch, with short forms;
# then Swedish, Danish, Norwegian, Turkish, Polish and Russian.
_MONTH_NAMES: Final = (
    (
        "jan january januar janvier enero ene gennaio gen janeiro januari jänner "
        "janv ocak января stycznia"
    ),
    (
        "feb february februar février févr fév fevrier febrero febbraio fevereiro fev "
        "februari şubat февраля lutego"
    ),
    "mar march märz mär mrz mars marzo março maart mrt mart марта marca",
    "apr april avril avr abril abr aprile nisan апреля kwietnia",
    "may mai mayo maggio mag maio mei maj mayıs мая maja",
    "jun june juni juin junio giugno giu junho haziran июня czerwca",
    "jul july juli juillet juil julio luglio lug julho temmuz июля lipca",
    "aug august août aout agosto ago augustus augusti ağustos августа sierpnia",
    "sep sept september septembre septiembre settembre setembro eylül сентября września",
    "oct october oktober okt octobre octubre ottobre ott outubro ekim октября października",
    "nov november novembre noviembre novembro kasım ноября listopada",
    (
        "dec december dezember dez décembre déc decembre diciembre dic dicembre dezembro desember "
        "des aralık декабря grudnia"
    ),
)
_MONTHS: Final = {
    name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()
}
# Minutes east of Greenwich of zones that are named by letters.
_ZONES: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "msk": 180,
    "ist": 330, "hkt": 480, "sgt": 480, "beijing time": 480, "jst": 540, "kst": 540, "est": -300,
    "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip

# Every repetition below is bounded, so that a line of any length is read in linear time.
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})(?:\s?[:：时時]\s?|h|(?:(?<=kl\s\d\d)|(?<=kl\.\s\d\d))\.)"
    r"(?P<minute>\d{2})(?!\d)(?:[:：分](?P<second>\d{2})(?!\d)"
    r"(?:[.,]\d{1,9})?秒?|分)?(?:\s?(?P<half>[ap]\.?m\b\.?))?"
    r"(?:\s?\(?(?:(?:UTC|GMT)\s?(?=[+-]\d))?"
    r"(?P<zone>[+-]\d{1,2}(?::?\d{2})?(?!\d)|Z\b|(?:UTC?|GMT|BST|CES?T|EET|MSK|IST|HKT|SGT|JST|KST"
    r"|[ECMP][SD]?T|Beijing\ time)\b)\)?)?"
)
_THEN: Final = (
    r"(?:(?:\s?[T,|·]|\s?[-–—](?=\s)|(?=\s)|(?<=[日号.]))\s{0,3}"
    r"(?:(?:last\s)?updated\s)?(?:at\s|um\s|à\s|a\slas\s|alle\s(?:ore\s)?|kl\.?\s|às\s)?"
)
_AFTER: Final = _THEN + _CLOCK + ")?"
_YEAR: Final = r"(?P<year>(?:19|20|21)\d\d)"
_LAST: Final = r"(?:,\s{0,2}|\s,\s{0,2}|\s{1,2})" + _YEAR + r"(?!\d)"  # a year behind the day
_NAME: Final = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![^\W\d_])"
_DAY: Final = r"(?P<day>\d{1,2})"
_NAME_DAY: Final = _NAME + r"\.?\s{0,2}" + _DAY + r"(?:st|nd|rd|th)?"
_MONTH: Final = r"(?P<month>\d{1,2})"
_COMPACT: Final = (
    r"(?<!\d)(?P<year>(?:19|20|21)\d\d)(?P<month>\d\d)(?P<day>\d\d)T(?P<hour>\d\d):?(?P<minute>\d\d)"
    r"(?::?(?P<second>\d\d))?(?P<zone>Z|[+-]\d\d:?\d\d)?(?!\d)"
)

_FORMS: Final = (
    # 2018-12-26T08:16:30+08:00, 2018/12/26, 2018.12.26
    rf"(?<![\d.-]){_YEAR}(?P<mark>[-/.])\s?{_MONTH}(?P=mark)\s?{_DAY}(?!\d)" + _AFTER,
    # 20181226T081630Z
    _COMPACT,
    # 2020年11月10日 星期二 08:16, 2020년 11월 10일
    rf"(?<!\d){_YEAR}\s?[年년]\s?{_MONTH}\s?[月월]\s?{_DAY}\s?[日号일]?(?:\s?(?:星期|周).)?"
    + _AFTER,
    # 17:26, July 07, 2015
    rf"(?<![\d:]){_CLOCK}\s?[,，]?\s{{0,2}}{_NAME_DAY}{_LAST}",
    # 14:05, 12 Feb 2024
    rf"(?<![\d:]){_CLOCK}\s?[,，]?\s{{1,2}}{_DAY}\.?\s{_NAME}\.?,?\s{_YEAR}(?!\d)",
    # Nov 10, 2020; November 4th 1999, updated at 10:16(GMT+8)
    rf"(?:(?<![^\W_])|(?-i:(?<=[a-z])(?=[A-Z]))){_NAME_DAY}{_LAST}{_AFTER}",
    # Tue, 10 Nov 2020 08:16:00 +0800; 10. November 2020; 10 de noviembre de 2020; 10-Nov-2020
    (
        rf"(?<![\d.:/-]){_DAY}(?:\.|st|nd|rd|th|er|º)?[\s-]{{0,2}}(?:(?:de|of)\s)?{_NAME}\.?,?"
        rf"[\s-]{{0,2}}(?:(?:de|del)\s)?{_YEAR}(?!\d){_AFTER}"
    ),
    # Tue Nov 10 08:16:00 2020
    rf"(?<![^\W_]){_NAME}\s{{1,2}}{_DAY}\s{_CLOCK}\s{_YEAR}(?!\d)",
    # 12.02.2024 and 03/31/2008, 31-03-2008
    (
        r"(?<![\d.:/-])(?P<first>\d{1,2})(?P<mark>[./-])\s?(?P<other>\d{1,2})(?P=mark)\s?"
        rf"{_YEAR}(?!\.?\d){_AFTER}"
    ),
    # 27.04.24 um 07:39: a year of two digits is one only with a clock beside it
    (
        r"(?<![\d.:/-])(?P<day>\d{1,2})\.(?P<month>\d\d)\.(?P<short>\d\d)"
        rf"(?:,|\s[-–|]|\sum)?\s{_CLOCK}"
    ),
)

_HAS_YEAR: Final = re.compile(r"(?:19|20|21)\d\d|\d\.\d\d\.\d\d\b")
_WEEKDAY: Final = re.compile(
    r"\s*(?:published|posted|updated|last updated|date|发布时间|发布日期|时间|日期)?\s*[:：]?\s*"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?)?\s*",
    re.IGNORECASE,
)
_REST: Final = re.compile(r"[\s.,;)\]]*(?:/PRNewswire/|page\s?\d+|星期.|\(.{0,40}\))?[\s.,;)\]]*")
_IN_TITLE: Final = re.compile(
    r"(?:(?<=[(（\[【])|^|(?<![\w.,-])(?=\d{8}$))((?:19|20)\d\d)(\d\d)(\d\d)(?![\d.,])"
)
_BARE: Final = re.compile(r"\s*(\d{4})(\d\d)(\d\d)\s*")

_IN_URL: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)((?:19|20)\d\d)[-/_.](\d{1,2})[-/_.](\d{1,2})(?!\d)",
        r"(?<!\d)((?:19|20)\d\d)(\d\d)[/_](\d\d)(?!\d)",
        r"(?<!\d)((?:19|20)\d\d)/(\d\d)(\d\d)(?!\d)",
        r"(?<!\d)(?<!content_)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)",
    )
)
_ORIGIN: Final = re.compile(r"[a-z][a-z0-9+.-]{0,20}://[^/?#]*", re.IGNORECASE)
_WHOLE_LIMIT: Final = 200


def read_date(text: str, *, day_first: bool = False) -> Moment | None:
    """Return the moment that the whole of ``text`` tells, or None where it is anything else.

    A weekday, a label such as ``Updated:`` and a closing remark in brackets may stand around it.
    ``day_first`` says how slashed digits are meant where both ways are possible.
    """
    if len(text) > _WHOLE_LIMIT:
        return None
    bare = _BARE.fullmatch(text)
    if bare is not None:
        return _day(int(bare[1]), int(bare[2]), int(bare[3]))
    for match, moment in _dates(text, day_first=day_first):
        if _WEEKDAY.fullmatch(text, 0, match.start()) and _REST.fullmatch(text, match.end()):
            return moment
    return None


def find_date(text: str, *, day_first: bool = False) -> tuple[Moment, tuple[int, int]] | None:
    """Return the first date anywhere in ``text`` with its span in characters, or None.

    ``day_first`` says how slashed digits are meant where both ways are possible.
    """
    dates = _dates(text, day_first=day_first)
    found = min(dates, key=lambda pair: (pair[0].start(), -pair[0].end()), default=None)
    if found is None:
        return None
    return found[1], found[0].span()


def date_in_url(url: str) -> Moment | None:
    """Return the day that the path of an address or a file name tells, or None."""
    start = _ORIGIN.match(url)
    path = url[start.end() :] if start else url
    for pattern in _IN_URL:
        for match in pattern.finditer(path):
            moment = _day(int(match[1]), int(match[2]), int(match[3]))
            if moment is not None:
                return moment
    return None


def day_in_title(title: str) -> Moment | None:
    """Return the day of eight bare digits in brackets, or at an end, of a title or a file name."""
    for match in _IN_TITLE.finditer(title):
        moment = _day(int(match[1]), int(match[2]), int(match[3]))
        if moment is not None:
            return moment
    return None


def puts_day_first(language: str) -> bool:
    """Whether ``05/04/2026`` is the fifth of April in ``language``, an ISO 639-1 code or empty."""
    return language not in ("", "en")


def _dates(text: str, *, day_first: bool) -> Iterator[tuple[re.Match[str], Moment]]:
    """Yield the first possible date of each pattern."""
    if _HAS_YEAR.search(text) is None:
        return
    for pattern in _patterns():
        for match in pattern.finditer(text):
            moment = _moment(match, day_first=day_first)
            if moment is not None:
                yield match, moment
                break


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the forms compiled: at the first date, since a command may need none."""
    return tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)


def _moment(match: re.Match[str], *, day_first: bool) -> Moment | None:
    found = match.groupdict()
    month, day = _month_and_day(found, day_first=day_first)
    dated = _day(int(found.get("year") or f"20{found['short']}"), month, day)
    if dated is None or found.get("hour") is None:
        return dated
    hour = _hour(int(found["hour"]), found.get("half"))
    try:
        when = dated.when.replace(
            hour=hour,
            minute=int(found["minute"]),
            second=min(int(found["second"] or 0), 59),
            tzinfo=timezone(timedelta(minutes=_offset(found.get("zone") or "", dated.when))),
        )
        when.astimezone(UTC)
    except (ValueError, OverflowError):
        return dated  # the day is right even where the clock beside it is not
    return Moment(when, Precision.MINUTE)


def _month_and_day(found: dict[str, str | None], *, day_first: bool) -> tuple[int, int]:
    """Return month and day, 0 for a word that is no month's name."""
    first, other = found.get("first"), found.get("other")
    if first and other:
        month, day = int(first), int(other)
        possible = day_first and day <= 12  # noqa: PLR2004 - months of a year
        swapped = found["mark"] != "/" or month > 12 or possible  # noqa: PLR2004
        return (day, month) if swapped else (month, day)
    name = found.get("name")
    month = _MONTHS.get(name.casefold(), 0) if name else int(found["month"] or 0)
    return month, int(found["day"] or 0)


def _day(year: int, month: int, day: int) -> Moment | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return Moment(datetime(year, month, day, tzinfo=UTC), Precision.DAY)
    except ValueError:
        return None


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of the day of a clock with or without ``a.m.`` and ``p.m.``."""
    if half is None or not 1 <= hour <= 12:  # noqa: PLR2004 - a clock face
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _offset(zone: str, day: datetime) -> int:
    """Return the minutes east of Greenwich that ``zone`` tells on ``day``; nothing known is UTC."""
    if zone[:1] not in {"+", "-"}:
        name = zone.casefold()
        if len(name) == 2 and name in {"et", "ct", "mt", "pt"}:  # noqa: PLR2004
            name = name[0] + ("d" if _is_summer(day) else "s") + "t"
        return _ZONES.get(name, 0)
    hours, _, minutes = zone[1:].partition(":")
    if len(hours) == 4:  # noqa: PLR2004 - hhmm
        hours, minutes = hours[:2], hours[2:]
    total = int(hours) * 60 + int(minutes or 0)
    return -total if zone[0] == "-" else total


def _is_summer(day: datetime) -> bool:
    """Tell whether North America has summer time: second Sunday of March to first of November."""
    last_sunday = day.day - day.isoweekday() % 7
    if day.month in {3, 11}:
        return last_sunday >= 8 if day.month == 3 else last_sunday < 1  # noqa: PLR2004
    return 3 < day.month < 11  # noqa: PLR2004 - months
