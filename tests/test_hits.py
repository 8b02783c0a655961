"""What a search found is in the order that the library itself has, whatever the segments."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from conftest import capture_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import story

from index.errors import IndexUnusableError
from index.results import Sort
from index.search.engine import tiers
from index.search.full_text import FullTextIndex
from index.search.query import parse_query
from index.search.searcher import Searcher
from index.search.writer import Writer
from index.store.archive import Archive
from index.store.database import Database
from index.store.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path

    from index.article import Article

_EAST = timezone(timedelta(hours=14))
_WEST = timezone(timedelta(hours=-12))
_TITLES = ("Alpha", "álpha", "“Beta”", "beta", "Beta", "新闻", "\uff21lpha", "zone \0", "")
_MOMENTS = (
    None,
    datetime(1, 1, 1, tzinfo=_EAST),
    datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2020, 11, 3, 8, 0, tzinfo=UTC),
    datetime(2020, 11, 3, 22, 0, tzinfo=_EAST),
    datetime(2020, 11, 3, 8, 0, 59, tzinfo=_WEST),
    datetime(9999, 12, 31, 23, 59, tzinfo=_WEST),
)
_ARTICLES = st.builds(
    lambda place, title, source, moment: story(
        place, title=title, source=source, published=moment, body=f"port {title} {moment}"
    ),
    st.integers(1, 20),
    st.sampled_from(_TITLES),
    st.sampled_from(["", "B", "b", "Ä", "新"]),
    st.sampled_from(_MOMENTS),
)


@given(st.lists(st.lists(_ARTICLES, max_size=8), min_size=1, max_size=4))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_found_articles_stand_as_they_do_in_the_library(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Article]]
) -> None:
    folder = tmp_path_factory.mktemp("library")
    database = Database(folder / "library.sqlite3")
    archive, journal = Archive(database), Journal(database)
    index = FullTextIndex.create(folder / "index")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiers, "SMALL", 0)
        for batch in batches:
            archive.keep([(capture_of(article), article) for article in batch])
            changed = [row.number for row in journal.read(100)]
            Writer(index).write(list(archive.articles(changed)))
            journal.mark_done(journal.last())
    there = Writer(index).numbers()
    hits = Searcher(index).search(parse_query("port"))
    assert set(hits.numbers) == there == set(archive.numbers())
    for sort in (Sort.NEWEST, Sort.OLDEST, Sort.TITLE, Sort.SOURCE):
        assert list(hits.ordered(sort)) == list(archive.ordered(there, sort))
    database.close()


@pytest.mark.parametrize("sort", [Sort.TITLE, Sort.SOURCE])
def test_a_damaged_column_is_the_trouble_of_the_index(tmp_path: Path, sort: Sort) -> None:
    index = FullTextIndex.create(tmp_path / "index")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiers, "SMALL", 0)
        for number in (1, 2):
            Writer(index).write([(number, story(number, body="port"))])
    path = next(index.folder.glob("*.arrays"))
    (column,) = (
        one for one in _sections(path.read_bytes()) if one["name"] == f"{sort.value}.codes"
    )
    with path.open("r+b") as file:
        file.seek(column["place"])
        file.write(b"\xff")
    hits = Searcher(index).search(parse_query("port"))
    assert len(hits) == 2
    with pytest.raises(IndexUnusableError, match="broadsheet rebuild"):
        hits.ordered(sort)


def _sections(content: bytes) -> list[dict[str, Any]]:
    directory = content[content.rindex(b'{"sections"') : content.rindex(b"}") + 1]
    sections: list[dict[str, Any]] = json.loads(directory)["sections"]
    return sections
