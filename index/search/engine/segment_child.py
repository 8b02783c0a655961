"""A child process that turns documents into segment files, and what its parent knows of it.

It is started afresh, never by a fork, hears no Ctrl-C, and is gone when its parent is, whatever
ended that. Messages to it are documents by the handful, an empty one being the last; each is
answered by the segment that it filled, if it did. Files are written by the child alone; which of
them count is up to the parent.
"""

from __future__ import annotations

import itertools
import os
import pickle
import signal
import sys
import threading
from collections import deque
from contextlib import contextmanager, redirect_stderr, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.resource_tracker import ensure_running
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from index.search.engine.batch import Batch
from index.search.engine.codec import ArraySegment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path
    from typing import TypeAlias

    from index.search.engine.batch import Layout

    Entry: TypeAlias = tuple[int, Any]
    Prepare: TypeAlias = Callable[[int, Any], Mapping[str, object]]
    Answer: TypeAlias = tuple[str, int] | Exception | None


class Child:
    """One child, as its parent sees it."""

    def __init__(self, folder: Path, index_name: str) -> None:
        self.held: deque[tuple[bytes, int]] = deque()
        """What the child was given, packed, with a count, and has not written yet."""
        self.taken = 0
        """How many of these are in its batch by now."""
        self.bytes_ahead = 0
        """How long those are that are not."""
        self._folder = folder
        self._index_name = index_name
        self._name = str(ArraySegment(index_name).segid)
        self._segments = 0

    @property
    def ahead(self) -> int:
        """How many handfuls wait for the child."""
        return len(self.held) - self.taken

    def start(self, layout: Layout, prepare: Prepare, words: int) -> None:
        """Start it; raises OSError, and AssertionError in a process that may have no children."""
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        arguments = (theirs, layout, prepare, words, self._folder, self._index_name, self._name)
        self._process = context.Process(target=_run, args=arguments, daemon=True)
        try:
            self._process.start()
        finally:
            theirs.close()

    def give(self, packed: bytes, count: int) -> None:
        """Hand over ``count`` documents; raises OSError where the child is dead."""
        self.held.append((packed, count))
        self.bytes_ahead += len(packed)
        self.connection.send_bytes(packed)

    def hear(self) -> tuple[int, str, int]:
        """Return how many documents the child has taken, which segment it wrote, and its size.

        Without a segment the name is empty. Raises what a document raised in the child, and
        EOFError, OSError or MemoryError where the child is dead, cannot write or has no room.
        """
        answer: Answer = self.connection.recv()
        if isinstance(answer, Exception):
            raise answer
        packed, taken = self.held[self.taken]
        self.taken += 1
        self.bytes_ahead -= len(packed)
        if not packed or answer:
            for _ in range(self.taken):
                self.held.popleft()
            self.taken = 0
        if not answer:
            return taken, "", 0
        self._segments += 1
        return taken, *answer

    def end(self) -> None:
        """End it at once; no unfinished file of it stays."""
        self._process.kill()
        self._process.join()
        self.connection.close()
        # What it wrote and did not tell of, or nobody heard.
        for number in itertools.count(self._segments):
            name = _segment_name(self._name, number)
            path = self._folder / ArraySegment(self._index_name, segid=name).file_name()
            if not path.exists():
                break
            path.unlink()


def _run(
    connection: Connection,
    layout: Layout,
    prepare: Prepare,
    words: int,
    folder: Path,
    index_name: str,
    name: str,
) -> None:
    """Do the child's work."""
    # Read at once, so that the parent never waits to hand over while a segment is written.
    inbox: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_die_with_parent, daemon=True).start()
    threading.Thread(target=_receive, args=(connection, inbox), daemon=True).start()
    batch = Batch(layout)
    segments = 0
    packed = b"more"
    with suppress(OSError):
        while packed:
            packed = inbox.get()
            answer: Answer = None
            try:
                _add(batch, prepare, packed)
                if len(batch) and (batch.words >= words or not packed):
                    segment = ArraySegment(index_name, segid=_segment_name(name, segments))
                    answer = segment.segid, batch.write(folder / segment.file_name())
                    segments += 1
            except Exception as error:  # noqa: BLE001  # the parent raises it
                answer = _sendable(error)
            connection.send(answer)


def _receive(connection: Connection, inbox: SimpleQueue[bytes]) -> None:
    packed = b"more"
    while packed:
        try:
            packed = connection.recv_bytes()
        except (EOFError, OSError):
            os._exit(1)
        inbox.put(packed)


def _add(batch: Batch, prepare: Prepare, packed: bytes) -> None:
    if packed:
        entries: Sequence[Entry] = pickle.loads(packed)  # noqa: S301  # from the parent's hand
        for number, one in entries:
            batch.add(prepare(number, one))


def _segment_name(name: str, segments: int) -> str:
    return f"{name}{segments}"


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # made here
    except Exception:  # noqa: BLE001  # whatever an exception may be made of
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def signals_kept_from_children() -> Iterator[None]:
    """Keep Ctrl-C from what is started here: it is for this process, from the first moment on.

    Processes inherit the signals that are blocked where they are started.
    """
    # Its first start would let the signals in again. It is handed the file of standard error,
    # which has none while a reader draws on the terminal.
    with redirect_stderr(sys.__stderr__):
        ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
