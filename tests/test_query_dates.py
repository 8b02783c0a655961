"""Dates in queries: in digits, in words, and in ranges, said in plain words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.query_dates import describe_days, overlap, read_days
from index.search.query_day_words import read_day_words
from index.search.query_tree import Days

_WEDNESDAY = date(2020, 11, 18)
_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
_WORDS = """
today                 published on 18 Nov 2020
yesterday             published on 17 Nov 2020
this week             published from 16 Nov to 22 Nov 2020
Last Week             published from 9 Nov to 15 Nov 2020
last-week             published from 9 Nov to 15 Nov 2020
this month            published in Nov 2020
last month            published in Oct 2020
previous month        published in Oct 2020
this quarter          published from 1 Oct to 31 Dec 2020
last quarter          published from 1 Jul to 30 Sep 2020
this year             published in 2020
last year             published in 2019
past week             published from 12 Nov to 18 Nov 2020
last 30 days          published from 20 Oct to 18 Nov 2020
the last 7 days       published from 12 Nov to 18 Nov 2020
last_3_weeks          published from 29 Oct to 18 Nov 2020
last two years        published from 19 Nov 2018 to 18 Nov 2020
past 2 months         published from 19 Sep to 18 Nov 2020
3 months ago          published on 18 Aug 2020
a week ago            published on 11 Nov 2020
november              published in Nov 2020
last november         published in Nov 2019
december              published in Dec 2019
last october          published in Oct 2020
nov 2020              published in Nov 2020
November 2019         published in Nov 2019
2020 sept             published in Sep 2020
nov-2020              published in Nov 2020
11/2020               published in Nov 2020
12月                   published in Dec 2019
q3                    published from 1 Jul to 30 Sep 2020
q4                    published from 1 Oct to 31 Dec 2020
last q4               published from 1 Oct to 31 Dec 2019
Q3 2019               published from 1 Jul to 30 Sep 2019
2020q3                published from 1 Jul to 30 Sep 2020
2020-Q3               published from 1 Jul to 30 Sep 2020
monday                published on 16 Nov 2020
wed                   published on 18 Nov 2020
last wednesday        published on 11 Nov 2020
thursday              published on 12 Nov 2020
1990s                 published from 1 Jan 1990 to 31 Dec 1999
今天                   published on 18 Nov 2020
上周                   published from 9 Nov to 15 Nov 2020
去年                   published in 2019
最近30天               published from 20 Oct to 18 Nov 2020
3天前                  published on 15 Nov 2020
3 Nov                 published on 3 Nov 2020
december 24th         published on 24 Dec 2019
11月3日                 published on 3 Nov 2020
２０２０                  published in 2020
2018至2019             published from 1 Jan 2018 to 31 Dec 2019
2018～2019             published from 1 Jan 2018 to 31 Dec 2019
3 Nov 2020            published on 3 Nov 2020
last week..today      published from 9 Nov to 18 Nov 2020
nov..                 published from 1 Nov 2020
..q2 2020             published before 1 Jul 2020
2018–2019             published from 1 Jan 2018 to 31 Dec 2019
2018…2019-06          published from 1 Jan 2018 to 30 Jun 2019
2020-02-28...2020-03  published from 28 Feb to 31 Mar 2020
"""
_ROWS = [line.split("  ", 1) for line in _WORDS.strip().split("\n")]


@pytest.mark.parametrize(("typed", "said"), _ROWS, ids=[typed for typed, _ in _ROWS])
def test_a_date_in_words_is_resolved(typed: str, said: str) -> None:
    days = read_days("date", typed, _WEDNESDAY)
    assert days is not None
    assert describe_days(days) == said.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "..", "spring", "last", "this", "last week of", "tomorrow", "q5",
        "q0 2020", "last 0 days", "0 days ago", "last 99999 years", "2020-02-30", "1899",
        "2101", "2020-13", "13/2020", "31 Feb", "32 nov",
        "0000", "last banana", "x" * 10_000, "2020..spring", "\ud800",
    ],
)  # fmt: skip
def test_anything_else_is_no_date(typed: str) -> None:
    assert read_days("date", typed, _WEDNESDAY) is None


@given(_DAYS, st.sampled_from([typed for typed, _ in _ROWS]))
def test_what_is_named_without_a_year_has_begun_by_today(today: date, typed: str) -> None:
    span = read_day_words(typed.strip(), today)
    if span is not None and "20" not in typed and "19" not in typed:
        assert span[0] <= span[1]
        assert span[0] <= today
        assert today - span[0] < timedelta(366 * 2 + 1)


@given(_DAYS)
def test_weeks_months_and_years_stand_side_by_side(today: date) -> None:
    for unit in ("week", "month", "quarter", "year"):
        last = read_day_words(f"last {unit}", today)
        this = read_day_words(f"this {unit}", today)
        assert last is not None
        assert this is not None
        assert last[1] + timedelta(1) == this[0] <= today <= this[1]


@given(_DAYS, _DAYS)
def test_a_range_is_read_from_either_end(one: date, other: date) -> None:
    first, last = sorted((one, other))
    wanted = Days(first.toordinal(), last.toordinal())
    assert read_days("date", f"{one}..{other}", one) == wanted
    assert read_days("date", f"{other} .. {one}", one) == wanted


@given(st.text(max_size=40), _DAYS)
def test_no_text_is_more_than_no_date(text: str, today: date) -> None:
    for field in ("date", "after", "before"):
        days = read_days(field, text, today)
        assert days is None or describe_days(days).startswith(("published", "of any day"))


def test_spans_overlap_where_a_day_is_in_all_of_them() -> None:
    assert overlap([Days(5, None), Days(None, 9), Days(3, 8)]) == Days(5, 8)
    assert overlap([Days(5, 9), Days(9, 12)]) == Days(9, 9)
    assert overlap([Days(5, 8), Days(9, 12)]) is None
