"""The command `broadsheet` itself: its options, its library, and how errors are told."""

from __future__ import annotations

import os
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
from index.settings import (
    LIBRARY_VARIABLE,
    Settings,
    library_folder,
    load_settings,
    read_settings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from index.library import Library

    ReaderNames = Callable[[], tuple[Collection[str], Collection[str]]]

FAILED: Final = 1
STOPPED: Final = 130
"""What shells know as ended by Ctrl-C."""

PROGRAM: Final = "broadsheet"
COMPLETE_VARIABLE: Final = "_BROADSHEET_COMPLETE"
"""What a shell sets when it asks how the line goes on."""

_READER: Final = "open_reader"
_NAMES: Final = "reader_names"


@dataclass
class Context:
    """What every command is given: the library named on the command line, and the settings."""

    library: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        """Return the settings; raises SettingsError."""
        return read_settings()

    @cached_property
    def _loaded(self) -> tuple[Settings, tuple[str, ...]]:
        return load_settings()

    def lenient(self) -> tuple[Settings, tuple[str, ...]]:
        """Return the settings as far as they can be used, and a sentence on each that cannot."""
        return self._loaded

    @property
    def folder(self) -> Path:
        """Return the folder of the library to use, though other settings may be wrong.

        Raises SettingsError where it begins with a home that is not known.
        """
        return library_folder(self.library, self.lenient()[0])

    @contextmanager
    def open(self, *, make: bool = False) -> Iterator[Library]:
        """Open the library for the time of a command, and ``make`` it where it is not there.

        Raises LibraryError, and SettingsError where any setting is wrong.
        """
        from index.library import Library

        settings = self.settings
        folder = library_folder(self.library, settings)
        library = Library.open(folder, make=make, recency=settings.recency)
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


def names_of_reader(context: click.Context) -> tuple[Collection[str], Collection[str]] | None:
    """Return the actions and the themes that the reader knows; None where nobody can say."""
    names: ReaderNames | None = context.meta.get(_NAMES)
    return names() if names is not None else None


def run(open_reader: Callable[[Context, str], None], names: ReaderNames | None = None) -> None:
    """Run the command that the arguments name; ``open_reader`` opens the reader with a query.

    ``names`` returns the actions and the themes that the reader knows; it is called only where
    they are asked for. Leaves by SystemExit, after one sentence on the error stream where something
    was wrong.
    """
    try:
        _complete()
        with cli.make_context(PROGRAM, sys.argv[1:]) as context:
            context.meta[_READER] = open_reader
            context.meta[_NAMES] = names
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


def _complete() -> None:
    """Answer a shell that asks how the line goes on, and leave; whatever is odd has no answer."""
    instruction = os.environ.get(COMPLETE_VARIABLE)
    if instruction:
        from click.shell_completion import shell_complete

        with suppress(click.ClickException, LookupError, ValueError):
            shell_complete(cli, {}, PROGRAM, COMPLETE_VARIABLE, instruction)
        raise click.exceptions.Exit


def _say(sentence: str, code: int) -> int:
    """Say what went wrong where that can still be read, and return ``code``."""
    with suppress(OSError):
        click.echo(f"broadsheet: {sentence}", err=True)
    return code
