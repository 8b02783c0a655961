"""Foreign text made safe: what goes, what stays, and that doing it twice changes nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.cleaning import clean_line, clean_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("one\u2029two", "one\n\ntwo"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]52;c;ZXZpbA==\x07copied", "copied"),
        ("\x9b31mred \x9d0;title\x9c.", "red ."),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
        ("left\u202eright\u2066", "leftright"),
        ("\ufeffstart", "start"),
        ("lone \ud83d surrogate", "lone  surrogate"),
        ("invest\u00adment", "investment"),
        ("e\u0301tude", "étude"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_what_is_unsafe_goes_and_the_rest_stays(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_a_line_has_single_blanks_and_no_ends() -> None:
    assert clean_line("  a \n\t b\x1b[2J  ") == "a b"


def test_an_escape_sequence_that_never_ends_does_not_swallow_the_page() -> None:
    page = "\x1b]" + "text " * 3000
    assert len(clean_text(page)) > 10_000


@given(st.text())
def test_nothing_unsafe_is_left_and_twice_is_once(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    controls = [c for c in clean if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\t\n"]
    assert controls == []
