"""What the words and signs of a query mean together.

Words next to each other are all asked for; ``OR`` between two asks for either and binds closer;
``-`` or ``NOT`` takes away; parentheses group; ``field:`` holds for the word, phrase or group
behind it. Signs that make no sense where they stand are read as text, or as nothing. The text is
read once, from left to right, with a stack of its own, so that no nesting is too deep.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.results import Sort
from index.search.query_dates import read_days
from index.search.query_tree import (
    FIELDS,
    All,
    AnyOf,
    Language,
    Node,
    Prefix,
    Text,
    Without,
)
from index.text.words import fold, is_unspaced, sought_words

if TYPE_CHECKING:
    from datetime import date

MOST_WORDS: Final = 256
MOST_CHARACTERS: Final = 4096
DEEPEST: Final = 32
SHORTEST_PREFIX: Final = 2
MOST_PREFIXES: Final = 8
"""Prefixes of one query, each as costly as hundreds of words; more of them are read as words."""

LANGUAGES: Final = {
    "arabic": "ar", "chinese": "zh", "中文": "zh", "dutch": "nl", "english": "en", "french": "fr",
    "german": "de", "italian": "it", "japanese": "ja", "korean": "ko", "portuguese": "pt",
    "russian": "ru", "spanish": "es",
}  # fmt: skip
DATE_FIELDS: Final = frozenset({"after", "before", "date"})
_QUOTED: Final = r'"[^"]*"|“[^“”]*”|「[^「」]*」'
_TOKEN: Final = re.compile(
    rf"(?P<space>[\s\x00]+)|(?P<open>[(（])|(?P<close>[)）])|(?P<quoted>{_QUOTED})"
    r"|(?P<field>(?:title|section|source|site|author|lang|after|before|date|sort)[:：](?=\s*\S))"
    r'|(?P<word>[^\s\x00()（）"“”「」]+)|(?P<stray>.)',
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class Reading:
    """What a query text was read as; ``cut`` says that the rest of a long text was left out."""

    tree: Node | None = None
    sort: Sort | None = None
    cut: bool = False


@dataclass(slots=True)
class _Group:
    """A parenthesis that is being read."""

    field: str = ""
    parts: list[Node] = dataclasses.field(default_factory=list)
    either: bool = False
    negative: bool = False

    def add(self, node: Node) -> None:
        if self.negative:
            node = Without(node)
        if self.either and self.parts:
            before = self.parts.pop()
            earlier = before.parts if isinstance(before, AnyOf) else (before,)
            node = AnyOf((*earlier, node))
        self.parts.append(node)
        self.either = self.negative = False

    def node(self) -> Node | None:
        parts: dict[Node, None] = {}
        for part in self.parts:
            parts.update(dict.fromkeys(part.parts if isinstance(part, All) else (part,)))
        if len(parts) == 1:
            return next(iter(parts))
        return All(tuple(parts)) if parts else None


def read_query(text: str, today: date) -> Reading:
    """Read ``text``; whatever it holds, this never raises."""
    reader = _Reader(today)
    reading = reader.read(text[:MOST_CHARACTERS])
    if reading.tree is None and reading.sort is None:
        reading.tree = _plain(text[:MOST_CHARACTERS])
    reading.cut |= len(text) > MOST_CHARACTERS
    return reading


class _Reader:
    def __init__(self, today: date) -> None:
        self._today = today
        self._groups = [_Group()]
        self._too_deep = 0
        self._field = ""
        self._words = self._prefixes = 0
        self._lone_dash = False
        self._reading = Reading()

    def read(self, text: str) -> Reading:
        before = " "
        for token in _TOKEN.finditer(text):
            self._take(token, before)
            before = token[0][-1]
            if self._reading.cut:
                break
        self._too_deep = 0
        while len(self._groups) > 1:
            self._close()
        self._name_as_text()
        self._reading.tree = self._groups[0].node()
        return self._reading

    def _take(self, token: re.Match[str], before: str) -> None:
        kind, typed = token.lastgroup, token[0]
        self._lone_dash = not token.string[token.end() : token.end() + 1].strip()
        if kind == "open":
            self._open()
        elif kind == "close":
            self._close()
        elif kind == "quoted":
            self._value(typed[1:-1], quoted=True)
        elif token["field"] and not self._field and _opens_word(before):
            self._field = typed[:-1].lower()
        elif kind == "word" or token["field"]:
            self._word(typed, before)

    def _open(self) -> None:
        if len(self._groups) > DEEPEST:
            self._too_deep += 1
            return
        inherited = self._groups[-1].field
        self._groups.append(_Group(self._taken_field() or inherited))

    def _close(self) -> None:
        self._name_as_text()
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._groups) > 1:
            node = self._groups.pop().node()
            if node is not None:
                self._groups[-1].add(node)

    def _word(self, typed: str, before: str) -> None:
        group = self._groups[-1]
        if not self._field and typed == "OR" and group.parts:
            group.either = True
        elif not self._field and typed == "NOT":
            group.negative = not group.negative
        elif not self._field and typed == "AND" and group.parts:
            group.either = False
        elif not self._field and typed[0] == "-" and _opens_word(before):
            self._negative(typed.lstrip("-"))
        else:
            self._value(typed, quoted=False)

    def _negative(self, typed: str) -> None:
        if not typed and self._lone_dash:
            return
        self._groups[-1].negative = True
        name, colon, rest = typed.replace("：", ":").partition(":")
        if colon and name.lower() in (*FIELDS, *DATE_FIELDS, "lang"):
            self._field = name.lower()
            typed = rest
        if typed:
            self._value(typed, quoted=False)

    def _value(self, typed: str, *, quoted: bool) -> None:
        name = self._taken_field() or self._groups[-1].field
        if name == "sort" and typed.lower() in tuple(Sort):
            self._reading.sort = Sort(typed.lower())
            return
        node = _special(name, typed, self._today)
        if node is not None:
            self._groups[-1].add(node)
            return
        if name in FIELDS or not name:
            self._texts(typed, name, quoted)
        else:
            self._texts(name, "", quoted=False)
            self._texts(typed, "", quoted)

    def _texts(self, typed: str, name: str, quoted: bool) -> None:
        for node in texts(typed, name, quoted, prefixes=self._prefixes < MOST_PREFIXES):
            self._prefixes += isinstance(node, Prefix)
            left = MOST_WORDS - self._words
            self._words += len(node.terms) if isinstance(node, Text) else 1
            self._reading.cut |= self._words > MOST_WORDS
            if left > 0:
                self._groups[-1].add(_at_most(node, left))

    def _name_as_text(self) -> None:
        if self._field:
            self._texts(self._taken_field(), "", quoted=False)

    def _taken_field(self) -> str:
        name, self._field = self._field, ""
        return name


def _opens_word(before: str) -> bool:
    return before.isspace() or before in "(（\x00"


def _special(name: str, typed: str, today: date) -> Node | None:
    if name in DATE_FIELDS:
        return read_days(name, typed, today)
    if name == "lang":
        code = LANGUAGES.get(typed.lower(), typed.lower().partition("-")[0])
        return Language(code) if re.fullmatch("[a-z]{2,3}", code) else None
    return None


def texts(typed: str, name: str, quoted: bool, *, prefixes: bool) -> list[Text | Prefix]:
    """Return what one word or phrase asks for; a star at its end counts with ``prefixes`` only."""
    if quoted or not (prefixes and typed.endswith(("*", "＊"))):
        terms = tuple(word.term for word in sought_words(typed))
        return [Text(typed, terms, name, quoted)] if terms else []
    typed = typed.rstrip("*＊")
    found = sought_words(typed)
    if not found:
        return []
    last = typed[found[-1].start :]
    start = fold(last)
    if is_unspaced(last) or len(start) < SHORTEST_PREFIX:
        return [Text(typed, tuple(word.term for word in found), name)]
    before = [Text(typed[word.start : word.end], (word.term,), name) for word in found[:-1]]
    return [*before, Prefix(typed, start, name)]


def _at_most(node: Text | Prefix, count: int) -> Text | Prefix:
    if isinstance(node, Prefix) or len(node.terms) <= count:
        return node
    return dataclasses.replace(node, terms=node.terms[:count])


def _plain(text: str) -> Node | None:
    words = [Text(word, terms) for word in text.split() if (terms := _terms(word))]
    parts = [_at_most(word, MOST_WORDS) for word in words[:MOST_WORDS]]
    if len(parts) == 1:
        return parts[0]
    return All(tuple(parts)) if parts else None


def _terms(word: str) -> tuple[str, ...]:
    return tuple(found.term for found in sought_words(word))
