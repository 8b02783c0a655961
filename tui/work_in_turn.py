"""A screen whose work is done in threads, one at a time of each kind.

Of the jobs that wait for their turn only the newest of a kind is kept. What breaks in a thread is
noted in the log and told. What the jobs are is no matter here.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tui.breakdown_log import note_breakdown

if TYPE_CHECKING:
    from collections.abc import Callable

_BROKEN: Final = "Something broke that should not; reading goes on. What it was stands in"


class WorkInTurn(Screen[None]):
    """A screen with a thread for each kind of work."""

    def __init__(self) -> None:
        super().__init__()
        self._busy: set[str] = set()
        self._next: dict[str, Callable[[], None]] = {}

    @abstractmethod
    def tell_breakdown(self, sentence: str) -> None:
        """Say that something broke."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Begin what waits for the thread that has ended; note and tell why one broke."""
        worker = event.worker
        if not worker.is_finished:
            return
        if worker.error is not None and event.state is WorkerState.ERROR:
            log = note_breakdown(worker.error)
            self.tell_breakdown(f"{_BROKEN} {log}")
        self._busy.discard(worker.group)
        job = self._next.pop(worker.group, None)
        if job is not None and self.is_attached:
            self.in_turn(worker.group, job)

    def in_turn(self, group: str, job: Callable[[], None]) -> None:
        """Do ``job`` in a thread; while one of its ``group`` runs, only the last one waits."""
        if group in self._busy:
            self._next[group] = job
            return
        self._busy.add(group)
        self.at_once(group, job)

    def at_once(self, group: str, job: Callable[[], None]) -> None:
        """Do ``job`` in a thread, beside whatever runs."""
        self.run_worker(job, group=group, thread=True, exit_on_error=False)
