"""Words of many texts at once are the words of each text for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from index.search.engine.analysis import GAP, WordStream
from index.search.engine.vocabulary import Vocabulary
from index.text.words import fold, is_unspaced, positions, sought_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_ODD = """U.S. u.s US IT it WHO who p.m. a.b.cd x.y. 1,200 12,3456 1,200.5 3.5 1.2.3 1.2a.b
 port's PORT’S ports' it's café cafe\u0301 ﬁne ｆｕｌｌ NAÏVE ß İstanbul R&D A-share COVID-19 5G
 临港新区 投资。招商 ｱｲｳ カ\u3099 ไทย กำ 서울 ﷺ क्या שָׁלוֹם a\u00adb 2020年11月 _x_ a_b.c
 , . ' ’s 's 's's \ud800 😀 http://a.b/c?d=e,f"""
_PARTS = (*_ODD.split(), "\u3000", "\x1c", "\u2028", "\u200b\u00ad")
_texts = st.lists(st.sampled_from(_PARTS) | st.text(max_size=4), max_size=12).flatmap(
    lambda parts: st.sampled_from([" ", "", "—", "\n"]).map(lambda between: between.join(parts))
)
_documents = st.lists(st.lists(_texts | st.text(), max_size=3), max_size=5)


def _expected(texts: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    end = -GAP
    for text in texts:
        there, end = positions(text, end + GAP)
        for term, places in there.items():
            found.setdefault(term, []).extend(places)
    return found


def _read(vocabulary: Vocabulary, documents: Sequence[Sequence[str]]) -> list[dict[str, list[int]]]:
    stream = WordStream(vocabulary)
    for document, texts in enumerate(documents):
        stream.add(document, texts)
    words, holders, places = stream.words()
    found: list[dict[str, list[int]]] = [{} for _ in documents]
    terms = vocabulary.terms_of(words)
    for term, holder, place in zip(terms, holders, places, strict=True):
        found[holder].setdefault(vocabulary.terms[term].decode(), []).append(int(place))
    assert (holders[1:] >= holders[:-1]).all()
    return found


@given(_documents)
def test_words_stand_where_they_stand_in_each_text(documents: list[list[str]]) -> None:
    found = _read(Vocabulary(), documents)
    assert found == [_expected(texts) for texts in documents]


@given(_documents, _documents)
def test_what_was_read_before_changes_nothing(
    before: list[list[str]], documents: list[list[str]]
) -> None:
    vocabulary = Vocabulary()
    _read(vocabulary, before)
    assert _read(vocabulary, documents) == _read(Vocabulary(), documents)


@given(_documents)
def test_words_are_counted_as_they_are_read(documents: list[list[str]]) -> None:
    vocabulary = Vocabulary()
    stream = WordStream(vocabulary)
    for document, texts in enumerate(documents):
        stream.add(document, texts)
    found = sorted(vocabulary.seen[one].decode() for one in vocabulary.seen_of(stream.words()[0]))
    seen = [
        fold(text[word.start : word.end])
        for texts in documents
        for text in texts
        for word in sought_words(text)
        if not is_unspaced(text[word.start])
    ]
    kept = [word for word in seen if 2 <= len(word) <= 32 and any(map(str.isalpha, word))]
    assert found == sorted(kept)


def test_a_value_can_be_a_term_as_it_is() -> None:
    vocabulary = Vocabulary()
    stream = WordStream(vocabulary)
    stream.add_whole(3, "zh-Hant, or so")
    words, documents, places = stream.words()
    assert vocabulary.terms[vocabulary.terms_of(words)[0]] == b"zh-Hant, or so"
    assert (documents.tolist(), places.tolist()) == ([3], [0])


def test_a_vocabulary_is_full_when_it_holds_as_much_as_it_may() -> None:
    vocabulary = Vocabulary(limit=10)
    stream = WordStream(vocabulary)
    stream.add(0, ["one two three"])
    assert not vocabulary.is_full()
    stream.add(1, ["four five six seven"])
    assert vocabulary.is_full()
