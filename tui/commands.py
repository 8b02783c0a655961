"""What can be done in the reader, and by which keys: one table for keys, footer, palette and help.

Each command names an action of the reading screen. Nothing is done here, and nothing is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Pane(StrEnum):
    """The part of the screen that listens to the keys."""

    SEARCH = "search"
    LIST = "list"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a reader can do.

    ``action`` is the method ``action_...`` of the reading screen, ``keys`` are Textual's names of
    keys (none: only the palette has it), ``title`` is the whole sentence for help and palette,
    ``label`` the word or two for the footer. ``while_typing`` tells whether the keys work in the
    search field; letters never do, they are typed. ``in_palette`` leaves out mere movements.
    """

    action: str
    keys: tuple[str, ...]
    title: str
    label: str
    group: str
    while_typing: bool = False
    in_palette: bool = True

    @property
    def shown_keys(self) -> str:
        """The keys as people write them: ``j ↓``."""
        return " ".join(shown_key(key) for key in self.keys)


MOVE: Final = "Move"
READ: Final = "Read"
FIND: Final = "Find"
MARK: Final = "Mark"
LEAVE: Final = "Broadsheet"


def _movement(action: str, keys: str, title: str, label: str = "move") -> Command:
    return Command(action, tuple(keys.split()), title, label, MOVE, True, False)


COMMANDS: Final = (
    _movement("down", "j down", "Next article, or next line"),
    _movement("up", "k up", "Article or line before"),
    _movement("half_down", "ctrl+d", "Half a page down"),
    _movement("half_up", "ctrl+u", "Half a page up"),
    _movement("page_down", "pagedown", "A page down"),
    _movement("page_up", "pageup", "A page up"),
    _movement("first", "g home", "To the top"),
    _movement("last", "G end", "To the end"),
    _movement("next_pane", "tab", "To the next pane", "next pane"),
    _movement("previous_pane", "shift+tab", "To the pane before"),
    _movement("back", "escape", "Back to the list, to all articles", "back"),
    Command("open", ("enter",), "Open the article", "open", READ, while_typing=True),
    Command("scroll_page", ("space",), "Scroll the article a page", "page", READ, in_palette=False),
    Command(
        "scroll_down",
        ("J",),
        "Scroll the article from anywhere",
        "scroll",
        READ,
        in_palette=False,
    ),
    Command("scroll_up", ("K",), "Scroll the article back", "scroll", READ, in_palette=False),
    Command("next_article", ("right_square_bracket",), "Open the next article", "next", READ),
    Command(
        "previous_article", ("left_square_bracket",), "Open the article before", "previous", READ
    ),
    Command("next_unread", ("u",), "Open the next unread article", "unread", READ),
    Command("alone", ("z",), "The article alone, or all panes", "alone", READ),
    Command("search", ("slash",), "Search the library", "search", FIND),
    Command("next_match", ("n",), "To the next match in the article", "match", FIND),
    Command("previous_match", ("N",), "To the match before", "match", FIND),
    Command("reorder", ("r",), "Change the order of the list", "order", FIND),
    Command("star", ("s",), "Star the article, or take the star away", "star", MARK),
    Command("toggle_read", ("m",), "Mark the article read or unread", "read", MARK),
    Command("browse_page", ("o",), "Open its web page in the browser", "web page", MARK),
    Command("copy", ("y",), "Copy its address, or its title", "copy", MARK),
    Command("help", ("question_mark",), "Show all keys", "help", LEAVE),
    Command("palette", ("ctrl+p",), "Find a command by its name", "commands", LEAVE, True, False),
    Command("switch_theme", (), "Light paper or dark", "theme", LEAVE),
    Command("quit", ("q", "ctrl+q"), "Leave Broadsheet", "quit", LEAVE),
)
"""Every command, in the order in which help tells them."""

EDITING_KEYS: Final = frozenset({"home", "end", "ctrl+d", "ctrl+u"})
"""Keys of the table that mean something else in the search field."""

GROUPS: Final = (MOVE, READ, FIND, MARK, LEAVE)
"""The headings of help."""

_FOOTERS: Final = {
    Pane.SEARCH: ("open", "palette"),
    Pane.LIST: (
        "open",
        "search",
        "star",
        "toggle_read",
        "next_unread",
        "reorder",
        "scroll_page",
        "alone",
        "copy",
        "browse_page",
    ),
    Pane.ARTICLE: (
        "back",
        "scroll_page",
        "next_article",
        "star",
        "next_match",
        "alone",
        "search",
        "next_unread",
        "toggle_read",
        "copy",
        "browse_page",
    ),
}
_ENDINGS: Final = {
    Pane.SEARCH: (),
    Pane.LIST: ("help", "quit"),
    Pane.ARTICLE: ("help", "quit"),
}
_LABELS: Final = {(Pane.SEARCH, "open"): "to the list"}
_BY_ACTION: Final = {command.action: command for command in COMMANDS}
_SHOWN: Final = {
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def command_for(action: str) -> Command | None:
    """Return the command that ``action`` carries out, None when the table has none."""
    return _BY_ACTION.get(action)


def footer(pane: Pane) -> tuple[Command, ...]:
    """Return what the footer offers while ``pane`` listens, the most useful first."""
    return tuple(
        replace(_BY_ACTION[action], label=_LABELS.get((pane, action), _BY_ACTION[action].label))
        for action in _FOOTERS[pane]
    )


def footer_ending(pane: Pane) -> tuple[Command, ...]:
    """Return what the footer says at its right end however narrow it is."""
    return tuple(_BY_ACTION[action] for action in _ENDINGS[pane])


def shown_key(key: str) -> str:
    """Return one of Textual's names of keys as people write it: ``ctrl+d`` is Ctrl-D."""
    if key in _SHOWN:
        return _SHOWN[key]
    if len(key) == 1:
        return key
    parts = key.split("+")
    return "-".join(part.capitalize() for part in parts)
