"""Where everything lies, and what the reader of news has set.

A small TOML file, empty by default, and one function a folder; nothing here opens a library.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from index.errors import SettingsError
from index.settings_file import SettingsFile, read_settings_file, shown_name
from index.settings_rules import (
    Rule,
    key_table,
    keys_in,
    nearest,
    number,
    one_of,
    switch,
    text,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

LIBRARY_VARIABLE: Final = "BROADSHEET_LIBRARY"
SETTINGS_VARIABLE: Final = "BROADSHEET_SETTINGS"
_APP: Final = "broadsheet"
THEMES: Final = ("broadsheet-dark", "broadsheet-light")
"""The colour themes that are Broadsheet's own."""

SORTS: Final = ("newest", "oldest", "title", "source")
"""The orders of a list whose articles are not ranked by any words."""

ICONS: Final = ("unicode", "ascii")
"""The sets of signs the reader draws with."""

RECENCY: Final = 0.1
"""How much more an article of the newest day is worth than one of long ago, unless set."""

NEVER: Final = -1.0
"""The value of ``mark_read_after`` with which no article counts as read by being in view."""

KEYS: Final = "keys"
"""The name of the setting that is a table of its own."""

_RULE: Final = "rule"
_T = TypeVar("_T")


def _set(default: _T, rule: Rule) -> _T:
    return field(default=default, metadata={_RULE: rule})


@dataclass(frozen=True, slots=True)
class Settings:
    """What may stand in ``config.toml``; `RULES` has a sentence on each, and its range.

    ``keys`` maps the actions of the reader to Textual's names of keys; none: no key at all. Whether
    the reader knows those actions, and the theme, is for the reader to see.
    """

    measure: int = _set(
        80, whole_number("The widest line of an article, in columns (40 to 160).", 40, 160)
    )
    theme: str = _set(
        THEMES[0],
        text(
            "The colours: broadsheet-dark, broadsheet-light or another; T in the reader shows all.",
            of="the name of a theme",
        ),
    )
    icons: str = _set(
        ICONS[0],
        one_of("The signs that are drawn: unicode, or ascii for a plain terminal.", ICONS),
    )
    motion: bool = _set(
        True, switch("Whether anything on the screen may glide or blink: true or false.")
    )
    sort: str = _set(
        SORTS[0],
        one_of("The order of the whole library: newest, oldest, title or source.", SORTS),
    )
    mark_read_after: float = _set(
        0.0,
        number(
            "The seconds an opened article is in view until it counts as read (-1: never).",
            *(0, 3600),
            also=NEVER,
            meaning="never",
        ),
    )
    recency: float = _set(
        RECENCY, number("How much a search prefers recent articles (0 to 1).", 0, 1)
    )
    library: str = _set(
        "",
        text("The library to open where none is named (empty: the usual one).", empty=True),
    )
    keys: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata={
            _RULE: key_table("Other keys for the reader: a table of actions, each with its keys.")
        },
    )


RULES: Final[dict[str, Rule]] = {one.name: one.metadata[_RULE] for one in fields(Settings)}
"""The rule of every setting by its name, in the order of README."""

_FLOATS: Final = frozenset({"mark_read_after", "recency"})
"""The settings whose whole numbers mean the same as those with a point."""


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders of one reader."""

    settings: Path
    library: Path
    log: Path


def settings_file() -> Path:
    """Return the path of ``config.toml``, whether or not it exists; raises SettingsError."""
    given = os.environ.get(SETTINGS_VARIABLE)
    if given:
        return _at_home(Path(given))
    from platformdirs import user_config_path

    return user_config_path(_APP, appauthor=False) / "config.toml"


def read_settings(path: Path | None = None) -> Settings:
    """Return the settings in ``path``; all at their defaults where there is no such file.

    Raises SettingsError, which names the file and the line or the key that is wrong.
    """
    settings, problems = _examined(read_settings_file(path or settings_file()))
    if problems:
        raise SettingsError(problems[0])
    return settings


def load_settings(path: Path | None = None) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings in ``path``, and a sentence on each that is wrong; raises nothing.

    A setting that is wrong is at its default; a file that cannot be read leaves all at theirs.
    """
    try:
        return _examined(read_settings_file(path or settings_file()))
    except SettingsError as error:
        return Settings(), (str(error),)


def set_lines(path: Path | None = None) -> dict[str, int | None]:
    """Return on which line of ``path`` each setting that holds there is set; raises nothing.

    An action of ``keys`` stands as ``keys.open``. None is the line of a key spelt so oddly that it
    cannot be told.
    """
    try:
        file = read_settings_file(path or settings_file())
    except SettingsError:
        return {}
    settings, _ = _examined(file)
    plain = [name for name in file.table if name != KEYS and not _mistake(name, file.table[name])]
    lines = {name: file.line_of(name) for name in plain}
    return lines | {f"{KEYS}.{one}": file.line_of(KEYS, one) for one in settings.keys}


def fits(name: str, value: object) -> bool:
    """Tell whether setting ``name`` may have ``value``; True for whatever is no setting."""
    return name not in RULES or RULES[name].fits(value)


def _examined(file: SettingsFile) -> tuple[Settings, tuple[str, ...]]:
    good: dict[str, Any] = {}
    problems: list[str] = []
    for name, value in file.table.items():
        mistake = _mistake(name, value)
        if mistake:
            problems.append(file.told(mistake, name))
        elif name == KEYS and isinstance(value, dict):
            found = list(keys_in(value))
            good[KEYS] = {action: keys for action, keys, wrong in found if not wrong}
            problems += [file.told(wrong, KEYS, action) for action, _, wrong in found if wrong]
        else:
            good[name] = float(value) if type(value) is int and name in _FLOATS else value
    return Settings(**good), tuple(problems)


def _mistake(name: str, value: object) -> str:
    """Return what is wrong with a setting; empty where nothing is."""
    if name in RULES:
        return RULES[name].mistake(name, value)
    hint = nearest(name, RULES) or f"Known are: {', '.join(RULES)}."
    return f"There is no setting “{shown_name(name)}”. {hint}"


def library_folder(given: Path | None = None, settings: Settings | None = None) -> Path:
    """Return the library to open: ``given``, else the variable's, the settings', the usual one.

    Raises SettingsError where it begins with the home of somebody who is not known here.
    """
    if given is not None:
        return _at_home(given)
    named = os.environ.get(LIBRARY_VARIABLE) or (settings.library if settings else "")
    if named:
        return _at_home(Path(named))
    from platformdirs import user_data_path

    return user_data_path(_APP, appauthor=False) / "library"


def _at_home(path: Path) -> Path:
    """Return ``path`` with ``~`` and ``~name`` written out; raises SettingsError."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{path}: there is no such home folder; write it out.") from error


def log_file() -> Path:
    """Return the path of the log, which is written only when something breaks."""
    from platformdirs import user_log_path

    return user_log_path(_APP, appauthor=False) / "broadsheet.log"


def refusals_file() -> Path:
    """Return the path of the list of pages that could not be added in the reader the last time."""
    return log_file().with_name("refused.txt")


def choices_file() -> Path:
    """Return the path of what was chosen in the reader, whether or not it exists."""
    from platformdirs import user_state_path

    return user_state_path(_APP, appauthor=False) / "choices.json"


def samples_folder() -> Path | None:
    """Return the sample articles: those of an installed package, or those of the sources."""
    here = Path(__file__).parent
    folders = (here / "samples", here.parent / "sample_articles")
    return next((folder for folder in folders if folder.is_dir()), None)


def places(given: Path | None = None, settings: Settings | None = None) -> Places:
    """Return where settings, library and log lie."""
    return Places(settings_file(), library_folder(given, settings), log_file())
