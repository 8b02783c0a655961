"""Related articles: what is near, what is the same story, and what is neither."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_index import snapshot_of
from stories import story

from index.search.related import related
from index.search.same_story import Tellings, stories
from index.search.telling_words import doc_frequencies

if TYPE_CHECKING:
    from pathlib import Path

    from index.article import Article
    from index.hints import Related
    from index.search.engine.snapshot import Snapshot

_MATTERS = {
    "port": "harbour freight crane container dockers quay vessel customs cargo berth shipping",
    "wind": "turbine wind blade megawatt offshore grid rotor generator substation cable energy",
    "film": "actor director premiere festival scene camera screenplay audience studio award drama",
    "rain": "flood river dyke rainfall reservoir evacuation village rescue storm level warning",
}
_EVERYDAY = "city year people officials new report said week plan work group time local day home"


def _body(matter: str, seed: int, words: int = 60) -> str:
    chance = random.Random(seed)
    mixed = [
        chance.choice((_MATTERS[matter] if chance.random() < 0.4 else _EVERYDAY).split())
        for _ in range(words)
    ]
    return " ".join(mixed)


def _articles() -> list[Article]:
    """Return six articles on each matter; numbers 7 and 8 tell the story of number 1."""
    articles = [
        story(place, title=f"{matter} story {place}", body=_body(matter, place))
        for place, matter in enumerate(list(_MATTERS) * 6)
    ]
    first = articles[0]
    articles[6] = story(6, title="Port elsewhere", body=first.body, site="other.example")
    articles[7] = story(7, title=first.title, body=f"{first.body} Added by the other site.")
    return articles


def _related(snapshot: Snapshot, articles: list[Article], number: int, most: int = 10) -> Related:
    one = articles[number - 1]
    return related(snapshot, number, one.title, one.body, one.language, most)


@pytest.mark.parametrize("cuts", [(), (3, 11)])
def test_articles_on_the_same_matter_stand_first(tmp_path: Path, cuts: tuple[int, ...]) -> None:
    articles = _articles()
    snapshot = snapshot_of(tmp_path, articles, cuts=cuts)
    for number in (2, 3, 4, 13):
        found = [one.number for one in _related(snapshot, articles, number).articles[:3]]
        matters = {articles[other - 1].title.split()[0] for other in found}
        assert matters == {articles[number - 1].title.split()[0]}


def test_the_article_itself_and_its_story_are_told_apart(tmp_path: Path) -> None:
    articles = _articles()
    found = _related(snapshot_of(tmp_path, articles), articles, 1)
    assert set(found.same_story) == {7, 8}
    assert not {1, 7, 8} & {one.number for one in found.articles}


def test_a_story_of_several_sites_stands_once(tmp_path: Path) -> None:
    articles = _articles()
    for number in (5, 9, 13):
        found = _related(snapshot_of(tmp_path / str(number), articles), articles, number).articles
        (group,) = [one for one in found if one.number in (1, 7, 8)]
        assert {group.number, *group.others} == {1, 7, 8}


_WORDS = ("port", "rail", "sea", "wind", "rain", "dock")
_TEXTS = st.lists(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12),
    min_size=3,
    max_size=12,
)


@given(_TEXTS, st.sets(st.integers(0, 11), max_size=3))
def test_scores_are_those_of_a_sum_over_words(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], gone: set[int]
) -> None:
    """Recounted one document and one word at a time; the highest is that of the article itself."""
    articles = [
        story(at, title="", body=" ".join(text), captions=()) for at, text in enumerate(texts)
    ]
    gone = {at for at in gone if 0 < at < len(texts)}
    snapshot = snapshot_of(tmp_path_factory.mktemp("r"), articles, cuts=[2], gone=gone)
    found = related(snapshot, 1, "", articles[0].body, most=50)
    scores = _scores_one_by_one(texts)
    told = {one.number: one.score for one in found.articles}
    assert 1 not in told
    assert not {at + 1 for at in gone} & {*told, *found.same_story}
    for number, score in told.items():
        assert score == pytest.approx(scores[number - 1] / scores[0], rel=1e-4)
    assert list(told.values()) == sorted(told.values(), reverse=True)


def _scores_one_by_one(texts: list[list[str]]) -> list[float]:
    average = sum(map(len, texts)) / len(texts)
    scores = [0.0] * len(texts)
    words = set(texts[0])
    holders = {word: sum(word in text for text in texts) for word in words}
    words = {word for word in words if holders[word] > 1}
    for word in words:
        rest = len(texts) - holders[word] + 0.5
        often = texts[0].count(word)
        weight = math.log(1 + rest / (holders[word] + 0.5)) * often / (often + 1.2)
        for at, text in enumerate(texts):
            count = text.count(word)
            norm = 1.2 * (0.25 + 0.75 * len(text) / average)
            scores[at] += weight * count / (count + norm)
    return scores


def test_articles_of_another_language_stand_behind(tmp_path: Path) -> None:
    words = _MATTERS["port"].split()
    articles = [
        story(0, title="Given", body=" ".join(words)),
        story(1, title="Autre", body=" ".join(words[:6] * 2), language="fr"),
        story(2, title="Near", body=" ".join(words[5:] * 3)),
        *(story(at, title="Rest", body=_EVERYDAY) for at in range(3, 20)),
    ]
    snapshot = snapshot_of(tmp_path, articles)
    english = related(snapshot, 1, "Given", articles[0].body, "en").articles
    french = related(snapshot, 1, "Given", articles[0].body, "fr").articles
    assert [one.number for one in english] == [3, 2]
    assert [one.number for one in french] == [2, 3]


def test_nothing_is_related_to_an_article_without_telling_words(tmp_path: Path) -> None:
    articles = [story(at, title="the", body="of the and") for at in range(4)]
    snapshot = snapshot_of(tmp_path, articles)
    assert _related(snapshot, articles, 1).articles == ()
    assert related(snapshot_of(tmp_path / "empty", []), 1, "port", "port").articles == ()


def test_chinese_articles_are_related_by_pairs_of_characters(tmp_path: Path) -> None:
    bodies = [
        "临港新区举办招商推介会，签约项目十二个。",
        "招商推介会在临港新区举办，项目签约。",
        "电影节今天开幕，导演和演员出席。",
        *["天气预报：明天多云。"] * 12,
    ]
    articles = [story(at, title="", body=body, language="zh") for at, body in enumerate(bodies)]
    found = _related(snapshot_of(tmp_path, articles), articles, 1)
    assert {*found.same_story, *(one.number for one in found.articles)} == {2}


def test_one_title_every_day_is_not_one_story() -> None:
    titles = [b"news in brief"] * 3
    frequencies = np.array([[2, 3, 0, 0], [0, 0, 4, 1], [2, 3, 0, 1]])
    told = Tellings(titles, np.zeros(3), np.array([100, 100, 90]), frequencies, np.ones(4))
    assert stories(told) == [[0, 2], [1]]


def test_the_same_words_months_apart_are_two_stories() -> None:
    days, lengths = np.array([700_000, 700_002, 700_060, 0]), np.full(4, 50)
    told = Tellings([b""] * 4, days, lengths, np.full((4, 8), 2), np.ones(8))
    assert stories(told) == [[0, 1, 3], [2]]


def test_a_number_or_a_name_of_its_own_makes_a_report_another_story() -> None:
    frequencies = np.array([[1] * 6 + [3, 0], [1] * 6 + [0, 3], [1] * 6 + [3, 0]])
    told = Tellings([b""] * 3, np.zeros(3), np.full(3, 50), frequencies, np.ones(8))
    assert stories(told) == [[0, 2], [1]]


@given(
    st.lists(
        st.sampled_from([b"port", b"portal", b"portals of the north", b"sea", b"x"]), unique=True
    )
)
def test_frequencies_of_many_words_are_those_of_each(
    tmp_path_factory: pytest.TempPathFactory, terms: list[bytes]
) -> None:
    texts = ["port portal sea", "port portalling", "sea port portaln port"]
    articles = [story(at, title="", body=text) for at, text in enumerate(texts)]
    snapshot = snapshot_of(tmp_path_factory.mktemp("d"), articles, cuts=[1])
    found = doc_frequencies(snapshot, "body", terms).tolist()
    assert found == [snapshot.doc_frequency("body", term) for term in terms]
