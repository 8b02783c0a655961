"""Imports that are killed at any moment: nothing is lost, doubled or left unfindable."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from index.library import Library

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 120
KILLS = 50
IN_A_ROW = 5
_PAGE = """Story {n} | crash.example
Home   >   Trials

Story {n}: harbour number{n} opens its gates

  • Trial Post |
  • Updated: Nov {day}, 2020

Harbour number{n} opened on Monday with a ceremony for word{n} and its {n} tenants.

The port authority said that number{n} would handle freight for the whole valley this year.
"""


def _write_pages(folder: Path) -> None:
    folder.mkdir()
    for n in range(PAGES):
        page = _PAGE.format(n=n, day=n % 28 + 1)
        (folder / f"{n:03}.txt").write_text(page, encoding="utf-8")


def _add(library: Path, pages: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tui", "--library", str(library), "add", str(pages)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _add_all(library: Path, pages: Path) -> None:
    with _add(library, pages) as process:
        process.communicate()
    assert process.returncode == 0


def _add_and_kill(library: Path, pages: Path, seconds: float) -> None:
    """Kill an import and its children after ``seconds``, or when it ends before."""
    with _add(library, pages) as process:
        assert process.stdout is not None
        select.select([process.stdout], [], [], seconds)
        os.killpg(process.pid, signal.SIGKILL)


def _check_whole(folder: Path) -> None:
    library = Library.open(folder)
    try:
        library.catch_up()
        assert library.check().problems == ()
        titles = [row.title for row in library.browse().window(0, PAGES + 1)]
        assert len(titles) == len(set(titles)) == PAGES
        for n in range(PAGES):
            found = library.search(f"word{n}").window(0, 9)
            assert [row.title for row in found] == [f"Story {n}: harbour number{n} opens its gates"]
    finally:
        library.close()


def test_fifty_killed_imports_lose_and_double_nothing(tmp_path: Path) -> None:
    """Kill imports at random moments, five in a row into the same library, then finish it."""
    chance = random.Random(1)
    pages = tmp_path / "pages"
    _write_pages(pages)
    began = time.perf_counter()
    _add_all(tmp_path / "whole", pages)
    takes = time.perf_counter() - began
    _check_whole(tmp_path / "whole")
    for kill in range(KILLS):
        folder = tmp_path / f"library{kill // IN_A_ROW}"
        _add_and_kill(folder, pages, chance.uniform(0.1, takes))
        if (kill + 1) % IN_A_ROW == 0:
            _add_all(folder, pages)
            _check_whole(folder)
