"""What is seen of a command that takes long, and how it is stopped: bars, and a calm Ctrl-C.

Knows nothing of what the command does.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from rich.progress import Progress as Bars


class Bar(Protocol):
    """Moves a bar of the progress shown."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show that ``done`` of ``total`` are done; no total leaves it as it was."""


@contextmanager
def calm_stop() -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C, or SIGTERM, into a wish to stop; the second ends at once.

    Yields the function that tells whether there is such a wish.
    """
    wish = threading.Event()

    def note(_signal: int, _frame: FrameType | None) -> None:
        if wish.is_set():
            raise KeyboardInterrupt
        wish.set()
        # The terminal may be gone, or be written to at this very moment.
        with suppress(OSError, RuntimeError):
            click.echo("\nStopping; what is done is kept.", err=True)

    before = {one: signal.signal(one, note) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield wish.is_set
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def progress_bars() -> Iterator[Bars]:
    """Show bars with rate and time left on the error stream; none where it is no terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:<9}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False, style="dim"),
        TimeRemainingColumn(compact=True),
    )
    hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bars:
        yield bars


def add_bar(bars: Bars, name: str, unit: str, total: int | None = None) -> Bar:
    """Add a bar for ``total`` things, called ``unit`` in its rate, and return what moves it."""
    task = bars.add_task(name, total=total, rate="")

    def show(done: int, total: int | None = None) -> None:
        bars.update(task, completed=done, total=total)
        speed = next((item.speed for item in bars.tasks if item.id == task), None)
        bars.update(task, rate=f"{speed:,.0f} {unit}/s" if speed else "")

    return show
