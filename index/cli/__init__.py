"""The commands of `broadsheet`, but for the reader itself.

Each command's work is done by `index.library`; here are arguments, printing and exit codes only:
0 done, 1 some inputs failed (each is named), 2 wrong usage.
"""

# Each module adds its commands to `cli` as it is imported.
from index.cli import adding, completion, config, finding, marking, saved, telling, upkeep
from index.cli.command import Context, cli, run

__all__ = [
    "Context",
    "adding",
    "cli",
    "completion",
    "config",
    "finding",
    "marking",
    "run",
    "saved",
    "telling",
    "upkeep",
]
