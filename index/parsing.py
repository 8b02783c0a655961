"""Captures read in child processes within limits, so that a bad file costs one file.

Knows no formats of its own and keeps nothing: captures go in, articles or errors come out.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import wait
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from index.article import Article, Capture
from index.errors import CaptureError, UnreadableCaptureError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pebble import ProcessFuture, ProcessPool

Outcome = Article | CaptureError
"""What becomes of one capture."""

_AHEAD: Final = 8
"""Captures given out to each process before their turn, so that none waits for the parent."""

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
    the work under way is given up and nothing more is yielded.
    """
    limits = limits or Limits()
    workers = workers or os.cpu_count() or 1
    pool = _start_pool(workers, limits)
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
        pool.join()


def read_limited(capture: Capture, limits: Limits | None = None) -> Article:
    """Read one capture in a child process; raises CaptureError."""
    for _, outcome in read_all([capture], limits=limits, workers=1):
        if isinstance(outcome, CaptureError):
            raise outcome
        return outcome
    raise UnreadableCaptureError(capture.origin, "reading it was stopped")


def _start_pool(workers: int, limits: Limits) -> ProcessPool:
    from pebble import ProcessPool

    # Children start afresh: a fork of a process with threads and an open database is unsafe.
    context = get_context("spawn")
    return ProcessPool(workers, initializer=_limit, initargs=(limits,), context=context)


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


def _limit(limits: Limits) -> None:
    """Run once in each child: leave Ctrl-C to the parent and cap the memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # a platform without limits: time still holds
        return
    size = limits.megabytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        size = min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (size, hard))
