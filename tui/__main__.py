"""`broadsheet`: a subcommand goes to the command line, none opens the reader.

The reader and its packages are imported only when it opens, so that `--help` answers at once.
"""

from __future__ import annotations

import sys

import click

from index.cli import Context, cli, run


def open_reader(context: Context, query: str = "") -> None:
    """Open the reader on a library, with ``query`` typed in already."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.ClickException(
            "The reader needs a terminal. To use it in a pipe, try: broadsheet search WORDS"
        )
    from tui.app import BroadsheetApp

    BroadsheetApp(context.folder, context.settings, query).run()


@cli.command("open")
@click.argument("query", nargs=-1)
@click.pass_obj
def open_command(context: Context, query: tuple[str, ...]) -> None:
    """Open the reader, with QUERY typed in already."""
    open_reader(context, " ".join(query))


def main() -> None:
    """Run the command that the arguments name."""
    run(open_reader)


if __name__ == "__main__":
    main()
