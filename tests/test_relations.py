"""A query for what is related to an article, and one for notes, find the same everywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unicodedata import category

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from stories import pairs, story

from index.article import fold_text
from index.cli import cli
from index.results import Sort
from index.search.query import parse_query
from index.search.query_relations import nearest_to, titled
from index.store.archive import Archive
from index.store.database import Database
from index.store.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.library import Library

_TITLE = "Harbour city opens free trade port"


@pytest.fixture
def given_id(library: Library) -> str:
    """Return the id of the article whose relations are looked for, the newest."""
    return library.first_page(1)[0].id


@pytest.fixture
def near(library: Library, given_id: str) -> list[int]:
    """Return the numbers of the related articles, the nearest first."""
    related = library.telling.related(library.number_of(given_id), 60)
    assert not related.same_story
    return [one.number for one in related.articles]


@pytest.mark.parametrize("length", [16, 6])
def test_related_articles_come_nearest_first(
    library: Library, given_id: str, near: list[int], length: int
) -> None:
    results = library.search(f"related:{given_id[:length]}")
    assert list(results.numbers) == near
    assert len(near) > 2
    assert results.understood == f"articles related to “{_TITLE}”"
    assert (results.sort, results.complete, results.relaxed) == (Sort.RELEVANCE, True, False)
    assert results.place(near[1]) == 1


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST, Sort.TITLE, Sort.SOURCE])
def test_another_order_has_the_same_articles(
    library: Library, given_id: str, near: list[int], sort: Sort
) -> None:
    by_option = library.search(f"related:{given_id}", sort=sort)
    by_query = library.search(f"related:{given_id} sort:{sort}")
    assert list(by_option.numbers) == list(library.archive.ordered(near, sort))
    assert list(by_query.numbers) == list(by_option.numbers)
    assert by_query.understood.startswith(f"articles related to “{_TITLE}”, ")


def test_filters_beside_it_leave_the_nearest_first(
    library: Library, given_id: str, near: list[int]
) -> None:
    library.mark_read(near[1:2], True)
    results = library.search(f"is:unread related:{given_id}")
    assert list(results.numbers) == [near[0], *near[2:]]
    assert results.understood == f"articles not yet read, related to “{_TITLE}”"


def test_words_beside_it_rank_and_exclusion_takes_away(
    library: Library, given_id: str, near: list[int]
) -> None:
    with_word = list(library.search("port").numbers)
    results = library.search(f"port related:{given_id}")
    assert list(results.numbers) == [number for number in with_word if number in near]
    others = library.search(f"-related:{given_id}")
    assert sorted([*others.numbers, *near]) == list(range(1, 13))
    assert others.understood == f"articles not related to “{_TITLE}”"


@pytest.mark.parametrize("typed", ["zzzzzz", "0", "0123456789abcdef", "Harbour"])
@pytest.mark.parametrize("beside", ["", " port"])
def test_an_unknown_id_finds_nothing_and_says_so(library: Library, typed: str, beside: str) -> None:
    results = library.search(f"related:{typed}{beside}")
    assert len(results) == 0
    assert f"(no article has the id {typed})" in results.understood


def test_while_an_id_is_typed_it_asks_for_nothing_until_it_is_one(
    library: Library, given_id: str, near: list[int]
) -> None:
    for length in range(4):
        typed = f"related:{given_id[:length]}"
        assert len(library.search(typed, unfinished=True)) == 12
    assert len(library.search(f"related:{given_id}", unfinished=True)) == len(near)
    assert len(library.search("related:0123456789abcdef", unfinished=True)) == 0


def test_what_cannot_be_an_id_is_text(library: Library) -> None:
    results = library.search('related:"free port"')
    assert results.understood.endswith("(related: takes the id of an article)")


def test_relations_are_counted_and_fall_into_facets(
    library: Library, given_id: str, near: list[int]
) -> None:
    library.searches.save("near", f"related:{given_id}")
    library.searches.save("unknown", "related:zzzz")
    assert [(one.total, one.new) for one in library.searches.counts()] == [(len(near), 0), (0, 0)]
    facets = library.telling.facets(library.search(f"related:{given_id}").numbers)
    assert sum(facet.count for facet in facets.years) == len(near)


def test_the_command_line_finds_related_articles(
    library: Library, library_folder: Path, given_id: str, near: list[int]
) -> None:
    done = CliRunner().invoke(
        cli, ["--library", str(library_folder), "search", f"related:{given_id}", "--json"]
    )
    ids = [one["id"] for one in json.loads(done.stdout)]
    assert ids == [headline.id for headline in library.headlines(near)]


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_title_is_said_without_control_characters(value: str, title: str) -> None:
    query = titled(parse_query(f"port -(related:{value} OR note:x)"), lambda _: title)
    assert not {"Cc", "Cs"} & set(map(category, query.understood))
    assert len(query.understood) < 500


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("related:0a1b", "0a1b"),
        ("is:unread related:0a1b", "0a1b"),
        ("-related:0a1b", ""),
        ("related:0a1b OR related:2c3d", ""),
        ("related:0a1b related:2c3d", ""),
        ("port", ""),
        ("", ""),
    ],
)
def test_only_one_article_can_be_the_nearest(text: str, near: str) -> None:
    assert nearest_to(parse_query(text)) == near


# Notes


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("note:lease", [2, 5]),
        ("note:LEASE", [2, 5]),
        ("note:ｌｅａｓｅ", [2, 5]),
        ("note:leas*", [2, 5]),
        ('note:"the lease"', [2, 5]),
        ('note:"office again"', [2]),
        ("note:招商", [7]),
        ("note:strasse", [7]),
        ("note:(招商 OR office)", [2, 7]),
        ("-note:lease has:note", [7]),
        ("notes:lease", [2, 5]),
        ("note:100%", [7]),
        ("note:port", []),
    ],
)
def test_articles_are_found_by_what_their_notes_say(
    library: Library, typed: str, found: list[int]
) -> None:
    library.set_note(2, "Ask about the\n\nLease. Office  again?\nOffice\nAGAIN")
    library.set_note(5, "Ｔｈｅ　ｌｅａｓｅ ended.")
    library.set_note(7, "去年招商会, Hafenstraße, 100% full")
    assert sorted(library.search(typed).numbers) == found
    assert sorted(library.search(typed, unfinished=True).numbers) == found


def test_the_beginning_of_a_note_finds_it_while_typing(library: Library) -> None:
    library.set_note(2, "Ask about the lease.")
    assert len(library.search("note:", unfinished=True)) == 12
    assert list(library.search("note:leas", unfinished=True).numbers) == [2]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("note:lease", "articles with lease in the note"),
        ('note:"the lease"', 'articles with "the lease" in the note'),
        ("port -note:lease", "articles with port, without lease in the note"),
        ('note:"" port', "articles with port (note: takes a word of a note)"),
    ],
)
def test_it_is_said_that_notes_are_asked_for(typed: str, understood: str) -> None:
    assert parse_query(typed).understood == understood


@pytest.fixture(scope="module")
def one_article(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marks]:
    with Database(tmp_path_factory.mktemp("notes") / "library.sqlite3") as database:
        Archive(database).keep(pairs([story(0)]))
        yield Marks(database)


@given(note=st.text(max_size=60) | st.text("ßİŉ e\u0301Ａ", max_size=20))
def test_every_note_is_found_by_all_its_words(one_article: Marks, note: str) -> None:
    one_article.set_note(1, note)
    for word in filter(fold_text, one_article.note_of(1).split()):
        assert list(one_article.numbers_with(f"note:{word}")) == [1]
        assert list(one_article.numbers_with(f"note:{fold_text(word)}")) == [1]
    assert list(one_article.numbers_with("note:")) == []


def test_notes_are_told_the_latest_first(library: Library) -> None:
    assert library.notes() == []
    library.set_note(2, "first")
    library.set_note(5, "second")
    assert library.notes() == [(5, "second"), (2, "first")]
