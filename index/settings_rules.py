"""Which values a setting may have, and the words for it.

The kinds of values only; which setting is of which kind is told in `settings`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from index.settings_file import shown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_KEY: Final = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a setting means (``says``), what it ``must`` be in words, and which value ``fits``."""

    says: str
    must: str
    fits: Callable[[Any], bool]

    def mistake(self, name: str, value: object) -> str:
        """Return the sentence on a ``value`` that does not fit; empty where it does."""
        if isinstance(value, str) and "\0" in value:
            return f"“{name}” holds a zero character; take it out."
        return "" if self.fits(value) else f"“{name}” must be {self.must}."


def whole_number(says: str, low: int, high: int) -> Rule:
    """Return the rule of a whole number from ``low`` to ``high``."""
    return Rule(
        says,
        f"a whole number from {low} to {high}",
        lambda value: type(value) is int and low <= value <= high,
    )


def number(says: str, low: int, high: int, also: float | None = None, meaning: str = "") -> Rule:
    """Return the rule of a number from ``low`` to ``high``, or ``also`` with a ``meaning``."""
    return Rule(
        says,
        f"a number from {low} to {high}" + (f", or {also:g} for {meaning}" if meaning else ""),
        lambda value: type(value) in {int, float} and (low <= value <= high or value == also),
    )


def one_of(says: str, names: tuple[str, ...]) -> Rule:
    """Return the rule of a text that is one of ``names``."""
    quoted = [f'"{name}"' for name in names]
    must = f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    return Rule(says, must, lambda value: type(value) is str and value in names)


def text(says: str, *, of: str = "", empty: bool = False) -> Rule:
    """Return the rule of a text, which is the name ``of`` something, and may be ``empty``."""
    return Rule(
        says,
        f"a text in quotes{of and ': '}{of}",
        lambda value: type(value) is str and (empty or bool(value.strip())),
    )


def switch(says: str) -> Rule:
    """Return the rule of what is true or false."""
    return Rule(says, "true or false", lambda value: type(value) is bool)


def key_table(says: str) -> Rule:
    """Return the rule of a table of keys; `keys_in` looks into it."""
    return Rule(
        says, 'a table: [keys], with lines as star = "ctrl+s"', lambda value: type(value) is dict
    )


def keys_in(table: dict[str, object]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield each action of a table of keys, its keys, and what is wrong with them (or nothing).

    A key is a name without blanks and commas; the empty text takes the keys of an action away.
    """
    owners: dict[str, str] = {}
    for action, value in table.items():
        keys = _given(value)
        wrong = _wrong_key(action, keys, owners)
        if not wrong:
            owners |= dict.fromkeys(keys or (), action)
        yield action, keys or (), wrong


def nearest(name: str, names: Iterable[str]) -> str:
    """Return ``Did you mean “measure”?``, with the most similar of ``names``; else nothing."""
    import difflib

    near = difflib.get_close_matches(name.lower(), list(names), 1)
    return f"Did you mean “{near[0]}”?" if near else ""


def _given(value: object) -> tuple[str, ...] | None:
    """Return the keys that ``value`` names; None where it is no key and no list of keys."""
    if value == "":
        return ()
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list):
        return None
    keys = tuple(name for name in names if isinstance(name, str) and _KEY.fullmatch(name))
    return keys if len(keys) == len(names) else None


def _wrong_key(action: str, keys: tuple[str, ...] | None, owners: dict[str, str]) -> str:
    name = shown_name(action)
    if keys is None or any(not key.isprintable() for key in keys):
        return f'“{name}” in [keys] must be a key in quotes, a list of them, or "" for none.'
    taken = next((key for key in keys if key in owners), None)
    if taken is not None:
        owner = shown_name(owners[taken])
        return f"“{name}” in [keys] asks for {taken}, which is given to “{owner}” there already."
    return ""
