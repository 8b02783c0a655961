"""Commands that read captures: add, parse, reparse; with progress, and Ctrl-C as a calm stop."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from index.article import article_record
from index.cli.command import FAILED, Context, cli
from index.cli.printing import print_article, print_json, warn
from index.errors import CaptureError, LibraryBusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from rich.progress import Progress as Bars

    from index.ingest import Progress, Summary
    from index.library import Library

_NAMED: Final = 20
"""Skipped pages named one by one; more are counted by reason."""


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def add(click_context: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Add saved pages: files, and folders with all that lies in them."""
    context: Context = click_context.obj
    with calm_stop() as stopped, context.open() as library, progress_bars() as bars:
        summary = library.add(paths, progress=_reading(bars), stopped=stopped)
        _index(library, bars, stopped)
    if as_json:
        print_json(_summary_record(summary))
    else:
        _print_summary(summary)
    if summary.failures:
        click_context.exit(FAILED)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the article's fields as JSON.")
@click.pass_context
def parse(click_context: click.Context, file: Path, as_json: bool) -> None:
    """Print what a saved page would become, without adding it."""
    from index.library import parse_file

    failed = False
    for outcome in parse_file(file):
        if isinstance(outcome, CaptureError):
            failed = True
            warn(outcome.origin, outcome.reason)
            if as_json:
                print_json(None)
        elif as_json:
            print_json(article_record(outcome))
        else:
            print_article(outcome)
    if failed:
        click_context.exit(FAILED)


@cli.command()
@click.pass_obj
def reparse(context: Context) -> None:
    """Read the kept pages again, with the readers of this version."""
    with calm_stop() as stopped, context.open() as library, progress_bars() as bars:
        task = bars.add_task("Reading", total=library.count())
        changes = library.reparse(progress=lambda _: bars.advance(task), stopped=stopped)
        _index(library, bars, stopped)
    for title, names in changes.changed:
        click.echo(f"{title}: {', '.join(names)}")
    for failure in changes.failed:
        warn(failure.origin, failure.reason)
    click.echo(f"{len(changes.changed):,} changed, {changes.same:,} the same.")


@contextmanager
def calm_stop() -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C into a wish to stop, to be asked for; the second ends at once."""
    wish = threading.Event()

    def note(_signal: int, _frame: FrameType | None) -> None:
        if wish.is_set():
            raise KeyboardInterrupt
        wish.set()
        click.echo("\nStopping; what is done is kept.", err=True)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield wish.is_set
    finally:
        signal.signal(signal.SIGINT, before)


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


def _reading(bars: Bars) -> Callable[[Progress], None]:
    task = bars.add_task("Reading", total=None, rate="")

    def show(progress: Progress) -> None:
        bars.update(task, total=progress.total, completed=progress.files)
        bars.update(task, rate=_rate(bars, task, "files"))

    return show


def _rate(bars: Bars, task: int, unit: str) -> str:
    speed = next((item.speed for item in bars.tasks if item.id == task), None)
    return f"{speed:,.0f} {unit}/s" if speed else ""


def _index(library: Library, bars: Bars, stopped: Callable[[], bool]) -> None:
    """Bring the index up to date; another Broadsheet that is at it already may finish the work."""
    waiting = library.pending()
    if not waiting:
        return
    task = bars.add_task("Indexing", total=waiting, rate="")

    def show(count: int) -> None:
        bars.update(task, completed=count)
        bars.update(task, rate=_rate(bars, task, "articles"))

    try:
        library.catch_up(progress=show, stopped=stopped)
    except LibraryBusyError as error:
        click.echo(f"{error} The articles are kept, and searchable from then on.", err=True)


def _summary_record(summary: Summary) -> dict[str, object]:
    return {
        "added": summary.added,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "skipped": [
            {"origin": item.origin, "reason": item.reason, "failed": item.failed}
            for item in summary.skipped
        ],
        "passed_over": summary.passed_over,
        "stopped": summary.stopped,
    }


def _print_summary(summary: Summary) -> None:
    for item in summary.skipped[:_NAMED]:
        warn(item.origin, item.reason)
    reasons = Counter(item.reason for item in summary.skipped[_NAMED:])
    for reason, count in reasons.most_common():
        click.echo(f"{count:,} more: {reason}", err=True)
    counts = [
        f"{summary.added:,} added",
        f"{summary.updated:,} updated",
        f"{summary.unchanged:,} unchanged",
        f"{len(summary.skipped):,} skipped",
    ]
    line = ", ".join(counts) + "."
    if summary.passed_over:
        line += f" {summary.passed_over:,} files of other kinds passed over."
    click.echo(line)
    if summary.stopped:
        click.echo("Stopped early; the same command goes on from here.", err=True)
