"""Captures read in child processes within limits, so that a bad file costs one file.

Knows no formats of its own and keeps nothing: captures go in, articles or errors come out.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.resource_tracker import ensure_running
from typing import TYPE_CHECKING, Any, Final

from index.article import Article, Capture
from index.errors import BroadsheetError, CaptureError, UnreadableCaptureError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pebble import ProcessFuture, ProcessPool

Outcome = Article | CaptureError
"""What becomes of one capture."""

_AHEAD: Final = 8
"""Captures given out to each process before their turn, so that none waits for the parent."""

_PRINTED: Final = (1, 2)
"""Standard output and error, on which a reader may be drawn; what a page provokes is for nobody."""

_LOOK: Final = 0.1
"""Seconds between two looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one capture may cost: ``seconds`` of time, ``megabytes`` of memory."""

    seconds: float = 10
    megabytes: int = 512


def read_one(capture: Capture) -> Article:
    """Read ``capture`` by its format; raises CaptureError."""
    from index.formats import read_capture

    return read_capture(capture)


def read_all(
    captures: Iterable[Capture],
    *,
    read: Callable[[Capture], Article] = read_one,
    limits: Limits | None = None,
    workers: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[Capture, Outcome]]:
    """Yield each capture with its article or its error, in the order given.

    ``captures`` is drawn from as the work goes on, never far ahead. When ``stopped`` turns true,
    the work under way is given up and nothing more is yielded. Raises BroadsheetError where no
    child process can be started.
    """
    limits = limits or Limits()
    workers = workers or os.cpu_count() or 1
    children = _Children()
    pool = _start_pool(workers, limits, children)
    under_way: deque[tuple[Capture, ProcessFuture[Outcome]]] = deque()
    try:
        for capture in captures:
            under_way.append((capture, _schedule(pool, read, capture, limits)))
            if len(under_way) >= workers * _AHEAD and not stopped():
                yield from _first(under_way, limits, stopped)
            if stopped():
                return
        while under_way and not stopped():
            yield from _first(under_way, limits, stopped)
    finally:
        pool.stop()
        # A child that is still starting would miss what the pool closes next, and say so aloud.
        children.kill()
        pool.join()


def read_file(path: Path) -> Iterator[Outcome]:
    """Yield what the captures in a file become, each an article or the error it gives."""
    from index.formats import captures_in

    try:
        for _, outcome in read_all(captures_in(path), workers=1):
            yield outcome
    except CaptureError as error:
        yield error


class _Children(SpawnContext):
    """Starts processes afresh, and knows its own: there may be others.

    A fork of a process with threads and an open database is unsafe.
    """

    def __init__(self) -> None:
        super().__init__()
        self._started: list[SpawnProcess] = []

    def Process(self, *args: Any, **options: Any) -> SpawnProcess:  # type: ignore[override] # noqa: N802
        """Return a process that is not started yet."""
        process = SpawnProcess(*args, **options)
        self._started.append(process)
        return process

    def kill(self) -> None:
        """End all that were started at once."""
        for process in self._started:
            if process.pid is not None:
                process.kill()


def _start_pool(workers: int, limits: Limits, context: SpawnContext) -> ProcessPool:
    from pebble import ProcessPool

    pool = ProcessPool(workers, initializer=_settle, initargs=(limits,), context=context)
    try:
        with _signals_kept_from_children():
            started = pool.active
    except BrokenProcessPool as error:
        raise _no_children(error.__cause__) from error
    if not started:
        raise _no_children(None)
    return pool


@contextmanager
def _signals_kept_from_children() -> Iterator[None]:
    """Keep Ctrl-C from what is started here: it is for this process, from the first moment on.

    Threads and processes inherit the signals that are blocked where they are started.
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


def _no_children(cause: BaseException | None) -> BroadsheetError:
    why = f" ({cause})" if cause else ""
    return BroadsheetError(
        f"no process to read pages in can be started{why}; go to a folder that exists, or close"
        " other programs, then try again"
    )


def _schedule(
    pool: ProcessPool,
    read: Callable[[Capture], Article],
    capture: Capture,
    limits: Limits,
) -> ProcessFuture[Outcome]:
    return pool.schedule(_read_or_fail, args=(read, capture, limits), timeout=limits.seconds)


def _first(
    under_way: deque[tuple[Capture, ProcessFuture[Outcome]]],
    limits: Limits,
    stopped: Callable[[], bool],
) -> Iterator[tuple[Capture, Outcome]]:
    capture, future = under_way.popleft()
    while not future.done():
        if stopped():
            return
        wait([future], timeout=_LOOK)
    yield capture, _outcome(capture, future, limits)


def _outcome(capture: Capture, future: ProcessFuture[Outcome], limits: Limits) -> Outcome:
    from pebble import ProcessExpired

    try:
        outcome: Outcome = future.result()
    except TimeoutError:
        reason = f"reading it took more than {limits.seconds:g} seconds"
    except BrokenProcessPool as error:
        raise _no_children(error.__cause__) from error
    except ProcessExpired:
        reason = "reading it broke the reading process, perhaps for want of memory"
    else:
        return outcome
    return UnreadableCaptureError(capture.origin, reason)


def _read_or_fail(read: Callable[[Capture], Article], capture: Capture, limits: Limits) -> Outcome:
    """Run in a child: return what went wrong rather than raise it."""
    try:
        return read(capture)
    except CaptureError as error:
        return error
    except MemoryError:
        reason = f"reading it needs more than {limits.megabytes} MB of memory"
    except RecursionError:
        reason = "it is nested too deeply"
    except Exception as error:  # noqa: BLE001  # a fault in one reader must not end the import
        reason = f"the reader failed on it ({type(error).__name__}: {error})"
    return UnreadableCaptureError(capture.origin, reason)


def _settle(limits: Limits) -> None:
    """Run once in each child: keep what it prints off the terminal, and cap its memory."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in _PRINTED:
        os.dup2(nowhere, stream)
    os.close(nowhere)
    try:
        import resource
    except ImportError:  # a platform without limits: time still holds
        return
    size = limits.megabytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        size = min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (size, hard))
