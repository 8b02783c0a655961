"""How a library is: what it holds, and whether library and index are whole and agree.

Looks only; `indexing` repairs.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import IndexUnusableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from index.indexing import Indexing
    from index.store.archive import Archive
    from index.store.database import Database
    from index.store.reading import ReadingState

Counts = tuple[tuple[str, int], ...]
"""Values of a field, each with the number of its articles, most first."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Figures of a library; sizes are bytes on disk, ``waiting`` counts articles to be indexed."""

    articles: int
    unread: int
    starred: int
    waiting: int
    library_bytes: int
    index_bytes: int
    facets: Mapping[str, Counts]

    def record(self) -> dict[str, object]:
        """Return the figures as JSON has them."""
        return {
            "articles": self.articles,
            "unread": self.unread,
            "starred": self.starred,
            "index_lag": self.waiting,
            "library_bytes": self.library_bytes,
            "index_bytes": self.index_bytes,
        } | {f"by_{name}": dict(counts) for name, counts in self.facets.items()}


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found; ``problems`` are sentences, each with what to do next."""

    articles: int
    problems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def record(self) -> dict[str, object]:
        """Return the report as JSON has it."""
        return {"whole": self.whole, "articles": self.articles, "problems": list(self.problems)}


def gather(
    database: Path, index: Path, archive: Archive, reading: ReadingState, waiting: int
) -> Stats:
    """Return the figures of the library in ``database``, whose index lies in ``index``."""
    return Stats(
        articles=archive.count(),
        unread=len(reading.unread()),
        starred=len(reading.starred()),
        waiting=waiting,
        library_bytes=_size(database.parent.glob(f"{database.name}*")),
        index_bytes=_size(index.rglob("*")),
        facets={
            "section": tuple(archive.counts_by("section")),
            "source": tuple(archive.counts_by("source")),
            "year": tuple(archive.counts_by("year")),
            "language": tuple(archive.counts_by("language")),
        },
    )


def check(database: Database, archive: Archive, indexing: Indexing) -> Report:
    """Compare what the library holds with what the index holds, number by number."""
    problems = list(database.faults())
    # In this order, what another Broadsheet adds meanwhile is neither missing nor a stranger.
    kept = set(archive.numbers())
    waiting = indexing.waiting()
    try:
        indexed = indexing.indexed()
    except IndexUnusableError as error:
        problems.append(str(error))
        return Report(len(kept), tuple(problems))
    missing = len(kept - indexed - waiting)
    strangers = len(indexed.difference(archive.numbers()) - waiting)
    if waiting:
        problems.append(f"{len(waiting):,} articles wait to be indexed; the next search does it.")
    if missing:
        problems.append(f"{missing:,} articles are not searchable. Run: broadsheet rebuild")
    if strangers:
        problems.append(f"The index holds {strangers:,} unknown articles. Run: broadsheet rebuild")
    return Report(len(kept), tuple(problems))


def _size(files: Iterable[Path]) -> int:
    size = 0
    for file in files:
        # Files of the index come and go while another Broadsheet writes.
        with suppress(OSError):
            size += file.lstat().st_size
    return size
