"""Did-you-mean: what is corrected, into what, and what of a query stays as it was typed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_index import snapshot_of
from stories import story

from index.search.adjacency import neighbours
from index.search.query import parse_query
from index.search.suggestions import Suggestions
from index.search.surface import SurfaceWords, WordList
from index.search.typed_words import typed_words

if TYPE_CHECKING:
    from index.hints import Suggestion

_BODIES = (
    "Freight through the free trade port rose. Freight trains carry freight.",
    "The policies of the free trade zone attract investment; policies change.",
    "A greenhouse stands near the port. Investment in policies, freight, freight.",
    "São Paulo and Munich sign; the Policies say so. 临港新区举办招商推介会。",
)
_SOURCES = WordList.of({"harbour": 3, "daily": 3})


@pytest.fixture(scope="module")
def suggestions(tmp_path_factory: pytest.TempPathFactory) -> Suggestions:
    articles = [story(at, title="Notice", body=body) for at, body in enumerate(_BODIES)]
    snapshot = snapshot_of(tmp_path_factory.mktemp("suggest") / "s", articles, cuts=[2])
    values = {"source": SurfaceWords([_SOURCES])}
    return Suggestions(snapshot, SurfaceWords.of(snapshot), values, ["ports", "rail"])


def _suggest(suggestions: Suggestions, text: str, **options: bool) -> Suggestion | None:
    return suggestions.suggest(parse_query(text), **options)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("frieght", "freight"),  # two letters swapped
        ("fright", "freight"),  # one left out
        ("polisies", "policies"),  # a word is shown, where the index keeps a stem
        ("investmnet", "investment"),
        ("freetrade", "free trade"),  # run together
        ("green house", "greenhouse"),  # parted
        ("Frieght FRIEGHT", "Freight FREIGHT"),
        ("sao pualo", "sao paulo"),
        ("port frieght -rail title:notcie", "port freight -rail title:notice"),
        (
            '(frieght OR port) AND "free tarde"',
            '(freight OR port) AND "free trade"',
        ),
        ("frieght sort:newest date:2020", "freight sort:newest date:2020"),
        ("source:harbuor frieght", "source:harbour freight"),
        ("frieght prot*", "freight prot*"),
        ("招商 frieght", "招商 freight"),
        ("-frieght polisies frieght", "-frieght policies freight"),
        ("teh port", "the port"),
        ("po rt frieght", "po rt freight"),
        ("greenhouze", "greenhouse"),
        ("is:unred port", "is:unread port"),  # a value that there is, not a word of the articles
        ("port has:noet", "port has:note"),
        ("sort:newst port", "sort:newest port"),
        ("lang:chinse", "lang:chinese"),
        ("-date:yesteday", "-date:yesterday"),
        ("after:novmber frieght", "after:november freight"),
        ("tag:prots", "tag:ports"),
        ("frieght 2020-11 -2019-05", "freight date:2020-11 -2019-05"),
        ("(2020-11-03 OR port)", "(date:2020-11-03 OR port)"),
    ],
)
def test_words_are_corrected_and_all_else_stays(
    suggestions: Suggestions, typed: str, meant: str
) -> None:
    found = _suggest(suggestions, typed)
    assert found is not None
    assert found.text == meant


@pytest.mark.parametrize(
    "typed",
    ["", "freight", "free trade", "qqqqqqqq", "xz", "2019", "招商引资", "-frieght", "frieght~",
     "NOT frieght", "x" * 5000, "lang:zh", "*", '"', "free port",
     "prt:port", "lang:klingon", "sort:oldest", "is:read", "date:2020-13", "tag:ports",
     "title:", "body", "author:frieght", "POTR", "tor", "zone:port",
     '"in 2020-11 now"', "2020-13", "date:2020-11", "x2020-11"],
)  # fmt: skip
def test_what_is_known_or_like_nothing_is_left_alone(suggestions: Suggestions, typed: str) -> None:
    assert _suggest(suggestions, typed) is None


def test_the_changed_words_are_told_as_spans(suggestions: Suggestions) -> None:
    found = _suggest(suggestions, "port frieght and polisies")
    assert found is not None
    assert [found.text[start:end] for start, end in found.spans] == ["freight", "policies"]


def test_every_place_of_a_wrong_word_is_corrected(suggestions: Suggestions) -> None:
    found = _suggest(suggestions, "frieght OR title:frieght")
    assert found is not None
    assert found.text == "freight OR title:freight"


def test_a_rare_word_is_corrected_into_a_frequent_one_only_when_nothing_was_found(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    bodies = ["freight " * 500, "fright"]
    articles = [story(at, title="Notice", body=body) for at, body in enumerate(bodies)]
    snapshot = snapshot_of(tmp_path_factory.mktemp("rare") / "s", articles)
    rare = Suggestions(snapshot, SurfaceWords.of(snapshot))
    found = _suggest(rare, "fright")
    assert found is not None
    assert found.text == "freight"
    assert _suggest(rare, "fright", found_nothing=False) is None


def test_of_near_words_the_most_frequent_is_meant(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    articles = [story(0, title="Notice", body="prate port port port part")]
    snapshot = snapshot_of(tmp_path_factory.mktemp("often") / "s", articles)
    found = _suggest(Suggestions(snapshot, SurfaceWords.of(snapshot)), "prt")
    assert found is not None
    assert found.text == "port"


def test_of_near_words_the_one_that_stands_beside_its_neighbours_is_meant(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    articles = [story(0, title="Notice", body="day day day day. The harbour daily. Daily post.")]
    snapshot = snapshot_of(tmp_path_factory.mktemp("beside") / "s", articles)
    texts = {
        typed: found.text
        for typed in ("daly", "harbour daly", "daly post", "daly OR post")
        if (found := _suggest(Suggestions(snapshot, SurfaceWords.of(snapshot)), typed))
    }
    assert texts == {
        "daly": "day",
        "harbour daly": "harbour daily",
        "daly post": "daily post",
        "daly OR post": "day OR post",
    }


def test_no_word_becomes_an_operator(tmp_path_factory: pytest.TempPathFactory) -> None:
    articles = [story(0, title="Notice", body="not not and and or or")]
    snapshot = snapshot_of(tmp_path_factory.mktemp("not") / "s", articles)
    found = _suggest(Suggestions(snapshot, SurfaceWords.of(snapshot)), "port NTO ONT Nto")
    assert found is None or not {"NOT", "AND", "OR"} & set(found.text.split())


def test_a_word_is_parted_as_the_articles_have_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    articles = [story(0, title="Notice", body="COVID-19 and e-commerce, COVID-19 and e-commerce")]
    snapshot = snapshot_of(tmp_path_factory.mktemp("parted") / "s", articles)
    suggestions = Suggestions(snapshot, SurfaceWords.of(snapshot))
    for typed, meant in (("covid19", "covid-19"), ("ecommerce", "e-commerce")):
        found = _suggest(suggestions, typed)
        assert found is not None
        assert found.text == meant


def test_nobody_is_offered_a_small_word_for_a_short_or_missing_one(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    articles = [story(0, title="Notice", body="to to the the why why for for can can join join")]
    snapshot = snapshot_of(tmp_path_factory.mktemp("small") / "s", articles)
    suggestions = Suggestions(snapshot, SurfaceWords.of(snapshot))
    for typed in ("wto", "WTO", "WHY?", "foo", "cann", "author:john"):
        assert _suggest(suggestions, typed) is None


@given(st.text(st.sampled_from('frieghtpo -"():*~ORANDNOT招商'), max_size=40) | st.text())
def test_nothing_typed_raises_and_a_suggestion_says_something_else(
    suggestions: Suggestions, text: str
) -> None:
    found = _suggest(suggestions, text)
    if found is not None:
        assert found.text != text
        assert all(0 <= start < end <= len(found.text) for start, end in found.spans)


@given(st.text(st.sampled_from("ab cd:()\"'-.é"), max_size=40))
def test_typed_words_stand_where_they_say(text: str) -> None:
    words = typed_words(parse_query(text))
    assert all(word.end <= after.start for word, after in itertools.pairwise(words))
    for word in words:
        assert word.start < word.end <= len(text)


@given(
    st.lists(
        st.lists(st.sampled_from(["port", "rail", "free"]), max_size=8), min_size=1, max_size=4
    ),
    st.sampled_from(["port", "rail", "free"]),
    st.sampled_from(["port", "rail", "sea"]),
)
def test_neighbours_are_counted_over_all_segments(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], first: str, second: str
) -> None:
    articles = [story(at, title="", body=" ".join(text)) for at, text in enumerate(texts)]
    snapshot = snapshot_of(tmp_path_factory.mktemp("n"), articles, cuts=[1, 2])
    pairs = [pair for text in texts for pair in itertools.pairwise(text)]
    assert neighbours(snapshot, first, second) == pairs.count((first, second))
    assert neighbours(snapshot, first, second, most=1) <= pairs.count((first, second))
