"""The command that tells what the saved searches find: saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.cli.command import Context, cli
from index.cli.printing import print_json
from index.text.cleaning import clean_line

if TYPE_CHECKING:
    from index.hints import SearchCount


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def saved(context: Context, as_json: bool) -> None:
    """List the saved searches, how many articles each finds, and how many of them are new.

    New are those that came since the list was last looked at in the reader.
    """
    with context.open() as library:
        library.catch_up_if_free()
        counts = library.searches.counts()
    if as_json:
        print_json(list(map(_record, counts)))
        return
    for count in counts:
        _print(count)
    if not counts:
        click.echo("No saved searches yet. The reader saves what is searched there.", err=True)


def _record(count: SearchCount) -> dict[str, object]:
    search = count.search
    return {
        "name": search.name,
        "query": search.query,
        "sort": search.sort,
        "total": count.total,
        "new": count.new,
    }


def _print(count: SearchCount) -> None:
    name, query = clean_line(count.search.name), clean_line(count.search.query)
    new = f" · {count.new:,} new" if count.new else ""
    click.echo(f"{count.total:>9,}  {click.style(name, bold=True)}{new}")
    if query and query != name:
        click.echo(f"{'':>9}  {query}")
