"""What a library tells beside a list of articles, and the commands that print it."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, TypeVar

import pytest
from click.testing import CliRunner, Result
from conftest import capture_of, invented_articles
from small_index import snapshot_of

from index.cli import cli
from index.errors import ArticleNotFoundError
from index.hints import Facets
from index.library import Library
from index.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.article import Article
    from index.hints import Facet
    from index.search.engine.snapshot import Snapshot


_T = TypeVar("_T")


def _articles() -> list[Article]:
    """Return the small library's articles, and the first as another site has it."""
    articles = invented_articles()
    first = articles[0]
    again = dataclasses.replace(
        first,
        id="again",
        title=f"{first.title} at last",
        url="https://b.example/1",
        source="B Post",
    )
    return [*articles, again]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "told")
    library.archive.keep([(capture_of(one), one) for one in _articles()])
    library.catch_up()
    yield library
    library.close()


@pytest.fixture
def telling(library: Library) -> Telling:
    library.set_tag([1], "ports", True)
    return library.telling


@pytest.fixture
def call(library: Library) -> Callable[..., Result]:
    """Return a function that runs a command on the library."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(
            cli, ["--library", str(library.folder), *arguments], catch_exceptions=False
        )

    return run


def _counts(found: tuple[Facet, ...]) -> dict[str, int]:
    return {facet.value: facet.count for facet in found}


def test_facets_count_the_articles_of_a_result(telling: Telling, library: Library) -> None:
    results = library.search("port")
    found = telling.facets(results.numbers)
    assert sum(_counts(found.sources).values()) == len(results)
    assert telling.facets([]) == Facets()
    assert _counts(telling.facets().sources)["Harbour Daily"] == 3
    assert telling.facets() is telling.facets()


def test_each_facet_s_text_narrows_a_query_to_its_count(telling: Telling, library: Library) -> None:
    results = library.search("port")
    found = telling.facets(results.numbers)
    for facet in (*found.sections, *found.sources, *found.years, *found.months):
        assert len(library.search(f"port {facet.text}")) == facet.count, facet


def test_articles_deleted_from_the_index_are_not_counted(tmp_path: Path, library: Library) -> None:
    snapshot = snapshot_of(tmp_path / "fewer", _articles(), cuts=[5], gone=[0])

    def index(read: Callable[[Snapshot], _T]) -> _T:
        return read(snapshot)

    found = Telling(library.archive, index).facets(library.browse().numbers)
    assert sum(_counts(found.languages).values()) == library.count() - 1


def test_the_timeline_runs_from_the_first_month_to_the_last(telling: Telling) -> None:
    found = telling.timeline()
    assert (found[0].value, found[-1].value) == ("2018-05", "2021-03")
    assert len(found) == 35
    assert sum(facet.count for facet in found) == 12
    assert [facet.value for facet in telling.timeline([2, 12], by_year=True)] == ["2021"]


def test_completions_come_from_words_values_and_the_reader_s_tags(
    telling: Telling, library: Library
) -> None:
    def offered(text: str) -> list[str]:
        return [one.text for one in telling.complete(text, len(text))]

    assert offered("custo") == ["customs"]
    assert offered("source:harb") == ['source:"Harbour Daily"']
    assert offered("section:po") == ['section:"Policies"', 'section:"Ports"']
    assert offered("lang:")[0] == "lang:en"
    assert offered("tag:") == ["tag:ports"]
    library.set_tag([2], "to read", True)
    assert offered("tag:to") == ['tag:"to read"']


def test_a_query_that_finds_nothing_is_corrected(telling: Telling, library: Library) -> None:
    found = telling.suggest("cusotms refrom source:harbuor")
    assert found is not None
    assert found.text == "customs reform source:harbour"
    assert len(library.search(found.text)) == 1
    assert telling.suggest("customs reform") is None


def test_related_articles_leave_the_same_story_out(telling: Telling) -> None:
    found = telling.related(1)
    assert found.same_story == (13,)
    numbers = [one.number for one in found.articles]
    assert 3 in numbers
    assert not {1, 13} & set(numbers)
    with pytest.raises(ArticleNotFoundError):
        telling.related(99)


def test_what_is_told_is_of_the_index_as_it_is_now(telling: Telling, library: Library) -> None:
    before = telling.facets()
    assert telling.complete("zepp", 4) == ()
    more = dataclasses.replace(
        library.article(1), id="z", title="Zeppelin", url="https://c.example/1", source="Zeppelin"
    )
    library.archive.keep([(capture_of(more), more)])
    library.catch_up()
    assert len(telling.facets().sources) == len(before.sources) + 1
    assert [one.text for one in telling.complete("zepp", 4)] == ["zeppelin"]


def test_a_damaged_index_is_built_anew_before_it_tells(telling: Telling, library: Library) -> None:
    before = telling.facets()
    for file in (library.folder / "index").glob("*.arrays"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    library.close()
    again = Library.open(library.folder)
    assert again.telling.facets() == before
    again.close()


# Commands


def test_facets_prints_counts_with_the_queries_that_narrow(call: Callable[..., Result]) -> None:
    printed = call("facets", "port")
    assert "By section" in printed.stdout
    assert "found: articles with port" in printed.stderr
    told = json.loads(call("facets", "port", "--json").stdout)
    assert set(told) == {
        f"by_{name}" for name in ("section", "source", "site", "language", "year", "month")
    }
    assert {"value": ["Ports"], "count": 2, "query": 'section:"Ports"'} in told["by_section"]


def test_facets_and_timeline_say_what_was_probably_meant(call: Callable[..., Result]) -> None:
    for command in ("facets", "timeline"):
        assert "Did you mean: is:unread" in call(command, "is:unred").stderr


def test_facets_without_a_query_counts_all_articles(call: Callable[..., Result]) -> None:
    told = json.loads(call("facets", "--json").stdout)
    assert sum(one["count"] for one in told["by_source"]) == 13


def test_many_values_are_cut_short_in_print(call: Callable[..., Result]) -> None:
    printed = call("facets").stdout
    assert "and 1 more" in printed
    assert printed.index("By month") < printed.index("2021-03")


def test_timeline_prints_a_bar_a_month(call: Callable[..., Result]) -> None:
    lines = call("timeline", "port").stdout.splitlines()
    assert lines[-1].split() == ["2021-03", "2", "█" * 40]
    told = json.loads(call("timeline", "port", "--json").stdout)
    assert told[-1] == {"value": "2021-03", "count": 2, "query": "date:2021-03"}
    assert "None of them has a date." in call("timeline", "notice", "without").stderr


def test_related_prints_headlines_and_where_else_the_story_stands(
    call: Callable[..., Result], library: Library
) -> None:
    first = library.article(1).id
    printed = call("related", first).stdout
    assert "Port customs reform cuts waiting" in printed
    assert "the same story: B Post" in printed
    told = json.loads(call("related", first, "--json", "--limit", "1").stdout)
    assert len(told["related"]) == 1
    assert {"id", "title", "score", "others"} <= told["related"][0].keys()
    assert told["same_story"] == [library.article(13).id]


def test_related_says_when_nothing_is(call: Callable[..., Result], library: Library) -> None:
    printed = call("related", library.article(6).id)
    assert "No other article is about this." in printed.stderr
