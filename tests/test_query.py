"""Queries: how each form is understood, and that nothing typed raises or takes long."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.results import Sort
from index.search.query import parse_query
from index.search.query_grammar import DEEPEST, MOST_CHARACTERS, MOST_PREFIXES, MOST_WORDS
from index.search.query_tree import All, AnyOf, Node, Prefix, Text, Without

TODAY = date(2021, 3, 9)
_SIGNS = [
    "(", ")", "（", "）", '"', "“", "”", "-", "*", ":", "：", " ", "OR", "AND", "NOT", "title:",
    "date:", "after:", "sort:", "lang:", "..", "2020", "-11", "today", "port", "投资", "5G",
    "\x00", "\ud800", "é", "\n",
]  # fmt: skip
TYPED = st.lists(st.sampled_from(_SIGNS), max_size=30).map("".join) | st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("", "all articles"),
        ("port", "articles with port"),
        ("free trade port", "articles with free, trade and port"),
        ("port port", "articles with port"),
        ("port AND trade", "articles with port and trade"),
        ('"free trade" port', 'articles with "free trade" and port'),
        ("“自由贸易” 港", 'articles with "自由贸易" and 港'),
        ("port OR harbor", "articles with port or harbor"),
        ("port OR harbor investment", "articles with (port or harbor) and investment"),
        ("(free trade) OR port", "articles with (free and trade) or port"),
        ("port -cotton", "articles with port, without cotton"),
        ('port NOT "raw cotton"', 'articles with port, without "raw cotton"'),
        ("-cotton -(wool OR silk)", "articles without cotton or (wool or silk)"),
        ("NOT NOT port", "articles with port"),
        ("port OR -cotton", "articles with port or not cotton"),
        ("China - EU trade", "articles with China, EU and trade"),
        ("invest*", "articles with words that begin with invest"),
        ("a*", "articles with a"),
        ("投资*", "articles with 投资"),
        ("title:port", "articles with port in the title"),
        ("Title：port", "articles with port in the title"),
        ("title: port", "articles with port in the title"),
        ("title:(port OR quay) x", "articles with (port in the title or quay in the title) and x"),
        ("-title:port", "articles without port in the title"),
        ("section:Policies", "articles in section Policies"),
        ('source:"Harbour Daily"', 'articles from "Harbour Daily"'),
        ("source:a OR source:b", "articles from a or from b"),
        ("port -source:wire", "articles with port, not from wire"),
        ("site:news.example", "articles on site news.example"),
        ("author:Lin", "articles by Lin"),
        ("lang:zh 招商", "articles with 招商, in Chinese"),
        ("lang:English", "articles in English"),
        ("after:2020-07", "articles published from 1 Jul 2020"),
        ("before:2020", "articles published before 1 Jan 2020"),
        ("date:2020", "articles published in 2020"),
        ("date:2020/11", "articles published in Nov 2020"),
        ("date:2020年11月", "articles published in Nov 2020"),
        ("date:2020-11-03", "articles published on 3 Nov 2020"),
        ('date:"3 Nov 2020"', "articles published on 3 Nov 2020"),
        ("date:2020-12..2020-10-05", "articles published from 5 Oct 2020 to 31 Dec 2020"),
        ("date:2020..", "articles published from 1 Jan 2020"),
        ("date:..2020", "articles published before 1 Jan 2021"),
        ("date:today", "articles published on 9 Mar 2021"),
        ("date:yesterday", "articles published on 8 Mar 2021"),
        ("port sort:newest", "articles with port, newest first"),
        ("sort:title", "all articles, by title"),
        (
            '"free trade" port after:2020-07 -cotton',
            'articles with "free trade" and port, published from 1 Jul 2020, without cotton',
        ),
        ("section:a site:b -c lang:de", "articles in section a, on site b, in German, without c"),
    ],
)
def test_every_form_is_understood(text: str, understood: str) -> None:
    assert parse_query(text, today=TODAY).understood == understood


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ('half "quote', "articles with half and quote"),
        ("((((port", "articles with port"),
        ("port))) trade", "articles with port and trade"),
        ("( ) port", "articles with port"),
        ("OR", "articles with OR"),
        ("port OR", "articles with port"),
        ("OR port", "articles with OR and port"),
        ("AND", "articles with AND"),
        ("NOT", "articles with NOT"),
        ("-", "all articles"),
        ("*", "all articles"),
        ('"', "all articles"),
        ("re: invest", "articles with re: and invest"),
        ("https://news.example/a", "articles with https://news.example/a"),
        ("title:", "articles with title:"),
        ("(title: ) port", "articles with title and port"),
        ("after:spring", "articles with after and spring"),
        ("date:2020-02-30", "articles with date and 2020-02-30"),
        ("date:2020-13", "articles with date and 2020-13"),
        ("before:0000", "articles with before and 0000"),
        ("date:..", "articles with date"),
        ("sort:colour", "articles with sort and colour"),
        ("a\x00b\ud800", "articles with a and b"),
        ("[red]port[/red]", "articles with [red]port[/red]"),
    ],
)
def test_what_makes_no_sense_is_read_as_text(text: str, understood: str) -> None:
    assert parse_query(text, today=TODAY).understood == understood


def test_before_leaves_out_the_day_that_after_takes_in() -> None:
    first = date(2020, 11, 3).toordinal()
    after = parse_query("after:2020-11-03").tree
    before = parse_query("before:2020-11-03").tree
    assert after == parse_query("date:2020-11-03..").tree
    assert (getattr(after, "first", None), getattr(before, "last", None)) == (first, first - 1)


def test_the_query_may_ask_for_an_order() -> None:
    assert parse_query("port sort:oldest").sort is Sort.OLDEST
    assert parse_query("port").sort is None
    assert parse_query("sort:newest").is_empty


def test_any_word_joins_plain_words_and_leaves_filters_strict() -> None:
    query = parse_query("the free port section:Policies -cotton", any_word=True)
    assert query.understood == "articles with free or port, in section Policies, without cotton"
    assert isinstance(query.tree, All)
    assert isinstance(query.tree.parts[0], AnyOf)


def test_a_long_query_is_cut_and_says_so() -> None:
    query = parse_query(" ".join(f"w{place}" for place in range(MOST_WORDS + 50)))
    assert isinstance(query.tree, All)
    assert len(query.tree.parts) == MOST_WORDS
    assert query.understood.endswith("(only its beginning was read: at most 256 words)")


def test_after_eight_prefixes_a_star_is_text() -> None:
    tree = parse_query(" ".join(f"inv{place}*" for place in range(20))).tree
    assert isinstance(tree, All)
    assert sum(isinstance(part, Prefix) for part in tree.parts) == MOST_PREFIXES
    assert len(tree.parts) == 20


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
        "NOT " * 25_000,
    ],
    ids=lambda text: text[:6],
)
def test_size_and_depth_are_bounded(text: str) -> None:
    query = parse_query(text)
    assert query.tree is None or _depth(query.tree) <= 2 * DEEPEST + 2
    assert query.tree is None or sum(_sizes(query.tree)) <= MOST_WORDS
    assert len(query.understood) < MOST_CHARACTERS


@given(TYPED, st.booleans())
def test_nothing_typed_raises(text: str, any_word: bool) -> None:
    query = parse_query(text, any_word=any_word, today=TODAY)
    query.understood.encode()
    assert "\n" not in query.understood
    assert query.text == text


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
