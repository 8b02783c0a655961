"""The head of an article tells where it stands, who tells it, when that was, and its own marks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, STACKED, WIDE, reading

from index.article import Article
from index.changes import Change, Mark
from index.dates import Precision
from tui.blocks import Block, Kind
from tui.masthead import OwnMarks, ago_text, head_blocks, language_name

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
BEIJING = timezone(timedelta(hours=8))
FULL: dict[str, object] = {
    "sections": ("Platforms", "Forums"),
    "source": "Linhai Daily",
    "site": "news.example",
    "published": datetime(2020, 11, 10, tzinfo=UTC),
    "published_precision": Precision.DAY,
    "authors": ("Ana Lind", "Qiu Wen"),
    "body": "word " * 1000,
    "language": "en",
}

MEASURES = "10 Nov 2020 · 6 years ago · 4 min read · English"
TIGHT = "10 Nov 2020 · 6 years ago · 4 min read"


def article(**fields: object) -> Article:
    return Article(**{"id": "a", "title": "Title", "body": "Body", **fields})  # type: ignore[arg-type]


def texts(blocks: list[Block]) -> list[str]:
    return [(block.first + block.text).replace("\u00a0", " ") for block in blocks]


def test_the_head_tells_the_fields_in_order() -> None:
    head = head_blocks(article(**FULL), now=NOW)
    assert texts(head) == [
        "Platforms › Forums",
        "Title",
        "Linhai Daily · news.example · Ana Lind, Qiu Wen",
        MEASURES,
        "",
    ]
    kinds = [Kind.META, Kind.TITLE, Kind.META, Kind.META, Kind.RULE]
    assert [block.kind for block in head] == kinds
    searched = [block.text[: block.searched].replace("\u00a0", " ") for block in head]
    assert searched[:2] == ["Platforms › Forums", "Title"]
    assert searched[2:4] == ["Linhai Daily · news.example · Ana Lind, Qiu Wen", ""]
    assert [block.gap for block in head] == [1, 1, 1, 0, 0]


def test_a_tight_head_has_no_empty_lines_and_no_rule() -> None:
    own = OwnMarks(("ports",), "Ask Ana.")
    head = head_blocks(article(**FULL), own=own, now=NOW, tight=True)
    assert texts(head) == [
        "Platforms › Forums",
        "Title",
        f"Linhai Daily · news.example · Ana Lind, Qiu Wen · {TIGHT} · #ports · ✎ note below",
    ]
    assert not any(block.gap for block in head)
    assert head[2].text[: head[2].searched].endswith("Qiu Wen")


def test_tags_have_a_line_and_a_note_its_name_in_front() -> None:
    own = OwnMarks(("free trade", "ports"), "First line.\nSecond, [b]bold[/b].")
    *_, tags, rule, note = head_blocks(article(), own=own)
    assert tags == Block("#free\u00a0trade  #ports", Kind.META, searched=0)
    assert rule.kind is Kind.RULE
    assert note.first == "Note  "
    assert note.text == "First line.\nSecond, [b]bold[/b]."
    assert note.searched == 0


def test_a_head_without_fields_is_the_title() -> None:
    assert texts(head_blocks(article())) == ["Title", ""]
    assert texts(head_blocks(article(), tight=True)) == ["Title"]
    assert texts(head_blocks(article(title=" ")))[0] == "Untitled"


def test_a_site_that_is_the_source_is_told_once() -> None:
    head = head_blocks(article(source="news.example", site="news.example"))
    assert head[1].text == "news.example"
    head = head_blocks(article(source="news.example", site="ports.news.example"))
    assert head[1].text == "ports.news.example"
    head = head_blocks(article(source="News", site="ports.news.example"))
    assert texts(head)[1] == "News · ports.news.example"


def test_chinese_takes_its_own_time_to_read() -> None:
    assert texts(head_blocks(article(body="吉林省" * 400)))[1] == "3 min read"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-25", "today"),
        ("2026-11-24", "yesterday"),
        ("2026-11-22", "3 days ago"),
        ("2026-11-12", "13 days ago"),
        ("2026-11-11", "2 weeks ago"),
        ("2026-10-21", "5 weeks ago"),
        ("2026-09-24", "8 weeks ago"),
        ("2026-09-23", "2 months ago"),
        ("2026-03-25", "8 months ago"),
        ("2026-03-26", "7 months ago"),
        ("2025-11-26", "11 months ago"),
        ("2025-11-25", "a year ago"),
        ("2024-11-26", "a year ago"),
        ("2024-11-25", "2 years ago"),
        ("2020-11-14", "6 years ago"),
        ("1926-01-01", "100 years ago"),
        ("2026-11-26", ""),
    ],
)
def test_how_long_ago_is_told_calmly(day: str, expected: str) -> None:
    assert ago_text(datetime.fromisoformat(day).replace(tzinfo=UTC), NOW) == expected


def test_days_are_those_of_the_place_the_date_is_told_for() -> None:
    evening = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)  # the 26th in Beijing
    assert ago_text(datetime(2026, 11, 26, tzinfo=BEIJING), evening) == "today"
    assert ago_text(datetime(2026, 11, 25, tzinfo=BEIJING), evening) == "yesterday"


@given(st.integers(0, 60_000), st.integers(0, 60_000))
def test_what_is_older_is_never_told_as_younger(first: int, second: int) -> None:
    units = ["day", "week", "month", "year"]

    def rank(days: int) -> tuple[int, int]:
        told = ago_text(NOW - timedelta(days=days), NOW)
        if told in ("today", "yesterday"):
            return 0, days
        count, unit, _ = told.split(" ")
        return units.index(unit.removesuffix("s")), 1 if count == "a" else int(count)

    if first <= second:
        assert rank(first) <= rank(second)


def test_languages_have_their_english_names() -> None:
    assert language_name("zh") == "Chinese"
    assert language_name("pt-BR") == "Portuguese"
    assert language_name("xx") == "xx"
    assert language_name("") == ""


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_tags_and_a_note_are_shown_as_soon_as_they_are_given(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        pane = room.screen.reader

        def painted() -> str:  # notices may lie over the pane
            return "\n".join(pane.render_line(y).text for y in range(pane.size.height))

        await room.press("enter")
        number = room.screen.listing.number
        assert number is not None
        assert "5\u00a0years\u00a0ago" in painted()
        await room.press("t", *"ports", "enter")
        assert "#ports" in painted()
        room.screen.make_change(Change(Mark.NOTE, True, (number,), "Ask the harbour master."))
        await room.settle()
        told = "note\u00a0below" if size == STACKED else "Ask the harbour master."
        assert told in painted()
        await room.press("ctrl+z")
        assert told not in painted()
