"""A query that is narrowed: filters put into it, excluded from it, and taken out again.

Text in, text out. Filters gather at the front, each as it is told by a facet, so that the word
that is being typed stays the last one. What a query means, and what it finds, is the library's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_NAME: Final = 40
"""Characters of a name that is proposed for a search."""

_QUOTED: Final = r'"[^"]*(?:"|$)|“[^“”]*(?:”|$)'
# What stands inside parentheses is read in one way only: tried in many, it would never end.
_INSIDE: Final = rf'(?:[^()"“]|{_QUOTED}|“)*+'
_PART: Final = re.compile(rf"(?:{_QUOTED}|\({_INSIDE}\)|\S)+?(?=\s|$)")
_FILTER: Final = re.compile(r"([a-z]+)[:：](.+)", re.IGNORECASE | re.DOTALL)
_CLOSED: Final = re.compile(r'-?[a-z]+:"[^"]*"|-?(?:lang|tag|is|has|site):[^\s()"]+', re.IGNORECASE)
_WHOLE_DATE: Final = re.compile(r"-?date:[0-9][0-9.-]*", re.IGNORECASE)
_GROUP: Final = re.compile(r"-\(.*\)", re.DOTALL)
_BETWEEN: Final = frozenset({"OR", "AND"})
_BINDS: Final = _BETWEEN | {"NOT"}
_QUOTES: Final = '"“”„「」«»＂'
_PLAIN: Final = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a query: a field, a value without its quotes, and whether it is excluded.

    Values that differ in case alone are the same; ``shown`` is the value as it was typed.
    """

    name: str
    value: str
    excluded: bool = False
    shown: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a query between blanks, and the filters that it is, none when it is words."""

    text: str
    filters: tuple[Filter, ...] = ()
    bound: bool = False

    @property
    def excluded(self) -> bool:
        return any(one.excluded for one in self.filters)


def filters_of(query: str) -> tuple[Filter, ...]:
    """Return the filters that stand in a query by themselves, not in groups and not beside OR."""
    return tuple(one for part in _parts(query) for one in part.filters)


def narrows(query: str, text: str) -> bool:
    """Return whether all filters of ``text`` stand in a query."""
    wanted = _filters(text)
    return bool(wanted) and wanted <= {one for one in filters_of(query) if not one.excluded}


def excludes(query: str, text: str) -> bool:
    """Return whether a query excludes what ``text`` asks for."""
    wanted = _filters(text)
    return any(part.excluded and {*_asked(part)} == wanted for part in _parts(query))


def narrowed(query: str, text: str) -> str:
    """Return a query that asks for ``text``, too; what it has of it already is not doubled."""
    there = {one for one in filters_of(query) if not one.excluded}
    added = [part.text for part in _parts(text) if not {*part.filters} <= there]
    return _with(released(query, text, excluded=True), " ".join(added))


def excluded(query: str, text: str) -> str:
    """Return a query that finds nothing of what ``text`` asks for."""
    query = released(query, text)
    if excludes(query, text):
        return query
    return _with(query, f"-({text})" if len(_parts(text)) > 1 else f"-{text}")


def released(query: str, text: str, *, excluded: bool = False) -> str:
    """Return a query without the filters of ``text``; with ``excluded``, without its exclusion."""
    wanted = _filters(text)

    def goes(part: _Part) -> bool:
        if excluded:
            return part.excluded and {*_asked(part)} == wanted
        return bool(part.filters) and not part.excluded and {*part.filters} <= wanted

    # What is kept stays as it was typed, a blank at the end included.
    kept = [part.text for part in _parts(query) if not goes(part)]
    if len(kept) == len(_parts(query)):
        return query
    return " ".join(kept) + (" " if kept and query[-1:].isspace() else "")


def tag_text(tag: str) -> str:
    """Return the query text that asks for a tag."""
    if _PLAIN.fullmatch(tag):
        return f"tag:{tag}"
    bare = " ".join(tag.translate(dict.fromkeys(map(ord, _QUOTES), " ")).split())
    return f'tag:"{bare}"'


def proposed_name(query: str, order: str = "") -> str:
    """Return a short name for a search: its words and values without signs, then its order."""
    told = [_told(part) for part in _parts(query)]
    name = " ".join(word for word in told if word)
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 1].rstrip()}…"
    return f"{name}, {order}" if order else name


def _told(part: _Part) -> str:
    if len(part.filters) == 1:
        (one,) = part.filters
        return f"not {one.shown}" if one.excluded else one.shown
    return " ".join(part.text.translate(dict.fromkeys(map(ord, _QUOTES), " ")).split())


def _with(query: str, added: str) -> str:
    """Return a query with filters behind those that it begins with."""
    if not added:
        return query
    parts = _parts(query)
    at = _leading(parts)
    before, behind = parts[:at], parts[at:]
    while behind and behind[0].text in _BETWEEN:
        behind = behind[1:]  # It stood between nothing and something.
    if behind and not behind[0].filters and _WHOLE_DATE.fullmatch(added):
        # A day or a month typed behind a year would be read as one date with it.
        added = re.sub(r":(.*)", r':"\1"', added)
    texts = [*(part.text for part in before), added, *(part.text for part in behind)]
    return " ".join(texts) + (" " if query[-1:].isspace() and parts else "")


def _leading(parts: list[_Part]) -> int:
    """Return how many parts at the beginning are filters that nothing behind them can change."""
    for at, part in enumerate(parts):
        words_behind = at + 1 < len(parts) and not parts[at + 1].filters
        date = _WHOLE_DATE.fullmatch(part.text) and not words_behind
        closed = _CLOSED.fullmatch(part.text) or _GROUP.fullmatch(part.text)
        if part.bound or not (date or closed):
            return at
    return len(parts)


def _parts(query: str) -> list[_Part]:
    texts = [found[0] for found in _PART.finditer(query)]
    signs = ["", *texts, ""]
    parts = []
    for before, text, behind in zip(signs, texts, signs[2:], strict=False):
        bound = before in _BINDS or behind == "OR" or before.endswith((":", "："))
        parts.append(_Part(text, () if bound else tuple(_read(text)), bound))
    return parts


def _read(text: str) -> Iterator[Filter]:
    minus = text.startswith("-")
    inside = text[1:] if minus else text
    if minus and inside.startswith("(") and inside.endswith(")"):
        within = [one for part in _parts(inside[1:-1]) for one in part.filters]
        if len(within) == len(_parts(inside[1:-1])):
            yield from (Filter(one.name, one.value, True, one.shown) for one in within)
        return
    found = _FILTER.fullmatch(inside)
    if found and not found[2].startswith("("):
        value = " ".join(found[2].strip(_QUOTES).split())
        if value:
            yield Filter(found[1].lower(), value.casefold(), minus, value)


def _filters(text: str) -> set[Filter]:
    return {one for part in _parts(text) for one in part.filters}


def _asked(part: _Part) -> Iterable[Filter]:
    return (Filter(one.name, one.value) for one in part.filters)
