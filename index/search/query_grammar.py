"""What the words and signs of a query mean together.

Words next to each other are all asked for; ``OR`` between two asks for either and binds closer;
``-`` or ``NOT`` takes away; parentheses group; ``field:`` holds for the word, phrase or group
behind it. Signs that make no sense where they stand are read as text, or as nothing. The text is
read once, from left to right, with a stack of its own, so that no nesting is too deep.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from index.search.query_dates import words_behind
from index.search.query_fields import (
    DATE_FIELDS,
    NAMES,
    SPECIAL,
    complaint,
    field_named,
    read_sort,
    read_value,
)
from index.search.query_groups import Group, Reading, joined
from index.search.query_patterns import has_signs, read_plain, read_signs
from index.search.query_tree import Text, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date


MOST_WORDS: Final = 256
MOST_CHARACTERS: Final = 4096
DEEPEST: Final = 32
MOST_PATTERNS: Final = 8
"""Words with ``*``, ``?`` or ``~``, each as costly as hundreds of others; the rest is plain."""

WIDEST: Final = 100
"""Words that may stand between two neighbours of a phrase."""

MOST_NEAR: Final = 8
"""Words of phrases between which others may stand: each costs as much as a query of its own."""

_LONGEST_DATE: Final = 60
_OF_ADDRESSES: Final = frozenset({"", "url"})
# The same page is asked for with and without encryption, and at any place in it.
_ADDRESS: Final = re.compile(r"https?://([^\s#]*[^\W_][^\s#]*)", re.IGNORECASE)
_QUOTED: Final = r'"[^"]*"|“[^“”]*”|„[^„“”]*[“”]|「[^「」]*」|«[^«»]*»|＂[^＂]*＂'
_QUOTES: Final = '"“”„「」«»＂'
_PARTING: Final = ";，、；。！"
_PART: Final = rf"[{_PARTING}]|,(?=[^\W\d_])"
"""Marks that part words without a blank; ``1,000`` is one word."""

_OPEN: Final = rf"[^\s\x00()（）{_QUOTES}]"
_TOKEN: Final = re.compile(
    rf"(?P<space>(?:[\s\x00]|{_PART})+)|(?P<open>[(（])|(?P<close>[)）])"
    rf"|(?P<quoted>(?:{_QUOTED})(?:[~～](?P<slop>[0-9]{{1,4}})(?![^\W_]))?)"
    rf"|(?P<field>(?:{'|'.join(NAMES)})[:：](?=\s*\S))"
    rf"|(?P<word>https?://{_OPEN}+|(?:(?!{_PART}){_OPEN})+)|(?P<stray>.)",
    re.IGNORECASE | re.DOTALL,
)


def read_query(text: str, today: Callable[[], date]) -> Reading:
    """Read ``text``; whatever it holds, this never raises."""
    reader = _Reader(today)
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
        reader.reading.note(f"only its first {MOST_CHARACTERS:,} characters were read")
    reading = reader.read(text)
    if _SMALL_OR.fullmatch(text):
        reading.note("or is a word: OR finds either")
    if reading.tree is None and reading.sort is None and not reading.notes:
        reader.read_words(text)
        if reading.tree is None and text.translate(_WITHOUT_SIGNS).split():
            reading.note("there is no word in it")
    return reading


class _Reader:
    def __init__(self, today: Callable[[], date]) -> None:
        self.reading = Reading()
        self._today = today
        self._groups = [Group()]
        self._too_deep = 0
        self._field = ""
        self._words = self._patterns = self._near = 0
        self._lone_dash = self._full = False
        self._behind = ""
        self._read_to = 0

    def read(self, text: str) -> Reading:
        before = " "
        for token in _TOKEN.finditer(text):
            if token.start() < self._read_to:
                continue
            self._take(token, before)
            before = token[0][-1]
            if self._full:
                break
        self._too_deep = 0
        while len(self._groups) > 1:
            self._close()
        self._name_as_text()
        self.reading.tree = self._groups[0].node()
        return self.reading

    def read_words(self, text: str) -> None:
        """Read ``text`` as words and nothing else: signs alone have said nothing."""
        self._groups = [Group()]
        for typed in text.split():
            self._add(read_plain(typed, ""))
        self.reading.tree = self._groups[0].node()

    def _take(self, token: re.Match[str], before: str) -> None:
        kind, typed = token.lastgroup, token[0]
        if kind == "space":
            return
        if kind != "word":
            self.reading.plain = False
        if kind == "open":
            self._open()
        elif kind == "close":
            self._close()
        elif kind == "quoted":
            self._phrase(typed, token["slop"])
        elif token["field"] and not self._field and _opens_word(before):
            self._field = field_named(typed[:-1])
        elif kind == "word" or token["field"]:
            self._behind = token.string[token.end() : token.end() + _LONGEST_DATE]
            self._lone_dash = not self._behind[:1].strip()
            self._read_to = token.end()
            self._word(typed, before)

    def _open(self) -> None:
        if len(self._groups) > DEEPEST:
            self._too_deep += 1
            self.reading.note(f"parentheses inside {DEEPEST} others were left out")
            return
        inherited = self._groups[-1].field
        self._groups.append(Group(self._taken_field() or inherited))

    def _close(self) -> None:
        self._name_as_text()
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._groups) > 1:
            node = self._groups.pop().node()
            self._groups[-1].add(node)

    def _word(self, typed: str, before: str) -> None:
        group = self._groups[-1]
        if self._field or typed not in _OPERATORS:
            if typed[0] in "-－" and not self._field and _opens_word(before):
                self._negative(typed.lstrip("-－"))
            else:
                self._value(typed)
            return
        self.reading.plain = False
        if typed == "NOT":
            group.negative = not group.negative
        elif group.parts:
            group.either = typed == "OR"
        else:
            self._value(typed)

    def _negative(self, typed: str) -> None:
        if not typed and self._lone_dash:
            return
        self.reading.plain = False
        self._groups[-1].negative = True
        name, colon, rest = typed.replace("：", ":", 1).partition(":")
        field = field_named(name) if colon else ""
        if field and field != "sort":
            self._field = field
            typed = rest
        if typed:
            self._value(typed)

    def _phrase(self, typed: str, slop: str | None) -> None:
        if slop:
            typed = typed[: -len(slop) - 1]
        typed = typed[1:-1]
        name = self._taken_field() or self._groups[-1].field
        if self._special(name, typed):
            return
        if "*" in typed or "＊" in typed:
            self.reading.note("* stands for nothing between quotes")
        self._add(
            dataclasses.replace(word, quoted=True, slop=self._slop(len(word.terms), int(slop or 0)))
            for word in read_plain(typed, name)
            if isinstance(word, Text)
        )

    def _slop(self, terms: int, typed: int) -> int:
        """Return how many words may stand between two neighbours of a phrase of ``terms``."""
        if not typed or terms == 1:
            return 0
        if self._near + terms > MOST_NEAR:
            self.reading.note(f"only {MOST_NEAR} words may stand near each other, others beside")
            return 0
        self._near += terms
        return min(typed, WIDEST)

    def _value(self, typed: str) -> None:
        name = self._taken_field() or self._groups[-1].field
        address = _ADDRESS.match(typed) if name in _OF_ADDRESSES else None
        if address is not None:
            self.reading.plain = False
            self._add(read_plain(address[1], "url"))
            return
        if name in DATE_FIELDS:
            more = words_behind(name, typed, self._behind, self._today())
            self._read_to += more
            typed += self._behind[:more]
        if self._special(name, typed):
            return
        if not has_signs(typed):
            self._add(read_plain(typed, name))
            return
        words, note = read_signs(typed, name)
        if any(not isinstance(word, Text) for word in words):
            self.reading.plain = False
            if self._patterns == MOST_PATTERNS:
                words = read_plain(typed, name)
                note = f"only {MOST_PATTERNS} words with * ? ~ stand for others"
                typed = ""
            else:
                self._patterns += 1
        if note:
            self.reading.note(note, typed)
        self._add(words)

    def _special(self, name: str, typed: str) -> bool:
        """Take the value of a field that takes no words, and tell whether it was one."""
        if name == "sort":
            order = read_sort(typed)
            self.reading.sort = order or self.reading.sort
            known = order is not None
        elif name in SPECIAL:
            node = read_value(name, typed, self._today())
            known = node is not None
            if node is not None and self._room(1):
                self._groups[-1].add(node)
        else:
            return False
        if not known:
            self.reading.note(complaint(name), typed)
            # An order narrows nothing: without it the words beside it find the same.
            words = read_plain(typed, "") if name != "sort" else []
            self._add([*read_plain(name, ""), *words] if words else [])
        return True

    def _add(self, words: Iterable[Words]) -> None:
        """Add what one word or phrase asks for, as far as a query may be long."""
        kept: list[Words] = []
        for word in words:
            terms = len(word.terms) if isinstance(word, Text) else 1
            if room := self._room(terms):
                kept.append(_at_most(word, room))
        self._groups[-1].add(joined(kept))

    def _room(self, wanted: int) -> int:
        """Return how many words may still be taken of as many as are wanted, and count them."""
        room = min(MOST_WORDS - self._words, wanted)
        self._words += room
        if room < wanted:
            self.reading.note(f"only its first {MOST_WORDS} words were read")
            self._full = True
        return room

    def _name_as_text(self) -> None:
        if self._field:
            self._add(read_plain(self._taken_field(), ""))

    def _taken_field(self) -> str:
        name, self._field = self._field, ""
        return name


_SMALL_OR: Final = re.compile(r"\s*[^\W\d]\w* or [^\W\d]\w*\s*")
_WITHOUT_SIGNS: Final = dict.fromkeys(map(ord, f"{_QUOTES}()（）*＊?？~～:：-－\x00"))
_OPERATORS: Final = frozenset({"OR", "AND", "NOT"})


def _opens_word(before: str) -> bool:
    return before.isspace() or before in f"(（\x00,{_PARTING}"


def _at_most(word: Words, count: int) -> Words:
    if not isinstance(word, Text) or len(word.terms) <= count:
        return word
    return dataclasses.replace(word, terms=word.terms[:count])
