"""What is reported of pages that are added: how far it has come, and what became of each.

Values only; the import itself is `ingest`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or record that became no article, and why; ``failed`` where it should have."""

    origin: str
    reason: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import did."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    passed_over: int = 0
    stopped: bool = False

    @property
    def failures(self) -> int:
        """How many inputs failed, against those that merely held no article."""
        return sum(item.failed for item in self.skipped)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come, in files and in captures (a file may hold many)."""

    files: int
    total: int
    captures: int
