"""Matches in any text: inside it, apart, and what a reader would have marked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.highlights import Matcher
from index.search.query import parse_query

_PARTS = st.sampled_from([
    "port", "Ports", "U.S.", "ﬁne", "投资", "促进", "会", "é", "e\u0301", "COVID-19", "'s", '"',
    "-", "(", ")", " ", " ", "OR", "title:", "\n", "\x00", "\ud800", "1,200", "inv*", "İ", "𠀀",
])  # fmt: skip
TEXTS = st.lists(_PARTS, max_size=25).map("".join) | st.text(max_size=60)


def marked(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Matcher(parse_query(query)).spans(text)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("port", "Ports and a port's airport", ["Ports", "port"]),
        ("investment", "Investors invest, invested", ["invest", "invested"]),
        ('"free trade"', "free trade, not trade free", ["free trade"]),
        ("free trade", "free trade", ["free", "trade"]),
        ('"free trade" trade', "a free trade", ["free trade"]),
        ("port -cotton", "port cotton", ["port"]),
        ("title:port after:2020", "the port in 2020", ["port"]),
        ("section:ports port", "the port of Port", ["port", "Port"]),
        ("section:policies site:news.example", "policies of news.example", []),
        ("COVID-19", "COVID-19, 19 of COVID", ["COVID-19"]),
        ("covid", "COVID-19", ["COVID"]),
        ("R&D", "on R&D and D, R", ["R&D"]),
        ("U.S.", "The U.S. and us", ["U.S."]),
        ("us", "The US and us", ["US", "us"]),
        ("inv*", "investors invoke IN", ["investors", "invoke"]),
        ("investm*", "investments", ["investments"]),
        ("投资", "招商投资会，投 资", ["投资"]),
        ("投资促进会", "投资促进会，投资促进", ["投资促进会"]),
        ("促", "投资促进促", ["促", "促"]),
        ("5G网络", "中国5G网络", ["5G网络"]),
        ("ﬁnance", "ＦＩＮＡＮＣＥ finance", ["ＦＩＮＡＮＣＥ", "finance"]),
        ("the port", "the port of the sea", ["port"]),
        ("the of", "the port of the sea", ["the", "of", "the"]),
        ('"of the"', "the port of the sea", ["of the"]),
        ("US", "us and US", ["US"]),
        ("-port", "port", []),
        ("", "port", []),
        ("port", "", []),
    ],
)
def test_what_is_sought_is_marked(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


def test_what_a_loosened_query_found_is_marked_too() -> None:
    query, text = parse_query("临港投资中心 zeppelin"), "投资促进会在临港举行"
    assert Matcher(query).spans(text) == ()
    assert Matcher(query, relaxed=True).spans(text) == ((0, 2), (6, 8))


@given(TEXTS, TEXTS)
def test_spans_lie_inside_the_text_and_apart(query: str, text: str) -> None:
    end_before = -1
    for start, end in Matcher(parse_query(query)).spans(text):
        assert end_before <= start < end <= len(text)
        end_before = end


@given(TEXTS, TEXTS, st.integers(1, 80))
def test_a_snippet_is_a_cut_of_the_text_with_the_same_matches(
    query: str, text: str, width: int
) -> None:
    flat = " ".join(text.split())
    matcher = Matcher(parse_query(query))
    snippet = matcher.snippet(text, width)
    cut = snippet.text.removeprefix("…") if not flat.startswith(snippet.text) else snippet.text
    cut = cut if cut in flat else cut.removesuffix("…")
    assert cut in flat
    assert len(cut) <= width
    ends = [0, *(end for _, end in snippet.spans)]
    for before, (start, end) in zip(ends, snippet.spans, strict=False):
        assert before <= start < end <= len(snippet.text)
    whole = {flat[start:end] for start, end in matcher.spans(flat)}
    assert {snippet.text[start:end] for start, end in snippet.spans} <= whole


def test_a_snippet_shows_the_passage_with_most_of_the_words() -> None:
    text = "A port. " + "Filler words go on. " * 20 + "The free port trade zone. " + "More. " * 50
    snippet = Matcher(parse_query("port trade zone")).snippet(text, 60)
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["port", "trade", "zone"]


def test_a_snippet_begins_and_ends_with_whole_words() -> None:
    text = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda"
    words = set(text.split())
    for width in range(12, 60):
        for sought in ("alpha", "zeta", "lambda", "nothing"):
            snippet = Matcher(parse_query(sought)).snippet(text, width).text
            assert set(snippet.strip("…").split()) <= words, (width, sought, snippet)


def test_a_text_without_a_match_shows_its_beginning() -> None:
    snippet = Matcher(parse_query("zeppelin")).snippet("One two three four", 9)
    assert (snippet.text, snippet.spans) == ("One two…", ())


def test_a_short_text_is_its_own_snippet() -> None:
    assert Matcher(parse_query("two")).snippet("One\n\ntwo").text == "One two"


def test_chinese_is_cut_between_any_characters() -> None:
    text = "上海自由贸易试验区" * 20 + "投资促进会" + "在临港举行" * 20
    snippet = Matcher(parse_query("投资促进")).snippet(text, 30)
    assert len(snippet.text) == 32
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["投资促进"]
