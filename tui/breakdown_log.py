"""The log: what broke that should not have, and where, for whoever mends it.

It is written only then; what a person can act upon is told on the screen and stands nowhere here.
"""

from __future__ import annotations

import traceback
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.settings import log_file

if TYPE_CHECKING:
    from pathlib import Path


def note_breakdown(error: BaseException) -> Path:
    """Write what broke, and where, at the end of the log, if it can be written; return its path."""
    log = log_file()
    told = "".join(traceback.format_exception(error))
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="replace") as lines:
            lines.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{told}\n")
    return log
