"""How long a library takes to tell what it knows, and to answer what nobody should type.

Builds a library (of Reuters-21578 and Chinese daily news at the given paths, else of invented
text) or takes the one at ``--library``, and prints the times of what a reader sees beside a list:
counts, hits over time, completions, corrections, related articles, passages; then the slowest of
many odd queries. Everything goes through `index.library.Library`, as in the reader.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus import articles, texts

from index.article import Capture
from index.library import Library
from index.search.highlights import Matcher
from index.search.query import parse_query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LOG = logging.getLogger("telling")
_BATCH: Final = 500
_RUNS: Final = 7
_PAGE: Final = 50
_SHOWN: Final = 8

_MISTAKEN: Final = ("goverment", "sharehodlers", "stockexchange", "presidnet reagan", "qzxv")
_BEGUN: Final = ("gov", "trade agr", "section:a", "source:r", "lang:", "is:")
_ODD: Final = (
    "(" * 1000 + "port" + ")" * 1000,
    " ".join(f"w{at}" for at in range(1000)),
    " ".join(f"word{at}~" for at in range(100)),
    " OR ".join(["the", "of", "and", "to", "in", "a", "is", "for"] * 32),
    " OR ".join(f"word{at}" for at in range(128)),
    '"the of"', '"of the"~50', '"in the year of the"', " ".join(['"of the"'] * 60),
    "*a*", "*e* *a* *i* *o*", "*ing", "a*b*c*d*e*f*", "a?" * 300, "?" * 300, "*" * 5000,
    "a* b* c* d* e* f* g* h*", "in* re* co* st* pr* de* ex* un*", "the~", "company~2",
    'r"(a+)+$"', "[a-z]*", "\0port\0", "\ud800\udfff", "x" * 100_000, "招" * 5000, "招商" * 500,
    "-port", "NOT (port OR trade)", "is:unread", "date:1987", "sort:title", "sort:source trade",
    "what did the government say about the trade deficit with japan and the dollar",
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--reuters", type=Path)
    parser.add_argument("--chinese", type=Path)
    parser.add_argument("--library", type=Path, help="keep the library here, or use it")
    options = parser.parse_args()
    logging.basicConfig(format="%(message)s", level=logging.INFO, stream=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.library or Path(scratch) / "library"
        with closing(Library.open(folder)) as library:
            _fill(library, options)
            _print_times(library)
            _print_slowest(library)


def _fill(library: Library, options: argparse.Namespace) -> None:
    if library.count() == 0:
        _LOG.info("keeping %s articles", f"{options.articles:,}")
        stories = articles(texts(options.reuters, options.chinese), options.articles)
        while batch := list(itertools.islice(stories, _BATCH)):
            library.archive.keep(
                [(Capture(f"{number}.txt", b"%d" % number, ""), one) for number, one in batch]
            )
    library.catch_up()


def _print_times(library: Library) -> None:
    told = library.telling
    found = library.search("trade")
    print(f"{library.count():,} articles; “trade” finds {len(found):,}. Medians (slowest), ms\n")
    print("| | | |\n|---|--:|--:|")
    some = found.numbers[:_PAGE]
    _row("counts of what was found, all kinds", [lambda: told.facets(found.numbers)])
    _row("hits over time", [lambda: told.timeline(found.numbers)])
    _row("one completion", [_call(told.complete, one, len(one)) for one in _BEGUN])
    _row("one correction", [_call(told.suggest, one) for one in _MISTAKEN])
    _row("related articles", [_call(told.related, number) for number in some[:20]])
    _row("fifty passages, texts read", [lambda: [found.snippet(number) for number in some]])
    bodies = [library.article(number).body for number in some]
    matcher = Matcher(parse_query(found.text))
    _row("fifty passages of texts at hand", [lambda: [matcher.snippet(one) for one in bodies]])


def _call(tell: Callable[..., object], *given: object) -> Callable[[], object]:
    return lambda: tell(*given)


def _row(name: str, calls: Sequence[Callable[[], object]]) -> None:
    for call in calls:
        call()
    taken = [_timed(call) for _ in range(_RUNS) for call in calls]
    print(f"| {name} | {statistics.median(taken):.2f} | ({max(taken):.2f}) |", flush=True)


def _print_slowest(library: Library) -> None:
    slowest: list[tuple[float, str]] = []
    for text, unfinished in itertools.product(_ODD, (False, True)):
        first = _timed(_searching(library, text, unfinished=unfinished))
        slowest.append((first, f"{text[:40]!r}{' (being typed)' if unfinished else ''}"))
    slowest.sort(reverse=True)
    print(f"\nOdd queries, each asked once, first list of {_PAGE} read; the slowest, ms\n")
    print("| | |\n|---|--:|")
    for taken, text in slowest[:_SHOWN]:
        print(f"| {text} | {taken:.0f} |")
    print(
        f"| the median of all {len(slowest)} | {statistics.median(one for one, _ in slowest):.1f} |"
    )


def _searching(library: Library, text: str, *, unfinished: bool) -> Callable[[], object]:
    return lambda: library.search(text, unfinished=unfinished).window(0, _PAGE)


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
