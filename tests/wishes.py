"""Short ways to wish for changes of marks, and to tell what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.changes import Change, Done, Mark

if TYPE_CHECKING:
    from index.library import Library

ALL = tuple(range(1, 13))
"""The numbers of the articles in the small library."""


def read(*numbers: int) -> Change:
    """Return the wish to mark articles as read."""
    return Change(Mark.READ, True, numbers)


def star(*numbers: int) -> Change:
    """Return the wish to give articles a star."""
    return Change(Mark.STARRED, True, numbers)


def tagged(tag: str, *numbers: int, on: bool = True) -> Change:
    """Return the wish to give articles a tag, or to take it away."""
    return Change(Mark.TAG, on, numbers, tag)


def noted(text: str, *numbers: int) -> Change:
    """Return the wish to keep a note on articles."""
    return Change(Mark.NOTE, True, numbers, text)


def told(done: Done | None) -> tuple[int, ...] | None:
    """Return the articles of what was done, None where nothing was."""
    return None if done is None else done.numbers


def read_of(library: Library) -> list[int]:
    """Return the numbers of all articles that are read."""
    return sorted(set(ALL) - library.unread())
