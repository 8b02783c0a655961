"""What can be done in the reader, and by which keys: one table for keys, footer, palette and help.

Each command names an action of the reading screen. Nothing is done here, and nothing is drawn.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tui.command import Command, Need, Pane, key_name, shown_key

if TYPE_CHECKING:
    from collections.abc import Mapping

MOVE: Final = "Move"
READ: Final = "Read"
FIND: Final = "Find"
MARK: Final = "Mark"
TAKE: Final = "Take along"
LEAVE: Final = "Broadsheet"
GROUPS: Final = (MOVE, READ, FIND, MARK, TAKE, LEAVE)
"""The headings of help."""


def _move(action: str, keys: str, title: str, label: str = "move", *needs: Need) -> Command:
    return Command(action, tuple(keys.split()), title, label, MOVE, True, frozenset(needs))


def _read(action: str, keys: str, title: str, label: str, *needs: Need) -> Command:
    typing = action == "open"
    needed = frozenset({Need.ARTICLE, *needs})
    return Command(action, tuple(keys.split()), title, label, READ, typing, needed)


def _find(action: str, keys: str, title: str, label: str, *needs: Need) -> Command:
    typing = keys.startswith("ctrl+")
    return Command(action, tuple(keys.split()), title, label, FIND, typing, frozenset(needs))


def _mark(action: str, keys: str, title: str, label: str, *needs: Need) -> Command:
    return Command(action, tuple(keys.split()), title, label, MARK, False, frozenset(needs))


def _take(action: str, keys: str, title: str, label: str, *needs: Need) -> Command:
    return Command(
        action, tuple(keys.split()), title, label, TAKE, False, frozenset({Need.ARTICLE, *needs})
    )


def _house(action: str, keys: str, title: str, label: str) -> Command:
    return Command(action, tuple(keys.split()), title, label, LEAVE, keys.startswith("ctrl+"))


COMMANDS: Final = (
    _move("down", "j down", "Next article, or next line"),
    _move("up", "k up", "Article or line before"),
    _move("half_down", "ctrl+d", "Half a page down"),
    _move("half_up", "ctrl+u", "Half a page up"),
    _move("page_down", "pagedown", "A page down"),
    _move("page_up", "pageup", "A page up"),
    _move("first", "g home", "To the top"),
    _move("last", "G end", "To the end"),
    _move("go_left", "h left", "To the pane at the left, or fold"),
    _move("go_right", "l right", "To the pane at the right, or unfold"),
    _move("next_pane", "tab", "To the next pane, or complete what is typed", "next pane"),
    _move("previous_pane", "shift+tab", "To the pane before"),
    _move("back", "escape", "Back to the list, to all articles", "back"),
    _move("list_before", "backspace", "Back to the list seen before", "list before", Need.BEFORE),
    _read("open", "enter", "Open the article", "open"),
    _read("scroll_page", "space", "Scroll the article a page", "page"),
    _read("scroll_down", "J", "Scroll the article from anywhere", "scroll"),
    _read("scroll_up", "K", "Scroll the article back", "scroll"),
    _read("next_article", "right_square_bracket", "Open the next article", "next", Need.NEXT),
    _read(
        "previous_article",
        "left_square_bracket",
        "Open the article before",
        "previous",
        Need.PREVIOUS,
    ),
    _read("older_in_section", "right_curly_bracket", "The next older of its section", "older"),
    _read("newer_in_section", "left_curly_bracket", "The next newer of its section", "newer"),
    _read("next_unread", "u", "Open the next unread article", "unread"),
    _read("related", "R", "List the articles on the same matter", "related"),
    _read("alone", "z", "The article alone, or all panes", "alone"),
    _read("wider_measure", "plus", "Longer lines", "wider"),
    _read("narrower_measure", "minus", "Shorter lines", "narrower"),
    _find("search", "slash", "Search, or find in the article", "search"),
    _find("search_library", "ctrl+f", "Search the library from anywhere", "search"),
    _find("next_match", "n", "To the next match in the article", "match", Need.MATCHES),
    _find("previous_match", "N", "To the match before", "match", Need.MATCHES),
    _find(
        "accept_suggestion",
        "ctrl+y",
        "Search for what was probably meant",
        "what was meant",
        Need.SUGGESTION,
    ),
    _find("show_all", "1", "All articles", "all"),
    _find("show_unread", "2", "Unread articles", "unread"),
    _find("show_starred", "3", "Starred articles", "starred"),
    _find("rail", "b", "The rail: show it, or hide it", "rail"),
    _find("exclude", "x", "In the rail: leave the value out", "leave out", Need.VALUE),
    _find("save_search", "S", "Save the search under a name", "save search", Need.QUERY),
    _find("remove_search", "delete", "In the rail: remove the saved search", "remove", Need.SAVED),
    _find("dates", "d", "Show the months of the list, or hide them", "months"),
    _find("reorder", "r", "Change the order of the list", "order"),
    _mark("star", "s", "Star the article, or take the star away", "star", Need.ARTICLE),
    _mark("toggle_read", "m", "Mark the article read or unread", "read", Need.ARTICLE),
    _mark("tag", "t", "Give or take tags", "tag", Need.ARTICLE),
    _mark("note", "a", "Write a note on it", "note", Need.ARTICLE),
    _mark("mark_all_read", "M", "Mark the whole list read", "all read", Need.ARTICLE),
    _mark("choose", "v", "Choose articles from here on", "choose", Need.ARTICLE),
    _mark("choose_all", "V", "Choose the whole list", "choose all", Need.ARTICLE),
    _mark("undo", "ctrl+z", "Take back the last change of marks", "undo", Need.CHANGE),
    _mark("redo", "ctrl+r", "Do again what was taken back", "redo"),
    _take("browse_page", "o", "Open its web page in the browser", "web page"),
    _take("copy_selected", "ctrl+c", "Copy what the mouse selected", "copy", Need.SELECTED),
    _take("link_hints", "f", "Open a link, or copy where it leads", "links"),
    _take("copy", "y", "Copy its address, title, text or citation", "copy"),
    _take("show_in_pager", "e", "Read it as plain text in $PAGER", "pager"),
    _take("open_in_editor", "E", "Open a copy of it in $EDITOR", "editor"),
    _take("pipe", "vertical_line", "Give its text to a command", "pipe"),
    _house("add", "A", "Add saved pages: a folder or a file", "add pages"),
    _house("add_samples", "", "Add the sample articles", "sample articles"),
    _house("help", "question_mark", "Show all keys", "help"),
    _house("palette", "ctrl+p", "Find a command by its name", "commands"),
    _house("border_back", "less_than_sign", "Less room for the list, or the rail", "border"),
    _house("border_on", "greater_than_sign", "More room for the list, or the rail", "border"),
    _house("choose_theme", "T", "Choose the colours", "colours"),
    _house("switch_theme", "", "Light paper or dark", "theme"),
    _house("quit", "q ctrl+q", "Leave Broadsheet", "quit"),
)
"""Every command, in the order in which help tells them."""

EDITING_KEYS: Final = frozenset({"home", "end", "ctrl+d", "ctrl+u", "left", "right", "backspace"})
"""Keys of the table that mean something else in the search field."""

_FOOTERS: Final = {
    Pane.SEARCH: "accept_suggestion next_pane open back palette",
    Pane.RAIL: "open exclude remove_search back go_right save_search search rail",
    Pane.DATES: "open choose back dates go_left go_right search",
    Pane.LIST: (
        "open search star toggle_read undo next_unread rail save_search reorder tag note"
        " choose scroll_page alone copy browse_page related"
    ),
    Pane.ARTICLE: (
        "back copy_selected scroll_page next_match search next_article star alone next_unread tag"
        " note undo toggle_read link_hints copy browse_page related"
    ),
    Pane.START: "open add palette",
}
_ENDINGS: Final = {
    Pane.SEARCH: "",
    Pane.RAIL: "help quit",
    Pane.DATES: "help quit",
    Pane.LIST: "help quit",
    Pane.ARTICLE: "help quit",
    Pane.START: "help quit",
}
_LABELS: Final = {
    (Pane.SEARCH, "open"): "to the list",
    (Pane.SEARCH, "next_pane"): "complete",
    (Pane.DATES, "open"): "show",
    (Pane.DATES, "choose"): "range",
    (Pane.DATES, "go_left"): "earlier",
    (Pane.DATES, "go_right"): "later",
    (Pane.DATES, "back"): "to the list",
    (Pane.DATES, "dates"): "hide",
    (Pane.RAIL, "open"): "choose",
    (Pane.RAIL, "back"): "to the list",
    (Pane.RAIL, "go_right"): "unfold",
    (Pane.RAIL, "rail"): "hide",
    (Pane.ARTICLE, "search"): "find",
    (Pane.START, "open"): "samples",
}
_TITLES: Final = {
    (Pane.DATES, "open"): "Show the articles of these months",
    (Pane.DATES, "choose"): "Begin a range of months",
    (Pane.DATES, "go_left"): "A month back",
    (Pane.DATES, "go_right"): "A month on",
    (Pane.DATES, "back"): "Leave the range, go to the list",
    (Pane.START, "open"): "Add the sample articles",
}
"""What help says of commands that do something of their own in a pane."""

_NEEDS: Final = {(Pane.RAIL, "go_right"): Need.FOLDED}
"""What works in these panes only with more than elsewhere."""

_NEEDLESS: Final = frozenset(
    {(pane, "open") for pane in (Pane.SEARCH, Pane.DATES, Pane.RAIL, Pane.START)}
    | {(Pane.DATES, "choose")}
)
"""What works in these panes without an article."""


@dataclass(frozen=True, slots=True)
class CommandTable:
    """All commands with the keys that this reader has for them."""

    commands: tuple[Command, ...] = COMMANDS

    def command(self, action: str) -> Command | None:
        """Return the command that ``action`` carries out, None when the table has none."""
        return next((one for one in self.commands if one.action == action), None)

    def key(self, action: str) -> str:
        """Return the first key of ``action`` as people write it, empty where it has none."""
        command = self.command(action)
        return shown_key(command.keys[0]) if command is not None and command.keys else ""

    def way_out(self) -> str:
        """Return the sentence that tells how to leave."""
        back, leaving = self.key("back"), self.key("quit")
        if not leaving:
            return "Broadsheet has no key to leave by."
        return (
            f"{back}, then {leaving}, leaves Broadsheet."
            if back
            else f"{leaving} leaves Broadsheet."
        )

    def footer(self, pane: Pane, there: frozenset[Need] | None = None) -> tuple[Command, ...]:
        """Return what the footer offers while ``pane`` listens, the most useful first.

        Commands that need what is not ``there`` are left out; None leaves out nothing.
        """
        return self._offered(pane, _FOOTERS[pane], there)

    def footer_ending(self, pane: Pane) -> tuple[Command, ...]:
        """Return what the footer says at its right end however narrow it is."""
        return self._offered(pane, _ENDINGS[pane], None)

    def _offered(
        self, pane: Pane, actions: str, there: frozenset[Need] | None
    ) -> tuple[Command, ...]:
        found = (self.command(action) for action in actions.split())
        return tuple(
            replace(
                one,
                label=_LABELS.get((pane, one.action), one.label),
                title=_TITLES.get((pane, one.action), one.title),
            )
            for one in found
            if one is not None and one.keys and (there is None or _works(one, pane, there))
        )

    def with_keys(
        self, keys: Mapping[str, tuple[str, ...]]
    ) -> tuple[CommandTable, tuple[str, ...]]:
        """Return the table with other ``keys`` for some actions, and what is wrong with them.

        A key goes to the action that asks for it here; whichever had it before loses it.
        """
        keys = {action: tuple(map(key_name, given)) for action, given in keys.items()}
        problems = tuple(
            f"[keys] names no action “{action}”.{_meant(action, self.commands)}"
            for action in keys
            if self.command(action) is None
        )
        taken = {key for action, given in keys.items() if self.command(action) for key in given}
        kept = {
            one.action: tuple(key for key in one.keys if key not in taken) for one in self.commands
        }
        changed = (replace(one, keys=(kept | keys)[one.action]) for one in self.commands)
        return CommandTable(tuple(changed)), problems


TABLE: Final = CommandTable()
"""The commands with the keys that nobody has changed."""


def _works(command: Command, pane: Pane, there: frozenset[Need]) -> bool:
    place = pane, command.action
    needs = frozenset() if place in _NEEDLESS else command.needs
    return needs <= there and _NEEDS.get(place) in {None, *there}


def _meant(action: str, commands: tuple[Command, ...]) -> str:
    near = difflib.get_close_matches(action, [one.action for one in commands], 1)
    return f" Did you mean “{near[0]}”?" if near else ""
