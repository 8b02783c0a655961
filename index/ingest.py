"""Files and folders become articles in the library: find, read within limits, keep, report.

Knows the formats only through `parsing` and the store only through `Archive`; never indexes.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from index.errors import CaptureError, NotAnArticleError, UnreadableCaptureError
from index.formats import captures_in, is_capture_name
from index.intake import Progress, Skipped, Summary
from index.parsing import read_all
from index.store.archive import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.article import Article, Capture
    from index.parsing import Limits
    from index.store.archive import Archive

_Item = TypeVar("_Item")

_BATCH: Final = 200
"""Captures kept in one transaction: few enough to lose little, many enough to be quick."""

_BATCH_SECONDS: Final = 1.0
"""Seconds after which slow pages are kept without waiting for more, so that a kill costs few."""

_BATCH_BYTES: Final = 16_000_000
"""Bytes of captures in one transaction, so that a folder of large files needs little memory."""


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, and how many others were passed over as of no known kind.

    ``named`` are the files given by name; ``closed`` are folders that could not be looked into.
    """

    files: tuple[Path, ...]
    passed_over: int = 0
    named: frozenset[Path] = frozenset()
    closed: tuple[Skipped, ...] = ()


def find_files(paths: Iterable[Path], stopped: Callable[[], bool] = lambda: False) -> Found:
    """Return the captures in ``paths``: files as given, folders with all folders inside.

    Links to folders are not followed and hidden names are passed over. A path that does not exist
    stays in the list, to be named when it is read. When ``stopped`` turns true, the rest is left.
    """
    files: dict[Path, None] = {}
    named = set()
    passed_over = 0
    closed: list[Skipped] = []
    for path in paths:
        if not _is_folder(path):
            files[path] = None
            named.add(path)
            continue
        for file in _walk(path, closed):
            if stopped():
                break
            if is_capture_name(file.name):
                files[file] = None
            else:
                passed_over += 1
    return Found(tuple(files), passed_over, frozenset(named), tuple(closed))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # whoever opens it will say why it cannot be read
        return False


def _walk(folder: Path, closed: list[Skipped]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        reason = f"the folder cannot be read ({error.strerror}); check its permissions"
        closed.append(Skipped(str(error.filename), reason, failed=True))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(parent, name)


@dataclass(slots=True)
class Import:
    """One import under way into ``archive``; run it once.

    ``stopped`` is asked between captures: when it turns true, what is read is kept and the rest
    left for another time.
    """

    archive: Archive
    progress: Callable[[Progress], None] = lambda _: None
    stopped: Callable[[], bool] = lambda: False
    _counts: Counter[Outcome] = field(default_factory=Counter)
    _skipped: list[Skipped] = field(default_factory=list)
    _captures: int = 0
    _files: int = 0
    _under_way: deque[int] = field(default_factory=deque)
    """For every capture being read, how many files were opened up to its own."""

    def run(
        self, found: Found, *, limits: Limits | None = None, workers: int | None = None
    ) -> Summary:
        """Read and keep all of ``found``; raises LibraryError when nothing can be written."""
        outcomes = read_all(
            self._unknown(found), limits=limits, workers=workers, stopped=self.stopped
        )
        for batch in _batches(self._articles(outcomes, found), lambda pair: pair[0]):
            self._counts.update(self.archive.keep(batch))
        self.progress(Progress(len(found.files), len(found.files), self._captures))
        return self._summary(found)

    def _unknown(self, found: Found) -> Iterator[Capture]:
        """Yield the captures that the library does not hold yet; it is asked a batch at a time."""
        for batch in _batches(self._captures_of(found), lambda pair: pair[1]):
            digests = [capture.digest for _, capture in batch]
            known = self.archive.known(digests)
            for (files, capture), digest in zip(batch, digests, strict=True):
                if digest in known:
                    self._counts[Outcome.UNCHANGED] += 1
                    self._report(files, found)
                else:
                    self._under_way.append(files)
                    yield capture

    def _captures_of(self, found: Found) -> Iterator[tuple[int, Capture]]:
        for files, path in enumerate(found.files, 1):
            try:
                for capture in captures_in(path):
                    yield files, capture
            except UnreadableCaptureError as error:
                self._skip(error, failed=True)

    def _articles(
        self, outcomes: Iterator[tuple[Capture, Article | CaptureError]], found: Found
    ) -> Iterator[tuple[Capture, Article]]:
        """Yield what became an article and note what did not."""
        for capture, outcome in outcomes:
            self._report(self._under_way.popleft(), found)
            if isinstance(outcome, CaptureError):
                self._skip(outcome, failed=_failed(outcome, capture, found))
            else:
                yield capture, outcome

    def _report(self, files: int, found: Found) -> None:
        """Count one capture as done; those known already come before others still being read."""
        self._captures += 1
        self._files = max(self._files, files)
        self.progress(Progress(self._files, len(found.files), self._captures))

    def _skip(self, error: CaptureError, *, failed: bool) -> None:
        self._skipped.append(Skipped(error.origin, error.reason, failed))

    def _summary(self, found: Found) -> Summary:
        return Summary(
            added=self._counts[Outcome.ADDED],
            updated=self._counts[Outcome.UPDATED],
            unchanged=self._counts[Outcome.UNCHANGED],
            skipped=(*found.closed, *self._skipped),
            passed_over=found.passed_over,
            stopped=self.stopped(),
        )


def _failed(error: CaptureError, capture: Capture, found: Found) -> bool:
    """Tell whether an error counts as a failure: a page of a folder may well hold no article."""
    return not isinstance(error, NotAnArticleError) or Path(capture.origin) in found.named


def _batches(
    items: Iterator[_Item], capture_of: Callable[[_Item], Capture]
) -> Iterator[list[_Item]]:
    """Yield ``items`` in lists that are few, small and young enough for one transaction."""
    batch: list[_Item] = []
    size = 0
    began = monotonic()
    for item in items:
        batch.append(item)
        size += len(capture_of(item).content)
        full = len(batch) >= _BATCH or size >= _BATCH_BYTES
        if full or monotonic() - began > _BATCH_SECONDS:
            yield batch
            batch, size, began = [], 0, monotonic()
    if batch:
        yield batch
