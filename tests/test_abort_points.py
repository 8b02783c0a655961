"""Writing that is cut off at any step: all of it counts or nothing, and doing it again helps."""

from __future__ import annotations

import errno
import os
import random
import resource
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from stories import story

from index.errors import LibraryError
from index.search.full_text import FullTextIndex
from index.search.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.article import Article

Entries = list[tuple[int, "Article"]]

_STEPS = ("fsync", "rename", "remove", "unlink")


class _Steps:
    """Counts what is done to files, and raises ``error`` at one of these steps."""

    def __init__(self, at: int, error: BaseException, *, behind: bool) -> None:
        self.taken = 0
        self._at = at
        self._error = error
        self._behind = behind

    def counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``real`` as a step; the error comes in its place, or ``behind`` it."""

        def step(*arguments: Any, **options: Any) -> Any:
            self.taken += 1
            last = self.taken == self._at
            if last and not self._behind:
                raise self._error
            answer = real(*arguments, **options)
            if last:
                raise self._error
            return answer

        return step


@contextmanager
def steps(at: int, error: BaseException, *, behind: bool) -> Iterator[_Steps]:
    """Raise ``error`` at step ``at``, or ``behind`` it."""
    counter = _Steps(at, error, behind=behind)
    with pytest.MonkeyPatch.context() as patch:
        for name in _STEPS:
            patch.setattr(os, name, counter.counted(getattr(os, name)))
        yield counter


def entries(*numbers: int) -> Entries:
    return [(number, story(number)) for number in numbers]


def _write(writer: Writer) -> None:
    writer.write(entries(1, 5, 6), gone=[2])


def _build(writer: Writer) -> None:
    writer.build(entries(1, 5, 6, 5), gone=[2])


_FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("error", [_FULL, KeyboardInterrupt()])
@pytest.mark.parametrize("change", [_write, _build])
def test_a_change_that_is_cut_off_counts_as_a_whole_or_not_at_all(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Writer], None],
    error: BaseException,
    behind: bool,
) -> None:
    """Also where the cut comes between the commit and the removal of what it made needless."""
    monkeypatch.setattr("index.search.writer.WORDS", 30)
    at = 0
    while True:
        at += 1
        index = FullTextIndex.create(tmp_path / str(at))
        writer = Writer(index)
        writer.write(entries(1, 2, 3))
        with steps(at, error, behind=behind) as counter, suppress(KeyboardInterrupt, LibraryError):
            change(writer)
        if counter.taken < at:
            break
        index.check()
        assert writer.numbers() in ({1, 2, 3}, {1, 3, 5, 6})
        change(writer)
        index.check()
        assert writer.numbers() == {1, 3, 5, 6}
        files = {path.name for path in index.folder.glob("*.arrays")}
        assert files == {segment.file_name() for segment in index.segments()}
    assert at > 8


@contextmanager
def room(size: int) -> Iterator[None]:
    """Let no file grow beyond ``size`` bytes; what is written last is cut off there."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def files(count: int) -> Iterator[None]:
    """Let only so many more files be open at a time."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as stack:
        opened = [stack.enter_context(Path(os.devnull).open()) for _ in range(count)]
        most = opened[-1].fileno() + 1
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_segment_that_is_written_in_part_never_counts(tmp_path: Path) -> None:
    index = FullTextIndex.create(tmp_path / "index")
    writer = Writer(index)
    writer.write(entries(1))
    size = max(path.stat().st_size for path in index.folder.glob("*.arrays"))
    for lacking in (1, 2, 40, 200, 2000, size // 2):
        with room(size - lacking), pytest.raises(LibraryError, match="make room"):
            writer.write(entries(2))
        index.check()
        assert writer.numbers() == {1}


def test_a_disk_too_full_to_merge_keeps_what_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.writer.WORDS", 300)
    index = FullTextIndex.create(tmp_path / "index")
    writer = Writer(index)
    with room(24_000):
        assert writer.build(entries(*range(1, 201))) == 200
        assert not writer.tidy()
    index.check()
    assert len(index.segments()) > 1
    assert writer.numbers() == set(range(1, 201))
    assert writer.tidy()
    assert len(index.segments()) == 1


def test_more_segments_are_built_than_files_may_be_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.writer.WORDS", 30)
    monkeypatch.setattr("index.search.engine.tiers.AT_ONCE", 8)
    index = FullTextIndex.create(tmp_path / "index")
    with files(20):
        assert Writer(index).build(entries(*range(1, 101))) == 100
    assert Writer(index).numbers() == set(range(1, 101))


def test_what_a_killed_writer_left_is_swept_before_anything_is_written(tmp_path: Path) -> None:
    """Else it fills the disk on which the next one is to write."""
    index = FullTextIndex.create(tmp_path / "index")
    left = index.folder / "MAIN_0left0over0.arrays"
    left.write_bytes(b"half a segment")

    def drawn() -> Iterator[tuple[int, Article]]:
        assert not left.exists()
        yield from entries(1)

    assert Writer(index).build(drawn()) == 1


def test_a_segment_never_takes_the_name_of_another(tmp_path: Path) -> None:
    """Also where each run of a program begins with the same random numbers."""
    index = FullTextIndex.create(tmp_path / "index")
    for number in range(1, 4):
        random.seed(1)
        Writer(index).write(entries(number))
    index.check()
    assert Writer(index).numbers() == {1, 2, 3}
