"""Which rows of a list are chosen: a stretch that ends at the cursor, or all of them.

Pure: places and the numbers that stand there, however many; nothing is fetched for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

    from index.listing import Results


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that began at place ``anchor`` of a list; without one, all of the list."""

    anchor: int | None = None

    def places(self, cursor: int, count: int) -> range:
        """Return the places that are chosen in a list of ``count`` with its cursor there."""
        if self.anchor is None:
            return range(count)
        return range(min(self.anchor, cursor), max(self.anchor, cursor) + 1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The articles at ``places`` of a list."""

    results: Results
    places: range

    def __len__(self) -> int:
        return len(self.places)

    def numbers(self) -> array[int] | Sequence[int]:
        """Return their numbers; of a long list that was searched for, not at once."""
        return self.results.numbers[self.places.start : self.places.stop]


def carried(choice: Choice, chosen: Chosen, after: Results, cursor: int) -> Choice | None:
    """Return the choice in the list that comes ``after``, None where it would be another one.

    ``cursor`` is where the cursor stands by then.
    """
    before = chosen.results
    if (before.text, before.sort) != (after.text, after.sort):
        return None
    anchor = None
    if choice.anchor is not None:
        anchor = after.place(before.numbers[choice.anchor])
        if anchor is None:
            return None
    moved = Choice(anchor)
    now = Chosen(after, moved.places(cursor, len(after)))
    same = len(now) == len(chosen) and list(now.numbers()) == list(chosen.numbers())
    return moved if same else None
