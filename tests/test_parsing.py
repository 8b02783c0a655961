"""Reading in child processes: order, limits, and what a broken reader costs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.article import Article, Capture
from index.errors import BroadsheetError, CaptureError, NotAnArticleError
from index.parsing import Limits, read_all, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator


def _by_content(capture: Capture) -> Article:
    """Do what the capture says: a reader for these tests, run in a child process."""
    match capture.content:
        case b"hang":
            time.sleep(3600)
        case b"swell":
            hoard = [bytearray(8 << 20) for _ in range(1000)]
            raise AssertionError(len(hoard))
        case b"die":
            os._exit(3)
        case b"raise":
            raise ZeroDivisionError("by the page")
        case b"blocked":
            blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [])
            return Article(id="x", title=" ".join(map(str, blocked)), body="b")
        case b"chatter":
            os.write(1, b"chatter")
            os.write(2, b"chatter")
        case b"nest":
            return _by_content(capture)
        case b"none":
            raise NotAnArticleError(capture.origin, "only menus")
    return Article(id="x", title=capture.content.decode(), body="b")


def _captures(*contents: bytes) -> list[Capture]:
    return [Capture("c.txt", content, f"folder/{content.decode()}") for content in contents]


def test_outcomes_come_in_the_order_of_the_captures() -> None:
    captures = _captures(*(f"{n}".encode() for n in range(40)))
    found = list(read_all(captures, read=_by_content, workers=2))
    assert [capture for capture, _ in found] == captures
    assert [outcome.title for _, outcome in found if isinstance(outcome, Article)] == [
        f"{n}" for n in range(40)
    ]


def test_a_hung_bloated_or_dying_reader_costs_its_own_capture_alone() -> None:
    captures = _captures(b"hang", b"swell", b"die", b"raise", b"nest", b"none", b"good")
    limits = Limits(seconds=1, megabytes=256)
    outcomes = [
        outcome for _, outcome in read_all(captures, read=_by_content, limits=limits, workers=2)
    ]
    reasons = [outcome.reason for outcome in outcomes if isinstance(outcome, CaptureError)]
    assert reasons == [
        "reading it took more than 1 seconds",
        "reading it needs more than 256 MB of memory",
        "reading it broke the reading process, perhaps for want of memory",
        "the reader failed on it (ZeroDivisionError: by the page)",
        "it is nested too deeply",
        "only menus",
    ]
    assert isinstance(outcomes[5], NotAnArticleError)
    assert isinstance(outcomes[6], Article)


def test_nothing_more_is_drawn_or_yielded_once_stopped() -> None:
    drawn: list[Capture] = []

    def endless() -> Iterator[Capture]:
        while True:
            drawn.append(Capture("c.txt", b"good", "endless"))
            yield drawn[-1]

    seen: list[object] = []
    pairs = read_all(endless(), read=_by_content, workers=1, stopped=lambda: len(seen) >= 3)
    seen.extend(pairs)
    assert len(seen) == 3
    assert len(drawn) < 20


def test_ctrl_c_reaches_no_child_and_still_this_process() -> None:
    """A child that starts has the signal blocked before it can say what to do with it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    ((_, outcome),) = read_all(_captures(b"blocked"), read=_by_content, workers=1)
    assert isinstance(outcome, Article)
    assert outcome.title == str(signal.SIGINT)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before


def test_children_of_others_are_let_live() -> None:
    other = get_context("spawn").Process(target=time.sleep, args=(60,), daemon=True)
    other.start()
    try:
        pages = [Capture(f"{n}.txt", b"page", f"{n}") for n in range(3)]
        assert len(list(read_all(pages, workers=1))) == 3
        assert other.is_alive()
    finally:
        other.kill()
        other.join()


def test_where_no_child_can_start_it_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(BroadsheetError, match="go to a folder that exists"):
        list(read_all(_captures(b"good"), read=_by_content))


def test_a_file_is_read_by_its_format_record_by_record(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (empty,) = read_file(tmp_path / "empty.txt")
    assert isinstance(empty, NotAnArticleError)
    records = tmp_path / "records.jsonl"
    records.write_text('{"title": "One", "body": "A body of one line."}\n{broken\n')
    first, second = read_file(records)
    assert isinstance(first, Article)
    assert isinstance(second, CaptureError)
    (missing,) = read_file(tmp_path / "missing.txt")
    assert isinstance(missing, CaptureError)


def test_children_print_nothing_over_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    ((_, outcome),) = read_all(_captures(b"chatter"), read=_by_content, workers=1)
    assert isinstance(outcome, Article)
    assert capfd.readouterr() == ("", "")


def test_pages_are_read_while_a_screen_has_taken_the_error_stream(tmp_path: Path) -> None:
    """What such a screen puts in its place names no file that a process could be given."""
    script = tmp_path / "screen.py"
    script.write_text(
        "import io, pathlib, sys\n"
        "from index.parsing import read_file\n"
        "class Screen(io.StringIO):\n"
        "    def fileno(self): return -1\n"
        "if __name__ == '__main__':\n"
        "    sys.stderr = Screen()\n"
        "    (outcome,) = read_file(pathlib.Path(__file__).with_name('empty.txt'))\n"
        "    print(outcome.reason)\n",
        encoding="utf-8",
    )
    (tmp_path / "empty.txt").write_bytes(b"")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, env=environment
    )
    assert (done.stdout.strip(), done.stderr) == ("an empty file", "")
