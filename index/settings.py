"""Where everything lies, and what the reader of news has set.

A small TOML file, empty by default, and one function a folder; nothing here opens a library.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from index.errors import SettingsError

LIBRARY_VARIABLE: Final = "BROADSHEET_LIBRARY"
SETTINGS_VARIABLE: Final = "BROADSHEET_SETTINGS"
_APP: Final = "broadsheet"
THEMES: Final = ("broadsheet-dark", "broadsheet-light")
"""The colour themes of the reader."""

RECENCY: Final = 0.1
"""How much more an article of the newest day is worth than one of long ago, unless set."""

_MEASURES: Final = range(40, 161)
_KINDS: Final = {int: "a whole number", str: "a text in quotes", float: "a number"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What may stand in ``config.toml``.

    ``measure`` is the widest line of an article, in columns (40 to 160); ``theme`` is the name of
    a colour theme; ``library`` is the folder to open where none is given (empty: the usual one);
    ``recency`` is how much a recent article gains over an old one in a search (0 to 1).
    """

    measure: int = 80
    theme: str = THEMES[0]
    library: str = ""
    recency: float = RECENCY


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders of one reader."""

    settings: Path
    library: Path
    log: Path


def settings_file() -> Path:
    """Return the path of ``config.toml``, whether or not it exists."""
    given = os.environ.get(SETTINGS_VARIABLE)
    if given:
        return _at_home(Path(given))
    from platformdirs import user_config_path

    return user_config_path(_APP, appauthor=False) / "config.toml"


def read_settings(path: Path | None = None) -> Settings:
    """Return the settings in ``path``; all at their defaults where there is no such file.

    Raises SettingsError, which names the file and the line or the key that is wrong.
    """
    path = path or settings_file()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: {error}. Correct the file, or remove it.") from error
    return _checked(path, table)


def _checked(path: Path, table: dict[str, object]) -> Settings:
    known = {field.name: type(field.default) for field in fields(Settings)}
    for key, value in table.items():
        if key not in known:
            names = ", ".join(known)
            raise SettingsError(f"{path}: there is no setting “{key}”. Known are: {names}.")
        if type(value) is not known[key] and (type(value), known[key]) != (int, float):
            raise SettingsError(f"{path}: “{key}” must be {_KINDS[known[key]]}.")
        if "\0" in str(value):
            raise SettingsError(f"{path}: “{key}” holds a zero character; take it out.")
    settings = Settings(**table)  # type: ignore[arg-type]  # checked above, key by key
    if settings.measure not in _MEASURES:
        raise SettingsError(f"{path}: “measure” must be from 40 to 160 columns.")
    if not 0 <= settings.recency <= 1:
        raise SettingsError(f"{path}: “recency” must be from 0 to 1.")
    if settings.theme not in THEMES:
        raise SettingsError(f"{path}: “theme” must be one of: {', '.join(THEMES)}.")
    return settings


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


def places(given: Path | None = None, settings: Settings | None = None) -> Places:
    """Return where settings, library and log lie."""
    return Places(settings_file(), library_folder(given, settings), log_file())
