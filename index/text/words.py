"""Which words a text holds, and where they stand in it.

A word's ``term`` is what is compared: width, case and accents folded, English endings taken off.
Scripts without blanks (Chinese, Japanese, Korean, Thai and their neighbours) have no words to
find without a dictionary, so every character is a term, and every pair of neighbours is one.
Offsets are those of the text as given: folding is done a word at a time and never shifts them.
Nothing here knows queries or Whoosh's index; nothing here raises, whatever the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from operator import add
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VERSION: Final = 2
"""Counts the changes to what terms a text has; an index of another version is built anew."""

LONGEST_TERM: Final = 64
"""Characters of a term; what is longer (an encoded picture, an address) is cut off."""

_UNSPACED: Final = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Signs that belong to the letter before them: accents, vowels of Hebrew, Arabic and the scripts
# of India, soft hyphens and joiners.
_SIGNS: Final = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u200b-\u200d"
)
_LETTER: Final = rf"[^\W\d_{_UNSPACED}]"
_LETTERS: Final = rf"[^\W_{_UNSPACED}]+(?:[{_SIGNS}]+[^\W_{_UNSPACED}]*)*"
_PIECE: Final = re.compile(
    rf"[{_UNSPACED}]+"
    rf"|(?<![^\W_]){_LETTER}(?:\.{_LETTER})+(?![^\W_])\.?"  # U.S., p.m.
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)+"  # 1,200 and 3.5
    rf"|{_LETTERS}(?:['’＇ʼ][sS](?![^\W_]))?"
)
_DOTTED: Final = re.compile(rf"{_LETTER}(?:\.{_LETTER})+\.?\Z")
_POSSESSIVE: Final = ("'s", "’s", "＇s", "ʼs", "'S", "’S", "＇S", "ʼS")
_DROPPED: Final = re.compile("[\u00ad\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u200b-\u200d]")
_WHOLE_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
# Names that turn into a pronoun or an everyday word when their capitals are lost.
_SHADOWED: Final = frozenset({"US", "IT", "WHO"})
_ENGLISH_ENDINGS: Final = (
    "able ables ably al ally als ance ances ant ants ate ated ates ating ation ational ations"
    " ative ator ators ed edly ement ements ence ences ent ents er ers es ful fully ic ical ically"
    " ied ies ing ingly ings ion ional ions ism ist ists ities ity ive ively iveness ization"
    " izations ize ized izer izers izes izing less ly ment ments ness nesses or ors ous ously"
    " ousness s y"
)
_ENDINGS: Final = tuple(_ENGLISH_ENDINGS.split())
_LONGEST_ENDING: Final = max(len(ending) for ending in _ENDINGS)
# What the stemmer takes for the plural of another word.
_UNSTEMMED: Final = frozenset({"news"})


class Word(NamedTuple):
    """A term and where it stands: ``text[start:end]``, the ``position``-th word of the text.

    Several words may share a position: a character and the pair it begins, ``US`` and ``us``.
    """

    term: str
    start: int
    end: int
    position: int


class Piece(NamedTuple):
    """The terms of one piece of text, the most exact first, and the length of what they mark."""

    terms: tuple[str, ...]
    length: int


def words(text: str) -> Iterator[Word]:
    """Yield all the words of ``text`` in order of their positions."""
    position = 0
    for match in _PIECE.finditer(text):
        raw, start = match[0], match.start()
        if is_unspaced(raw):
            yield from _characters(raw, start, position)
            position += len(raw)
            continue
        piece = cut(raw)
        for term in piece.terms:
            yield Word(term, start, start + piece.length, position)
        position += 1


def sought_words(text: str) -> list[Word]:
    """Return the words to look for when ``text`` is sought: one a position, none between them.

    A text holds ``text`` when it has their terms in this order at neighbouring positions.
    """
    found: list[Word] = []
    position = 0
    for match in _PIECE.finditer(text):
        raw, start = match[0], match.start()
        if not is_unspaced(raw):
            piece = cut(raw)
            found.append(Word(piece.terms[0], start, start + piece.length, position))
            position += 1
            continue
        run = _fold_characters(raw)
        for at in range(len(run)):
            pair = run[at : at + 2]
            found.append(Word(pair, start + at, start + at + len(pair), position + at))
        position += len(run)
    if len(found) > 1 and _ends_pair(found[-2], found[-1]):
        found.pop()
    return found


def positions(text: str, first: int = 0) -> tuple[dict[str, list[int]], int]:
    """Return the positions of each term of ``text``, and the position behind the last.

    The same as `words` without offsets, and several times as fast; ``first`` is the position of
    the first word.
    """
    found: dict[str, list[int]] = {}
    position = first
    for raw in _PIECE.findall(text):
        if is_unspaced(raw):
            run = _fold_characters(raw)
            for at, character in enumerate(run):
                found.setdefault(character, []).append(position + at)
                if at + 1 < len(run):
                    found.setdefault(run[at : at + 2], []).append(position + at)
            position += len(run)
            continue
        for term in cut(raw).terms:
            if term in found:
                found[term].append(position)
            else:
                found[term] = [position]
        position += 1
    return found, position


def counts(text: str) -> dict[str, int]:
    """Return how often each term stands in ``text``; quicker than `positions`."""
    found: dict[str, int] = {}
    for raw, often in Counter(_PIECE.findall(text)).items():
        for term in _characters_of(raw) if is_unspaced(raw) else cut(raw).terms:
            found[term] = found.get(term, 0) + often
    return found


def is_unspaced(piece: str) -> bool:
    """Tell whether ``piece`` is of a script that parts its words by no blanks."""
    first = piece[0]
    return first >= "\u0e00" and _UNSPACED_START.match(first) is not None


_UNSPACED_START: Final = re.compile(rf"[{_UNSPACED}]")


def fold(word: str) -> str:
    """Return ``word`` in one width, in lower case and without accents, its ending kept."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold().translate(_WHOLE_LETTERS)
    folded = _DROPPED.sub("", unicodedata.normalize("NFD", folded))
    return unicodedata.normalize("NFC", folded)


@lru_cache(maxsize=1 << 16)
def cut(raw: str) -> Piece:
    """Return the terms of one piece that is no run of an unspaced script."""
    if len(raw) > len("'s") and raw.endswith(_POSSESSIVE):
        raw = raw[:-2]
    if _DOTTED.match(raw):
        return Piece(_letters(raw.replace(".", "")), len(raw))
    if raw[0].isdigit() and "," in raw:
        return Piece((fold(raw.replace(",", ""))[:LONGEST_TERM],), len(raw))
    return Piece(_letters(raw), len(raw))


def _letters(raw: str) -> tuple[str, ...]:
    if raw in _SHADOWED:
        return raw, raw.lower()
    if len(raw) > LONGEST_TERM:
        return (fold(raw[:LONGEST_TERM])[:LONGEST_TERM],)
    folded = fold(raw) or raw
    if not (folded.isascii() and folded.isalpha()) or folded in _UNSTEMMED:
        return (folded,)
    return (_stemmer()(folded),)


@lru_cache(maxsize=1 << 10)
def prefix_stems(start: str) -> frozenset[str]:
    """Return the stems of words that begin with ``start``, where these are cut shorter than it.

    ``investm`` has the stem ``invest`` of "investment"; ``polic`` has none, since the stem of
    "policies" still begins with it. ``start`` is folded.
    """
    if not (start.isascii() and start.isalpha()):
        return frozenset()
    endings = {
        start[:at] + ending
        for at in range(max(2, len(start) - _LONGEST_ENDING), len(start) + 1)
        for ending in _ENDINGS
        if ending.startswith(start[at:])
    }
    stems = {_stemmer()(word) for word in (*endings, start)}
    return frozenset(stem for stem in stems if not stem.startswith(start))


@cache
def _stemmer() -> Callable[[str], str]:
    from whoosh.lang.porter import stem

    def stem_of(word: str) -> str:
        found: str = stem(word)
        # "used" would be found as the country, and as the pronoun.
        return "use" if found == "us" != word else found

    return stem_of


def _characters(raw: str, start: int, position: int) -> Iterator[Word]:
    run = _fold_characters(raw)
    for at, character in enumerate(run):
        yield Word(character, start + at, start + at + 1, position + at)
        if at + 1 < len(run):
            yield Word(run[at : at + 2], start + at, start + at + 2, position + at)


def _characters_of(raw: str) -> list[str]:
    run = _fold_characters(raw)
    return [*run, *map(add, run, run[1:])]


def _fold_characters(run: str) -> str:
    if unicodedata.is_normalized("NFKC", run):
        return run
    return "".join((unicodedata.normalize("NFKC", one) or one)[0] for one in run)


def _ends_pair(pair: Word, last: Word) -> bool:
    return len(pair.term) > 1 and pair.end == last.end and pair.position + 1 == last.position
