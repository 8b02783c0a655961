"""Searching: exactly the articles that match, in a sensible order, from any thread."""

from __future__ import annotations

import threading
from array import array
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import story

from index.errors import IndexUnusableError, SearchCancelledError
from index.results import Sort
from index.search.full_text import FullTextIndex
from index.search.query import parse_query
from index.search.query_objects import whoosh_query
from index.search.searcher import Searcher
from index.search.writer import Writer
from index.text.markup import plain_text
from index.text.words import sought_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.article import Article
    from index.search.searcher import Hits


def about(place: int, body: str, title: str = "Notice", **changes: object) -> Article:
    return story(place, title=title, body=body, captions=(), sections=(), authors=(), **changes)


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


ARTICLES = {
    1: about(1, "The U.S. opens a free trade port. Nothing of it is free.", source="Harbour Wire"),
    2: about(2, "Trade at the port is free for all of us.", published=_day("2020-07-01")),
    3: about(3, "A forum on R&D, 5G and COVID-19.", title="Port of call", language="zh"),
    4: about(4, "上海自由贸易试验区投资促进会在临港举行", title="招商", published=None),
    5: about(5, "贸易与投资：促进合作。5G网络", published=_day("2020-06-30")),
    6: about(6, "Investment, investors and invested money: 3.5 of 1,200.", site="quay.example"),
    7: story(
        7, title="Policies", body="To be or not to be", authors=("Wu Wei",), sections=("Projects",)
    ),
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Search the seven articles, in three segments, after one has been written twice."""
    index = FullTextIndex.create(tmp_path_factory.mktemp("search") / "index")
    writer = Writer(index)
    writer.write([(1, story(1)), (8, story(8)), *list(ARTICLES.items())[1:3]])
    writer.write([(1, ARTICLES[1])], gone=[8])
    writer.write(list(ARTICLES.items())[3:])
    searcher = Searcher(index)
    yield searcher
    searcher.close()


def find(searcher: Searcher, text: str) -> set[int]:
    hits = searcher.search(parse_query(text))
    return set() if hits.relaxed else set(hits.numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("port", {1, 2, 3}),
        ("PORTS", {1, 2, 3}),
        ("free port", {1, 2}),
        ('"free trade port"', {1}),
        ('"port free"', set()),
        ("port OR 招商", {1, 2, 3, 4}),
        ("port -free", {3}),
        ("port -(free trade)", {3}),
        ("port OR -free", {1, 2, 3, 4, 5, 6, 7}),
        ("-port -投资", {6, 7}),
        ("title:port", {3}),
        ("title:(port OR policies)", {3, 7}),
        ("section:projects", {7}),
        ("source:wire", {1}),
        ('source:"harbour wire"', {1}),
        ("site:quay.example", {6}),
        ("author:wu", {7}),
        ("wu wei", {7}),
        ("lang:zh", {3}),
        ("port lang:chinese", {3}),
        ("date:2020", {2, 5}),
        ("after:2020-07-01", {1, 2, 3, 6, 7}),
        ("before:2020-07-01", {5}),
        ("trade after:2020-07 before:2020-08", {2}),
        ("-after:2020 招商", {4}),
        ("U.S.", {1}),
        ("US", {1}),
        ("us", {1, 2}),
        ("R&D", {3}),
        ("5G", {3, 5}),
        ("COVID-19", {3}),
        ("covid", {3}),
        ("3.5", {6}),
        ("1200", {6}),
        ("1,200", {6}),
        ("invest", {6}),
        ("investo*", {6}),
        ("investm*", {6}),
        ("inv*", {6}),
        ("title:po*", {3, 7}),
        ("inv* -money", set()),
        ('"to be or not to be"', {7}),
        ("the of", {1, 2}),
        ("投", {4, 5}),
        ("投资", {4, 5}),
        ("投资促进", {4}),
        ("自由贸易试验区投资促进会", {4}),
        ("资促", {4}),
        ("5G网络", {5}),
        ("网络5G", set()),
        ("贸易 投资", {4, 5}),
        ("zeppelin", set()),
        ("(port OR 招商) -(free OR forum)", {4}),
    ],
)
def test_a_query_finds_what_it_says(searcher: Searcher, text: str, expected: set[int]) -> None:
    assert find(searcher, text) == expected


def test_nothing_asked_for_finds_nothing(searcher: Searcher) -> None:
    assert not len(searcher.search(parse_query("")))


def test_scores_fall_and_a_title_weighs_more_than_a_body(searcher: Searcher) -> None:
    hits = searcher.search(parse_query("port"))
    assert hits.numbers[0] == 3
    assert list(hits.scores) == sorted(hits.scores, reverse=True)
    assert min(hits.scores) > 0


def test_filters_alone_make_all_equal_and_the_latest_first(searcher: Searcher) -> None:
    hits = searcher.search(parse_query("after:2020-07-01"))
    assert list(hits.numbers) == [7, 6, 3, 2, 1]
    assert set(hits.scores) == {1.0}


@pytest.mark.parametrize(
    ("text", "best", "count"),
    [
        ("port zeppelin", {1, 2, 3}, 3),
        ("the forum of zeppelins", {3}, 1),
        ("trade-zeppelin forum", {3}, 3),
        ("临港投资中心", {4}, 2),
        ("port zeppelin lang:zh", {3}, 1),
    ],
)
def test_when_no_article_has_all_the_words_those_with_some_are_found(
    searcher: Searcher, text: str, best: set[int], count: int
) -> None:
    hits = searcher.search(parse_query(text))
    assert hits.relaxed
    assert hits.numbers[0] in best
    assert len(hits) == count


@pytest.mark.parametrize("text", ["zeppelin", '"port zeppelin"', "port lang:de", "port -port"])
def test_filters_phrases_and_single_words_are_never_relaxed(searcher: Searcher, text: str) -> None:
    hits = searcher.search(parse_query(text))
    assert (len(hits), hits.relaxed) == (0, False)


def test_any_word_is_enough_when_asked_for(searcher: Searcher) -> None:
    hits = searcher.search(parse_query("forum zeppelin 招商", any_word=True))
    assert (set(hits.numbers), hits.relaxed) == ({3, 4}, False)


def test_only_allowed_articles_are_found(searcher: Searcher) -> None:
    assert list(searcher.search(parse_query("port"), allowed={2, 4, 99}).numbers) == [2]
    assert len(searcher.search(parse_query("-port"), allowed=set())) == 0


def test_a_search_nobody_waits_for_ends(searcher: Searcher) -> None:
    with pytest.raises(SearchCancelledError):
        searcher.search(parse_query("port"), cancelled=lambda: True)


def test_marked_articles_are_chosen_by_the_sets_that_the_searcher_is_given(
    searcher: Searcher,
) -> None:
    marked = {"is:read": array("q", [1, 4, 99]), "tag:ports": [3, 4]}

    def asked(text: str) -> list[int]:
        return sorted(searcher.search(parse_query(text), marks=marked.__getitem__).numbers)

    assert asked("port is:unread") == [2, 3]
    assert asked("is:unread tag:ports") == [3]
    assert asked("port -is:unread") == [1]
    assert asked("tag:ports") == [3, 4]
    assert asked("is:read") == [1, 4]
    assert len(searcher.search(parse_query("is:read"))) == 0


def test_numbers_and_scores_are_read_by_place(searcher: Searcher) -> None:
    hits = searcher.search(parse_query("port OR 招商"))
    numbers, scores = list(hits.numbers), list(hits.scores)
    assert [hits.score(number) for number in numbers] == scores
    assert (hits.numbers[1:3], hits.scores[1:3]) == (
        array("q", numbers[1:3]),
        array("d", scores[1:3]),
    )
    assert (hits.numbers[-1], hits.scores[-1]) == (numbers[-1], scores[-1])
    assert hits.score(99) is None


def test_hits_are_ordered_by_day_and_by_title(searcher: Searcher) -> None:
    hits = searcher.search(parse_query("port OR 招商"))
    undated, oldest = 4, 2
    assert list(hits.ordered(Sort.RELEVANCE)) == list(hits.numbers)
    newest = list(hits.ordered(Sort.NEWEST))
    assert newest[-2:] == [oldest, undated]
    by_age = list(hits.ordered(Sort.OLDEST))
    assert (by_age[0], by_age[-1]) == (oldest, undated)
    assert list(hits.ordered(Sort.TITLE)) == [1, 2, 3, 4]


def test_segments_that_are_known_are_not_opened_again(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    index = FullTextIndex.create(tmp_path_factory.mktemp("kept") / "index")
    searcher, writer = Searcher(index), Writer(index)
    writer.write([(number, story(number)) for number in range(1, 40)])
    before = searcher.snapshot()
    assert searcher.snapshot() is before
    writer.write([(40, story(40))], gone=[1])
    after = searcher.snapshot()
    assert after.segments[0] is before.segments[0]
    assert (before.alive, after.alive is None) == (None, False)
    assert find(searcher, "harbour") == set(range(2, 41))
    searcher.close()


def test_the_next_search_sees_what_was_written_since(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    index = FullTextIndex.create(tmp_path_factory.mktemp("fresh") / "index")
    searcher, writer = Searcher(index), Writer(index)
    assert find(searcher, "harbour") == set()
    for number in range(1, 12):
        writer.write([(number, story(number))])
        assert find(searcher, "harbour") == set(range(1, number + 1))
    searcher.close()


@pytest.mark.parametrize("text", ["harbour", '"zone signs"', "proj*", "harbour after:2020"])
def test_a_search_reads_its_generation_to_the_end_though_a_merge_takes_its_files_away(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """The ninth small commit merges the others."""
    index = FullTextIndex.create(tmp_path_factory.mktemp("merged") / "index")
    searcher, writer = Searcher(index), Writer(index)
    for number in range(1, 9):
        writer.write([(number, story(number))])
    calls = 0

    def merge_once() -> bool:
        nonlocal calls
        calls += 1
        if calls == 1:
            writer.write([(9, story(9))])
        return False

    hits = searcher.search(parse_query(text), cancelled=merge_once)
    assert set(hits.numbers) == set(range(1, 9))
    assert find(searcher, text) == set(range(1, 10))
    assert searcher._segments.keys() == {one.segment_id() for one in index.segments()}
    searcher.close()


def test_threads_search_side_by_side_while_articles_are_written(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    index = FullTextIndex.create(tmp_path_factory.mktemp("threads") / "index")
    searcher, writer = Searcher(index), Writer(index)
    writer.write([(number, story(number)) for number in range(1, 301)])
    wrong: list[object] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            try:
                hits = searcher.search(parse_query('project "was signed"'))
                if set(hits.numbers) < set(range(1, 301)):
                    wrong.append(len(hits))
            except Exception as error:  # noqa: BLE001 (whatever it is, the test tells)
                wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(301, 311):
        writer.write([(number, story(number)), (number - 300, story(number - 300))])
    done.set()
    for thread in threads:
        thread.join()
    searcher.close()
    assert wrong == []


def test_long_posting_lists_are_skipped_through_without_losing_any(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The words stand in pairs of neighbours, at a step that no block of a list fits."""
    rare = {number for number in range(1, 601) if number % 64 < 2}
    bodies = {number: "quay " + "rare gem" * (number in rare) for number in range(1, 601)}
    index = FullTextIndex.create(tmp_path_factory.mktemp("long") / "index")
    Writer(index).write([(number, about(number, body)) for number, body in bodies.items()])
    searcher = Searcher(index)
    assert find(searcher, "quay rare") == rare
    assert find(searcher, '"quay rare gem"') == rare
    assert find(searcher, "quay -rare") == set(bodies) - rare
    assert set(searcher.search(parse_query("quay"), allowed={1, 128, 129, 600}).numbers) == {
        1, 128, 129, 600,
    }  # fmt: skip
    searcher.close()


def _holds(article: Article, terms: Sequence[str]) -> bool:
    texts = [article.title, plain_text(article.body), article.source]
    for text in texts:
        there = {(word.term, word.position) for word in words(text)}
        if any(
            all((term, start + at) in there for at, term in enumerate(terms)) for _, start in there
        ):
            return True
    return False


_SYLLABLES = st.sampled_from(
    ["port", "ports", "US", "us", "free", "5G", "投资", "资促", "进", "-", "."]
)
_TEXTS = st.lists(st.tuples(_SYLLABLES, st.sampled_from(["", " "])), max_size=8).map(
    lambda parts: "".join(word + blank for word, blank in parts)
)


@given(st.lists(_TEXTS, min_size=1, max_size=6), st.lists(_TEXTS, min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def test_a_word_is_found_exactly_where_a_scan_of_all_texts_finds_it(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str], sought: list[str]
) -> None:
    articles = {number: about(1, body, source="") for number, body in enumerate(bodies, 1)}
    index = FullTextIndex.create(tmp_path_factory.mktemp("scan") / "index")
    Writer(index).write(list(articles.items()))
    searcher = Searcher(index)
    for text in sought:
        terms = [word.term for word in sought_words(text)]
        if terms:
            expected = {one for one, article in articles.items() if _holds(article, terms)}
            assert find(searcher, f'"{text}"') == expected
    searcher.close()


@pytest.mark.parametrize(
    "text",
    [
        "port",
        "free port",
        '"free trade"',
        "port OR 招商",
        "-port",
        "inv*",
        "port -free",
        "5G OR -US",
    ],
)
def test_whooshs_own_matchers_find_the_same_documents(searcher: Searcher, text: str) -> None:
    """Lists are put together in our own way; Whoosh's way through the same query is the proof."""
    tree = parse_query(text).tree
    assert tree is not None
    expected: Hits = searcher.search(parse_query(text))
    with searcher.index.whoosh.searcher() as whoosh:
        numbers = {
            leaf.reader().column_reader("number")[place]
            for leaf, _ in whoosh.leaf_searchers()
            for place in whoosh_query(tree).docs(leaf)
        }
    assert set(expected.numbers) == numbers


def test_damage_that_a_search_comes_upon_is_told_as_such(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Numbers of documents are overwritten: there are no such documents."""
    index = FullTextIndex.create(tmp_path_factory.mktemp("damaged") / "index")
    Writer(index).write([(number, story(number)) for number in range(1, 5)])
    (segment,) = Searcher(index).snapshot().segments
    field = segment.field("source")
    assert field is not None
    (path,) = index.folder.glob("*.arrays")
    content = path.read_bytes()
    content = content.replace(field.documents.tobytes(), b"\x7f" * field.documents.nbytes)
    path.write_bytes(content)
    searcher = Searcher(index)
    for text in ("harbour", "source:harbour", "-harbour"):
        with pytest.raises(IndexUnusableError, match="rebuild"):
            searcher.search(parse_query(text))
    searcher.close()


def test_a_fuzzy_word_finds_the_word_itself_first(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    index = FullTextIndex.create(tmp_path_factory.mktemp("fuzzy") / "index")
    bodies = ["A harbour in the south.", "Harbout, harbout and harbout!", *["Nothing."] * 20]
    articles = [about(1, body, source="") for body in bodies]
    Writer(index).write(list(enumerate(articles, 1)))
    searcher = Searcher(index)
    assert list(searcher.search(parse_query("harbour~")).numbers) == [1, 2]
    assert list(searcher.search(parse_query("harbout~")).numbers) == [2, 1]
    searcher.close()
