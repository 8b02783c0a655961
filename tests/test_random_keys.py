"""Whatever is pressed, clicked and resized, nothing breaks and nothing is lost."""

from __future__ import annotations

import os
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from random_hands import CalmReader, Hands
from reading_room import WIDE, Room

from index.library import Library
from index.settings import Settings, log_file

if TYPE_CHECKING:
    from pathlib import Path

# Textual drops a watcher of its own that waits while the reader is left; nothing of ours.
pytestmark = pytest.mark.filterwarnings(
    r"ignore:Exception ignored in. <coroutine object Screen._watch_selections"
)

_HANDFUL = 12
_SESSION = 40
_SECONDS = float(os.environ.get("BROADSHEET_RANDOM_SECONDS", "600"))
"""How long the long run lasts."""


def _marks(library: Library) -> list[tuple[int, bool, bool, tuple[str, ...], str]]:
    """Return what the reader did with each article, as the library holds it."""
    return [
        (
            one.number,
            one.read,
            one.starred,
            library.tags_of(one.number),
            library.note_of(one.number),
        )
        for one in library.headlines(sorted(library.browse().numbers[:]))
    ]


async def _session(folder: Path, seed: int, handfuls: int) -> None:
    """Do ``handfuls`` in one run of the reader; what it held at the end is there afterwards."""
    app = CalmReader(folder, Settings())
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        room = Room(app, pilot)
        await pilot.pause()
        await room.settle()
        hands = Hands(room, seed)
        for _ in range(handfuls):
            for _ in range(_HANDFUL):
                await hands.act()
            await hands.rest()
        await hands.close_all()
        held = _marks(room.screen.library)
    library = Library.open(folder)
    assert _marks(library) == held, f"seed {seed}: lost after {' '.join(hands.last)}"
    assert library.check().problems == ()
    library.close()
    assert not log_file().exists(), log_file().read_text(encoding="utf-8")


@pytest.fixture
def room_folder(library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a library of its own, and a working folder in which no path leads anywhere."""
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    monkeypatch.chdir(nowhere)
    return library_folder


@pytest.mark.parametrize(
    "seed", [0, 1, pytest.param(2, marks=pytest.mark.long), pytest.param(3, marks=pytest.mark.long)]
)
async def test_a_few_hundred_things_done_at_random_break_nothing(
    room_folder: Path, seed: int
) -> None:
    await _session(room_folder, seed, 12)


@pytest.mark.long
async def test_ten_minutes_of_things_done_at_random_break_nothing(room_folder: Path) -> None:
    end, seed = monotonic() + _SECONDS, 1000
    while monotonic() < end:
        await _session(room_folder, seed, _SESSION)
        seed += 1
