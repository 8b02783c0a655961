"""What ``*``, ``?`` and ``~`` make of a word: a beginning, a pattern, or a word spelt nearly so.

The index keeps words without their endings, so a pattern is given the same treatment: ``*policy``
is looked for as ``*polici``. Never looks into the index.
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from index.search.query_tree import Fuzzy, Prefix, Text, Wildcard
from index.text.words import LONGEST_TERM, fold, is_unspaced, sought_words

if TYPE_CHECKING:
    from index.search.query_tree import Words
    from index.text.words import Word

FEWEST_LETTERS: Final = 2
"""Letters that a beginning or a pattern has to tell."""

FEWEST_FUZZY: Final = 3
"""Letters of a word that may be spelt nearly so; up to `_SHORT` of them allow one change."""

MOST_CHANGES: Final = 2
_SHORT: Final = 4
_ONE_CHANGE: Final = 7
_TOO_SHORT: Final = "{} needs two letters or more"
_TOO_LONG: Final = "{} is longer than any word"
_NO_LETTERS: Final = "{}: * and ? stand for letters only"

_SIGNS: Final = re.compile(r"[*＊?~～]")
_FUZZY: Final = re.compile(r"(.*[^\W_])[~～]([0-9]?)", re.DOTALL)
_DOTTED: Final = re.compile(r"(?<![^\W_])(?:[a-z]\.)+[a-z]\.?(?![^\W_])")
_STARS: Final = re.compile(r"[*＊]+")
_PART: Final = re.compile(r"(?:[^\W_]|[*?])+")
_INSIDE: Final = re.compile(r"[*?](?=[^\W_])|\*\?|\?\*")
# What stands in for signs while an ending is taken off, so that the stemmer sees a whole word.
_ANY_LETTERS: Final = "bab"
_ANY_LETTER: Final = "b"


def has_signs(typed: str) -> bool:
    """Tell whether ``typed`` holds a sign that may make it stand for other words."""
    return _SIGNS.search(typed) is not None


def read_signs(typed: str, field: str) -> tuple[list[Words], str]:
    """Return what a word with signs asks for, and what has to be said about it, if anything.

    In what is said, ``{}`` stands for the word.
    A sign that makes no sense where it stands, such as the ``?`` behind a question, is nothing.
    """
    fuzzy = _FUZZY.fullmatch(typed)
    if fuzzy is not None:
        if not _INSIDE.search(fuzzy[1]):
            return _fuzzy(fuzzy[1], fuzzy[2], field)
        typed = fuzzy[1]
    typed = _STARS.sub("*", typed)
    if _INSIDE.search(typed) is None or _is_address(typed):
        return _beginning(typed, field)
    return _patterns(typed, field)


def read_plain(typed: str, field: str) -> list[Words]:
    """Return what a word asks for as it stands, without a meaning of its signs."""
    # An abbreviation with points is none of the pronouns (*us*, *it*), in small letters neither.
    dotted = _DOTTED.sub(lambda found: found[0].upper(), typed)
    terms = tuple(word.term for word in sought_words(dotted))
    return [Text(typed, terms, field)] if terms else []


def _is_address(typed: str) -> bool:
    return "/" in typed or "=" in typed


def _fuzzy(typed: str, digit: str, field: str) -> tuple[list[Words], str]:
    found = sought_words(typed)
    last = fold(typed[found[-1].start :]) if found else ""
    if last.isdigit():
        return read_plain(f"{typed}-{digit}" if digit else typed, field), ""
    if len(last) < FEWEST_FUZZY or is_unspaced(last):
        return read_plain(typed, field), "{} needs three letters or more"
    told = int(digit) if digit else 1 + (len(last) > _ONE_CHANGE)
    distance = min(max(told, 1), 1 if len(last) <= _SHORT else MOST_CHANGES)
    words = _all_but_last(typed, found, field)
    words.append(Fuzzy(typed[found[-1].start :], found[-1].term, distance, field))
    return words, ""


def _beginning(typed: str, field: str) -> tuple[list[Words], str]:
    start = typed.removesuffix("*")
    found = sought_words(start)
    if start == typed or (found and is_unspaced(start[found[-1].start :])):
        return read_plain(start, field), ""
    last = fold(start[found[-1].start :]) if found else ""
    if len(last) < FEWEST_LETTERS:
        return read_plain(start, field), _TOO_SHORT
    words = _all_but_last(start, found, field)
    words.append(Prefix(start[found[-1].start :] if words else start, last, field))
    return words, ""


def _all_but_last(typed: str, found: list[Word], field: str) -> list[Words]:
    return [Text(typed[word.start : word.end], (word.term,), field) for word in found[:-1]]


def _patterns(typed: str, field: str) -> tuple[list[Words], str]:
    words: list[Words] = []
    note = ""
    for part in _PART.findall(fold(typed)):
        letters = part.replace("*", "").replace("?", "")
        if len(letters) == len(part):
            words += read_plain(part, field)
        elif any(map(is_unspaced, letters)):
            words += read_plain(" ".join(part.replace("*", " ").replace("?", " ").split()), field)
            note = _NO_LETTERS if set(part.strip("*?")) & {"*", "?"} else note
        elif len(letters) >= FEWEST_LETTERS and len(part) <= LONGEST_TERM:
            words.append(_pattern(part, field))
        else:
            words += read_plain(letters, field)
            note = _TOO_SHORT if len(letters) < FEWEST_LETTERS else _TOO_LONG
    return words, note


def _pattern(part: str, field: str) -> Words:
    if part.find("*") == len(part) - 1 and "?" not in part:
        return Prefix(part[:-1], part[:-1], field)
    return Wildcard(part, pattern_of_terms(part), field, other_terms(part))


@lru_cache(maxsize=1 << 8)
def pattern_of_terms(pattern: str) -> str:
    """Return the pattern that the terms of words fit which fit ``pattern``, both folded.

    It is ``pattern`` itself where its ending stays, or where too few letters would be left.
    """
    cut = max(pattern.rfind("*"), pattern.rfind("?")) + 1
    head = pattern[:cut].replace("*", _ANY_LETTERS).replace("?", _ANY_LETTER)
    whole = head + pattern[cut:]
    term = sought_words(whole)[0].term
    if len(whole) > LONGEST_TERM or not term.startswith(head):
        return pattern
    shorter = pattern[:cut] + term[len(head) :]
    letters = len(shorter) - shorter.count("*") - shorter.count("?")
    return shorter if letters >= FEWEST_LETTERS else pattern


@lru_cache(maxsize=1 << 8)
def other_terms(pattern: str) -> tuple[str, ...]:
    """Return the terms of words which fit ``pattern`` that `pattern_of_terms` misses.

    Only for a single ``?``, which twenty-six letters can take the place of: ``organi?ation``
    finds "organization", whose term is ``organ``.
    """
    if "*" in pattern or pattern.count("?") != 1:
        return ()
    words = (pattern.replace("?", letter) for letter in ascii_lowercase)
    terms = {found[0].term for word in words if (found := sought_words(word))}
    fits = re.compile(translate(pattern_of_terms(pattern))).match
    return tuple(sorted(term for term in terms if not fits(term)))
