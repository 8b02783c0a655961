"""Lending the terminal: pager, editor and a command that is given the article's text."""

from __future__ import annotations

import shlex
import sys
import webbrowser
from typing import TYPE_CHECKING

import pytest
from conftest import capture_of
from reading_room import NARROW, STACKED, WIDE, reading
from rich.cells import cell_len
from textual.app import App, SuspendNotSupported

from index.article import Article
from index.errors import BroadsheetError
from index.library import Library
from tui import programs
from tui.terminal_loan import lend_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tui.app import BroadsheetApp

KEEP = """
import pathlib, sys
kept = pathlib.Path({kept!r})
if len(sys.argv) > 1:
    given = pathlib.Path(sys.argv[-1])
    kept.with_suffix(".name").write_text(str(given))
    kept.write_bytes(given.read_bytes())
else:
    kept.write_bytes(sys.stdin.buffer.read())
"""


class Keeping:
    """A program that writes what it is given where the test can see it."""

    def __init__(self, folder: Path) -> None:
        self.kept = folder / "kept with a blank"
        script = folder / "keep.py"
        script.write_text(KEEP.format(kept=str(self.kept)), encoding="utf-8")
        self.command = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"

    @property
    def text(self) -> str:
        """What it was given; empty where it was not run."""
        return self.kept.read_text(encoding="utf-8") if self.kept.exists() else ""

    @property
    def file(self) -> Path:
        """The file that it was given."""
        return type(self.kept)(self.kept.with_suffix(".name").read_text(encoding="utf-8"))


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    """Return a program that keeps what it is given."""
    return Keeping(tmp_path)


# The pager


async def test_the_pager_is_given_the_article_as_plain_text(
    library_folder: Path, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", keeping.command)
    async with reading(library_folder) as room:
        await room.press("e")
        title, facts, *_ = keeping.text.split("\n")
        assert title == "Harbour city opens free trade port"
        assert facts == "Ports · Harbour Daily · news.example · 4 Mar 2021"
        assert "\n\nFreight through the port rose" in keeping.text
        assert keeping.text.endswith("\n\nhttps://news.example/Ports/2021-03-04\n")
        assert room.notices() == ""


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW, (50, 12)])
async def test_lines_for_the_pager_fit_the_screen_and_break_between_words(
    library_folder: Path, size: tuple[int, int], keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", keeping.command)
    async with reading(library_folder, size) as room:
        await room.press(*"/临港", "enter", "e")
        lines = keeping.text.split("\n")
        assert max(map(cell_len, lines)) <= min(size[0], 80)
        assert "临港新区周六举办招商推介会" in "".join(lines)


async def test_an_article_shown_in_the_pager_counts_as_read_and_is_marked_before(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever closes the terminal while the pager is open loses no mark."""
    base, marked = library_folder / "library.sqlite3", tmp_path / "marked"
    query = "SELECT starred + read FROM reading"
    count = (
        "import sqlite3, pathlib; "
        f"rows = sqlite3.connect({str(base)!r}).execute({query!r}).fetchall(); "
        f"pathlib.Path({str(marked)!r}).write_text(str(rows))"
    )
    monkeypatch.setenv("PAGER", shlex.join([sys.executable, "-c", count]))
    async with reading(library_folder) as room:
        await room.press("j", "s", "e")
        assert marked.read_text(encoding="utf-8") == "[(2,)]"
        assert len(room.app.library.unread()) == 11


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("no-such-program -R", "There is no program “no-such-program” here."),
        ("false", "false ended with 1."),
        ("sh -c 'kill -9 $$'", "sh was ended by signal 9."),
        ("less 'x", "$PAGER cannot be read (less 'x): No closing quotation."),
        ("/", "“/” cannot be started: Permission denied."),
    ],
)
async def test_a_pager_that_fails_is_told_of_in_a_sentence(
    library_folder: Path, command: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", command)
    async with reading(library_folder) as room:
        await room.press("e")
        assert room.notices() == told
        await room.press("j")
        assert room.shown() == "Roadshow brings 40 investors to river valley"


async def test_keys_behind_the_pager_start_no_second_one(
    library_folder: Path, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", keeping.command)
    async with reading(library_folder) as room:
        await room.press("e", "e", "j")
        assert len(room.app.handed) == 1
        await room.press("e")
        assert len(room.app.handed) == 2
        assert keeping.text.startswith("Roadshow")


async def test_where_nothing_is_found_no_program_is_started(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*"/zzzyzx", "enter", "e", "E", "|", *"cat", "enter")
        assert room.app.handed == []
        assert "There is no article here." in room.notices()


# The editor


async def test_the_editor_is_given_a_copy_that_is_gone_afterwards(
    library_folder: Path, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", keeping.command)
    monkeypatch.setenv("EDITOR", "false")
    async with reading(library_folder) as room:
        number = room.screen.listing.number
        assert number is not None
        room.app.library.set_tag([number], "ports", on=True)
        room.app.library.set_note(number, "Ask about freight.")
        await room.press("E")
        assert keeping.file.name == "harbour-city-opens-free-trade-port.md"
        assert not keeping.file.exists()
        assert not keeping.file.parent.exists()
        for line in (
            'title: "Harbour city opens free trade port"',
            'tags: ["ports"]',
            'note: "Ask about freight."',
        ):
            assert f"\n{line}\n" in keeping.text
        assert room.notices() == "That was a copy: what is changed in it is not taken back."
        room.app.clear_notifications()
        await room.press("j", "E")
        assert room.notices() == ""


async def test_a_changed_copy_is_told_of_each_time(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "import os, sys; os.chmod(sys.argv[-1], 0o600); open(sys.argv[-1], 'a').write('more')"
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", script]))
    async with reading(library_folder) as room:
        before = room.app.library.article(room.screen.listing.results.numbers[0])  # type: ignore[union-attr]
        for _ in range(2):
            room.app.clear_notifications()
            await room.press("E")
            assert room.notices() == "You changed a copy: the article stays as it was saved."
        assert room.app.library.article(room.screen.listing.number or 0) == before


def test_the_editor_is_found_where_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL")
    monkeypatch.setenv("EDITOR", "code --wait")
    assert programs.editor() == ["code", "--wait"]
    monkeypatch.delenv("EDITOR")
    monkeypatch.delenv("PAGER")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BroadsheetError, match=r"name one in \$VISUAL or \$EDITOR"):
        programs.editor()
    for name in ("nano", "more"):
        (tmp_path / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (tmp_path / name).chmod(0o700)
    assert (programs.editor(), programs.pager()) == (["nano"], ["more"])
    (tmp_path / "less").symlink_to(tmp_path / "more")
    assert programs.pager() == ["less", "-R"]


# A command


async def test_a_command_is_given_the_text_and_remembered(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/bin/sh")
    line = f"head -n 1 | tr a-z A-Z > {tmp_path / 'told'}"
    async with reading(library_folder) as room:
        await room.press("|")
        await room.press(*line, "enter")
        told = (tmp_path / "told").read_text(encoding="utf-8")
        assert told == "HARBOUR CITY OPENS FREE TRADE PORT\n"
        assert room.app.ended == "Enter goes back."
        assert len(room.app.library.unread()) == 12
    async with reading(library_folder) as room:
        await room.press("j", "|")
        assert "tr a-z A-Z" in room.text()
        await room.press("enter")
        assert (tmp_path / "told").read_text(encoding="utf-8").startswith("ROADSHOW")


async def test_another_command_replaces_the_remembered_one(
    library_folder: Path, keeping: Keeping
) -> None:
    async with reading(library_folder) as room:
        await room.press("|", *"exit 3", "enter")
        assert room.app.ended == "exit ended with 3. Enter goes back."
        await room.press("|", *keeping.command, "enter")
        assert keeping.text.startswith("Harbour city opens free trade port\n")
        assert (
            "\nThe harbour city of Linhai opened a free trade port on Thursday.\n" in keeping.text
        )
        await room.press("|", "escape")
        assert len(room.app.handed) == 2


async def test_a_command_typed_ahead_of_a_search_is_given_what_it_finds(
    library_folder: Path, keeping: Keeping
) -> None:
    async with reading(library_folder) as room:
        await room.press(*"/biopharma", "enter", "|", *keeping.command, "enter")
        assert keeping.text.startswith("Biopharma zone welcomes first tenants\n")


# What they are given


async def test_nothing_that_commands_a_terminal_reaches_a_program(
    tmp_path: Path, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    nasty = "one\x1b]52;c;eA==\x07 \x9b31mtwo\rthree\u202e"
    library = Library.open(tmp_path / "nasty")
    article = Article(
        id="b" * 16, title=nasty, body=f"{nasty}\n\n{nasty}", authors=(nasty,), captions=(nasty,)
    )
    library.archive.keep([(capture_of(article), article)])
    library.close()
    monkeypatch.setenv("PAGER", keeping.command)
    monkeypatch.setenv("VISUAL", keeping.command)
    async with reading(tmp_path / "nasty") as room:
        for keys in (["e"], ["E"], ["|", *keeping.command, "enter"]):
            keeping.kept.unlink(missing_ok=True)
            await room.press(*keys)
            assert "three" in keeping.text
            assert not {"\x1b", "\x07", "\x9b", "\r", "\u202e"} & set(keeping.text)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbour opens: 40% more!", "harbour-opens-40-more.txt"),
        ("../../etc/passwd", "etc-passwd.txt"),
        ("临港新区举办招商推介会", "临港新区举办招商推介会.txt"),
        ("x" * 300, "x" * 60 + ".txt"),
        ("...", "abc.txt"),
        ("\udfff/\x00", "abc.txt"),
    ],
)
def test_a_file_is_named_for_its_article(title: str, name: str) -> None:
    assert programs.file_name(Article(id="abc", title=title, body=""), ".txt") == name


def test_a_text_without_a_folder_to_lie_in_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with (
        pytest.raises(BroadsheetError, match="the text cannot be written"),
        programs.text_file("a.txt", "text"),
    ):
        pass


def test_the_copy_is_for_reading_and_for_nobody_else() -> None:
    with programs.text_file("a.txt", "text") as path:
        assert path.stat().st_mode & 0o777 == 0o400
        assert path.parent.stat().st_mode & 0o077 == 0


def test_wrapping_keeps_every_word_and_every_empty_line() -> None:
    text = "one two three\n\nfour five\n"
    assert programs.wrapped(text, 8) == "one two\nthree\n\nfour\nfive\n"


# The terminal itself


async def test_a_terminal_that_cannot_be_lent_is_told_of(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver of the tests has no terminal, as has a reader in a browser."""

    async def hand_over(self: BroadsheetApp, *given: object) -> int:
        return await lend_terminal(self, ["true"], *given[1:])  # type: ignore[arg-type]

    async with reading(library_folder) as room:
        monkeypatch.setattr(type(room.app), "hand_terminal_to", hand_over)
        await room.press("e")
        assert room.notices() == "This terminal cannot be lent to another program."


async def test_a_missing_program_never_takes_the_screen_away() -> None:
    app: App[None] = App()
    async with app.run_test():
        with pytest.raises(FileNotFoundError):
            await lend_terminal(app, ["no-such-program"])
        with pytest.raises(SuspendNotSupported):
            await lend_terminal(app, ["true"])


async def test_a_browser_of_the_terminal_is_lent_the_terminal(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        room.app.browser = (sys.executable, "-c", "pass")
        await room.press("o")
        await room.settle()
    (command,) = room.app.handed
    assert command[-1].startswith("https://")
    assert room.app.opened == []


def test_a_browser_of_the_terminal_is_told_from_one_with_a_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = "https://news.example/1?a=b&c"
    browsers: dict[str, webbrowser.BaseBrowser] = {
        "lynx": webbrowser.GenericBrowser(["lynx", "%s"]),
        "xdg-open": webbrowser.BackgroundBrowser("xdg-open"),
    }
    for name, browser in browsers.items():
        monkeypatch.setattr(webbrowser, "get", lambda browser=browser: browser)
        expected = ["lynx", address] if name == "lynx" else []
        assert programs.text_browser(address) == expected
