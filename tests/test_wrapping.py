"""Lines are never wider than they may be, and no character is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.wrapping import BLANKS, break_lines, line_ends

NEWS = st.text(
    st.sampled_from("ab -,.()“”é。，、）（」「吉林省会议가나 \u3000\u200bÄ́\u0301ｆ１０½…—x")
)
FACES = st.text(st.sampled_from("👨\u200d👩👧\ufe0f❤☎ a吉🇨🇳🏽\u0301"))


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in line_ends(text, break_lines(text, width))]


def without_blanks(text: str) -> str:
    return "".join(character for character in text if character not in BLANKS + "\n")


@given(st.one_of(NEWS, FACES, st.text()), st.integers(2, 40))
def test_no_line_is_wider_than_the_width(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in lines(text, width))


@given(st.one_of(NEWS, FACES, st.text()), st.integers(1, 40))
def test_the_lines_together_are_the_text_but_for_blanks(text: str, width: int) -> None:
    assert without_blanks("".join(lines(text, width))) == without_blanks(text)


@given(st.text(st.sampled_from("abcde fgh   -.,;:«»é"), max_size=300), st.integers(2, 40))
def test_the_quick_way_and_the_general_way_break_alike(text: str, width: int) -> None:
    """A wide character far behind sends the same text the slow way."""
    text = text.strip()
    assert [*lines(text, width), "吉"] == lines(f"{text}\n吉" if text else "吉", width)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, []),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 3, ["one", "two"]),
        ("one two", 7, ["one two"]),
        ("anextraordinaryword", 8, ["anextrao", "rdinaryw", "ord"]),
        ("see https://example.com/a/long/path", 16, ["see", "https://example.", "com/a/long/path"]),
        ("dit : « non » !", 9, ["dit :", "« non » !"]),
        ("dit : « non » !", 12, ["dit :", "« non » !"]),
        ("le mot :", 6, ["le", "mot :"]),
        ("le mot ».", 8, ["le", "mot »."]),
        ("mot .....", 4, ["mot", "....", "."]),
        ("first\nsecond", 20, ["first", "second"]),
        ("吉林省与浙江省", 6, ["吉林省", "与浙江", "省"]),
        ("吉林省与浙江省", 7, ["吉林省", "与浙江", "省"]),
        ("吉林省，浙江省", 6, ["吉林", "省，浙", "江省"]),
        ("吉林（浙江）省", 6, ["吉林", "（浙", "江）省"]),
        ("投资20亿元", 7, ["投资20", "亿元"]),
        ("投资2000亿", 6, ["投资", "2000亿"]),
        ("한국어 신문", 8, ["한국어", "신문"]),
        ("👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 3, ["👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"]),
        ("e\u0301" * 4, 3, ["e\u0301" * 3, "e\u0301"]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_a_line_of_wide_characters_is_full_to_the_last_cell() -> None:
    assert [cell_len(line) for line in lines("林" * 100, 20)] == [20] * 10
