"""Words as people read them: counted, found by their beginning, taken from titles if need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from small_index import snapshot_of, words_seen
from stories import story

from index.search.engine.snapshot import Snapshot
from index.search.surface import SurfaceWords, WordList, words_of_titles

if TYPE_CHECKING:
    from pathlib import Path

_TITLES = ("New policies for the port", "Policy of the ports", "Port's policies")


@given(st.dictionaries(st.text("abc", min_size=1, max_size=4), st.integers(1, 9)), st.text("abc"))
def test_the_most_frequent_words_with_a_beginning_are_found(
    counts: dict[str, int], start: str
) -> None:
    found = WordList.of(counts).beginning(start, 3)
    wanted = sorted((count for word, count in counts.items() if word.startswith(start)))[::-1]
    assert [count for _, count in found] == wanted[:3]
    assert all(counts[word] == count and word.startswith(start) for word, count in found)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=4), st.integers(1, 9)), st.text("abc"))
def test_a_word_has_its_count_and_what_is_no_word_has_none(
    counts: dict[str, int], word: str
) -> None:
    assert WordList.of(counts).count(word) == counts.get(word, 0)


def test_words_of_all_segments_are_counted_together(tmp_path: Path) -> None:
    articles = [story(at, title=title, body="") for at, title in enumerate(_TITLES)]
    words = SurfaceWords.of(snapshot_of(tmp_path, articles, cuts=[1, 2]))
    assert words.beginning("po", 3) == [("policies", 2), ("port", 2), ("policy", 1)]
    assert words.count("ports") == 1
    assert words.count("rail") == 0


def test_titles_stand_in_where_a_segment_lists_no_words(tmp_path: Path) -> None:
    articles = [story(at, title=title) for at, title in enumerate(_TITLES)]
    words = SurfaceWords.of(snapshot_of(tmp_path, articles, cuts=[1], surface=False))
    assert words.beginning("po", 9) == [("policies", 2), ("port", 2), ("policy", 1), ("ports", 1)]
    assert words.count("quay") == 0


@given(st.text())
def test_only_words_are_taken_from_titles(title: str) -> None:
    for word in words_of_titles([title]):
        assert 2 <= len(word) <= 32
        assert any(map(str.isalpha, word))


def test_words_of_titles_are_those_of_texts_in_plain_titles() -> None:
    """Chinese characters and bare numbers are no words of this kind."""
    title = "São Paulo's 5G network: 40 ports, R&D and 招商 in the North-West"
    seen = words_of_titles([title])
    assert {"sao", "paulo", "5g", "network", "ports", "the"} <= seen.keys()
    assert not {"40", "招商"} & seen.keys()
    assert words_seen(["Port's ports"]) == {"port": 1, "ports": 1}


def test_an_empty_index_has_no_words(tmp_path: Path) -> None:
    words = SurfaceWords.of(snapshot_of(tmp_path, []))
    assert words.beginning("", 5) == []
    assert words.count("port") == 0


def test_what_is_known_of_a_segment_is_kept_for_the_next_commit(tmp_path: Path) -> None:
    articles = [story(at, title=title, body="") for at, title in enumerate(_TITLES)]
    first = snapshot_of(tmp_path, articles[:2])
    second = Snapshot((*first.segments, *snapshot_of(tmp_path, articles[2:]).segments), (None,) * 2)
    assert SurfaceWords.of(second).lists[0] is SurfaceWords.of(first).lists[0]
    assert SurfaceWords.of(second).count("policies") == 2
