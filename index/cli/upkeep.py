"""Commands that look after a library: stats, check, rebuild, locate."""

from __future__ import annotations

import os

import click

from index.cli.command import FAILED, STOPPED, Context, cli
from index.cli.printing import print_json
from index.cli.progress import add_bar, calm_stop, progress_bars
from index.errors import SettingsError
from index.settings import places

_TOP = 10


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def stats(context: Context, as_json: bool) -> None:
    """Count articles by section, source, year and language."""
    with context.open() as library:
        figures = library.stats()
    if as_json:
        print_json(figures.record())
        return
    click.echo(
        f"{figures.articles:,} articles, {figures.unread:,} unread, {figures.starred:,} starred"
    )
    click.echo(
        f"{figures.library_bytes / 1e6:,.1f} MB library, {figures.index_bytes / 1e6:,.1f} MB index"
    )
    if figures.waiting:
        click.echo(f"{figures.waiting:,} articles wait to be indexed")
    for name, counts in figures.facets.items():
        click.secho(f"\nBy {name}", bold=True)
        for value, count in counts[:_TOP]:
            click.echo(f"{count:>9,}  {value or '(none)'}")
        if len(counts) > _TOP:
            click.echo(f"{'':>9}  and {len(counts) - _TOP:,} more")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def check(click_context: click.Context, as_json: bool) -> None:
    """Look whether library and index are whole and agree."""
    context: Context = click_context.obj
    with context.open() as library:
        report = library.check()
    if as_json:
        print_json(report.record())
    elif report.whole:
        click.echo(f"{report.articles:,} articles, all searchable. Library and index are whole.")
    else:
        for problem in report.problems:
            click.echo(problem)
    if not report.whole:
        click_context.exit(FAILED)


@cli.command()
@click.pass_context
def rebuild(click_context: click.Context) -> None:
    """Build the index anew beside the old one, then put it in its place."""
    context: Context = click_context.obj
    with calm_stop() as stopped, context.open() as library, progress_bars() as bars:
        show = add_bar(bars, "Indexing", "articles", library.count())
        count = library.rebuild(show, stopped)
    if count is None:
        click.echo("Stopped; the index is as it was.", err=True)
        click_context.exit(STOPPED)
    click.echo(f"{count:,} articles indexed.")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def locate(context: Context, as_json: bool) -> None:
    """Print where settings, library and log lie."""
    try:
        found = places(context.library, context.settings)
    except SettingsError as error:
        # Whoever looks for the settings may be about to correct them.
        click.echo(f"broadsheet: {error}", err=True)
        found = places(context.library)
    if as_json:
        names = {"settings": found.settings, "library": found.library, "log": found.log}
        print_json({name: str(path) for name, path in names.items()})
        return
    lines = f"settings  {found.settings}\nlibrary   {found.library}\nlog       {found.log}"
    # A path may hold bytes that are no text.
    click.echo(os.fsencode(lines))
