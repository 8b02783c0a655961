"""Numbers for words: what was read in a text, the term it is kept under, and how it is spelled.

====================  =========================================================================
form                  what stands between two blanks of a text, as it is: ``"Ports,"``
word                  one piece of a form, folded, and the term it has: ``ports`` and ``port``
group                 a form that is several words, or one that is kept under two terms
run                   characters of a script without blanks; taken apart by who asks
====================  =========================================================================

A form is looked up in a dictionary, and cut only when it is not there. It grows with what is
read, and is started anew by its owner when `is_full` says so. Nothing here knows positions in a
text or documents.
"""

from __future__ import annotations

import re
import string
from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from index.search.engine.terms import heads_of
from index.text.words import _PIECE, _UNSPACED_START, cut, fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.engine.segment_file import Array

RUN: Final = -1
"""The code of a run. Groups count on below it: the first is ``RUN - 1``."""

FORMS: Final = 500_000
"""How many forms and words are known at most: a few hundred bytes each."""

SHORTEST_SEEN: Final = 2
LONGEST_SEEN: Final = 32
"""Characters of a word that is kept as it is read."""

_LONGEST_FORM: Final = 64
_NOT_KEPT: Final = -1
_MARKS: Final = string.punctuation
# What is cut here is remembered here.
_cut: Final = cut.__wrapped__
_LETTER: Final = re.compile(r"[^\W\d_]")


class Unspaced(Exception):  # noqa: N818  # a signal to read on in another way
    """The form has characters of a script without blanks."""


class Vocabulary:
    """All that is known of the words met so far."""

    def __init__(self, limit: int = FORMS) -> None:
        self._limit = limit
        self.start_anew()

    def start_anew(self) -> None:
        """Forget all numbers; what they stood for has to be done with."""
        # In place: a new vocabulary would leave the old one in memory until a collection.
        self.terms: list[bytes] = []
        """The terms by their numbers."""
        self.seen: list[bytes] = []
        """Words as they are read, by their numbers."""
        self.forms = _Forms(self)
        self.pieces = _Pieces(self)
        self.units = _Units(self)
        self._term_numbers: dict[str, int] = {}
        self._seen_numbers: dict[str, int] = {}
        self._words: dict[tuple[str, str], int] = {}
        self._term_order = _Order(self.terms)
        self._seen_order = _Order(self.seen)
        self._terms_of = array("i")
        self._seen_of = array("i")
        self._group_starts = array("q", (0,))
        self._group_words = array("i")
        self._group_places = array("i")
        self._group_widths = array("i")

    def is_full(self) -> bool:
        """Return whether it is time to start anew."""
        return len(self.forms) + len(self._terms_of) + len(self._group_words) > self._limit

    def order(self) -> Array:
        """Return the numbers of all terms in the order of the terms."""
        return self._term_order.get()

    def seen_order(self) -> Array:
        """Return the numbers of all words as they are read in their order."""
        return self._seen_order.get()

    def terms_of(self, words: Array) -> Array:
        """Return the number of the term of each word."""
        return np.array(self._terms_of, np.int32)[words]

    def seen_of(self, words: Array) -> Array:
        """Return the number of each word as it is read, without those that are not kept so."""
        numbers = np.array(self._seen_of, np.int32)[words]
        return numbers[numbers >= 0]

    def groups(self) -> tuple[Array, Array, Array]:
        """Return where each group begins and ends, the words of all and their places in it."""
        return (
            np.array(self._group_starts, np.int64),
            np.array(self._group_words, np.int32),
            np.array(self._group_places, np.int32),
        )

    def group_widths(self) -> Array:
        """Return how many positions each group takes."""
        return np.array(self._group_widths, np.int32)

    def whole(self, value: str) -> int:
        """Return the number of the word that is a term as it is and nothing else."""
        return self._word("", value.encode("utf-8", "replace").decode())

    def code(self, form: str) -> int:
        """Return the number of a word, or the code of a group; raises `Unspaced`."""
        if form.isascii():
            piece = form.strip(_MARKS)
            if piece.isalpha():
                return self._letters(piece)
        elif _UNSPACED_START.search(form):
            raise Unspaced
        pieces = _PIECE.findall(form)
        if len(pieces) != 1:
            return self._group([self._members(self.forms[piece]) for piece in pieces])
        return self.forms[pieces[0]] if pieces[0] != form else self._piece(form)

    def _letters(self, piece: str) -> int:
        """Return the code of nothing but letters, which most pieces are; case tells names apart."""
        if piece.isupper() or len(piece) > LONGEST_SEEN:
            return self._piece(piece)
        lower = piece.lower()
        code = self.forms.get(lower)
        if code is None:
            code = self.forms[lower] = self._word(lower, _cut(lower).terms[0])
        return code

    def _piece(self, piece: str) -> int:
        terms, length = _cut(piece)
        word = self._word(fold(piece[:length]), terms[0])
        if len(terms) == 1:
            return word
        return self._group([[word, *(self._word("", term) for term in terms[1:])]])

    def _members(self, code: int) -> Sequence[int]:
        """Return the words at the one position of a piece."""
        if code >= 0:
            return (code,)
        group = RUN - 1 - code
        return self._group_words[self._group_starts[group] : self._group_starts[group + 1]]

    def _word(self, seen: str, term: str) -> int:
        word = self._words.setdefault((seen, term), len(self._words))
        if word == len(self._terms_of):
            kept = SHORTEST_SEEN <= len(seen) <= LONGEST_SEEN
            kept = kept and (seen.isalpha() or _LETTER.search(seen) is not None)
            self._terms_of.append(_number(term, self._term_numbers, self.terms))
            self._seen_of.append(
                _number(seen, self._seen_numbers, self.seen) if kept else _NOT_KEPT
            )
        return word

    def _group(self, positions: Sequence[Sequence[int]]) -> int:
        for place, words in enumerate(positions):
            self._group_words.extend(words)
            self._group_places.extend([place] * len(words))
        self._group_starts.append(len(self._group_words))
        self._group_widths.append(len(positions))
        return RUN - len(self._group_widths)


class _Forms(dict[str, int]):
    """From a form to its word or group."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, form: str) -> int:
        code = self._vocabulary.code(form)
        if len(form) <= _LONGEST_FORM:
            self[form] = code
        return code


class _Pieces(dict[str, int]):
    """From a piece of a text to its word or group; runs are put aside in their order."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._forms = vocabulary.forms
        self.runs: list[str] = []

    def __missing__(self, piece: str) -> int:
        if is_unspaced(piece):
            self.runs.append(piece)
            return RUN
        code = self[piece] = self._forms[piece]
        return code


class _Units(dict[str, int]):
    """From a character of a run, or two neighbours, to its word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, unit: str) -> int:
        word = self[unit] = self._vocabulary.whole(unit)
        return word


def _number(text: str, numbers: dict[str, int], kept: list[bytes]) -> int:
    number = numbers.setdefault(text, len(kept))
    if number == len(kept):
        kept.append(text.encode())
    return number


class _Order:
    """The numbers of texts in the order of the texts, which grow in number."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._texts = texts
        self._heads: list[Array] = []
        self._order = np.zeros(0, np.int64)

    def get(self) -> Array:
        """Return the numbers of all texts that there are by now."""
        texts, known = self._texts, len(self._order)
        if known < len(texts):
            self._heads.append(heads_of(texts[known:]))
            heads = np.concatenate(self._heads)
            order = np.argsort(heads, kind="stable")
            same = heads[order[1:]] == heads[order[:-1]]
            ties = np.zeros(len(order), bool)
            ties[1:] |= same
            ties[:-1] |= same
            order[ties] = sorted(order[ties].tolist(), key=texts.__getitem__)
            self._order = order
        return self._order
