"""`broadsheet`: a subcommand goes to the command line, none opens the reader.

Everything is imported when it is needed, so that `--help` answers at once and Ctrl-C is answered
calmly from the first moment on.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.cli import Context

_PAINTS_A_SECOND: Final = "240"


def paint_often() -> None:
    """Let Textual paint sooner after a change than its 60 moments a second; before its import.

    A list that was searched for waits for two of these moments.
    """
    os.environ.setdefault("TEXTUAL_FPS", _PAINTS_A_SECOND)


def open_reader(context: Context, query: str) -> None:
    """Open the reader on a library, with ``query`` typed in already."""
    import click

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.ClickException(
            "The reader needs a terminal. To use it in a pipe, try: broadsheet search WORDS"
        )
    paint_often()
    # Nearly all that is made up to the first list stays: the app looks for garbage after that.
    gc.disable()
    from tui.app import BroadsheetApp

    settings, problems = context.lenient()
    BroadsheetApp(context.folder, settings, query, problems).run()


def known_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of all actions and of all themes, for what settings may name."""
    from tui.commands import COMMANDS
    from tui.themes import theme_names

    return tuple(command.action for command in COMMANDS), theme_names()


def main() -> None:
    """Run the command that the arguments name."""
    try:
        from index.cli import run
    except KeyboardInterrupt:
        sys.exit(130)
    run(open_reader, known_names)


if __name__ == "__main__":
    main()
