"""Queries as they are typed find what they say, in an index of arrays and by its own searcher."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_index import snapshot_of

from index.article import Article
from index.search.engine.answering import evaluate
from index.search.own_queries import OWN_SIZES, own_steps
from index.search.query import parse_query
from index.search.query_objects import whoosh_query
from index.search.second_look import field_scoring

if TYPE_CHECKING:
    from index.search.engine.snapshot import Snapshot

_MARKED = {"is:read": [1, 2], "is:starred": [2, 5], "tag:two words": [3], "has:note": [3, 4]}


def _article(title: str, body: str, day: str, **more: object) -> Article:
    published = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Article("x", title, body, published, **more)  # type: ignore[arg-type]


ARTICLES = [
    _article("Harbours", "The free and open trade of a port.", "2020-11-03", source="Quay Wire"),
    _article("Free trade", "Policies of women at the harbor.", "2020-12-01", language="en"),
    _article("Postcards", "Organizations trade cards for free.", "2021-01-05"),
    _article("招商", "上海自由贸易试验区投资促进会", "2021-03-02", language="zh"),
    _article("A woman", "Nobody was at home.", "2021-03-09", authors=("Wu Wei",)),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Return the five articles, in two segments."""
    return snapshot_of(tmp_path_factory.mktemp("finding"), ARTICLES, cuts=(2,))


def find(snapshot: Snapshot, text: str) -> set[int]:
    tree = parse_query(text, today=date(2021, 3, 10)).tree
    assert tree is not None
    steps = own_steps(lambda key: np.array(_MARKED.get(key, []), np.int64))
    found = evaluate(
        whoosh_query(tree), snapshot, field_scoring(snapshot), steps=steps, sizes=OWN_SIZES
    )
    return set(snapshot.numbers[found.documents].tolist())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("free trade", {1, 2, 3}),
        ('"free trade"', {2}),
        ('"free trade"~1', {2}),
        ('"free trade"~2', {1, 2}),
        ('"trade free"~1', set()),
        ('"trade free"~2', {3}),
        ("title:free", {2}),
        ("body:free", {1, 3}),
        ("har*", {1, 2}),
        ("wom?n", {2, 5}),
        ("*card", {3}),
        ("*cards", {3}),
        ("*policy", {2}),
        ("organi?ation", {3}),
        ("h*o*r", {1, 2}),
        ("harbor", {2}),
        ("harbor~", {1, 2}),
        ("hrbor~2", {1, 2}),
        ("harbor~ -title:harb*", {2}),
        ("title:wom?n", {5}),
        ("author:w?i", {5}),
        ("source:quay", {1}),
        ("投资 OR women -home", {2, 4}),
        ("自由贸易 OR harbor", {2, 4}),
        ("is:read", {1, 2}),
        ("is:read free -is:starred", {1}),
        ("is:starred OR tag:'none'", {2, 5}),
        ('(is:starred OR tag:"Two  WORDS") -wom?n', {3}),
        ("-has:note", {1, 2, 5}),
        ("-has:note trade", {1, 2}),
        ("is:unread", {3, 4, 5}),
        ("-is:unread", {1, 2}),
        ("date:2020", {1, 2}),
        ("date:november", {1}),
        ('date:"last week"', {4}),
        ("after:q1", {3, 4, 5}),
        ("after:2020-12 before:2021-03", {2, 3}),
        ("date:2020 OR date:yesterday", {1, 2, 5}),
        ("-date:2021 free", {1, 2}),
        ("zeppelin~2", set()),
    ],
)
def test_a_query_finds_what_it_says(snapshot: Snapshot, text: str, numbers: set[int]) -> None:
    assert find(snapshot, text) == numbers
