"""The second look: what was found stays found, and better answers come first."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_index import snapshot_of

from index.article import Article
from index.errors import SearchCancelledError
from index.search.engine.answering import evaluate
from index.search.own_queries import OWN_SIZES, own_steps
from index.search.query import parse_query
from index.search.query_objects import whoosh_query
from index.search.ranking import K1, field_weight
from index.search.second_look import field_scoring, second_look
from index.settings import RECENCY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.search.engine.matches import Matches
    from index.search.engine.snapshot import Snapshot
    from index.search.second_look import Texts

QUESTION = "which port has bought new cranes"
BODIES = [
    *(
        f"A port bought cranes: gantry {one}one lifts containers {one}two, {one}three, {one}four."
        for one in "abcdefghij"
    ),
    "Soup was bought for the day.",
    "A gantry was bought, with a way for containers.",
    *("Rain all day, and wind.", "Sun all day, and no wind.", "A lamp, and a book.") * 4,
]


def article(body: str, title: str = "", published: datetime | None = None) -> Article:
    return Article("x", title, body, published)


def found(snapshot: Snapshot, text: str, *, any_word: bool = True) -> Matches:
    tree = parse_query(text, any_word=any_word).tree
    assert tree is not None
    steps = own_steps(lambda _: np.zeros(0, np.int64))
    query = whoosh_query(tree)
    scoring = field_scoring(snapshot)
    return evaluate(query, snapshot, scoring, steps=steps, sizes=OWN_SIZES)


def looked(
    snapshot: Snapshot, text: str, texts: Texts | None = None, *, recency: float = 0.0
) -> dict[int, float]:
    """Return the score of each article by its number, the best first."""
    first = found(snapshot, text)
    second = second_look(first, parse_query(text, any_word=True), snapshot, texts, recency=recency)
    assert second.documents is first.documents
    numbers = snapshot.numbers[second.documents].tolist()
    scored = dict(zip(numbers, second.scores.tolist(), strict=True))
    return dict(sorted(scored.items(), key=lambda item: -item[1]))


def texts_of(articles: Sequence[Article], asked: list[int] | None = None) -> Texts:
    def texts(numbers: Sequence[int]) -> list[tuple[str, str]]:
        if asked is not None:
            asked.extend(numbers)
        return [(articles[one - 1].title, articles[one - 1].body) for one in numbers]

    return texts


@pytest.mark.parametrize("cuts", [(), (2, 4)])
def test_a_question_finds_the_same_and_lifts_what_says_the_same_in_other_words(
    tmp_path: Path, cuts: tuple[int, ...]
) -> None:
    articles = [article(body) for body in BODIES]
    snapshot = snapshot_of(tmp_path, articles, cuts=cuts)
    asked: list[int] = []
    once = looked(snapshot, QUESTION)
    again = looked(snapshot, QUESTION, texts_of(articles, asked))
    assert set(once) == set(again) == set(range(1, 13))
    assert list(once)[-2:] == [11, 12]
    assert list(again)[-2:] == [12, 11]
    assert asked == list(range(10, 0, -1))


def test_of_very_many_articles_the_rest_stay_behind_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [article(body) for body in BODIES]
    snapshot = snapshot_of(tmp_path, articles, cuts=(4,))
    monkeypatch.setattr("index.search.second_look.FEEDBACK_DEPTH", 10)
    again = looked(snapshot, QUESTION, texts_of(articles))
    assert set(again) == set(range(1, 13))
    assert list(again)[-2:] == [11, 12]
    assert min(again.values()) > 0


def test_without_texts_a_question_is_scored_by_bm25f_with_its_words_as_often_as_repeated(
    tmp_path: Path,
) -> None:
    articles = [article("port port sea", "port"), article("crane"), article("lamp " * 6)]
    snapshot = snapshot_of(tmp_path, articles)
    scores = looked(snapshot, "port, a port or crane")
    title, body = field_weight("title"), field_weight("body")
    length = 3 / (10 / 3)
    often = title.boost / (1 - title.b + title.b * 3) + 2 / (1 - body.b + body.b * length)
    rarity = math.log(1 + 2.5 / 1.5)
    assert scores[1] == pytest.approx(2 * rarity * often * (K1 + 1) / (often + K1), rel=1e-5)


def test_deleted_articles_are_neither_found_nor_read(tmp_path: Path) -> None:
    articles = [article(body) for body in BODIES]
    snapshot = snapshot_of(tmp_path, articles, cuts=(3,), gone={1})
    asked: list[int] = []
    assert 2 not in looked(snapshot, QUESTION, texts_of(articles, asked))
    assert 2 not in asked


@pytest.mark.parametrize(
    "text",
    ["port cranes", 'new "port" and cranes', "port OR new OR cranes OR sea", "title:a b c d"],
)
def test_short_queries_and_those_with_signs_read_no_article(tmp_path: Path, text: str) -> None:
    articles = [article(body) for body in BODIES]
    snapshot = snapshot_of(tmp_path, articles)
    asked: list[int] = []
    looked(snapshot, text, texts_of(articles, asked))
    assert not asked


def test_parentheses_are_signs_of_a_sentence(tmp_path: Path) -> None:
    articles = [article(body) for body in BODIES]
    snapshot = snapshot_of(tmp_path, articles)
    asked: list[int] = []
    looked(snapshot, "new cranes (of a port)", texts_of(articles, asked))
    assert asked


def test_words_of_a_short_query_that_stand_together_lift_an_article(tmp_path: Path) -> None:
    apart = "A free ride to a place that is far away from the old port"
    together = "A ride to a place that is far away from the old free port"
    filler = "Nothing here is about ships"
    for order in ([apart, together], [together, apart]):
        articles = [article(body) for body in (*order, filler, filler)]
        snapshot = snapshot_of(tmp_path / str(order[0] == apart), articles, cuts=(1,))
        scores = looked(snapshot, "free port")
        near, far = (order.index(one) + 1 for one in (together, apart))
        assert scores[near] > scores[far]
        plain = dict(zip((1, 2), found(snapshot, "free port").scores.tolist(), strict=True))
        assert scores[far] == pytest.approx(plain[far])
        assert scores[near] < 1.3 * plain[near]


def test_neighbours_in_a_title_lift_more_than_in_a_body(tmp_path: Path) -> None:
    texts = [("A free port", "Ships sail"), ("Ships sail", "A free port"), ("Rain", "Wind")]
    articles = [article(body, title) for title, body in texts * 2]
    snapshot = snapshot_of(tmp_path, articles)
    scores = looked(snapshot, "free port")
    plain = dict(zip((1, 2, 4, 5), found(snapshot, "free port").scores.tolist(), strict=True))
    gained = {number: scores[number] - plain[number] for number in scores}
    assert gained[1] == pytest.approx(gained[4])
    assert gained[1] > gained[2] > 0


def test_of_equal_articles_the_recent_one_is_first_unless_it_is_set_otherwise(
    tmp_path: Path,
) -> None:
    now = datetime.now(UTC)
    articles = [
        article("A port", published=now - timedelta(days=3650)),
        article("A port", published=now),
        article("A port"),
        article("A port", published=now + timedelta(days=36_500)),
    ]
    snapshot = snapshot_of(tmp_path, articles)
    even = looked(snapshot, "port")
    assert len(set(even.values())) == 1
    scores = looked(snapshot, "port", recency=RECENCY)
    assert scores[2] == pytest.approx(even[2] * (1 + RECENCY), rel=1e-3)
    assert scores[4] == pytest.approx(scores[2], rel=1e-3)
    assert scores[2] > scores[3] > scores[1]


def test_filters_alone_are_all_as_good(tmp_path: Path) -> None:
    snapshot = snapshot_of(
        tmp_path, [article("A port", published=datetime(2020, 1, 2, tzinfo=UTC))]
    )
    first = found(snapshot, "after:2019")
    assert second_look(first, parse_query("after:2019"), snapshot) is first


def test_a_search_that_is_no_longer_wanted_ends(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, [article(body) for body in BODIES])
    first = found(snapshot, QUESTION)
    with pytest.raises(SearchCancelledError):
        second_look(first, parse_query(QUESTION), snapshot, pause=_given_up())


def _given_up() -> Callable[[], None]:
    def pause() -> None:
        raise SearchCancelledError("given up")

    return pause
