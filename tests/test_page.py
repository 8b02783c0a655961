"""A page is the article in lines: whole, no wider than asked, made only as far as looked at."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from index.article import Article
from tui.blocks import Kind
from tui.line_painting import Patch, paint, paint_text, repaint
from tui.match_walk import MatchWalk
from tui.page import UNIT, Line, Page
from tui.page_work import PageWork

BLOCKS = st.lists(
    st.one_of(
        st.text(st.sampled_from("ab c，。吉林省👩\u200d*[]()\\_")),
        st.sampled_from(["## Head", "> quote\n>\n> more", "- one\n- two", "1. a\n2. b", "x" * 90]),
    ),
    max_size=8,
)
LONG = {  # a long block, and how often the same text is seen without blanks
    "words": ("the quick harbour ferry " * 800, "thequickharbourferry" * 800),
    "no blank": ("x" * 20_000, "x" * 20_000),
    "chinese": ("吉林省与浙江省在“长春”举行会议。" * 900,) * 2,
    "faces": ("👨\u200d👩\u200d👧 " * 3000, "👨\u200d👩\u200d👧" * 3000),
    "escapes": (r"a \* b \[c\] " * 1500, "a*b[c]" * 1500),
    "links": ("see [the *page*](https://a.example/x) and " * 400, "seethepageand" * 400),
    "addresses": (f"see [it](https://a.example/{'x' * 300}) " * 90, "seeit" * 90),
    "lines": ("word word word\n" * 1500, "wordwordword" * 1500),
    "list": ("- item of a list\n" * 1200, "itemofalist" * 1200),
    "brackets": ("[" * 9000, "[" * 9000),
}


def article(body: str, **fields: object) -> Article:
    return Article(**{"id": "a", "title": "Title", "body": body, **fields})  # type: ignore[arg-type]


def whole(page: Page) -> list[Line]:
    while page.advance():
        pass
    lines = [page.line(number) for number in range(page.height)]
    assert all(line is not None for line in lines)
    return [line for line in lines if line is not None]


def body_lines(page: Page) -> list[Line]:
    head = {Kind.TITLE, Kind.META, Kind.RULE}
    return [line for line in whole(page) if line.block.kind not in head]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(BLOCKS, st.integers(8, 60))
def test_no_line_is_wider_than_the_page(blocks: list[str], width: int) -> None:
    page = Page(article("\n\n".join(blocks), captions=("林" * 30,), url="https://a.example"), width)
    assert all(cell_len(line.text) <= width for line in whole(page))


@pytest.mark.parametrize("width", [20, 80])
@pytest.mark.parametrize("kind", LONG)
def test_an_endless_block_is_shown_whole_in_full_lines(kind: str, width: int) -> None:
    """No character is lost or doubled where the pieces of a long block meet."""
    body, expected = LONG[kind]
    lines = body_lines(Page(article(body), width))
    assert bare("".join(line.block.text[line.start : line.end] for line in lines)) == expected
    assert all(cell_len(line.text) <= width for line in lines)
    if kind in {"no blank", "brackets"}:
        assert {cell_len(line.text) for line in lines[1:-1]} == {width}


@given(BLOCKS, st.integers(8, 40))
def test_lines_can_be_asked_for_in_any_order(blocks: list[str], width: int) -> None:
    """Units that were put aside come back the same."""
    body = "\n\n".join(blocks * 8)
    forwards = whole(Page(article(body), width))
    page = Page(article(body), width)
    page.ensure(10_000)
    assert [page.line(number) for number in reversed(range(page.height))] == forwards[::-1]


def test_a_first_look_lays_out_little_of_a_long_article() -> None:
    page = Page(article("A paragraph of some words.\n\n" * 100_000), 80)
    page.ensure(40)
    assert page.units < 60
    assert not page.complete
    assert 100_000 < page.height < 400_000


@pytest.mark.parametrize("kind", LONG)
def test_the_guessed_height_comes_near(kind: str) -> None:
    page = Page(article(LONG[kind][0]), 80)
    page.ensure(30)
    guess = page.height
    assert abs(guess - len(whole(page))) < guess * 0.2


def test_an_empty_body_is_a_page_too() -> None:
    page = Page(article(""), 80)
    assert [line.text for line in whole(page)] == ["", "Title", "─" * 80]
    assert page.complete
    assert page.line(3) is None
    assert page.line(-1) is None


@given(BLOCKS, st.integers(8, 60), st.integers(8, 60))
def test_a_position_leads_back_to_its_line(blocks: list[str], width: int, other: int) -> None:
    body = "\n\n".join([*blocks, "word " * 40, *blocks])
    page = Page(article(body), width)
    whole(page)
    positions = [page.position_at(line) for line in range(page.height)]
    assert positions == sorted(positions)
    assert all(0 <= position <= len(body) for position in positions)
    for position in positions:
        assert page.position_at(page.line_at(position)) == position
    narrow = Page(article(body), other)
    whole(narrow)
    assert all(0 <= narrow.line_at(position) <= narrow.height for position in positions)


def test_another_width_keeps_the_text_at_a_position() -> None:
    body = "\n\n".join(f"Paragraph {number} has these words in it. " * 6 for number in range(200))
    wide, narrow = Page(article(body), 80), Page(article(body), 30)
    whole(wide), whole(narrow)
    position = body.index("Paragraph 120")
    for page in (wide, narrow):
        line = page.line(page.line_at(position) + 1)
        assert line is not None
        assert line.text.startswith("Paragraph 120 has")


def find_zone(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in re.finditer("zone", text))


def walked(page: Page) -> MatchWalk:
    walk = MatchWalk(page, find_zone)
    while walk.advance():
        pass
    return walk


def test_matches_are_counted_in_all_that_a_query_looks_through() -> None:
    page = Page(
        article(
            "A *zo*ne.\n\n- zone\n- zone zone",
            title="The zone",
            source="zone",
            sections=("zones",),
            captions=("zone",),
            url="https://zone.example",
        ),
        40,
    )
    walk = walked(page)
    assert walk.total == 8
    shown = [page.line(walk.line_of(number)) for number in range(8)]
    assert [line and line.text for line in shown] == [
        "zones",
        "The zone",
        "zone",
        "A zone.",
        "• zone",
        "• zone zone",
        "• zone zone",
        "▣ zone",
    ]


@pytest.mark.parametrize("width", [20, 33, 80])
def test_the_count_of_matches_is_the_same_at_every_width(width: int) -> None:
    body = "\n\n".join(["some words and a zone of them " * 30] * 40)
    assert walked(Page(article(body), width)).total == 1200


def test_steps_go_from_match_to_match_and_round() -> None:
    page = Page(article("\n\n".join(["zone"] * 30)), 40)
    walk = walked(page)
    assert walk.beside(None, 1, 0, 10) == 0
    assert walk.beside(0, 1, 0, 10) == 1
    assert walk.beside(29, 1, walk.line_of(29) - 2, 10) == 0
    assert walk.beside(0, -1, 0, 10) == 29
    far = walk.line_of(20)
    assert walk.beside(3, 1, far, 10) == 20, "a step goes from the lines in view"
    assert walk.beside(3, -1, far, 10) == 19
    assert walk.beside(None, -1, 0, 10) == 29


def test_a_step_waits_for_a_walk_that_has_not_come_so_far() -> None:
    page = Page(article("word\n\n" * 50 + "zone"), 40)
    page.ensure(10_000)
    walk = MatchWalk(page, find_zone)
    assert walk.beside(None, 1, 0, 10) is None
    assert walk.beside(None, -1, 0, 10) is None
    while walk.advance():
        pass
    assert walk.beside(None, 1, 0, 10) == 0


def test_no_match_at_all_is_told() -> None:
    walk = walked(Page(article("word"), 40))
    assert walk.beside(None, 1, 0, 10) == -1
    assert walk.beside(None, -1, 0, 10) == -1


def test_work_stops_at_its_goal_and_later_does_the_rest() -> None:
    page = Page(article("word word\n\n" * 2000), 40)
    work = PageWork(page, MatchWalk(page, find_zone))
    work.pursue(lambda: page.known > 100)
    work.run(60, only_goal=True)
    assert 100 < page.known < 200
    assert not page.complete
    work.run(60)
    assert work.done


STYLES = {kind: Style(color=f"color({number})") for number, kind in enumerate(Kind)}


def test_a_line_is_painted_in_the_styles_of_its_parts() -> None:
    page = Page(article("> a *b* [c](https://x.example) d"), 40)
    line = whole(page)[-1]
    match = Patch(2, 5, Style(reverse=True))
    painted = paint(line, STYLES, [match])
    assert "".join(text for text, _, _ in painted) == "▎ a b c d"
    looks = {text: style for text, style, _ in painted if style}
    assert looks["▎ "].color == STYLES[Kind.MARK].color
    assert looks["b"].italic
    assert looks["b"].reverse
    assert looks["c"].link == "https://x.example"
    assert looks["c"].reverse
    assert not looks[" d"].reverse


@given(st.text(st.sampled_from("a吉👩\u200d❤\ufe0f")), st.data())
def test_painting_changes_no_text_and_no_width(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    drawn = data.draw(st.lists(spans, max_size=4))
    patches = [Patch(min(span), max(span), Style(bold=True)) for span in drawn]
    painted = paint_text(text, Style(), patches)
    assert "".join(part for part, _, _ in painted) == text
    if not text.startswith("\u200d"):
        assert sum(cell_len(part) for part, _, _ in painted) == cell_len(text)


def test_a_selection_is_painted_over_what_is_there() -> None:
    painted = repaint(paint_text("abcdef", Style(bold=True), []), (2, -1), Style(reverse=True))
    assert [(text, style and style.reverse) for text, style, _ in painted] == [
        ("ab", None),
        ("cdef", True),
    ]


@settings(max_examples=30)
@given(st.text(max_size=300))
def test_any_text_at_all_can_be_laid_out(body: str) -> None:
    page = Page(article(body, title=body, captions=(body,), url=body, source=body), 17)
    assert all(cell_len(line.text) <= 17 for line in whole(page))
    walked(page)


def test_a_piece_is_never_longer_than_a_unit() -> None:
    for body, _ in LONG.values():
        page = Page(article(body), 80)
        whole(page)
        assert all(page.unit(number).taken <= UNIT + 2 for number in range(page.units))
