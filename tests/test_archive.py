"""Articles and captures are kept once, updated in place, and listed in the order asked."""

from __future__ import annotations

import tempfile
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import Pair, pair, pairs, story

from index.article import Article, Capture
from index.dates import Precision
from index.errors import ArticleNotFoundError, LibraryError
from index.results import Sort
from index.store.archive import Archive, CountField, Outcome
from index.store.database import Database
from index.store.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.library import Library

ADDED, UPDATED, UNCHANGED = Outcome.ADDED, Outcome.UPDATED, Outcome.UNCHANGED


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "library.sqlite3") as database:
        yield database


@pytest.fixture
def archive(database: Database) -> Archive:
    return Archive(database)


# Keeping


def test_an_article_comes_back_as_it_was_kept(archive: Archive) -> None:
    whole = story(1)
    bare = Article(id="00000000000000bb", title="Undated", body="")
    china = timezone(timedelta(hours=8))
    zoned = story(
        2,
        published=datetime(2021, 3, 4, 8, 16, 5, tzinfo=china),
        published_precision=Precision.MINUTE,
        title="临港新区 “举办” 招商推介会 👩‍👩‍👧",
    )
    archive.keep(pairs([whole, bare, zoned]))
    assert [archive.article(number) for number in (1, 2, 3)] == [whole, bare, zoned]
    assert str(archive.article(3).published) == str(zoned.published)


def test_the_same_capture_again_is_unchanged(archive: Archive) -> None:
    same = pair(story(1))
    assert archive.keep([same]) == [ADDED]
    assert archive.keep([same, same]) == [UNCHANGED, UNCHANGED]
    other_reading = (same[0], replace(story(1), title="Read by another parser"))
    assert archive.keep([other_reading]) == [UNCHANGED]
    assert archive.count() == 1


_UNNAMED = story(1, url="")
_RULES: dict[str, tuple[Article, Article, Outcome]] = {
    "same URL, same words": (story(1), story(1, origin="elsewhere"), UNCHANGED),
    "same URL, other words": (story(1), story(1, body="New."), UPDATED),
    "same URL, other title, day and site": (
        story(1),
        replace(story(2, site="b.example"), url=story(1).url),
        UPDATED,
    ),
    "same URL but for its fragment": (story(1), story(1, url=story(1).url + "#top"), UPDATED),
    "other URL, same story": (story(1), story(1, url="https://harbour.example/b"), ADDED),
    "same story without URLs": (_UNNAMED, story(1, url="", body="New."), UPDATED),
    "same story, the new one with a URL": (_UNNAMED, story(1), UPDATED),
    "same story, the old one with a URL": (story(1), story(1, url="", body="New."), UPDATED),
    "same words, the old one with a URL": (story(1), _UNNAMED, UNCHANGED),
    "same story, title folded": (
        _UNNAMED,
        story(1, url="", title="HARBOUR zone  SIGNS project 1"),
        UPDATED,
    ),
    "other title": (_UNNAMED, story(1, url="", title="Another", body="New."), ADDED),
    "other day": (_UNNAMED, story(2, url="", title=story(1).title), ADDED),
    "other site": (_UNNAMED, story(1, url="", site="b.example"), ADDED),
    "no day": (
        story(1, url="", published=None),
        story(1, url="", published=None, body="New."),
        ADDED,
    ),
    "another offset of the same moment": (
        story(1),
        story(1, published=datetime(2021, 3, 2, 8, tzinfo=timezone(timedelta(hours=8)))),
        UPDATED,
    ),
    "nothing in common but the id": (story(1), story(2, id=story(1).id), UPDATED),
}


@pytest.mark.parametrize("together", [False, True], ids=["one by one", "in one batch"])
@pytest.mark.parametrize("rule", _RULES)
def test_a_capture_meets_the_article_it_is_of(
    archive: Archive, database: Database, rule: str, together: bool
) -> None:
    first, second, outcome = _RULES[rule]
    both = [pair(first), pair(second, "saved again")]
    if together:
        assert archive.keep(both) == [ADDED, outcome]
    else:
        assert [archive.keep([one])[0] for one in both] == [ADDED, outcome]
    assert archive.count() == (2 if outcome is ADDED else 1)
    assert archive.article(1).id == first.id
    assert database.rows("SELECT count(*) FROM captures") == [(2,)]
    if outcome is UPDATED:
        expected = replace(second, id=first.id, url=second.url or first.url)
        assert archive.article(1) == expected
        assert [found for _, found in archive.captures()] == [both[1][0]]


def test_a_url_once_known_is_not_lost_to_a_capture_without_one(archive: Archive) -> None:
    archive.keep([pair(story(1))])
    archive.keep([pair(story(1, url="", body="New."))])
    assert archive.article(1).url == story(1).url
    assert archive.keep([pair(story(1, title="New title", body="Newer."))]) == [UPDATED]


def test_a_batch_that_fails_keeps_nothing(archive: Archive, database: Database) -> None:
    broken = replace(story(2), sections=(object(),))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        archive.keep(pairs([story(1), broken]))
    assert archive.count() == Journal(database).pending() == 0
    assert list(archive.captures()) == []
    assert archive.keep([]) == []


def test_threads_that_keep_the_same_captures_keep_them_once(archive: Archive) -> None:
    batch = pairs(map(story, range(30)))
    outcomes: list[Outcome] = []

    def keep() -> None:
        for start in range(0, len(batch), 10):
            outcomes.extend(archive.keep(batch[start : start + 10]))

    threads = [threading.Thread(target=keep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(ADDED) == 30
    assert outcomes.count(UNCHANGED) == 90
    assert archive.count() == len(list(archive.captures())) == 30


def test_known_captures_are_told_by_their_digests(archive: Archive) -> None:
    kept, other = pair(story(1))[0], pair(story(2))[0]
    archive.keep([pair(story(1))])
    assert archive.known([kept.digest, other.digest, "no digest \udcff"]) == {kept.digest}
    assert archive.known([]) == set()


# What no database can hold


@pytest.mark.parametrize(
    "name", ["bad\udcff.txt", "nul\0.txt", "新闻.txt", "", "\ud83d\udc00 half"]
)
def test_captures_keep_names_of_any_bytes(archive: Archive, name: str) -> None:
    capture = Capture(name, bytes(range(256)) * 99, f"/pages/{name}")
    archive.keep([(capture, story(1, origin=capture.origin))])
    assert list(archive.captures()) == [(1, capture)]
    assert archive.article(1).origin == capture.origin.translate(
        {0: "\ufffd", 0xDCFF: "\ufffd", 0xD83D: "\ufffd", 0xDC00: "\ufffd"}
    )


def test_text_that_is_no_unicode_is_replaced_everywhere(archive: Archive) -> None:
    bad = "a\udcffb\0c"
    article = Article(
        id=bad,
        title=bad,
        body=bad,
        published=datetime(2021, 1, 1),  # noqa: DTZ001 (a naive time is the point)
        source=bad,
        site=bad,
        url=bad,
        sections=(bad,),
        authors=(bad,),
        captions=(bad,),
        language=bad,
        origin=bad,
    )
    kept = (Capture("x", b"1", "x"), article)
    assert archive.keep([kept]) == [ADDED]
    assert archive.keep([(Capture("x", b"2", "x"), article)]) == [UNCHANGED]
    found = archive.article(1)
    assert found.title == found.sections[0] == "a\ufffdb\ufffdc"
    assert found.published == datetime(2021, 1, 1, tzinfo=UTC)
    assert archive.counts_by("section") == [("a\ufffdb\ufffdc", 1)]
    with pytest.raises(ArticleNotFoundError):
        archive.number_of("\udcff\udcff\udcff\udcff")


# Reading again


def test_captures_come_by_article_number_the_newest_of_each(archive: Archive) -> None:
    archive.keep(pairs(map(story, range(4))))
    newer = pair(story(1, body="New."))
    archive.keep([newer])
    assert [number for number, _ in archive.captures()] == [1, 2, 3, 4]
    assert dict(archive.captures())[2] == newer[0]
    assert [number for number, _ in archive.captures(after=2)] == [3, 4]
    assert list(archive.captures(after=4)) == []


def test_captures_are_read_a_page_at_a_time_without_a_gap(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.captures._PAGE", 3)
    archive.keep(pairs(map(story, range(9))))
    found: list[int] = []
    for number, _ in archive.captures():
        archive.revise(number, story(number - 1, body="Read anew."))
        found.append(number)
    assert found == list(range(1, 10))
    assert archive.article(9).body == "Read anew."


def test_a_revised_article_keeps_its_id_and_waits_to_be_indexed(
    archive: Archive, database: Database
) -> None:
    archive.keep([pair(story(1))])
    journal = Journal(database)
    journal.mark_done(journal.last())
    assert archive.revise(1, replace(story(1), id="00000000000000ff")) == UNCHANGED
    assert journal.pending() == 0
    assert archive.revise(1, story(2)) == UPDATED
    assert archive.article(1) == replace(story(2), id=story(1).id)
    assert journal.pending() == 1
    with pytest.raises(ArticleNotFoundError, match="number 9"):
        archive.revise(9, story(1))


def test_many_revisions_are_kept_together_or_not_at_all(archive: Archive) -> None:
    archive.keep(pairs(map(story, range(2))))
    with pytest.raises(ArticleNotFoundError):
        archive.revise_all([(1, story(5)), (7, story(6))])
    assert archive.article(1) == story(0)
    assert archive.revise_all([(1, story(5)), (2, story(1))]) == [UPDATED, UNCHANGED]


def test_a_damaged_capture_is_named(archive: Archive, database: Database) -> None:
    archive.keep([pair(story(1))])
    with database.writing() as connection:
        connection.execute("UPDATE captures SET content = x'00'")
    with pytest.raises(LibraryError, match=r"pages/1\.txt.* add it again"):
        list(archive.captures())


# Lists

_LISTED = [
    story(3, title="“Zebra crossing” reopens"),
    story(1, title="äther works", source="Bay News"),
    story(9, title="Undated notice", published=None, published_precision=None),
    story(5, title="Bridge"),
    story(5, title="bridge again", source="Coast Daily"),
    story(8, title="另一则消息", source="", published=None, published_precision=None),
]


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        (Sort.NEWEST, [5, 4, 1, 2, 6, 3]),
        (Sort.RELEVANCE, [5, 4, 1, 2, 6, 3]),
        (Sort.OLDEST, [2, 1, 4, 5, 3, 6]),
        (Sort.TITLE, [2, 4, 5, 3, 1, 6]),
        (Sort.SOURCE, [2, 5, 1, 3, 4, 6]),
    ],
)
def test_every_order_lists_all_articles(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, sort: Sort, numbers: list[int]
) -> None:
    archive.keep([pair(article) for article in map(_with_own_url, _LISTED)])
    assert list(archive.numbers(sort)) == numbers
    some = [3, 5, 5, 99, 2]
    for few in (5000, 0):
        monkeypatch.setattr("index.store.archive._FEW", few)
        assert list(archive.ordered(some, sort)) == [n for n in numbers if n in some]
        assert list(archive.ordered(set(), sort)) == []


def _with_own_url(article: Article) -> Article:
    url = f"https://harbour.example/{article.title}"
    return replace(article, url=url, id=story(0, url=url).id)


def test_the_first_page_is_the_newest(archive: Archive) -> None:
    archive.keep(pairs(map(story, range(9))))
    assert archive.newest(4) == archive.headlines(archive.numbers()[:4])
    assert archive.newest(99) == archive.headlines(archive.numbers())
    first = archive.newest(1)[0]
    expected = story(8)
    assert (first.number, first.id, first.title) == (9, expected.id, expected.title)
    assert (first.published, first.published_precision) == (expected.published, Precision.DAY)
    assert (first.source, first.site, first.sections, first.language) == (
        expected.source,
        expected.site,
        expected.sections,
        expected.language,
    )


def test_articles_come_in_the_order_asked(archive: Archive) -> None:
    archive.keep(pairs(map(story, range(120))))
    asked = [*range(120, 0, -2), 999, *range(1, 120, 2)]
    found = list(archive.articles(asked))
    assert [number for number, _ in found] == [number for number in asked if number != 999]
    assert found[0] == (120, story(119))
    assert list(archive.articles([])) == []


def test_an_article_that_is_not_there_is_told(archive: Archive) -> None:
    with pytest.raises(ArticleNotFoundError, match="number 1 "):
        archive.article(1)


@pytest.mark.parametrize("sort", Sort)
def test_lists_come_out_of_an_index_in_order(database: Database, sort: Sort) -> None:
    """Neither the order of all articles nor the first page looks at every article and sorts."""
    statements: list[str] = []
    archive = Archive(database)
    with database.writing() as connection:
        connection.set_trace_callback(statements.append)
    archive.numbers(sort)
    archive.newest(50)
    with database.writing() as connection:
        connection.set_trace_callback(None)
    plans = [
        str(step)
        for statement in statements
        if "SELECT" in statement
        for *_, step in database.rows(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert plans
    assert not [plan for plan in plans if "TEMP B-TREE" in plan]
    assert [plan for plan in plans if "COVERING INDEX" in plan]


# Ids and counts


def test_an_article_is_found_by_a_beginning_of_its_id(archive: Archive) -> None:
    ids = ["aaaa000000000001", "aaaa000000000002", "bbbb000000000001", "bbbb"]
    archive.keep([pair(story(place, id=id_)) for place, id_ in enumerate(ids)])
    assert archive.number_of("aaaa000000000002") == 2
    assert archive.number_of(" bbbb0 ") == 3
    assert archive.number_of("bbbb") == 4
    for asked, told in (
        ("aaaa0000", "several articles begin with aaaa0000; give more of it"),
        ("cccc", "no article has the id cccc"),
        ("aaaa%", "no article has the id aaaa%"),
        ("bbb", "bbb is too short for an id"),
        ("", "too short for an id"),
    ):
        with pytest.raises(ArticleNotFoundError, match=told):
            archive.number_of(asked)


@pytest.mark.parametrize(
    ("field", "counts"),
    [
        ("section", [("Ports", 3), ("Projects", 2), ("Ärzte", 1)]),
        ("source", [("Harbour Daily", 3)]),
        ("site", [("harbour.example", 3), ("b.example", 1)]),
        ("language", [("en", 3), ("zh", 1)]),
        ("year", [("2021", 2), ("2019", 1)]),
    ],
)
def test_articles_are_counted_by_what_they_have(
    archive: Archive, field: CountField, counts: list[tuple[str, int]]
) -> None:
    late_on_new_years_eve = datetime(2019, 12, 31, 22, tzinfo=timezone(timedelta(hours=-5)))
    archive.keep(
        pairs(
            [
                story(1),
                story(2, sections=("Projects", "Ports", "Ports"), published=late_on_new_years_eve),
                story(3, sections=("Ports", "Ärzte"), site="b.example"),
                story(4, sections=(), source="", language="zh", published=None),
            ]
        )
    )
    assert archive.counts_by(field) == counts


# Any sequence of captures

_ARTICLES = st.builds(
    story,
    st.integers(0, 2),
    id=st.sampled_from(["", "", "", "00000000000000aa"]),
    url=st.sampled_from(["", "https://a.example/1", "https://a.example/1#top", "http://b.example"]),
    title=st.sampled_from(["Harbour opens", "HARBOUR  opens", "Bridge closes", "x\udcff"]),
    body=st.sampled_from(["One.", "Two."]),
    site=st.sampled_from(["a.example", ""]),
    published=st.sampled_from(
        [None, datetime(2021, 3, 1, tzinfo=UTC), datetime(2021, 3, 2, 5, tzinfo=UTC)]
    ),
)
_PAIRS = st.builds(pair, _ARTICLES, st.sampled_from(["", "again"]))
_SEQUENCES = st.lists(_PAIRS, max_size=12)


@contextmanager
def _empty_library() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as name, Database(Path(name) / "l.sqlite3") as database:
        yield database


@settings(max_examples=60, deadline=None)
@given(_SEQUENCES)
def test_keeping_a_second_time_changes_nothing(sequence: list[Pair]) -> None:
    with _empty_library() as database:
        archive, journal = Archive(database), Journal(database)
        archive.keep(sequence)
        before = (list(archive.articles(archive.numbers())), journal.read(99))
        assert archive.keep(sequence) == [UNCHANGED] * len(sequence)
        assert (list(archive.articles(archive.numbers())), journal.read(99)) == before
        assert len(list(archive.captures())) == archive.count()
        assert archive.known([capture.digest for capture, _ in sequence]) == {
            capture.digest for capture, _ in sequence
        }


@settings(max_examples=60, deadline=None)
@given(_SEQUENCES)
def test_batches_make_no_difference_and_ids_never_change(sequence: list[Pair]) -> None:
    with _empty_library() as one, _empty_library() as other:
        together, apart = Archive(one), Archive(other)
        outcomes: list[Outcome] = []
        ids: dict[int, str] = {}
        for step in sequence:
            outcomes += apart.keep([step])
            now = {number: found.id for number, found in apart.articles(apart.numbers())}
            assert now.items() >= ids.items()
            assert len(set(now.values())) == len(now)
            ids = now
        assert together.keep(sequence) == outcomes
        assert len(ids) == outcomes.count(ADDED)
        numbers = together.numbers()
        assert list(together.articles(numbers)) == list(apart.articles(numbers))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-2, 12), max_size=20), st.sampled_from(Sort))
def test_headlines_come_in_the_order_asked(asked: list[int], sort: Sort) -> None:
    with _empty_library() as database:
        archive = Archive(database)
        archive.keep(pairs(map(story, range(8))))
        there = [number for number in asked if 1 <= number <= 8]
        assert [headline.number for headline in archive.headlines(asked)] == there
        assert set(archive.ordered(asked, sort)) == set(there)


def test_headlines_tell_tags_in_order_and_whether_there_is_a_note(library: Library) -> None:
    first, second, third = library.browse().numbers[:3]
    library.set_tag([first, second], "rail", True)
    library.set_tag([first], "Ports", True)
    library.set_note(second, "Ask about the lease.")
    told = [(one.tags, one.noted) for one in library.headlines([first, second, third])]
    assert told == [(("Ports", "rail"), False), (("rail",), True), ((), False)]
    assert library.first_page(2) == library.headlines([first, second])
