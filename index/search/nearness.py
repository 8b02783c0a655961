"""Which words of a list are a few changes of a letter away from a word that was typed.

A change puts a letter in, takes one out, puts another in its place, or swaps two neighbours
(optimal string alignment). Words that cannot be near are left out by length and by the letters
they have before any distance is computed, and the rest are compared all at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from index.search.engine.segment_file import Array
    from index.search.surface import WordList

_BYTES_A_LETTER: Final = 4
_BEYOND_ASCII: Final = b"\x80"
_MOST_COMPARED: Final = 20_000


def near(
    words: WordList, sought: str, farthest: int, *, first_kept: bool = False
) -> list[tuple[str, int, int]]:
    """Return the words at most ``farthest`` changes away from ``sought``: word, changes, count.

    In no order. Their first letter is plain (ASCII) where that of ``sought`` is, and only there;
    with ``first_kept`` it is the same. Of very many, the most frequent are looked at.
    """
    places = _candidates(words, sought, farthest, first_kept)
    if not len(places):
        return []
    if len(places) > _MOST_COMPARED:
        counts = words.counts[places].astype(np.int64)
        places = places[np.argpartition(-counts, _MOST_COMPARED)[:_MOST_COMPARED]]
    letters, lengths = _letters(words, places, plain=sought.isascii())
    changes = distances(np.array([ord(one) for one in sought], np.int32), letters, lengths)
    close = np.flatnonzero(changes <= farthest)
    found = zip(places[close].tolist(), changes[close].tolist(), strict=True)
    return [
        (words.words[place].decode("utf-8", "replace"), change, int(words.counts[place]))
        for place, change in found
    ]


def distances(sought: Array, letters: Array, lengths: Array) -> Array:
    """Return how many changes turn ``sought`` into each of many words.

    ``sought`` are the code points of a word, ``letters`` [K, L] those of K words, filled up to the
    longest with 0, ``lengths`` [K] their lengths. The recurrence of Levenshtein with swaps of
    neighbours, a row of it for all words at a time: an insertion costs one a column, so that the
    least over all columns before is a running minimum of what stands there less its column.
    """
    count, longest = letters.shape
    columns = np.arange(longest + 1, dtype=np.int16)
    before = np.zeros((count, longest + 1), np.int16)
    row = np.broadcast_to(columns, (count, longest + 1)).copy()
    matched = np.zeros((count, longest), bool)
    for at, letter in enumerate(sought.tolist()):
        same = letters == letter
        least = np.empty_like(row)
        least[:, 0] = at + 1
        least[:, 1:] = np.minimum(row[:, 1:] + 1, row[:, :-1] + ~same)
        if at:
            swapped = same[:, :-1] & matched[:, 1:]
            swaps = np.where(swapped, before[:, :-2] + 1, np.int16(1 << 12))
            least[:, 2:] = np.minimum(least[:, 2:], swaps)
        least -= columns
        np.minimum.accumulate(least, axis=1, out=least)
        least += columns
        before, row, matched = row, least, same
    return row[np.arange(count), lengths]


def _candidates(words: WordList, sought: str, farthest: int, first_kept: bool) -> Array:
    content = sought.encode("utf-8", "replace")
    first, last = _range(words, sought[0], first_kept)
    bits = np.bitwise_or.reduce(np.uint32(1) << (np.frombuffer(content, np.uint8) & 31))
    width = 1 if sought.isascii() else _BYTES_A_LETTER
    lengths = words.lengths[first:last]
    fits = np.abs(lengths - len(content)) <= farthest * width
    fits &= np.bitwise_count(words.letters[first:last] ^ bits) <= 2 * farthest * width
    return np.flatnonzero(fits) + first


def _range(words: WordList, letter: str, kept: bool) -> tuple[int, int]:
    if kept:
        return words.words.span(letter.encode("utf-8", "replace"))
    beyond = words.words.place(_BEYOND_ASCII)
    return (0, beyond) if letter.isascii() else (beyond, len(words.words))


def _letters(words: WordList, places: Array, *, plain: bool) -> tuple[Array, Array]:
    """Return code points of the words at ``places``, and their lengths; bytes where ``plain``."""
    if not plain:
        texts = [words.words[at].decode("utf-8", "replace") for at in places.tolist()]
        lengths = np.array([len(text) for text in texts], np.int64)
        packed = np.array(texts, np.dtype(f"<U{int(lengths.max(initial=1))}"))
        return packed.view(np.uint32).reshape(len(texts), -1).astype(np.int32), lengths
    starts, lengths = words.words.ends[places], words.lengths[places]
    longest = int(lengths.max(initial=1))
    columns = np.arange(longest)
    at = np.minimum(starts[:, None] + columns, len(words.words.content) - 1)
    return np.where(columns < lengths[:, None], words.words.content[at], 0), lengths
