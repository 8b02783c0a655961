"""Queries that are still being typed: the last word may go on, and the list does not jump."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.results import Sort
from index.search.query import parse_query

if TYPE_CHECKING:
    from index.library import Library

_TODAY = date(2024, 5, 6)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("inv", "articles with inv…"),
        ("free tra", "articles with free and tra…"),
        ("free tra ", "articles with free and tra"),
        ('"free trade"', 'articles with "free trade"'),
        ('"free trade zo', "articles with free, trade and zo…"),
        ("title:por", "articles with por… in the title"),
        ("section:pol", "articles in section pol…"),
        ("port section:", "articles with port"),
        ("port -section:", "articles with port"),
        ("port after:202", "articles with port"),
        ("port after:2023", "articles with port, published from 1 Jan 2023"),
        ("port lang:ch", "articles with port"),
        ("port lang:zh", "articles with port, in Chinese"),
        ("port sort:old", "articles with port"),
        ("port r", "articles with port"),
        ("port title:r", "articles with port"),
        ("port 5", "articles with port and 5"),
        ("port -rai", "articles with port, without rai"),
        ("(port OR hal", "articles with port or hal…"),
        ("招商", "articles with 招商"),
        ("section:", "all articles"),
        ("port is:", "articles with port"),
        ("port is:rea", "articles with port"),
        ("is:unred", "articles with is and unred… (is: takes unread, read or starred)"),
        ("lang:klin", "articles with lang and klin… (klin is no language)"),
        ("sort:newt", "all articles (sort: takes relevance, newest, oldest, title, source)"),
        ("date:spri", "articles with date and spri… (spri is no date)"),
        ("date:2020-13", "articles with date and 2020-13… (2020-13 is no date)"),
        ("date:20", "all articles"),
        ("date:thu", "articles published on 2 May 2024"),
        ("date:septem", "all articles"),
        ('date:"two wee', "all articles"),
        ("after:last-30-da", "all articles"),
        ("is:read", "articles already read"),
        ("-is:r", "all articles"),
        ("has:no", "all articles"),
        ("has:note", "articles with a note"),
        ("port tag:po", "articles with port"),
        ("port tag:po ", "articles with port, tagged po"),
        ("tag:Ports", "articles tagged Ports"),
        ('tag:"free', "all articles"),
        ('tag:"two words"', 'articles tagged "two words"'),
        ("(is:starred OR tag:po", "articles starred"),
        ("date:last", "all articles"),
        ("date:last ", "all articles"),
        ("port date:last 30 da", "articles with port"),
        ("after:two weeks", "all articles"),
        ("date:last week", "articles published from 29 Apr to 5 May 2024"),
        ("-date:last week ", "articles not published from 29 Apr to 5 May 2024"),
        ("date:last week po", "articles with po…, published from 29 Apr to 5 May 2024"),
        ("date:nov 202", "articles published in Nov 2023"),
        ("date:nov 2020 p", "articles published in Nov 2020"),
        ("date:3 nov 2", "articles published on 3 Nov 2023"),
        ('date:"last', "all articles"),
        ('date:"last we', "all articles"),
        ('date:"last week', "articles published from 29 Apr to 5 May 2024"),
        ('date:"last week" po', "articles with po…, published from 29 Apr to 5 May 2024"),
        ("date:nov", "articles published in Nov 2023"),
        ("date:2020-", "articles published in 2020"),
        ("date:2020-1", "articles published in 2020"),
        ("date:2020-1 ", "articles published in Jan 2020"),
        ("date:2020-11", "articles published in Nov 2020"),
        ("date:2020-3", "articles published in Mar 2020"),
        ("date:2020-3-4", "articles published on 4 Mar 2020"),
        ("date:2020-11-", "articles published in Nov 2020"),
        ("date:2020-11-0", "articles published in Nov 2020"),
        ("date:2020-11-03.", "articles published on 3 Nov 2020"),
        ("date:2020..", "articles published from 1 Jan 2020"),
        ("date:2020..20", "articles published from 1 Jan 2020"),
        ("date:2020..2021-0", "articles published from 1 Jan 2020 to 31 Dec 2021"),
        ('date:"nov 20', "articles published in Nov 2023"),
        ('date:"nov 2020', "articles published in Nov 2020"),
        ("date:q1", "articles published from 1 Jan to 31 Mar 2024"),
        ("url:pol", "articles with pol… in the address"),
        ("body:pol", "articles with pol… in the text"),
        ("tags:po", "all articles"),
        ("wom?", "articles with wom…"),
        ("port *", "articles with port"),
        ("port *c", "articles with port"),
        ("port w?", "articles with port"),
        ("*ca", "articles with words of the form *ca"),
        ("wom?n", "articles with words of the form wom?n"),
        ("harb*", "articles with words that begin with harb"),
        ("harbour~", "articles with words like harbour (1 letter may differ)"),
        ('"free trade"~', 'articles with "free trade"'),
        ('"free trade"~5', 'articles with "free trade" (up to 5 words between)'),
    ],
)
def test_what_has_only_begun_is_taken_as_a_beginning_or_not_at_all(
    text: str, understood: str
) -> None:
    query = parse_query(text, unfinished=True, today=_TODAY, known={"tag:ports"})
    assert query.understood == understood


def test_no_letter_on_the_way_to_a_word_loses_its_articles(library: Library) -> None:
    """Every beginning of a query finds at least what the whole of it finds."""
    for query in (
        "customs reform",
        "turbines",
        "title:biopharma",
        "section:policies",
        "laboratories",
    ):
        wanted = set(library.search(query).numbers)
        assert wanted, query
        start = query.find(":") + 1
        for end in range(start, len(query) + 1):
            found = library.search(query[:end], unfinished=True)
            assert wanted <= set(found.numbers), query[:end]
            assert not found.relaxed, query[:end]


def test_the_beginning_is_marked_in_the_text(library: Library) -> None:
    found = library.search("customs ref", unfinished=True)
    text = "Customs reform reported"
    assert [text[start:end] for start, end in found.spans(text)] == ["Customs", "reform"]


def test_filters_alone_list_the_newest_first(library: Library) -> None:
    assert library.search("after:2019").sort is Sort.NEWEST
    assert library.search("section:policies -port").sort is Sort.NEWEST
    assert library.search("reform after:2019").sort is Sort.RELEVANCE


@given(st.text())
def test_nothing_typed_raises(text: str) -> None:
    parse_query(text, unfinished=True, today=_TODAY)
