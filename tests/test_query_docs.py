"""docs/query.md says what the language of queries is, all of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from index.results import Sort
from index.search.query import parse_query
from index.search.query_dates import read_days
from index.search.query_fields import SPECIAL
from index.search.query_grammar import DEEPEST, MOST_CHARACTERS, MOST_WORDS
from index.search.query_tree import FIELDS, STATES

PAGE = (Path(__file__).parents[1] / "docs" / "query.md").read_text(encoding="utf-8")
_FORMS, _DATES = re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE)


def _examples(table: str) -> list[str]:
    rows = table.splitlines()[2:]
    return [typed for row in rows for typed in re.findall(r"`([^`]+)`", row.split("|")[1])]


@pytest.mark.parametrize("typed", _examples(_FORMS))
def test_every_example_is_read_whole(typed: str) -> None:
    query = parse_query(typed)
    assert query.notes == ()
    assert query.tree is not None or query.sort is not None


@pytest.mark.parametrize("typed", _examples(_DATES))
def test_every_date_is_one(typed: str) -> None:
    assert read_days("date", typed, date(2021, 3, 9)) is not None
    assert parse_query(f'after:"{typed}"').notes == ()


def test_every_field_order_and_mark_is_named() -> None:
    asked = [f"{name}:" for name in (*FIELDS, *SPECIAL)]
    asked += [f"sort:{order}" for order in Sort] + [f"is:{state}" for state in STATES]
    assert [one for one in asked if f"`{one}" not in _FORMS] == []


def test_the_limits_are_those_of_the_grammar() -> None:
    limits = re.search(r"\*\*Limits\.\*\*.*", PAGE)
    assert limits is not None
    for number in (MOST_WORDS, MOST_CHARACTERS, DEEPEST):
        assert f"{number:,}" in limits[0]
