"""An article's fields and body become blocks that read as they were meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.dates import Precision
from index.results import Headline
from index.text.markup import bullets, heading, numbered, paragraph, plain_text, quote
from tui.blocks import Block, Kind, Stretch, link_target, tidy_text
from tui.body_text import body_blocks, flowing_text
from tui.rendering import date_text, note_blocks, related_blocks, tail_blocks

LINES = st.text(
    st.one_of(st.sampled_from("*_[]()`\\#->1. 吉a!~|<&;"), st.characters(codec="utf-8"))
)


def article(**fields: object) -> Article:
    return Article(**{"id": "a", "title": "Title", "body": "Body", **fields})  # type: ignore[arg-type]


def texts(blocks: list[Block]) -> list[str]:
    return [block.first + block.text for block in blocks]


def test_the_tail_has_captions_and_the_address() -> None:
    tail = tail_blocks(article(captions=("A ferry.", " "), url="https://news.example/吉?a=1"))
    assert texts(tail) == ["", "▣ A ferry.", "https://news.example/吉?a=1"]
    assert tail[2].stretches == (Stretch(0, 26, Kind.LINK, "https://news.example/%E5%90%89?a=1"),)
    assert tail_blocks(article()) == []


def test_captions_stand_together() -> None:
    tail = tail_blocks(article(captions=("A ferry.", "A crane.")))
    assert [block.gap for block in tail] == [1, 1, 0]


def test_a_note_is_named_and_cut_where_it_is_endless() -> None:
    assert note_blocks(" \n") == []
    assert texts(note_blocks(" Ask Ana.\nOr Qiu. ")) == ["Note  Ask Ana.\nOr Qiu."]
    (long,) = note_blocks("word " * 90_000)
    assert len(long.text) < 10_000
    assert long.text.endswith("…")
    assert texts(tail_blocks(article(), "Ask Ana.")) == ["", "Note  Ask Ana."]


def test_what_is_related_is_a_title_that_leads_there_and_a_line_on_it() -> None:
    when = datetime(2021, 3, 4, tzinfo=UTC)
    first = Headline(
        7, "b", "A [b]port[/b]\x1b opens", when, None, "", "a.example", (), "", True, False
    )
    second = Headline(9, "c", " ", None, None, "", "", (), "", False, False)
    rule, heading, title, told, untitled = related_blocks([first, second])
    assert (rule.kind, heading.kind) == (Kind.RULE, Kind.HEADING)
    assert title.text == "A [b]port[/b]\ufffd opens"
    assert title.stretches == (Stretch(0, len(title.text), Kind.LINK, "broadsheet:article/7"),)
    assert told.text.replace("\u00a0", " ") == "a.example · 4 Mar 2021"
    assert untitled.text == "Untitled"
    assert all(block.searched == 0 for block in (heading, title, told, untitled))
    assert related_blocks([]) == []


def test_captions_are_the_text_where_there_is_no_other() -> None:
    tail = tail_blocks(article(body=" \n", captions=("A ferry.", "A crane."), url="https://a.b"))
    assert texts(tail) == ["A ferry.", "A crane.", "", "https://a.b"]
    assert [block.kind for block in tail] == [Kind.TEXT, Kind.TEXT, Kind.RULE, Kind.META]
    assert texts(tail_blocks(article(body="", url="https://a.b"))) == ["https://a.b"]


@pytest.mark.parametrize(
    ("when", "precision", "expected"),
    [
        (datetime(2020, 11, 10, tzinfo=UTC), Precision.DAY, "10 Nov 2020"),
        (datetime(2012, 3, 8, 8, 16, tzinfo=UTC), Precision.MINUTE, "8 Mar 2012, 08:16"),
        (datetime(2012, 3, 8, 8, 16, tzinfo=UTC), None, "8 Mar 2012"),
        (
            datetime(2024, 1, 1, 0, 5, tzinfo=timezone(timedelta(hours=8))),
            Precision.MINUTE,
            "1 Jan 2024, 00:05",
        ),
    ],
)
def test_a_date_is_read_with_its_precision(
    when: datetime, precision: Precision | None, expected: str
) -> None:
    assert date_text(when, precision) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Plain words.", [Block("Plain words.")]),
        ("## A heading", [Block("A heading", Kind.HEADING)]),
        ("> Said so.", [Block("Said so.", Kind.QUOTE, first="▎ ", rest="▎ ")]),
        (
            "> One.\n>\n> Two.",
            [
                Block("One.", Kind.QUOTE, first="▎ ", rest="▎ "),
                Block("Two.", Kind.QUOTE, first="▎ ", rest="▎ ", gap_mark="▎"),
            ],
        ),
        (
            "- one\n- two",
            [Block("one", first="• ", rest="  "), Block("two", first="• ", rest="  ", gap=0)],
        ),
        (
            "9. nine\n10. ten",
            [
                Block("nine", first=" 9. ", rest="    "),
                Block("ten", first="10. ", rest="    ", gap=0),
            ],
        ),
        (
            "a *b* **c**",
            [Block("a b c", stretches=(Stretch(2, 3, Kind.STRESS), Stretch(4, 5, Kind.STRENGTH)))],
        ),
        (
            "see [*the* page](https://a.example/x)",
            [
                Block(
                    "see the page",
                    stretches=(
                        Stretch(4, 7, Kind.STRESS),
                        Stretch(4, 12, Kind.LINK, "https://a.example/x"),
                    ),
                )
            ],
        ),
        (r"5 \* 3 \[red\]x\[/red\]", [Block("5 * 3 [red]x[/red]")]),
        ("[red]x[/red]", [Block("[red]x[/red]")]),
        ("[@click=app.quit]x[/]", [Block("[@click=app.quit]x[/]")]),
        ("<b>AT&amp;T</b> `code`", [Block("<b>AT&amp;T</b> `code`")]),
        ("    four blanks", [Block("four blanks")]),
        ("one\ntwo", [Block("one two")]),
        ("吉林\n浙江", [Block("吉林浙江")]),
        ("one  \ntwo", [Block("one\ntwo")]),
        ("tab\there\x1b[0m\u202e", [Block("tab here\ufffd[0m\ufffd")]),
        (" \n ", []),
        ("", []),
    ],
)
def test_a_piece_of_body_reads_as_meant(source: str, expected: list[Block]) -> None:
    assert body_blocks(source) == expected


def test_a_link_that_is_no_web_address_is_only_underlined() -> None:
    (block,) = body_blocks("[x](ftp://a.example) [y](mailto:a@b.example)")
    assert block.text == "x y"
    assert [stretch.url for stretch in block.stretches] == ["", ""]
    assert link_target("https://a.example/\x1b]52;c;x\x07") == ("https://a.example/%1B]52;c;x%07")
    assert link_target("javascript:alert(1)") == ""


@given(LINES)
def test_plain_text_put_into_a_body_comes_out_as_it_was(line: str) -> None:
    """The readers of captures escape; the screen shows what they were given."""
    line = tidy_text(" ".join(line.split()))
    expected = [line] if line else []
    assert [block.text for block in body_blocks(paragraph(line))] == expected
    assert [block.text for block in body_blocks(quote(line))] == expected
    assert [block.text for block in body_blocks(heading(line))] == expected
    assert [block.text for block in body_blocks(bullets([line, "b"]))] == [*expected, "b"]
    assert [block.text for block in body_blocks(numbered([line, "b"]))] == [*expected, "b"]


@given(st.text(st.sampled_from("*_[]()\\#->1. \n\t吉ab&<`!"), max_size=80))
def test_no_word_of_a_body_is_lost(source: str) -> None:
    shown = "".join(texts(body_blocks(source)))
    assert shown.count("吉") == source.count("吉") or "](" in source


@pytest.mark.parametrize("mark", ["> ", "- ", "[", "*a", "**a ", "![", "[a](", "1. "])
def test_marks_without_end_lose_no_word(mark: str) -> None:
    assert "word" in texts(body_blocks(mark * 900 + "word"))[-1]


@given(LINES)
def test_flowing_text_reads_like_the_parsed_body(line: str) -> None:
    source = paragraph(tidy_text(" ".join(line.split())))
    assert flowing_text(source, starts_line=True).text == plain_text(source)


def test_flowing_text_knows_its_places_in_the_source() -> None:
    source = r"- a \* b [c d](https://x.example) **e** f"
    flow = flowing_text(source, starts_line=True)
    assert flow.text == "a * b c d e f"
    for word in "abcdef":
        assert source[flow.source_place(flow.text.index(word))] == word


def test_a_link_cut_in_two_shows_no_marks() -> None:
    assert flowing_text("d](https://x.example) e", starts_line=False).text == "d e"
