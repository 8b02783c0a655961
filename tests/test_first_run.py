"""The first run: an empty library says what Broadsheet is, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import capture_of, invented_articles
from reading_room import NARROW, STACKED, WIDE, Room, reading
from rich.cells import cell_len
from textual.events import Paste

from index.library import Library
from tui import reader_panes
from tui.command import Pane
from tui.commands import TABLE
from tui.first_run import FirstRun, shown_path
from tui.path_line import looks_like_paths

if TYPE_CHECKING:
    from index.article import Article

WHAT = "Broadsheet keeps saved news pages and finds"
SIZES = [(160, 50), WIDE, STACKED, (80, 12), NARROW, (50, 12)]


def _at_start(room: Room) -> bool:
    assert room.screen.at_start == room.screen.first_run.display
    return room.screen.at_start


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_library_says_what_to_do_at_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path / "empty", size) as room:
        assert _at_start(room)
        lines = [line.strip() for line in room.lines()]
        assert any(line.startswith(WHAT) for line in lines)
        assert "Enter   adds sample articles to look around" in lines
        assert "A       adds your pages: a folder or a file" in lines
        assert "?       shows all keys" in lines
        assert "q       leaves" in lines
        assert max(map(cell_len, room.lines())) <= size[0]


@pytest.mark.parametrize("size", [size for size in SIZES if size[1] > 12])
async def test_it_says_where_the_library_lies_and_how_to_add_from_outside(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path / "empty", size) as room:
        assert "Outside the reader: broadsheet add FOLDER" in room.text()
        told = "".join(line.strip() for line in room.lines()).replace(" ", "")
        assert f"Thelibraryliesin{tmp_path}/empty".replace(" ", "") in told


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_the_footer_offers_what_works_and_nothing_else(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path / "empty", size) as room:
        footer = room.lines()[-1]
        assert footer.startswith(" Enter samples   A add pages")
        assert footer.endswith("? help   q quit")
        assert "search" not in footer
        await room.press("question_mark")
        assert "While the library is empty" in room.text()
        assert "Add the sample articles" in room.text()


async def test_enter_adds_the_samples_and_the_reader_is_simply_there(tmp_path: Path) -> None:
    async with reading(tmp_path / "empty") as room:
        await room.press("enter")
        assert not _at_start(room)
        assert room.screen.listing.count > 40
        assert room.shown()
        assert room.listens() is Pane.LIST
        assert room.panes() == {Pane.SEARCH, Pane.LIST, Pane.ARTICLE}
        assert "passed over" not in room.notices()
        assert room.lines()[-1].startswith(" Enter open")
        first = room.shown()
        await room.press("j", "enter")
        assert room.shown() != first
        assert room.listens() is Pane.ARTICLE


async def test_a_folder_of_pages_is_added_by_its_key(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    body = "The town opened a service window for investors on Monday, officials said.\n"
    (folder / "town.md").write_text(f"# Town opens\n\n{body}\n{body}", encoding="utf-8")
    async with reading(tmp_path / "empty", STACKED) as room:
        await room.press("A")
        await room.press(*str(folder), "enter")
        assert not _at_start(room)
        assert room.shown() == "Town opens"


async def test_articles_from_outside_end_it_and_the_samples_are_not_added_then(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path / "empty") as room:
        other = Library.open(tmp_path / "empty")
        other.archive.keep([(capture_of(one), one) for one in invented_articles()])
        room.screen.keep_up()
        await room.settle()
        assert not _at_start(room)
        await room.press("enter")
        assert (room.screen.listing.count, other.count()) == (12, 12)
        other.close()


async def test_a_list_that_fills_is_seen_from_its_top_until_somebody_moves_in_it(
    tmp_path: Path,
) -> None:
    """The newest of the first few is not the newest of all."""
    *older, newest = sorted(invented_articles(), key=lambda one: str(one.published or ""))
    other = Library.open(tmp_path / "empty")

    async def add(articles: list[Article]) -> None:
        other.archive.keep([(capture_of(one), one) for one in articles])
        room.screen.keep_up()
        await room.settle()

    async with reading(tmp_path / "empty") as room:
        await add(older[:5])
        first = room.shown()
        await add(older[5:9])
        assert room.shown() != first
        assert room.screen.listing.place == 0
        await room.press("j")
        chosen = room.shown()
        await add([*older[9:], newest])
        assert room.shown() == chosen
    other.close()


async def test_a_search_in_an_empty_library_is_answered_and_comes_back(tmp_path: Path) -> None:
    async with reading(tmp_path / "empty") as room:
        await room.press(*"/port")
        assert "Nothing found for “port”." in room.text()
        assert not _at_start(room)
        await room.press("escape", "escape")
        assert _at_start(room)
        await room.press("slash", "enter")
        assert _at_start(room)
        assert room.listens() is Pane.LIST


async def test_a_library_with_articles_never_shows_it(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        assert not _at_start(room)
        await room.press(*"/zzzyzx")
        assert not _at_start(room)


async def test_no_pane_takes_the_keys_while_there_is_nothing_in_it(tmp_path: Path) -> None:
    async with reading(tmp_path / "empty") as room:
        for key in ("tab", "tab", "z", "l", "space", "J", "shift+tab", "escape", "j", "G"):
            await room.press(key)
            assert _at_start(room)
            assert room.listens() in {Pane.LIST, Pane.SEARCH}, key


# By the mouse


async def _click(room: Room, text: str) -> None:
    row = next(n for n, line in enumerate(room.lines()) if text in line)
    await room.pilot.click(offset=(room.lines()[row].index(text) + 2, row))
    await room.settle()


async def test_its_lines_are_clickable(tmp_path: Path) -> None:
    async with reading(tmp_path / "empty", STACKED) as room:
        await _click(room, "Broadsheet keeps")
        assert (room.dialog(), room.listens()) == ("", Pane.LIST)
        await _click(room, "shows all keys")
        assert room.dialog() == "HelpDialog"
        await room.press("escape")
        await _click(room, "adds your pages")
        assert room.dialog() == "LinePrompt"
        await room.press("escape")
        await _click(room, "adds sample articles")
        assert room.screen.listing.count > 40


async def test_a_click_on_leaving_leaves(tmp_path: Path) -> None:
    async with reading(tmp_path / "empty", NARROW) as room:
        await _click(room, "leaves")
        assert room.app._exit


async def test_a_folder_dropped_on_the_terminal_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "saved pages").mkdir()
    async with reading(tmp_path / "empty") as room:
        for pasted in ("port", "/no/such/folder", f"'{tmp_path / 'saved pages'}'\n"):
            room.app.post_message(Paste(pasted))
            await room.settle()
        assert room.dialog() == "LinePrompt"
        assert "saved pages" in room.lines()[-1]
        await room.press("enter")
        assert "no saved pages in it" in room.notices()


# The page itself


def _page(folder: Path, *, samples: bool = True, width: int = 80, height: int = 20) -> list[str]:
    page = FirstRun(TABLE, folder, samples=samples)
    lines = page.lines(width, height)
    assert all(sum(cell_len(part.text) for part in line) <= width for line in lines)
    return ["".join(part.text for part in line).rstrip() for line in lines]


def test_samples_that_are_not_there_are_not_offered() -> None:
    assert not any("sample" in line for line in _page(Path("/srv/news"), samples=False))


def test_what_does_not_fit_is_left_out_and_the_keys_last() -> None:
    heights = [len(_page(Path("/srv/news"), height=height)) for height in range(20)]
    assert all(page <= height or page == 4 for height, page in enumerate(heights))
    assert _page(Path("/srv/news"), height=3)[0].startswith("Enter")
    assert "The library lies in /srv/news" in _page(Path("/srv/news"), height=6)


@pytest.mark.parametrize("width", [12, 20, 37, 300])
def test_the_page_fits_any_width(width: int) -> None:
    assert _page(Path("/srv") / ("long-" * 30), width=width, height=99)


def test_keys_are_named_as_this_reader_has_them() -> None:
    table, _ = TABLE.with_keys({"add": ("ctrl+a",), "help": ()})
    page = FirstRun(table, Path("/"), samples=True).lines(80, 20)
    told = ["".join(part.text for part in line) for line in page]
    assert "Ctrl-A   adds your pages: a folder or a file" in told
    assert not any("shows all keys" in line for line in told)


def test_a_path_is_told_from_home_and_commands_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/reader")
    assert shown_path(Path("/home/reader/news")) == "~/news"
    assert shown_path(Path("/srv/news")) == "/srv/news"
    assert not any("\x1b" in line for line in _page(Path("/srv/\x1b[31mred")))


def test_only_paths_that_are_there_look_like_dropped_ones(tmp_path: Path) -> None:
    assert looks_like_paths(str(tmp_path))
    assert looks_like_paths(f"file://{tmp_path}")
    assert not looks_like_paths("port customs")
    assert not looks_like_paths(str(tmp_path / "nothing"))
    assert not looks_like_paths("")


async def test_a_reader_without_samples_says_nothing_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_panes, "samples_folder", lambda: None)
    async with reading(tmp_path / "empty") as room:
        assert "adds sample" not in room.text()
