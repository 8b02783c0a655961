"""The colours: one dark theme and one like paper, each with a single accent; and Textual's.

Values and names only; the app registers them, `theme_colours` gives Textual's themes what they lack
and `theme.tcss` says what wears which colour.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

DARK_NAME: Final = "broadsheet-dark"
LIGHT_NAME: Final = "broadsheet-light"

DARK: Final = Theme(
    name=DARK_NAME,
    dark=True,
    primary="#dba765",
    secondary="#dba765",
    accent="#dba765",
    warning="#dba765",
    error="#d98a7b",
    success="#dba765",
    foreground="#d6d3cc",
    background="#17181b",
    surface="#17181b",
    panel="#202226",
    variables={
        "ink": "#ece9e2",
        "quiet": "#8b8b87",
        "faint": "#5c5d5d",
        "rule": "#2f3136",
        "raised": "#25272c",
        "match": "#4a3a22",
        "match-ink": "#f4dfc0",
        "match-here": "#dba765",
        "match-here-ink": "#17181b",
        "input-cursor-background": "#dba765",
        "input-cursor-foreground": "#17181b",
        "input-selection-background": "#dba765 30%",
        "block-cursor-background": "#25272c",
        "block-cursor-foreground": "#ece9e2",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2b2e34",
        "block-cursor-blurred-foreground": "#ece9e2",
        "block-cursor-blurred-text-style": "none",
        "scrollbar": "#34373d",
        "scrollbar-hover": "#4a4d54",
        "scrollbar-active": "#dba765",
        "scrollbar-background": "#17181b",
        "scrollbar-background-hover": "#17181b",
        "scrollbar-background-active": "#17181b",
        "scrollbar-corner-color": "#17181b",
    },
)

LIGHT: Final = Theme(
    name=LIGHT_NAME,
    dark=False,
    primary="#98501c",
    secondary="#98501c",
    accent="#98501c",
    warning="#98501c",
    error="#a3352a",
    success="#98501c",
    foreground="#33302b",
    background="#f8f5ee",
    surface="#f8f5ee",
    panel="#eee9de",
    variables={
        "ink": "#1f1d1a",
        "quiet": "#77726a",
        "faint": "#a39d92",
        "rule": "#dcd5c7",
        "raised": "#ece6d9",
        "match": "#f3dcb4",
        "match-ink": "#4d2a0c",
        "match-here": "#98501c",
        "match-here-ink": "#f8f5ee",
        "input-cursor-background": "#98501c",
        "input-cursor-foreground": "#f8f5ee",
        "input-selection-background": "#98501c 25%",
        "block-cursor-background": "#ece6d9",
        "block-cursor-foreground": "#1f1d1a",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e0d8c6",
        "block-cursor-blurred-foreground": "#1f1d1a",
        "block-cursor-blurred-text-style": "none",
        "scrollbar": "#d5cdbd",
        "scrollbar-hover": "#bdb4a2",
        "scrollbar-active": "#98501c",
        "scrollbar-background": "#f8f5ee",
        "scrollbar-background-hover": "#f8f5ee",
        "scrollbar-background-active": "#f8f5ee",
        "scrollbar-corner-color": "#f8f5ee",
    },
)


def other_theme(name: str) -> str:
    """Return the theme to switch to: paper from the dark one, the dark one from any other."""
    return LIGHT_NAME if name == DARK_NAME else DARK_NAME


def theme_names() -> tuple[str, ...]:
    """Return the names of all themes: ours first, then Textual's by name."""
    return (DARK_NAME, LIGHT_NAME, *sorted(BUILTIN_THEMES))


def is_dark(name: str) -> bool:
    """Tell whether the theme ``name`` is for dark rooms; True for one that is not known."""
    known = BUILTIN_THEMES | {DARK_NAME: DARK, LIGHT_NAME: LIGHT}
    return name not in known or known[name].dark


def names_with(typed: str) -> tuple[str, ...]:
    """Return the names of the themes in which every word of ``typed`` occurs, in their order."""
    words = typed.lower().split()
    return tuple(name for name in theme_names() if all(word in _told(name) for word in words))


def unknown_theme(name: str, names: Iterable[str]) -> str:
    """Return the sentence that tells of a theme that is not among ``names``."""
    near = difflib.get_close_matches(name, list(names), 1)
    hint = f"Did you mean “{near[0]}”?" if near else "T shows all that there are."
    return f"There are no colours “{name}”. {hint}"


def _told(name: str) -> str:
    return f"{name} {'dark' if is_dark(name) else 'light'}"
