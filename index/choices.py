"""What was chosen in the reader and holds until it is chosen anew: theme, measure, widths.

A small file of its own, so that `config.toml` is written by nobody but its owner. A setting that
is changed there later wins over what was chosen before.
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from index.errors import SettingsError
from index.settings import choices_file, fits

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHOSEN: Final = "chosen"
_CONFIGURED: Final = "configured"
_LARGEST: Final = 1 << 20
"""Bytes that a file of choices has at most; a larger one is none of ours."""

_TRIES: Final = 100
_PAUSE: Final = 0.005
"""Seconds between two tries for the lock, which is held for about a millisecond."""

_BESIDES: Final[dict[str, type]] = {
    "rail": bool,
    "list_width": int,
    "list_height": int,
    "rail_width": int,
}
"""What is chosen in the reader and is no setting."""

_T = TypeVar("_T")


class Choices:
    """The choices kept in ``path``, or in the usual place; they are read anew each time.

    Any number of readers may use one file at the same time.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        """The file, whether or not it exists."""
        return self._path or choices_file()

    def get(self, name: str, configured: _T) -> _T:
        """Return what was chosen for ``name``; ``configured`` where that does not hold.

        A choice holds while the setting is what it was when the choice was made, and while it is
        of the same kind as ``configured``. Where that is None, any kind is meant.
        """
        choice = self._read().get(name)
        if not isinstance(choice, dict) or not {_CHOSEN, _CONFIGURED} <= choice.keys():
            return configured
        if not _same(choice[_CONFIGURED], configured) or not fits(name, choice[_CHOSEN]):
            return configured
        return _alike(choice[_CHOSEN], configured, _BESIDES.get(name))

    def keep(self, name: str, value: _T, configured: _T) -> None:
        """Keep ``value`` as the choice for ``name`` while the setting is ``configured``.

        Both are texts, numbers, True, False or None. Raises SettingsError where the file cannot be
        written.
        """
        with self._changing() as choices:
            choices[name] = {_CHOSEN: value, _CONFIGURED: configured}

    def forget(self, name: str) -> None:
        """Let the setting hold again; raises SettingsError where the file cannot be written."""
        if name in self._read():
            with self._changing() as choices:
                choices.pop(name, None)

    def _read(self) -> dict[str, Any]:
        """Return what the file holds; nothing where it is missing or damaged."""
        try:
            with self.path.open("rb") as file:
                data = file.read(_LARGEST + 1)
            choices = json.loads(data) if len(data) <= _LARGEST else None
        except (OSError, ValueError, RecursionError):
            return {}
        return choices if isinstance(choices, dict) else {}

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Any]]:
        path = self.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _turn(path.parent):
                choices = self._read()
                yield choices
                _replace(path, json.dumps(choices, indent=1))
        except OSError as error:
            raise SettingsError(
                f"{path}: what was chosen cannot be kept: {error.strerror}. Make it writable."
            ) from error


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until no other reader writes in ``folder``, yet never for long.

    Whoever holds the lock and does not move costs this reader at most one choice of the other's.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        for _ in range(_TRIES):
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _replace(path: Path, text: str) -> None:
    """Put a file with ``text`` in the place of ``path`` in one step."""
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123  # a handle is no path
            file.write(text)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def _same(one: object, other: object) -> bool:
    """Tell whether two values are one: 1 is not True, but a text is one with its like of a kind."""
    if isinstance(one, str) and isinstance(other, str):
        return str(one) == str(other)
    return type(one) is type(other) and one == other


def _alike(chosen: Any, configured: _T, kind: type | None) -> _T:
    """Return ``chosen`` as a value of the kind of ``configured``, which is given back otherwise."""
    alike: Any = configured
    wanted: Any = type(configured)
    if configured is None:
        known = chosen is None or kind is None or type(chosen) is kind
        alike = chosen if known and not isinstance(chosen, list | dict) else None
    elif wanted is float and type(chosen) is int:
        alike = float(chosen)
    elif isinstance(configured, str) and isinstance(chosen, str):
        # One of an enumeration's texts, or any text.
        with suppress(ValueError):
            alike = wanted(chosen)
    elif type(chosen) is wanted:
        alike = chosen
    return cast("_T", alike)
