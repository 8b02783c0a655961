"""Dates of every form that news pages print are read; what is no date is none; nothing raises."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import Moment, Precision, date_in_url, day_in_title, find_date, read_date

CHINA = timezone(timedelta(hours=8))


def at(*when: int, zone: timezone = UTC) -> Moment:
    """Return the moment of year, month, day and perhaps hour, minute, second."""
    precision = Precision.MINUTE if len(when) > 3 else Precision.DAY
    year, month, day, hour, minute, second = (*when, 0, 0, 0)[:6]
    return Moment(datetime(year, month, day, hour, minute, second, tzinfo=zone), precision)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Nov 10, 2020", at(2020, 11, 10)),
        ("Nov. 10, 2020", at(2020, 11, 10)),
        ("November 4th, 1999", at(1999, 11, 4)),
        ("March 23, 2020", at(2020, 3, 23)),
        ("10 Nov 2020", at(2020, 11, 10)),
        ("10. November 2020", at(2020, 11, 10)),
        ("10 de noviembre de 2020", at(2020, 11, 10)),
        ("10 février 2020", at(2020, 2, 10)),
        ("2018-12-26", at(2018, 12, 26)),
        ("2018/12/26", at(2018, 12, 26)),
        ("20181226", at(2018, 12, 26)),
        ("12.02.2024", at(2024, 2, 12)),
        ("03/31/2008", at(2008, 3, 31)),
        ("31/03/2008", at(2008, 3, 31)),
        ("03/31/2008 page2", at(2008, 3, 31)),
        ("Nov. 18, 2020 /PRNewswire/", at(2020, 11, 18)),
        ("Updated: Nov 9, 2017", at(2017, 11, 9)),
        ("2020年11月10日", at(2020, 11, 10)),
        ("2020年11月10日 08:16", at(2020, 11, 10, 8, 16)),
        ("2020年11月10日 星期二 08:16", at(2020, 11, 10, 8, 16)),
        ("2020年11月10日08时16分", at(2020, 11, 10, 8, 16)),
        ("2020년 11월 10일", at(2020, 11, 10)),
        ("2012-03-08 08:16", at(2012, 3, 8, 8, 16)),
        ("2017-10-26 16:32:25", at(2017, 10, 26, 16, 32, 25)),
        ("2021-4-23 11:30:09", at(2021, 4, 23, 11, 30, 9)),
        ("July 17, 2020 21:55", at(2020, 7, 17, 21, 55)),
        ("July 17, 2020, 9:55 p.m.", at(2020, 7, 17, 21, 55)),
        ("July 17, 2020 at 12:05 am", at(2020, 7, 17, 0, 5)),
        ("17:26, July 07, 2015", at(2015, 7, 7, 17, 26)),
        ("2020-11-10T08:16Z", at(2020, 11, 10, 8, 16)),
        ("2020-11-10T08:16:30.123+08:00", at(2020, 11, 10, 8, 16, 30, zone=CHINA)),
        ("20201110T081600Z", at(2020, 11, 10, 8, 16, 0)),
        ("Tue, 10 Nov 2020 08:16:00 +0800", at(2020, 11, 10, 8, 16, 0, zone=CHINA)),
        ("Tue Nov 10 08:16:00 2020", at(2020, 11, 10, 8, 16, 0)),
        (
            "Thursday, November 04, 1999, updated at 10:16(GMT+8)",
            at(1999, 11, 4, 10, 16, zone=CHINA),
        ),
    ],
)
def test_a_date_of_a_known_form_is_read(text: str, moment: Moment) -> None:
    assert read_date(text) == moment
    if " " in text or "-" in text or "/" in text:
        found = find_date(f"It says {text} here")
        assert found is not None
        assert found[0].when == moment.when


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "today",
            "2020",
            "Nov 2020",
            "Nov 31, 2020",
            "2020-02-30",
            "2020-13-01",
            "1899-12-31",
        ),
        *("2101-01-01", "Smarch 10, 2020", "32.01.2020", "20201399", "version 1.2.2020.4"),
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None
    assert find_date(text) is None


def test_a_sentence_with_a_date_in_it_is_found_but_not_read() -> None:
    text = "The fair opened on Nov 10, 2020 in the new hall."
    assert read_date(text) is None
    found = find_date(text)
    assert found is not None
    assert text[slice(*found[1])] == "Nov 10, 2020"


def test_the_first_of_several_dates_is_found() -> None:
    found = find_date("from 2019-01-02 08:00 to Nov 10, 2020")
    assert found is not None
    assert found[0] == at(2019, 1, 2, 8, 0)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("14:05, 12 FEB 2024", at(2024, 2, 12, 14, 5)),
        ("Publié le 3 juin 2019 à 14h22", at(2019, 6, 3, 14, 22)),
        ("Publicerad 23 okt 2025 kl 10.23", at(2025, 10, 23, 10, 23)),
        ("Veröffentlicht am 27.04.24 um 07:39 Uhr", at(2024, 4, 27, 7, 39)),
        ("12 марта 2024, 10:15", at(2024, 3, 12, 10, 15)),
        ("City HeraldApril 28, 2023 10:05", at(2023, 4, 28, 10, 5)),
    ],
)
def test_clocks_and_months_of_other_languages_are_found(text: str, moment: Moment) -> None:
    found = find_date(text)
    assert found is not None
    assert found[0] == moment


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Nov 18, 2020, 08:30 ET", -5),
        ("Mar 7, 2021 08:30 ET", -5),
        ("Mar 15, 2021 08:30 ET", -4),
        ("July 2, 2021 08:30 PT", -7),
        ("Nov 6, 2021 08:30 CT", -5),
        ("Nov 7, 2021 08:30 CT", -6),
    ],
)
def test_a_zone_of_two_letters_has_summer_time_by_the_day(text: str, hours: int) -> None:
    found = find_date(text)
    assert found is not None
    assert found[0].when.utcoffset() == timedelta(hours=hours)


def test_two_digits_are_no_year_without_a_clock() -> None:
    assert find_date("Version 27.04.24 of the plan") is None


def test_a_day_stays_a_day_where_the_clock_beside_it_is_impossible() -> None:
    assert read_date("2020-11-10 25:61") == at(2020, 11, 10)


@pytest.mark.parametrize(
    ("url", "moment"),
    [
        ("https://a.example/s/201912/30/WS5e09.html", at(2019, 12, 30)),
        ("http://a.example/cndy/2012-03/08/content_1478.htm", at(2012, 3, 8)),
        ("http://a.example/2024/05/17/port-opens", at(2024, 5, 17)),
        ("http://a.example/n3/2020/1110/c90000-97.html", at(2020, 11, 10)),
        ("http://a.example/t20201110_123.htm", at(2020, 11, 10)),
        ("/199911/04/", at(1999, 11, 4)),
        ("port-2020_05_06", at(2020, 5, 6)),
        ("http://2020-11-10.example/news", None),
        ("http://a.example/content_20111215.htm", None),
        ("http://a.example/202013/45/x", None),
        ("", None),
    ],
)
def test_the_day_in_an_address(url: str, moment: Moment | None) -> None:
    assert date_in_url(url) == moment


DATE_PIECES = st.sampled_from(
    [*"-/ :,TZ年月日٣", "2020", "11", "10", "Nov", "+08:00", "GMT", "a.m."]
)


@given(st.lists(DATE_PIECES | st.text(max_size=3), max_size=30).map("".join))
def test_any_text_is_answered_with_an_aware_moment_or_none(text: str) -> None:
    found = find_date(text)
    for moment in (read_date(text), date_in_url(text), found[0] if found else None):
        assert moment is None or moment.when.tzinfo is not None
    if found is not None:
        start, end = found[1]
        assert 0 <= start < end <= len(text)


@given(st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30)), st.sampled_from([0, 480, -300]))  # noqa: DTZ001 - made aware below
def test_what_isoformat_writes_is_read_back(when: datetime, minutes: int) -> None:
    aware = when.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    moment = read_date(aware.isoformat())
    assert moment is not None
    assert moment.when == aware


def test_slashed_digits_begin_with_the_day_where_the_caller_knows_so() -> None:
    def day(text: str, *, day_first: bool) -> date | None:
        found = find_date(text, day_first=day_first)
        return found[0].when.date() if found else None

    assert day("le 05/04/2026", day_first=False) == date(2026, 5, 4)
    assert day("le 05/04/2026", day_first=True) == date(2026, 4, 5)
    assert day("le 05/24/2026", day_first=True) == date(2026, 5, 24)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Evening bulletin (20221027)", date(2022, 10, 27)),
        ("20221027", date(2022, 10, 27)),
        ("Evening bulletin 20221027", date(2022, 10, 27)),
        ("Ship no. 20221027 sails", None),
        ("Evening bulletin (20221327)", None),
    ],
)
def test_a_title_tells_its_day_in_eight_digits(title: str, told: date | None) -> None:
    found = day_in_title(title)
    assert (found.when.date() if found else None) == told
