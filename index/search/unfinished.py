"""A query that is still being typed: its last word may be the beginning of one.

What has only just begun, such as ``section:`` or ``after:20``, asks for nothing yet; without
that, a list would jump to other articles and back between two keys.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from index.search.query_dates import words_behind
from index.search.query_fields import (
    DATE_FIELDS,
    LANGUAGES,
    NAMES,
    SPECIAL,
    field_named,
    read_sort,
    read_value,
)
from index.search.query_misreadings import may_go_on
from index.search.query_patterns import read_signs
from index.search.query_tree import All, AnyOf, Marked, Prefix, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from datetime import date

    from index.search.query_tree import Node

_LETTER: Final = re.compile(r"(?<![^\s:：(（\"“-])[*＊?]*[a-z]?[*＊?]*\Z", re.IGNORECASE | re.ASCII)
_TAIL: Final = re.compile(
    rf'(?:^|(?<=[\s(（]))[-－]?({"|".join(NAMES)})[:：]\s*(?:["“]([^"”]*)|([^\s"“]*))\Z',
    re.IGNORECASE,
)
# The words of a date that stands without quotes; those behind it that are none stay words.
_DAY_TAIL: Final = re.compile(
    rf"(?:^|(?<=[\s(（]))[-－]?({'|'.join(sorted(DATE_FIELDS))})[:：]\s*"
    r"((?:\d{1,2}|[^\W\d_]+)(?:\s+\w+){0,3}\s*)\Z",
    re.IGNORECASE,
)
_BEGINS_DAYS: Final = frozenset(
    {"last", "this", "past", "previous", "the", "a", "an", "one", "two", "three", "four", "five",
     "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
)  # fmt: skip
_MOST_BEGUN: Final = 3
"""Words of a date that may be there before it is one: ``the last 30``."""

_LONGEST_TAIL: Final = 200
# A 1 may become the month 11, a 3 the day 30, and a year has four digits.
_BEGUN_NUMBER: Final = re.compile(
    r"(?<=\d{4})[-/.][01]?\Z|(?<!\d{4})(?<!\.)[-/.][0-3]?\Z|(?<=\.\.)\d{1,3}\Z"
    r"|(?<=[^\W\d_]{3})[\s_-]*\d{1,3}\Z",
    re.ASCII,
)


def without_beginnings(text: str, today: Callable[[], date], known: Container[str] = ()) -> str:
    """Return ``text`` without what at its end does not say anything yet.

    That is a single letter, with or without signs, a field without a value that means something
    unless no letter more could make it mean something, a tag that is not among the ``known`` keys
    of marks, and the begun number of a date.
    """
    days = _DAY_TAIL.search(text[-_LONGEST_TAIL:])
    if days is not None and " " in days[2]:
        return _without_begun_days(text, days, today)
    text = _LETTER.sub("", text)
    tail = _TAIL.search(text[-_LONGEST_TAIL:])
    if tail is None:
        return text
    name, typed = field_named(tail[1]), tail[2] or tail[3] or ""
    value = _BEGUN_NUMBER.sub("", typed) if name in DATE_FIELDS else typed
    if not value or not _says_something(name, value, today, known):
        goes_on = not value or may_go_on(name, value)
        return text[: len(text) - len(tail[0])] if goes_on else text
    text = text[: len(text) - len(typed)] + value
    return f'{text}"' if tail[2] and name in SPECIAL else text


def opened(tree: Node, text: str) -> tuple[Node, Node]:
    """Return ``tree`` with the last word of ``text`` as itself or a beginning, and as it is said.

    Both are ``tree`` itself where the last word is finished: quoted, or with a blank behind it.
    """
    word = _last(tree)
    if word is None or word.quoted or not text.endswith(word.typed):
        return tree, tree
    typed = word.typed.rstrip("?")
    parts, _ = read_signs(f"{typed}*", word.field)
    end = parts[-1] if parts else None
    if not isinstance(end, Prefix):
        return tree, tree
    begun = parts[0] if len(parts) == 1 else All(tuple(parts))
    said = dataclasses.replace(word, typed=f"{typed}…")
    return _with_last(tree, AnyOf((word, begun))), _with_last(tree, said)


def _without_begun_days(text: str, tail: re.Match[str], today: Callable[[], date]) -> str:
    """Return ``text`` without the date in words at its end, or the part of it, that has begun."""
    name, typed = field_named(tail[1]), tail[2]
    value = _BEGUN_NUMBER.sub("", typed)
    if value != typed and read_value(name, value, today()) is not None:
        return text[: len(text) - len(typed)] + value
    first, *rest = typed.split()
    if first.isdigit() or first.lower() in _BEGINS_DAYS:
        is_date = words_behind(name, first, typed[len(first) :], today())
        if not is_date and len(rest) < _MOST_BEGUN:
            return text[: len(text) - len(tail[0])]
    return _LETTER.sub("", text)


def _says_something(
    name: str, value: str, today: Callable[[], date], known: Container[str]
) -> bool:
    if name not in SPECIAL:
        return name != "sort" or read_sort(value) is not None
    if name == "lang":
        return value.lower() in LANGUAGES or value.lower() in LANGUAGES.values()
    node = read_value(name, value, today())
    if isinstance(node, Marked) and node.value:
        return node.key in known
    return node is not None


def _last(tree: Node) -> Text | None:
    if isinstance(tree, All | AnyOf):
        return _last(tree.parts[-1])
    return tree if isinstance(tree, Text) else None


def _with_last(tree: Node, last: Node) -> Node:
    if isinstance(tree, All | AnyOf):
        parts = (*tree.parts[:-1], _with_last(tree.parts[-1], last))
        return dataclasses.replace(tree, parts=parts)
    return last
