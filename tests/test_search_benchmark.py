"""The search benchmark: its corpus, its mix of queries, and that all programs agree.

Nothing is timed here, and none but invented texts are read.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
import tracemalloc
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import corpus
import search_queries
from corpus_texts import Texts, invented_word, reuters
from peers import NAMES, lacking, peer
from search_queries import KINDS, Question, mix
from search_tables import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.article import Article

_BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
_WORD = re.compile(r"\w+")

_STORY = """<REUTERS NEWID="1"><DATE> 9-MAR-1987</DATE><TOPICS><D>ship</D></TOPICS>
<PLACES><D>south-korea</D></PLACES><TEXT><TITLE>HARBOUR GROWS</TITLE><BODY>The harbour of
Invented grew by 120 ships &lt;last> year. Captain Someone said it would grow again in spring.
 REUTER
</BODY></TEXT></REUTERS>
<REUTERS NEWID="2"><TEXT><TITLE>NO BODY</TITLE></TEXT></REUTERS>
"""


@pytest.fixture(scope="module")
def source() -> Texts:
    """Return stories of invented words."""
    return corpus.texts(None, None)


def test_a_corpus_is_the_same_again_and_its_beginning_does_not_depend_on_its_size(
    source: Texts,
) -> None:
    some = list(corpus.articles(source, 30))
    assert list(itertools.islice(corpus.articles(source, 1_000_000), 30)) == some
    assert [number for number, _ in some] == list(range(1, 31))
    assert list(corpus.articles(source, 30, seed=2)) != some


def test_a_corpus_is_a_stream(source: Texts) -> None:
    """The first of a billion articles comes at once, and none is kept when it has been read."""
    stream = corpus.articles(source, 10**9)
    assert next(stream)[0] == 1
    tracemalloc.start()
    try:
        for _ in itertools.islice(stream, 300):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 400_000


def test_articles_are_as_long_as_news_and_no_two_are_alike(source: Texts) -> None:
    english = [one for _, one in corpus.articles(source, 300) if one.language == "en"]
    lengths = [len(_WORD.findall(one.body)) for one in english]
    assert 300 < sum(lengths) / len(lengths) < 450
    assert len({one.body for one in english}) == len(english)
    assert len({one.title for one in english}) == len(english)


def test_the_vocabulary_never_comes_to_an_end(source: Texts) -> None:
    """The second half of a corpus brings many words that the first half has not."""
    halves: list[set[str]] = [set(), set()]
    for number, article in corpus.articles(source, 600):
        halves[number > 300].update(_WORD.findall(article.body.lower()))
    assert len(halves[1] - halves[0]) > len(halves[0]) / 10


def test_some_articles_are_chinese(source: Texts) -> None:
    chinese = [one for _, one in corpus.articles(source, 500) if one.language == "zh"]
    assert 2 <= len(chinese) <= 30
    assert all(re.search("[\u4e00-\u9fff]{10}", one.body) for one in chinese)


def test_a_written_corpus_is_read_as_it_was(source: Texts, tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    corpus.write_corpus(path, corpus.articles(source, 40))
    assert list(corpus.read_corpus(path)) == list(corpus.articles(source, 40))
    assert len(list(corpus.read_corpus(path, 7))) == 7
    assert corpus.text_bytes(path, 2) == sum(
        len((one.title + one.body).encode()) for _, one in corpus.articles(source, 2)
    )


def test_a_story_of_reuters_is_read_without_its_markup(tmp_path: Path) -> None:
    (tmp_path / "reut2-000.sgm").write_text(_STORY, encoding="latin-1")
    (story,) = reuters(tmp_path)
    assert (story.title, story.topic, story.place) == (("Harbour", "Grows"), "Ship", "South Korea")
    text = "".join(piece for sentence in story.sentences for piece in sentence.pieces)
    assert text.startswith("The harbour of Invented grew by 120 ships last year.")
    assert text.endswith("in spring.")


def test_a_folder_without_stories_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=re.escape(str(tmp_path))):
        corpus.texts(tmp_path, None)


def test_invented_words_differ() -> None:
    words = [invented_word(rank) for rank in range(5000)]
    assert len(set(words)) > 4990


@pytest.fixture(scope="module")
def written(source: Texts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a corpus of 400 articles."""
    path = tmp_path_factory.mktemp("written") / "corpus.jsonl"
    corpus.write_corpus(path, corpus.articles(source, 400))
    return path


def test_the_mix_has_many_kinds_and_is_drawn_the_same_again(written: Path) -> None:
    questions = mix(written, each=3)
    assert len(KINDS) >= 15
    assert [question.kind for question in questions] == [kind for kind in KINDS for _ in range(3)]
    assert mix(written, each=3) == questions
    assert mix(written, each=3, seed=2) != questions


def test_words_are_drawn_by_how_common_they_are(written: Path) -> None:
    bodies = [set(_WORD.findall(one.body.lower())) for _, one in corpus.read_corpus(written)]

    def found(kind: str) -> list[int]:
        asked = [one for one in mix(written) if one.kind == kind]
        return [sum(set(one.words) <= body for body in bodies) for one in asked]

    assert max(found("word")) < min(found("common word"))
    assert min(found("two words")) > 0


def test_a_growing_corpus_is_asked_the_same(
    source: Texts, written: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(search_queries, "SAMPLE", 200)
    path = tmp_path / "corpus.jsonl"
    corpus.write_corpus(path, corpus.articles(source, 220))
    assert mix(path, each=2) == mix(written, each=2)


_FIRST_DAY = 730_120

_FOUND = {
    Question("word", words=("harbour",)): 12,
    Question("two words", words=("harbour", "lantern")): 4,
    Question("either", words=("lantern", "landed"), any_word=True): 8,
    Question("without", words=("harbour",), without="lantern"): 8,
    Question("phrase", phrase=("copper", "mill")): 6,
    Question("prefix", prefix="lan"): 8,
    Question("fuzzy", fuzzy="lanterm"): 4,
    Question("days", words=("harbour",), days=(_FIRST_DAY, _FIRST_DAY + 4)): 5,
    Question("section", words=("harbour",), section="ports"): 6,
    Question("newest", words=("harbour",), newest=True): 12,
    Question("facets", words=("harbour",), facets=True): 2,
}


def _editions(article: Article) -> Iterator[tuple[int, Article]]:
    """Yield a dozen articles: a lantern in every third, something landed in every second."""
    for number in range(1, 13):
        body = "The harbour was full."
        body += " A lantern hung there." if number % 3 == 0 else ""
        body += " Gulls landed on a copper mill." if number % 2 == 0 else " One mill of copper."
        yield (
            number,
            replace(
                article,
                title=f"Edition {number}",
                body=body,
                published=datetime.fromordinal(_FIRST_DAY + number - 1).replace(tzinfo=UTC),
                sections=("Ports" if number % 2 else "Mills", "Coast"),
                language="en",
            ),
        )


@pytest.mark.parametrize("name", NAMES)
def test_every_program_finds_the_same_number_of_articles(
    name: str, source: Texts, tmp_path: Path
) -> None:
    if trouble := lacking(name):
        pytest.skip(trouble)
    _, article = next(corpus.articles(source, 1))
    with closing(peer(name)) as program:
        program.build(tmp_path / "index", _editions(article))
        program.open(tmp_path / "index")
        asked = {one: count for one, count in _FOUND.items() if program.can(one)}
        assert {one: len(program.search(one)) for one in asked} == asked
        program.add(13, replace(article, title="Heron", body="A heron stood in the harbour."))
        assert [number for number, _ in program.search(Question("new", words=("heron",)))] == [13]


def test_the_newest_come_first_and_counts_are_by_section(source: Texts, tmp_path: Path) -> None:
    """What is asked beside words: order by day, and sections with their counts."""
    _, article = next(corpus.articles(source, 1))
    for name in NAMES:
        program = peer(name) if not lacking(name) else None
        newest = Question("newest", words=("harbour",), newest=True)
        facets = Question("facets", words=("harbour",), facets=True)
        if program is None or not program.can(newest) or not program.can(facets):
            continue
        program.build(tmp_path / name, _editions(article))
        program.open(tmp_path / name)
        assert [number for number, _ in program.search(newest)] == list(range(12, 0, -1))
        assert dict(program.search(facets)) == {"Ports": 6, "Mills": 6}
        program.close()


def test_the_command_prints_all_tables_without_data_from_elsewhere(tmp_path: Path) -> None:
    """Also that indexes that were kept are used again, and that figures are written as JSON."""
    command = [
        *(sys.executable, str(_BENCHMARKS / "search.py"), "--articles", "60", "--peers"),
        *("ours,fts5", "--runs", "1", "--each", "1", "--keep", str(tmp_path / "kept")),
        *("--json", str(tmp_path / "figures.json")),
    ]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for title in ("| building |", "| opening |", "| ms: median", "| one new article", "- FTS5:"):
        assert title in printed
    for kind in KINDS:
        assert f"| {kind} |" in printed
    (figures,) = json.loads((tmp_path / "figures.json").read_text())
    assert figures["built"]["fts5"]["articles"] == 60
    assert figures["built"]["ours"]["private"] > 1_000_000
    growing = subprocess.run(
        [*command, "--sizes", "30,60", "--processor"], capture_output=True, text=True, check=True
    )
    for line in ("| 30 | Broadsheet |", "| 30 | FTS5 |", "| 60 | Broadsheet |", "| 60 | FTS5 |"):
        assert line in growing.stdout
    assert "indexing 60" not in growing.stderr
    assert "indexing 30" in growing.stderr


def test_the_95th_percentile_is_the_time_that_19_of_20_do_not_pass() -> None:
    assert late([float(one) for one in range(20, 0, -1)]) == 19.0
    assert late([7.0]) == 7.0
    assert late([]) is None
