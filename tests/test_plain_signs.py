"""A terminal without signs sees plain characters wherever it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading_room import STACKED, WIDE, Reader, Room

from index.article import Article, Capture
from index.library import Library
from index.settings import Settings
from tui.commands import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path


QUOTES = {"“", "”", "‘", "’"}
"""Letters, not signs: articles have them, too."""


@pytest.fixture
def plain_library(tmp_path: Path) -> Path:
    """Return a library whose articles are plain English."""
    folder = tmp_path / "plain"
    library = Library.open(folder)
    for number in range(6):
        body = "\n\n".join(f"Paragraph {one} tells of the harbour." for one in range(30))
        article = Article(f"{number}" * 16, f"Harbour works {number}", f"# Head\n\n> {body}")
        library.archive.keep([(Capture(f"{number}.txt", b"x", "x.txt"), article)])
    library.catch_up()
    library.close()
    return folder


@pytest.mark.parametrize("size", [WIDE, STACKED])
async def test_every_command_shows_plain_characters(
    plain_library: Path, size: tuple[int, int]
) -> None:
    app = Reader(plain_library, Settings(icons="ascii"))
    async with app.run_test(size=size) as pilot:
        room = Room(app, pilot)
        await room.settle()
        for command in COMMANDS:
            if not command.keys or command.action == "quit":
                continue
            await room.press(command.keys[0])
            strange = {sign for sign in room.text() if not sign.isascii()} - QUOTES
            assert not strange, (command.action, strange)
            await room.press("escape", "escape", "escape", "escape")
