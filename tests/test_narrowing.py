"""Queries that are narrowed: what is put in is found there, and is taken out as it came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.narrowing import (
    excluded,
    excludes,
    filters_of,
    narrowed,
    narrows,
    proposed_name,
    released,
    tag_text,
)

INNER = 'section:"Policies" section:"Customs Reform"'
TEXTS = ['source:"Harbour Daily"', "date:2020", "lang:zh", "tag:ports", 'tag:"two words"', INNER]
TYPED = ["", "port", "port ", "free tra", '"free trade', "a OR b", "(a b", "november", "title:"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("query", TYPED)
def test_what_narrows_a_query_is_taken_out_without_a_trace(query: str, text: str) -> None:
    asked = narrowed(query, text)
    assert narrows(asked, text)
    assert asked.endswith(query.lstrip())
    assert released(asked, text) == query


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("query", TYPED)
def test_what_a_query_excludes_is_let_in_again(query: str, text: str) -> None:
    asked = excluded(query, text)
    assert excludes(asked, text)
    assert not narrows(asked, text)
    assert released(asked, text, excluded=True) == query


def test_a_parenthesis_that_is_never_closed_is_read_at_once() -> None:
    assert filters_of("(" + "“港”" * 500) == ()


def test_filters_gather_at_the_front_and_the_word_being_typed_stays_last() -> None:
    query = narrowed("free tra", 'section:"Ports"')
    assert query == 'section:"Ports" free tra'
    assert narrowed(query, "lang:en") == 'section:"Ports" lang:en free tra'


def test_nothing_is_put_in_twice() -> None:
    assert narrowed('section:"policies" port', INNER) == (
        'section:"policies" section:"Customs Reform" port'
    )


def test_what_is_wanted_is_no_longer_excluded_and_the_other_way_round() -> None:
    assert excluded('source:"A" port', 'source:"A"') == '-source:"A" port'
    assert narrowed('-source:"A" port', 'source:"A"') == 'source:"A" port'
    assert excluded("", INNER) == f"-({INNER})"


def test_filters_beside_or_and_in_groups_are_left_alone() -> None:
    query = '(source:"A" port) OR lang:en NOT lang:zh'
    assert filters_of(query) == ()
    assert narrowed(query, "lang:en") == f"lang:en {query}"


def test_a_year_and_the_words_behind_it_do_not_become_one_date() -> None:
    assert narrowed("november", "date:2020") == 'date:"2020" november'
    assert narrowed("date:2020 november", "lang:en") == "lang:en date:2020 november"


def test_filters_are_known_in_any_case_and_with_or_without_quotes() -> None:
    assert narrows("SOURCE:harbour port", 'source:"Harbour"')
    assert released("SOURCE:harbour port", 'source:"Harbour"') == "port"


def test_a_tag_is_quoted_where_it_must_be() -> None:
    assert tag_text("ports") == "tag:ports"
    assert tag_text('two "good" words') == 'tag:"two good words"'


def test_a_name_is_proposed_from_words_and_values() -> None:
    assert proposed_name('section:"Free Ports" -lang:zh "free trade"') == (
        "Free Ports not zh free trade"
    )
    assert proposed_name("port", "oldest first") == "port, oldest first"
    assert len(proposed_name("port " * 50)) == 40


@given(st.text(alphabet='ab:"()-“” OR\n', max_size=40), st.sampled_from(TEXTS))
def test_whatever_is_typed_can_be_narrowed(query: str, text: str) -> None:
    assert narrows(narrowed(query, text), text)
    assert not narrows(excluded(query, text), text)
    assert len(proposed_name(query)) <= 40
