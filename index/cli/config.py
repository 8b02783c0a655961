"""The command that tells every setting, and where its value came from: config.

Nothing is changed here; `config.toml` is written by nobody but its owner.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from index.choices import Choices
from index.cli.command import FAILED, Context, cli, names_of_reader
from index.cli.printing import print_json
from index.errors import SettingsError
from index.settings import (
    KEYS,
    LIBRARY_VARIABLE,
    RULES,
    SETTINGS_VARIABLE,
    Settings,
    set_lines,
    settings_file,
)
from index.settings_file import shown_name
from index.settings_rules import nearest
from index.text.cleaning import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_DEFAULTS: Final = Settings()
_DEFAULT: Final = "default"
_CHOSEN: Final = "chosen in the reader"
_CHOOSABLE: Final = ("theme", "measure", "sort")
_HEADING: Final = ("setting", "value", "from", "default")


@dataclass(frozen=True, slots=True)
class Told:
    """A setting, its value, where that came from, and what it would be without (None: unknown)."""

    name: str
    value: object
    origin: str
    default: object

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the table; the default only where it is another value."""
        differs = self.default is not None and self.value != self.default
        default = _shown(self.default) if differs else ""
        return (clean_line(shown_name(self.name)), _shown(self.value), self.origin, default)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def config(click_context: click.Context, as_json: bool) -> None:
    """Print every setting, and where its value came from.

    The default stands beside a value that differs from it. Whatever is wrong with the settings file
    is told too; nothing in it is changed.
    """
    context: Context = click_context.obj
    file = _file()
    settings, problems = context.lenient()
    lines = set_lines()
    told = [*_told(settings, lines, file, context), *_told_keys(settings, lines, file)]
    known = names_of_reader(click_context)
    if known is not None:
        problems += tuple(_unknown(settings, lines, file, *known))
    if as_json:
        records = [asdict(one) for one in told]
        print_json({"file": str(file), "settings": records, "problems": list(problems)})
    else:
        _print(file, told)
        for problem in problems:
            click.echo(clean_line(problem), err=True)
    if problems:
        click_context.exit(FAILED)


def _file() -> Path:
    try:
        return settings_file()
    except SettingsError:  # a home that is not known, which is told among the problems
        return Path(os.environ[SETTINGS_VARIABLE])


def _told(
    settings: Settings, lines: Mapping[str, int | None], file: Path, context: Context
) -> Iterator[Told]:
    choices = Choices()
    named = os.environ.get(LIBRARY_VARIABLE)
    for name in RULES:
        value, default = getattr(settings, name), getattr(_DEFAULTS, name)
        origin = _origin(name, lines, file)
        chosen = choices.get(name, value) if name in _CHOOSABLE else value
        if chosen != value:
            yield Told(name, chosen, _CHOSEN, default)
        elif name == "library" and context.library is not None:
            yield Told(name, str(context.library), "--library", default)
        elif name == "library" and named:
            yield Told(name, named, f"variable {LIBRARY_VARIABLE}", default)
        elif name != KEYS or not settings.keys:
            yield Told(name, value, origin, default)


def _told_keys(settings: Settings, lines: Mapping[str, int | None], file: Path) -> Iterator[Told]:
    """Yield a row for each action with other keys; its usual keys are known to the reader alone."""
    for action, keys in settings.keys.items():
        name = f"{KEYS}.{action}"
        yield Told(name, list(keys), _origin(name, lines, file), None)


def _origin(name: str, lines: Mapping[str, int | None], file: Path) -> str:
    if name not in lines:
        return _DEFAULT
    line = lines[name]
    return clean_line(file.name) + (f" line {line}" if line else "")


def _unknown(
    settings: Settings,
    lines: Mapping[str, int | None],
    file: Path,
    actions: Collection[str],
    themes: Collection[str],
) -> Iterator[str]:
    """Yield a sentence on each action and theme that the reader does not know."""
    for action in settings.keys:
        if action not in actions:
            hint = nearest(action, actions) or f"Known are: {', '.join(sorted(actions))}."
            where = _where(f"{KEYS}.{action}", lines, file)
            yield f"{where}: [keys] names no action “{shown_name(action)}”. {hint}"
    if settings.theme not in themes:
        hint = nearest(settings.theme, themes) or f"Known are: {', '.join(sorted(themes))}."
        where = _where("theme", lines, file)
        yield f"{where}: There is no theme “{shown_name(settings.theme)}”. {hint}"


def _where(name: str, lines: Mapping[str, int | None], file: Path) -> str:
    line = lines.get(name)
    return f"{file}{f', line {line}' if line else ''}"


def _shown(value: object) -> str:
    """Return a value as it would stand in the file."""
    return clean_line(json.dumps(value, ensure_ascii=False))


def _print(file: Path, told: list[Told]) -> None:
    from rich.cells import cell_len

    there = "" if file.exists() else "  (not there; every setting is at its default)"
    # A path may hold bytes that are no text.
    click.echo(os.fsencode(f"{file}{there}\n"))
    rows = [_HEADING, *(one.cells for one in told)]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(_HEADING))]
    for place, row in enumerate(rows):
        cells = [
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        click.secho("  ".join(cells).rstrip(), bold=place == 0)
