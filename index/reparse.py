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
    changed = []
    failed = []
    same = 0
    numbers: list[int] = []
    outcomes = read_all(_noting(archive.captures(), numbers), stopped=stopped)
    for done, (_, outcome) in enumerate(outcomes):
        progress(done + 1)
        if isinstance(outcome, CaptureError):
            failed.append(outcome)
            continue
        old = archive.article(numbers[done])
        if archive.revise(numbers[done], outcome) is Outcome.UNCHANGED:
            same += 1
        else:
            changed.append((outcome.title, _differences(old, outcome)))
    return Changes(tuple(changed), tuple(failed), same)


def _noting(captures: Iterator[tuple[int, Capture]], numbers: list[int]) -> Iterator[Capture]:
    """Pass captures on, and write down whose they are in the same order."""
    for number, capture in captures:
        numbers.append(number)
        yield capture


def _differences(old: Article, new: Article) -> tuple[str, ...]:
    names = (field.name for field in fields(Article) if field.name not in _NOT_COMPARED)
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))
