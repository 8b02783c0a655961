"""What is sought is found in a text exactly where cutting the whole text into words finds it."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.likeness import likeness
from index.search.query_tree import Fuzzy, Prefix, Text, Wildcard
from index.search.recognition import _FOLDED, _STRETCH, Recognizer
from index.text.words import fold, is_unspaced, sought_words, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.query_tree import Words
    from index.text.words import Word

_BITS = (
    "port", "Ports", "port's", "PORT’S", "U.S.", "u.s", "US", "us", "USA", "ﬁne", "finest", "投资",
    "促进", "会", "促", "々", "ｶﾞ", "ไทย", "ทำ", "é", "e\u0301", "Élan", "elan", "COVID-19", "5G",
    "3.5m", "1,200", "1200", "possibility", "possibly", "dying", "die", "policies", "policy", "R&D",
    "_", "'s", '"', "(", ")", "-", ".", ",", "—", "“", " ", " ", "\n", "\t", "\u3000", "\x00",
    "\ud800", "İ", "ı", "ß", "𠀀", "Ｆｉｎｅ", "가나", "\u00ad", "\u200b",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(_BITS), max_size=30).map("".join) | st.text(max_size=60)
_SOUGHT = st.lists(st.sampled_from(_BITS), min_size=1, max_size=4).map("".join)


def _text(typed: str, slop: int = 0) -> Text:
    return Text(typed, tuple(word.term for word in sought_words(typed)), slop=slop)


def _is_sought(text: Text) -> bool:
    return bool(text.terms)


_BEGINNINGS = ("po", "por", "polic", "dy", "die", "us", "fin", "ela", "12")
_PATTERNS = ("p*t", "*ic?", "po?t", "?s", "f?ne*", "*l*n")
PARTS = st.lists(
    st.one_of(
        st.builds(_text, _SOUGHT, st.sampled_from([0, 0, 0, 1, 3])).filter(_is_sought),
        st.builds(Prefix, st.just(""), st.sampled_from(_BEGINNINGS)),
        st.builds(Wildcard, st.just(""), st.sampled_from(_PATTERNS)),
        st.builds(Fuzzy, st.just(""), st.sampled_from(["port", "polici", "fine"]), st.just(1)),
    ),
    max_size=4,
)


def found(parts: Sequence[Words], text: str) -> set[tuple[int, int, int]]:
    return {(one.start, one.end, one.part) for one in Recognizer(parts).sightings(text)}


def found_word_by_word(parts: Sequence[Words], text: str) -> set[tuple[int, int, int]]:
    """Cut the whole of ``text`` and try every way to put a phrase together."""
    cut = list(words(text))
    places = set[tuple[int, int, int]]()
    for place, part in enumerate(parts):
        if not isinstance(part, Text):
            is_like = likeness(part)
            places |= {
                (word.start, word.end, place)
                for word in cut
                if is_like(word.term) and not is_unspaced(word.term)
            }
            continue
        chains: list[tuple[Word, ...]] = [(word,) for word in cut if word.term == part.terms[0]]
        for term in part.terms[1:]:
            chains = [
                (*chain, word)
                for chain in chains
                for word in cut
                if word.term == term and 1 <= word.position - chain[-1].position <= part.slop + 1
            ]
        places |= {(chain[0].start, chain[-1].end, place) for chain in chains}
    return places


def _ends(places: set[tuple[int, int, int]]) -> set[tuple[int, int]]:
    return {(end, part) for _, end, part in places}


@given(PARTS, TEXTS)
def test_all_is_found_that_cutting_the_whole_text_finds(parts: list[Words], text: str) -> None:
    one, other = found(parts, text), found_word_by_word(parts, text)
    assert one <= other
    # Near words may be put together in several ways, of which the closest is enough.
    assert _ends(one) == _ends(other)
    near = {place for place, part in enumerate(parts) if isinstance(part, Text) and part.slop}
    assert {place for place in other - one if place[2] not in near} == set()


@given(PARTS, st.lists(TEXTS, max_size=4))
def test_what_was_found_before_changes_nothing(parts: list[Words], texts: list[str]) -> None:
    recognizer = Recognizer(parts)
    for text in (*texts, *texts):
        assert recognizer.sightings(text) == Recognizer(parts).sightings(text)


@pytest.mark.parametrize(
    ("slop", "text", "marks"),
    [
        (1, "free world trade", [(0, 4), (11, 16)]),
        (1, "free and fair trade", []),
        (2, "free and fair trade", [(0, 4), (14, 19)]),
        (2, "trade is free", []),
        (1, "free trade free", [(0, 4), (5, 10)]),
        (1, "free, free, fair trade", [(6, 10), (17, 22)]),
    ],
)
def test_near_words_are_marked_each_where_they_stand_in_order(
    slop: int, text: str, marks: list[tuple[int, int]]
) -> None:
    sightings = Recognizer([_text("free trade", slop)]).sightings(text)
    assert [mark for one in sightings for mark in one.marks] == marks


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("US", "投U.S.资"),
        ("US", "投 U.S. 资"),
        ("usaf", "The U.S.A.F. flies"),
        ("5G网络", "中国5G网络，5G的网络"),
        ("port", "投port资 port's Ports"),
        ("m", "3.5m and 投3.5m资"),
        ("die", "dying, dies"),
        ("possibly", "a possibility"),
    ],
)
def test_words_are_found_beside_whatever_stands_there(typed: str, text: str) -> None:
    assert found([_text(typed)], text) == found_word_by_word([_text(typed)], text)


def test_a_run_of_an_unspaced_script_is_found_where_it_overlaps_itself() -> None:
    assert found([_text("投投")], "投投投") == {(0, 2, 0), (1, 3, 0)}


def test_characters_that_folding_changes_are_known() -> None:
    for code in range(0xE00, 0x30000):
        one = chr(code)
        if is_unspaced(one) and (unicodedata.normalize("NFKC", one) or one)[0] != one:
            assert _FOLDED.match(one), hex(code)


def test_only_characters_of_unspaced_scripts_part_stretches() -> None:
    for code in range(0x30000):
        one = chr(code)
        assert _STRETCH.fullmatch(f"a{one}") or is_unspaced(one), hex(code)


def test_more_chunks_than_are_remembered_are_all_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.search.recognition._MOST_REMEMBERED", 3)
    text = " ".join(f"port{place}" for place in range(20))
    assert len(found([Prefix("", "port")], text)) == 20


def test_threads_that_share_a_recognizer_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.search.recognition._MOST_REMEMBERED", 5)
    recognizer = Recognizer([Prefix("", "port"), _text("free trade")])
    texts = [f"port{place} and free trade, ports{place % 7}" for place in range(200)]
    with ThreadPoolExecutor(4) as threads:
        one = list(threads.map(recognizer.sightings, texts))
    assert one == [
        Recognizer([Prefix("", "port"), _text("free trade")]).sightings(text) for text in texts
    ]


def test_a_long_chunk_is_searched_too() -> None:
    text = "/".join(["path", *["port"] * 50])
    assert len(found([_text("port")], text)) == 50


@given(st.text(max_size=12))
def test_any_text_finds_itself(text: str) -> None:
    part = _text(text)
    if part.terms and fold(text):
        assert found([part], text)
