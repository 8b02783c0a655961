"""Which terms of a sorted dictionary a prefix, a pattern, a fuzzy word or a range stands for.

Each answer is a list of places in the dictionary, or a ``range`` of them. The letters of all
terms lie in one array, so a pattern or an edit distance is tried on thousands of terms by a few
steps over whole arrays, in a time that grows with the letters there are and with nothing else.
"""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.search.engine.segment_file import Array
    from index.search.engine.terms import Terms

Places: TypeAlias = "range | Array"

_WILD: Final = re.compile(r"[*?\[]")
_RUN: Final = re.compile(r"[*?]*\*[*?]*")
_ASCII: Final = 0x80
_FAR: Final = 100


class _Letters(NamedTuple):
    """The letters of several terms one behind the other: those of i are ``[edges[i]:edges[i+1]]``.

    Bytes where all are ASCII, else code points.
    """

    content: Array
    edges: Array


def prefix(terms: Terms, start: str) -> range:
    """Return the terms that begin with ``start``."""
    return range(*terms.span(packed(start)))


def between(terms: Terms, first: bytes, last: bytes) -> range:
    """Return the terms from ``first`` up to ``last``, both included."""
    return range(terms.place(first), terms.place(last + b"\0"))


def wildcard(terms: Terms, pattern: str) -> Places:
    """Return the terms that fit ``pattern``: ``*`` any letters, ``?`` one, ``[ab]`` a or b."""
    wild = _WILD.search(pattern)
    head = pattern[: wild.start()] if wild else pattern
    first, last = terms.span(packed(head))
    if first >= last or wild is None:
        at = terms.find(packed(pattern))
        return range(at, at + 1) if wild is None and at >= 0 else range(0)
    rest = _RUN.sub(_shortest, pattern[len(head) :])
    if rest == "*":
        return range(first, last)
    if "[" in pattern:
        fits = re.compile(fnmatch.translate(pattern)).match
        there = [bool(fits(one.decode("utf-8", "replace"))) for one in terms.between(first, last)]
        return first + np.flatnonzero(there)
    letters = _letters(terms, first, last)
    return first + _fitting(letters, len(_points(head, letters)), rest)


def fuzzy(terms: Terms, text: str, distance: int, same: int) -> Array:
    """Return the terms that turn into ``text`` by at most ``distance`` changes of a letter.

    A change puts a letter in, takes one out or exchanges one; the first ``same`` stay.
    """
    first, last = terms.span(packed(text[:same]))
    if first >= last:
        return np.zeros(0, np.intp)
    letters = _letters(terms, first, last)
    sought = _points(text, letters)
    lengths = np.diff(letters.edges)
    near = np.flatnonzero(np.abs(lengths - len(sought)) <= distance)
    far = _distances(letters, near, sought, distance)
    return first + near[far <= distance]


def packed(text: str) -> bytes:
    """Return ``text`` as terms are kept; what cannot be written so is in no term."""
    return text.encode("utf-8", "replace")


def _shortest(run: re.Match[str]) -> str:
    return "?" * run[0].count("?") + "*"


def _letters(terms: Terms, first: int, last: int) -> _Letters:
    ends = terms.ends[first : last + 1]
    content = terms.content[ends[0] : ends[-1]]
    edges = ends - ends[0]
    if content.max(initial=0) < _ASCII:
        return _Letters(content, edges)
    begun = np.zeros(len(content) + 1, np.int64)
    np.cumsum((content & 0xC0) != _ASCII, out=begun[1:])
    points = content.tobytes().decode("utf-8", "surrogatepass").encode("utf-32-le", "surrogatepass")
    return _Letters(np.frombuffer(points, "<u4"), begun[edges])


def _points(text: str, letters: _Letters) -> Array:
    """Return ``text`` as numbers to compare with ``letters``, among which a strange one is not."""
    points = np.array([ord(one) for one in text], np.uint32)
    if letters.content.dtype == np.uint8:
        return np.minimum(points, _ASCII).astype(np.uint8)
    return points


def _fitting(letters: _Letters, known: int, pattern: str) -> Array:
    """Return which terms fit ``pattern`` behind their first ``known`` letters.

    Every piece between stars takes the first place it can: if any choice fits, that one does.
    """
    content, edges = letters
    pieces = pattern.split("*")
    terms = np.arange(len(edges) - 1)
    cursors, ends = edges[:-1] + known, edges[1:]
    fits = _at(letters, cursors, ends, pieces[0])
    if len(pieces) == 1:
        fits &= ends - cursors == len(pattern)
    terms, cursors, ends = terms[fits], cursors[fits] + len(pieces[0]), ends[fits]
    where: dict[str, Array] = {}
    for piece in filter(None, pieces[1:-1]):
        if not len(terms):
            break
        if piece not in where:
            where[piece] = _occurrences(letters, piece)
        places = where[piece]
        next_ones = _following(places, cursors, len(content) + 1)
        fits = next_ones + len(piece) <= ends
        terms, ends = terms[fits], ends[fits]
        cursors = next_ones[fits] + len(piece)
    if len(pieces) > 1 and pieces[-1]:
        starts = ends - len(pieces[-1])
        terms = terms[(starts >= cursors) & _at(letters, starts, ends, pieces[-1])]
    return terms


def _following(places: Array, cursors: Array, nowhere: int) -> Array:
    if not len(places):
        return np.full(len(cursors), nowhere)
    at = places.searchsorted(cursors)
    return np.where(at < len(places), places.take(at, mode="clip"), nowhere)


def _at(letters: _Letters, starts: Array, ends: Array, piece: str) -> Array:
    """Tell for each term whether ``piece`` stands at its place in ``starts``."""
    fits = starts + len(piece) <= ends
    for at, point in enumerate(_points(piece, letters)):
        if piece[at] != "?":
            fits &= letters.content.take(starts + at, mode="clip") == point
    return fits


def _occurrences(letters: _Letters, piece: str) -> Array:
    content = letters.content
    count = len(content) - len(piece) + 1
    there = np.ones(max(count, 0), bool)
    for at, point in enumerate(_points(piece, letters)):
        if piece[at] != "?" and count > 0:
            there &= content[at : at + count] == point
    return np.flatnonzero(there)


def _distances(letters: _Letters, terms: Array, sought: Array, most: int) -> Array:
    """Return how many changes turn each of ``terms`` into ``sought``, above ``most`` inexactly.

    Row by row as Wagner and Fischer did, but for all terms at once, and no further from the
    diagonal than ``most`` (Ukkonen).
    """
    starts, ends = letters.edges[terms], letters.edges[terms + 1]
    width = int((ends - starts).max(initial=0))
    columns = [
        np.where(starts + at < ends, letters.content.take(starts + at, mode="clip"), 0)
        for at in range(width)
    ]
    band = range(-most, most + 1)
    far = np.full(len(terms), _FAR, np.int8)
    row = {at: np.full(len(terms), at, np.int8) if at >= 0 else far for at in band}
    for line, point in enumerate(sought, 1):
        fresh: dict[int, Array] = {}
        for at in band:
            column = line + at
            if column < 0 or column > width:
                fresh[at] = far
                continue
            best = row[at + 1] + np.int8(1) if at < most else far
            if column > 0:
                best = np.minimum(best, row[at] + (columns[column - 1] != point).view(np.int8))
                if at > -most:
                    best = np.minimum(best, fresh[at - 1] + np.int8(1))
            fresh[at] = np.minimum(best, far)
        row = fresh
    lengths = ends - starts - len(sought)
    return _chosen(row, lengths, far)


def _chosen(row: dict[int, Array], lengths: Array, far: Array) -> Array:
    found = far
    for at, distances in row.items():
        found = np.where(lengths == at, distances, found)
    return found


Expansion: TypeAlias = "Callable[[Terms], Places]"
"""Which terms of one segment's dictionary are meant."""
