"""A query that is still being typed: its last word may be the beginning of one.

What has only just begun, such as ``section:`` or ``after:20``, asks for nothing yet; without
that, a list would jump to other articles and back between two keys.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from index.results import Sort
from index.search.query_dates import read_days
from index.search.query_grammar import DATE_FIELDS, LANGUAGES, texts
from index.search.query_tree import FIELDS, All, AnyOf, Prefix, Text

if TYPE_CHECKING:
    from datetime import date

    from index.search.query_tree import Node

_NAMES: Final = "|".join((*FIELDS, *DATE_FIELDS, "lang", "sort"))
_LETTER: Final = re.compile(r"(?<![^\s:：(（\"“-])[a-z]\Z", re.IGNORECASE | re.ASCII)
_TAIL: Final = re.compile(rf'(?:^|(?<=[\s(（]))-?({_NAMES})[:：]\s*(["“]?)(\S*)\Z', re.IGNORECASE)


def without_beginnings(text: str, today: date) -> str:
    """Return ``text`` without what at its end does not say anything yet.

    That is a single letter, and a field without a value that means something.
    """
    text = _LETTER.sub("", text)
    tail = _TAIL.search(text)
    if tail is None:
        return text
    name, value = tail[1].lower(), tail[3]
    return text if value and _says_something(name, value, today) else text[: tail.start()]


def opened(tree: Node, text: str) -> tuple[Node, Node]:
    """Return ``tree`` with the last word of ``text`` as itself or a beginning, and as it is said.

    Both are ``tree`` itself where the last word is finished: quoted, or with a blank behind it.
    """
    word = _last(tree)
    if word is None or word.quoted or not text.endswith(word.typed):
        return tree, tree
    parts = texts(f"{word.typed}*", word.field, quoted=False, prefixes=True)
    end = parts[-1] if parts else None
    if not isinstance(end, Prefix):
        return tree, tree
    begun = parts[0] if len(parts) == 1 else All(tuple(parts))
    said = dataclasses.replace(word, typed=f"{word.typed}…")
    return _with_last(tree, AnyOf((word, begun))), _with_last(tree, said)


def _says_something(name: str, value: str, today: date) -> bool:
    if name in DATE_FIELDS:
        return read_days(name, value, today) is not None
    if name == "sort":
        return value.lower() in tuple(Sort)
    if name == "lang":
        return value.lower() in LANGUAGES or value.lower() in LANGUAGES.values()
    return True


def _last(tree: Node) -> Text | None:
    if isinstance(tree, All | AnyOf):
        return _last(tree.parts[-1])
    return tree if isinstance(tree, Text) else None


def _with_last(tree: Node, last: Node) -> Node:
    if isinstance(tree, All | AnyOf):
        parts = (*tree.parts[:-1], _with_last(tree.parts[-1], last))
        return dataclasses.replace(tree, parts=parts)
    return last
