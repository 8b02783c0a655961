"""Commands that read captures: add, parse, reparse."""

from __future__ import annotations

from collections import Counter
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from index.article import article_record
from index.cli.command import FAILED, STOPPED, Context, cli
from index.cli.printing import print_article, print_json, warn
from index.cli.progress import add_bar, calm_stop, progress_bars
from index.errors import CaptureError, LibraryBusyError, LibraryError, NotAnArticleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress as Bars

    from index.intake import Summary
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
    with calm_stop() as stopped, context.open(make=True) as library, progress_bars() as bars:
        show = add_bar(bars, "Reading", "files")
        summary = library.add(
            paths, progress=lambda done: show(done.files, done.total), stopped=stopped
        )
        indexed = _index(library, bars, stopped)
    if as_json:
        print_json(_summary_record(summary))
    else:
        _print_summary(summary)
    _leave(click_context, failed=bool(summary.failures) or not indexed, stopped=stopped())


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the article's fields as JSON.")
@click.pass_context
def parse(click_context: click.Context, file: Path, as_json: bool) -> None:
    """Print what a saved page would become, without adding it."""
    from index.parsing import read_file

    outcomes = read_file(file)
    first = list(islice(outcomes, 2))
    if not first:
        first = [NotAnArticleError(str(file), "there is nothing in it")]
    failed = False
    for outcome in chain(first, outcomes):
        if isinstance(outcome, CaptureError):
            failed = True
            warn(outcome.origin, outcome.reason)
        if as_json:
            record = None if isinstance(outcome, CaptureError) else article_record(outcome)
            print_json(record, line=len(first) > 1)
        elif not isinstance(outcome, CaptureError):
            print_article(outcome)
    if failed:
        click_context.exit(FAILED)


@cli.command()
@click.pass_context
def reparse(click_context: click.Context) -> None:
    """Read the kept pages again, with the readers of this version."""
    context: Context = click_context.obj
    with calm_stop() as stopped, context.open() as library, progress_bars() as bars:
        show = add_bar(bars, "Reading", "pages", library.count())
        changes = library.reparse(progress=show, stopped=stopped)
        indexed = _index(library, bars, stopped)
    for title, names in changes.changed:
        click.echo(f"{title}: {', '.join(names)}")
    for failure in changes.failed:
        warn(failure.origin, failure.reason)
    line = f"{len(changes.changed):,} changed, {changes.same:,} the same"
    click.echo(f"{line}, {len(changes.failed):,} failed." if changes.failed else f"{line}.")
    _leave(click_context, failed=bool(changes.failed) or not indexed, stopped=stopped())


def _leave(context: click.Context, *, failed: bool, stopped: bool) -> None:
    """Leave with the code that tells what became of the command."""
    context.exit(STOPPED if stopped else FAILED if failed else 0)


def _index(library: Library, bars: Bars, stopped: Callable[[], bool]) -> bool:
    """Bring the index up to date, and tell whether it will be; what is kept stays kept."""
    waiting = library.pending()
    if not waiting:
        return True
    try:
        library.catch_up(add_bar(bars, "Indexing", "articles", waiting), stopped)
    except LibraryBusyError as error:
        # Whoever is at it may finish the work.
        click.echo(f"{error} The articles are kept, and searchable from then on.", err=True)
    except LibraryError as error:
        click.echo(f"{error} The articles are kept, and indexed by the next search.", err=True)
        return False
    return True


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
        warn(f"{count:,} more", reason)
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
    elif not (summary.added or summary.updated or summary.unchanged or summary.skipped):
        click.echo("There are no saved pages in it that Broadsheet reads.", err=True)
