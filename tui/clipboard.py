"""The clipboard: what is put there is safe to paste, and too much for a terminal is told.

It goes through the terminal (OSC 52), which says nothing about whether it has taken it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from tui.line_filter import safe_text

if TYPE_CHECKING:
    from textual.app import App

_TAKEN_BY_MOST: Final = 74_994
"""Bytes of text in the largest OSC 52 sequence that hterm takes, 100,000 bytes: few take less."""


class Copied(NamedTuple):
    """The sentence that tells what was copied, and how grave it is."""

    sentence: str
    severity: Literal["information", "warning"]


def copy_text(app: App[None], text: str, name: str) -> Copied:
    """Put ``text``, called ``name``, into the clipboard; return what to say about it."""
    # Where it is pasted may well be a terminal.
    text = "\n".join(map(safe_text, text.split("\n")))
    app.copy_to_clipboard(text)
    size = len(text.encode())
    if size <= _TAKEN_BY_MOST:
        return Copied(f"Copied {name}.", "information")
    return Copied(
        f"Copied {name}: {size // 1000:,} kB. Some terminals take no more than"
        f" {_TAKEN_BY_MOST // 1000} kB at once, and leave the clipboard as it was.",
        "warning",
    )
