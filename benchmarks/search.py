"""Broadsheet's search beside SQLite FTS5, tantivy and stock Whoosh, in one run.

Builds a corpus (of Reuters-21578 and Chinese daily news at the given paths, else of invented
text), lets every program index it and answer the same mix of queries, and prints tables in
Markdown: building, opening and memory, times of each kind of query, one new article, and with
``--sizes`` how times grow. Each program has its own process; they take turns, so that a busy
moment of the machine falls on all. Every answer is the best fifty with numbers and scores; the
first round is discarded. Times are milliseconds; compare ratios, not times of different runs.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1]))

import psutil
from corpus import articles, read_corpus, text_bytes, texts, write_corpus
from peers import NAMES, TITLES, lacking
from search_build import Built, build
from search_queries import Question, mix
from search_tables import (
    Measured,
    building_table,
    growth_table,
    kinds_table,
    new_article_table,
    opening_table,
    summary,
)
from search_times import Searching, fresh_start, time_mix

if TYPE_CHECKING:
    from argparse import Namespace

    from index.article import Article

_NEW_ARTICLES: Final = 20
_LOG = logging.getLogger("search")


def main() -> None:
    """Measure and print."""
    options = _options()
    logging.basicConfig(format="%(message)s", level=logging.INFO, stream=sys.stderr)
    names = []
    for name in options.peers.split(","):
        if trouble := lacking(name):
            print(f"{trouble}\n")
        else:
            names.append(name)
    print(f"{_machine(names)}\n")
    sizes = [int(size) for size in options.sizes.split(",")] if options.sizes else []
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        corpus = _corpus(folder, options, max([options.articles, *sizes]))
        if sizes:
            growing = [_measure(folder, corpus, size, names, options) for size in sizes]
            print(growth_table(growing))
            for one in growing:
                print(f"\n{one.articles:,} articles\n\n{kinds_table(one)}\n\n{summary(one)}")
        else:
            growing = [_measure(folder, corpus, options.articles, names, options)]
            _print_all(growing[0])
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in growing], default=str))


def _options() -> Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--sizes", default="", help="10000,100000: how times grow with these")
    parser.add_argument("--reuters", type=Path, help="reuters21578.tar.gz, or a folder of it")
    parser.add_argument("--chinese", type=Path, help="a folder of Chinese news as Markdown")
    parser.add_argument("--peers", default=",".join(NAMES), help="who is measured")
    parser.add_argument("--whoosh", type=int, default=5_000, help="articles for stock Whoosh")
    parser.add_argument("--runs", type=int, default=5, help="rounds of the mix that count")
    parser.add_argument("--each", type=int, default=5, help="queries of each kind")
    parser.add_argument(
        "--processor",
        action="store_true",
        help="time the mix by the processor and not by the clock: where others keep it busy",
    )
    parser.add_argument("--keep", type=Path, help="keep corpus and indexes here, and use them")
    parser.add_argument("--rebuild", default="", help="ours,fts5: build these anew all the same")
    parser.add_argument("--json", type=Path, help="write all figures here, too")
    options = parser.parse_args()
    if unknown := set(options.peers.split(",")) - set(NAMES):
        parser.error(f"--peers: {', '.join(sorted(unknown))}: choose from {', '.join(NAMES)}")
    return options


def _corpus(folder: Path, options: Namespace, count: int) -> Path:
    """Return the file of a corpus with at least ``count`` articles, written where it is not yet."""
    made_of = ("reuters" if options.reuters else "invented", "zh" if options.chinese else "han")
    for path in folder.glob(f"{'-'.join(made_of)}-*.jsonl"):
        if int(path.stem.rpartition("-")[2]) >= count:
            return path
    path = folder / f"{'-'.join(made_of)}-{count}.jsonl"
    _LOG.info("writing a corpus of %s articles", f"{count:,}")
    write_corpus(path, articles(texts(options.reuters, options.chinese), count))
    return path


def _measure(
    folder: Path, corpus: Path, count: int, names: list[str], options: Namespace
) -> Measured:
    measured = Measured(
        count, text_bytes(corpus, count), mix(corpus, options.each), processor=options.processor
    )
    made_of = corpus.stem.rpartition("-")[0]
    indexes = {}
    for name in names:
        amount = min(count, options.whoosh) if name == "whoosh" else count
        indexes[name] = folder / f"{made_of}-{name}-{amount}"
        measured.built[name] = _built(name, corpus, amount, indexes[name], options)
    with ExitStack() as stack:
        programs = {name: Searching(name, index) for name, index in indexes.items()}
        for program in programs.values():
            stack.callback(program.close)
        _time_searches(measured, programs, indexes, options)
    if not options.sizes:
        for name, index in indexes.items():
            measured.new[name] = _new_articles(name, index, corpus, measured.built[name].articles)
    return measured


def _built(name: str, corpus: Path, count: int, folder: Path, options: Namespace) -> Built:
    """Return what building took, or had taken where the index was kept."""
    note = folder.with_suffix(".json")
    if folder.exists() and note.exists() and name not in options.rebuild.split(","):
        return Built(**json.loads(note.read_text()))
    _LOG.info("%s: indexing %s articles", TITLES[name], f"{count:,}")
    built = build(name, corpus, count, folder)
    note.write_text(json.dumps(asdict(built)))
    return built


def _time_searches(
    measured: Measured,
    programs: dict[str, Searching],
    indexes: dict[str, Path],
    options: Namespace,
) -> None:
    word = next(one for one in measured.questions if one.kind == "word")
    for name, program in programs.items():
        opened, answered = program.openings(word)
        measured.opening[name] = {"open": opened, "answered": answered}
        if not options.sizes:
            measured.opening[name]["fresh"] = fresh_start(name, indexes[name], word)
    _LOG.info("asking %d questions %d times", len(measured.questions), options.runs + 1)
    measured.times = time_mix(
        programs, measured.questions, options.runs, processor=options.processor
    )
    for name, program in programs.items():
        measured.opening[name].update(program.memory())


def _new_articles(name: str, index: Path, corpus: Path, count: int) -> list[float]:
    """Return milliseconds until each of some new articles was found, in a copy of the index."""
    copy = index.with_name(f"{index.name}-grown")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(index, copy)
    program = Searching(name, copy)
    times = []
    for number, article in read_corpus(corpus, _NEW_ARTICLES):
        word = f"zq{'abcdefghij'[number % 10]}{'abcdefghij'[number // 10]}xv"
        new = _with_word(article, word)
        times.append(program.add(count + number, new, Question("word", words=(word,))))
    program.close()
    shutil.rmtree(copy)
    return times


def _with_word(article: Article, word: str) -> Article:
    return replace(article, body=f"{article.body}\n\nThen {word} came.")


def _machine(names: list[str]) -> str:
    """Return day, machine and versions in a line."""
    parts = [f"{datetime.now(UTC).date()}", f"{os.cpu_count()} processors", platform.system()]
    parts += [f"{psutil.virtual_memory().total / 2**30:.0f} GB"]
    parts += [f"Python {platform.python_version()}", f"numpy {version('numpy')}"]
    parts += [f"SQLite {sqlite3.sqlite_version}", f"Whoosh {version('whoosh3')}"]
    parts += [f"tantivy {version('tantivy')}"] if "tantivy" in names else []
    return ", ".join(parts)


def _print_all(measured: Measured) -> None:
    print(f"{measured.articles:,} articles, {measured.text / 1e6:,.0f} MB of text\n")
    for table in (building_table, opening_table, kinds_table, new_article_table, summary):
        print(f"{table(measured)}\n")


if __name__ == "__main__":
    main()
