"""Adding saved pages while the library is read: the line that asks, the work, and its report."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, Room, reading

from index.errors import LibraryError
from index.intake import Progress, Skipped, Summary
from index.library import Library
from index.settings import refusals_file
from tui import reader_adding
from tui.import_telling import progress_text, summary_text, write_reasons
from tui.path_line import completions, folder_of, names_in, read_paths

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """---
title: {title}
published: 2022-0{month}-01
---

The town of {title} opened a service window for investors on Monday, officials said at a forum.

A second paragraph tells how many came to {title}, and what they hoped to find there.
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Return a folder, with a blank in its name, of three pages and one that holds nothing."""
    folder = tmp_path / "saved pages"
    folder.mkdir()
    for month, title in enumerate(("Aldermouth", "Birchford", "Copperhill"), 1):
        text = PAGE.format(title=title, month=month)
        (folder / f"{title}.md").write_text(text, encoding="utf-8")
    (folder / "nothing.html").write_text("<html></html>", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"x")
    return folder


async def _add(room: Room, line: str) -> None:
    await room.press("A")
    await room.press(*line, "enter")


# The work


async def test_a_folder_is_added_and_found_while_the_cursor_stays(
    library_folder: Path, pages: Path
) -> None:
    async with reading(library_folder) as room:
        await room.press("j", "j")
        before = room.screen.listing.number
        await _add(room, str(pages))
        assert room.screen.listing.count == 15
        assert room.screen.listing.number == before
        assert room.shown() == "Port customs reform cuts waiting to two hours"
        assert room.app.library.pending() == 0
        assert "reading" not in room.lines()[1]
        await room.press(*"/birchford")
        assert room.screen.listing.count == 1


async def test_the_report_counts_names_reasons_and_says_where_they_are(
    library_folder: Path, pages: Path
) -> None:
    async with reading(library_folder) as room:
        await _add(room, str(pages))
        assert room.notices() == (
            "3 pages added, 1 refused. "
            f"Refused: 1 × an empty page (see {refusals_file()}). "
            "1 file of another kind passed over."
        )
        reasons = refusals_file().read_text(encoding="utf-8")
        assert reasons == f"{pages / 'nothing.html'}: an empty page\n"
        room.app.clear_notifications()
        (pages / "nothing.html").unlink()
        await room.press("A", "enter")
        assert room.notices().startswith("3 pages known already. 1 file")


@pytest.mark.parametrize("line", ["'{}'", '"{}"', "{} ", "file://{}", "“{}”"])
async def test_a_path_is_understood_as_it_is_pasted_or_dropped(
    library_folder: Path, pages: Path, line: str
) -> None:
    async with reading(library_folder) as room:
        await _add(room, line.format(pages))
        assert room.screen.listing.count == 15


async def test_the_last_folder_is_offered_again_also_another_day(
    library_folder: Path, pages: Path
) -> None:
    async with reading(library_folder) as room:
        await _add(room, str(pages))
    async with reading(library_folder) as room:
        await room.press("A")
        assert "saved pages" in room.lines()[-1]
        await room.press("escape")
        assert room.notices() == ""


@pytest.mark.parametrize("name", ["nowhere", "nowhere/at all", "x" * 300])
async def test_a_path_that_does_not_exist_is_told_of(library_folder: Path, name: str) -> None:
    async with reading(library_folder) as room:
        await _add(room, f"/{name}")
        assert "no file or folder" in room.notices() or "File name too long" in room.notices()
        assert room.screen.listing.count == 12


async def test_a_blank_line_adds_nothing(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await _add(room, "  ")
        assert (room.notices(), room.screen.listing.count) == ("", 12)


async def test_a_folder_without_pages_says_so(library_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    async with reading(library_folder) as room:
        await _add(room, str(tmp_path / "bare"))
        assert room.notices() == "There are no saved pages in it that Broadsheet reads."


async def test_the_sample_articles_can_be_added(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        room.screen.action_add_samples()
        await room.settle()
        assert room.screen.listing.count > 40


async def test_missing_samples_are_told_of(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_adding, "samples_folder", lambda: None)
    async with reading(library_folder) as room:
        room.screen.action_add_samples()
        await room.settle()
        assert "did not come with" in room.notices()


async def test_a_library_that_cannot_be_written_is_told_of(
    library_folder: Path, pages: Path
) -> None:
    async with reading(library_folder) as room:
        room.app.library.close()
        await _add(room, str(pages))
        assert "the library is closed; open it again" in room.notices()


class _Slow:
    """Adding that goes on until it is stopped, and then keeps what it has."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.begun = asyncio.Event()
        self.ended = False

    def add(self, paths: object, *, progress: object, stopped: object) -> Summary:
        """Tell of 120 files, and wait."""
        del paths
        assert callable(progress)
        assert callable(stopped)
        progress(Progress(120, 800, 120))
        while not stopped():
            pass
        self.library.count()  # it is still open
        self.ended = True
        return Summary(added=1, stopped=True)


async def _begin_slowly(room: Room, pages: Path, monkeypatch: pytest.MonkeyPatch) -> _Slow:
    slow = _Slow(room.app.library)
    monkeypatch.setattr(room.app.library, "add", slow.add)
    room.send("A")
    await room.pilot.pause()
    room.send(*str(pages), "enter")
    await room.until("reading 120 of 800 files…")
    return slow


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW, (50, 12)])
async def test_the_reader_reads_on_meanwhile_and_sees_how_far_it_has_come(
    library_folder: Path, pages: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library_folder, size) as room:
        slow = await _begin_slowly(room, pages, monkeypatch)
        assert "reading 120 of 800 files…" in room.lines()[1]
        room.send(*"/biopharma", "enter")
        await room.until("Biopharma zone welcomes")
        room.send("A")
        await room.until("Stop adding pages?")
        room.send("n")
        await room.pilot.pause()
        assert not slow.ended
        room.send("A", "y")
        await room.until("1 page added. Stopped early; adding the same again goes on from here.")
        await room.settle()
        assert "reading" not in room.lines()[1]


async def test_leaving_stops_adding_and_waits_until_it_has_kept_what_it_read(
    library_folder: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library_folder) as room:
        slow = await _begin_slowly(room, pages, monkeypatch)
        room.send("q")
        await room.pilot.pause()
    assert slow.ended


async def test_what_was_kept_before_leaving_is_there_the_next_time(
    library_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for count in range(400):
        text = PAGE.format(title=f"Town {count}", month=1)
        (folder / f"{count}.md").write_text(text, encoding="utf-8")
    async with reading(library_folder) as room:
        room.send("A")
        await room.pilot.pause()
        room.send(*str(folder), "enter")
        await room.until("reading ")
        room.send("q")
        await room.pilot.pause()
    library = Library.open(library_folder)
    kept = library.count()
    summary = library.add([folder])
    assert summary.added + kept == 412
    assert summary.unchanged == kept - 12
    library.close()


async def test_what_fails_while_reading_ends_in_a_sentence(
    library_folder: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Summary:
        raise LibraryError("the disk is full; make room and add them again")

    async with reading(library_folder) as room:
        monkeypatch.setattr(room.app.library, "add", full)
        await _add(room, str(pages))
        assert room.notices() == "the disk is full; make room and add them again"
        monkeypatch.undo()


# The line


def test_a_line_names_one_path_or_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two", "a b", "it's", "x'y z'"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for line, names in {
        "one": ["one"],
        " one two ": ["one", "two"],
        "a b": ["a b"],
        r"a\ b one": ["a b", "one"],
        "'a b' two": ["a b", "two"],
        "it's": ["it's"],
        "x'y z'": ["x'y z'"],
        "one nowhere": ["one nowhere"],
        "'not there'": ["not there"],
        "": [],
    }.items():
        assert [str(path) for path in read_paths(line)] == names, line
    assert read_paths("~/one") == [tmp_path / "one"]
    assert read_paths("file:///srv/a%20b") == [type(tmp_path)("/srv/a b")]
    assert [str(path) for path in read_paths("~nobody-at-all/x")] == ["~nobody-at-all/x"]


def test_names_of_a_folder_come_with_folders_first(tmp_path: Path) -> None:
    for name in ("Zoo", ".git", "art"):
        (tmp_path / name).mkdir()
    (tmp_path / "Bee.html").touch()
    names = names_in(f"{tmp_path}/")
    assert names == [".git/", "art/", "Zoo/", "Bee.html"]
    assert names_in(f"{tmp_path}/nowhere/") == []
    assert [one.text for one in completions("x/", 2, names)] == ["art/", "Zoo/", "Bee.html"]
    assert [one.text for one in completions("x/z", 3, names)] == ["Zoo/"]
    assert [one.text for one in completions("x/.", 3, names)] == [".git/"]
    assert completions("x/z", 3, names)[0].span == (2, 3)
    assert [folder_of(line) for line in ("a/b", "/a", "a", "'a/b")] == ["a/", "/", "", ""]


async def test_a_path_is_completed_step_by_step(library_folder: Path, pages: Path) -> None:
    (pages / "inner folder").mkdir()
    async with reading(library_folder) as room:
        await room.press("A")
        await room.press(*f"{pages.parent}/sav")
        assert "saved pages/" in room.text()
        await room.press("tab")
        await room.press("tab", "enter")
        assert "1 × " not in room.notices()
        assert room.notices() == "There are no saved pages in it that Broadsheet reads."


async def test_a_tab_before_the_names_have_come_completes_as_soon_as_they_do(
    library_folder: Path, pages: Path
) -> None:
    async with reading(library_folder) as room:
        await room.press("A", *f"{pages.parent}/sav", "tab")
        assert f"Add {pages}/" in room.text().replace("  ", " ")
        await room.press("enter")
        assert "3 pages added" in room.notices()


# What is said


def test_progress_is_told_in_files() -> None:
    assert progress_text(Progress(120, 800, 130)) == "reading 120 of 800 files…"
    assert progress_text(Progress(0, 1, 0)) == "reading 0 of 1 file…"


def test_a_summary_tells_only_what_happened() -> None:
    assert summary_text(Summary(added=1)) == "1 page added."
    assert summary_text(Summary(added=1200, updated=1, unchanged=2, passed_over=3)) == (
        "1,200 pages added, 1 updated, 2 known already. 3 files of other kinds passed over."
    )
    assert summary_text(Summary(stopped=True)) == (
        "Stopped early; adding the same again goes on from here."
    )
    reasons = ["a wall", "a wall", "too large", "empty", "torn"]
    skipped = tuple(Skipped("x", reason, failed=True) for reason in reasons)
    assert summary_text(Summary(skipped=skipped)) == (
        "5 pages refused. Refused: 2 × a wall; 1 × too large; 2 for other reasons."
    )


def test_reasons_that_cannot_be_written_are_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    skipped = [Skipped("bad\udcff.html", "an empty page", failed=True)]
    assert not write_reasons(tmp_path / "file" / "refused.txt", skipped)
    assert write_reasons(tmp_path / "new" / "refused.txt", skipped)
    told = (tmp_path / "new" / "refused.txt").read_text(encoding="utf-8")
    assert told == "bad\\udcff.html: an empty page\n"
