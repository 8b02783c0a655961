"""A mark in the rule above an article says how much of it has been seen, and costs nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from reading_room import NARROW, STACKED, WIDE, reading
from stories import pairs, story
from test_detail_pane import PARAGRAPHS, Room, article, room, settle

from index.library import Library
from tui.framed_view import progress_text

if TYPE_CHECKING:
    from pathlib import Path

    from textual.geometry import Region
    from textual.pilot import Pilot

LONG = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("first", "seen", "expected"),
    [
        (0.1, 0.1, "10 %"),
        (0.1, 0.999, "99 %"),
        (0.0, 0.0, "0 %"),
        (0.1, 1.0, "end"),
        (1.0, 1.0, ""),
    ],
)
def test_the_mark_says_the_part_that_was_seen(first: float, seen: float, expected: str) -> None:
    assert progress_text(first, seen) == expected


async def scrolled_marks(app: Room, pilot: Pilot[None]) -> list[str]:
    """Return the marks from the top to the end, a page at a time."""
    pane = app.pane
    marks = [pane.progress_mark]
    while pane.scroll_offset.y < pane.max_scroll_y:
        pane.action_page_down()
        await pilot.pause()
        marks.append(pane.progress_mark)
    return marks


async def test_the_mark_grows_from_the_first_page_to_the_end() -> None:
    async with room(80, 20) as (app, pilot):
        app.pane.show(article(LONG))
        await settle(app, pilot)
        marks = await scrolled_marks(app, pilot)
        assert marks[-1] == "end"
        shares = [int(mark.removesuffix(" %")) for mark in marks if mark != "end"]
        assert shares == sorted(shares)
        assert 0 < shares[0] < 10
        app.pane.action_top()
        assert app.pane.progress_mark == marks[0]


async def test_an_article_that_is_seen_whole_has_no_mark() -> None:
    async with room(80, 40) as (app, pilot):
        app.pane.show(article(LONG))
        await settle(app, pilot)
        assert app.pane.progress_mark
        app.pane.show(article("Short."))
        await settle(app, pilot)
        assert app.pane.progress_mark == ""
        app.pane.show(article(LONG))
        app.pane.clear()
        assert app.pane.progress_mark == ""


async def test_the_mark_is_right_while_a_huge_article_is_still_laid_out() -> None:
    body = "word and word\n\n" * 200_000
    async with room(80, 20) as (app, pilot):
        pane = app.pane
        pane.show(article(body), position=len(body) // 100)
        while not pane.scroll_offset.y:
            await pilot.pause(0.001)
        assert not pane.settled
        assert pane.progress == pytest.approx(0.01, abs=0.001)
        assert pane.progress_mark == "1 %"
        pane.show(article(body[: len(body) // 50]), position=len(body) // 100)
        await settle(app, pilot)
        assert pane.progress == pytest.approx(0.5, abs=0.01)


async def test_who_waits_for_the_end_of_a_huge_article_sees_how_far_it_is() -> None:
    async with room(80, 20) as (app, pilot):
        pane = app.pane
        pane.show(article("word and *word*\n\n" * 30_000))
        pane.action_end()
        marks = []
        while not pane.settled:
            await pilot.pause(0.001)
            marks.append(pane.progress_mark)
        assert any(re.fullmatch(r"laying out \d+ %", mark) for mark in marks)
        await settle(app, pilot)
        assert pane.progress_mark == "end"


async def test_nobody_waits_while_a_huge_article_is_scrolled() -> None:
    async with room(80, 20) as (app, _pilot):
        pane = app.pane
        pane.show(article("word and *word*\n\n" * 30_000))
        for _ in range(5):
            pane.action_page_down()
            assert not pane.settled
            assert re.fullmatch(r"\d+ %", pane.progress_mark)


async def test_the_mark_is_nearly_the_same_at_every_width() -> None:
    async with room(120, 30) as (app, pilot):
        app.pane.show(article(LONG), position=LONG.index("Paragraph 30 "))
        await settle(app, pilot)
        shares = []
        for width in (120, 80, 50):
            await pilot.resize_terminal(width, 30)
            await settle(app, pilot)
            shares.append(app.pane.progress)
        assert max(shares) - min(shares) < 0.1


async def test_a_scroll_that_changes_no_share_does_not_touch_the_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with room(80, 20) as (app, pilot):
        pane = app.pane
        pane.show(article("\n\n".join(PARAGRAPHS * 20)))
        await settle(app, pilot)
        pane.action_line_down()
        before = pane.progress_mark
        titles: list[str] = []
        monkeypatch.setattr(pane, "_set_mark", titles.append)
        for _ in range(3):
            pane.action_line_down()
        assert pane.progress_mark == before
        assert titles == []


async def test_a_scroll_that_changes_the_mark_paints_nothing_but_the_pane(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open(tmp_path / "long")
    library.archive.keep(pairs([story(1, body=LONG)]))
    library.close()
    async with reading(tmp_path / "long", WIDE) as room:
        await room.press("enter")
        reader, compositor = room.screen.reader, room.screen._compositor
        painted: list[Region] = []
        paint = compositor.render_update

        def noted_paint(*, full: bool = False, **rest: Any) -> Any:
            assert not full
            painted.extend(compositor._dirty_regions)
            return paint(full=full, **rest)

        monkeypatch.setattr(compositor, "render_update", noted_paint)
        before = reader.progress_mark
        await room.press("space")
        assert reader.progress_mark != before
        assert painted
        assert all(reader.region.contains_region(region) for region in painted)


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_the_mark_stands_at_the_right_of_the_rule(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    library = Library.open(tmp_path / "long")
    library.archive.keep(pairs([story(1, body=LONG)]))
    library.close()
    async with reading(tmp_path / "long", size) as room:
        await room.press("enter")
        (line,) = [line for line in room.lines() if " %" in line and "▔" in line]
        assert line.rstrip("▔").endswith(f" {room.screen.reader.progress_mark} ")
        await room.press("G")
        assert any(line.rstrip("▔").endswith(" end ") for line in room.lines())
