"""What list and article say when they have nothing to show: what is the matter, and what to do.

Pure: a few plain sentences, and how they are laid out. Keys are named as the reader has them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.command import shown_key
from tui.headline_lines import GUTTER, Look, Piece, title_pieces
from tui.line_filter import safe_text

if TYPE_CHECKING:
    from index.listing import Results
    from tui.commands import CommandTable
    from tui.headline_lines import Line

_MOST_LINES: Final = 6
"""Lines of one sentence: a path may be long, a query longer."""

_ARTICLES: Final = "articles"
_ORDER: Final = re.compile(r"\s*\bsort:\S+")
_TAG: Final = re.compile(r'tag:(?:"([^"]+)"|([^\s"]+))')
_NOTE: Final = re.compile(r'note:(?:"([^"]+)"|([^\s"]+))')
_TIME: Final = re.compile(r"(?:date|after|before):\S+")
_FILTER: Final = re.compile(r"(?:^|[\s(-])[a-z]+:\S")


@dataclass(frozen=True, slots=True)
class State:
    """What is the matter, in a sentence, and sentences of advice."""

    title: str
    advice: tuple[str, ...] = ()


OPENING: Final = State("Opening the library…")
GONE: Final = "No longer in the library."
_ALL_READ: Final = State("All is read.")
_VIEWS: Final = {
    "is:unread": (_ALL_READ, "", ""),
    "-is:read": (_ALL_READ, "", ""),
    "is:read": (State("Nothing is read yet."), "toggle_read", "marks an article read"),
    "-is:unread": (State("Nothing is read yet."), "toggle_read", "marks an article read"),
    "is:starred": (State("No starred articles yet."), "star", "gives a star"),
    "has:tag": (State("No tagged articles yet."), "tag", "gives a tag"),
    "has:note": (State("No notes yet."), "note", "writes a note"),
}
_NO_RELATED: Final = State("No other article is on the same matter.")


def list_state(results: Results | None, trouble: str, table: CommandTable) -> State | None:
    """Return what stands in the place of the rows of a list, None where there are rows.

    ``trouble`` says why its headlines cannot be fetched.
    """
    if results is None:
        return OPENING
    if not len(results):
        return empty_state(results, table)
    return trouble_state(trouble, searched=False) if trouble else None


def empty_state(results: Results, table: CommandTable) -> State:
    """Return what a list says that has no articles."""
    asked = _ORDER.sub("", results.text).strip()
    if not asked:
        return _empty_library(table)
    state, action, does = _VIEWS.get(asked.lower(), (None, "", ""))
    if state is None and (tag := _TAG.fullmatch(asked)):
        state = State(f"No article has the tag “{tag[1] or tag[2]}”.")
        action, does = "tag", "gives a tag"
    elif state is None and (note := _NOTE.fullmatch(asked)):
        state = State(f"No note says “{note[1] or note[2]}”.")
    elif state is None and asked.startswith("related:"):
        state = _NO_RELATED
    elif state is None and _TIME.fullmatch(asked) and results.understood.startswith(_ARTICLES):
        state = State(f"No {results.understood}.")
    if state is None:
        return _nothing_found(results, asked, table)
    return State(state.title, _told(_key(table, action, does), _whole_library(table)))


def trouble_state(sentence: str, *, searched: bool) -> State:
    """Return what stands in the place of a list that could not be made; ``sentence`` says why."""
    if searched:
        return State("This search did not work.", _told(sentence))
    again = "It is tried again every few seconds."
    return State("The library cannot be read.", _told(sentence, again))


def no_article_state(results: Results | None, table: CommandTable) -> State:
    """Return what stands in the place of the article while the list has none."""
    if results is None:
        return State("")
    if not results.text.strip():
        return State("Articles are read here.")
    return State("No article to read.", _told(_key(table, "search", "changes the search")))


def gone_state(sentence: str) -> State:
    """Return what stands in the place of an article that is gone, or why it cannot be read."""
    if not sentence:
        return State("This article is no longer in the library.")
    return State("This article cannot be read.", (sentence,))


def state_lines(state: State, width: int) -> tuple[Line, ...]:
    """Return the title and, more quietly behind a blank line, the advice."""
    room = max(width - GUTTER - 1, 1)
    blank = Piece(" " * GUTTER, Look.MARK)
    lines: list[Line] = [*title_pieces(safe_text(state.title), (), room, _MOST_LINES)]
    lines += [()] * bool(state.advice)
    for sentence in state.advice:
        for line in title_pieces(safe_text(sentence), (), room, _MOST_LINES):
            lines.append(tuple(Piece(piece.text, Look.META) for piece in line))
    return tuple((blank, *line) for line in lines)


def gone_lines(state: str = GONE) -> tuple[Line, ...]:
    """Return the row of an article that is gone since the list was made."""
    return ((Piece(" " * GUTTER, Look.MARK), Piece(state, Look.META)),)


def _empty_library(table: CommandTable) -> State:
    leave = _key(table, "quit", "leaves; then add saved news pages: broadsheet add FOLDER")
    return State("The library is empty.", _told(leave))


def _nothing_found(results: Results, asked: str, table: CommandTable) -> State:
    meant = results.suggestion
    suggested = (
        f"Did you mean “{meant.text}”? {_key(table, 'accept_suggestion', 'searches for it')}"
        if meant
        else ""
    )
    fewer = "Fewer words or filters" if _FILTER.search(asked) else "Fewer or shorter words"
    advice = _told(suggested.strip(), f"{fewer} find more.", _whole_library(table))
    return State(f"Nothing found for “{asked}”.", advice)


def _whole_library(table: CommandTable) -> str:
    return _key(table, "back", "shows the whole library")


def _key(table: CommandTable, action: str, does: str) -> str:
    """Return what the key of ``action`` does, nothing where the reader has no key for it."""
    command = table.command(action)
    return f"{shown_key(command.keys[0])} {does}." if command and command.keys else ""


def _told(*sentences: str) -> tuple[str, ...]:
    return tuple(filter(None, sentences))
