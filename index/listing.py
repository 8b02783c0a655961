"""A list of articles as it was at one moment, of which a window at a time is looked at.

Made by `library`; it asks the library for what is seen and keeps nothing but numbers. It never
searches and never writes.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.article import Article
    from index.hints import Suggestion
    from index.results import Headline, Highlight, Sort, Span
    from index.search.engine.ordering import Ordering
    from index.search.highlights import Matcher
    from index.search.hits import Hits


class Shelf(Protocol):
    """What a list asks its library for."""

    def headlines(self, numbers: Sequence[int]) -> list[Headline]:
        """Return the headlines of ``numbers`` in their order."""

    def article(self, number: int) -> Article:
        """Return a whole article."""

    def unread(self) -> set[int]:
        """Return the numbers of all unread articles."""


@dataclass(frozen=True, slots=True)
class Results:
    """The articles a query found, as they were at that moment; a window at a time is shown.

    ``text`` is the query as typed, empty when all articles are listed; ``understood`` says in one
    plain line how it was read; ``relaxed`` is set where no article has all the words, and those
    with any of them stand here; ``suggestion`` is what was probably meant then, or where nothing
    was found. ``complete`` is not set where more articles are listed elsewhere: these are the
    first. ``numbers`` are article numbers in order, of a search only put so
    where they are looked at.
    """

    text: str
    understood: str
    relaxed: bool
    sort: Sort
    numbers: array[int] | Ordering
    _library: Shelf = field(repr=False)
    _matcher: Matcher | None = field(default=None, repr=False)
    _hits: Hits | None = field(default=None, repr=False)
    suggestion: Suggestion | None = None
    complete: bool = True
    _places: dict[int, int] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def has_words(self) -> bool:
        """Whether the query asks for words that are marked in texts."""
        return self._matcher is not None and self._matcher.seeks

    def window(self, start: int, stop: int) -> list[Headline]:
        """Return the headlines from place ``start`` up to ``stop``, without those gone since."""
        return self._library.headlines(self.numbers[max(start, 0) : max(stop, 0)])

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return what of any plain ``text`` matches the query; nothing when all is listed."""
        return self._matcher.spans(text) if self._matcher else ()

    def snippet(self, number: int) -> Highlight:
        """Return the passage of an article that answers the query best, else its start."""
        from index.search.highlights import Matcher
        from index.search.query import parse_query
        from index.text.markup import plain_text

        matcher = self._matcher or Matcher(parse_query(""))
        return matcher.snippet(plain_text(self._library.article(number).body))

    def score(self, number: int) -> float | None:
        """Return how well an article answers the query, None when articles were only listed."""
        return self._hits.score(number) if self._hits is not None else None

    def place(self, number: int) -> int | None:
        """Return where in the list an article stands, None when it does not."""
        if not isinstance(self.numbers, array):
            return self.numbers.place(number)
        if not self._places and self.numbers:
            self._places.update((number, place) for place, number in enumerate(self.numbers))
        return self._places.get(number)

    def next_unread(self, after: int) -> int | None:
        """Return the place of the next unread article behind ``after``, then from the top."""
        unread = self._library.unread()
        numbers = self.numbers[:]
        count = len(numbers)
        places = (place % count for place in range(after + 1, after + 1 + count))
        return next((place for place in places if numbers[place] in unread), None)
