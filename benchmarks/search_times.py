"""How long searches take: every program answers in a process of its own, turn about.

Nothing here knows how any program searches.
"""

from __future__ import annotations

import multiprocessing
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psutil
from peers import peer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

    from peers import Peer
    from search_queries import Question

    from index.article import Article

_OPENINGS: Final = 7
_PATIENCE: Final = 10.0
"""Seconds that a program may spend on one kind of question in one round."""


@dataclass(slots=True)
class Times:
    """Milliseconds of one program, for each question in order: the discarded round, the others."""

    first: list[float | None] = field(default_factory=list)
    rounds: list[list[float | None]] = field(default_factory=list)
    found: list[int] = field(default_factory=list)

    def of(self, at: int) -> list[float]:
        """Return all times of a question; the discarded one where it was too slow to repeat."""
        again = [one for times in self.rounds if (one := times[at]) is not None]
        first = self.first[at]
        return again or ([first] if first is not None else [])

    def middle(self, at: int) -> float | None:
        """Return the median time of a question."""
        times = self.of(at)
        return statistics.median(times) if times else None


class Searching:
    """A program that has an index open in a process of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        context = multiprocessing.get_context("spawn")
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, name, folder), daemon=True)
        self._process.start()
        there.close()

    def _call(self, *request: object) -> Any:
        try:
            self._pipe.send(request)
            return self._pipe.recv()
        except (EOFError, BrokenPipeError) as error:
            raise RuntimeError(f"{self._name}: searching failed, as said above") from error

    def openings(self, question: Question) -> tuple[float, float]:
        """Return milliseconds of opening, and of opening with a first answer; medians."""
        times: tuple[float, float] = self._call("openings", question)
        return times

    def ask(
        self, questions: Sequence[Question], *, processor: bool = False
    ) -> list[tuple[float, int] | None]:
        """Return milliseconds and number of hits for each; None for no answer, or none in time.

        The milliseconds are those of all threads on a processor where ``processor`` is wanted.
        """
        answers: list[tuple[float, int] | None] = self._call("ask", list(questions), processor)
        return answers

    def add(self, number: int, article: Article, question: Question) -> float:
        """Return milliseconds from giving an article to finding it with ``question``."""
        return float(self._call("add", number, article, question))

    def memory(self) -> dict[str, float]:
        """Return bytes: what is in no file, what no other process uses, and all that is resident.

        Pages of the index, where it is mapped, are not among the first.
        """
        memory = psutil.Process(self._process.pid).memory_full_info()
        private = memory.rss - getattr(memory, "shared", 0)
        return {"private": private, "unshared": memory.uss, "resident": memory.rss}

    def close(self) -> None:
        """End the process."""
        with suppress(BrokenPipeError):
            self._pipe.send(("end",))
        self._process.join()


def _serve(pipe: Connection, name: str, folder: Path) -> None:
    program = peer(name)
    program.open(folder)
    while (request := pipe.recv())[0] != "end":
        pipe.send(_CALLS[request[0]](program, folder, *request[1:]))


def _openings(program: Peer, folder: Path, question: Question) -> tuple[float, float]:
    opened, answered = [], []
    for _ in range(_OPENINGS):
        started = time.perf_counter()
        program.open(folder)
        opened.append(time.perf_counter() - started)
        program.search(question)
        answered.append(time.perf_counter() - started)
    return statistics.median(opened) * 1000, statistics.median(answered) * 1000


def _ask(
    program: Peer, _folder: Path, questions: Sequence[Question], processor: bool
) -> list[tuple[float, int] | None]:
    clock = time.process_time if processor else time.perf_counter
    spent: defaultdict[str, float] = defaultdict(float)
    answers: list[tuple[float, int] | None] = []
    if ready := next((one for one in reversed(questions) if program.can(one)), None):
        program.search(ready)  # others had the processor, and its caches, in between
    for question in questions:
        if not program.can(question) or spent[question.kind] > _PATIENCE:
            answers.append(None)
            continue
        started = clock()
        found = program.search(question)
        seconds = clock() - started
        spent[question.kind] += seconds
        answers.append((seconds * 1000, len(found)))
    return answers


def _add(program: Peer, _folder: Path, number: int, article: Article, question: Question) -> float:
    started = time.perf_counter()
    program.add(number, article)
    found = program.search(question)
    seconds = time.perf_counter() - started
    if [one for one, _ in found] != [number]:
        raise RuntimeError(f"article {number} was added and is not found")
    return seconds * 1000


_CALLS: Final[dict[str, Any]] = {"openings": _openings, "ask": _ask, "add": _add}


def time_mix(
    programs: dict[str, Searching],
    questions: Sequence[Question],
    rounds: int,
    *,
    processor: bool = False,
) -> dict[str, Times]:
    """Return the times of each program, asked turn about; who begins changes with each round."""
    names = list(programs)
    times = {name: Times() for name in names}
    for count in range(rounds + 1):
        for at in range(len(names)):
            name = names[(at + count) % len(names)]
            known = times[name]
            wanted = _worth_repeating(known, questions)
            asked = programs[name].ask([questions[i] for i in wanted], processor=processor)
            answers = dict(zip(wanted, asked, strict=True))
            spans = [
                answer[0] if (answer := answers.get(i)) else None for i in range(len(questions))
            ]
            if count:
                known.rounds.append(spans)
            else:
                known.first = spans
                known.found = [answer[1] if (answer := answers[i]) else 0 for i in answers]
    return times


def _worth_repeating(known: Times, questions: Sequence[Question]) -> list[int]:
    """Return the places of the questions to ask: all at first, then those that are not too slow."""
    if not known.first:
        return list(range(len(questions)))
    slow = _PATIENCE * 1000 / 20
    return [at for at, first in enumerate(known.first) if first is not None and first < slow]


def fresh_start(name: str, folder: Path, question: Question, runs: int = _OPENINGS) -> float:
    """Return milliseconds from starting Python to a first answer, imports and all; the median."""
    word = question.words[0]
    command = [sys.executable, __file__, name, str(folder), word]
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def main() -> None:
    """Open an index, answer one question and end."""
    from search_queries import Question

    name, folder, word = sys.argv[1:]
    program = peer(name)
    program.open(Path(folder))
    program.search(Question("word", words=(word,)))


if __name__ == "__main__":
    main()
