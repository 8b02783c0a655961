"""Adding: saved pages come into the library while it is read.

Which files are pages, and what becomes of them, is the library's part.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual.message import Message

from index.errors import BroadsheetError
from index.settings import refusals_file, samples_folder
from tui.import_telling import LOOKING, progress_text, summary_text, write_reasons
from tui.path_line import completions, folder_of, looks_like_paths, names_in, read_paths
from tui.prompts import LinePrompt, YesNo
from tui.reader_panes import ReaderPanes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual import events

    from index.hints import Completion
    from index.intake import Progress, Summary
    from tui.reader_panes import Means

_ADDED_FROM: Final = "added_from"
"""The name under which the last folder is remembered."""

_HINT: Final = "a folder or a file of saved pages"
_TOLD_EVERY: Final = 0.1
"""Seconds between two reports of how far it has come."""

_LONG: Final = 12
"""Seconds for which the report at the end is seen."""

_PATIENCE: Final = 4.0
"""Seconds for which leaving waits until what was read is kept: less than Textual waits for us."""


class ReaderAdding(ReaderPanes):
    """A screen that adds saved pages to its library."""

    class Listed(Message):
        """The names in a folder were read, for the line that ``prompt`` asks for."""

        def __init__(self, folder: str, names: list[str], prompt: LinePrompt) -> None:
            super().__init__()
            self.folder = folder
            self.names = names
            self.prompt = prompt

    class Progressed(Message):
        """Adding has come so far."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Added(Message):
        """Adding has ended; ``told`` says how, ``well`` whether nothing was refused."""

        def __init__(self, told: str, *, well: bool) -> None:
            super().__init__()
            self.told = told
            self.well = well

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._names: dict[str, list[str]] = {}
        self._stop_adding = Event()
        self._at_rest = Event()
        self._at_rest.set()

    def action_add(self) -> None:
        """Ask for pages to add; while some are being added, ask whether to stop that."""
        if not self._at_rest.is_set():
            self.app.push_screen(YesNo("Stop adding pages?"), self._stop_if)
            return
        self._ask_what_to_add(self.choices.get(_ADDED_FROM, ""))

    def on_paste(self, event: events.Paste) -> None:
        """Ask whether to add what was dropped on the terminal, if that is a path."""
        line = " ".join(event.text.split("\n")).strip()
        if self._at_rest.is_set() and looks_like_paths(line):
            event.stop()
            self._ask_what_to_add(line)

    def _ask_what_to_add(self, line: str) -> None:
        self._names.clear()
        prompt = LinePrompt("Add", line, hint=_HINT, complete=lambda *_: ())
        self.app.push_screen(prompt, self._add_named)
        prompt.offer(_HINT, partial(self._complete, prompt))

    def action_add_samples(self) -> None:
        """Add the sample articles that come with Broadsheet."""
        folder = samples_folder()
        if folder is None:
            self.say("The sample articles did not come with this Broadsheet.", "warning")
        else:
            self._begin_adding([folder])

    # The line that asks

    def _complete(self, prompt: LinePrompt, line: str, cursor: int) -> list[Completion]:
        """Return how the path may go on, as far as its folder is known; have that looked into."""
        folder = folder_of(line[:cursor])
        if folder not in self._names:
            self._names[folder] = []
            self.at_once("folder", partial(self._list_folder, folder, prompt))
        return completions(line, cursor, self._names[folder])

    def _list_folder(self, folder: str, prompt: LinePrompt) -> None:
        self.post_message(self.Listed(folder, names_in(folder), prompt))

    def on_reader_adding_listed(self, message: ReaderAdding.Listed) -> None:
        """Offer the names that were found."""
        self._names[message.folder] = message.names
        if message.prompt.is_attached:
            message.prompt.offer(_HINT, partial(self._complete, message.prompt))

    def _add_named(self, line: str | None) -> None:
        if line is not None and line.strip():
            self.remember(_ADDED_FROM, line.strip(), "")
            self._begin_adding(line)

    def _stop_if(self, key: str | None) -> None:
        if key == "y":
            self._stop_adding.set()

    # The work

    def _begin_adding(self, named: str | Sequence[Path]) -> None:
        if not self._at_rest.is_set():
            self.say("Pages are being added already.")
            return
        self._stop_adding.clear()
        self._at_rest.clear()
        self.finder.tell_adding(LOOKING)
        self.at_once("adding", partial(self._add, named))

    def _add(self, named: str | Sequence[Path]) -> None:
        told, well = "", False
        try:
            paths = read_paths(named) if isinstance(named, str) else named
            missing = next((path for path in paths if not path.exists()), None)
            if missing is not None:
                told = f"There is no file or folder {missing}."
            else:
                summary = self.library.add(
                    paths, progress=_Reporter(self), stopped=self._stop_adding.is_set
                )
                if not isinstance(named, str):
                    # What lies beside the samples is nothing to tell of.
                    summary = replace(summary, passed_over=0)
                told, well = _report(summary), not summary.skipped
        except BroadsheetError as error:
            told = str(error)
        except OSError as error:
            told = f"{error.filename}: {error.strerror}."
        finally:
            self._at_rest.set()
            self.post_message(self.Added(told, well=well))

    def on_reader_adding_progressed(self, message: ReaderAdding.Progressed) -> None:
        """Say how far it has come."""
        if not self._at_rest.is_set():
            self.finder.tell_adding(message.text)

    def on_reader_adding_added(self, message: ReaderAdding.Added) -> None:
        """Say what became of the pages, and have them indexed."""
        self.finder.tell_adding("")
        if message.told:
            self.notify(
                message.told,
                severity="information" if message.well else "warning",
                markup=False,
                timeout=_LONG,
            )
        self.index_at_once()

    async def end_adding(self) -> None:
        """Stop adding, and wait until what was read is kept."""
        self._stop_adding.set()
        await asyncio.to_thread(self._at_rest.wait, _PATIENCE)


class _Reporter:
    """Tells a screen how far adding has come, not more often than anybody could read."""

    def __init__(self, screen: ReaderAdding) -> None:
        self._screen = screen
        self._told = 0.0

    def __call__(self, progress: Progress) -> None:
        if monotonic() - self._told >= _TOLD_EVERY:
            self._told = monotonic()
            self._screen.post_message(ReaderAdding.Progressed(progress_text(progress)))


def _report(summary: Summary) -> str:
    reasons = refusals_file()
    kept = bool(summary.skipped) and write_reasons(reasons, summary.skipped)
    return summary_text(summary, reasons if kept else None)
