"""What is said of pages that are added: how far it has come, and in the end what became of them.

Pure, but for the file in which the reasons of all that was refused can be read.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.intake import Progress, Skipped, Summary

LOOKING: Final = "looking for pages…"
_MOST_REASONS: Final = 2


def progress_text(progress: Progress) -> str:
    """Return how far an import has come: ``reading 120 of 800 files…``."""
    files = "file" if progress.total == 1 else "files"
    return f"reading {progress.files:,} of {progress.total:,} {files}…"


def summary_text(summary: Summary, reasons: Path | None = None) -> str:
    """Return what became of the pages, and that ``reasons`` names those that were refused."""
    refused = len(summary.skipped)
    counts = [
        (summary.added, "added"),
        (summary.updated, "updated"),
        (summary.unchanged, "known already"),
        (refused, "refused"),
    ]
    told = [f"{count:,} {what}" for count, what in counts if count]
    pages = "page" if sum(count for count, _ in counts) == 1 else "pages"
    sentences = []
    if told:
        told[0] = told[0].replace(" ", f" {pages} ", 1)
        sentences.append(", ".join(told) + ".")
    elif not summary.stopped:
        sentences.append("There are no saved pages in it that Broadsheet reads.")
    if refused:
        sentences.append(_reasons(summary.skipped, reasons))
    if summary.passed_over and told:
        kinds = "file of another kind" if summary.passed_over == 1 else "files of other kinds"
        sentences.append(f"{summary.passed_over:,} {kinds} passed over.")
    if summary.stopped:
        sentences.append("Stopped early; adding the same again goes on from here.")
    return " ".join(sentences)


def _reasons(skipped: Sequence[Skipped], reasons: Path | None) -> str:
    """Return the most frequent reasons with their counts."""
    counts = Counter(item.reason for item in skipped).most_common()
    named = [f"{count:,} × {reason}" for reason, count in counts[:_MOST_REASONS]]
    more = sum(count for _, count in counts[_MOST_REASONS:])
    others = [f"{more:,} for other reasons"] if more else []
    where = f" (see {reasons})" if reasons is not None else ""
    return f"Refused: {'; '.join([*named, *others])}{where}."


def write_reasons(path: Path, skipped: Sequence[Skipped]) -> bool:
    """Write each refused input with its reason into ``path``; return whether that worked."""
    lines = [f"{item.origin}: {item.reason}\n" for item in skipped]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(lines), encoding="utf-8", errors="backslashreplace")
    except OSError:
        return False
    return True
