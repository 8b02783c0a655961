"""Queries: how each form is read and said, and that nothing typed raises or grows."""

from __future__ import annotations

import random
from datetime import date
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query_shapes import shape
from query_table import FORMS, TODAY, WITHOUT_SENSE

from index.results import Sort
from index.search.query import parse_query
from index.search.query_grammar import (
    DEEPEST,
    MOST_CHARACTERS,
    MOST_NEAR,
    MOST_PATTERNS,
    MOST_WORDS,
)
from index.search.query_objects import whoosh_query
from index.search.query_tree import All, AnyOf, Node, Text, Without, marks

_SIGNS = [
    "(", ")", "（", "）", '"', "“", "”", "„", "«", "»", "「", "」", "-", "－", "*", "＊", "?", "？",
    "~", "～2", "~5", ":", "：", " ", " ", "OR", "AND", "NOT", "title:", "url:", "body:", "date:",
    "after:", "sort:", "lang:", "is:", "has:", "tag:", "unread", "note", "..", "2020", "-11",
    "today", "last", "week", "port", "a", "投资", "5G", "\x00", "\ud800", "é", "\n", "[", "\\",
]  # fmt: skip
_KINDS = frozenset({"is", "has", "note", "related", "tag"})
TYPED = st.lists(st.sampled_from(_SIGNS), max_size=30).map("".join) | st.text(max_size=80)


@pytest.mark.parametrize(("typed", "tree", "understood"), FORMS, ids=[row[0] for row in FORMS])
def test_every_form_is_read_and_said(typed: str, tree: str, understood: str) -> None:
    query = parse_query(typed, today=TODAY)
    assert (shape(query.tree) or "nothing", query.understood) == (tree, understood)


@pytest.mark.parametrize(
    ("typed", "tree", "understood"), WITHOUT_SENSE, ids=[row[0] for row in WITHOUT_SENSE]
)
def test_what_makes_no_sense_is_read_as_text_or_nothing_and_told(
    typed: str, tree: str, understood: str
) -> None:
    query = parse_query(typed, today=TODAY)
    assert (shape(query.tree) or "nothing", query.understood) == (tree, understood)


@pytest.mark.parametrize("text", ["", " ", "\x00", "\n\n", "　", "(-", "“", "?"])
def test_nothing_typed_asks_for_everything(text: str) -> None:
    query = parse_query(text)
    assert (query.tree, query.is_empty, query.understood) == (None, True, "all articles")


@pytest.mark.parametrize("text", ["🙂", "§§ !", "\ud800", "(€)"])
def test_a_query_without_words_says_so(text: str) -> None:
    assert parse_query(text).understood == "all articles (there is no word in it)"


def test_parts_that_cannot_be_shown_do_not_keep_the_others_from_being_read() -> None:
    assert parse_query("a\x00b\ud800").understood == "articles with a and b"


def test_before_leaves_out_the_day_that_after_takes_in() -> None:
    first = date(2020, 11, 3).toordinal()
    after = parse_query("after:2020-11-03").tree
    before = parse_query("before:2020-11-03").tree
    assert after == parse_query("date:2020-11-03..").tree
    assert (getattr(after, "first", None), getattr(before, "last", None)) == (first, first - 1)


@pytest.mark.parametrize("order", Sort)
def test_the_query_may_ask_for_an_order(order: Sort) -> None:
    assert parse_query(f"port sort:{order}").sort is order
    assert parse_query(f"sort:{order.upper()}").is_empty


def test_no_order_is_asked_for_by_words_alone_or_by_one_that_is_unknown() -> None:
    assert parse_query("port").sort is None
    assert parse_query("sort:title sort:colour").sort is Sort.TITLE


def test_any_word_joins_plain_words_and_leaves_filters_strict() -> None:
    query = parse_query("the free port section:Policies tag:x -cotton", any_word=True)
    assert query.understood == (
        "articles with free or port, in section Policies, tagged x, without cotton"
    )
    assert isinstance(query.tree, All)
    assert isinstance(query.tree.parts[0], AnyOf)


@pytest.mark.parametrize(
    ("text", "natural"),
    [
        ("what does a free port cost?", True),
        ("free trade zones, R&D and COVID-19", True),
        ("China - EU trade deal", True),
        ("free trade port", False),
        ("port port port port", False),
        ('free "trade port" of China', False),
        ("free trade port OR harbour", False),
        ("free trade port -rail", False),
        ("free trade port title:rail", False),
        ("free trade port invest*", False),
        ("free trade port harbour~", False),
        ("(free trade) port of China", False),
        ("", False),
    ],
)
def test_four_plain_words_or_more_are_natural_language(text: str, natural: bool) -> None:
    assert parse_query(text).natural is natural
    assert parse_query(text, any_word=True, unfinished=True).natural is natural


def test_plain_terms_are_those_of_words_asked_for_anywhere() -> None:
    query = parse_query('free (ports OR dock) title:a "two words" inv* -rail 招商引 is:read free')
    assert query.plain_terms == ("free", "port", "dock", "招商", "商引")
    assert parse_query("is:read").plain_terms == parse_query("").plain_terms == ()


def test_the_keys_of_all_marks_are_known_beforehand() -> None:
    tree = parse_query("(is:read OR tag:Pörts) -has:note -(port tag:'x') date:2020").tree
    assert marks(tree) == {"is:read", "tag:pörts", "has:note", "tag:'x'"}
    assert marks(None) == frozenset()


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("port", True),
        ("author:lin", True),
        ("is:read inv*", True),
        ("is:read", False),
        ("url:news tag:x date:2020 -port", False),
        ("-port", False),
        ("(source:a OR w?rd)", True),
    ],
)
def test_filters_and_exclusions_rank_nothing(text: str, ranks: bool) -> None:
    assert parse_query(text).ranks is ranks


def test_a_long_query_is_cut_and_says_so() -> None:
    query = parse_query(" ".join(f"w{place}" for place in range(MOST_WORDS + 50)))
    assert isinstance(query.tree, All)
    assert len(query.tree.parts) == MOST_WORDS
    assert query.understood.endswith("and 245 more (only its first 256 words were read)")
    assert parse_query("x" * 5000).understood.endswith(
        "(only its first 4,096 characters were read)"
    )


def test_after_eight_patterns_signs_are_text() -> None:
    query = parse_query(" ".join(f"inv{place}* w?{place}nd har{place}bour~" for place in range(20)))
    assert isinstance(query.tree, All)
    assert sum(not isinstance(part, Text) for part in query.tree.parts) == MOST_PATTERNS
    assert query.understood.endswith("(only 8 words with * ? ~ stand for others)")


def test_words_may_stand_near_each_other_in_few_phrases() -> None:
    query = parse_query(" ".join(f'"a{place} b{place} c{place}"~9' for place in range(5)))
    assert isinstance(query.tree, All)
    slops = [part.slop for part in query.tree.parts if isinstance(part, Text)]
    assert slops == [9, 9, 0, 0, 0]
    assert query.understood.endswith(
        f"(only {MOST_NEAR} words may stand near each other, others beside)"
    )


def test_remarks_are_few_and_short() -> None:
    text = " ".join(f"date:no{place}{'o' * 50}" for place in range(5))
    assert parse_query(text).understood.endswith(
        "(no0ooooooooooooooooo… is no date; no1ooooooooooooooooo… is no date;"
        " no2ooooooooooooooooo… is no date; 2 more)"
    )


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "port" + ")" * 10_000,
        "-(" * 10_000,
        "x" * 100_000,
        "投" * 100_000,
        '"' * 100_001,
        "「" * 100_000,
        "title:" * 20_000,
        "a OR " * 20_000,
        "a* " * 40_000,
        "*a*" * 40_000,
        "?" * 100_000,
        "~" * 100_000,
        "a~" * 50_000,
        "NOT " * 25_000,
        "tag:x " * 20_000,
        "date:2020 " * 20_000,
        "date:" + "1" * 100_000,
        'date:"' + "last " * 20_000 + '"',
        '"a b"~5 ' * 20_000,
        "\x00\ud800" * 50_000,
    ],
    ids=lambda text: text[:6],
)
def test_size_and_depth_are_bounded(text: str) -> None:
    for unfinished in (False, True):
        query = parse_query(text, unfinished=unfinished)
        assert query.tree is None or _depth(query.tree) <= 2 * DEEPEST + 2
        assert query.tree is None or sum(_sizes(query.tree)) <= MOST_WORDS
        assert len(query.understood) < MOST_CHARACTERS


@given(TYPED, st.booleans(), st.booleans())
def test_nothing_typed_raises(text: str, any_word: bool, unfinished: bool) -> None:
    query = parse_query(text, any_word=any_word, unfinished=unfinished, today=TODAY)
    query.understood.encode()
    assert not {"Cc", "Cs"} & set(map(category, query.understood))
    assert query.text == text
    assert query.tree is None or whoosh_query(query.tree) == whoosh_query(query.tree)
    assert all(key.partition(":")[0] in _KINDS for key in marks(query.tree))
    assert all(query.plain_terms)


def test_thousands_of_texts_at_random_are_read_and_said() -> None:
    chance = random.Random(20)
    letters = (
        "".join(_SIGNS)
        + "abcdefghijklmnopqrstuvwxyzäöüßéабв港口贸易가나あア 0123456789,.;!|&^%$#@{}<>'"
    )
    for _ in range(4000):
        pieces = chance.choices([*_SIGNS, *letters], k=chance.randrange(60))
        text = "".join(pieces)
        query = parse_query(text, unfinished=chance.random() < 0.5, today=TODAY)
        assert query.understood.startswith(("articles", "all articles"))
        if query.tree is not None:
            whoosh_query(query.tree)


@given(TYPED)
def test_the_same_text_is_always_read_the_same(text: str) -> None:
    assert parse_query(text, today=TODAY) == parse_query(text, today=TODAY)


def _depth(node: Node) -> int:
    if isinstance(node, All | AnyOf):
        return 1 + max(_depth(part) for part in node.parts)
    return 1 + _depth(node.part) if isinstance(node, Without) else 1


def _sizes(node: Node) -> list[int]:
    if isinstance(node, All | AnyOf):
        return [size for part in node.parts for size in _sizes(part)]
    if isinstance(node, Without):
        return _sizes(node.part)
    return [len(node.terms)] if isinstance(node, Text) else [1]
