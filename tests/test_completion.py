"""Completion: what is offered while a query is typed, and what it replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_index import snapshot_of, words_seen
from stories import story

from index.search.completion import Completions, FieldValues
from index.search.query import parse_query
from index.search.query_tree import Text
from index.search.surface import SurfaceWords

if TYPE_CHECKING:
    from index.hints import Completion

_BODIES = (
    "The policies of the port changed. Policies and portals, policy and ports: policies.",
    "Freight for the port. Investors and investments at the port.",
    "临港新区举办招商推介会，临港新区的招商。临海。",
)
_VALUES = {
    "section": [("Policies", 9), ("Free Trade", 4), ('Odd "quoted" name', 2), ("---", 1)],
    "source": [("Harbour Daily", 7), ("Daily Post", 2), ("临港日报", 1)],
    "site": [("portal.example", 5), ("news.portal.example", 2)],
    "tag": [("ports", 3), ("to read", 1)],
    "lang": [("en", 8), ("zh", 1)],
}


@pytest.fixture(scope="module")
def completions(tmp_path_factory: pytest.TempPathFactory) -> Completions:
    articles = [story(at, title="", body=body) for at, body in enumerate(_BODIES)]
    snapshot = snapshot_of(tmp_path_factory.mktemp("complete") / "s", articles, cuts=[1])
    return Completions(snapshot, SurfaceWords.of(snapshot), _VALUES)


def _texts(found: tuple[Completion, ...]) -> list[str]:
    return [one.text for one in found]


def _typed(completions: Completions, text: str) -> list[str]:
    """Return the queries that come of ``text`` with the cursor at ``|``, or at its end."""
    cursor = text.find("|") if "|" in text else len(text)
    text = text.replace("|", "")
    return [
        text[: one.span[0]] + one.text + text[one.span[1] :]
        for one in completions.complete(text, cursor)
    ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pol", "policies"),  # a word, where the index keeps a stem
        ("new pol", "new policies"),
        ("Pol", "Policies"),
        ('say "free pol', 'say "free policies'),
        ("title:pol", "title:policies"),
        ("data-fre", "data-freight"),
        ("-por", "-port"),
        ("por|t freight", "port freight"),
        ("sec", "section:"),
        ("port so", "port source:"),
        ("-la", "-lang:"),
        ("section:", 'section:"Policies"'),
        ("section:tr", 'section:"Free Trade"'),
        ('section:"free tr', 'section:"Free Trade"'),
        ('section:"fr|ee" port', 'section:"Free Trade" port'),
        ("source:dai", 'source:"Daily Post"'),
        ("source:临", 'source:"临港日报"'),
        ("site:por", "site:portal.example"),
        ("(port OR site:news", "(port OR site:news.portal.example"),
        ("tag:to", 'tag:"to read"'),
        ("is:un", "is:unread"),
        ("has:", "has:note"),
        ("sort:o", "sort:oldest"),
        ("lang:", "lang:en"),
        ("lang:chi", "lang:chinese"),
        ("date:last", 'date:"last week"'),
        ('date:"last 3', 'date:"last 30 days"'),
        ("SECTIONS:pol", 'section:"Policies"'),
        ("临", "临港"),
        ("临港", "临港新区"),
        ("port 招", "port 招商"),
    ],
)
def test_what_is_begun_is_completed(completions: Completions, typed: str, first: str) -> None:
    assert _typed(completions, typed)[0] == first


@pytest.mark.parametrize("typed", ["", "port ", "x", "qqq", "section:zzz", "is:qq", "策", '"'])
def test_where_nothing_fits_nothing_is_offered(completions: Completions, typed: str) -> None:
    assert _typed(completions, typed) == []


def test_words_stand_by_frequency_and_the_typed_one_is_not_offered(
    completions: Completions,
) -> None:
    found = completions.complete("po", 2)
    assert _texts(found) == ["policies", "port", "policy", "portals", "ports"]
    assert [one.count for one in found] == [3, 3, 1, 1, 1]
    assert _texts(completions.complete("port", 4)) == ["portals", "ports"]
    assert {one.kind for one in found} == {"word"}


def test_characters_that_always_follow_belong_to_a_run(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    body = (
        "新能源汽车出口。新能源汽车下乡。新能力。新能源汽车。新能源汽车补贴。新能源汽车。一带一路"
        + "。一个一体一些一般" * 2
    )
    snapshot = snapshot_of(tmp_path_factory.mktemp("runs") / "s", [story(0, title="", body=body)])
    found = Completions(snapshot, SurfaceWords.of(snapshot), {})
    assert _typed(found, "新能")[0] == "新能源汽车"
    assert _typed(found, "新能源")[0] == "新能源汽车"
    assert _typed(found, "一带") == ["一带一路"]


def test_values_that_no_query_can_ask_for_are_not_offered(completions: Completions) -> None:
    offered = _texts(completions.complete("section:", 8))
    assert offered == ['section:"Policies"', 'section:"Free Trade"', 'section:"Odd quoted name"']


def test_values_that_begin_so_stand_before_those_with_such_a_word() -> None:
    values = FieldValues.of([("Harbour Daily", 7), ("Daily Post", 2), ("Mydaily", 1)])
    assert values.beginning("dai", 5) == [("Daily Post", 2), ("Harbour Daily", 7)]


def test_no_more_is_offered_than_wanted(completions: Completions) -> None:
    assert len(completions.complete("po", 2, most=2)) == 2
    assert len(completions.complete("s", 1, most=1)) == 1


def test_fields_for_notes_and_relations_are_offered_and_no_word_behind_them(
    completions: Completions,
) -> None:
    assert "note:" in _typed(completions, "no")
    assert "related:" in _typed(completions, "rel")
    assert _typed(completions, "note:po") == _typed(completions, "related:po") == []


@given(st.sampled_from(["p", "po", "por", "fr", "in", "th", "临", "招"]))
def test_every_word_offered_stands_in_the_articles(completions: Completions, start: str) -> None:
    seen = words_seen(_BODIES)
    for one in completions.complete(start, len(start)):
        if one.kind == "word":
            assert one.text.startswith(start)
            assert seen[one.text] == one.count or one.text in "".join(_BODIES)


@given(
    st.text(st.sampled_from('port:section sit"“”()（-临港，： is')) | st.text(), st.integers(-3, 60)
)
def test_nothing_typed_raises_and_spans_hold_the_cursor(
    completions: Completions, text: str, cursor: int
) -> None:
    at = min(max(cursor, 0), len(text))
    for one in completions.complete(text, cursor):
        assert 0 <= one.span[0] <= at <= one.span[1] <= len(text)


@given(st.text(min_size=1, max_size=20), st.sampled_from(["section", "source", "site"]))
def test_a_value_that_is_taken_over_is_read_as_a_value_of_its_field(value: str, name: str) -> None:
    snapshot: list[None] = []
    words = SurfaceWords(())
    values = Completions(snapshot, words, {name: [(value, 1)]})  # type: ignore[arg-type]
    for one in values.complete(f"{name}:", len(name) + 1):
        tree = parse_query(one.text).tree
        assert isinstance(tree, Text)
        assert tree.field == name
