"""A line that names files and folders: which it means, and how it may go on.

Paths come by typing, by pasting and from a file dropped on the terminal, each in its own way of
writing them. Nothing of what they name is read here but the names in a folder.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from index.hints import Completion

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST: Final = 8
_MOST_NAMES: Final = 5000
_QUOTES: Final = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_DROPPED: Final = re.compile(r"""['"]?(?:/|~|file:/)""")
_ADDRESS: Final = re.compile(r"file:/+", re.IGNORECASE)


def read_paths(line: str) -> list[Path]:
    """Return the files and folders that ``line`` names, whether or not they are there.

    It is one path as it stands, where that exists; else as many as a shell would see in it.
    """
    line = line.strip()
    whole = _path(line)
    if not line or _exists(whole):
        return [whole] if line else []
    bare = line[1:-1] if _QUOTES.get(line[0]) == line[-1] and len(line) > 1 else line
    try:
        named = [_path(word) for word in shlex.split(line)]
    except ValueError:  # a quote that is never closed
        named = []
    return named if named and all(map(_exists, named)) else [_path(bare)]


def looks_like_paths(line: str) -> bool:
    """Tell whether ``line`` is what a terminal writes for files that are dropped on it."""
    return bool(_DROPPED.match(line)) and all(map(_exists, read_paths(line)))


def _path(written: str) -> Path:
    if _ADDRESS.match(written):
        written = unquote(urlsplit(written).path)
    try:
        return Path(written).expanduser()
    except RuntimeError:  # the home of somebody who is not known here
        return Path(written)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def folder_of(line: str) -> str:
    """Return the folder in which ``line`` goes on, as it is written; empty for the one we are in.

    A line in quotes never goes on.
    """
    return line[: line.rfind("/") + 1] if line[:1] not in _QUOTES else ""


def names_in(folder: str) -> list[str]:
    """Return the names in a ``folder`` as it is written: folders first, each with its slash."""
    found: list[tuple[bool, str, str]] = []
    try:
        with os.scandir(_path(folder or ".")) as entries:
            for entry in entries:
                if len(found) < _MOST_NAMES:
                    here = entry.is_dir()
                    found.append((not here, entry.name.casefold(), entry.name + "/" * here))
    except OSError:
        return []
    return [name for _, _, name in sorted(found)]


def completions(line: str, cursor: int, names: Iterable[str]) -> list[Completion]:
    """Return how the last name in ``line`` may go on by ``names``, hidden ones only when begun."""
    start = len(folder_of(line[:cursor]))
    typed = line[start:cursor].casefold()
    hidden = typed.startswith(".")
    return [
        Completion(name, (start, len(line)), "path")
        for name in names
        if name.casefold().startswith(typed) and name.startswith(".") == hidden
    ][:MOST]
