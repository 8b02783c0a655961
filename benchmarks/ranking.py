"""How well Broadsheet ranks, beside stock Whoosh, SQLite FTS5 and tantivy, in one run.

PATH holds a folder for each collection of texts, questions and judgments in the SMART format, such
as Cranfield (``cran``) and CISI (``cisi``). Every program indexes the same texts and is asked the
same questions as they stand, any of whose words may be in an answer. Printed for each are the mean
average precision over all hits, the precision of the first ten, their discounted gain, and the
milliseconds a question took, as a table in Markdown. A text answers a question or does not: grades
are not told apart. Every collection is ranked with the same settings.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from rankers import RANKERS, lacking
from smart import collections_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from rankers import Ranker
    from smart import Collection

_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """How well one question was answered, each between 0 and 1, and how long it took in seconds."""

    average_precision: float
    precision: float
    gain: float
    seconds: float = 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="the folder of the collections")
    parser.add_argument("--questions", action="store_true", help="print each question, too")
    options = parser.parse_args()
    collections = collections_in(options.path) if options.path.is_dir() else []
    if not collections:
        parser.error(f"{options.path}: no collections; name a folder with cran/ and cisi/ in it")
    names = [name for name in RANKERS if not lacking(name)]
    for trouble in filter(None, map(lacking, RANKERS)):
        print(f"{trouble}\n")
    for collection in collections:
        measured = {name: _measure(name, collection) for name in names}
        print(table(collection, measured))
        if options.questions:
            print(questions_table(collection, measured))


def _measure(name: str, collection: Collection) -> dict[int, Measured]:
    with tempfile.TemporaryDirectory() as folder:
        ranker = RANKERS[name](Path(folder), collection.texts)
        return {number: _ask(ranker, collection, number) for number in collection.questions}


def _ask(ranker: Ranker, collection: Collection, number: int) -> Measured:
    begin = time.perf_counter()
    found = ranker.rank(collection.questions[number])
    seconds = time.perf_counter() - begin
    answers = collection.answers[number]
    return Measured(
        average_precision(found, answers), precision(found, answers), gain(found, answers), seconds
    )


def average_precision(found: Sequence[int], answers: AbstractSet[int]) -> float:
    """Return the mean of the precision at the place of each answer, nought for one not found."""
    hits, total = 0, 0.0
    for place, number in enumerate(found, 1):
        if number in answers:
            hits += 1
            total += hits / place
    return total / len(answers)


def precision(found: Sequence[int], answers: AbstractSet[int]) -> float:
    """Return which share of ten places holds an answer."""
    return sum(number in answers for number in found[:_SHOWN]) / _SHOWN


def gain(found: Sequence[int], answers: AbstractSet[int]) -> float:
    """Return the discounted gain of the first ten, as a share of the best there could be."""
    worth = [1 / math.log2(place + 1) for place in range(1, _SHOWN + 1)]
    there = sum(
        one for one, number in zip(worth, found[:_SHOWN], strict=False) if number in answers
    )
    return there / sum(worth[: len(answers)])


def table(collection: Collection, measured: dict[str, dict[int, Measured]]) -> str:
    """Return the table of one collection in Markdown."""
    texts, questions = len(collection.texts), len(collection.questions)
    lines = [
        f"**{collection.name}**: {texts:,} texts, {questions} questions\n",
        "| | MAP | P@10 | nDCG@10 | ms a question |",
        "|---|---|---|---|---|",
    ]
    for name, one in measured.items():
        answers = one.values()
        means = [
            statistics.fmean(answer.average_precision for answer in answers),
            statistics.fmean(answer.precision for answer in answers),
            statistics.fmean(answer.gain for answer in answers),
        ]
        milliseconds = 1000 * statistics.median(answer.seconds for answer in answers)
        figures = " | ".join(f"{mean:.3f}" for mean in means)
        lines.append(f"| {name} | {figures} | {milliseconds:.1f} |")
    return "\n".join(lines) + "\n"


def questions_table(collection: Collection, measured: dict[str, dict[int, Measured]]) -> str:
    """Return the average precision of every question with each program, in Markdown."""
    lines = [f"| | {' | '.join(measured)} |", "|---" * (len(measured) + 1) + "|"]
    for number in collection.questions:
        figures = [f"{one[number].average_precision:.3f}" for one in measured.values()]
        lines.append(f"| {number} | {' | '.join(figures)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
