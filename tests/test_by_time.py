"""The newest articles, and those before and behind one in its section, without reading all."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import pytest
from conftest import capture_of
from stories import pairs, story

from index.library import Library
from index.results import Sort
from index.store import by_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SECTIONS = ((), ("Ports",), ("Ports", "Projects"), ("Projects",), ("Rare",))
_STEPS: tuple[Literal[1, -1], ...] = (1, -1)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Return a library of 300 articles on forty days, some without a date, some on one moment."""
    chance = random.Random(5)
    days = [datetime(2020, 11, 1, tzinfo=UTC) + timedelta(days=day) for day in range(40)]
    articles = [
        story(
            place,
            published=chance.choice((*days, *[None] * 10)),
            sections=chance.choices(_SECTIONS, (2, 9, 9, 9, 1))[0],
        )
        for place in range(300)
    ]
    library = Library.open(tmp_path_factory.mktemp("mixed") / "library")
    library.archive.keep(pairs(articles))
    yield library
    library.close()


@pytest.mark.parametrize("limit", [0, 1, 200, 299, 300, 301, 5000])
def test_the_opening_is_the_beginning_of_the_whole_list(mixed: Library, limit: int) -> None:
    opening = mixed.opening(limit)
    whole = mixed.browse(Sort.NEWEST)
    assert opening.numbers == whole.numbers[:limit]
    assert opening.complete is (limit >= 300)
    assert (opening.text, opening.understood, opening.sort) == ("", "", Sort.NEWEST)
    assert opening.window(0, 5) == whole.window(0, min(5, limit))


def test_a_whole_list_is_complete(library: Library) -> None:
    assert library.browse().complete
    assert library.search("port").complete
    assert library.opening().complete


def test_the_opening_reads_an_index_and_no_more_than_it_shows(mixed: Library) -> None:
    plan = mixed.archive._database.rows(f"EXPLAIN QUERY PLAN {by_time._NEWEST}", (200,))
    assert [row[3] for row in plan] == ["SCAN articles USING COVERING INDEX articles_by_time"]


@pytest.mark.parametrize("step", _STEPS)
def test_the_article_beside_is_the_next_of_its_section_in_the_list(
    mixed: Library, step: Literal[1, -1]
) -> None:
    whole = list(mixed.browse(Sort.NEWEST).numbers)
    sections = {number: mixed.article(number).sections for number in whole}
    for place, number in enumerate(whole):
        behind = whole[place + 1 :] if step == 1 else whole[:place][::-1]
        expected = next((one for one in behind if sections[one] == sections[number]), None)
        assert mixed.beside(number, step) == expected, number


@pytest.mark.parametrize("step", _STEPS)
def test_nothing_stands_beside_an_article_that_is_not_there(
    mixed: Library, step: Literal[1, -1]
) -> None:
    assert mixed.beside(777, step) is None


def test_no_step_sorts_articles_or_looks_at_more_than_it_may(mixed: Library) -> None:
    for stretches in by_time._STRETCHES.values():
        for stretch in stretches:
            plan = mixed.archive._database.rows(
                "EXPLAIN QUERY PLAN " + by_time._FIRST.format(*stretch), (1, 1, 1, "[]")
            )
            told = [row[3] for row in plan]
            assert any("articles_by_time" in one for one in told), told
            assert not any("TEMP B-TREE" in one for one in told), told


def test_an_article_beyond_the_farthest_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open(tmp_path / "library")
    articles = [story(place, sections=("Rare",) if place in {0, 4} else ()) for place in range(5)]
    library.archive.keep([(capture_of(article), article) for article in articles])
    monkeypatch.setattr(by_time, "FARTHEST", 4)
    assert (library.beside(5, 1), library.beside(1, -1)) == (1, 5)
    monkeypatch.setattr(by_time, "FARTHEST", 3)
    assert (library.beside(5, 1), library.beside(1, -1)) == (None, None)
    library.close()
