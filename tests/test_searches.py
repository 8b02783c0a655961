"""Saved searches keep what was asked, and tell what it finds and what of that is new."""

from __future__ import annotations

import fcntl
import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from conftest import capture_of, invented_articles
from hypothesis import given
from hypothesis import strategies as st
from stories import pairs, story

from index.errors import LibraryError, SearchCancelledError
from index.hints import SavedSearch, SearchCount
from index.indexing import LOCK_NAME
from index.library import Library
from index.results import Sort
from index.store.database import Database
from index.store.searches import LONGEST_NAME, LONGEST_QUERY, MOST_ASKED, KeptSearches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def add_harbours(library: Library, *places: int) -> None:
    """Keep invented articles that name a harbour, not yet indexed."""
    library.archive.keep(pairs(map(story, places)))


def count(library: Library, name: str) -> tuple[int, int]:
    """Return total and new of the search called ``name``."""
    found = [one for one in library.searches.counts() if one.search.name == name]
    assert len(found) == 1
    return found[0].total, found[0].new


def test_a_search_is_kept_with_its_order_over_a_restart(library_folder: Path) -> None:
    first = Library.open(library_folder)
    kept = first.searches.save("Ports", "port OR harbour", Sort.TITLE)
    first.close()
    again = Library.open(library_folder)
    assert again.searches.saved() == [kept]
    assert (kept.name, kept.query, kept.sort) == ("Ports", "port OR harbour", Sort.TITLE)
    again.close()


def test_searches_stand_by_name_whatever_its_case(library: Library) -> None:
    for name in ("zone", "Ports", "air", "ports", "招商"):
        library.searches.save(name, "x")
    names = [search.name for search in library.searches.saved()]
    assert names == ["air", "Ports", "ports", "zone", "招商"]


def test_a_search_of_the_same_name_takes_the_place_of_the_one_before(library: Library) -> None:
    before = library.searches.save("Ports", "port", Sort.TITLE)
    after = library.searches.save(" Ports\n", "harbour")
    assert library.searches.saved() == [after]
    assert (after.key, after.query, after.sort) == (before.key, "harbour", None)


@pytest.mark.parametrize(
    ("name", "query", "kept"),
    [
        ("", "is:unread  port", "is:unread port"),
        (" \n", " ", "All articles"),
        ("x" * (LONGEST_NAME + 9), "port", "x" * LONGEST_NAME),
        ("a\ud800\0b", "port", "a\ufffd\ufffdb"),
    ],
)
def test_a_search_has_a_name_that_can_be_shown(
    library: Library, name: str, query: str, kept: str
) -> None:
    assert library.searches.save(name, query).name == kept


def test_a_query_is_kept_as_far_as_queries_are_read(library: Library) -> None:
    saved = library.searches.save("long", " port\ud800 " + "x" * 9000)
    assert saved.query.startswith("port\ufffd xxx")
    assert len(saved.query) == LONGEST_QUERY


def test_a_search_is_renamed_but_never_over_another(library: Library) -> None:
    ports = library.searches.save("Ports", "port")
    library.searches.save("Rail", "rail")
    with pytest.raises(LibraryError, match="“Rail” already; choose another name"):
        library.searches.rename(ports.key, " Rail ")
    renamed = library.searches.rename(ports.key, "Harbours")
    assert renamed == SavedSearch(ports.key, "Harbours", "port", None, ports.seen)
    assert library.searches.rename(ports.key, " ") == renamed
    assert library.searches.rename(ports.key, "Harbours") == renamed
    assert library.searches.rename(ports.key + 77, "Gone") is None
    assert [one.name for one in library.searches.saved()] == ["Harbours", "Rail"]


def test_a_removed_search_is_handed_back_once(library: Library) -> None:
    ports = library.searches.save("Ports", "port")
    assert library.searches.remove(ports.key) == ports
    assert library.searches.remove(ports.key) is None
    assert library.searches.saved() == []


def test_an_order_of_a_later_broadsheet_is_read_as_none(library: Library) -> None:
    library.searches.save("Ports", "port", Sort.TITLE)
    with library.archive._database.writing() as connection:
        connection.execute("UPDATE searches SET sort = 'length'")
    assert library.searches.saved()[0].sort is None


@pytest.mark.parametrize(
    "query", ["port", "is:unread", "port OR rail -cold", "date:2020", "sort:title", "", "招商"]
)
def test_a_search_counts_what_its_list_shows(library: Library, query: str) -> None:
    saved = library.searches.save("it", query)
    assert library.searches.counts() == [SearchCount(saved, len(library.search(query)), 0)]


def test_articles_that_lack_a_word_are_not_counted(library: Library) -> None:
    assert library.search("customs turbines").relaxed
    library.searches.save("neither", "customs turbines")
    assert count(library, "neither") == (0, 0)


def test_what_comes_after_saving_is_new_until_it_is_looked_at(library: Library) -> None:
    ports = library.searches.save("harbours", "title:harbour")
    library.searches.save("all", "")
    library.searches.save("rail", "rail")
    before = count(library, "harbours")[0]
    add_harbours(library, 1, 2)
    library.catch_up()
    assert count(library, "harbours") == (before + 2, 2)
    assert count(library, "all") == (14, 2)
    assert count(library, "rail")[1] == 0
    library.searches.look(ports.key)
    assert count(library, "harbours") == (before + 2, 0)
    assert count(library, "all") == (14, 2)


def test_what_waited_for_the_index_when_it_was_looked_at_is_new_later(library: Library) -> None:
    ports = library.searches.save("harbours", "title:harbour")
    add_harbours(library, 1, 2, 3)
    library.searches.look(ports.key)
    before, new = count(library, "harbours")
    assert new == 0
    library.catch_up()
    assert count(library, "harbours") == (before + 3, 3)


def test_saving_again_makes_nothing_new(library: Library) -> None:
    library.searches.save("harbours", "title:harbour")
    add_harbours(library, 1)
    library.catch_up()
    library.searches.save("harbours", "title:harbour")
    assert count(library, "harbours")[1] == 0


def test_an_empty_library_counts_nothing(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    for query in ("", "port", "is:unread", "related:0a1b"):
        assert library.searches.save("", query).seen == 0
    assert {(one.total, one.new) for one in library.searches.counts()} == {(0, 0)}
    library.close()


def test_a_query_that_cannot_be_answered_counts_as_nothing(
    library: Library, library_folder: Path
) -> None:
    library.searches.save("ports", "port")
    library.searches.save("all", "")
    shutil.rmtree(library_folder / "index")
    with (library_folder / LOCK_NAME).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # nobody else can build the index anew meanwhile
        assert (count(library, "all"), count(library, "ports")) == ((12, 0), (0, 0))
    assert count(library, "ports") == (3, 0)


def test_counting_ends_when_it_is_no_longer_wanted(library: Library) -> None:
    for name in "abc":
        library.searches.save(name, "port")
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 2

    with pytest.raises(SearchCancelledError):
        library.searches.counts(cancelled)
    assert len(asked) == 3


def test_searches_are_shared_between_libraries_and_threads(library_folder: Path) -> None:
    one, other = Library.open(library_folder), Library.open(library_folder)
    threads = [
        threading.Thread(target=library.searches.save, args=(f"{place}", "port"))
        for place, library in enumerate((one, other) * 4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert one.searches.saved() == other.searches.saved()
    assert [search.name for search in one.searches.saved()] == [str(place) for place in range(8)]
    one.close()
    other.close()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptSearches]:
    with Database(tmp_path / "library.sqlite3") as database:
        yield KeptSearches(database)


def test_typed_queries_come_back_newest_first_and_once(kept: KeptSearches) -> None:
    for query in ("port", "rail", " ", "", "customs ", "port"):
        kept.note_asked(query)
    assert kept.asked() == ["port", "customs", "rail"]


def test_only_the_latest_typed_queries_are_kept(kept: KeptSearches) -> None:
    for place in range(MOST_ASKED + 5):
        kept.note_asked(f"query {place}")
    assert kept.asked() == [f"query {place}" for place in range(MOST_ASKED + 4, 4, -1)]


def test_a_clock_set_back_does_not_turn_the_order(kept: KeptSearches) -> None:
    kept.note_asked("port")
    with kept._database.writing() as connection:
        connection.execute("UPDATE asked SET asked_at = 1 << 60")
    kept.note_asked("rail")
    assert kept.asked() == ["rail", "port"]


@pytest.fixture(scope="module")
def any_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    library = Library.open(tmp_path_factory.mktemp("searches") / "library")
    library.archive.keep([(capture_of(article), article) for article in invented_articles()])
    library.catch_up()
    yield library
    library.close()


@given(name=st.text(max_size=90), query=st.text(max_size=60))
def test_whatever_is_typed_is_kept_and_counted(any_library: Library, name: str, query: str) -> None:
    saved = any_library.searches.save(name, query)
    any_library.searches.note_asked(query)
    counted = [one for one in any_library.searches.counts() if one.search == saved]
    assert len(counted) == 1
    assert counted[0].new <= counted[0].total <= 12
    assert not saved.query or any_library.searches.asked()[0] == saved.query
    assert any_library.searches.remove(saved.key) == saved
