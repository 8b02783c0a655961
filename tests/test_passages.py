"""The passage of a text that is shown holds the most, starts well and keeps words whole."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.highlights import _LOOKED_AT, Matcher
from index.search.passages import best_passage
from index.search.query import parse_query
from index.search.query_tree import All, Fuzzy, Prefix, Text, Wildcard
from index.search.recognition import Sighting
from index.text.words import sought_words

if TYPE_CHECKING:
    from index.search.query import Query
    from index.search.query_tree import Words

_FILLER = "nothing of note was said about it here and so it went on until the evening came"


def query(*typed: str, slop: int = 0) -> Query:
    parts = [Text(one, tuple(word.term for word in sought_words(one)), slop=slop) for one in typed]
    return of_parts(*parts)


def of_parts(*parts: Words) -> Query:
    return dataclasses.replace(parse_query("port"), tree=All(parts))


def seen(*places: tuple[int, int, int]) -> list[Sighting]:
    return [Sighting(start, end, part, ((start, end),)) for start, end, part in places]


def test_more_of_what_is_sought_counts_more_than_closeness_and_earliness() -> None:
    text = "x" * 1000
    sightings = seen((0, 4, 0), (5, 9, 0), (500, 504, 0), (560, 564, 1))
    start, end = best_passage(text, sightings, [1.0, 1.0], 100)
    assert start <= 500
    assert end >= 564


def test_the_rarer_word_is_worth_more() -> None:
    text = f"The port. {_FILLER} " * 9 + f"A zeppelin. {_FILLER}"
    one = Matcher(query("port", "zeppelin")).snippet(text, 60)
    assert "port" in one.text
    other = Matcher(query("port", "zeppelin"), rarities={"zeppelin": 9.0}).snippet(text, 60)
    assert "zeppelin" in other.text


def test_of_passages_with_the_same_words_the_closest_is_shown() -> None:
    text = f"Free of all {_FILLER} trade. {_FILLER} and {_FILLER}. Free trade, she said. {_FILLER}"
    assert "Free trade" in Matcher(query("free", "trade")).snippet(text, 120).text


def test_of_passages_as_close_the_first_is_shown() -> None:
    text = " ".join(f"A port, the {place}th. {_FILLER}." for place in range(30))
    assert Matcher(query("port")).snippet(text, 80).text.startswith("A port, the 0th.")


def test_a_word_that_comes_again_closer_to_the_others_is_the_one_that_counts() -> None:
    sightings = seen((0, 4, 0), (150, 154, 0), (180, 184, 1))
    assert best_passage("x" * 1000, sightings, [1.0, 1.0], 200)[0] > 0


def test_a_word_a_letter_shorter_does_not_win_from_far_behind() -> None:
    sightings = seen((0, 5, 0), (900, 904, 0))
    assert best_passage("x" * 1000, sightings, [1.0], 100)[0] == 0


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("It rained. The old ", "…The old port"),
        ("It rained! “The old ", "…“The old port"),
        ("It rained (again.) The old ", "…The old port"),
        ("Then Mr. Smith saw the ", "…Then Mr. Smith saw the port"),
        ("Then the U.S. Navy saw the ", "…Then the U.S. Navy saw the port"),
        ("It took 3. apples to the ", "port"),
    ],
)
def test_a_passage_starts_with_a_sentence_that_starts_shortly_before(
    before: str, expected: str
) -> None:
    text = f"{_FILLER}. {_FILLER}. {before}port and {_FILLER}. {_FILLER}."
    shown = Matcher(query("port")).snippet(text, 120).text
    assert shown.startswith(expected) or (expected == "port" and "3. apples" in shown)


def test_a_chinese_passage_starts_with_a_sentence_too() -> None:
    text = "今天下了一整天的雨。" * 9 + "旧港今天重新开放。" + "人们都很高兴地唱歌。" * 9
    shown = Matcher(query("重新")).snippet(text, 40).text
    assert shown.startswith("…旧港今天重新开放。人们")


def test_no_passage_starts_with_a_blank() -> None:
    text = "今天下雨。 " * 9 + "旧港今天重新开放； " + "人们唱歌。 " * 9
    for width in range(12, 40):
        shown = Matcher(query("重新")).snippet(text, width).text
        assert not shown.removeprefix("…").startswith(" ")


def test_no_passage_starts_with_the_mark_that_ends_a_clause() -> None:
    for width in range(8, 40):
        text = "下雨，" * 20 + "旧港" + "，开放" * 20
        shown = Matcher(query("旧港")).snippet(text, width).text
        assert shown[1] not in "，。"


def test_a_match_at_the_end_is_shown_with_what_stands_before() -> None:
    text = f"{_FILLER}. {_FILLER}. The last word is port"
    shown = Matcher(query("port")).snippet(text, 60).text
    assert shown == "…so it went on until the evening came. The last word is port"


def test_a_word_longer_than_a_passage_is_cut_after_all() -> None:
    shown = Matcher(query("port")).snippet("y" * 500 + " port", 30).text
    assert "port" in shown
    assert Matcher(query("zeppelin")).snippet("y" * 500, 30).text == "y" * 30 + "…"


def test_no_accent_is_parted_from_its_letter() -> None:
    text = "ที่นี่มีท่าเรือใหม่" * 20
    for width in range(10, 60):
        shown = Matcher(query("ท่าเรือ")).snippet(text, width).text.strip("…")
        assert shown[0] not in "ิี่้ั็์"
        after = text[text.index(shown) + len(shown) :][:1]
        assert after not in ("ิ", "ี", "่", "้", "ั", "็", "์")


@given(
    st.lists(st.sampled_from(["port", "free", "trade,", "zone.", "Alpha", "beta"]), max_size=60),
    st.integers(12, 90),
)
def test_words_stay_whole_and_the_passage_is_within_its_width(words: list[str], width: int) -> None:
    text = " ".join(words)
    shown = Matcher(query("port", "free trade")).snippet(text, width)
    assert len(shown.text.strip("…")) <= width
    # What stands behind a word is no part of it.
    bare = {word.rstrip(",.") for word in words}
    assert {word.rstrip(",.") for word in shown.text.replace("…", "").split()} <= bare
    if "port" in words:
        assert shown.spans


def test_patterns_and_misspelt_and_near_words_are_shown() -> None:
    text = f"{_FILLER}. A tarriff on sports, free and fair trade. {_FILLER}."
    near = Text("free trade", ("free", "trade"), slop=2)
    parts = Wildcard("", "?port"), Fuzzy("", "tariff", 2), Prefix("", "spo"), near
    shown = Matcher(of_parts(*parts)).snippet(text, 60)
    marked = [shown.text[start:end] for start, end in shown.spans]
    assert marked == ["tarriff", "sports", "free", "trade"]


def test_a_very_long_text_is_read_until_all_was_seen() -> None:
    first, most = _LOOKED_AT
    filler = f"{_FILLER}. " * (first // len(_FILLER))
    shown = Matcher(query("port")).snippet(f"{filler}{filler}The port. {filler}")
    assert "The port." in shown.text
    beyond = "nothing " * (most // 8 + 10) + "port"
    shown = Matcher(query("port")).snippet(beyond)
    assert (shown.spans, shown.text[:8], shown.text[-1]) == ((), "nothing ", "…")


def test_a_text_of_blanks_has_nothing_to_show() -> None:
    assert Matcher(query("port")).snippet(" \n" * 20).text == ""
    assert Matcher(query("port")).snippet("port" + " " * _LOOKED_AT[0] * 2).text == "port"
