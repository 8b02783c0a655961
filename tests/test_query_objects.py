"""Whoosh's query objects that trees turn into."""

from __future__ import annotations

from datetime import date

import pytest
from whoosh.query import And, AndNot, Every, FuzzyTerm, Not, Or, Phrase, Require, Term, Wildcard
from whoosh.query import Prefix as PrefixQuery
from whoosh.query import Query as WhooshQuery

from index.search.query import parse_query
from index.search.query_objects import DaysQuery, MarkedQuery, WordQuery, whoosh_query
from index.search.schema import WORD_FIELDS


def of(text: str) -> WhooshQuery:
    """Return the Whoosh query of ``text``."""
    tree = parse_query(text, today=date(2021, 3, 9)).tree
    assert tree is not None
    return whoosh_query(tree)


def test_a_word_is_looked_for_in_every_field_of_words() -> None:
    assert of("port") == WordQuery([Term(name, "port") for name in WORD_FIELDS])


@pytest.mark.parametrize(
    ("typed", "name"),
    [("title", "title"), ("body", "body"), ("author", "authors")],
)
def test_a_word_of_a_field_is_looked_for_there(typed: str, name: str) -> None:
    assert of(f"{typed}:port") == WordQuery([Term(name, "port")])


@pytest.mark.parametrize(
    ("typed", "name"),
    [("section", "sections"), ("source", "source"), ("site", "site"), ("url", "url")],
)
def test_a_field_that_filters_makes_all_as_good_a_match(typed: str, name: str) -> None:
    assert of(f"{typed}:port") == Require(Every(), WordQuery([Term(name, "port")]))


def test_words_between_neighbours_are_counted_as_whoosh_counts_steps() -> None:
    terms = ["free", "trade"]
    assert of('title:"free trade"') == WordQuery([Phrase("title", terms, slop=1)])
    assert of('title:"free trade"~5') == WordQuery([Phrase("title", terms, slop=6)])


def test_patterns_are_whooshs_own() -> None:
    assert PrefixQuery("title", "inv") in of("title:inv*").subqueries
    assert of("title:w?rd").subqueries == [Wildcard("title", "w?rd")]
    assert of("title:port~").subqueries == [FuzzyTerm("title", "port", maxdist=1, prefixlength=1)]


def test_filters_are_required_and_exclusions_taken_away() -> None:
    query = of("port is:unread date:2020 -tag:x")
    assert isinstance(query, AndNot)
    assert query.b == MarkedQuery("tag:x")
    assert isinstance(query.a, Require)
    assert isinstance(query.a.b, And)
    marked, days = query.a.b.subqueries
    assert marked == Not(MarkedQuery("is:read"))
    assert isinstance(days, DaysQuery)
    assert date.fromordinal(days.first) == date(2020, 1, 1)


def test_a_choice_of_marks_is_one_filter() -> None:
    either = Or([MarkedQuery("is:starred"), MarkedQuery("tag:two words")])
    assert of('is:starred OR tag:"Two  Words"') == Require(Every(), either)
    assert of("port OR -is:read").subqueries[1] == Not(MarkedQuery("is:read"))


def test_whoosh_itself_finds_nothing_by_a_mark() -> None:
    marked = MarkedQuery("is:read")
    assert marked.is_leaf()
    assert marked.estimate_size(None) == 0
    assert not marked.matcher(None).is_active()
    assert (repr(marked), len({marked, MarkedQuery("is:read")})) == ("MarkedQuery('is:read')", 1)
