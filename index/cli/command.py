"""The command `broadsheet` itself: its options, its library, and how errors are told."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from index import __version__
from index.errors import BroadsheetError
from index.settings import LIBRARY_VARIABLE, Settings, library_folder, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.library import Library

FAILED: Final = 1
STOPPED: Final = 130
"""What shells know as ended by Ctrl-C."""

_READER: Final = "open_reader"


@dataclass
class Context:
    """What every command is given: the library named on the command line, and the settings."""

    library: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        """Return the settings; raises SettingsError."""
        return read_settings()

    @property
    def folder(self) -> Path:
        """Return the folder of the library to use."""
        return library_folder(self.library, self.settings)

    @contextmanager
    def open(self, *, make: bool = False) -> Iterator[Library]:
        """Open the library for the time of a command, and ``make`` it where it is not there.

        Raises LibraryError.
        """
        from index.library import Library

        library = Library.open(self.folder, make=make, recency=self.settings.recency)
        try:
            yield library
        finally:
            library.close()


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="broadsheet", message="%(prog)s %(version)s")
@click.option(
    "--library",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"The library to use (also {LIBRARY_VARIABLE}).",
)
@click.pass_context
def cli(context: click.Context, library: Path | None) -> None:
    """Keep saved news pages, find anything in them, read offline.

    Without a command, the reader opens. Start with: broadsheet add FOLDER
    """
    context.obj = Context(library)
    if context.invoked_subcommand is None:
        _open_reader(context, "")


@cli.command("open")
@click.argument("query", nargs=-1)
@click.pass_context
def open_command(context: click.Context, query: tuple[str, ...]) -> None:
    """Open the reader, with QUERY typed in already."""
    _open_reader(context, " ".join(query))


def _open_reader(context: click.Context, query: str) -> None:
    open_reader: Callable[[Context, str], None] = context.meta[_READER]
    open_reader(context.obj, query)


def run(open_reader: Callable[[Context, str], None]) -> None:
    """Run the command that the arguments name; ``open_reader`` opens the reader with a query.

    Leaves by SystemExit, after one sentence on the error stream where something was wrong.
    """
    try:
        with cli.make_context("broadsheet", sys.argv[1:]) as context:
            context.meta[_READER] = open_reader
            cli.invoke(context)
        code = 0
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except BroadsheetError as error:
        code = _say(str(error), FAILED)
    except (KeyboardInterrupt, click.Abort):
        code = _say("stopped.", STOPPED)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong, and nothing more to say.
        sys.stdout = None
        code = 0
    except OSError as error:
        sys.stdout = None  # what stands in it still could not be written either
        what = error.filename or "the output"
        code = _say(f"{what}: {error.strerror or error}; mend that and try again", FAILED)
    # All is done, so there is nothing left to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def _say(sentence: str, code: int) -> int:
    """Say what went wrong where that can still be read, and return ``code``."""
    with suppress(OSError):
        click.echo(f"broadsheet: {sentence}", err=True)
    return code
