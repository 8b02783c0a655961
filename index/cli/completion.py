"""The command that teaches a shell to complete: completion.

The script asks `broadsheet` itself, so that it knows every command and option of the version that
is installed; no library is opened for an answer.
"""

from __future__ import annotations

from typing import Final

import click

from index.cli.command import COMPLETE_VARIABLE, PROGRAM, cli

SHELLS: Final = ("bash", "zsh", "fish")


@cli.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script with which a shell completes what is typed.

    It completes commands, options and their values, and names of files. For bash, put this line
    into ~/.bashrc, and for zsh its like into ~/.zshrc:

    eval "$(broadsheet completion bash)"

    For fish, run this once:

    broadsheet completion fish > ~/.config/fish/completions/broadsheet.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"{shell}: this version of click has no script for it.")
    click.echo(kind(cli, {}, PROGRAM, COMPLETE_VARIABLE).source(), nl=False)
