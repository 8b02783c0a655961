"""Many documents made segments, by child processes where that is worth while.

A child gets documents by the handful, and writes a whole segment file when it has a batch of
them; it hands back the file's name and a count, and the one writer takes the segment in. What was
handed to a child is kept until then: where a child dies, its documents are done here. Nothing
here knows what a document is about: a function that can be named prepares it.
"""

from __future__ import annotations

import itertools
import os
import pickle
from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from index.search.engine.merging import MergeStopped
from index.search.engine.segment_child import Child, signals_kept_from_children

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from index.search.engine.segment_child import Entry, Prepare
    from index.search.engine.segment_writer import ArrayWriter

WORTH: Final = 4_000
"""Documents from which on children are started."""

MOST_WORKERS: Final = 3
"""More would take more memory than building an index should."""

TOLD: Final = 500
"""Documents between two reports of how many are done."""

MUCH: Final = 16_000_000
"""Bytes of fewer documents that are worth children as well."""

_HANDFUL: Final = 25
_HANDFUL_BYTES: Final = 1_000_000
_AHEAD: Final = 16
_BYTES_AHEAD: Final = 8_000_000
_LOOK: Final = 0.1


def build_segments(
    writer: ArrayWriter,
    entries: Iterable[tuple[int, Any]],
    prepare: Prepare,
    progress: Callable[[int], None],
    stopped: Callable[[], bool],
    *,
    workers: int | None = None,
) -> int:
    """Add what ``entries`` hold to ``writer`` and return how many that were.

    ``prepare`` makes a document of a number and what belongs to it; it has to be importable.
    A number that comes again is added again, behind all others. ``workers`` is how many children
    there are, one a processor unless it is said. Raises what a document raises, and
    `index.search.engine.merging.MergeStopped` soon after ``stopped`` returns True.
    """
    again: dict[int, Any] = {}
    count = min(processors(), MOST_WORKERS) if workers is None else workers
    handfuls = _handfuls(_once(entries, again), packed=count > 1)
    with Crew(writer, prepare, progress, stopped) as crew:
        first = _first(handfuls) if count > 1 else []
        if _are_worth_children(first):
            crew.start(count)
        every = itertools.chain(first, handfuls)
        del first
        for handful in every:
            crew.do(handful)
        crew.finish()
        writer.flush()
        crew.do_here(list(again.items()))
        writer.flush()
        progress(crew.taken)
        return crew.taken


class Handful(NamedTuple):
    """A few documents, and the same packed for a child where there may be one."""

    entries: Sequence[Entry]
    packed: bytes


class Crew:
    """The children of one build; none are left when it is closed."""

    def __init__(
        self,
        writer: ArrayWriter,
        prepare: Prepare,
        progress: Callable[[int], None],
        stopped: Callable[[], bool],
    ) -> None:
        self.taken = 0
        """How many documents have been added, here or by a child."""
        self._told = 0
        self._writer = writer
        self._prepare = prepare
        self._progress = progress
        self._stopped = stopped
        self._children: list[Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for child in self._children:
            child.end()

    def start(self, count: int) -> None:
        """Start children; where none can be started, all is done here."""
        writer = self._writer
        # Two may have a whole batch each in memory; more share that.
        words = writer.limit * 2 // max(count, 2)
        with suppress(OSError, ValueError, AssertionError), signals_kept_from_children():
            for _ in range(count):
                child = Child(writer.folder, writer.indexname)
                child.start(writer.layout, self._prepare, words)
                self._children.append(child)

    def do(self, handful: Handful) -> None:
        """Have a handful of documents added, by a child that is free or here."""
        while self._children:
            self._look()
            child = min(self._children, key=lambda one: one.ahead)
            if child.ahead < _AHEAD and child.bytes_ahead < _BYTES_AHEAD:
                self._hand(child, handful.packed, len(handful.entries))
                return
            self._listen()
        self.do_here(handful.entries)

    def do_here(self, entries: Sequence[Entry]) -> None:
        """Add documents in this process."""
        for number, one in entries:
            self._look()
            self._writer.add_document(**self._prepare(number, one))
        self._count(len(entries))

    def finish(self) -> None:
        """Have everything written that was handed out."""
        for child in list(self._children):
            self._hand(child, b"", 0)
        while any(child.held for child in self._children):
            self._look()
            self._listen()

    def _look(self) -> None:
        if self._stopped():
            raise MergeStopped

    def _count(self, taken: int) -> None:
        self.taken += taken
        if self.taken >= self._told + TOLD:
            self._told = self.taken
            self._progress(self.taken)

    def _hand(self, child: Child, packed: bytes, count: int) -> None:
        try:
            child.give(packed, count)
        except OSError:
            self._lose(child)

    def _listen(self) -> None:
        """Hear what children report, if it is not long in coming."""
        heard = wait([child.connection for child in self._children], timeout=_LOOK)
        for child in [one for one in self._children if one.connection in heard]:
            try:
                taken, name, count = child.hear()
            except (EOFError, OSError, MemoryError):
                self._lose(child)
                continue
            self._count(taken)
            if name:
                self._writer.adopt(name, count)

    def _lose(self, child: Child) -> None:
        """Do here what a child that is dead had been given and did not write."""
        self._children.remove(child)
        child.end()
        for place, (packed, count) in enumerate(child.held):
            if place < child.taken:
                self.taken -= count
            if packed:
                self.do_here(pickle.loads(packed))  # noqa: S301  # packed in this process


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _handfuls(entries: Iterator[Entry], *, packed: bool) -> Iterator[Handful]:
    """Yield entries by the handful; large ones make small handfuls, so that few are in memory."""
    size = 1
    while some := list(itertools.islice(entries, size)):
        handful = Handful(some, pickle.dumps(some, pickle.HIGHEST_PROTOCOL) if packed else b"")
        known = max(len(handful.packed), 1)
        size = min(max(_HANDFUL_BYTES * len(some) // known, 1), _HANDFUL)
        del some
        yield handful


def _first(handfuls: Iterator[Handful]) -> list[Handful]:
    """Return the first handfuls, as many as tell whether they are worth children."""
    first: list[Handful] = []
    while not _are_worth_children(first):
        handful = next(handfuls, None)
        if handful is None:
            break
        first.append(handful)
    return first


def _are_worth_children(handfuls: Sequence[Handful]) -> bool:
    count = sum(len(one.entries) for one in handfuls)
    return count >= WORTH or sum(len(one.packed) for one in handfuls) >= MUCH


def _once(entries: Iterable[Entry], again: dict[int, Any]) -> Iterator[Entry]:
    """Yield entries whose numbers were not met before; the others are put into ``again``."""
    # One bit a number, by the block: numbers are dense, and there may be millions.
    met: dict[int, bytearray] = {}
    for number, one in entries:
        block = met.get(number >> 16)
        if block is None:
            block = met[number >> 16] = bytearray(1 << 13)
        at, bit = number >> 3 & 0x1FFF, 1 << (number & 7)
        if block[at] & bit:
            again[number] = one
        else:
            block[at] |= bit
            yield number, one
