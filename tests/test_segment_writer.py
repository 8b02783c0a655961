"""Whoosh's writer over arrays: batches become segments, and only a commit makes them count."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stories import story
from whoosh.index import FileIndex, LockError
from whoosh.query import Term

from index.search.engine.batch import Batch
from index.search.engine.segment import SegmentArrays
from index.search.engine.segment_file import SegmentFileError
from index.search.engine.segment_writer import ArrayWriter
from index.search.full_text import FullTextIndex
from index.search.schema import LAYOUT, document


@pytest.fixture
def index(tmp_path: Path) -> FileIndex:
    return FullTextIndex.create(tmp_path / "index").whoosh


def folder(index: FileIndex) -> Path:
    return Path(index.storage.folder)


def files(index: FileIndex) -> list[str]:
    return sorted(path.name for path in folder(index).glob("*.arrays"))


def fill(writer: ArrayWriter, first: int, last: int) -> None:
    for number in range(first, last + 1):
        writer.add_document(**document(number, story(number)))


def test_a_full_batch_becomes_a_segment_that_counts_at_the_commit(index: FileIndex) -> None:
    writer = ArrayWriter(index, LAYOUT, words=100)
    fill(writer, 1, 30)
    assert len(writer.added) > 3
    assert index.doc_count() == 0
    writer.commit(merge=False)
    assert index.doc_count() == 30
    assert files(index) == sorted(one.file_name() for one in index._segments())


def test_what_is_cancelled_leaves_nothing(index: FileIndex) -> None:
    writer = ArrayWriter(index, LAYOUT, words=100)
    fill(writer, 1, 30)
    writer.cancel()
    assert files(index) == []
    ArrayWriter(index, LAYOUT).cancel()


def test_a_commit_that_fails_leaves_what_there_was(
    index: FileIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = ArrayWriter(index, LAYOUT)
    fill(writer, 1, 3)
    writer.commit()
    before = files(index)
    writer = ArrayWriter(index, LAYOUT)
    fill(writer, 4, 6)
    with monkeypatch.context() as patched:
        patched.setattr(writer, "_commit_toc", None)
        with pytest.raises(TypeError):
            writer.commit()
    assert files(index) == before
    assert index.doc_count() == 3
    ArrayWriter(index, LAYOUT).cancel()


def test_damage_is_not_merged_into_what_looks_sound(index: FileIndex) -> None:
    for first in (1, 11):
        writer = ArrayWriter(index, LAYOUT)
        fill(writer, first, first + 9)
        writer.commit(merge=False)
    path = folder(index) / files(index)[0]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    before = files(index)
    with pytest.raises(SegmentFileError, match="is damaged"):
        ArrayWriter(index, LAYOUT).commit(optimize=True)
    assert files(index) == before
    assert index.doc_count() == 20


def test_whoosh_deletes_by_number_and_by_query(index: FileIndex) -> None:
    writer = ArrayWriter(index, LAYOUT, words=100)
    fill(writer, 1, 12)
    writer.commit(merge=False)
    writer = ArrayWriter(index, LAYOUT)
    writer.delete_document(0)
    assert writer.delete_by_query(Term("body", "7")) == 1
    writer.commit(merge=False)
    assert index.doc_count() == 10
    writer = ArrayWriter(index, LAYOUT)
    writer.commit(optimize=True)
    assert [one.doc_count_all() for one in index._segments()] == [10]
    with index.searcher() as searcher:
        assert len(searcher.search(Term("body", "project"), limit=None)) == 10


def test_there_is_one_writer_at_a_time(index: FileIndex) -> None:
    writer = ArrayWriter(index, LAYOUT)
    with pytest.raises(LockError):
        ArrayWriter(index, LAYOUT)
    writer.cancel()


def test_a_segment_holds_columns_of_what_articles_are_listed_by(tmp_path: Path) -> None:
    batch = Batch(LAYOUT)
    batch.add(document(5, story(0, title="“Épée” and Port", language="EN")))
    batch.add(document(6, story(0, sections=(), published=None, source="")))
    batch.write(tmp_path / "a.arrays")
    arrays = SegmentArrays.open(tmp_path / "a.arrays")

    def values(name: str) -> list[bytes]:
        codes, known = arrays.dictionary(name)
        return [known[code] for code in codes.tolist()]

    assert arrays.column("number").tolist() == [5, 6]
    assert arrays.column("published").tolist() == [story(0).published.toordinal(), 0]  # type: ignore[union-attr]
    assert arrays.column("moment").tolist() == [int(story(0).published.timestamp()), 0]  # type: ignore[union-attr]
    assert values("title") == ["epee” and port".encode(), b"harbour zone signs project 0"]
    assert values("section") == [b"Ports\x1fProjects", b""]
    assert values("source") == [b"Harbour Daily", b""]
    assert values("language") == [b"en", b"en"]
    url = arrays.field("url")
    assert url is not None
    assert b"harbour" in list(url.terms)


def test_a_value_that_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="title takes a text"):
        Batch(LAYOUT).add({"title": 7})


_BUILD = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from multiprocessing import active_children
from stories import story
from index.search.full_text import FullTextIndex
from index.search.writer import Writer
def entries():
    for number in range(1, 8000):
        if number == 6000:
            print(*(child.pid for child in active_children()), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        yield number, story(number)
if __name__ == "__main__":
    Writer(FullTextIndex.open(Path(sys.argv[1]))).build(entries(), workers=2)
"""


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_children_end_with_their_parent(index: FileIndex, tmp_path: Path) -> None:
    script = tmp_path / "build.py"
    script.write_text(_BUILD, encoding="utf-8")
    command = [sys.executable, str(script), str(folder(index)), str(Path(__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    children = [int(one) for one in done.stdout.split()]
    assert len(children) == 2
    deadline = time.monotonic() + 20
    while any(map(_lives, children)):
        assert time.monotonic() < deadline
        os.sched_yield()
