"""Facets: how many articles of a result have which value, and the query text for each value."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_index import snapshot_of
from stories import story

from index.hints import STEP, Facet
from index.search.facets import counted, facets, narrowing, sections
from index.search.query import parse_query
from index.search.query_tree import All, Days, Language, Text
from index.search.searcher import _Search, never, unmarked
from index.text.words import sought_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pytest

    from index.article import Article
    from index.library import Library
    from index.search.engine.snapshot import Snapshot

_PATHS = st.lists(st.sampled_from(["Ports", "Policies", "Rail", "招商"]), max_size=3).map(tuple)
_DAYS = st.none() | st.integers(0, 2000)
_KINDS = st.tuples(
    _PATHS,
    st.sampled_from(["", "Harbour Daily", "Quay Post", "临港日报"]),
    st.sampled_from(["", "a.example", "b.example"]),
    st.sampled_from(["", "en", "zh"]),
    _DAYS,
)


_NAMES = st.lists(st.sampled_from(["Sea", "Rail", "New", "Post"]), min_size=1, max_size=3).map(
    " ".join
)


def _article(place: int, kind: tuple[tuple[str, ...], str, str, str, int | None]) -> Article:
    path, source, site, language, day = kind
    when = None if day is None else datetime(2018, 5, 1, tzinfo=UTC) + timedelta(days=day)
    return story(place, sections=path, source=source, site=site, language=language, published=when)


def _brute(articles: Sequence[Article], values: Callable[[Article], set[str]]) -> dict[str, int]:
    return dict(Counter(value for one in articles for value in values(one) if value))


def _as_dict(found: Sequence[Facet]) -> dict[str, int]:
    return {facet.value: facet.count for facet in found}


def _paths(article: Article) -> set[str]:
    steps = article.sections
    return {STEP.join(steps[:depth]) for depth in range(1, len(steps) + 1)}


def _day(article: Article, form: str) -> set[str]:
    return {article.published.strftime(form)} if article.published else set()


@given(
    kinds=st.lists(_KINDS, min_size=1, max_size=25),
    cuts=st.sets(st.integers(1, 24), max_size=2),
    gone=st.sets(st.integers(0, 24), max_size=5),
    chosen=st.none() | st.sets(st.integers(0, 24)),
)
def test_every_count_is_that_of_the_articles(
    tmp_path_factory: pytest.TempPathFactory,
    kinds: list[tuple[tuple[str, ...], str, str, str, int | None]],
    cuts: set[int],
    gone: set[int],
    chosen: set[int] | None,
) -> None:
    articles = [_article(place, kind) for place, kind in enumerate(kinds)]
    snapshot = snapshot_of(tmp_path_factory.mktemp("s"), articles, cuts=sorted(cuts), gone=gone)
    if chosen is None:
        documents, wanted = None, [one for at, one in enumerate(articles) if at not in gone]
    else:
        places = sorted(at for at in chosen if at < len(articles))
        documents, wanted = np.array(places, np.int64), [articles[at] for at in places]
    found = facets(snapshot, documents)
    assert _as_dict(found.sections) == _brute(wanted, _paths)
    assert _as_dict(found.sources) == _brute(wanted, lambda one: {one.source})
    assert _as_dict(found.sites) == _brute(wanted, lambda one: {one.site})
    assert _as_dict(found.languages) == _brute(wanted, lambda one: {one.language})
    assert _as_dict(found.years) == _brute(wanted, lambda one: _day(one, "%Y"))
    assert _as_dict(found.months) == _brute(wanted, lambda one: _day(one, "%Y-%m"))


def test_sections_stand_as_a_tree_is_read_and_the_rest_by_count_or_time() -> None:
    counts = {f"News{STEP}Rail": 2, "Ports": 4, f"News{STEP}Sea": 3, "News": 1}
    found = sections(counts)
    assert [facet.steps for facet in found] == [
        ("News",), ("News", "Sea"), ("News", "Rail"), ("Ports",),
    ]  # fmt: skip
    assert [facet.count for facet in found] == [6, 3, 2, 4]


def test_a_section_is_counted_once_in_one_that_is_named_twice_above_it() -> None:
    (first, second) = sections({f"Ports{STEP}Ports": 3})
    assert (first.count, second.count) == (3, 3)


def test_years_and_months_stand_by_time(tmp_path: Path) -> None:
    articles = [_article(0, ((), "", "", "", day)) for day in (900, 10, 40, 10)]
    found = facets(snapshot_of(tmp_path, articles))
    assert [one.value for one in found.months] == ["2018-05", "2018-06", "2020-10"]
    assert [one.value for one in found.years] == ["2018", "2020"]


def test_each_text_reads_back_as_its_value() -> None:
    assert narrowing("source", "Harbour Daily") == 'source:"Harbour Daily"'
    assert narrowing("site", "portal.example") == "site:portal.example"
    assert narrowing("section", f"News{STEP}Sea rail") == 'section:"News" section:"Sea rail"'
    assert narrowing("language", "zh") == "lang:zh"
    assert narrowing("month", "2020-11") == "date:2020-11"
    assert narrowing("language", "zh-hans") == narrowing("source", "---") == ""
    assert parse_query("lang:zh").tree == Language("zh")
    assert isinstance(parse_query("date:2020-11").tree, Days)


@given(st.text(), st.sampled_from(["source", "site", "section"]))
def test_no_value_breaks_out_of_its_text(value: str, name: str) -> None:
    """Whatever a page calls itself, the text asks for words of that one field and for no more."""
    text = narrowing(name, value)
    tree = parse_query(f"harbour {text}").tree
    assert isinstance(tree, All) if text else isinstance(tree, Text)
    parts = tree.parts if isinstance(tree, All) else ()
    assert all(isinstance(one, Text) and one.field == name for one in parts[1:])


def test_the_text_of_a_facet_finds_as_many_articles_as_it_counts(library: Library) -> None:
    """So it is where no value's words stand in another value of the field."""
    articles = [library.article(number) for number in library.browse().numbers]
    for name in ("source", "site", "language"):
        for value, count in _brute(articles, lambda one, name=name: {getattr(one, name)}).items():  # type: ignore[misc]
            assert len(library.search(narrowing(name, value))) == count, value
    for path, count in _brute(articles, _paths).items():
        assert len(library.search(narrowing("section", path))) == count, path
    for month, count in _brute(articles, lambda one: _day(one, "%Y-%m")).items():
        assert len(library.search(narrowing("month", month))) == count


@given(st.lists(_KINDS, min_size=1, max_size=12), st.lists(_NAMES, min_size=1, max_size=12))
def test_the_text_of_a_facet_misses_no_article_and_adds_only_those_with_its_words(
    tmp_path_factory: pytest.TempPathFactory,
    kinds: list[tuple[tuple[str, ...], str, str, str, int | None]],
    names: list[str],
) -> None:
    articles = [
        replace(_article(place, kind), source=name, sections=(*kind[0], name))
        for place, (kind, name) in enumerate(zip(kinds, names, strict=False))
    ]
    snapshot = snapshot_of(tmp_path_factory.mktemp("t"), articles)
    found = facets(snapshot)
    for facet in (*found.sections, *found.sources, *found.sites, *found.languages, *found.months):
        tree = parse_query(facet.text).tree
        assert tree is not None
        documents = _Search(snapshot, None, unmarked, never).find(tree).documents.tolist()
        assert len(documents) >= facet.count
        steps = [_terms(step) for step in facet.steps]
        for document in documents if facet.name in {"section", "source"} else ():
            there = articles[document]
            values = there.sections if facet.name == "section" else (there.source,)
            assert all(any(step in _terms(value) for value in values) for step in steps)


def _terms(value: str) -> str:
    return f" {' '.join(word.term for word in sought_words(value))} "


def test_values_that_no_chosen_article_has_are_left_out(tmp_path: Path) -> None:
    snapshot: Snapshot = snapshot_of(tmp_path, [story(0), story(1, source="Quay Post")])
    assert counted(snapshot, "source", np.array([1])) == {"Quay Post": 1}
    assert counted(snapshot, "source", np.array([], np.int64)) == {}
