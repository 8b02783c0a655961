"""Kept captures read again with today's readers, so that better readers improve old articles.

Changes articles in place; their ids, marks and captures stay.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from index.article import Article
from index.errors import CaptureError
from index.parsing import read_all
from index.store.archive import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.article import Capture
    from index.store.archive import Archive

_BATCH = 200
_NOT_COMPARED = frozenset({"id", "origin"})


@dataclass(frozen=True, slots=True)
class Changes:
    """What reading again changed: titles with the names of the fields that differ now.

    ``failed`` holds the errors of captures that no longer become articles; those stay as they
    were.
    """

    changed: tuple[tuple[str, tuple[str, ...]], ...]
    failed: tuple[CaptureError, ...]
    same: int


def reparse(
    archive: Archive, progress: Callable[[int], None], stopped: Callable[[], bool]
) -> Changes:
    """Read every kept capture again; ``progress`` is told how many are done."""
    changed: list[tuple[str, tuple[str, ...]]] = []
    failed: list[CaptureError] = []
    same = 0
    numbers: list[int] = []
    batch: list[tuple[int, Article]] = []
    outcomes = read_all(_noting(archive.captures(), numbers), stopped=stopped)
    for done, (_, outcome) in enumerate(outcomes):
        if isinstance(outcome, CaptureError):
            failed.append(outcome)
        else:
            batch.append((numbers[done], outcome))
        if len(batch) == _BATCH:
            same += _revise(archive, batch, changed)
            batch = []
        progress(done + 1)
    same += _revise(archive, batch, changed)
    return Changes(tuple(changed), tuple(failed), same)


def _revise(
    archive: Archive,
    batch: list[tuple[int, Article]],
    changed: list[tuple[str, tuple[str, ...]]],
) -> int:
    """Keep a batch in one transaction, add what differs to ``changed``, return what does not."""
    before = dict(archive.articles([number for number, _ in batch]))
    outcomes = archive.revise_all(batch)
    revised = [
        number
        for (number, _), outcome in zip(batch, outcomes, strict=True)
        if outcome is not Outcome.UNCHANGED
    ]
    changed += [
        (article.title, _differences(before[number], article))
        for number, article in archive.articles(revised)
    ]
    return len(batch) - len(revised)


def _noting(captures: Iterator[tuple[int, Capture]], numbers: list[int]) -> Iterator[Capture]:
    """Pass captures on, and write down whose they are in the same order."""
    for number, capture in captures:
        numbers.append(number)
        yield capture


def _differences(old: Article, new: Article) -> tuple[str, ...]:
    names = (field.name for field in fields(Article) if field.name not in _NOT_COMPARED)
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))
