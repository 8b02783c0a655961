"""The months as bars: how high, which are seen, which years are named, and what is said of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.hints import Facet
from tui.dates_lines import (
    NO_DATES,
    bar_columns,
    chosen_bars,
    date_filter,
    same_bar,
    told,
    value_text,
    window,
    year_labels,
)


def months(first: str, *counts: int) -> list[Facet]:
    """Return months from ``first`` on with these counts."""
    year, month = map(int, first.split("-"))
    names = [f"{year + (month - 1 + at) // 12}-{(month - 1 + at) % 12 + 1:02}" for at in range(99)]
    return [
        Facet("month", name, count, f"date:{name}")
        for name, count in zip(names, counts, strict=False)
    ]


def test_the_highest_bar_fills_all_rows_and_the_smallest_can_be_seen() -> None:
    assert bar_columns([400, 200, 1, 0], 4) == ("████", "  ██", "   ▁", "    ")
    assert bar_columns([8, 5], 1) == ("█", "▅")
    assert bar_columns([0, 0], 2) == ("  ", "  ")
    assert bar_columns([], 4) == ()


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.integers(1, 6))
def test_a_bar_is_as_high_as_its_count_says(counts: list[int], rows: int) -> None:
    columns = bar_columns(counts, rows)
    assert {len(column) for column in columns} == {rows}
    heights = [sum(" ▁▂▃▄▅▆▇█".index(sign) for sign in column) for column in columns]
    for count, height in zip(counts, heights, strict=True):
        assert (height > 0) == (count > 0)
    assert [heights[at] for at in sorted(range(len(counts)), key=counts.__getitem__)] == sorted(
        heights
    )


@given(st.integers(0, 400), st.integers(1, 200), st.integers(0, 400), st.integers(-5, 400))
def test_the_cursor_is_always_among_the_bars_that_are_seen(
    count: int, width: int, cursor: int, first: int
) -> None:
    cursor = min(cursor, max(count - 1, 0))
    seen = window(count, width, cursor, first)
    assert seen.seen <= count
    assert seen.seen * seen.pitch <= max(width, seen.pitch)
    if count:
        assert 0 <= seen.first <= cursor < seen.first + seen.seen <= count
        assert seen.bar(seen.cell(cursor)) == cursor
        assert seen.first <= seen.bar(-9) <= seen.bar(10**6) < seen.first + seen.seen


def test_a_window_stays_where_it_is_while_the_cursor_is_in_it() -> None:
    assert window(100, 40, 99).first == 60
    assert window(100, 40, 70, 60).first == 60
    assert window(100, 40, 50, 60).first == 50


def test_few_bars_are_broad() -> None:
    assert window(10, 40, 0).pitch == 4
    assert window(2, 40, 0).pitch == 6


def test_years_stand_where_they_begin_as_far_as_there_is_room() -> None:
    values = [month.value for month in months("2019-11", *[1] * 30)]
    assert year_labels(values, window(30, 40, 0), 40) == "  2020        2021        2022"
    assert year_labels(values, window(30, 10, 3, 3), 10) == "2020"
    values = [month.value for month in months("2019-06", *[1] * 12)]
    assert year_labels(values, window(12, 12, 0), 12) == "2019   2020"


def test_years_alone_are_named_evenly() -> None:
    values = [str(year) for year in range(1990, 2020)]
    assert year_labels(values, window(30, 30, 0), 30).split() == [
        *("1990", "1995", "2000", "2005", "2010", "2015")
    ]


@given(st.integers(1, 60), st.integers(1, 80), st.integers(0, 60))
def test_a_line_of_years_is_never_too_long(count: int, width: int, cursor: int) -> None:
    values = [month.value for month in months("2019-06", *[1] * count)]
    seen = window(count, width, min(cursor, count - 1))
    assert len(year_labels(values, seen, width)) <= width


def test_a_month_is_told_in_words() -> None:
    bars = months("2020-11", 214, 0, 1)
    assert told(bars, 0) == "Nov 2020 · 214 articles"
    assert told(bars, 1) == "Dec 2020 · no article"
    assert told(bars, 2) == "Jan 2021 · 1 article"
    assert told([Facet("year", "2019", 3000)], 0) == "2019 · 3,000 articles"
    assert told([], 0) == NO_DATES
    assert value_text("2020-03") == "Mar 2020"


def test_a_range_is_told_with_the_articles_of_all_its_months() -> None:
    bars = months("2020-11", 214, 0, 1)
    assert told(bars, 0, 0) == "Nov 2020 – … · 214 articles"
    assert told(bars, 1, 0) == "Nov – Dec 2020 · 214 articles"
    assert told(bars, 0, 2) == "Nov 2020 – Jan 2021 · 215 articles"


def test_what_is_chosen_becomes_a_filter_in_either_direction() -> None:
    bars = months("2020-11", 1, 2, 3)
    assert date_filter(chosen_bars(bars, 1, None)) == "date:2020-12"
    assert date_filter(chosen_bars(bars, 0, 2)) == "date:2020-11..2021-01"
    assert date_filter(chosen_bars(bars, 2, 0)) == "date:2020-11..2021-01"
    assert date_filter(chosen_bars(bars, 1, 1)) == "date:2020-12"


def test_the_cursor_stays_on_its_month_when_others_come() -> None:
    bars = months("2020-11", 1, 2, 3)
    assert same_bar(bars, "2020-12") == 1
    assert same_bar(bars, "2024-01") == 2
    assert same_bar(bars, "1999-01") == 0
    assert same_bar(bars, "") == 2
    assert same_bar([], "2020-12") == 0
