"""The index folder: made, guarded, checked, and put in the place of another."""

from __future__ import annotations

import json
import os
import random
from typing import TYPE_CHECKING

import pytest
from stories import story

from index.errors import IndexUnusableError, LibraryError
from index.search.full_text import FullTextIndex, remove, replace
from index.search.query import parse_query
from index.search.searcher import Searcher
from index.search.storage import DurableStorage
from index.search.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from whoosh.filedb.structfile import BufferFile


@pytest.fixture
def index(tmp_path: Path) -> FullTextIndex:
    made = FullTextIndex.create(tmp_path / "index")
    Writer(made).write([(number, story(number)) for number in range(1, 6)])
    return made


def test_the_folder_is_ours_alone(index: FullTextIndex) -> None:
    assert index.folder.stat().st_mode & 0o777 == 0o700


def test_a_commit_raises_the_generation(index: FullTextIndex) -> None:
    before = index.generation()
    Writer(index).write([(9, story(9))])
    assert FullTextIndex.open(index.folder).generation() == index.generation() > before


def test_two_commits_of_one_tick_of_the_clock_are_told_apart(index: FullTextIndex) -> None:
    Writer(index).write([(9, story(9))])
    at = index.folder.stat().st_mtime_ns
    before = index.state()
    Writer(index).write([(10, story(10))])
    os.utime(index.folder, ns=(at, at))
    assert index.state() != before


def test_a_folder_that_lies_still_is_not_listed_again(index: FullTextIndex) -> None:
    os.utime(index.folder, ns=(0, 0))
    before = index.state()
    for path in index.folder.glob("_MAIN_*.toc"):
        path.unlink()
    os.utime(index.folder, ns=(0, 0))
    assert index.state() == before
    os.utime(index.folder, ns=(1, 1))
    with pytest.raises(IndexUnusableError):
        index.state()


def test_create_refuses_a_folder_that_is_there(index: FullTextIndex) -> None:
    with pytest.raises(LibraryError, match="no index can be made"):
        FullTextIndex.create(index.folder)


def _forget_stamp(folder: Path) -> None:
    (folder / "stamp.json").unlink()


def _other_whoosh(folder: Path) -> None:
    stamp = json.loads((folder / "stamp.json").read_text())
    (folder / "stamp.json").write_text(json.dumps({**stamp, "whoosh": "2.7.4"}))


def _open_to_others(folder: Path) -> None:
    folder.chmod(0o755)


def _no_contents(folder: Path) -> None:
    for path in folder.glob("_MAIN_*.toc"):
        path.unlink()


def _scribble(folder: Path) -> None:
    for path in folder.glob("_MAIN_*.toc"):
        path.write_bytes(os.urandom(path.stat().st_size))


def _behind_a_link(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("elsewhere"))


@pytest.mark.parametrize(
    "harm",
    [_forget_stamp, _other_whoosh, _open_to_others, _no_contents, _scribble, _behind_a_link],
)
def test_a_doubtful_index_is_not_opened(index: FullTextIndex, harm: Callable[[Path], None]) -> None:
    harm(index.folder)
    with pytest.raises(IndexUnusableError, match="run: broadsheet rebuild") as error:
        FullTextIndex.open(index.folder)
    assert str(index.folder) in str(error.value)


def test_a_pickle_is_not_run_before_the_stamp_is_read(index: FullTextIndex, tmp_path: Path) -> None:
    """Opening Whoosh's table of contents runs it; an index of unknown make must not get so far."""
    for path in index.folder.glob("_MAIN_*.toc"):
        path.write_bytes(b"cos\nsystem\n(S'touch " + bytes(tmp_path / "ran") + b"'\ntR.")
    _other_whoosh(index.folder)
    with pytest.raises(IndexUnusableError, match="another version"):
        FullTextIndex.open(index.folder)
    assert not (tmp_path / "ran").exists()


def _files(index: FullTextIndex) -> list[Path]:
    return [path for path in index.folder.iterdir() if path.stat().st_size]


def test_no_changed_table_of_contents_is_run(index: FullTextIndex) -> None:
    """What is deleted stands in it: a changed bit would bring an article back."""
    Writer(index).write([], gone=[2])
    (path,) = index.folder.glob("_MAIN_*.toc")
    content = bytearray(path.read_bytes())
    for place in range(0, len(content), 97):
        content[place] ^= 1
        path.write_bytes(content)
        for look in (lambda: FullTextIndex.open(index.folder), Searcher(index).snapshot):
            with pytest.raises(IndexUnusableError, match="is damaged"):
                look()
        content[place] ^= 1
    path.write_bytes(content)
    index.check()


def test_check_finds_a_changed_byte_wherever_it_is(index: FullTextIndex) -> None:
    Writer(index).write([(6, story(6))], gone=[2])
    index.check()
    chance = random.Random(3)
    files = _files(index)
    assert {path.suffix for path in files} == {".toc", ".json", ".arrays"}
    for path in files:
        whole = path.read_bytes()
        ends = {0, 7, 8, 9, len(whole) - 1, len(whole) - 12, len(whole) - 20}
        for at in ends | {chance.randrange(len(whole)) for _ in range(150)}:
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
            with pytest.raises(IndexUnusableError):
                index.check()
        path.write_bytes(whole)
    index.check()


def test_check_misses_no_file_and_no_end_of_one(index: FullTextIndex) -> None:
    for path in _files(index):
        whole = path.read_bytes()
        for left in (whole[:-1], whole[: len(whole) // 2], whole + b"\0"):
            path.write_bytes(left)
            with pytest.raises(IndexUnusableError):
                index.check()
        path.unlink()
        with pytest.raises(IndexUnusableError):
            index.check()
        path.write_bytes(whole)
        index = FullTextIndex.open(index.folder)
    index.check()


def test_a_search_in_a_damaged_index_says_what_helps(index: FullTextIndex) -> None:
    for path in index.folder.glob("*.arrays"):
        path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(IndexUnusableError, match="run: broadsheet rebuild"):
        Searcher(index).search(parse_query("harbour"))


def test_the_file_of_another_segment_is_none_of_ours(index: FullTextIndex, tmp_path: Path) -> None:
    other = FullTextIndex.create(tmp_path / "other")
    Writer(other).write([(1, story(1))])
    (theirs,) = other.folder.glob("*.arrays")
    (ours,) = index.folder.glob("*.arrays")
    theirs.replace(ours)
    for look in (index.check, Writer(index).numbers, Searcher(index).snapshot):
        with pytest.raises(IndexUnusableError, match="has 1 documents, not 5"):
            look()


def test_a_missing_folder_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError):
        FullTextIndex.open(tmp_path / "nowhere")


def test_a_new_index_takes_the_place_of_the_old_while_it_is_read(index: FullTextIndex) -> None:
    searcher = Searcher(index)
    assert len(searcher.search(parse_query("harbour"))) == 5
    new = FullTextIndex.create(index.folder.with_name("new"))
    Writer(new).write([(7, story(7))])
    assert new.generation() == index.generation()
    replace(index.folder, new.folder)
    assert list(searcher.search(parse_query("harbour")).numbers) == [7]
    assert [path.name for path in index.folder.parent.glob("*index*")] == ["index"]
    searcher.close()


def test_replace_needs_no_old_index(tmp_path: Path) -> None:
    new = FullTextIndex.create(tmp_path / "new")
    replace(tmp_path / "index", new.folder)
    FullTextIndex.open(tmp_path / "index").check()


def test_what_a_commit_left_behind_goes_with_the_next(index: FullTextIndex) -> None:
    (index.folder / "_MAIN_9.toc.1700000000.5").write_bytes(b"left")
    (index.folder / "sum_9.json").write_bytes(b"{}")
    (index.folder / "MAIN_0orphan.arrays").write_bytes(b"left")
    Writer(index).write([(8, story(8))])
    names = {path.name for path in index.folder.iterdir()}
    assert not names & {"_MAIN_9.toc.1700000000.5", "sum_9.json", "MAIN_0orphan.arrays"}


def test_what_is_removed_leaves_nothing(index: FullTextIndex) -> None:
    index.folder.chmod(0)
    remove(index.folder)
    assert not index.folder.exists()
    with pytest.raises(IndexUnusableError):
        index.generation()


def test_the_folder_of_another_user_is_not_trusted(
    index: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    with pytest.raises(IndexUnusableError, match="others can read or write"):
        FullTextIndex.open(index.folder)


@pytest.mark.parametrize(
    "look", [FullTextIndex.state, lambda index: FullTextIndex.open(index.folder)]
)
def test_the_moment_between_two_indexes_is_waited_for(
    index: FullTextIndex, monkeypatch: pytest.MonkeyPatch, look: Callable[[FullTextIndex], object]
) -> None:
    aside = index.folder.with_name("aside")
    index.folder.rename(aside)
    monkeypatch.setattr("index.search.full_text.time.sleep", lambda _: aside.rename(index.folder))
    assert look(index)


def test_an_index_is_opened_while_another_program_commits(
    index: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table of contents that is there is another one when it is read."""
    open_file = DurableStorage.open_file
    opened: list[str] = []

    def open_late(storage: DurableStorage, name: str, **options: object) -> BufferFile:
        opened.append(name)
        if len(opened) == 1:
            Writer(index).write([(9, story(9))])
        return open_file(storage, name, **options)

    monkeypatch.setattr(DurableStorage, "open_file", open_late)
    assert FullTextIndex.open(index.folder).generation() == index.generation()
    assert opened[0] not in {path.name for path in index.folder.iterdir()}


def test_what_a_commit_disturbs_is_read_again(index: FullTextIndex) -> None:
    looks = 0

    def read() -> int:
        nonlocal looks
        looks += 1
        if looks == 1:
            Writer(index).write([(9, story(9))])
            raise FileNotFoundError("merged away")
        if looks == 2:
            Writer(index).write([(10, story(10))])
        return looks

    assert index.undisturbed(read) == 3
    with pytest.raises(IndexUnusableError, match="ZeroDivisionError"):
        index.undisturbed(lambda: 1 // 0)
