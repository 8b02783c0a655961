"""What the reader looked like last time, at each layout and in both themes.

After a wanted change: ``pytest tests/test_snapshots.py --snapshot-update``, and look at each one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pictured_pages import PICTURED
from reading_room import NARROW, STACKED, WIDE, Reader, Room
from stories import pairs

from index.changes import Change, Mark
from index.library import Library
from index.settings import Settings
from tui.themes import DARK_NAME, LIGHT_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

SCENES = {
    "first-wide": (WIDE, DARK_NAME, ""),
    "first-light": (WIDE, LIGHT_NAME, ""),
    "first-stacked": (STACKED, DARK_NAME, ""),
    "first-narrow": (NARROW, DARK_NAME, ""),
    "first-low": ((120, 12), DARK_NAME, "j"),
    "found": (WIDE, DARK_NAME, "j s m k / p o r t"),
    "match": (STACKED, DARK_NAME, "/ p o r t enter enter n n"),
    "article-narrow": (NARROW, LIGHT_NAME, "j j enter"),
    "find": (STACKED, DARK_NAME, "enter / o r t"),
    "hints": (STACKED, LIGHT_NAME, "enter f"),
    "alone": ((100, 24), DARK_NAME, "j j z"),
    "chinese": (STACKED, DARK_NAME, "/ 招 商"),
    "markup-in-title": (STACKED, DARK_NAME, "j j j j"),
    "completion": (WIDE, DARK_NAME, "/ p o r t space i n v"),
    "completion-narrow": (NARROW, LIGHT_NAME, "/ s o u r c e :"),
    "nothing-found": (STACKED, DARK_NAME, "/ z z z z y"),
    "rail": ((160, 50), DARK_NAME, "/ p o r t escape h G"),
    "rail-narrow": (NARROW, LIGHT_NAME, "b j j j"),
    "months": (WIDE, DARK_NAME, "d v h h h h h"),
    "months-narrow": (NARROW, LIGHT_NAME, "d h"),
    "help": (WIDE, DARK_NAME, "?"),
    "help-narrow": (NARROW, DARK_NAME, "?"),
    "help-search": (STACKED, DARK_NAME, "? / u n r e a d"),
    "colours": (WIDE, DARK_NAME, "T j j j j j"),
    "question": (NARROW, DARK_NAME, "M"),
    "note": (STACKED, DARK_NAME, "a q u a y enter l e a s e"),
    "choosing": (WIDE, DARK_NAME, "j v j j"),
    "tag": (STACKED, DARK_NAME, "t"),
    "palette": ((100, 30), DARK_NAME, "ctrl+p"),
}


@pytest.mark.parametrize("scene", SCENES)
def test_the_reader_looks_as_it_did(
    scene: str, library_folder: Path, snap_compare: Callable[..., bool]
) -> None:
    size, theme, keys = SCENES[scene]
    app = Reader(library_folder, Settings(theme=theme))

    async def act(pilot: Pilot[None]) -> None:
        room = Room(app, pilot)
        await room.settle()
        await room.press(*keys.split())

    assert snap_compare(app, terminal_size=size, run_before=act)


@pytest.mark.parametrize("size", [STACKED, (160, 50)], ids=["stacked", "large"])
def test_an_empty_library_looks_as_it_did(
    size: tuple[int, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snap_compare: Callable[..., bool],
) -> None:
    """The page tells where the library lies, which is the same place each time but for its home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert snap_compare(Reader(tmp_path / "library", Settings()), terminal_size=size)


PAGES = {
    "end": ((100, 40), DARK_NAME, ["z", "G"]),
    "emoji": (NARROW, LIGHT_NAME, ["enter"]),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_looks_as_it_did(
    page: str, library_folder: Path, snap_compare: Callable[..., bool]
) -> None:
    size, theme, keys = PAGES[page]
    library = Library.open(library_folder)
    library.archive.keep(pairs([PICTURED[page]]))
    library.catch_up()
    library.marking.change(Change(Mark.TAG, True, (13,), "ports"))
    library.marking.change(Change(Mark.NOTE, True, (13,), "Ask the harbour office."))
    library.close()
    app = Reader(library_folder, Settings(theme=theme), related=True)

    async def act(pilot: Pilot[None]) -> None:
        room = Room(app, pilot)
        await room.settle()
        await room.press(*keys[:1])
        await room.press(*keys[1:])

    assert snap_compare(app, terminal_size=size, run_before=act)


def test_no_picture_names_an_address_and_there_are_few_of_them() -> None:
    """Pictures are looked at offline, too, and each one is work whenever the looks change."""
    pictures = list((Path(__file__).parent / "__snapshots__" / "test_snapshots").glob("*.svg"))
    assert 0 < len(pictures) <= 40
    assert len(pictures) == len(SCENES) + len(PAGES) + 2
    for picture in pictures:
        text = picture.read_text(encoding="utf-8")
        assert "url(" not in text.replace("url(#", ""), picture.name
        assert len(text) < 100_000, picture.name
