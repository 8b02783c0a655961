"""What stands in a settings file, and on which line of it.

TOML and places in a text only: which settings there are, and what they may be, is `settings`'.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

_MEND: Final = "Correct the file, or remove it."
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_LONGEST_NAME: Final = 60
_MOST_CANDIDATES: Final = 20
"""Lines that look like a key and are tried; a long text in a setting could hold any number."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The ``table`` that a TOML file holds, and its ``text``; both are empty without a file."""

    path: Path
    text: str = ""
    table: dict[str, object] = field(default_factory=dict)

    def line_of(self, *steps: str) -> int | None:
        """Return the line (from 1) on which a key is set; None where that cannot be told.

        ``steps`` are the names of the tables around the key, then its own.
        """
        lines = self.text.split("\n")
        key = re.escape(steps[-1])
        looks_like = re.compile(rf"""(?:^|[\s{{\[,.])["']?{key}["']?\s*[=.\]]""")
        candidates = [place for place, line in enumerate(lines) if looks_like.search(line)]
        for place in candidates[:_MOST_CANDIDATES]:
            if _begins(lines, place, steps):
                return place + 1
        return None

    def told(self, sentence: str, *steps: str) -> str:
        """Return ``sentence`` with the file and the line of the key it is about before it."""
        line = self.line_of(*steps)
        return f"{self.path}{f', line {line}' if line else ''}: {sentence}"


def read_settings_file(path: Path) -> SettingsFile:
    """Return what stands in ``path``; nothing where there is no such file.

    Raises SettingsError, which names the file, and the line and column that cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return SettingsFile(path)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise SettingsError(f"{path}: it cannot be read: {why}. {_MEND}") from error
    text = _decoded(path, data)
    try:
        return SettingsFile(path, text, tomllib.loads(text))
    except RecursionError as error:
        raise SettingsError(f"{path}: it is nested too deeply. {_MEND}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}{_place(str(error), text)}. {_MEND}") from error
    except ValueError as error:
        raise SettingsError(f"{path}: it holds a number of too many digits. {_MEND}") from error


def shown_name(name: str) -> str:
    """Return a name out of a settings file as a sentence may show it: short, and printable."""
    return (name if name.isprintable() else ascii(name)[1:-1])[:_LONGEST_NAME]


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        raise SettingsError(f"{path}{_end(before)}: this is not text in UTF-8. {_MEND}") from error


def _place(sentence: str, text: str) -> str:
    """Return where a mistake is, and what it is: ``, line 3, column 7: invalid value``."""
    found = _PLACE.search(sentence)
    if found is None:
        return f": {sentence}"
    where = f", line {found[1]}, column {found[2]}" if found[1] else _end(text.rstrip())
    what = sentence[: found.start()]
    return f"{where}: {what[:1].lower()}{what[1:]}"


def _end(text: str) -> str:
    line = text.rpartition("\n")[2]
    return f", line {text.count(chr(10)) + 1}, column {len(line) + 1}"


def _begins(lines: list[str], place: int, steps: tuple[str, ...]) -> bool:
    """Tell whether the key is set from line ``place`` on, and was not set before.

    What looks like a key may also stand in a text of several lines, or in another table.
    """
    before = _parsed(lines[:place])
    if before is None or _holds(before, steps):
        return False
    for end in range(place + 1, len(lines) + 1):
        table = _parsed(lines[:end])
        if table is not None:
            return _holds(table, steps)
    return False


def _parsed(lines: list[str]) -> dict[str, object] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return None


def _holds(table: object, steps: tuple[str, ...]) -> bool:
    for step in steps:
        if not isinstance(table, dict) or step not in table:
            return False
        table = table[step]
    return True
