"""Words of a text: what is found, where it stands, and that nothing shifts or raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.analyzer import WordAnalyzer
from index.text.words import counts, positions, prefix_stems, sought_words, words

_ALPHABET = "abUS12.,'’-& \n\u00adéＡ１ﬁİßßñ投资会カﾞ한글ไทย\u0301\u200d\x00\ud800"
TEXTS = st.text(st.sampled_from(_ALPHABET), max_size=60) | st.text(max_size=60)


def terms(text: str) -> list[str]:
    return [word.term for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ports and port", ["port", "and", "port"]),
        ("policies, policy", ["polici", "polici"]),
        ("the news is new", ["the", "news", "is", "new"]),
        ("China's, China’s, CHINA'S", ["china", "china", "china"]),
        ("COVID-19 and C919", ["covid", "19", "and", "c919"]),
        ("R&D for 5G", ["r", "d", "for", "5g"]),
        ("an A-share", ["an", "a", "share"]),
        ("3.5 percent of 1,200", ["3.5", "percent", "of", "1200"]),
        ("1,2000", ["1", "2000"]),
        ("p.m. in the U.K.", ["pm", "in", "the", "uk"]),
        ("Café ＡＢＣ１ ﬁne Straße", ["cafe", "abc1", "fine", "strass"]),
        ("cafe\u0301 in\u00advest", ["cafe", "invest"]),
        ("Łódź, Ångström", ["lodz", "angstrom"]),
        ("投资会", ["投", "投资", "资", "资会", "会"]),
        ("5G网", ["5g", "网"]),
        ("", []),
        ("— … *** \x00", []),
    ],
)
def test_terms_are_what_a_reader_would_type(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_us_is_the_country_in_capitals_and_also_the_pronoun() -> None:
    assert terms("U.S. US us") == ["US", "us", "US", "us", "us"]
    assert [word.term for word in sought_words("U.S.")] == ["US"]
    assert [word.term for word in sought_words("us")] == ["us"]


def test_offsets_are_those_of_the_text_when_folding_changes_its_length() -> None:
    text = "ﬁ ＡＢ straße's İzmir U.S. end"
    marked = [text[word.start : word.end] for word in sought_words(text)]
    assert marked == ["ﬁ", "ＡＢ", "straße", "İzmir", "U.S.", "end"]


def test_a_long_run_of_letters_is_one_short_term() -> None:
    (word,) = words("x" * 100_000)
    assert (len(word.term), word.start, word.end) == (64, 0, 100_000)


@given(TEXTS)
def test_words_lie_inside_the_text_in_order(text: str) -> None:
    before = (0, 0)
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.term
        assert (word.position, word.start) >= before
        before = (word.position, word.start)
        word.term.encode()


@given(TEXTS)
def test_positions_are_the_same_as_those_of_words(text: str) -> None:
    expected: dict[str, list[int]] = {}
    for word in words(text):
        expected.setdefault(word.term, []).append(word.position)
    assert positions(text)[0] == expected


@given(TEXTS)
def test_counts_are_numbers_of_positions(text: str) -> None:
    assert counts(text) == {term: len(places) for term, places in positions(text)[0].items()}


@given(TEXTS)
def test_what_is_sought_stands_at_neighbouring_positions_of_its_own_text(text: str) -> None:
    sought = sought_words(text)
    there = {(word.term, word.position) for word in words(text)}
    assert [word.position for word in sought] == list(range(len(sought)))
    assert {(word.term, word.position) for word in sought} <= there


@given(TEXTS)
def test_whooshs_tokens_are_the_words(text: str) -> None:
    tokens = [(t.text, t.startchar, t.endchar, t.pos) for t in WordAnalyzer()(text)]
    assert tokens == [tuple(word) for word in words(text)]


@pytest.mark.parametrize(
    ("start", "word"),
    [
        ("investm", "investment"),
        ("happy", "happy"),
        ("polic", "policies"),
        ("economi", "economic"),
        ("promoti", "promotions"),
        ("organizat", "organization"),
        ("port", "ports"),
    ],
)
def test_a_prefix_reaches_words_whose_stem_is_shorter_than_it(start: str, word: str) -> None:
    (stem,) = terms(word)
    assert stem.startswith(start) or stem in prefix_stems(start)


@pytest.mark.parametrize("start", ["", "1", "投", "c91", "x" * 64, "é"])
def test_a_prefix_of_anything_has_stems_or_none(start: str) -> None:
    assert all(not stem.startswith(start) for stem in prefix_stems(start))


@pytest.mark.parametrize("word", ["use", "used", "uses", "using", "Used"])
def test_what_is_used_is_not_the_country(word: str) -> None:
    assert {one.term for one in words(word)} == {"use"}
    assert "use" not in {one.term for one in words("US")}
    assert "us" not in prefix_stems("use")
