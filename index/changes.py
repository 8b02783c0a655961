"""What the reader changes about articles, and what has been done, as values and in words.

Values only: `index.marking` carries them out and takes them back. Imports nothing heavy, for the
screen has them at its start.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NUMBERS: Final = 1000
"""Articles that are told by number of what has been done; the count is always of all."""


class Mark(StrEnum):
    """What the reader can put on an article."""

    READ = "read"
    STARRED = "starred"
    TAG = "tag"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Change:
    """A mark to be put on the articles of ``numbers``, or taken off them where not ``on``.

    ``text`` is the name of the tag, or the note.
    """

    mark: Mark
    on: bool
    numbers: Sequence[int]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What was changed: ``count`` articles, of which ``numbers`` are the first, ascending.

    ``numbers`` are at most `MOST_NUMBERS`; ``text`` is the tag as it is shown, or the note.
    """

    mark: Mark
    on: bool
    text: str
    count: int
    numbers: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """Say what was done, without a full stop."""
        match self.mark:
            case Mark.READ:
                articles = "Article" if self.count == 1 else f"{self.count:,} articles"
                return f"{articles} marked {'read' if self.on else 'unread'}"
            case Mark.STARRED:
                return self._moved("Star")
            case Mark.TAG:
                return self._moved(f"Tag “{self.text}”")
            case Mark.NOTE:
                return self._noted()

    @property
    def undone_sentence(self) -> str:
        """Say that what was done has been taken back."""
        done = self.sentence
        return f"Taken back: {done[:1].lower()}{done[1:]}"

    def _moved(self, what: str) -> str:
        deed, way = ("given", "to") if self.on else ("taken away", "from")
        return f"{what} {deed}{self._where(way)}"

    def _noted(self) -> str:
        if self.on:
            return f"Note kept{self._where('on')}"
        return f"{'Note' if self.count == 1 else 'Notes'} removed{self._where('from')}"

    def _where(self, way: str) -> str:
        return "" if self.count == 1 else f" {way} {self.count:,} articles"
