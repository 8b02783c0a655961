"""Copying: address, title, text or citation of an article, by one more key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import capture_of
from reading_room import NARROW, STACKED, WIDE, Room, reading

from index.article import Article
from index.library import Library

if TYPE_CHECKING:
    from pathlib import Path

CITED = (
    "“Harbour city opens free trade port”, Harbour Daily, 4 Mar 2021, "
    "https://news.example/Ports/2021-03-04"
)
SENTENCE = "The harbour city of Linhai opened a free trade port on Thursday."


@pytest.mark.parametrize(
    ("key", "copied", "told"),
    [
        ("u", "https://news.example/Ports/2021-03-04", "Copied the address."),
        ("t", "Harbour city opens free trade port", "Copied the title."),
        ("c", CITED, "Copied the citation."),
    ],
)
async def test_one_more_key_says_what_is_copied(
    library_folder: Path, key: str, copied: str, told: str
) -> None:
    async with reading(library_folder) as room:
        await room.press("y", key)
        assert room.app.clipboard == copied
        assert told in room.notices()
        assert not room.dialog()


async def test_the_text_is_copied_with_its_paragraphs(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("y", "b")
        assert room.app.clipboard.startswith(f"{SENTENCE}\n\nFreight through the port")


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW, (50, 12)])
async def test_the_question_names_every_kind_at_every_width(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press("y")
        assert "u address   t title   b text   c citation" in room.lines()[-1]
        await room.press("escape")
        assert (room.dialog(), room.app.clipboard) == ("", "")


async def test_any_other_key_copies_nothing_and_does_nothing_else(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("y", "s")
        assert room.app.clipboard == ""
        assert room.screen.listing.headline is not None
        assert not room.screen.listing.headline.starred


async def test_an_article_without_address_says_so(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("G", "y", "u")
        assert (room.app.clipboard, room.notices()) == ("", "This article has no address.")
        await room.press("y", "t")
        assert room.app.clipboard == "Notice without a date"


async def test_an_answer_that_outruns_a_search_is_for_what_it_finds(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*"/biopharma", "enter", "y", "t")
        assert room.app.clipboard == "Biopharma zone welcomes first tenants"


async def test_where_nothing_is_found_there_is_nothing_to_copy(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*"/zzzyzx", "enter", "y", "b")
        assert "There is no article here to copy." in room.notices()


async def _room_with(folder: Path, article: Article) -> None:
    library = Library.open(folder)
    library.archive.keep([(capture_of(article), article)])
    library.close()


async def test_a_text_too_long_for_some_terminals_is_copied_with_a_warning(tmp_path: Path) -> None:
    body = "\n\n".join(["Ships came and went all day. " * 20] * 150)
    await _room_with(tmp_path / "long", Article(id="a" * 16, title="Long", body=body))
    async with reading(tmp_path / "long") as room:
        await room.press("y", "b")
        assert "Copied the text: 87 kB. Some terminals take no more than 74 kB" in room.notices()
        assert len(room.app.clipboard) > 80_000


async def test_nothing_that_commands_a_terminal_is_copied(tmp_path: Path) -> None:
    """What is pasted into a shell must not press Enter there, or more."""
    nasty = "one\x1b]52;c;eA==\x07 two\rthree\u202e"
    article = Article(
        id="b" * 16, title=nasty, body=f"{nasty}\n\n{nasty}", url=f"https://x/{nasty}"
    )
    await _room_with(tmp_path / "nasty", article)
    async with reading(tmp_path / "nasty") as room:
        for key in "utbc":
            assert _is_tame(await _copied(room, key), lines=key == "b")


async def _copied(room: Room, key: str) -> str:
    await room.press("y", key)
    return room.app.clipboard


def _is_tame(text: str, *, lines: bool) -> bool:
    return bool(text) and not {"\x1b", "\x07", "\r", "\u202e", *([] if lines else "\n")} & set(text)
