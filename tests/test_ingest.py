"""Finding files, reading them, keeping the articles, and the account of it all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from index.ingest import Import, find_files
from index.store.archive import Archive
from index.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.intake import Progress

_PAGE = """# {title}

The town of {title} opened a service window for investors on Monday, officials said at a forum.

Companies get an answer within one working day, in any of six languages, they added later on.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Database(tmp_path / "library" / "library.sqlite3") as database:
        yield Archive(database)


def _write(path: Path, title: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_PAGE.format(title=title), encoding="utf-8")
    return path


def test_folders_are_searched_through_in_order_and_links_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    second = _write(folder / "b" / "two.md", "Two")
    first = _write(folder / "a" / "one.md", "One")
    _write(folder / ".git" / "three.md", "Three")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "table.xlsx").write_bytes(b"x")
    found = find_files([folder])
    assert found.files == (first, second)
    assert found.passed_over == 1


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    page = _write(tmp_path / "pages" / "one.md", "One")
    assert find_files([page, page.parent, page]).files == (page,)


def test_every_record_of_a_file_is_an_article_and_a_broken_one_is_named(
    archive: Archive, tmp_path: Path
) -> None:
    file = tmp_path / "records.jsonl"
    good = '{"title": "%s", "body": "A body that is long enough to be one, of zone %s."}'
    lines = [good % ("One", 1), "{broken", "", good % ("Two", 2)]
    file.write_text("\n".join(lines), encoding="utf-8")
    summary = Import(archive).run(find_files([file]))
    assert summary.added == 2
    assert [item.origin for item in summary.skipped] == [f"{file}, line 2"]
    assert summary.failures == 1


def test_what_is_kept_already_is_not_read_again(archive: Archive, tmp_path: Path) -> None:
    _write(tmp_path / "pages" / "one.md", "One")
    found = find_files([tmp_path / "pages"])
    assert Import(archive).run(found).added == 1
    assert Import(archive).run(found).unchanged == 1


def test_progress_counts_files_up_to_their_number(archive: Archive, tmp_path: Path) -> None:
    for n in range(5):
        _write(tmp_path / "pages" / f"{n}.md", f"Number {n}")
    seen: list[Progress] = []
    Import(archive, progress=seen.append).run(find_files([tmp_path / "pages"]))
    assert [(item.files, item.total) for item in seen] == [(n, 5) for n in (1, 2, 3, 4, 5, 5)]


def test_what_is_no_file_is_named_and_does_no_harm(archive: Archive, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    page = _write(tmp_path / "one.md", "One")
    summary = Import(archive).run(find_files([tmp_path / "pipe.txt", page, tmp_path / "gone.txt"]))
    assert summary.added == 1
    assert [item.origin.rpartition("/")[2] for item in summary.skipped] == ["pipe.txt", "gone.txt"]
    assert summary.failures == 2


def test_large_pages_are_kept_before_there_are_many(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.ingest._BATCH_BYTES", 1)
    for n in range(4):
        _write(tmp_path / "pages" / f"{n}.md", f"Number {n}")
    kept: list[int] = []
    run = Import(archive, progress=lambda _: kept.append(archive.count()))
    run.run(find_files([tmp_path / "pages"]), workers=1)
    assert kept == [0, 1, 2, 3, 4]


def test_stopping_keeps_what_was_read(archive: Archive, tmp_path: Path) -> None:
    for n in range(60):
        _write(tmp_path / "pages" / f"{n:02}.md", f"Number {n}")
    seen: list[Progress] = []
    run = Import(archive, progress=seen.append, stopped=lambda: len(seen) >= 40)
    summary = run.run(find_files([tmp_path / "pages"]), workers=1)
    assert summary.stopped
    assert 0 < summary.added < 60
    assert archive.count() == summary.added


def test_files_known_already_move_the_progress_too(archive: Archive, tmp_path: Path) -> None:
    for n in range(3):
        _write(tmp_path / "pages" / f"{n}.md", f"Number {n}")
    Import(archive).run(find_files([tmp_path / "pages"]))
    _write(tmp_path / "pages" / "1.md", "Another")
    seen: list[Progress] = []
    Import(archive, progress=seen.append).run(find_files([tmp_path / "pages"]))
    assert [item.captures for item in seen] == [1, 2, 3, 3]
    files = [item.files for item in seen]
    assert files == sorted(files)
    assert files[-1] == 3


def test_a_folder_that_cannot_be_looked_into_is_named(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its path is too long here, which holds for root as well."""
    folder = tmp_path / "pages"
    _write(folder / "one.md", "One")
    monkeypatch.chdir(folder)
    for _ in range(18):
        os.mkdir("d" * 250)  # noqa: PTH102 (a Path would make the whole of it)
        os.chdir("d" * 250)
    monkeypatch.chdir(tmp_path)
    summary = Import(archive).run(find_files([folder]))
    assert summary.added == 1
    (skipped,) = summary.skipped
    assert skipped.failed
    assert "the folder cannot be read (File name too long)" in skipped.reason
    assert skipped.origin.endswith("d" * 250)


def test_a_name_that_no_file_can_have_is_named(archive: Archive, tmp_path: Path) -> None:
    summary = Import(archive).run(find_files([tmp_path / ("n" * 300)]))
    assert summary.failures == 1
