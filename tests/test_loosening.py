"""What is looked for when no article has all the words."""

from __future__ import annotations

import pytest
from query_shapes import shape

from index.search.loosening import either, is_small_word, loosened, telling_parts
from index.search.query import parse_query
from index.search.query_tree import All, Text


@pytest.mark.parametrize(
    ("typed", "loose"),
    [
        ("free port", "(free | port)"),
        ("the free port", "(free | port)"),
        ("what is a free port about?", "(free | port)"),
        ("state-of-the-art port", "(state | art | port)"),
        ("the of", "(the | of)"),
        ("data-driven port", "(data | driven | port)"),
        ("free inv* w?rd harbou~", "(free | inv* | /w?rd/ | harbou~1)"),
        (
            "free port title:a -rail date:2020",
            "((free | port) title:a -rail <2020-01-01..2020-12-31>)",
        ),
        ("free port is:unread -tag:x", "((free | port) [is:unread] -[tag:x])"),
        ('free "two words"~3 port', '(free | "two+word"~3 | port)'),
        ("(free OR port) harbor", "(free | port | harbor)"),
        ("招商引资", "(招商 | 商引 | 引资)"),
        ("招商引资 date:2020", "((招商 | 商引 | 引资) <2020-01-01..2020-12-31>)"),
        ("US-China", "(US | china)"),
        ("AI大模型", "(ai | 大模 | 模型)"),
        ("2025年经济", "(2025 | 年经 | 经济)"),
        ("U.S.-China", "(US | china)"),
        ("-rail import/export", "((import | export) -rail)"),
    ],
)
def test_plain_words_are_joined_by_or_and_the_rest_stays(typed: str, loose: str) -> None:
    tree = parse_query(typed).tree
    assert tree is not None
    assert shape(loosened(tree)) == loose


@pytest.mark.parametrize(
    "typed",
    ["port", "title:a title:b", "port is:read", '"free port"', "is:read", "招商", "R&D", "A股",
     "source:人民日报", "title:招商引资 date:2020", '"招商引资"',
     "COVID-19", "news.example", "http://news.example/a", "can't", '"US-China" date:2020',
     "title:US-China"],
)  # fmt: skip
def test_what_is_no_choice_of_words_is_never_loosened(typed: str) -> None:
    tree = parse_query(typed).tree
    assert tree is not None
    assert loosened(tree) is None
    assert either(tree) is None


@pytest.mark.parametrize(
    ("typed", "keep_last", "telling"),
    [
        ("how is the port", False, "port"),
        ("steel in the port", False, "(steel port)"),
        ("steel in the", True, "(steel the)"),
        ("steel in port", True, "(steel port)"),
        ("how is the", True, "(how is the)"),
    ],
)
def test_small_words_of_a_question_need_not_occur(
    typed: str, keep_last: bool, telling: str
) -> None:
    tree = parse_query(typed + " inv*").tree
    assert isinstance(tree, All)
    assert shape(telling_parts(All(tree.parts[:-1]), keep_last=keep_last)) == telling


def test_a_small_word_in_capitals_is_a_name() -> None:
    assert is_small_word(Text("it", ("it",)))
    assert not is_small_word(Text("IT", ("IT",)))
    assert not is_small_word(Text("it", ("it",), quoted=True))
