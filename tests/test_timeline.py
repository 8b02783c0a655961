"""Hits over time: how many articles of a result are of each month or year."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_index import snapshot_of
from stories import story

from index.search.timeline import timeline

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from index.article import Article

_DATES = st.lists(
    st.none() | st.dates(datetime(1900, 1, 1).date(), datetime(2100, 12, 31).date()),  # noqa: DTZ001
    max_size=12,
)  # fmt: skip


def _of(*days: str) -> list[Article]:
    return [
        story(0, published=datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None)
        for day in days
    ]


@given(_DATES)
def test_each_month_has_its_count_and_none_is_left_out(
    tmp_path_factory: pytest.TempPathFactory, dates: list[datetime | None]
) -> None:
    articles = _of(*(f"{day:%Y-%m-%d}" if day else "" for day in dates))
    found = timeline(snapshot_of(tmp_path_factory.mktemp("s"), articles), by_year=False)
    counts = Counter(f"{day.year}-{day.month:02}" for day in dates if day)
    assert {one.value: one.count for one in found if one.count} == counts
    places = [int(one.value[:4]) * 12 + int(one.value[5:]) for one in found]
    assert places == list(range(places[0], places[0] + len(places))) if places else not counts
    assert not found or (found[0].count and found[-1].count)


def test_a_span_of_more_than_ten_years_is_told_by_year(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, _of("2008-12-31", "2019-01-01", "2019-05-05", ""))
    found = timeline(snapshot)
    assert [one.value for one in found] == [str(year) for year in range(2008, 2020)]
    assert [one.count for one in found] == [1, *[0] * 10, 2]
    assert found[-1].text == "date:2019"


def test_a_short_span_is_told_by_month_unless_years_are_wanted(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, _of("2020-11-30", "2021-01-01"), cuts=[1])
    found = timeline(snapshot)
    assert [(one.value, one.count) for one in found] == [
        ("2020-11", 1), ("2020-12", 0), ("2021-01", 1),
    ]  # fmt: skip
    assert [one.value for one in timeline(snapshot, by_year=True)] == ["2020", "2021"]


def test_only_chosen_articles_are_counted(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, _of("2020-11-30", "2021-01-01"), gone=[0])
    assert [one.value for one in timeline(snapshot)] == ["2021-01"]
    assert [one.value for one in timeline(snapshot, np.array([0]))] == ["2020-11"]
    assert timeline(snapshot, np.array([], np.int64)) == ()
