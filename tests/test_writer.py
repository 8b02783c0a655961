"""Writing to the index: idempotent, whole after a kill, quick for few and for many."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import story

from index.errors import LibraryBusyError, LibraryError
from index.search.engine import tiers
from index.search.full_text import FullTextIndex
from index.search.query import parse_query
from index.search.searcher import Searcher
from index.search.writer import Writer

if TYPE_CHECKING:
    from index.article import Article


@pytest.fixture
def index(tmp_path: Path) -> FullTextIndex:
    return FullTextIndex.create(tmp_path / "index")


def found(index: FullTextIndex, text: str) -> set[int]:
    searcher = Searcher(index)
    try:
        return set(searcher.search(parse_query(text)).numbers)
    finally:
        searcher.close()


def test_a_number_stands_in_the_index_once(index: FullTextIndex) -> None:
    writer = Writer(index)
    writer.write([(1, story(1)), (2, story(2)), (1, story(1, title="Twice in a batch"))])
    writer.write([(1, story(1, title="Bamboo"))])
    writer.write([(1, story(1, title="Bamboo"))])
    assert writer.numbers() == {1, 2}
    assert found(index, "bamboo") == {1}
    assert found(index, "twice") == set()
    assert found(index, "signed") == {1, 2}


def test_what_is_gone_is_not_found(index: FullTextIndex) -> None:
    writer = Writer(index)
    writer.write([(number, story(number)) for number in range(1, 5)])
    writer.write([(3, story(3))], gone=[1, 2, 3, 99])
    assert writer.numbers() == found(index, "harbour") == {3, 4}
    writer.write([], gone=[3, 4])
    assert writer.numbers() == found(index, "harbour") == set()


def test_nothing_to_do_makes_no_commit(index: FullTextIndex) -> None:
    before = index.generation()
    Writer(index).write([])
    Writer(index).write([], gone=[7])
    assert index.generation() == before


def test_an_empty_article_can_be_indexed(index: FullTextIndex) -> None:
    bare = replace(story(1), title="", body="", source="", site="", sections=(), authors=())
    Writer(index).write([(1, replace(bare, captions=(), language="", published=None))])
    assert Writer(index).numbers() == {1}


def test_another_writer_waits_and_then_says_who_is_in_the_way(index: FullTextIndex) -> None:
    other = index.whoosh.writer()
    try:
        with pytest.raises(LibraryBusyError, match="another Broadsheet"):
            Writer(index, patience=0).write([(1, story(1))])
    finally:
        other.cancel()
    Writer(index, patience=0).write([(1, story(1))])


def test_a_full_disk_keeps_what_was_there(
    index: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Writer(index)
    writer.write([(1, story(1))])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("index.search.storage.sync", full)
        with pytest.raises(LibraryError, match="No space left on device"):
            writer.write([(2, story(2))])
    assert writer.numbers() == {1}
    writer.write([(2, story(2))])
    assert found(index, "harbour") == {1, 2}


def test_many_small_commits_leave_few_segments(index: FullTextIndex) -> None:
    writer = Writer(index)
    for number in range(1, 41):
        writer.write([(number, story(number))])
    assert writer.numbers() == set(range(1, 41))
    assert len(index.segments()) <= 10


def test_an_index_is_tidied_to_one_segment_unless_that_is_no_longer_wanted(
    index: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiers, "SMALL", 0)
    writer = Writer(index)
    for first in (1, 31, 61):
        writer.write([(number, story(number)) for number in range(first, first + 30)])
        writer.write([(first + 90, story(first))])
    assert len(index.segments()) > 1
    before = index.generation()
    assert not writer.tidy(most=5)
    assert not writer.tidy(lambda: True)
    assert index.generation() == before
    assert writer.tidy()
    assert not writer.tidy()
    assert len(index.segments()) == 1
    assert len(list(index.folder.glob("*.arrays"))) == 1
    assert found(index, "signed") == writer.numbers() == {*range(1, 92), 121, 151}


def test_a_build_that_is_stopped_while_it_merges_is_whole(
    index: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.writer.WORDS", 300)
    monkeypatch.setattr(tiers, "AT_ONCE", 3)
    merges: list[int] = []
    seen: list[int] = []

    def stopped() -> bool:
        merges.append(seen[-1:] == [60])
        return sum(merges) > 40

    entries = [(number, story(number)) for number in range(1, 61)]
    assert Writer(index).build(entries, progress=seen.append, stopped=stopped) == 60
    index.check()
    assert 1 < len(index.segments()) < 12
    assert found(index, "signed") == Writer(index).numbers() == set(range(1, 61))


_WORDS = st.lists(
    st.sampled_from(["port", "trade", "zone", "投资", "forum"]), min_size=1, max_size=4
)
_BATCH = st.tuples(
    st.dictionaries(st.integers(1, 9), _WORDS, max_size=4), st.sets(st.integers(1, 9))
)


@given(st.lists(_BATCH, min_size=1, max_size=5))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_an_index_built_bit_by_bit_finds_what_one_built_at_once_does(
    tmp_path_factory: pytest.TempPathFactory, batches: list[tuple[dict[int, list[str]], set[int]]]
) -> None:
    folder = tmp_path_factory.mktemp("indexes")
    bit_by_bit = FullTextIndex.create(folder / "a")
    at_once = FullTextIndex.create(folder / "b")
    there: dict[int, Article] = {}
    for entries, gone in batches:
        articles = {number: story(1, body=" ".join(of)) for number, of in entries.items()}
        Writer(bit_by_bit).write(list(articles.items()), gone)
        there = {number: one for number, one in there.items() if number not in gone} | articles
    Writer(at_once).write(list(there.items()))
    assert Writer(bit_by_bit).numbers() == set(there)
    for query in ("port", "trade zone", "投资", "harbour -port", '"port trade"'):
        assert found(bit_by_bit, query) == found(at_once, query)


_WRITE_FOREVER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from stories import story
from index.search.full_text import FullTextIndex
from index.search.writer import Writer
writer = Writer(FullTextIndex.open(Path(sys.argv[1])))
print("ready", flush=True)
for turn in range(10_000):
    writer.write([(1 + (turn * 3 + one) % 60, story(turn)) for one in range(3)], gone=[turn % 60])
    print(turn, flush=True)
"""


def test_a_killed_writer_leaves_an_index_that_writing_again_makes_whole(
    index: FullTextIndex,
) -> None:
    chance = random.Random(5)
    entries = [(number, story(number)) for number in range(1, 61)]
    for _ in range(4):
        command = [
            sys.executable,
            "-c",
            _WRITE_FOREVER,
            str(index.folder),
            str(Path(__file__).parent),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(2 + chance.randrange(12)):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        index.check()
        Writer(index).write(entries)
        assert Writer(index).numbers() == set(range(1, 61))
        assert found(index, "harbour") == set(range(1, 61))
