"""What a command of the reader is: an action, its keys, its words, and what it needs to work.

Values only; the table of all commands is `commands`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Pane(StrEnum):
    """The part of the screen that listens to the keys."""

    SEARCH = "search"
    DATES = "months"
    RAIL = "rail"
    LIST = "list"
    ARTICLE = "article"
    START = "empty library"
    """The page that stands in the place of the list while there is nothing to list."""


class Need(StrEnum):
    """What must be there for a command to do something."""

    ARTICLE = "an article"
    NEXT = "an article behind this one"
    PREVIOUS = "an article before this one"
    SELECTED = "text that the mouse has selected"
    MATCHES = "an article in which something is marked"
    SUGGESTION = "something that was probably meant"
    CHANGE = "a change of marks to take back"
    BEFORE = "a list that was seen before"
    QUERY = "a query that is typed"
    VALUE = "a value in the rail"
    SAVED = "a saved search in the rail"
    FOLDED = "something folded in the rail"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a reader can do.

    ``action`` is the method ``action_...`` of the reading screen, ``keys`` are Textual's names of
    keys (none: only the palette has it), ``title`` is the whole sentence for help and palette,
    ``label`` the word or two for the footer. ``while_typing`` tells whether the keys work in the
    search field; letters never do, they are typed. ``needs`` is what the footer asks for before it
    offers the command.
    """

    action: str
    keys: tuple[str, ...]
    title: str
    label: str
    group: str
    while_typing: bool = False
    needs: frozenset[Need] = frozenset()

    @property
    def shown_keys(self) -> str:
        """The keys as people write them: ``j ↓``."""
        return " ".join(shown_key(key) for key in self.keys)


_SHOWN: Final = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "plus": "+",
    "minus": "-",
    "vertical_line": "|",
    "comma": ",",
}


_NAMES: Final = {sign: name for name, sign in _SHOWN.items() if len(sign) == 1}


def shown_key(key: str) -> str:
    """Return one of Textual's names of keys as people write it: ``ctrl+d`` is Ctrl-D."""
    if key in _SHOWN:
        return _SHOWN[key]
    if len(key) == 1:
        return key
    parts = key.split("+")
    return "-".join(part.capitalize() for part in parts)


def key_name(written: str) -> str:
    """Return Textual's name of a key that may be written as its sign: ``?`` is question_mark."""
    return _NAMES.get(written, written)
