"""Building an index by several processes: the same as by one, whatever happens to them."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from multiprocessing import active_children, parent_process
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stories import story

from index.search.engine import workers
from index.search.engine.segment_child import Child
from index.search.full_text import FullTextIndex
from index.search.query import parse_query
from index.search.schema import LAYOUT, document
from index.search.searcher import Searcher
from index.search.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.article import Article

Entries = list[tuple[int, "Article"]]


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start children for a hundred articles, and tell of each handful."""
    monkeypatch.setattr(workers, "WORTH", 100)
    monkeypatch.setattr(workers, "TOLD", 1)


@pytest.fixture
def index(tmp_path: Path) -> FullTextIndex:
    return FullTextIndex.create(tmp_path / "index")


def entries(count: int) -> Entries:
    return [(number, story(number, body=f"port word{number}")) for number in range(1, count + 1)]


def found(index: FullTextIndex, text: str) -> list[int]:
    searcher = Searcher(index)
    try:
        return sorted(searcher.search(parse_query(text)).numbers)
    finally:
        searcher.close()


def sure(index: FullTextIndex, numbers: set[int]) -> None:
    """Check that the index is whole and holds these articles, and that no child is left."""
    assert Writer(index).numbers() == numbers
    assert set(found(index, "port")) == numbers
    index.check()
    files = {path.name for path in index.folder.glob("*.arrays")}
    assert files == {segment.file_name() for segment in index.segments()}
    assert not active_children()


def test_children_build_what_one_process_does(index: FullTextIndex) -> None:
    seen: list[int] = []
    assert Writer(index).build(entries(400), workers=2, progress=seen.append) == 400
    assert seen == sorted(seen)
    assert seen[-1] == 400
    sure(index, set(range(1, 401)))
    assert found(index, "word217") == [217]
    assert len(index.segments()) == 1


def test_few_articles_start_no_child(index: FullTextIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers.Crew, "start", None)
    assert Writer(index).build(entries(99)) == 99
    sure(index, set(range(1, 100)))


@pytest.mark.parametrize("count", [0, 2])
def test_what_is_built_takes_the_place_of_what_was_there(index: FullTextIndex, count: int) -> None:
    writer = Writer(index)
    writer.write([(number, story(number, body="port old")) for number in (1, 2, 777, 888)])
    twice = [*entries(200), (2, story(2, body="port again"))]
    assert writer.build(twice, gone=[1, 777], workers=count) == 201
    sure(index, {*range(1, 201), 888})
    assert found(index, "old") == [888]
    assert found(index, "again") == [2]
    assert found(index, "word2") == []


def test_nothing_built_makes_no_commit(index: FullTextIndex) -> None:
    before = index.generation()
    assert Writer(index).build([]) == 0
    assert index.generation() == before


@pytest.mark.parametrize("count", [0, 2])
def test_a_build_that_is_stopped_leaves_nothing(index: FullTextIndex, count: int) -> None:
    writer = Writer(index)
    writer.write(entries(3))
    seen: list[int] = []
    stopped = writer.build(
        entries(400), workers=count, progress=seen.append, stopped=lambda: len(seen) > 8
    )
    assert stopped is None
    sure(index, {1, 2, 3})


@pytest.mark.parametrize("count", [0, 2])
def test_an_interrupted_build_leaves_nothing(index: FullTextIndex, count: int) -> None:
    def interrupted() -> Iterator[tuple[int, Article]]:
        yield from entries(300)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Writer(index).build(interrupted(), workers=count)
    sure(index, set())


@pytest.mark.parametrize("killed", [1, 2])
def test_what_a_child_that_dies_was_given_is_done_all_the_same(
    index: FullTextIndex, killed: int
) -> None:
    def with_a_murder() -> Iterator[tuple[int, Article]]:
        for number, article in entries(500):
            if number == 350:
                for child in active_children()[:killed]:
                    os.kill(child.pid or 0, signal.SIGKILL)
            yield number, article

    assert Writer(index).build(with_a_murder(), workers=2) == 500
    sure(index, set(range(1, 501)))


def fussy(number: int, article: Article) -> dict[str, object]:
    """Refuse an article that cannot be indexed."""
    if number == 333:
        raise ZeroDivisionError("a document of trouble")
    return document(number, article)


@pytest.mark.parametrize("count", [0, 2])
def test_a_document_that_cannot_be_indexed_is_told_of(
    index: FullTextIndex, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr("index.search.writer.document", fussy)
    with pytest.raises(Exception, match="a document of trouble"):
        Writer(index).build(entries(400), workers=count)
    sure(index, set())


def hungry(number: int, article: Article) -> dict[str, object]:
    """Take more memory than a child has."""
    if number > 150 and parent_process() is not None:
        raise MemoryError
    return document(number, article)


def test_what_is_too_much_for_a_child_is_done_all_the_same(
    index: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.writer.document", hungry)
    assert Writer(index).build(entries(400), workers=2) == 400
    sure(index, set(range(1, 401)))


def test_no_file_stays_of_segments_that_a_dead_child_did_not_tell_of(tmp_path: Path) -> None:
    child = Child(tmp_path, "MAIN")
    child.start(LAYOUT, document, words=1)
    for one in entries(3):
        child.give(pickle.dumps([one]), 1)
    for _ in range(3):
        assert child.connection.poll(60)
        name = child.connection.recv()[0]
    assert len(list(tmp_path.glob(f"MAIN_{name[:-1]}*"))) == 3
    child.end()
    assert not list(tmp_path.iterdir())


def test_children_write_a_segment_whenever_they_have_a_batch(
    index: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.writer.WORDS", 500)
    assert Writer(index).build(entries(400), workers=2) == 400
    sure(index, set(range(1, 401)))


def test_few_large_articles_are_worth_children_and_are_not_drawn_far_ahead(
    index: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that books take no more memory than news do."""
    monkeypatch.setattr(workers, "WORTH", 1_000)
    monkeypatch.setattr(workers, "MUCH", 100_000)
    monkeypatch.setattr(workers, "_HANDFUL_BYTES", 20_000)
    monkeypatch.setattr(workers, "_BYTES_AHEAD", 50_000)
    done, ahead, children = [0], [0], [0]

    def books() -> Iterator[tuple[int, Article]]:
        for number in range(1, 201):
            ahead.append(number - done[-1])
            children.append(len(active_children()))
            yield number, story(number, body="port of call " * 1000)

    assert Writer(index).build(books(), workers=2, progress=done.append) == 200
    sure(index, set(range(1, 201)))
    assert max(children) == 2
    assert max(ahead) < 25


_BEHIND_A_READER = """
import io
import sys
from multiprocessing import active_children, parent_process
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from stories import story
from index.search.engine import workers
from index.search.full_text import FullTextIndex
from index.search.writer import Writer

class Screen(io.StringIO):
    def fileno(self):
        return -1

sys.stderr = Screen()
workers.WORTH, workers.TOLD = 100, 1
seen = []
writer = Writer(FullTextIndex.create(Path(sys.argv[1])))
entries = ((number, story(number)) for number in range(1, 201))
writer.build(entries, workers=2, progress=lambda _: seen.append(len(active_children())))
print(max(seen), len(writer.numbers()))
"""


def test_children_can_be_started_while_standard_error_has_no_file(tmp_path: Path) -> None:
    """As it is while the reader draws on the terminal."""
    command = [sys.executable, "-c", _BEHIND_A_READER]
    command += [str(tmp_path / "index"), str(Path(__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("2 200\n", "")
