"""Notes are written over the article, kept as changes, and lost by no way of leaving."""

from __future__ import annotations

import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_room import NARROW, STACKED, WIDE, Reader, Room, reading
from textual.events import Paste

from index.library import Library
from index.settings import Settings
from tui.line_filter import safe_text
from tui.note_editor import LONGEST_NOTE, NoteArea, plain_note


def note(room: Room) -> str:
    """Return the note on the article under the cursor, as the library has it."""
    number = room.screen.listing.number
    assert number is not None
    return room.app.library.note_of(number)


def area(room: Room) -> NoteArea:
    return room.app.screen.query_one(NoteArea)


async def test_a_note_is_written_in_one_burst_and_kept(library_folder: Path) -> None:
    """Every letter after the key that opens the editor is part of the note, none a command."""
    async with reading(library_folder) as room:
        await room.press("a", *"quay", "enter", *"lease", "ctrl+s", "j")
        assert room.dialog() == ""
        assert room.screen.listing.place == 1
        await room.press("k")
        assert note(room) == "quay\nlease"
        assert "Note kept." in room.notices()


async def test_a_kept_note_is_taken_back_and_given_again(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("a", *"quay", "ctrl+s")
        await room.press("ctrl+z")
        assert note(room) == ""
        assert "Taken back: note kept: Harbour city" in room.notices()
        await room.press("ctrl+r")
        assert note(room) == "quay"


async def test_the_editor_goes_on_from_the_note_that_there_is(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("a", *"quay", "ctrl+s")
        await room.press("a")
        assert area(room).text == "quay"
        await room.press(*"s", "ctrl+s")
        assert note(room) == "quays"
        await room.press("ctrl+z")
        assert note(room) == "quay"


async def test_what_is_typed_before_the_note_is_read_follows_it(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("a", *"quay", "ctrl+s")
        await room.press("a", *" two", "ctrl+s")
        assert note(room) == "quay two"


async def test_undoing_in_the_editor_leaves_the_note_that_was_there(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("a", *"quay", "ctrl+s")
        await room.press("a")
        await room.press("x", "ctrl+z", "ctrl+z", "ctrl+z")
        assert area(room).text == "quay"


async def test_an_emptied_note_is_removed(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("a", *"quay", "ctrl+s")
        await room.press("a")
        await room.press("ctrl+u", "ctrl+s")
        assert note(room) == ""
        assert "Note removed." in room.notices()


@pytest.mark.parametrize(
    ("key", "left", "kept"), [("y", True, "quay"), ("n", True, ""), ("escape", False, "")]
)
async def test_escape_asks_about_what_was_written(
    library_folder: Path, key: str, left: bool, kept: str
) -> None:
    async with reading(library_folder) as room:
        await room.press("a", *"quay", "escape")
        assert room.dialog() == "KeyPrompt"
        assert "Keep the note?" in room.text()
        await room.press(key)
        assert room.dialog() == ("" if left else "NoteEditor")
        assert note(room) == kept
        if not left:
            await room.press("s", "ctrl+s")
            assert note(room) == "quays"


async def test_escape_asks_nothing_where_nothing_was_written(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("a", "escape", "j")
        assert room.dialog() == ""
        assert room.screen.listing.place == 1
        await room.press("a", *"x", "backspace", "escape")
        assert room.dialog() == ""
        assert room.app.library.marking.undoable() is None


async def test_leaving_broadsheet_keeps_what_was_written(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        number = room.screen.listing.number
        room.send("a", *"quiet quay", "ctrl+q")
        while room.app.is_running:
            await room.pilot.pause(0.01)
    library = Library.open(library_folder)
    assert number is not None
    assert library.note_of(number) == "quiet quay"
    library.close()


@pytest.mark.parametrize("asked", [False, True])
async def test_a_reader_that_is_ended_from_outside_keeps_what_was_written(
    library_folder: Path, asked: bool
) -> None:
    """Also while the question lies over the editor."""
    async with reading(library_folder) as room:
        number = room.screen.listing.number
        await room.press("a", *"quay", *(["escape"] if asked else []))
        room.app.exit()
    library = Library.open(library_folder)
    assert number is not None
    assert library.note_of(number) == "quay"
    library.close()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_reader_told_to_end_keeps_what_was_written(
    library_folder: Path, sign: signal.Signals
) -> None:
    """As when its window is closed, or the machine is shut down: in a terminal of its own."""
    terminal, side = pty.openpty()
    ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    run = subprocess.Popen(
        [sys.executable, "-m", "tui", "--library", str(library_folder)],
        stdin=side,
        stdout=side,
        stderr=side,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "TERM": "xterm-256color"},
    )
    os.close(side)
    written = bytearray()
    for awaited, keys in ((b"Linhai", b"a"), (b"Ctrl-S", b"quay"), (b"quay", b"")):
        while awaited not in written:
            written += os.read(terminal, 65536)
        written.clear()
        os.write(terminal, keys)
    run.send_signal(sign)
    with suppress(OSError):  # the other side is closed
        while os.read(terminal, 65536):
            pass
    os.close(terminal)
    assert run.wait(20) == 0
    library = Library.open(library_folder)
    assert library.note_of(library.browse().numbers[0]) == "quay"
    library.close()


async def test_a_note_waits_while_another_program_writes(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        database = room.app.library._database
        database._busy_timeout = 0.01
        with database.writing():
            room.send("a", *"quay", "ctrl+s")
            await room.until("Your marks are kept as soon as it has finished.")
        await room.settle()
        assert note(room) == "quay"


async def test_pasted_text_comes_without_what_could_command_a_terminal(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("a")
        room.app.post_message(Paste("one\r\ntwo\x1b]52;c;eA==\x07\ttab\u202e\x9d"))
        await room.settle()
        assert area(room).text == "one\ntwo]52;c;eA==    tab"
        await room.press("ctrl+s")
        assert note(room) == "one\ntwo]52;c;eA==    tab"


async def test_brackets_in_title_and_note_are_text(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("j", "j", "j", "j", "a")
        room.app.post_message(Paste("[@click=app.quit]x[/] [/b]"))
        await room.settle()
        assert "[red]Markup[/red] forum [@click=app.quit]opens[/] [/b]" in room.text()
        assert "[@click=app.quit]x[/] [/b]" in room.text()


async def test_more_than_there_is_room_for_is_left_out_and_told(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("a")
        room.app.post_message(Paste("x" * (LONGEST_NOTE + 5)))
        await room.settle()
        assert len(area(room).text) == LONGEST_NOTE
        assert "There is room for 20,000 characters" in room.notices()


async def test_a_note_longer_than_the_editor_takes_is_left_as_it_is(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        number = room.screen.listing.number
        assert number is not None
        room.app.library.set_note(number, "y" * (LONGEST_NOTE + 1))
        await room.press("a")
        assert room.dialog() == ""
        assert "broadsheet note" in room.notices()
        assert len(note(room)) == LONGEST_NOTE + 1


async def test_a_note_that_cannot_be_read_is_not_written_over(library_folder: Path) -> None:
    """Nor does the key that keeps it wait for ever."""
    async with reading(library_folder) as room:
        with room.app.library._database.writing() as connection:
            connection.execute("ALTER TABLE notes RENAME TO lost")
        await room.press("a", *"quay", "ctrl+s")
        assert room.dialog() == ""
        assert "no such table" in room.notices()
        with room.app.library._database.writing() as connection:
            connection.execute("ALTER TABLE lost RENAME TO notes")
        assert note(room) == ""


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW, (80, 12), (50, 12)])
async def test_title_note_and_keys_are_seen_at_every_size(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press("a", *"quay")
        lines = room.lines()
        assert any(line.startswith(" Note Harbour city opens free trade port") for line in lines)
        assert " quay" in lines
        assert lines[-1].startswith(" Ctrl-S keep   Esc leave")


async def test_the_keys_of_the_editor_can_be_clicked(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("a", *"quay")
        await room.pilot.click("#keys", offset=(2, 0))
        await room.settle()
        assert note(room) == "quay"


async def test_a_note_is_told_in_the_list_and_found_by_its_words(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("j", "a", *"quay", "ctrl+s")
        assert any("✎" in line for line in room.lines())
        await room.type("note:quay")
        assert room.screen.listing.count == 1


async def test_an_empty_list_has_nothing_to_write_on(tmp_path: Path) -> None:
    app = Reader(tmp_path / "empty", Settings())
    async with app.run_test(size=WIDE) as pilot:
        room = Room(app, pilot)
        await room.press("a")
        assert room.dialog() == ""


@given(st.text())
def test_a_plain_note_is_lines_of_what_can_be_painted(text: str) -> None:
    plain = plain_note(text)
    assert all(safe_text(line) == line for line in plain.split("\n"))
    assert plain_note(plain) == plain
