"""What the index tells beside a list of articles, for whoever holds a library.

Joins the texts of the store and the arrays of the index: facets, hits over time, completions,
did-you-mean, related articles. It neither opens the index nor searches: who holds it reads the
index for it, and gives the numbers of the articles. Usable from several threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.hints import Completion, Facet, Facets, Related, Suggestion
    from index.search.completion import Completions
    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot
    from index.search.surface import SurfaceWords
    from index.store.archive import Archive

MOST_COMPLETIONS: Final = 8
MOST_RELATED: Final = 10

_NAMES: Final = ("section", "source", "site")


_T = TypeVar("_T")


class ReadsIndex(Protocol):
    """Opens the index as it is now, mended where that is needed."""

    def __call__(self, read: Callable[[Snapshot], _T], /) -> _T:
        """Return what ``read`` makes of the index."""


def no_tags() -> list[tuple[str, int]]:
    """Return no tags."""
    return []


class Telling:
    """Answers from one index and one archive; each answer is of the index as it was then."""

    def __init__(
        self,
        archive: Archive,
        index: ReadsIndex,
        tags: Callable[[], list[tuple[str, int]]] = no_tags,
    ) -> None:
        """Read by ``index``, which may call what it is given twice; ``tags`` are the reader's.

        What ``index`` raises, every method raises.
        """
        self._archive = archive
        self._index = index
        self._tags = tags
        self._completions: tuple[Snapshot, list[tuple[str, int]], Completions] | None = None

    def facets(self, numbers: Sequence[int] | None = None) -> Facets:
        """Return how the articles with these numbers fall into values; None for all articles."""
        from index.search.facets import facets

        def read(snapshot: Snapshot) -> Facets:
            if numbers is None:
                return snapshot.once("telling facets", lambda: facets(snapshot))
            return facets(snapshot, _documents(snapshot, numbers))

        return self._index(read)

    def timeline(
        self, numbers: Sequence[int] | None = None, *, by_year: bool | None = None
    ) -> tuple[Facet, ...]:
        """Return how many of these articles are of each month from the first to the last.

        Of each year with ``by_year``, or when that is None and the whole is longer than ten.
        """
        from index.search.timeline import timeline

        def read(snapshot: Snapshot) -> tuple[Facet, ...]:
            documents = None if numbers is None else _documents(snapshot, numbers)
            return timeline(snapshot, documents, by_year=by_year)

        return self._index(read)

    def complete(
        self, text: str, cursor: int, most: int = MOST_COMPLETIONS
    ) -> tuple[Completion, ...]:
        """Return ways to go on with a query at ``cursor``, a place in it, the best first."""
        tags = self._tags()

        def read(snapshot: Snapshot) -> tuple[Completion, ...]:
            known = self._completions
            if known is None or known[0] is not snapshot or known[1] != tags:
                known = snapshot, tags, _completions(snapshot, tags)
                self._completions = known
            return known[2].complete(text, cursor, most)

        return self._index(read)

    def suggest(self, text: str, *, found_nothing: bool = True) -> Suggestion | None:
        """Return what was probably meant by a query, None where it is known or like nothing.

        Where it ``found_nothing``, words that few articles have are doubted, too.
        """
        from index.search.query import parse_query
        from index.search.suggestions import Suggestions

        query = parse_query(text)
        tags = [tag for tag, _ in self._tags()] if "tag" in text.lower() else []

        def read(snapshot: Snapshot) -> Suggestion | None:
            of_values = snapshot.once("telling words of values", lambda: _words_of_values(snapshot))
            suggestions = Suggestions(snapshot, _words(snapshot), of_values, tags)
            return suggestions.suggest(query, found_nothing=found_nothing)

        return self._index(read)

    def related(self, number: int, most: int = MOST_RELATED) -> Related:
        """Return the articles on the matter of another; raises ArticleNotFoundError."""
        from index.search.related import related
        from index.text.markup import plain_text

        article = self._archive.article(number)
        body = "\n".join((plain_text(article.body), *article.captions))
        title, language = article.title, article.language.lower()
        return self._index(lambda snapshot: related(snapshot, number, title, body, language, most))


def _documents(snapshot: Snapshot, numbers: Sequence[int]) -> Array:
    import numpy as np

    # A slice of a list that is ordered only where somebody looks comes as one array.
    there = snapshot.documents_of(np.asarray(numbers[:], np.int64))
    return np.flatnonzero(there if snapshot.alive is None else there & snapshot.alive)


def _words(snapshot: Snapshot) -> SurfaceWords:
    from index.search.surface import SurfaceWords

    return snapshot.once("telling words", lambda: SurfaceWords.of(snapshot))


def _completions(snapshot: Snapshot, tags: list[tuple[str, int]]) -> Completions:
    from index.search.completion import Completions

    values = {name: _most_first(_values(snapshot, name)) for name in _NAMES}
    values |= {"lang": _most_first(_values(snapshot, "language")), "tag": tags}
    return Completions(snapshot, _words(snapshot), values)


def _words_of_values(snapshot: Snapshot) -> dict[str, SurfaceWords]:
    from index.search.surface import SurfaceWords, WordList, words_of_titles

    found = {}
    for name in _NAMES:
        counts: dict[str, int] = {}
        for value, count in _values(snapshot, name).items():
            for word in words_of_titles([value]):
                counts[word] = counts.get(word, 0) + count
        found[name] = SurfaceWords([WordList.of(counts)])
    return found


def _values(snapshot: Snapshot, name: str) -> dict[str, int]:
    """Return the values of a column with their numbers of articles; of sections, each step."""
    from index.hints import STEP
    from index.search.facets import counted

    counts: dict[str, int] = {}
    for value, count in counted(snapshot, name).items():
        for step in value.split(STEP):
            counts[step] = counts.get(step, 0) + count
    return counts


def _most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
